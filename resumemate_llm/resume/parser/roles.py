"""The roles of an experience section.

Dates in head position are the anchors. The first anchor shows how many lines of a head stand above its
date, and the others follow that style; lines below the date belong to the head as long as title or
company is missing. A role without an employer of its own, in a section where employers stand on lines of
their own, is a further position with the employer before it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .employers import employer_score
from .heads import Head, Order, Part, split_head
from .places import is_place
from .rows import Dates, Row, continues, is_duration, is_headlike, is_prose, is_url, read_rows, text_width
from .source import Line, Span
from .titles import is_break, title_score

_LINES_ABOVE = 4
_LINES_BELOW = 3


@dataclass(slots=True)
class RawRole:
    """One role as spans of the text."""

    head: Head
    dates: Dates | None
    body: list[Row] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    links: list[Span] = field(default_factory=list)
    inherited: list[Span] = field(default_factory=list)
    """The employer of the role above, where this one has none of its own."""


@dataclass(slots=True)
class _Entry:
    """Row numbers: the head is `first` to `body`, the body goes on to the next entry's `first`."""

    first: int
    anchor: int
    body: int
    parts: list[Part] = field(default_factory=list)
    head: Head = field(default_factory=Head)


@dataclass(slots=True)
class RoleSection:
    """What an experience section holds: its roles, lines before the first of them, and labels."""

    roles: list[RawRole]
    intro: list[Row]
    labels: list[Span]
    width: int | None


def parse_roles(
    text: str, lines: list[Line], days_first: bool | None, *, bodies_first: bool = False
) -> RoleSection:
    """The roles that `lines` describe, in their order. With `bodies_first` the text of each role stands
    above its head."""
    every_row = read_rows(text, lines, days_first)
    width = text_width(every_row)
    labels = [row.span for row in every_row if is_duration(row.text)]
    links = [row for row in every_row if is_url(row.text) and not row.dates]
    rows = [row for row in every_row if not is_duration(row.text) and row not in links]
    entries = _entries(text, rows, width)
    _reparse(text, entries)
    roles = _roles(text, rows, entries)
    if bodies_first:
        for position in range(len(roles)):
            above = entries[position - 1].body if position else 0
            roles[position].body = rows[above : entries[position].first]
        return RoleSection(roles, [], labels + [row.span for row in links], width)
    for row in links:
        owner = next(
            (role for role in reversed(roles) if role.dates and _start_of(role) < row.span.start), None
        )
        (owner.links if owner else labels).append(row.span)
    intro = rows[: entries[0].first] if entries else rows
    return RoleSection(roles, intro, labels, width)


def _start_of(role: RawRole) -> int:
    spans = [*role.head.title, *role.head.company, *(role.dates.marks if role.dates else [])]
    return min((span.start for span in spans), default=0)


# --- finding the entries ------------------------------------------------------------------------


def _entries(text: str, rows: list[Row], width: int | None) -> list[_Entry]:
    anchors = [index for index, row in enumerate(rows) if row.dates and not row.glyph]
    anchors = _plausible(rows, anchors)
    entries: list[_Entry] = []
    style = 0
    low = 0
    for number, anchor in enumerate(anchors):
        if anchor < low:
            continue
        if number == 0:
            first = _first_head(rows, anchor, width)
            style = anchor - first
        else:
            first = _rows_above(rows, low, anchor, style, width)
        limit = anchors[number + 1] if number + 1 < len(anchors) else len(rows)
        entry = _Entry(first, anchor, anchor + 1)
        entry.parts = [part for index in range(first, anchor + 1) for part in _parts(rows[index])]
        _extend_below(text, rows, entry, limit, style)
        if entries:
            entries.extend(_undated(text, rows, entries[-1].body, entry.first, width))
        else:
            entries.extend(_undated(text, rows, 0, entry.first, width))
        entries.append(entry)
        low = entry.body
    last = entries[-1].body if entries else 0
    entries.extend(_undated(text, rows, last, len(rows), width, everything=not anchors))
    return entries


def _plausible(rows: list[Row], anchors: list[int]) -> list[int]:
    """Anchors without the single dates that are no role: where ranges are the rule, a lone year is one
    only with a title or an employer beside it."""
    ranged = [index for index in anchors if rows[index].dates and _is_range(rows[index])]
    if not ranged:
        return anchors
    return [
        index for index in anchors if _is_range(rows[index]) or rows[index].rest or _heads_around(rows, index)
    ]


def _is_range(row: Row) -> bool:
    return bool(row.dates and row.dates.is_range)


def _heads_around(rows: list[Row], index: int) -> bool:
    above = index > 0 and not rows[index - 1].glyph and title_score(rows[index - 1].text) >= 2
    return above and not is_prose(rows[index - 1].text)


def _parts(row: Row) -> list[Part]:
    """The parts of a head that a row gives; a label says which field it is."""
    if row.label:
        for name in ("title", "company", "place"):
            if name in row.label.meanings and "dates" not in row.label.meanings:
                return [Part(span, name) for span in row.rest]  # type: ignore[arg-type]
    return [Part(span) for span in row.rest]


def _is_head_row(row: Row) -> bool:
    if row.glyph or (row.label and ("body" in row.label.meanings or "tech" in row.label.meanings)):
        return False
    return row.label is not None or is_headlike(row.text)


def _first_head(rows: list[Row], anchor: int, width: int | None) -> int:
    """Where the head of the first dated role begins: the lines above its date, up to an empty line."""
    first = anchor
    while first > 0 and anchor - first < _LINES_ABOVE and _is_head_row(rows[first - 1]):
        if rows[first].gap and first != anchor:
            break
        if rows[first].gap and not _is_employer_alone(rows[first - 1]):
            break
        if continues(rows, first - 1, width):
            break
        first -= 1
    return first


def _is_employer_alone(row: Row) -> bool:
    return employer_score(row.text) >= 2 and title_score(row.text) < 2 and not row.dates


def _rows_above(rows: list[Row], low: int, anchor: int, style: int, width: int | None) -> int:
    """Where the head of a later role begins. After bullets or an empty line every head-like line counts;
    in text without either, as many as the style says."""
    region = rows[low:anchor]
    separated = any(row.glyph or row.gap for row in region) or (rows[anchor].gap and bool(region))
    limit = _LINES_ABOVE if separated else style
    first = anchor
    while first > low and anchor - first < limit:
        row = rows[first - 1]
        bare_date = first == anchor and not rows[anchor].rest
        expected = (anchor - first < style or bare_date) and title_score(row.text) + employer_score(
            row.text
        ) >= 2.5
        if not _is_head_row(row) or row.dates or continues(rows, first - 1, None if expected else width):
            break
        if rows[first].gap and (first != anchor or not _is_employer_alone(row)):
            break
        if not style and not (bare_date and expected) and not _stands_out(rows, low, first - 1):
            break
        first -= 1
    return _trim_to_style(rows, low, first, anchor, style)


def _stands_out(rows: list[Row], low: int, index: int) -> bool:
    """Where heads have nothing above their dates, a line above one is an employer's line only after
    bullets or an empty line and with words to show for it."""
    row = rows[index]
    after_break = row.gap or (index > low and bool(rows[index - 1].glyph))
    return after_break and employer_score(row.text) >= 1.5 + title_score(row.text)


def _trim_to_style(rows: list[Row], low: int, first: int, anchor: int, style: int) -> int:
    """A head that reaches back to the role before it without an empty line or bullet in between may
    have taken that role's last line."""
    touches = first == low and low > 0 and not rows[first].gap
    if touches and style and anchor - first > style:
        return anchor - style
    return first


def _extend_below(text: str, rows: list[Row], entry: _Entry, limit: int, style: int) -> None:
    """Take the lines below the date that complete the head."""
    reserved = limit - style if limit < len(rows) else limit
    head = split_head(text, entry.parts)
    while (
        entry.body < max(reserved, min(limit, entry.anchor + 2)) and entry.body - entry.anchor <= _LINES_BELOW
    ):
        row = rows[entry.body]
        if row.glyph or row.dates or (row.gap and entry.body > entry.anchor + 1) or row.is_label_only:
            return
        if row.gap and head.title:
            return
        if not (_is_head_row(row) and _completes(text, head, entry, row)):
            return
        entry.parts += _parts(row)
        entry.body += 1
        head = split_head(text, entry.parts)


def _completes(text: str, head: Head, entry: _Entry, row: Row) -> bool:
    if row.label:
        return bool(row.label.meanings & {"title", "company", "place"})
    if is_place(row.text):
        return not head.place
    if head.title and head.company:
        return False
    longer = split_head(text, [*entry.parts, *_parts(row)])
    if not head.title and not head.company:
        return True
    strong = title_score(row.text) >= 2 or employer_score(row.text) >= 1.5
    if strong and longer.title and (longer.company or not head.title):
        return True
    return (
        not head.company and bool(longer.company) and (strong or bool(longer.place) or not is_prose(row.text))
    )


# --- roles without dates ------------------------------------------------------------------------


def _undated(
    text: str, rows: list[Row], low: int, high: int, width: int | None, *, everything: bool = False
) -> list[_Entry]:
    """Heads without a date between two rows: after bullets or an empty line, with the words of a title
    or an employer, and with something below them."""
    found: list[_Entry] = []
    index = low
    while index < high:
        if _opens_undated(rows, low, index, high, width, everything):
            entry = _Entry(index, index, index + 1, _parts(rows[index]))
            while entry.body < high and entry.body - index < _LINES_BELOW and not rows[entry.body].gap:
                head = split_head(text, entry.parts)
                if not (_is_head_row(rows[entry.body]) and _completes(text, head, entry, rows[entry.body])):
                    break
                entry.parts += _parts(rows[entry.body])
                entry.body += 1
            found.append(entry)
            index = entry.body
        else:
            index += 1
    return found


def _opens_undated(
    rows: list[Row], low: int, index: int, high: int, width: int | None, everything: bool
) -> bool:
    row = rows[index]
    if (
        not _is_head_row(row)
        or row.dates
        or continues(rows, index, width)
        or (row.label and not row.label.meanings & {"title", "company"})
    ):
        return False
    if index == low:
        opens = everything or index == 0 or row.gap
    else:
        opens = row.gap or bool(rows[index - 1].glyph) or continues(rows, index - 1, width)
    if not opens:
        return False
    evidence = title_score(row.text) >= 2.5 or (
        employer_score(row.text) >= 2.5 and index + 1 < high and title_score(rows[index + 1].text) >= 2.5
    )
    if row.label:
        evidence = True
    follows_bullet = any(rows[i].glyph for i in range(index + 1, min(index + 3, high)))
    return evidence and (follows_bullet or (row.gap and not is_prose(row.text)) or everything)


# --- titles and employers -----------------------------------------------------------------------


def _reparse(text: str, entries: list[_Entry]) -> None:
    """Split every head, first on its own, then with the order that the section's clear ones show."""
    for entry in entries:
        entry.head = split_head(text, entry.parts)
    orders = Counter(entry.head.order for entry in entries if entry.head.sure and entry.head.order)
    prefer: Order | None = orders.most_common(1)[0][0] if orders else None
    apart = False
    for entry in entries:
        lone = (
            len(entry.parts) == 1
            or all(part.span.start >= entry.parts[0].span.start for part in entry.parts[1:])
            and entry.anchor == entry.first
        )
        keep = apart and lone and entry.anchor == entry.first
        entry.head = split_head(text, entry.parts, prefer=prefer, keep_title=keep)
        if entry.head.company:
            apart = not entry.head.title or entry.head.company_part != entry.head.title_part


def _roles(text: str, rows: list[Row], entries: list[_Entry]) -> list[RawRole]:
    roles: list[RawRole] = []
    employer: list[Span] = []
    apart = False
    header: RawRole | None = None
    for number, entry in enumerate(entries):
        end = entries[number + 1].first if number + 1 < len(entries) else len(rows)
        head = entry.head
        role = RawRole(head, rows[entry.anchor].dates, rows[entry.body : end])
        role.labels = [row.label_span for row in rows[entry.first : entry.body] if row.label]
        head.notes += [row.remark for row in rows[entry.first : entry.body] if row.remark]
        if _is_employer_header(rows, entries, number, end):
            employer, apart, header = head.company, True, role
            continue
        if header:
            _take_header(role, header)
            header = None
        elif head.company:
            employer, apart = head.company, not head.title or head.company_part != head.title_part
        elif apart and head.title and not is_break(text[head.title[0].start : head.title[-1].end]):
            role.inherited = employer
        roles.append(role)
    return roles


def _take_header(role: RawRole, header: RawRole) -> None:
    """The first position under an employer's own dated line takes what that line says."""
    role.head.company = header.head.company
    role.head.place = [*header.head.place, *role.head.place]
    role.body = [*header.body, *role.body]
    role.labels += header.labels + (header.dates.marks if header.dates else [])


def _is_employer_header(rows: list[Row], entries: list[_Entry], number: int, end: int) -> bool:
    """Whether a dated line only names the employer of the positions under it."""
    entry = entries[number]
    if entry.head.title or not entry.head.company or number + 1 == len(entries):
        return False
    if end - entry.body > 2 or any(row.glyph for row in rows[entry.body : end]):
        return False
    following = entries[number + 1].head
    return bool(following.title) and not following.company
