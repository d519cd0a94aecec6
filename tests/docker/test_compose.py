"""What the compose file, the dashboard and the alerts promise, read from the files themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from resumemate_serve.settings import VARIABLES

from .programs import CADDY, ROOT
from .series import EXPORTED, named, panels, queries, rules

DOCKER = ROOT / "docker"
TEXT = (DOCKER / "compose.yaml").read_text()
COMPOSE: Mapping[str, Any] = yaml.safe_load(TEXT)
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
EXAMPLE = (DOCKER / "example.env").read_text()


def test_only_the_proxy_can_be_reached_and_grafana_from_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(published) == {"proxy", "grafana"}
    assert published["grafana"] == ["127.0.0.1:3000:3000"]
    assert published["proxy"] == ["${RESUMEMATE_ADDRESS:-127.0.0.1}:${RESUMEMATE_HTTPS_PORT:-443}:443"]


@pytest.mark.parametrize("name", ["model", "model-cpu"])
def test_the_model_server_has_no_way_out_and_one_name_for_the_proxy(name: str) -> None:
    assert SERVICES[name]["networks"] == {"inside": {"aliases": ["model-server"]}}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert "model-server:8000" in (DOCKER / "proxy" / "Caddyfile").read_text()
    assert "model-server:8000" in (DOCKER / "prometheus" / "prometheus.yml").read_text()


@pytest.mark.parametrize("name", ["model", "model-cpu"])
def test_running_requests_may_finish_before_the_container_is_killed(name: str) -> None:
    grace = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))
    assert grace > int(SERVICES[name]["environment"]["SERVE_DRAIN_SECONDS"])
    assert int(SERVICES["proxy"]["stop_grace_period"].removesuffix("s")) >= grace


def test_one_profile_starts_one_model_server() -> None:
    profiles = {name: service.get("profiles") for name, service in SERVICES.items()}
    assert profiles == {
        "model": ["gpu"],
        "model-cpu": ["cpu"],
        "tiny-model": ["cpu"],
        "proxy": None,
        "prometheus": None,
        "grafana": None,
    }


def test_every_variable_is_explained_and_every_explained_one_is_used() -> None:
    used = set(re.findall(r"\$\{(\w+)", TEXT)) | {"COMPOSE_PROFILES"}
    explained = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    internal = {"VLLM_CPU_KVCACHE_SPACE", "SERVE_KV_CACHE_DTYPE", "SERVE_EXTRA_ARGS"}
    assert explained <= used | {"RESUMEMATE_CERTIFICATES"}
    assert used - explained <= internal
    assert {name for name in used | explained if name.startswith("SERVE_")} <= set(VARIABLES)


def test_no_secret_has_a_default() -> None:
    for name in ("RESUMEMATE_API_KEY", "GRAFANA_PASSWORD"):
        assert set(re.findall(rf"\$\{{{name}([^}}]{{2}})", TEXT)) == {":?"}
        assert f"{name}=\n" in EXAMPLE


def test_every_image_is_pinned_and_vllm_to_the_version_of_the_dockerfile() -> None:
    dockerfile = (DOCKER / "Dockerfile").read_text()
    version = re.search(r"^ARG BASE=\S+:v(\S+)$", dockerfile, re.MULTILINE)
    assert version
    major, minor = (int(part) for part in version[1].split(".")[:2])
    assert (major, minor) >= (0, 33)
    for service in SERVICES.values():
        assert re.search(r":v?\d+\.\d+\.\d+", service["image"])
        if service["image"].startswith("resumemate-llm"):
            assert version[1] in service["image"]
    assert f":v{version[1]}-" in SERVICES["model-cpu"]["build"]["args"]["BASE"]


def test_the_proxy_is_the_caddy_that_is_tested() -> None:
    assert SERVICES["proxy"]["image"].endswith(f"caddy:{CADDY}-alpine")
    assert f"caddy:{CADDY}-alpine\n" in (DOCKER / "vast" / "Dockerfile").read_text()


def test_mounted_files_are_there() -> None:
    sources = [v.split(":")[0] for service in SERVICES.values() for v in service.get("volumes", ())]
    files = [source for source in sources if source.startswith((".", "/"))]
    assert len(files) > 5
    assert [source for source in files if not (DOCKER / source).exists()] == []


def test_nothing_runs_with_more_rights_than_it_needs() -> None:
    for service in SERVICES.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service


@pytest.mark.parametrize(("where", "query"), list(queries()), ids=[where for where, _ in queries()])
def test_a_query_names_only_series_that_vllm_exports(where: str, query: str) -> None:
    known = set(EXPORTED.read_text().split())
    assert named(query) <= known
    assert named(query) or "up{" in query


def test_an_alert_says_what_happened_and_what_to_do() -> None:
    for rule in rules():
        assert set(rule["annotations"]) == {"summary", "action"}, rule["alert"]
        assert rule["labels"]["severity"] in ("page", "ticket")


def test_dashboard_and_alerts_name_each_other() -> None:
    mentioned = set(re.findall(r"Alert (\w+)", " ".join(panel["description"] for panel in panels())))
    assert mentioned <= {rule["alert"] for rule in rules()}
    for title in re.findall(r"panel (\w+)", " ".join(rule["annotations"]["action"] for rule in rules())):
        assert title in {panel["title"] for panel in panels()}


def test_panels_do_not_overlap_and_say_what_they_show() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        assert panel["description"]
        grid = panel["gridPos"]
        cells = {(grid["x"] + x, grid["y"] + y) for x in range(grid["w"]) for y in range(grid["h"])}
        assert not cells & taken
        assert max(x for x, _ in cells) < 24
        taken |= cells
