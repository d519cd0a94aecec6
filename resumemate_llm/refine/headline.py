"""The headline: every word of it is the resume's, or says nothing new, and a profession in it is one that
the resume names as such (contract, steps 3 and 6)."""

from __future__ import annotations

from . import plain_texts
from .claim_tables import HEADLINE_WORDS, NEUTRAL, SENIORITY
from .counts import unsupported_numbers, without_true_years
from .evidence import Evidence
from .professions import is_within_one, titles_in
from .reading import Reading
from .state import Findings
from .wording import clean, findings_for
from .words import STOP_WORDS, plain, sign, stem, words

_BAR = " | "
_LOCATION = "tailoredResume.headline"
_SAYS_NOTHING_NEW = frozenset(stem(word) for word in (*NEUTRAL, *HEADLINE_WORDS))


def true_headline(text: str, evidence: Evidence, findings: Findings) -> str:
    """The headline, if the resume shows what it says; else a plain one."""
    worded = clean(text)
    findings += findings_for(worded, _LOCATION)
    plain = clean(plain_texts.headline(evidence)).text or "Candidate"
    if worded.text and (worded.text == plain or is_shown(worded.text, evidence)):
        return worded.text
    kept = [part for part in worded.text.split(_BAR) if part and is_shown(part, evidence)]
    if kept and worded.text.startswith(kept[0]):
        message = "A part of the headline that the resume does not show was taken out."
        findings.add("facts.headline", _LOCATION, message)
        return _BAR.join(kept)
    if worded.text:
        message = "The headline claimed what the resume does not show and was replaced."
        findings.add("facts.headline", _LOCATION, message)
    else:
        findings.add("facts.empty", _LOCATION, "The headline was empty.")
    return plain


def is_shown(text: str, evidence: Evidence) -> bool:
    """Whether the resume shows every word, number and rank of a headline, and each profession as a whole."""
    if unsupported_numbers(Reading(without_true_years(text, evidence)), evidence.basis):
        return False
    if any((rank := w.casefold()) in SENIORITY and rank not in evidence.ranks for w in words(text)):
        return False
    if any(term in evidence.read(text) for term in evidence.hard_terms):
        return False
    if evidence.basis.lacks_credentials(evidence.read(text)):
        return False
    return all(_is_known(word, evidence) for word in words(text)) and all(
        _is_held(title, evidence) for title in titles_in(text)
    )


def _is_held(title: str, evidence: Evidence) -> bool:
    """Whether the candidate is what a title says, or lists it among the skills."""
    return is_within_one(title, evidence.held) or any(
        plain(title) in plain(item) for _, item in evidence.own_items
    )


def _is_known(word: str, evidence: Evidence) -> bool:
    if word.casefold() in STOP_WORDS or stem(word) in _SAYS_NOTHING_NEW:
        return True
    return sign(word) in evidence.basis.stems or evidence.shows(word)
