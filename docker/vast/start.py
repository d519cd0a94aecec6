"""What runs in an instance at Vast.ai: the model server on loopback, and before it the proxy with TLS.

Vast publishes every port of an image on a shared public address, so the server listens on 127.0.0.1 only and
the proxy alone is reached from outside. Certificate and key come as TLS_CERT_B64 and TLS_KEY_B64, made by deploy.py
for this one instance. When one of the two processes ends, so does the other, and the instance with them.
"""

from __future__ import annotations

import base64
import binascii
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

SERVER = ("python3", "-m", "resumemate_serve")
PROXY = ("caddy", "run", "--adapter", "caddyfile", "--config", "/opt/resumemate/proxy/Caddyfile")
SERVER_PORT, PROXY_PORT = "8000", "8443"
EXIT_CODE = 78
"""Of a start that is refused, as the entry point's own: EX_CONFIG of sysexits.h."""


class Refusal(Exception):
    """The instance cannot start so."""


def server_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """For the model server: on loopback, without the certificate's key."""
    left = {name: value for name, value in environ.items() if not name.startswith("TLS_")}
    return left | {"SERVE_HOST": "127.0.0.1", "SERVE_PORT": SERVER_PORT}


def proxy_environment(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """For the proxy: the server behind it, the certificate's files, and the key that clients must send.

    Raises `Refusal` where certificate or key is missing: the proxy would otherwise answer in plain text, or let
    everybody in.
    """
    if not environ.get("VLLM_API_KEY", "").strip():
        raise Refusal("VLLM_API_KEY is not set, so whoever finds the port could use the model")
    files = [_file(environ, name, folder) for name in ("TLS_CERT_B64", "TLS_KEY_B64")]
    return {
        "PATH": environ.get("PATH", ""),
        "RESUMEMATE_API_KEY": environ["VLLM_API_KEY"].strip(),
        "RESUMEMATE_SITE": f":{PROXY_PORT}",
        "RESUMEMATE_TLS": " ".join(str(file) for file in files),
        "RESUMEMATE_UPSTREAM": f"127.0.0.1:{SERVER_PORT}",
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    } | {name: environ[name] for name in ("RESUMEMATE_BIND",) if name in environ}


def _file(environ: Mapping[str, str], name: str, folder: Path) -> Path:
    try:
        content = base64.b64decode(environ.get(name, ""), validate=True)
    except binascii.Error:
        content = b""
    if not content.startswith(b"-----BEGIN"):
        raise Refusal(f"{name} is no PEM file in base64; deploy.py create makes it")
    file = folder / name.lower().removesuffix("_b64")
    file.touch(mode=0o600)
    file.write_bytes(content)
    return file


def run(environ: Mapping[str, str], folder: Path) -> int:
    """Run both until one ends or a signal comes; the exit code of the one that ended first."""
    for_proxy = proxy_environment(environ, folder)
    processes = [
        subprocess.Popen(SERVER, env=server_environment(environ)),  # noqa: S603  no shell, fixed commands
        subprocess.Popen(PROXY, env=for_proxy),  # noqa: S603
    ]

    def stop(number: int, frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    first = _first_to_end(processes)
    stop(signal.SIGTERM, None)
    for process in processes:
        process.wait()
    return first


def _first_to_end(processes: list[subprocess.Popen[bytes]]) -> int:
    """The exit code of the first child that ends."""
    ended, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    for process in processes:
        if process.pid == ended:
            process.returncode = code
    return code


def main() -> int:
    """Start both. Exit code 78 where that cannot work."""
    with tempfile.TemporaryDirectory(prefix="resumemate-") as folder:
        try:
            return run(os.environ, Path(folder))
        except Refusal as refusal:
            print(f"resumemate: refused: {refusal}", file=sys.stderr, flush=True)
            return EXIT_CODE


if __name__ == "__main__":
    raise SystemExit(main())
