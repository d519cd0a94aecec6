"""Numbers: what a text counts and its sources do not, or count as something else."""

from __future__ import annotations

import re

from ..text.numbers import Number, numbers_in
from .claim_tables import DIRECTED, MEASURES, POSSESSED, YEARS
from .evidence import Basis, Evidence
from .reading import Counted, Reading
from .words import stem

_MEASURE_STEMS = frozenset(stem(word) for word in MEASURES)
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
        if number.key in evidence.job_numbers and (advice or _speaks_of_job(sentence.text)):
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
    """`text` with the counts of years blanked that the dates bear out."""
    if "year" not in text.casefold():
        return text
    for match in YEARS.finditer(text):
        if _years_supported(match, evidence):
            text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def _years_supported(match: re.Match[str], evidence: Evidence) -> bool:
    """Whether a count of years is what the dates bear out, or what the resume says itself."""
    counts = numbers_in(match["count"])
    if not counts:
        return False
    count = int(counts[0].value)
    if count in evidence.years:
        return True
    said = evidence.basis.numbers.get(counts[0].key, ())
    return any(source.after == stem("years") for source in said)
