"""Finding the person's name."""

from __future__ import annotations

import re

from ...text.folding import fold
from .employers import employer_score
from .places import is_address, is_place
from .source import Span, trim
from .titles import title_score

_GREETING = re.compile(
    r"(?:(?:curriculum vitae|resume|résumé|cv|lebenslauf)(?:\s*[-–—:|]|\s+(?:di|of|for|de|du|do|von|van))?"
    r"|(?:(?:hi|hello|hey)\b[\s,!]*)?(?:i\s?['’]?\s?m|i am|my name is|ich bin|je suis|me llamo|soy))\s+",
    re.IGNORECASE,
)
_NAME_WORD = (
    r"(?:[^\W\d_a-z][\w'’.-]*|[\"“”'(][^\W\d_]+[\"“”')]"
    r"|(?:inż|hab|habil|med|phil|rer|nat|ing|oec)\."
    r"|(?:de|da|do|dos|das|di|del|della|der|den|van|von|zu|la|le|el|al|bin|ibn|ben|ter|ten|af|av|y|e)(?=\s))"
)
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}")
_LETTERS = re.compile(
    r"(?:ph\.?d\.?|m\.?d\.?|j\.?d\.?|esq\.?|m\.?b\.?a\.?|r\.?n\.?|b\.?s\.?n\.?|m\.?s\.?n\.?|"
    r"c\.?p\.?a\.?|p\.?m\.?p\.?"
    r"|p\.?e\.?|m\.?sc\.?|b\.?sc\.?|b\.?a\.?|m\.?a\.?|d\.?phil\.?|pgce|qts|rgn|rmn|acca|aca|cfa|cissp|"
    r"shrm-?s?cp|phr"
    r"|sphr|csm|pmi-acp|frsa|mrics|frics|obe|mbe|kc|qc|llb|llm|ret\.?"
    r"|r\.?m\.?|r\.?g\.?n\.?|p\.?\s?eng\.?|c\.?eng|hcpc|[A-Z][A-Za-z]*[A-Z][A-Za-z.]*(?:-[A-Z]{1,6})?)(?:\s?\([A-Za-z]{2,10}\))?"
)
_FAMILY = re.compile(r"(?:Mc|Mac|De|La|Le|Di|Du|O['’])[A-Z][a-z]|(?:[A-Z]\.)+$|I{2,3}$|IV$")
_SHORT_END = re.compile(r"\b(?:jr|sr|[^\W\d_])\.$", re.IGNORECASE)
_SURNAMES = frozenset(
    "smith cook baker butcher carpenter mason taylor cooper fisher gardener potter hunter archer page "
    "marshall dean "
    "porter miller weaver judge major chandler clerk cole fowler gardner glover harper marshal painter "
    "parker parson "
    "piper sawyer shepherd singer slater spencer steward stewart tanner thatcher tucker turner tyler "
    "walker wright "
    "forester foster koch meister schneider fischer weber becker carter barber bishop chambers chef "
    "guard head knight "
    "lane luther monk ranger reeve sheriff skinner trainer warden wheeler sergeant mayor fellow partner "
    "king abbott".split()
)
"""Family names that are trades as well."""


def name_score(name: str, email: str) -> float:
    """How much `name` looks like a person's name; the e-mail address is evidence."""
    words = re.findall(r"[^\W\d_]+", fold(name))
    if not words or len(words) > 7 or re.search(r"\d", name):
        return -5.0
    score = 1.0 if 2 <= len(words) <= 4 else 0.0
    is_title = title_score(name) >= 2 and (len(words) == 1 or words[-1] not in _SURNAMES)
    if is_title or employer_score(name) >= 2 or is_place(name):
        score -= 4.0
    return score + _spelt_by(words, email)


def _spelt_by(words: list[str], email: str) -> float:
    """How well an e-mail address spells a name: its words or initials before the @, or all behind it."""
    local, _, domain = fold(email).rpartition("@")
    letters = re.sub(r"[^a-z]", "", local.rpartition(" ")[2])
    if any(len(word) > 2 and word in letters for word in words):
        return 4.0
    if len(words) > 1 and all(word in domain.replace("-", "") for word in words):
        return 3.0
    initials = len(letters) > 3 and all(word in letters or letters.startswith(word[0]) for word in words)
    return 2.0 if initials else 0.0


def find_name(text: str, span: Span, email: str, *, is_first: bool) -> Span | None:
    """The part of `span` that could be a name, without a greeting before it ("hi, i'm") or letters behind
    it ("RN, BSN"). The first line of all may be a name in small letters."""
    content = text[span.start : span.end]
    if is_address(content) and not _opens_with_name(content, email):
        return None
    greeting = _GREETING.match(content)
    begin = greeting.end() if greeting else 0
    match = _NAME.match(content, begin)
    if not match:
        words = content.split()
        lower = (
            is_first and 1 < len(words) < 5 and content.islower() and all(word.isalpha() for word in words)
        )
        return span if lower else None
    wide = re.compile(r"\s{2,}|\t").search(content, begin, match.end())
    end = _without_letters(
        content, begin, wide.start() if wide and " " in content[begin : wide.start()] else match.end()
    )
    rest = content[end:].strip(" ,;|-–—👋!.")
    is_apart = re.match(r"\s*[,|–—-]|\s{2,}", content[end:]) is not None
    if rest and not are_letters(rest) and not is_apart and (greeting is None or rest[0].isalnum()):
        return None
    if content[begin:end].endswith(".") and not _SHORT_END.search(content[begin:end]):
        end -= 1
    return Span(span.start + begin, span.start + end)


def _opens_with_name(address: str, email: str) -> bool:
    """Whether an address has a name before it that the e-mail address spells: "Jane Doe, Boston, MA"."""
    first, comma, _ = address.partition(",")
    return bool(comma and _NAME.fullmatch(first)) and name_score(first, email) >= 4


def are_letters(content: str) -> bool:
    """Whether `content` is letters behind a name: "RN, BSN", "CEng MIChemE"."""
    words = [word for word in re.split(r"[\s,]+(?!\()", content) if word]
    return bool(words) and all(_LETTERS.fullmatch(word) or _LETTERS.fullmatch(word.lower()) for word in words)


def behind_name(text: str, cell: Span, name: Span) -> Span:
    """What stands behind the name in its cell."""
    return trim(text, Span(name.end, cell.end), " \t,;|·•–—-")


def repeats(content: str, name: str) -> bool:
    """Whether `content` is the name once more, perhaps with letters behind it."""
    return fold(content).startswith(fold(name)) and (
        len(content) == len(name) or are_letters(content[len(name) :])
    )


def _without_letters(content: str, begin: int, end: int) -> int:
    """The end of the name before letters: "Ada Byron RN", "RAJIV K. RAO  CEng"."""
    words = list(re.finditer(r"\S+", content[begin:end]))
    shouting = all(word.group().isupper() for word in words[:2])
    while len(words) > 2 and _is_letters(words[-1].group().rstrip(","), shouting=shouting):
        words.pop()
    return begin + words[-1].end()


def _is_letters(word: str, *, shouting: bool) -> bool:
    if not _LETTERS.fullmatch(word) or _FAMILY.match(word) or "-" in word:
        return False
    if shouting and word.isupper():
        return word in {
            "RM",
            "RN",
            "RGN",
            "RMN",
            "MBA",
            "PHD",
            "MD",
            "CPA",
            "PMP",
            "BSN",
            "MSN",
            "CFA",
            "ACCA",
            "QTS",
        }
    return len(re.findall("[A-Z]", word)) > 1
