"""Who wrote what, why they did, and what it cost: the part of a result that routing knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

from .engine import Choice, Engine
from .plan import Part
from .routing import Routed, Together
from .schema import Attempt, PartReport, Usage

NOT_CONFIGURED = "no model is configured: set SELF_HOSTED_LLM_URL or ANTHROPIC_API_KEY"


class Attribution(TypedDict):
    """The fields of `ProResult` that tell how its draft was written."""

    provider: str
    source: Literal["llm", "fallback"]
    fallback_reason: str | None
    strategy: Literal["whole", "sections"]
    strategy_reason: str
    parts: tuple[PartReport, ...]
    attempts: tuple[Attempt, ...]
    usage: Usage
    cost_usd: float | None


def attribute(parts: Sequence[Part], written: Together, choice: Choice, engine: Engine) -> Attribution:
    """How a draft came about. Learns besides whether a server works on several requests at a time."""
    reports = tuple(_report(part, routed) for part, routed in zip(parts, written.routed, strict=True))
    learnt = engine.learn(written.concurrency)
    chief = _chief(written.routed, engine)
    return Attribution(
        provider=chief.provider,
        source="fallback" if chief.last_resort else "llm",
        fallback_reason=NOT_CONFIGURED if engine.unasked else _fallback_reason(reports),
        strategy="sections" if choice.sections else "whole",
        strategy_reason="; ".join(filter(None, (choice.reason, learnt))),
        parts=reports,
        attempts=written.attempts,
        usage=written.usage,
        cost_usd=written.cost_usd,
    )


def _report(part: Part, routed: Routed[Any]) -> PartReport:
    return PartReport(
        part=part.name,
        writes=part.writes,
        provider=routed.provider,
        model=routed.model,
        fallback_reason=routed.fallback_reason,
        attempts=len(routed.attempts),
        usage=routed.usage,
        cost_usd=routed.cost_usd,
    )


def _chief(routed: Sequence[Routed[Any]], engine: Engine) -> Routed[Any]:
    """A part by the provider that wrote most of the parts; of equals by the one that is asked first."""
    counts = Counter(part.provider for part in routed)
    order = engine.policy.providers
    return max(routed, key=lambda part: (counts[part.provider], -order.index(part.provider)))


def _fallback_reason(reports: Sequence[PartReport]) -> str | None:
    """One line for all parts: the reasons that there were, each with the parts that it concerns."""
    parts_by_reason: dict[str, list[str]] = {}
    for report in reports:
        if report.fallback_reason:
            parts_by_reason.setdefault(report.fallback_reason, []).append(report.part)
    if not parts_by_reason:
        return None
    if all(len(parts) == len(reports) for parts in parts_by_reason.values()):
        return "; ".join(parts_by_reason)
    return "; ".join(f"{', '.join(parts)}: {reason}" for reason, parts in parts_by_reason.items())
