"""How specific a cover letter is: facts of this candidate and of this job in each paragraph, and how much of it
would stand in anybody's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean

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


def in_common(letters: Sequence[tuple[str, str]]) -> dict[int, float]:
    """For each letter, given as (candidate, text), the share of its words that stand in runs of `RUN` words
    which a letter of another candidate has too."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for candidate, text in letters:
        for run in _runs(text, RUN):
            owners[run].add(candidate)
    shares = {}
    for number, (candidate, text) in enumerate(letters):
        runs = _runs(text, RUN)
        covered = {
            place
            for start, run in enumerate(runs)
            if owners[run] - {candidate}
            for place in range(start, start + RUN)
        }
        words = len(runs) + RUN - 1 if runs else 0
        shares[number] = 100 * len(covered) / words if words else 0.0
    return shares


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
