"""What is sent to a server of one's own, and how the provider adapts to what that server can do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from resumemate_llm.errors import ConfigError, MissingExtra
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.observe.events import progress_to
from resumemate_llm.providers import http_provider
from resumemate_llm.providers.base import Completion, DraftRequest, Provider
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.schema import ProDraft
from resumemate_llm.schema.dialects import openai_json_schema
from resumemate_llm.testing import FAULTS, FaultServer, Recorded, http_error

from .support import ask, failure_of, make_request, run, self_hosted


def generations(server: FaultServer) -> list[Recorded]:
    return [request for request in server.requests if request.path == "/v1/chat/completions"]


def sent(server: FaultServer) -> Mapping[str, Any]:
    body: Mapping[str, Any] = generations(server)[-1].body
    return body


def test_it_is_a_provider() -> None:
    assert isinstance(SelfHostedProvider(base_url="http://host:8000/v1", model="m"), Provider)


def test_a_good_answer_is_a_draft_with_its_usage() -> None:
    with FaultServer() as server:
        completion = ask(self_hosted(server))
        ProDraft.model_validate_json(completion.text)
        assert completion.usage.input_tokens == 1200
        assert completion.usage.output_tokens > 100
        assert (completion.model, completion.request_id) == ("resumemate-14b", "chatcmpl-test")
        assert completion.cost_usd is None


def test_the_schema_is_enforced_and_every_sampling_parameter_is_sent() -> None:
    with FaultServer() as server:
        ask(self_hosted(server), make_request(temperature=0.1, max_tokens=3_000))
        body = sent(server)
        assert body["response_format"]["type"] == "json_schema"
        assert body["response_format"]["json_schema"]["schema"] == openai_json_schema()
        assert (body["temperature"], body["max_tokens"]) == (0.1, 3_000)
        assert (body["top_p"], body["top_k"], body["repetition_penalty"]) == (1.0, -1, 1.0)
        assert body["stream"] is True
        assert [message["role"] for message in body["messages"]] == ["system", "user"]
        assert not {"guided_json", "tools"} & set(body)


def test_extra_body_is_merged_and_wins() -> None:
    with FaultServer() as server:
        extra = {"chat_template_kwargs": {"enable_thinking": False}, "top_k": 20}
        ask(self_hosted(server, extra_body=extra))
        assert sent(server)["chat_template_kwargs"] == {"enable_thinking": False}
        assert sent(server)["top_k"] == 20


@pytest.mark.parametrize(
    ("api_key", "headers", "authorization"),
    [
        ("server-key", {}, "Bearer server-key"),
        (None, {}, None),
        ("server-key", {"X-Serverless-Authorization": "Bearer id-token"}, "Bearer server-key"),
        ("server-key", {"authorization": "Bearer platform"}, "Bearer platform"),
    ],
)
def test_keys_and_headers(api_key: str | None, headers: dict[str, str], authorization: str | None) -> None:
    with FaultServer() as server:
        ask(self_hosted(server, api_key=api_key, headers=headers))
        for request in server.requests:
            assert request.headers.get("authorization") == authorization
            for name, value in headers.items():
                assert request.headers[name.lower()] == value


def test_headers_that_expire_are_asked_for_before_each_request() -> None:
    tokens = iter(f"Bearer token-{number}" for number in range(10))
    with FaultServer(context_length=None) as server:

        async def work() -> None:
            provider = self_hosted(server, headers=lambda: {"X-Serverless-Authorization": next(tokens)})
            await provider.complete(make_request(), timeout=20)
            await provider.complete(make_request(), timeout=20)
            await provider.aclose()

        run(work)
        seen = [request.headers["x-serverless-authorization"] for request in server.requests]
        assert seen == [f"Bearer token-{number}" for number in range(len(seen))]


def test_openais_environment_does_not_reach_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "env-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with FaultServer() as server:
        ask(self_hosted(server))
        for request in server.requests:
            assert "env-secret" not in str(request.headers)


REFUSALS = [
    "response_format of type json_schema is not supported here.",
    "'response_format.type' must be 'json_object' or 'text'",
    'Grammar error: Unimplemented keys: ["minItems"]',
    "The provided JSON schema contains features not supported by xgrammar.",
    "1 validation error for ChatCompletionRequest response_format Input should be a valid dict",
]


def forms(server: FaultServer) -> list[str]:
    """What the requests asked for, one after the other."""
    asked = [request.body.get("response_format") or {"type": "prompt"} for request in generations(server)]
    return [f"{form['type']}{' with schema' if 'schema' in form else ''}" for form in asked]


@pytest.mark.parametrize("message", REFUSALS)
def test_a_server_that_refuses_json_schema_is_asked_for_json_object(message: str) -> None:
    with FaultServer(http_error(400, message)) as server:

        async def work() -> SelfHostedProvider:
            provider = self_hosted(server)
            await provider.complete(make_request(), timeout=20)
            await provider.complete(make_request(), timeout=20)
            await provider.aclose()
            return provider

        provider = run(work)
        weaker = "json_object with schema"
        assert forms(server) == ["json_schema", weaker, weaker], "and the refusal is remembered"
        assert provider.mode == weaker
        assert provider.capabilities.enforces_schema


def test_a_server_that_refuses_every_form_gets_the_schema_in_the_prompt_alone() -> None:
    refusal = http_error(400, "'response_format.type' must be 'text'")
    with FaultServer(refusal, refusal, refusal) as server:
        provider = self_hosted(server)
        ask(provider)
        assert forms(server) == ["json_schema", "json_object with schema", "json_object", "prompt"]
        assert provider.mode == "prompt"
        assert not provider.capabilities.enforces_schema


def test_llama_cpp_python_refuses_a_form_with_http_500() -> None:
    message = "[{'type': 'literal_error', 'msg': \"Input should be 'text' or 'json_object'\"}]"
    with FaultServer(http_error(500, message)) as server:
        provider = self_hosted(server)
        ask(provider)
        assert forms(server) == ["json_schema", "json_object with schema"]


def test_a_server_that_refuses_everything_is_asked_four_times_at_most() -> None:
    with FaultServer(then=http_error(400, "response_format is not supported")) as server:
        assert failure_of(self_hosted(server)).category is F.REJECTED
        assert server.generations == 4


@pytest.mark.parametrize(
    "name", ["bad_request", "server_error", "context_overflow", "unauthorised", "silence"]
)
def test_no_other_error_leads_to_a_weaker_form(name: str) -> None:
    with FaultServer(then=name) as server:
        provider = self_hosted(server)
        failure_of(provider, timeout=0.5 if name == "silence" else 20)
        assert server.generations == 1
        assert provider.mode == "json_schema"
        assert provider.capabilities.enforces_schema


@pytest.mark.parametrize("parameter", ["top_k", "repetition_penalty", "stream_options", "temperature"])
def test_a_parameter_that_a_strict_server_refuses_is_left_out_from_then_on(parameter: str) -> None:
    with FaultServer(http_error(400, f"Unrecognized request argument supplied: {parameter}")) as server:

        async def work() -> None:
            provider = self_hosted(server)
            await provider.complete(make_request(), timeout=20)
            await provider.complete(make_request(), timeout=20)
            await provider.aclose()

        run(work)
        assert [parameter in request.body for request in generations(server)] == [True, False, False]
        assert all(
            request.body["response_format"]["type"] == "json_schema" for request in generations(server)
        )


def test_a_prompt_that_fills_the_context_is_not_sent_at_all() -> None:
    with FaultServer(context_length=2_000) as server:
        error = failure_of(self_hosted(server), make_request("word " * 2_000))
        assert error.category is F.CONTEXT_OVERFLOW
        assert "of 2000 for the answer" in error.detail
        assert server.generations == 0


def test_the_answer_gets_the_room_that_is_left() -> None:
    with FaultServer(context_length=4_000) as server:
        ask(self_hosted(server), make_request("word " * 500, max_tokens=8_000))
        assert 1_024 <= sent(server)["max_tokens"] < 4_000 - 500


def test_a_prompt_that_surely_fits_is_not_counted_again() -> None:
    with FaultServer(context_length=100_000) as server:

        async def work() -> None:
            provider = self_hosted(server)
            for _ in range(3):
                await provider.complete(make_request(), timeout=20)
            await provider.aclose()

        run(work)
        assert [request.path for request in server.requests].count("/tokenize") == 1


def test_a_server_that_cannot_count_is_not_asked_twice() -> None:
    with FaultServer(context_length=None) as server:

        async def work() -> None:
            provider = self_hosted(server)
            for _ in range(3):
                await provider.complete(make_request(), timeout=20)
            await provider.aclose()

        run(work)
        assert [request.path for request in server.requests].count("/tokenize") == 1
        assert server.generations == 3


def test_an_unknown_model_is_answered_with_the_names_the_server_has() -> None:
    with FaultServer(then="unknown_model", models=["qwen-7b", "other"]) as server:
        error = failure_of(self_hosted(server, model="qwen-14b"))
        assert error.category is F.NOT_FOUND
        assert "no model 'qwen-14b'; the server has: qwen-7b, other" in error.detail


def test_progress_counts_up_while_the_answer_comes() -> None:
    seen: list[int] = []
    with FaultServer(then=FAULTS["ok"].but(piece=20)) as server, progress_to(seen.append):
        completion = ask(self_hosted(server))
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == completion.usage.output_tokens


def test_an_answer_in_the_reasoning_field_is_found() -> None:
    with FaultServer(then="reasoning_only") as server:
        ProDraft.model_validate_json(ask(self_hosted(server)).text)


def test_reasoning_before_an_answer_is_not_part_of_it() -> None:
    # One event with reasoning, then the answer: as servers with a reasoning parser stream.
    from resumemate_llm.providers.self_hosted import ChatAnswer

    answer = ChatAnswer("self-hosted", "m")
    answer.read_event({"choices": [{"delta": {"reasoning": "let me think {"}}]})
    answer.read_event({"choices": [{"delta": {"content": "{}"}, "finish_reason": "stop"}]})
    assert answer.completion().text == "{}"


@pytest.mark.parametrize("reason", ["abort", "error"])
def test_an_answer_that_the_server_aborted_is_a_failure(reason: str) -> None:
    with FaultServer(then=FAULTS["ok"].but(finish=reason)) as server:
        error = failure_of(self_hosted(server))
        assert (error.category, error.detail) == (F.SERVER_ERROR, f"finish reason {reason}")


@pytest.mark.parametrize(
    "body",
    [
        {"choices": []},
        {"choices": [None]},
        {"choices": [{"delta": "text"}]},
        {"choices": [{"delta": {"content": 5}}]},
        {"status": "IN_QUEUE", "id": "job"},
        {"usage": {"prompt_tokens": "many"}, "choices": [{"message": {"content": "x"}}]},
        {"error": {"message": "no", "code": 503}},
        [],
        None,
        "text",
    ],
)
def test_an_answer_of_another_shape_is_the_servers_fault(body: object) -> None:
    page = FAULTS["page"].but(page=json.dumps(body), content_type="application/json")
    with FaultServer(then=page) as server:
        assert failure_of(self_hosted(server)).category in {F.SERVER_ERROR, F.OVERLOADED}


@pytest.mark.parametrize(
    "url", ["host:8000/v1", "ftp://host/v1", "http:///v1", "http://host:port/v1", "http://[::1/v1", ""]
)
def test_a_base_url_that_cannot_work_is_refused_when_the_provider_is_made(url: str) -> None:
    with pytest.raises(ConfigError, match="https://host:8000/v1"):
        SelfHostedProvider(base_url=url, model="m")


def test_without_its_extra_the_error_names_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_provider, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'resumemate-llm\[vllm\]'"):
        SelfHostedProvider(base_url="http://host:8000/v1", model="m")


def test_making_a_provider_imports_no_sdk() -> None:
    program = (
        "import sys\n"
        "from resumemate_llm.providers.self_hosted import SelfHostedProvider\n"
        "from resumemate_llm.providers.claude import ClaudeProvider\n"
        "SelfHostedProvider(base_url='http://host/v1', model='m'); ClaudeProvider(api_key='k')\n"
        "assert not {'openai', 'anthropic', 'httpx2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_request_itself_is_left_as_it_was() -> None:
    with FaultServer(context_length=4_000) as server:
        request = make_request("word " * 500)
        before = (request.messages, request.max_tokens, dict(request.schema))
        ask(self_hosted(server), request)
        assert (request.messages, request.max_tokens, dict(request.schema)) == before


def test_two_parts_of_a_draft_are_asked_for_with_schemas_of_their_own() -> None:
    from resumemate_llm.schema.dialects import pick

    with FaultServer(context_length=None) as server:

        async def work() -> list[Completion]:
            provider = self_hosted(server)
            requests: list[DraftRequest] = [
                make_request(schema=pick(openai_json_schema(), [key])) for key in ("skills", "radar")
            ]
            completions = [await provider.complete(request, timeout=20) for request in requests]
            await provider.aclose()
            return completions

        run(work)
        schemas = [r.body["response_format"]["json_schema"]["schema"] for r in generations(server)]
        assert [list(schema["properties"]) for schema in schemas] == [["skills"], ["radar"]]
