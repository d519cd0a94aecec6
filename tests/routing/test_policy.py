"""Policies: what they default to, and what they refuse to be."""

from __future__ import annotations

import dataclasses
import tomllib
from typing import Any

import pytest

from resumemate_llm.errors import ConfigError
from resumemate_llm.routing import BreakerSettings, Policy, Step


@pytest.mark.parametrize(
    ("asked", "chain"),
    [
        ("self-hosted", ("self-hosted", "claude", "mock")),
        ("claude", ("claude", "mock")),
        ("mock", ("mock",)),
        ("llama-cpp", ("llama-cpp", "mock")),
        ("claude, self-hosted", ("claude", "self-hosted")),
        ("claude,", ("claude", "mock")),
        (("self-hosted",), ("self-hosted",)),
        (["mock"], ("mock",)),
    ],
)
def test_a_chain_in_words(asked: Any, chain: tuple[str, ...]) -> None:
    assert Policy.default(asked).providers == chain


def test_the_defaults_are_productions() -> None:
    hosted, claude, last = Policy.default("self-hosted").chain
    assert (hosted.reasks, claude.reasks, last.reasks) == (1, 0, 0)
    assert claude.timeout == 170.0
    assert claude.max_in_flight == 3
    assert hosted.max_in_flight == 3
    assert Policy.default("mock").breaker == BreakerSettings(failures=5, window=120.0, open_for=600.0)
    assert Policy.default("mock").skills == "evidenced"


def test_a_policy_from_toml_tables() -> None:
    text = """
        deadline = 60
        reserve = 10.5
        skills = "resume-and-job"
        chain = [{provider = "self-hosted", timeout = 30, reasks = 2}, "mock"]
        [breaker]
        open_for = 60
    """
    policy = Policy.from_mapping(tomllib.loads(text))
    assert policy.providers == ("self-hosted", "mock")
    assert (policy.chain[0].timeout, policy.chain[0].reasks, policy.chain[0].attempts) == (30, 2, 2)
    assert policy.chain[1] == Policy.default("mock").chain[0]
    assert (policy.breaker.open_for, policy.breaker.failures) == (60, 5)
    assert (policy.deadline, policy.reserve, policy.skills) == (60, 10.5, "resume-and-job")


def test_what_a_policy_prints_can_be_read_again() -> None:
    policy = Policy.default("self-hosted")
    assert Policy.from_mapping(dataclasses.asdict(policy)) == policy


STEP = {"provider": "a"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "chain is missing"),
        ({"chain": []}, "the chain is empty; add a provider, for example 'mock'"),
        ({"chain": ["a", "a"]}, "'a' stands in the chain twice; raise its attempts instead"),
        ({"chain": "claude"}, "chain must be a list"),
        ({"chain": 3}, "chain must be a list"),
        ({"chain": [3]}, "chain[0] must be a table"),
        ({"chain": ["a", {}]}, "chain[1]: provider is missing"),
        ({"chain": [{"provider": " "}]}, "provider must be a name"),
        ({"chain": ["a"], "dedline": 3}, "unknown key 'dedline'; did you mean 'deadline'?"),
        ({"chain": ["a"], "zzz": 3}, "unknown key 'zzz'; known are: chain, deadline"),
        ({"chain": [{**STEP, "time_out": 3}]}, "chain[0]: unknown key 'time_out'; did you mean 'timeout'?"),
        ({"chain": [{**STEP, "timeout": 0}]}, "step 'a': timeout must be more than 0 seconds, not 0"),
        ({"chain": [{**STEP, "timeout": "3s"}]}, "timeout must be more than 0 seconds, not '3s'"),
        ({"chain": [{**STEP, "timeout": float("nan")}]}, "timeout must be more than 0 seconds"),
        ({"chain": [{**STEP, "timeout": True}]}, "timeout must be more than 0 seconds"),
        ({"chain": [{**STEP, "attempts": 0}]}, "attempts must be a whole number of at least 1, not 0"),
        ({"chain": [{**STEP, "attempts": 1.5}]}, "attempts must be a whole number"),
        ({"chain": [{**STEP, "reasks": -1}]}, "reasks must be a whole number of at least 0"),
        ({"chain": [{**STEP, "more_room": 1}]}, "more_room must be true or false"),
        ({"chain": [{**STEP, "max_in_flight": 0}]}, "max_in_flight must be a whole number of at least 1"),
        ({"chain": [{**STEP, "max_queued": -1}]}, "max_queued must be a whole number of at least 0"),
        ({"chain": ["a"], "deadline": -1}, "deadline must be more than 0 seconds"),
        ({"chain": ["a"], "deadline": float("inf")}, "deadline must be more than 0 seconds"),
        ({"chain": ["a"], "reserve": -1}, "reserve must be 0 or more seconds"),
        ({"chain": ["a"], "skills": "all"}, "skills must be one of evidenced, resume-and-job, not 'all'"),
        ({"chain": ["a"], "inferred_metrics": "x"}, "inferred_metrics must be one of forbid, mark"),
        ({"chain": ["a"], "breaker": 3}, "breaker must be a table"),
        ({"chain": ["a"], "breaker": {"failure": 3}}, "unknown key 'failure'; did you mean 'failures'?"),
        ({"chain": ["a"], "breaker": {"open_for": 9999}}, "max_open is below open_for"),
    ],
)
def test_a_policy_that_cannot_work_says_what_to_change(table: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Policy.from_mapping(table)
    assert message in str(refused.value)


def test_a_policy_in_python_is_checked_too() -> None:
    with pytest.raises(ConfigError, match="chain must be a tuple of Step"):
        Policy(chain=("mock",))  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="must be a name"):
        Step(provider=None)  # type: ignore[arg-type]


def test_a_policy_cannot_be_changed_by_accident() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Policy.default("mock").deadline = 1.0  # type: ignore[misc]
