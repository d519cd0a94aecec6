"""Terms of one clause of an ad, in its own words: known terms, names, and noun phrases.

There is no tagger and no model. Known terms (`resume.lexicon`) are taken whole. What stands between them
is cut at function words, verbs and punctuation; praise is trimmed off the front ("strong", "proven") and
empty nouns off the end ("skills", "experience"); what is left is a term if it still says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from ..lexicon import known_terms
from .words import (
    GENERIC_HEADS,
    JOINERS,
    MODIFIERS,
    SOFT,
    SOFT_PHRASES,
    SPOILERS,
    TRIMMED_TAILS,
    VERBS,
    VERBS_AT_START,
    breakers,
)

MAX_WORDS = 4


class Grade(IntEnum):
    """How sure it is that a phrase is a requirement's name."""

    SOFT = 1
    WORD = 2
    PHRASE = 3
    NAME = 4
    KNOWN = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term as the ad writes it, and how sure it is that it is one."""

    text: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    lower: str
    first: bool
    """Whether it opens the clause, where a capital tells nothing."""


_PIECE = re.compile(
    r"(?P<word>\.?[^\W_](?:[\w+#]|[-.'’&/](?=\w))*)|(?P<amp>\s&\s)|(?P<stop>[^\w\s'’®™\"“”*]+)",
)
_NAME = re.compile(r"[A-Z].*[A-Z]|[a-z].*[A-Z]|[^\W\d_].*\d|^\.[A-Z]|[+#]$|\w[.&]\w")
_KEEP_SLASH = re.compile(r"^(?:[A-Z]{1,3}/[A-Z]{1,4}|[a-z]/[a-z])$")
_NO_NAME = frozenset(
    "i ii iii iv v vi vii am pm us usa uk eu est pst cst et pt ct ot ok no id asap faq tbd tba n/a etc "
    "al ak az ca co ct de fl ga hi ia il ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok pa ri sc sd "
    "tn tx ut va vt wa wi wv wy dc nsw vic qld act usd gbp eur cad aud ft fte doe h/f m/f m/w/d w/m/d f/m/d and/or he/she "
    "his/her their q1 q2 q3 q4 1st 2nd 3rd".split()
)
_NOUN_HEADS = frozenset(
    "management analysis design development engineering architecture planning testing modeling modelling security operations compliance "
    "research administration reporting integration delivery support implementation maintenance improvement communication documentation "
    "strategy assessment evaluation".split()
)
_WEAK_FIRST = frozenset(
    "team business project work job task career role people staff client clients customer customers user users company product "
    "service services system systems software application applications technology technical process processes program quality data "
    "solution solutions performance content sales marketing finance accounting account accounts risk issue requirements requirement code feature "
    "infrastructure test policy event vendor contract budget facility safety health community student patient site stakeholders leadership".split()
)
_LY_NOUNS = frozenset(
    "family assembly supply anomaly monthly weekly daily quarterly early hourly yearly italy".split()
)
_DEGREE = re.compile(
    r"\b(?:bachelor|master|associate|associate’s)(?:['’]?s)?(?:['’]s)? degree\b|\bPh\.?D\b|\bMBA\b|\b[BM]Sc\b|\bB\.?S\.?N\b"
    r"|\bGED\b|high school diploma\b|\bdoctorate\b",
    re.IGNORECASE,
)


def phrases(clause: str, *, language: str = "en", imperative: bool = False) -> Iterator[Phrase]:
    """The terms of `clause` in order. `imperative` says that the clause begins with what is to be done
    ("Design reports"), as duties do and requirements do not."""
    reached = 0
    for known in known_terms(clause):
        yield from _chunks(clause[reached : known.start], language, imperative, opens=reached == 0)
        text = clause[known.start : known.end]
        yield Phrase(
            text, Grade.SOFT if text.lower() in SOFT_PHRASES or text.lower() in SOFT else Grade.KNOWN
        )
        reached = known.end
    yield from _chunks(clause[reached:], language, imperative, opens=reached == 0)


def _chunks(text: str, language: str, imperative: bool, *, opens: bool) -> Iterator[Phrase]:
    stop_words, joiners = breakers(language), JOINERS.get(language, frozenset())
    run: list[_Word] = []
    first, verb_place = opens, imperative and opens
    for piece in _PIECE.finditer(text):
        if piece["word"] is None:
            yield from _finish(run, language)
            run = []
            verb_place = verb_place and not run and piece.group().strip() in (",", "&", "/")
            continue
        for part in _parts(piece["word"]):
            lower = part.lower()
            if lower in joiners and run and run[-1].lower not in joiners:
                run.append(_Word(part, lower, False))
                continue
            ends = _ends_phrase(part, lower, first, verb_place, stop_words, language)
            if ends or part != piece["word"]:
                yield from _finish(run, language)
                run = []
            if ends:
                verb_place = lower in ("to", "will") or (
                    verb_place and (lower in ("and", "or") or _is_verb(lower))
                )
            else:
                run.append(_Word(part, lower, first))
                verb_place = False
            first = False
    yield from _finish(run, language)


def _parts(word: str) -> list[str]:
    """A word with slashes as its parts: "HTML/CSS" is two, "A/B" and "CI/CD" are one."""
    bare = re.sub(r"^(?:[dlnsjmc]|qu)['’](?=\w{2})", "", word, flags=re.IGNORECASE)
    if "/" not in bare or _KEEP_SLASH.match(bare):
        return [bare]
    return [part for part in bare.split("/") if part]


def _is_verb(lower: str) -> bool:
    return lower in VERBS or lower in VERBS_AT_START


def _ends_phrase(
    word: str, lower: str, first: bool, verb_place: bool, stop_words: frozenset[str], language: str
) -> bool:
    if lower in stop_words or lower[0].isdigit():
        return not (word.isupper() and len(word) > 1 and lower in ("it", "us", "or", "who"))
    if language != "en":
        return False
    if verb_place and lower in VERBS_AT_START:
        return True
    if lower in VERBS:
        return first or not word[0].isupper()
    return word.islower() and lower.endswith("ly") and len(lower) > 4 and lower not in _LY_NOUNS


def _finish(run: list[_Word], language: str) -> Iterator[Phrase]:
    words = _trim(run, JOINERS.get(language, frozenset()))
    if not words or any(word.lower in SPOILERS for word in words):
        return
    if len(words) > MAX_WORDS:
        words = _trim(words[-MAX_WORDS + 1 :], JOINERS.get(language, frozenset()))
    if not words:
        return
    text = " ".join(word.text for word in words)
    grade = _grade_word(words[0], language) if len(words) == 1 else _grade_phrase(words)
    if grade is not None:
        yield Phrase(text, grade)
    if len(words) > 1 and _is_name(words[0]) and not any(_is_capital(word) for word in words[1:]):
        yield Phrase(words[0].text, Grade.NAME)


def _trim(run: list[_Word], joiners: frozenset[str]) -> list[_Word]:
    words = list(run)
    while words and (words[0].lower in joiners or _is_praise(words[0])):
        words.pop(0)
    while words and (words[-1].lower in joiners or words[-1].lower in MODIFIERS):
        words.pop()
    while len(words) > 1 and words[-1].lower in TRIMMED_TAILS:
        rest = words[:-1]
        if len(rest) == 1 and not (_is_name(rest[0]) or _is_capital(rest[0])):
            break
        words = rest
    return words


def _is_praise(word: _Word) -> bool:
    return word.lower in MODIFIERS and (word.first or not _is_capital(word))


def _is_capital(word: _Word) -> bool:
    return word.text[0].isupper() and not word.first


def _is_name(word: _Word) -> bool:
    return bool(_NAME.search(word.text)) and word.lower not in _NO_NAME and not word.text[0].isdigit()


def _grade_word(word: _Word, language: str) -> Grade | None:
    lower = word.lower
    if lower in SOFT:
        return Grade.SOFT
    if (
        lower in GENERIC_HEADS
        or lower in MODIFIERS
        or lower in TRIMMED_TAILS
        or lower in _NO_NAME
        or len(lower) < 2
    ):
        return None
    if _is_name(word):
        return Grade.NAME
    if word.text[0].isupper():
        return Grade.NAME if not word.first and language == "en" else Grade.WORD
    return Grade.WORD if len(lower) > 3 else None


def _grade_phrase(words: list[_Word]) -> Grade | None:
    lowers = [word.lower for word in words]
    if " ".join(lowers) in SOFT_PHRASES:
        return Grade.SOFT
    informative = [w for w in lowers if w not in GENERIC_HEADS and w not in MODIFIERS]
    if not informative:
        telling = lowers[-1] in _NOUN_HEADS and len(lowers) == 2 and lowers[0] not in MODIFIERS
        return Grade.PHRASE if telling and lowers[0] not in ("work", "team", "job", "role", "task") else None
    if len(informative) == 1 and (informative[0] in SOFT or informative[0] in _NO_NAME):
        return Grade.SOFT
    if any(_is_name(word) for word in words) or all(_is_capital(word) for word in words):
        return Grade.NAME
    return Grade.PHRASE
