"""Kubernetes: the values say what the chart reads, and the server starts as the entry point would start it."""

from __future__ import annotations

import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from resumemate_serve.command import ALWAYS
from resumemate_serve.presets import NGRAM, PRESETS
from resumemate_serve.settings import Settings

VALUES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "docker" / "k8s" / "values.yaml").read_text(encoding="utf-8")
)
ENGINE = VALUES["servingEngineSpec"]
(MODEL,) = ENGINE["modelSpec"]

# What the templates of chart vllm/vllm-stack 0.1.12 read; anything else would be ignored in silence.
READ = {
    "servingEngineSpec": {
        *("enableEngine", "runtimeClassName", "vllmApiKey", "securityContext", "containerSecurityContext"),
        *("startupProbe", "livenessProbe", "readinessProbe", "serviceMonitor", "modelSpec", "strategy"),
        *("tolerations", "imagePullPolicy", "containerPort", "servicePort", "labels", "configs"),
    },
    "modelSpec": {
        *(
            "name",
            "repository",
            "tag",
            "modelURL",
            "replicaCount",
            "requestCPU",
            "requestMemory",
            "requestGPU",
        ),
        *("requestGPUType", "limitCPU", "limitMemory", "env", "vllmConfig", "keda", "nodeSelectorTerms"),
        *("imagePullSecret", "pvcStorage", "shmSize", "tolerations"),
    },
    "vllmConfig": {
        *("enablePrefixCaching", "enableChunkedPrefill", "maxModelLen", "dtype", "tensorParallelSize"),
        *("maxNumSeqs", "gpuMemoryUtilization", "maxLoras", "extraArgs"),
    },
    "keda": {
        *("enabled", "minReplicaCount", "maxReplicaCount", "pollingInterval", "cooldownPeriod", "triggers"),
        *("idleReplicaCount", "initialCooldownPeriod", "fallback", "advanced"),
    },
    "routerSpec": {
        *(
            "routingLogic",
            "serviceMonitor",
            "replicaCount",
            "resources",
            "ingress",
            "vllmApiKey",
            "extraArgs",
        ),
        *("repository", "tag"),
    },
}


def rendered_command() -> list[str]:
    """The container's command as the chart's deployment template puts it together."""
    config = MODEL["vllmConfig"]
    caching = "--enable-prefix-caching" if config.get("enablePrefixCaching") else "--no-enable-prefix-caching"
    flags = [
        caching,
        *("--max-model-len", str(config["maxModelLen"])),
        *("--max-num-seqs", str(config["maxNumSeqs"])),
        *("--gpu_memory_utilization", str(config["gpuMemoryUtilization"])),
    ]
    return [
        "vllm",
        "serve",
        MODEL["modelURL"],
        "--host",
        "0.0.0.0",
        "--port",
        "8000",
        *flags,
        *config["extraArgs"],
    ]


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("servingEngineSpec", ENGINE),
        ("modelSpec", MODEL),
        ("vllmConfig", MODEL["vllmConfig"]),
        ("keda", MODEL["keda"]),
        ("routerSpec", VALUES["routerSpec"]),
    ],
)
def test_every_value_is_one_that_the_chart_reads(part: str, values: dict[str, Any]) -> None:
    assert set(values) <= READ[part]


def test_the_server_is_started_as_the_entry_point_would() -> None:
    command, preset, settings = rendered_command(), PRESETS["4090"], Settings()
    assert {argument for option in ALWAYS for argument in option} <= set(command)
    assert value_of(command, "--served-model-name") == settings.name
    assert MODEL["modelURL"] == settings.model
    assert int(value_of(command, "--max-model-len")) == settings.max_model_len
    assert int(value_of(command, "--max-num-seqs")) == preset.max_num_seqs
    assert int(value_of(command, "--max-num-batched-tokens")) == preset.max_batched_tokens
    assert float(value_of(command, "--gpu_memory_utilization")) == settings.gpu_memory_utilization
    assert value_of(command, "--speculative-config") == NGRAM


def value_of(command: list[str], flag: str) -> str:
    assert command.count(flag) == 1, shlex.join(command)
    return command[command.index(flag) + 1]


def test_prefix_caching_is_on() -> None:
    assert "--no-enable-prefix-caching" not in rendered_command()


def test_running_answers_are_finished_before_kubernetes_kills_the_pod() -> None:
    """The chart has no terminationGracePeriodSeconds: Kubernetes gives 30 seconds."""
    assert 0 < int(value_of(rendered_command(), "--shutdown-timeout")) < 30


def test_one_trigger_counts_what_waits_and_one_wakes_from_zero() -> None:
    keda = MODEL["keda"]
    assert keda["minReplicaCount"] == 0
    queries = [trigger["metadata"]["query"] for trigger in keda["triggers"]]
    assert any("vllm:num_requests_waiting" in query for query in queries)
    assert any("vllm:num_incoming_requests_total" in query for query in queries)
    assert all(isinstance(value, str) for t in keda["triggers"] for value in t["metadata"].values())


def test_the_start_may_take_minutes() -> None:
    probe = ENGINE["startupProbe"]
    assert probe["initialDelaySeconds"] + probe["periodSeconds"] * probe["failureThreshold"] >= 900


@pytest.mark.skipif(not find_spec("kubernetes_validate"), reason="Kubernetes' schemas: make deploy-test")
def test_the_pod_is_what_kubernetes_takes() -> None:
    """The Deployment that the chart's template would make of the values, by Kubernetes' own schema."""
    import kubernetes_validate

    resources = {
        "cpu": MODEL["requestCPU"],
        "memory": MODEL["requestMemory"],
        "nvidia.com/gpu": MODEL["requestGPU"],
    }
    container = {
        "name": "vllm",
        "image": f"{MODEL['repository']}:{MODEL['tag']}",
        "command": rendered_command(),
        "securityContext": ENGINE["containerSecurityContext"],
        "env": [{"name": "VLLM_API_KEY", "valueFrom": {"secretKeyRef": as_reference(ENGINE["vllmApiKey"])}}],
        "ports": [{"containerPort": 8000}],
        "startupProbe": ENGINE["startupProbe"],
        "resources": {"requests": resources, "limits": {"nvidia.com/gpu": MODEL["requestGPU"]}},
    }
    labels = {"model": MODEL["name"]}
    deployment = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "resumemate-deployment-vllm"},
        "spec": {
            "replicas": MODEL["replicaCount"],
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": {"labels": labels},
                "spec": {"securityContext": ENGINE["securityContext"], "containers": [container]},
            },
        },
    }
    newest = kubernetes_validate.latest_version()
    kubernetes_validate.validate(deployment, newest, strict=True)
    container["startupProb"] = container.pop("startupProbe")
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment, newest, strict=True)


def as_reference(key: dict[str, str]) -> dict[str, str]:
    return {"name": key["secretName"], "key": key["secretKey"]}
