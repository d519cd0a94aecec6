"""The provider against a fake of a queue endpoint: the contract, and what is RunPod's own."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio
import pytest
import resumemate_llm_runpod
from resumemate_llm_runpod.provider import RunPodProvider

from resumemate_llm.errors import ConfigError, ProviderError
from resumemate_llm.providers.base import Check, Completion, Provider
from resumemate_llm.settings import Settings
from resumemate_llm.testing import FaultServer
from resumemate_llm.testing.contract import ProviderContract, example_request


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fake = _beside("fake_runpod")


class TestContract(ProviderContract):
    @pytest.fixture
    def server(self) -> Iterator[FaultServer]:
        with fake.FakeRunPod() as server:
            yield server

    def provider(self, server: Any) -> Provider:
        return provider(server)


class TestContractOfAWorkerThatDoesNotStream(TestContract):
    @pytest.fixture
    def server(self) -> Iterator[FaultServer]:
        with fake.FakeRunPod(as_list=False, states=("IN_QUEUE", "COMPLETED")) as server:
            yield server


def provider(server: Any, key: str = fake.KEY) -> RunPodProvider:
    return RunPodProvider(endpoint=fake.ENDPOINT, api_key=key, model="m", base_url=server.endpoint_url)


def complete(server: Any, *, timeout: float = 5, key: str = fake.KEY) -> tuple[Completion, RunPodProvider]:
    async def run() -> tuple[Completion, RunPodProvider]:
        made = provider(server, key)
        try:
            return await made.complete(example_request(), timeout=timeout), made
        finally:
            await made.aclose()

    return anyio.run(run)


def failure(server: Any, **arguments: Any) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        complete(server, **arguments)
    return caught.value


def check(server: Any, key: str = fake.KEY) -> list[Check]:
    async def run() -> list[Check]:
        made = provider(server, key)
        try:
            return await made.check(timeout=5)
        finally:
            await made.aclose()

    return anyio.run(run)


def test_a_cold_start_is_waited_for_and_told_apart() -> None:
    with fake.FakeRunPod(states=("IN_QUEUE", "IN_QUEUE", "IN_PROGRESS", "COMPLETED")) as server:
        _, made = complete(server)
    assert made.timings[-1].queued == 31.618 and made.timings[-1].running == 1.437


def test_a_cold_start_that_takes_too_long_is_called_so_and_the_job_is_cancelled() -> None:
    with fake.FakeRunPod(states=("IN_QUEUE",)) as server:
        error = failure(server, timeout=0.5)
        assert error.category == "timeout" and "cold start" in error.detail
        assert [job["cancelled"] for job in server.jobs.values()] == [True]


def test_a_job_that_runs_too_long_is_cancelled() -> None:
    with fake.FakeRunPod(states=("IN_PROGRESS",)) as server:
        assert failure(server, timeout=0.5).detail == "the job was running still"
        assert [job["cancelled"] for job in server.jobs.values()] == [True]


def test_a_caller_who_leaves_cancels_the_job() -> None:
    with fake.FakeRunPod(states=("IN_PROGRESS",)) as server:

        async def run() -> bool:
            made = provider(server)
            with anyio.move_on_after(0.5) as scope:
                await made.complete(example_request(), timeout=30)
            await made.aclose()
            return scope.cancelled_caught

        assert anyio.run(run)
        assert [job["cancelled"] for job in server.jobs.values()] == [True]


def test_a_job_that_has_ended_is_not_cancelled() -> None:
    with fake.FakeRunPod() as server:
        complete(server)
        assert [job["cancelled"] for job in server.jobs.values()] == [False]


REPR = "{'message': \"This model's maximum context length is 16384 tokens\", 'code': 400}"
ENDS: list[tuple[dict[str, Any], str]] = [
    ({"status": "FAILED", "error": "CUDA error: device-side assert"}, "server_error"),
    ({"status": "FAILED", "error": REPR}, "context_overflow"),
    ({"status": "COMPLETED", "output": [{"error": {"message": "bad", "code": 400}}]}, "rejected"),
    ({"status": "COMPLETED", "output": {"error": "model `x` does not exist"}}, "not_found"),
    ({"status": "COMPLETED", "output": []}, "server_error"),
    ({"status": "COMPLETED", "output": [{"text": ["Hello"]}]}, "server_error"),
    ({"status": "COMPLETED"}, "server_error"),
    ({"status": "TIMED_OUT"}, "timeout"),
    ({"status": "CANCELLED"}, "server_error"),
    ({"status": "SOMETHING_NEW"}, "server_error"),
]


@pytest.mark.parametrize(("end", "category"), ENDS)
def test_how_a_job_ends_is_mapped(end: dict[str, Any], category: str) -> None:
    with fake.FakeRunPod(states=(end,)) as server:
        error = failure(server)
    assert error.category == category
    assert "CUDA" not in str(error) and "16384" not in str(error)


def test_a_job_that_is_forgotten_is_not_found() -> None:
    with fake.FakeRunPod(states=("IN_PROGRESS",)) as server:
        server.side = lambda *_: (404, {"error": "job not found"})
        assert failure(server).category == "not_found"


def test_a_wrong_key_is_an_auth_error() -> None:
    with fake.FakeRunPod() as server:
        assert failure(server, key="other").category == "auth"
        assert check(server, "other")[0].fix == "check RUNPOD_API_KEY"


def test_doctor_tells_how_many_workers_are_awake() -> None:
    with fake.FakeRunPod() as server:
        assert [line.ok for line in check(server)] == [True, True]
        server.workers = {"idle": 0, "initializing": 1}
        assert check(server)[1].ok is None and "cold" in check(server)[1].fix


def test_the_key_is_in_no_repr() -> None:
    with fake.FakeRunPod() as server:
        assert fake.KEY not in repr(provider(server))


def test_without_settings_the_error_names_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUNPOD_ENDPOINT_ID", "RUNPOD_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigError, match="RUNPOD_ENDPOINT_ID and RUNPOD_API_KEY"):
        resumemate_llm_runpod.runpod(Settings())
    monkeypatch.setenv("RUNPOD_ENDPOINT_ID", "ep1")
    monkeypatch.setenv("RUNPOD_API_KEY", "k")
    assert resumemate_llm_runpod.runpod(Settings()).name == "runpod"
