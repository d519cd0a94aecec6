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
