"""What every provider must keep, as tests that a plugin's author inherits.

    from resumemate_llm.testing import FaultServer
    from resumemate_llm.testing.contract import ProviderContract

    class TestMyProvider(ProviderContract):
        def provider(self, server: FaultServer) -> Provider:
            return MyProvider(base_url=server.openai_url)

`pytest` then runs them all. A backend of another protocol overrides the fixture `server` with a server of
its own that has the same face (`ContractServer`). What a backend cannot do is said in its `Capabilities`;
a test may be overridden only with ``@pytest.mark.skip(reason=...)`` or ``xfail(reason=...)``, which
`test_no_contract_test_is_missing` checks.
"""

from __future__ import annotations

import copy
import json
import logging
import pickle
import time
import traceback
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

import anyio
import anyio.to_thread
import pytest

from ..errors import FailureCategory as F
from ..errors import ProviderError
from ..plan import plan_whole
from ..providers.base import Capabilities, Completion, DraftRequest, Message, Provider
from ..resume import read_job, read_resume
from ..routing import read_answer
from ..schema import ProDraft
from .example import EXAMPLE_JOB, EXAMPLE_RESUME
from .fault_server import FaultServer
from .faults import Fault

T = TypeVar("T")

CANARY = "Quizzaciously-Verdigris-7741"
"""A word that stands in the prompt of `test_errors_and_logs_hold_no_content` and nowhere else."""
CATEGORIES: dict[str, frozenset[F]] = {
    "rate_limited": frozenset({F.RATE_LIMITED}),
    "server_error": frozenset({F.SERVER_ERROR}),
    "unavailable": frozenset({F.OVERLOADED, F.SERVER_ERROR}),
    "unauthorised": frozenset({F.AUTH}),
    "unknown_model": frozenset({F.NOT_FOUND}),
    "context_overflow": frozenset({F.CONTEXT_OVERFLOW}),
    "bad_request": frozenset({F.REJECTED}),
    "reset": frozenset({F.CONNECT, F.SERVER_ERROR}),
    "cut_body": frozenset({F.CONNECT, F.SERVER_ERROR}),
    "page": frozenset({F.SERVER_ERROR, F.NOT_JSON}),
}
"""The category, or the categories, that each fault must be mapped to."""


class ContractServer(Protocol):
    """What the tests need of a server; `FaultServer` has it."""

    def follow(self, *script: Fault | str, then: Fault | str | None = None) -> None: ...
    @property
    def generations(self) -> int: ...
    @property
    def peak_in_flight(self) -> int: ...
    @property
    def open_connections(self) -> int: ...
    @property
    def cancelled(self) -> int: ...
    def wait_for(self, condition: Callable[[Any], bool], timeout: float = 5.0) -> bool: ...


class ProviderContract:
    """Inherit, say in `provider` how yours is built against `server`, and run pytest.

    `patience` is in seconds: how long a provider may take longer than its timeout allows.
    """

    patience: ClassVar[float] = 0.5

    def __init_subclass__(cls) -> None:
        if "test_no_contract_test_is_missing" in vars(cls):
            raise TypeError(
                "test_no_contract_test_is_missing cannot be overridden; skip others, with reasons"
            )

    @pytest.fixture
    def server(self) -> Iterator[ContractServer]:
        """A server that answers well until a test tells it not to."""
        with FaultServer() as server:
            yield server

    def provider(self, server: Any) -> Provider:
        """A new provider that talks to `server`."""
        raise NotImplementedError("say how the provider is built: def provider(self, server): return ...")

    def test_it_declares_itself(self, server: ContractServer) -> None:
        """A name, and capabilities of the right type."""
        provider = self.provider(server)
        assert isinstance(provider, Provider), "it must have name, capabilities, complete, check and aclose"
        assert provider.name and provider.name == provider.name.strip()
        assert isinstance(provider.capabilities, Capabilities)

    def test_it_answers_with_a_valid_draft(self, server: ContractServer) -> None:
        """JSON that reads as a ProDraft, and the finish reason "stop"."""
        completion = self._complete(server)
        assert completion.finish_reason == "stop"
        assert isinstance(read_answer(completion, ProDraft), ProDraft)

    def test_without_network_it_stays_on_this_machine(self, server: ContractServer) -> None:
        """With `network=False` no connection is opened, not even to a local server."""
        self._needs(server, network=False)
        self._complete(server)
        assert server.generations == 0, "it declares network=False and sent a request"

    def test_it_enforces_the_schema_if_it_says_so(self, server: ContractServer) -> None:
        """With `enforces_schema` a constant that no model would say unasked comes back."""
        self._needs(server, enforces_schema=True)
        schema = {
            "type": "object",
            "properties": {"token": {"type": "string", "enum": [CANARY]}},
            "required": ["token"],
            "additionalProperties": False,
        }
        request = example_request().replace(schema=schema, schema_name="canary")
        completion = self._complete(server, request)
        assert json.loads(completion.text) == {"token": CANARY}, "the schema was not sent or not obeyed"

    def test_it_reports_usage_if_it_says_so(self, server: ContractServer) -> None:
        """With `reports_usage` both token counts are there."""
        self._needs(server, reports_usage=True)
        usage = self._complete(server).usage
        assert usage.input_tokens > 0 and usage.output_tokens > 0, f"usage is {usage}"

    def test_a_cut_answer_is_called_cut(self, server: ContractServer) -> None:
        """An answer that met its token limit has the finish reason "length"."""
        self._needs(server, network=True)
        server.follow(then="truncated")
        assert self._complete(server).finish_reason == "length"

    @pytest.mark.parametrize("fault", sorted(CATEGORIES))
    def test_errors_have_the_right_category(self, server: ContractServer, fault: str) -> None:
        """Every failure is a `ProviderError` whose category tells the policy what to do."""
        self._needs(server, network=True)
        error = self._failure(server, fault)
        assert error.category in CATEGORIES[fault], f"{fault} became {error.category.value}"

    def test_retry_after_is_passed_on(self, server: ContractServer) -> None:
        """What the server asked for, in seconds."""
        self._needs(server, network=True)
        assert self._failure(server, "rate_limited_briefly").retry_after == 1.0

    def test_it_does_not_retry_by_itself(self, server: ContractServer) -> None:
        """One call is one request; retries are the policy's."""
        self._needs(server, network=True)
        self._failure(server, "server_error")
        assert server.generations == 1

    def test_it_obeys_its_timeout(self, server: ContractServer) -> None:
        """A silent server leads to TIMEOUT when the time is over."""
        self._needs(server, network=True)
        self._complete(server)
        started = time.monotonic()
        error = self._failure(server, "silence", timeout=0.3, limit=0.3 + self.patience * 2)
        assert error.category is F.TIMEOUT
        assert time.monotonic() - started < 0.3 + self.patience * 2 + 1.0

    def test_cancelling_the_caller_cancels_the_request(self, server: ContractServer) -> None:
        """`CancelledError` passes through, and the connection is closed."""
        self._needs(server, network=True)
        server.follow(then="silence")

        async def run() -> tuple[bool, bool]:
            provider = self.provider(server)
            with anyio.move_on_after(0.3) as scope:
                await self._quietly(provider.complete(example_request(), timeout=30))
            closed = await anyio.to_thread.run_sync(
                lambda: server.wait_for(lambda s: s.cancelled > 0 or s.open_connections == 0, 2.0)
            )
            await provider.aclose()
            return scope.cancelled_caught, closed

        caught, closed = anyio.run(run)
        assert caught, "the cancellation was swallowed"
        assert closed, "the request went on after its caller was cancelled"

    def test_many_calls_at_once_do_not_wait_for_each_other(self, server: ContractServer) -> None:
        """Eight calls are in flight together, and the event loop keeps turning meanwhile."""
        self._needs(server, network=True)
        self._complete(server)
        server.follow(then=Fault(name="slow", delay=0.2))
        tries = 3

        async def run() -> float:
            provider = self.provider(server)
            gaps = [0.0]

            async def tick() -> None:
                last = time.monotonic()
                while True:
                    await anyio.sleep(0.01)
                    gaps.append(time.monotonic() - last)
                    last = time.monotonic()

            async with anyio.create_task_group() as ticking:
                ticking.start_soon(tick)
                async with anyio.create_task_group() as calls:
                    for _ in range(8):
                        calls.start_soon(self._call, provider)
                ticking.cancel_scope.cancel()
            await provider.aclose()
            return max(gaps)

        longest = anyio.run(run)
        while longest >= self.patience and tries > 1:  # a busy machine stands still once
            longest = anyio.run(run)
            tries -= 1
        assert longest < self.patience, f"the event loop stood still for {longest:.2f} s"
        assert server.peak_in_flight >= 4, "the calls were made one after the other"

    def test_closing_releases_the_connections(self, server: ContractServer) -> None:
        """After `aclose` no connection is open."""
        self._needs(server, network=True)

        async def run() -> bool:
            provider = self.provider(server)
            await provider.complete(example_request(), timeout=10)
            await provider.aclose()
            return await anyio.to_thread.run_sync(
                lambda: server.wait_for(lambda s: s.open_connections == 0, 2.0)
            )

        assert anyio.run(run), "connections stay open after aclose()"

    def test_errors_and_logs_hold_no_content(
        self, server: ContractServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Neither the prompt nor the answer shows in an error, its traceback or a log record."""
        self._needs(server, network=True)
        caplog.set_level(logging.DEBUG)
        request = example_request()
        request = request.replace(messages=(*request.messages, Message(role="user", content=CANARY)))
        seen = []
        for fault in CATEGORIES:
            error = self._failure(server, fault, request=request)
            seen += [repr(error), *traceback.format_exception(error)]
        seen += [f"{record.getMessage()} {record.args!r}" for record in caplog.records]
        assert CANARY not in "\n".join(seen)

    def test_results_and_errors_can_be_pickled(self, server: ContractServer) -> None:
        """Both cross process borders."""
        completion = self._complete(server)
        assert pickle.loads(pickle.dumps(completion)) == completion  # noqa: S301  made one line above
        if self.provider(server).capabilities.network:
            error = self._failure(server, "server_error")
            assert pickle.loads(pickle.dumps(error)).category is error.category  # noqa: S301

    def test_it_leaves_the_request_as_it_was(self, server: ContractServer) -> None:
        """A request is sent to the next provider too, so nobody may change it."""
        request = example_request()
        before = (request.messages, copy.deepcopy(dict(request.schema)), request.max_tokens)
        self._complete(server, request)
        assert (request.messages, dict(request.schema), request.max_tokens) == before

    def test_no_contract_test_is_missing(self) -> None:
        """A contract test may be overridden only with a stated reason."""
        for name in (name for name in vars(ProviderContract) if name.startswith("test_")):
            own = getattr(type(self), name)
            if own is getattr(ProviderContract, name):
                continue
            marks = getattr(own, "pytestmark", [])
            reasons = [m.kwargs.get("reason") for m in marks if m.name in ("skip", "skipif", "xfail")]
            assert any(reasons), f"{name} is overridden without skip(reason=...) or xfail(reason=...)"

    def _needs(self, server: ContractServer, **wanted: bool) -> None:
        capabilities = self.provider(server).capabilities
        for name, value in wanted.items():
            if getattr(capabilities, name) is not value:
                pytest.skip(f"the provider declares {name}={not value}")

    async def _call(self, provider: Provider) -> None:
        await provider.complete(example_request(), timeout=10)

    async def _quietly(self, call: Awaitable[T]) -> T | None:
        try:
            return await call
        except ProviderError:
            return None

    def _complete(self, server: ContractServer, request: DraftRequest | None = None) -> Completion:
        async def run() -> Completion:
            provider = self.provider(server)
            try:
                return await provider.complete(request or example_request(), timeout=10)
            finally:
                await provider.aclose()

        return anyio.run(run)

    def _failure(
        self,
        server: ContractServer,
        fault: str,
        *,
        timeout: float = 10.0,
        limit: float = 15.0,
        request: DraftRequest | None = None,
    ) -> ProviderError:
        """The error that a fault leads to; whatever else happens fails the test."""
        server.follow(then=fault)

        async def run() -> ProviderError:
            provider = self.provider(server)
            try:
                with anyio.fail_after(limit):
                    answer = await provider.complete(request or example_request(), timeout=timeout)
                pytest.fail(f"{fault} was answered with finish_reason={answer.finish_reason!r}")
            except ProviderError as error:
                return error
            except TimeoutError:
                pytest.fail(f"{fault}: no ProviderError within {limit} s, the timeout was {timeout} s")
            finally:
                await provider.aclose()

        return anyio.run(run)


def example_request() -> DraftRequest:
    """The whole draft for the example resume and job, with a schema of its own."""
    request = _example_request()
    return request.replace(schema=copy.deepcopy(dict(request.schema)))


@cache
def _example_request() -> DraftRequest:
    return plan_whole(read_resume(EXAMPLE_RESUME), read_job(EXAMPLE_JOB)).request


__all__ = ["CANARY", "CATEGORIES", "ContractServer", "ProviderContract", "example_request"]
