"""Which series the dashboard and the alerts name, and which vLLM exports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .programs import ROOT

DASHBOARD = ROOT / "docker" / "grafana" / "dashboards" / "model-server.json"
ALERTS = ROOT / "docker" / "prometheus" / "alerts.yml"
EXPORTED = Path(__file__).with_name("vllm_series.txt")
"""Names in the /metrics of a real vLLM 0.32, a name a line; written by `python -m tests.docker.served record`."""


def panels() -> list[dict[str, Any]]:
    """The dashboard's panels."""
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text())["panels"]
    return found


def rules() -> list[dict[str, Any]]:
    """The alert rules."""
    groups = yaml.safe_load(ALERTS.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def queries() -> Iterator[tuple[str, str]]:
    """Every query with where it stands."""
    for panel in panels():
        for target in panel["targets"]:
            yield f"panel {panel['title']}", target["expr"]
    for rule in rules():
        yield f"alert {rule['alert']}", rule["expr"]


def named(query: str) -> set[str]:
    """The vLLM series in a query."""
    return set(re.findall(r"vllm:\w+", query))


def exported(metrics: str) -> set[str]:
    """The names of all samples in a /metrics text."""
    return set(re.findall(r"^(vllm:\w+)[{ ]", metrics, re.MULTILINE))
