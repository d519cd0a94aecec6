"""Putting right what stands in the wrong section: a header in the middle, roles without a heading."""

from __future__ import annotations

import re

from .contact_items import has_contact
from .degrees import degree_score
from .employers import employer_score
from .head_dates import head_date
from .heading_table import Kind
from .names import name_score
from .places import is_place
from .sections import Section
from .shapes import is_headlike, is_url
from .source import Line
from .titles import title_score


def put_right(sections: list[Section]) -> list[Section]:
    """The sections with roles, name and contact data in sections of their kind."""
    if not any(section.kind is Kind.EXPERIENCE for section in sections):
        sections = _find_roles(sections)
    _find_header(sections)
    return sections


def first_role(lines: list[Line]) -> int | None:
    """The number of the line where the first dated role begins: its date, or the lines of title and
    employer above it."""
    for number, line in enumerate(lines):
        found = None if line.glyph else head_date(line.text, None)
        if not found or not found.is_range:
            continue
        first = number
        while first and number - first < 3 and not lines[first].gap and is_headlike(lines[first - 1].text):
            first -= 1
        around = [other.text for other in lines[first : number + 2]]
        if any(title_score(content) >= 2 or employer_score(content) >= 2 for content in around):
            return first
    return None


def _find_roles(sections: list[Section]) -> list[Section]:
    """A summary with dated roles in it ("Career Summary") is an experience section; so is what follows
    the contact data in a resume without headings."""
    for section in sections[1:]:
        if section.kind in {Kind.SUMMARY, Kind.OTHER} and first_role(section.lines) is not None:
            section.kind = Kind.EXPERIENCE
            return sections
    header = sections[0]
    first = first_role(header.lines)
    if first is None:
        return sections
    lines = header.lines[first:]
    del header.lines[first:]
    school = next((n for n, line in enumerate(lines) if n and _opens_schools(line)), len(lines))
    found = [Section(Kind.EXPERIENCE, None, lines[:school]), Section(Kind.EDUCATION, None, lines[school:])]
    return [header, *(section for section in found if section.lines), *sections[1:]]


def _opens_schools(line: Line) -> bool:
    return line.gap and not line.glyph and degree_score(line.text) >= 2 and title_score(line.text) < 3


def _find_header(sections: list[Section]) -> None:
    """Where columns were read one after the other, the name and the contact lines can stand in the
    middle or at the end: take them to the header."""
    kinds = {Kind.HEADER, Kind.CONTACT}
    top = [line.text for section in sections if section.kind in kinds for line in section.lines]
    if any(has_contact(content) for content in top):
        _find_name(sections, top)
        return
    for section in sections[1:]:
        for position, line in enumerate(section.lines):
            if has_contact(line.text) and not line.glyph and _is_own(section, position):
                _move(
                    section,
                    _block_start(section.lines, position),
                    _block_end(section.lines, position),
                    sections[0],
                )
                return


def _is_own(section: Section, position: int) -> bool:
    """Whether contact data are the candidate's: among references only below the candidate's name."""
    if section.kind is not Kind.REFERENCES:
        return True
    email = section.lines[position].text
    return any(name_score(line.text, email) >= 4 for line in section.lines[max(0, position - 3) : position])


def _find_name(sections: list[Section], top: list[str]) -> None:
    """Where the contact data stand in a column of their own, the name is elsewhere: the line that the
    e-mail address spells, with the lines under it."""
    email = next((content for content in top if "@" in content), "")
    names = [content for content in top if not re.search(r"[@/.]\w", content)]
    if not email or any(name_score(content, email) >= 4 for content in names):
        return
    for section in sections[1:]:
        for position, line in enumerate(section.lines):
            if line.gap and not line.glyph and is_headlike(line.text) and name_score(line.text, email) >= 5:
                last = position + 1
                while last < len(section.lines) and not section.lines[last].gap and last - position < 5:
                    last += 1
                _move(section, position, last, sections[0])
                return


def _block_start(lines: list[Line], position: int) -> int:
    """Where the header's lines begin above a contact line: at a name or a title."""
    first = position
    while first and position - first < 3:
        line = lines[first - 1]
        if line.glyph or len(line.text.split()) > 9 or head_date(line.text, None):
            break
        first -= 1
    email = lines[position].text
    while (
        first < position
        and max(name_score(lines[first].text, email), _named(lines[first].text, email)) < 2
        and title_score(lines[first].text) < 2
    ):
        first += 1
    return first


def _named(content: str, email: str) -> float:
    """How much what stands before the first comma looks like a name: "Jane Doe, Boston"."""
    return name_score(content.partition(",")[0], email)


def _block_end(lines: list[Line], position: int) -> int:
    last = position + 1
    while last < len(lines) and (
        has_contact(lines[last].text) or is_place(lines[last].text) or is_url(lines[last].text)
    ):
        last += 1
    return last


def _move(section: Section, first: int, last: int, header: Section) -> None:
    header.lines += section.lines[first:last]
    del section.lines[first:last]
