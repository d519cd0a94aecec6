"""From the text of a resume to its profile."""

from __future__ import annotations

import re
from datetime import date

from ...schema.profiles import CandidateProfile, Education, OtherSection, ParsedResume, Placement, Role
from ...text.dates import day_first, find_dates
from .headings import Kind
from .ledger import Ledger
from .sections import Section, split_sections
from .source import Line, Span, read_lines, repair, trim


def parse_resume(text: str, *, as_of: date) -> ParsedResume:
    """Read the resume `text` by rules. Never raises on any text; a text without structure gives an
    empty profile with everything in `unplaced`."""
    text, damaged = repair(text)
    lines = read_lines(text)
    ledger = Ledger(text)
    sections = split_sections(lines)
    order = day_first(text)
    fields: dict[str, object] = {}
    roles: list[Role] = []
    education: list[Education] = []
    others: list[OtherSection] = []
    skills: list[str] = []
    certifications: list[str] = []
    for section in sections:
        if section.heading:
            ledger.take([section.heading], "heading")
        if section.kind is Kind.HEADER and "name" not in fields and section.lines:
            fields["name"] = ledger.take([section.lines[0].span], "name")
            for line in section.lines[1:]:
                _contact(line, text, ledger, fields)
        elif section.kind is Kind.SUMMARY:
            fields["summary"] = ledger.take([line.body for line in section.lines], "summary")
        elif section.kind is Kind.EXPERIENCE:
            roles += _roles(section, text, ledger, order, len(roles))
        elif section.kind is Kind.EDUCATION:
            for line in section.lines:
                place = f"education[{len(education)}].degree"
                education.append(Education(degree=ledger.take([line.body], place)))
        elif section.kind is Kind.SKILLS:
            for line in section.lines:
                for item in re.finditer(r"[^,;|•]+", line.content):
                    begin = line.body.start
                    span = trim(text, Span(begin + item.start(), begin + item.end()))
                    if not span.empty:
                        skills.append(ledger.take([span], f"skills[{len(skills)}]"))
        elif section.kind is Kind.CERTIFICATIONS:
            for line in section.lines:
                certifications.append(ledger.take([line.body], f"certifications[{len(certifications)}]"))
        elif section.heading:
            place = f"otherSections[{len(others)}]"
            others.append(
                OtherSection(
                    heading=ledger.value([section.heading]),
                    lines=[ledger.take([line.body], place) for line in section.lines],
                )
            )
    placements, unplaced = ledger.placements(lines)
    profile = CandidateProfile(
        **fields,  # type: ignore[arg-type]
        experience=roles,
        education=education,
        skills=skills,
        certifications=certifications,
        other_sections=others,
        unplaced=unplaced,
    )
    placements += [Placement(text=word, place="furniture") for word in damaged]
    return ParsedResume(text=text, profile=profile, as_of=as_of, placements=tuple(placements))


def _contact(line: Line, text: str, ledger: Ledger, fields: dict[str, object]) -> None:
    for name, pattern in (
        ("email", r"[\w.+-]{1,64}@[\w.-]{1,64}\w"),
        ("phone", r"\+?\(?\d[\d ().-]{7,18}\d"),
    ):
        match = re.search(pattern, line.text)
        if match and name not in fields:
            begin = line.span.start
            fields[name] = ledger.take([Span(begin + match.start(), begin + match.end())], name)


def _roles(section: Section, text: str, ledger: Ledger, order: bool | None, first: int) -> list[Role]:
    roles: list[dict[str, object]] = []
    for line in section.lines:
        dates = [] if line.glyph else find_dates(line.text, days_first=order)
        index = first + len(roles) - 1
        if dates and dates[0].is_range:
            found, begin, index = dates[0], line.span.start, index + 1
            place = f"experience[{index}]"
            rest = trim(text, Span(begin, begin + found.begin))
            parts = [
                trim(text, Span(rest.start + m.start(), rest.start + m.end()))
                for m in re.finditer(r"[^|,@]+", text[rest.start : rest.end])
            ]
            ledger.take([Span(begin + found.begin, begin + found.finish)], place + ".start")
            roles.append(
                {
                    "title": ledger.take(parts[:1], place + ".title"),
                    "company": ledger.take(parts[1:], place + ".company"),
                    "start": found.start,
                    "end": found.end,
                    "start_date": found.start_date,
                    "end_date": found.end_date,
                    "bullets": [],
                }
            )
        elif roles and line.glyph:
            bullets = roles[-1]["bullets"]
            assert isinstance(bullets, list)
            bullets.append(ledger.take([line.body], f"experience[{index}].bullets[{len(bullets)}]"))
    return [Role.model_validate(role) for role in roles]
