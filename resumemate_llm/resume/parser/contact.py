"""The head of the resume: name, headline, contact data, and a summary without a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from .contact_items import Cell, Items, read_items
from .headings import is_document_title
from .names import are_letters, behind_name, find_name, name_score, repeats
from .places import is_address
from .shapes import is_prose
from .source import Line, Span
from .titles import title_score

_NO_HEADLINE = re.compile(r"\d{4}|@|^[^:]{2,30}:\s")


@dataclass(slots=True)
class Contact(Items):
    """What the head of a resume says, as spans. `credentials` are letters behind the name ("RN, BSN")."""

    name: list[Span] = field(default_factory=list)
    headline: list[Span] = field(default_factory=list)
    summary: list[Span] = field(default_factory=list)
    location: list[Span] = field(default_factory=list)
    credentials: list[Span] = field(default_factory=list)


def read_links(text: str, lines: list[Line], contact: Contact) -> None:
    """Take the links out of a section of links."""
    read_items(text, lines, contact)


def read_header(text: str, lines: list[Line], contact: Contact) -> None:
    """Read name, headline, contact data and an opening summary; what fits nowhere is left."""
    titles = [line for line in lines if is_document_title(line.text)]
    contact.labels += [line.span for line in titles]
    lines = [line for line in lines if line not in titles]
    cells = _take_name(text, read_items(text, lines, contact), contact)
    cells = [cell for cell in cells if not _take_field(cell, contact)]
    cells = _take_headline(text, cells, contact)
    _take_summary(lines, cells, contact)


# --- name ---------------------------------------------------------------------------------------


def _take_name(text: str, cells: list[Cell], contact: Contact) -> list[Cell]:
    email = "".join(text[span.start : span.end] for span in contact.email)
    best_score, best = 1.0, None
    for number, cell in enumerate(cells):
        labelled = "name" in cell.meanings
        name = (
            None
            if cell.meanings and not labelled
            else find_name(text, cell.span, email, is_first=number == 0)
        )
        if name is None:
            continue
        score = name_score(text[name.start : name.end], email) - 0.3 * cell.line
        score += (2.0 if number == 0 else 0.0) + (1.0 if cell.whole else 0.0) + (6.0 if labelled else 0.0)
        if (best is None and score >= best_score) or score > best_score:
            best_score, best = score, (cell, name)
    return _without_name(text, cells, contact, *best) if best else cells


def _without_name(text: str, cells: list[Cell], contact: Contact, named: Cell, name: Span) -> list[Cell]:
    """Record the name; the cells without it, its letters, and its repetitions."""
    contact.name = [name]
    rest: list[Cell] = []
    for cell in cells:
        if cell is not named:
            if repeats(cell.text, text[name.start : name.end]):
                contact.labels.append(cell.span)
            else:
                rest.append(cell)
            continue
        contact.labels.append(Span(cell.span.start, name.start))
        behind = behind_name(text, cell.span, name)
        content = text[behind.start : behind.end]
        if are_letters(content):
            contact.credentials.append(behind)
        elif content:
            rest.append(Cell(behind, content, cell.line, False))
    return rest


# --- the rest -----------------------------------------------------------------------------------


def _take_field(cell: Cell, contact: Contact) -> bool:
    """Whether a cell's label or its shape says what it is, and the cell was taken."""
    address = is_address(cell.text)
    if "location" in cell.meanings and (address or "phone" not in cell.meanings):
        contact.location.append(cell.span)
    elif "link" in cell.meanings:
        contact.links.append([cell.span])
    elif "headline" in cell.meanings and not contact.headline:
        contact.headline = [cell.span]
    elif address and ":" not in cell.text and (title_score(cell.text) < 2 or cell.text[0].isdigit()):
        contact.location.append(cell.span)
    else:
        return False
    return True


def _take_headline(text: str, cells: list[Cell], contact: Contact) -> list[Cell]:
    """The line that says what the person is: one with words of a title, else the line under the name."""
    if contact.headline:
        return cells
    candidates = []
    for _, group in groupby(cells, key=lambda cell: cell.line):
        row = list(group)
        content = text[row[0].span.start : row[-1].span.end]
        if len(content.split()) <= 16 and not is_prose(content) and not _NO_HEADLINE.search(content):
            candidates.append((row, content))
    chosen = next((row for row, content in candidates if title_score(content) >= 2), None)
    if chosen is None and contact.name:
        below = (
            pair for pair in candidates if pair[0][0].whole and pair[0][0].span.start > contact.name[0].end
        )
        row, content = next(below, ([], ""))
        fits = row and row[0].line <= 3 and not row[0].meanings and ":" not in content and " " in content
        chosen = row if fits else None
    if chosen is None:
        return cells
    begin, end = _first_half(cells, chosen, contact), chosen[-1].span.end
    contact.headline = [Span(begin, end)]
    return [cell for cell in cells if not begin <= cell.span.start < end]


def _first_half(cells: list[Cell], chosen: list[Cell], contact: Contact) -> int:
    """Where a headline begins that was wrapped before its last word."""
    begin = chosen[0].span.start
    above = next((cell for cell in cells if cell.whole and cell.line == chosen[0].line - 1), None)
    if above is None or above.meanings or " " in chosen[0].text or not contact.name:
        return begin
    return above.span.start if above.span.start > contact.name[0].end else begin


def _take_summary(lines: list[Line], cells: list[Cell], contact: Contact) -> None:
    """Sentences between the contact data and the first heading."""
    whole = {cell.line: cell.text for cell in cells if cell.whole}
    prose = [number for number, content in whole.items() if is_prose(content) or len(content.split()) > 9]
    if not prose:
        return
    last = prose[-1]
    while last + 1 in whole and (whole[last + 1][:1].islower() or whole[last + 1].endswith(".")):
        last += 1
    contact.summary = [lines[number].body for number in whole if prose[0] <= number <= last]
