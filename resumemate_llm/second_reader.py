"""The second reader, optional: another model compares the result with the resume.

It has what is left of the call's one deadline, and whatever becomes of it the call has its result: what it
costs stands in the result's attempts, usage and timings, what it says is judged by the resume's own text
(`refine.second_reading`), and a reader that fails or has no time left is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from .engine import Engine
from .errors import AllProvidersFailed, FailureCategory, ProviderError
from .observe.events import RouteEvent, SecondRead
from .prompts import ContactMask, contact_mask
from .prompts.second_reader import second_reader_messages
from .providers.base import DraftRequest
from .refine import Refined, RefineOptions, draft_from_output, refine
from .refine.second_reading import Judged, judge_reading, statements_of
from .routing import Policy, Step, route, total_cost
from .schema import Attempt, BulletOrigin, Finding
from .schema.dialects import openai_json_schema
from .schema.second_reading import SecondReading

if TYPE_CHECKING:
    from .result import ProResult

PART: Final = "second_reader"
"""The name of this request in attempts, events and timings."""
LEAST_SECONDS: Final = 2.0
"""Below this a request would be sent and paid only to be cut."""
_MAX_TOKENS = 4_000
Report = Callable[[RouteEvent | SecondRead], None]


async def read_again(
    result: ProResult, step: Step, engine: Engine, *, left: float, report: Report | None = None
) -> ProResult:
    """`result` after a second reading by `step`, which may take `left` seconds."""
    if left < LEAST_SECONDS:
        why = f"Nobody read the result a second time: {max(left, 0.0):.1f} s were left."
        return _noted(result, "second_reader.skipped", why)
    started = perf_counter()
    mask = contact_mask(result.resume, result.job) if engine.mask_contact else ContactMask()
    try:
        routed = await route(
            _request(result, mask),
            answer=SecondReading,
            policy=Policy(chain=(step,), deadline=left, reserve=0.0, breaker=engine.policy.breaker),
            providers=engine.providers,
            state=engine.state,
            listener=report,
        )
    except AllProvidersFailed as failed:
        why = f"Nobody read the result a second time: {step.provider} failed ({_reason(failed)})."
        return _paid(_noted(result, "second_reader.failed", why), failed.attempts, started)
    reading = mask.restore_draft(routed.draft)
    judged = judge_reading(reading, result.output, result.resume, result.provenance)
    result = _paid(_applied(result, judged, engine), routed.attempts, started)
    if report is not None:
        confirm = sum(not finding.auto_fixed for finding in judged.findings)
        settled = len(judged.findings) - confirm
        report(SecondRead(settled=settled, to_confirm=confirm, seconds=result.timings[PART]))
    return result


def _request(result: ProResult, mask: ContactMask) -> DraftRequest:
    return DraftRequest(
        messages=second_reader_messages(statements_of(result.output), result.resume, mask),
        schema=openai_json_schema(SecondReading),
        resume=result.resume,
        job=result.job,
        part=PART,
        schema_name="submit_second_reading",
        max_tokens=_MAX_TOKENS,
        temperature=0.0,
    )


def _reason(failed: AllProvidersFailed) -> str:
    """The category of the failure; of a provider that was never asked what is missing."""
    last = failed.exceptions[-1]
    if not isinstance(last, ProviderError):
        return "unexpected"
    return last.detail if last.category is FailureCategory.NOT_CONFIGURED else last.category.value


def _noted(result: ProResult, kind: str, message: str) -> ProResult:
    finding = Finding(type=kind, location="tailoredResume", auto_fixed=False, message=message)
    return replace(result, findings=(*result.findings, finding))


def _paid(result: ProResult, attempts: Sequence[Attempt], started: float) -> ProResult:
    """The result with what the second reading took: attempts, tokens, cost and time."""
    seconds = perf_counter() - started
    everything = (*result.attempts, *attempts)
    return replace(
        result,
        attempts=everything,
        usage=sum((attempt.usage for attempt in attempts), result.usage),
        cost_usd=total_cost(everything),
        timings={**result.timings, PART: seconds, "total": result.timings["total"] + seconds},
    )


def _applied(result: ProResult, judged: Judged, engine: Engine) -> ProResult:
    """The result with the findings; where the text confirmed a change, refined once more."""
    if not judged.changed:
        return replace(result, findings=(*result.findings, *judged.findings))
    options = RefineOptions(skills=engine.policy.skills, inferred_metrics=engine.policy.inferred_metrics)
    refined = refine(draft_from_output(judged.output), judged.resume, result.job, options=options)
    return replace(
        result,
        output=refined.output,
        resume=judged.resume,
        radar_before=refined.radar_before,
        radar_after=refined.radar_after,
        findings=tuple(dict.fromkeys((*result.findings, *refined.findings, *judged.findings))),
        provenance=_origins(refined, result),
    )


def _origins(refined: Refined, result: ProResult) -> tuple[BulletOrigin, ...]:
    """Where every bullet comes from; one that was put back before the second reading is still "restored"."""
    before, after = result.output.tailored_resume.experience, refined.output.tailored_resume.experience
    restored = {(o.role, before[o.role].bullets[o.bullet]) for o in result.provenance if o.how == "restored"}
    return tuple(
        o.model_copy(update={"how": "restored"})
        if (o.role, after[o.role].bullets[o.bullet]) in restored
        else o
        for o in refined.provenance
    )
