"""What the providers over HTTP have in common: one SDK client, loaded when needed, and the sending loop."""

from __future__ import annotations

import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
from anyio.lowlevel import current_token

from ..errors import ConfigError, MissingExtra, ProviderError
from ..errors import FailureCategory as F
from .base import Capabilities, Check, Completion, DraftRequest
from .http_errors import ParameterRefused
from .quiet import quiet_sdk_logs
from .wire import Answer, Limits, RawResponse, exchange

if TYPE_CHECKING:
    import httpx2

Headers = Mapping[str, str] | Callable[[], Mapping[str, str]]
"""Extra headers; a callable is asked before each request, in a thread, for tokens that expire."""

CONNECT_TIMEOUT = 5.0
"""Seconds for DNS, TCP and TLS together, or half of the attempt's time where that is less."""


class HttpProvider(ABC):
    """A `Provider` on top of an SDK whose own retries, redirects, spans and environment are off."""

    name: str
    capabilities: Capabilities
    _sdk_name: ClassVar[str]
    _extra: ClassVar[str]

    def __init__(self, *, base_url: str, model: str, headers: Headers | None, idle_timeout: float) -> None:
        if find_spec(self._sdk_name) is None or find_spec("httpx2") is None:
            raise MissingExtra(f"the provider {self.name}", self._extra)
        if not _is_web_address(base_url):
            raise ConfigError(f"{self.name}: the base URL must look like https://host:8000/v1")
        self.base_url, self.model = base_url.rstrip("/"), model
        self._headers, self._idle_timeout = headers or {}, idle_timeout
        self._more: Mapping[str, str] = {} if callable(headers) else dict(headers or {})
        self._refused: set[str] = set()
        self._http: httpx2.AsyncClient | None = None
        self._client: Any = None
        self._loop: object = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(host={self.host!r}, model={self.model!r})"

    @property
    def host(self) -> str:
        """The server's name, without credentials that the URL may hold."""
        return urlsplit(self.base_url).hostname or ""

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """See `Provider.complete`."""
        end = anyio.current_time() + timeout
        outcome: Completion | ProviderError = ProviderError(
            F.TIMEOUT, "no answer in time", provider=self.name
        )
        with quiet_sdk_logs(), anyio.CancelScope(deadline=end):
            outcome = await self._complete(request, end)
        if isinstance(outcome, ProviderError):
            raise outcome
        return outcome

    @abstractmethod
    async def check(self, *, timeout: float) -> list[Check]:
        """See `Provider.check`: what the server tells about itself, then two small calls."""

    async def aclose(self) -> None:
        """See `Provider.aclose`."""
        http, self._http, self._client = self._http, None, None
        if http is not None and self._loop == current_token():
            await http.aclose()

    async def ask(self, method: str, url: str, json: object = None) -> httpx2.Response:
        """One plain request to the server, with the headers that let it in."""
        await self._sdk()
        await self._renew_headers()
        assert self._http is not None
        return await self._http.request(method, url, json=json, headers=self._auth_headers())

    async def prepare(self) -> None:
        """Import the SDK now, so that the first request does not pay for it."""
        await self._sdk()

    async def text_of(self, url: str, *, timeout: float = 5.0) -> str | None:
        """The text at `url`, None where it cannot be had in `timeout` seconds. The headers that let a
        request in go along to the provider's own server only."""
        import httpx2

        await self._sdk()
        assert self._http is not None
        own = urlsplit(url)[:2] == urlsplit(self.base_url)[:2]
        with anyio.move_on_after(timeout):
            try:
                await self._renew_headers()
                response = await self._http.get(url, headers=self._auth_headers() if own else {})
            except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ProviderError):
                return None
            return response.text if response.status_code == 200 else None
        return None

    async def _complete(self, request: DraftRequest, end: float) -> Completion | ProviderError:
        while True:
            form, answer = self._form(), self._new_answer()
            failure = await self._send(request, answer, end)
            if failure is None:
                return answer.completion()
            if not (isinstance(failure, ParameterRefused) and self._do_without(failure.parameter, form)):
                return await self._explained(failure)

    async def _send(self, request: DraftRequest, answer: Answer, end: float) -> ProviderError | None:
        import httpx2

        client = await self._sdk()
        await self._renew_headers()
        limits = Limits(timeout=max(end - anyio.current_time(), 0.001), idle=self._idle_timeout)
        timeout = httpx2.Timeout(None, connect=min(CONNECT_TIMEOUT, limits.timeout / 2))
        sending = self._request(client, request, timeout)
        return await exchange(sending, answer, provider=self.name, limits=limits)

    async def _sdk(self) -> Any:
        """The SDK's client. Importing an SDK takes a second, so it happens at the first use, in a thread.
        Connections die with their event loop, so another loop gets another client."""
        loop = current_token()
        if self._client is None or self._loop != loop:
            module = await anyio.to_thread.run_sync(self._import_sdk, abandon_on_cancel=True)
            if self._client is None or self._loop != loop:
                self._loop = loop
                self._http = _http_client(module)
                self._client = self._new_client(module)
        return self._client

    async def _renew_headers(self) -> None:
        """Ask a callable for the headers of the next request; fetching a token may block its thread."""
        if not callable(self._headers):
            return
        try:
            self._more = await anyio.to_thread.run_sync(self._headers, abandon_on_cancel=True)
        except ProviderError as error:
            raise ProviderError(error.category, error.detail, provider=self.name) from None

    def _extra_headers(self) -> dict[str, str]:
        return dict(self._more)

    @abstractmethod
    def _import_sdk(self) -> ModuleType:
        """Import the SDK with the parts that a request needs."""

    @abstractmethod
    def _new_client(self, sdk: Any) -> Any:
        """The SDK's async client, on `self._http`."""

    @abstractmethod
    def _auth_headers(self) -> dict[str, str]:
        """The headers that let a request in."""

    @abstractmethod
    def _form(self) -> object:
        """How the answer's form is asked for at the moment."""

    @abstractmethod
    def _new_answer(self) -> Answer:
        """An empty answer in the protocol of this provider."""

    @abstractmethod
    def _request(
        self, client: Any, request: DraftRequest, timeout: httpx2.Timeout
    ) -> AbstractAsyncContextManager[RawResponse]:
        """The request, ready to be sent."""

    @abstractmethod
    def _do_without(self, parameter: str, form: Any) -> bool:
        """Remember a parameter that the server refused when asked in `form`; False where there is nothing
        left to do without."""

    async def _explained(self, failure: ProviderError) -> ProviderError:
        return failure


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a port that is no number
        return False


def _http_client(sdk: Any) -> httpx2.AsyncClient:
    """The SDK's own defaults, but redirects are not followed: they would carry the resume to another host."""
    import httpx2

    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=32)
    client: httpx2.AsyncClient = sdk.DefaultAsyncHttpxClient(
        follow_redirects=False, limits=limits, verify=_trusted_certificates()
    )
    return client


@cache
def _trusted_certificates() -> ssl.SSLContext:
    """One for the process: reading the certificates takes longer than everything else about a client."""
    import httpx2

    return httpx2.create_ssl_context()
