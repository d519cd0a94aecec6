"""The walk of one call: read, plan, route, refine, result. Nothing goes back a room.

``read`` and ``refine`` are pure functions without a network; ``route`` is the only room that waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import anyio.to_thread

from .observe.events import Refined, RouteEvent
from .plan import plan_whole
from .prompts import PROMPT_VERSION
from .refine import RefineOptions, refine
from .resume import read_job, read_resume
from .result import ProResult, Source
from .routing import Policy, RoutingState, route
from .schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from .providers.base import Provider
    from .resume import JobSource, ResumeSource

Report = Callable[[RouteEvent | Refined], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Engine:
    """What outlives a call: the policy, the providers it names, and their breakers and limiters.

    `skipped` maps providers of the asked-for chain that could not be built to the reason;
    `unasked` is True where nobody chose a provider and none is configured.
    """

    policy: Policy
    providers: Mapping[str, Provider]
    state: RoutingState
    mask_contact: bool = True
    skipped: Mapping[str, str]
    unasked: bool = False


async def generate(
    resume_source: ResumeSource,
    job_source: JobSource,
    engine: Engine,
    *,
    deadline: float | None = None,
    report: Report | None = None,
) -> ProResult:
    """Tailor one resume to one job. `deadline` is in seconds from now and bounds the whole call.

    Raises `InputError` for a document that cannot be used, and `AllProvidersFailed` where the policy
    has no last resort and nobody answered.
    """
    started = perf_counter()
    resume = await anyio.to_thread.run_sync(read_resume, resume_source)
    job = await anyio.to_thread.run_sync(read_job, job_source)
    read_at = perf_counter()

    part = plan_whole(resume, job, mask_contact=engine.mask_contact)
    left = (deadline or engine.policy.deadline) - (perf_counter() - started)
    routed = await route(
        part.request,
        policy=engine.policy,
        providers=engine.providers,
        state=engine.state,
        deadline=left,
        listener=report,
    )
    routed_at = perf_counter()

    options = RefineOptions(skills=engine.policy.skills, inferred_metrics=engine.policy.inferred_metrics)
    refined = refine(part.mask.restore_draft(routed.draft), resume, job, options=options)
    finished = perf_counter()
    if report is not None:
        report(Refined(findings=len(refined.findings), seconds=finished - routed_at))

    return ProResult(
        output=refined.output,
        provider=routed.provider,
        source=_source(engine, routed.provider),
        fallback_reason=_fallback_reason(engine, routed.provider, routed.fallback_reason),
        attempts=routed.attempts,
        usage=routed.usage,
        cost_usd=routed.cost_usd,
        radar_before=refined.radar_before,
        radar_after=refined.radar_after,
        findings=refined.findings,
        provenance=refined.provenance,
        timings={
            "read": read_at - started,
            "route": routed_at - read_at,
            "refine": finished - routed_at,
            "total": finished - started,
        },
        prompt_version=PROMPT_VERSION,
        schema_version=SCHEMA_VERSION,
        resume=resume,
        job=job,
    )


def _source(engine: Engine, provider: str) -> Source:
    return "fallback" if engine.providers[provider].capabilities.last_resort else "llm"


def _fallback_reason(engine: Engine, provider: str, reason: str | None) -> str | None:
    """Why the answer is not the first choice's, providers that could not be built included."""
    if engine.unasked:
        return "no model is configured: set SELF_HOSTED_LLM_URL or ANTHROPIC_API_KEY"
    if reason is None:
        return None
    return "; ".join([reason, *(f"{name}: {why}" for name, why in engine.skipped.items())])
