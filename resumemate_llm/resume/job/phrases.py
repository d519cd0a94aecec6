"""Terms of one clause of an ad, in its own words: known terms, names, and noun phrases.

There is no tagger and no model. Known terms (`resume.lexicon`) are taken whole. What stands between them
is cut at function words, verbs and punctuation; praise is trimmed off the front ("strong", "proven") and
empty nouns off the end ("skills", "experience"); what is left is a term if it still says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from ..lexicon import is_known_word, known_terms
from .roles import ends_in_role, has_role_word
from .words import (
    GENERIC_HEADS,
    JOINERS,
    MODIFIERS,
    PLACES,
    SOFT,
    SOFT_PHRASES,
    SPOILERS,
    TRIMMED_TAILS,
    breakers,
    is_adjective,
    is_participle,
    is_verb,
    is_verb_at_start,
)

MAX_WORDS = 4
_LONGEST_WORD = 24
"""Longer ones are words run together by a PDF, or German compounds that no resume repeats."""


class Grade(IntEnum):
    """How sure it is that a phrase is a requirement's name."""

    SOFT = 1
    WORD = 2
    PHRASE = 3
    NAME = 4
    KNOWN = 5


class Phrase(NamedTuple):
    """A term as the ad writes it, and how sure it is that it is one."""

    text: str
    grade: Grade


class _Word(NamedTuple):
    """A word, and whether it opens the clause, where a capital tells nothing."""

    text: str
    lower: str
    first: bool


_PIECE = re.compile(r"(?P<word>\.?[^\W_](?:[\w+#]|[-.'’&/](?=\w))*)|(?P<stop>[^\w\s'’®™\"“”*]+)")
_ELISION = re.compile(r"^(?:[dlnsjmc]|qu|dell|nell|all|sull|dall|un)['’](?=\w{2})", re.IGNORECASE)
_NAME = re.compile(r"[A-Z].*[A-Z]|[a-z].*[A-Z]|[^\W\d_].*\d|^\.[A-Z]|[A-Za-z](?:\+\+|#)$|\w[.&]\w")
_SUM = re.compile(r"\w\+\d")
_KEEP_SLASH = re.compile(r"([A-Z]{1,3}/[A-Z]{1,4}|[a-z]/[a-z])(?:-\w+)?$")
_CREDENTIAL = re.compile(
    r"\b(?:Class|Grade) [A-Z](?: (?:or|and/or) (?:Class )?[A-Z])? (?:commercial )?"
    r"(?:driver['’]?s? )?licen[cs]e"
    r"|\b(?:[Bb]achelor|[Mm]aster|[Aa]ssociate)(?:['’]?s)? [Dd]egree\b|\bPh\.?D\.?(?=\W|$)"
    r"|\b(?:ISO|IEC|EN|BS|IFRS|IAS|ASC|NFPA|ASTM|SOC|ISA|Series|Section)\s\d[\d-]*\b"
    r"|\b[A-Z]{2,4} licen[cs]e\b|\b(?:commercial )?driver['’]?s? licen[cs]e\b|\bhigh school diploma\b"
)
_CAPITALS_AFTER = re.compile(r" ([A-Z][a-z]+)(?=\W|$)(?! [A-Z])")
_EMPTY = TRIMMED_TAILS | GENERIC_HEADS | MODIFIERS | SPOILERS
_CAPITALS_BEFORE = re.compile(r"(?:^|\s)[a-z][\w'’-]* ((?:[A-Z][a-z-]+ ){1,2})$")
_NO_NAME = frozenset(
    """
    aa act ak al am and/or asap aud az ba bs ca cad cal cdd cdi co cst ct cv cvs dc de doe eoe est et
    etc eu eur f/h f/m/d faq fl ft fte ga gbp h/f he/she hi his/her hrs i ia id ii iii il inc incl iv ks
    ky la llc ltd m/f m/w/d ma max md me mi min mn mo ms mt n/a nc nd ne nh nj nm no nr nsw nv ny oh ok
    ot ote pa pm pst pt q1 q2 q3 q4 qld ref req ri sc sd st tba tbd tn tx uk us usa usd ut v va vi vic
    vii vt w/m/d wa wi wv wy
    """.split()
)
_NOUN_HEADS = frozenset(
    """
    management analysis design development engineering architecture planning testing modeling modelling
    security operations compliance research administration reporting integration delivery support
    implementation maintenance improvement documentation strategy assessment evaluation relations service
    """.split()
)
_TOO_VAGUE = frozenset(
    "work team job role task people part level type quality group day experience skills".split()
)
_BEFORE_GERUND = frozenset("experience experienced skills years time background record".split())
_NEVER_NOUNS = frozenset(
    "using including involving regarding following according pertaining relating being having".split()
)
_PLACE_PREFIX = frozenset(
    "san los las saint santa new north south east west central greater mount port".split()
)
_NUMERALS = frozenset("i ii iii iv v vi".split())
_DURATION = re.compile(r"\w+-(?:year|month|week|day|hour|minute)s?(?:-old)?$")
_LY_NOUNS = frozenset("family assembly supply anomaly monthly weekly daily quarterly early hourly".split())


def phrases(clause: str, *, language: str = "en", imperative: bool = False) -> Iterator[Phrase]:
    """The terms of `clause` in order. `imperative` says that the clause begins with what is to be done
    ("Design reports"), as duties do and requirements do not."""
    if clause.isupper() and " " in clause.strip():
        clause = clause.lower()
    if language != "en":
        yield from _foreign_phrases(clause, language)
        return
    reached = 0
    for start, end in _known_spans(clause):
        yield from _chunks(clause[reached:start], language, imperative, opens=reached == 0)
        text = clause[start:end]
        yield Phrase(
            text, Grade.SOFT if text.lower() in SOFT_PHRASES or text.lower() in SOFT else Grade.KNOWN
        )
        reached = end
    yield from _chunks(clause[reached:], language, imperative, opens=reached == 0)


def _foreign_phrases(clause: str, language: str) -> Iterator[Phrase]:
    """The terms of a clause in another language, where adjectives follow and a known term may go on."""
    known = [clause[start:end] for start, end in _known_spans(clause)]
    for phrase in _chunks(clause, language, False, opens=True):
        inside = [term for term in known if term in phrase.text]
        known = [term for term in known if term not in inside]
        yield Phrase(phrase.text, Grade.KNOWN if inside else phrase.grade)
    yield from (Phrase(term, Grade.KNOWN) for term in known)


def _known_spans(clause: str) -> list[tuple[int, int]]:
    """Where names stand that are taken whole. A plain word ("audit") is left to its phrase, and several
    capitalised words go with the capitals around them ("Wilderness First Responder")."""
    credentials = [match.span() for match in _CREDENTIAL.finditer(clause)]
    known = [_with_capitals(clause, term.start, term.end) for term in known_terms(clause) if not term.plain]
    free = [
        span for span in known if not any(span[0] < end and start < span[1] for start, end in credentials)
    ]
    return _apart(sorted(credentials + free))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans without what an earlier one has taken."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _with_capitals(clause: str, start: int, end: int) -> tuple[int, int]:
    """A known name with the capitalised words that belong to it: those before one of several words,
    those after any ("SAP Ariba")."""
    words = clause[start:end].split()
    if not all(word[0].isupper() for word in words):
        return start, end
    after = _CAPITALS_AFTER.match(clause, end)
    if after and not known_terms(after[0]) and not has_role_word(after[0]) and after[1].lower() not in _EMPTY:
        end = after.end()
    before = _CAPITALS_BEFORE.search(clause, 0, start)
    if len(words) > 1 and before and before[1].split()[0].lower() not in MODIFIERS | PLACES:
        start = before.start(1)
    return start, end


def _chunks(text: str, language: str, imperative: bool, *, opens: bool) -> Iterator[Phrase]:
    """The noun phrases of a stretch of text without known terms."""
    words, stops = _split(text, opens)
    run: list[_Word] = []
    verb_place, before = imperative and opens, ""
    for number, word in enumerate(words):
        if word is None:
            yield from _finish(run, language)
            run, verb_place = [], verb_place and stops[number] in (",", "/", "&")
            continue
        following = words[number + 1] if number + 1 < len(words) else None
        closes = following is None
        if (run and _joins(run[-1], word, following, language)) or (
            closes and _is_activity(word, before, language)
        ):
            run.append(word)
        elif _ends_phrase(word, language, verb_place=verb_place, run=run, closes=closes):
            yield from _finish(run, language)
            run = []
            verb_place = word.lower in ("to", "will") or (verb_place and _goes_on(word.lower))
        else:
            run.append(word)
            verb_place = False
            if _is_subject(word, following):
                run = []
        before = word.lower
    yield from _finish(run, language)


def _split(text: str, opens: bool) -> tuple[list[_Word | None], list[str]]:
    """The words of `text`, None for each stop between them, and the stops."""
    words: list[_Word | None] = []
    stops: list[str] = []
    first = opens
    for piece in _PIECE.finditer(text):
        if piece["word"] is None:
            words.append(None)
            stops.append(piece.group().strip())
            continue
        for number, part in enumerate(_parts(piece["word"])):
            if number:
                words.append(None)
                stops.append("/")
            words.append(_Word(part, part.lower(), first))
            stops.append("")
            first = False
    return words, stops


def _parts(word: str) -> list[str]:
    """A word with slashes as its parts: "HTML/CSS" is two, "A/B" and "CI/CD" are one."""
    bare = _ELISION.sub("", word)
    if kept := _KEEP_SLASH.match(bare):
        return [kept[1]]
    if "/" not in bare:
        return [bare]
    return [part for part in bare.split("/") if part]


def _is_subject(word: _Word, following: _Word | None) -> bool:
    """Whether the job itself is named as the doer: "A Site Planner plans"."""
    if following is None or not word.text[0].isupper() or not has_role_word(word.text):
        return False
    return following.lower in _NUMERALS or (following.text.islower() and is_verb_at_start(following.lower))


def _joins(before: _Word, word: _Word, after: _Word | None, language: str) -> bool:
    """Whether a preposition stands within a name ("Code of Practice") or a Romance term."""
    if after is None:
        return False
    if word.lower == "of":
        named = before.text[0].isupper() and before.lower not in GENERIC_HEADS
        return named and after.text[0].isupper() and language == "en"
    joiners = JOINERS.get(language, ())
    return word.lower in joiners and before.lower not in joiners and after.lower.isalpha()


def _is_activity(word: _Word, before: str, language: str) -> bool:
    """Whether a last word in -ing is what somebody does: "experience in ticketing"."""
    return language == "en" and before in ("in", "of") and word.lower.endswith("ing")


def _goes_on(lower: str) -> bool:
    """Whether another verb may follow: "plan, organize and quickly conduct"."""
    return lower in ("and", "or") or lower.endswith("ly") or is_verb(lower) or is_verb_at_start(lower)


def _ends_phrase(word: _Word, language: str, *, verb_place: bool, run: list[_Word], closes: bool) -> bool:
    lower = word.lower
    if lower in breakers(language) or lower[0].isdigit():
        return not (word.text.isupper() and lower in ("it", "who", "can"))
    if language != "en":
        return _ends_foreign(word, language)
    if verb_place and is_verb_at_start(lower) and (word.first or not lower.endswith("ing")):
        return True
    if lower.endswith("ing") and run and run[-1].lower in _BEFORE_GERUND:
        return True
    if is_verb(lower):
        is_noun = lower.endswith("ing") and run and closes and run[-1].lower not in GENERIC_HEADS
        return (word.first or word.text.islower()) and not (is_noun and lower not in _NEVER_NOUNS)
    return word.text.islower() and lower.endswith("ly") and len(lower) > 4 and lower not in _LY_NOUNS


def _ends_foreign(word: _Word, language: str) -> bool:
    """Whether a word cannot be part of a term: in German what is no noun, in French "vous développez"."""
    if language == "de":
        return word.text.islower()
    return language == "fr" and word.text.islower() and word.lower.endswith("ez") and len(word.lower) > 4


def _finish(run: list[_Word], language: str) -> Iterator[Phrase]:
    if not run:
        return
    joiners = JOINERS.get(language, frozenset())
    words = _trim(run, joiners)
    if len(words) > MAX_WORDS and all(word.text[0].isupper() or word.lower == "of" for word in words):
        return
    if len(words) > MAX_WORDS:
        words = _trim(words[-MAX_WORDS + 1 :], joiners)
    if not words or any(word.lower in SPOILERS or len(word.text) > _LONGEST_WORD for word in words):
        return
    if language == "en" and len(words) > 1 and words[0].lower in _PLACE_PREFIX and _is_capital(words[0]):
        return
    text = " ".join(word.text for word in words)
    grade = _grade_word(words[0], language) if len(words) == 1 else _grade_phrase(words)
    if any(is_known_word(word.lower) for word in words) and len(words) < MAX_WORDS:
        grade = Grade.KNOWN
    if grade is not None and not ends_in_role(text):
        yield Phrase(text, grade)
    if len(words) > 1 and _is_name(words[0]) and not any(_is_capital(word) for word in words[1:]):
        yield Phrase(words[0].text, Grade.NAME)


def _trim(run: list[_Word], joiners: frozenset[str]) -> list[_Word]:
    """A run of words without what says nothing at either end."""
    words = list(run)
    while words and (words[0].lower in joiners or words[0].lower == "of" or _is_praise(words[0])):
        words.pop(0)
    if len(words) == 2 and words[0].lower.endswith("ing") and is_adjective(words[1].lower):
        return []
    while words:
        if words[-1].lower in joiners or _is_loose(words[-1]) or (len(words) > 1 and _is_empty_tail(words)):
            words.pop()
        else:
            break
    return words


def _is_empty_tail(words: list[_Word]) -> bool:
    """Whether the last noun adds nothing to the words before: "Python skills", "data modelling techniques"."""
    before = words[-2]
    if words[-1].lower not in TRIMMED_TAILS or (before.text.islower() and is_adjective(before.lower)):
        return False
    return len(words) > 2 or _is_name(before) or _is_capital(before)


def _is_loose(word: _Word) -> bool:
    """Whether a last word belongs to what no longer follows: "Nurse's", "based", "sufficient"."""
    lower = word.lower
    if lower in MODIFIERS or lower in _NUMERALS or lower.endswith(("'s", "’s")):
        return True
    return word.text.islower() and lower.endswith("ed") and is_participle(lower)


def _is_praise(word: _Word) -> bool:
    if _DURATION.match(word.lower):
        return True
    if word.lower in PLACES:
        return True
    return word.lower in MODIFIERS and (word.first or not _is_capital(word))


def _is_capital(word: _Word) -> bool:
    return word.text[0].isupper() and not word.first


def _is_name(word: _Word) -> bool:
    plain = word.lower.replace(".", "")
    named = bool(_NAME.search(word.text)) and not _SUM.search(word.text)
    return named and plain not in _NO_NAME and not word.text[0].isdigit()


def _grade_word(word: _Word, language: str) -> Grade | None:
    lower = word.lower
    if lower in SOFT:
        return Grade.SOFT
    if _says_nothing(lower):
        return None
    if _is_name(word) or (_is_capital(word) and language == "en"):
        return Grade.NAME
    if len(lower) < 4 or (language == "en" and (is_adjective(lower) or "-" in lower)):
        return None
    return Grade.WORD


def _says_nothing(lower: str) -> bool:
    if lower in GENERIC_HEADS or lower in MODIFIERS or lower in TRIMMED_TAILS or _SUM.search(lower):
        return True
    return len(lower) < 2 or lower.replace(".", "") in _NO_NAME


def _grade_phrase(words: list[_Word]) -> Grade | None:
    lowers = [word.lower for word in words]
    telling = [
        lower for lower in lowers if not (lower in GENERIC_HEADS or lower in MODIFIERS or lower in _NO_NAME)
    ]
    if not telling:
        compound = lowers[-1] in _NOUN_HEADS and len(lowers) == 2
        return (
            Grade.PHRASE if compound and lowers[0] not in _TOO_VAGUE and lowers[0] not in MODIFIERS else None
        )
    if " ".join(lowers) in SOFT_PHRASES or all(lower in SOFT for lower in telling):
        return Grade.SOFT
    if len(telling) == 1 and lowers[-1] in TRIMMED_TAILS and (is_adjective(telling[0]) or "-" in telling[0]):
        return None if lowers[-1] in _TOO_VAGUE else Grade.WORD
    if any(_is_name(word) for word in words) or all(_is_capital(word) for word in words):
        return Grade.NAME
    return Grade.PHRASE
