"""Sentences of running prose."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    "e.g i.e etc vs mr mrs ms dr prof st inc ltd co corp jr sr no approx dept univ est fig al gov".split()
)
_BOUNDARY = re.compile(r"[.!?](?P<behind>[\"')\]]*\s+)(?=[\"'(\[]?[^\W_a-zà-ÿ])")


def split_sentences(text: str) -> list[str]:
    """The sentences of `text` in order, whitespace trimmed. Joining them with spaces gives back every
    word; an abbreviation ("Inc.", "e.g.", an initial) or a number at its head ("1.") does not end a sentence."""
    text = " ".join(text.split())
    sentences: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        last_word = (
            text[start : match.start("behind")].rsplit(" ", 1)[-1].rstrip(".!?").lstrip("(\"'").lower()
        )
        numbering = " " not in text[start : match.start()].strip()
        initial = len(last_word) == 1 and (last_word.isalpha() or numbering)
        if text[match.start()] == "." and (initial or last_word in _ABBREVIATIONS):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    if text[start:].strip():
        sentences.append(text[start:].strip())
    return sentences
