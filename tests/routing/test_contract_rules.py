"""The second rule of the contract's section 4: how one call finds its provider, by the default policy."""

from __future__ import annotations

import asyncio

import anyio
import pytest

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.routing import BreakerSettings, Policy, RoutingState, Step, route

from .fakes import Scripted, after, answer, failure, in_no_time, mock, named, policy, request
from .test_breaker import Bench


def written_by(*providers: Scripted, times: int = 1) -> list[str]:
    """Who wrote the draft of each of `times` calls, one after the other."""

    async def main() -> list[str]:
        chain = policy(*(p.name for p in providers))
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        calls = [
            await route(request(), policy=chain, providers=named(providers), state=state)
            for _ in range(times)
        ]
        return [routed.provider for routed in calls]

    return in_no_time(main)


def test_rule_4_2_five_failures_within_two_minutes_open_the_circuit_for_ten() -> None:
    assert BreakerSettings() == BreakerSettings(failures=5, window=120.0, open_for=600.0)
    bench = Bench()
    bench.fail(4)
    assert bench.state == "closed"
    bench.fail(1)
    assert bench.state == "open"
    bench.clock.now += 600.0
    assert bench.admit().probe is not None


def test_rule_4_2_then_one_probe_decides() -> None:
    bench = Bench()
    bench.fail()
    bench.clock.now += 600.0
    probe = bench.admit()
    with pytest.raises(Exception, match="circuit"):
        bench.admit()
    bench.settle(probe, None)
    assert bench.state == "closed"


def test_rule_4_2_three_calls_are_in_flight() -> None:
    for name in ("self-hosted", "claude", "a"):
        assert [step.max_in_flight for step in Policy.default(name).chain] == [3] * len(
            Policy.default(name).chain
        )
    step = Step(provider="a")
    chain = policy(chain=(step, Step(provider="mock")), deadline=1000.0)

    async def main() -> list[int]:
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        slow = Scripted("a", after(20.0, answer()))
        async with anyio.create_task_group() as group:
            for _ in range(7):
                group.start_soon(
                    lambda: route(request(), policy=chain, providers=named([slow, mock()]), state=state)
                )
            await anyio.sleep(10.0)
            seen = [len(slow.requests)]
        return [*seen, len(slow.requests)]

    assert in_no_time(main) == [3, 7]


def test_rule_4_2_claude_has_170_seconds() -> None:
    assert next(s for s in Policy.default("claude").chain if s.provider == "claude").timeout == 170.0


def test_rule_4_2_an_invalid_answer_is_asked_for_again_then_the_next_provider_then_the_deterministic_one() -> (
    None
):
    invalid = Scripted("a", answer("not json"), answer("{}"), answer("not json"))
    down = Scripted("b", failure(F.CONNECT))
    last = mock()
    assert written_by(invalid, down, last) == ["mock"]
    assert len(invalid.requests) == 2
    assert len(down.requests) >= 1


@pytest.mark.parametrize("category", [F.AUTH, F.TIMEOUT])
def test_rule_4_2_authentication_errors_and_timeouts_are_not_retried_on_the_same_provider(
    category: F,
) -> None:
    first = Scripted("a", failure(category))
    assert written_by(first, mock()) == ["mock"]
    assert len(first.requests) == 1
