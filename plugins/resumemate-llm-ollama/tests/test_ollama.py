"""The provider against a fake of Ollama: the contract, and what is Ollama's own."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio
import pytest
import resumemate_llm_ollama
from resumemate_llm_ollama.provider import CONTEXT_STEP, OllamaProvider, context_size

from resumemate_llm.errors import ConfigError, FailureCategory, ProviderError
from resumemate_llm.providers.base import Check, Completion, Message, Provider
from resumemate_llm.settings import Settings
from resumemate_llm.testing import FaultServer, http_error
from resumemate_llm.testing.contract import ProviderContract, example_request


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fake = _beside("fake_ollama")


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fake.FakeOllama() as server:
        yield server


class TestContract(ProviderContract):
    @pytest.fixture
    def server(self) -> Iterator[FaultServer]:
        with fake.FakeOllama() as server:
            yield server

    def provider(self, server: FaultServer) -> Provider:
        return provider(server)


def provider(server: FaultServer, model: str = fake.MODEL) -> OllamaProvider:
    return OllamaProvider(base_url=server.url, model=model)


def complete(made: OllamaProvider, **changes: Any) -> Completion:
    async def run() -> Completion:
        try:
            return await made.complete(example_request().replace(**changes), timeout=5)
        finally:
            await made.aclose()

    return anyio.run(run)


def check(made: OllamaProvider) -> list[Check]:
    async def run() -> list[Check]:
        try:
            return await made.check(timeout=5)
        finally:
            await made.aclose()

    return anyio.run(run)


def test_the_request_is_what_ollama_needs(server: FaultServer) -> None:
    complete(provider(server))
    body = server.requests[0].body
    assert body["format"]["type"] == "object" and body["stream"] is True
    assert body["truncate"] is False, "a prompt that does not fit must be an error"
    assert body["keep_alive"] == "5m"
    assert body["options"]["num_predict"] == example_request().max_tokens


def test_the_context_has_room_for_prompt_and_answer() -> None:
    request = example_request()
    long = request.replace(messages=(Message(role="user", content="word " * 6_000),), max_tokens=8_000)
    assert context_size(long) >= 6_000 * 1.3 + 8_000
    assert context_size(long) % CONTEXT_STEP == 0
    assert context_size(request) < context_size(long)


def test_a_missing_model_is_answered_with_the_line_that_gets_it(server: FaultServer) -> None:
    server.follow(then=http_error(404, "model 'llama9' not found"))
    with pytest.raises(ProviderError, match="run `ollama pull llama9`") as caught:
        complete(provider(server, "llama9"))
    assert caught.value.category is FailureCategory.NOT_FOUND


def test_loading_is_told_apart_from_writing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with fake.FakeOllama(load_seconds=42) as server:
        made = provider(server)
        complete(made)
    assert (made.timings[-1].load, made.timings[-1].generation) == (42, 4)
    assert "model loaded in 42.0 s" in caplog.text


@pytest.mark.parametrize(
    ("status", "message", "category"),
    [
        (503, "server busy, please try again.  maximum pending requests exceeded", "overloaded"),
        (400, "the input length exceeds the context length", "context_overflow"),
        (500, "llama runner process has terminated: exit status 2", "server_error"),
        (400, "invalid options: num_ctx", "rejected"),
    ],
)
def test_ollamas_own_errors(server: FaultServer, status: int, message: str, category: str) -> None:
    server.follow(then=http_error(status, message))
    with pytest.raises(ProviderError) as caught:
        complete(provider(server))
    assert caught.value.category == category
    assert message not in str(caught.value)


@pytest.mark.parametrize(
    "fault", ["malformed_event", "error_in_stream", "no_end_mark", "cut_before_end_mark"]
)
def test_a_broken_stream_is_never_an_answer(server: FaultServer, fault: str) -> None:
    server.follow(then=fault)
    with pytest.raises(ProviderError) as caught:
        complete(provider(server))
    assert caught.value.category in ("server_error", "connect")


def test_doctor_says_whether_the_model_is_there(server: FaultServer) -> None:
    assert [c.ok for c in check(provider(server))] == [True, True]
    assert check(provider(server, "llama9"))[1].fix == "run `ollama pull llama9`"


def test_doctor_says_how_to_start_a_server_that_is_down(server: FaultServer) -> None:
    server.down()
    (line,) = check(provider(server))
    assert line.ok is False and "ollama serve" in line.fix


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),  # noqa: S104  what a server listens on
        ("gpu-box:8080", "http://gpu-box:8080"),
        ("https://ollama.example.org/", "https://ollama.example.org:443"),
        ("http://[::1]:9", "http://[::1]:9"),
    ],
)
def test_ollama_host_is_read_as_ollama_reads_it(host: str, url: str) -> None:
    assert resumemate_llm_ollama.base_url(host) == url


@pytest.mark.parametrize("host", ["ftp://x", "http://x:port"])
def test_a_host_that_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match="OLLAMA_HOST"):
        resumemate_llm_ollama.base_url(host)


def test_without_a_model_the_error_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OLLAMA_MODEL", raising=False)
    with pytest.raises(ConfigError, match="OLLAMA_MODEL"):
        resumemate_llm_ollama.ollama(Settings())
    monkeypatch.setenv("OLLAMA_MODEL", "m")
    assert resumemate_llm_ollama.ollama(Settings()).name == "ollama"
