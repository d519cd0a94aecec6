"""The SDK's policy for each place fits what that place allows."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from resumemate_llm.routing import Policy
from resumemate_llm.routing.policy import PARTS_AT_ONCE, BreakerSettings, Step

from .scripts import DOCKER, load

POLICIES = sorted(DOCKER.rglob("*policy.toml"))
BATCH = 16
"""Requests that the presets for 24 GB batch, and the worker takes."""


def policy(path: str) -> Policy:
    return Policy.from_mapping(tomllib.loads((DOCKER / path).read_text(encoding="utf-8")))


def first(path: str) -> Step:
    return policy(path).chain[0]


def yaml_of(path: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DOCKER / path).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: str(file.relative_to(DOCKER)))
def test_a_slow_server_leaves_claude_its_time_and_the_last_resort_answers(file: Path) -> None:
    found = policy(str(file.relative_to(DOCKER)))
    assert found.providers[1:] == ("claude", "mock")
    assert found.chain[0].timeout + found.reserve <= found.deadline


def test_runpod_load_balancing() -> None:
    deploy = load("runpod/deploy.py")
    endpoint = deploy.read_definition(DOCKER / "runpod" / "load-balancing.toml")
    step = first("runpod/load-balancing.policy.toml")
    assert step.provider == "self-hosted"
    assert step.timeout <= deploy.LB_REQUEST_LIMIT
    assert step.max_in_flight * PARTS_AT_ONCE == endpoint.workers_max * BATCH


def test_runpod_queue() -> None:
    deploy = load("runpod/deploy.py")
    endpoint = deploy.read_definition(DOCKER / "runpod" / "queue.toml")
    step = first("runpod/queue.policy.toml")
    assert step.provider == "runpod"
    assert step.timeout == endpoint.execution_timeout
    assert policy("runpod/queue.policy.toml").strategy == "whole", "so a call is one job"
    assert step.max_in_flight == endpoint.workers_max * int(endpoint.template.env["WORKER_CONCURRENCY"])


def test_cloud_run() -> None:
    spec = yaml_of("cloudrun/service.yaml")["spec"]["template"]
    step = first("cloudrun/policy.toml")
    probe = spec["spec"]["containers"][0]["startupProbe"]
    start = probe["periodSeconds"] * probe["failureThreshold"]
    instances = int(spec["metadata"]["annotations"]["autoscaling.knative.dev/maxScale"])
    assert start < step.timeout <= spec["spec"]["timeoutSeconds"]
    assert step.max_in_flight * PARTS_AT_ONCE == instances * spec["spec"]["containerConcurrency"]


def test_kubernetes() -> None:
    (model,) = yaml_of("k8s/values.yaml")["servingEngineSpec"]["modelSpec"]
    replicas = model["keda"]["maxReplicaCount"]
    assert (
        first("k8s/policy.toml").max_in_flight * PARTS_AT_ONCE == replicas * model["vllmConfig"]["maxNumSeqs"]
    )


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: str(file.relative_to(DOCKER)))
def test_five_failing_calls_close_a_server_out(file: Path) -> None:
    """A call counts once, however many sections fail: a higher number would be reached by many users only."""
    assert policy(str(file.relative_to(DOCKER))).breaker.failures == BreakerSettings().failures == 5


@pytest.mark.parametrize(
    "path", ["runpod/load-balancing.policy.toml", "cloudrun/policy.toml", "k8s/policy.toml"]
)
def test_a_cold_start_does_not_close_the_server_out_for_long(path: str) -> None:
    assert policy(path).breaker.open_for <= 60
