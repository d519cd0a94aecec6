"""Lines that belong to the page and not to the person: page numbers, repeated headers, file paths."""

from __future__ import annotations

import re

from .source import Line

_PAGE = (
    r"(?:page|seite|pagina|página|strona|pag\.?|blad|p\.)\s*\d{1,2}"
    r"(?:\s*(?:/|of|von|de|sur|di|van|z|din)\s*\d{1,2})?"
)
_PAGE_NUMBER = re.compile(
    rf"[\W_]{{0,4}}(?:{_PAGE}|\d{{1,2}}\s*(?:/|of|von|sur|di|z|din)\s*\d{{1,2}}|[1-9]|1\d)[\W_]{{0,4}}",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(rf"(?:^|[\s|–—-]){_PAGE}\W{{0,3}}$|^\W{{0,3}}{_PAGE}(?=[\s|–—-])", re.IGNORECASE)
_PATH = re.compile(
    r"(?:[A-Za-z]:\\|/|file:/|\\\\)\S.{0,150}\.(?:docx?|pdf|odt|rtf|txt|html?|tex|md)\b.{0,60}", re.IGNORECASE
)
_FILE = re.compile(r"[\w() .-]{1,60}\.(?:docx?|pdf|odt|rtf)", re.IGNORECASE)
_CLOSING = re.compile(
    r"[^\W\d_][\w .-]{1,30},?\s+(?:den|le|the|am|il|el|em|dnia|,)?\s*\d{1,2}[. ]\s?(?:\d{1,2}|"
    r"[^\W\d_]{3,10})[. ]\s?\d{4}\.?",
    re.IGNORECASE,
)


def split_furniture(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without the page's furniture, and the furniture. Of a line repeated on every page the
    first stays."""
    page_lines = {index for index, line in enumerate(lines) if _is_page_line(line.text)}
    repeated = _repeated(lines, page_lines)
    content: list[Line] = []
    furniture: list[Line] = []
    carry_gap = False
    for index, line in enumerate(lines):
        if index in page_lines or index in repeated:
            furniture.append(line)
            carry_gap = carry_gap or line.gap
            continue
        line.gap = line.gap or (carry_gap and not _goes_on(content, line))
        carry_gap = False
        content.append(line)
    return content, furniture


def is_closing(text: str) -> bool:
    """Whether `text` is the place and date that closes a resume ("Stuttgart, den 12.01.2025")."""
    return bool(_CLOSING.fullmatch(text))


def _goes_on(content: list[Line], line: Line) -> bool:
    """Whether `line` finishes what stood before a page break."""
    return bool(content) and line.text[:1].islower()


def _is_page_line(text: str) -> bool:
    if _PAGE_NUMBER.fullmatch(text) or _PATH.fullmatch(text) or (_FILE.fullmatch(text) and " " not in text):
        return True
    marked = _PAGE_AT_END.search(text)
    return bool(marked) and len(text.split()) <= 12


def _repeated(lines: list[Line], page_lines: set[int]) -> set[int]:
    """Later copies of a line that stands at the top of the document or beside page numbers."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if not line.glyph and len(line.text) > 4:
            places.setdefault(line.text, []).append(index)
    repeated: set[int] = set()
    for indexes in places.values():
        at_border = [index for index in indexes if index < 2 or {index - 1, index + 1} & page_lines]
        if len(indexes) > 1 and 2 * len(at_border) > len(indexes):
            repeated.update(indexes[1:])
    return repeated
