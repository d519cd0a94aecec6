"""Degree, field and years of study: those of the school that a text names (contract, step 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..schema import Education
from .claim_tables import DEGREE_WORDS_FOR, DEGREES, kinds_in
from .professions import signs_of

YEAR = re.compile(
    r"(?<![\d.,$€£])(?P<since>\b(?:since|from|depuis|seit|desde|dal|sinds|od)\s+)?(?P<year>(?:19|20)\d\d)\b"
)
"""A year, and whether it is a start."""
_CLAUSE_END = re.compile(r"[,;:–—](?=\s)")
_STUDIED = re.compile(
    r"\b(?:stud(?:y|ied|ying|ies)|degree|graduated|majored|bachelor\S*|master\S*|ph\.?d\.?|doctorate|b\.?sc\.?|m\.?sc\.?)"
    r"(?:\s+(?:degree|of|in))*\s+(?P<field>[^,;:()]{3,60}?)\s+(?:at|from)\s",
    re.IGNORECASE,
)


def clause_of(text: str, start: int, end: int) -> str:
    """The clause that names a school from `start` to `end`; after a mere "At X, " the next one belongs to it."""
    begin = max((m.end() for m in _CLAUSE_END.finditer(text, 0, start)), default=0)
    ends = [m.start() for m in _CLAUSE_END.finditer(text, end)]
    opens = len(text[begin:start].split()) <= 1
    return text[begin : (ends[opens] if len(ends) > opens else len(text))]


def is_of_another_school(clause: str, own: list[Education], others: list[Education], said: str) -> bool:
    """Whether a clause about one school has degree, field or year of another one."""
    own_text = "\n".join([said, *(line for e in own for line in (e.degree, *e.details))])
    shown, elsewhere = kinds_in(own_text, DEGREES), kinds_in("\n".join(e.degree for e in others), DEGREES)
    claimed = kinds_in(clause, DEGREES) - {"degree", "honours"}
    if shown and any(
        kind in elsewhere and kind not in shown and not shown & set(DEGREE_WORDS_FOR.get(kind, ()))
        for kind in claimed
    ):
        return True
    field = _STUDIED.search(clause)
    signs = signs_of(field["field"]) if field else frozenset[str]()
    if (
        own_text.strip()
        and signs
        and not signs & signs_of(own_text)
        and any(signs <= signs_of(e.degree) for e in others)
    ):
        return True
    return _in_another_year(clause, own, others, own_text)


def _in_another_year(clause: str, own: list[Education], others: list[Education], own_text: str) -> bool:
    """Whether a clause has a year of another school only."""
    years, rest = _years_of(own), _years_of(others)
    between = range(min(years), max(years) + 1) if years else range(0)
    said = {int(m["year"]) for m in YEAR.finditer(clause) if m["year"] not in own_text}
    return bool(years) and any(year in rest and year not in between for year in said)


def _years_of(entries: Iterable[Education]) -> set[int]:
    dates = "\n".join(f"{e.start or ''} {e.end or ''}" for e in entries)
    return {int(m["year"]) for m in YEAR.finditer(dates)}
