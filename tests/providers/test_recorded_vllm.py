"""What a real vLLM server answered, replayed: the shapes on the wire are its own, not our idea of them.

The cassettes beside this file were recorded by `make test-vllm`, from the version that they name; only
there is RESUMEMATE_VLLM_URL set. They hold an invented resume, noise from a random model, and no key.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.prompts import build_messages
from resumemate_llm.providers.base import Check, DraftRequest
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.providers.http_provider import HttpProvider
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.schema import ProDraft
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME
from tests.prompts.texts import parsed_job, parsed_resume
from tests.vllm.closed_schema import closed_draft_schema

from .support import ask, failure_of, make_request, run

URL = os.environ.get("RESUMEMATE_VLLM_URL", "http://127.0.0.1:8000")
KEY = "sk-test-recorded"
pytestmark = pytest.mark.vcr
Make = Callable[..., HttpProvider]


def chat(**changes: Any) -> SelfHostedProvider:
    return SelfHostedProvider(
        **{"base_url": f"{URL}/v1", "model": "resumemate-14b", "api_key": KEY} | changes
    )


def messages(**changes: Any) -> ClaudeProvider:
    defaults = {"base_url": URL, "model": "resumemate-14b", "auth_token": KEY, "structured": "output_config"}
    return ClaudeProvider(**defaults | changes)


BOTH = pytest.mark.parametrize("make", [chat, messages], ids=["chat", "messages"])


def _anonymous(request: Any) -> Any:
    """A request by its method and path alone: no body, no headers, no port."""
    request.uri = request.uri.replace(URL, "http://127.0.0.1:8000")
    request.body = b""
    request.headers.clear()
    return request


def _without_place(response: dict[str, Any]) -> dict[str, Any]:
    """A response without the folder of the machine that recorded it and without long lists of tokens."""
    text = response["body"]["string"].decode()
    text = re.sub(r'"root":"[^"]*"', '"root":"model"', text)
    text = re.sub(r'"tokens":\[[^\]]*\]', '"tokens":[]', text)
    return response | {"body": {"string": text.encode()}}


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    """What is matched, and what never gets into a cassette."""
    return {
        "match_on": ["method", "path"],
        "before_record_request": _anonymous,
        "before_record_response": _without_place,
        "decode_compressed_response": True,
    }


def draft_request(**changes: Any) -> DraftRequest:
    resume, job = parsed_resume(EXAMPLE_RESUME), parsed_job(EXAMPLE_JOB)
    prompt = build_messages(resume, job)
    return make_request(messages=prompt.messages, schema=closed_draft_schema(), max_tokens=4_000, **changes)


@BOTH
def test_doctor(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_hex", lambda size: "c0ffee00")

    async def work() -> list[Check]:
        provider = make()
        try:
            return await provider.check(timeout=120)
        finally:
            await provider.aclose()

    checks = {check.name: check for check in run(work)}
    assert checks["schema"].ok is True
    assert [check for check in checks.values() if check.ok is False] == []


@BOTH
def test_generation(make: Make) -> None:
    completion = ask(make(), draft_request(), timeout=300)
    assert completion.finish_reason == "stop"
    ProDraft.model_validate_json(completion.text)
    assert completion.usage.output_tokens > 50
    assert completion.usage.input_tokens + completion.usage.cache_read_tokens > 500


@BOTH
def test_cut_answer(make: Make) -> None:
    assert ask(make(), draft_request().replace(max_tokens=20), timeout=300).finish_reason == "length"


@BOTH
def test_unknown_model(make: Make) -> None:
    assert failure_of(make(model="nobody")).category is F.NOT_FOUND


@BOTH
def test_too_long(make: Make) -> None:
    request = make_request("0 1 " * 8_000)
    assert failure_of(make(), request).category is F.CONTEXT_OVERFLOW
