"""Section headings in nine languages, and what counts as one.

A heading is compared by its letters only, so that case, punctuation, letter spacing ("E X P E R I E N C E"),
doubling ("SKILLSSKILLS") and a lost "fi" or "fl" ("Certi cations") do not matter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...text.folding import fold
from ...text.memory import remembered
from .heading_table import DOCUMENT_TITLES, HEADINGS, TELLING, Kind

_NUMBERING = re.compile(r"^(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)]\s+", re.IGNORECASE)
_CONTINUED = re.compile(r"\s*\(?\b(?:continued|cont['’]?d|cont\.?|fortsetzung|suite)\b\)?\.?$", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]\s*")


_NO_LETTER = re.compile(r"[\W\d_]+")


def _key(text: str) -> str:
    return _NO_LETTER.sub("", fold(text.replace("&", " and ")))


def _entries(block: str) -> list[str]:
    return [entry.strip() for entry in " ".join(block.split()).split("|") if entry.strip()]


@lru_cache(maxsize=1)
def _table() -> dict[str, Kind]:
    table: dict[str, Kind] = {}
    for kind, block in HEADINGS.items():
        for entry in _entries(block):
            table.setdefault(_key(entry), kind)
    for key, kind in list(table.items()):
        for ligature in ("ffi", "ff", "fi", "fl", "ti", "tt"):
            if ligature in key and len(key) > 6:
                table.setdefault(key.replace(ligature, ""), kind)
    return table


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(_key(entry) for entry in _entries(DOCUMENT_TITLES))


def is_document_title(text: str) -> bool:
    """Whether `text` only says that this is a resume."""
    return _key(text) in _titles()


@remembered(2_000)
def known_heading(text: str) -> Kind | None:
    """The kind of section that `text` is the heading of, else None."""
    if len(text) > 90 or text.count(" ") > 45 or text.endswith((".", ",")):
        return None
    text = _CONTINUED.sub("", _NUMBERING.sub("", text.strip(" \t#*_:-–—=|.~•>")))
    kind = _look_up(_key(text))
    if kind is None and text.endswith((")", "]")):
        kind = _look_up(_key(_BRACKETED.sub(" ", text)))
    return kind or (_compound(text) if text.count(" ") < 8 else None)


def _look_up(key: str) -> Kind | None:
    table = _table()
    for form in (key, key + "s", key.removesuffix("s")):
        if form in table and len(key) > 1:
            return table[form]
    half, odd = divmod(len(key), 2)
    if not odd and half > 4 and key[:half] == key[half:]:
        return table.get(key[:half])
    return None


_UNPAID = re.compile(
    r"\b(?:volunt\w*|ehrenamt\w*|benevol\w*|wolontariat|vrijwillig\w*|community|travel|life|"
    r"leadership activities|education experience)\b"
)


@lru_cache(maxsize=1)
def _telling() -> dict[str, Kind]:
    return {_key(word): kind for kind, words in TELLING.items() for word in words.split("|")}


def kind_by_word(text: str) -> Kind:
    """The kind of a heading that the table does not have, by its telling words: "Professional experience
    outside academia" is EXPERIENCE. OTHER where there is none."""
    if _UNPAID.search(fold(text)):
        return Kind.OTHER
    kinds = [_telling()[key] for word in re.findall(r"[^\W\d_]+", text) if (key := _key(word)) in _telling()]
    return kinds[0] if kinds else Kind.OTHER


_NO_HEADING = re.compile(r"[\d.,;:@()|•]|^[^\W\d_A-Z]")
_AND = re.compile(r"\s*(?:[&/,+]|\b(?:and|und|et|y|e|en|i|și)\b)\s*")


def _compound(text: str) -> Kind | None:
    """ "Publications and Talks", "Skills / Tools": every part is a heading, the first one decides."""
    parts = [part for part in _AND.split(text) if part]
    if not 2 <= len(parts) <= 4:
        return None
    kinds = [_look_up(_key(part)) for part in parts]
    return kinds[0] if all(kinds) else None


@remembered(2_000)
def two_headings(text: str) -> tuple[int, Kind, Kind] | None:
    """Where the second of two headings on one line begins, and both kinds, else None: the mark of two
    columns that were read line by line."""
    words = list(re.finditer(r"\S+", text)) if len(text) < 80 else []
    if not 2 <= len(words) <= 6 or _NO_HEADING.search(text) or known_heading(text):
        return None
    for word in words[1:]:
        left, right = text[: word.start()].strip(), text[word.start() :]
        if left.istitle() != right.istitle() and left.isupper() != right.isupper():
            continue
        first, second = _look_up(_key(left)), _look_up(_key(right))
        if first and second and not left.endswith(("&", ",", "/", "and")):
            return word.start(), first, second
    return None
