"""Case and accents taken away character by character, so that places in the folded text are places in
the original."""

from __future__ import annotations

import unicodedata

_IRREGULAR = {"ß": "s", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "a", "œ": "o", "þ": "t", "ð": "d"}


def _fold_character(character: str) -> str:
    lower = character.lower()
    if len(lower) != 1:
        lower = lower[0]
    return _IRREGULAR.get(lower) or unicodedata.normalize("NFD", lower)[0]


_TABLE = {
    code: _fold_character(chr(code))
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))
}


def fold(text: str) -> str:
    """`text` in lower case and without accents, exactly as long as before: "Übersicht" gives "ubersicht"."""
    return text.lower() if text.isascii() else text.translate(_TABLE)
