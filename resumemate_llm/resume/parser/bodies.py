"""What stands under the head of a role or project: bullets, prose, or a list whose glyphs were lost.

A bullet glyph begins a bullet; lines that go on with it are joined. Without any glyph the text is cut
into paragraphs: a line that had room for the next word was the last of its paragraph. Several short
paragraphs are a list; one paragraph, or long ones of many sentences, are prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .rows import Row, continues
from .source import Span

_SENTENCE_END = re.compile(r"[.!?][\"')\]]?(?=\s+[^\W\d_a-z])")


@dataclass(slots=True)
class Body:
    """Bullets and paragraphs of prose, each as the spans of its lines, and labels such as "Duties:"."""

    bullets: list[list[Span]] = field(default_factory=list)
    prose: list[list[Span]] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    tech: list[Span] = field(default_factory=list)
    has_glyphs: bool = False


def read_body(text: str, rows: list[Row], width: int | None) -> Body:
    """Bullets and prose of `rows`. Where no glyph is there, everything is prose; `as_list` decides."""
    body = Body(has_glyphs=any(row.glyph for row in rows))
    current: list[Span] | None = None
    previous: list[list[Span]] | None = None
    for index, row in enumerate(rows):
        if row.label:
            body.labels.append(row.label_span)
            if row.rest and "tech" in row.label.meanings:
                body.tech += row.rest
                current = None
                continue
            if not row.rest and not row.dates:
                current = None
                continue
        elif _is_heading_label(row):
            body.labels.append(row.span)
            current = None
            continue
        span = row.span if not row.label else Span(row.label_span.end, row.span.end)
        if row.glyph:
            current = [span]
            body.bullets.append(current)
            previous = body.bullets
        elif current is not None and previous is not None and _goes_on(rows, index, width, body):
            current.append(span)
        else:
            current = [span]
            body.prose.append(current)
            previous = body.prose
    return body


def _is_heading_label(row: Row) -> bool:
    """ "Key projects include:" alone on its line."""
    return not row.glyph and row.text.endswith(":") and len(row.text.split()) <= 6


def _goes_on(rows: list[Row], index: int, width: int | None, body: Body) -> bool:
    if continues(rows, index, width):
        return True
    row, before = rows[index], rows[index - 1]
    if body.has_glyphs or row.gap or width is None or row.label or before.is_label_only:
        return False
    # Prose: a full line that ends a sentence goes on where sentences end within the lines as well.
    first_word = row.text.split()[0] if row.text else ""
    full = len(before.line.text) + 1 + len(first_word) > 0.9 * width
    return full and (not re.search(r"[.!?:]$", before.text) or _SENTENCE_END.search(before.text) is not None)


def lists(text: str, bodies: list[Body]) -> list[bool]:
    """For each body without glyphs whether its paragraphs are the items of a list. The bodies of a
    section are of one kind: where sentences end within the paragraphs, they are prose. A paragraph
    alone is an item where most bodies of the section have several."""
    plain = [body for body in bodies if body.prose and not body.has_glyphs]
    items = sum(len(body.prose) for body in plain)
    inner = sum(len(_SENTENCE_END.findall(_joined(text, item))) for body in plain for item in body.prose)
    several = sum(len(body.prose) > 1 for body in plain)
    if not items or inner > 0.6 * items:
        return [False for _ in bodies]
    many = 2 * several >= len(bodies) and several > 0
    return [bool(body.prose) and not body.has_glyphs and (len(body.prose) > 1 or many) for body in bodies]


def _joined(text: str, spans: list[Span]) -> str:
    return " ".join(text[span.start : span.end] for span in spans)
