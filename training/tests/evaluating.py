"""`evaluate` called as a user calls it, its report read back, and files of answers for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from resumemate_training import jsonl
from resumemate_training.cli import main
from resumemate_training.examples import Example

Draft = dict[str, Any]
Spoil = Callable[[Draft], object]


def evaluate(test: Path, output: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", str(test), "-o", str(output), *more])


def report(output: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((output / "report.json").read_text())
    return held


def rates(output: Path, model: int = 1) -> dict[str, float]:
    return {name: rate["value"] for name, rate in report(output)["models"][model]["rates"].items()}


def answers(path: Path, examples: list[Example], spoil: Spoil, every: int = 1) -> Path:
    """A file of answers: the reference's own, spoilt in every `every`th example."""
    rows = []
    for number, example in enumerate(examples):
        draft = json.loads(example.answer)
        changed = spoil(draft) if number % every == 0 else None
        text = changed if isinstance(changed, str) else json.dumps(draft)
        rows.append(
            {
                "id": example.id,
                "answer": text,
                "seconds": 1.0 + number / 10,
                "usage": {"output_tokens": 900 + number},
            }
        )
    jsonl.write(path, rows)
    return path
