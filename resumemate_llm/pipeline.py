"""The walk of one call: read, plan, route, refine, result. Nothing goes back a room.

``read`` and ``refine`` are pure functions without a network; ``route`` is the only room that waits.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

import anyio.to_thread

from .engine import Engine
from .observe.events import Refined, RouteEvent, SecondRead
from .plan import plan_whole
from .prompts import PROMPT_VERSION
from .refine import RefineOptions, refine
from .result import ProResult
from .resume import read_job, read_resume
from .routing import route
from .schema import SCHEMA_VERSION
from .second_reader import read_again
from .text.memory import forgetting

if TYPE_CHECKING:
    from .resume import Source

NOT_CONFIGURED = "no model is configured: set SELF_HOSTED_LLM_URL or ANTHROPIC_API_KEY"
Happening: TypeAlias = RouteEvent | Refined | SecondRead
Report = Callable[[Happening], None]


@forgetting
async def generate(
    resume_source: Source,
    job_source: Source,
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

    result = ProResult(
        output=refined.output,
        provider=routed.provider,
        source="fallback" if routed.last_resort else "llm",
        fallback_reason=NOT_CONFIGURED if engine.unasked else routed.fallback_reason,
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
    reader = engine.policy.second_reader
    if reader is None:
        return result
    left = (deadline or engine.policy.deadline) - (perf_counter() - started)
    return await read_again(result, reader, engine, left=left, report=report)
