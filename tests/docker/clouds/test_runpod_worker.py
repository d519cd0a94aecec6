"""The queue worker: handler and plugin together, under the `runpod` package's own worker loop and local server.

The platform is a fake, the model server a fake of vLLM's HTTP surface; handler, plugin and the package between
them are real. `make deploy-test` installs the package.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

from resumemate_llm.errors import ProviderError
from resumemate_llm.providers.base import Completion
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.testing import Fault, FaultServer, example_draft
from resumemate_llm.testing.contract import example_request

from . import fake_platform
from .fake_platform import ENDPOINT, KEY, FakePlatform

runpod = pytest.importorskip("runpod", reason="the runpod package is not installed: make deploy-test")
plugin = pytest.importorskip("resumemate_llm_runpod.provider")

ROOT = Path(__file__).parents[3]
WORKER = """
import os, sys
sys.path.insert(0, os.environ["HANDLER_FOLDER"])
import handler
handler.SERVER = (sys.executable, "-c", "import signal; signal.pause()")  # the model server is in the test
handler.main()
"""
WHOLE = {"model": "resumemate-14b", "messages": [{"role": "user", "content": "Ada Lee"}], "max_tokens": 9}


class FakeVllm(FaultServer):
    """With vLLM's /health."""

    def side(self, method: str, path: str, body: Any) -> tuple[int, object] | None:
        return (200, {}) if path == "/health" else None


@contextmanager
def worker(vllm: FakeVllm, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A worker process with the package's loop, or with its local server where the arguments say so."""
    environ = {
        "PATH": os.environ["PATH"],
        "HANDLER_FOLDER": str(ROOT / "docker" / "runpod"),
        "WORKER_SERVER_PORT": str(vllm.port),
        "WORKER_CONCURRENCY": "4",
        **environment,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, *arguments],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def server_process(worker_pid: int) -> int:
    """The process that stands for the model server: the worker's only child with signal.pause."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == worker_pid and b"signal.pause" in (folder / "cmdline").read_bytes():
                return int(folder.name)
        except OSError:
            continue
    raise AssertionError("the worker has no model server")


class Platform:
    """What the tests use together."""

    def __init__(self, vllm: FakeVllm, platform: FakePlatform, process: subprocess.Popen[str]) -> None:
        self.vllm, self.platform, self.process = vllm, platform, process

    def complete(self, *, timeout: float = 20.0) -> Completion:
        """One draft through the plugin."""

        async def run() -> Completion:
            provider = plugin.RunPodProvider(
                endpoint=ENDPOINT, api_key=KEY, model="resumemate-14b", base_url=self.platform.url
            )
            try:
                completion: Completion = await provider.complete(example_request(), timeout=timeout)
                return completion
            finally:
                await provider.aclose()

        return anyio.run(run)

    def ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        return ask(f"{self.platform.url}/{ENDPOINT}/{path}", method, body, key=KEY)


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with (
        FakeVllm() as vllm,
        fake_platform.running() as fake,
        worker(vllm, **fake.worker_environment) as process,
    ):
        yield Platform(vllm, fake, process)


def ask(url: str, method: str, body: object = None, *, key: str = "") -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as response:
        answer: dict[str, Any] = json.loads(response.read())
        return answer


def test_a_job_gives_the_draft_that_the_server_wrote(platform: Platform) -> None:
    completion = platform.complete()
    assert json.loads(completion.text) == example_draft().to_wire()
    assert completion.usage.output_tokens > 0 and completion.finish_reason == "stop"


def test_a_stream_comes_in_pieces_that_join_to_the_server_s_events(platform: Platform) -> None:
    job = {"openai_route": "/v1/chat/completions", "openai_input": WHOLE | {"stream": True}}
    made = platform.ask("POST", "run", {"input": job})
    state: dict[str, Any] = platform.platform.jobs[made["id"]].__dict__
    assert platform.platform.wait_for(lambda: state["status"] == "COMPLETED")
    pieces = platform.ask("GET", f"stream/{made['id']}")["stream"]
    text = "".join(piece["output"] for piece in pieces)
    events = [event for event in text.split("\n\n") if event]
    assert events[-1] == "data: [DONE]" and all(event.startswith("data: ") for event in events)
    written = "".join(
        choice["delta"].get("content") or ""
        for event in events[:-1]
        for choice in json.loads(event.removeprefix("data: "))["choices"]
    )
    assert json.loads(written) == example_draft().to_wire()


def test_a_cancelled_job_stops_the_server_s_writing(platform: Platform) -> None:
    platform.vllm.follow(Fault(name="slow", delay=60))
    before = platform.vllm.cancelled
    with pytest.raises(ProviderError) as caught:
        platform.complete(timeout=4)
    assert caught.value.detail == "the job was running still"
    assert platform.vllm.wait_for(lambda server: server.cancelled == before + 1)
    assert list(platform.platform.jobs.values())[-1].status == "CANCELLED"


@pytest.mark.parametrize("fault", ["context_overflow", "unknown_model", "server_error", "bad_request"])
def test_an_error_has_the_category_that_it_has_without_runpod(platform: Platform, fault: str) -> None:
    platform.vllm.follow(fault)
    with pytest.raises(ProviderError) as queued:
        platform.complete()
    platform.vllm.follow(fault)
    with pytest.raises(ProviderError) as direct:
        anyio.run(_direct, platform.vllm)
    assert queued.value.category is direct.value.category


async def _direct(vllm: FakeVllm) -> None:
    provider = SelfHostedProvider(base_url=vllm.openai_url, model="resumemate-14b", structured="prompt")
    try:
        await provider.complete(example_request(), timeout=10)
    finally:
        await provider.aclose()


def test_a_job_for_another_route_is_refused(platform: Platform) -> None:
    made = platform.ask("POST", "run", {"input": {"openai_route": "/pause", "openai_input": {}}})
    job = platform.platform.jobs[made["id"]]
    assert platform.platform.wait_for(lambda: job.status == "FAILED")
    assert "openai_route must be one of" in json.loads(str(job.error))["message"]
    assert not any(request.path == "/pause" for request in platform.vllm.requests)


def test_two_jobs_run_at_the_same_time(platform: Platform) -> None:
    platform.vllm.follow(*[Fault(name="slow", delay=1.0)] * 2)
    with ThreadPoolExecutor(2) as pool:
        texts = [future.result().text for future in [pool.submit(platform.complete) for _ in range(2)]]
    assert texts[0] == texts[1] != ""
    assert platform.vllm.peak_in_flight >= 2


def test_the_worker_ends_when_its_server_has_ended() -> None:
    with (
        FakeVllm() as vllm,
        fake_platform.running() as fake,
        worker(vllm, **fake.worker_environment) as process,
    ):
        Platform(vllm, fake, process).complete()
        os.kill(server_process(process.pid), signal.SIGKILL)
        output, _ = process.communicate(timeout=30)
    assert "the model server ended with code -9" in output


@pytest.mark.parametrize("level", [None, "DEBUG", "TRACE"])
def test_nothing_of_a_resume_or_a_draft_is_in_the_worker_s_log(level: str | None) -> None:
    """The package's own default would print every answer."""
    wanted = {"RUNPOD_LOG_LEVEL": level} if level else {}
    with (
        FakeVllm() as vllm,
        fake_platform.running() as fake,
        worker(vllm, **fake.worker_environment, **wanted) as process,
    ):
        Platform(vllm, fake, process).complete()
        os.kill(server_process(process.pid), signal.SIGKILL)
        output, _ = process.communicate(timeout=30)
    assert "Finished" in output
    for secret in ("Solvang", "Harbour", "stock planning"):
        assert secret not in output


def test_a_worker_whose_server_does_not_start_says_so_and_takes_no_job() -> None:
    broken = WORKER.replace("import signal; signal.pause()", "raise SystemExit(78)")
    with FakeVllm() as vllm, fake_platform.running() as fake:
        vllm.down()
        environ = {
            "PATH": os.environ["PATH"],
            "HANDLER_FOLDER": str(ROOT / "docker" / "runpod"),
            "WORKER_SERVER_PORT": str(vllm.port),
        }
        done = subprocess.run(
            [sys.executable, "-c", broken],
            env=environ | fake.worker_environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert "the model server ended with code 78" in done.stdout + done.stderr


# ---- the package's local server, and how it differs from the platform (the plugin's README lists it)


@pytest.fixture(scope="module")
def local() -> Iterator[tuple[FakeVllm, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = ("--rp_serve_api", "--rp_api_host", "127.0.0.1", "--rp_api_port", str(port))
    with FakeVllm() as vllm, worker(vllm, *serve):
        url = f"http://127.0.0.1:{port}"
        _until(lambda: ask_status(f"{url}/docs", "GET") == 200)
        yield vllm, url


def _until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the local server did not start"
        time.sleep(0.05)


def ask_status(url: str, method: str) -> int:
    """The HTTP status alone; 0 where nobody listens."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=5) as response:
            status: int = response.status
            return status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


JOB = {"input": {"openai_route": "/v1/chat/completions", "openai_input": WHOLE}}


def test_local_server_a_job(local: tuple[FakeVllm, str]) -> None:
    answer = ask(f"{local[1]}/runsync", "POST", JOB)
    assert answer["status"] == "COMPLETED"
    text = answer["output"][0]["choices"][0]["message"]["content"]
    assert json.loads(text) == example_draft().to_wire()


def test_local_server_a_stream(local: tuple[FakeVllm, str]) -> None:
    streaming = {"input": {**JOB["input"], "openai_input": WHOLE | {"stream": True}}}
    made = ask(f"{local[1]}/run", "POST", streaming)
    pieces = ask(f"{local[1]}/stream/{made['id']}", "POST")["stream"]
    assert "".join(piece["output"] for piece in pieces).endswith("data: [DONE]\n\n")


def test_local_server_an_error_is_a_completed_job(local: tuple[FakeVllm, str]) -> None:
    local[0].follow("context_overflow")
    answer = ask(f"{local[1]}/runsync", "POST", JOB)
    assert answer["status"] == "COMPLETED"
    assert json.loads(answer["output"][0]["error"])["code"] == 400


def test_local_server_two_concurrent_jobs(local: tuple[FakeVllm, str]) -> None:
    local[0].follow(*[Fault(name="slow", delay=0.5)] * 2)
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(ask, f"{local[1]}/runsync", "POST", JOB) for _ in range(2)]
        assert [job.result()["status"] for job in jobs] == ["COMPLETED"] * 2
    assert local[0].peak_in_flight >= 2


def test_local_server_differs_from_the_platform_as_the_plugin_s_readme_says(
    local: tuple[FakeVllm, str],
) -> None:
    made = ask(f"{local[1]}/run", "POST", JOB)
    assert made["status"] == "IN_PROGRESS"  # the platform: IN_QUEUE
    assert ask_status(f"{local[1]}/status/{made['id']}", "GET") == 405  # the platform: GET
    assert ask_status(f"{local[1]}/cancel/{made['id']}", "POST") == 404  # the platform cancels
    assert ask_status(f"{local[1]}/health", "GET") == 404
    before = local[0].generations
    answer = ask(f"{local[1]}/status/{made['id']}", "POST")  # runs the job, within the question
    assert local[0].generations == before + 1
    assert answer["status"] == "COMPLETED" and "delayTime" not in answer and "executionTime" not in answer


def test_local_server_does_not_work_with_the_plugin(local: tuple[FakeVllm, str]) -> None:
    """Because its /status wants POST; the plugin's README says so."""

    async def run() -> None:
        provider = plugin.RunPodProvider(endpoint="", api_key="k", model="m", base_url=local[1])
        try:
            await provider.complete(example_request(), timeout=10)
        finally:
            await provider.aclose()

    with pytest.raises(ProviderError) as caught:
        anyio.run(run)
    assert caught.value.status == 405
