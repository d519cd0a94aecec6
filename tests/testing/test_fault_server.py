"""The fault server itself: what its users' tests rely on, seen through a plain HTTP client."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from resumemate_llm.schema import ProDraft
from resumemate_llm.schema.dialects import anthropic_tool_schema, openai_json_schema
from resumemate_llm.testing import (
    EXAMPLE_JOB,
    EXAMPLE_RESUME,
    FAULTS,
    FaultServer,
    example_draft,
    http_error,
    unresolvable_host,
)

CHAT, MESSAGES = "/v1/chat/completions", "/v1/messages"
TOOLS = [{"name": "submit", "input_schema": dict(anthropic_tool_schema())}]


def post(server: FaultServer, path: str, **body: Any) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read().decode(), {k.lower(): v for k, v in response.getheaders()}
    finally:
        connection.close()


def events(text: str) -> Iterator[Any]:
    for line in text.splitlines():
        if line.startswith("data: {"):
            yield json.loads(line.removeprefix("data: "))


def text_of(path: str, stream: str) -> str:
    if path == CHAT:
        deltas = (event["choices"][0]["delta"] for event in events(stream) if event["choices"])
        return "".join(delta.get("content") or "" for delta in deltas)
    deltas = (event["delta"] for event in events(stream) if event["type"] == "content_block_delta")
    return "".join(delta.get("partial_json") or delta.get("text") or "" for delta in deltas)


def test_the_example_is_a_valid_draft_that_is_true_to_its_resume() -> None:
    draft = example_draft()
    assert ProDraft.model_validate(draft.to_wire()) == draft
    for role in draft.bullets_by_role:
        for fact in (role.company, role.title, role.start, role.end):
            assert fact in EXAMPLE_RESUME
    for entry in draft.education:
        assert entry.school in EXAMPLE_RESUME
        assert entry.degree in EXAMPLE_RESUME
    assert len(draft.cover_letter.paragraphs) == 4
    assert "Supply Chain Analyst" in EXAMPLE_JOB


@pytest.mark.parametrize("path", [CHAT, MESSAGES])
@pytest.mark.parametrize("tools", [[], TOOLS])
def test_a_good_answer_streamed_and_in_one_piece_is_the_same(path: str, tools: list[Any]) -> None:
    with FaultServer() as server:
        status, stream, headers = post(server, path, model="m", stream=True, tools=tools)
        assert (status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert json.loads(text_of(path, stream)) == example_draft().to_wire()
        _, whole, _ = post(server, path, model="m", tools=tools)
        body = json.loads(whole)
        content = body["choices"][0]["message"]["content"] if path == CHAT else body["content"][0]
        answer = content if path == CHAT else content.get("input") or content["text"]
        assert (answer if isinstance(answer, dict) else json.loads(answer)) == example_draft().to_wire()


def test_openais_stream_ends_with_usage_and_its_mark() -> None:
    with FaultServer() as server:
        _, stream, _ = post(server, CHAT, model="m", stream=True, stream_options={"include_usage": True})
        *_, last = events(stream)
        assert last["usage"]["completion_tokens"] > 0
        assert stream.endswith("data: [DONE]\n\n")
        _, without, _ = post(server, CHAT, model="m", stream=True)
        assert "usage" not in without


def test_anthropics_stream_has_its_events_in_order() -> None:
    with FaultServer() as server:
        _, stream, _ = post(server, MESSAGES, model="m", stream=True, tools=TOOLS)
        kinds = [event["type"] for event in events(stream)]
        assert kinds[:3] == ["message_start", "content_block_start", "ping"]
        assert kinds[-3:] == ["content_block_stop", "message_delta", "message_stop"]
        assert stream.startswith("event: message_start\n")


def test_the_script_is_followed_and_then_the_last_word_repeats() -> None:
    with FaultServer("server_error", http_error(418), then="unavailable") as server:
        assert [post(server, CHAT)[0] for _ in range(4)] == [500, 418, 503, 503]
        server.follow("ok", then="unauthorised")
        assert [post(server, CHAT)[0] for _ in range(3)] == [200, 401, 401]
        assert server.generations == 7


def test_a_misspelt_fault_is_refused_with_the_known_names() -> None:
    with pytest.raises(KeyError, match=r"no fault 'server_eror'.*server_error"):
        FaultServer("server_eror")


def test_an_answer_of_ones_own() -> None:
    with FaultServer(answer=lambda body: json.dumps({"model": body["model"]})) as server:
        _, stream, _ = post(server, CHAT, model="mine", stream=True)
        assert json.loads(text_of(CHAT, stream)) == {"model": "mine"}


def test_requests_are_recorded_and_their_content_is_not_in_a_repr() -> None:
    with FaultServer("server_error") as server:
        post(server, CHAT, model="m", messages=[{"content": "secret"}])
        (recorded,) = server.requests
        assert recorded.body["messages"] == [{"content": "secret"}]
        assert recorded.headers["content-type"] == "application/json"
        assert "secret" not in repr(recorded)
        assert "server_error" in repr(recorded)


def test_other_schemas_are_obeyed_or_ignored_as_told() -> None:
    schema = {"type": "object", "properties": {"answer": {"type": "string", "enum": ["zebra"]}}}
    form = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    for enforces, answer in ((True, "zebra"), (False, "anything")):
        with FaultServer(enforces=enforces) as server:
            _, whole, _ = post(server, CHAT, response_format=form)
            content = json.loads(whole)["choices"][0]["message"]["content"]
            assert json.loads(content) == {"answer": answer}


def test_a_draft_schema_gets_the_draft() -> None:
    form = {"type": "json_schema", "json_schema": {"name": "x", "schema": dict(openai_json_schema())}}
    with FaultServer() as server:
        _, whole, _ = post(server, CHAT, response_format=form)
        ProDraft.model_validate_json(json.loads(whole)["choices"][0]["message"]["content"])


def test_side_questions_are_answered_and_take_no_step_of_the_script() -> None:
    with FaultServer("server_error", models=["a", "b"], context_length=99) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request("GET", "/v1/models")
        entries = json.loads(connection.getresponse().read())["data"]
        assert [(entry["id"], entry["max_model_len"]) for entry in entries] == [("a", 99), ("b", 99)]
        connection.request("GET", "/v1/models/b")
        assert json.loads(connection.getresponse().read())["id"] == "b"
        connection.request("GET", "/nothing")
        assert connection.getresponse().status == 404
        connection.close()
        assert json.loads(post(server, "/tokenize", messages=["x" * 400])[1])["count"] > 50
        assert post(server, CHAT)[0] == 500


def test_a_key_guards_every_route() -> None:
    with FaultServer(api_key="k") as server:
        assert post(server, CHAT)[0] == post(server, "/tokenize")[0] == 401


@pytest.mark.parametrize("name", ["reset", "cut_body"])
def test_a_broken_connection_is_broken(name: str) -> None:
    with FaultServer(then=name) as server, pytest.raises((ConnectionError, http.client.HTTPException)):
        post(server, CHAT, stream=True)


def test_silence_lasts_until_the_client_leaves_and_counts_as_cancelled() -> None:
    with FaultServer(then="silence") as server:
        raw = socket.create_connection(("127.0.0.1", server.port))
        raw.sendall(b"POST /v1/messages HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")
        assert server.wait_for(lambda s: s.generations == 1)
        assert (server.open_connections, server.cancelled) == (1, 0)
        raw.close()
        assert server.wait_for(lambda s: s.cancelled == 1)
        assert server.wait_for(lambda s: s.open_connections == 0)


def test_down_and_up_again_on_the_same_port() -> None:
    with FaultServer() as server:
        port = server.port
        server.down()
        with pytest.raises(ConnectionRefusedError):
            post(server, CHAT)
        server.up()
        assert server.port == port
        assert post(server, CHAT)[0] == 200


def test_waiting_for_what_never_happens_ends() -> None:
    with FaultServer() as server:
        assert server.wait_for(lambda s: s.generations == 1, timeout=0.05) is False


def test_a_host_name_that_does_not_resolve_and_others_that_do() -> None:
    with unresolvable_host("gone.invalid") as url:
        assert url == "http://gone.invalid"
        with pytest.raises(socket.gaierror):
            socket.getaddrinfo("gone.invalid", 80)
        assert socket.getaddrinfo("127.0.0.1", 80)


def test_a_server_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    for _ in range(3):
        with FaultServer(then="silence") as server:
            raw = socket.create_connection(("127.0.0.1", server.port))
            server.wait_for(lambda s: s.open_connections == 1)
            raw.close()
    assert threading.active_count() == before


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x00" * 50 + b"\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ],
)
def test_what_is_no_http_closes_the_connection(garbage: bytes) -> None:
    with FaultServer() as server:
        raw = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        raw.sendall(garbage)
        raw.shutdown(socket.SHUT_WR)
        assert raw.recv(100) == b""
        raw.close()
        assert server.wait_for(lambda s: s.open_connections == 0)
        assert post(server, CHAT)[0] == 200


def test_every_fault_keeps_the_name_it_has_in_the_catalogue() -> None:
    assert all(fault.name == name for name, fault in FAULTS.items())
    assert {fault.kind for fault in FAULTS.values()} == {"none", "transport", "output"}


def test_importing_it_needs_nothing_but_the_package() -> None:
    program = (
        "import sys, resumemate_llm.testing\n"
        "assert not {'openai', 'anthropic', 'httpx2', 'pytest', 'hypothesis'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


FLAWS: dict[str, Callable[[str], bool]] = {
    "control_characters": lambda text: "\x1f" in text,
    "lone_surrogates": lambda text: "\\ud83d" in text,
    "not_a_number": lambda text: "NaN" in text,
    "duplicate_keys": lambda text: text.count('"headline":') == 2,
}


@pytest.mark.parametrize("name", FLAWS)
def test_an_output_fault_has_the_flaw_of_its_name_and_no_other(name: str) -> None:
    with FaultServer(then=name) as server:
        text = text_of(CHAT, post(server, CHAT, stream=True)[1])
    assert [flaw for flaw, found in FLAWS.items() if found(text)] == [name]
    assert set(json.loads(text, strict=False)) == set(example_draft().to_wire())
