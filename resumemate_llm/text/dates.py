"""Dates of resumes: points and ranges, as written and in a normal form.

The normal form is YYYY, YYYY-MM or "present"; days are dropped because resumes are counted in months.
Seasons and quarters give the year only. A day and a month that could be swapped ("06/01/2018") give a
month only where the document shows its order somewhere ("14/02/2022"); else the year stands alone.
Month names, words for "present" and words between two dates are known in English, German, French,
Spanish, Italian, Dutch, Polish, Romanian and Portuguese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from .folding import fold
from .months import FROM, MONTHS, PRESENT, RANGE_WORDS, SEASONS, SINCE, UNTIL, VAGUE

PIVOT = 40
"""Two-digit years up to this one belong to 20xx, later ones to 19xx."""


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return (
        "(?:" + "|".join(re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s") for word in ordered) + ")"
    )


_MONTH = _any(MONTHS) + r"(?![^\W\d_])\.?"
_YEAR = r"(?:19[3-9]\d|20[0-4]\d)"
_OF = r"(?:\s(?:de|del|of))?"
_FORMS = {
    # Order matters: the longest reading of a text comes first.
    "day_month_year": rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª)?{_OF}\s?{_MONTH},?{_OF}\s?{_YEAR}",
    "month_day_year": rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}",
    "month_year": rf"{_MONTH}{_OF}\s?[,/.\-–]?\s?{_YEAR}",
    "year_month": rf"{_YEAR}\s?(?:\(\s?{_MONTH}\s?\)|,?\s{_MONTH}(?!\s?['’]?\d))",
    "month_short_year": rf"{_MONTH}\s?(?:['’‘`´]\s?|[/\-]|\s)?\d{{2}}(?!\d|\s?[:.]\d)",
    "iso_day": rf"{_YEAR}(?P<iso>[-./])\d{{1,2}}(?P=iso)\d{{1,2}}(?!\d)",
    "numeric_day": rf"\d{{1,2}}\s?(?P<mark>[-./])\s?\d{{1,2}}\s?(?P=mark)\s?(?:{_YEAR}|\d{{2}})(?!\d)",
    "number_year": rf"(?:0?[1-9]|1[0-2])\s?[-./]\s?{_YEAR}(?!\d)",
    "year_number": rf"{_YEAR}[-./](?:0[1-9]|1[0-2])(?!\d)",
    "season": rf"{_any(SEASONS)}(?:\s(?:of|term|semester|session))?,?\s?['’]?(?:{_YEAR}(?:/\d{{2,4}})?|(?<=['’])\d{{2}})(?!\d)",
    "quarter": rf"(?:[qht][1-4]\s?[/\-]?\s?{_YEAR}|{_YEAR}\s?[/\-]?\s?[qht][1-4]\b)",
    "vague": rf"{_any(VAGUE)}\.?[\s\-]{_YEAR}(?!\d)",
    "month_number_short_year": r"(?:0?[1-9]|1[0-2])/\d{2}(?![\d/])",
    "year": rf"{_YEAR}(?!\d)",
    "quoted_year": r"['’]\d{2}(?!\d)",
    "present": _any(PRESENT) + r"\b",
    "month": rf"(?:\d{{1,2}}\.?\s)?{_MONTH}",
    "short_year": r"\d{2}(?!\d)",
}
_ATOM = re.compile(
    r"(?<![\w$€£#@+%])(?<!\d[.,])(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items())
    + r")(?![\w%])"
)
"""Bounded everywhere: no quantifier is nested in another."""
_DASHES = r"\-–—―‐‑−－~→➔"
_SEPARATOR = re.compile(
    rf"[\s,)\]_*]{{0,4}}(?:[{_DASHES}>]{{1,3}}\s{{0,3}}(?:{_any(RANGE_WORDS)}\s)?|\s{_any(RANGE_WORDS)}[\s'’]|/)[\s(\[_*]{{0,4}}"
)
_OPEN = re.compile(rf"\s{{0,3}}[{_DASHES}]{{1,2}}\s{{0,3}}(?=$|[)\].;,|]|\s\s|\t)")
_BEFORE = {
    "since": re.compile(rf"(?<!\w){_any(SINCE)}[\s']$"),
    "from": re.compile(rf"(?<!\w){_any(FROM)}\s$"),
    "until": re.compile(rf"(?<!\w){_any(UNTIL)}\s$"),
}
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]+")
_WEAK = frozenset({"month_number_short_year", "quoted_year", "present", "month", "short_year"})
"""Forms that are a date only beside another date: "May", "98", "4/19", "now"."""


class _Atom(NamedTuple):
    form: str
    begin: int
    finish: int
    year: int | None
    month: int | None

    @property
    def value(self) -> str | None:
        if self.form == "present":
            return "present"
        if self.year is None:
            return None
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"


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
    seen = set()
    for match in re.finditer(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?![\d/])", text):
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            seen.add(True)
        elif second > 12 >= first:
            seen.add(False)
    return seen.pop() if len(seen) == 1 else None


def find_dates(text: str, *, days_first: bool | None = None) -> list[DateRange]:
    """Every date and range of dates in `text`, in order. `days_first` is the document's order of day
    and month, see `day_first`."""
    folded = fold(text)
    atoms = _atoms(folded, days_first)
    found: list[DateRange] = []
    position = 0
    while position < len(atoms):
        first = atoms[position]
        second = atoms[position + 1] if position + 1 < len(atoms) else None
        if second and _joined(folded, first, second):
            follower = atoms[position + 2] if position + 2 < len(atoms) else None
            if follower and _is_compact(first, second, folded) and _joined(folded, second, follower):
                second = None
        if second and _joined(folded, first, second):
            found.append(_range(text, folded, first, second))
            position += 2
            continue
        if first.form not in _WEAK and not _in_number(folded, first):
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
    return None if re.search(r"\w", rest.replace("_", "")) else found[0]


def normalise(text: str, *, days_first: bool | None = None) -> str | None:
    """One date as YYYY, YYYY-MM or "present"; None where `text` is not one date."""
    if is_present(text):
        return "present"
    found = parse_range(text, days_first=days_first)
    return None if found is None or found.is_range else found.start_date


def is_present(text: str) -> bool:
    """Whether `text` is a word for "up to today" in one of the nine languages."""
    return bool(re.fullmatch(rf"\W*(?:{_any(RANGE_WORDS)}\s)?{_any(PRESENT)}\W*", fold(text)))


def starts_with_end(text: str, *, days_first: bool | None = None) -> tuple[int, int] | None:
    """Begin and finish of a date or word for "present" at the very start of `text`, else None. For the
    second half of a range that a narrow column has put on the next line."""
    match = _ATOM.match(fold(text))
    if not match or match.lastgroup in {"month", "short_year", "quoted_year", None}:
        return None
    return match.start(), match.end()


def _atoms(folded: str, days_first: bool | None) -> list[_Atom]:
    atoms = []
    for match in _ATOM.finditer(folded):
        form = match.lastgroup or ""
        year, month = _read(form, match.group(), days_first)
        if form in {"month", "present"} or year is not None:
            atoms.append(_Atom(form, match.start(), match.end(), year, month))
            continue
    return atoms


def _read(form: str, written: str, days_first: bool | None) -> tuple[int | None, int | None]:
    """Year and month of one atom."""
    numbers = [int(digits) for digits in _DIGITS.findall(written)]
    if form in {"day_month_year", "month_day_year", "month_year", "month_short_year"}:
        return _full_year(numbers[-1]), _month_name(written)
    if form == "year_month":
        return numbers[0], _month_name(written)
    if form == "iso_day":
        return numbers[0], numbers[1] if numbers[1] <= 12 else None
    if form == "numeric_day":
        return _full_year(numbers[2]), _month_of(numbers[0], numbers[1], "." in written or days_first)
    if form in {"number_year", "month_number_short_year"}:
        return _full_year(numbers[1]), numbers[0]
    if form == "year_number":
        return numbers[0], numbers[1]
    if form == "quarter":
        return max(numbers), None
    if form == "month":
        return None, _month_name(written)
    if form == "present":
        return None, None
    return _full_year(numbers[0]), None


def _full_year(number: int) -> int:
    if number >= 100:
        return number
    return number + (2000 if number <= PIVOT else 1900)


def _month_name(written: str) -> int | None:
    return next((MONTHS[word] for word in _LETTERS.findall(written) if word in MONTHS), None)


def _month_of(first: int, second: int, days_first: bool | None) -> int | None:
    if first > 12:
        return second if second <= 12 else None
    if second > 12 or first == second:
        return first
    if days_first is None:
        return None
    return second if days_first else first


def _joined(folded: str, first: _Atom, second: _Atom) -> bool:
    """Whether the two atoms are the ends of one range."""
    if first.form == "present":
        return False
    separator = folded[first.finish : second.begin]
    if not separator or not _SEPARATOR.fullmatch(separator):
        return False
    if second.form == "present":
        return first.form not in {"month", "short_year"}
    if second.form == "month":
        return False
    if second.form == "short_year":
        return first.form in {"year", "month_year"} and not separator.strip().isalpha()
    if first.form in {"month", "short_year"}:
        return second.month is not None if first.form == "month" else second.form == "year"
    if first.form == "year" and separator == "/":
        return second.form in {"year", "short_year"}
    return separator != "/" or second.form == first.form


def _is_compact(first: _Atom, second: _Atom, folded: str) -> bool:
    return first.form == "year" and second.form == "short_year" and folded[first.finish : second.begin] == "-"


def _in_number(folded: str, atom: _Atom) -> bool:
    """Whether the digits belong to a longer number, such as a telephone number."""
    before = folded[max(0, atom.begin - 2) : atom.begin]
    after = folded[atom.finish : atom.finish + 2]
    return bool(re.fullmatch(r"\d[-/]", before) or re.fullmatch(r"[-/]\d", after))


def _range(text: str, folded: str, first: _Atom, second: _Atom) -> DateRange:
    if first.year is None and first.form == "month" and second.year is not None:
        first = first._replace(year=second.year)
    begin = _begin(folded, first.begin, ("from", "since"))
    return DateRange(
        start=text[first.begin : first.finish],
        end=text[second.begin : second.finish],
        start_date=first.value,
        end_date=second.value,
        begin=begin,
        finish=second.finish,
        start_span=(first.begin, first.finish),
        end_span=(second.begin, second.finish),
        is_range=True,
    )


def _single(text: str, folded: str, atom: _Atom) -> DateRange:
    """A date without a partner: an open range, a range within the digits ("2009-10"), or one date."""
    written = text[atom.begin : atom.finish]
    compact = _compact_range(atom, written)
    if compact:
        return compact
    open_end = _OPEN.match(folded, atom.finish)
    since = _begin(folded, atom.begin, ("since",))
    until = _begin(folded, atom.begin, ("until",))
    is_open = bool(open_end) or since < atom.begin
    span = (atom.begin, atom.finish)
    if until < atom.begin and not open_end:
        return DateRange(
            start="", end=written, start_date=None, end_date=atom.value, begin=until, finish=atom.finish,
            start_span=(until, until), end_span=span, is_range=True,
        )  # fmt: skip
    return DateRange(
        start=written,
        end="",
        start_date=atom.value,
        end_date="present" if is_open else atom.value,
        begin=min(since, _begin(folded, atom.begin, ("from",)) if is_open else since),
        finish=open_end.end() if open_end else atom.finish,
        start_span=span,
        end_span=None,
        is_range=is_open,
    )


def _compact_range(atom: _Atom, written: str) -> DateRange | None:
    """ "2009-10" and "2010/11" standing alone are two years, not October 2009: two digits that are a
    later year than the first."""
    if atom.form != "year_number" or atom.year is None or atom.month is None:
        return None
    century, short = divmod(atom.year, 100)
    later_year = atom.month > short if "-" in written else atom.month == short + 1
    if not later_year or "." in written:
        return None
    return DateRange(
        start=written[:4],
        end=written[5:],
        start_date=str(atom.year),
        end_date=f"{century * 100 + atom.month:04d}",
        begin=atom.begin,
        finish=atom.finish,
        start_span=(atom.begin, atom.begin + 4),
        end_span=(atom.begin + 5, atom.finish),
        is_range=True,
    )


def _begin(folded: str, begin: int, kinds: Sequence[str]) -> int:
    """Where the date begins with a word such as "since" before it counted in."""
    window = folded[max(0, begin - 15) : begin]
    for kind in kinds:
        match = _BEFORE[kind].search(window)
        if match:
            return begin - (len(window) - match.start())
    return begin


class Dated(Protocol):
    """Anything with a start and an end in normal form: a role, an education entry."""

    @property
    def start_date(self) -> str | None: ...

    @property
    def end_date(self) -> str | None: ...


def months_between(start: str, end: str, *, as_of: date) -> int:
    """Months from `start` to `end` (YYYY, YYYY-MM or "present"), never negative. The last month counts
    where both months are known; a year without a month is taken at its middle, so that "2015 - 2017"
    is two years."""
    interval = _interval(start, end, as_of)
    return interval[1] - interval[0] if interval else 0


def months_of_experience(roles: Iterable[Dated], *, as_of: date) -> int:
    """Months that the dated roles cover together; what two roles overlap is counted once."""
    intervals = sorted(
        interval
        for role in roles
        if role.start_date
        and role.end_date
        and (interval := _interval(role.start_date, role.end_date, as_of))
    )
    total = 0
    reached = 0
    for begin, finish in intervals:
        begin = max(begin, reached)
        if finish > begin:
            total += finish - begin
            reached = finish
    return total


def years_of_experience(roles: Iterable[Dated], as_of: date) -> int:
    """Whole years that the dated roles cover together, rounded down. Roles without dates count nothing."""
    return months_of_experience(roles, as_of=as_of) // 12


def _interval(start: str, end: str, as_of: date) -> tuple[int, int] | None:
    """Start and end as months since year 0; the end is exclusive."""
    begin, begin_exact = _month_number(start, as_of)
    finish, finish_exact = _month_number(end, as_of)
    finish += 1 if begin_exact and finish_exact else 0
    return (begin, finish) if finish > begin else None


def _month_number(value: str, as_of: date) -> tuple[int, bool]:
    if value == "present":
        return as_of.year * 12 + as_of.month - 1, True
    year, _, month = value.partition("-")
    return int(year) * 12 + (int(month[:2]) - 1 if month else 6), bool(month)
