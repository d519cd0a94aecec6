"""The walk of one call: read, plan, route, refine, result. Nothing goes back a room.

``read`` and ``refine`` are pure functions without a network; ``route`` is the only room that waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import isnan
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeAlias

import anyio.to_thread

from .attribution import attribute
from .engine import Engine
from .errors import ConfigError
from .observe.events import PartWritten, Refined, RouteEvent, SecondRead
from .plan import assemble_draft, plan_sections, plan_whole
from .preview import facts, preview
from .prompts import PROMPT_VERSION
from .refine import RefineOptions, refine
from .result import ProResult
from .resume import read_job, read_resume
from .routing import Routed, Strategy, route_all
from .schema import SCHEMA_VERSION
from .second_reader import read_again
from .text.memory import forgetting

if TYPE_CHECKING:
    from .resume import Source

Happening: TypeAlias = RouteEvent | Refined | SecondRead
Report = Callable[[Happening], None]


@forgetting
async def generate(
    resume_source: Source,
    job_source: Source,
    engine: Engine,
    *,
    deadline: float | None = None,
    strategy: Strategy | None = None,
    report: Report | None = None,
    on_part: Callable[[PartWritten], None] | None = None,
) -> ProResult:
    """Tailor one resume to one job. `deadline` is in seconds from now and bounds the whole call; without
    any left only the last resort is asked. `strategy` replaces the policy's; `on_part` gets each part of the
    draft when it is there.

    Raises `InputError` for a document that cannot be used, `ConfigError` for a deadline that is NaN, and
    `AllProvidersFailed` where the policy has no last resort and nobody answered.
    """
    started = perf_counter()
    deadline = engine.policy.deadline if deadline is None else deadline
    if isnan(deadline):  # no comparison would ever end the call
        raise ConfigError("the deadline must be a number of seconds, such as 60")
    resume = await anyio.to_thread.run_sync(read_resume, resume_source)
    job = await anyio.to_thread.run_sync(read_job, job_source)
    read_at = perf_counter()

    choice = engine.choose(strategy)
    if choice.sections:
        plan = partial(plan_sections, resume, job, mask_contact=engine.mask_contact)
        parts = await anyio.to_thread.run_sync(plan)
    else:
        parts = (plan_whole(resume, job, mask_contact=engine.mask_contact),)
    options = RefineOptions(skills=engine.policy.skills, inferred_metrics=engine.policy.inferred_metrics)

    def tell_part(name: str, provider: str, content: Mapping[str, Any]) -> None:
        if on_part is not None:
            seconds = perf_counter() - started
            on_part(PartWritten(part=name, provider=provider, seconds=seconds, content=content))

    async def show(number: int, routed: Routed[Any]) -> None:
        if on_part is not None and choice.sections:
            content = await anyio.to_thread.run_sync(preview, parts[number], routed.draft, options)
            tell_part(parts[number].name, routed.provider, content)

    tell_part("facts", "resume", facts(resume))
    written = await route_all(
        [(part.request, part.answer) for part in parts],
        policy=engine.policy,
        providers=engine.providers,
        state=engine.state,
        deadline=deadline - (perf_counter() - started),
        listener=report,
        on_answer=show,
        lead=choice.lead,
    )
    routed_at = perf_counter()

    answers = [(part, routed.draft) for part, routed in zip(parts, written.routed, strict=True)]
    refined = refine(assemble_draft(answers, resume), resume, job, options=options)
    finished = perf_counter()
    if report is not None:
        report(Refined(findings=len(refined.findings), seconds=finished - routed_at))

    result = ProResult(
        output=refined.output,
        **attribute(parts, written, choice, engine),
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
    left = deadline - (perf_counter() - started)
    return await read_again(result, reader, engine, left=left, report=report)
