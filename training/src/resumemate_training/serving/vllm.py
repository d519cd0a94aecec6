"""One vLLM server for the length of a `with` block: started on loopback, awaited, ended by its process group."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import SetupError, StepFailed
from .flags import quantization_flags

START_TIMEOUT: Final = 900.0
ON_CPU: Final[Mapping[str, str]] = {
    "VLLM_CPU_KVCACHE_SPACE": "2",
    "VLLM_CPU_OMP_THREADS_BIND": "nobind",
    "OMP_NUM_THREADS": "1",
}
"""What vLLM for CPU is told on a small machine: 2 GiB of cache, threads where the system puts them."""
_TAIL: Final = 15


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, the process group it runs in, and the seconds until it was healthy."""

    url: str
    group: int
    seconds: float


def find_vllm(program: Path | None = None) -> Path:
    """The `vllm` program: the one given, else the one on the path. Raises `SetupError` without one."""
    found = program or shutil.which("vllm")
    if found is None or not Path(found).is_file():
        raise SetupError(
            "there is no `vllm` on the path; install it in an environment of its own and name it with --vllm "
            "PATH/bin/vllm"
        )
    return Path(found)


def command(
    model: Path,
    port: int,
    *,
    program: Path,
    name: str,
    max_model_len: int,
    more: Sequence[str] = (),
    quantization: str | None = None,
) -> list[str]:
    """The command line that serves `model` on loopback as `name`."""
    return [
        *(str(program), "serve", str(model), "--served-model-name", name),
        *("--max-model-len", str(max_model_len), "--host", "127.0.0.1", "--port", str(port)),
        *("--generation-config", "vllm", *quantization_flags(model, quantization), *more),
    ]


@contextmanager
def serving(
    arguments: Sequence[str], port: int, log: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Start `arguments`, wait until the server is healthy, and end it after the block.

    Raises `StepFailed` with the log's last lines where it does not come up.
    """
    began = time.monotonic()
    variables = {**os.environ, "HF_HUB_OFFLINE": "1", "VLLM_NO_USAGE_STATS": "1", **environment}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as file:
        process = subprocess.Popen(  # noqa: S603
            arguments, env=variables, stdout=file, stderr=file, start_new_session=True
        )
    try:
        _wait_until_healthy(process, port, log)
        yield Server(f"http://127.0.0.1:{port}", process.pid, time.monotonic() - began)
    finally:
        _end(process)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_TIMEOUT
    while time.monotonic() < end:
        if process.poll() is not None:
            raise StepFailed(
                f"vLLM ended with code {process.returncode}; the last lines of {log}:\n{_tail(log)}"
            )
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    raise StepFailed(f"vLLM was not healthy after {START_TIMEOUT:.0f} s; see {log}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-_TAIL:])
