"""Where the heads of roles stand among the rows of a section.

The first date shows how many lines of a head stand above its date (the style), and the others follow it;
lines below the date belong to the head as long as title or company is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .employers import employer_score
from .head_pieces import Field, Part
from .heads import Head, split_head
from .places import is_place
from .rows import Row, continues
from .shapes import is_headlike, is_prose
from .titles import title_score

_LINES_ABOVE = 4
_LINES_BELOW = 3
_FIELDS: tuple[Field, ...] = ("title", "company", "place")


@dataclass(slots=True)
class Entry:
    """Row numbers: the head is `first` to `body` (exclusive), its date stands in `anchor`."""

    first: int
    anchor: int
    body: int
    parts: list[Part] = field(default_factory=list)
    head: Head = field(default_factory=Head)


def find_entries(text: str, rows: list[Row], width: int | None) -> list[Entry]:
    """The heads of roles in `rows`, in order."""
    return _Finder(text, rows, width).entries()


class _Finder:
    def __init__(self, text: str, rows: list[Row], width: int | None) -> None:
        self.text = text
        self.rows = rows
        self.width = width
        self.employer_first = False

    def entries(self) -> list[Entry]:
        anchors = self._anchors()
        entries: list[Entry] = []
        style = 0
        low = 0
        self.employer_first = False
        for number, anchor in enumerate(anchors):
            if anchor < low:
                continue
            if number == 0:
                first = self._first_head(anchor)
                style = anchor - first
            else:
                first = self._rows_above(low, anchor, style)
            limit = anchors[number + 1] if number + 1 < len(anchors) else len(self.rows)
            reserved = limit - style if limit < len(self.rows) else limit
            entry = self._entry(first, anchor, max(reserved, min(limit, anchor + 2)))
            head = split_head(self.text, entry.parts)
            self.employer_first = self.employer_first or (bool(head.company) and not head.title)
            entries += self._undated(low, entry.first)
            entries.append(entry)
            low = entry.body
        return entries + self._undated(low, len(self.rows), only=not anchors)

    # --- dates --------------------------------------------------------------------------------

    def _anchors(self) -> list[int]:
        """The rows with a head's date. Where ranges are the rule, a lone year counts only with a title or
        an employer beside it or above it."""
        dated = [index for index, row in enumerate(self.rows) if row.dates and not row.glyph]
        if not any(self.rows[index].is_range for index in dated):
            return dated
        return [i for i in dated if self.rows[i].is_range or self.rows[i].rest or self._title_above(i)]

    def _title_above(self, index: int) -> bool:
        row = self.rows[index - 1] if index else None
        return row is not None and not row.glyph and title_score(row.text) >= 2 and not is_prose(row.text)

    # --- lines above the date -----------------------------------------------------------------

    def _first_head(self, anchor: int) -> int:
        """Where the head of the first dated role begins: the lines above its date, up to an empty line."""
        first = anchor
        while first > 0 and anchor - first < _LINES_ABOVE and _is_head_row(self.rows[first - 1]):
            if self._blocked_by_gap(first, anchor) or continues(self.rows, first - 1, self.width):
                break
            first -= 1
        return first

    def _blocked_by_gap(self, first: int, anchor: int) -> bool:
        """An empty line ends a head, except between an employer's line and the date."""
        return self.rows[first].gap and (first != anchor or not _is_employer_alone(self.rows[first - 1]))

    def _rows_above(self, low: int, anchor: int, style: int) -> int:
        """Where the head of a later role begins. After bullets or an empty line every head-like line
        counts; in text without either, as many as the style says."""
        region = self.rows[low:anchor]
        separated = any(row.glyph or row.gap for row in region) or (bool(region) and self.rows[anchor].gap)
        limit = _LINES_ABOVE if separated else max(style, int(self.employer_first))
        first = anchor
        while first > low and anchor - first < limit and self._is_above(low, first, anchor, style):
            first -= 1
        touches = first == low and low > 0 and not self.rows[first].gap
        if touches and style and anchor - first > style:
            return anchor - style  # without a break, the rest is the text of the role before
        return first

    def _is_above(self, low: int, first: int, anchor: int, style: int) -> bool:
        """Whether the row above `first` belongs to the head that ends in `anchor`."""
        row = self.rows[first - 1]
        bare_date = first == anchor and not self.rows[anchor].rest
        told = title_score(row.text) + employer_score(row.text) >= 2.5
        expected = told and (bare_date or anchor - first < style)
        if (
            not _is_head_row(row)
            or row.dates
            or continues(self.rows, first - 1, None if expected else self.width)
        ):
            return False
        if self._blocked_by_gap(first, anchor):
            return False
        if style or (bare_date and expected) or (self.employer_first and _is_employer_alone(row)):
            return True
        return self._stands_out(low, first - 1)

    def _stands_out(self, low: int, index: int) -> bool:
        """Where heads have nothing above their dates, a line above one is an employer's line only after
        bullets or an empty line and with words to show for it."""
        row = self.rows[index]
        after_break = row.gap or (index > low and bool(self.rows[index - 1].glyph))
        if not after_break:
            return False
        return employer_score(row.text) >= 1.5 + title_score(row.text) or (row.gap and _is_name_in_town(row))

    # --- lines below the date -----------------------------------------------------------------

    def _entry(self, first: int, anchor: int, limit: int) -> Entry:
        """The entry from `first` on, with the lines below the date that complete its head."""
        entry = Entry(first, anchor, anchor + 1)
        entry.parts = [part for row in self.rows[first : anchor + 1] for part in _parts(row)]
        head = split_head(self.text, entry.parts)
        while entry.body < limit and entry.body - anchor <= _LINES_BELOW:
            row = self.rows[entry.body]
            if row.glyph or row.dates or row.is_label_only or not _is_head_row(row):
                break
            if (row.gap and (entry.body > anchor + 1 or head.title)) or self._heads_next(
                entry.body, limit, head
            ):
                break
            if not self._completes(head, entry, row):
                break
            entry.parts += _parts(row)
            entry.body += 1
            head = split_head(self.text, entry.parts)
        return entry

    def _heads_next(self, index: int, limit: int, head: Head) -> bool:
        """Whether an employer's line below a position belongs to the positions under it, as employers have
        stood above their positions before."""
        below = self.rows[index + 1] if index + 1 < len(self.rows) else None
        if not self.employer_first or not head.title or below is None or below.dates is None:
            return False
        return _is_employer_alone(self.rows[index]) and title_score(below.text) >= 2

    def _completes(self, head: Head, entry: Entry, row: Row) -> bool:
        """Whether `row` says what `head` lacks."""
        if row.label:
            return row.means(*_FIELDS)
        if is_place(row.text):
            return not head.place
        if not head.title and not head.company:
            return True
        if head.title and head.company:
            return False
        longer = split_head(self.text, [*entry.parts, *_parts(row)])
        told = title_score(row.text) >= 2 or employer_score(row.text) >= 1.5
        if told and longer.title and (longer.company or not head.title):
            return True
        gains_company = not head.company and bool(longer.company)
        return gains_company and (told or bool(longer.place) or not is_prose(row.text))

    # --- roles without dates ------------------------------------------------------------------

    def _undated(self, low: int, high: int, *, only: bool = False) -> list[Entry]:
        """Heads without a date between two rows. With `only` the section has no dates at all."""
        found: list[Entry] = []
        index = low
        while index < high:
            if not self._opens_undated(low, index, high, only=only):
                index += 1
                continue
            entry = Entry(index, index, index + 1, _parts(self.rows[index]))
            while entry.body < min(high, index + _LINES_BELOW) and not self.rows[entry.body].gap:
                row = self.rows[entry.body]
                if not _is_head_row(row) or not self._completes(
                    split_head(self.text, entry.parts), entry, row
                ):
                    break
                entry.parts += _parts(row)
                entry.body += 1
            found.append(entry)
            index = entry.body
        return found

    def _opens_undated(self, low: int, index: int, high: int, *, only: bool) -> bool:
        """A head without a date stands after bullets or an empty line, has the words of a title or an
        employer, and something below it."""
        row = self.rows[index]
        if not _is_head_row(row) or row.dates or continues(self.rows, index, self.width):
            return False
        if row.label:
            return row.means("title", "company") and self._after_break(low, index, only=only)
        if not self._after_break(low, index, only=only):
            return False
        below = self.rows[index + 1] if index + 1 < high else None
        title_below = below is not None and title_score(below.text) >= 2.5
        if title_score(row.text) < 2.5 and not (employer_score(row.text) >= 2.5 and title_below):
            return False
        bullets_below = any(other.glyph for other in self.rows[index + 1 : min(index + 3, high)])
        return only or bullets_below or (row.gap and not is_prose(row.text))

    def _after_break(self, low: int, index: int, *, only: bool) -> bool:
        if self.rows[index].gap:
            return True
        if index == low:
            return only or index == 0
        return bool(self.rows[index - 1].glyph) or continues(self.rows, index - 1, self.width)


def _parts(row: Row) -> list[Part]:
    """The parts of a head that a row gives; a label says which field it is."""
    name = next((name for name in _FIELDS if row.means(name) and not row.means("dates")), None)
    return [Part(span, name) for span in row.rest]


def _is_head_row(row: Row) -> bool:
    if row.glyph or row.means("body", "tech"):
        return False
    return row.label is not None or is_headlike(row.text)


def _is_employer_alone(row: Row) -> bool:
    if row.dates or title_score(row.text) >= 2:
        return False
    return employer_score(row.text) >= 2 or _is_name_in_town(row)


def _is_name_in_town(row: Row) -> bool:
    """ "Tybee Rentals, Savannah, GA": a name that no table knows, with a town and a region behind it."""
    name, comma, place = row.text.partition(",")
    return (
        bool(comma and "," in place)
        and title_score(name) < 2
        and name[:1].isupper()
        and not is_place(name)
        and is_place(place.strip())
    )
