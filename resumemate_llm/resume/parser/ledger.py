"""Where every word of the resume went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...schema.profiles import Placement
from .source import Span

_EMPHASIS = re.compile(
    r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1|(?<!\w)([*_`])(?=\S)(.{1,300}?)(?<=\S)\3(?!\w)|^\*\*|\*\*$"
)
_CONNECTORS = frozenset(
    "at to in of from and the for with by since until bei im am von bis seit chez à a de du en la le "
    "les presso e y i w "
    "we na od do bij te van tot din em no desde hasta dal al depuis o x".split()
)
"""Words between values that say nothing of their own."""
_EDGES = " \t,;|·•–—-:()[]*"
_ENDINGS = re.compile(r"(?:ments?|tions?|sion|ings?|ed|ly|ity|ities|ness|able|ible|ance|ence|ers?|al)")
_COMPOUNDS = frozenset(
    "cross self high low full well long short real time user data cloud event team customer industry "
    "award open large "
    "small multi non pre post end front back on off in up out year part hands state cost client web "
    "mobile object co e "
    "re x third first second one two three four five six seven eight nine ten mid inter intra anti semi "
    "sub business "
    "community company decision detail goal results result risk server start test work world day".split()
)
"""Words that usually begin a compound with a hyphen."""


def _bare(match: re.Match[str]) -> str:
    return match[2] or match[4] or ""


class Ledger:
    """Takes values out of the text and remembers the place of each span.

    A word is recorded once: taken a second time it keeps its first place, and values go before marks.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._claims: list[tuple[Span, str]] = []
        self._marks: list[tuple[Span, str]] = []
        self._words: set[str] | None = None

    def take(self, spans: Sequence[Span], place: str, *, joiner: str = " ") -> str:
        """The value that `spans` spell, recorded under `place`."""
        for span in spans:
            self._claims.append((span, place))
        return self.value(spans, joiner=joiner)

    def mark(self, spans: Sequence[Span], place: str) -> None:
        """Record spans that give no value, such as labels."""
        self._marks += [(span, place) for span in spans]

    def value(self, spans: Sequence[Span], *, joiner: str = " ") -> str:
        """The text of `spans` in one line: wrapped lines joined, Markdown emphasis removed."""
        joined = ""
        for span in spans:
            piece = _EMPHASIS.sub(_bare, " ".join(self.text[span.start : span.end].split())).strip()
            joined = self._join(joined, piece, joiner)
        return joined

    def _join(self, before: str, after: str, joiner: str) -> str:
        if not before or not after:
            return before or after
        if joiner == " " and re.search(r"[^\W\d_]-$", before) and after[0].isalpha():
            return (before if self._keeps_hyphen(before, after) else before[:-1]) + after
        return before + joiner + after

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether a hyphen at a line's end belongs to the word ("cross-|device") or to the line
        ("Devel-|oping"). A word that stands elsewhere in the text on its own keeps it."""
        head = re.split(r"[^\w]", before[:-1])[-1].lower()
        tail = re.split(r"[^\w]", after)[0]
        if not after[0].islower() or head in _COMPOUNDS:
            return True
        if _ENDINGS.fullmatch(tail):
            return False
        if self._words is None:
            self._words = {
                word.lower() for word in re.findall(r"(?<![\w-])[^\W\d_]{3,}(?![\w-]|-\n)", self.text)
            }
        return (head + tail).lower() not in self._words and head in self._words

    def placements(self) -> tuple[list[Placement], list[str]]:
        """Where every word went, in order of the text, and the words that nobody took."""
        entries = [*self._marks, *reversed(self._claims)]
        owner = [-1] * len(self.text)
        for number, (span, _) in enumerate(entries):
            owner[span.start : span.end] = [number] * (span.end - span.start)
        borders = sorted({0, len(self.text), *(edge for span, _ in entries for edge in span)})
        placements: list[Placement] = []
        for first, last in pairwise(borders):
            place = entries[owner[first]][1] if owner[first] >= 0 else None
            for piece in [self.text[first:last]] if place else self.text[first:last].split("\n"):
                if re.search(r"\w", piece):
                    placements.append(Placement(text=piece.strip(), place=place or _place_of_rest(piece)))
        unplaced = [placement.text.strip(_EDGES) for placement in placements if placement.place == "unplaced"]
        return placements, unplaced


def _place_of_rest(piece: str) -> str:
    """What words are that nobody took: ruled lines, words between values, or lost."""
    words = re.findall(r"[^\W_]+", piece)
    if not words:
        return "furniture"
    return "label" if all(word.casefold() in _CONNECTORS for word in words) else "unplaced"
