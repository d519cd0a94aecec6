"""The compose file as another implementation of Compose reads it: profiles, merges, variables.

Docker's own needs a daemon; podman-compose only renders here, with a fake `podman` that tells a version.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from resumemate_serve.launch import plan

from .folders import model_folder
from .programs import ROOT, program

pytestmark = pytest.mark.skipif(
    not os.environ.get("RESUMEMATE_DOCKER_TEST"), reason="needs podman-compose; run: make docker-test"
)

FILLED = (ROOT / "docker" / "example.env").read_text().replace("=\n", "=filled-in-0123456789\n", 2)


def render(folder: Path, text: str, profile: str) -> subprocess.CompletedProcess[str]:
    (folder / "env").write_text(text.replace("COMPOSE_PROFILES=gpu", f"COMPOSE_PROFILES={profile}"))
    podman = folder / "podman"
    podman.write_text("#!/bin/sh\necho podman version 5.0.0\n")
    podman.chmod(0o755)
    command = [program("podman-compose"), "--env-file", str(folder / "env"), "--profile", profile]
    command += ["-f", str(ROOT / "docker" / "compose.yaml"), "config"]
    environ = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def rendered(folder: Path, profile: str) -> dict[str, Any]:
    done = render(folder, FILLED, profile)
    assert done.returncode == 0, done.stderr
    services: dict[str, Any] = yaml.safe_load(done.stdout)["services"]
    return services


def test_each_profile_has_its_model_server(tmp_path: Path) -> None:
    always = {"proxy", "prometheus", "grafana"}
    assert set(rendered(tmp_path, "gpu")) == always | {"model"}
    assert set(rendered(tmp_path, "cpu")) == always | {"model-cpu", "tiny-model"}


@pytest.mark.parametrize(("profile", "service"), [("gpu", "model"), ("cpu", "model-cpu")])
def test_the_entry_point_starts_with_what_compose_hands_it(
    tmp_path: Path, profile: str, service: str
) -> None:
    environ = rendered(tmp_path, profile)[service]["environment"]
    model = model_folder(tmp_path / "model", weights=4_000, num_hidden_layers=2)
    preset = {"SERVE_GPU": "l4"} if profile == "gpu" else {}
    launch = plan({**environ, "SERVE_MODEL": str(model), **preset}, [], pretend=True)
    assert "--served-model-name" in launch.command
    assert launch.environ["VLLM_API_KEY"] == "filled-in-0123456789"
    assert launch.command[launch.command.index("--shutdown-timeout") + 1] == "120"


@pytest.mark.parametrize("name", ["RESUMEMATE_API_KEY", "GRAFANA_PASSWORD"])
def test_nothing_starts_without_the_secrets(tmp_path: Path, name: str) -> None:
    done = render(tmp_path, FILLED.replace(f"{name}=filled-in-0123456789", f"{name}="), "gpu")
    assert done.returncode != 0
    assert f"required variable {name} is missing a value" in done.stderr
