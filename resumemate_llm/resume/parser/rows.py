"""The lines of one section with what they say about roles and schools: dates, labels, bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...text.dates import find_dates, is_present, starts_with_end
from .head_dates import Dates, head_date, take_date
from .labels import Label, read_label
from .shapes import hangs, is_headlike
from .source import NOWHERE, Line, Span, trim
from .titles import title_score

_TO_ONLY = re.compile(r"\W*(?:to|until|bis|à|au|a|al|hasta|tot|do|până la|até|[-–—→])\W*", re.IGNORECASE)
_OPENING = re.compile(r"\s?:\s|\s{2,}|\t")
_INLINE_GLYPHS = frozenset("•▪●■◦○➢►✓")
_ENTRY_LABELS = frozenset({"title", "company", "place", "dates", "body", "tech"})


@dataclass(slots=True)
class Row:
    """One line of a section, or a part of one.

    `rest` is what stands beside the date and behind the label; `dates` is None where no date stands in
    the place of a head's date; `remark` stands in brackets behind the date.
    """

    line: Line
    span: Span
    text: str
    glyph: str
    gap: bool
    dates: Dates | None = None
    rest: list[Span] = field(default_factory=list)
    label: Label | None = None
    label_span: Span = NOWHERE
    remark: Span | None = None

    @property
    def is_label_only(self) -> bool:
        return self.label is not None and not self.rest and self.dates is None

    @property
    def is_range(self) -> bool:
        """Whether a range of dates stands in the place of a head's date."""
        return self.dates is not None and self.dates.is_range

    def means(self, *meanings: str) -> bool:
        """Whether the row's label has one of these meanings."""
        return self.label is not None and not self.label.meanings.isdisjoint(meanings)


def read_rows(text: str, lines: list[Line], days_first: bool | None) -> list[Row]:
    """The rows of a section; a date that was broken over several lines is one date on the first of
    them, and lines that held nothing else are gone."""
    rows = [row for line in lines for row in _rows_of(text, line, days_first)]
    if not any(row.dates for row in rows if not row.glyph):
        _unbullet_heads(text, rows, days_first)
    if sum(_opens_with_date(row) for row in rows) > 1:
        _read_opening_years(text, rows, days_first)
    return _join_dates(text, rows, days_first)


def _rows_of(text: str, line: Line, days_first: bool | None) -> list[Row]:
    spans = _inline_bullets(text, line) if line.glyph else _positions(text, line, days_first)
    rows: list[Row] = []
    for span in spans:
        row = Row(line, span, text[span.start : span.end], line.glyph, line.gap and not rows, rest=[span])
        rows.append(row)
        tail = None if row.glyph else read_head(text, row, days_first)
        if tail:
            rows.append(Row(line, tail, text[tail.start : tail.end], "", False, rest=[tail]))
            row.span = Span(row.span.start, tail.start)
            row.text = text[row.span.start : row.span.end].strip()
    return rows


def _positions(text: str, line: Line, days_first: bool | None) -> list[Span]:
    """ "Partner, 2022–present; Associate, 2016–2021" is two heads."""
    if ";" not in line.text:
        return [line.body]
    parts = re.finditer(r"[^;]+", text[line.body.start : line.body.end])
    spans = [trim(text, Span(line.body.start + part.start(), line.body.start + part.end())) for part in parts]
    dates = [head_date(text[span.start : span.end], days_first) for span in spans]
    return spans if all(date is not None and date.is_range for date in dates) else [line.body]


def _inline_bullets(text: str, line: Line) -> list[Span]:
    """ "• one • two" on one line is two bullets."""
    if line.glyph not in _INLINE_GLYPHS or f" {line.glyph} " not in line.text:
        return [line.body]
    spans = []
    begin = line.body.start
    for match in re.finditer(rf"\s+{re.escape(line.glyph)}\s+", text[line.body.start : line.body.end]):
        spans.append(Span(begin, line.body.start + match.start()))
        begin = line.body.start + match.end()
    return [*spans, Span(begin, line.body.end)]


def read_head(text: str, row: Row, days_first: bool | None) -> Span | None:
    """Read the label and the date of a row that is no bullet; the prose behind its date, if any."""
    span = row.span
    label = read_label(row.text)
    if label and not label.meanings.isdisjoint(_ENTRY_LABELS):
        row.label = label
        row.label_span = Span(span.start, span.start + label.length)
        span = trim(text, Span(row.label_span.end, span.end), " \t")
    row.rest = [] if span.empty else [span]
    if span.empty or row.means("body", "tech"):
        return None
    found = head_date(text[span.start : span.end], days_first)
    if found is None:
        return None
    dated = take_date(text, span, found)
    row.dates, row.rest, row.remark = dated.dates, dated.rest, dated.remark
    return dated.tail


def _unbullet_heads(text: str, rows: list[Row], days_first: bool | None) -> None:
    """Where every role is a bullet with dates, those bullets are heads."""
    for row in rows:
        found = head_date(row.text, days_first)
        if found and (found.is_range or title_score(row.text) >= 2):
            row.glyph = ""
            read_head(text, row, days_first)


def _opens_with_date(row: Row) -> bool:
    return row.is_range and row.dates is not None and row.dates.marks[0].start == row.span.start


def _read_opening_years(text: str, rows: list[Row], days_first: bool | None) -> None:
    """Where heads open with their dates, a single date before a colon or a gap opens one as well."""
    for row in rows:
        found = (
            find_dates(row.text, days_first=days_first) if not (row.glyph or row.dates or row.label) else []
        )
        if found and found[0].begin == 0 and _OPENING.match(row.text, found[0].finish):
            dated = take_date(text, row.span, found[0])
            if dated.rest and is_headlike(text[dated.rest[0].start : dated.rest[0].end]):
                row.dates, row.rest, row.remark = dated.dates, dated.rest, dated.remark


# --- dates over several lines -------------------------------------------------------------------


def _join_dates(text: str, rows: list[Row], days_first: bool | None) -> list[Row]:
    """Ranges broken over lines: "September 2013 / to / January 2015", "2017 – / Present", and the left
    column of a table ("2017 – Engineer, Acme" above "Present Leading a team")."""
    joined: list[Row] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        joined.append(row)
        position += 1
        if row.glyph or row.dates is None or row.dates.end or row.dates.start is None:
            continue
        following = rows[position : position + 2]
        if (
            len(following) == 2
            and not row.rest
            and _TO_ONLY.fullmatch(following[0].text)
            and _is_date(following[1])
        ):
            row.dates.marks.append(following[0].span)
            end = following[1].dates.start_date if following[1].dates else "present"
            _set_end(row.dates, following[1].span, end)
            position += 2
        elif (
            following
            and _dangles(text, row.dates.start, row.line)
            and _take_leading_end(text, row.dates, following[0], days_first)
        ):
            position += 0 if following[0].rest else 1
    return joined


def _is_date(row: Row) -> bool:
    return is_present(row.text) or (row.dates is not None and not row.rest and not row.is_range)


def _set_end(dates: Dates, end: Span, end_date: str | None) -> None:
    dates.end, dates.end_date, dates.is_range = end, end_date, True


def _dangles(text: str, start: Span, line: Line) -> bool:
    """Whether the date is followed by a dash on its line."""
    return bool(re.match(r"\s{0,3}(?:[-–—]|to\b|bis\b)", text[start.end : line.span.end]))


def _take_leading_end(text: str, dates: Dates, following: Row, days_first: bool | None) -> bool:
    """Take the date at the start of the next row as the end of `dates`."""
    begins_range = (
        following.is_range and following.dates and following.dates.marks[0].start == following.span.start
    )
    place = (
        None if following.glyph or begins_range else starts_with_end(following.text, days_first=days_first)
    )
    if place is None:
        return False
    end = Span(following.span.start + place[0], following.span.start + place[1])
    written = text[end.start : end.end]
    found = find_dates(written, days_first=days_first)
    _set_end(dates, end, "present" if is_present(written) else (found[0].start_date if found else None))
    rest = Span(trim(text, Span(end.end, following.span.end), " \t,;|–—-").start, following.span.end)
    following.dates, following.span, following.text = None, rest, text[rest.start : rest.end]
    following.rest = [] if rest.empty else [rest]
    return True


# --- wrapped lines ------------------------------------------------------------------------------


def text_width(rows: list[Row]) -> int | None:
    """The width at which the section's text was wrapped, None where lines are whole paragraphs. Text
    that was wrapped has lines that go on in lower case."""
    if not any(row.text[:1].islower() for row in rows if not row.glyph):
        return None
    return max(len(row.line.text) for row in rows)


def is_full(row: Row, following: Row, width: int | None, share: float = 0.93) -> bool:
    """Whether the first word of `following` had no room on the line before it."""
    first_word = following.text.partition(" ")[0]
    return width is not None and len(row.line.text) + 1 + len(first_word) > share * width


def continues(rows: list[Row], index: int, width: int | None) -> bool:
    """Whether row `index` goes on with the row above it, as the second line of a bullet or sentence."""
    row = rows[index]
    if index == 0 or row.glyph or row.gap or row.label or row.dates:
        return False
    before = rows[index - 1]
    if before.is_label_only:
        return False
    if row.text[:1].islower() or (width is not None and not before.dates and hangs(before.text)):
        return True
    if _stands_under_bullet(rows, index):
        return True
    return not before.dates and is_full(before, row, width) and not before.text.endswith((".", "!", "?"))


def _stands_under_bullet(rows: list[Row], index: int) -> bool:
    """Whether the row stands under the text of the bullet above it, not under its glyph."""
    for before in reversed(rows[:index]):
        if before.glyph:
            return rows[index].line.indent > before.line.indent
        if before.gap:
            return False
    return False
