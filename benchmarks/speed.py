"""How fast the offline walk, the import and the command line are: python -m benchmarks.speed [--json]

* The walk: milliseconds of processor time to read, draft and refine, median and 99th percentile, over
  every resume text and PDF of the corpus (RESUMEMATE_CORPUS), or of examples/ where there is none,
  each with a job. Nothing in it waits, so on an idle machine this is the time on the wall.
* Imports: seconds inside a fresh process, ours and pydantic's in turn, as a ratio of medians. Both
  packages load their names on first use, so both the bare import and the useful one are compared.
* Command line: wall time of a fresh process, in turn with `python -c pass`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

ROOT = Path(__file__).parents[1]
ROUNDS = 21
IMPORTS = {
    "import": ("import resumemate_llm", "import pydantic"),
    "import of what is used": ("from resumemate_llm import generate_pro", "from pydantic import BaseModel"),
}
CLOCK = "from time import perf_counter as t; s = t(); {}; print(t() - s)"
COMMANDS = {"resumemate --version": ("--version",), "resumemate --help": ("--help",)}

Table = dict[str, dict[str, float]]
T = TypeVar("T")


def documents() -> tuple[str, list[tuple[Path, Path]]]:
    """Where the documents are from, and each resume (text or PDF) with a job."""
    corpus = os.environ.get("RESUMEMATE_CORPUS")
    if corpus:
        root = Path(corpus)
        resumes = [*sorted(root.glob("resumes/*.txt")), *sorted(root.glob("files/*.pdf"))]
        return "corpus", list(zip(resumes, cycle(sorted(root.glob("jobs/*.txt"))), strict=False))
    return "examples", [
        (path, path.with_name("job.txt"))
        for path in sorted(ROOT.glob("examples/*/resume.*"))
        if path.suffix in {".txt", ".md", ".pdf"}
    ]


def walk(pairs: list[tuple[Path, Path]]) -> tuple[Table, int]:
    """Milliseconds of each room, and how many documents were refused as no resume or job."""
    from resumemate_llm import InputError

    rows: dict[str, list[float]] = {}
    refused = 0
    rooms(*pairs[0])  # loads the modules; not counted
    for pair in pairs:
        try:
            spent = rooms(*pair)
        except InputError:
            refused += 1
            continue
        for room, milliseconds in spent.items():
            rows.setdefault(room, []).append(milliseconds)
    return {room: summary(values) for room, values in rows.items()}, refused


def rooms(resume_path: Path, job_path: Path) -> dict[str, float]:
    """Milliseconds of each room for one pair; the files are in memory before the clock starts."""
    from resumemate_llm.providers.mock import write_draft
    from resumemate_llm.refine import refine
    from resumemate_llm.resume import read_job, read_resume
    from resumemate_llm.text.memory import forget

    resume_data, job_data = resume_path.read_bytes(), job_path.read_bytes()
    resume, reading = timed(lambda: read_resume(resume_data))
    job, job_reading = timed(lambda: read_job(job_data))
    draft, drafting = timed(lambda: write_draft(resume, job))
    _, refining = timed(lambda: refine(draft, resume, job))
    _, forgetting = timed(forget)
    return {
        f"read and parse a resume ({resume_path.suffix[1:]})": reading,
        "read and parse a job": job_reading,
        "draft": drafting,
        "refine": refining,
        "together": reading + job_reading + drafting + refining + forgetting,
    }


def timed(work: Callable[[], T], clock: Callable[[], float] = process_time) -> tuple[T, float]:
    """What `work` returns, and how many milliseconds the clock ran."""
    started = clock()
    done = work()
    return done, (clock() - started) * 1000


def summary(values: list[float]) -> dict[str, float]:
    """Count, median and 99th percentile (the nearest value that was measured)."""
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]
    return {"n": len(ordered), "median": statistics.median(ordered), "p99": p99}


def imports() -> Table:
    """Milliseconds of an import in a fresh process, ours and pydantic's in turn, and their ratio."""
    table = {}
    for name, (ours, theirs) in IMPORTS.items():
        own, other = in_turn(import_time, [ours, theirs])
        table[name] = {"resumemate_llm": own, "pydantic": other, "ratio": own / other}
    return table


def import_time(statement: str) -> float:
    """Milliseconds of one import statement in a fresh process."""
    command = [sys.executable, "-c", CLOCK.format(statement)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT)
    return float(done.stdout) * 1000


def command_line() -> Table:
    """Milliseconds of a whole process, commands and an empty Python in turn, and their ratio to it."""
    program = (sys.executable, "-m", "resumemate_llm.cli")
    runs: list[tuple[str, ...]] = [
        (sys.executable, "-c", "pass"),
        *((*program, *arguments) for arguments in COMMANDS.values()),
    ]
    empty, *others = in_turn(start_time, runs)
    table: Table = {"python -c pass": {"median": empty, "ratio": 1.0}}
    for name, median in zip(COMMANDS, others, strict=True):
        table[name] = {"median": median, "ratio": median / empty}
    return table


def start_time(command: tuple[str, ...]) -> float:
    """Milliseconds that one process takes from start to end."""
    run = partial(subprocess.run, command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
    return timed(run, perf_counter)[1]


def in_turn(measure: Callable[[T], float], subjects: list[T]) -> list[float]:
    """The median for each subject over `ROUNDS` rounds, every subject once a round, so that a busy
    moment of the machine hits all of them."""
    rounds = [[measure(subject) for subject in subjects] for _ in range(ROUNDS)]
    return [statistics.median(values) for values in zip(*rounds, strict=True)]


def print_table(title: str, table: Table) -> None:
    """One table of numbers with its column names."""
    columns = list(next(iter(table.values())))
    print(f"\n{title:<36}" + "".join(f"{column:>16}" for column in columns))
    for name, row in table.items():
        cells = (f"{row[c]:>16.0f}" if c == "n" else f"{row[c]:>16.2f}" for c in columns)
        print(f"  {name:<34}" + "".join(cells))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    origin, pairs = documents()
    rows, refused = walk(pairs)
    tables = {"the walk": rows, "imports": imports(), "command line": command_line()}
    about = {"documents": origin, "refused": refused, "rounds": ROUNDS, "cpus": os.cpu_count()}
    if as_json:
        print(json.dumps({**about, **tables}, indent=2))
        return
    print(", ".join(f"{name}: {value}" for name, value in about.items()))
    for title, table in tables.items():
        print_table(f"{title} (ms)", table)


if __name__ == "__main__":
    main()
