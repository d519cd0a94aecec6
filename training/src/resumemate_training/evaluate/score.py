"""What the answers are worth: each judged, then rates and spreads for each model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from resumemate_llm.errors import FailureCategory, ProviderError
from resumemate_llm.plan import UNSCORED
from resumemate_llm.routing import read_answer
from resumemate_llm.schema import ProDraft

from ..checks import AXES, MEANING, Check, judge, radar_deltas
from .collect import Case, Given
from .models import ENFORCED, FREE, Mode
from .stats import Measured, Rate, mean, median, quantile

REFERENCE: Final = "reference"
RATES: Final = {
    "answered": "an answer came",
    "schema": "valid by the schema, without enforcement",
    "schema_enforced": "valid by the schema, enforced by the server",
    **MEANING,
    "all": "valid, and every check holds",
}
"""Every rate of a report, with what it counts. Checks are counted over valid drafts."""
AT_MOST: Final = {
    "latency_p50": "seconds, median",
    "latency_p95": "seconds, 95th percentile",
    "cost_usd": "US dollars a draft, mean",
    "output_tokens": "tokens of the answer, median",
}
"""Numbers that are better the lower they are."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One answer judged. `draft` is None where it is not valid; `problems` say why, without content."""

    case: int
    mode: Mode
    answered: bool
    draft: ProDraft | None = None
    problems: tuple[str, ...] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    deltas: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    output_tokens: int = 0
    cost_usd: float | None = None

    @property
    def good(self) -> bool:
        """Valid, and every check holds."""
        return self.draft is not None and all(check.holds for check in self.checks.values())


@dataclass(frozen=True, kw_only=True)
class Score:
    """One model's numbers. `mode` is the one its checks, latency and cost are of: as production asks, so
    enforced where that was measured."""

    model: str
    mode: Mode
    rates: Mapping[str, Rate]
    radar: Mapping[str, Measured]
    deltas: Mapping[str, Sequence[int]]
    latency: Measured | None
    latency_p95: float | None
    cost: Measured | None
    output_tokens: Measured | None
    judged: Sequence[Judged]

    def number(self, name: str) -> float | None:
        """A rate or an at-most number by its name; None where nothing was measured."""
        if name in self.rates:
            return self.rates[name].value
        held = {"latency_p50": self.latency, "cost_usd": self.cost, "output_tokens": self.output_tokens}
        if name == "latency_p95":
            return self.latency_p95
        found = held.get(name)
        return found.value if found is not None else None

    def to_wire(self) -> dict[str, Any]:
        """As JSON-ready data, without texts."""
        return {
            "model": self.model,
            "mode": self.mode,
            "rates": {
                name: {"count": r.count, "total": r.total, "value": r.value, "interval": list(r.interval)}
                for name, r in self.rates.items()
            },
            "radarDelta": {axis: _measured(value) for axis, value in self.radar.items()},
            "latencySeconds": _measured(self.latency),
            "latencyP95Seconds": self.latency_p95,
            "costUsd": _measured(self.cost),
            "outputTokens": _measured(self.output_tokens),
            "answers": [_answer(judged) for judged in self.judged],
        }


def judge_given(given: Given, case: Case) -> Judged:
    """One answer judged against the resume, the job and the reference."""
    if given.answer is None:
        return Judged(case=given.case, mode=given.mode, answered=False, problems=(given.failure,))
    completion = given.answer.completion
    draft: ProDraft | None = None
    problems: tuple[str, ...] = ()
    try:
        if given.problems:
            raise ProviderError(FailureCategory.SCHEMA_INVALID, problems=given.problems)
        draft = case.reading.mask.restore_draft(read_answer(completion, ProDraft))
    except ProviderError as error:
        problems = (error.category.value, *error.problems[:5])
    return Judged(
        case=given.case,
        mode=given.mode,
        answered=True,
        draft=draft,
        problems=problems,
        checks={} if draft is None else _checks(draft, case),
        deltas={} if draft is None or draft.radar == UNSCORED else radar_deltas(draft, case.reference),
        seconds=given.answer.seconds,
        output_tokens=completion.usage.output_tokens,
        cost_usd=completion.cost_usd,
    )


def reference_of(cases: Sequence[Case]) -> Score:
    """The reference's own answers under the same checks: what can be expected at the best."""
    judged = [
        Judged(
            case=number,
            mode=FREE,
            answered=True,
            draft=case.reference,
            checks=_checks(case.reference, case),
            deltas=radar_deltas(case.reference, case.reference),
            output_tokens=case.example.metadata.output_tokens,
        )
        for number, case in enumerate(cases)
    ]
    return score(REFERENCE, judged)


def score(model: str, judged: Sequence[Judged]) -> Score:
    """The numbers of one model."""
    by_mode = {mode: [j for j in judged if j.mode == mode] for mode in (FREE, ENFORCED)}
    mode: Mode = ENFORCED if by_mode[ENFORCED] else FREE
    shown = by_mode[mode]
    valid = [j for j in shown if j.draft is not None]
    rates = {"answered": Rate(count=sum(j.answered for j in judged), total=len(judged))}
    for name, of in (("schema", FREE), ("schema_enforced", ENFORCED)):
        if answers := [j for j in by_mode[of] if j.answered]:
            rates[name] = Rate(count=sum(j.draft is not None for j in answers), total=len(answers))
    for name in MEANING:
        held = [j.checks[name].holds for j in valid if name in j.checks]
        rates[name] = Rate(count=sum(held), total=len(held))
    answered = [j for j in shown if j.answered]
    rates["all"] = Rate(count=sum(j.good for j in answered), total=len(answered))
    seconds = [j.seconds for j in answered if j.seconds > 0]
    deltas = {axis: [j.deltas[axis] for j in valid if j.deltas] for axis in AXES}
    return Score(
        model=model,
        mode=mode,
        rates=rates,
        radar={axis: found for axis, values in deltas.items() if (found := mean(values)) is not None},
        deltas=deltas,
        latency=median(seconds),
        latency_p95=quantile(seconds, 0.95),
        cost=mean([j.cost_usd for j in answered if j.cost_usd is not None]),
        output_tokens=median([j.output_tokens for j in answered if j.output_tokens]),
        judged=judged,
    )


def _checks(draft: ProDraft, case: Case) -> dict[str, Check]:
    """Without "radar" where nobody was asked for scores."""
    reference = None if draft.radar == UNSCORED else case.reference
    found = judge(draft, case.reading.resume, case.reading.job, reference=reference)
    return {check.name: check for check in found}


def _measured(value: Measured | None) -> dict[str, float] | None:
    return (
        None if value is None else {"value": value.value, "low": value.low, "high": value.high, "n": value.n}
    )


def _answer(judged: Judged) -> dict[str, Any]:
    return {
        "case": judged.case,
        "mode": judged.mode,
        "answered": judged.answered,
        "valid": judged.draft is not None,
        "problems": list(judged.problems),
        "failed": {name: list(c.problems) for name, c in judged.checks.items() if not c.holds},
        "seconds": judged.seconds,
        "outputTokens": judged.output_tokens,
        "costUsd": judged.cost_usd,
    }
