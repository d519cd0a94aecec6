"""The SDK against a real vLLM server, through both of its protocols. `make test-vllm` starts one."""

from __future__ import annotations

import json
import os
import re
import signal
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from resumemate_llm import AsyncResumeMate
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.observe.events import progress_to
from resumemate_llm.prompts import build_messages
from resumemate_llm.providers.base import Check, Completion, DraftRequest, Provider
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.providers.http_provider import HttpProvider
from resumemate_llm.providers.mock import MockProvider
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.schema import ProDraft
from resumemate_llm.schema.dialects import openai_json_schema
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, FaultServer

from .closed_schema import closed_draft_schema

URL = os.environ.get("RESUMEMATE_VLLM_URL", "")
GROUP = int(os.environ.get("RESUMEMATE_VLLM_GROUP", "0"))
pytestmark = pytest.mark.skipif(not URL, reason="RESUMEMATE_VLLM_URL is not set; run: make test-vllm")


def self_hosted(**changes: Any) -> SelfHostedProvider:
    return SelfHostedProvider(**{"base_url": f"{URL}/v1", "model": "resumemate-14b"} | changes)


def messages_api(**changes: Any) -> ClaudeProvider:
    """vLLM's /v1/messages through Anthropic's SDK."""
    defaults = {
        "base_url": URL,
        "model": "resumemate-14b",
        "auth_token": "any",
        "structured": "output_config",
    }
    return ClaudeProvider(**defaults | changes)


BOTH = pytest.mark.parametrize("make", [self_hosted, messages_api], ids=["chat/completions", "messages"])
Make = Callable[..., HttpProvider]


def request(**changes: Any) -> DraftRequest:
    resume, job = read_resume(EXAMPLE_RESUME), read_job(EXAMPLE_JOB)
    prompt = build_messages(resume, job)
    asked = DraftRequest(messages=prompt.messages, schema=closed_draft_schema(), resume=resume, job=job)
    return asked.replace(**changes)


def ask(provider: HttpProvider, asked: DraftRequest, timeout: float = 300.0) -> Completion:
    async def work() -> Completion:
        try:
            return await provider.complete(asked, timeout=timeout)
        finally:
            await provider.aclose()

    return anyio.run(work)


def running() -> float:
    """How many requests the server is working on, by its own metrics."""
    with urllib.request.urlopen(f"{URL}/metrics", timeout=10) as response:
        text = response.read().decode()
    found = re.search(r"^vllm:num_requests_running\{[^}]*\} ([0-9.e+]+)$", text, re.MULTILINE)
    assert found
    return float(found[1])


@BOTH
def test_doctor_proves_that_the_schema_is_enforced(make: Make) -> None:
    async def work() -> list[Check]:
        provider = make()
        try:
            return await provider.check(timeout=120)
        finally:
            await provider.aclose()

    checks = {check.name: check for check in anyio.run(work)}
    print()
    for check in checks.values():
        print(f"    {check.name:11} {check.ok!s:6} {check.detail}")
    assert checks["schema"].ok is True
    assert "a random constant came back" in checks["schema"].detail
    assert [check for check in checks.values() if check.ok is False] == []


@BOTH
def test_a_generation_is_a_valid_draft_with_usage(make: Make) -> None:
    started = time.monotonic()
    completion = ask(make(), request(max_tokens=4_000))
    print(f"\n    {completion.usage.output_tokens} tokens in {time.monotonic() - started:.1f} s")
    assert completion.finish_reason == "stop"
    ProDraft.model_validate_json(completion.text)
    assert completion.usage.output_tokens > 50
    assert completion.usage.input_tokens + completion.usage.cache_read_tokens > 500


@BOTH
def test_a_cut_answer_says_so(make: Make) -> None:
    assert ask(make(), request(max_tokens=20)).finish_reason == "length"


def test_a_forced_tool_is_called() -> None:
    """vLLM 0.32 calls the tool and holds its input to no schema, nor always to JSON (a model of noise left a
    string open), which is why `output_config` is the form to use with it."""
    completion = ask(messages_api(structured="tool"), request(max_tokens=4_000))
    assert (completion.finish_reason, bool(completion.text)) == ("stop", True)
    try:
        kind = type(json.loads(completion.text)).__name__
    except json.JSONDecodeError:
        kind = "no JSON"
    print(f"\n    the tool's input: {kind}")


@BOTH
def test_an_unknown_model_is_named(make: Make) -> None:
    with pytest.raises(ProviderError) as caught:
        ask(make(model="nobody"), request())
    assert caught.value.category is F.NOT_FOUND
    print(f"\n    {caught.value}")


def long_request() -> DraftRequest:
    asked = request()
    long = asked.messages[1].content * 60
    last = type(asked.messages[1])(role="user", content=long)
    return asked.replace(messages=(asked.messages[0], last))


def test_a_prompt_that_is_too_long_is_foreseen() -> None:
    with pytest.raises(ProviderError) as caught:
        ask(self_hosted(), long_request())
    assert caught.value.category is F.CONTEXT_OVERFLOW
    assert "of 16384 for the answer" in caught.value.detail


def test_a_prompt_that_is_too_long_is_recognised_in_the_servers_words() -> None:
    with pytest.raises(ProviderError) as caught:
        ask(messages_api(), long_request())
    assert caught.value.category is F.CONTEXT_OVERFLOW
    print(f"\n    {caught.value}")


@BOTH
def test_cancelling_stops_the_request_in_the_server(make: Make) -> None:
    async def work() -> None:
        provider = make()
        with progress_to(lambda _: scope.cancel()):
            with anyio.CancelScope() as scope:
                await provider.complete(request(schema=openai_json_schema(), max_tokens=8_000), timeout=300)
        assert scope.cancelled_caught
        await provider.aclose()
        end = time.monotonic() + 10
        while running() > 0:
            assert time.monotonic() < end, "the server still works on a request that nobody waits for"
            await anyio.sleep(0.2)

    anyio.run(work)


def test_the_whole_walk_with_a_model_of_noise_ends_in_time_with_an_honest_result() -> None:
    async def work() -> None:
        async with AsyncResumeMate([self_hosted(), MockProvider()], deadline=60) as client:
            started = time.monotonic()
            result = await client.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB)
            seconds = time.monotonic() - started
        trail = [(a.provider, a.outcome, round(a.duration_s, 2)) for a in result.attempts]
        print(f"\n    {result.provider} after {seconds:.1f} s, {trail}, {result.timings}")
        assert result.timings["route"] < 60.15
        assert "Harbour & Hale Ltd" in [role.company for role in result.output.tailored_resume.experience]

    anyio.run(work)


def test_killed_in_mid_generation_another_provider_answers() -> None:
    """The last test: the server is gone after it."""

    async def work() -> None:
        with FaultServer() as stand_in:
            claude = ClaudeProvider(api_key="any", base_url=stand_in.url)
            policy_chain: list[Provider] = [self_hosted(), claude, MockProvider()]
            async with AsyncResumeMate(policy_chain, deadline=120) as client:
                killed: list[float] = []

                async for event in client.stream_pro(EXAMPLE_RESUME, EXAMPLE_JOB):
                    name = type(event).__name__
                    if name == "TokensReceived" and not killed:
                        os.killpg(GROUP, signal.SIGKILL)
                        killed.append(time.monotonic())
                    if name == "Done":
                        result = event.result  # type: ignore[union-attr]
            trail = [(attempt.provider, attempt.outcome) for attempt in result.attempts]
            seconds = time.monotonic() - killed[0]
            print(f"\n    {result.provider} answered {seconds:.1f} s after the kill: {trail}")
            assert result.provider == "claude"
            assert trail[0] == ("self-hosted", "connect")

    anyio.run(work)
