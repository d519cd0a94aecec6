"""Skills, projects, certificates and the sections that are kept as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...text.dates import find_dates
from ...text.folding import fold
from .bodies import read_body
from .furniture import is_closing
from .rows import Row, continues, hangs, is_headlike, is_prose, is_url, read_rows, set_dates, text_width
from .source import Line, Span, trim
from .titles import title_score

_ITEMS = re.compile(r"\s*(?:,(?!\d{3}(?!\d))|;|\||•|·|●|▪|■|◦|‣)\s*|\t+|\s{3,}|\s+[–—]\s+")
_CATEGORY = re.compile(
    r"[\s*_]{0,4}([^:|•\n]{2,60}?)[*_]{0,3}\s*:(?!//)[*_]{0,3}(?:\s+|$)|\*\*([^*\n]{2,60})\*\*\s+[–-]?\s*"
)
_LEVEL = re.compile(
    r"(?:beginner|novice|basic|elementary|intermediate|proficient|competent|advanced|expert|master|"
    r"skilled|experienced|fluent|native(?: speaker)?|working knowledge|"
    r"grundkenntnisse|fortgeschritten|experte|sehr gut|gut|debutant|intermediaire|avance|expert|basico|"
    r"intermedio|avanzado|experto|base|buono|ottimo|[★☆●○■□]+)",
)
_BRACKETS = re.compile(r"\([^()\n]{0,200}\)|\[[^\[\]\n]{0,200}\]")


@dataclass(slots=True)
class RawGroup:
    """One line of skills: the label before the colon and the items, each as its spans."""

    category: list[Span] = field(default_factory=list)
    items: list[list[Span]] = field(default_factory=list)


@dataclass(slots=True)
class RawProject:
    """A project as spans of the text."""

    name: list[Span]
    dates: list[Span] = field(default_factory=list)
    bullets: list[list[Span]] = field(default_factory=list)
    tech: list[list[Span]] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)


def parse_skills(text: str, lines: list[Line]) -> tuple[list[RawGroup], list[Span]]:
    """The groups of a skills section as its author made them, and labels (levels without a skill)."""
    rows = _plain_rows(text, lines)
    width = text_width(rows)
    groups: list[RawGroup] = []
    labels: list[Span] = []
    pending: RawGroup | None = None
    open_item = False
    for index, row in enumerate(rows):
        if is_closing(row.text):
            continue
        if _LEVEL.fullmatch(fold(row.text)) and groups and not row.glyph:
            labels.append(row.span)
            pending = groups[-1] if len(groups[-1].items) == 1 and not groups[-1].category else None
            continue
        match = _CATEGORY.match(row.text)
        goes_on = groups and index and not row.glyph and not match and _goes_on(rows, index, width)
        if goes_on:
            _add_items(text, groups[-1], row.span, joins=open_item)
        else:
            group = RawGroup()
            if match and not _is_sentence(row.text):
                label = match.start(1), match.end(1)
                if match[1] is None:
                    label = match.start(2), match.end(2)
                group.category = [
                    trim(text, Span(row.span.start + label[0], row.span.start + label[1]), " *_")
                ]
                _add_items(text, group, Span(row.span.start + match.end(), row.span.end), joins=False)
            else:
                _add_items(text, group, row.span, joins=False)
            if pending and len(group.items) > 1 and not group.category:
                group.category = pending.items[0]
                groups.remove(pending)
            pending = None
            if groups and groups[-1].category and not groups[-1].items and not group.category:
                groups[-1].items = group.items
            elif row.glyph and groups and groups[-1].category and not match and _listed_under(rows, index):
                groups[-1].items += group.items
            else:
                groups.append(group)
        open_item = not re.search(r"[,;|•·.]$", row.text)
    return [group for group in groups if group.items or group.category], labels


def _listed_under(rows: list[Row], index: int) -> bool:
    """Whether the bullet stands in a list under a label that had no items on its own line."""
    for before in reversed(rows[:index]):
        if not before.glyph:
            return before.text.rstrip("*_ ").endswith(":")
    return False


def _plain_rows(text: str, lines: list[Line]) -> list[Row]:
    return [
        Row(line, span, text[span.start : span.end], line.glyph, line.gap, rest=[span])
        for line in lines
        for span in [line.body]
    ]


def _is_sentence(content: str) -> bool:
    return len(content.split()) > 25 and content.endswith(".") and content.count(",") < 3


def _goes_on(rows: list[Row], index: int, width: int | None) -> bool:
    row, before = rows[index], rows[index - 1]
    if row.gap:
        return False
    if re.search(r"[,;|•·&/]$", before.text) or row.text[:1] in ",;|":
        return True
    if not re.search(r"[,;|•]", before.text):
        return row.text[:1].islower()
    limit = width or max(len(other.line.text) for other in rows)
    return continues(rows, index, width) or (
        limit > 50 and len(before.line.text) > 0.8 * limit and "," in row.text
    )


def _add_items(text: str, group: RawGroup, span: Span, *, joins: bool) -> None:
    content = text[span.start : span.end]
    masked = _BRACKETS.sub(lambda match: "(" * len(match.group()), content)
    begin = 0
    pieces = []
    for match in _ITEMS.finditer(masked):
        pieces.append(Span(span.start + begin, span.start + match.start()))
        begin = match.end()
    pieces.append(Span(span.start + begin, span.end))
    for number, piece in enumerate(pieces):
        piece = trim(text, piece, " \t,;|·•*_")
        if not piece.empty and text[piece.end - 1] == "." and text[piece.start : piece.end].count(".") == 1:
            piece = Span(piece.start, piece.end - 1)
        if piece.empty:
            continue
        if number == 0 and joins and group.items:
            group.items[-1] = [*group.items[-1], piece]
        else:
            group.items.append([piece])


def parse_projects(text: str, lines: list[Line], days_first: bool | None) -> list[RawProject]:
    """The projects of a section: a line that names one, then what was done."""
    rows = read_rows(text, lines, days_first)
    for row in rows:
        _read_year(text, row, days_first)
    width = text_width(rows)
    starts = [index for index in range(len(rows)) if _names_project(rows, index, width)]
    if not starts:
        return [_single(text, row) for row in rows]
    if starts[0] != 0:
        starts.insert(0, 0)
    projects = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(rows)
        projects.append(_project(text, rows[start:end], width))
    return projects


def _read_year(text: str, row: Row, days_first: bool | None) -> None:
    """A project's date may be a lone year at either end of its line."""
    if row.dates or row.glyph or row.label:
        return
    found = find_dates(row.text, days_first=days_first)
    if (
        len(found) == 1
        and (found[0].begin == 0 or found[0].finish == len(row.text))
        and is_headlike(row.text)
    ):
        set_dates(text, row, row.span, found[0])


def _names_project(rows: list[Row], index: int, width: int | None) -> bool:
    row = rows[index]
    if row.glyph or is_url(row.text) or (row.label and row.label.meanings & {"body", "tech"}):
        return False
    if row.dates and (row.rest or index + 1 == len(rows)):
        return True
    if continues(rows, index, width) or is_prose(row.text) or (width and len(row.line.text) > 0.75 * width):
        return False
    if index == 0 or row.gap:
        return True
    before = rows[index - 1]
    if not is_headlike(row.text) or row.dates:
        return False
    role = title_score(row.text) >= 3 and not before.glyph and is_headlike(before.text)
    return (
        not role
        and (bool(before.glyph) or before.text.endswith(".") or continues(rows, index - 1, width))
        and not hangs(before.text)
    )


def _single(text: str, row: Row) -> RawProject:
    """A bullet that is a whole project: "Name: what it is", "Name – what it is"."""
    match = re.match(r"(.{2,60}?)(?::\s+|\s+[–—-]\s+|\s*\|\s*)(?=\S)", row.text)
    if not match:
        return RawProject([row.span])
    begin = row.span.start
    rest = Span(begin + match.end(), row.span.end)
    return RawProject([trim(text, Span(begin, begin + match.end(1)), " *_")], bullets=[[rest]])


def _project(text: str, rows: list[Row], width: int | None) -> RawProject:
    head = rows[0]
    project = RawProject(list(head.rest) if head.dates else [head.span])
    if head.dates:
        project.dates = [span for span in (head.dates.start, head.dates.end) if span]
        project.labels = head.dates.marks
        if not project.name:
            project.name, project.dates = [head.span], []
    position = 1
    while position < len(rows) and position < 3:
        row = rows[position]
        alone = row.dates is not None and not row.rest
        short = (
            not row.glyph
            and not row.label
            and (alone or is_headlike(row.text))
            and len(row.text.split()) <= 6
        )
        if not short or (row.dates and project.dates):
            break
        if row.dates and not row.rest:
            project.dates = [span for span in (row.dates.start, row.dates.end) if span]
            project.labels = row.dates.marks
        else:
            project.name.append(row.span)
        position += 1
    body = read_body(text, rows[position:], width)
    project.bullets = [*body.prose, *body.bullets]
    project.labels = [*project.labels, *body.labels]
    for span in body.tech:
        group = RawGroup()
        _add_items(text, group, span, joins=False)
        project.tech += group.items
    return project


def parse_items(text: str, lines: list[Line]) -> list[list[Span]]:
    """A list of one-line entries, wrapped lines joined; cells on one line are entries of their own. A
    year on a line of its own closes the entry above it."""
    rows = read_rows(text, lines, None)
    width = text_width(rows)
    items: list[list[Span]] = []
    stacked = sum(1 for row in rows if row.dates and not row.rest) >= 2
    closed = True
    for index, row in enumerate(rows):
        if is_closing(row.text):
            continue
        if items and (
            (index and continues(rows, index, width)) or (stacked and not closed and not row.glyph)
        ):
            items[-1].append(row.span)
        else:
            items += [[cell] for cell in _item_cells(text, row.span)]
        closed = bool(row.dates and not row.rest)
    return items


def _item_cells(text: str, span: Span) -> list[Span]:
    content = text[span.start : span.end]
    masked = _BRACKETS.sub(lambda match: "(" * len(match.group()), content)
    cells, begin = [], 0
    for match in re.finditer(r"\s*;\s+|\s{4,}|\t+|\s+[•●▪]\s+", masked):
        cells.append(Span(span.start + begin, span.start + match.start()))
        begin = match.end()
    cells.append(Span(span.start + begin, span.end))
    trimmed = [trim(text, cell, " \t;|•") for cell in cells]
    return [cell for cell in trimmed if not cell.empty]


def parse_verbatim(text: str, lines: list[Line]) -> list[list[Span]]:
    """Lines kept as they are, only wrapped ones joined."""
    rows = _plain_rows(text, lines)
    width = text_width(rows)
    kept: list[list[Span]] = []
    for index, row in enumerate(rows):
        if is_closing(row.text):
            continue
        numbered = bool(re.fullmatch(r"\(?\w{1,2}[.)]", row.glyph))
        span = row.line.span if numbered else row.span
        if kept and index and continues(rows, index, width):
            kept[-1].append(span)
        else:
            kept.append([span])
    return kept
