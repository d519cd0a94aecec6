"""Words compared by their stems, so that a rewritten bullet can be traced to the one it came from."""

from __future__ import annotations

import re

from ..text.memory import remembered
from ..text.verbs import find_verb

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*")

STOP_WORDS = frozenset(
    "a about above across after against all along also although am among an and any are around as at be "
    "because been before being below between both but by can could did do does doing down during each "
    "either etc every for from further had has have having he her here hers him his how i if in "
    "including into is it its itself just may me might more most much must my no nor not of off on once "
    "one only onto or other our out over own per plus same shall she should since so some such than that the "
    "their them then there these they this those through throughout thus to too toward towards under "
    "until up upon us use used using various very via was we well were what when where whether which "
    "while who whom whose will with within without would you your".split()
)

_ENDINGS = (
    "ization isation ational ations ation ments ment tions tion sions sion ingly edly ings ing ied ies ers ors "
    "ed er or ly es s al e y"
).split()
_ENDINGS_IN = {last: tuple(e for e in _ENDINGS if e[-1] == last) for last in {e[-1] for e in _ENDINGS}}
_NOUN_ENDINGS = ("acy", "iency", "uency")
"""Of "accuracy", "efficiency" and "frequency", which are "accurate", "efficient" and "frequent" as nouns."""

_APART = {
    "internal": "internal",
    "internally": "internal",
    "international": "international",
    "internationally": "international",
}
"""Words whose endings would make them one with "intern"."""
_VOWELS = frozenset("aeiouyäöüéèàáíóúâêîôûăășț")


@remembered(50_000)
def stem(word: str) -> str:
    """The stem of an English word, crudely: "managed", "managing" and "management" share one."""
    word = word.casefold()
    if word in _APART:
        return _APART[word]
    if not word.isalpha():
        word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) <= 3 or not word.isalpha() or word.endswith("ss"):
        return word
    if word.endswith(_NOUN_ENDINGS):
        word = word[:-2] + ("te" if word.endswith("acy") else "t")
    for ending in _ENDINGS_IN.get(word[-1], ()):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and not _VOWELS.isdisjoint(base):
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl":
                base = base[:-1]
            return base[:-2] if base.endswith("at") and len(base) > 6 else base
    return word


_MEANINGS = """
accomplish achieve attain reach hit
analyse analyze examine study review inspect check investigate research look assess evaluate audit
answer respond reply
assist help support aid
author write draft document record log
build construct develop create produce generate devise design draw prepare make craft
coach mentor train teach instruct
collaborate work partner liaise communicate cooperate
complete finish finalise finalize
compute calculate
conduct perform carry undertake execute do
coordinate arrange organise organize schedule plan
cut reduce decrease lower shorten
deliver provide give supply offer serve
deploy launch introduce roll release implement put install
enhance improve optimise optimize strengthen
establish set start found
exceed surpass beat
greet welcome
handle deal process manage take run administer operate
lead head spearhead direct
oversee supervise
grow increase raise boost lift
hire recruit
identify find detect spot
maintain keep sustain
monitor track
participate take join
repair fix
resolve solve settle
secure obtain win gain
simplify streamline
migrate move transfer
revise update
use utilise utilize employ apply
"""
_GROUPS = {verb: f"={group.split()[0]}" for group in _MEANINGS.strip().splitlines() for verb in group.split()}


_GROUPS_BY_STEM = {stem(verb): group for verb, group in _GROUPS.items()}


def group_of(word: str) -> str | None:
    """A sign shared by verbs that a rewording may swap, in any form; None for other words. For
    tracing only: what may replace what is the matter of `text.verbs`."""
    known = find_verb(word)
    return None if known is None else _GROUPS.get(known[0].base)


@remembered(50_000)
def sign(word: str) -> str:
    """What a word is compared by: the group of its verb, also of a noun made from one ("inspection"), the
    stem of its verb ("went", "ordering"), or its own stem."""
    known = find_verb(word)
    if known is not None:
        return _GROUPS.get(known[0].base) or stem(known[0].base)
    return _group_of_noun(word) or stem(word)


def _group_of_noun(word: str) -> str | None:
    small = word.casefold().removesuffix("s")
    if not small.endswith(("tion", "sion")):
        return None
    root = stem(small)
    return _GROUPS.get(root) or _GROUPS_BY_STEM.get(root) or _GROUPS_BY_STEM.get(f"{root}t")


def counts_nothing(word: str) -> bool:
    """Whether a word beside a number is a verb and not what it counts: of a group, or in a form that no noun has."""
    known = find_verb(word)
    return known is not None and (known[0].base in _GROUPS or known[1] in ("past", "ing"))


def words(text: str) -> list[str]:
    """The words of `text` as written; numbers are no words, "B2B" is one."""
    return _WORD.findall(text)


def stems(text: str) -> frozenset[str]:
    """The stems of the content words of `text`."""
    return frozenset(stem(w) for w in words(text) if w.casefold() not in STOP_WORDS)


_GENERAL = re.compile(
    r" (?:skills?|experience|knowledge|expertise|software|tools?|training|background|proficiency)$"
    r"|(?<=[A-Z]{3}) (?:licen[cs]e|certificate|certification|registration|qualification)$"
)


def core_of(term: str) -> str:
    """A term without the general word at its end: "negotiation" of "negotiation skills", "APRN" of "APRN
    license". A resume that shows the core shows the term."""
    return _GENERAL.sub("", term)


def plain(text: str) -> str:
    """`text` for comparing: case, spacing and closing punctuation do not count."""
    return " ".join(text.casefold().split()).strip(" .;,:!•*-–—")
