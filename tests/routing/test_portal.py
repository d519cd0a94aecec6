"""Synchronous calls from anywhere: scripts, threads, a running event loop, a forked child."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from resumemate_llm.routing import Policy, Portal, Routed, RoutingState, route
from resumemate_llm.schema import ProDraft

from .fakes import Scripted, mock, named, request

SCRIPT = """
import threading
from resumemate_llm.routing import Portal

async def work():
    return 6 * 7

portal = Portal()
assert portal.call(work) == 42
print(portal.call(work), threading.active_count())
"""


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal() as portal:
        yield portal


def generate(portal: Portal) -> Routed[ProDraft]:
    return portal.call(lambda: route(request(), policy=Policy.default("mock"), providers=named([mock()])))


def alive() -> set[threading.Thread]:
    return set(threading.enumerate())


def test_in_a_script_that_never_closes_it() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.stdout, done.stderr, done.returncode) == ("42 2\n", "", 0)


def test_in_a_thread_pool(portal: Portal) -> None:
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda _: generate(portal).provider, range(100)))
    assert results == ["mock"] * 100


def test_inside_a_running_event_loop(portal: Portal) -> None:
    async def handler() -> str:
        return generate(portal).provider

    assert asyncio.run(handler()) == "mock"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_after_a_fork_the_child_has_a_loop_of_its_own(portal: Portal) -> None:
    generate(portal)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = f"{generate(portal).provider} {portal.generation}"
            portal.close()
            os.write(writer, said.encode())
        finally:
            os._exit(0)
    os.close(writer)
    assert os.waitpid(child, 0)[1] == 0
    with os.fdopen(reader) as pipe:
        assert pipe.read() == "mock 1"
    assert portal.generation == 0
    assert generate(portal).provider == "mock"


def test_exceptions_arrive_unchanged(portal: Portal) -> None:
    error = RuntimeError("as it was")

    async def fail() -> None:
        raise error

    with pytest.raises(RuntimeError) as raised:
        portal.call(fail)
    assert raised.value is error


def test_calls_share_one_loop_so_that_connections_survive(portal: Portal) -> None:
    async def loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    assert portal.call(loop) is portal.call(loop)


def test_context_variables_of_the_caller_are_seen(portal: Portal) -> None:
    tenant: contextvars.ContextVar[str] = contextvars.ContextVar("tenant", default="nobody")

    async def who() -> str:
        return tenant.get()

    tenant.set("somebody")
    assert portal.call(who) == "somebody"


def test_a_thousand_calls_leave_no_thread_task_or_file_behind(portal: Portal) -> None:
    state = RoutingState(Policy.default("mock"))
    providers = named([mock()])

    def call() -> None:
        portal.call(lambda: route(request(), policy=state.policy, providers=providers, state=state))

    async def tasks() -> int:
        return len(asyncio.all_tasks())

    def held() -> tuple[int, int, int]:
        files = Path("/proc/self/fd")
        return (
            threading.active_count(),
            portal.call(tasks),
            len(list(files.iterdir())) if files.exists() else 0,
        )

    call()
    before = held()
    for _ in range(1000):
        call()
    assert held() == before


def test_closing_ends_the_thread_and_can_be_repeated() -> None:
    before = alive()
    portal = Portal()
    generate(portal)
    assert len(alive() - before) == 1
    portal.close()
    portal.close()
    assert alive() - before == set()
    with pytest.raises(RuntimeError, match="closed; make a new client"):
        generate(portal)


def test_a_portal_that_was_never_used_starts_no_thread() -> None:
    before = alive()
    with Portal():
        assert alive() == before


def test_a_portal_that_nobody_refers_to_ends_its_thread() -> None:
    before = alive()
    portal = Portal()
    generate(portal)
    del portal
    gc.collect()
    assert alive() - before == set()


def test_closing_cancels_what_still_runs() -> None:
    portal = Portal()
    running = threading.Event()
    stopped = threading.Event()

    async def endless() -> None:
        running.set()
        try:
            await anyio.sleep_forever()
        finally:
            stopped.set()

    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(portal.call, endless)
        assert running.wait(10)
        portal.close()
        with pytest.raises(CancelledError):
            call.result(10)
    assert stopped.is_set()


@pytest.mark.skipif(
    not hasattr(signal, "pthread_kill") or threading.current_thread() is not threading.main_thread(),
    reason="needs signals on the main thread",
)
@pytest.mark.parametrize("turns", [0, 1000], ids=["while it starts", "while it waits"])
def test_an_interrupted_caller_cancels_the_request_on_the_wire(portal: Portal, turns: int) -> None:
    main = threading.get_ident()
    stopped = threading.Event()

    async def endless() -> None:
        for _ in range(turns):
            await anyio.lowlevel.checkpoint()
        signal.pthread_kill(main, signal.SIGINT)
        try:
            await anyio.sleep_forever()
        finally:
            stopped.set()

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a shell's background
    try:
        with pytest.raises(KeyboardInterrupt):
            portal.call(endless)
    finally:
        signal.signal(signal.SIGINT, before)
    assert stopped.wait(10)


def test_a_call_from_its_own_thread_is_refused_instead_of_hanging(portal: Portal) -> None:
    async def nested() -> object:
        return portal.call(anyio.sleep_forever)

    with pytest.raises(RuntimeError, match="event loop thread"):
        portal.call(nested)


def test_many_threads_that_start_it_at_once_start_it_once() -> None:
    before = alive()
    with Portal() as portal, ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda _: generate(portal), range(16)))
        named_so = [thread for thread in alive() - before if thread.name == "resumemate"]
        assert len(named_so) == 1


def test_providers_see_one_loop_from_many_threads(portal: Portal) -> None:
    provider = Scripted("a")
    policy = Policy.default(("a",))
    state = RoutingState(policy)
    with ThreadPoolExecutor(8) as pool:
        calls = [
            pool.submit(
                portal.call,
                lambda: route(request(), policy=policy, providers=named([provider]), state=state),
            )
            for _ in range(50)
        ]
    assert {call.result().provider for call in calls} == {"a"}
    assert len(provider.requests) == 50
