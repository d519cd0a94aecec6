"""The runs of text of a PDF page, joined to lines and put in reading order.

A PDF draws text anywhere in any order. The order in which the file draws is nearly always the order
of reading, column by column, so it is trusted, and runs that share a baseline are joined. Where a
column is not drawn from top to bottom (headings first, the name last), the blocks of lines are sorted
by their places instead. Blocks stay whole, so a wrapped bullet never mixes with another column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_BASELINE_TOLERANCE = 0.3
"""Two runs are on one baseline where they differ by less than this share of the font size."""
_SPACE = 0.15
"""A gap wider than this share of the font size parts two words."""
_FAR, _DOUBT = 0.8, 0.15
"""A run is far from the one before where the gap is more than this many times the font size, and more
than the doubt about the width of the text before it."""
_LEADING = 1.9
"""Lines of one block are no further apart than this many times the font size."""
_HEAD_LINES = 3
"""Lines of one side of an entry's head, at most."""
_MOST_BLOCKS = 120
"""Blocks of one page that are sorted at most, which bounds the work; resumes have 20 to 80."""
_MASTHEAD_SIZE, _MASTHEAD_SHARE = 1.25, 0.15
"""A masthead is this much larger than all else, and within this share of the page from its top."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CONTACT = re.compile(r"@|://|\d{3}\D?\D?\d{3,4}")
_WIDTHS = dict.fromkeys("ijlIft.,:;'!|/()[]-r ", 0.28) | dict.fromkeys("mwMW@%", 0.86)
_CAPITAL, _OTHER = 0.68, 0.53
"""Widths of letters in shares of the font size, as in the usual text fonts."""
_SURELY = 0.85
"""Share of an estimated width that a text surely has."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that a file draws at once: where it begins along and across its own writing
    direction (`angle`, in degrees), and its font size, all in units of the page."""

    text: str
    along: float
    across: float
    size: float
    angle: int = 0


@dataclass(slots=True)
class Line:
    """A line of text with the run it begins with and the one it ends with."""

    text: str
    first: Run
    last: Run

    @property
    def left(self) -> float:
        return self.first.along

    @property
    def right(self) -> float:
        return max(self.last.along + _SURELY * _width(self.last.text) * self.last.size, self.left)


@dataclass(slots=True)
class Lines:
    """Joins runs to lines as they come."""

    done: list[Line] = field(default_factory=list)
    broken: bool = True

    def add(self, run: Run) -> None:
        """Take the next run; line feeds in it are where the reader saw a line end."""
        for index, piece in enumerate(run.text.split("\n")):
            self.broken = self.broken or index > 0
            if piece.strip():
                self._place(Run(piece, run.along, run.across, run.size, run.angle))
            elif piece and self.done and not self.broken:
                self.done[-1].text += piece

    def _place(self, run: Run) -> None:
        last = self.done[-1] if self.done else None
        if last is not None and (not self.broken or _continues(last.last, run)):
            last.text, last.last = last.text + _joined(last.last, run, self.broken), run
        else:
            self.done.append(Line(run.text, run, run))
        self.broken = False

    def in_reading_order(self, *, first_page: bool = False) -> list[Line]:
        """The lines in the order in which the file draws them, unless that runs up a column. On the
        first page the masthead comes first: a sidebar beside it may have been drawn before."""
        if len({line.first.angle for line in self.done}) > 1:
            return self.done
        blocks = _blocks(self.done)
        if len(blocks) > _MOST_BLOCKS:
            return self.done
        if any(_above(b, a) for i, a in enumerate(blocks) for b in blocks[i + 1 :]):
            blocks = _sorted(blocks)
        if first_page:
            blocks = _masthead_first(blocks)
        return [line for block in blocks for line in block.lines]


def _continues(last: Run, run: Run) -> bool:
    near = abs(run.across - last.across) < _BASELINE_TOLERANCE * max(min(run.size, last.size), 1.0)
    return near and run.along > last.along and run.angle == last.angle


def _joined(last: Run, run: Run, broken: bool) -> str:
    """The text of `run` with what stands between it and the run before it on its line: a tab where it
    surely is far away (a date at the margin, the next label in a row of skills), nothing where single
    letters were drawn one by one, else a space. Where the reader saw no break it has put the space."""
    text = last.text.strip()
    width = _width(text)
    gap = (run.along - last.along) / (last.size or 1.0) - width
    if len(text) > 1 and _continues(last, run) and gap > _FAR + _DOUBT * width:
        return "\t" + run.text.lstrip()
    close = len(text) == 1 and gap <= _SPACE
    return " " + run.text if broken and not close else run.text


def _width(text: str) -> float:
    return sum(_WIDTHS.get(c) or (_CAPITAL if c.isupper() else _OTHER) for c in text)


@dataclass(slots=True)
class _Block:
    """Lines that the file draws one under the other."""

    lines: list[Line]
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = min(line.left for line in self.lines)
        self.right = max(line.right for line in self.lines)

        self.size = max(run.size for line in self.lines for run in (line.first, line.last))
        self.top = max(line.first.across for line in self.lines)
        self.bottom = min(line.first.across for line in self.lines)


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _under(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks: list[_Block] = []
    for block in map(_Block, groups):
        if blocks and _beside(blocks[-1], block):
            blocks[-1] = _Block([*blocks[-1].lines, *block.lines])
        else:
            blocks.append(block)
    return blocks


def _beside(a: _Block, b: _Block) -> bool:
    """Whether two blocks drawn one after the other stand side by side as the head of an entry does:
    title and employer at the left, dates and place at the right."""
    small = max(len(a.lines), len(b.lines)) <= _HEAD_LINES
    dated = any(_YEAR.search(line.text) for line in b.lines)
    return small and dated and a.right <= b.left and a.bottom <= b.top and b.bottom <= a.top


def _under(upper: Line, lower: Line) -> bool:
    step = upper.first.across - lower.first.across
    size = min(upper.first.size, lower.first.size)
    return 0 < step <= _LEADING * size and lower.left < upper.right and upper.left < lower.right


def _share_column(a: _Block, b: _Block) -> bool:
    return a.left < b.right and b.left < a.right


def _above(a: _Block, b: _Block) -> bool:
    """Whether `a` lies above `b` in the same column."""
    return _share_column(a, b) and a.top > b.top and a.bottom > b.bottom


def _left_of(a: _Block, b: _Block, blocks: Sequence[_Block]) -> bool:
    """Whether `a` lies in a column left of `b`, with nothing between them that spans both columns."""
    if a.right > b.left:
        return False
    low, high = min(a.bottom, b.bottom), max(a.top, b.top)
    return not any(
        low < c.bottom <= c.top < high and _share_column(c, a) and _share_column(c, b)
        for c in blocks
        if c is not a and c is not b
    )


def _sorted(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks in reading order after T. Breuel, "High Performance Document Layout Analysis" (2003):
    a block comes before those below it in its column, and before the columns at its right. What this
    leaves open follows the order of drawing."""
    before = {
        j: {i for i, a in enumerate(blocks) if i != j and (_above(a, b) or _left_of(a, b, blocks))}
        for j, b in enumerate(blocks)
    }
    order: list[int] = []
    while before:
        ready = next((j for j, needed in before.items() if needed.isdisjoint(before)), min(before))
        del before[ready]
        order.append(ready)
    return [blocks[j] for j in order]


def _masthead_first(blocks: list[_Block]) -> list[_Block]:
    """The block with by far the largest text, the candidate's name, first where it is at the top; the
    lines of contact that follow it stay with it."""
    if len(blocks) < 2:
        return blocks
    *_, second, largest = sorted(blocks, key=lambda block: block.size)
    top, bottom = max(block.top for block in blocks), min(block.bottom for block in blocks)
    at_top = largest.top >= top - _MASTHEAD_SHARE * (top - bottom)
    if not at_top or largest.size < _MASTHEAD_SIZE * second.size:
        return blocks
    start = blocks.index(largest)
    end = start + 1
    while end < len(blocks) and _CONTACT.search(" ".join(line.text for line in blocks[end].lines)):
        end += 1
    return [*blocks[start:end], *blocks[:start], *blocks[end:]]
