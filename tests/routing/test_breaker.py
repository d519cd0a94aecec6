"""The circuit breaker: when it opens, who may probe, and what never moves it."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.routing import (
    Blame,
    Breaker,
    BreakerSettings,
    Circuit,
    MemoryStore,
    RoutingState,
    Step,
    route,
)
from resumemate_llm.routing.breaker import PROBE_GRACE, BreakerStore, Permit, R

from .fakes import Scripted, after, answer, failure, in_no_time, mock, named, now, policy, request, silence

WINDOW, OPEN_FOR = 120.0, 600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """A breaker on a fake clock, and what its listener heard."""

    def __init__(self, **settings: Any) -> None:
        self.clock = Clock()
        self.heard: list[tuple[str, str]] = []
        self.store = MemoryStore(self.clock)
        self.breaker = Breaker(
            "a",
            BreakerSettings(**settings),
            store=self.store,
            listener=lambda _, old, new: self.heard.append((old, new)),
            clock=self.clock,
        )

    def admit(self) -> Permit:
        return asyncio.run(self.breaker.admit(timeout=10.0))

    def settle(self, permit: Permit, blame: Blame | None, retry_after: float | None = None) -> None:
        asyncio.run(self.breaker.settle(permit, blame, retry_after=retry_after))

    def call(self, blame: Blame | None, retry_after: float | None = None) -> None:
        self.settle(self.admit(), blame, retry_after)

    def fail(self, times: int = 5) -> None:
        for _ in range(times):
            self.call(Blame.FAILURE)

    @property
    def state(self) -> str:
        return asyncio.run(self.breaker.snapshot()).state

    def circuit(self) -> Circuit:
        return asyncio.run(self.store.update("a", lambda circuit, _: (circuit, circuit)))


def test_five_failures_within_two_minutes_open_it_for_ten_minutes() -> None:
    bench = Bench()
    bench.fail(4)
    assert bench.state == "closed"
    bench.clock.now += WINDOW - 1
    bench.fail(1)
    assert bench.state == "open"
    bench.clock.now += OPEN_FOR - 1
    with pytest.raises(ProviderError) as refused:
        bench.admit()
    assert refused.value.category is F.CIRCUIT_OPEN
    assert refused.value.retry_after == pytest.approx(1.0)
    bench.clock.now += 1
    assert bench.admit().probe is not None
    assert bench.heard == [("closed", "open"), ("open", "half_open")]


def test_failures_older_than_the_window_are_forgotten() -> None:
    bench = Bench()
    for _ in range(20):
        bench.fail(4)
        bench.clock.now += WINDOW
    assert bench.state == "closed"
    assert len(bench.circuit().failures) <= 5


def test_a_success_does_not_wash_failures_away() -> None:
    bench = Bench()
    for _ in range(4):
        bench.call(Blame.FAILURE)
        bench.call(None)
    bench.call(Blame.FAILURE)
    assert bench.state == "open"


def test_invalid_answers_count_only_in_a_row() -> None:
    bench = Bench()
    for _ in range(30):
        for _ in range(4):
            bench.call(Blame.INVALID)
        bench.call(None)
    assert bench.state == "closed"
    for _ in range(5):
        bench.call(Blame.INVALID)
    assert bench.state == "open"


def test_a_successful_probe_closes_it_with_a_clean_record() -> None:
    bench = Bench()
    bench.fail()
    bench.clock.now += OPEN_FOR
    bench.call(None)
    assert bench.circuit() == Circuit()
    assert bench.heard[-1] == ("half_open", "closed")


def test_a_failed_probe_opens_it_for_the_whole_time_again() -> None:
    bench = Bench()
    bench.fail()
    bench.clock.now += OPEN_FOR
    bench.call(Blame.FAILURE)
    bench.clock.now += OPEN_FOR - 1
    assert bench.state == "open"
    assert bench.heard[-1] == ("half_open", "open")


def test_while_the_probe_is_out_everybody_else_is_refused() -> None:
    bench = Bench()
    bench.fail()
    bench.clock.now += OPEN_FOR
    bench.admit()
    refusals = []
    for _ in range(20):
        with pytest.raises(ProviderError) as refused:
            bench.admit()
        refusals.append(refused.value)
    assert len({id(refusal) for refusal in refusals}) == 20
    assert all(refusal.category is F.CIRCUIT_OPEN for refusal in refusals)


def test_the_reservation_of_a_probe_that_never_came_back_expires() -> None:
    bench = Bench()
    bench.fail()
    bench.clock.now += OPEN_FOR
    lost = bench.admit()
    bench.clock.now += 10.0 + PROBE_GRACE
    second = bench.admit()
    assert second.probe not in (None, lost.probe)
    bench.settle(lost, None)
    assert bench.state == "half_open", "the lost probe came back late and has no say"
    bench.settle(second, None)
    assert bench.state == "closed"
    bench.settle(lost, Blame.FAILURE)
    assert bench.heard == [("closed", "open"), ("open", "half_open"), ("half_open", "closed")]


def test_it_is_ready_again_when_its_time_has_passed() -> None:
    bench = Bench()
    assert bench.breaker.is_ready
    bench.fail()
    assert not bench.breaker.is_ready
    bench.clock.now += OPEN_FOR
    assert bench.breaker.is_ready


def test_a_neutral_end_gives_the_probe_back_and_decides_nothing() -> None:
    bench = Bench()
    bench.fail()
    bench.clock.now += OPEN_FOR
    bench.call(Blame.NONE)
    assert bench.state == "half_open"
    assert bench.admit().probe is not None
    assert bench.heard == [("closed", "open"), ("open", "half_open")]


def test_results_from_before_it_opened_change_nothing() -> None:
    bench = Bench()
    early = [bench.admit() for _ in range(10)]
    bench.fail()
    opened = bench.circuit()
    bench.clock.now += 1.0
    for permit in early[:5]:
        bench.settle(permit, None)
    for permit in early[5:]:
        bench.settle(permit, Blame.FAILURE)
    assert bench.circuit() == opened


@pytest.mark.parametrize(("asked", "closed_for"), [(30.0, 30.0), (86_400.0, 3600.0), (0.0, 600.0)])
def test_a_server_that_says_when_to_come_back_is_left_alone_until_then(
    asked: float, closed_for: float
) -> None:
    bench = Bench()
    bench.fail(4)
    bench.call(Blame.FAILURE, retry_after=asked)
    bench.clock.now += closed_for - 1
    assert bench.state == "open"
    bench.clock.now += 1
    assert bench.state == "half_open"


def test_the_snapshot_counts_what_is_recent() -> None:
    bench = Bench()
    bench.fail(2)
    bench.clock.now += WINDOW
    bench.fail(1)
    bench.call(Blame.INVALID)
    snapshot = asyncio.run(bench.breaker.snapshot())
    assert (snapshot.state, snapshot.failures, snapshot.invalid, snapshot.blocked_for) == (
        "closed",
        1,
        1,
        0.0,
    )


def test_a_listener_that_raises_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def angry(*_: object) -> None:
        raise ValueError("no")

    breaker = Breaker("a", BreakerSettings(failures=1), listener=angry)

    async def main() -> None:
        await breaker.settle(await breaker.admit(timeout=1.0), Blame.FAILURE)
        assert (await breaker.snapshot()).state == "open"

    asyncio.run(main())
    assert "listener failed (ValueError)" in caplog.text


class Failing:
    """A store whose server is away."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    async def update(self, provider: str, change: Callable[[Circuit, float], tuple[Circuit, R]]) -> R:
        if self.error is None:
            await anyio.sleep_forever()
        raise self.error or AssertionError


@pytest.mark.parametrize("error", [ConnectionError("gone"), RuntimeError("bug"), None], ids=repr)
def test_calls_go_on_while_the_store_fails_or_hangs(
    error: Exception | None, caplog: pytest.LogCaptureFixture
) -> None:
    store: BreakerStore = Failing(error)

    async def main() -> tuple[int, float]:
        chain = policy("a")
        state = RoutingState(chain, store=store)
        provider = Scripted("a")
        for _ in range(20):
            await route(request(), policy=chain, providers=named([provider]), state=state)
        return len(provider.requests), now()

    served, took = in_no_time(main)
    assert served == 20
    assert took <= 20 * 0.5
    assert caplog.text.count("breaker store fails") == 1


async def store_with(circuit: Circuit, at: float = 1000.0) -> MemoryStore:
    """A store whose clock stands still and that holds one circuit for provider a."""
    store = MemoryStore(lambda: at)
    await store.update("a", lambda _, __: (circuit, None))
    return store


async def circuit_of(store: MemoryStore) -> Circuit:
    return await store.update("a", lambda circuit, _: (circuit, circuit))


HALF_OPEN = Circuit(open_until=1000.0)


def test_of_200_concurrent_calls_at_half_open_exactly_one_probes() -> None:
    async def main() -> tuple[Scripted, list[str]]:
        chain = policy("a", "mock")
        state = RoutingState(chain, store=await store_with(HALF_OPEN))
        probed = Scripted("a", after(5.0, answer()))
        providers = named([probed, mock()])
        written_by: list[str] = []

        async def one() -> None:
            routed = await route(request(), policy=chain, providers=providers, state=state)
            written_by.append(routed.provider)

        async with anyio.create_task_group() as group:
            for _ in range(200):
                group.start_soon(one)
        return probed, written_by

    probed, written_by = in_no_time(main)
    assert len(probed.requests) == 1
    assert sorted(written_by) == ["a"] + ["mock"] * 199


@pytest.mark.parametrize("half_open", [False, True], ids=["closed", "half open"])
def test_a_thousand_cancelled_calls_leave_the_state_as_it_was(half_open: bool) -> None:
    async def main() -> tuple[Circuit, Circuit, Scripted, int]:
        chain = policy("a", "mock", chain=(Step(provider="a", max_in_flight=1000), Step(provider="mock")))
        store = await store_with(HALF_OPEN if half_open else Circuit(failures=(999.0,) * 4))
        state = RoutingState(chain, store=store)
        before = await circuit_of(store)
        silent = Scripted("a", silence)
        calls = [
            asyncio.ensure_future(
                route(request(), policy=chain, providers=named([silent, mock()]), state=state)
            )
            for _ in range(1000)
        ]
        await anyio.wait_all_tasks_blocked()
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
        return before, await circuit_of(store), silent, state.limiter("a").in_flight

    before, afterwards, silent, in_flight = asyncio.run(main())
    assert (afterwards.failures, afterwards.open_until) == (before.failures, before.open_until)
    assert (afterwards.probe, in_flight) == (None, 0)
    assert len(silent.requests) == silent.cancelled == (1 if half_open else 1000)


def test_the_probe_that_was_cancelled_leaves_its_place_to_the_next_call() -> None:
    async def main() -> str:
        chain = policy("a", "mock")
        state = RoutingState(chain, store=await store_with(HALF_OPEN))
        provider = Scripted("a", silence, answer())
        providers = named([provider, mock()])
        probe = asyncio.ensure_future(route(request(), policy=chain, providers=providers, state=state))
        await anyio.wait_all_tasks_blocked()
        probe.cancel()
        await asyncio.gather(probe, return_exceptions=True)
        return (await route(request(), policy=chain, providers=providers, state=state)).provider

    assert asyncio.run(main()) == "a"


def test_a_provider_that_is_down_for_a_minute_is_asked_again_by_one_probe() -> None:
    """Twenty calls, three seconds apart: five failures, then peace, then the probe brings it back."""
    settings = BreakerSettings(failures=5, window=120.0, open_for=30.0)
    chain = policy(
        "a", "mock", breaker=settings, chain=(Step(provider="a", attempts=1), Step(provider="mock"))
    )

    async def main() -> list[str]:
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)

        async def recovering() -> Any:
            if now() < 40.0:
                raise failure(F.CONNECT)
            return answer()

        provider = Scripted("a", recovering)
        written_by = []
        for number in range(20):
            await anyio.sleep(max(0.0, number * 3.0 - now()))
            routed = await route(request(), policy=chain, providers=named([provider, mock()]), state=state)
            written_by.append(f"{routed.provider} {len(provider.requests)}")
        return written_by

    written_by = in_no_time(main)
    assert written_by[4] == "mock 5"
    assert written_by[5:14] == ["mock 5"] * 9
    assert written_by[14] == "a 6"
    assert all(line.startswith("a ") for line in written_by[14:])


def test_threads_that_count_at_the_same_time_lose_no_failure() -> None:
    breaker = Breaker("a", BreakerSettings(failures=10_000))

    def count() -> None:
        async def main() -> None:
            for _ in range(200):
                await breaker.settle(Permit(), Blame.FAILURE)

        asyncio.run(main())

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asyncio.run(breaker.snapshot()).failures == 1600


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_forked_while_the_store_was_locked_is_not_stuck() -> None:
    store = MemoryStore()
    with store._lock:
        child = os.fork()
        if child == 0:
            asyncio.run(store.update("a", lambda circuit, _: (circuit, None)))
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
