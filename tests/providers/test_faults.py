"""Every fault of the catalogue, through both SDKs: the right category, in time, once, connection closed."""

from __future__ import annotations

import time

import pytest

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.testing import FAULTS, FaultServer, http_error

from .support import Make, ask, failure_of, patience_for

SLACK = 0.35
FAILURES = {
    "rate_limited": F.RATE_LIMITED,
    "rate_limited_briefly": F.RATE_LIMITED,
    "rate_limited_for_an_hour": F.RATE_LIMITED,
    "quota_exhausted": F.QUOTA_EXHAUSTED,
    "server_error": F.SERVER_ERROR,
    "bad_gateway": F.SERVER_ERROR,
    "unavailable": F.OVERLOADED,
    "gateway_timeout": F.TIMEOUT,
    "overloaded": F.OVERLOADED,
    "unauthorised": F.AUTH,
    "forbidden": F.AUTH,
    "unknown_model": F.NOT_FOUND,
    "context_overflow": F.CONTEXT_OVERFLOW,
    "filtered_request": F.CONTENT_FILTER,
    "bad_request": F.REJECTED,
    "redirect": F.REJECTED,
    "reset": F.CONNECT,
    "silence": F.TIMEOUT,
    "cut_body": F.CONNECT,
    "stalled_body": F.TIMEOUT,
    "malformed_event": F.SERVER_ERROR,
    "no_end_mark": F.SERVER_ERROR,
    "page": F.SERVER_ERROR,
    "huge": F.NOT_JSON,
}
FINISHED = {
    "truncated": "length",
    "refused": "refusal",
    "fenced": "stop",
    "prose_around": "stop",
    "schema_echoed": "stop",
    "control_characters": "stop",
    "wrong_types": "stop",
    "missing_keys": "stop",
    "extra_keys": "stop",
    "empty_lists": "stop",
    "duplicate_keys": "stop",
    "not_a_number": "stop",
    "lone_surrogates": "stop",
    "other_document": "stop",
    "refusal_in_words": "stop",
    "reasoning_only": "stop",
    "blank_flood": "stop",
    "empty": "stop",
    "slow_first_byte": "stop",
    "cut_before_end_mark": "stop",
    "stalled_after_the_end": "stop",
    "ok": "stop",
}
ELSEWHERE = {"no_json_schema", "error_in_stream", "filtered_answer"}
"""Faults that show differently in the two protocols; each has a test of its own."""


def test_every_fault_of_the_catalogue_has_a_test() -> None:
    assert set(FAILURES) | set(FINISHED) | ELSEWHERE == set(FAULTS)


@pytest.mark.parametrize("name", FAILURES)
def test_a_fault_becomes_its_category_in_one_request(name: str, make: Make) -> None:
    with FaultServer(then=name) as server:
        patience = patience_for(FAULTS[name].broken)
        error = failure_of(make(server, idle_timeout=patience.idle), timeout=patience.timeout)
        assert error.category is FAILURES[name]
        assert error.provider in {"self-hosted", "claude"}
        assert server.generations == 1
        assert server.wait_for(lambda s: s.open_connections == 0), "a connection was left open"


@pytest.mark.parametrize("name", FINISHED)
def test_what_a_model_wrote_comes_back_as_it_is_for_the_policy_to_judge(name: str, make: Make) -> None:
    with FaultServer(then=name) as server:
        completion = ask(make(server))
        assert completion.finish_reason == FINISHED[name]
        assert server.generations == 1
        assert server.wait_for(lambda s: s.open_connections == 0), "a connection was left open"


@pytest.mark.parametrize("name", ["silence", "stalled_body"])
def test_a_silent_server_costs_no_more_than_the_timeout(name: str, make: Make) -> None:
    with FaultServer(then=name) as server:
        started = time.monotonic()
        error = failure_of(make(server), timeout=0.3)
        assert 0.25 < time.monotonic() - started < 0.3 + SLACK
        assert error.category is F.TIMEOUT
        assert server.wait_for(lambda s: s.cancelled == 1)


def test_a_stalled_answer_ends_by_the_idle_timeout_long_before_the_deadline(make: Make) -> None:
    with FaultServer(then="stalled_body") as server:
        started = time.monotonic()
        error = failure_of(make(server, idle_timeout=0.15), timeout=30)
        assert time.monotonic() - started < 2
        assert (error.category, error.detail) == (F.TIMEOUT, "the answer stalled")


def test_a_slow_answer_that_keeps_coming_is_no_stalled_one(make: Make) -> None:
    slow = FAULTS["ok"].but(pause=0.05)
    with FaultServer(then=slow) as server:
        started = time.monotonic()
        assert ask(make(server, idle_timeout=0.4)).finish_reason == "stop"
        assert time.monotonic() - started > 0.4


def test_the_first_byte_may_take_longer_than_the_idle_timeout(make: Make) -> None:
    with FaultServer(then=FAULTS["slow_first_byte"].but(delay=0.4)) as server:
        assert ask(make(server, idle_timeout=0.2)).finish_reason == "stop"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "3600"}, 3600.0),
        ({"retry_after_ms": "250"}, 0.25),
        ({"date": "Wed, 04 Feb 2026 10:00:00 GMT", "retry_after": "Wed, 04 Feb 2026 10:01:30 GMT"}, 90.0),
        ({}, None),
    ],
)
def test_retry_after_is_told_in_seconds(headers: dict[str, str], seconds: float | None, make: Make) -> None:
    with FaultServer(then=http_error(429, **headers)) as server:
        error = failure_of(make(server))
        assert error.retry_after == seconds
        assert (error.status, error.request_id) == (429, "req-test")


@pytest.mark.parametrize(
    ("make_name", "category"), [("self-hosted", F.SERVER_ERROR), ("claude", F.OVERLOADED)]
)
def test_an_error_inside_a_stream_has_its_own_category(
    make_name: str, category: F, request: pytest.FixtureRequest
) -> None:
    from . import support

    factory = support.claude if make_name == "claude" else support.self_hosted
    with FaultServer(then="error_in_stream") as server:
        assert failure_of(factory(server)).category is category


def test_a_filtered_answer_is_never_taken_for_a_whole_one(make: Make) -> None:
    with FaultServer(then="filtered_answer") as server:
        assert ask(make(server)).finish_reason in {"content_filter", "refusal"}


def test_a_flood_of_blanks_is_cut_off_early(make: Make) -> None:
    flood = FAULTS["blank_flood"].but(pause=0.02)
    with FaultServer(then=flood) as server:
        started = time.monotonic()
        completion = ask(make(server))
        assert time.monotonic() - started < 1, "the flood of 40,000 blanks takes two seconds to its end"
        assert len(completion.text) == 200
        assert server.wait_for(lambda s: s.cancelled == 1)


def test_an_answer_whose_end_mark_alone_is_missing_is_complete(make: Make) -> None:
    """The connection breaks after the finish reason: nothing of the answer is missing."""
    text = '{"summary": "short"}'
    with FaultServer(then="cut_before_end_mark", answer=text) as server:
        assert ask(make(server)).text == text


def test_a_connection_that_stays_open_after_the_end_mark_keeps_nobody_waiting(make: Make) -> None:
    with FaultServer(then="stalled_after_the_end") as server:
        started = time.monotonic()
        assert ask(make(server, idle_timeout=30)).usage.output_tokens > 100
        assert time.monotonic() - started < 3


def test_halves_of_a_character_in_two_events_are_joined(make: Make) -> None:
    with FaultServer(then=FAULTS["ok"].but(piece=1), answer='"\ud83d\ude00"') as server:
        assert ask(make(server)).text == '"\U0001f600"'


def test_an_answer_in_one_piece_is_read_too(make: Make) -> None:
    """Some gateways ignore `stream` and answer with one JSON object."""
    with FaultServer(then=FAULTS["ok"].but(ignores_stream=True)) as server:
        completion = ask(make(server))
        assert completion.finish_reason == "stop"
        assert completion.text.startswith("{")
        assert completion.usage.output_tokens > 0
