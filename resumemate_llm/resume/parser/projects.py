"""The projects of a resume: a line that names one, then what was done."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ...text.dates import find_dates
from .bodies import read_body
from .head_dates import take_date
from .rows import Row, continues, read_rows, text_width
from .shapes import hangs, is_headlike, is_prose, is_url
from .skills import split_items
from .source import Line, Span, trim
from .titles import title_score

_NAME_LINES = 3
_NAMED = re.compile(r"(.{2,60}?)(?::\s+|\s+[–—-]\s+|\s*\|\s*)(?=\S)")


@dataclass(slots=True)
class RawProject:
    """A project as spans of the text."""

    name: list[Span]
    dates: list[Span] = field(default_factory=list)
    bullets: list[list[Span]] = field(default_factory=list)
    tech: list[list[Span]] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)


def parse_projects(text: str, lines: list[Line], days_first: bool | None) -> list[RawProject]:
    """The projects of a section, in order."""
    rows = read_rows(text, lines, days_first)
    for row in rows:
        _read_year(text, row, days_first)
    width = text_width(rows)
    starts = [index for index in range(len(rows)) if _names_project(rows, index, width)]
    if not starts:
        return [_single(text, row) for row in rows]
    borders = [0, *(start for start in starts if start), len(rows)]
    return [_project(text, rows[first:last], width) for first, last in pairwise(borders)]


def _read_year(text: str, row: Row, days_first: bool | None) -> None:
    """A project's date may be a lone year at either end of its line."""
    if row.dates or row.glyph or row.label or not is_headlike(row.text):
        return
    found = find_dates(row.text, days_first=days_first)
    if len(found) == 1 and (found[0].begin == 0 or found[0].finish == len(row.text)):
        dated = take_date(text, row.span, found[0])
        row.dates, row.rest = dated.dates, dated.rest


def _names_project(rows: list[Row], index: int, width: int | None) -> bool:
    row = rows[index]
    if row.glyph or is_url(row.text) or row.means("body", "tech"):
        return False
    if row.dates and (row.rest or index + 1 == len(rows)):
        return True
    if continues(rows, index, width) or is_prose(row.text) or (width and len(row.line.text) > 0.75 * width):
        return False
    if index == 0 or row.gap:
        return True
    before = rows[index - 1]
    is_role = title_score(row.text) >= 3 and not before.glyph and is_headlike(before.text)
    if row.dates or is_role or not is_headlike(row.text) or hangs(before.text):
        return False
    return bool(before.glyph) or before.text.endswith(".") or continues(rows, index - 1, width)


def _single(text: str, row: Row) -> RawProject:
    """A bullet that is a whole project: "Name: what it is", "Name – what it is"."""
    match = _NAMED.match(row.text)
    if not match:
        return RawProject([row.span])
    begin = row.span.start
    name = trim(text, Span(begin, begin + match.end(1)), " *_")
    return RawProject([name], bullets=[[Span(begin + match.end(), row.span.end)]])


def _project(text: str, rows: list[Row], width: int | None) -> RawProject:
    head = rows[0]
    project = RawProject(list(head.rest) if head.dates and head.rest else [head.span])
    if head.rest:
        _take_dates(project, head)
    below = 1
    while below < min(len(rows), _NAME_LINES) and _is_name_line(rows[below], project):
        if rows[below].dates and not rows[below].rest:
            _take_dates(project, rows[below])
        else:
            project.name.append(rows[below].span)
        below += 1
    body = read_body(rows[below:], width)
    project.bullets = [*body.prose, *body.bullets]
    project.labels += body.labels
    project.tech = [item for span in body.tech for item in split_items(text, span)]
    return project


def _take_dates(project: RawProject, row: Row) -> None:
    if row.dates:
        project.dates = [span for span in (row.dates.start, row.dates.end) if span]
        project.labels += row.dates.marks


def _is_name_line(row: Row, project: RawProject) -> bool:
    """Whether a short line below the name says more of it: a role, a date."""
    if row.glyph or row.label or len(row.text.split()) > 6 or (row.dates and project.dates):
        return False
    return (row.dates is not None and not row.rest) or is_headlike(row.text)
