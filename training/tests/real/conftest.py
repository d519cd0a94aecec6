"""A tiny model and a small data set for runs with the real libraries.

These tests are skipped where a library is not installed; `make train-real` runs each file in the environment
of its back end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TEXTS = ("Planned shifts for 25 people", "Cut late deliveries from 9% to 4%", "Counted stock every month")
LIMIT = 240.0


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """Where a run finds its model and data; `cli` gives a command's exit code and what it said."""

    model: Path
    data: Path
    place: Path

    def command(self, *arguments: object) -> list[str]:
        """`resumemate-train` with these arguments, in the Python of this test."""
        return [sys.executable, "-m", "resumemate_training.cli", "--debug", *map(str, arguments)]

    def cli(self, *arguments: object, most: int | None = None) -> tuple[int, str]:
        """Run a command to its end, on a disk that takes no file of more than `most` bytes."""
        limit = [] if most is None else ["prlimit", f"--fsize={most}"]
        done = subprocess.run(
            [*limit, *self.command(*arguments)],
            capture_output=True,
            text=True,
            env=variables(),
            timeout=LIMIT,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def finetune(self, backend: str, name: str, *more: object) -> list[object]:
        """Arguments of a short run."""
        run = ["finetune", "--backend", backend, "--model", self.model, "--data", self.data]
        return [*run, "--output", self.place / name, "--epochs", 3, "--learning-rate", 5e-3, *more]

    def kill_when(self, ready: Callable[[], bool], *arguments: object) -> None:
        """Start a command and kill it with -9 as soon as `ready`."""
        process = subprocess.Popen(
            self.command(*arguments), env=variables(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + LIMIT
        while process.poll() is None and not ready():
            assert time.monotonic() < end
            time.sleep(0.002)
        assert process.poll() is None, "it ended before it could be killed"
        process.kill()
        process.wait()

    def losses(self, name: str) -> list[dict[str, Any]]:
        """What a run has written so far, whole lines only."""
        path = self.place / name / "losses.jsonl"
        lines = path.read_text().splitlines(keepends=True) if path.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]


def variables() -> dict[str, str]:
    """One thread, no hub."""
    return os.environ | {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A learnable model of 0.6 million parameters and three short examples.

    Where torch is not installed (mlx) the model comes from the folder named by RESUMEMATE_TINY_MODEL.
    """
    place = tmp_path_factory.mktemp("real")
    rows = [
        {
            "messages": [
                {"role": "system", "content": "Tailor the resume."},
                {"role": "user", "content": text},
                {"role": "assistant", "content": json.dumps({"headline": text, "summary": text[::-1]})},
            ]
        }
        for text in TEXTS
    ]
    data = place / "data"
    data.mkdir()
    for name, kept in (("train", rows), ("valid", rows[:2])):
        (data / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in kept))
    if given := os.environ.get("RESUMEMATE_TINY_MODEL"):
        return Workshop(model=Path(given), data=data, place=place)
    return Workshop(model=_model(place / "model"), data=data, place=place)


def _model(folder: Path) -> Path:
    pytest.importorskip("torch", reason="torch is not installed, and RESUMEMATE_TINY_MODEL is not set")
    from resumemate_training.tiny_model import build_model, build_tokenizer

    tokenizer = build_tokenizer([*TEXTS, *(text[::-1] for text in TEXTS)], 512)
    tokenizer.save_pretrained(folder)
    build_model(tokenizer, hidden=128, layers=2, learnable=True).save_pretrained(folder)
    return folder
