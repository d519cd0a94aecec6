"""The resume's text as lines with their places, so that every later step works on spans of one text.

A `Span` is a pair of offsets. Values are cut out of the text at the very end (`ledger.Ledger.take`),
which is what makes it possible to say where every word went.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

_GLYPH = re.compile(
    r"(?:[•·▪▫■□●○◦‣⁃∙◆◇♦►▶▸▹➤➢➔→⇒»›✓✔✗✦✧★☆❖※➜➡❑❒\ue000-\uf8ff\x80-\x9f\x01-\x08\x0e-\x1f]+\s*"
    r"|[*+]\s+(?=\S)|[*+](?=[^\W\d_])(?!.*\*)|[-–—−](?![-–—−\d])\s*(?=\S)|[–—-]\s+(?=\S)|>\s+(?=\S))(?=\S)"
)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-h]\)|\d{1,2}\.\d{1,2}\.?(?=\s+[^\W\d_a-z]))\s+(?=\S)")
_LETTER_GLYPH = re.compile(r"([oxqvnlüØ§¨Ÿ])\s+(?=\S)")
_RULE = re.compile(r"[\s\-=_*~─━═–—.·•#]{3,}|[-=_]{2,}")
BRACKETS = re.compile(r"\([^()\n]{0,200}\)|\[[^\[\]\n]{0,200}\]")
"""One pair of brackets with what it holds."""
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")


class Span(NamedTuple):
    """Two offsets into the text; the end is exclusive."""

    start: int
    end: int

    @property
    def empty(self) -> bool:
        return self.end <= self.start


NOWHERE = Span(0, 0)


@dataclass(slots=True)
class Line:
    """One line without the space around it. `body` leaves out the bullet glyph; `glyph` is "" where
    there is none; `level` is the number of a Markdown heading's signs."""

    span: Span
    text: str
    indent: int
    gap: bool
    """Whether an empty line or a ruled line stands before."""
    glyph: str = ""
    body: Span = NOWHERE
    level: int = 0
    ruled: bool = False
    """Whether a ruled line stands after."""

    @property
    def content(self) -> str:
        """The text without the glyph."""
        return self.text[self.body.start - self.span.start :]


def read_lines(text: str) -> list[Line]:
    """The non-empty lines of `text` with their features. Ruled lines are not lines of their own."""
    lines: list[Line] = []
    gap = True
    offset = 0
    for raw in text.split("\n"):
        start = offset
        offset += len(raw) + 1
        stripped = raw.strip()
        if not stripped or _RULE.fullmatch(stripped):
            if stripped and lines and not gap:
                lines[-1].ruled = True
            gap = True
            continue
        begin = start + len(raw) - len(raw.lstrip())
        span = Span(begin, begin + len(stripped))
        indent = len(raw[: begin - start].expandtabs(8))
        lines.append(Line(span=span, text=stripped, indent=indent, gap=gap, body=span))
        gap = False
    _mark_glyphs(lines)
    if _double_spaced(lines):
        for line in lines:
            line.gap = False
    return lines


def _double_spaced(lines: list[Line]) -> bool:
    """Whether empty lines stand between nearly all lines, and so say nothing."""
    return len(lines) > 8 and sum(line.gap for line in lines) > 0.8 * len(lines)


def _mark_glyphs(lines: list[Line]) -> None:
    letters = Counter(match[1] for line in lines if (match := _LETTER_GLYPH.match(line.text)))
    for line in lines:
        heading = _MARKDOWN_HEADING.match(line.text)
        if heading:
            line.level = heading.group().count("#")
            line.body = Span(line.span.start + heading.end(), line.span.end)
            continue
        match = _GLYPH.match(line.text) or _NUMBERED.match(line.text)
        if not match:
            letter = _LETTER_GLYPH.match(line.text)
            match = letter if letter and letters[letter[1]] > 1 else None
        if match:
            line.glyph = match.group().strip()
            line.body = Span(line.span.start + match.end(), line.span.end)


def trim(text: str, span: Span, marks: str = " \t,;|·•–—－-") -> Span:
    """`span` without space and the given marks at its ends."""
    start, end = span
    while start < end and (text[start] in marks or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in marks or text[end - 1].isspace()):
        end -= 1
    return Span(start, end)


def join_adjacent(text: str, spans: list[Span]) -> list[Span]:
    """`spans` in order of the text; those with nothing but marks and space between them are one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not re.search(r"\w", text[joined[-1].end : span.start]):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def split_outside_brackets(text: str, span: Span, separator: re.Pattern[str]) -> list[tuple[Span, str]]:
    """The pieces of `span` between separators that do not stand in brackets, each with the separator
    before it ("" for the first). Pieces may be empty."""
    chunk = text[span.start : span.end]
    masked = BRACKETS.sub(lambda match: "(" * len(match.group()), chunk)
    pieces = []
    begin, before = 0, ""
    for match in separator.finditer(masked):
        pieces.append((Span(span.start + begin, span.start + match.start()), before))
        begin, before = match.end(), match.group()
    pieces.append((Span(span.start + begin, span.end), before))
    return pieces
