"""The synchronous client works wherever people call it, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from resumemate_llm import ResumeMate, Settings, generate_pro, pipeline
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.refine import Refined, refine
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, FAULTS, FaultServer

NAME = "Marit Solvang"
SCRIPT = f"""
from resumemate_llm import generate_pro
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME
assert generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB).output.tailored_resume.name == {NAME!r}
"""


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def name_of(client: ResumeMate) -> str:
    return client.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB).output.tailored_resume.name


def test_in_a_script_that_ends_by_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_in_a_thread_pool_with_one_client() -> None:
    with ResumeMate("mock") as client, ThreadPoolExecutor(8) as pool:
        assert set(pool.map(name_of, [client] * 24)) == {NAME}


def test_inside_a_running_event_loop() -> None:
    async def handler() -> str:
        return generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB, provider="mock").output.tailored_resume.name

    assert asyncio.run(handler()) == NAME


def test_in_a_fastapi_route() -> None:
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/tailor")
    def tailor() -> dict[str, str]:
        return {
            "name": generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB, provider="mock").output.tailored_resume.name
        }

    async def request() -> bytes:
        sent: list[dict[str, object]] = []
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "path": "/tailor",
            "raw_path": b"/tailor",
            "query_string": b"",
            "headers": [],
            "scheme": "http",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
            "root_path": "",
        }

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            sent.append(message)

        await app(scope, receive, send)
        assert sent[0]["status"] == 200
        body = sent[1]["body"]
        assert isinstance(body, bytes)
        return body

    assert json.loads(asyncio.run(request())) == {"name": NAME}


def test_in_a_notebook_kernel() -> None:
    code = f"""
import asyncio, sys
from ipykernel.inprocess import InProcessKernelManager
manager = InProcessKernelManager()
manager.start_kernel()
client = manager.client()
client.start_channels()

async def cell():
    asyncio.get_running_loop()
    client.execute({SCRIPT!r})
    reply = client.get_shell_msg(timeout=30)
    print(reply["content"]["status"])

asyncio.run(cell())
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=90, check=False
    )
    assert done.stdout.strip().splitlines()[-1] == "ok", done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_after_a_fork() -> None:
    code = f"""
import os, warnings
warnings.simplefilter("ignore", DeprecationWarning)
from resumemate_llm import ResumeMate
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME
client = ResumeMate("mock")
name = lambda: client.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB).output.tailored_resume.name
assert name() == {NAME!r}
child = os.fork()
if child == 0:
    os._exit(0 if name() == {NAME!r} else 1)
assert os.waitpid(child, 0)[1] == 0
assert name() == {NAME!r}
client.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_thousand_calls_leave_no_socket_thread_or_task(monkeypatch: pytest.MonkeyPatch) -> None:
    # What is under test is the client and its connections; the rooms without a network work once.
    monkeypatch.setattr(pipeline, "read_resume", cache(read_resume))
    monkeypatch.setattr(pipeline, "read_job", cache(read_job))
    refined: list[Refined] = []

    def refine_once(*arguments: Any, **options: Any) -> Refined:
        if not refined:
            refined.append(refine(*arguments, **options))
        return refined[0]

    monkeypatch.setattr(pipeline, "refine", refine_once)
    whole = FAULTS["ok"].but(piece=50_000)
    with FaultServer(then=whole) as server:
        provider = SelfHostedProvider(base_url=server.openai_url, model="resumemate-14b")
        client = ResumeMate([provider, "mock"], settings=Settings(strategy="whole"))
        with client:
            name_of(client)
            files, threads = open_files(), threading.active_count()
            with ThreadPoolExecutor(4) as pool:
                assert set(pool.map(name_of, [client] * 999)) == {NAME}
            gc.collect()
            assert threading.active_count() <= threads + 4
            assert open_files() <= files + 8
            tasks = client._portal.call(count_tasks)
            assert tasks <= 3
        assert server.generations == 1000
        assert server.wait_for(lambda s: s.open_connections == 0)


async def count_tasks() -> int:
    return len(asyncio.all_tasks())


def test_ctrl_c_while_events_are_awaited_arrives_as_it_is() -> None:
    main = threading.get_ident()

    def press(server: FaultServer) -> None:
        assert server.wait_for(lambda s: bool(s.requests), timeout=20)
        signal.pthread_kill(main, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a shell's background
    try:
        with FaultServer(then="silence") as server:
            settings = Settings(self_hosted_url=server.openai_url)
            with ResumeMate("self-hosted", settings=settings) as mate, pytest.raises(KeyboardInterrupt):
                threading.Thread(target=press, args=[server]).start()
                list(mate.stream_pro(EXAMPLE_RESUME, EXAMPLE_JOB))
    finally:
        signal.signal(signal.SIGINT, before)
