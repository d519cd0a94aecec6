"""Personal data in a text: contact data, the candidate's name, numbers that identify a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from resumemate_llm.errors import InputError
from resumemate_llm.prompts import contact_mask
from resumemate_llm.resume import read_resume
from resumemate_llm.schema import JobProfile, ParsedJob, ParsedResume

_TOKEN = re.compile(r"\[([A-Z]+)(?:-\d+)?\]")
_MASKED = re.compile(r"\[(?:EMAIL|PHONE|LINK|ADDRESS)\b")
_BIRTH = re.compile(
    r"(?:date of birth|born(?: on)?|d\.?o\.?b\.?|geboren(?: am)?|né(?:e)? le)\W{0,3}"
    r"(\d{1,2}[./ -](?:\d{1,2}|[A-Za-zéû]{3,9})[./ -]\d{2,4}|[A-Z][a-z]{2,8} \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_SOCIAL = re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\d.-])(?:\d[ -]?){12,18}\d(?![\d.-])")
_EMAIL = re.compile(r"\w[\w.+%'-]*@[\w-]+(?:\.[\w-]+)+")


class Item(NamedTuple):
    """One piece of personal data: its kind (name, email, phone, link, address, birth, id) and its words."""

    kind: str
    value: str

    def __repr__(self) -> str:
        return f"Item(kind={self.kind!r}, <{len(self.value)} chars>)"


def find(text: str) -> list[Item]:
    """The personal data of a resume's text, each once, longest first. Tokens such as [EMAIL] are none."""
    resume = parsed(text)
    if resume is None:
        return []
    found = dict.fromkeys(item for item in _all(resume) if not _MASKED.search(item.value))
    return sorted(found, key=lambda item: -len(item.value))


def emails(text: str) -> list[str]:
    """E-mail addresses in any text."""
    return _EMAIL.findall(text)


def candidate_name(text: str) -> str:
    """The candidate's name as the resume has it; "" where it cannot be told."""
    resume = parsed(text)
    return resume.profile.name if resume is not None else ""


@lru_cache(maxsize=4096)
def parsed(text: str) -> ParsedResume | None:
    """A resume as the SDK reads it; None for a text that is none."""
    try:
        return read_resume(text)
    except InputError:
        return None


def _all(resume: ParsedResume) -> Iterator[Item]:
    if resume.profile.name:
        yield Item("name", resume.profile.name)
    mask = contact_mask(resume, ParsedJob(text="", profile=JobProfile()))
    for token, value in mask.tokens.items():
        kind = _TOKEN.match(token)
        yield Item(kind[1].lower() if kind else "contact", value)
    if resume.profile.location and "[" not in resume.profile.location:
        yield Item("address", resume.profile.location)
    yield from (Item("birth", found) for found in _BIRTH.findall(resume.text))
    yield from (Item("id", found) for found in _SOCIAL.findall(resume.text))
    yield from (Item("id", found) for found in _IBAN.findall(resume.text) if _is_iban(found))
    yield from (Item("id", found) for found in _CARD.findall(resume.text) if _is_card(found))


def _is_iban(text: str) -> bool:
    plain = text.replace(" ", "")
    digits = "".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])
    return int(digits) % 97 == 1


def _is_card(text: str) -> bool:
    """Whether the digits have a right check digit (Luhn)."""
    digits = [int(d) for d in text if d.isdigit()]
    doubled = [d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0
