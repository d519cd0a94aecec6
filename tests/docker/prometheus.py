"""A real Prometheus on loopback with the project's own configuration and rules."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .programs import ROOT, program
from .proxy import free_port

FOLDER = ROOT / "docker" / "prometheus"


@dataclass(frozen=True, kw_only=True)
class Prometheus:
    """A running Prometheus."""

    port: int

    def ask(self, path: str, **parameters: str) -> Any:
        """The data of an answer of its API."""
        query = urllib.parse.urlencode(parameters)
        with urllib.request.urlopen(
            f"http://127.0.0.1:{self.port}/api/v1/{path}?{query}", timeout=10
        ) as response:
            return json.load(response)["data"]

    def values(self, query: str) -> list[float]:
        """The values that a query has now, one a series."""
        result = self.ask("query", query=query)["result"]
        return [float(sample["value"][1]) for sample in result]

    def wait_for(self, query: str, least: float, seconds: float = 60.0) -> None:
        """Wait until a query's first value is `least` or more."""
        end = time.monotonic() + seconds
        while not any(value >= least for value in self.values(query)):
            assert time.monotonic() < end, (
                f"{query} is not {least} after {seconds:.0f} s: {self.values(query)}"
            )
            time.sleep(0.5)


@contextmanager
def prometheus(target: str, folder: Path) -> Iterator[Prometheus]:
    """Prometheus asking `target` (host:port) every second; ends with the block."""
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    config["rule_files"] = [str(FOLDER / "alerts.yml")]
    config["scrape_configs"][0]["static_configs"][0]["targets"] = [target]
    file = folder / "prometheus.yml"
    file.write_text(yaml.safe_dump(config))
    port = free_port()
    command = [
        *(program("prometheus"), f"--config.file={file}", f"--storage.tsdb.path={folder}/data"),
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "prometheus.log").open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        running = Prometheus(port=port)
        _wait(running)
        yield running
    finally:
        process.terminate()
        process.wait(20)


def _wait(running: Prometheus) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            running.values("vector(1)")
            return
        except OSError:
            assert time.monotonic() < end, "Prometheus does not answer"
            time.sleep(0.2)
