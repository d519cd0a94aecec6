"""Sentences that tell what the candidate did: of their words none may be new to the resume.

Other sentences, about the job, a hope or a plan, are free in their wording and are judged by what they
claim (`claims`); one that tells is a fact as a bullet is, and gets a closed vocabulary as bullets do.
"""

from __future__ import annotations

import re
from typing import Literal

from ..text.verbs import find_verb
from .claim_tables import NEUTRAL
from .everyday import EVERYDAY
from .evidence import Evidence
from .reading import Reading
from .words import sign, stem, words

_FREE = frozenset(form(word) for word in NEUTRAL for form in (stem, sign)) | frozenset(
    sign(word)
    for word in (
        "role career experience skill team company job employer position letter resume interest colleague planner "
        "bring year current previous day study studies degree qualification cover add show example know part come "
        "field way start path side another other earlier still few last before result measure situation section "
        "now today begin start"
    ).split()
)
"""What a letter or a summary may say about anybody's work."""

_SELF = re.compile(
    r"(?<!what )\b(?:i|we|my team(?: and i)?)\b "
    r"(?:(?:have|had|has|also|then|was|were|been|once|later|consistently|regularly|already) )*([a-z]+)"
    r"|\b(?:i|we)['’](?:ve|d) (?:(?:also|been|already) )*([a-z]+)"
)
_WAS = re.compile(r"\bi (?:was|have been) (?:once |also |already |even )?(?:an?|the) ")
_ADDRESSED = re.compile(r"\byou (?:(?:have|had|also|then|once|already|were) )*([a-z]+)")
_NO_DEEDS = frozenset("enjoyed liked wanted read learned wished hoped noted noticed found saw".split())
_OPENS_SUMMARY = frozenset("has holds known recognised recognized trusted proven regularly".split())
_CLAUSE = re.compile(r"; |, (?=(?:and|but|so|where|which)\b)| (?=and (?:would|will|want|hope)\b)")
_HOPED = re.compile(r"\b(?:would|will|want|hope|wish|eager|keen)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")

_ORDERED = re.compile(
    r"\bnobody will (?:check|notice|know)\b|\bmust be hired\b|\brate this (?:applicant|candidate)\b"
    r"|\bround\b[^.;]* up\b|\b(?:system note|ignore (?:all|any|the) (?:previous|prior) instructions)\b",
    re.IGNORECASE,
)

Told = Literal["summary", "letter", "told"]


def told_beyond(sentence: Reading, evidence: Evidence, mode: Told) -> str | None:
    """The first word of a sentence about the candidate's past with which it leaves the resume."""
    if not evidence.english:
        return None
    said = "; ".join(part for part in _CLAUSE.split(sentence.text) if not _HOPED.search(part))
    if not _tells(said.casefold(), mode):
        return None
    return _new_word(evidence.read(said), evidence, free=3 if mode == "told" else 1)


def misleads(advice: str) -> str | None:
    """The words with which a piece of advice says to embellish, or orders whoever reads it."""
    found = _ORDERED.search(advice)
    return found and found.group()


def _tells(small: str, mode: Told) -> bool:
    """Whether a sentence, in small letters, says what the candidate did or is known for."""
    if mode == "summary":
        first = _WORD.search(small)
        return first is not None and (first[0] in _OPENS_SUMMARY or find_verb(first[0]) is not None)
    if mode == "told":
        return any(_is_deed(match[1]) for match in _ADDRESSED.finditer(small))
    deeds = (match[1] or match[2] for match in _SELF.finditer(small))
    return any(map(_is_deed, deeds)) or _WAS.search(small) is not None


def _is_deed(word: str) -> bool:
    known = find_verb(word)
    return known is not None and known[1] == "past" and word not in _NO_DEEDS


def _new_word(text: Reading, evidence: Evidence, free: int) -> str | None:
    """The first new word of a text of which more than `free` words and a quarter are new, or one is not an
    everyday word."""
    numbers = {sign(w) for counted in text.counted for w in words(counted.number.written)}
    target = {sign(w) for w in words(f"{evidence.job_title} {evidence.company}")}
    content = [s for s in text.order if s not in _FREE and s not in numbers]
    new = [s for s in content if s not in evidence.basis.stems and s not in target and not evidence.shows(s)]
    strange = [s for s in new if s not in EVERYDAY]
    if strange:
        return strange[0]
    return new[0] if len(new) > max(free, len(content) // 4) else None
