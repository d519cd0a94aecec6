"""The proxy's real configuration in a real Caddy: what passes, what is refused, with and without the key.

Behind it is a server that notes what reaches it; test_served.py has a real vLLM there.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from resumemate_llm.errors import FailureCategory
from resumemate_llm.providers.http_errors import from_status
from resumemate_llm.testing import FaultServer

from .loopback import QuietHandler, serving
from .programs import program
from .proxy import BODY, KEY, Proxy, doctor, free_port, proxy
from .proxy_table import CLOSED, OPEN, TRICKS, wrong_rows

pytestmark = pytest.mark.skipif(
    not os.environ.get("RESUMEMATE_DOCKER_TEST"), reason="starts Caddy; run: make docker-test"
)


class Noting(QuietHandler):
    """An upstream that answers everything with 200 and notes what it was asked."""

    seen: list[tuple[str, str, str | None]]

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.seen.append((self.command, self.path, self.headers.get("Authorization")))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = answer


@pytest.fixture(scope="module")
def noting() -> Iterator[ThreadingHTTPServer]:
    Noting.seen = []
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Noting)) as server:
        yield server


@pytest.fixture(scope="module", params=["the compose file's Caddy", "Debian's Caddy"])
def door(
    request: pytest.FixtureRequest, noting: ThreadingHTTPServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    ours = request.param == "the compose file's Caddy"
    caddy = program("caddy") if ours else shutil.which("caddy")
    if caddy is None:
        pytest.skip("Debian's caddy is not installed")
    upstream = f"127.0.0.1:{noting.server_address[1]}"
    with proxy(upstream, tmp_path_factory.mktemp("caddy"), caddy) as running:
        yield running


def test_the_table_of_paths(door: Proxy) -> None:
    wrong = wrong_rows(door, [(method, path) for path in CLOSED for method in ("GET", "POST")])
    assert wrong == []


@pytest.mark.parametrize("path", TRICKS)
@pytest.mark.parametrize("key", [None, KEY], ids=["no key", "key"])
def test_no_spelling_reaches_another_path(door: Proxy, path: str, key: str | None) -> None:
    Noting.seen.clear()
    for method in ("GET", "POST"):
        status, _, body = door.ask(method, path, key)
        assert "vllm:" not in body
        assert status in ({200, 301, 308, 400, 404, 405, 422} if key else {301, 308, 400, 401, 404})
    for method, reached, _ in Noting.seen:
        assert (method, reached.partition("?")[0]) in OPEN


def test_the_key_is_compared_as_a_whole(door: Proxy) -> None:
    for wrong in (KEY[:-1], KEY + "x", KEY.upper(), "*", f"*{KEY[-3:]}", f"{KEY[:3]}*", f"{KEY} ", ""):
        assert door.ask("GET", "/v1/models", wrong or None)[0] == (200 if wrong.strip() == KEY else 401)


def test_a_refusal_has_the_form_of_openais_errors(door: Proxy) -> None:
    status, headers, body = door.ask("GET", "/v1/models", None)
    assert (status, headers["Content-Type"]) == (401, "application/json")
    assert body == '{"error":{"message":"the key is missing or wrong","type":"invalid_api_key"}}'


def test_the_key_reaches_vllm_which_asks_for_it_again(door: Proxy) -> None:
    Noting.seen.clear()
    door.ask("POST", "/v1/chat/completions", KEY)
    assert Noting.seen == [("POST", "/v1/chat/completions", f"Bearer {KEY}")]


def test_a_body_of_more_than_a_megabyte_is_refused(door: Proxy) -> None:
    status, _, _ = door.ask("POST", "/v1/chat/completions", KEY, body="x" * 1_100_000)
    assert status == 413


def test_certificates_are_verified(door: Proxy) -> None:
    nobody = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        http.client.HTTPSConnection("localhost", door.port, context=nobody, timeout=5).request(
            "GET", "/health"
        )
    with pytest.raises((ssl.SSLError, OSError)):
        other = http.client.HTTPSConnection("127.0.0.1", door.port, context=door.context(), timeout=5)
        other.request("GET", "/health")


def test_a_certificate_of_ones_own(noting: ThreadingHTTPServer, tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    upstream = f"127.0.0.1:{noting.server_address[1]}"
    files = f"{certificate} {key}"
    with proxy(upstream, tmp_path, authority=certificate, RESUMEMATE_TLS=files) as running:
        assert running.ask("GET", "/v1/models", KEY)[0] == 200


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Files of a certificate for localhost and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem, clear = serialization.Encoding.PEM, serialization.NoEncryption()
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(signed.public_bytes(pem))
    files[1].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, clear))
    return files


def test_old_protocols_are_refused(door: Proxy) -> None:
    def connect(version: ssl.TLSVersion) -> str | None:
        context = door.context()
        context.minimum_version = context.maximum_version = version
        with (
            socket.create_connection(("127.0.0.1", door.port), 5) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as secure,
        ):
            return secure.version()

    assert connect(ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
    assert connect(ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
    with pytest.warns(DeprecationWarning), pytest.raises(ssl.SSLError):
        connect(ssl.TLSVersion.TLSv1_1)


def test_plain_http_is_not_served_nor_redirected(door: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=5)
    connection.request("GET", "/health")
    response = connection.getresponse()
    assert (response.status, response.getheader("Location")) == (400, None)
    connection.close()


def test_a_model_server_that_is_down_is_overload_and_not_an_error(tmp_path: Path) -> None:
    with proxy(f"127.0.0.1:{free_port()}", tmp_path) as running:
        status, headers, body = running.ask("POST", "/v1/chat/completions", KEY)
    assert (status, headers["Retry-After"]) == (503, "5")
    assert '"type":"overloaded"' in body
    assert from_status("self-hosted", status, headers, body).category is FailureCategory.OVERLOADED


def test_the_sdk_reads_what_the_proxy_says(door: Proxy) -> None:
    def category(method: str, path: str, key: str | None, body: str = BODY) -> FailureCategory:
        return from_status("self-hosted", *door.ask(method, path, key, body)).category

    assert category("POST", "/v1/chat/completions", None) is FailureCategory.AUTH
    assert category("POST", "/v1/completions", KEY) is FailureCategory.NOT_FOUND
    assert category("POST", "/v1/chat/completions", KEY, "x" * 1_100_000) is FailureCategory.CONTEXT_OVERFLOW


def test_doctor_through_the_proxy_verifies_the_certificate(tmp_path: Path) -> None:
    """A server that speaks vLLM's protocol stands behind the proxy; test_served.py has vLLM itself there."""
    with FaultServer() as stand_in, proxy(stand_in.url.removeprefix("http://"), tmp_path) as running:
        assert doctor(running) == (1, "TLS: the certificate is not trusted")
        assert doctor(running, SSL_CERT_FILE=str(running.root)) == (0, "")
        wrong = {"SSL_CERT_FILE": str(running.root), "SELF_HOSTED_LLM_API_KEY": "sk-wrong"}
        assert doctor(running, **wrong) == (1, "HTTP 401")


def test_neither_key_nor_body_is_in_the_log(door: Proxy) -> None:
    door.ask("POST", "/v1/chat/completions", KEY, body='{"messages":"canary-of-a-resume"}')
    log = door.log.read_text()
    assert "/v1/chat/completions" in log
    assert KEY not in log
    assert "canary-of-a-resume" not in log
