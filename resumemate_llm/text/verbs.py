"""The verbs that open resume bullets: their forms, their safe synonyms, and the weak openings.

English only. A word counts as the opening verb only where that is sure: "Support" in "Support for 200
users" is a noun and is left alone. Synonyms never raise the claim: "Assisted" does not become "Led".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Literal, NamedTuple

from . import verb_table as table
from .memory import remembered
from .terms import fold_term, tokens

Form = Literal["base", "third", "past", "ing"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OPENING = re.compile(
    r"\W*(?:(?P<adverb>[A-Za-z]+ly|also|then)\s+)?(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)(?P<rest>.*)", re.DOTALL
)
_PREPOSITIONS = frozenset(
    "about as at by during for from in into of on onto over through to toward towards under until upon via "
    "with within without".split()
)
_NOT_ADVERBS = frozenset(
    "apply assembly comply daily early family monthly multiply rely reply supply weekly yearly".split()
)
_SHORT = re.compile(r"[^aeiou]*(?:[aeiou]|qui)[^aeiouwxy]")  # "plan", "ship": one short syllable
_OBJECT = re.compile(r"\s+(?:(?:[a-z]+-[a-z]+|local|key|senior|junior|young|small|large)\s+)?([a-z]+)")
_NO_OBJECT = re.compile(r"\s*(?:[:.;]|$|(?:of|is|was|are|were)\b)", re.IGNORECASE)
_AGENT = re.compile(
    r"\s+([^\W\d_]+(?:-[^\W\d_]+)*)\s*(?:$|[,;:.(]|(?:of|for|at|in|on|to|with|and|across|during)\b)"
)
_QUANTITY = re.compile(
    r"\s*(?:(?:over|about|around|up to|approximately|approx\.?|nearly|almost|more than|at least|"
    r"between) )?[$£€~]?\d"
)
_REACH = 7  # words after a verb among which its object is looked for


class Verb(NamedTuple):
    """The four forms that a bullet can open with."""

    base: str
    third: str
    past: str
    ing: str

    def form(self, form: Form) -> str:
        """One of the forms by its name."""
        return str(getattr(self, form))


class LeadingVerb(NamedTuple):
    """The verb that opens a bullet, the form it stands in, and where (`start`, `end`)."""

    verb: Verb
    form: Form
    start: int
    end: int


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[Verb, Form]]:
    words: dict[str, tuple[Verb, Form]] = {}
    verbs = [_regular(base) for base in table.REGULAR]
    verbs += [_regular(base)._replace(past=past) for base, past in table.IRREGULAR.items()]
    forms: tuple[Form, ...] = ("base", "past", "ing", "third")
    words.update((verb.past, (verb, "past")) for verb in verbs if verb.base == verb.past)
    for form in forms:
        for verb in verbs:
            words.setdefault(verb.form(form), (verb, form))
    for verb in verbs:  # American spelling of -l verbs ("traveled"), understood but never written
        if verb.base.endswith("l") and verb.past.endswith("lled"):
            words.setdefault(verb.past[:-3] + "ed", (verb, "past"))
            words.setdefault(verb.ing[:-4] + "ing", (verb, "ing"))
    return words


def _regular(base: str) -> Verb:
    doubles = base in table.DOUBLING or _SHORT.fullmatch(base)
    stem = base + base[-1] if doubles else base
    if base.endswith("e"):
        ing = base + "ing" if base.endswith(("ee", "oe", "ye")) or base == "be" else base[:-1] + "ing"
        return Verb(base, base + "s", base + "d", ing)
    if base.endswith("y") and base[-2] not in "aeou":
        return Verb(base, base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    third = base + "es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else base + "s"
    return Verb(base, third, stem + "ed", stem + "ing")


def find_verb(word: str) -> tuple[Verb, Form] | None:
    """The verb that `word` is a form of, and which form, else None. Case does not matter; "re-" and
    "co-" before a known verb are understood. "Cut", "set" and the like count as the past."""
    lower = word.casefold()
    known = _lexicon().get(lower)
    if known is None and "-" in lower:
        prefix, _, rest = lower.rpartition("-")
        inner = _lexicon().get(rest) if prefix in ("co", "re", "pre", "over", "self", "cross") else None
        if inner:
            known = Verb(*(f"{prefix}-{form}" for form in inner[0])), inner[1]
    return known


def conjugate(word: str, form: Form) -> str | None:
    """`word` in another form, its capital kept; None where it is no known verb."""
    known = find_verb(word)
    return _like(word, known[0].form(form)) if known else None


def to_past(word: str) -> str | None:
    """The past tense of a verb in any form: "Manage", "Manages", "Managing" -> "Managed"."""
    return conjugate(word, "past")


def to_base(word: str) -> str | None:
    """The base form of a verb in any form."""
    return conjugate(word, "base")


def _like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


@remembered(2_000)
def leading_verb(bullet: str) -> LeadingVerb | None:
    """The verb that opens `bullet`, past an adverb ("Successfully delivered"), else None.

    None also where the first word may be a noun or an adjective: "Support desk", "Line manager",
    "Certified Scrum Master", "Training for new staff".
    """
    match = _OPENING.match(bullet)
    if not match:
        return None
    if match["adverb"] and match["adverb"].casefold() in _NOT_ADVERBS:
        match = re.match(r"\W*(?P<word>[^\W\d_]+)(?P<rest>.*)", bullet, re.DOTALL)
    if not match or (match["word"].isupper() and len(match["word"]) > 1 and not bullet.isupper()):
        return None
    known = find_verb(match["word"])
    if not known or not acts_as_verb(match["word"], match["rest"]):
        return None
    return LeadingVerb(known[0], known[1], match.start("word"), match.end("word"))


def acts_as_verb(word: str, rest: str) -> bool:
    """Whether a form of a verb, followed by `rest`, is used as one. True needs evidence where the
    word is a noun or an adjective as readily."""
    lower = word.casefold()
    following = _WORD.match(rest.lstrip())
    next_word = following.group().casefold() if following else ""
    if _NO_OBJECT.match(rest) or (not lower.endswith("ed") and _names_somebody(rest)):
        return False
    if re.match(r"\s*,", rest) and not lower.endswith("ed"):
        return _joins_verb(lower, rest)
    if not is_ambiguous(lower) or _goes_with(lower, next_word):
        return True
    if _QUANTITY.match(rest) or next_word in table.DETERMINERS:
        return lower not in table.ADJECTIVAL_PAST or next_word not in ("in", "as")
    return _joins_verb(lower, rest) or _takes_object(lower, rest)


def _names_somebody(rest: str) -> bool:
    """An agent noun right behind that ends its phrase: "Managing director of", "Lead engineer"."""
    match = _AGENT.match(rest)
    return match is not None and match[1].casefold() in table.AGENT_NOUNS


def _goes_with(lower: str, next_word: str) -> bool:
    known = find_verb(lower)
    return known is not None and next_word in table.GOES_WITH.get(known[0].base, ())


def is_ambiguous(lower: str) -> bool:
    """Whether a lower-case word is a noun or an adjective as readily as a form of a verb."""
    return (
        lower in table.NOUN_LIKE
        or lower in table.GERUND_NOUNS
        or lower in table.ADJECTIVAL_PAST
        or (lower.endswith("s") and lower[:-1] in table.NOUN_LIKE)
    )


def _joins_verb(lower: str, rest: str) -> bool:
    """ "Design and implement": the word after the conjunction is surely a verb in the same form."""
    match = re.match(r"\s*(?:,|,?\s*(?:and|or|&|/))\s*([^\W\d_]+)(.*)", rest, re.DOTALL)
    if not match:
        return False
    own, other = find_verb(lower), find_verb(match[1])
    if not own or not other or other[1] != own[1]:
        return False
    return acts_as_verb(match[1], match[2])


def _takes_object(lower: str, rest: str) -> bool:
    """A usual object of the verb right behind it: "Train employees", "Schedule three-day visits"."""
    known = find_verb(lower)
    objects = table.TAKES.get(known[0].base, "").split() if known else []
    match = _OBJECT.match(rest)
    return match is not None and match[1] in objects


def synonyms(word: str, rest: str = " ") -> tuple[str, ...]:
    """Verbs that may stand for `word` without changing or raising the claim, in the same form and
    case. `rest` is the text that follows: "developed" may be "built" before "a website", not before
    "staff"."""
    known = find_verb(word)
    if not known:
        return ()
    verb, form = known
    rows = [row for row in _synonyms().get(verb.base, ()) if not row.particle and row.fits(rest)]
    return tuple(_like(word, _conjugate_phrase(row.synonym, form)) for row in rows)


class _Synonym(NamedTuple):
    synonym: str
    particle: str
    follows: tuple[str, ...]
    objects: tuple[tuple[str, ...], ...]

    def fits(self, rest: str) -> bool:
        words = [word.casefold() for word in _WORD.findall(rest)[:_REACH]]
        first = words[0] if words else ""
        if (
            self.follows
            and first not in self.follows
            and not (first == "closely" and words[1] in self.follows)
        ):
            return False
        if not self.follows and first in _PREPOSITIONS:
            return False
        folded = {token.folded for token in tokens(" ".join(words))}
        return not self.objects or any(folded.issuperset(noun) for noun in self.objects)


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, list[_Synonym]]:
    rows: dict[str, list[_Synonym]] = {}
    for line in table.SYNONYM_ROWS.strip().splitlines():
        pair, _, objects = line.partition(":")
        pair, _, follows = pair.partition("|")
        verb, _, synonym = pair.partition(">")
        nouns = tuple(fold_term(noun) for noun in objects.split())
        base, _, particle = verb.strip().partition(" ")
        row = _Synonym(synonym.strip(), particle, tuple(follows.split()), nouns)
        rows.setdefault(base, []).append(row)
    return rows


def _conjugate_phrase(phrase: str, form: Form) -> str:
    verb, _, particle = phrase.partition(" ")
    conjugated = conjugate(verb, form) or ""
    return f"{conjugated} {particle}" if particle else conjugated


def vary_verb(bullet: str, taken: Collection[str]) -> str | None:
    """`bullet` opened by a synonym whose base form is not in `taken`; None where no safe one is left."""
    opening = leading_verb(bullet)
    if not opening:
        return None
    word, rest = bullet[opening.start : opening.end], bullet[opening.end :]
    for synonym, left in [*_of_phrase(opening, rest), *((s, rest) for s in synonyms(word, rest))]:
        known = find_verb(synonym.split(maxsplit=1)[0])
        if known and known[0].base not in taken:
            return bullet[: opening.start] + _like(word, synonym) + left
    return None


def _of_phrase(opening: LeadingVerb, rest: str) -> list[tuple[str, str]]:
    """Synonyms of verb and particle together ("look after"), each with what is left behind them."""
    return [
        (_conjugate_phrase(row.synonym, opening.form), rest[len(row.particle) + 1 :])
        for row in _synonyms().get(opening.verb.base, ())
        if row.particle and rest.startswith(f" {row.particle} ")
    ]
