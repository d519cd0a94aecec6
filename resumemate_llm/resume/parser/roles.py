"""The roles of an experience section.

Dates in head position are the anchors (`role_entries`). A role without an employer of its own, in a
section where employers stand on lines of their own, is a further position with the employer before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .head_dates import Dates
from .heads import Head, Order, split_head
from .role_entries import Entry, find_entries
from .rows import Row, read_rows, text_width
from .shapes import is_duration, is_url
from .source import Line, Span
from .titles import is_break, is_own_boss


@dataclass(slots=True)
class RawRole:
    """One role as spans of the text. `inherited` is the employer of the role above, where this one has
    none of its own."""

    head: Head
    dates: Dates | None
    body: list[Row] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    inherited: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class RoleSection:
    """What an experience section holds: its roles, the lines before the first of them, and labels.
    `width` is the width at which its text was wrapped."""

    roles: list[RawRole]
    intro: list[Row]
    labels: list[Span]
    width: int | None


def parse_roles(
    text: str, lines: list[Line], days_first: bool | None, *, bodies_first: bool = False
) -> RoleSection:
    """The roles that `lines` describe, in their order. With `bodies_first` the text of each role stands
    above its head. Lines that are only a web address (the employer's) are left out."""
    every_row = read_rows(text, lines, days_first)
    width = text_width(every_row)
    durations = [row.span for row in every_row if is_duration(row.text)]
    rows = [row for row in every_row if not is_duration(row.text) and (row.dates or not is_url(row.text))]
    entries = find_entries(text, rows, width)
    _split_heads(text, entries)
    intro = rows[: entries[0].first] if entries else rows
    roles = _roles(text, rows, entries)
    if bodies_first and len(roles) == len(entries):
        for role, entry, above in zip(roles, entries, [0, *(entry.body for entry in entries)], strict=False):
            role.body = rows[above : entry.first]
        intro = []
    return RoleSection(roles, intro, durations, width)


def _split_heads(text: str, entries: list[Entry]) -> None:
    """Split every head, first on its own, then with the order that the section's clear ones show."""
    for entry in entries:
        entry.head = split_head(text, entry.parts)
    orders = Counter(entry.head.order for entry in entries if entry.head.sure and entry.head.order)
    prefer: Order | None = orders.most_common(1)[0][0] if orders else None
    apart = False
    for entry in entries:
        keep = apart and entry.anchor == entry.first
        entry.head = split_head(text, entry.parts, prefer=prefer, keep_title=keep)
        if entry.head.company:
            apart = entry.head.apart


def _roles(text: str, rows: list[Row], entries: list[Entry]) -> list[RawRole]:
    roles: list[RawRole] = []
    employer: list[Span] = []
    apart = False
    header: RawRole | None = None
    umbrella: RawRole | None = None
    for number, entry in enumerate(entries):
        end = entries[number + 1].first if number + 1 < len(entries) else len(rows)
        head = entry.head
        role = RawRole(head, rows[entry.anchor].dates, rows[entry.body : end])
        role.labels = [row.label_span for row in rows[entry.first : entry.body] if row.label]
        head.notes += [row.remark for row in rows[entry.first : entry.body] if row.remark]
        following = entries[number + 1] if number + 1 < len(entries) else None
        if following and _is_employer_header(role, following.head, rows[following.anchor].dates):
            employer, apart, header = head.company, True, role
            continue
        if header:
            umbrella = header if head.company else None
            _take_header(role, header)
            header = None
        elif head.company and umbrella and _covers(umbrella.dates, role.dates):
            pass  # a further unit of the same employer
        elif head.company:
            employer, apart = head.company, head.apart
        elif apart and head.title and _has_employer(text[head.title[0].start : head.title[-1].end]):
            role.inherited = employer
        roles.append(role)
    return roles


def _has_employer(title: str) -> bool:
    """Whether a position has an employer at all."""
    return not is_break(title) and not is_own_boss(title)


def _is_employer_header(role: RawRole, following: Head, dates: Dates | None) -> bool:
    """Whether a dated line only names the employer of the positions under it, perhaps with a line about
    what the employer does. A position with a unit of its own has to fall within the employer's dates."""
    if role.head.title or not role.head.company or not following.title:
        return False
    if not following.company:
        return len(role.body) <= 2 and not any(row.glyph for row in role.body)
    return not role.body and _covers(role.dates, dates)


def _covers(whole: Dates | None, part: Dates | None) -> bool:
    """Whether one range lies within another and is not the same."""
    if whole is None or part is None or not whole.is_range or not part.is_range:
        return False
    outer, inner = _years(whole), _years(part)
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _years(dates: Dates) -> tuple[str, str]:
    """First and last year; the present comes after every year."""
    first, last = dates.start_date or "", dates.end_date or ""
    return first[:4], "9999" if last == "present" else last[:4]


def _take_header(role: RawRole, header: RawRole) -> None:
    """The first position under an employer's own dated line takes what that line says."""
    if role.head.company:
        role.head.notes += header.head.company
    else:
        role.head.company = header.head.company
    role.head.place = [*header.head.place, *role.head.place]
    role.body = [*header.body, *role.body]
    role.labels += header.labels + (header.dates.marks if header.dates else [])
