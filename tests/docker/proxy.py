"""Caddy with the project's own configuration on loopback, and raw HTTP to it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .programs import ROOT, program

CONFIG = ROOT / "docker" / "proxy" / "Caddyfile"
KEY = "sk-resumemate-0123456789"
BODY = '{"model":"resumemate-14b","messages":[{"role":"user","content":"hello"}],"max_tokens":2}'


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """A running proxy: its port, the certificate of its own authority, and its log."""

    port: int
    root: Path
    log: Path

    def context(self) -> ssl.SSLContext:
        """Trusts nobody but the proxy's authority, and checks the host's name."""
        return ssl.create_default_context(cafile=str(self.root))

    def ask(
        self, method: str, path: str, key: str | None, body: str = BODY
    ) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and body. The path is sent as it stands."""
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.context(), timeout=60)
        connection.putrequest(method, path)
        sent = body.encode() if method == "POST" else b""
        for name, value in headers(key, sent).items():
            connection.putheader(name, value)
        connection.endheaders(sent or None)
        response = connection.getresponse()
        try:
            return response.status, dict(response.getheaders()), response.read().decode(errors="replace")
        finally:
            connection.close()


def headers(key: str | None, body: bytes) -> dict[str, str]:
    sent = {"Content-Type": "application/json", "Content-Length": str(len(body))} if body else {}
    return sent | ({"Authorization": f"Bearer {key}"} if key else {})


@contextmanager
def proxy(
    upstream: str, folder: Path, caddy: str | None = None, authority: Path | None = None, **changes: str
) -> Iterator[Proxy]:
    """The proxy before `upstream` (host:port); ends with the block. Skips the test without Caddy.

    `caddy` is another Caddy than that of the compose file, `authority` the certificate that vouches for it
    where that is not Caddy's own.
    """
    port = free_port()
    environ = {
        "PATH": os.environ["PATH"],
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "RESUMEMATE_API_KEY": KEY,
        "RESUMEMATE_SITE": f"localhost:{port}",
        "RESUMEMATE_UPSTREAM": upstream,
        "RESUMEMATE_BIND": "127.0.0.1",
    } | changes
    log = folder / "caddy.log"
    command = [caddy or program("caddy"), "run", "--config", str(CONFIG), "--adapter", "caddyfile"]
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environ, stdout=output, stderr=output)
    try:
        own = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        root = authority or own
        _wait(process, port, root, log)
        yield Proxy(port=port, root=root, log=log)
    finally:
        process.terminate()
        process.wait(10)


def doctor(door: Proxy, **changes: str) -> tuple[int, str]:
    """`resumemate doctor` through the proxy: its exit code, and what it found wrong."""
    command = [sys.executable, "-m", "resumemate_llm.cli", "doctor", "--timeout", "120", "--json"]
    command += ["--url", f"https://localhost:{door.port}/v1"]
    environ = os.environ | {"SELF_HOSTED_LLM_API_KEY": KEY} | changes
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    checks = json.loads(done.stdout)["providers"]["self-hosted"]
    return done.returncode, "; ".join(check["detail"] for check in checks if check["ok"] is False)


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, root: Path, log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        if root.exists():
            try:
                context = ssl.create_default_context(cafile=str(root))
                with socket.create_connection(("127.0.0.1", port), 5) as plain:
                    context.wrap_socket(plain, server_hostname="localhost").close()
                return
            except OSError:
                pass
        time.sleep(0.1)
    raise AssertionError(f"Caddy does not answer:\n{log.read_text()}")
