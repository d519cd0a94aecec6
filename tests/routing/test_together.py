"""The parts of one call on their way together: places, circuits, the deadline, what a server's pace tells."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from pydantic import BaseModel

from resumemate_llm.errors import AllProvidersFailed
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.observe.events import tokens_received
from resumemate_llm.providers.base import Capabilities, Completion, DraftRequest
from resumemate_llm.routing import BreakerSettings, Policy, RoutingState, Step, Together, route_all
from resumemate_llm.routing.state import FORGET_AFTER

from .fakes import Scripted, after, answer, failure, in_no_time, named, now, policy, request


class Text(BaseModel):
    """A small answer."""

    text: str


GOOD = answer('{"text": "done"}')


class Server(Scripted):
    """A server that writes `slots` answers at one time, each for `seconds`, and streams."""

    def __init__(self, name: str = "hosted", *, slots: int, seconds: float = 10.0) -> None:
        super().__init__(name)
        self.capabilities = Capabilities(batches=True)
        self._slots, self._seconds = slots, seconds
        self._free: asyncio.Semaphore | None = None
        self.begun: list[float] = []

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        self._free = self._free or asyncio.Semaphore(self._slots)
        self.begun.append(now())
        async with self._free:
            await anyio.sleep(0.5)  # reading the prompt
            tokens_received(1)
            await anyio.sleep(self._seconds)
        return GOOD


def parts(count: int) -> list[tuple[DraftRequest, type[BaseModel]]]:
    return [(request().replace(part=f"part-{number}"), Text) for number in range(count)]


def together(
    *providers: Scripted,
    count: int = 4,
    chain: Policy | None = None,
    state: Callable[[Policy], RoutingState] | None = None,
    **options: Any,
) -> tuple[Together, RoutingState, float]:
    """What came of `count` parts, the state after it, and the seconds that it would have taken."""

    async def main() -> tuple[Together, RoutingState, float]:
        rules = chain or policy(*(provider.name for provider in providers), deadline=200.0)
        kept = state(rules) if state else RoutingState(rules, clock=now)
        options.setdefault("deadline", rules.deadline)
        written = await route_all(
            parts(count), policy=rules, providers=named(providers), state=kept, **options
        )
        return written, kept, now()

    return in_no_time(main)


def test_parts_are_written_at_one_time_and_come_back_in_their_order() -> None:
    written, _, seconds = together(Server(slots=8), count=8)
    assert seconds == pytest.approx(10.5)
    assert [routed.attempts[0].part for routed in written.routed] == [f"part-{n}" for n in range(8)]
    assert len(written.attempts) == 8
    assert written.cost_usd == pytest.approx(0.08)


def calls(
    rules: Policy, *providers: Scripted, times: int, count: int
) -> tuple[list[Together], RoutingState, float]:
    """What came of `times` calls of `count` parts at the same time, as `together` tells it."""

    async def main() -> tuple[list[Together], RoutingState, float]:
        state, done = RoutingState(rules, clock=now), []

        async def one() -> None:
            written = await route_all(
                parts(count), policy=rules, providers=named(providers), state=state, deadline=rules.deadline
            )
            done.append(written)

        async with anyio.create_task_group() as group:
            for _ in range(times):
                group.start_soon(one)
        return done, state, now()

    return in_no_time(main)


def writers(done: list[Together]) -> set[str]:
    return {routed.provider for written in done for routed in written.routed}


def test_a_call_has_one_place_for_all_its_parts() -> None:
    step = Step(provider="hosted", max_in_flight=3, max_queued=2, timeout=100.0)
    rules = Policy(chain=(step, Step(provider="b")), deadline=400.0)
    done, state, seconds = calls(rules, Server(slots=99), Scripted("b", GOOD), times=5, count=8)
    assert writers(done) == {"hosted"}
    assert seconds == pytest.approx(2 * 10.5), "three calls at one time, then the two that waited"
    assert (state.limiter("hosted").in_flight, state.part_limiter("hosted").in_flight) == (0, 0)


def test_a_call_that_the_queue_has_no_room_for_goes_to_the_next_provider_as_a_whole() -> None:
    step = Step(provider="hosted", max_in_flight=3, max_queued=2, timeout=100.0)
    rules = Policy(chain=(step, Step(provider="b")), deadline=400.0)
    done, _, _ = calls(rules, Server(slots=99), Scripted("b", GOOD), times=7, count=8)
    assert sorted(len({r.provider for r in written.routed}) for written in done) == [1] * 7
    assert sum({r.provider for r in written.routed} == {"b"} for written in done) == 2


def test_twenty_four_drafts_in_sections_all_wait_for_a_healthy_server() -> None:
    rules = Policy.default("self-hosted")
    last = Scripted("mock", GOOD, last_resort=True)
    servers = (Server("self-hosted", slots=32), Scripted("claude", GOOD), last)
    done, _, seconds = calls(rules, *servers, times=24, count=7)
    assert writers(done) == {"self-hosted"}
    assert seconds == pytest.approx(8 * 10.5)


def test_six_drafts_whose_server_is_dead_are_all_written_by_claude() -> None:
    rules = Policy.default("self-hosted")
    dead, last = Scripted("self-hosted", failure(F.CONNECT)), Scripted("mock", GOOD, last_resort=True)
    done, _, _ = calls(rules, dead, Server("claude", slots=99), last, times=6, count=7)
    assert writers(done) == {"claude"}


def test_parts_beyond_eight_for_each_place_wait_and_are_not_refused() -> None:
    step = Step(provider="hosted", max_in_flight=1, max_queued=0, timeout=100.0)
    rules = Policy(chain=(step, Step(provider="b")), deadline=400.0)
    written, _, seconds = together(Server(slots=99), Scripted("b", GOOD), count=20, chain=rules)
    assert writers([written]) == {"hosted"}
    assert seconds == pytest.approx(3 * 10.5), "8, 8 and 4"


def test_a_call_that_was_let_in_is_not_refused_when_it_comes_again() -> None:
    step = Step(provider="a", max_in_flight=1, max_queued=1, timeout=100.0)
    rules = Policy(chain=(step, Step(provider="b")), deadline=400.0)
    odd = Scripted("a", lambda: _late(1.0, answer("no JSON")), lambda: _late(1.0))
    done, _, _ = calls(rules, odd, Scripted("b", GOOD), times=3, count=1)
    assert sorted(routed.provider for written in done for routed in written.routed) == ["a", "a", "b"]


def test_all_parts_are_under_the_one_deadline_of_the_call() -> None:
    silent = Server(slots=99, seconds=1_000.0)
    with pytest.raises(AllProvidersFailed):
        together(silent, count=8, deadline=30.0)
    _, _, seconds = together(silent, Scripted("next", GOOD), count=8, deadline=60.0)
    assert seconds < 60.0


def test_the_first_part_goes_ahead_until_its_first_token() -> None:
    server = Server(slots=99)
    together(server, lead=True)
    assert server.begun == [0.0, 0.5, 0.5, 0.5]


def test_a_first_part_without_a_sign_of_life_does_not_hold_the_others_back() -> None:
    silent_at_first = Scripted("a", lambda: _late(20.0), GOOD)
    together(silent_at_first, lead=True)
    assert len(silent_at_first.requests) == 4


async def _late(seconds: float, reply: Completion = GOOD) -> Completion:
    await anyio.sleep(seconds)
    return reply


def test_a_call_of_many_parts_is_one_failure_for_the_breaker() -> None:
    down = Scripted("a", failure(F.TIMEOUT))
    _, state, _ = together(down, Scripted("b", GOOD), count=8)
    (snapshot, _) = in_no_time(state.snapshot)
    assert (snapshot.state, snapshot.failures) == ("closed", 1)


def test_a_call_of_many_invalid_parts_is_one_invalid_answer_for_the_breaker() -> None:
    odd = Scripted("a", answer("no JSON"))
    _, state, _ = together(odd, Scripted("b", GOOD), count=8)
    (snapshot, _) = in_no_time(state.snapshot)
    assert (snapshot.state, snapshot.invalid) == ("closed", 1)


def half_open(rules: Policy) -> RoutingState:
    """A state whose first circuit admits one probe now."""
    state = RoutingState(rules, clock=lambda: now() + 10_000.0)
    store = state.breaker("a")._store
    store.update_now("a", lambda circuit, _: (type(circuit)(open_until=1.0), None))  # type: ignore[attr-defined]
    return state


def test_siblings_of_a_probe_wait_for_it_and_follow_where_it_succeeds() -> None:
    back = Server("a", slots=99)
    written, state, seconds = together(back, Scripted("b", GOOD), state=half_open)
    assert {routed.provider for routed in written.routed} == {"a"}
    assert seconds == pytest.approx(21.0), "the probe alone, then the others at one time"
    assert in_no_time(state.snapshot)[0].state == "closed"


def test_siblings_of_a_probe_that_fails_go_to_the_next_provider() -> None:
    still_down = Scripted("a", failure(F.TIMEOUT))
    written, state, _ = together(still_down, Scripted("b", GOOD), state=half_open)
    assert {routed.provider for routed in written.routed} == {"b"}
    assert len(still_down.requests) == 1
    assert in_no_time(state.snapshot)[0].state == "open"


def test_siblings_of_a_probe_that_tells_nothing_send_the_next_probe_and_wait_for_it() -> None:
    cut = Scripted("a", lambda: _late(5.0, answer("{", finish_reason="content_filter")), lambda: _late(5.0))
    written, state, seconds = together(cut, Scripted("b", GOOD), state=half_open)
    assert [routed.provider for routed in written.routed] == ["b", "a", "a", "a"]
    assert seconds == pytest.approx(15.0), "two probes, one after the other, then the others at one time"
    assert in_no_time(state.snapshot)[0].state == "closed"


def test_siblings_of_a_probe_keep_no_other_call_from_falling_back() -> None:
    rules = Policy(chain=(Step(provider="a"), Step(provider="b")), deadline=200.0)
    ended: list[float] = []

    async def main() -> None:
        state = half_open(rules)
        providers = named([Scripted("a", lambda: _late(50.0)), Scripted("b", GOOD)])

        async def one() -> None:
            await route_all(parts(7), policy=rules, providers=providers, state=state, deadline=200.0)
            ended.append(now())

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(one)

    in_no_time(main)
    assert ended == pytest.approx([0.0, 0.0, 100.0])


def test_a_server_of_one_slot_is_noticed_remembered_and_forgotten_after_a_while() -> None:
    clock = [0.0]
    state = RoutingState(policy("hosted", deadline=500.0), clock=lambda: clock[0])
    written, _, seconds = together(Server(slots=1), chain=policy("hosted", deadline=500.0))
    assert seconds == pytest.approx(4 * 10.5)
    assert written.concurrency["hosted"] == pytest.approx(1.0)
    assert state.learn(written.concurrency) == ["hosted"]
    assert state.one_by_one("hosted")
    clock[0] = FORGET_AFTER + 1
    assert not state.one_by_one("hosted")


def test_a_server_that_batches_is_seen_to_batch() -> None:
    written, _, _ = together(Server(slots=8), count=8)
    assert written.concurrency["hosted"] == pytest.approx(8.0)
    assert RoutingState(policy("hosted")).learn(written.concurrency) == []


def test_of_too_little_nothing_is_concluded() -> None:
    assert together(Server(slots=1), count=2)[0].concurrency == {}
    assert together(Server(slots=1, seconds=0.05), count=8)[0].concurrency == {}
    assert together(Scripted("a", GOOD), count=8)[0].concurrency == {}


def test_a_part_that_nobody_can_write_ends_the_call_with_what_was_tried() -> None:
    first = Scripted("a", after(1.0, failure(F.CONTENT_FILTER)), lambda: _late(50.0))
    with pytest.raises(AllProvidersFailed) as caught:
        together(first)
    assert next(attempt.outcome for attempt in caught.value.attempts) == "content_filter"
    assert [attempt.outcome for attempt in caught.value.attempts].count("cancelled") == 3
    assert first.cancelled == 3, "nobody pays for parts of a draft that cannot be whole"


def test_a_circuit_opens_after_five_calls_not_after_five_parts() -> None:
    rules = policy("a", "b", deadline=200.0, breaker=BreakerSettings(failures=5))

    async def main() -> list[str]:
        state = RoutingState(rules, clock=now)
        states: list[str] = []
        for _ in range(5):
            down, up = Scripted("a", failure(F.TIMEOUT)), Scripted("b", GOOD)
            await route_all(parts(8), policy=rules, providers=named([down, up]), state=state, deadline=200.0)
            states.append((await state.snapshot())[0].state)
        return states

    assert in_no_time(main) == ["closed"] * 4 + ["open"]
