"""How specific a cover letter is: facts of this candidate and of this job in each paragraph, and how much of it
would stand in anybody's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from resumemate_llm import ProResult
from resumemate_llm.text.terms import has_term

from .measures import requirements
from .readability import flesch

RUN = 6
"""Words in a row that two letters share by form, not by chance."""
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_WORD = re.compile(r"[\w'’]+")
_GREETING = re.compile(
    r"^(?:dear|hello|hi)\b[^\n]*\n?|\n?(?:kind|best|warm)?\s*(?:regards|sincerely)[^\n]*(?:\n.*)?$",
    re.IGNORECASE,
)


def candidate_facts(paragraph: str, result: ProResult) -> set[str]:
    """What the paragraph says that only this resume has: employers, titles, schools, certificates, skills,
    numbers."""
    own = result.resume.profile
    names = [
        *(name for role in own.experience for name in (role.company, role.title)),
        *(name for entry in own.education for name in (entry.school, entry.degree)),
        *own.certifications,
        *own.skills,
    ]
    found = {name.casefold() for name in names if name and has_term(paragraph, name)}
    numbers = set(_NUMBER.findall(result.resume.text))
    return found | {number for number in _NUMBER.findall(paragraph) if number in numbers}


def job_facts(paragraph: str, result: ProResult) -> set[str]:
    """What the paragraph says of this job: its title, its company, what it asks for, words of its duties."""
    wanted = result.job.profile
    names = [wanted.title, wanted.company, *requirements(wanted)]
    found = {name.casefold() for name in names if name and has_term(paragraph, name)}
    said = set(_runs(paragraph, 4))
    return found | {duty.casefold() for duty in wanted.responsibilities if said & set(_runs(duty, 4))}


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return [tuple(words[i : i + length]) for i in range(len(words) - length + 1)]


class Letter(NamedTuple):
    """A letter's text, whose it is, for which job, and what both texts say."""

    candidate: str
    job: str
    text: str
    sources: str


def in_common(letters: Sequence[Letter]) -> list[float]:
    """For each letter the share of its words that stand in runs of `RUN` words which a letter of another
    candidate for another job has too. Runs of the letter's own resume or job ad are facts and do not count."""
    owners: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for letter in letters:
        for run in _runs(letter.text, RUN):
            owners[run].add((letter.candidate, letter.job))
    return [_share_in_common(letter, owners) for letter in letters]


def _share_in_common(letter: Letter, owners: Mapping[tuple[str, ...], set[tuple[str, str]]]) -> float:
    runs, own = _runs(letter.text, RUN), set(_runs(letter.sources, RUN))
    covered = {
        place
        for start, run in enumerate(runs)
        if run not in own and any(one != letter.candidate and job != letter.job for one, job in owners[run])
        for place in range(start, start + RUN)
    }
    return 100 * len(covered) / (len(runs) + RUN - 1) if runs else 0.0


def measures(result: ProResult) -> dict[str, float]:
    """The measures of one letter, by name."""
    paragraphs = result.output.cover_letter.paragraphs
    candidate = [len(candidate_facts(p, result)) for p in paragraphs]
    job = [len(job_facts(p, result)) for p in paragraphs]
    words = sum(len(p.split()) for p in paragraphs)
    ease = flesch(list(_sentences(paragraphs)))
    both = [bool(own and asked) for own, asked in zip(candidate, job, strict=True)]
    return {
        "words": words,
        "Flesch reading ease": ease if ease is not None else 0.0,
        "facts of the candidate in a paragraph": fmean(candidate),
        "facts of the job in a paragraph": fmean(job),
        "paragraphs with a fact of either, %": 100
        * fmean(a + b > 0 for a, b in zip(candidate, job, strict=True)),
        "paragraphs with facts of both, %": 100 * fmean(both),
    }


def _sentences(paragraphs: Iterable[str]) -> Iterable[str]:
    for paragraph in paragraphs:
        yield from re.split(r"(?<=[.!?])\s+", _GREETING.sub("", paragraph).strip())
