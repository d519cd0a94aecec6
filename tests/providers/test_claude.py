"""What is sent to Claude, what is made of its answers, and what they cost."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from resumemate_llm.errors import ConfigError, MissingExtra
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.observe.cost import Price
from resumemate_llm.prompts import system_prompt
from resumemate_llm.providers import http_provider
from resumemate_llm.providers.base import Message, Provider
from resumemate_llm.providers.claude import ClaudeProvider, MessageAnswer
from resumemate_llm.schema import ProDraft
from resumemate_llm.schema.dialects import anthropic_tool_schema
from resumemate_llm.testing import FAULTS, FaultServer, http_error

from .support import ask, claude, failure_of, make_request, run


def sent(server: FaultServer) -> Mapping[str, Any]:
    body: Mapping[str, Any] = server.requests[-1].body
    return body


def test_it_is_a_provider() -> None:
    assert isinstance(ClaudeProvider(api_key="k"), Provider)


def test_a_good_answer_is_a_draft_with_usage_and_cost() -> None:
    with FaultServer() as server:
        completion = ask(claude(server))
        ProDraft.model_validate_json(completion.text)
        usage = completion.usage
        assert (usage.input_tokens, usage.cache_read_tokens, usage.cache_write_tokens) == (200, 1_000, 0)
        assert usage.output_tokens > 100
        assert completion.cost_usd == pytest.approx((200 * 3 + 1_000 * 0.3 + usage.output_tokens * 15) / 1e6)


def test_prices_can_be_replaced_and_an_unknown_model_has_none() -> None:
    with FaultServer() as server:
        prices = {"house-model": Price(input=1, output=0, cache_read=0, cache_write=0)}
        assert ask(claude(server, model="house-model", prices=prices)).cost_usd == pytest.approx(0.0002)
        assert ask(claude(server, model="house-model")).cost_usd is None


def test_the_tool_is_forced_as_production_does() -> None:
    with FaultServer() as server:
        ask(claude(server), make_request(temperature=0.2, max_tokens=3_000))
        body = sent(server)
        assert [tool["name"] for tool in body["tools"]] == ["submit_resume_improvements"]
        assert body["tools"][0]["input_schema"] == anthropic_tool_schema()
        assert body["tool_choice"] == {"type": "tool", "name": "submit_resume_improvements"}
        assert (body["model"], body["max_tokens"]) == ("claude-sonnet-4-5-20250929", 3_000)
        assert (body["temperature"], body["stream"]) == (0.2, True)


def test_the_stable_prefix_is_marked_for_the_prompt_cache() -> None:
    with FaultServer() as server:
        messages = (Message(role="system", content=system_prompt()), Message(role="user", content="Ada"))
        ask(claude(server), make_request(messages=messages))
        block = {"type": "text", "text": system_prompt(), "cache_control": {"type": "ephemeral"}}
        assert sent(server)["system"] == [block]
        assert sent(server)["messages"] == [{"role": "user", "content": "Ada"}]


def test_structured_output_is_the_alternative() -> None:
    with FaultServer() as server:
        completion = ask(claude(server, structured="output_config"))
        ProDraft.model_validate_json(completion.text)
        body = sent(server)
        assert body["output_config"]["format"] == {"type": "json_schema", "schema": anthropic_tool_schema()}
        assert "tools" not in body


def test_a_server_without_a_tool_parser_is_asked_for_structured_output() -> None:
    refusal = http_error(400, 'tool_choice=function "submit" requires --tool-call-parser to be set')
    with FaultServer(refusal) as server:
        provider = claude(server)
        ProDraft.model_validate_json(ask(provider).text)
        assert ["tools" in request.body for request in server.requests] == [True, False]
        assert provider.structured == "output_config"


def test_a_model_that_takes_no_temperature_is_asked_without_one_from_then_on() -> None:
    with FaultServer(http_error(400, "`temperature` is not supported for this model.")) as server:

        async def work() -> None:
            provider = claude(server)
            await provider.complete(make_request(), timeout=20)
            await provider.complete(make_request(), timeout=20)
            await provider.aclose()

        run(work)
        assert ["temperature" in request.body for request in server.requests] == [True, False, False]


@pytest.mark.parametrize("credential", [{"api_key": "sk-1"}, {"api_key": None, "auth_token": "sk-1"}])
def test_a_credential_is_sent_once(credential: dict[str, str]) -> None:
    with FaultServer(api_key="sk-1") as server:
        ask(claude(server, **credential))
        headers = server.requests[-1].headers
        values = [headers.get("authorization"), headers.get("x-api-key")]
        assert sorted(filter(None, values)) in (["Bearer sk-1"], ["sk-1"])
        if "auth_token" in credential:
            assert headers["authorization"] == "Bearer sk-1"


def test_anthropics_environment_adds_no_second_credential(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "env-secret")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
    with FaultServer() as server:
        ask(claude(server))
        assert "env-secret" not in str(server.requests[-1].headers)


@pytest.mark.parametrize("credentials", [{}, {"api_key": "a", "auth_token": "b"}, {"api_key": ""}])
def test_exactly_one_credential_is_needed(credentials: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="exactly one of api_key and auth_token"):
        ClaudeProvider(**credentials)  # type: ignore[arg-type]


def test_without_its_extra_the_error_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_provider, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'resumemate-llm\[claude\]'"):
        ClaudeProvider(api_key="k")


def test_a_retired_model_is_called_so_with_the_variable_that_changes_it() -> None:
    gone = http_error(404, "model: claude-sonnet-4-5-20250929", code="not_found_error")
    with FaultServer(then=gone) as server:
        error = failure_of(claude(server))
    assert error.category is F.NOT_FOUND
    assert error.detail == (
        "HTTP 404, not_found_error, no model 'claude-sonnet-4-5-20250929', which is retired on November 30th, 2026; "
        "set ANTHROPIC_MODEL to a newer one, or check ANTHROPIC_BASE_URL"
    )


def test_a_model_that_never_was_is_called_unknown() -> None:
    with FaultServer(then="unknown_model") as server:
        error = failure_of(claude(server, model="claude-of-mine"))
    assert "no model 'claude-of-mine'; set ANTHROPIC_MODEL" in error.detail
    assert "retired" not in error.detail


def test_a_model_near_its_end_of_life_is_named_once_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with FaultServer() as server:

        async def work() -> None:
            provider = claude(server, model="claude-3-opus-20240229")
            await provider.complete(make_request(), timeout=20)
            await provider.complete(make_request(), timeout=20)
            await provider.aclose()

        run(work)
    messages = [record.getMessage() for record in caplog.records if record.name.startswith("resumemate_llm")]
    assert messages == [
        "model claude-3-opus-20240229 reaches its end of life on January 5th, 2026; set ANTHROPIC_MODEL"
    ]
    assert all(record.levelno == logging.WARNING for record in caplog.records if "end of life" in record.msg)


SPANS = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
exporter = InMemorySpanExporter()
trace.set_tracer_provider(TracerProvider())
trace.get_tracer_provider().add_span_processor(SimpleSpanProcessor(exporter))
from resumemate_llm.testing import FaultServer
from tests.providers.support import ask, claude
with FaultServer() as server:
    ask(claude(server))
print([span.name for span in exporter.get_finished_spans()])
"""


def test_the_sdk_makes_no_spans_of_its_own() -> None:
    done = subprocess.run([sys.executable, "-c", SPANS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_words_before_the_tool_are_not_the_answer() -> None:
    answer = MessageAnswer("claude", "m", {})
    answer.read_event({"type": "content_block_start", "content_block": {"type": "text", "text": ""}})
    answer.read_event({"type": "content_block_delta", "delta": {"type": "text_delta", "text": "Here it is:"}})
    answer.read_event({"type": "content_block_start", "content_block": {"type": "tool_use", "input": {}}})
    answer.read_event(
        {"type": "content_block_delta", "delta": {"type": "input_json_delta", "partial_json": "{}"}}
    )
    answer.read_event({"type": "content_block_delta", "delta": {"type": "text_delta", "text": "Done."}})
    assert answer.completion().text == "{}"


def test_a_model_that_answers_in_words_instead_of_the_tool_is_handed_on_as_it_is() -> None:
    with FaultServer(then=FAULTS["refusal_in_words"].but(ignores_stream=True)) as server:
        assert ask(claude(server)).text.startswith("I'm sorry")


def test_a_full_context_window_is_no_answer() -> None:
    answer = MessageAnswer("claude", "m", {})
    answer.read_event({"type": "message_delta", "delta": {"stop_reason": "model_context_window_exceeded"}})
    assert answer.failure is not None
    assert answer.failure.category is F.CONTEXT_OVERFLOW


@pytest.mark.parametrize(
    "body",
    [
        {"type": "message"},
        {"type": "message", "content": "text"},
        {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}},
        {"content": []},
        [],
        None,
    ],
)
def test_an_answer_of_another_shape_is_the_servers_fault(body: object) -> None:
    page = FAULTS["page"].but(page=json.dumps(body), content_type="application/json")
    with FaultServer(then=page) as server:
        assert failure_of(claude(server)).category in {F.SERVER_ERROR, F.OVERLOADED}


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("overloaded_error", F.OVERLOADED),
        ("rate_limit_error", F.RATE_LIMITED),
        ("api_error", F.SERVER_ERROR),
        ("timeout_error", F.TIMEOUT),
        ("authentication_error", F.AUTH),
        ("billing_error", F.QUOTA_EXHAUSTED),
        ("something_new", F.SERVER_ERROR),
    ],
)
def test_every_error_type_of_a_stream_has_its_category(kind: str, category: F) -> None:
    answer = MessageAnswer("claude", "m", {})
    answer.read_event({"type": "error", "error": {"type": kind, "message": "x"}})
    assert answer.failure is not None
    assert answer.failure.category is category
