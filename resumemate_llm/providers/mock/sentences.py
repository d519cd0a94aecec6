"""Turning a resume's clipped statements into English clauses that a person could have written.

What can be conjugated with certainty becomes "I cut close time from 9 to 5 days". A noun phrase gets a
frame that takes nouns ("My work there covered switchboard upgrades"). Everything else is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ...text import verb_table as table
from ...text.sentences import split_sentences
from ...text.verbs import find_verb, is_ambiguous, leading_verb
from .grammar import recast
from .openings import Tense
from .wording import article, start_small

Kind = Literal["verb", "was", "fact", "noun", "quote"]
MAX_WORDS = 38
_MAX_PAIR = 26


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A statement ready for a sentence.

    "verb": a predicate for "I" ("cut waste by 9%"). "was": what follows "I was" or "I am" ("shift lead
    on nights"). "fact": a sentence with a subject of its own ("waste fell by 9%"). "noun": what "my work
    covered". "quote": the statement in its own words.
    """

    kind: Kind
    text: str


def clause(statement: str, tense: Tense, words_in_use: Collection[str], *, english: bool = True) -> Clause:
    """The best form that `statement` can take without a change of meaning."""
    if english:
        text = _first_part(statement)
        made = _pair(statement, tense) or _verb(text, tense) or _was(text, words_in_use)
        made = made or _fact(text, words_in_use) or _noun(text, words_in_use)
        if made:
            return made
    return Clause(kind="quote", text=statement.strip().rstrip("."))


def third_person(statement: str, tense: Tense) -> str | None:
    """The predicate for an unnamed third person: "cut waste by 9%", "leads 74 associates"."""
    text = _first_part(statement)
    opening = leading_verb(text)
    if opening is None or _speaks_of_self(text) or _is_passive(text, opening.end):
        return None
    form: Literal["past", "third"] = "past" if tense == "past" or opening.form == "past" else "third"
    changed = recast(text, form)
    return changed[:1].lower() + changed[1:] if changed else None


_NEXT_SENTENCE = re.compile(r"\.\s+([A-Z][a-z]+)\b")


def _first_part(statement: str) -> str:
    """The first sentence, up to a semicolon where the statement is a chain of several."""
    first = next(iter(split_sentences(statement)), "")
    match = next((m for m in _NEXT_SENTENCE.finditer(first) if find_verb(m[1])), None)
    first = first[: match.start()] if match else first
    head, _, tail = first.partition("; ")
    if tail and len(head.split()) >= 3:
        first = head
    return first.strip().rstrip(".;:, ")


def _speaks_of_self(text: str) -> bool:
    return re.search(r"\b(?:I|my|me|we|our|us)\b", text) is not None


def _verb(text: str, tense: Tense) -> Clause | None:
    opening = leading_verb(text)
    if opening is None or re.search(r"\bI\b|\b[Ww]e\b", text):
        return None
    if _is_passive(text, opening.end):
        return None
    form: Literal["past", "base"] = "past" if tense == "past" or opening.form == "past" else "base"
    changed = recast(text, form) if form == "past" or not _mixes_tenses(text) else None
    return Clause(kind="verb", text=changed[:1].lower() + changed[1:]) if changed else None


def _pair(statement: str, tense: Tense) -> Clause | None:
    """ "Ran two teams; cut overtime 27%" as one predicate: "ran two teams and cut overtime 27%"."""
    parts = statement.strip().rstrip(".").split("; ")
    if len(parts) != 2 or len(statement.split()) > _MAX_PAIR or "," in parts[0]:
        return None
    first, second = (_verb(part, tense) for part in parts)
    return Clause(kind="verb", text=f"{first.text} and {second.text}") if first and second else None


def _mixes_tenses(text: str) -> bool:
    """ "Administer the budget and reduced costs": no tense would suit both."""
    for match in re.finditer(r"\band ([a-z]+)", text):
        known = find_verb(match[1])
        if known and known[1] == "past" and known[0].base != match[1] and not is_ambiguous(match[1]):
            return True
    return False


def _is_passive(text: str, end: int) -> bool:
    word = text[:end].rsplit(" ", maxsplit=1)[-1].casefold()
    after = re.match(r"\s+(to|as|for|by|with|from|in|on|among|into|one|top|best|first)\b", text[end:])
    return word in table.PASSIVE_PAST and after is not None


def _was(text: str, words_in_use: Collection[str]) -> Clause | None:
    first = re.match(r"[A-Za-z]+", text)
    if first and first.group().casefold() in table.PASSIVE_PAST and _is_passive(text, first.end()):
        return Clause(kind="was", text=text[:1].lower() + text[1:])
    head = _agent_phrase(text)
    if not head:
        return None
    small = start_small(text, words_in_use) or text
    if re.match(r"(?:the|a|an|one)\b", small, re.IGNORECASE):
        return Clause(kind="was", text=small[:1].lower() + small[1:])
    return Clause(kind="was", text=small if head in _OFFICES else f"{article(small)} {small}")


_OFFICES = frozenset(
    """
    captain chair chairman chairperson chairwoman co-lead co-ordinator coordinator deputy director editor
    foreman forewoman head keyholder key-holder lead leader manager president secretary supervisor treasurer
    """.split()
)
_NP_END = re.compile(r"[,:(]| (?:for|of|in|on|to|at|with|during|across|from|and|since|until|-|–)\b| [-–] ")


def _agent_phrase(text: str) -> str | None:
    """The office or trade that a statement names at its start, else None."""
    name = _NP_END.split(text, maxsplit=1)[0].split()
    if not name or len(name) > 5:
        return None
    head = name[-1].casefold()
    verb_alone = len(name) == 1 and head != "mentor" and find_verb(head) is not None
    return head if head in table.AGENT_NOUNS and not verb_alone else None


_FACT = re.compile(
    r"^[A-Z][\w&+'’-]*(?: [\w&+%'’-]+){0,8}? (?:rose|fell|grew|went|dropped|increased|decreased|improved|"
    r"doubled|tripled|halved|came|stayed|held|remained) (?:from|by|to|up|down|at|over|in|within|\d)"
)


def _fact(text: str, words_in_use: Collection[str]) -> Clause | None:
    """ "Waste fell by 9%": a subject and a change."""
    if not _FACT.match(text) or _speaks_of_self(text):
        return None
    small = start_small(text, words_in_use)
    return Clause(kind="fact", text=small) if small else None


_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|went|rose|fell|grew|became|up|down|won|increased|decreased|improved|"
    r"reduced|dropped|doubled|tripled|completed|achieved|saved|named|awarded)\b|[+=→]|\d\s?%\s?(?:up|down)",
    re.IGNORECASE,
)
_NO_START = re.compile(
    r"(?:zero|no|not|only|also|all|when|if|while|as|with|for|in|on|at|by|from|to|this|it)\b", re.I
)


def _noun(text: str, words_in_use: Collection[str]) -> Clause | None:
    """A noun phrase: no finite verb in it, and a first word that can stand in lower case."""
    if _FINITE.search(text) or _NO_START.match(text) or _speaks_of_self(text) or len(text.split()) < 2:
        return None
    text = text.partition(";")[0]
    opening = re.match(r"[\w&/’'-]+", text)
    known = find_verb(opening.group()) if opening else None
    if known and known[1] != "third" and not _names_a_field(known[1], known[0].base, text):
        return None
    subject = _NP_END.split(text, maxsplit=1)[0].casefold()
    small = start_small(text, words_in_use)
    return Clause(kind="noun", text=small) if small and _UNCOUNTED.search(subject) else None


_UNCOUNTED = re.compile(
    r"(?:[^su]s|ing|tion|sion|ment|ance|ence|work|care|support|maintenance|research|control|software|equipment|law|"
    r"design|safety|hygiene|data|staff|stock|compliance|analysis|admin|administration|payroll)$"
)


def _names_a_field(form: str, base: str, text: str) -> bool:
    """Whether a statement that starts with a form of a verb is about a thing: "Design reviews"."""
    if form == "ing":
        return re.match(r"\w+(?:,| and| of| for)\b", text) is not None or leading_verb(text) is None
    return form == "base" and base in table.NOUN_LIKE and leading_verb(text) is None
