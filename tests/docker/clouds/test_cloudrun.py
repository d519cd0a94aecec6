"""Cloud Run: the script and the YAML say the same, the YAML is what the API takes, and nothing is left to defaults
that do not fit."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

FOLDER = Path(__file__).parents[3] / "docker" / "cloudrun"
SCRIPT = FOLDER / "deploy.sh"
SERVICE: dict[str, Any] = yaml.safe_load((FOLDER / "service.yaml").read_text(encoding="utf-8"))


def script(*arguments: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(SCRIPT), *arguments],
        env={"PATH": os.environ["PATH"], "PROJECT": "my-project"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done


def deploy_flags() -> dict[str, str]:
    (line,) = script("up", "--dry-run").stdout.splitlines()
    words = shlex.split(line)
    assert words[:3] == ["gcloud", "run", "deploy"]
    return {flag: value for flag, _, value in (word.partition("=") for word in words[4:])}


def test_script_and_yaml_ask_for_the_same() -> None:
    flags, template = deploy_flags(), SERVICE["spec"]["template"]
    spec, notes = template["spec"], template["metadata"]["annotations"]
    (container,) = spec["containers"]
    probe = container["startupProbe"]
    limits = container["resources"]["limits"]
    assert flags["--gpu-type"] == spec["nodeSelector"]["run.googleapis.com/accelerator"] == "nvidia-l4"
    assert flags["--gpu"] == limits["nvidia.com/gpu"]
    assert (flags["--cpu"], flags["--memory"]) == (limits["cpu"], limits["memory"])
    assert int(flags["--port"]) == container["ports"][0]["containerPort"] == probe["httpGet"]["port"]
    assert int(flags["--concurrency"]) == spec["containerConcurrency"]
    assert int(flags["--timeout"]) == spec["timeoutSeconds"] > 300
    assert flags["--min-instances"] == notes["autoscaling.knative.dev/minScale"]
    assert flags["--max-instances"] == notes["autoscaling.knative.dev/maxScale"]
    assert flags["--execution-environment"] == notes["run.googleapis.com/execution-environment"]
    assert "--no-gpu-zonal-redundancy" in flags
    assert notes["run.googleapis.com/gpu-zonal-redundancy-disabled"] == "true"
    assert "--no-cpu-throttling" in flags and notes["run.googleapis.com/cpu-throttling"] == "false"
    assert "--cpu-boost" in flags and notes["run.googleapis.com/startup-cpu-boost"] == "true"
    asked = dict(pair.split("=") for pair in flags["--startup-probe"].split(","))
    assert asked == {
        "httpGet.path": probe["httpGet"]["path"],
        "httpGet.port": str(probe["httpGet"]["port"]),
        **{key: str(probe[key]) for key in ("periodSeconds", "timeoutSeconds", "failureThreshold")},
    }
    pairs = dict(pair.split("=") for pair in flags["--set-env-vars"].split(","))
    assert pairs == {each["name"]: each["value"] for each in container["env"]}
    assert flags["--service-account"] == spec["serviceAccountName"].replace("PROJECT", "my-project")


def test_it_is_private_and_only_a_named_member_gets_in() -> None:
    assert "--no-allow-unauthenticated" in deploy_flags()
    (line,) = script("allow", "serviceAccount:app@p.iam.gserviceaccount.com", "--dry-run").stdout.splitlines()
    assert "--role=roles/run.invoker" in line and "allUsers" not in line
    assert "allow whom?" in script("allow", "--dry-run", code=2).stderr


def test_the_driver_of_the_l4_is_too_old_for_the_image_without_compatibility() -> None:
    assert "VLLM_ENABLE_CUDA_COMPATIBILITY=1" in deploy_flags()["--set-env-vars"]


def test_the_region_needs_no_invitation_and_the_image_is_in_artifact_registry() -> None:
    flags = deploy_flags()
    assert flags["--region"] in ("us-east4", "europe-west1", "europe-west4", "asia-southeast1")
    assert flags["--image"] == "us-east4-docker.pkg.dev/my-project/resumemate/resumemate-llm:14b"
    assert "was shut down" in script("up", "--dry-run", code=2, REMOTE_IMAGE="gcr.io/p/image").stderr


def test_the_image_of_this_machine_is_pushed_to_artifact_registry_and_deployed_from_there() -> None:
    tag, push = script("push", "--dry-run", IMAGE="docker.io/me/resumemate-llm:14b").stdout.splitlines()
    remote = "us-east4-docker.pkg.dev/my-project/resumemate/resumemate-llm:14b"
    assert shlex.split(tag) == ["docker", "tag", "docker.io/me/resumemate-llm:14b", remote]
    assert shlex.split(push) == ["docker", "push", remote]
    up = script("up", "--dry-run", IMAGE="docker.io/me/resumemate-llm:14b").stdout
    assert f"--image={remote}" in shlex.split(up)


def test_the_start_may_take_as_long_as_asked_for() -> None:
    line = script("up", "--dry-run", PROBE_SECONDS="1800").stdout
    assert "failureThreshold=180" in line


def test_the_price_is_shown_before_it_starts() -> None:
    prices = tomllib.loads((FOLDER.parent / "prices.toml").read_text(encoding="utf-8"))["cloudrun"]

    def hour(vcpu: int, gib: int) -> float:
        seconds = vcpu * prices["vcpu_second"] + gib * prices["gib_second"]
        return float(prices["l4_hour"] + 3600 * seconds)

    said = script("up", "--dry-run").stderr
    assert f"${hour(4, 16):.2f} (4 vCPU, 16Gi) to ${hour(8, 32):.2f} (8 vCPU, 32Gi)" in said


@pytest.mark.parametrize("command", ["setup", "push", "up", "url", "down"])
def test_every_command_can_be_tried(command: str) -> None:
    assert script(command, "--dry-run").stdout


@pytest.mark.parametrize(
    ("arguments", "said"), [((), "Cloud Run with one L4"), (("up", "--dryrun"), "Cloud Run")]
)
def test_a_misspelt_option_runs_nothing(arguments: tuple[str, ...], said: str) -> None:
    assert said in script(*arguments, code=2).stdout


def test_without_a_project_it_says_so() -> None:
    assert "PROJECT is not set" in script("up", "--dry-run", code=2, PROJECT="").stderr


@pytest.mark.skipif(not find_spec("googleapiclient"), reason="Cloud Run's API description: make deploy-test")
def test_the_yaml_is_what_the_api_takes() -> None:
    """By Google's own description of the API, in which a field that does not exist is refused."""
    spec = find_spec("googleapiclient")
    assert spec is not None and spec.origin is not None
    document = Path(spec.origin).parent / "discovery_cache" / "documents" / "run.v1.json"
    schemas = json.loads(document.read_text(encoding="utf-8"))["schemas"]
    definitions = {name: as_json_schema(schema) for name, schema in schemas.items()}
    validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/Service", "$defs": definitions})
    assert [error.message for error in validator.iter_errors(SERVICE)] == []
    misspelt = json.loads(json.dumps(SERVICE).replace("containerConcurrency", "containerConcurency"))
    assert list(validator.iter_errors(misspelt))


def as_json_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema of Google's discovery format as JSON Schema that knows no other fields."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    kind = schema.get("type", "any")
    if kind == "any":
        return {}
    if kind == "array":
        return {"type": "array", "items": as_json_schema(schema["items"])}
    if kind != "object":
        return {"type": kind} | ({"enum": schema["enum"]} if "enum" in schema else {})
    others = schema.get("additionalProperties")
    return {
        "type": "object",
        "properties": {name: as_json_schema(each) for name, each in schema.get("properties", {}).items()},
        "additionalProperties": as_json_schema(others) if others else False,
    }
