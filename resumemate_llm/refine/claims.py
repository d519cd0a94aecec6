"""What a text says that its sources do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..text.numbers import Number, numbers_in
from ..text.terms import tokens
from .claim_tables import (
    ADVISED,
    COMMON_NAMES,
    CREDITED,
    DIRECTED,
    DIRECTED_TOLD,
    MEASURES,
    NEUTRAL,
    ORGANISATION,
    POSSESSED,
    RANK,
    RANK_CLAIMED,
    RANK_WORDS,
    SENIORITY,
    TAIL,
    YEARS,
)
from .evidence import Basis, Evidence
from .reading import Counted, Reading
from .words import STOP_WORDS, plain, stem

_NEUTRAL_STEMS = frozenset(stem(word) for word in NEUTRAL)
_MEASURE_STEMS = frozenset(stem(word) for word in MEASURES)
_CREDENTIAL_NAME = re.compile(
    r"\b(certified|licensed|chartered|accredited|registered)\s+([^\W\d_]+)", re.IGNORECASE
)


Mode = Literal["summary", "letter", "told", "advice"]
"""Who a text speaks to: a summary about the candidate, a letter by them, something they are told to
tell, or advice, which may speak of what they lack and of the world outside."""


class Claim(NamedTuple):
    """Something unsupported: its kind (number, name, skill, credential, scale, content) and its words."""

    kind: str
    text: str


def unsupported_numbers(reading: Reading, basis: Basis) -> list[Number]:
    """The numbers of a text that its sources do not hold, or hold beside something else."""
    return [c.number for c in reading.counted if not _number_supported(c, basis)]


def in_bullet(
    bullet: Reading, basis: Basis, evidence: Evidence, *, confirm: int | None = None
) -> Claim | None:
    """The first thing that a bullet says and its source statements do not. The number that starts at
    `confirm` is let be."""
    return next(_beyond_sources(bullet, basis, evidence, confirm), None)


def _beyond_sources(
    bullet: Reading, basis: Basis, evidence: Evidence, confirm: int | None
) -> Iterator[Claim]:
    numbers = unsupported_numbers(bullet, basis)
    yield from (Claim("number", n.written) for n in numbers if n.start != confirm)
    if bullet.charge and not basis.in_charge:
        yield Claim("scale", "charge")
    yield from (Claim("scale", kind) for kind in basis.lacks_claims(bullet))
    yield from (Claim("credential", kind) for kind in basis.lacks_credentials(bullet))
    yield from (Claim("name", name) for name in bullet.names if not known_name(name, evidence))
    yield from (Claim("skill", term) for term in evidence.missing_terms if term in bullet)
    new = _new_content(bullet, basis, evidence)
    if new is not None:
        yield new


def _new_content(bullet: Reading, basis: Basis, evidence: Evidence) -> Claim | None:
    content = bullet.stems - _NEUTRAL_STEMS
    new = {s for s in content - basis.stems if not s.startswith("=")}
    unknown = new - evidence.basis.stems
    if len(new) <= max(1, len(content) // 4) and len(unknown) <= 1:
        return None
    first = next(s for s in bullet.order if s in new)
    return Claim("content", first)


def invented_tail(bullet: Reading, basis: Basis) -> str | None:
    """The outcome that closes the bullet where its sources hold no word of it, else None."""
    match = TAIL.search(bullet.text)
    if not match or match.start() < 12:
        return None
    tail = Reading(match.group().split(maxsplit=1)[-1])
    known = {s for s in tail.stems & basis.stems if not s.startswith("=")}
    return None if known else match.group()


def in_sentence(sentence: Reading, evidence: Evidence, mode: Mode) -> Claim | None:
    """The first thing that a sentence says about the candidate and the resume does not. What it quotes
    from the resume and how it names the job are no claims."""
    text = _without_quotations(sentence.text, evidence)
    bare = evidence.read(evidence.targets.sub(_blank, text) if evidence.targets else text)
    small = bare.text.casefold()
    found = _number_in_prose(bare, evidence, mode)
    if found is not None or (mode == "advice" and not _credits_candidate(small)):
        return found
    for name in bare.names:
        if not known_name(name, evidence, job=True):
            return Claim("name", name)
    about_job = (DIRECTED_TOLD if mode == "told" else DIRECTED).search(small)
    if about_job and not POSSESSED.search(small):
        return None
    return next(_unshown(evidence.read(text) if mode == "summary" else bare, evidence), None)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


_QUOTED = re.compile(r"[“„«\"]([^”“»\"]{6,})[”“»\"]")


def _without_quotations(text: str, evidence: Evidence) -> str:
    def blank(match: re.Match[str]) -> str:
        return _blank(match) if plain(match[1]) in evidence.quotable else match.group()

    return _QUOTED.sub(blank, text)


def _credits_candidate(small: str) -> bool:
    """Whether advice, in small letters, says in passing what the candidate has ("your Kubernetes
    experience")."""
    return bool(CREDITED.search(small) and POSSESSED.search(small) and not ADVISED.search(small))


def _unshown(sentence: Reading, evidence: Evidence) -> Iterator[Claim]:
    """Degrees, licences, ranks, scale and skills that the resume does not show."""
    yield from (Claim("credential", kind) for kind in evidence.basis.lacks_credentials(sentence))
    for match in _CREDENTIAL_NAME.finditer(sentence.text):
        if match[2].casefold() not in STOP_WORDS and not evidence.shows(f"{match[1]} {match[2]}"):
            yield Claim("credential", match.group())
    rank = _rank(sentence.text, evidence)
    if rank is not None:
        yield Claim("title", rank)
    yield from (Claim("scale", kind) for kind in evidence.basis.lacks_claims(sentence))
    yield from (Claim("skill", term) for term in evidence.hard_terms if term in sentence)
    yield from (Claim("skill", name) for name in sentence.names if not known_name(name, evidence))


def _rank(text: str, evidence: Evidence) -> str | None:
    """A rank that the sentence claims and the candidate never held, or that the resume nowhere names."""
    lower = text.casefold()
    if not any(word in lower for word in RANK_WORDS):
        return None
    for match in RANK_CLAIMED.finditer(text):
        if stem(match["rank"]) not in evidence.rank_stems:
            return match["rank"]
    named = (match["rank"] for match in RANK.finditer(text))
    return next((rank for rank in named if not evidence.shows(rank)), None)


def known_name(name: str, evidence: Evidence, *, job: bool = False) -> bool:
    """Whether the resume (with `job`, or the job) shows a name: an organisation or a rank as a whole,
    other runs of words word by word."""

    def shown(term: str) -> bool:
        return evidence.shows(term) or (job and term in evidence.job_index)

    parts = [t.written for t in tokens(name)]
    if shown(name) or all(part.casefold().rstrip(".") in COMMON_NAMES for part in parts):
        return True
    marked = {part.casefold().rstrip(".") for part in parts}
    if len(parts) > 1 and marked & (ORGANISATION | SENIORITY):
        return False
    return all(shown(part) or part.islower() or part.casefold() in COMMON_NAMES for part in parts)


def _number_supported(counted: Counted, basis: Basis) -> bool:
    """Whether the sources hold the number, and beside the same thing."""
    near = basis.numbers.get(counted.number.key)
    if near is None:
        return False
    if counted.after in _MEASURE_STEMS or near & _MEASURE_STEMS:
        return counted.after in near or (counted.after not in _MEASURE_STEMS and counted.before in near)
    own = {counted.before, counted.after} - {""}
    theirs = near - {""}
    return not own or not theirs or bool(own & theirs)


def _number_in_prose(sentence: Reading, evidence: Evidence, mode: Mode) -> Claim | None:
    if not sentence.counted:
        return None
    text = without_true_years(sentence.text, evidence)
    reading = sentence if text == sentence.text else Reading(text)
    for counted in reading.counted:
        number = counted.number
        if _is_rhetorical(counted) or (_is_year(number.written) and number.written in evidence.index):
            continue
        if mode == "advice" and (not _is_weighty(counted) or number.key in evidence.job_numbers):
            continue
        if not _number_supported(counted, evidence.basis):
            return Claim("number", number.written)
    return None


def _is_year(written: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", written))


def _is_rhetorical(counted: Counted) -> bool:
    """Whether the number counts what the text itself lists ("two examples")."""
    listed = {stem(w) for w in "examples reasons things points areas strengths ways aspects results".split()}
    return counted.number.written.isalpha() and counted.after in listed and counted.number.value <= 5


def _is_weighty(counted: Counted) -> bool:
    """Whether a number in a piece of advice reads as a fact about the candidate."""
    return bool(counted.number.unit) or counted.number.value >= 1000


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
    near = evidence.basis.numbers.get(counts[0].key, frozenset())
    return stem("years") in near
