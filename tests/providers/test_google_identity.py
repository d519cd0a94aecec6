"""Identity tokens for Cloud Run, against a fake of Google's metadata server.

The fake speaks the metadata server's protocol (its header in both directions, the identity route, tokens in
the form of a JWT); the tokens are signed by nobody.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from google.auth.compute_engine import _metadata

from resumemate_llm.errors import ConfigError, FailureCategory, ProviderError
from resumemate_llm.providers.builtin import self_hosted
from resumemate_llm.providers.google_identity import GoogleIdentity
from resumemate_llm.providers.http_provider import HttpProvider
from resumemate_llm.settings import Secret, Settings
from resumemate_llm.testing import FaultServer

from .support import make_request, run

SERVICE = "https://resumemate-x.a.run.app"


class FakeMetadataServer(HTTPServer):
    """`lasts` is how many seconds the next token is good for, None for a server that fails."""

    lasts: float | None = 3600

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.audiences: list[str] = []

    def token(self, audience: str) -> str:
        self.audiences.append(audience)
        claims = {"aud": audience, "exp": int(time.time() + (self.lasts or 0)), "n": len(self.audiences)}
        parts = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in ({"alg": "RS256"}, claims)]
        return b".".join([*parts, b"c2ln"]).decode()


class _Handler(BaseHTTPRequestHandler):
    server: FakeMetadataServer

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if self.headers["Metadata-Flavor"] != "Google":
            return self._answer(403, "")
        if url.path.endswith("/identity") and self.server.lasts is None:
            return self._answer(404, "no service account")
        if url.path.endswith("/identity"):
            return self._answer(200, self.server.token(parse_qs(url.query)["audience"][0]))
        if url.path.startswith("/computeMetadata/v1/instance/service-accounts/default"):
            account = {"aliases": ["default"], "email": "sa@project.iam.gserviceaccount.com", "scopes": []}
            return self._answer(200, json.dumps(account), "application/json")
        return self._answer(200, "computeMetadata/")

    def _answer(self, status: int, body: str, content_type: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Metadata-Flavor", "Google")
        self.send_header("Content-Type", content_type)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def metadata(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMetadataServer]:
    with FakeMetadataServer() as server:
        host = f"127.0.0.1:{server.server_port}"
        monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        monkeypatch.setenv("GCE_METADATA_IP", host)
        monkeypatch.setattr(_metadata, "_GCE_METADATA_HOST", host)
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def settings(server: FaultServer, **changes: Any) -> Settings:
    return Settings(self_hosted_url=server.openai_url, self_hosted_identity="google", **changes)


def sent_by(server: FaultServer, configured: Settings) -> list[dict[str, str]]:
    """The headers of every request that one generation makes."""

    async def work() -> None:
        provider = self_hosted(configured)
        try:
            await provider.complete(make_request(), timeout=20)
        finally:
            await provider.aclose()

    run(work)
    return [dict(request.headers) for request in server.requests]


def test_the_token_is_for_the_service_and_stands_in_authorization(metadata: FakeMetadataServer) -> None:
    with FaultServer() as server:
        headers = sent_by(server, settings(server))
        assert set(metadata.audiences) == {server.url}
    assert all(h["authorization"].startswith("Bearer ey") for h in headers)


def test_with_a_key_of_the_server_s_own_the_token_moves_to_cloud_run_s_header(
    metadata: FakeMetadataServer,
) -> None:
    with FaultServer(api_key="vllm-key") as server:
        headers = sent_by(server, settings(server, self_hosted_api_key=Secret("vllm-key")))
    assert {h["authorization"] for h in headers} == {"Bearer vllm-key"}
    assert all(h["x-serverless-authorization"].startswith("Bearer ey") for h in headers)


def test_other_headers_are_sent_besides(metadata: FakeMetadataServer) -> None:
    with FaultServer() as server:
        (first, *_) = sent_by(server, settings(server, self_hosted_headers={"X-Team": Secret("blue")}))
    assert first["x-team"] == "blue" and "authorization" in first


def test_a_token_is_kept_while_it_is_good(metadata: FakeMetadataServer) -> None:
    identity = GoogleIdentity(SERVICE)
    assert identity() == identity() == identity()
    assert metadata.audiences == [SERVICE]


def test_a_token_is_replaced_before_it_expires(metadata: FakeMetadataServer) -> None:
    identity = GoogleIdentity(SERVICE)
    metadata.lasts = 240
    first = identity()
    metadata.lasts = 3600
    assert identity() != first
    assert len(metadata.audiences) == 2


def test_a_token_that_is_still_good_is_sent_when_it_cannot_be_renewed(
    metadata: FakeMetadataServer, caplog: pytest.LogCaptureFixture
) -> None:
    identity = GoogleIdentity(SERVICE)
    metadata.lasts = 240
    first = identity()
    metadata.lasts = None
    assert identity() == first
    assert "could not be renewed" in caplog.text
    assert first["Authorization"] not in caplog.text


def test_without_a_service_account_the_error_says_what_to_do(metadata: FakeMetadataServer) -> None:
    metadata.lasts = None
    with FaultServer() as server:
        with pytest.raises(ProviderError) as caught:
            sent_by(server, settings(server))
        assert server.generations == 0
    assert caught.value.category is FailureCategory.AUTH
    assert (caught.value.provider, "GOOGLE_APPLICATION_CREDENTIALS" in str(caught.value)) == (
        "self-hosted",
        True,
    )


def test_doctor_calls_it_a_matter_of_authorisation(metadata: FakeMetadataServer) -> None:
    metadata.lasts = None
    with FaultServer() as server:
        provider = self_hosted(settings(server))
        assert isinstance(provider, HttpProvider)
        checks = run(lambda: provider.check(timeout=10))
    assert [(check.name, check.ok) for check in checks][1:] == [("reachable", None), ("authorised", False)]


def test_a_token_never_goes_over_plain_http() -> None:
    plain = Settings(self_hosted_url="http://gpu.example.com/v1", self_hosted_identity="google")
    with pytest.raises(ConfigError, match="https only"):
        self_hosted(plain)


def test_the_variable_turns_it_on() -> None:
    assert Settings.from_env({"RESUMEMATE_SELF_HOSTED_IDENTITY": "google"}).self_hosted_identity == "google"
    with pytest.raises(ConfigError, match="must be google"):
        Settings.from_env({"RESUMEMATE_SELF_HOSTED_IDENTITY": "aws"})


def test_its_repr_holds_no_token(metadata: FakeMetadataServer) -> None:
    identity = GoogleIdentity(SERVICE)
    token = identity()["Authorization"].removeprefix("Bearer ")
    assert token not in repr(identity) and token not in repr(
        self_hosted(Settings(self_hosted_url=f"{SERVICE}/v1", self_hosted_identity="google"))
    )
