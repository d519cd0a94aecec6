"""The image's entry point with a real vLLM on the CPU, on loopback: `make docker-vllm`.

    python -m tests.docker.served           # model, server, tests
    python -m tests.docker.served record    # writes the names of vLLM's series into vllm_series.txt

vLLM and its tiny model are those of tests/vllm; the entry point is run as in the image, and becomes vLLM.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.vllm.server import CACHE, MODEL, PYTHON, START_TIMEOUT, build_model, install

from .programs import ROOT
from .proxy import KEY, free_port
from .series import EXPORTED, exported

ENTRY_POINT = ROOT / "docker" / "entrypoint"


@dataclass(frozen=True, kw_only=True)
class Server:
    """The entry point's process, which is vLLM by now, and where it listens."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    seconds: float

    @property
    def url(self) -> str:
        """Without /v1."""
        return f"http://127.0.0.1:{self.port}"

    def metrics(self) -> str:
        """The text of /metrics."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=10) as response:
            text: str = response.read().decode()
            return text

    def value(self, series: str) -> float:
        """The sum of a series over its labels."""
        found = re.findall(rf"^{re.escape(series)}(?:{{[^}}]*}})? (\S+)$", self.metrics(), re.MULTILINE)
        return sum(float(value) for value in found)


def environment(port: int, **changes: str) -> dict[str, str]:
    """The variables that a user of the image would set, and what the CPU build of vLLM needs here."""
    return {
        "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONPATH": str(ENTRY_POINT),
        "SERVE_MODEL": str(MODEL),
        "SERVE_GPU": "cpu",
        "SERVE_HOST": "127.0.0.1",
        "SERVE_PORT": str(port),
        "VLLM_API_KEY": KEY,
        "VLLM_CPU_KVCACHE_SPACE": "2",
        "VLLM_CPU_OMP_THREADS_BIND": "nobind",
        "VLLM_CACHE_ROOT": str(CACHE / "root"),
        "VLLM_NO_USAGE_STATS": "1",
        "HF_HUB_OFFLINE": "1",
        "OMP_NUM_THREADS": "1",
    } | changes


@contextmanager
def served(log: Path, **changes: str) -> Iterator[Server]:
    """The entry point, healthy by its own `health` command; killed at the end if it still runs."""
    port = free_port()
    environ = environment(port, **changes)
    command = [str(PYTHON), "-m", "resumemate_serve"]
    started = time.monotonic()
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environ, stdout=output, stderr=output, start_new_session=True)
    try:
        while subprocess.call([*command, "health"], env=environ) != 0:
            assert process.poll() is None, f"it ended with {process.returncode}:\n{log.read_text()[-3000:]}"
            assert time.monotonic() - started < START_TIMEOUT, f"not healthy after {START_TIMEOUT:.0f} s"
            time.sleep(1)
        yield Server(process=process, port=port, log=log, seconds=time.monotonic() - started)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, 9)
            process.wait(30)


def record() -> None:
    """Note the names of the series that this vLLM exports after one request."""
    with served(CACHE / "served.log", SERVE_SPECULATIVE="ngram") as server:
        EXPORTED.write_text("\n".join(sorted(exported(server.metrics()))) + "\n")
    print(f"{len(EXPORTED.read_text().split())} series")


def main(arguments: list[str]) -> int:
    """Runs the tests, or records; gives the exit code."""
    install()
    build_model()
    if arguments == ["record"]:
        record()
        return 0
    environ = os.environ | {"RESUMEMATE_SERVED": "1"}
    command = [sys.executable, "-m", "pytest", "-v", "-s", "-rs", "tests/docker/test_served.py"]
    return subprocess.call(command, cwd=ROOT, env=environ)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
