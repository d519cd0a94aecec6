"""What a job asks for, as terms in order of importance.

A term's weight is the sum over the lines that hold it: more for a requirement than for a duty, more for a
name than for a word, less with each repetition. Benefits, procedure, legal text and praise of the company
give no terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...text.terms import fold_term, tokens
from .headings import Kind, is_welcome
from .phrases import Grade, Phrase, phrases
from .roles import has_role_word
from .sections import Line

MAX_KEYWORDS = 20
MAX_SKILLS = 30

_KIND_WEIGHT = {
    Kind.REQUIRED: 3.0,
    Kind.SKILLS: 2.4,
    Kind.PREFERRED: 1.6,
    Kind.DUTIES: 1.8,
    Kind.OTHER: 0.7,
    Kind.HEAD: 0.7,
}
_GRADE_WEIGHT = {Grade.SOFT: 0.2, Grade.WORD: 0.3, Grade.PHRASE: 0.75, Grade.NAME: 1.3, Grade.KNOWN: 1.5}
_REPEATED = 0.4
_IN_TITLE = 2.5
_NEAR_TITLE = 1.0
_DEGREE = re.compile(
    r"\b(?:degree|diploma|graduat\w+|major(?:ing)? in|coursework|studium|diplôme|licenciatura|laurea)\b", re.I
)
_SUBJECT = 0.6
"""A degree names several subjects; each weighs less than a skill."""
_LEAST = 1.0
"""A term of less weight is left out once there are `_FEW` others."""
_FEW = 10

_EXAMINED = re.compile(r"\bknowledge of\s*:", re.IGNORECASE)
_SHORT = 6
"""A line of the head with so few words is a title, an address or the like."""
_CLAUSE = re.compile(r";|(?<=\([ED]\))\s|(?<=\))[.]\s|\.\s+(?=[A-Z(])| - (?=[A-Z])|\s–\s")
_IDEALLY = re.compile(
    r"(?<=\w)(?:,| and|, and| –)\s(?=(?:ideally|preferably|idealerweise|idéalement)\b)", re.I
)
_MARK_WORDS = 1
"""An aside of so many words, "(preferred)", is about the item before it."""
_ASIDE = re.compile(r"\(([^()]*)\)")


@dataclass(slots=True)
class Term:
    """A term of the ad: as written, where it was required, preferred or only mentioned."""

    text: str
    grade: Grade
    weights: list[float] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """Sum of its lines' weights, the heaviest in full and the others in part."""
        ranked = sorted(self.weights, reverse=True)
        return _GRADE_WEIGHT[self.grade] * (ranked[0] + _REPEATED * sum(ranked[1:5]))


def find_terms(lines: Iterable[Line], title: str, language: str) -> dict[tuple[str, ...], Term]:
    """The terms of the ad by their folded form, in order of first appearance."""
    terms: dict[tuple[str, ...], Term] = {}
    near = {
        token.folded for token in tokens(title) if len(token.folded) > 3 and not has_role_word(token.written)
    }
    for phrase in phrases(title, language=language):
        if phrase.grade is Grade.KNOWN:
            _add(terms, phrase, Kind.HEAD, _KIND_WEIGHT[Kind.HEAD] + _IN_TITLE)
    for line in lines:
        for clause, kind in _clauses(line):
            weight = _KIND_WEIGHT.get(kind, 0.0)
            if not weight:
                continue
            asked, subject = kind in _ASKING, bool(_DEGREE.search(clause))
            for phrase in phrases(clause, language=language, imperative=not asked):
                if not asked and _is_doubtful(phrase, kind, language):
                    continue
                factor = _SUBJECT if subject and not _DEGREE.search(phrase.text) else 1.0
                bonus = _NEAR_TITLE if near.intersection(fold_term(phrase.text)) else 0.0
                _add(terms, phrase, kind, weight * factor + bonus)
    return terms


def _is_doubtful(phrase: Phrase, kind: Kind, language: str) -> bool:
    """Whether a phrase outside the requirements may be anything: a plain word; in an introduction all but
    known terms; several words in a language whose verbs are not told from nouns."""
    if kind is Kind.HEAD:
        return phrase.grade is not Grade.KNOWN
    return phrase.grade is Grade.WORD or (phrase.grade is Grade.PHRASE and language in ("nl", "pl"))


def _add(terms: dict[tuple[str, ...], Term], phrase: Phrase, kind: Kind, weight: float) -> None:
    key = fold_term(phrase.text)
    if not key:
        return
    term = terms.setdefault(key, Term(phrase.text, phrase.grade))
    if term.text.isupper() and (len(phrase.text) > len(term.text) or not phrase.text.isupper()):
        term.text = phrase.text
    term.grade = max(term.grade, phrase.grade)
    term.weights.append(weight)
    term.kinds.append(kind)


_ASKING = (Kind.REQUIRED, Kind.PREFERRED, Kind.SKILLS)


def _clauses(line: Line) -> Iterator[tuple[str, Kind]]:
    """The clauses of a line with the kind of each: a degree may be required and its subject preferred."""
    kind, text = line.kind, line.text
    if kind is Kind.HEAD and (len(text.split()) <= _SHORT or not text.endswith((".", ";", ","))):
        return
    if kind is Kind.PROCESS:
        examined = _EXAMINED.search(text)
        kind, text = Kind.DUTIES, text[examined.end() :] if examined else ""
    for part in _CLAUSE.split(text):
        asides = _ASIDE.findall(part)
        marked = [aside for aside in asides if is_welcome(aside)]
        body = _ASIDE.sub(" , ", part) if marked else part
        whole = any(len(aside.split()) <= _MARK_WORDS for aside in marked)
        needed, *ideal = _IDEALLY.split(body, maxsplit=1)
        yield needed, Kind.PREFERRED if whole and kind in _ASKING else _own_kind(needed, kind)
        yield from ((wish, Kind.PREFERRED) for wish in ideal)
        if marked and not whole:
            yield from ((aside, _own_kind(aside, kind)) for aside in asides if len(aside) > 1)


def _own_kind(clause: str, kind: Kind) -> Kind:
    return Kind.PREFERRED if kind in (Kind.REQUIRED, Kind.SKILLS) and is_welcome(clause) else kind


def rank(terms: Iterable[Term], limit: int = MAX_KEYWORDS) -> list[str]:
    """The most important terms, none of them part of another; a proper name may hold a term besides."""
    chosen: list[str] = []
    taken: list[tuple[str, ...]] = []
    for term in sorted(terms, key=lambda term: -term.weight):
        if len(chosen) == limit or (len(chosen) >= _FEW and term.weight < _LEAST):
            break
        words = tuple(token.folded for token in tokens(term.text))
        named = len(words) > 2 and term.text.istitle()
        if not any((_holds(words, other) and not named) or _holds(other, words) for other in taken):
            chosen.append(term.text)
            taken.append(words)
    return chosen


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def skills(terms: Iterable[Term]) -> tuple[list[str], list[str]]:
    """Required and preferred terms in the ad's order; a term that is both is required. A plain word is
    required only where it has a capital, as names and German nouns have."""
    required, preferred = [], []
    for term in terms:
        plain = term.grade is Grade.WORD and term.text[0].islower()
        if term.grade is Grade.SOFT or (plain and Kind.PREFERRED not in term.kinds):
            continue
        if Kind.REQUIRED in term.kinds or (Kind.SKILLS in term.kinds and Kind.PREFERRED not in term.kinds):
            required.append(term.text)
        elif Kind.PREFERRED in term.kinds:
            preferred.append(term.text)
    return required[:MAX_SKILLS], preferred[:MAX_SKILLS]
