"""Numbers: what a text counts and its sources do not, or count as something else."""

from __future__ import annotations

import re

from ..text.numbers import Number
from .claim_tables import DIRECTED, HEADLINE_WORDS, MEASURES, NEARLY, NEUTRAL, POSSESSED, YEARS_BEHIND
from .everyday import EVERYDAY
from .evidence import Basis, Evidence
from .reading import CLAUSE, Counted, Reading
from .words import STOP_WORDS, sign, stem, words

_MEASURE_STEMS = frozenset(stem(word) for word in MEASURES)
_YEAR_STEMS = frozenset(map(stem, "years jahre jahren ans années años anni jaar lat ani anos".split()))
_SAYS_NOTHING = EVERYDAY | frozenset(map(sign, (*HEADLINE_WORDS, *NEUTRAL)))
_LISTED = frozenset(map(stem, "examples reasons things points areas strengths ways aspects results".split()))


def unsupported_numbers(reading: Reading, basis: Basis) -> list[Number]:
    """The numbers of a text that its sources do not hold, or hold beside something else."""
    return [counted.number for counted in reading.counted if not _is_supported(counted, basis)]


def _is_supported(counted: Counted, basis: Basis) -> bool:
    sources = basis.numbers.get(counted.number.key, ())
    if sources and _is_year(counted.number.written):
        return True
    return any(_same_thing(counted, source) for source in sources)


def _same_thing(own: Counted, source: Counted) -> bool:
    """Whether two equal numbers count the same: rates and units of measure agree, and what is counted has
    one name. A share or a sum of money needs only one word of its clause in common."""
    if not _same_rate(own, source):
        return False
    if own.after in _MEASURE_STEMS:
        return own.after == source.after
    if source.after in _MEASURE_STEMS:
        return own.before in (source.before, source.after) and bool(own.before)
    if own.number.unit and own.clause & source.clause:
        return True
    if own.phrase and source.phrase:
        return own.head in source.phrase or source.head in own.phrase
    around, theirs = {own.before, *own.phrase} - {""}, {source.before, *source.phrase} - {""}
    return not around or not theirs or bool(around & theirs)


def _same_rate(own: Counted, source: Counted) -> bool:
    """Whether a number is counted by what its source is; a text may leave that out."""
    return own.rate in ("", source.rate) or (not source.rate and own.rate in source.rates_beside)


def number_in_prose(sentence: Reading, evidence: Evidence, *, advice: bool) -> str | None:
    """The first number in a sentence that the resume does not bear out. In `advice` one of the resume's own
    may stand anywhere, and only one that reads as a fact about the candidate counts."""
    if not sentence.counted:
        return None
    text = without_true_years(sentence.text, evidence)
    reading = sentence if text == sentence.text else Reading(text)
    for counted in reading.counted:
        number = counted.number
        if _is_rhetorical(counted) or (_is_year(number.written) and number.written in evidence.index):
            continue
        if advice and (number.key in evidence.basis.numbers or not _is_weighty(counted)):
            continue
        if (advice or _speaks_of_job(sentence.text)) and number.key in evidence.job_numbers:
            continue
        if not _is_supported(counted, evidence.basis):
            return number.written
    return None


def _is_year(written: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", written))


def _is_rhetorical(counted: Counted) -> bool:
    """Whether the number counts what the text itself lists ("two examples")."""
    return counted.number.written.isalpha() and counted.after in _LISTED and counted.number.value <= 5


def _is_weighty(counted: Counted) -> bool:
    """Whether a number in a piece of advice reads as a fact about the candidate."""
    return bool(counted.number.unit) or counted.number.value >= 1000


def _speaks_of_job(text: str) -> bool:
    """Whether a sentence is about the job or a hope, and nothing that the candidate has."""
    small = text.casefold()
    return bool(DIRECTED.search(small)) and not POSSESSED.search(small)


def without_true_years(text: str, evidence: Evidence) -> str:
    """`text` with the counts of years and decades blanked that the dates bear out; in English not one that
    counts the years of something that the resume does not know ("14 years leading regattas")."""
    for number in evidence.read(text).numbers:
        end = _end_of_years(number, text)
        if end and _years_supported(number, text, evidence) and _is_of_what_is_known(text[end:], evidence):
            text = text[: number.start] + " " * (end - number.start) + text[end:]
    return text


def _end_of_years(number: Number, text: str) -> int | None:
    """Where a count of years ends; None for other numbers."""
    if number.unit == "decade":
        return number.end
    match = YEARS_BEHIND.match(text, number.end) if number.unit == "" else None
    return match.end() if match else None


def _years_supported(number: Number, text: str, evidence: Evidence) -> bool:
    """Whether a count of years is what the dates bear out, or what the resume says itself; decades may have
    begun a while ago, or be nearly over."""
    said = evidence.basis.numbers
    if number.unit == "decade":
        nearly = NEARLY.search(text[max(0, number.start - 20) : number.start]) is not None
        return number.key in said or max(evidence.years, default=0) >= 10 * number.value - nearly
    years = number.value
    return years in evidence.years or any(source.after in _YEAR_STEMS for source in said.get(number.key, ()))


def _is_of_what_is_known(rest: str, evidence: Evidence) -> bool:
    """Whether the resume knows the words of the clause behind a count of years; asked in English only."""
    if not evidence.english:
        return True
    return all(
        (word_sign := sign(word)) in evidence.basis.stems
        or word_sign in _SAYS_NOTHING
        or word.casefold() in STOP_WORDS
        or evidence.shows(word)
        for word in words(CLAUSE.split(rest, maxsplit=1)[0])
    )
