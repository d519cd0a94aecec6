"""One streamed answer, read from an SDK's raw response: time limits, size limit, server-sent events.

Answers are streamed even though nobody sees a half-finished draft: the connection stays alive through
proxies, a stalled server is told apart from a slow one, a flood is stopped early, and progress can be
shown. The SDKs' own stream classes are passed by because they build a pydantic object for every token.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

import anyio

from ..errors import FailureCategory as F
from ..errors import ProviderError
from ..observe.events import tokens_received
from ..schema import Usage
from .base import Completion, FinishReason
from .http_errors import from_status, from_transport

MAX_CHARS = 1_000_000
"""Characters of one answer after which reading stops; a draft needs some 20,000."""
MAX_BYTES = 32_000_000
"""Bytes of one answer after which reading stops; the framing of a stream is some 300 bytes a token."""
BLANK_RUN = 512
"""Blanks in a row that end the reading: a model under a grammar can emit them until max_tokens."""
_END_GRACE = 0.5
_REPORT_EVERY = 16


class RawResponse(Protocol):
    """What both SDKs' streamed raw responses have."""

    @property
    def headers(self) -> Mapping[str, str]: ...

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]: ...


class Answer(ABC):
    """Collects one answer in one provider's protocol, event by event."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.finish_reason: FinishReason | None = None
        self.usage = Usage()
        self.request_id: str | None = None
        self.ended = False
        """Whether the protocol's end mark was read."""
        self.failure: ProviderError | None = None
        self._texts: list[str] = []
        self.chars = 0
        """Length of the text so far."""
        self._blanks = 0

    @abstractmethod
    def read_event(self, event: Mapping[str, Any]) -> None:
        """Take in one event of a stream."""

    @abstractmethod
    def read_whole(self, body: Mapping[str, Any]) -> None:
        """Take in an answer that came in one piece."""

    @abstractmethod
    def completion(self) -> Completion:
        """The answer, once it is complete."""

    @property
    def complete(self) -> bool:
        """Whether the answer has come to its end; a stream's end mark alone may be missing."""
        return self.ended or self.finish_reason is not None

    @property
    def flooded(self) -> bool:
        """Whether the text ends in so many blanks that no more of it is wanted."""
        return self._blanks > BLANK_RUN

    @property
    def text(self) -> str:
        """The text so far, without the blanks of a flood."""
        text = _joined_surrogates("".join(self._texts))
        return text.strip() if self.flooded else text

    def clear(self) -> None:
        """Forget the text so far: it was not the answer."""
        self._texts.clear()
        self.chars = self._blanks = 0

    def add(self, text: str) -> None:
        """Take in a piece of the answer's text."""
        self._texts.append(text)
        self.chars += len(text)
        trailing = len(text) - len(text.rstrip())
        self._blanks = self._blanks + trailing if trailing == len(text) else trailing
        if len(self._texts) % _REPORT_EVERY == 1:  # the first one too: it tells that writing has begun
            tokens_received(self.tokens_so_far)

    @property
    def tokens_so_far(self) -> int:
        """An estimate until the server reports its count: pieces, or four characters a token."""
        return max(len(self._texts), self.chars // 4)


class EventDecoder:
    """Server-sent events out of bytes, however the network cut them."""

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []

    def feed(self, chunk: bytes) -> list[bytes]:
        """The data of the events that `chunk` completes."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        events: list[bytes] = []
        for raw in lines:
            line = raw.rstrip(b"\r")
            if line.startswith(b"data:"):
                self._data.append(line[5:].removeprefix(b" "))
            elif not line and self._data:
                events.append(b"\n".join(self._data))
                self._data.clear()
        return events


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Seconds: `timeout` for the whole exchange, `idle` between two pieces of the answer. The first
    piece may take the whole timeout, because a server may queue the request."""

    timeout: float
    idle: float


class _Unusable(Exception):
    """The response cannot be an answer; holds the ProviderError to return."""

    def __init__(self, error: ProviderError) -> None:
        super().__init__()
        self.error = error


async def exchange(
    sending: AbstractAsyncContextManager[RawResponse], answer: Answer, *, provider: str, limits: Limits
) -> ProviderError | None:
    """Send the request and read its answer into `answer`; returns what went wrong, or None.

    The error is returned, not raised, so that it carries neither cause nor context: an SDK's exception
    holds the server's words. Leaving by cancellation closes the connection.
    """
    failure: ProviderError | None = None
    end = anyio.current_time() + limits.timeout
    with anyio.CancelScope(deadline=end) as scope:
        try:
            async with sending as response:
                await _read(response, answer, scope, end, limits.idle)
        except _Unusable as unusable:
            failure = unusable.error
        except Exception as error:
            failure = _classify(provider, error)
            if failure is None:
                raise
            if answer.complete:
                failure = None  # the answer had come to its end before the connection broke
    if scope.cancelled_caught and not answer.complete:
        silent = anyio.current_time() < end
        failure = ProviderError(F.TIMEOUT, "the answer stalled" if silent else "no answer in time")
    return _finished(failure or answer.failure, answer, provider)


async def _read(
    response: RawResponse, answer: Answer, scope: anyio.CancelScope, end: float, idle: float
) -> None:
    decoder, size, whole = EventDecoder(), 0, bytearray()
    streamed: bool | None = "event-stream" in response.headers.get("content-type", "") or None
    moved = 0.0
    async for chunk in response.iter_bytes():
        if not answer.complete and monotonic() - moved > idle / 20:
            moved = monotonic()  # not at every event: moving it costs as much as reading one
            scope.deadline = min(end, anyio.current_time() + idle)
        size += len(chunk)
        if size > MAX_BYTES or answer.chars > MAX_CHARS:
            raise _Unusable(ProviderError(F.NOT_JSON, f"an answer without end, stopped after {size} bytes"))
        if streamed is None and chunk.strip():
            streamed = chunk.lstrip()[:1] not in (b"{", b"[", b"<")
        if not streamed:
            whole += chunk
            continue
        for data in decoder.feed(chunk):
            _take(data, answer)
        if answer.flooded or answer.failure:
            return
        if answer.complete:  # what may still come is the usage and the end of the connection's use
            scope.deadline = min(end, anyio.current_time() + _END_GRACE)
    if not streamed:
        _understand(bytes(whole), answer.read_whole, "the answer is not JSON of this protocol")


def _take(data: bytes, answer: Answer) -> None:
    if data == b"[DONE]":
        answer.ended = True
    elif not answer.ended:
        _understand(data, answer.read_event, "a malformed event in the stream")


def _understand(data: bytes, read: Callable[[Mapping[str, Any]], None], problem: str) -> None:
    """Hand parsed JSON to `read`; data that is no JSON object, or of another shape, is the server's fault."""
    with suppress(ValueError, RecursionError, TypeError, AttributeError, LookupError):
        return read(json.loads(data))
    raise _Unusable(ProviderError(F.SERVER_ERROR, problem))


def _classify(provider: str, error: Exception) -> ProviderError | None:
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        response = getattr(error, "response", None)
        headers: Mapping[str, str] = getattr(response, "headers", {})
        request_id = getattr(error, "request_id", None)
        return from_status(provider, status, headers, getattr(error, "body", None), request_id=request_id)
    return from_transport(provider, error)


def _finished(failure: ProviderError | None, answer: Answer, provider: str) -> ProviderError | None:
    if failure is None and not (answer.complete or answer.flooded):
        failure = ProviderError(F.SERVER_ERROR, "the stream ended without its end mark")
    if failure is None:
        tokens_received(answer.usage.output_tokens or answer.tokens_so_far)
    elif not failure.provider:
        return _named(failure, provider, answer.request_id)
    return failure


def _named(error: ProviderError, provider: str, request_id: str | None) -> ProviderError:
    return ProviderError(error.category, error.detail, provider=provider, request_id=request_id)


def _joined_surrogates(text: str) -> str:
    """Characters outside the basic plane come in halves where a server cuts them between two events;
    halves that stay alone become the replacement character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
