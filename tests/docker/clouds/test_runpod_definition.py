"""Endpoint definitions: what is sent to RunPod, what it costs, and what is refused before anything is sent."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from .scripts import load

deploy = load("runpod/deploy.py")

FOLDER = Path(__file__).parents[3] / "docker" / "runpod"
DEFINITIONS = [FOLDER / "load-balancing.toml", FOLDER / "queue.toml"]


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(deploy.main, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def changed(tmp_path: Path, old: str, new: str, source: Path = DEFINITIONS[0]) -> Path:
    text = source.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "endpoint.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


@pytest.mark.parametrize("file", DEFINITIONS, ids=lambda file: file.stem)
@pytest.mark.parametrize("command", ["create", "update", "status", "scale-to-zero", "delete"])
def test_every_command_can_be_tried_without_a_key_and_a_network(
    file: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RUNPOD_API_KEY", raising=False)
    assert run(command, file, "--dry-run").stdout


def test_the_load_balancer_reaches_the_port_that_the_server_listens_on() -> None:
    sent = json.loads(run("create", DEFINITIONS[0], "--dry-run").stdout)
    env = {pair["key"]: pair["value"] for pair in sent["saveTemplate"]["env"]}
    assert (env["PORT"], sent["saveTemplate"]["ports"], env["HEALTH_CHECK_PATH"]) == (
        "8000",
        "8000/http",
        "/health",
    )
    assert sent["saveEndpoint"]["type"] == "LB"
    assert sent["saveEndpoint"]["scalerType"] == "REQUEST_COUNT"
    assert "VLLM_API_KEY" not in env


def test_the_queue_s_jobs_may_take_longer_than_runpod_s_default() -> None:
    sent = json.loads(run("create", DEFINITIONS[1], "--dry-run").stdout)
    assert (sent["saveEndpoint"]["type"], sent["saveEndpoint"]["executionTimeoutMs"]) == ("QB", 900_000)


@pytest.mark.parametrize("file", DEFINITIONS, ids=lambda file: file.stem)
def test_a_host_with_an_old_driver_is_never_taken_and_nothing_runs_unasked(file: Path) -> None:
    sent = json.loads(run("create", file, "--dry-run").stdout)["saveEndpoint"]
    assert (sent["minCudaVersion"], sent["workersMin"]) == ("13.0", 0)


def test_the_price_is_shown_before_anything_is_created() -> None:
    flex = tomllib.loads(deploy.PRICES.read_text(encoding="utf-8"))["runpod"]["flex"]["ADA_24"]
    shown = run("create", DEFINITIONS[0], "--dry-run").stderr
    assert f"${flex * 3600:.2f} an hour while it runs" in shown
    assert f"${flex * 3600 * 3:.2f} an hour at the most" in shown
    assert f"${flex * 60:.4f} (60 s)" in shown
    assert "$0.00 an hour (0 workers stay awake)" in shown


def test_several_pools_cost_what_the_dearest_costs(tmp_path: Path) -> None:
    file = changed(tmp_path, '["ADA_24"]', '["ADA_24", "ADA_80_PRO"]')
    assert "$4.18 an hour while it runs" in run("create", file, "--dry-run").stderr


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('type = "LB"', 'type = "lb"', "type is LB or QB"),
        ('["ADA_24"]', '["RTX4090"]', "gpus: unknown pools"),
        ("workers_max = 3", "workers_maximum = 3", "unknown key workers_maximum; did you mean workers_max?"),
        ("workers_min = 0", "workers_min = 4", "workers_min must not be above"),
        ('ports = "8000/http"', 'ports = "80/http"', "PORT must be one of template.ports"),
        ("[template.env]", '[template.env]\nVLLM_API_KEY = "k"', "share the Authorization header"),
        ("flashboot = true", "execution_timeout = 900", "a request to LB ends after 330 s"),
        ('name = "resumemate-14b"', "", "missing 1 required keyword-only argument: 'name'"),
        ('type = "LB"', "type = LB", "Invalid value"),
    ],
)
def test_a_definition_that_cannot_work_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert problem in run("create", changed(tmp_path, old, new), "--dry-run", code=2).stderr


def test_the_placeholder_of_an_image_is_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNPOD_API_KEY", "k")
    assert "in place of YOU" in run("create", DEFINITIONS[0], "--yes", code=2).stderr
