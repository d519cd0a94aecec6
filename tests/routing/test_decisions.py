"""What follows each kind of failure: the decision table, executed with a fake clock and no I/O."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.routing import TABLE, Action, Call, Outcome, Policy, Step, Verdict, Wait, decide
from resumemate_llm.routing.chain import RETRY_WAIT, RETRY_WAIT_MAX, Moves, random_backoff
from resumemate_llm.routing.table import Blame, as_markdown

OK = Outcome(answer="draft")


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def play(
    policy: Policy,
    respond: Callable[[Call], Outcome[str]],
    *,
    deadline: float = 300.0,
    last_resorts: tuple[str, ...] = ("mock",),
    **more: Any,
) -> tuple[list[Call | Wait], Verdict[str]]:
    """Run the engine to its end; calls take the time their outcome says, waits take theirs."""
    clock = Clock()
    engine: Moves[str] = decide(
        policy,
        deadline_at=deadline,
        clock=clock,
        max_tokens=1000,
        last_resorts=last_resorts,
        backoff=lambda retry: 0.5 * retry,
        **more,
    )
    moves: list[Call | Wait] = []
    outcome: Outcome[str] | None = None
    while True:
        try:
            move = engine.send(outcome)
        except StopIteration as stop:
            return moves, stop.value
        moves.append(move)
        if isinstance(move, Wait):
            clock.now += move.seconds
            outcome = None
        else:
            outcome = respond(move)
            clock.now += outcome.duration


def failing(category: F, **fields: Any) -> Outcome[str]:
    duration = fields.pop("duration", 0.01)
    return Outcome(error=ProviderError(category, **fields), duration=duration)


def first_fails(category: F, **fields: Any) -> Callable[[Call], Outcome[str]]:
    return lambda call: OK if call.provider != "a" else failing(category, provider="a", **fields)


def asked(moves: list[Call | Wait]) -> list[str]:
    return [move.provider for move in moves if isinstance(move, Call)]


def steps(*names: str, **fields: Any) -> Policy:
    settings = {"attempts": 3, "timeout": 60.0, "reasks": 2, **fields}
    return Policy(chain=tuple(Step(provider=name, **settings) for name in names), deadline=300.0)


def test_every_category_of_failure_has_a_row_and_every_row_a_reason() -> None:
    assert set(TABLE) == set(F)
    assert all(row.why.endswith(".") for row in TABLE.values())


def test_the_table_reads_as_one_line_for_each_category() -> None:
    lines = as_markdown().splitlines()
    assert len(lines) == 2 + len(F)
    assert "| `timeout` | next provider | yes | A silent route stays silent. |" in lines


HERE_THEN_NEXT = ["a", "a", "a", "b"]

WITH_A_MODEL_WAITING = {
    F.RATE_LIMITED: ["a", "b"],
    F.QUOTA_EXHAUSTED: ["a", "b"],
    F.OVERLOADED: ["a", "b"],
    F.SERVER_ERROR: HERE_THEN_NEXT,
    F.CONNECT: HERE_THEN_NEXT,
    F.TIMEOUT: ["a", "b"],
    F.AUTH: ["a", "b"],
    F.NOT_FOUND: ["a", "b"],
    F.CONTEXT_OVERFLOW: ["a", "b"],
    F.REJECTED: ["a", "b"],
    F.CONTENT_FILTER: ["a", "b"],
    F.TRUNCATED: ["a", "a", "b"],
    F.NOT_JSON: HERE_THEN_NEXT,
    F.SCHEMA_INVALID: HERE_THEN_NEXT,
    F.QUALITY_REJECTED: HERE_THEN_NEXT,
    F.CANCELLED: ["a"],
    F.DEADLINE: ["a", "b"],
    F.CIRCUIT_OPEN: ["a", "b"],
    F.QUEUE_FULL: ["a", "b"],
    F.NOT_CONFIGURED: ["a", "b"],
    F.UNEXPECTED: ["a", "b"],
}

PATIENT = {F.RATE_LIMITED, F.OVERLOADED, F.SERVER_ERROR, F.CONNECT}
INVALID = {F.NOT_JSON, F.SCHEMA_INVALID, F.QUALITY_REJECTED}


@pytest.mark.parametrize("category", list(F))
def test_who_is_asked_after_a_failure_while_another_model_is_waiting(category: F) -> None:
    moves, _ = play(steps("a", "b", "mock"), first_fails(category))
    assert asked(moves) == WITH_A_MODEL_WAITING[category]


@pytest.mark.parametrize("category", list(F))
def test_who_is_asked_after_a_failure_of_the_last_model(category: F) -> None:
    moves, _ = play(steps("a", "mock"), first_fails(category))
    if category is F.CANCELLED:
        expected = ["a"]
    elif category in PATIENT | INVALID:
        expected = ["a", "a", "a", "mock"]
    elif category is F.TRUNCATED:
        expected = ["a", "a", "mock"]
    else:
        expected = ["a", "mock"]
    assert asked(moves) == expected


@pytest.mark.parametrize("category", sorted(PATIENT))
def test_a_retry_waits_and_each_one_longer(category: F) -> None:
    moves, _ = play(steps("a", "mock"), first_fails(category))
    assert [move.seconds for move in moves if isinstance(move, Wait)] == [0.5, 1.0]


@pytest.mark.parametrize("category", sorted(PATIENT))
def test_retry_after_is_honoured_by_the_last_model(category: F) -> None:
    moves, _ = play(steps("a", "mock"), first_fails(category, retry_after=7.0))
    assert [move.seconds for move in moves if isinstance(move, Wait)] == [7.0, 7.0]


@pytest.mark.parametrize("category", sorted(PATIENT))
def test_nobody_waits_for_retry_after_while_another_model_is_waiting(category: F) -> None:
    moves, _ = play(steps("a", "b", "mock"), first_fails(category, retry_after=0.5))
    assert asked(moves) == ["a", "b"]


@pytest.mark.parametrize("category", sorted(PATIENT))
def test_a_model_whose_circuit_is_open_is_not_waiting(category: F) -> None:
    def only_a(call: Call) -> Outcome[str]:
        return failing(F.CIRCUIT_OPEN if call.provider == "b" else category, provider=call.provider)

    policy = steps("a", "b")
    moves, verdict = play(policy, only_a, last_resorts=(), is_ready=lambda name: name != "b")
    assert asked(moves) == HERE_THEN_NEXT
    assert verdict.answer is None


def test_a_retry_after_of_an_hour_goes_straight_to_the_last_resort() -> None:
    moves, verdict = play(steps("a", "mock"), first_fails(F.RATE_LIMITED, retry_after=3600.0))
    assert asked(moves) == ["a", "mock"]
    assert not any(isinstance(move, Wait) for move in moves)
    assert verdict.provider == "mock"


def test_a_re_ask_says_what_was_invalid_and_a_first_request_says_nothing() -> None:
    problems = ("radar.overall: Field required",)
    moves, _ = play(steps("a", "b", "mock", reasks=1), first_fails(F.SCHEMA_INVALID, problems=problems))
    calls = [move for move in moves if isinstance(move, Call)]
    assert [call.problems for call in calls] == [(), problems, ()]


def test_an_answer_that_was_cut_gets_twice_the_room_once() -> None:
    moves, _ = play(steps("a", "b", "mock"), first_fails(F.TRUNCATED))
    calls = [move for move in moves if isinstance(move, Call)]
    assert [(call.provider, call.max_tokens) for call in calls] == [("a", 1000), ("a", 2000), ("b", 1000)]


@pytest.mark.parametrize("category", [*sorted(INVALID), F.TRUNCATED])
def test_nothing_is_asked_again_that_would_take_longer_than_what_is_left(category: F) -> None:
    slow = first_fails(category, duration=55.0)
    moves, verdict = play(steps("a", "mock"), slow, deadline=100.0)
    assert asked(moves) == ["a", "mock"]
    assert verdict.provider == "mock"


def test_an_attempt_gets_its_cap_or_what_is_left_minus_the_reserve_for_those_that_follow() -> None:
    def slow(call: Call) -> Outcome[str]:
        return OK if call.provider == "mock" else failing(F.TIMEOUT, duration=call.timeout)

    policy = Policy(chain=tuple(Step(provider=n, timeout=80.0) for n in ("a", "b", "mock")), reserve=30.0)
    moves, verdict = play(policy, slow, deadline=100.0)
    timeouts = {move.provider: move.timeout for move in moves if isinstance(move, Call)}
    assert timeouts["a"] == pytest.approx(100 - 30 - 0.25)
    assert timeouts["b"] == pytest.approx(30.0)
    assert verdict.provider == "mock"


def test_a_short_deadline_is_shared_fairly() -> None:
    """The reserve of 45 s does not take the first provider's turn away where the deadline is 9 s."""
    slow = lambda call: failing(F.TIMEOUT, duration=call.timeout)  # noqa: E731
    moves, verdict = play(steps("a", "b", "c"), slow, deadline=9.0, last_resorts=())
    timeouts = [move.timeout for move in moves if isinstance(move, Call)]
    assert timeouts == pytest.approx([3.0, 3.0, 3.0])
    assert verdict.deadline_spent is True


def test_the_last_resort_is_asked_even_when_the_deadline_is_spent() -> None:
    def overtime(call: Call) -> Outcome[str]:
        return OK if call.provider == "mock" else failing(F.TIMEOUT, duration=1000.0, provider="a")

    moves, verdict = play(steps("a", "b", "mock"), overtime, deadline=10.0)
    assert asked(moves) == ["a", "mock"]
    assert verdict.answer == "draft"
    assert [(e.provider, e.category) for e in verdict.trail] == [("a", F.TIMEOUT), ("b", F.DEADLINE)]


def test_a_spent_deadline_and_failures_of_all_are_told_apart() -> None:
    _, spent = play(
        steps("a", "b"), lambda _: failing(F.TIMEOUT, duration=1000.0), deadline=10.0, last_resorts=()
    )
    _, failed = play(steps("a", "b"), lambda _: failing(F.AUTH), deadline=10.0, last_resorts=())
    assert (spent.deadline_spent, failed.deadline_spent) == (True, False)
    assert [error.category for error in failed.trail] == [F.AUTH, F.AUTH]


def test_the_answer_of_the_first_provider_ends_the_call() -> None:
    moves, verdict = play(steps("a", "b", "mock"), lambda _: OK)
    assert asked(moves) == ["a"]
    assert (verdict.provider, verdict.trail) == ("a", ())


def test_a_failing_last_resort_is_not_asked_twice() -> None:
    moves, verdict = play(steps("mock", "b"), lambda _: failing(F.SERVER_ERROR, provider="x"))
    assert asked(moves)[0] == "mock"
    assert asked(moves).count("mock") == 1
    assert verdict.answer is None


@pytest.mark.parametrize("retry", [1, 2, 3, 20])
def test_the_wait_before_a_retry_is_random_within_a_growing_and_bounded_window(retry: int) -> None:
    random.seed(retry)
    waits = [random_backoff(retry) for _ in range(50)]
    assert 0.0 <= min(waits) < max(waits) <= min(RETRY_WAIT * 2 ** (retry - 1), RETRY_WAIT_MAX)
    assert len(set(waits)) > 40


def test_what_is_not_the_providers_fault_never_counts_against_its_health() -> None:
    ours = {
        F.CANCELLED,
        F.DEADLINE,
        F.REJECTED,
        F.CONTEXT_OVERFLOW,
        F.CONTENT_FILTER,
        F.CIRCUIT_OPEN,
        F.QUEUE_FULL,
        F.NOT_CONFIGURED,
    }
    assert all(TABLE[category].blame is Blame.NONE for category in ours)


@pytest.mark.parametrize("category", [F.AUTH, F.NOT_FOUND, F.CONTEXT_OVERFLOW, F.CONTENT_FILTER, F.TIMEOUT])
def test_what_will_not_pass_is_never_tried_on_the_same_provider_again(category: F) -> None:
    assert TABLE[category].action is Action.NEXT
