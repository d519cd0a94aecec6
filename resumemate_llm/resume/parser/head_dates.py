"""Dates that stand where the head of a role or school has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ...text.dates import DateRange, find_dates
from .employers import employer_score
from .shapes import is_duration, is_headlike, is_prose
from .source import Span, trim
from .titles import title_score

_BEFORE_MARKS = " \t,;|·•–—－-(*_[:@/"
_AFTER_MARKS = " \t,;|·•–—－-*_:.])/"
_SEPARATOR_BEFORE = re.compile(r"(?:[|,;(\[•·–—－:\t]|\s-)\s*$|\s{2,}$")
_SEPARATOR_AFTER = re.compile(r"\s*[|,;)•·–—:\t]|\s{2,}")
_LISTED = re.compile(r"\s?(?:&|\+|\b(?:and|et|und|y|e|en|i|și|oraz))\s")
_REMARK_WORDS = 3
"""In front of one date in brackets: "(contract, 2016)" dates a role, "(promoted from Clerk, 2021)" does not."""
_TAIL = re.compile(r"\)?\.\s+(?=[^\W\d_a-z])")


@dataclass(slots=True)
class Dates:
    """A date or range in the head of an entry, as spans and in normal form. `marks` are the words that
    belong to it ("from", "to", "(3 years)")."""

    start: Span | None
    end: Span | None
    start_date: str | None
    end_date: str | None
    is_range: bool
    marks: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class DatedText:
    """A text with the date taken out: what is left of it, a remark in brackets, and prose behind it."""

    dates: Dates
    rest: list[Span]
    remark: Span | None = None
    tail: Span | None = None


def head_date(content: str, days_first: bool | None) -> DateRange | None:
    """The date in `content` that stands where the head of an entry has it: at either end, or between
    separators, with not too much text beside it."""
    found = _join_lists(content, find_dates(content, days_first=days_first))
    for date in dict.fromkeys([*found[-1:], *found[:1]]):
        before = content[: date.begin].strip(_BEFORE_MARKS)
        after = content[date.finish :].strip(_AFTER_MARKS)
        if _in_head_position(content, date, before, "" if is_duration(after) else after):
            return date
    return None


def _join_lists(content: str, found: list[DateRange]) -> list[DateRange]:
    """ "Summers 2016 and 2017" is one range."""
    joined: list[DateRange] = []
    for date in found:
        last = joined[-1] if joined else None
        if (
            last
            and not (last.is_range or date.is_range)
            and _LISTED.fullmatch(content, last.finish, date.begin)
        ):
            joined[-1] = replace(
                last,
                end=date.start,
                end_date=date.end_date,
                finish=date.finish,
                end_span=date.start_span,
                is_range=True,
            )
        else:
            joined.append(date)
    return joined


def _in_head_position(content: str, date: DateRange, before: str, after: str) -> bool:
    rest = f"{before} {after}".strip()
    if not rest:
        return True
    if date.is_range and before and len(before.split()) <= 14 and _TAIL.match(content, date.finish):
        return title_score(before) >= 2 or employer_score(before) >= 1.5
    if len(rest.split()) > (18 if date.is_range else 14) or is_prose(rest):
        return False
    if date.is_range:
        return _range_fits(content, date, before, after)
    return _single_fits(content, date, before, after)


def _range_fits(content: str, date: DateRange, before: str, after: str) -> bool:
    """A range may stand at either end of a line, in front of a remark in brackets, between separators, or
    between words that are clearly a title or an employer."""
    if not before or not after or content[date.finish :].lstrip(" )]*_").startswith("("):
        return True
    if _SEPARATOR_BEFORE.search(content[: date.begin]) or _SEPARATOR_AFTER.match(content, date.finish):
        return True
    rest = f"{before} {after}"
    return len(rest.split()) <= 12 and title_score(rest) + employer_score(rest) >= 2


def _single_fits(content: str, date: DateRange, before: str, after: str) -> bool:
    """One date alone needs a separator and the words of a title or an employer, or a bar before it."""
    if not after and content[: date.begin].rstrip().endswith("|") and is_headlike(before):
        return True
    rest = f"{before} {after}".strip()
    if title_score(rest) < 2 and employer_score(rest) < 1.5:
        return False
    if before and after:
        return content[: date.begin].rstrip().endswith("(") and content[date.finish :].lstrip().startswith(
            ")"
        )
    if before:
        opened = before.rpartition("(")[2] if before.count("(") > before.count(")") else None
        if opened is not None:
            return len(opened.split()) <= _REMARK_WORDS
        return bool(_SEPARATOR_BEFORE.search(content[: date.begin]))
    return bool(re.match(r"\s*[|,;)•·–—:\t-]|\s+(?=[^\W\d_a-z])", content[date.finish :]))


def to_dates(found: DateRange, base: int) -> Dates:
    """`found`, in a text that begins at `base`, as spans."""
    return Dates(
        start=Span(base + found.start_span[0], base + found.start_span[1]) if found.start else None,
        end=Span(base + found.end_span[0], base + found.end_span[1]) if found.end_span else None,
        start_date=found.start_date,
        end_date=found.end_date,
        is_range=found.is_range,
        marks=[Span(base + found.begin, base + found.finish)],
    )


def take_date(text: str, span: Span, found: DateRange) -> DatedText:
    """The date `found` in `span`, and what stands beside it."""
    dates = to_dates(found, span.start)
    begin, finish = span.start + found.begin, span.start + found.finish
    before = trim(text, Span(span.start, begin), _BEFORE_MARKS)
    if not before.empty and _TAIL.match(text, finish, span.end):
        tail = trim(text, Span(finish, span.end), " \t.):")
        return DatedText(dates, [before], tail=Span(tail.start, span.end))
    after = trim(text, Span(finish, span.end), _AFTER_MARKS)
    result = DatedText(dates, [])
    before = _open_bracket(text, result, before)
    after = _bracketed(text, result, _balanced(text, after))
    result.rest = [part for part in (before, after) if not part.empty]
    return result


def _balanced(text: str, span: Span) -> Span:
    """Give back the closing bracket that trimming took."""
    lacks = text[span.end : span.end + 1] == ")" and "(" in text[span.start : span.end]
    return Span(span.start, span.end + 1) if lacks else span


def _bracketed(text: str, result: DatedText, after: Span) -> Span:
    """Take a length of time and a remark in brackets out of what stands behind the date."""
    content = text[after.start : after.end]
    nothing = Span(after.end, after.end)
    if is_duration(content):
        result.dates.marks.append(after)
        return nothing
    if content.startswith("(") and content.find(")") == len(content) - 1:
        result.remark = Span(after.start + 1, after.end - 1)
        return nothing
    trailing = re.search(r"\s*\(([^()]{2,40})\)$", content)
    if trailing and is_duration(trailing[1]):
        result.dates.marks.append(Span(after.start + trailing.start(1), after.start + trailing.end(1)))
        return Span(after.start, after.start + trailing.start())
    return after


def _open_bracket(text: str, result: DatedText, before: Span) -> Span:
    """ "Assistant (casual, 11/2014 to 06/2017)": what stands in the date's bracket is a remark, or the
    first of several dates ("summers 2011, 2012 and 2013")."""
    content = text[before.start : before.end]
    opening = content.rfind("(")
    if opening <= content.rfind(")"):
        return before
    remark = trim(text, Span(before.start + opening + 1, before.end), " \t,;:–—-")
    earlier = find_dates(text[remark.start : remark.end])
    if earlier and earlier[0].start:
        first, last = to_dates(earlier[0], remark.start), result.dates
        marks = [remark, *last.marks]
        result.dates = Dates(
            first.start, last.end or last.start, first.start_date, last.end_date, True, marks
        )
    elif not remark.empty:
        result.remark = remark
    return trim(text, Span(before.start, before.start + opening))
