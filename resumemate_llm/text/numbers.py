"""Numbers in running text, with their magnitude and unit, for tracing them to their source.

"$1.1 million" and "$1,100,000" are the same number; "14%" and "14" are not. Digits inside a name
("HTML5", "B2B", "S3") are no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "thousand": 1000,
    "dozen": 12,
}
_MAGNITUDE = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "mio": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
}
_CURRENCY = {"usd": "$", "us$": "$", "gbp": "£", "eur": "€", "aud": "$", "a$": "$", "nz$": "$"}
_NUMBER = re.compile(
    r"(?<![\w.])(?P<currency>US\$|A\$|NZ\$|USD ?|GBP ?|EUR ?|[$£€¥₹])?"
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u202f ’']\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<plus>\+)?(?:(?P<percent> ?%| percent\b| per cent\b)"
    r"| ?(?P<magnitude>thousand|million|billion|mio|k|mm|mn|m|bn|b)\b(?P<after>\+)?(?P<euro> ?[€£$])?"
    r"|(?P<unit>[^\W\d_]+)|(?P<symbol> ?[€£$]))?",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"\b(" + "|".join(_WORDS) + r")(?:[- ](one|two|three|four|five|six|seven|eight|nine))?\b", re.I
)


class Number(NamedTuple):
    """One number of a text. `value` has its magnitude applied; `unit` is "%", a currency sign, letters
    written onto the digits ("ms"), or ""."""

    value: Decimal
    unit: str
    written: str
    start: int
    end: int

    @property
    def key(self) -> tuple[Decimal, str]:
        """What two numbers are compared by."""
        return self.value, self.unit


def numbers_in(text: str, *, words: bool = True) -> list[Number]:
    """The numbers of `text` in order of appearance; with `words`, "three" and "twenty-five" too
    (not "one", which is rarely a count)."""
    found = [n for m in _NUMBER.finditer(text) if (n := _from_digits(m))]
    if words:
        found += [n for m in _WORD.finditer(text) if (n := _from_word(m))]
    return sorted(found, key=lambda n: n.start)


def _from_digits(match: re.Match[str]) -> Number | None:
    digits = re.sub(r"[,\u00a0\u202f ’'](?=\d{3}(?!\d))", "", match["digits"]).replace(",", ".")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    if match["magnitude"]:
        value *= _MAGNITUDE[match["magnitude"].casefold()]
    unit = match["unit"].casefold() if match["unit"] else ""
    currency = (match["currency"] or match["euro"] or match["symbol"] or "").strip().casefold()
    if match["percent"]:
        unit = "%"
    elif currency:
        unit = _CURRENCY.get(currency, currency)
    return Number(value.normalize(), unit, match.group(), match.start(), match.end())


def _from_word(match: re.Match[str]) -> Number | None:
    value = _WORDS[match[1].casefold()]
    if match[2]:
        if value % 10 or not 20 <= value <= 90:
            return None
        value += _WORDS[match[2].casefold()]
    if value <= 1:
        return None
    return Number(Decimal(value).normalize(), "", match.group(), match.start(), match.end())


def unsupported_numbers(text: str, sources: Iterable[str]) -> list[Number]:
    """The numbers of `text` that none of `sources` holds with the same value and unit."""
    known = {number.key for source in sources for number in numbers_in(source)}
    return [number for number in numbers_in(text) if number.key not in known]
