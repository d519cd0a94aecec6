"""What stands under the head of a role or project: bullets, prose, or a list whose glyphs were lost.

A bullet glyph begins a bullet; lines that go on with it are joined. Without any glyph the text is cut
into paragraphs: a line that had room for the next word was the last of its paragraph. Several short
paragraphs are a list; one paragraph, or long ones of many sentences, are prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .rows import Row, continues, is_full
from .source import Span

_SENTENCE_END = re.compile(r"[.!?][\"')\]]?(?=\s+[^\W\d_a-z])")


@dataclass(slots=True)
class Body:
    """Bullets and paragraphs of prose, each as the spans of its lines; labels such as "Duties:"; what
    stands behind a label such as "Tech:"."""

    bullets: list[list[Span]] = field(default_factory=list)
    prose: list[list[Span]] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    tech: list[Span] = field(default_factory=list)
    has_glyphs: bool = False


def read_body(rows: list[Row], width: int | None) -> Body:
    """Bullets and prose of `rows`. Where no glyph is there, everything is prose; `lists` decides."""
    body = Body(has_glyphs=any(row.glyph for row in rows))
    current: list[Span] | None = None
    for index, row in enumerate(rows):
        span = _content(row, body)
        if span is None:
            current = None
        elif current is not None and not row.glyph and _goes_on(rows, index, width, body):
            current.append(span)
        else:
            current = [span]
            (body.bullets if row.glyph else body.prose).append(current)
    return body


def _content(row: Row, body: Body) -> Span | None:
    """What a row adds to bullets or prose; its label is recorded. None where the label is all."""
    if row.label:
        body.labels.append(row.label_span)
        if row.means("tech"):
            body.tech += row.rest
            return None
        return None if row.is_label_only else Span(row.label_span.end, row.span.end)
    if not row.glyph and row.text.endswith(":") and len(row.text.split()) <= 6:
        body.labels.append(row.span)  # "Key projects include:" alone on its line
        return None
    return row.span


def _goes_on(rows: list[Row], index: int, width: int | None, body: Body) -> bool:
    if continues(rows, index, width):
        return True
    row, before = rows[index], rows[index - 1]
    if (
        body.has_glyphs
        or row.gap
        or row.label
        or before.is_label_only
        or not is_full(before, row, width, 0.9)
    ):
        return False
    # A full line that ends a sentence goes on where sentences end within the lines as well.
    return not before.text.endswith((".", "!", "?", ":")) or _SENTENCE_END.search(before.text) is not None


def lists(text: str, bodies: list[Body]) -> list[bool]:
    """For each body without glyphs whether its paragraphs are the items of a list. The bodies of a
    section are of one kind: where sentences end within the paragraphs, they are prose. A paragraph
    alone is an item where half of the bodies have several."""
    plain = [body for body in bodies if body.prose and not body.has_glyphs]
    items = [_joined(text, item) for body in plain for item in body.prose]
    inner = sum(len(_SENTENCE_END.findall(item)) for item in items)
    if not items or inner > 0.6 * len(items):
        return [False for _ in bodies]
    several = sum(len(body.prose) > 1 for body in plain)
    many = several > 0 and 2 * several >= len(bodies)
    return [bool(body.prose) and not body.has_glyphs and (len(body.prose) > 1 or many) for body in bodies]


def _joined(text: str, spans: list[Span]) -> str:
    return " ".join(text[span.start : span.end] for span in spans)
