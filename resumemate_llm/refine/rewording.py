"""What a rewording of a bullet may not turn round though every word of it is known: who did it, how much of
it, and which way a figure went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from .everyday import EVERYDAY
from .evidence import Basis, Evidence
from .reading import Reading
from .words import sign, stem, words

_ASSISTED = re.compile(
    r"^\W*(?:help\w*|assist\w*|aid(?:ed|ing|s)?|contribut\w*|participat\w*|took part|take part"
    r"|support(?:ed|ing|s)? (?:the|with|in))\b",
    re.IGNORECASE,
)
"""A statement that opens by saying that it was others' work, ..."""

_TOGETHER = re.compile(
    r"^\W*(?:collaborat\w*|partner(?:ed|ing|s)?|work(?:ed|ing|s)? (?:with|alongside))\b", re.IGNORECASE
)
"""... or others' too."""

_SHARED = re.compile(
    r"\b(?:help\w*|assist\w*|aid\w*|contribut\w*|participat\w*|collaborat\w*|support\w*|part of|part in|role in"
    r"|together|alongside|join\w*|partner\w*|member)\b",
    re.IGNORECASE,
)
"""One of these keeps it said; of work with others, "with" does too."""

_AMOUNTS = {
    "none": "no not never without none nobody zero nil",
    "all": "all every each any whole entire always",
    "most": "most many several numerous countless",
    "alone": "only alone solely single-handed single-handedly independently own sole unaided unsupervised",
    "best": "best better first last top leading fastest largest",
    "less": "below under less fewer least",
    "more": "above beyond more ahead exceeding",
}
_AMOUNT_OF = {word: amount for amount, listed in _AMOUNTS.items() for word in listed.split()}
_AMOUNT = re.compile(rf"(?<![\w-])(?:{'|'.join(_AMOUNT_OF)})(?![\w-])", re.IGNORECASE)
_FRAME = re.compile(
    r"\b(?:more|less|fewer) than (?=[$£€]?\d)|\bat least\b|\b(?:each|every) (?:day|week|month|quarter|year|shift)\b"
    r"|\b(?:under|below|above|beyond|ahead)\b"
    r"(?! (?:of )?(?:the )?(?:budget|target|plan|forecast|schedule|average|[$£€]?\d))"
    r"|\bnot only\b|\bfirst[- ](?:line|aid|class|floor|year)\b|\btop[- ]of\b",
    re.IGNORECASE,
)
"""Such a word where it says nothing of how much was done."""

_HOW_OFTEN = re.compile(
    r"(?:(?:\b(?:per|an?|each|every)\s+|/\s?)(?P<period>day|week|month|quarter|year)"
    r"|\b(?P<adverb>dai|week|month|quarter|year)ly|\bannual(?:ly)?)\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\b(?P<way>from|to|by)\s+(?:about |around |over |nearly |almost |roughly )?(?P<figure>[$£€]?\d[\d.,]*)",
    re.I,
)
_OPPOSITE = {"=grow": "=cut", "=cut": "=grow"}


def turned(bullet: Reading, basis: Basis) -> str | None:
    """The word or figure with which `bullet` turns round what its sources say, else None; in English."""
    said = " ".join(source.text for source in basis.sources)
    for group, opposite in _OPPOSITE.items():
        if group in bullet.stems - basis.stems and opposite in basis.stems - bullet.stems:
            return group.removeprefix("=")
    if _claims_alone(bullet, basis):
        return "help"
    own, theirs = _amounts(bullet.text), _amounts(said)
    changed = own - theirs or ({"none"} & theirs) - own or _how_often(bullet.text) - _how_often(said)
    return min(changed, default=None) or _other_way(bullet.text, said)


def _claims_alone(bullet: Reading, basis: Basis) -> bool:
    """Whether a bullet tells as the candidate's own what its source tells as others' work too."""
    if _SHARED.search(bullet.text):
        return False
    texts = [source.text for source in basis.sources]
    together = any(map(_TOGETHER.match, texts)) and not re.search(
        r"\b(?:with|among|team)\b", bullet.text, re.I
    )
    return together or any(map(_ASSISTED.match, texts))


def _amounts(text: str) -> set[str]:
    return {_AMOUNT_OF[m.group().casefold()] for m in _AMOUNT.finditer(_FRAME.sub(" ", text))}


def _how_often(text: str) -> Counter[str]:
    """The periods of a text, each as often as it stands there: "weekly", "a week" and "every week" are one."""
    found = (m["period"] or m["adverb"] or "year" for m in _HOW_OFTEN.finditer(text))
    return Counter("day" if period.casefold() == "dai" else period.casefold() for period in found)


def _other_way(text: str, said: str) -> str | None:
    """A figure of the sources behind another of from, to and by than there."""
    own, theirs = _ways(text), _ways(said)
    figures = {figure for _, figure in theirs}
    return next((figure for way, figure in sorted(own - theirs) if figure in figures), None)


def _ways(text: str) -> set[tuple[str, str]]:
    return {(m["way"].casefold(), m["figure"].rstrip(".,")) for m in _WAY.finditer(text)}


def _role_of(basis: Basis, evidence: Evidence) -> Sequence[Reading]:
    """All statements of the role that the sources are from: what stands in one of them was used there."""
    roles = (role for role in evidence.statements if any(basis.sources[0] is s for s in role))
    return next(roles, basis.sources)


def _heads_a_role(name: str, evidence: Evidence) -> bool:
    return any(name in role.company or name in role.title for role in evidence.profile.experience)


def borrowed(bullet: Reading, basis: Basis, names: list[str], evidence: Evidence) -> str | None:
    """A skill, a name, or a word for what a number counts, that `bullet` takes from another role or a list of
    skills: nothing says that it belongs here. `names` are the bullet's own."""
    role = _role_of(basis, evidence)
    near = {word for statement in role for word in statement.stems}

    def is_near(term: str) -> bool:
        return any(term in statement for statement in role) or {sign(word) for word in words(term)} <= near

    strange = (term for term in evidence.own_terms if term in bullet and not is_near(term))
    unheld = (name for name in names if not is_near(name) and not _heads_a_role(name, evidence))
    spoken = {stem(word) for statement in role for word in words(statement.text)}
    counted = (word for found in bullet.counted for word in found.phrase if evidence.english)
    uncounted = (word for word in counted if word not in spoken and sign(word) not in EVERYDAY)
    return next(chain(strange, unheld, uncounted), None)
