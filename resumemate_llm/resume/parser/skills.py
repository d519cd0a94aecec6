"""The skills of a resume, grouped as their author did."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...text.folding import fold
from .lists import plain_rows
from .rows import Row, continues, text_width
from .source import Line, Span, split_outside_brackets, trim

_ITEMS = re.compile(r"\s*(?:,(?!\d{3}(?!\d))|;|\||•|·|●|▪|■|◦|‣)\s*|\t+|\s{3,}|\s+[–—]\s+")
_CATEGORY = re.compile(
    r"[\s*_]{0,4}(?P<label>[^:|•\n]{2,60}?)[*_]{0,3}\s*:(?!//)[*_]{0,3}(?:\s+|$)"
    r"|\*\*(?P<bold>[^*\n]{2,60})\*\*\s+[–-]?\s*"
)
_LEVEL = re.compile(
    r"beginner|novice|basic|elementary|intermediate|proficient|competent|advanced|expert|master|skilled|"
    r"experienced|"
    r"fluent|native(?: speaker)?|working knowledge|grundkenntnisse|fortgeschritten|experte|sehr gut|gut|"
    r"debutant|"
    r"intermediaire|avance|basico|intermedio|avanzado|experto|base|buono|ottimo|[★☆●○■□]+"
)


@dataclass(slots=True)
class RawGroup:
    """One line of skills: the label before the colon and the items, each as its spans."""

    category: list[Span] = field(default_factory=list)
    items: list[list[Span]] = field(default_factory=list)


def parse_skills(text: str, lines: list[Line]) -> tuple[list[RawGroup], list[Span]]:
    """The groups of a skills section, and levels ("Advanced") on lines of their own."""
    rows = plain_rows(text, lines)
    width = text_width(rows)
    groups: list[RawGroup] = []
    levels: list[Span] = []
    for index, row in enumerate(rows):
        match = _CATEGORY.match(row.text)
        if groups and not row.glyph and _LEVEL.fullmatch(fold(row.text)):
            levels.append(row.span)
        elif groups and not match and _goes_on(rows, index, width):
            opened = not re.search(r"[,;|•·.]$", rows[index - 1].text)
            _extend(groups[-1], split_items(text, row.span), joins=opened)
        else:
            group = _read_group(text, row, match)
            after_level = bool(levels) and levels[-1] == rows[index - 1].span
            if not _belongs(group, groups, rows, index, after_level=after_level):
                groups.append(group)
    return groups, levels


def split_items(text: str, span: Span) -> list[list[Span]]:
    """The items of a list on one line."""
    items = []
    for piece, _ in split_outside_brackets(text, span, _ITEMS):
        item = trim(text, piece, " \t,;|·•*_")
        content = text[item.start : item.end]
        if content.endswith(".") and content.count(".") == 1:
            item = Span(item.start, item.end - 1)
        if not item.empty:
            items.append([item])
    return items


def _read_group(text: str, row: Row, match: re.Match[str] | None) -> RawGroup:
    if match is None or _is_sentence(row.text):
        return RawGroup(items=split_items(text, row.span))
    name = match.span("label" if match["label"] else "bold")
    category = trim(text, Span(row.span.start + name[0], row.span.start + name[1]), " *_")
    return RawGroup([category], split_items(text, Span(row.span.start + match.end(), row.span.end)))


def _is_sentence(content: str) -> bool:
    return len(content.split()) > 25 and content.endswith(".") and content.count(",") < 3


def _belongs(
    group: RawGroup, groups: list[RawGroup], rows: list[Row], index: int, *, after_level: bool
) -> bool:
    """Whether a line without a label belongs to the group above it, and was added there: the items under
    a label of its own line, or a list under a skill and its level ("Databases / Advanced / MySQL, ...")."""
    if not groups or group.category:
        return False
    last = groups[-1]
    if after_level and not last.category and len(last.items) == 1 and len(group.items) > 1:
        last.category, last.items = last.items[0], group.items
    elif last.category and (not last.items or (rows[index].glyph and _listed_under(rows, index))):
        last.items += group.items
    else:
        return False
    return True


def _listed_under(rows: list[Row], index: int) -> bool:
    """Whether the bullet stands in a list under a label that had no items on its own line."""
    above = next((row for row in reversed(rows[:index]) if not row.glyph), None)
    return above is not None and above.text.rstrip("*_ ").endswith(":")


def _goes_on(rows: list[Row], index: int, width: int | None) -> bool:
    """Whether a list of items goes on with the line above."""
    row, before = rows[index], rows[index - 1]
    if row.glyph or row.gap:
        return False
    if re.search(r"[,;|•·&/]$", before.text) or row.text[:1] in {",", ";", "|"}:
        return True
    if not re.search(r"[,;|•]", before.text):
        return row.text[:1].islower()
    if continues(rows, index, width):
        return True
    limit = width or max(len(other.line.text) for other in rows)
    return limit > 50 and len(before.line.text) > 0.8 * limit and "," in row.text


def _extend(group: RawGroup, items: list[list[Span]], *, joins: bool) -> None:
    """Add items; with `joins` the first of them is the second half of the last one."""
    if joins and group.items and items:
        group.items[-1] = [*group.items[-1], *items.pop(0)]
    group.items += items
