"""From the text of a resume to its profile.

The text is repaired, cut into lines and sections; each kind of section has a parser that answers with
spans of the text; here the spans become the profile's values, each recorded in the ledger, and what
nobody took is reported as unplaced.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from ...schema.profiles import (
    CandidateProfile,
    Education,
    OtherSection,
    ParsedResume,
    Placement,
    Project,
    Role,
    SkillLine,
)
from ...text.dates import day_first
from ...text.language import detect
from ...text.repair import repair
from .bodies import Body, lists, read_body
from .columns import separate_columns
from .contact import Contact, read_contact
from .detached import reattach
from .education import RawEducation, parse_education
from .furniture import split_furniture
from .headings import Kind
from .ledger import Ledger
from .lists import RawProject, parse_items, parse_projects, parse_skills, parse_verbatim
from .roles import RawRole, parse_roles
from .rows import Dates, is_prose
from .sections import Section, split_sections
from .source import Line, Span, read_lines


@dataclass(slots=True)
class _Draft:
    """The profile as it is being filled."""

    text: str
    ledger: Ledger
    days_first: bool | None
    contact: Contact = field(default_factory=Contact)
    summary: list[Span] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    education: list[Education] = field(default_factory=list)
    groups: list[SkillLine] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    certifications: list[str] = field(default_factory=list)
    others: list[OtherSection] = field(default_factory=list)


def parse_resume(text: str, *, as_of: date) -> ParsedResume:
    """Read the resume `text` by rules; `as_of` is the day that "present" stands for.

    Never raises, whatever the text: one without structure gives a profile with everything in
    `unplaced`. The result's `text` is `text` with encoding damage mended. Nothing is guessed: what the
    text does not say is "" or None. `placements` accounts for every word.
    """
    original, text = text, repair(text)
    lines, furniture = split_furniture(read_lines(text))
    ledger = Ledger(text)
    for line in furniture:
        ledger.take([line.span], "furniture")
    draft = _Draft(text, ledger, day_first(text))
    for section in reattach(text, split_sections(text, separate_columns(text, lines))):
        _read_section(draft, section)
    profile = _profile(draft)
    placements, unplaced = ledger.placements()
    placements += [Placement(text=word, place="furniture") for word in _damaged(original, text)]
    return ParsedResume(
        text=text,
        profile=profile.model_copy(update={"unplaced": unplaced}),
        as_of=as_of,
        language=detect(text),
        placements=tuple(placements),
        warnings=_warnings(profile),
    )


def _damaged(original: str, repaired: str) -> list[str]:
    """The words that the repair changed, as they stood."""
    if original == repaired:
        return []
    lost = Counter(re.findall(r"\w+", original)) - Counter(re.findall(r"\w+", repaired))
    return list(lost.elements())


def _warnings(profile: CandidateProfile) -> tuple[str, ...]:
    warnings = []
    if not profile.name:
        warnings.append("No name was found.")
    if not profile.experience:
        warnings.append("No work experience was found.")
    if not profile.email and not profile.phone:
        warnings.append("No e-mail address or telephone number was found.")
    return tuple(warnings)


# --- sections -----------------------------------------------------------------------------------


def _read_section(draft: _Draft, section: Section) -> None:
    if section.heading:
        draft.ledger.take([section.heading], "heading")
    lines = section.lines
    if section.kind in (Kind.HEADER, Kind.CONTACT, Kind.LINKS):
        profiles = [
            line
            for line in lines
            if section.kind is Kind.LINKS and "." not in line.text and "@" not in line.text
        ]
        read_contact(
            draft.text,
            [line for line in lines if line not in profiles],
            draft.contact,
            is_header=section.kind is not Kind.LINKS,
        )
        _keep_verbatim(draft, section, profiles)
    elif section.kind is Kind.SUMMARY:
        draft.summary += [line.body for line in lines]
    elif section.kind is Kind.EXPERIENCE:
        _read_roles(draft, section)
    elif section.kind is Kind.EDUCATION:
        _read_education(draft, lines)
    elif section.kind is Kind.SKILLS:
        _read_skills(draft, lines)
    elif section.kind is Kind.PROJECTS:
        for project in parse_projects(draft.text, lines, draft.days_first):
            draft.projects.append(_project(draft, project))
    elif section.kind is Kind.CERTIFICATIONS:
        for item in parse_items(draft.text, lines):
            is_summary = (
                not draft.summary
                and len(draft.ledger.value(item).split()) > 25
                and is_prose(draft.ledger.value(item))
            )
            if is_summary:
                draft.summary += item
            else:
                _certify(draft, item)
    else:
        _keep_verbatim(draft, section, lines)


def _certify(draft: _Draft, spans: list[Span]) -> None:
    draft.certifications.append(draft.ledger.take(spans, f"certifications[{len(draft.certifications)}]"))


def _keep_verbatim(draft: _Draft, section: Section, lines: list[Line]) -> None:
    items = parse_verbatim(draft.text, lines) if section.heading else []
    if not items:
        return
    place = f"other_sections[{len(draft.others)}]"
    kept = [draft.ledger.take(item, f"{place}.lines[{number}]") for number, item in enumerate(items)]
    heading = draft.ledger.value([section.heading]).strip(" :#*_-") if section.heading else ""
    draft.others.append(OtherSection(heading=heading, lines=kept))


def _read_skills(draft: _Draft, lines: list[Line]) -> None:
    groups, labels = parse_skills(draft.text, lines)
    draft.ledger.mark(labels, "label")
    for group in groups:
        place = f"skill_groups[{len(draft.groups)}]"
        category = draft.ledger.take(group.category, f"{place}.category").rstrip(" :")
        items = [
            draft.ledger.take(item, f"{place}.items[{number}]") for number, item in enumerate(group.items)
        ]
        draft.groups.append(SkillLine(category=category, items=items))


# --- experience ---------------------------------------------------------------------------------


def _read_roles(draft: _Draft, section: Section) -> None:
    found = parse_roles(draft.text, section.lines, draft.days_first, bodies_first=section.bodies_first)
    draft.ledger.mark(found.labels, "label")
    if not found.roles:
        _keep_verbatim(draft, section, section.lines)
        return
    if found.intro:
        draft.summary += [row.span for row in found.intro if not draft.roles and not row.glyph]
    bodies = [read_body(draft.text, role.body, found.width) for role in found.roles]
    for role, body, is_list in zip(found.roles, bodies, lists(draft.text, bodies), strict=True):
        if is_list:
            body.bullets, body.prose = body.prose, []
        draft.roles.append(_role(draft, role, body))


def _role(draft: _Draft, role: RawRole, body: Body) -> Role:
    ledger, place = draft.ledger, f"experience[{len(draft.roles)}]"
    ledger.mark([*role.labels, *body.labels], "label")
    notes = [[span] for span in (*role.head.notes, *body.tech)]
    company = ledger.take(role.head.company, f"{place}.company", joiner=", ")
    title = ledger.take(role.head.title, f"{place}.title", joiner=", ")
    location = ledger.take(role.head.place, f"{place}.location", joiner=", ")
    start, end = _dates(ledger, role.dates, place)
    description = [ledger.take(item, f"{place}.description") for item in [*notes, *body.prose]]
    return Role(
        title=title,
        company=company or ledger.value(role.inherited),
        location=location or None,
        start=start,
        end=end,
        start_date=role.dates.start_date if role.dates else None,
        end_date=role.dates.end_date if role.dates else None,
        description=_paragraphs(description),
        bullets=[ledger.take(item, f"{place}.bullets[{number}]") for number, item in enumerate(body.bullets)],
    )


def _paragraphs(paragraphs: list[str]) -> str | None:
    """Prose that goes on is one paragraph; a remark without a full stop stands on its own line."""
    text = ""
    for paragraph in paragraphs:
        text += (("" if not text else " " if text[-1] in ".!?" else "\n") + paragraph) if paragraph else ""
    return text or None


def _dates(ledger: Ledger, dates: Dates | None, place: str) -> tuple[str, str]:
    if dates is None:
        return "", ""
    start = ledger.take([dates.start], f"{place}.start") if dates.start else ""
    end = ledger.take([dates.end], f"{place}.end") if dates.end else ""
    ledger.mark(dates.marks, "label")
    return start, end


# --- education and projects ---------------------------------------------------------------------


def _read_education(draft: _Draft, lines: list[Line]) -> None:
    for entry in parse_education(draft.text, lines, draft.days_first):
        draft.education.append(_education(draft, entry))


def _education(draft: _Draft, entry: RawEducation) -> Education:
    ledger, place = draft.ledger, f"education[{len(draft.education)}]"
    dates = entry.dates
    start, end = _dates(ledger, dates, place) if dates and dates.is_range else ("", "")
    if dates and not dates.is_range and dates.start:
        end = ledger.take([dates.start], f"{place}.end")
        ledger.mark(dates.marks, "label")
    return Education(
        school=ledger.take(entry.school, f"{place}.school", joiner=", "),
        degree=ledger.take(entry.degree, f"{place}.degree", joiner=", "),
        location=ledger.take(entry.place, f"{place}.location", joiner=", ") or None,
        start=start or None,
        end=end or None,
        start_date=dates.start_date if dates and dates.is_range else None,
        end_date=dates.end_date if dates else None,
        details=[
            ledger.take(item, f"{place}.details[{number}]") for number, item in enumerate(entry.details)
        ],
    )


def _project(draft: _Draft, project: RawProject) -> Project:
    ledger, place = draft.ledger, f"projects[{len(draft.projects)}]"
    name = ledger.take(project.name, f"{place}.name", joiner=", ")
    dates = [ledger.take([span], f"{place}.name") for span in project.dates]
    ledger.mark(project.labels, "label")
    return Project(
        name=f"{name} ({' – '.join(dates)})" if dates else name,
        bullets=[
            ledger.take(item, f"{place}.bullets[{number}]") for number, item in enumerate(project.bullets)
        ],
        tech=[ledger.take(item, f"{place}.tech[{number}]") for number, item in enumerate(project.tech)],
    )


# --- assembly -----------------------------------------------------------------------------------


def _profile(draft: _Draft) -> CandidateProfile:
    ledger, contact = draft.ledger, draft.contact
    ledger.mark(contact.labels, "label")
    for span in contact.credentials:
        _certify(draft, [span])
    links = [ledger.take(link, f"links[{number}]", joiner="") for number, link in enumerate(contact.links)]
    return CandidateProfile(
        name=ledger.take(contact.name, "name"),
        headline=ledger.take(contact.headline, "headline"),
        summary=ledger.take([*contact.summary, *draft.summary], "summary"),
        email=ledger.take(contact.email, "email", joiner="") or None,
        phone=ledger.take(contact.phone, "phone") or None,
        location=ledger.take(contact.location, "location", joiner=", ") or None,
        links=links,
        skills=list(dict.fromkeys(item for group in draft.groups for item in group.items)),
        skill_groups=draft.groups,
        experience=draft.roles,
        education=draft.education,
        projects=draft.projects,
        certifications=draft.certifications,
        other_sections=draft.others,
    )
