"""What runs in an instance at Vast.ai: the real Caddy with the project's rules before a fake of vLLM."""

from __future__ import annotations

import base64
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import pytest

from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.testing import FaultServer
from resumemate_llm.testing.contract import example_request

from .scripts import load

deploy, start = load("vast/deploy.py"), load("vast/start.py")

ROOT = Path(__file__).parents[3]
RULES = ROOT / "docker" / "proxy" / "Caddyfile"
KEY = "k" * 64
needs_caddy = pytest.mark.skipif(
    not shutil.which("caddy"), reason="caddy is not installed (apt install caddy)"
)
RUN = """
import os, sys
sys.path.insert(0, os.environ.pop("FOLDER"))
import start
start.SERVER = (sys.executable, "-c", os.environ.pop("SERVER_CODE"))  # the model server is in the test
start.SERVER_PORT, start.PROXY_PORT = os.environ.pop("PORTS").split()
start.PROXY = (*start.PROXY[:-1], os.environ.pop("RULES"))
raise SystemExit(start.main())
"""


def environment(folder: Path) -> dict[str, str]:
    deploy.make_certificate(folder, "127.0.0.1")
    files = {"TLS_CERT_B64": "cert.pem", "TLS_KEY_B64": "key.pem"}
    encoded = {name: base64.b64encode((folder / file).read_bytes()).decode() for name, file in files.items()}
    return {"VLLM_API_KEY": KEY, "PATH": os.environ["PATH"], **encoded}


def test_the_model_server_is_not_reached_from_outside_and_gets_no_private_key(tmp_path: Path) -> None:
    environ = start.server_environment(environment(tmp_path))
    assert (environ["SERVE_HOST"], environ["SERVE_PORT"]) == ("127.0.0.1", "8000")
    assert not [name for name in environ if name.startswith("TLS_")]


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("VLLM_API_KEY", "whoever finds the port could use the model"),
        ("TLS_CERT_B64", "TLS_CERT_B64 is no PEM file in base64"),
        ("TLS_KEY_B64", "TLS_KEY_B64 is no PEM file in base64"),
    ],
)
def test_it_does_not_start_in_plain_text_or_without_a_key(tmp_path: Path, missing: str, said: str) -> None:
    environ = environment(tmp_path) | {missing: " "}
    with pytest.raises(start.Refusal, match=said):
        start.proxy_environment(environ, tmp_path)


def test_the_certificate_s_key_is_readable_for_its_owner_alone(tmp_path: Path) -> None:
    files = start.proxy_environment(environment(tmp_path), tmp_path)["RESUMEMATE_TLS"].split()
    assert [oct(Path(file).stat().st_mode & 0o777) for file in files] == ["0o600", "0o600"]


class FakeVllm(FaultServer):
    """With the paths that the proxy must not let through."""

    def side(self, method: str, path: str, body: Any) -> tuple[int, object] | None:
        return (200, {}) if path in ("/health", "/invocations", "/pause", "/metrics") else None


@contextmanager
def instance(
    vllm: FakeVllm, folder: Path, *, server: str = "import signal; signal.pause()"
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = environment(folder) | {
        "FOLDER": str(ROOT / "docker" / "vast"),
        "RULES": str(RULES),
        "SERVER_CODE": server,
        "PORTS": f"{vllm.port} {port}",
        "RESUMEMATE_BIND": "127.0.0.1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", RUN], env=environ, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        yield process, port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # what it started may hold its stderr open
    _, said = process.communicate(timeout=5)
    raise AssertionError(f"the proxy did not come up; exit code {process.returncode}:\n{said.decode()}")


@needs_caddy
def test_an_instance_answers_the_sdk_over_tls_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeVllm() as vllm, instance(vllm, tmp_path) as (process, port):
        wait_until_up(process, port)
        trusted = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))

        def status(path: str, key: str | None, method: str = "POST") -> int:
            connection = http.client.HTTPSConnection("127.0.0.1", port, context=trusted, timeout=10)
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            connection.request(method, path, b"{}" if method == "POST" else None, headers)
            answer = connection.getresponse()
            connection.close()
            return answer.status

        assert status("/v1/models", KEY, "GET") == 200
        assert status("/v1/models", "other", "GET") == 401
        assert status("/v1/chat/completions", None) == 401
        assert [status(path, KEY) for path in ("/invocations", "/pause", "/metrics")] == [404, 404, 404]
        with pytest.raises(ssl.SSLCertVerificationError):
            http.client.HTTPSConnection("127.0.0.1", port, timeout=10).connect()

        async def draft() -> str:
            monkeypatch.setattr(
                "resumemate_llm.providers.http_provider._trusted_certificates", lambda: trusted
            )
            provider = SelfHostedProvider(
                base_url=f"https://127.0.0.1:{port}/v1", model="resumemate-14b", api_key=KEY
            )
            try:
                return (await provider.complete(example_request(), timeout=20)).text
            finally:
                await provider.aclose()

        assert anyio.run(draft)
        os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=20)


@needs_caddy
def test_when_the_model_server_ends_the_instance_ends_with_its_code(tmp_path: Path) -> None:
    with FakeVllm() as vllm, instance(vllm, tmp_path, server="raise SystemExit(78)") as (process, _):
        process.communicate(timeout=20)
    assert process.returncode == 78
