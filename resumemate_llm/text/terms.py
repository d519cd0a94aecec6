"""Finding a term in a text by token, so that "C++", ".NET", "R" and "Go" work and "api" is not found
inside "rapid".

Tokens are folded (case, accents, plural, British spelling) and compared as sequences; the names of one
thing (`aliases`) count as the same, also within a longer term ("RN license" is found in "Registered Nurse
license"). Terms of one or two letters, and names that are everyday words ("Excel", "REST"), are compared
with their case: "Go" is not found in "ready to go", nor "IT" in "it".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from .aliases import ALIASES, CASED
from .memory import remembered

_LETTERS = r"\w[\w\u0300-\u036f]*"
_TOKEN = re.compile(
    r"[A-Za-z0-9]++(?![\w\u0300-\u036f&'’.+#])"  # nine of ten; here for speed, the rest finds the same
    r"|(?=[\w&.])(?:"  # where a token can begin
    r"[^\W\d_]{1,2}&[^\W\d_](?!\w)"  # P&L, R&D, FP&A
    r"|(?:[cdjlmnstCDJLMNST]|[qQ]u|[DdNn]ell|[Aa]ll|[Ss]ull|[Dd]all|[Uu]n)['’](?=\w{2})"  # d'Excel, dell'IVA
    r"|&"
    rf"|(?:(?<![\w)])\.)?{_LETTERS}(?:(?:\.(?!(?<=[a-z]{{2}}\.)[A-Z][a-z]{{2}})|['’]){_LETTERS})*(?:\+\+|[#+](?!\w))?"
    r")"
)
_IRREGULAR = {
    "analyses": "analysis",
    "children": "child",
    "criteria": "criterion",
    "indices": "index",
    "matrices": "matrix",
    "men": "man",
    "people": "person",
    "women": "woman",
    "&": "and",
}
_BRITISH = {
    "anaesthesia": "anesthesia",
    "anaesthetic": "anesthetic",
    "behaviour": "behavior",
    "behavioural": "behavioral",
    "centre": "center",
    "cheque": "check",
    "colour": "color",
    "counselling": "counseling",
    "counsellor": "counselor",
    "defence": "defense",
    "enquiry": "inquiry",
    "enrolment": "enrollment",
    "fulfilment": "fulfillment",
    "gynaecology": "gynecology",
    "haematology": "hematology",
    "judgement": "judgment",
    "labelling": "labeling",
    "labour": "labor",
    "licence": "license",
    "licenced": "licensed",
    "modelling": "modeling",
    "neighbourhood": "neighborhood",
    "orthopaedic": "orthopedic",
    "paediatric": "pediatric",
    "programme": "program",
    "signalling": "signaling",
    "travelling": "traveling",
}
_BRITISH_ENDING = re.compile(r"is(e|ed|er|ing|ation|ational|able)$")
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})


class Token(NamedTuple):
    """One token of a text: its folded form, the form as written, and its place."""

    folded: str
    written: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order. "Node.js", "C++", "P&L" and "don't" are one token each;
    "full-stack" and "CI/CD" are two; "&" standing alone is the word "and"."""
    return [Token(_fold(word := m.group()), word, m.start(), m.end()) for m in _TOKEN.finditer(text)]


@remembered(20_000)
def _fold(word: str) -> str:
    lower = word.casefold()
    if not (lower.isascii() and lower.isalpha()):
        lower = _bare(lower)
        if word.startswith("."):
            return "." + lower
    lower = _IRREGULAR.get(lower) or _singular(lower, acronym=word.endswith("s") and word[:-1].isupper())
    return _BRITISH.get(lower) or (_BRITISH_ENDING.sub(r"iz\1", lower) if "is" in lower else lower)


def _bare(lower: str) -> str:
    """A lower-case word without possessive, points around it and accents."""
    lower = lower.replace("’", "'").removesuffix("'s").strip(".'")
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", lower.translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _singular(word: str, *, acronym: bool) -> str:
    """`word` without its plural ending. Words of three letters (AWS, DNS, CSS) are left alone, unless
    they are an acronym with a small s (VPs)."""
    if acronym and len(word) > 2:
        return word[:-1]
    if not word.endswith("s") or len(word) < 4 or not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


def _raw(term: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens(term))


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, ...], str]:
    """Every name of the alias table, folded, with the canonical name it stands for."""
    return {_raw(name): canonical for canonical, others in ALIASES.items() for name in (canonical, *others)}


@lru_cache(maxsize=1)
def _longest_name() -> int:
    return max(map(len, _names()))


def _alias_at(wanted: tuple[str, ...], written: tuple[str, ...], start: int) -> tuple[int, str] | None:
    """Length and canonical name of the longest alias that begins at `start`, else None."""
    for length in range(min(_longest_name(), len(wanted) - start), 0, -1):
        name = wanted[start : start + length]
        canonical = _names().get(name)
        if canonical is None:
            continue
        if length > 1 or not _needs_case(name[0]) or written[start] in (canonical, *ALIASES[canonical]):
            return length, canonical
    return None


@remembered(20_000)
def fold_term(term: str) -> tuple[str, ...]:
    """`term` as the tuple of folded tokens that it is compared by, aliases resolved: "k8s" and
    "Kubernetes" fold to the same tuple, and so do "RN license" and "Registered Nurse licence"."""
    found = tokens(term)
    wanted, written = tuple(t.folded for t in found), tuple(t.written for t in found)
    folded: list[str] = []
    position = 0
    while position < len(wanted):
        alias = _alias_at(wanted, written, position)
        folded += _named(alias[1])[0].folded if alias else wanted[position : position + 1]
        position += alias[0] if alias else 1
    return tuple(folded)


class _Form(NamedTuple):
    """One way of writing a term: its folded tokens, and how a single token has to be written ("" for
    any case)."""

    folded: tuple[str, ...]
    written: str


@remembered(20_000)
def _forms(term: str) -> tuple[_Form, ...]:
    """All ways of writing `term`: itself, and with one alias in it replaced by each of its names."""
    found = tokens(term)
    wanted, written = tuple(t.folded for t in found), tuple(t.written for t in found)
    forms = {wanted: _Form(wanted, _case_of(term))}
    for position in range(len(wanted)):
        alias = _alias_at(wanted, written, position)
        if alias is None:
            continue
        length, canonical = alias
        for name in _named(canonical):
            folded = (*wanted[:position], *name.folded, *wanted[position + length :])
            forms.setdefault(folded, _Form(folded, name.written))
    return tuple(forms.values()) if wanted else ()


@lru_cache(maxsize=len(ALIASES))
def _named(canonical: str) -> tuple[_Form, ...]:
    """The names of one thing of the alias table."""
    return tuple(_Form(_raw(name), _case_of(name)) for name in (canonical, *ALIASES[canonical]))


def _needs_case(folded: str) -> bool:
    return (len(folded) <= 2 and folded.isalpha()) or folded in _cased()


@lru_cache(maxsize=1)
def _cased() -> frozenset[str]:
    return frozenset(_fold(word) for word in CASED)


def matches_case(written: str, name: str) -> bool:
    """Whether a token as written can be the one-token `name`, by case alone: "excel" is not Excel,
    "GO" is not Go, "python" is Python."""
    wanted = _case_of(name)
    if len(wanted) > 2:
        return written.isupper() if wanted.isupper() and len(wanted) <= 4 else written[:1].isupper()
    return not wanted or written == wanted or (wanted.isupper() and written == f"{wanted}s")


def _case_of(name: str) -> str:
    """How a one-token name has to be written: as it is where its case tells it from a word."""
    name = name.strip()
    folded = _raw(name)
    if len(folded) != 1 or not _needs_case(folded[0]) or (len(name) > 2 and name.islower()):
        return ""
    return name


def same_term(first: str, second: str) -> bool:
    """Whether two terms mean the same by folding and aliases."""
    return fold_term(first) == fold_term(second)


class TermIndex:
    """The terms of one text, for many look-ups: `term in index`, `index.find(term)`. `words` are its tokens
    as written, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.words: list[str] = _TOKEN.findall(text)
        self._folded = list(map(_fold, self.words))
        self._held = frozenset(self._folded)

    def __repr__(self) -> str:
        return f"TermIndex(<{len(self.words)} tokens>)"

    def __contains__(self, term: str) -> bool:
        return any(self._first(form) is not None for form in _forms(term) if form.folded[0] in self._held)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Start and end of each of `words`."""
        spans, end = [], 0
        for word in self.words:
            start = self._text.index(word, end)
            spans.append((start, end := start + len(word)))
        return spans

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places = defaultdict(list)
        for position, folded in enumerate(self._folded):
            places[folded].append(position)
        return places

    def find(self, term: str) -> tuple[int, int] | None:
        """Start and end of the first occurrence of `term` or of one of its aliases, else None."""
        held = (form for form in _forms(term) if form.folded[0] in self._held)
        found = [
            (first, first + len(form.folded)) for form in held if (first := self._first(form)) is not None
        ]
        if not found:
            return None
        first, behind = min(found)
        return self.spans[first][0], self.spans[behind - 1][1]

    def _first(self, form: _Form) -> int | None:
        """The first token of the first occurrence of one way to write a term."""
        size, wanted = len(form.folded), list(form.folded)
        for position in self._places.get(wanted[0], ()):
            if size > 1:
                if self._folded[position : position + size] == wanted:
                    return position
            elif not form.written or self._is_name(position, form.written):
                return position
        return None

    def _is_name(self, position: int, name: str) -> bool:
        """Whether the token at `position` is the name, not the everyday word, an initial or a letter
        of something else ("C-level", "Vitamin C")."""
        if not matches_case(self.words[position], name):
            return len(name) > 2 and self._is_listed(position)
        if len(name) > 2:
            return True
        if name.isupper() and len(name) == 2:
            return name.lower() not in _SMALL_WORDS or not self._is_shouted(position)
        start, end = self.spans[position]
        if _JOINED_BEFORE.search(self._text[max(0, start - 2) : start]) or _JOINED_AFTER.match(
            self._text[end : end + 2]
        ):
            return False
        previous = self._folded[position - 1] if position else ""
        following = self._folded[position + 1] if position + 1 < len(self._folded) else ""
        if len(name) == 1:
            return previous not in _LETTERSED and not self._is_initial(position)
        return following not in _AFTER_GO

    def _is_initial(self, position: int) -> bool:
        """Whether a single letter is a person's initial: "Mary J. Smith"."""
        if not 0 < position < len(self.words) - 1:
            return False
        before, letter, after = self.spans[position - 1 : position + 2]
        return (
            before[1] + 1 == letter[0]
            and self.words[position - 1].istitle()
            and self._text.startswith(". ", letter[1])
            and after[0] == letter[1] + 2
            and self.words[position + 1].istitle()
        )

    def _is_shouted(self, position: int) -> bool:
        """Whether the words around are a sentence in capitals, so that capitals tell nothing."""
        around = slice(max(0, position - 3), position + 4)
        return all(word.isupper() for word in self.words[around]) and not _SENTENCE.isdisjoint(
            self._folded[around]
        )

    def _is_listed(self, position: int) -> bool:
        """Whether the token is an item of a list by itself: "word, excel, access"."""
        start, end = self.spans[position]
        return bool(
            _LIST_BEFORE.search(self._text[max(0, start - 3) : start] or "\n")
            and _LIST_AFTER.match(self._text[end : end + 2] or "\n")
        )


_JOINED_AFTER = re.compile(r"[-–'’]\w")
_JOINED_BEFORE = re.compile(r"\w[-–]$")
_LIST_BEFORE = re.compile(r"[,;:/|•(\n]\s?$|^\s?$")
_LIST_AFTER = re.compile(r"\s?[,;/|•)\n]|\s?$")
_LETTERSED = frozenset(
    "class series vitamin grade level type hepatitis appendix section part plan schedule category group "
    "block phase tier unit building room suite form exhibit band option".split()
)
_SMALL_WORDS = frozenset("am an as at be by do go he if in is it me my no of on or so to up us we".split())
_SENTENCE = frozenset("a are can get is let make our the they this to was we will you your".split())
_AFTER_GO = frozenset(
    "to the above beyond live out ahead through into back over further on home forward down up after".split()
)


def find_term(text: str, term: str) -> tuple[int, int] | None:
    """Start and end of the first occurrence of `term` in `text`, else None. For many terms in one
    text build a `TermIndex` once."""
    return TermIndex(text).find(term) if _may_hold(text, term) else None


def _may_hold(text: str, term: str) -> bool:
    """A cheap test that is never wrong when it says no: without the first letters of any form of the
    term, the text cannot hold it."""
    if not text.isascii() and _BEYOND_ASCII.search(text):
        return True
    lower = text.lower()
    return any(stem in lower for stem in _stems(term))


@remembered(20_000)
def _stems(term: str) -> tuple[str, ...]:
    """For each form of `term`, letters that a text holding it must hold in its lower case."""
    return tuple({_stem(form.folded) for form in _forms(term)})


def _stem(folded: tuple[str, ...]) -> str:
    longest = max((token for token in folded if token not in _REPLACED), key=len, default="")
    stem = _AMERICAN_ENDING.sub("", longest)
    return stem[:-3] if len(stem) > 5 else stem[:2]


_BEYOND_ASCII = re.compile(r"[^\W\d_A-Za-z]|[\u0300-\u036f]")
_REPLACED = frozenset((*_IRREGULAR.values(), *_BRITISH.values()))
_AMERICAN_ENDING = re.compile(r"iz(e|ed|er|ing|ation|ational|able)$")


def has_term(text: str, term: str) -> bool:
    """Whether `text` contains `term` as whole tokens."""
    return find_term(text, term) is not None


def unique_terms(terms: Iterable[str]) -> list[str]:
    """`terms` in order, the second of two that mean the same left out."""
    seen: dict[tuple[str, ...], str] = {}
    for term in terms:
        key = fold_term(term)
        if key and key not in seen:
            seen[key] = term
    return list(seen.values())
