"""The losses of a run: a JSONL file that a resumed run continues, a curve in the terminal and as PNG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from .. import files, jsonl
from ..errors import StepFailed

_BARS: Final = "▁▂▃▄▅▆▇█"


class LossLog:
    """`losses.jsonl`: one line for each optimiser step (`step`, `epoch`, `loss`, `learning_rate`) and one for
    each evaluation (`step`, `epoch`, `eval_loss`)."""

    def __init__(self, path: Path, *, from_step: int = 0) -> None:
        """Open the file; what an interrupted run wrote beyond `from_step` is done again and goes."""
        self.path = path
        kept = [row for row in read_losses(path) if row["step"] <= from_step]
        files.write_text(path, "".join(jsonl.dumps(row) + "\n" for row in kept))
        self._file = jsonl.Appender(path)

    def add(self, step: int, epoch: float, **values: float) -> None:
        """Write one line. Raises `StepFailed` where a loss is NaN or infinite: nothing good comes after it."""
        for name, value in values.items():
            if not math.isfinite(value):
                raise StepFailed(
                    f"{name} is {value} at step {step}; lower --learning-rate, or look for examples without "
                    "a trained token"
                )
        row = {name: round(value, 8) for name, value in values.items()}
        self._file.append({"step": step, "epoch": round(epoch, 4), **row})

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_losses(path: Path) -> list[dict[str, Any]]:
    """The lines of a losses file; none where it does not exist."""
    return [line.value for line in jsonl.read(path)] if path.exists() else []


def series(rows: Sequence[dict[str, Any]], key: str) -> tuple[list[int], list[float]]:
    """Steps and values of one kind of loss."""
    chosen = [row for row in rows if key in row]
    return [row["step"] for row in chosen], [row[key] for row in chosen]


def curve(values: Sequence[float], width: int = 60) -> str:
    """The values as one line of bars, the highest full."""
    if not values:
        return ""
    step = max(1, math.ceil(len(values) / width))
    means = [sum(values[i : i + step]) / len(values[i : i + step]) for i in range(0, len(values), step)]
    low, high = min(means), max(means)
    scale = (len(_BARS) - 1) / (high - low) if high > low else 0
    return "".join(_BARS[round((value - low) * scale)] for value in means)


def summary(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Lines for the terminal: each kind of loss with its curve, first and last value."""
    lines = []
    for label, key in (("training", "loss"), ("validation", "eval_loss")):
        _, values = series(rows, key)
        if values:
            lines.append(f"{label:10} {curve(values)}  {values[0]:.4g} -> {values[-1]:.4g}")
    return lines


def plot(rows: Sequence[dict[str, Any]], path: Path) -> bool:
    """Draw the curves into a PNG; False where matplotlib is not installed."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return False
    figure = Figure(figsize=(7, 4), dpi=120, layout="constrained")
    axes = figure.subplots()
    for label, key, style in (("training", "loss", "-"), ("validation", "eval_loss", "o--")):
        steps, values = series(rows, key)
        if values:
            axes.plot(steps, values, style, label=label)
    axes.set(xlabel="optimiser step", ylabel="loss per answer token", ylim=(0, None))
    axes.legend()
    files.replace(path, lambda draft: figure.savefig(draft, format="png"))
    return True
