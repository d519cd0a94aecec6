"""The pairs of a resume and a job, tailored and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from resumemate_llm import ProResult, ResumeMate, Settings
from resumemate_llm.engine import ProviderChoice
from resumemate_llm.errors import InputError
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.text.memory import forget
from resumemate_llm.text.terms import has_term

from . import letters
from .measures import ROWS, after, before, requirements

EXAMPLES = Path(__file__).parents[2] / "examples"
JOBS_EACH = 3
Pair = tuple[Path, Path]


class HandWritten:
    """A provider that answers with the draft that stands beside an example's job: written by hand, as a good
    model would write it."""

    name = "hand-written"
    capabilities = Capabilities(network=False)

    def __init__(self, job: Path) -> None:
        self._draft = job.with_name("draft.json")

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """The draft, whatever is asked."""
        return Completion(text=self._draft.read_text(encoding="utf-8"))

    async def check(self, *, timeout: float) -> list[Check]:
        """Nothing to check."""
        return []

    async def aclose(self) -> None:
        """Nothing to close."""


@dataclass(slots=True)
class Seen:
    """One pair: its name, its candidate (one person may have several resumes), each measure before and after,
    the letter's measures and text."""

    name: str
    candidate: str
    rows: dict[str, tuple[float | None, float | None]]
    letter: dict[str, float]
    letter_text: letters.Letter


def example_pairs() -> list[Pair]:
    """The examples of this repository."""
    folders = sorted(path.parent for path in EXAMPLES.glob("*/job.txt"))
    return [(sorted(folder.glob("resume.*"))[-1], folder / "job.txt") for folder in folders]


def corpus_pairs(corpus: Path) -> Iterator[Pair]:
    """Each resume with the jobs whose requirements it shows most of; English ones only."""
    asked = {path: terms for path in sorted((corpus / "jobs").glob("*.txt")) if (terms := _asked(path))}
    for path in sorted((corpus / "resumes").glob("*.txt")):
        resume = read_resume(path)
        if resume.language != "en":
            continue
        shown = {job: fmean(has_term(resume.text, term) for term in terms) for job, terms in asked.items()}
        forget()
        for job in sorted(shown, key=lambda job: (-shown[job], job.name))[:JOBS_EACH]:
            yield path, job


def _asked(path: Path) -> list[str]:
    """What an English job asks for; nothing for one that cannot be used."""
    try:
        job = read_job(path)
    except InputError:
        return []
    return requirements(job.profile) if job.language == "en" else []


def run(pairs: Iterable[Pair], writer: Callable[[Path], ProviderChoice] = lambda job: "mock") -> list[Seen]:
    """Tailor and measure every pair; `writer` gives the provider for a job's path."""
    seen = []
    for resume, job in pairs:
        with ResumeMate(writer(job), settings=Settings()) as client:
            result = client.generate_pro(resume, job)
        seen.append(measure(f"{resume.parent.name}/{resume.name} x {job.name}", result))
    shares = letters.in_common([one.letter_text for one in seen])
    for one, share in zip(seen, shares, strict=True):
        one.letter["words in common with letters of others for other jobs, %"] = share
    return seen


def measure(name: str, result: ProResult) -> Seen:
    """One result, before and after."""
    asked = requirements(result.job.profile)
    old, new = before(result), after(result)
    rows = {row.name: (row.measure(old, asked), row.measure(new, asked)) for row in ROWS}
    name_of, wanted = result.resume.profile.name, result.job.text
    text = "\n".join(result.output.cover_letter.paragraphs)
    letter = letters.Letter(name_of, wanted, text, f"{result.resume.text}\n{wanted}")
    seen = Seen(name, name_of, rows, letters.measures(result), letter)
    forget()
    return seen
