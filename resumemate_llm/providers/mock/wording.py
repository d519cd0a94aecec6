"""Names and terms as they look in running text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ...text.numbers import unsupported_numbers
from ...text.verb_table import AGENT_NOUNS
from ...text.verbs import find_verb

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.][^\W_]+)*")
_SMALL = frozenset("a an and at by de du for in of on or the to von with".split())
_INITIALS = frozenset(
    """
    BA BI CAD CEO CFO CIO CMO CNA CNC COO CRM CTO DBA ED EHS EMT ER ERP ESL EU GIS GP HGV HR HSE HVAC ICU II
    III IT IV LLC LLP LPN LVN NHS NP PA PE PHP PLC PR QA QC RGN RN SAP SEN SEO SOC SQL SRE UI UK US USA UX
    VP
    """.split()
)
_NAMES = frozenset(
    """
    access angular chef confluence docker english epic excel express flask french german go javascript
    linear monday notion oracle outlook processing project puppet python rails react ruby rust sage scratch
    sketch slack spanish spark spring square stripe swift teams unity word
    """.split()
)
"""Names that look like common words; as terms they keep their capital."""
_COMMON = frozenset(
    """
    account accounts administrative analytical annual average basic budget business cash change class client
    clinical cold commercial community complaints conflict content contract cost creative crisis critical
    customer daily data decision digital document email employee employment equipment event facilities fault
    field financial food front general gross group health hot human incident information interpersonal
    inventory leadership legal lesson machine manual medical medication menu money month monthly net network
    office operational oral order organisational organizational overall patient pay payroll people
    performance personal policy power problem process product production project property public quality
    record report research resource risk room safety sales share social software staff stakeholder standard
    stock store strategic supply support system systems tax team technical time vendor verbal visual
    volunteer warehouse waste web weekly wound written youth
    """.split()
)
_DIGIT = re.compile(r"\d")
_LEVEL = re.compile(r"[\s,]*\b(?:level|grade|band|tier|class|step)?\s*\d[\d.\-–/]*\b", re.IGNORECASE)
_FINE_PRINT = re.compile(r"\([^)]*(?:\)|$)|\[[^\]]*(?:\]|$)")
_FREELANCE = re.compile(
    r"(?:freelanc\w*|self[ -]?employ\w*|independent(?: contractor)?|various(?: \w+)?|contract(?:or)?|"
    r"confidential|freiberuf\w*|selbstständig|indépendante?|autónomo|libero professionista|zelfstandig)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[-–—|·/]\s+|\s*[|•]\s*|,\s+(?=\S+.*\d)")
_LEGAL = re.compile(r"(?:inc|llc|ltd|l\.?l\.?p|plc|corp|co|gmbh|s\.?a|b\.?v|p\.?c)\b", re.IGNORECASE)
_MAX_WORD = 40
_ABSTRACT = re.compile(
    r"(?:ing|ment|tion|sion|ity|ship|ance|ence|sis|ics|work|care|skills|planning|management)$"
)


def title_in_text(title: str) -> str:
    """A job title for running text: capitals calmed, brackets and tails ("(36 hrs/wk)") left out."""
    bare = " ".join(_FINE_PRINT.sub(" ", title).split()).strip(" ,;:-–|")
    return calm((bare or title.strip()).removesuffix(" I"), longest_initials=3)


def advertised_title(title: str, resume_text: str) -> str:
    """The ad's title for the letter: its first part ("Product Manager – Payments" is a product manager),
    without grades and numbers that are not the candidate's."""
    bare = title_in_text(title)
    foreign = unsupported_numbers(bare, [resume_text]) if _DIGIT.search(bare) else []
    parts = [part for part in _PARTS.split(bare) if part.strip()]
    names_itself = len(parts[0].split()) > 1 if parts else False
    short = parts[0] if names_itself or (foreign and parts) else bare
    if foreign and _DIGIT.search(short):
        short = _LEVEL.sub("", short)
    return short.strip(" ,;:-–|")


def employer(company: str) -> str:
    """A company's name for running text; "" where the resume names none ("Freelance") or the name is
    no name (words run together)."""
    name = " ".join(company.split())
    if _FREELANCE.fullmatch(name) or max((len(word) for word in name.split()), default=0) > _MAX_WORD:
        return ""
    return calm(name)


def advertiser(company: str) -> str:
    """The ad's company for running text; a place behind a comma is left out ("Marlowe Ltd, London")."""
    name, comma, tail = employer(company).partition(",")
    return f"{name}{comma}{tail}" if _LEGAL.match(tail.strip()) else name.strip()


def person(name: str) -> str:
    """A person's name without shouting: "JOHN DOE" is John Doe."""
    return _WORD.sub(lambda match: match.group().capitalize(), name) if name.isupper() else name


def calm(name: str, *, longest_initials: int = 5) -> str:
    """A name that shouts ("STORE MANAGER") in title case; initials such as "RN" stay, and so
    do names whose longest word could be initials ("REST API")."""
    if not name.isupper():
        return name
    longest = max((len(word) for word in _WORD.findall(name)), default=0)
    if longest <= (longest_initials if " " in name else 7):
        return name
    return _WORD.sub(lambda match: _calm_word(match.group(), first=match.start() == 0), name)


def _calm_word(word: str, *, first: bool) -> str:
    if word in _INITIALS or "." in word:
        return word
    lower = word.lower()
    return lower if lower in _SMALL and not first else lower[:1].upper() + lower[1:]


def term_in_text(term: str, words_in_use: Collection[str]) -> str:
    """A skill for the middle of a sentence: "Project management" loses its capital, "Python" keeps it."""
    words = calm(term).split()
    if calm(term) != term:  # shouted: only initials keep their capitals
        return " ".join(word if word in _INITIALS else word.lower() for word in words)
    if all(_is_common(word, words_in_use) for word in words):
        return " ".join(word.lower() for word in words)
    first = words[0].lower() if words else ""
    if (
        len(words) > 1
        and all(word.islower() for word in words[1:])
        and (_is_common(words[0], words_in_use) or first in _COMMON)
    ):
        return " ".join([words[0].lower(), *words[1:]])
    return " ".join(words)


def _is_common(word: str, words_in_use: Collection[str]) -> bool:
    if word.islower():
        return True
    if not word[1:].islower():
        return not any(c.isalpha() for c in word)
    lower = word.lower()
    if lower in _NAMES:
        return False
    return lower in words_in_use or _ABSTRACT.search(lower) is not None


def start_small(phrase: str, words_in_use: Collection[str]) -> str | None:
    """`phrase` for the middle of a sentence; None where its first word may or may not be a name."""
    first, _, rest = phrase.partition(" ")
    bare = first.strip(",;:")
    if (
        bare[:1].islower()
        or not bare[:1].isalpha()
        or (len(bare) > 1 and bare[1:2].isupper())
        or len(bare) == 1
    ):
        return phrase if bare not in ("A", "I") else phrase[:1].lower() + phrase[1:]
    lower = bare.lower()
    common = lower in AGENT_NOUNS or lower in _COMMON
    common = common or (find_verb(lower) is not None and lower not in _NAMES)
    if common or _is_common(bare, words_in_use):
        return phrase[:1].lower() + phrase[1:]
    return phrase if rest[:1].isupper() else None


def listing(words: Sequence[str], conjunction: str = "and") -> str:
    """ "a, b and c"; commas become semicolons where a part has its own."""
    if len(words) < 2:
        return "".join(words)
    separator = "; " if any("," in word for word in words) else ", "
    return f"{separator.join(words[:-1])} {conjunction} {words[-1]}"


def article(noun: str) -> str:
    """ "a" or "an" for `noun`, by its sound as far as the letters tell."""
    first = noun.split(" ", 1)[0]
    said_as_word = len(first) > 3 and first[1] in "AEIOU"  # MERN, not HVAC
    if len(first) > 1 and first[:2].isupper() and not said_as_word:
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    lower = first.lower()
    if lower.startswith(("uni", "use", "usu", "uti", "eu", "one", "once")):
        return "a"
    return "an" if lower.startswith(("a", "e", "i", "o", "u", "hour", "honest", "heir")) else "a"


def sentence(text: str) -> str:
    """`text` with a capital first and one full stop at the end."""
    text = text.strip().rstrip(";:,– ")
    if not text:
        return ""
    ended = text if text.endswith((".", "!", "?", ".”", "…")) else text + "."
    return ended[:1].upper() + ended[1:]
