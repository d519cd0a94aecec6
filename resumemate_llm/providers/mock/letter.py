"""The cover letter in English: four paragraphs from what the resume shows.

Which sentences stand is decided by what the person has: the same line of work or another, figures,
people they led or taught, certificates, what of the ad they have practised.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...schema import JobFamily, Role
from ...text import verb_table as table
from ...text.numbers import numbers_in
from ...text.terms import fold_term
from . import letter_frames as frames
from .evidence import Ranked, has_role, measured, placed
from .grammar import recast
from .material import Material, Statement
from .openings import capital
from .sentences import MAX_WORDS
from .wording import (
    advertised_title,
    advertiser,
    article,
    calm,
    employer,
    listing,
    person,
    sentence,
    title_in_text,
)


def english_letter(material: Material, ranked: Ranked) -> list[str]:
    """Greeting, role and company; achievements; people or domain; interest and sign-off."""
    writer = _Letter(material, ranked)
    paragraphs = [writer.opening(), writer.achievements(), writer.people(), writer.closing()]
    return [_DOUBLE_STOP.sub(".", paragraph) for paragraph in paragraphs]


_DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")  # "at Acme Inc.."


class _Letter:
    def __init__(self, material: Material, ranked: Ranked) -> None:
        self._material = material
        self._ranked = ranked
        self._said: set[tuple[str, ...]] = set()  # terms, by their folded form
        self._told: list[Statement] = []
        self._situation = _situation(material)
        at_home = self._situation in ("same_now", "same_past", "near")
        self._family = material.job.family if at_home else JobFamily.GENERAL
        self._paper = "CV" if re.search(r"\bCVs?\b", material.job.text + material.resume.text) else "resume"

    # --- first paragraph ---

    def opening(self) -> str:
        material = self._material
        company = advertiser(material.job.profile.company)
        greeting = f"Dear {company} team," if company else "Dear Hiring Manager,"
        role, own = self._role(), self._position(material.latest)
        sentences = [
            material.choose(frames.OPENINGS[self._situation]).format(
                role=role, Role=capital(role), own=own, Own=capital(own)
            )
        ]
        if self._situation == "entry":
            sentences += self._studies()
        sentences += self._offer()
        return f"{greeting}\n{' '.join(sentences)}"

    def _role(self) -> str:
        ad = self._material.job.profile
        title = advertised_title(ad.title, self._material.resume.text)
        company = advertiser(ad.company)
        if title:
            return f"the {title} role at {company}" if company else f"the {title} role"
        return f"the role at {company}" if company else "the role you advertise"

    def _position(self, role: Role | None) -> str:
        """ "as Store Manager at Kettle & Pine", as far as the resume states it."""
        if role is None:
            return ""
        title, company = title_in_text(role.title), employer(role.company)
        where = f" at {company}" if company else ""
        return f"as {self._titled(title, company)}{where}" if title else f"at {company}"

    def _titled(self, title: str, company: str) -> str:
        """The title with its article; an office at an employer has none ("as Store Manager at ...")."""
        name = title_in_text(title)
        office = company and name.casefold().rsplit(" ", 1)[-1] in _OFFICES
        bare = office or name.casefold().split(" ", 1)[0] in _OFFICES or not self._material.english
        return name if bare else f"{article(name)} {name}"

    def _studies(self) -> list[str]:
        for entry in self._material.profile.education:
            if entry.degree and entry.school:
                return [frames.STUDIED.format(school=calm(entry.school), degree=calm(entry.degree))]
        return []

    def _offer(self) -> list[str]:
        material = self._material
        role = self._role().casefold()
        usable = [
            e
            for e in material.usable
            if e.term.casefold() not in role and not any(c.isdigit() for c in e.term)
        ]
        practised = [e.term for e in usable if e.practised][:3]
        if len(practised) >= 2:
            return [material.choose(frames.PRACTISED, 1).format(terms=self._say(practised))]
        listed = [e.term for e in usable][:3]
        if len(listed) > 1 or any(" " in term for term in listed):
            return [material.choose(frames.LISTED, 1).format(terms=self._say(listed))]
        if material.years >= 3 and not material.states_years:
            return [frames.YEARS.format(years=material.years)]
        return []

    def _say(self, terms: Sequence[str]) -> str:
        self._said.update(fold_term(term) for term in terms)
        return listing([self._material.say(term) for term in terms])

    # --- second paragraph ---

    def achievements(self) -> str:
        chosen = self._choose_achievements()
        if not chosen:
            return self._without_achievements()
        sentences = []
        if self._situation in ("same_now", "same_past") and any(map(measured, chosen)):
            sentences.append(self._material.choose(frames.RESULTS[self._family], 2))
        for statement in chosen:
            sentences.append(self._tell(statement))
        new = [t for s in chosen if self._ranked.clause(s).kind != "quote" for t in s.mentions]
        sentences += self._tie(new)
        return _joined(sentences)

    def _choose_achievements(self) -> list[Statement]:
        ranked = [s for s in self._ranked.statements if len(s.text.split()) <= MAX_WORDS + 8]
        if not ranked:
            return list(self._ranked.statements[:1])
        first = ranked[0]
        others = [s for s in ranked[1:] if s.text != first.text]
        elsewhere = [
            s
            for s in others
            if (s.employer, s.project, s.place) != (first.employer, first.project, first.place)
        ]
        second = next(iter(others), None)
        if elsewhere and second and self._ranked.points(elsewhere[0]) >= self._ranked.points(second) - 2.5:
            second = elsewhere[0]
        chosen = [first] if second is None else [first, second]
        return sorted(chosen, key=lambda s: (bool(s.project), s.place))

    def _tell(self, statement: Statement, *, afresh: bool = False) -> str:
        """`statement` as a sentence of its own, said to be where it belongs; `afresh` without looking
        back at the one before."""
        clause = self._ranked.clause(statement)
        where = self._where(statement, None if afresh or not self._told else self._told[-1])
        self._told.append(statement)
        if clause.kind == "verb":
            return sentence(f"{where} I {clause.text}")
        if clause.kind == "was":
            passive = clause.text.split(" ", 1)[0] in table.PASSIVE_PAST
            return sentence(
                f"{where} I {'am' if statement.tense == 'base' and not passive else 'was'} {clause.text}"
            )
        if clause.kind == "fact":
            return sentence(f"{where} {clause.text}")
        if clause.kind == "noun":
            return sentence(
                f"{where} my work {'covers' if statement.tense == 'base' else 'covered'} {clause.text}"
            )
        about = placed(statement)
        quoted = f"“{clause.text}”"
        return sentence(
            f"About {about}, my {self._paper} says: {quoted}"
            if about
            else f"In the words of my {self._paper}: {quoted}"
        )

    def _where(self, statement: Statement, before: Statement | None) -> str:
        """ "At Acme," or, after another statement, how this one follows it."""
        if before and (following := self._following(statement, before)):
            return following
        if statement.project:
            name = statement.project.strip()
            return f"In the project {name}," if name else "In a project of my own,"
        if self._is_current(statement) and not any(map(self._is_current, self._told)):
            return "In my current role,"
        company = employer(statement.employer)
        if company and statement.title and self._names_role(statement):
            return f"As {self._titled(statement.title, company)} at {company},"
        return capital(_at_or_as(statement, news=True))

    def _following(self, statement: Statement, before: Statement) -> str:
        """How a statement follows the one before it; "" where it stands on its own."""
        if bool(statement.project) is not bool(before.project):
            return ""
        if statement.place == before.place:
            return "In the same project," if statement.project else "In the same role,"
        if not statement.project and self._is_earlier(statement, before):
            return f"Before that, {_at_or_as(statement, news=statement.employer != before.employer)}"
        return ""

    def _names_role(self, statement: Statement) -> bool:
        """Whether the title is news: the first paragraph has not named it."""
        if self._situation in ("other", "entry"):
            return False
        latest = self._material.latest
        return latest is None or title_in_text(latest.title) != title_in_text(statement.title)

    def _is_current(self, statement: Statement) -> bool:
        """Whether the first paragraph has named the statement's role as the current one."""
        role = None if statement.project else self._material.profile.experience[statement.place]
        return role is not None and role is self._material.latest and has_role(self._material, current=True)

    def _is_earlier(self, statement: Statement, other: Statement) -> bool:
        roles = self._material.profile.experience
        first, second = roles[statement.place].start_date, roles[other.place].start_date
        return bool(first and second and first < second)

    def _tie(self, terms: Sequence[str]) -> list[str]:
        material = self._material
        fresh = [t for t in terms if material.is_competency(t) and fold_term(t) not in self._said]
        fresh = [t for t in dict.fromkeys(fresh) if not numbers_in(t) and (" " in t or not t.islower())]
        fresh = [
            t for t in fresh if not any(t != u and set(fold_term(t)) < set(fold_term(u)) for u in fresh)
        ][:2]
        return [material.choose(frames.TIES, 3).format(terms=self._say(fresh))] if fresh else []

    def _without_achievements(self) -> str:
        """No statement at all: the roles and the training by name."""
        roles = [r for r in self._material.profile.experience if r.title or r.company][:2]
        if len(roles) > 1:
            return sentence(f"I have worked {listing([self._position(r) for r in roles])}")
        skills = [self._material.say(s) for s in self._material.profile.skills[:4]]
        if skills:
            return sentence(f"What I bring is {listing(skills)}")
        return (
            " ".join(self._studies() if roles else [])
            or f"My {self._paper} sets out what I have done so far."
        )

    # --- third paragraph ---

    def people(self) -> str:
        material, ranked = self._material, self._ranked
        left = [s for s in ranked.statements if s not in self._told and len(s.text.split()) <= MAX_WORDS + 8]
        with_people = [s for s in left if ranked.people(s) and ranked.clause(s).kind != "quote"]
        sentences: list[str] = []
        if with_people:
            statement = with_people[0]
            kind = ranked.people(statement) or "together"
            options = frames.PEOPLE[kind]
            if kind == "together":
                options = frames.FAMILY_PEOPLE.get(self._family, options)
            sentences += [material.choose(options, 4), self._tell(statement, afresh=True)]
        elif left:
            sentences += [material.choose(frames.MORE, 4), self._tell(left[0], afresh=True)]
        sentences += self._credentials()
        if not sentences:
            skills = [s for s in material.profile.skills if fold_term(s) not in self._said][:3]
            sentences = (
                [frames.ALSO_BRINGS.format(terms=self._say(skills))] if skills else [frames.PLAIN_THIRD]
            )
        return _joined(sentences)

    def _credentials(self) -> list[str]:
        material = self._material
        best = certificates(material)
        if best:
            return [material.choose(frames.CERTIFICATIONS, 5).format(terms=listing(best))]
        if self._situation == "entry":
            return []
        for entry in material.profile.education[:1]:
            if entry.degree and entry.school:
                return [
                    material.choose(frames.EDUCATION, 5).format(
                        school=calm(entry.school), degree=calm(entry.degree)
                    )
                ]
        return []

    # --- fourth paragraph ---

    def closing(self) -> str:
        material = self._material
        name = material.profile.name.strip()
        sign_off = frames.SIGN_OFF + (f"\n{person(name)}" if name else "")
        return f"{self._interest()} {material.choose(frames.TALK[self._family], 6)}\n{sign_off}"

    def _interest(self) -> str:
        material = self._material
        doing = self._duty()
        if doing:
            return material.choose(frames.INTEREST, 7).format(doing=doing)
        practised = [entry.term for entry in material.usable if entry.practised]
        terms = [t for t in practised if fold_term(t) not in self._said and not numbers_in(t)][:2]
        if len(terms) == 2:
            return material.choose(frames.INTEREST_TERMS, 7).format(terms=self._say(terms))
        if self._situation == "other" and material.latest and material.latest.title:
            own = f"as {self._titled(material.latest.title, '')}"
            return material.choose(frames.INTEREST_OTHER, 7).format(own=own)
        return material.choose(frames.INTEREST_PLAIN, 7)

    def _duty(self) -> str:
        """One of the ad's duties as a gerund phrase, none that names what the resume does not show."""
        open_terms = set(self._material.missing)
        options = []
        for duty in self._material.job.profile.responsibilities[:_MAX_DUTIES]:
            text = re.sub(
                r"^(?:you will|you['’]ll|to|will) ", "", duty.strip().rstrip(".;, "), flags=re.IGNORECASE
            )
            text = text[:1].upper() + text[1:]
            if not 3 <= len(text.split()) <= 14 or numbers_in(text) or _ADDRESS.search(text):
                continue
            if any(name not in self._material.resume.text for name in _NAME.findall(text)):
                continue
            mentions = self._material.mentions(text)
            if open_terms.intersection(mentions):
                continue
            doing = recast(text, "ing")
            if doing:
                options.append((len(mentions), doing[:1].lower() + doing[1:]))
        best = max((count for count, _ in options), default=0)
        return next((doing for count, doing in options if count == best), "")


_MAX_DUTIES = 12
_NAME = re.compile(r"(?<=\S )[A-Z][\w&+#.-]*")
_ADDRESS = re.compile(r"\b(?:you|your|we|our|us|i|e\.g|etc)\b|[:;()/]|\d", re.IGNORECASE)
_DRIVING = re.compile(
    r"driv|licen[cs]e$|führerschein|permis|patente|carné|rijbewijs|prawo jazdy|carta de con", re.I
)
_PENDING = re.compile(
    r"expire[ds]\b|in progress|pending|pursuing|working towards|candidate|expected", re.IGNORECASE
)


def _joined(sentences: Sequence[str]) -> str:
    """Sentences in a row; after a colon the next goes on in lower case, unless it starts with a name."""
    text = ""
    for part in sentences:
        goes_on = text.endswith(":") and part.startswith(("At ", "In ", "As ", "About ", "Before "))
        text = f"{text} {part[:1].lower() + part[1:] if goes_on else part}".strip()
    return text


_OFFICES = frozenset(
    """
    captain ceo cfo chair chairman chairwoman chief co-founder coordinator cto deputy director editor
    founder foreman head interim lead manager owner president principal secretary supervisor treasurer vice
    vp
    """.split()
)


def _at_or_as(statement: Statement, *, news: bool) -> str:
    """Where a statement belongs: by employer where that is `news`, else by title."""
    company, title = employer(statement.employer), title_in_text(statement.title)
    if company and (news or not title):
        return f"at {company},"
    return f"as {article(title)} {title}," if title else "in another of my roles,"


def _situation(material: Material) -> str:
    if material.latest is None:
        return "entry"
    if material.same_line:
        return "same_now" if has_role(material, current=True) else "same_past"
    near = len(material.competencies(3)) == 3 or material.same_family or not material.job.profile.title
    return "near" if near else "other"


def certificates(material: Material) -> list[str]:
    """Up to two certificates that are held for sure, those the job asks for first. A driving licence
    counts only where the job asks for it."""
    names = [name for name in map(_certificate, material.profile.certifications) if name]
    asked = [name for name in names if material.mentions(name)]
    others = [name for name in names if not _DRIVING.search(name)]
    return list(dict.fromkeys([*asked, *others]))[:2]


def _certificate(text: str) -> str:
    """A certificate's name without dates and issuers; "" where it is not held for sure."""
    if _PENDING.search(text):
        return ""
    name = re.split(r"\s*[(\[]|\s+[-–—]\s+|,|;|:", text.strip(), maxsplit=1)[0].strip(" .•")
    name = re.sub(r"\s+(?:19|20)\d\d$", "", name)
    return name if 0 < len(name.split()) <= 8 else ""
