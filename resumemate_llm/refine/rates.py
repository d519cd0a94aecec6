"""Rates: by what a number is counted ("per month", "/jour", "annual"), which is a part of the number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..text.numbers import Number
from .words import stem

_TIMES = {
    "second": "second seconds sec sekunde seconde segundo secondo sekundę secundă",
    "minute": "minute minutes min minuto minuut minutę minută",
    "hour": "hour hr stunde heure hora ora uur godzinę oră",
    "day": "day diem tag jour día giorno dag dzień zi dia",
    "night": "night nacht nuit noche notte noc noapte noite",
    "week": "week wk woche semaine semana settimana tydzień săptămână",
    "month": "month mo monat mois mes mese maand miesiąc lună mês",
    "quarter": "quarter quartal trimestre kwartaal kwartał trimestru",
    "year": "year yr annum jahr an année año anno jaar rok ano",
}
_ADJECTIVES = {
    "hour": "hourly stündlich",
    "day": "daily täglich tägliche täglichen quotidien quotidienne quotidiens quotidiennes diario diarios "
    "diaria diarias giornaliero giornaliera giornalieri giornaliere dagelijks dagelijkse dziennie zilnic "
    "diariamente",
    "night": "nightly",
    "week": "weekly wöchentlich wöchentliche wöchentlichen hebdomadaire hebdomadaires semanal semanales "
    "semanais settimanale settimanali wekelijks wekelijkse tygodniowo săptămânal",
    "month": "monthly monatlich monatliche monatlichen mensuel mensuelle mensuels mensuelles mensual mensuales "
    "mensile mensili maandelijks maandelijkse miesięcznie lunar lunare mensal mensais",
    "quarter": "quarterly vierteljährlich trimestriel trimestrielle trimestral trimestrale kwartalnie",
    "year": "annual annually yearly jährlich jährliche jährlichen annuel annuelle annuels annuelles anual "
    "anuales anuais annuo annua annui annue annuale annuali jaarlijks jaarlijkse rocznie roczny roczna roczne "
    "anuală anuale",
}
_PERIOD_OF = {word: period for period, words in _TIMES.items() for word in words.split()}
_PERIOD_OF_ADJECTIVE = {word: period for period, words in _ADJECTIVES.items() for word in words.split()}
_LETTERS = {"s": "second", "h": "hour", "d": "day"}
_HINTS = frozenset((*_PERIOD_OF, *_PERIOD_OF_ADJECTIVE, "per", "each", "every", "p"))
"""A text with a rate holds one of these, or a slash."""
_LEADS = frozenset(
    "per a an each every pro je im am par chaque por cada al alla all ogni elke na co pe fiecare ao à der "
    "la".split()
)
"""Words between a number and its period: "a week", "im Monat", "al giorno"."""
_AFTER = {"der": "in", "la": "a"}
"""Leads that are one only behind another word: "in der Woche", "a la semana"."""
_WHERE = frozenset("in at on for of".split())
_LASTING = frozenset("in for within over after of half".split())
"""Before "a week" they speak of its length."""
_NO_RATE = frozenset("cent cents se bono default usual".split())

_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,;:.!?\n()|–—•]")
_SENTENCE_BREAK = re.compile(r"[;!?\n•]|\.\s")
_CLOSE_BEFORE = re.compile(
    r"\s(?:[^\W\d_]+\s){0,2}?(?:(?:of|at|worth|total+ing|by|de|von|di|van)\s)?"
    r"(?:(?:over|about|around|approximately|nearly|almost|roughly|some|up to|more than|at least)\s)?"
)
_CLOSE_BEHIND = re.compile(r"\+?\s(?:(?:in|of|an)\s)?(?:(?!with|for|and|to|from|by|across)[^\W\d_]+\s){0,2}")
_FARTHEST = 60


class Rate(NamedTuple):
    """One rate of a text; `adjective` where it may stand before its number ("annual savings of $5k")."""

    by: str
    start: int
    end: int
    adjective: bool

    @property
    def is_period(self) -> bool:
        """Whether it is one of time ("a week") and not of things ("per shift")."""
        return self.by in _TIMES


class Rated(NamedTuple):
    """What a number is counted by: its rate, and the periods and units of those beside it, which may be
    meant for it too."""

    rate: Rate | None
    beside: frozenset[str]


_UNRATED = Rated(None, frozenset())


def rates_in(text: str) -> list[Rate]:
    """The rates of `text` in order of appearance."""
    if "/" not in text and _HINTS.isdisjoint(_WORD.findall(text.lower())):
        return []
    found = []
    words = list(_WORD.finditer(text))
    for at, match in enumerate(words):
        word = match.group().lower()
        if word in _PERIOD_OF_ADJECTIVE:
            found.append(Rate(_PERIOD_OF_ADJECTIVE[word], match.start(), match.end(), True))
            continue
        before = words[at - 1] if at else None
        if text[match.start() - 1 : match.start()] == "/" and (
            by := _PERIOD_OF.get(word) or _LETTERS.get(word)
        ):
            found.append(Rate(by, match.start() - 1, match.end(), False))
        elif word == "a" and text[match.start() - 2 : match.start()].lstrip(" ") in ("p.", "."):
            if before is not None and before.group().lower() == "p":
                found.append(Rate("year", before.start(), match.end(), False))
        elif before is not None and (rate := _led(text, words, at)):
            found.append(rate)
    return found


def _led(text: str, words: Sequence[re.Match[str]], at: int) -> Rate | None:
    """The rate that a word is together with those before it: "per shift", "every week"."""
    match, lead = words[at], words[at - 1]
    leading = lead.group().lower()
    if leading not in _LEADS or text[lead.end() : match.start()].strip(" '’"):
        return None
    adjacent = at > 1 and text[words[at - 2].end() : lead.start()].isspace()
    earlier = words[at - 2].group().lower() if adjacent else ""
    by = _led_by(match.group().lower(), leading, earlier)
    if by is None or _goes_on(text, by, leading, match.end()):
        return None
    return Rate(by, lead.start(), match.end(), False)


def _led_by(word: str, leading: str, earlier: str) -> str | None:
    """The period or unit that a word names behind the two words before it."""
    by = _PERIOD_OF.get(word)
    if by is None:
        counted = leading == "per" or (leading in ("each", "every") and earlier in _WHERE)
        return stem(word) if counted and earlier != "as" and word not in _NO_RATE else None
    if leading in ("a", "an"):
        return None if earlier in _LASTING else by
    return by if earlier == _AFTER.get(leading, earlier) else None


def _goes_on(text: str, by: str, leading: str, end: int) -> bool:
    """Whether a period goes on as something else: "a second site", "a quarter of", "a day-to-day matter",
    "im Jahr 2020"."""
    rest = text[end : end + 4]
    if rest[:1] == "-" or rest[1:2].isdigit():
        return True
    if leading not in ("a", "an"):
        return False
    return (by == "quarter" and rest == " of ") or (by == "second" and rest[1:2].isalpha())


def rated(text: str, numbers: Sequence[Number]) -> list[Rated]:
    """What each of `numbers`, those of `text` in order, is counted by."""
    rates = rates_in(text) if numbers else []
    if not rates:
        return [_UNRATED] * len(numbers)
    starts = [number.start for number in numbers]
    bound: dict[int, Rate] = {}
    free: list[tuple[Rate, int]] = []
    for rate in rates:
        after = bisect_right(starts, rate.start)
        at = _number_of(rate, text, numbers, after)
        if at is None or (at in bound and rate.adjective):
            free.append((rate, after))
        else:
            bound[at] = rate
    beside: dict[int, set[str]] = {}
    for at, rate in bound.items():
        for one, other in ((at, at - 1), (at, at + 1)):
            if 0 <= other < len(numbers) and _same_clause(text, numbers[one], numbers[other]):
                beside.setdefault(other, set()).add(rate.by)
    for rate, after in free:
        for at in range(max(0, after - 2), min(len(numbers), after + 2)):
            first, last = sorted((rate.start, numbers[at].start))
            if not _SENTENCE_BREAK.search(text, first, last):
                beside.setdefault(at, set()).add(rate.by)
    return [Rated(bound.get(at), frozenset(beside.get(at, ()))) for at in range(len(numbers))]


def _number_of(rate: Rate, text: str, numbers: Sequence[Number], after: int) -> int | None:
    """The number that a rate belongs to: the one before it in its clause, of an adjective a close one on
    either side."""
    if after:
        end = numbers[after - 1].end
        if rate.adjective:
            if _CLOSE_BEHIND.fullmatch(text, end, rate.start):
                return after - 1
        elif rate.start - end <= _FARTHEST and not _BREAK.search(text, end, rate.start):
            return after - 1
    if rate.adjective and after < len(numbers) and numbers[after].unit != "%":
        start = numbers[after].start
        if start - rate.end <= _FARTHEST and _CLOSE_BEFORE.fullmatch(text, rate.end, start):
            return after
    return None


def _same_clause(text: str, one: Number, other: Number) -> bool:
    first, last = sorted((one, other), key=lambda number: number.start)
    return last.start - first.end <= _FARTHEST and not _BREAK.search(text, first.end, last.start)
