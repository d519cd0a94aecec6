"""Professions in running text, and the titles that a resume shows its candidate to hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..schema import CandidateProfile
from ..text.folding import fold
from ..text.memory import remembered
from ..text.sentences import split_sentences
from ..text.title_words import LOOSE, NOUNS, SUFFIXES
from .claim_tables import HEADLINE_WORDS, NEUTRAL
from .words import STOP_WORDS, sign, words

_SAYS_NOTHING_NEW = NEUTRAL | HEADLINE_WORDS
"""By word and not by stem: a director is not direct."""
_FREE = STOP_WORDS | _SAYS_NOTHING_NEW
_PART = re.compile(r"\s[|·•–—/&+-]\s|[|,;:()]\s?|\s(?:and|und|et|y|e|en|i|și|with|for|who|mit|avec)\s")
_SHORTEST_STEM = 3
_WISH = re.compile(
    r"\b(?:want|seek|look(?:s|ing)? (?:for|to)|aspir|hop(?:es?|ing)\b|aim|wish|keen|eager|becom|pursu|transition|desir"
    r"|step(?:ping)? (?:up|into)|mov(?:e|ing) into)",
    re.IGNORECASE,
)


@remembered(5_000)
def is_profession(word: str) -> bool:
    """Whether a word names a profession: "engineer", "Projektleiter"."""
    folded = fold(word).casefold()
    if word.casefold() in _SAYS_NOTHING_NEW or folded in LOOSE:
        return False
    return folded in NOUNS or any(
        folded.endswith(suffix) and len(folded) >= len(suffix) + _SHORTEST_STEM for suffix in SUFFIXES
    )


def signs_of(text: str) -> frozenset[str]:
    """The signs of the words of a title that say something: not its function words and general ones."""
    return frozenset(sign(w) for w in words(text) if w.casefold() not in _FREE)


def titles_in(text: str) -> list[str]:
    """The professions of a headline, each with the words that lead up to it in its part:
    "DevOps Engineer" of "DevOps Engineer on call | Linux"."""
    found = []
    for part in _PART.split(text):
        ends = [m.end() for m in re.finditer(r"[^\W\d_]+", part) if is_profession(m.group())]
        if ends:
            found.append(part[: ends[-1]])
    return found


def held_lines(profile: CandidateProfile) -> list[str]:
    """The lines that say what the candidate is: titles with their employers (a teacher at Larch High School
    is a high school teacher), headline, degrees, certificates and the opening sentence of the summary up to
    what it wishes for."""
    opening = [_WISH.split(sentence)[0] for sentence in split_sentences(profile.summary)[:1]]
    titles = [f"{role.title} {role.company}" for role in profile.experience if role.title]
    degrees = [entry.degree for entry in profile.education]
    lines = (*titles, profile.headline, *degrees, *profile.certifications, *opening)
    return [line for line in lines if line]


def is_within_one(title: str, lines: Iterable[frozenset[str]]) -> bool:
    """Whether all words of a title stand in one line: a title put together from several is none."""
    said = signs_of(title)
    return any(said <= line for line in lines)
