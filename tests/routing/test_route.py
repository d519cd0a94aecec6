"""One call through a chain of providers: who answers, what is recorded, what stops it."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from typing import Any

import anyio
import pytest

from resumemate_llm.errors import AllProvidersFailed, ProviderError, UnknownProvider
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.observe import events
from resumemate_llm.observe.cost import Price
from resumemate_llm.observe.events import tokens_received
from resumemate_llm.providers.base import Completion, Provider
from resumemate_llm.routing import BreakerSettings, Policy, Providers, Routed, RoutingState, Step, route
from resumemate_llm.schema import Attempt, ProDraft, Usage, WireModel

from .fakes import (
    LONG,
    VALID,
    Scripted,
    after,
    answer,
    failure,
    in_no_time,
    mock,
    named,
    now,
    policy,
    request,
    silence,
    trail,
)


def call(chain: Policy, *providers: Scripted, **more: Any) -> Routed[ProDraft]:
    """One call in no time."""

    async def main() -> Routed[ProDraft]:
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        return await route(request(), policy=chain, providers=named(providers), state=state, **more)

    return in_no_time(main)


def outcomes(attempts: tuple[Attempt, ...]) -> list[tuple[str, str]]:
    return [(attempt.provider, attempt.outcome) for attempt in attempts]


def test_the_first_provider_answers() -> None:
    routed = call(policy("a", "mock"), Scripted("a"), mock())
    assert (routed.provider, routed.model, routed.last_resort) == ("a", "test-model", False)
    assert routed.draft.headline == "Cook"
    assert routed.fallback_reason is None
    assert outcomes(routed.attempts) == [("a", "ok")]


def test_a_policy_of_the_deterministic_provider_alone_needs_nothing_else() -> None:
    routed = call(Policy.default(("mock",)), mock())
    assert (routed.provider, routed.last_resort, routed.cost_usd) == ("mock", True, 0.0)


def test_rejected_answers_are_billed_and_counted() -> None:
    first = Scripted("a", answer("not json"), answer("{}"), answer())
    routed = call(policy("a", "mock"), first, mock())
    assert outcomes(routed.attempts) == [("a", "not_json"), ("a", "schema_invalid"), ("mock", "ok")]
    assert [attempt.cost_usd for attempt in routed.attempts] == [0.01, 0.01, 0.0]
    assert routed.cost_usd == pytest.approx(0.02)
    assert routed.usage == Usage(input_tokens=20, output_tokens=40)
    assert routed.fallback_reason == "a: schema_invalid"
    assert [attempt.reask for attempt in routed.attempts] == [False, True, False]
    assert len(routed.attempts[1].problems) == 15


def test_a_cost_that_is_not_known_makes_the_sum_unknown() -> None:
    unpriced = answer(cost_usd=None)
    assert call(policy("a"), Scripted("a", answer("no"), unpriced)).cost_usd is None
    free = failure(F.SERVER_ERROR)
    assert call(policy("a"), Scripted("a", free, answer())).cost_usd == 0.01


def test_own_prices_are_used_where_the_provider_states_no_cost() -> None:
    prices = {"test-model": Price(input=1.0, output=2.0, cache_read=0.1, cache_write=1.25)}
    routed = call(policy("a"), Scripted("a", answer(cost_usd=None)), prices=prices)
    assert routed.cost_usd == pytest.approx((10 * 1.0 + 20 * 2.0) / 1e6)


def test_a_re_ask_states_the_problems_and_repeats_neither_the_answer_nor_the_resume() -> None:
    provider = Scripted("a", answer(VALID.replace('"overall": 50', '"overall": "lots of it"')), answer())
    call(policy("a"), provider)
    first, second = provider.requests
    assert second.messages[:-1] == first.messages[:-1]
    assert [message.role for message in second.messages] == ["system", "user"]
    note = second.messages[-1].content.removeprefix(first.messages[-1].content)
    assert "radar.overall: Input should be a valid integer" in note
    assert "lots of it" not in note


def test_more_room_is_asked_for_in_the_request() -> None:
    provider = Scripted("a", answer(VALID[:50], finish_reason="length"), answer())
    routed = call(policy("a"), provider)
    assert [request.max_tokens for request in provider.requests] == [1000, 2000]
    assert outcomes(routed.attempts) == [("a", "truncated"), ("a", "ok")]


def test_a_silent_provider_is_left_after_its_cap_and_the_next_one_answers() -> None:
    async def main() -> tuple[Routed[ProDraft], float, Scripted]:
        chain = policy("a", "b", "mock")
        silent = Scripted("a", silence)
        providers = named([silent, Scripted("b"), mock()])
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        routed = await route(request(), policy=chain, providers=providers, state=state, deadline=LONG)
        return routed, now(), silent

    routed, took, silent = in_no_time(main)
    assert outcomes(routed.attempts) == [("a", "timeout"), ("b", "ok")]
    assert took == pytest.approx(100.0)
    assert silent.cancelled == 1, "the request was stopped on the wire"


def test_whatever_a_provider_makes_of_its_timeout_it_is_one() -> None:
    async def excuse() -> Completion:
        try:
            await anyio.sleep_forever()
        except asyncio.CancelledError:
            raise failure(F.CANCELLED) from None
        raise AssertionError

    routed = call(policy("a", "mock"), Scripted("a", excuse), mock(), deadline=LONG)
    assert outcomes(routed.attempts) == [("a", "timeout"), ("mock", "ok")]


def test_a_timeout_that_our_deadline_caused_is_not_the_providers_fault() -> None:
    async def main() -> tuple[Routed[ProDraft], str, float]:
        chain = policy("a", "mock")
        state = RoutingState(chain, clock=asyncio.get_running_loop().time)
        providers = named([Scripted("a", silence), mock()])
        for _ in range(6):
            routed = await route(request(), policy=chain, providers=providers, state=state, deadline=2.0)
        return routed, (await state.snapshot())[0].state, now()

    routed, circuit, took = in_no_time(main)
    assert outcomes(routed.attempts) == [("a", "deadline"), ("mock", "ok")]
    assert circuit == "closed"
    assert took <= 6 * 2.0


def test_a_provider_that_times_out_by_itself_before_its_time_is_at_fault() -> None:
    quick = Scripted("a", after(0.5, failure(F.TIMEOUT)))
    assert outcomes(call(policy("a", "mock"), quick, mock(), deadline=2.0).attempts)[0] == ("a", "timeout")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ValueError("Jane Doe's resume"), "unexpected"),
        (KeyError("name"), "unexpected"),
        (ExceptionGroup("several", [ValueError()]), "unexpected"),
        (TimeoutError(), "timeout"),
        (failure(F.AUTH), "auth"),
    ],
)
def test_whatever_a_provider_raises_becomes_an_outcome(error: Exception, outcome: str) -> None:
    routed = call(policy("a", "mock"), Scripted("a", error), mock())
    assert outcomes(routed.attempts)[0] == ("a", outcome)
    assert routed.provider == "mock"


def test_a_foreign_exception_is_named_by_its_type_and_place_only() -> None:
    detail = call(policy("a", "mock"), Scripted("a", ValueError("Jane")), mock()).attempts[0].detail
    assert detail.startswith("ValueError at fakes.py:")
    assert "Jane" not in detail


@pytest.mark.parametrize(
    "wrong",
    [None, VALID, {}, Completion(text=None), Completion(text=VALID, usage=None)],  # type: ignore[arg-type]
)
def test_a_provider_that_returns_something_else_is_at_fault(wrong: Any) -> None:
    async def reply() -> Completion:
        return wrong  # type: ignore[no-any-return]

    routed = call(policy("a", "mock"), Scripted("a", reply), mock())
    assert outcomes(routed.attempts) == [("a", "unexpected"), ("mock", "ok")]


def test_without_a_last_resort_the_whole_trail_is_raised() -> None:
    providers = [Scripted("a", failure(F.AUTH, status=401)), Scripted("b", answer("{}"))]
    with pytest.raises(AllProvidersFailed) as failed:
        call(policy("a", "b"), *providers)
    assert [error.category for error in trail(failed.value)] == [
        F.AUTH,
        F.SCHEMA_INVALID,
        F.SCHEMA_INVALID,
    ]
    assert [error.provider for error in trail(failed.value)] == ["a", "b", "b"]
    assert outcomes(failed.value.attempts) == [("a", "auth"), *[("b", "schema_invalid")] * 2]
    assert failed.value.attempts[0].status == 401
    assert "every provider failed (a: auth;" in str(failed.value)
    assert "'mock'" in str(failed.value)


def test_a_spent_deadline_says_so() -> None:
    silent = Scripted("a", after(50.0, failure(F.SERVER_ERROR)))
    with pytest.raises(AllProvidersFailed, match="the deadline was spent"):
        call(policy("a"), silent, deadline=50.0)


def test_a_chain_with_an_unknown_name_is_refused_before_anything_is_sent() -> None:
    provider = Scripted("a")
    with pytest.raises(UnknownProvider, match="'clod', which nobody registered; known: a"):
        call(policy("a", "clod"), provider)
    assert provider.requests == []


def test_a_provider_that_cannot_be_used_is_passed_by_and_named() -> None:
    chain = policy("a", "mock")
    providers: dict[str, Provider | ProviderError] = {
        "a": ProviderError(F.NOT_CONFIGURED, "ANTHROPIC_API_KEY is not set"),
        "mock": mock(),
    }
    routed = asyncio.run(route(request(), policy=chain, providers=providers))
    assert outcomes(routed.attempts) == [("mock", "ok")]
    assert routed.fallback_reason == "a: not_configured (ANTHROPIC_API_KEY is not set)"


def test_a_model_that_is_gone_is_passed_by_with_the_way_out() -> None:
    gone = ProviderError(F.NOT_FOUND, "no model 'x'; set ANTHROPIC_MODEL", provider="a")
    routed = call(policy("a", "mock"), Scripted("a", gone), mock())
    assert outcomes(routed.attempts) == [("a", "not_found"), ("mock", "ok")]
    assert routed.fallback_reason == "a: not_found (no model 'x'; set ANTHROPIC_MODEL)"


def test_a_part_of_a_draft_has_its_own_model() -> None:
    class Letter(WireModel):
        paragraphs: list[str]

    chain = policy("a")
    provider = Scripted("a", answer('{"paragraphs": ["Dear"]}'))
    asked = request().replace(part="letter")
    routed = asyncio.run(route(asked, policy=chain, providers=named([provider]), answer=Letter))
    assert routed.draft.paragraphs == ["Dear"]
    assert routed.attempts[0].part == "letter"


def test_cancelling_the_caller_cancels_the_request_and_reaches_the_caller() -> None:
    async def main() -> tuple[Scripted, list[events.RouteEvent], int]:
        chain = policy("a", "mock")
        state = RoutingState(chain)
        silent, heard = Scripted("a", silence), list[events.RouteEvent]()
        task = asyncio.ensure_future(
            route(
                request(),
                policy=chain,
                providers=named([silent, mock()]),
                state=state,
                listener=heard.append,
            )
        )
        await anyio.wait_all_tasks_blocked()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return silent, heard, state.limiter("a").in_flight

    silent, heard, in_flight = asyncio.run(main())
    assert (silent.cancelled, in_flight) == (1, 0)
    last = heard[-1]
    assert isinstance(last, events.AttemptFinished)
    assert last.attempt.outcome == "cancelled"


def test_a_scope_around_the_call_is_obeyed() -> None:
    async def main() -> float:
        chain = policy("a", "mock")
        with anyio.move_on_after(3.0):
            await route(request(), policy=chain, providers=named([Scripted("a", silence), mock()]))
            raise AssertionError("the scope was ignored")
        return now()

    assert in_no_time(main) == pytest.approx(3.0)


def test_events_tell_the_story_in_order() -> None:
    async def streaming() -> Completion:
        tokens_received(100)
        tokens_received(250)
        return answer()

    heard: list[events.RouteEvent] = []
    first = Scripted("a", failure(F.SERVER_ERROR), answer("{}"), answer("{}"))
    call(policy("a", "b"), first, Scripted("b", streaming), listener=heard.append)
    story = [type(event).__name__ for event in heard]
    assert story == [
        "AttemptStarted",
        "AttemptFinished",
        "Waiting",
        "AttemptStarted",
        "AttemptFinished",
        "ReAsked",
        "AttemptStarted",
        "AttemptFinished",
        "FellBack",
        "AttemptStarted",
        "TokensReceived",
        "TokensReceived",
        "AttemptFinished",
    ]
    numbers = [event.number for event in heard if isinstance(event, events.AttemptStarted)]
    assert numbers == [1, 2, 3, 4]
    assert [event.tokens for event in heard if isinstance(event, events.TokensReceived)] == [100, 250]
    assert [event for event in heard if isinstance(event, events.FellBack)] == [
        events.FellBack(part="draft", provider="a", to="b", reason=F.SCHEMA_INVALID)
    ]


def test_tokens_outside_of_a_call_are_nobodys() -> None:
    tokens_received(5)


def test_a_listener_that_raises_never_changes_the_outcome(caplog: pytest.LogCaptureFixture) -> None:
    def angry(_: events.RouteEvent) -> None:
        raise ValueError("Jane")

    routed = call(policy("a", "mock"), Scripted("a", failure(F.AUTH)), mock(), listener=angry)
    assert routed.provider == "mock"
    assert "listener failed (ValueError)" in caplog.text
    assert "Jane" not in caplog.text


def test_the_circuit_opens_over_calls_and_its_refusal_stands_in_the_trail() -> None:
    async def main() -> tuple[Scripted, Routed[ProDraft], list[tuple[str, str, str]]]:
        chain = policy("a", "mock", chain=(Step(provider="a", attempts=1), Step(provider="mock")))
        moved: list[tuple[str, str, str]] = []
        state = RoutingState(
            chain,
            clock=asyncio.get_running_loop().time,
            on_circuit=lambda name, old, new: moved.append((name, old, new)),
        )
        down = Scripted("a", failure(F.CONNECT))
        for _ in range(8):
            routed = await route(request(), policy=chain, providers=named([down, mock()]), state=state)
        return down, routed, moved

    down, routed, moved = in_no_time(main)
    assert len(down.requests) == 5
    assert routed.fallback_reason == "a: circuit_open"
    assert moved == [("a", "closed", "open")]


CANARY = "Kanarienvogel-4711"


class Leaky(Scripted):
    """A provider that puts everything it sees into everything it raises."""

    async def complete(self, request: Any, *, timeout: float) -> Completion:
        error = ValueError(request.messages[-1].content)
        error.add_note(request.messages[-1].content)
        if self.name == "a":
            raise error
        raise ProviderError(F.SERVER_ERROR, status=500) from error


def test_nothing_of_a_resume_shows_in_errors_logs_events_or_records(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    heard: list[events.RouteEvent] = []
    chain = policy("a", "b", "c")
    told = Scripted("c", answer(json.dumps({CANARY: CANARY})))
    providers: Providers = {"a": Leaky("a"), "b": Leaky("b"), "c": told}
    asked = request(CANARY)
    with pytest.raises(AllProvidersFailed) as failed:
        asyncio.run(route(asked, policy=chain, providers=providers, listener=heard.append))
    for error in trail(failed.value):
        assert error.__cause__ is None
        assert error.__context__ is None
        assert error.__traceback__ is None
    said = [
        str(failed.value),
        repr(failed.value),
        "".join(traceback.format_exception(failed.value)),
        repr(heard),
        repr([attempt.to_wire() for attempt in failed.value.attempts]),
        repr(asked),
        caplog.text,
    ]
    assert CANARY not in "\n".join(said)
    assert len(told.requests) == 2


def test_refusals_by_circuit_and_queue_hold_no_frames_either() -> None:
    async def main() -> list[ProviderError]:
        step = Step(provider="a", attempts=1, max_in_flight=1, max_queued=0)
        chain = policy(chain=(step,), breaker=BreakerSettings(failures=1))
        state = RoutingState(chain)
        providers = named([Scripted("a", silence)])
        busy = asyncio.ensure_future(route(request(), policy=chain, providers=providers, state=state))
        await anyio.wait_all_tasks_blocked()
        with pytest.raises(AllProvidersFailed) as full:
            await route(request(), policy=chain, providers=providers, state=state)
        busy.cancel()
        await asyncio.gather(busy, return_exceptions=True)
        down = named([Scripted("a", failure(F.CONNECT))])
        for _ in range(2):
            with pytest.raises(AllProvidersFailed) as refused:
                await route(request(), policy=chain, providers=down, state=state)
        return [*trail(full.value), *trail(refused.value)]

    raised = asyncio.run(main())
    assert [error.category for error in raised] == [F.QUEUE_FULL, F.CIRCUIT_OPEN]
    assert all(error.__traceback__ is None and error.__context__ is None for error in raised)
