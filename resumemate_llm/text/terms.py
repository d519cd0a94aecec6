"""Finding a term in a text by token, so that "C++", ".NET", "R" and "Go" work and "api" is not found
inside "rapid".

Tokens are folded (case, plural, a small alias table) and compared as sequences. Terms of one or two
letters are compared with their case: "Go" is not found in "ready to go", nor "IT" in "it".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .aliases import ALIASES

_TOKEN = re.compile(r"[^\W\d_]&[^\W\d_](?!\w)|\.?\w(?:[\w]|[.'’](?=\w))*(?:\+\+|[#+](?!\w))?")


class Token(NamedTuple):
    """One token of a text: its folded form, the form as written, and its place."""

    folded: str
    written: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order. "Node.js", "C++", "P&L" and "don't" are one token each;
    "full-stack" and "CI/CD" are two."""
    return [Token(_fold(m.group()), m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=20_000)
def _fold(word: str) -> str:
    lower = word.casefold().replace("’", "'").removesuffix("'s").strip(".'")
    if word.startswith("."):
        lower = "." + lower
    if len(word) > 2 and word[:-1].isupper() and word.endswith("s"):
        return lower[:-1]
    if word.isupper() or len(lower) < 4 or not lower.isalpha():
        return lower
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("ss", "us", "is")):
        return lower
    if lower.endswith(("ches", "shes", "sses", "xes")):
        return lower[:-2]
    return lower.removesuffix("s")


@lru_cache(maxsize=20_000)
def fold_term(term: str) -> tuple[str, ...]:
    """`term` as the tuple of folded tokens that it is compared by, aliases resolved: "k8s" and
    "Kubernetes" fold to the same tuple."""
    folded = tuple(t.folded for t in tokens(term))
    return _aliases().get(folded, folded)


@lru_cache(maxsize=1)
def _aliases() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        tuple(t.folded for t in tokens(variant)): tuple(t.folded for t in tokens(canonical))
        for canonical, variants in ALIASES.items()
        for variant in variants
    }


@lru_cache(maxsize=1)
def _variants() -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    table: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for variant, canonical in _aliases().items():
        table.setdefault(canonical, []).append(variant)
    return table


def same_term(first: str, second: str) -> bool:
    """Whether two terms mean the same by folding and aliases."""
    return fold_term(first) == fold_term(second)


class TermIndex:
    """The terms of one text, for many look-ups: `term in index`, `index.find(term)`."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._first: dict[str, list[int]] = {}
        for position, token in enumerate(self._tokens):
            self._first.setdefault(token.folded, []).append(position)

    def __contains__(self, term: str) -> bool:
        return self.find(term) is not None

    def find(self, term: str) -> tuple[int, int] | None:
        """Start and end of the first occurrence of `term` or of one of its aliases, else None."""
        wanted = tuple(t.folded for t in tokens(term))
        if not wanted:
            return None
        canonical = _aliases().get(wanted, wanted)
        forms = dict.fromkeys([wanted, canonical, *_variants().get(canonical, [])])
        spans = [span for form in forms if (span := self._find(form, term))]
        return min(spans) if spans else None

    def _find(self, form: tuple[str, ...], term: str) -> tuple[int, int] | None:
        cased = len(form) == 1 and len(form[0]) <= 2 and form[0].isalpha()
        for position in self._first.get(form[0], ()):
            window = self._tokens[position : position + len(form)]
            if tuple(t.folded for t in window) != form:
                continue
            if cased and not _same_case(window[0].written, term, form[0]):
                continue
            return window[0].start, window[-1].end
        return None


def _same_case(written: str, term: str, form: str) -> bool:
    wanted = term if term.casefold() == form else form.upper()
    return written.rstrip(".") == wanted.strip()


def find_term(text: str, term: str) -> tuple[int, int] | None:
    """Start and end of the first occurrence of `term` in `text`, else None. For many terms in one
    text build a `TermIndex` once."""
    return TermIndex(text).find(term)


def has_term(text: str, term: str) -> bool:
    """Whether `text` contains `term` as whole tokens."""
    return find_term(text, term) is not None


def unique_terms(terms: Iterable[str]) -> list[str]:
    """`terms` in order, the second of two that mean the same left out."""
    seen: dict[tuple[str, ...], str] = {}
    for term in terms:
        key = fold_term(term)
        if key and key not in seen:
            seen[key] = term
    return list(seen.values())
