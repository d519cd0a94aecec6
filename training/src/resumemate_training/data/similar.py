"""Texts that are nearly the same, among many: MinHash with one permutation, then the exact similarity.

Two texts are compared by their word triples. One hash of each triple goes into one of 64 bins, each bin
keeps its least hash, and texts that agree in two neighbouring bins are compared exactly (Broder 1997; Li,
Owen, Zhang 2012 for the single permutation). Two texts of similarity 0.5 are missed once in ten thousand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

NEAR: Final = 0.5
"""Similarity from which two resumes count as the same one: of 500 words, some 60 apart changed."""

_BINS = 64
_ROWS = 2
_SHINGLE = 3
_WORD = re.compile(r"\w+")

Shingles = frozenset[int]


class Near(NamedTuple):
    """Two texts by their indexes, the first one lower, and how similar they are: 1.0 is the same words."""

    first: int
    second: int
    similarity: float


def shingles(text: str) -> Shingles:
    """The hashes of a text's word triples; of the words where there are fewer."""
    words = _WORD.findall(text.casefold())
    size = min(_SHINGLE, len(words)) or 1
    return frozenset(_hash(" ".join(words[at : at + size])) for at in range(len(words) - size + 1))


def similarity(first: Shingles, second: Shingles) -> float:
    """The share of all triples that both have (Jaccard)."""
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def near_duplicates(texts: Sequence[str], *, threshold: float = NEAR) -> list[Near]:
    """Every two texts that are at least so similar, in order."""
    sets = [shingles(text) for text in texts]
    found = (Near(a, b, similarity(sets[a], sets[b])) for a, b in sorted(set(_candidates(sets))))
    return [near for near in found if near.similarity >= threshold]


def _candidates(sets: Sequence[Shingles]) -> Iterator[tuple[int, int]]:
    buckets: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, held in enumerate(sets):
        sketch = _sketch(held)
        for at in range(0, len(sketch), _ROWS):
            buckets[(at, *sketch[at : at + _ROWS])].append(index)  # type: ignore[index]
    for same in buckets.values():
        for position, first in enumerate(same):
            yield from ((first, second) for second in same[position + 1 :])


def _sketch(held: Shingles) -> list[int]:
    """The least hash of each bin; an empty bin takes its neighbour's."""
    bins = [-1] * _BINS
    for value in held:
        at, rest = value % _BINS, value // _BINS
        if bins[at] < 0 or rest < bins[at]:
            bins[at] = rest
    if not held:
        return []
    for at in range(2 * _BINS - 1, -1, -1):
        if bins[at % _BINS] < 0:
            bins[at % _BINS] = bins[(at + 1) % _BINS]
    return bins


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
