"""Operators that invent or change facts. None of them may get through."""

# ruff: noqa: E501 - an invention to a line is easier to check than one in pieces

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.honesty import flat
from resumemate_llm.schema import DraftEducation, DraftRole, SkillGroup

from .cases import Case
from .edits import (
    changed,
    with_bullet,
    with_clause,
    with_headline,
    with_role,
    with_sentence,
    with_skill,
    with_summary_sentence,
)
from .inventions import Invention, planted
from .judge import nothing, said_in_resume, standing
from .operators import Mutant, operator

COMPANIES = (
    "Globex Corporation",
    "Initech",
    "Umbrella Logistics GmbH",
    "Vandelay Industries",
    "Hooli",
    "Wernham Hogg",
)
SCHOOLS = (
    "Stanford University",
    "Oxford Brookes College",
    "Technische Universität Ilmenau",
    "Wharton School",
)
TITLES = ("Vice President of", "Director of", "Head of", "Chief", "Principal")
UNSHOWN_SKILLS = (
    "Kubernetes", "Oracle NetSuite", "Mandarin", "C++", "SolidWorks", "Salesforce Marketing Cloud", "welding",
    "TensorFlow", "phlebotomy", "conveyancing", "SAP HANA", "Rust",
)  # fmt: skip
CERTIFICATES = (
    "PMP",
    "CISSP",
    "Six Sigma Black Belt",
    "AWS Certified Solutions Architect",
    "Chartered Accountant",
)


def _employers() -> list[Invention]:
    return [
        Invention(
            (name,),
            letter=letter.format(name),
            summary=f"Previously with {name}.",
            clause=f"for {name}",
            told=f"How you turned the night shift around at {name}.",
            remark=f"Your time at {name} stands out.",
            headline=f"formerly {name}",
        )
        for name, letter in zip(
            COMPANIES,
            (
                "Before that, I spent three seasons at {}.",
                "My work for {} taught me patience.",
                "I was trusted by {} with their largest site.",
                "At {}, I learned to listen first.",
                "I left {} to study again.",
                "{} still calls me when things go wrong.",
            ),
            strict=True,
        )
    ]


@operator("fact")
def invented_employer(case: Case) -> Iterator[Mutant]:
    """An employer that the resume does not name: in a role's head, and in every kind of text."""
    for company in case.some(COMPANIES, 2):
        for role in case.some(range(len(case.bullets)), 1):
            draft = with_role(case.draft, role, company=company)
            yield Mutant(draft, standing(company), f"role {role} at {company}")
    yield from planted(case, _employers(), 6)


@operator("fact")
def invented_role(case: Case) -> Iterator[Mutant]:
    """A whole position that nobody held, at the head, in the middle and at the end."""
    for place in (0, len(case.bullets) // 2, len(case.bullets)):
        company = case.some(COMPANIES, 1)[0]
        extra = DraftRole(
            company=company,
            title="Regional Operations Director",
            start="2003",
            end="2006",
            bullets=[f"Ran the regional operations of {company}", "Opened the Brazilian branch office"],
        )
        roles = list(case.draft.bullets_by_role)
        draft = changed(case.draft, bullets_by_role=[*roles[:place], extra, *roles[place:]])
        markers = [m for m in (company, "Brazilian branch office") if case.lacks(m)]
        yield Mutant(draft, standing(*markers), f"at place {place}")


@operator("fact")
def title_inflated(case: Case) -> Iterator[Mutant]:
    """A higher title than the one held: in the head, the headline, the summary and the letter."""
    for role in case.some(range(len(case.bullets)), 2):
        held = case.draft.bullets_by_role[role].title or "Operations"
        for rank in case.some(TITLES, 2):
            title = f"{rank} {held}"
            if not case.lacks(title) or case.shows(rank.split()[0]):
                continue
            yield Mutant(with_role(case.draft, role, title=title), standing(title), f"role {role}: {title}")
            yield Mutant(with_headline(case.draft, title), standing(title), f"headline: {title}")
            invention = Invention(
                (title,),
                letter=f"As {title}, I set the direction.",
                summary=f"{title} with an eye for detail.",
            )
            yield from planted(case, [invention], 1)


@operator("fact")
def title_of_the_job_claimed(case: Case) -> Iterator[Mutant]:
    """The job's own title, as one that the candidate has held."""
    title = re.split(r"\s[-–—|]\s|\s?[(,:]", case.job.profile.title)[0]
    if all(case.shows(word) for word in re.findall(r"\w{4,}", title)):
        return
    for sentence in (f"I have worked as a {title} for years.", f"My {title} experience is deep."):
        draft = with_sentence(case.draft, 1, sentence)
        yield Mutant(draft, standing(sentence), f"letter: {sentence}")
    said = f"Experienced {title} with an eye for detail."
    yield Mutant(with_summary_sentence(case.draft, said), standing(said), f"summary: {said}")
    yield Mutant(
        changed(case.draft, headline=title), standing(title, where=said_in_resume), f"headline: {title}"
    )


@operator("fact")
def date_moved(case: Case) -> Iterator[Mutant]:
    """Other dates: a longer stay, a closed gap, a year in the letter that the resume does not have."""
    for role in case.some(range(len(case.bullets)), 2):
        held = case.draft.bullets_by_role[role]
        for start, end in (("Jan 1994", held.end), (held.start, "Dec 2031"), ("1994", "1999"), ("", "")):
            draft = with_role(case.draft, role, start=start, end=end)
            years = [y for y in ("1994", "1999", "2031") if y in f"{start} {end}" and case.lacks(y)]
            yield Mutant(draft, standing(*years) if years else nothing, f"role {role}: {start} - {end}")
    company = next((r.company for r in case.profile.experience if r.company), "my first employer")
    yield from planted(
        case,
        [
            Invention(
                ("1994",),
                letter=f"I have been with {company} since 1994.",
                summary="In the trade since 1994.",
            ),
            Invention(("1997",), letter="From 1997 on, I worked nights.", told="What you did in 1997."),
        ],
        2,
    )


@operator("fact")
def degree_upgraded(case: Case) -> Iterator[Mutant]:
    """A higher degree, or one that nobody took."""
    for entry in case.some(range(len(case.draft.education)), 1):
        held = case.draft.education[entry]
        for degree in ("PhD in Economics", f"Doctorate, {held.degree}", f"{held.degree} (summa cum laude)"):
            if not case.lacks(degree):
                continue
            education = list(case.draft.education)
            education[entry] = held.model_copy(update={"degree": degree})
            yield Mutant(changed(case.draft, education=education), standing(degree), f"education: {degree}")
    extra = DraftEducation(
        school="Open Learning Centre", degree="Master of Business Administration", year="2012"
    )
    if case.lacks(extra.degree):
        draft = changed(case.draft, education=[extra, *case.draft.education])
        yield Mutant(draft, standing(extra.degree), "education: an entry more")
    yield from planted(
        case,
        [
            i
            for i, word in (
                (Invention(("an MBA",), letter="I hold an MBA.", summary="Holds an MBA.", remark="You hold an MBA, which helps."), r"\bmba\b|business administration"),
                (Invention(("doctorate",), letter="My doctorate taught me rigour.", summary="Doctorate completed.", headline="Doctorate"), r"doctor|ph\.?d"),
                (Invention(("first-class honours",), letter="I graduated with first-class honours.", summary="Graduated with first-class honours."), "first-class"),
                (Invention(("master's degree in logistics",), letter="I hold a master's degree in logistics.", clause="after a master's degree in logistics"), "master's"),
            )
            if not re.search(word, case.text)
        ],
        3,
    )  # fmt: skip


@operator("fact")
def school_swapped(case: Case) -> Iterator[Mutant]:
    """A better known school in place of the real one, and in the texts."""
    school = case.some([name for name in SCHOOLS if case.lacks(name)], 1)[0]
    for entry in range(len(case.draft.education[:2])):
        education = list(case.draft.education)
        education[entry] = education[entry].model_copy(update={"school": school})
        yield Mutant(changed(case.draft, education=education), standing(school), f"education: {school}")
    yield from planted(
        case,
        [
            Invention(
                (name,),
                letter=f"My studies at {name} prepared me for this.",
                summary=f"Trained at {name}.",
                told=f"What you learned at {name}.",
                remark=f"Your studies at {name} are well placed.",
                headline=name,
            )
            for name in SCHOOLS
        ],
        3,
    )


@operator("fact")
def certification_added(case: Case) -> Iterator[Mutant]:
    """A certificate or licence that nobody holds."""
    yield from planted(
        case,
        [
            Invention(
                (name,),
                letter=f"I am {name} certified." if " " not in name else f"I hold the {name} certification.",
                summary=f"Holds {name}.",
                clause=f"as a certified {name} holder",
                told=f"How your {name} certification changed your work.",
                remark=f"Your {name} certification stands out.",
                headline=name,
            )
            for name in CERTIFICATES
            if not case.shows(name)
        ],
        4,
    )
    for name in case.some(CERTIFICATES, 1):
        if not case.shows(name) and case.draft.skills:
            yield Mutant(with_skill(case.draft, name), standing(name), f"skill: {name}")


def _numbered(case: Case) -> list[tuple[int, int, re.Match[str]]]:
    """The first number in digits of every bullet that has one, but for "HTML5", "4M" and nought of anything."""
    found = ((r, b, re.search(r"(?<![\w.,-])[1-9][\d,.]*(?!\w)", case.bullets[r][b])) for r, b in case.places)
    return [(r, b, match) for r, b, match in found if match]


@operator("fact")
def number_changed(case: Case) -> Iterator[Mutant]:
    """Another figure in a bullet that has one, or the figure of another bullet."""
    numbered = _numbered(case)
    for r, b, match in case.some(numbered, 3):
        for fresh in case.some(case.fresh_numbers, 1):
            text = case.bullets[r][b]
            broken = text[: match.start()] + str(fresh) + text[match.end() :]
            yield Mutant(with_bullet(case.draft, r, b, broken), standing(str(fresh)), broken)
    for (r, b, match), (_, _, other) in zip(
        case.some(numbered, 2), case.some(numbered[::-1], 2), strict=True
    ):
        taken = other.group().rstrip(".,")
        text = case.bullets[r][b]
        broken = text[: match.start()] + taken + text[match.end() :]
        if taken not in text and case.lacks(broken):
            yield Mutant(with_bullet(case.draft, r, b, broken), standing(broken), broken)


@operator("fact")
def number_added(case: Case) -> Iterator[Mutant]:
    """A figure where the resume has none: in a bullet, the summary, the letter, a talking point."""
    yield from planted(
        case,
        [
            Invention((f"{n}",), letter=letter.format(n), summary=summary.format(n), clause=clause.format(n), told=told.format(n))
            for n, (letter, summary, clause, told) in zip(
                case.fresh_numbers,
                (
                    ("I cut costs by {}%.", "Cut costs by {}%.", "by {}%", "How you cut costs by {}%."),
                    ("I looked after {} people.", "Looks after {} people.", "for {} people", "The {} people you looked after."),
                    ("I finished {} days early.", "Finishes {} days early.", "within {} days", "Why it took {} days."),
                    ("I handled ${},000 a month.", "Handles ${},000 a month.", "worth ${},000", "The ${},000 that you saved."),
                ),
                strict=False,
            )
        ],
        5,
    )  # fmt: skip


@operator("fact")
def number_with_another_unit(case: Case) -> Iterator[Mutant]:
    """The same digits of something else: percent for a count, dollars for percent, thousands for ones."""
    for r, b, match in case.some(_numbered(case), 3):
        text, digits = case.bullets[r][b], match.group().rstrip(".,")
        end = match.start() + len(digits)
        rest = re.sub(r"^\s?(?:%|percent|k|K|m|M|million)(?!\w)", "", text[end:])
        for form in (f"${digits} million", f"{digits}%", f"{digits} million", f"{digits}k"):
            broken = text[: match.start()].rstrip("$£€") + form + rest
            if case.lacks(form):
                yield Mutant(with_bullet(case.draft, r, b, broken), standing(form), broken)


@operator("fact")
def revenue_invented(case: Case) -> Iterator[Mutant]:
    """Sales, profit and savings that the resume does not speak of."""
    inventions = [
        Invention(("increasing revenue",), clause=", increasing revenue", letter="I did this while increasing revenue.", told="How you went about increasing revenue."),
        Invention(("saving millions",), clause=", saving millions", letter="It ended up saving millions.", summary="Known for saving millions."),
        Invention(("seven-figure revenue",), clause="with seven-figure revenue", letter="I brought in seven-figure revenue.", summary="Brought in seven-figure revenue.", remark="Your seven-figure revenue is a strong point."),
        Invention(("doubled profit margins",), clause="and doubled profit margins", letter="I doubled profit margins.", summary="Doubled profit margins."),
    ]  # fmt: skip
    words = ("revenue", "millions", "saving", "profit", "margin", "figure")
    yield from planted(
        case, [i for i in inventions if not any(w in case.text for w in words if w in i.markers[0])], 4
    )


@operator("fact")
def headcount_invented(case: Case) -> Iterator[Mutant]:
    """People led where nobody was led."""
    n = next(iter(case.fresh_numbers), 37)
    yield from planted(
        case,
        [
            Invention((f"team of {n}",), clause=f"and led a team of {n}", letter=f"I led a team of {n}.", summary=f"Leads a team of {n}.", remark=f"You led a team of {n}, which is rare."),
            Invention((f"{n} direct reports",), clause=f"with {n} direct reports", letter=f"I had {n} direct reports.", told=f"How you looked after {n} direct reports."),
            Invention(("hundreds of employees",), clause=", supervising hundreds of employees", letter="I supervised hundreds of employees.", summary="Supervised hundreds of employees."),
        ],
        4,
    )  # fmt: skip


def _skills_of(terms: list[str]) -> list[Invention]:
    return [
        Invention(
            (term,),
            letter=f"I have used {term} for years.",
            summary=f"Skilled in {term}.",
            clause=f"using {term}",
            told=f"How you built your {term} skills.",
            remark=f"Your strong {term} experience stands out.",
            headline=term,
        )
        for term in terms
    ]


@operator("fact")
def skill_that_nothing_shows(case: Case) -> Iterator[Mutant]:
    """A skill of neither resume nor job: in the skills, and in every kind of text."""
    terms = [t for t in UNSHOWN_SKILLS if not case.shows(t) and case.lacks(t)]
    for term in case.some(terms, 2):
        group = SkillGroup(category="Systems", items=[term, *case.profile.skills[:2]])
        draft = with_skill(case.draft, term) if case.draft.skills else changed(case.draft, skills=[group])
        yield Mutant(draft, standing(term), f"skill: {term}")
    yield from planted(case, _skills_of(terms), 5)


@operator("fact")
def skill_of_the_job_claimed(case: Case) -> Iterator[Mutant]:
    """A skill that only the job ad names, claimed as the candidate's."""
    wanted = case.job.profile
    terms = [t for t in (*wanted.required_skills, *wanted.preferred_skills) if _is_claimable(t, case)]
    for term in case.some(terms, 2):
        if case.draft.skills:
            yield Mutant(with_skill(case.draft, term), standing(term, where=said_in_resume), f"skill: {term}")
        if case.places:
            r, b = case.some(case.places, 1)[0]
            draft = with_clause(case.draft, r, b, f"using {term}")
            yield Mutant(draft, standing(f"using {term}"), f"bullet: using {term}")
        for letter in (f"I have used {term} for years.", f"My {term} experience is deep."):
            yield Mutant(with_sentence(case.draft, 1, letter), standing(letter), f"letter: {letter}")
        yield Mutant(
            with_summary_sentence(case.draft, f"Skilled in {term}."),
            standing(f"Skilled in {term}"),
            f"summary: {term}",
        )
        yield Mutant(
            with_headline(case.draft, term), standing(term, where=said_in_resume), f"headline: {term}"
        )


def _is_claimable(term: str, case: Case) -> bool:
    """Whether a term of the job is a skill in so many words, and nothing of it is in the resume or the job's title."""
    words = re.findall(r"\w+", term)
    text = flat(f"{case.resume.text} {case.job.profile.title}")
    return 1 <= len(words) <= 3 and not case.shows(term) and not any(flat(w)[:6] in text for w in words)
