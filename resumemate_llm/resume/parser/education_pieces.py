"""Cutting a line of an education section into pieces, and what each of them is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ...text.dates import find_dates
from ...text.folding import fold
from .degrees import degree_score, is_detail, is_field_of_study
from .employers import school_score
from .head_dates import Dates, to_dates
from .places import PLACEHOLDER, is_city, is_code, is_place, is_region, looks_like_city, place_at_end
from .rows import Row
from .shapes import hangs
from .source import BRACKETS, Span, split_outside_brackets, trim

Kind = Literal["degree", "school", "place", "detail", "other"]

_SEPARATORS = re.compile(
    r"\s*\|\s*|\s*[—―－;]\s*|\s+[–-]{1,2}\s+|\s*\t+\s*|\s{3,}|\s+[•·◦●]\s+|\s*,\s*|\s+:\s+|\s+@\s+"
    r"|\.\s+(?=[A-Z][a-z]+:)|:\s+(?=[A-Z])"
)
_CITY = re.compile(
    r"\s((?:(?:San|Los|New|Fort|Ft\.?|St\.?|Saint|El|La|Las|Santa|Port|Mount|Lake|North|South|East|West|"
    r"Grand|Des|"
    r"Little|Baton)\s)?[A-Z][a-z]+)$"
)
_STATE_UNIVERSITY = re.compile(r"(?:university of|universidade? (?:de|do)|universite de) \w+(?: \w+)?$")


@dataclass(slots=True)
class Unit:
    """A piece of a line and what it is. `strong` says that no mere comma stands before it."""

    span: Span
    text: str
    strong: bool
    kind: Kind | None = None


class Pieces(NamedTuple):
    """A line cut up: its pieces, its date, and a remark behind the date."""

    units: list[Unit]
    dates: Dates | None
    tail: Span | None


def read_pieces(text: str, row: Row) -> Pieces:
    """The pieces of a row with their kinds."""
    dates, rest, tail = row.dates, row.rest, None
    if dates is None and rest:
        dates, rest, tail = _inner_date(text, rest[0])
    return Pieces([unit for span in rest for unit in _units(text, span)], dates, tail)


def _inner_date(text: str, span: Span) -> tuple[Dates | None, list[Span], Span | None]:
    """A date in the middle: "Ph.D., Botany, Cape University, 2018. Thesis: ..." """
    found = find_dates(text[span.start : span.end])
    if not found or not re.match(r"[.,;:)]?(?:\s|$)", text[span.start + found[0].finish : span.end]):
        return None, [span], None
    dates = to_dates(found[0], span.start)
    finish = span.start + found[0].finish
    before = trim(text, Span(span.start, span.start + found[0].begin), " ,;|–—-(\t")
    if hangs(text[before.start : before.end]):  # "cleared to 2027"
        return None, [span], None
    after = trim(text, Span(finish, span.end), " ,;:|–—-.\t")
    if text[after.start : after.end] == ")":
        after = Span(after.end, after.end)
    if text[finish : finish + 1] in {".", ";"}:
        return dates, [before], None if after.empty else after
    return dates, [part for part in (before, after) if not part.empty], None


def _unit(text: str, span: Span, *, strong: bool, kind: Kind | None = None) -> Unit:
    return Unit(span, text[span.start : span.end], strong, kind)


def _units(text: str, span: Span) -> list[Unit]:
    units = []
    for piece, separator in split_outside_brackets(text, span, _SEPARATORS):
        trimmed = trim(text, piece, " \t,;|·•–—－-*_#")
        if not trimmed.empty:
            units.append(_unit(text, trimmed, strong="," not in separator))
    for match in PLACEHOLDER.finditer(text, span.start, span.end):
        units = _cut_out(text, units, Span(*match.span()))
    units = [part for number, unit in enumerate(units) for part in _unglue(text, units, number, unit)]
    for number in range(len(units)):
        units[number].kind = units[number].kind or _kind(units, number)
    return _merge(text, units)


def _cut_out(text: str, units: list[Unit], place: Span) -> list[Unit]:
    """Make an anonymised place ("City , State") a piece of its own."""
    result: list[Unit] = []
    for unit in units:
        if unit.span.end <= place.start or unit.span.start >= place.end:
            result.append(unit)
            continue
        before = trim(text, Span(unit.span.start, max(unit.span.start, place.start)))
        after = trim(text, Span(min(unit.span.end, place.end), unit.span.end))
        if not before.empty:
            result.append(_unit(text, before, strong=unit.strong))
        if unit.span.start <= place.start:
            result.append(_unit(text, place, strong=True, kind="place"))
        if not after.empty:
            result.append(_unit(text, after, strong=True))
    return result


def _unglue(text: str, units: list[Unit], number: int, unit: Unit) -> list[Unit]:
    """Cut where degree, school and place meet without a separator: "Georgetown University Washington" + "DC",
    "Berkeley" + "CA Bachelor's", "Cork" + "Ireland BA", "B.A. at Hull College"."""
    if unit.kind:
        return [unit]
    at = re.search(r"\s+at\s+(?=[A-Z])", unit.text)
    if at and degree_score(unit.text[: at.start()]) and _only_behind(unit.text, at):
        return _halves(text, unit, at.start(), at.end(), strong=True)
    region = _region_before_degree(unit.text) if number and not unit.strong else None
    if region:
        return _halves(text, unit, region, region, strong=True)
    following = units[number + 1] if number + 1 < len(units) else None
    if following and not following.strong and is_code(following.text[:2]):
        begin = _city_behind_school(unit.text)
        if begin:
            return _halves(text, unit, begin, begin, strong=True)
    return [unit]


def _region_before_degree(content: str) -> int | None:
    """Where a region ends in front of a degree: "CA Bachelor's in Botany", "New Zealand BA in Botany"."""
    for space in list(re.finditer(r"\s+(?=[A-Z])", content))[:3]:
        region, rest = content[: space.start()], content[space.end() :]
        if is_region(region) and (is_code(region) or degree_score(rest)):
            return space.start()
    return None


def _only_behind(content: str, at: re.Match[str]) -> bool:
    return school_score(content[at.end() :]) >= 1 and not school_score(content[: at.start()])


def _halves(text: str, unit: Unit, end: int, begin: int, *, strong: bool) -> list[Unit]:
    first = trim(text, Span(unit.span.start, unit.span.start + end))
    second = trim(text, Span(unit.span.start + begin, unit.span.end))
    return [_unit(text, first, strong=unit.strong), _unit(text, second, strong=strong)]


def _city_behind_school(content: str) -> int | None:
    """Where the city begins in "Lakeside Institute of Technology Duluth" (a state's code follows)."""
    begin = place_at_end(content)
    if begin is None:
        match = _CITY.search(content)
        begin = match.start(1) if match else None
    school = content[:begin].rstrip() if begin else ""
    open_end = school.endswith((" of", " at", " the", " and", "&"))
    return begin if school_score(school) >= 1 and not open_end else None


def _kind(units: list[Unit], number: int) -> Kind:
    """What a piece is, by its words and its neighbours."""
    unit = units[number]
    before = units[number - 1].kind if number and not unit.strong else None
    bare = BRACKETS.sub("", unit.text).strip()
    if before == "degree" and is_field_of_study(unit.text):
        return "degree"
    if is_detail(unit.text):
        return "detail"
    if before in {"place", "other"} and is_code(bare):
        return "place"
    degree, school = degree_score(unit.text), school_score(unit.text)
    if degree >= 3 or (degree and not school):
        return "degree"
    if school >= 1:
        return "school"
    return "place" if _is_place(units, number, bare) else "other"


def _is_place(units: list[Unit], number: int, bare: str) -> bool:
    if is_place(bare):
        return True
    following = units[number + 1] if number + 1 < len(units) else None
    if following and not following.strong and is_region(following.text) and looks_like_city(bare):
        return True
    return number > 0 and units[number - 1].kind == "place" and is_region(bare)


def _merge(text: str, units: list[Unit]) -> list[Unit]:
    """Join the pieces of one place, school or degree, and the campus of a state university."""
    merged: list[Unit] = []
    for number, unit in enumerate(units):
        last = merged[-1] if merged else None
        if last and not unit.strong:
            same = last.kind == unit.kind and unit.kind in {"place", "school", "degree"}
            if same or (last.kind == "school" and unit.kind == "place" and _is_campus(units, number, last)):
                merged[-1] = _unit(
                    text, Span(last.span.start, unit.span.end), strong=last.strong, kind=last.kind
                )
                continue
        merged.append(unit)
    return merged


def _is_campus(units: list[Unit], number: int, school: Unit) -> bool:
    """ "University of California, Berkeley" is one name; "University of Ohio, Athens, OH" is not."""
    name = fold(school.text)
    if not _STATE_UNIVERSITY.search(name) or not is_region(name.rpartition(" of ")[2]):
        return False
    campus = units[number].text
    following = units[number + 1] if number + 1 < len(units) else None
    if following and not following.strong and following.kind == "place":
        return following.text == campus
    return is_city(campus) or looks_like_city(campus)
