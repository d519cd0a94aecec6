"""Every fault of real servers, through the real SDK clients: who answered, how often was asked, and
whether the deadline held.

    python -m benchmarks.scorecard               # a table in the terminal
    python -m benchmarks.scorecard --write docs/scorecard.md

The servers are `FaultServer`s on 127.0.0.1, fakes that speak the true protocols. Each row is one call of
`AsyncResumeMate.generate_pro` (some are several). A row passes when the caller got a valid, honest
output or a typed error, within the deadline, with no more requests than the policy allows, and nothing
cut was taken for an answer. The limits are production's policy at a smaller scale of time.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anthropic.resources.messages  # noqa: F401  the first call shall not pay for the imports
import openai.resources.chat  # noqa: F401

from resumemate_llm import AllProvidersFailed, AsyncResumeMate, Policy, ProResult
from resumemate_llm.providers.base import Provider
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.routing import BreakerSettings, Step
from resumemate_llm.schema import Attempt, ProOutput
from resumemate_llm.settings import Settings
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, Fault, FaultServer, unresolvable_host

DEADLINE = 3.0
"""Seconds for one call in the scorecard."""
SLACK = 0.150
"""Seconds that a call may take over its deadline."""
_IDLE = 0.4
_TIMEOUT = 0.9


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line: a fault of the first provider, and who must have answered in the end.

    `script` is what the first provider's server does, then `then` for ever. `second` is what Claude's
    stand-in does. `answered_by` is None where a typed error is right. `calls` calls are made one after
    the other on one client. `url` replaces the server's URL.
    """

    name: str
    script: tuple[Fault | str, ...] = ()
    then: Fault | str = "ok"
    second: Fault | str = "ok"
    chain: tuple[str, ...] = ("self-hosted", "claude", "mock")
    answered_by: str | None = "claude"
    calls: int = 1
    url: Callable[[FaultServer, ExitStack], str] | None = None
    before_call: Callable[[FaultServer, int], None] | None = None


def _always(fault: str, name: str | None = None, answered_by: str = "claude") -> Row:
    return Row(name=name or fault.replace("_", " "), then=fault, answered_by=answered_by)


def _once(fault: str, name: str) -> Row:
    return Row(name=name, script=(fault,), answered_by="self-hosted")


def _down_then_up(server: FaultServer, call: int) -> None:
    if call == 0:
        server.down()
    if call == 10:
        server.up()


def _no_such_host(_: FaultServer, stack: ExitStack) -> str:
    return stack.enter_context(unresolvable_host()) + "/v1"


TRANSPORT: tuple[Row, ...] = (
    Row(name="no fault", answered_by="self-hosted"),
    _always("rate_limited", "429 without Retry-After"),
    _always("rate_limited_briefly", "429 with Retry-After of a second"),
    _always("rate_limited_for_an_hour", "429 with Retry-After of an hour"),
    _always("quota_exhausted", "429 because the quota is used up"),
    _once("server_error", "500 once"),
    _always("server_error", "500 always"),
    _always("unavailable", "503 always"),
    _always("overloaded", "529 overloaded"),
    _once("reset", "TCP reset once"),
    _always("reset", "TCP reset always"),
    _always("silence", "accepts and never answers"),
    _always("slow_first_byte", "slow first byte", answered_by="self-hosted"),
    _always("cut_body", "connection cut in mid-body"),
    _always("stalled_body", "stalled body"),
    _always("malformed_event", "malformed event in a stream"),
    _always("no_end_mark", "stream without its end mark"),
    _always("error_in_stream", "error inside a stream"),
    _always("context_overflow", "context length exceeded"),
    _always("filtered_request", "content filter on the request"),
    _always("unauthorised", "401"),
    _always("unknown_model", "404 model"),
    _always("redirect", "redirect to another host"),
    _always("no_json_schema", "json_schema refused by the server", answered_by="claude"),
    Row(
        name="down, then back (20 calls)",
        calls=20,
        before_call=_down_then_up,
        answered_by="self-hosted",
    ),
    Row(name="DNS failure", url=_no_such_host),
    Row(name="TLS failure", url=lambda server, _: f"{server.broken_tls_url}/v1"),
    Row(name="everything fails, mock in the chain", then="unavailable", second="silence", answered_by="mock"),
    Row(
        name="everything fails, no mock",
        then="unavailable",
        second="unavailable",
        chain=("self-hosted", "claude"),
        answered_by=None,
    ),
    Row(name="both silent, mock in the chain", then="silence", second="silence", answered_by="mock"),
    Row(
        name="both silent, no mock",
        then="silence",
        second="silence",
        chain=("self-hosted", "claude"),
        answered_by=None,
    ),
)
OUTPUT: tuple[Row, ...] = (
    _always("fenced", "fenced JSON", answered_by="self-hosted"),
    _always("prose_around", "prose around it", answered_by="self-hosted"),
    _always("truncated", "truncated at max_tokens"),
    _once("truncated", "truncated once, then with more room"),
    _always("blank_flood", "whitespace flood"),
    _always("schema_echoed", "the schema echoed back"),
    _always("reasoning_only", "null content, answer in reasoning", answered_by="self-hosted"),
    _always("page", "HTTP 200 with HTML"),
    _always("control_characters", "control characters in strings", answered_by="self-hosted"),
    _always("wrong_types", "wrong types"),
    _once("wrong_types", "valid at the second ask only"),
    _always("missing_keys", "missing keys"),
    _always("extra_keys", "extra keys", answered_by="self-hosted"),
    _always("empty_lists", "empty lists"),
    _always("duplicate_keys", "duplicate keys"),
    _always("not_a_number", "NaN"),
    _always("lone_surrogates", "lone surrogates", answered_by="self-hosted"),
    _always("huge", "a 10 MB answer"),
    _always("other_document", "valid JSON of another document"),
    _always("refusal_in_words", "a refusal in words"),
    _always("refused", "a refusal by finish reason"),
    _always("filtered_answer", "content filter in mid-answer"),
    _always("empty", "an empty answer"),
)
ROWS = (*TRANSPORT, *OUTPUT)


@dataclass(slots=True)
class Line:
    """What one row showed. `problems` is empty where it passed."""

    row: Row
    answered_by: list[str] = field(default_factory=list)
    requests: int = 0
    reasks: int = 0
    slowest: float = 0.0
    error: str = ""
    problems: list[str] = field(default_factory=list)


def policy_for(chain: Sequence[str], *, calls: int = 1, scale: float = 1.0) -> Policy:
    """Production's policy in small: the circuit opens after five failures, for a quarter of a second where
    a row has several calls. `scale` shrinks the deadline and the timeouts further."""
    timeout = _TIMEOUT * scale
    steps = {
        "self-hosted": Step(provider="self-hosted", timeout=timeout),
        "claude": Step(provider="claude", timeout=timeout, reasks=0),
        "mock": Step(provider="mock", attempts=1, timeout=5.0, reasks=0, more_room=False),
    }
    open_for = 600.0 if calls == 1 else 0.25
    return Policy(
        chain=tuple(steps[name] for name in chain),
        deadline=DEADLINE * scale,
        reserve=0.8 * scale,
        breaker=BreakerSettings(open_for=open_for, max_open=max(open_for, 1.0)),
    )


@contextmanager
def providers_for(row: Row) -> Iterator[tuple[list[Provider], FaultServer, FaultServer]]:
    """The two fake servers of a row and the real providers that talk to them."""
    with ExitStack() as stack:
        first = stack.enter_context(FaultServer(*row.script, then=row.then, api_key="sk-canary-first"))
        second = stack.enter_context(FaultServer(then=row.second, api_key="sk-canary-second"))
        url = row.url(first, stack) if row.url else first.openai_url
        self_hosted = SelfHostedProvider(
            base_url=url, model="resumemate-14b", api_key="sk-canary-first", idle_timeout=_IDLE
        )
        claude = ClaudeProvider(api_key="sk-canary-second", base_url=second.url, idle_timeout=_IDLE)
        yield [self_hosted, claude], first, second


async def run_row(row: Row, *, resume: str = EXAMPLE_RESUME, job: str = EXAMPLE_JOB) -> Line:
    """Run one row and judge it."""
    line = Line(row)
    with providers_for(row) as (providers, first, second):
        engine_policy = policy_for(row.chain, calls=row.calls)
        by_name = {provider.name: provider for provider in providers}
        client = AsyncResumeMate(
            [by_name.get(name, name) for name in row.chain],
            strategy="whole",  # how parts fail is the matter of tests/test_sections.py
            settings=Settings(policy=as_table(engine_policy)),
        )
        async with client:
            for call in range(row.calls):
                if row.before_call:
                    row.before_call(first, call)
                if row.calls > 1:
                    await asyncio.sleep(0.05)
                await _one_call(client, line, resume, job)
        line.requests = first.generations + second.generations
        for provider, server in (("self-hosted", first), ("claude", second)):
            allowed = client_limit(engine_policy, provider) * row.calls
            if server.generations > allowed:
                line.problems.append(f"{provider} was asked {server.generations} times, allowed {allowed}")
    last = line.answered_by[-1] if line.answered_by else None
    if last != row.answered_by:
        line.problems.append(f"answered by {last}, expected {row.answered_by}")
    return line


def client_limit(policy: Policy, provider: str) -> int:
    """Requests that one call may send to `provider`; a server that refuses the form of the answer is
    asked again in the next simpler form (twice at most)."""
    return sum(step.max_requests for step in policy.chain if step.provider == provider) + 2


def as_table(policy: Policy) -> dict[str, Any]:
    """A policy as the TOML tables that would build it."""
    breaker = policy.breaker
    return {
        "chain": [
            {
                "provider": s.provider,
                "attempts": s.attempts,
                "timeout": s.timeout,
                "reasks": s.reasks,
                "more_room": s.more_room,
            }
            for s in policy.chain
        ],
        "deadline": policy.deadline,
        "reserve": policy.reserve,
        "breaker": {"open_for": breaker.open_for, "max_open": breaker.max_open},
    }


async def _one_call(client: AsyncResumeMate, line: Line, resume: str, job: str) -> None:
    started = time.perf_counter()
    attempts: Sequence[Attempt] = ()
    try:
        result = await client.generate_pro(resume, job)
    except AllProvidersFailed as failed:
        line.error = "AllProvidersFailed"
        attempts = failed.attempts
    else:
        line.answered_by.append(result.provider)
        attempts = result.attempts
        line.problems += judge(result, resume)
    wall = time.perf_counter() - started
    line.slowest = max(line.slowest, wall)
    line.reasks += sum(attempt.reask for attempt in attempts)
    if wall > DEADLINE + SLACK:
        line.problems.append(f"took {wall:.2f} s of {DEADLINE} s")


def judge(result: ProResult, resume: str) -> list[str]:
    """What is wrong with an output, checked apart from the pipeline's own checks."""
    problems = []
    output = ProOutput.model_validate(result.output.to_wire())
    if len(output.cover_letter.paragraphs) != 4:
        problems.append("the letter has not four paragraphs")
    if [role.company for role in output.tailored_resume.experience] != [
        "Harbour & Hale Ltd",
        "Penfold Foods",
    ]:
        problems.append("the employers are not the resume's")
    problems += [
        "a bullet is cut" for r in output.tailored_resume.experience for b in r.bullets if len(b) < 15
    ]
    if result.provider == "mock" and not result.fallback_reason:
        problems.append("the fallback is not explained")
    return problems


async def run_all(rows: Sequence[Row] = ROWS) -> list[Line]:
    """All rows, one after the other."""
    return [await run_row(row) for row in rows]


def as_markdown(lines: Sequence[Line]) -> str:
    """The scorecard as a Markdown page."""
    passed = sum(not line.problems for line in lines)
    slowest = max(line.slowest for line in lines)
    head = [
        "# Failover scorecard",
        "",
        "Made by `make scorecard`. Each row is a fault of the first provider, met through the real SDK",
        "clients under production's policy (self-hosted with one re-ask, Claude, mock). The servers are",
        "local fakes that speak the true protocols. Times are scaled down: the deadline of a call is",
        f"{DEADLINE:g} s.",
        "",
        f"**{passed} of {len(lines)} rows pass.** Slowest call: {slowest:.2f} s of {DEADLINE:g} s.",
        "",
    ]
    table = [
        "| fault | answered by | requests | re-asks | slowest call (s) | verdict |",
        "|---|---|---|---|---|---|",
    ]
    for line in lines:
        who = ", ".join(_counted(line.answered_by)) or line.error
        verdict = "; ".join(line.problems) or "pass"
        table.append(
            f"| {line.row.name} | {who} | {line.requests} | {line.reasks} | {line.slowest:.2f} | {verdict} |"
        )
    return "\n".join([*head, *table]) + "\n"


def _counted(names: Sequence[str]) -> list[str]:
    unique = dict.fromkeys(names)
    return [name if len(names) == 1 else f"{name} ({names.count(name)})" for name in unique]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("--write", type=Path, help="write the page there instead of printing it")
    options = parser.parse_args()
    lines = asyncio.run(run_all())
    page = as_markdown(lines)
    if options.write:
        options.write.write_text(page, encoding="utf-8")
    else:
        print(page)
    failed = [line for line in lines if line.problems]
    for line in failed:
        print(f"{line.row.name}: {'; '.join(line.problems)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
