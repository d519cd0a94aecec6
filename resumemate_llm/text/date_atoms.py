"""Single dates in a text, in all the ways that resumes write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .months import MONTHS, PRESENT, SEASONS, VAGUE

PIVOT = 40
"""Two-digit years up to this one belong to 20xx, later ones to 19xx."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the folded `words`, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    patterns = (re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s") for word in ordered)
    return "(?:" + "|".join(patterns) + ")"


_MONTH = any_of(MONTHS) + r"(?![^\W\d_])\.?"
_SEASON = any_of(SEASONS) + r"(?:\s(?:of|term|semester|session|season))?"
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_ROMAN = r"(?<![a-z]\s)(?<![a-z],\s)(?:viii|vii|vi|v|iii|ii|iv|ix|i|xii|xi|x)"
"""A month in Roman numerals; behind a word it is a level ("Engineer II 2019")."""
_OF = r"(?:\s(?:de|del|of))?"
_QUARTER = r"[qht][1-4]"
_FORMS = {
    # Order matters: the longest reading of a text comes first.
    "day_month_year": rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª)?{_OF}\s?{_MONTH},?{_OF}\s?{_YEAR}",
    "month_day_year": rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}",
    "month_year": rf"{_MONTH}{_OF}\s?[,/.\-–]?\s?{_YEAR}",
    "year_month": rf"{_YEAR}\s?(?:\(\s?{_MONTH}\s?\)|,?\s{_MONTH}(?!\s?['’]?\d))",
    "roman_month_year": rf"{_ROMAN}(?:\s?[./\-]\s?|\s){_YEAR}",
    "month_short_year": rf"{_MONTH}\s?(?:['’‘`´]\s?|[/\-]|\s)?\d{{2}}(?!\d|\s?[:.]\d)",
    "iso_day": rf"{_YEAR}(?P<iso>[-./])\d{{1,2}}(?P=iso)\d{{1,2}}(?!\d)",
    "numeric_day": rf"\d{{1,2}}\s?(?P<mark>[-./])\s?\d{{1,2}}\s?(?P=mark)\s?(?:{_YEAR}|\d{{2}})(?!\d)",
    "number_year": rf"(?:0?[1-9]|1[0-2])\s?[-./]\s?{_YEAR}(?!\d)",
    "year_number": rf"{_YEAR}[-./](?:0[1-9]|1[0-2])(?!\d)",
    "season": rf"{_SEASON},?\s?['’]?(?:{_YEAR}(?:/\d{{2,4}})?|(?<=['’])\d{{2}})(?!\d)",
    "quarter": rf"(?:{_QUARTER}\s?[/\-]?\s?{_YEAR}|{_YEAR}\s?[/\-]?\s?{_QUARTER}\b)",
    "vague": rf"{any_of(VAGUE)}\.?[\s\-]{_YEAR}(?!\d)",
    "month_number_short_year": r"(?:0?[1-9]|1[0-2])/\d{2}(?![\d/])",
    "year": rf"{_YEAR}(?!\d)",
    "quoted_year": r"['’]\d{2}(?!\d)",
    "present": any_of(PRESENT) + r"\b",
    "month": rf"(?:\d{{1,2}}\.?\s)?{_MONTH}",
    "short_year": r"\d{2}(?!\d)",
}
ATOM = re.compile(
    r"(?<![\w$€£#@+%])(?<!\d[.,])(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items())
    + r")(?![\w%])"
)
"""One date in folded text. Bounded everywhere: no quantifier is nested in another."""
WEAK = frozenset({"month_number_short_year", "quoted_year", "present", "month", "short_year"})
"""Forms that are a date only beside another date: "May", "98", "4/19", "now"."""
_ROMAN_MONTHS = "i ii iii iv v vi vii viii ix x xi xii".split()
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]+")


class Atom(NamedTuple):
    """One date and its place in the text; `form` is a name of the table above."""

    form: str
    begin: int
    finish: int
    year: int | None
    month: int | None

    @property
    def value(self) -> str | None:
        """The date in normal form: YYYY, YYYY-MM or "present"."""
        if self.form == "present":
            return "present"
        if self.year is None:
            return None
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"


def find_atoms(folded: str, days_first: bool | None) -> list[Atom]:
    """Every date, month, year and word for "present" in the folded text."""
    return [
        Atom(match.lastgroup or "", *match.span(), *_read(match.lastgroup or "", match.group(), days_first))
        for match in ATOM.finditer(folded)
    ]


def _read(form: str, written: str, days_first: bool | None) -> tuple[int | None, int | None]:
    """Year and month of one date."""
    numbers = [int(digits) for digits in _DIGITS.findall(written)]
    match form:
        case "day_month_year" | "month_day_year" | "month_year" | "month_short_year":
            read = _full_year(numbers[-1]), _month_name(written)
        case "year_month":
            read = numbers[0], _month_name(written)
        case "roman_month_year":
            read = numbers[0], _ROMAN_MONTHS.index(_LETTERS.findall(written)[0]) + 1
        case "iso_day":
            read = numbers[0], numbers[1] if numbers[1] <= 12 else None
        case "numeric_day":
            read = _full_year(numbers[2]), _month_of(numbers[0], numbers[1], "." in written or days_first)
        case "number_year" | "month_number_short_year":
            read = _full_year(numbers[1]), numbers[0]
        case "year_number":
            read = numbers[0], numbers[1]
        case "month":
            return None, _month_name(written)
        case "present":
            return None, None
        case "quarter":
            read = max(numbers), None
        case _:
            read = _full_year(numbers[0]), None
    return read


def _full_year(number: int) -> int:
    if number >= 100:
        return number
    return number + (2000 if number <= PIVOT else 1900)


def _month_name(written: str) -> int | None:
    return next((MONTHS[word] for word in _LETTERS.findall(written) if word in MONTHS), None)


def _month_of(first: int, second: int, days_first: bool | None) -> int | None:
    """Which of two numbers is the month; None where that cannot be told."""
    if first > 12 or second > 12:
        return min(first, second) if min(first, second) <= 12 else None
    if first == second:
        return first
    return None if days_first is None else second if days_first else first
