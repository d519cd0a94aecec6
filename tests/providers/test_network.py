"""Connections that cannot be made, or are given up: the category, the detail, and nothing left behind."""

from __future__ import annotations

import datetime
import gc
import ssl
from pathlib import Path

import anyio
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.providers.http_provider import HttpProvider
from resumemate_llm.testing import FAULTS, FaultServer, unresolvable_host

from .support import Make, ask, failure_of, make_request, run


def test_a_server_that_is_down_is_no_connection_and_one_that_is_back_answers(make: Make) -> None:
    with FaultServer() as server:
        server.down()
        error = failure_of(make(server))
        assert (error.category, error.detail) == (F.CONNECT, "no connection")
        server.up()
        assert ask(make(server)).finish_reason == "stop"


def test_one_provider_outlives_a_crash_of_its_server(make: Make) -> None:
    with FaultServer() as server:

        async def work() -> list[str]:
            provider = make(server)
            outcomes: list[str] = []
            for down in (False, True, False):
                server.down() if down else server.up()
                try:
                    outcomes.append((await provider.complete(make_request(), timeout=5)).finish_reason)
                except ProviderError as error:
                    outcomes.append(error.category.value)
            await provider.aclose()
            return outcomes

        server.down()
        assert run(work) == ["stop", "connect", "stop"]


def test_an_unknown_host_is_told_from_a_silent_one(make: Make) -> None:
    with FaultServer() as server, unresolvable_host() as url:
        error = failure_of(make(server, base_url=f"{url}:8000/v1"))
        assert (error.category, error.detail) == (F.CONNECT, "the host name was not found")


def test_a_failed_tls_handshake_says_so(make: Make) -> None:
    with FaultServer() as server:
        error = failure_of(make(server, base_url=f"{server.broken_tls_url}/v1"))
        assert (error.category, error.detail) == (F.CONNECT, "TLS: the handshake failed")


def test_a_certificate_that_nobody_trusts_is_refused(make: Make, tmp_path: Path) -> None:
    with FaultServer(tls=self_signed(tmp_path)) as server:
        error = failure_of(make(server, base_url=server.openai_url))
        assert (error.category, error.detail) == (F.CONNECT, "TLS: the certificate is not trusted")
        assert server.requests == []


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@pytest.mark.parametrize("fault", ["silence", "stalled_body"])
def test_cancelling_the_caller_closes_the_request_on_the_wire(fault: str, make: Make) -> None:
    with FaultServer(then=fault) as server:

        async def work() -> None:
            provider = make(server)
            async with anyio.create_task_group() as group:
                group.start_soon(answer, provider)
                await anyio.to_thread.run_sync(server.wait_for, lambda s: s.generations == 1)
                group.cancel_scope.cancel()
            assert server.wait_for(lambda s: s.cancelled == 1)
            assert server.wait_for(lambda s: s.open_connections == 0)
            await provider.aclose()

        async def answer(provider: HttpProvider) -> None:
            await provider.complete(make_request(), timeout=30)

        run(work)


def test_connections_are_used_again(make: Make) -> None:
    with FaultServer() as server:

        async def work() -> None:
            provider = make(server)
            for _ in range(10):
                await provider.complete(make_request(), timeout=5)
            await provider.aclose()

        run(work)
        assert server.generations == 10
        assert server.connections == 1


def test_many_calls_at_once_share_one_provider(make: Make) -> None:
    with FaultServer(then=FAULTS["ok"].but(delay=0.2)) as server:

        async def work() -> None:
            provider = make(server)
            async with anyio.create_task_group() as group:
                for _ in range(20):
                    group.start_soon(one, provider)
            await provider.aclose()

        async def one(provider: HttpProvider) -> None:
            assert (await provider.complete(make_request(), timeout=10)).finish_reason == "stop"

        run(work)
        assert server.generations == 20
        assert server.peak_in_flight > 5
        assert server.wait_for(lambda s: s.open_connections == 0)


def test_a_redirect_does_not_carry_the_resume_elsewhere(make: Make) -> None:
    with FaultServer() as other, FaultServer() as server:
        server.follow(
            then=FAULTS["redirect"].but(headers=(("location", f"{other.url}/v1/chat/completions"),))
        )
        assert failure_of(make(server)).category is F.REJECTED
        assert other.requests == []


def test_a_provider_can_be_closed_unused_and_twice(make: Make) -> None:
    with FaultServer() as server:

        async def work() -> None:
            provider = make(server)
            await provider.aclose()
            await provider.complete(make_request(), timeout=5)
            await provider.aclose()
            await provider.aclose()

        run(work)
        assert server.wait_for(lambda s: s.open_connections == 0)


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_provider_outlives_its_event_loop(make: Make) -> None:
    """`asyncio.run` twice with one provider: the second loop gets connections of its own."""
    with FaultServer() as server:
        complete_in_two_loops(make(server))
        gc.collect()  # the sockets of the dead loops warn here and not in some later test
        assert server.generations == 2


def complete_in_two_loops(provider: HttpProvider) -> None:
    for _ in range(2):
        assert run(lambda: provider.complete(make_request(), timeout=20)).finish_reason == "stop"
    run(provider.aclose)
    run(provider.aclose)
