"""A bounded number of real generations against one provider: how fast, how well, at what price.

    report = LoadReport(asked=20, concurrency=4)
    await run_load(provider, example_drafts(20, sections=True), report, timeout=300)

`report` fills while it runs, so that what was measured before an interrupt is kept. A generation is one draft,
asked for as production does: in sections at the same time where the server batches, else in one piece.
Every draft's prompts differ from the others' from the first line after the system prompt on: a server's
prefix cache helps as much as it would in production.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

import anyio

from .errors import FailureCategory as F
from .errors import ProviderError
from .plan import Part, plan_sections, plan_whole
from .providers.base import Check, Provider
from .providers.doctor import FIXES, canary_request
from .providers.http_provider import HttpProvider
from .resume import read_job, read_resume
from .routing.answer import read_answer
from .schema import Usage

if TYPE_CHECKING:
    from .resume import Source

KNOCK_PAUSE = 2.0
"""Seconds between two knocks at a server that is not up yet."""
_NOT_UP_YET = frozenset({F.CONNECT, F.OVERLOADED, F.SERVER_ERROR, F.TIMEOUT, F.RATE_LIMITED})
_SERIES = re.compile(r"^vllm:(\w+?)(?:\{[^}]*\})?\s+(\S+)", re.MULTILINE)


Draft = tuple[Part, ...]
"""One draft as the parts to be written at the same time; the whole draft is one part."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Generation:
    """One draft: `outcome` is "ok" or the `FailureCategory` value of a part that failed, times are in seconds
    on one clock, `speeds` are each answer's tokens a second."""

    started: float
    ended: float
    outcome: str
    usage: Usage = field(default_factory=Usage)
    speeds: tuple[float, ...] = ()

    @property
    def seconds(self) -> float:
        """From the first request to the end of the last answer."""
        return self.ended - self.started


@dataclass(kw_only=True, slots=True)
class LoadReport:
    """What was measured with `concurrency` drafts of `parts` requests at a time. `before` and `after` are
    vLLM's counters around the run, None where /metrics cannot be reached; `hourly_usd` is what the server
    costs an hour; `cold_start` and `warm` are seconds until the answer to the first and to the second call
    of one token."""

    asked: int
    concurrency: int
    parts: int = 1
    hourly_usd: float | None = None
    cold_start: float | None = None
    warm: float | None = None
    before: Mapping[str, float] | None = None
    after: Mapping[str, float] | None = None
    generations: list[Generation] = field(default_factory=list)

    @property
    def good(self) -> list[Generation]:
        """Those that gave a draft which can be used."""
        return [generation for generation in self.generations if generation.outcome == "ok"]

    @property
    def wall(self) -> float:
        """Seconds from the first request to the last answer."""
        ends = [generation.ended for generation in self.generations]
        return max(ends) - min(g.started for g in self.generations) if ends else 0.0

    def as_dict(self) -> dict[str, Any]:
        """The figures; None stands for what could not be measured."""
        tokens = sum(generation.usage.output_tokens for generation in self.generations)
        return {
            "asked": self.asked,
            "answered": len(self.generations),
            "concurrency": self.concurrency,
            "parts": self.parts,
            "outcomes": dict(Counter(generation.outcome for generation in self.generations)),
            "wall_s": self.wall,
            "cold_start_s": self.cold_start,
            "warm_s": self.warm,
            "latency_s": percentiles([generation.seconds for generation in self.good]),
            "first_token_s": self._first_token(),
            "output_tokens": tokens,
            "tokens_per_second": {
                "all": tokens / self.wall if self.wall else None,
                "one_stream": self._one_stream(),
            },
            "prefix_cache": self._prefix_cache(),
            "cost": self._cost(tokens),
        }

    def _one_stream(self) -> float | None:
        speeds = [speed for generation in self.good for speed in generation.speeds]
        return median(speeds) if speeds else None

    def _first_token(self) -> float | None:
        """The server's own mean, from its histogram: other clients' requests meanwhile are in it."""
        count = self._counted("time_to_first_token_seconds_count")
        total = self._counted("time_to_first_token_seconds_sum")
        return total / count if count and total is not None else None

    def _prefix_cache(self) -> dict[str, Any] | None:
        """Tokens of prompts found in the cache: by /metrics, else by the answers' usage where it tells."""
        hits, asked = self._counted("prefix_cache_hits_total"), self._counted("prefix_cache_queries_total")
        source = "/metrics"
        if not asked or hits is None:
            hits = sum(g.usage.cache_read_tokens for g in self.generations)
            asked = hits + sum(g.usage.input_tokens for g in self.generations)
            source = "usage"
        return {"hit_rate": hits / asked, "source": source} if hits or source == "/metrics" else None

    def _cost(self, tokens: int) -> dict[str, float] | None:
        """The server's price over the run's time, cold start left out, shared by the usable drafts."""
        if self.hourly_usd is None or not self.good:
            return None
        spent = self.hourly_usd * self.wall / 3600
        cost = {"hourly_usd": self.hourly_usd, "per_generation_usd": spent / len(self.good)}
        return cost | ({"per_million_output_tokens_usd": spent / tokens * 1e6} if tokens else {})

    def _counted(self, series: str) -> float | None:
        if self.before is None or self.after is None or series not in self.after:
            return None
        return self.after[series] - self.before.get(series, 0.0)


def percentiles(values: Sequence[float]) -> dict[str, float] | None:
    """Least, median, 95th percentile (nearest rank) and greatest; None without values."""
    if not values:
        return None
    ordered = sorted(values)
    return {
        "min": ordered[0],
        "mean": fmean(ordered),
        "p50": ordered[math.ceil(0.50 * len(ordered)) - 1],
        "p95": ordered[math.ceil(0.95 * len(ordered)) - 1],
        "max": ordered[-1],
    }


def example_drafts(
    count: int, resume: Source | None = None, job: Source | None = None, *, sections: bool = False
) -> list[Draft]:
    """`count` drafts to be written of one resume and job, by default an invented person's, in sections or whole.
    Each job text ends in another reference, which changes a prompt from the first line after the system
    prompt on.

    Raises `InputError` for a document that cannot be used.
    """
    from .testing.example import EXAMPLE_JOB, EXAMPLE_RESUME

    person = read_resume(EXAMPLE_RESUME if resume is None else resume)
    wanted = read_job(EXAMPLE_JOB if job is None else job)
    text = wanted.text.rstrip()
    jobs = [replace(wanted, text=f"{text}\n\nReference: L-{number:04}") for number in range(count)]
    return [plan_sections(person, each) if sections else (plan_whole(person, each),) for each in jobs]


async def wake(provider: Provider, report: LoadReport, *, wait: float, pause: float = KNOCK_PAUSE) -> Check:
    """Ask for one token until an answer comes, for `wait` seconds at most, then once more: the difference
    is the cold start. A failure that waiting does not mend ends it at once."""
    if isinstance(provider, HttpProvider):
        await provider.prepare()
    started = anyio.current_time()
    while (failure := await _knock(provider, max(wait, 30.0))) is not None:
        if failure.category not in _NOT_UP_YET:
            fix = FIXES.get(failure.category, "")
            return Check(name="cold start", ok=False, detail=str(failure), fix=fix)
        if anyio.current_time() - started + pause > wait:
            return Check(name="cold start", ok=False, detail=str(failure), fix="give it longer with --wait")
        await anyio.sleep(pause)
    report.cold_start = anyio.current_time() - started
    again = anyio.current_time()
    await _knock(provider, 30.0)
    report.warm = anyio.current_time() - again
    detail = f"{report.cold_start:.1f} s until the first answer, {report.warm:.1f} s for the next"
    return Check(name="cold start", ok=True, detail=detail)


async def run_load(
    provider: Provider,
    drafts: Sequence[Draft],
    report: LoadReport,
    *,
    timeout: float,
    metrics_url: str | None = None,
    on_finished: Callable[[Generation], None] = lambda generation: None,
) -> None:
    """Have `drafts` written, at most `report.concurrency` at a time, each request within `timeout` seconds,
    and put what happens into `report`. `metrics_url` is where vLLM's counters are, by default beside the API."""
    report.before = await _counters(provider, metrics_url)
    waiting = iter(drafts)

    async def one_after_another() -> None:
        for draft in waiting:
            generation = await _generate(provider, draft, timeout)
            report.generations.append(generation)
            on_finished(generation)

    try:
        async with anyio.create_task_group() as tasks:
            for _ in range(report.concurrency):
                tasks.start_soon(one_after_another)
    finally:
        with anyio.CancelScope(shield=True):
            report.after = await _counters(provider, metrics_url)


async def _generate(provider: Provider, draft: Draft, timeout: float) -> Generation:
    """All parts of a draft at the same time."""
    started = anyio.current_time()
    written: list[_Written] = []

    async def write(part: Part) -> None:
        written.append(await _write(provider, part, timeout))

    async with anyio.create_task_group() as tasks:
        for part in draft:
            tasks.start_soon(write, part)
    failed = [each.outcome for each in written if each.outcome != "ok"]
    return Generation(
        started=started,
        ended=max(each.ended for each in written),
        outcome=failed[0] if failed else "ok",
        usage=sum((each.usage for each in written), Usage()),
        speeds=tuple(each.speed for each in written if each.speed),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    outcome: str
    ended: float
    usage: Usage
    speed: float


async def _write(provider: Provider, part: Part, timeout: float) -> _Written:
    usage, outcome, started = Usage(), "ok", anyio.current_time()
    ended: float | None = None
    try:
        completion = await provider.complete(part.request, timeout=timeout)
        ended, usage = anyio.current_time(), completion.usage
        read_answer(completion, part.answer, part.request)
    except ProviderError as error:
        outcome = error.category.value
    ended = anyio.current_time() if ended is None else ended
    speed = usage.output_tokens / (ended - started) if ended > started else 0.0
    return _Written(outcome=outcome, ended=ended, usage=usage, speed=speed)


async def _knock(provider: Provider, timeout: float) -> ProviderError | None:
    try:
        await provider.complete(canary_request("ready", max_tokens=1), timeout=timeout)
    except ProviderError as error:
        return error
    return None


async def _counters(provider: Provider, url: str | None) -> dict[str, float] | None:
    """vLLM's counters, summed over engines; None where they cannot be had."""
    if not isinstance(provider, HttpProvider):
        return None
    text = await provider.text_of(url or f"{provider.base_url.removesuffix('/v1')}/metrics")
    return read_counters(text) if text is not None else None


def read_counters(text: str) -> dict[str, float] | None:
    """The series `vllm:*` of a page in Prometheus's text format, without their prefix, summed over labels;
    None where there is none. Histograms' buckets are left out."""
    counters: dict[str, float] = {}
    for name, value in _SERIES.findall(text):
        if not name.endswith("_bucket"):
            counters[name] = counters.get(name, 0.0) + float(value)
    return counters or None
