"""Headings that were drawn apart from their text: some PDF writers give all headings first and then all
the content. What the content is must be seen from the content."""

from __future__ import annotations

import re

from .degrees import degree_score
from .employers import school_score
from .head_dates import head_date
from .heading_table import Kind
from .misplaced import first_role
from .places import is_place
from .sections import Section
from .shapes import is_prose
from .source import Line

_FEWEST = 3
"""Headings without content that make a stack."""
_FEWEST_LINES = 12


def reattach(text: str, sections: list[Section]) -> list[Section]:
    """The sections, with the content below a stack of empty headings given back to its kinds."""
    empty = [section for section in sections[1:] if section.heading and not section.lines]
    if len(empty) < _FEWEST:
        return sections
    last = max(index for index, section in enumerate(sections) if section in empty)
    start = next(
        (n for n in range(last + 1, len(sections)) if sections[n].kind is not Kind.SUMMARY), len(sections)
    )
    pool = _with_headings(text, sections[start:])
    kinds = {section.kind for section in [*empty, *sections[start : start + 1]]}
    if len(pool) < _FEWEST_LINES or not kinds & {Kind.EXPERIENCE, Kind.EDUCATION} or first_role(pool) is None:
        return sections
    has_summary = any(section.kind is Kind.SUMMARY and section.lines for section in sections)
    kept = [*sections[:start], Section(sections[start].kind, sections[start].heading)]
    return kept + _sort(pool, kinds, summary=has_summary)


def _with_headings(text: str, sections: list[Section]) -> list[Line]:
    """The lines of `sections`; headings behind the first are lines like the others."""
    lines = list(sections[0].lines) if sections else []
    for section in sections[1:]:
        if section.heading:
            span = section.heading
            lines.append(Line(span, text[span.start : span.end], 0, False, "", span))
        lines += section.lines
    return lines


def _sort(pool: list[Line], kinds: set[Kind], *, summary: bool) -> list[Section]:
    start = first_role(pool) or 0
    role_body = start
    while role_body and _is_text(pool, role_body - 1):
        role_body -= 1
    bodies_first = role_body < start and _ends_with_head(pool, start)
    before = pool[: role_body if bodies_first else start]
    school = next((n for n in range(start + 1, len(pool)) if _is_school(pool[n])), len(pool))
    after = school
    while after < len(pool) and (
        _is_school(pool[after]) or is_place(pool[after].text) or head_date(pool[after].text, None)
    ):
        after += 1
    result = _before(before, summary=summary)
    result.append(
        Section(
            Kind.EXPERIENCE,
            None,
            pool[role_body if bodies_first else start : school],
            bodies_first=bodies_first,
        )
    )
    result.append(Section(Kind.EDUCATION, None, pool[school:after]))
    result.append(Section(Kind.PROJECTS if Kind.PROJECTS in kinds else Kind.OTHER, None, pool[after:]))
    return [section for section in result if section.lines]


def _is_text(pool: list[Line], number: int) -> bool:
    """Whether a line is running text: a sentence, or its wrapped end."""
    line = pool[number]
    if is_prose(line.text) or line.text.endswith("."):
        return True
    following = pool[number + 1].text if number + 1 < len(pool) else ""
    return len(line.text.split()) > 5 and following[:1].islower()


def _ends_with_head(pool: list[Line], start: int) -> bool:
    """Whether no text follows the last date of the roles before the school: bodies stand above heads."""
    school = next((n for n in range(start + 1, len(pool)) if _is_school(pool[n])), len(pool))
    dated = [n for n in range(start, school) if (found := head_date(pool[n].text, None)) and found.is_range]
    return bool(dated) and not any(_is_text(pool, n) for n in range(dated[-1] + 1, school))


def _is_school(line: Line) -> bool:
    return (
        not line.glyph
        and len(line.text.split()) < 12
        and (school_score(line.text) >= 3 or degree_score(line.text) >= 3)
        and not is_prose(line.text)
    )


def _before(lines: list[Line], *, summary: bool) -> list[Section]:
    """Lists of skills and an opening paragraph among what stands before the roles; the rest is kept."""
    skills = [
        line
        for line in lines
        if line.text.count(",") >= 2 and not is_prose(line.text) and not line.text.endswith(".")
    ]
    first = len(lines)
    while not summary and first and _is_text(lines, first - 1):
        first -= 1
    while first < len(lines) and (lines[first].text[:1].islower() or len(lines[first].text.split()) < 4):
        first += 1
    prose = lines[first:]
    rest = [line for line in lines[:first] if line not in skills]
    if prose and not re.search(r"[.!]$", prose[-1].text):
        rest, prose = [*rest, *prose], []
    return [
        Section(Kind.OTHER, None, rest),
        Section(Kind.SKILLS, None, skills),
        Section(Kind.SUMMARY, None, prose),
    ]
