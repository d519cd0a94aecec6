"""Ray Serve: the config is what Ray's own schema takes, and starts the same server as the entry point."""

from __future__ import annotations

import ast
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from resumemate_serve.command import STRUCTURED
from resumemate_serve.presets import NGRAM, PRESETS
from resumemate_serve.settings import Settings

CONFIG: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[3] / "docker" / "ray" / "serve.yaml").read_text(encoding="utf-8")
)
(APPLICATION,) = CONFIG["applications"]
(MODEL,) = APPLICATION["args"]["llm_configs"]
needs_ray = pytest.mark.skipif(not find_spec("ray"), reason="Ray's own schema: make deploy-test")


def test_the_server_is_started_as_the_entry_point_would() -> None:
    asked, preset, settings = MODEL["engine_kwargs"], PRESETS["l4"], Settings()
    assert MODEL["model_loading_config"] == {"model_id": settings.name, "model_source": settings.model}
    assert asked["max_model_len"] == settings.max_model_len
    assert asked["max_num_seqs"] == preset.max_num_seqs == MODEL["deployment_config"]["max_ongoing_requests"]
    assert asked["max_num_batched_tokens"] == preset.max_batched_tokens
    assert asked["gpu_memory_utilization"] == settings.gpu_memory_utilization
    assert asked["enable_prefix_caching"] is True
    assert asked["generation_config"] == "vllm"
    assert asked["structured_outputs_config"] == json.loads(STRUCTURED)
    assert asked["speculative_config"] == json.loads(NGRAM)


def test_running_answers_are_finished_at_every_scale_in() -> None:
    assert MODEL["deployment_config"]["graceful_shutdown_timeout_s"] >= 120


def test_it_listens_on_loopback_only_because_ray_has_no_key() -> None:
    assert CONFIG["http_options"]["host"] == "127.0.0.1"


@needs_ray
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Ray's own, of pydantic
def test_the_config_is_what_ray_takes() -> None:
    from ray.serve.config import AutoscalingConfig
    from ray.serve.schema import (
        DeploymentSchema,
        HTTPOptionsSchema,
        ServeApplicationSchema,
        ServeDeploySchema,
    )

    ServeDeploySchema.model_validate(CONFIG)
    deployment = MODEL["deployment_config"]
    DeploymentSchema.model_validate({"name": "LLMServer", **deployment})
    parts = [
        (ServeDeploySchema, CONFIG),
        (HTTPOptionsSchema, CONFIG["http_options"]),
        (ServeApplicationSchema, APPLICATION),
        (DeploymentSchema, deployment),
        (AutoscalingConfig, deployment["autoscaling_config"]),
    ]
    for schema, values in parts:  # the schemas let unknown keys pass
        assert set(values) <= set(schema.model_fields)


@needs_ray
def test_every_field_of_the_model_is_one_of_llmconfig() -> None:
    """By Ray's source, because its classes cannot be imported without vLLM."""
    spec = find_spec("ray")
    assert spec is not None and spec.origin is not None
    source = Path(spec.origin).parent / "llm/_internal/serve/core/configs/llm_config.py"
    classes = {
        node.name: {ast.unparse(each.target) for each in node.body if isinstance(each, ast.AnnAssign)}
        for node in ast.parse(source.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    assert set(MODEL) <= classes["LLMConfig"]
    assert set(MODEL["model_loading_config"]) <= classes["ModelLoadingConfig"]
