"""One text, read once: its words, its numbers with what they count, its names and its claims."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ..text.dates import DateRange, find_dates
from ..text.language import detect
from ..text.numbers import Number, numbers_in
from ..text.terms import TermIndex
from ..text.verbs import LeadingVerb, find_verb, leading_verb
from .claim_tables import (
    CHANGE,
    DEGREES_AND_CREDENTIALS,
    IN_CHARGE,
    KINDS,
    LEADERSHIP,
    SCALE_AND_OUTCOME,
    kinds_in,
)
from .rates import Rate, Rated, rated
from .words import STOP_WORDS, counts_nothing, plain, sign, stem

CLAUSE = re.compile(r"[\n,;:.!?()|–—]|\b(?:and|or|while|then|und|et|y)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;|•]\s|[\n\"“(]\s*|[-–—]\s)\s*$")
_LINK = re.compile(r" (?:of|of the|the|for|&|de|du|des|von|van|der) |[ /&+-]{1,3}|['’]s ")

_CHANGED_TO = re.compile(r"\s*(?:[^\W\d_]+\s+)?(?:(?P<arrow>→|[-=]>)|to\b)\s*(?:about\s+|over\s+)?")
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+)?$", re.IGNORECASE)
_YEARS_ASKED = re.compile(
    r"(?<![\d$€£.,-])(\d{1,2})\s*(?:\+|plus)?\s*(?:(?:-|–|to)\s*\d{1,2}\s*\+?\s*)?years?\b"
    r"(?!\s+(?:old|of age|ago))",
    re.IGNORECASE,
)
_MOST_YEARS = 20


class Counted(NamedTuple):
    """A number in its clause: the stem of the nearest word before it, those of the phrase after it that
    says what it counts ("4 regional warehouses"), and all of the clause's; the period or unit that it is
    counted by ("$18k per month"), "" for none, and those beside it that may be meant for it."""

    number: Number
    before: str
    phrase: tuple[str, ...]
    clause: frozenset[str]
    rate: str
    rates_beside: frozenset[str]

    @property
    def after(self) -> str:
        """The nearest word after it."""
        return self.phrase[0] if self.phrase else ""

    @property
    def head(self) -> str:
        """The word that names what is counted."""
        return self.phrase[-1] if self.phrase else ""


class Readings(dict[str, "Reading"]):
    """Readings by their text, each made once; kept for one call of refine and no longer."""

    def __missing__(self, text: str) -> Reading:
        self[text] = reading = Reading(text)
        return reading


class Reading:
    """What one text says, each view of it made when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, tuple[int, int] | None] = {}
        self._stated: dict[str, bool] = {}

    @cached_property
    def plain(self) -> str:
        """The text for comparing: without case, spacing and closing punctuation."""
        return plain(self.text)

    @cached_property
    def language_is_english(self) -> bool:
        """Whether the text is in English, or too short to tell."""
        return detect(self.text) == "en"

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of the text."""
        return numbers_in(self.text)

    @cached_property
    def _rated(self) -> list[Rated]:
        """What each number is counted by."""
        return rated(self.text, self.numbers)

    @cached_property
    def order(self) -> list[str]:
        """The stems of the content words in order; verbs of one meaning share one. The words of a number
        and its period ("four", "ms", "annual") are none: they are compared as a number."""
        found = (m for m in _WORD.finditer(self.text) if m.group().casefold() not in STOP_WORDS)
        if not self.numbers:
            return [sign(m.group()) for m in found]
        spans: list[Number | Rate] = [
            *self.numbers,
            *(by.rate for by in self._rated if by.rate and by.rate.is_period),
        ]
        inside = {at for span in spans for at in range(span.start, span.end)}
        return [sign(m.group()) for m in found if m.start() not in inside]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the content words."""
        return frozenset(self.order)

    @cached_property
    def said(self) -> frozenset[object]:
        """The stems of the content words and the numbers."""
        return frozenset[object](self.stems) | {counted.number.key for counted in self.counted}

    @cached_property
    def counted(self) -> list[Counted]:
        """The numbers of the text with the nearest words on both sides."""
        text = self.text
        for rate in (by.rate for by in self._rated if by.rate and not by.rate.adjective):
            text = text[: rate.start] + " " * (rate.end - rate.start) + text[rate.end :]
        return [self._counted(*each, text) for each in zip(self.numbers, self._rated, strict=True)]

    def _counted(self, number: Number, by: Rated, unrated: str) -> Counted:
        """One number; `unrated` is the text without its rates."""
        before = _content(CLAUSE.split(unrated[max(0, number.start - 60) : number.start])[-1])
        clause = CLAUSE.split(unrated[number.end : number.end + 60], maxsplit=1)[0]
        found = frozenset((*before, *_content(clause)))
        if by.rate and by.rate.start >= number.end:
            clause = clause[: by.rate.start - number.end]
        rate = by.rate.by if by.rate else ""
        return Counted(number, before[-1] if before else "", _phrase(clause), found, rate, by.beside)

    @cached_property
    def claims(self) -> frozenset[str]:
        """The kinds of scale and outcome that the text states."""
        return kinds_in(self.text, SCALE_AND_OUTCOME)

    @cached_property
    def tells_outcome(self) -> bool:
        """Whether the text says what came of the work, or on what scale it was."""
        return bool(self.claims) or CHANGE.search(self.text) is not None

    @cached_property
    def changes(self) -> frozenset[tuple[Number, ...]]:
        """The changes in figures, from the first to the second: "from 41ms to 9ms", "41ms → 9ms"."""
        found = set()
        for one, other in pairwise(self.numbers):
            link = _CHANGED_TO.match(self.text, one.end, other.start)
            if (
                link
                and link.end() == other.start
                and (link["arrow"] or _FROM.search(self.text[max(0, one.start - 12) : one.start]))
            ):
                found.add(
                    (one._replace(written="", start=0, end=0), other._replace(written="", start=0, end=0))
                )
        return frozenset(found)

    @cached_property
    def opening(self) -> LeadingVerb | None:
        """The verb that opens the text."""
        return leading_verb(self.text)

    @cached_property
    def charge(self) -> bool:
        """Whether the text opens by claiming charge of something."""
        return self.opening is not None and self.opening.verb.base in LEADERSHIP

    @cached_property
    def in_charge(self) -> bool:
        """Whether the text says anywhere that somebody was in charge."""
        return bool(IN_CHARGE.search(self.text)) or any(
            (known := find_verb(m.group())) is not None and known[0].base in LEADERSHIP
            for m in _WORD.finditer(self.text)
        )

    @cached_property
    def years_asked(self) -> int:
        """The first count of years that a job asks for; 0 where it asks for none."""
        found = (int(m[1]) for m in _YEARS_ASKED.finditer(self.text))
        return next((years for years in found if 0 < years <= _MOST_YEARS), 0)

    @cached_property
    def credentials(self) -> frozenset[str]:
        """The kinds of degree and licence that the text speaks of."""
        return kinds_in(self.text, DEGREES_AND_CREDENTIALS)

    @cached_property
    def index(self) -> TermIndex:
        """The terms of the text."""
        return TermIndex(self.text)

    def states(self, kind: str) -> bool:
        """Whether the text states one kind of claim or credential; for a long text, of which few are asked."""
        if kind not in self._stated:
            self._stated[kind] = KINDS[kind].is_in(self.text)
        return self._stated[kind]

    def find(self, term: str) -> tuple[int, int] | None:
        """Start and end of the first occurrence of `term`, looked up once."""
        if term not in self._found:
            self._found[term] = self.index.find(term)
        return self._found[term]

    def __contains__(self, term: str) -> bool:
        return self.find(term) is not None

    @cached_property
    def dates(self) -> list[DateRange]:
        """The dates in the text."""
        return find_dates(self.text)

    @cached_property
    def raised(self) -> bool:
        """Whether the text is in title case or in capitals, so that a capital says nothing."""
        return _all_raised(self.index.words)

    @cached_property
    def names(self) -> list[str]:
        """The runs of words that are written like names: "Acme Corp", "SAP", "Node.js". A word that
        opens a sentence counts only where its spelling alone says so; a text in capitals or in title
        case names nothing that way."""
        if self.raised:
            return [word for word in self.index.words if _odd(word) and not word.isupper()]
        runs: list[list[int]] = []
        for i in range(len(self.index.words)):
            if not self._names(i):
                continue
            if (runs and runs[-1][-1] == i - 1 and self._linked(i - 1, i)) or (
                runs and i > 1 and self._linked(runs[-1][-1], i)
            ):
                runs[-1].append(i)
            else:
                runs.append([i])
        spans = self.index.spans
        return [self.text[spans[run[0]][0] : spans[run[-1]][1]] for run in runs]

    def _linked(self, left: int, right: int) -> bool:
        """Whether two words are parts of one name, by what stands between them."""
        spans = self.index.spans
        return _LINK.fullmatch(self.text, spans[left][1], spans[right][0]) is not None

    def _names(self, position: int) -> bool:
        """Whether a word is written like a name."""
        written = self.index.words[position]
        if written.islower() and written.isalpha():
            return False
        if not written[:1].isalpha() and not written.startswith("."):
            return False
        if _odd(written):
            return True
        start = self.index.spans[position][0]
        opens = _SENTENCE_START.search(self.text[max(0, start - 3) : start])
        return written[0].isupper() and written not in {"I", "I'm", "I've", "I'd", "I'll"} and not opens


def _odd(word: str) -> bool:
    """Whether the spelling alone marks a name: capitals inside, digits, symbols."""
    if len(word) < 2:
        return False
    return any(c.isupper() for c in word[1:]) or not word.replace("'", "").replace("’", "").isalpha()


def _all_raised(words: list[str]) -> bool:
    """Whether a text is in title case or capitals; its first word and function words do not count."""
    long = [w for w in words[1:] if len(w) > 3 and w[0].isalpha() and w.casefold() not in STOP_WORDS]
    raised = sum(word[0].isupper() for word in long)
    return len(long) >= 3 and raised >= 0.8 * len(long)


def _content(clause: str) -> list[str]:
    """The stems of the words of a clause that can be what a number is about."""
    found = (match.group() for match in _WORD.finditer(clause))
    return [stem(w) for w in found if w.casefold() not in STOP_WORDS and not counts_nothing(w)]


_LONGEST_PHRASE = 3
_LEAD_ON = frozenset("of the our my their his her its a an more other such".split())
"""Function words between a number and what it counts."""


def _phrase(clause: str) -> tuple[str, ...]:
    """The stems of the words after a number up to the next function word."""
    phrase: list[str] = []
    for match in _WORD.finditer(clause):
        word = match.group()
        if word.casefold() in STOP_WORDS:
            if phrase or word.casefold() not in _LEAD_ON:
                break
        elif not counts_nothing(word):
            phrase.append(stem(word))
    return tuple(phrase[:_LONGEST_PHRASE])
