"""Cutting the head of a role at its separators."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal, NamedTuple

from .employers import PLACEHOLDER, employer_score, ends_legally
from .places import PLACEHOLDER as PLACE_PLACEHOLDER
from .places import is_code, is_place
from .source import Span, split_outside_brackets, trim
from .titles import title_score

Field = Literal["title", "company", "place"]

_EDGES = " \t,;|·•–—－-*_/"
_STRONG = re.compile(
    r"\s*\|\s*|\s*[—―－]\s*|\s+[–−‐‑-]{1,2}\s+|\s+[-–](?=[A-Z])|\t+|\s{3,}|\s+[•·◦●▪■∙]\s*|\s+//\s+"
    r"|\s*;\s+|\s+→\s+|\s*@\s+|\s+@(?=\w)|(?<=\w):\s+|\s+\*{2}\s*|\*{2}\s+|\.\s{2,}"
)
_AT = re.compile(r"\s+(?:at|bei|beim|chez|presso|bij)\s+(?=[^\W\d_a-z])")
_COMMA = re.compile(r"\s*,\s*")


class Part(NamedTuple):
    """One line of a head, or a part of one beside its date. `field` is known from a label."""

    span: Span
    field: Field | None = None


class Piece(NamedTuple):
    """What stands between two separators. `strong` says that a strong separator or a line's end stands
    before it, `part` is the number of the line."""

    span: Span
    text: str
    strong: bool
    part: int
    field: Field | None = None


def cut(text: str, parts: list[Part]) -> tuple[list[Piece], list[Span]]:
    """The pieces of a head, and remarks in brackets that belong to none."""
    pieces: list[Piece] = []
    notes: list[Span] = []
    for number, part in enumerate(parts):
        span = trim(text, part.span, _EDGES + "#:")
        if span.empty:
            continue
        if part.field:
            pieces += _labelled(text, span, number, part.field)
            continue
        note = _long_remark(text, span)
        if note:
            notes.append(note)
            span = trim(text, Span(span.start, note.start - 1))
        pieces += _unlabelled(text, span, number, alone=len(parts) == 1)
    return pieces, notes


def _piece(text: str, span: Span, number: int, *, strong: bool = True, name: Field | None = None) -> Piece:
    return Piece(span, text[span.start : span.end], strong, number, name)


def _labelled(text: str, span: Span, number: int, name: Field) -> list[Piece]:
    """What a label names, as it stands; only a place behind an employer is its own."""
    pieces = _merge_legal(text, _split(text, span, _COMMA)) if name == "company" else [span]
    place = len(pieces)
    while place > 1 and is_place(text[pieces[place - 1].start : pieces[-1].end]):
        place -= 1
    result = [_piece(text, Span(pieces[0].start, pieces[place - 1].end), number, name=name)]
    if place < len(pieces):
        result.append(_piece(text, Span(pieces[place].start, pieces[-1].end), number, name="place"))
    return result


def _unlabelled(text: str, span: Span, number: int, *, alone: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for chunk in _split(text, span, _STRONG):
        for half in _split_sentence(text, chunk, alone=alone and chunk == span):
            for inner in _split_placeholders(text, half):
                pieces += _at_commas(text, inner, number)
    return pieces


def _at_commas(text: str, span: Span, number: int) -> list[Piece]:
    if PLACE_PLACEHOLDER.fullmatch(text[span.start : span.end].strip()):
        return [_piece(text, span, number, name="place")]
    names = [trim(text, name, _EDGES) for name in _merge_legal(text, _split(text, span, _COMMA))]
    spans = [part for name in names for part in _bracketed_place(text, name) if not part.empty]
    return [_piece(text, part, number, strong=index == 0) for index, part in enumerate(spans)]


def _split(text: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    pieces = [piece for piece, _ in split_outside_brackets(text, span, separator)]
    return [piece for piece in pieces if not trim(text, piece).empty]


def _split_sentence(text: str, span: Span, *, alone: bool) -> list[Span]:
    """ "Engineer at Acme, Leeds", "Cleaner. Bright Ltd.": cut at the word or full stop where a title stands
    before it, or where the head is nothing else ("Paperboy at Patel's News")."""
    chunk = text[span.start : span.end]
    for match in _AT.finditer(chunk):
        before, after = chunk[: match.start()], chunk[match.end() :]
        is_title = title_score(before.split(",")[0]) >= 2
        is_title = is_title or (alone and len(before.split()) <= 4 and employer_score(before) < 1.5)
        if is_title and title_score(after.split(",")[0]) < 3:
            return [Span(span.start, span.start + match.start()), Span(span.start + match.end(), span.end)]
    stop = re.match(r"([^.,]{3,40})\.\s+(?=[^\W\d_a-z])", chunk)
    if stop and title_score(stop[1]) >= 2.5:
        return [Span(span.start, span.start + stop.end(1)), Span(span.start + stop.end(), span.end)]
    return [span]


def _split_placeholders(text: str, span: Span) -> list[Span]:
    """Anonymised heads ("Company Name City , State Accountant") have no separators of their own."""
    chunk = text[span.start : span.end]
    matches = [match for pattern in (PLACEHOLDER, PLACE_PLACEHOLDER) for match in pattern.finditer(chunk)]
    edges = sorted({0, len(chunk), *(edge for match in matches for edge in match.span())})
    pieces = [Span(span.start + first, span.start + last) for first, last in pairwise(edges)]
    return [piece for piece in pieces if not trim(text, piece).empty]


def _bracketed_place(text: str, span: Span) -> list[Span]:
    """ "Acme GmbH (Vienna)" is a name and a place."""
    content = text[span.start : span.end]
    match = re.search(r"\s+\(([^()]{2,40})\)$", content)
    if not match or not is_place(match[1]) or is_place(content[: match.start()]):
        return [span]
    return [
        Span(span.start, span.start + match.start()),
        Span(span.start + match.start(1), span.start + match.end(1)),
    ]


def _merge_legal(text: str, spans: list[Span]) -> list[Span]:
    """ "ABC Company, Inc." is one name; "Reno, NV" is none."""
    merged: list[Span] = []
    for span in spans:
        content = text[span.start : span.end].strip()
        if merged and ends_legally(content) and not is_code(content):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def _long_remark(text: str, span: Span) -> Span | None:
    """The long remark in brackets behind a title ("Store Manager (flagship store, $11m)"). A short one
    ("Band 6", "part-time") belongs to the title."""
    chunk = text[span.start : span.end]
    match = re.search(r"\s*[(\[]([^()\[\]]{0,160})[)\]]$", chunk)
    if not match or not match.start():
        return None
    if len(match[1].split()) <= 3 and not re.search(r"[,;$£€]", match[1]):
        return None
    before = chunk[: match.start()]
    if title_score(before.split(",")[0]) <= employer_score(before):
        return None
    return Span(span.start + match.start(1), span.start + match.end(1))
