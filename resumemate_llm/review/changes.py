"""Which words changed, and which bullets moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\s+|[^\s]+")
_SMALL = 3


class Piece(NamedTuple):
    """A stretch of text, and whether the other text has it too."""

    text: str
    same: bool


def compare_words(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, by words; joining the pieces gives back the text."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    moves = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    first = [Piece("".join(old[a:b]), move == "equal") for move, a, b, _, _ in moves if b > a]
    second = [Piece("".join(new[a:b]), move == "equal") for move, _, _, a, b in moves if b > a]
    return _joined(first), _joined(second)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours with one fate as one piece. White space or one small word between two changed pieces is
    changed too: that both texts have an "and" there says nothing."""
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        last = joined[-1] if joined else None
        between = piece.same and len(piece.text.strip()) <= _SMALL and 0 < number < len(pieces) - 1
        same = piece.same and not (between and last is not None and not last.same)
        if last is not None and last.same == same:
            joined[-1] = Piece(last.text + piece.text, same)
        else:
            joined.append(Piece(piece.text, same))
    return joined


def moved(order: Sequence[int]) -> set[int]:
    """The positions in `order` whose entries moved: the fewest without which it would be ascending."""
    runs: list[list[int]] = []
    for position, value in enumerate(order):
        fitting = [run for run in runs if order[run[-1]] <= value]
        runs.append([*max(fitting, key=_length_then_end, default=[]), position])
    stayed = max(runs, key=_length_then_end, default=[])
    return set(range(len(order))) - set(stayed)


def _length_then_end(run: Sequence[int]) -> tuple[int, int]:
    return len(run), run[-1]
