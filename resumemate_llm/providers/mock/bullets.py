"""Rewriting bullets by rules that cannot change what they say.

Weak openings give way to the verb they hide, the tense follows whether the role has ended, pronouns and
dangling ends go, a repeated opening verb gets a true synonym. Facts, names and numbers stay exactly. A
bullet that no rule improves safely stays verbatim, and so does every bullet that is not English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...schema import Role
from ...text.dates import is_present
from ...text.verbs import find_verb, leading_verb, vary_verb
from .grammar import recast
from .openings import Tense, capital, open_helped, open_nominal, open_responsible


@dataclass(frozen=True, kw_only=True, slots=True)
class Bullet:
    """One statement of a role as written and as rewritten; `notes` say why, empty where unchanged."""

    original: str
    text: str
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any rule applied."""
        return self.text != self.original


def tense_of(role: Role, as_of: date) -> Tense:
    """ "past" for a role that has ended by `as_of`, "base" (the present) for the current one."""
    if role.end_date == "present" or is_present(role.end):
        return "base"
    if role.end_date:
        return "past" if role.end_date <= as_of.isoformat()[: len(role.end_date)] else "base"
    return "unknown"


def rewrite_role(role: Role, *, tense: Tense, english: bool) -> list[Bullet]:
    """Every statement of `role`, in its order."""
    statements = role.statements
    if not english:
        return [Bullet(original=statement, text=statement) for statement in statements]
    if tense == "unknown":
        tense = _tense_in_use(statements)
    return _vary_verbs([rewrite(statement, tense) for statement in statements])


def rewrite(statement: str, tense: Tense) -> Bullet:
    """`statement` after every rule but the one against repetition."""
    text = statement
    notes = []
    for rule, note in _RULES:
        changed = rule(text, tense)
        if changed is not None and changed != text:
            text = changed
            notes.append(note)
    return Bullet(original=statement, text=text, notes=tuple(notes))


def _tense_in_use(statements: Sequence[str]) -> Tense:
    """The form most bullets stand in, where the dates do not say whether the role has ended."""
    forms = [opening.form for statement in statements if (opening := leading_verb(statement))]
    past, present = forms.count("past"), forms.count("base") + forms.count("third")
    return "past" if past > present else "base" if present > past else "unknown"


def _vary_verbs(bullets: Sequence[Bullet]) -> list[Bullet]:
    taken: set[str] = set()
    varied = []
    for bullet in bullets:
        opening = leading_verb(bullet.text)
        text = vary_verb(bullet.text, taken) if opening and opening.verb.base in taken else None
        if text:
            opening = leading_verb(text)
            notes = (*bullet.notes, "varies the opening verb")
            varied.append(Bullet(original=bullet.original, text=text, notes=notes))
        else:
            varied.append(bullet)
        if opening:
            taken.add(opening.verb.base)
    return varied


_RESPONSIBLE = "(?:responsible|accountable|tasked|charged|involved|in charge)\\b"
_PRONOUN = re.compile(
    rf"^(?:I (?:am|was) (?:also )?(?={_RESPONSIBLE})|I['’]m (?={_RESPONSIBLE})"
    r"|I(?:['’]ve| have)?(?: also)? (?=[a-z]))"
)
_OWN_PERSON = re.compile(r"\b(?:I|my|me|we|our)\b")
_DANGLING = re.compile(
    r"[\s,;:–-]*\b(?:resulting in|leading to|which (?:resulted in|led to)|in order to|such as|including|"
    r"as well as|and|or)[\s,;:.…]*$",
    re.IGNORECASE,
)
_SELF_PRAISE = re.compile(r"^(?:Successfully|Effectively|Efficiently) (?=[a-z])")


def _strip_pronoun(text: str, tense: Tense) -> str | None:
    match = _PRONOUN.match(text)
    if not match or _OWN_PERSON.search(text, match.end()):
        return None
    rest = text[match.end() :]
    known = find_verb(rest.split(" ", 1)[0]) or re.match(_RESPONSIBLE, rest)
    return capital(rest) if known else None


def _strip_dangling(text: str, tense: Tense) -> str | None:
    stripped = _DANGLING.sub("", text)
    return stripped if len(stripped.split()) >= 3 else None


def _strip_self_praise(text: str, tense: Tense) -> str | None:
    match = _SELF_PRAISE.match(text)
    return capital(text[match.end() :]) if match and leading_verb(text[match.end() :]) else None


def _fit_tense(text: str, tense: Tense) -> str | None:
    """The past for ended roles; in the current one -ing becomes the present, and what is told in the
    past stays: the text does not say that it still goes on."""
    opening = leading_verb(text)
    if opening is None or tense == "unknown":
        return None
    if tense == "past":
        return recast(text, "past")
    return recast(text, "base") if tense == "base" and opening.form == "ing" else None


_RULES = (
    (_strip_pronoun, "drops the pronoun"),
    (_strip_dangling, "drops an unfinished ending"),
    (open_responsible, "opens with what was done"),
    (open_nominal, "opens with a verb"),
    (open_helped, "tightens the opening"),
    (_strip_self_praise, "lets the result speak"),
    (_fit_tense, "fits the tense to the role's dates"),
)
