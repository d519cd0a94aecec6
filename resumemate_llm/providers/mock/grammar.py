"""Putting an English bullet into another form: past or base, all of its joined verbs, or not at all.

"Answer phones, schedule visits and greet guests" becomes "Answered phones, scheduled visits and greeted
guests" only because every joined verb is certain. Where one word may be a noun ("and cost reports"), the
answer is None, and the caller leaves the bullet as its author wrote it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ...text.verb_table import ADJECTIVE_LIKE
from ...text.verbs import Form, acts_as_verb, conjugate, find_verb, is_ambiguous, leading_verb

_SEGMENT = re.compile(r"(;\s+|(?<=[.!?])\s+(?=[A-Z]))")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’][^\W\d_]+)?")
_STOP = frozenset(
    """
    that which who whom whose where when while whilst if how what whether so because although as before
    after until than since
    """.split()
)
_GERUND_PREPOSITIONS = frozenset("by for in of through without from on upon via from about into with".split())
_CAUSATIVES = frozenset("help let make have see watch ensure enable".split())


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    joined: bool  # follows a comma or a conjunction
    listed: bool  # follows a mere comma


class _Unsure(Exception):
    """A joined word may or may not be a verb."""


def recast(text: str, form: Form) -> str | None:
    """`text` with its opening verb and every verb joined to it in `form`; None where that is not sure.

    Handles several sentences and parts separated by semicolons; a part that does not open with a verb
    stays as it is.
    """
    parts = _SEGMENT.split(text)
    if leading_verb(parts[0]) is None:
        return None
    try:
        recasted = [_recast_part(part, form) if i % 2 == 0 else part for i, part in enumerate(parts)]
    except _Unsure:
        return None
    return "".join(recasted)


def gerund_phrase(text: str, form: Form) -> str | None:
    """ "hiring, training and supervising staff" as "hired, trained and supervised staff"; None where
    `text` may be a list of nouns ("training and development")."""
    words = _words(text)
    if not words or words[0].start > 1:
        return None
    known = find_verb(words[0].text)
    if not known or known[1] != "ing":
        return None
    try:
        return _apply(text, _joined_verbs(text, words, "ing", gerunds=True), form)
    except _Unsure:
        return None


def _recast_part(part: str, form: Form) -> str:
    opening = leading_verb(part)
    if opening is None:
        if (known := find_verb(words[0].text) if (words := _words(part)) else None) and known[1] != form:
            raise _Unsure
        return part
    invariant = opening.verb.base == opening.verb.past
    if opening.form == form and not invariant:
        return part
    words = [word for word in _words(part) if word.start >= opening.start]
    if invariant:  # "Cut": only the verbs joined to it tell the tense
        try:
            return _apply(part, _joined_verbs(part, words, "base"), form)
        except _Unsure:
            return part if form == "past" else _raise_unsure()
    return _apply(part, _joined_verbs(part, words, opening.form), form)


def _raise_unsure() -> str:
    raise _Unsure


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        before = text[end : match.start()]
        conjunction = bool(words) and words[-1].text.casefold() in ("and", "or", "then", "also")
        joined = conjunction or "&" in before or "," in before or before.strip() == "/"
        listed = "," in before and not conjunction
        words.append(_Word(match.group(), match.start(), match.end(), joined, listed))
        end = match.end()
    return words


def _joined_verbs(text: str, words: list[_Word], form: Form, *, gerunds: bool = False) -> list[_Word]:
    """The opening word and the words joined to it as verbs of the same form."""
    verbs = [words[0]]
    causative = (known := find_verb(words[0].text)) is not None and known[0].base in _CAUSATIVES
    pure = True  # nothing but verbs and conjunctions so far
    governed = False  # a later verb may belong to "to", "that" or a preposition
    for previous, word in pairwise(words):
        lower = word.text.casefold()
        if lower in ("and", "or", "then", "also"):
            continue
        governed = governed or causative or _governs(previous.text, word, text[word.end :], form)
        known = find_verb(lower)
        if word.joined and known and known[1] == form:
            if pure or (not governed and _is_joined_verb(text, word, form)):
                verbs.append(word)
                continue
        elif pure and word.joined:
            raise _Unsure  # "identify and <unknown word>"
        elif (
            word.joined
            and known
            and known[1] == "past"
            and form in ("base", "third")
            and not is_ambiguous(lower)
        ):
            raise _Unsure
        pure = False
    if form == "ing":
        verbs = _without_participles(text, verbs, gerunds=gerunds)
    return verbs


def _governs(previous: str, word: _Word, rest: str, form: Form) -> bool:
    """Whether verbs joined after this point depend on something other than the opening."""
    previous, lower = previous.casefold(), word.text.casefold()
    known = find_verb(lower)
    if lower in _STOP:
        return True
    if form == "ing":
        return (
            previous in _GERUND_PREPOSITIONS and not word.joined and known is not None and known[1] == "ing"
        )
    return (
        previous in ("to", "can", "will", "may", "help")
        and known is not None
        and known[1] == "base"
        and (not is_ambiguous(lower) or acts_as_verb(lower, rest))
    )


def _is_joined_verb(text: str, word: _Word, form: Form) -> bool:
    lower, rest = word.text.casefold(), text[word.end :]
    if not word.listed and _ADJECTIVE.search(text[: word.start]):
        return False
    if not is_ambiguous(lower) and lower not in ADJECTIVE_LIKE:
        return form != "ing" or not re.match(r"\s*(?:of\b|,|$|\band\b)", rest)
    if re.match(r"\s*(?:of\b|[,.)]|$)", rest):
        return False
    if re.match(r"\s*(?:and|or|&)\s", rest) and not acts_as_verb(lower, rest):
        return False
    if acts_as_verb(lower, rest):
        return True
    if form == "ing" and word.listed and _list_is_closed(rest):
        return True
    raise _Unsure


_ADJECTIVE = re.compile(
    r"\b(?:[a-z-]+(?:ive|ful|ible|able|ous|less|friendly)|accurate|clean|clear|complete|consistent|efficient|fast|"
    r"professional|safe|secure|simple|timely|warm),? (?:and|or|&) $",
    re.IGNORECASE,
)
"""An adjective before the conjunction: in "intuitive and engaging interfaces" another adjective follows."""


def _list_is_closed(rest: str) -> bool:
    """ ", ordering stock and dealing with ...": the list goes on to a certain verb."""
    match = re.match(r"\s+[a-z]+(?: [a-z]+)?,? and ([a-z-]+ing)\b(.*)", rest, re.DOTALL)
    if not match or find_verb(match[1]) is None or is_ambiguous(match[1]):
        return False
    return acts_as_verb(match[1], match[2])


def _without_participles(text: str, verbs: list[_Word], *, gerunds: bool) -> list[_Word]:
    """Of -ing forms only a list closed by "and" is one of joined verbs: in "Leading a team, ensuring
    quality" the second is a participle and stays. The last must have an object."""
    while len(verbs) > 1 and verbs[-1].listed:
        verbs = verbs[:-1]
    last = verbs[-1]
    rest = text[last.end :]
    if re.match(r"\s*(?:of\b|[,;.)]|and\b|or\b|&|$)", rest):
        raise _Unsure
    if (
        gerunds
        and is_ambiguous(last.text.casefold())
        and not acts_as_verb(last.text, rest)
        and len(verbs) == 1
    ):
        raise _Unsure
    return verbs


def _apply(text: str, verbs: list[_Word], form: Form) -> str:
    pieces = []
    end = 0
    for verb in verbs:
        pieces += [text[end : verb.start], conjugate(verb.text, form) or verb.text]
        end = verb.end
    return "".join([*pieces, text[end:]])
