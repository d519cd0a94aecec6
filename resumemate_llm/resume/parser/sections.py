"""Cutting the lines into sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .headings import Kind, is_document_title, known_heading
from .source import Line, Span

_INLINE = re.compile(r"([^:]{3,40}):\s*(?=\S)")
_HANGING = re.compile(r"(\S(?:[^\t]{1,40}?\S)?)(?:\t+|\s{3,})(?=\S)")


@dataclass(slots=True)
class Section:
    """The lines under one heading. `heading` is None for what stands before the first."""

    kind: Kind
    heading: Span | None = None
    lines: list[Line] = field(default_factory=list)


def split_sections(lines: list[Line]) -> list[Section]:
    """The sections in order of the text; the first one is the header, possibly without lines."""
    sections = [Section(Kind.HEADER)]
    for position, line in enumerate(lines):
        heading = _heading(lines, position, sections[-1].kind)
        if heading is None:
            sections[-1].lines.append(line)
            continue
        kind, span, rest = heading
        sections.append(Section(kind, span))
        if not rest.empty:
            text = line.text[rest.start - line.span.start :]
            sections[-1].lines.append(Line(rest, text, line.indent, True, "", rest))
    return sections


def _heading(lines: list[Line], position: int, current: Kind) -> tuple[Kind, Span, Span] | None:
    """Kind and place of the heading on this line, and what follows it on the line."""
    line = lines[position]
    if is_document_title(line.text) and position < 3:
        return Kind.HEADER, line.span, Span(0, 0)
    if line.glyph and line.glyph not in "•*":
        return None
    kind = known_heading(line.content)
    if kind and not line.glyph:
        return kind, line.span, Span(0, 0)
    for pattern in (_INLINE, _HANGING):
        match = pattern.match(line.text)
        if match and not line.glyph and (kind := known_heading(match[1])):
            if (
                pattern is _INLINE
                and current in (Kind.EXPERIENCE, Kind.SKILLS, Kind.PROJECTS)
                and not line.gap
            ):
                return None
            begin = line.span.start
            return kind, Span(begin, begin + match.end(1)), Span(begin + match.end(), line.span.end)
    return None
