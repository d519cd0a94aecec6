"""The cover letter in the other languages: correct frames around the candidate's own words."""

from __future__ import annotations

from ...text.numbers import numbers_in
from .evidence import Ranked, has_role
from .letter import certificates
from .material import Material, Statement
from .phrases import FramedLetter, Phrases
from .wording import advertised_title, advertiser, calm, employer, person, sentence, title_in_text

_MAX_QUOTED_WORDS = 45


def framed_letter(material: Material, ranked: Ranked, phrases: Phrases, frame: FramedLetter) -> list[str]:
    """Four paragraphs as in `letter`; statements are quoted, never inflected."""
    told = [s for s in ranked.statements if len(s.text.split()) <= _MAX_QUOTED_WORDS] or list(
        ranked.statements
    )
    about_people = next((s for s in told[2:] if ranked.people(s)), None)
    third = about_people or next(iter(told[2:]), None)
    paragraphs = [
        [_role(material, frame), _person(material, frame), _offer(material, phrases, frame)],
        _achievements(material, phrases, frame, told[:2]),
        _domain(material, phrases, frame, third, people=about_people is not None),
        [_interest(material, phrases, frame), material.choose(frame.talk, 6)],
    ]
    texts = [" ".join(sentence(part) for part in parts if part) for parts in paragraphs]
    name = material.profile.name.strip()
    texts[0] = f"{frame.greeting}\n{texts[0]}"
    texts[3] = f"{texts[3]}\n{frame.sign_off}" + (f"\n{person(name)}" if name else "")
    return texts


def _role(material: Material, frame: FramedLetter) -> str:
    ad = material.job.profile
    title, company = advertised_title(ad.title, material.resume.text), advertiser(ad.company)
    if title and company:
        return material.choose(frame.role_at).format(title=title, company=company)
    if title:
        return material.choose(frame.role).format(title=title)
    return material.choose(frame.company if company else frame.neither).format(company=company)


def _person(material: Material, frame: FramedLetter) -> str:
    latest = material.latest
    if latest is None:
        entry = next((e for e in material.profile.education if e.degree and e.school), None)
        return frame.studied.format(degree=calm(entry.degree), school=calm(entry.school)) if entry else ""
    title, company = title_in_text(latest.title), employer(latest.company)
    if title and company:
        template = frame.now if has_role(material, current=True) else frame.last
        return template.format(title=title, company=company)
    return frame.title_only.format(title=title or company)


def _offer(material: Material, phrases: Phrases, frame: FramedLetter) -> str:
    terms = [term for term in material.competencies(6) if not numbers_in(term)][:3]
    return material.choose(frame.offers, 1).format(terms=phrases.listing(terms)) if terms else ""


def _achievements(
    material: Material, phrases: Phrases, frame: FramedLetter, statements: list[Statement]
) -> list[str]:
    quoted = []
    for statement, named, unnamed in zip(
        statements, (frame.first, frame.second), (frame.first_unnamed, frame.second_unnamed), strict=False
    ):
        bullet = phrases.quoted(statement.text.strip().rstrip("."))
        company = employer(statement.employer) or statement.project.strip()
        quoted.append(
            material.choose(named, 2).format(bullet=bullet, company=company)
            if company
            else unnamed.format(bullet=bullet)
        )
    skills = material.profile.skills[:4]
    if not quoted and skills:
        quoted = [frame.skills.format(terms=phrases.listing(skills))]
    return quoted or [frame.nothing_more]


def _domain(
    material: Material, phrases: Phrases, frame: FramedLetter, statement: Statement | None, *, people: bool
) -> list[str]:
    parts = []
    if statement:
        bullet = phrases.quoted(statement.text.strip().rstrip("."))
        parts.append(
            material.choose(frame.people, 4).format(bullet=bullet)
            if people
            else frame.more.format(bullet=bullet)
        )
    held = certificates(material)
    entry = next((e for e in material.profile.education if e.degree and e.school), None)
    if held:
        parts.append(frame.certificates.format(terms=phrases.listing(held)))
    elif entry and material.latest:
        parts.append(frame.education.format(degree=calm(entry.degree), school=calm(entry.school)))
    if not parts and material.profile.skills:
        parts.append(frame.skills.format(terms=phrases.listing(material.profile.skills[:4])))
    return parts or [frame.nothing_more]


def _interest(material: Material, phrases: Phrases, frame: FramedLetter) -> str:
    terms = [t for t in material.competencies(8) if not numbers_in(t)][3:5]
    if len(terms) == 2:
        return material.choose(frame.interest, 7).format(terms=phrases.listing(terms))
    return frame.interest_plain
