"""Where every word of the resume went."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...schema.profiles import Placement
from .source import Span

_EMPHASIS = re.compile(
    r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1|(?<!\w)([*_`])(?=\S)(.{1,300}?)(?<=\S)\3(?!\w)|^\*\*|\*\*$"
)
_CONNECTORS = frozenset(
    "at to in of from and the for with by since until bei in im am von bis seit chez à a de du en la le "
    "les presso "
    "e y i w we na od do bij te van tot din din la em na no desde hasta dal al depuis o x".split()
)
_SUFFIXES = re.compile(
    r"(?:ment|ments|tion|tions|sion|ing|ings|ed|ly|ity|ities|ness|able|ible|ance|ence|er|ers|al)\b"
)
_COMPOUND_HEADS = frozenset(
    "cross self high low full well long short real time user data cloud event team customer industry "
    "award open large "
    "small multi non pre post end front back on off in up out year part hands state cost client web "
    "mobile object "
    "co e re x third first second one two three four five six seven eight nine ten mid inter intra anti "
    "semi sub "
    "business community company decision detail goal results result risk server start test work world day "
    "on-".split()
)


def _bare(match: re.Match[str]) -> str:
    return match[2] or match[4] or ""


class Ledger:
    """Takes values out of the text and remembers the place of each span.

    A span is recorded once: what is taken a second time keeps its first place. After parsing,
    `leftovers` are the words that nobody took.
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
        """Record spans that give no value: labels, and dashes between dates. What is taken as a value,
        before or after, goes first."""
        self._marks += [(span, place) for span in spans if not span.empty]

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
        if not after[0].islower() or head in _COMPOUND_HEADS:
            return True
        if _SUFFIXES.fullmatch(tail):
            return False
        if self._words is None:
            self._words = {
                word.lower() for word in re.findall(r"(?<![\w-])[^\W\d_]{3,}(?![\w-]|-\n)", self.text)
            }
        return (head + tail).lower() not in self._words and head in self._words

    def placements(self) -> tuple[list[Placement], list[str]]:
        """Where every word went, in order of the text, and the words that nobody took."""
        placements: list[Placement] = []
        unplaced: list[str] = []
        self._marks.sort(reverse=True)
        position = 0
        end = Span(len(self.text), len(self.text))
        for span, place in [*sorted(claim for claim in self._claims if not claim[0].empty), (end, "")]:
            if span.start > position:
                self._between(Span(position, span.start), placements, unplaced)
            piece = self.text[max(position, span.start) : span.end]
            if re.search(r"\w", piece):
                placements.append(Placement(text=piece, place=place))
            position = max(position, span.end)
        return placements, unplaced

    def _between(self, gap: Span, placements: list[Placement], unplaced: list[str]) -> None:
        """What lies between two values: marks first, then words that nobody took."""
        position = gap.start
        while self._marks and self._marks[-1][0].start < gap.end:
            span, place = self._marks.pop()
            start, end = max(span.start, position), min(span.end, gap.end)
            if span.end > gap.end:
                self._marks.append((Span(gap.end, span.end), place))
            if start >= end:
                if span.end > gap.end:
                    break
                continue
            self._leftover(Span(position, start), placements, unplaced)
            if re.search(r"\w", self.text[start:end]):
                placements.append(Placement(text=self.text[start:end].strip(), place=place))
            position = end
        self._leftover(Span(position, gap.end), placements, unplaced)

    def _leftover(self, span: Span, placements: list[Placement], unplaced: list[str]) -> None:
        for raw in self.text[span.start : span.end].split("\n"):
            words = re.findall(r"\w+", raw)
            if not words:
                continue
            piece = raw.strip(" \t,;|·•–—-:()[]*")
            if not re.search(r"[^\W_]", piece):
                placements.append(Placement(text=raw.strip(), place="furniture"))
            elif all(word.casefold() in _CONNECTORS for word in words):
                placements.append(Placement(text=raw.strip(), place="label"))
            else:
                placements.append(Placement(text=raw.strip(), place="unplaced"))
                unplaced.append(piece)
