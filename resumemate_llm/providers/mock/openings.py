"""Weak openings of English bullets and the verb each one hides.

"Responsible for managing budgets" was managing budgets. Where no verb is hidden ("Responsible for the
checkout services"), the plainest verb of the same strength takes its place ("Looked after"), never a
stronger one.
"""

from __future__ import annotations

import re
from typing import Literal

from ...text import verb_table as table
from ...text.terms import tokens
from ...text.verbs import conjugate, find_verb
from .grammar import gerund_phrase, recast

Tense = Literal["past", "base", "unknown"]
"""What a role's bullets are told in: "base" is the present of a current role."""

_DUTIES = (
    r"(?:my |main |key |primary |daily |core |job |other )*(?:duties|responsibilities|tasks|role|job|work)"
)
_INCLUDED = (
    r"(?:(?:have |has )?(?:include[sd]?|involve[sd]?|consist(?:s|ed)? of)"
    r"|(?:was|were|is|are)(?= [a-z]+ing\b))"
)
_RESPONSIBLE = re.compile(
    r"^(?P<was>Was |Were |Been )?(?:also )?(?:primarily |mainly |solely |fully |directly )?"
    rf"(?:responsible for|accountable for|charged with|tasked with|in charge of|{_DUTIES} {_INCLUDED}:?) "
    r"(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ABLE = re.compile(
    r"^(?:(?:Was|Were) (?:able|required|asked) to|Managed to|Had to|Was responsible to|Was tasked to) "
    r"(?P<phrase>(?P<verb>[a-z]+)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_INVOLVED = re.compile(
    r"^(?P<was>Was |Were )?(?:actively |closely |heavily )?involved in (?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ENDEAVOUR = (
    "project|development|design|implementation|migration|feature|app|application|system|platform|website|"
    "campaign|redesign|product|research|model|integration|launch|rollout|upgrade|software|tool|code|report|"
    "proposal|study|prototype|pipeline"
)
_WORKED_ON = re.compile(
    r"^(?P<verb>Work(?:ed|ing)?) on (?P<rest>(?:[a-z]+ing\b(?! (?:shift|hour|day))"
    rf"|(?:(?:the|a|an|several|various|multiple|many|new) )?(?:[\w/-]+ ){{0,3}}(?:{_ENDEAVOUR})s?\b).*)$",
    re.DOTALL,
)
_HELPED_TO = re.compile(r"^(?P<verb>Help(?:ed|s|ing)?) to (?P<rest>(?P<what>[a-z-]+)\b.*)$", re.DOTALL)
_NOMINAL = re.compile(
    r"^(?:the )?(?P<noun>[a-z]+)(?: and (?P<second>[a-z]+))? of (?P<rest>.+)$", re.I | re.DOTALL
)
_NOMINAL_OF = re.compile(r"\b[a-z]+(?:ing|ion|ment|ance|ence|al|sis) of\b")
_NOMINALS = dict(
    pair.split(":")
    for pair in """
    administration:administer collection:collect completion:complete configuration:configure
    construction:construct coordination:coordinate co-ordination:co-ordinate creation:create delivery:deliver
    deployment:deploy development:develop evaluation:evaluate execution:execute handling:handle
    implementation:implement inspection:inspect installation:install introduction:introduce
    investigation:investigate maintenance:maintain management:manage monitoring:monitor
    negotiation:negotiate operation:operate oversight:oversee planning:plan preparation:prepare
    processing:process production:produce promotion:promote recruitment:recruit reconciliation:reconcile
    repair:repair resolution:resolve review:review scheduling:schedule selection:select
    supervision:supervise testing:test training:train translation:translate
    """.split()
)
_GROUPS = frozenset("colleague crew department direct employee group people person report staff team".split())
_NAMED_ACTIVITY = re.compile(r"[a-z]+ing(?:,| (?:and|&|of|for|in|at|across)\b|$)", re.IGNORECASE)
_NO_OBJECT = re.compile(r"(?:being|having|first|acting|ensuring|that|how|what|as)\b", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"[,;:(]| (?:of|for|in|at|on|to|with|from|and|across|within|by|including)\b")


def open_responsible(text: str, tense: Tense) -> str | None:
    """ "Responsible for", "Duties included", "Tasked with", "Managed to" and their like."""
    if match := _RESPONSIBLE.match(text):
        form = "past" if match["was"] else tense
        return None if form == "unknown" else _strengthen(match["rest"], form)
    if match := _ABLE.match(text):
        known = find_verb(match["verb"])
        return recast(capital(match["phrase"]), "past") if known and known[0].base == match["verb"] else None
    return None


def open_nominal(text: str, tense: Tense) -> str | None:
    """ "Preparation of accounts" as "Prepared accounts", where nothing else hangs on the noun."""
    return None if tense == "unknown" else _from_nominal(text, tense)


def open_helped(text: str, tense: Tense) -> str | None:
    """ "Helped to", "Was involved in", "Worked on": tightened at the same strength."""
    if match := _HELPED_TO.match(text):
        known = find_verb(match["what"])
        return f"{match['verb']} {match['rest']}" if known and known[0].base == match["what"] else None
    if match := _INVOLVED.match(text):
        form = "past" if match["was"] else tense
        return (
            None if form == "unknown" else f"{'Took' if form == 'past' else 'Take'} part in {match['rest']}"
        )
    if match := _WORKED_ON.match(text):
        form = "past" if match["verb"] == "Worked" else tense
        opened = {"past": "Contributed to", "base": "Contribute to"}.get(form)
        return f"{opened} {match['rest']}" if opened else None
    return None


def _strengthen(rest: str, form: Literal["past", "base"]) -> str | None:
    """What "Responsible for" governs, opened by a verb: its own, or the plainest one for it."""
    if phrase := gerund_phrase(rest, form):
        return capital(phrase)
    if phrase := _from_nominal(rest, form):
        return phrase
    head = head_noun(rest)
    if not head or head in _GROUPS or head in table.AGENT_NOUNS or _NO_OBJECT.match(rest):
        return None
    first = find_verb(rest.split(" ", 1)[0])
    if first and first[1] == "ing" and not _NAMED_ACTIVITY.match(rest):
        return None
    return capital(f"{conjugate('look', form)} after {_with_small_article(rest)}")


def _from_nominal(text: str, form: Literal["past", "base"]) -> str | None:
    match = _NOMINAL.match(text)
    if not match or ";" in match["rest"] or _NOMINAL_OF.search(match["rest"]):
        return None
    nouns = [noun.casefold() for noun in (match["noun"], match["second"]) if noun]
    verbs = [conjugate(_NOMINALS[noun], form) or "" for noun in nouns if noun in _NOMINALS]
    return capital(f"{' and '.join(verbs)} {match['rest']}") if len(verbs) == len(nouns) else None


def head_noun(phrase: str) -> str:
    """The folded noun that a phrase is about: "panel" of "a panel of 1,150 patients"."""
    words = tokens(_HEAD_ENDS.split(phrase, maxsplit=1)[0])
    return words[-1].folded if words else ""


def _with_small_article(rest: str) -> str:
    return re.sub(r"^(?:The|A|An)\b", lambda match: match.group().lower(), rest)


def capital(text: str) -> str:
    """`text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]
