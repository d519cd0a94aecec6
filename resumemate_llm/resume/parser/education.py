"""The entries of an education section."""

from __future__ import annotations

from dataclasses import dataclass, field

from .degrees import degree_score, is_detail, is_subject
from .education_pieces import Kind, Unit, read_pieces
from .employers import school_score
from .head_dates import Dates
from .places import is_place
from .rows import Row, continues, is_full, read_head, read_rows, text_width
from .shapes import hangs, is_duration, is_url
from .source import NOWHERE, Line, Span, join_adjacent, trim


@dataclass(slots=True)
class RawEducation:
    """One entry as spans of the text. `is_guess` says that `school` is a name without a school's words,
    which a real school may still replace."""

    degree: list[Span] = field(default_factory=list)
    school: list[Span] = field(default_factory=list)
    place: list[Span] = field(default_factory=list)
    dates: Dates | None = None
    details: list[list[Span]] = field(default_factory=list)
    is_guess: bool = False

    @property
    def last_field(self) -> list[Span]:
        """The field whose text stands last."""
        return max((self.degree, self.school, self.place), key=lambda spans: max(spans, default=NOWHERE))

    def keep_verbatim(self, text: str) -> None:
        """Make degree and school one piece of the text each; what stands apart from it is a detail."""
        for spans in (self.degree, self.school):
            pieces = join_adjacent(text, spans)
            spans[:] = pieces[:1]
            self.details += [[piece] for piece in pieces[1:]]


def parse_education(text: str, lines: list[Line], days_first: bool | None) -> list[RawEducation]:
    """The entries of an education section in order."""
    rows = [row for row in read_rows(text, lines, days_first) if not is_duration(row.text)]
    for row in rows:
        told = degree_score(row.text) >= 3 or school_score(row.text) >= 3
        if row.glyph and told and not is_detail(row.text):
            row.glyph = ""
            read_head(text, row, days_first)
    entries: list[RawEducation] = []
    width = text_width(rows)
    for index in range(len(rows)):
        _read_row(text, rows, index, entries, width)
    for entry in entries:
        if entry.is_guess and not entry.degree and not _ranged(entry.dates):
            entry.degree, entry.school = entry.school, []  # "NEBOSH General (2016)"
        entry.keep_verbatim(text)
    return entries


def _read_row(text: str, rows: list[Row], index: int, entries: list[RawEducation], width: int | None) -> None:
    row = rows[index]
    current = entries[-1] if entries else None
    if current and (row.glyph or is_detail(row.text) or is_url(row.text)):
        current.details.append([row.span])
        return
    previous = rows[index - 1] if index else None
    if current and is_place(row.text) and not row.dates:
        _take_place(text, current, row, previous)
        return
    units, dates, tail = read_pieces(text, row)
    kinds = {unit.kind for unit in units}
    if current and not dates and "degree" not in kinds and _wraps(rows, index, width):
        _go_on(current, units)
        return
    told = bool(kinds & {"degree", "school"})
    complete = current is not None and bool(current.degree and current.school)
    if (
        current
        and units
        and not told
        and (_is_apart(row, current, kinds, dates) or (complete and not _ranged(dates)))
    ):
        current.details.append([row.span])
        return
    if current is None or _begins_entry(current, kinds, dates, row):
        current = RawEducation()
        entries.append(current)
    _fill(current, units)
    current.dates = current.dates or dates
    if tail:
        current.details.append([tail])


def _ranged(dates: Dates | None) -> bool:
    return dates is not None and dates.is_range


def _is_apart(row: Row, current: RawEducation, kinds: set[Kind | None], dates: Dates | None) -> bool:
    """Whether an empty line separates a row that says nothing of a school from the entry above."""
    return row.gap and "place" not in kinds and not dates and bool(current.degree or current.school)


def _take_place(text: str, current: RawEducation, row: Row, previous: Row | None) -> None:
    """A line that is a place. Behind a line without a comma at its end, its first word may still belong
    to the school ("Indian Institute of Technology / Delhi, New Delhi, India")."""
    span = row.span
    comma = row.text.find(",")
    school_ends_line = bool(previous and current.school and current.school[-1].end == previous.span.end)
    if school_ends_line and row.text.count(",") > 1 and not row.gap:
        current.school[-1] = Span(current.school[-1].start, span.start + comma)
        span = trim(text, Span(span.start + comma + 1, span.end))
    if current.place and not (previous and hangs(previous.text)):
        current.details.append([span])
    else:
        current.place.append(span)


def _wraps(rows: list[Row], index: int, width: int | None) -> bool:
    """Whether the row above was wrapped into this one."""
    row, before = rows[index], rows[index - 1]
    if not index or before.glyph or row.gap:
        return False
    return hangs(before.text) or continues(rows, index, width) or is_full(before, row, width, 0.9)


def _go_on(current: RawEducation, units: list[Unit]) -> None:
    """Add the second line of a wrapped entry to the field that the first line ended with."""
    for unit in units:
        if unit.kind == "place" or (current.last_field is current.school and current.place):
            current.place.append(unit.span)
        else:
            current.last_field.append(unit.span)


def _begins_entry(current: RawEducation, kinds: set[Kind | None], dates: Dates | None, row: Row) -> bool:
    if "degree" in kinds and current.degree:
        return True
    if "school" in kinds and current.school and not current.is_guess:
        return True
    if dates and current.dates and kinds & {"degree", "school", "other"}:
        return True
    return bool(row.gap and kinds & {"degree", "school"} and current.degree and current.school)


def _fill(current: RawEducation, units: list[Unit]) -> None:
    for number, unit in enumerate(units):
        if unit.kind == "degree":
            current.degree.append(unit.span)
        elif unit.kind == "school":
            if current.is_guess:
                current.degree += current.school
                current.school, current.is_guess = [], False
            current.school.append(unit.span)
        elif unit.kind == "place":
            current.place.append(unit.span)
        elif unit.kind == "detail":
            current.details.append([unit.span])
        else:
            _fill_other(current, units, number)


def _fill_other(current: RawEducation, units: list[Unit], number: int) -> None:
    """A piece without telling words: the subject behind a degree, or a school with an unknown name."""
    unit = units[number]
    later = {other.kind for other in units[number + 1 :]}
    after_degree = number > 0 and units[number - 1].kind == "degree" and not unit.strong
    is_subject_of_degree = (after_degree and current.school) or (number > 0 and is_subject(unit.text))
    if current.degree and (is_subject_of_degree or (not current.school and later & {"school", "other"})):
        current.degree.append(unit.span)
    elif not _is_name(unit.text) or (current.degree and current.school):
        current.details.append([unit.span])
    elif not current.school and (number > 0 or not current.degree):
        current.school.append(unit.span)
        current.is_guess = True
    elif not current.degree and number > 0:
        current.degree.append(unit.span)
    else:
        current.details.append([unit.span])


def _is_name(content: str) -> bool:
    return content[:1].isupper() and len(content.split()) <= 8
