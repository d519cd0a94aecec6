"""How many requests run at one time, and who waits."""

from __future__ import annotations

import asyncio

import anyio
import pytest

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.routing import Limiter, RoutingState, Step, route

from .fakes import Scripted, after, answer, in_no_time, mock, named, now, policy, request, silence


def test_places_are_handed_on_first_come_first_served() -> None:
    async def main() -> list[int]:
        limiter = Limiter("a", max_in_flight=2, max_queued=10)
        order: list[int] = []
        peak = 0

        async def one(number: int) -> None:
            nonlocal peak
            await limiter.acquire(timeout=100.0)
            order.append(number)
            peak = max(peak, limiter.in_flight)
            await anyio.sleep(1.0)
            limiter.release()

        async with anyio.create_task_group() as group:
            for number in range(8):
                group.start_soon(one, number)
        assert (peak, limiter.in_flight, limiter.queued) == (2, 0, 0)
        assert now() == pytest.approx(4.0)
        return order

    assert in_no_time(main) == list(range(8))


def test_a_full_queue_refuses_at_once() -> None:
    async def main() -> None:
        limiter = Limiter("a", max_in_flight=1, max_queued=0)
        await limiter.acquire(timeout=10.0)
        with pytest.raises(ProviderError) as refused:
            await limiter.acquire(timeout=10.0)
        assert refused.value.category is F.QUEUE_FULL
        assert now() == 0.0

    in_no_time(main)


def test_waiting_is_bounded_and_leaves_the_queue_as_it_was() -> None:
    async def main() -> None:
        limiter = Limiter("a", max_in_flight=1, max_queued=5)
        await limiter.acquire(timeout=10.0)
        with pytest.raises(ProviderError) as refused:
            await limiter.acquire(timeout=7.0)
        assert refused.value.category is F.QUEUE_FULL
        assert now() == pytest.approx(7.0)
        limiter.release()
        assert (limiter.in_flight, limiter.queued) == (0, 0)

    in_no_time(main)


@pytest.mark.parametrize("handed_over", [False, True])
def test_a_cancelled_call_never_keeps_a_place(handed_over: bool) -> None:
    async def main() -> None:
        limiter = Limiter("a", max_in_flight=1, max_queued=5)
        await limiter.acquire(timeout=10.0)
        waiting = asyncio.ensure_future(limiter.acquire(timeout=10.0))
        await anyio.wait_all_tasks_blocked()
        if handed_over:
            limiter.release()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        if not handed_over:
            limiter.release()
        assert (limiter.in_flight, limiter.queued) == (0, 0)

    asyncio.run(main())


def test_three_calls_are_in_flight_and_the_rest_waits_or_goes_on_to_the_next() -> None:
    step = Step(provider="a", timeout=100.0, max_queued=2)
    chain = policy(chain=(step, Step(provider="mock")), deadline=100.0)

    async def main() -> list[str]:
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        slow = Scripted("a", after(20.0, answer()))
        written_by: list[str] = []

        async def one() -> None:
            routed = await route(request(), policy=chain, providers=named([slow, mock()]), state=state)
            written_by.append(routed.provider)

        async with anyio.create_task_group() as group:
            for _ in range(9):
                group.start_soon(one)
        assert len(slow.requests) == 5
        assert now() == pytest.approx(40.0)
        return written_by

    assert in_no_time(main) == ["mock"] * 4 + ["a"] * 5


def test_time_in_the_queue_is_taken_from_the_call_never_from_those_that_follow() -> None:
    step = Step(provider="a", timeout=100.0, max_in_flight=1)
    chain = policy(chain=(step, Step(provider="mock")), deadline=60.0)

    async def main() -> float:
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        silent = Scripted("a", after(10.0, answer()), silence)
        providers = named([silent, mock()])
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(lambda: route(request(), policy=chain, providers=providers, state=state))
        assert silent.timeouts == pytest.approx([59.75, 49.75])
        return now()

    assert in_no_time(main) == pytest.approx(59.75)


def test_a_call_waits_for_a_place_at_most_half_of_what_it_has() -> None:
    step = Step(provider="a", timeout=100.0, max_in_flight=1)
    chain = policy(chain=(step, Step(provider="mock")), deadline=60.25)

    async def main() -> tuple[str | None, float]:
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        await state.limiter("a").acquire(timeout=0.0)
        providers = named([Scripted("a"), mock()])
        routed = await route(request(), policy=chain, providers=providers, state=state)
        return routed.fallback_reason, now()

    reason, waited = in_no_time(main)
    assert reason == "a: queue_full"
    assert waited == pytest.approx(30.0)
