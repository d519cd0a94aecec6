"""The bench's material: resumes and jobs with a draft that is right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from benchmarks.honesty import flat, jobs_for, professions, resumes_in
from resumemate_llm.errors import InputError
from resumemate_llm.providers.mock import write_draft
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.schema import CandidateProfile, ParsedJob, ParsedResume, ProDraft
from resumemate_llm.text.terms import has_term

EXAMPLES = Path(__file__).parents[2] / "examples"
Factory = Callable[[ParsedResume, ParsedJob], ProDraft]
T = TypeVar("T")
_TEXTS = (".md", ".txt", ".json")
"""What a resume of the examples is read from, where it is there in several forms."""


@dataclass(frozen=True)
class Source:
    """Where a case comes from: two files, and the file of a draft written by hand, if there is one."""

    number: int
    resume: Path
    job: Path
    draft: Path | None = None

    @property
    def name(self) -> str:
        """A name for reports."""
        by = ", by hand" if self.draft else ""
        return f"{self.resume.parent.name}/{self.resume.name} x {self.job.stem}{by}"


@dataclass(frozen=True)
class Case:
    """A resume, a job and an unbroken draft. `number` turns the variants over: each case takes the next."""

    number: int
    name: str
    resume: ParsedResume
    job: ParsedJob
    draft: ProDraft
    by_hand: bool = False

    @property
    def profile(self) -> CandidateProfile:
        """The candidate as parsed."""
        return self.resume.profile

    @property
    def bullets(self) -> list[list[str]]:
        """The unbroken bullets by role."""
        return [list(role.bullets) for role in self.draft.bullets_by_role]

    @property
    def letter(self) -> list[str]:
        """The unbroken letter."""
        return list(self.draft.cover_letter.paragraphs)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Every bullet as (role, bullet)."""
        return [(r, b) for r, bullets in enumerate(self.bullets) for b in range(len(bullets))]

    @cached_property
    def text(self) -> str:
        """Everything that resume, job and unbroken draft say, for finding out what is new."""
        said = json.dumps(self.draft.to_wire(), ensure_ascii=False)
        return flat(f"{self.resume.text}\n{self.job.text}\n{said}")

    @cached_property
    def fresh_numbers(self) -> list[int]:
        """Numbers of two digits that stand in none of the texts."""
        taken = set(re.findall(r"\d+", self.text))
        return [
            n for n in (37, 43, 67, 83, 29, 71, 59, 47, 53, 61, 97, 13, 17, 19, 23) if str(n) not in taken
        ]

    def lacks(self, marker: str) -> bool:
        """Whether a marker stands in none of the texts."""
        return flat(marker) not in self.text

    def shows(self, term: str) -> bool:
        """Whether the resume shows a term, by the table of aliases."""
        return has_term(self.resume.text, term)

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """`count` of the options, other ones for every case."""
        start = self.number * count
        return [options[(start + i) % len(options)] for i in range(min(count, len(options)))]


def sources(corpus: Path | None, jobs_each: int = 1) -> list[Source]:
    """Every case of the examples, with the drafts by hand, and of the corpus where there is one."""
    found: list[tuple[Path, Path, Path | None]] = []
    for folder in sorted(path.parent for path in EXAMPLES.glob("*/job.txt")):
        resume = next(path for suffix in _TEXTS for path in folder.glob(f"resume{suffix}"))
        found.append((resume, folder / "job.txt", None))
        if (folder / "draft.json").exists():
            found.append((resume, folder / "job.txt", folder / "draft.json"))
    if corpus is not None:
        jobs, of = sorted((corpus / "jobs").glob("*.txt")), professions(corpus)
        found += [
            (resume, job, None)
            for resume in resumes_in(corpus)
            for job in jobs_for(resume, jobs, of)[:jobs_each]
        ]
    return [Source(i, *paths) for i, paths in enumerate(found)]


def load(source: Source, factory: Factory = write_draft) -> Case | None:
    """The case of a source; None where its resume or job is refused."""
    try:
        resume, job = read_resume(source.resume), read_job(source.job)
    except InputError:
        return None
    draft = factory(resume, job) if source.draft is None else draft_from_file(source.draft)
    return Case(source.number, source.name, resume, job, draft, by_hand=source.draft is not None)


def draft_from_file(path: Path) -> ProDraft:
    """A draft written by hand."""
    return ProDraft.model_validate_json(path.read_text(encoding="utf-8"))


def factory_named(name: str) -> Factory:
    """The factory of drafts that ``package.module:function`` names."""
    module, _, function = name.partition(":")
    made: Factory = getattr(import_module(module), function)
    return made
