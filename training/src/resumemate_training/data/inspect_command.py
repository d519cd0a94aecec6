"""`resumemate-train data inspect`: the report as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from resumemate_llm.cli.terminal import print_json

from ..examples import read_examples
from ..terminal import table
from .inspection import Report, Spread, across, counter, inspect
from .split import Overlap, by_candidate, read_resumes

_SHOWN = 5


def run(files: tuple[Path, ...], tokenizer: Path | None, windows: tuple[int, ...], as_json: bool) -> None:
    """`data inspect`."""
    count, tokens_by = counter(tokenizer)
    held = [(path, read_examples(path)) for path in files]
    read_resumes([example for _, examples in held for example in examples])
    reports = [
        inspect(
            path,
            examples,
            count=count,
            tokens_by=tokens_by,
            windows=windows,
            candidates=len(by_candidate(examples)),
        )
        for path, examples in held
    ]
    shared = across(held) if len(held) > 1 else []
    if as_json:
        print_json({"files": [asdict(report) for report in reports], "overlaps": [asdict(o) for o in shared]})
        return
    for report in reports:
        table(("inspect", report.path), _rows(report))
    if len(held) > 1:
        table(("resumes in more than one file", str(len(shared))), _overlap_rows(shared))


def _rows(report: Report) -> list[tuple[str, str]]:
    rows = [
        ("examples", f"{report.examples} of {report.candidates} candidates"),
        ("professions", _listed(report.domains)),
        ("models", _listed(report.models)),
        ("tokens counted by", report.tokens_by),
        ("prompt tokens", _spread(report.prompt_tokens)),
        ("answer tokens", _spread(report.answer_tokens)),
        ("both", _spread(report.total_tokens)),
    ]
    rows += [(f"longer than {window:,}", str(n)) for window, n in report.too_long.items()]
    rows.append(("asked twice", _lines(report.copies, "line {1} as line {0}")))
    rows.append(("nearly the same", _lines(report.near, "lines {0} and {1} ({2:.2f})")))
    rows.append(("personal data", _listed(report.personal) or "none found"))
    rows.append(("e-mail addresses in clear", f"in {report.unmasked_emails} examples"))
    rows.append(("other prompt than the SDK's", str(report.foreign)))
    return rows


def _spread(spread: Spread) -> str:
    return (
        f"{spread.least:,} to {spread.most:,}, median {spread.median:,}, 95 % under {spread.p95:,}, "
        f"sum {spread.total:,}"
    )


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {name}" for name, n in counts.items())


def _lines(found: Any, form: str) -> str:
    more = f", and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    said = ", ".join(form.format(*entry) for entry in found[:_SHOWN])
    return f"{len(found)} ({said}{more})" if found else "0"


def _overlap_rows(shared: list[Overlap]) -> list[tuple[str, str]]:
    rows = [
        (overlap.first, f"{overlap.second} (similarity {overlap.similarity:.2f})") for overlap in shared[:20]
    ]
    return rows or [("none", "no candidate stands on two sides")]
