"""What every back end is given, and what it gives back."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .config import FinetuneConfig
from .encoding import ChatEncoder, Encoded


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A checked run: the rows that fit, and where to report each step (steps done, of how many, the loss)."""

    config: FinetuneConfig
    tokenizer: Any
    encoder: ChatEncoder
    train: list[Encoded]
    valid: list[Encoded]
    max_length: int
    report: Callable[[int, int, float], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """`steps` done of `planned`. `best_step` is where the kept adapter comes from. `complete` is False
    where `max_steps` ended the run. `peak_memory` in bytes, None where the device does not tell."""

    steps: int
    planned: int
    best_step: int
    seconds: float
    tokens_per_second: float
    stopped_early: bool
    complete: bool
    resumed_from: int = 0
    peak_memory: int | None = None


class Enough(Exception):
    """Raised inside a library's loop to end it: `max_steps` is reached, or it was stopped early."""


def is_main_process() -> bool:
    """Whether this process writes files and speaks: the first one under torchrun and accelerate."""
    return os.environ.get("RANK", "0") == "0"
