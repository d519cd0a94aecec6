"""Regular expressions written as word lists."""

from __future__ import annotations

import re


def any_of(listed: str) -> str:
    """An alternation of the patterns in `listed`, which are separated by semicolons and may be wrapped:
    "sales; account manager" -> "sales|account manager"."""
    return "|".join(pattern for part in listed.split(";") if (pattern := " ".join(part.split())))


def whole_words(listed: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern for any of the listed ones as whole words."""
    return re.compile(rf"(?<!\w)(?:{any_of(listed)})(?!\w)", flags)


def stands_in(part: str, text: str) -> bool:
    """Whether `part` is in `text` as whole words. By hand, like `inside_word`: a pattern made of a resume's words
    would stay in the cache of `re`."""
    at = text.find(part) if part else -1
    while at >= 0:
        end = at + len(part)
        if not inside_word(part[0], text[at - 1 : at]) and not inside_word(part[-1], text[end : end + 1]):
            return True
        at = text.find(part, at + 1)
    return False


def inside_word(edge: str, beside: str) -> bool:
    """Whether the character `beside` goes on with the word that ends at the character `edge`."""
    return edge.isalnum() and (beside.isalnum() or beside == "_")
