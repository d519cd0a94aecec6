"""How long the examples are, and what a limit would do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..errors import DataError
from .encoding import Encoded

_ROUND: Final = 64
_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Lengths:
    """The measured lengths in tokens, the `limit` in force, and the examples that are longer."""

    limit: int
    longest: int
    median: int
    answers: int
    too_long: tuple[Encoded, ...]

    def warnings(self) -> list[str]:
        """One line for each example that the limit would cut."""
        return [
            f"{row.example.place}: {len(row.tokens)} tokens ({row.prompt} of them prompt), "
            + (
                "its answer would be cut"
                if row.prompt < self.limit
                else "nothing of its answer would be left"
            )
            + f" at {self.limit}"
            for row in self.too_long
        ]


def measure(rows: Sequence[Encoded], *, window: int, asked: int | None = None) -> Lengths:
    """The lengths of `rows` in a model with `window` tokens of context.

    The limit is `asked`, or the longest row rounded up to a multiple of 64, and never more than the window.
    Raises `DataError` where `asked` is more than the window.
    """
    if asked is not None and asked > window:
        raise DataError(f"a length of {asked} tokens is more than the model's window of {window}")
    sizes = sorted(len(row.tokens) for row in rows)
    limit = asked or min(-(-sizes[-1] // _ROUND) * _ROUND, window)
    return Lengths(
        limit=limit,
        longest=sizes[-1],
        median=sizes[len(sizes) // 2],
        answers=sum(len(row.tokens) - row.prompt for row in rows),
        too_long=tuple(row for row in rows if len(row.tokens) > limit),
    )


def fit(rows: Sequence[Encoded], lengths: Lengths, *, drop: bool) -> list[Encoded]:
    """The rows that fit. Raises `DataError` naming those that do not, unless they are to be dropped."""
    if lengths.too_long and not drop:
        shown = ", ".join(f"{row.example.place} ({len(row.tokens)})" for row in lengths.too_long[:_NAMED])
        more = f" and {len(lengths.too_long) - _NAMED} more" if len(lengths.too_long) > _NAMED else ""
        raise DataError(
            f"{len(lengths.too_long)} of {len(rows)} examples are longer than {lengths.limit} tokens: "
            f"{shown}{more}",
            fix=f"use --max-length {lengths.longest} if the model and the memory allow it, or leave "
            "them out with --drop-long; a cut example teaches a JSON that never ends",
        )
    kept = [row for row in rows if len(row.tokens) <= lengths.limit]
    if not kept:
        raise DataError(f"no example fits into {lengths.limit} tokens")
    return kept
