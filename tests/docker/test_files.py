"""The files of docker/ by the programs that read them: hadolint, Compose's schema, Caddy, Prometheus."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from .programs import BIN, ROOT, program
from .series import DASHBOARD, queries

pytestmark = pytest.mark.skipif(
    not os.environ.get("RESUMEMATE_DOCKER_TEST"), reason="needs other programs; run: make docker-test"
)

DOCKER = ROOT / "docker"
DOCKERFILES = sorted(DOCKER.rglob("*Dockerfile*"))


def passes(*command: str | Path, **environ: str) -> None:
    done = subprocess.run(
        [str(part) for part in command], env=os.environ | environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("file", DOCKERFILES, ids=[str(file.relative_to(DOCKER)) for file in DOCKERFILES])
def test_hadolint_finds_nothing(file: Path) -> None:
    passes(program("hadolint"), file)


def test_the_compose_file_follows_the_compose_specification() -> None:
    passes(program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", DOCKER / "compose.yaml")


def test_caddy_reads_its_configuration() -> None:
    config = DOCKER / "proxy" / "Caddyfile"
    passes(
        *(program("caddy"), "validate", "--config", config, "--adapter", "caddyfile"),
        RESUMEMATE_API_KEY="any",
    )


def test_prometheus_reads_its_configuration() -> None:
    passes(program("promtool"), "check", "config", DOCKER / "prometheus" / "prometheus.yml")


def test_each_alert_fires_where_it_should_and_nowhere_else() -> None:
    passes(program("promtool"), "test", "rules", ROOT / "tests" / "docker" / "alerts.test.yml")


def test_every_query_of_the_dashboard_is_valid(tmp_path: Path) -> None:
    texts = [query.replace("$__rate_interval", "1m") for _, query in queries()]
    records = [{"record": f"query_{number}", "expr": text} for number, text in enumerate(texts)]
    file = tmp_path / "queries.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": records}]}))
    passes(program("promtool"), "check", "rules", file)


def test_grafanas_own_model_knows_every_field_of_the_dashboard() -> None:
    python = BIN / "python"
    if not python.exists():
        pytest.skip("grafana-foundation-sdk is not installed; run: make docker-test")
    passes(python, Path(__file__).with_name("grafana_model.py"), DASHBOARD)
