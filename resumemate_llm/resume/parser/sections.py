"""Cutting the lines into sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .heading_table import Kind
from .labels import CONTACT, read_label
from .outline import Outline
from .source import Line, Span

_LABELLED = re.compile(r"[^\W\d_][^:\t]{1,28}:(?:\s|$)|[^\W\d_][\w-]{2,14}\t")


@dataclass(slots=True)
class Section:
    """The lines under one heading. `heading` is None for what stands before the first; `bodies_first`
    says that the text of each role stands above its head."""

    kind: Kind
    heading: Span | None = None
    lines: list[Line] = field(default_factory=list)
    bodies_first: bool = False


def split_sections(text: str, lines: list[Line]) -> list[Section]:
    """The sections in order of the text; the first one is the header, possibly without lines."""
    sections = [Section(Kind.HEADER)]
    outline = Outline(lines)
    back_to_header = False
    for position, line in enumerate(lines):
        if back_to_header and (line.gap or _LABELLED.match(line.text)):
            sections.append(Section(Kind.HEADER))
            back_to_header = False
        current = sections[-1]
        heading = outline.heading(position, current.kind)
        if heading is None:
            current.lines.append(line)
            continue
        sections.append(Section(heading.kind, heading.span))
        rest = heading.rest
        if rest.empty:
            back_to_header = False
        else:
            sections[-1].lines.append(Line(rest, text[rest.start : rest.end], line.indent, True, "", rest))
            in_header = current.kind is Kind.HEADER and heading.kind is not Kind.HEADER
            back_to_header = in_header and _more_header(lines[position + 1 : position + 8])
    return sections


def _more_header(following: list[Line]) -> bool:
    """Whether contact lines follow: a label such as "Licence:" among them opens no section."""
    for line in following:
        if line.gap:
            return False
        label = read_label(line.text)
        if _LABELLED.match(line.text) or (label and not label.meanings.isdisjoint(CONTACT)):
            return True
    return False
