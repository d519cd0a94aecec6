"""Dates of resumes: points and ranges, as written and in a normal form.

The normal form is YYYY, YYYY-MM or "present"; days are dropped because resumes are counted in months.
Seasons and quarters give the year only. A day and a month that could be swapped ("06/01/2018") give a
month only where the document shows its order somewhere ("14/02/2022"); else the year stands alone.
Month names, words for "present" and words between two dates are known in English, German, French,
Spanish, Italian, Dutch, Polish, Romanian and Portuguese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .date_atoms import ATOM, WEAK, Atom, any_of, find_atoms
from .folding import fold
from .months import FROM, PRESENT, RANGE_WORDS, SINCE, UNTIL

_DASHES = r"\-–—―‐‑−－~→➔"
_SEPARATOR = re.compile(
    rf"[\s,)\]_*]{{0,4}}(?:[{_DASHES}>]{{1,3}}\s{{0,3}}(?:{any_of(RANGE_WORDS)}\s)?|\s{any_of(RANGE_WORDS)}[\s'’]|/)"
    r"[\s(\[_*]{0,4}"
)
_OPEN = re.compile(rf"\s{{0,3}}[{_DASHES}]{{1,2}}\s{{0,3}}(?=$|[)\].;,|]|\s\s|\t)")
_SINCE = re.compile(rf"(?<!\w){any_of(SINCE)}[\s']$")
_FROM = re.compile(rf"(?<!\w){any_of((*FROM, *SINCE))}[\s']$")
_UNTIL = re.compile(rf"(?<!\w){any_of(UNTIL)}\s$")
_IS_PRESENT = re.compile(rf"\W*(?:{any_of(RANGE_WORDS)}\s)?{any_of(PRESENT)}\W*")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?![\d/])")
_COUNTABLE = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class DateRange:
    """A range of dates, or one date, found in a text.

    `start` and `end` are as written ("" where nothing is written: "2021 –", or one date alone);
    `start_date` and `end_date` are YYYY, YYYY-MM, "present" or None. An open range ends "present"; one
    date alone is its own start and end. `begin` and `finish` are its place in the text, words such as
    "from" included; `start_span` and `end_span` are those of the two dates.
    """

    start: str
    end: str
    start_date: str | None
    end_date: str | None
    begin: int
    finish: int
    start_span: tuple[int, int]
    end_span: tuple[int, int] | None
    is_range: bool


def day_first(text: str) -> bool | None:
    """Whether numeric dates of `text` put the day before the month: True, False, or None where the
    text does not show it (or shows both). Dates with dots are always day first and prove nothing."""
    pairs = [(int(match[1]), int(match[2])) for match in _SLASHED.finditer(text)]
    shown = {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    return shown.pop() if len(shown) == 1 else None


def find_dates(text: str, *, days_first: bool | None = None) -> list[DateRange]:
    """Every date and range of dates in `text`, in order. `days_first` is the document's order of day
    and month, see `day_first`."""
    folded = fold(text)
    atoms = find_atoms(folded, days_first)
    found: list[DateRange] = []
    position = 0
    while position < len(atoms):
        first, *following = atoms[position : position + 3]
        if following and _joined(folded, first, following[0]) and not _is_month(folded, first, following):
            if not _in_number(folded, first.begin, following[0].finish):
                found.append(_range(text, folded, first, following[0]))
            position += 2
            continue
        if first.form not in WEAK and not _in_number(folded, first.begin, first.finish):
            found.append(_single(text, folded, first))
        position += 1
    return found


def parse_range(text: str, *, days_first: bool | None = None) -> DateRange | None:
    """The date or range that `text` consists of, else None: brackets and punctuation around it do not
    count, other words do."""
    found = find_dates(text, days_first=days_first)
    if len(found) != 1:
        return None
    rest = text[: found[0].begin] + text[found[0].finish :]
    return None if re.search(r"[^\W_]", rest) else found[0]


def normalise(text: str, *, days_first: bool | None = None) -> str | None:
    """One date as YYYY, YYYY-MM or "present"; None where `text` is not one date."""
    if is_present(text):
        return "present"
    found = parse_range(text, days_first=days_first)
    return None if found is None or found.is_range else found.start_date


def is_present(text: str) -> bool:
    """Whether `text` is a word for "up to today" in one of the nine languages."""
    return len(text) < 60 and _IS_PRESENT.fullmatch(fold(text)) is not None


def starts_with_end(text: str, *, days_first: bool | None = None) -> tuple[int, int] | None:
    """Begin and finish of a date or word for "present" at the very start of `text`, else None. For the
    second half of a range that a narrow column has put on the next line."""
    match = ATOM.match(fold(text))
    if not match or match.lastgroup in {"month", "short_year", "quoted_year", None}:
        return None
    return match.span()


def _joined(folded: str, first: Atom, second: Atom) -> bool:
    """Whether the two atoms are the ends of one range."""
    separator = folded[first.finish : second.begin]
    if first.form == "present" or second.form == "month" or not _SEPARATOR.fullmatch(separator):
        return False
    if second.form == "present":
        return first.form not in {"month", "short_year"}
    if second.form == "short_year":
        return first.form in {"year", "month_year"} and not separator.strip().isalpha()
    if first.form == "month":
        return second.month is not None
    if first.form == "short_year":
        return second.form == "year"
    return separator != "/" or second.form == first.form


def _is_month(folded: str, first: Atom, following: list[Atom]) -> bool:
    """Whether what looks like "2015-17" is the first half of a longer range instead."""
    if len(following) < 2 or (first.form, following[0].form) != ("year", "short_year"):
        return False
    is_compact = folded[first.finish : following[0].begin] == "-"
    return is_compact and _joined(folded, following[0], following[1])


def _in_number(folded: str, begin: int, finish: int) -> bool:
    """Whether the digits belong to a longer number, such as a telephone number."""
    before, after = folded[max(0, begin - 2) : begin], folded[finish : finish + 2]
    return bool(re.fullmatch(r"\d[-/]", before) or re.fullmatch(r"[-/]\d", after))


def _range(text: str, folded: str, first: Atom, second: Atom) -> DateRange:
    if first.form == "month":  # "Jan–Jun 2020"
        first = first._replace(year=second.year)
    return DateRange(
        start=text[first.begin : first.finish],
        end=text[second.begin : second.finish],
        start_date=first.value,
        end_date=second.value,
        begin=_with_word(folded, first.begin, _FROM),
        finish=second.finish,
        start_span=(first.begin, first.finish),
        end_span=(second.begin, second.finish),
        is_range=True,
    )


def _single(text: str, folded: str, atom: Atom) -> DateRange:
    """A date without a partner: two years in one ("2009-10"), an end, an open range, or one date."""
    compact = _compact_range(text, atom)
    if compact:
        return compact
    written, span = text[atom.begin : atom.finish], (atom.begin, atom.finish)
    open_end = _OPEN.match(folded, atom.finish)
    until = _with_word(folded, atom.begin, _UNTIL)
    if until < atom.begin and not open_end:
        return DateRange(
            start="",
            end=written,
            start_date=None,
            end_date=atom.value,
            begin=until,
            finish=atom.finish,
            start_span=(until, until),
            end_span=span,
            is_range=True,
        )
    is_open = open_end is not None or _with_word(folded, atom.begin, _SINCE) < atom.begin
    return DateRange(
        start=written,
        end="",
        start_date=atom.value,
        end_date="present" if is_open else atom.value,
        begin=_with_word(folded, atom.begin, _FROM) if is_open else atom.begin,
        finish=open_end.end() if open_end else atom.finish,
        start_span=span,
        end_span=None,
        is_range=is_open,
    )


def _compact_range(text: str, atom: Atom) -> DateRange | None:
    """ "2009-10" and "2010/11" standing alone are two years, not October 2009: two digits that are a
    later year than the first."""
    mark = text[atom.begin + 4 : atom.begin + 5]
    if atom.form != "year_number" or mark == "." or atom.year is None or atom.month is None:
        return None
    century, short = divmod(atom.year, 100)
    if atom.month <= short or (mark == "/" and atom.month != short + 1):
        return None
    return DateRange(
        start=text[atom.begin : atom.begin + 4],
        end=text[atom.begin + 5 : atom.finish],
        start_date=str(atom.year),
        end_date=f"{century * 100 + atom.month:04d}",
        begin=atom.begin,
        finish=atom.finish,
        start_span=(atom.begin, atom.begin + 4),
        end_span=(atom.begin + 5, atom.finish),
        is_range=True,
    )


def _with_word(folded: str, begin: int, word: re.Pattern[str]) -> int:
    """Where the date begins with a word such as "since" before it counted in."""
    match = word.search(folded[max(0, begin - 15) : begin])
    return begin if match is None else begin - (match.end() - match.start())


# --- counting -----------------------------------------------------------------------------------


class Dated(Protocol):
    """Anything with a start and an end in normal form: a role, an education entry."""

    @property
    def start_date(self) -> str | None:
        """YYYY, YYYY-MM or None."""

    @property
    def end_date(self) -> str | None:
        """YYYY, YYYY-MM, "present" or None."""


def months_between(start: str, end: str, *, as_of: date) -> int:
    """Months from `start` to `end` (YYYY, YYYY-MM or "present"), never negative. The last month counts
    where both months are known; a year without a month is taken at its middle, so that "2015 - 2017"
    is two years. What is no date counts nothing."""
    interval = _interval(start, end, as_of)
    return interval[1] - interval[0] if interval else 0


def months_of_experience(roles: Iterable[Dated], *, as_of: date) -> int:
    """Months that the dated roles cover together; what two roles overlap is counted once."""
    intervals = [_interval(role.start_date or "", role.end_date or "", as_of) for role in roles]
    total = reached = 0
    for begin, finish in sorted(interval for interval in intervals if interval):
        total += max(0, finish - max(begin, reached))
        reached = max(reached, finish)
    return total


def years_of_experience(roles: Iterable[Dated], as_of: date) -> int:
    """Whole years that the dated roles cover together, rounded down. Roles without dates count nothing."""
    return months_of_experience(roles, as_of=as_of) // 12


def _interval(start: str, end: str, as_of: date) -> tuple[int, int] | None:
    """Start and end as months since year 0, the end exclusive; nothing after `as_of` counts."""
    first, last = _month_number(start, as_of), _month_number(end, as_of)
    if first is None or last is None:
        return None
    finish = last[0] + (1 if first[1] and last[1] else 0)
    finish = min(finish, as_of.year * 12 + as_of.month)
    return (first[0], finish) if finish > first[0] else None


def _month_number(value: str, as_of: date) -> tuple[int, bool] | None:
    """The month of a date, and whether the date names it."""
    if value == "present":
        return as_of.year * 12 + as_of.month - 1, True
    match = _COUNTABLE.match(value)
    if not match:
        return None
    return int(match[1]) * 12 + (int(match[2]) - 1 if match[2] else 6), match[2] is not None
