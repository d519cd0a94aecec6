"""What a job asks for, as terms in order of importance.

A term's weight is the sum over the lines that hold it: more for a requirement than for a duty, more for a
name than for a word, less with each repetition. Benefits, procedure, legal text and praise of the company
give no terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...text.terms import TermIndex, fold_term
from .phrases import Grade, phrases
from .sections import Kind, Line

MAX_KEYWORDS = 20
MAX_SKILLS = 30

_KIND_WEIGHT = {
    Kind.REQUIRED: 3.0,
    Kind.SKILLS: 2.4,
    Kind.PREFERRED: 1.6,
    Kind.DUTIES: 1.5,
    Kind.OTHER: 0.7,
    Kind.HEAD: 1.2,
    Kind.ABOUT: 0.0,
}
_GRADE_WEIGHT = {Grade.SOFT: 0.25, Grade.WORD: 0.5, Grade.PHRASE: 0.9, Grade.NAME: 1.15, Grade.KNOWN: 1.3}
_REPEATED = 0.4
_IN_TITLE = 2.5

_PREFERRED = re.compile(
    r"\b(?:preferred|preferably|a plus|nice to have|bonus|desirable|desired|an advantage|advantageous|ideally|"
    r"highly regarded|appreciated|not required|beneficial|optional|von vorteil|wünschenswert|idealerweise|"
    r"appréciée?|souhaitée?|un plus|deseable|valorable|preferibile|gradita|mile widzian\w+|constituie avantaj|"
    r"desejável|is een pré)\b|\(D\)",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\b(?:experience (?:with|in|of|as|using|working)|years?(?:’|')? (?:of )?\w*\s?experience|proficien\w+|knowledge of|must (?:have|be|hold)|"
    r"required|qualified|degree in|certifi\w+|familiar\w* with|understanding of|skills in|expertise in|background in|"
    r"you have|you bring|you are|ability to|able to|berufserfahrung|kenntnisse|erfahrung|maîtrise|expérience|"
    r"experiencia|conocimientos|esperienza|conoscenza|ervaring|doświadczenie|experiență|experiência)\b|\(E\)",
    re.IGNORECASE,
)
_EXAMINED = re.compile(r"\b(?:knowledge of|abilit(?:y|ies) to)\s*:?", re.IGNORECASE)
_CLAUSE = re.compile(r";|(?<=\))[.]\s|\.\s+(?=[A-Z(])| - (?=[A-Z])|\s–\s")
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
    titled = TermIndex(title)
    for line in lines:
        for clause, kind in _clauses(line):
            weight = _KIND_WEIGHT.get(kind, 0.0)
            if not weight:
                continue
            for phrase in phrases(clause, language=language, imperative=kind in (Kind.DUTIES, Kind.HEAD)):
                key = fold_term(phrase.text)
                if not key:
                    continue
                term = terms.setdefault(key, Term(phrase.text, phrase.grade))
                term.grade = max(term.grade, phrase.grade)
                term.weights.append(weight + (_IN_TITLE if phrase.text in titled else 0.0))
                term.kinds.append(kind)
    return terms


def _clauses(line: Line) -> Iterator[tuple[str, Kind]]:
    """The clauses of a line with the kind of each: a degree may be required and its subject preferred."""
    kind = line.kind
    if kind in (Kind.HEAD, Kind.OTHER, Kind.CONDITIONS) and _REQUIRED.search(line.text):
        kind = Kind.REQUIRED
    if kind is Kind.PROCESS and (examined := _EXAMINED.search(line.text)):
        yield from ((part, Kind.DUTIES) for part in _CLAUSE.split(line.text[examined.end() :]))
        return
    for part in _CLAUSE.split(line.text):
        if not part.strip():
            continue
        asides = _ASIDE.findall(part)
        body = _ASIDE.sub(" , ", part) if any(map(_PREFERRED.search, asides)) else part
        yield body, _own_kind(body, kind)
        if body is not part:
            yield from ((aside, _own_kind(aside, kind)) for aside in asides if len(aside) > 1)


def _own_kind(clause: str, kind: Kind) -> Kind:
    return Kind.PREFERRED if kind in (Kind.REQUIRED, Kind.SKILLS) and _PREFERRED.search(clause) else kind


def rank(terms: dict[tuple[str, ...], Term], limit: int = MAX_KEYWORDS) -> list[str]:
    """The most important terms, none of them part of another."""
    chosen: list[tuple[str, ...]] = []
    for key, term in sorted(terms.items(), key=lambda item: -item[1].weight):
        if len(chosen) == limit:
            break
        if not any(_holds(key, other) or _holds(other, key) for other in chosen):
            chosen.append(key)
    return [terms[key].text for key in chosen]


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def skills(terms: dict[tuple[str, ...], Term]) -> tuple[list[str], list[str]]:
    """Required and preferred terms in the ad's order; a term that is both is required."""
    required, preferred = [], []
    for term in terms.values():
        if term.grade <= Grade.WORD:
            continue
        if Kind.REQUIRED in term.kinds or (Kind.SKILLS in term.kinds and Kind.PREFERRED not in term.kinds):
            required.append(term.text)
        elif Kind.PREFERRED in term.kinds:
            preferred.append(term.text)
    return required[:MAX_SKILLS], preferred[:MAX_SKILLS]
