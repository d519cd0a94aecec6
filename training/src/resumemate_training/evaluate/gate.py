"""Gates: what a model must reach before it may be served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click

from .score import AT_MOST, RATES, Score


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One gate and one model. `unsure`: it passes, but so few answers leave it open (the interval goes below)."""

    model: str
    metric: str
    wanted: float
    reached: float | None
    passed: bool
    unsure: bool = False

    def __str__(self) -> str:
        said = "nothing was measured" if self.reached is None else f"{self.reached:.3g}"
        sign = "at most" if self.metric in AT_MOST else "at least"
        return f"{self.model}: {self.metric} {said}, {sign} {self.wanted:g} is asked for"


def read_gates(gate: float | None, more: Sequence[str]) -> dict[str, float]:
    """`--gate` and `--gate-metric NAME=VALUE` as metric -> value. Raises `click.BadParameter`."""
    gates = {} if gate is None else {"schema": gate}
    for text in more:
        name, _, value = text.partition("=")
        if name not in RATES and name not in AT_MOST:
            known = ", ".join([*RATES, *AT_MOST])
            raise click.BadParameter(f"unknown metric {name!r}; known: {known}", param_hint="--gate-metric")
        try:
            gates[name] = float(value)
        except ValueError:
            raise click.BadParameter(
                f"{text!r}: NAME=NUMBER is expected", param_hint="--gate-metric"
            ) from None
        if name in RATES and not 0 <= gates[name] <= 1:
            raise click.BadParameter(f"{text!r}: a rate is from 0 to 1", param_hint="--gate-metric")
    return gates


def verdicts(scores: Sequence[Score], gates: Mapping[str, float]) -> list[Verdict]:
    """Every gate for every model."""
    return [verdict for score in scores for verdict in _of(score, gates)]


def _of(score: Score, gates: Mapping[str, float]) -> Iterator[Verdict]:
    for name, wanted in gates.items():
        # A model that was asked with enforcement only is gated on that.
        metric = "schema_enforced" if name == "schema" and "schema" not in score.rates else name
        reached = score.number(metric)
        at_most = metric in AT_MOST
        passed = reached is not None and (reached <= wanted if at_most else reached >= wanted)
        unsure = passed and not at_most and score.rates[metric].interval[0] < wanted
        yield Verdict(
            model=score.model, metric=metric, wanted=wanted, reached=reached, passed=passed, unsure=unsure
        )
