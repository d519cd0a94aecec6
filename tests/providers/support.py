"""Both HTTP providers against the fault server, through their real SDKs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, TypeVar

import anthropic
import anthropic.resources.messages
import anyio
import openai
import openai.resources.chat
import pytest

from resumemate_llm.errors import ProviderError
from resumemate_llm.providers.base import Completion, DraftRequest, Message
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.providers.http_provider import HttpProvider
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.providers.wire import Limits
from resumemate_llm.schema import CandidateProfile, JobProfile, ParsedJob, ParsedResume
from resumemate_llm.schema.dialects import openai_json_schema
from resumemate_llm.testing import FaultServer

T = TypeVar("T")
Make = Callable[..., HttpProvider]

IMPORTED = (openai, anthropic)
"""The SDKs are imported before the tests, because that takes longer than their timeouts."""


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Run async code in an event loop of its own."""
    return anyio.run(work)


def make_request(text: str = "Ada Lee", **changes: Any) -> DraftRequest:
    request = DraftRequest(
        messages=(Message(role="system", content="Write."), Message(role="user", content=text)),
        schema=openai_json_schema(),
        resume=ParsedResume(text=text, profile=CandidateProfile(), as_of=date(2026, 1, 1)),
        job=ParsedJob(text="", profile=JobProfile()),
    )
    return request.replace(**changes)


def ask(provider: HttpProvider, request: DraftRequest | None = None, *, timeout: float = 20.0) -> Completion:
    """One completion, with the provider closed afterwards. Raises what `complete` raises."""

    async def work() -> Completion:
        try:
            return await provider.complete(request or make_request(), timeout=timeout)
        finally:
            await provider.aclose()

    return run(work)


def failure_of(
    provider: HttpProvider, request: DraftRequest | None = None, *, timeout: float = 20.0
) -> ProviderError:
    """The error of one completion that has to fail."""
    with pytest.raises(ProviderError) as caught:
        ask(provider, request, timeout=timeout)
    return caught.value


def self_hosted(server: FaultServer, **changes: Any) -> SelfHostedProvider:
    return SelfHostedProvider(**{"base_url": server.openai_url, "model": "resumemate-14b"} | changes)


def claude(server: FaultServer, **changes: Any) -> ClaudeProvider:
    return ClaudeProvider(**{"base_url": server.url, "api_key": "sk-test"} | changes)


def patience_for(broken: str | None) -> Limits:
    """Short limits where the server goes silent, long ones elsewhere: a busy machine is no fault."""
    return Limits(timeout=0.5 if broken == "silence" else 20.0, idle=0.2 if broken == "stall" else 20.0)
