"""What a text says that its sources do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..text.terms import tokens
from ..text.verbs import find_verb
from .abilities import unshown_ability
from .claim_tables import (
    ADVISED,
    COMMON_NAMES,
    CREDITED,
    DIRECTED,
    DIRECTED_TOLD,
    NEUTRAL,
    ORGANISATION,
    POSSESSED,
    RANK,
    RANK_CLAIMED,
    RANK_WORDS,
    SENIORITY,
    TAIL,
)
from .counts import number_in_prose, unsupported_numbers
from .everyday import EVERYDAY
from .evidence import Basis, Evidence
from .personal import personal_beyond
from .reading import Reading
from .rewording import borrowed, turned
from .telling import misleads, told_beyond
from .words import STOP_WORDS, plain, sign, stem

_NEUTRAL_STEMS = frozenset(stem(word) for word in NEUTRAL)
_CREDENTIAL_NAME = re.compile(
    r"\b(certified|licensed|chartered|accredited|registered)\s+([^\W\d_]+)", re.IGNORECASE
)


Mode = Literal["summary", "letter", "told", "advice"]
"""Who a text speaks to: a summary about the candidate, a letter by them, something they are told to
tell, or advice, which may speak of what they lack and of the world outside."""


class Claim(NamedTuple):
    """Something unsupported: its kind (number, name, skill, credential, scale, title, content; of a bullet also turned
    and elsewhere) and its words."""

    kind: str
    text: str


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
    yield from (Claim("name", name) for name in claimed_names(bullet) if not known_name(name, evidence))
    yield from (Claim("skill", term) for term in evidence.missing_terms if term in bullet)
    if evidence.english and (other := turned(bullet, basis)) is not None:
        yield Claim("turned", other)
    elsewhere = borrowed(bullet, basis, claimed_names(bullet), evidence)
    if elsewhere is not None:
        yield Claim("elsewhere", elsewhere)
    new = _new_content(bullet, basis, evidence)
    if new is not None:
        yield new


def _new_content(bullet: Reading, basis: Basis, evidence: Evidence) -> Claim | None:
    """The first new word of a bullet that says too much that is new: of the resume's words at most a quarter,
    of others one, and in English an everyday one."""
    content = bullet.stems - _NEUTRAL_STEMS
    new = {s for s in content - basis.stems if not s.startswith("=")}
    unknown = new - evidence.basis.stems
    strange = unknown - EVERYDAY if evidence.english else frozenset[str]()
    if len(new) <= max(1, len(content) // 4) and len(unknown) <= 1 and not strange:
        return None
    first = next(s for s in bullet.order if s in (strange or new))
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
    number = number_in_prose(bare, evidence, advice=mode == "advice")
    if number is not None:
        return Claim("number", number)
    if mode == "advice":
        return _in_advice(bare.text, evidence)
    stranger = next(_strange_names(bare, evidence), None)
    if stranger is not None:
        return Claim("name", stranger)
    if _claims_title(text.casefold(), evidence.title_not_held):
        return Claim("title", evidence.job_title)
    personal = personal_beyond(bare, evidence.basis) if mode == "letter" else None
    untold = personal or told_beyond(bare, evidence, mode)
    if mode == "summary":
        unshown = next(_unshown(evidence.read(text), evidence), None)
        return unshown or (Claim("content", untold) if untold else None)
    hoped = DIRECTED_TOLD if mode == "told" else DIRECTED
    parts = (part for part in _SAYING.split(bare.text) if _claims(part.casefold(), hoped))
    unshown = next((c for part in parts for c in _unshown(evidence.read(part), evidence)), None)
    return unshown or (Claim("content", untold) if untold else None)


def _in_advice(text: str, evidence: Evidence) -> Claim | None:
    """What a piece of advice gets wrong: it says to embellish, or credits the candidate in passing."""
    misled = misleads(text)
    if misled:
        return Claim("content", misled)
    return next((c for part in _crediting(text) if (c := _credit(part, evidence))), None)


_INTRODUCED = re.compile(r"\b[Mm]y name is ((?:[^\W\d_a-z][\w.'’-]*\s?)+)")


def _strange_names(sentence: Reading, evidence: Evidence) -> Iterator[str]:
    """Names that neither the resume nor the job knows, and another one than the candidate's own in the
    place of it."""
    own = set(evidence.profile.name.casefold().replace(".", "").split())
    introduced = _INTRODUCED.search(sentence.text)
    if introduced and not set(introduced[1].casefold().replace(".", "").split()) <= own:
        yield introduced[1].strip()
    yield from (name for name in claimed_names(sentence) if not known_name(name, evidence, job=True))


_HELD = re.compile(
    r"\b(?:(?:worked|working|work|serving|served|employed|experience|years|background|career) as"
    r"|i(?: am| was| have been|['’]m)) (?:an? |the )?(?:\w+ )?$"
)
_BEFORE_TITLE = re.compile(r"(?:an? |the )?(?:\w+ )?")


def _claims_title(small: str, title: str) -> bool:
    """Whether a sentence, in small letters, says that the candidate has held the job's title."""
    before, found, after = small.partition(title) if title else ("", "", "")
    if not found or after[:1].isalnum():
        return False
    if before.endswith(("my ", "your ", "used ")):
        return not after.lstrip().startswith(("application", "position", "role", "job"))
    opens = _BEFORE_TITLE.fullmatch(before) is not None and after.startswith((" with ", " who ", " and "))
    return opens or _HELD.search(before) is not None


_SAYING = re.compile(r";\s|, (?:and|but|so) (?=I\b)")


def _claims(small: str, hoped: re.Pattern[str]) -> bool:
    """Whether a part of a sentence, in small letters, is not only about the job or what is hoped for."""
    if small.startswith(("if they ask", "if asked", "if you are asked")):
        return False
    return not hoped.search(small) or bool(POSSESSED.search(small))


def claimed_names(text: Reading) -> list[str]:
    """The names in a text; of one in title case, where capitals say nothing, all its longer words
    but the first and everyday ones."""
    if not text.raised:
        return text.names
    return [w for w in text.index.words[1:] if len(w) > 3 and w[0].isupper() and not _is_everyday(w)]


def _is_everyday(word: str) -> bool:
    return word.casefold() in STOP_WORDS or sign(word) in EVERYDAY


_PART = re.compile(r"[;:]|,? (?:but|while|although|whereas|so) |, which ")


def _crediting(text: str) -> list[str]:
    """The parts of a piece of advice that say in passing what the candidate has ("your Kubernetes work")."""
    parts = (part.strip() for part in _PART.split(text))
    return [p for p in parts if CREDITED.search(small := p.casefold()) and not _advises(small)]


def _advises(small: str) -> bool:
    """Whether a part, in small letters, says what to do: in so many words, or because it opens with a verb."""
    opening = find_verb(small.split(maxsplit=1)[0]) if small else None
    return bool(ADVISED.search(small)) or (opening is not None and opening[1] == "base")


def _credit(part: str, evidence: Evidence) -> Claim | None:
    """The first thing with which a piece of advice credits the candidate and the resume does not."""
    reading = evidence.read(part)
    strange = (c.number.written for c in reading.counted if c.number.key not in evidence.basis.numbers)
    number = next(strange, None)
    if number is not None and number not in evidence.resume.text:
        return Claim("number", number)
    for name in claimed_names(reading):
        if not known_name(name, evidence, job=True):
            return Claim("name", name)
    return next(_unshown(reading, evidence), None)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


_QUOTED = re.compile(r"[“„«\"]([^”“»\"]{6,})[”“»\"]")


def _without_quotations(text: str, evidence: Evidence) -> str:
    def blank(match: re.Match[str]) -> str:
        return _blank(match) if plain(match[1]) in evidence.quotable else match.group()

    return _QUOTED.sub(blank, text)


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
    strange = (name for name in claimed_names(sentence) if not known_name(name, evidence))
    for term in (*evidence.hard_terms, *strange):
        if term in sentence and not _is_denied(term, sentence):
            yield Claim("skill", term)
    ability = unshown_ability(sentence.text.casefold(), evidence)
    if ability is not None and not _is_denied(ability, sentence):
        yield Claim("skill", ability)


_DENIED = re.compile(
    r"\b(?:not(?! (?:only|just|merely|simply))|never|no|without|nor|neither|\w+n['’]t|yet to|new to)\b"
    r"(?:(?!\b(?:i|we|but|until|before|only|because|since)\b)[^.;:!?]){0,60}$",
    re.IGNORECASE,
)


def _is_denied(term: str, sentence: Reading) -> bool:
    """Whether the words before a term say that the candidate does not have it."""
    span = sentence.find(term)
    return span is not None and bool(_DENIED.search(sentence.text[: span[0]]))


def _rank(text: str, evidence: Evidence) -> str | None:
    """A rank that the sentence claims and the candidate never held, or that the resume nowhere names."""
    lower = text.casefold()
    if not any(word in lower for word in RANK_WORDS):
        return None
    for match in RANK_CLAIMED.finditer(text):
        if match["rank"].casefold() not in evidence.ranks:
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
