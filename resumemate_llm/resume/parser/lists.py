"""Lists of one-line entries, and the sections that are kept as they are."""

from __future__ import annotations

import re

from .furniture import is_closing
from .rows import Row, continues, read_rows, text_width
from .source import Line, Span, split_outside_brackets, trim

_CELLS = re.compile(r"\s*;\s+|\s{4,}|\t+|\s+[•●▪]\s+")
_NUMBER = re.compile(r"\(?\w{1,2}[.)]")


def parse_items(text: str, lines: list[Line]) -> list[list[Span]]:
    """A list of one-line entries, wrapped lines joined; cells on one line are entries of their own. A
    year on a line of its own closes the entry above it."""
    rows = [row for row in read_rows(text, lines, None) if not is_closing(row.text)]
    width = text_width(rows)
    years = [row.dates is not None and not row.rest for row in rows]
    stacked = sum(years) >= 2
    items: list[list[Span]] = []
    for index, row in enumerate(rows):
        below = stacked and index > 0 and not years[index - 1] and not row.glyph
        if items and (below or continues(rows, index, width)):
            items[-1].append(row.span)
        else:
            cells = [trim(text, cell, " \t;|•") for cell, _ in split_outside_brackets(text, row.span, _CELLS)]
            items += [[cell] for cell in cells if not cell.empty]
    return items


def plain_rows(text: str, lines: list[Line]) -> list[Row]:
    """The lines as rows, without a look at dates and labels; a closing place and date is left out."""
    return [
        Row(line, line.body, text[line.body.start : line.body.end], line.glyph, line.gap, rest=[line.body])
        for line in lines
        if not is_closing(line.text)
    ]


def parse_verbatim(text: str, lines: list[Line]) -> list[list[Span]]:
    """Lines kept as they are, numbers included, only wrapped ones joined."""
    rows = plain_rows(text, lines)
    width = text_width(rows)
    kept: list[list[Span]] = []
    for index, row in enumerate(rows):
        if kept and continues(rows, index, width):
            kept[-1].append(row.span)
        else:
            kept.append([row.line.span if _NUMBER.fullmatch(row.glyph) else row.span])
    return kept
