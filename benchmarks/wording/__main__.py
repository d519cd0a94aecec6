"""Wording before and after, over the corpus or the examples, as one table.

    RESUMEMATE_CORPUS=... python -m benchmarks.wording [--json] [--worse N] [--write FILE.md]

Every English resume of the corpus (as text) is tailored offline to the three jobs whose requirements it
shows most of, and measured before and after by rules of this benchmark's own. Without a corpus the examples
of this repository are measured.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from resumemate_llm import ProResult, ResumeMate, Settings
from resumemate_llm.errors import InputError
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.text.memory import forget
from resumemate_llm.text.terms import has_term

from . import letters
from .measures import ROWS, Row, after, before, requirements

EXAMPLES = Path(__file__).parents[2] / "examples"
JOBS_EACH = 3
START, END = "<!-- table: python -m benchmarks.wording -->", "<!-- end -->"
Pair = tuple[Path, Path]


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


def run(pairs: Iterable[Pair]) -> list[Seen]:
    """Tailor and measure every pair."""
    seen = []
    with ResumeMate("mock", settings=Settings()) as client:
        for resume, job in pairs:
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


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: means over the pairs that have both values, and in how many of them the value
    became better or worse by more than the row's `least`."""

    row: Row
    pairs: int
    before: float
    after: float
    better: int
    worse: int


def table(seen: Sequence[Seen]) -> list[Line]:
    """Every measure over all pairs."""
    lines = []
    for row in ROWS:
        both = [(old, new) for one in seen if None not in (pair := one.rows[row.name]) for old, new in [pair]]
        lines.append(_line(row, [(old, new) for old, new in both if old is not None and new is not None]))
    return lines


def _line(row: Row, both: Sequence[tuple[float, float]]) -> Line:
    sign = {"higher": 1, "lower": -1, "": 0}[row.better]
    gains = [sign * (new - old) for old, new in both]
    return Line(
        row=row,
        pairs=len(both),
        before=fmean(old for old, _ in both) if both else 0.0,
        after=fmean(new for _, new in both) if both else 0.0,
        better=sum(gain >= row.least for gain in gains),
        worse=sum(gain <= -row.least for gain in gains),
    )


def as_markdown(seen: Sequence[Seen]) -> str:
    """Both tables, aggregates only."""
    rows = [
        "| measure | unit | before | after | better is | better in | worse in | pairs |",
        "|---|---|---:|---:|---|---:|---:|---:|",
    ]
    for line in table(seen):
        counts = (line.better, line.worse) if line.row.better else ("", "")
        rows.append(
            f"| {line.row.name} | {line.row.unit} | {line.before:.1f} | {line.after:.1f} | "
            f"{line.row.better or 'neither'} | {counts[0]} | {counts[1]} | {line.pairs} |"
        )
    rows += ["", "| the letter | mean | lowest | highest |", "|---|---:|---:|---:|"]
    for name in seen[0].letter:
        values = [one.letter[name] for one in seen]
        rows.append(f"| {name} | {fmean(values):.1f} | {min(values):.1f} | {max(values):.1f} |")
    return "\n".join([f"{_counts(seen)}.", "", *rows])


def as_data(seen: Sequence[Seen]) -> dict[str, object]:
    """The same as JSON-ready data."""
    return {
        "pairs": len(seen),
        "candidates": len({one.candidate for one in seen}),
        "measures": {
            line.row.name: {
                "before": line.before,
                "after": line.after,
                "better": line.better,
                "worse": line.worse,
                "pairs": line.pairs,
            }
            for line in table(seen)
        },
        "letter": {name: fmean(one.letter[name] for one in seen) for name in seen[0].letter},
    }


def _counts(seen: Sequence[Seen]) -> str:
    return f"{len(seen)} pairs of a resume and a job, {len({one.candidate for one in seen})} candidates"


def worst(seen: Sequence[Seen], count: int) -> Iterator[str]:
    """For each measure the pairs that lost most, by name."""
    for row in ROWS:
        sign = {"higher": 1, "lower": -1, "": 0}[row.better]
        lost = [
            (sign * (new - old), one.name)
            for one in seen
            for old, new in [one.rows[row.name]]
            if old is not None and new is not None and sign * (new - old) <= -row.least
        ]
        for change, name in sorted(lost)[:count]:
            yield f"{row.name}: {change:+.1f} {row.unit}: {name}"


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--corpus", type=Path, default=os.environ.get("RESUMEMATE_CORPUS"))
    parser.add_argument("--json", action="store_true", help="aggregates as JSON")
    parser.add_argument(
        "--worse", type=int, metavar="N", default=0, help="name the N that lost most, by measure"
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the tables between the marks of this page"
    )
    options = parser.parse_args()
    pairs = corpus_pairs(Path(options.corpus)) if options.corpus else example_pairs()
    seen = run(pairs)
    if options.json:
        print(json.dumps(as_data(seen), indent=2))
    else:
        print(as_markdown(seen))
    for line in worst(seen, options.worse):
        print(line, file=sys.stderr)
    if options.write:
        write_between_marks(options.write, as_markdown(seen))
    return 0


def write_between_marks(page: Path, tables: str) -> None:
    """Replace what stands between the page's marks."""
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    page.write_text(f"{head}{START}\n{tables}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
