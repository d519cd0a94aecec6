"""Contact data out of the texts before they leave, and back into the answer.

Masked are e-mail addresses, telephone numbers, links and street addresses, both those that the parser
found and those that their shape gives away. The name stays, because the letter is signed with it. A
token never equals anything that the texts already hold, so restoring cannot change other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..schema import CandidateProfile, ParsedJob, ParsedResume
from ..schema.base import WireModel
from ..text.patterns import inside_word

T = TypeVar("T", bound=WireModel)

_EMAIL = re.compile(r"\w[\w.+%'-]*@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>|,;)\]]+"
    r"|(?<![\w@.-])(?:[a-z]{2,3}\.)?(?:linkedin|github|gitlab|bitbucket|xing|behance|dribbble|medium|kaggle|"
    r"stackoverflow|twitter|x|facebook|instagram|youtube|researchgate|orcid|t|wa|about|calendly)"
    r"\.(?:com|org|net|io|me)/[^\s<>|,;)\]]+",
    re.IGNORECASE,
)
_GAP = r"[ ()./\u00a0-]"
_PHONES = (
    re.compile(rf"(?<![\w+])(?:\+|00)\d(?:{_GAP}*\d){{6,14}}(?!\w)"),  # international
    re.compile(r"(?<!\w)\(\d{2,5}\)(?:[ .\u00a0-]*\d){5,10}(?!\w)"),  # area code in brackets
    re.compile(r"(?<![\w+.-])\d{3}[-. \u00a0]\d{3}[-. \u00a0]\d{4}(?!\w)"),  # North American
    re.compile(rf"(?<![\w+./-])0[1-9](?:{_GAP}*\d){{6,10}}(?![\w/.-]\d|\w)"),  # national, leading zero
)
_DATE = re.compile(r"(?<!\d)\d{1,2}[ ./-]+(?:\d{1,2}[ ./-]+)?(?:19|20)\d\d(?!\d)")
_STREET = re.compile(
    r"\b\d{1,5}[a-zA-Z]?,?[ ](?:[A-ZÀ-Ž][\w.'-]*[ ]){1,4}"
    r"(?i:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|crescent|close|terrace|way|"
    r"place|square|parade|highway|hwy)\b\.?"
    r"|\b\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ](?i:rue|avenue|boulevard|place|chemin|allée)[ ](?:[\w'’-]+[ ]?){1,5}"
    r"|\b(?i:calle|avenida|via|viale|piazza|strada|bulevardul|ulica|ul\.|rua|travessa|plaza)"
    r"[ ](?:[\w.'-]+[ ]){0,4}?[\w.'-]+,?[ ](?:(?i:n[r°º]?\.?)[ ]?)?\d{1,4}[a-zA-Z]?(?:/\d+)?\b"
    r"|\b[A-ZÄÖÜ][\w-]*(?i:str(?:a(?:ß|ss)e|\.)|weg|platz|allee|gasse|straat|laan|plein|gracht)"
    r"[ ]\d{1,4}[ ]?[a-z]?\b"
)
_BETWEEN = re.compile(r"[|\u2022\u00b7\t\n]|\s[\u2013\u2014-]\s")
_HEAD_LINES = 15
_TOKEN = re.compile(r"\[(?:EMAIL|PHONE|LINK|ADDRESS)(?:-\d+)?\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ContactMask:
    """What stands for what. An empty mask changes nothing; its repr shows how many tokens there are."""

    tokens: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"ContactMask(<{len(self.tokens)} tokens>)"

    def hide(self, text: str) -> str:
        """`text` with every masked value replaced by its token, longer values first."""
        for token, value in sorted(self.tokens.items(), key=lambda item: -len(item[1])):
            text = _replaced(text, value, token)
        return text

    def restore(self, text: str) -> str:
        """`text` with every token replaced by its value; a model may have changed a token's case."""
        if not self.tokens or "[" not in text:
            return text
        return _TOKEN.sub(lambda found: self.tokens.get(found[0].upper(), found[0]), text)

    def restore_draft(self, draft: T) -> T:
        """`draft`, or another answer, with the tokens in all its texts replaced by their values."""
        if not self.tokens:
            return draft
        return type(draft).model_validate(_walk(draft.model_dump(by_alias=True), self))


def contact_mask(resume: ParsedResume, job: ParsedJob) -> ContactMask:
    """The mask for the contact data of `resume`; a token that one of the texts holds already is not used."""
    taken = f"{resume.text}\n{job.text}".upper()
    tokens: dict[str, str] = {}
    for kind, values in _contacts(resume.text, resume.profile):
        number = 1
        for value in dict.fromkeys(filter(None, (value.strip() for value in values))):
            token = f"[{kind}]" if number == 1 else f"[{kind}-{number}]"
            while token in taken:
                number += 1
                token = f"[{kind}-{number}]"
            tokens[token] = value
            number += 1
    return ContactMask(tokens)


def _contacts(text: str, profile: CandidateProfile) -> Iterator[tuple[str, list[str]]]:
    yield "EMAIL", [profile.email or "", *_EMAIL.findall(text)]
    yield "LINK", [*profile.links, *(link.rstrip(".:'\"") for link in _LINK.findall(text))]
    yield "PHONE", [profile.phone or "", *_phones(text)]
    yield "ADDRESS", [_address(profile.location), *_streets(text)]


def _phones(text: str) -> Iterator[str]:
    for pattern in _PHONES:
        for found in pattern.findall(text):
            if found[0] in "+(" or not _DATE.search(found):
                yield found


def _address(location: str | None) -> str:
    """The candidate's location where it is an address or "place, region". A bare place name stays: it is
    no address, and it is part of the names of schools and employers."""
    return location if location and re.search(r"[\d,]", location) else ""


def _streets(text: str) -> Iterator[str]:
    """Streets of the head of the resume; with town and postcode where they stand in the same segment."""
    head = "\n".join(text.splitlines()[:_HEAD_LINES])
    for segment in map(str.strip, _BETWEEN.split(head)):
        if found := _STREET.search(segment):
            yield segment[found.start() :] if len(segment) <= 80 else found[0]


def _replaced(text: str, value: str, token: str) -> str:
    """`text` with `token` for every `value` that is no part of a word, white space of any width in it. By hand:
    a pattern made of the value would stay in the cache of `re`."""
    first, *others = value.split()
    parts: list[str] = []
    reached, at = 0, text.find(first)
    while at >= 0:
        end = _end_of(others, text, at + len(first))
        if (
            end
            and not inside_word(value[0], text[at - 1 : at])
            and not inside_word(value[-1], text[end : end + 1])
        ):
            parts += [text[reached:at], token]
            reached = end
        at = text.find(first, max(at + 1, reached))
    return "".join([*parts, text[reached:]])


def _end_of(words: list[str], text: str, at: int) -> int:
    """Where `words` end that follow `at`, each behind white space; 0 where they do not follow."""
    for word in words:
        begin = len(text) - len(text[at:].lstrip())
        if begin == at or not text.startswith(word, begin):
            return 0
        at = begin + len(word)
    return at


def _walk(value: Any, mask: ContactMask) -> Any:
    if isinstance(value, str):
        return mask.restore(value)
    if isinstance(value, list):
        return [_walk(item, mask) for item in value]
    if isinstance(value, dict):
        return {key: _walk(item, mask) for key, item in value.items()}
    return value
