"""What a line looks like: a sentence, a line of a head, a web address, a length of time."""

from __future__ import annotations

import re

from ...text.memory import remembered
from .employers import employer_score
from .places import is_place
from .titles import title_score

_ABBREVIATED_END = re.compile(
    r"\b(?:inc|ltd|co|corp|jr|sr|dept|llc|st|univ|hons|no|u\.s|s\.a|s\.r\.l|s\.p\.a|o\.o|e\.v|b\.v|n\.v|"
    r"\w)\.$",
    re.IGNORECASE,
)
_UNIT = (
    r"(?:years?|yrs?|y|months?|mos?|m|jahre?n?|monate?n?|ans?|mois|años?|mes(?:es)?|ann[oi]|mes[ei]|"
    r"jaar|maanden"
    r"|lata?|miesi\w{1,5}|ani|luni|anos?)"
)
_AMOUNT = rf"\d{{1,2}}(?:[.,]\d)?\+? ?{_UNIT}\b\.?"
_DURATION = re.compile(
    rf"\W{{0,3}}(?:total:? |approx\.? |ca\. )?{_AMOUNT}(?:,? (?:and )?{_AMOUNT})?\W{{0,3}}", re.IGNORECASE
)
_URL = re.compile(
    r"\W{0,3}(?:(?:https?://|www\.)\S{2,200}|[\w-]{2,40}(?:\.[\w-]{2,40}){1,3}(?:/\S{0,100}))\W{0,3}",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s[@|–—]\s|\t")
_HANGING = frozenset("and or of the to with for in on at by a an & und der die et de y e von mit für".split())


def is_url(text: str) -> bool:
    """Whether `text` is nothing but a web address."""
    return bool(_URL.fullmatch(text))


@remembered(2_000)
def is_duration(text: str) -> bool:
    """Whether `text` is nothing but a length of time ("5 years 2 months")."""
    return bool(_DURATION.fullmatch(text.strip(" ·•|")))


def hangs(text: str) -> bool:
    """Whether a line ends in the middle of a phrase."""
    return text.endswith((",", "-", "–", "/", "(")) or text.rpartition(" ")[2].lower() in _HANGING


def _ends_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and not _ABBREVIATED_END.search(text)


def is_prose(text: str) -> bool:
    """Whether `text` reads as a sentence rather than as a line of a head."""
    if len(text.split()) < 5 or (_SEPARATED.search(text) and not text.endswith(".")):
        return False
    if _ends_sentence(text):
        return True
    long_words = re.findall(r"[^\W\d_]{4,}", text)
    lower = sum(word[0].islower() for word in long_words)
    if len(long_words) < 4 or lower <= 0.7 * len(long_words):
        return False
    return title_score(text) < 3 and employer_score(text) < 2.5


def is_headlike(text: str) -> bool:
    """Whether `text` could be a line of an entry's head: short, not a sentence, its words capitalised
    or of the kind that titles, employers and places are made of."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(text.split()) > 14 or len(text) > 130 or text.endswith(":"):
        return False
    if len(words) > 3 and (_ends_sentence(text) or text.endswith(";")):
        return False
    evidence = title_score(text) >= 2 or employer_score(text) >= 1.5 or is_place(text)
    if text.lstrip("*_\"'“(")[:1].islower() and not (evidence and len(words) <= 6):
        return False
    long_words = [word for word in words if len(word) > 3] or words
    capital = sum(not word[0].islower() for word in long_words) / len(long_words)
    return capital >= 0.6 or (evidence and len(words) <= 9 and (capital >= 0.3 or len(words) <= 4))
