"""A local server that speaks OpenAI's and Anthropic's protocols and misbehaves on demand.

    with FaultServer("server_error", "ok") as server:
        provider = SelfHostedProvider(base_url=server.openai_url, model="resumemate-14b")
        ...                       # the first request fails with 500, all later ones are answered well
    assert server.generations == 2

It runs in a thread of its own on 127.0.0.1, needs nothing but the standard library, and serves
`/v1/chat/completions`, `/v1/messages`, `/v1/models` and `/tokenize`, streamed or in one piece. Faults
apply to the two generating routes, in the order they are given.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from .fault_http import Gone, HttpRequest, NotHttp, Reply, read_request
from .fault_protocols import PROTOCOLS, Protocol, example_text, instance_of, is_draft_schema, part_of
from .faults import FAULTS, Fault

_START_TIMEOUT = 5.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request that came in. `headers` have lower-case names; `body` is the parsed JSON, or None."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    raw: bytes
    fault: Fault

    @property
    def part(self) -> str:
        """The part of a draft that was asked for; "draft" is the whole."""
        return part_of(self.body)

    def __repr__(self) -> str:
        return f"Recorded({self.method} {self.path}, fault={self.fault.name!r})"


@dataclass(slots=True)
class _Counts:
    open_connections: int = 0
    connections: int = 0
    in_flight: int = 0
    peak_in_flight: int = 0
    cancelled: int = 0
    requests: list[Recorded] = field(default_factory=list)


class FaultServer:
    """A server that follows a script.

    `script` are faults, or names of `FAULTS`, one for each request to generate; after them comes
    `then`. `parts` has a script of its own for each part of a draft that it names ("letter"). `answer` is
    the model's text, or makes it from the request's body. `api_key` makes every route refuse requests
    without it. `models` and `context_length` are what `/v1/models` tells. `enforces` says whether a
    schema other than a draft's is obeyed (what `doctor` finds out). `tls` serves https.

    For a backend of another kind, a subclass sets `protocols`, which maps the paths that generate to how
    it says things, and overrides `side`, which answers every other request.

    The counters may be read at any time and from any thread; `wait_for` waits for one to come true.
    """

    protocols: Mapping[str, Protocol] = PROTOCOLS

    def __init__(
        self,
        *script: Fault | str,
        then: Fault | str = "ok",
        parts: Mapping[str, Sequence[Fault | str]] | None = None,
        answer: str | Callable[[Mapping[str, Any]], str] | None = None,
        api_key: str | None = None,
        models: Sequence[str] = ("resumemate-14b", "claude-sonnet-4-5-20250929"),
        context_length: int | None = 16_384,
        enforces: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._script = [_fault(step) for step in script]
        self._then = _fault(then)
        self._parts = {part: [_fault(step) for step in steps] for part, steps in (parts or {}).items()}
        self._answer = answer
        self.api_key, self.models, self.context_length = api_key, tuple(models), context_length
        self.enforces, self._tls = enforces, tls
        self.port = 0
        self._counts = _Counts()
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._listener: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault-server", daemon=True)
        self._thread.start()
        self.up()
        return self

    def __exit__(self, *_: object) -> None:
        self.down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join(_START_TIMEOUT)
        self._loop.close()

    def side(self, method: str, path: str, body: Any) -> tuple[int, object] | None:
        """Status and JSON (bytes are sent as they are) for a request that generates nothing; None leaves it
        to the server."""
        return None

    def up(self) -> None:
        """Accept connections, on the same port as before."""
        self._run(self._open())

    def down(self) -> None:
        """Close every connection and refuse new ones, as a server that crashed does."""
        self._run(self._close())

    def follow(self, *script: Fault | str, then: Fault | str | None = None) -> None:
        """Go on with another script."""
        self._script = [_fault(step) for step in script]
        self._then = self._then if then is None else _fault(then)

    @property
    def url(self) -> str:
        """The base URL for Anthropic's SDK."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def openai_url(self) -> str:
        """The base URL for OpenAI's SDK; ends in /v1."""
        return f"{self.url}/v1"

    @property
    def broken_tls_url(self) -> str:
        """An https URL whose handshake fails, because the server answers in plain text."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def requests(self) -> list[Recorded]:
        """All requests so far, side questions such as `/v1/models` included."""
        return list(self._counts.requests)

    @property
    def generations(self) -> int:
        """How many requests asked for a generation."""
        return sum(request.path in self.protocols for request in self.requests)

    @property
    def open_connections(self) -> int:
        """Connections that are open now."""
        return self._counts.open_connections

    @property
    def connections(self) -> int:
        """Connections that were opened so far."""
        return self._counts.connections

    @property
    def peak_in_flight(self) -> int:
        """The most requests that were being answered at the same time."""
        return self._counts.peak_in_flight

    @property
    def cancelled(self) -> int:
        """Requests whose client closed the connection before the answer had ended."""
        return self._counts.cancelled

    def wait_for(self, condition: Callable[[FaultServer], bool], timeout: float = 5.0) -> bool:
        """Wait until `condition(server)` is true; returns whether it became so within `timeout` seconds."""
        end = time.monotonic() + timeout
        with self._changed:
            while not condition(self):
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(left)
        return True

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_START_TIMEOUT)

    def _count(self, **changes: int) -> None:
        with self._changed:
            for name, change in changes.items():
                setattr(self._counts, name, getattr(self._counts, name) + change)
            self._counts.peak_in_flight = max(self._counts.peak_in_flight, self._counts.in_flight)
            self._changed.notify_all()

    async def _open(self) -> None:
        self._listener = await asyncio.start_server(
            self._connected, "127.0.0.1", self.port, ssl=self._tls, limit=2**20, backlog=512
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._listener is not None:
            self._listener.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        self._count(open_connections=1, connections=1)
        try:
            while (request := await read_request(reader)) is not None:
                if not await self._serve(request, Reply(reader, writer)):
                    break
        except NotHttp:
            await Reply(reader, writer).send(400, b"This server speaks plain HTTP.", "text/plain")
        except (Gone, OSError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.transport.abort()
            self._count(open_connections=-1)

    async def _serve(self, request: HttpRequest, reply: Reply) -> bool:
        """Answer one request; False where the connection cannot be used any more."""
        protocol = self.protocols.get(request.path)
        body = request.json()
        fault = self._next_fault(part_of(body)) if protocol else FAULTS["ok"]
        recorded = Recorded(request.method, request.path, request.headers, body, request.body, fault)
        with self._changed:
            self._counts.requests.append(recorded)
        self._count(in_flight=1)
        try:
            return await self._reply(request, body, protocol, fault, reply)
        except (Gone, ConnectionError):
            self._count(cancelled=1)
            raise
        finally:
            self._count(in_flight=-1)

    async def _reply(
        self, request: HttpRequest, body: Any, protocol: Protocol | None, fault: Fault, reply: Reply
    ) -> bool:
        if self.api_key and not request.is_authorised(self.api_key):
            return await reply.json(401, {"error": "Unauthorized"})
        if protocol is None:
            return await self._side_question(request, body, reply)
        await reply.pause(fault.delay)
        if fault.broken in ("reset", "silence"):
            return await reply.never_answer(reset=fault.broken == "reset")
        return await self._generate(protocol, fault, body, reply)

    async def _generate(self, protocol: Protocol, fault: Fault, body: Any, reply: Reply) -> bool:
        if fault.page is not None:
            return await reply.send(fault.status, fault.page.encode(), fault.content_type, fault.headers)
        if fault.status != 200:
            return await reply.json(fault.status, protocol.error(fault), fault.headers)
        text = self._text(protocol, body)
        text = fault.rewrite(text) if fault.rewrite else text
        if fault.ignores_stream or not body.get("stream"):
            whole = protocol.whole(text, fault, body)
            if fault.broken is None:
                return await reply.json(200, whole, fault.headers)
            await reply.first_half(whole)
            return await reply.never_answer(reset=False) if fault.broken == "stall" else False
        return await self._stream(protocol, text, fault, body, reply)

    async def _stream(self, protocol: Protocol, text: str, fault: Fault, body: Any, reply: Reply) -> bool:
        await reply.start_stream(fault.headers, protocol.content_type)
        shown = text if fault.broken is None else text[: int(len(text) * fault.after)]
        for event in protocol.begin(fault, body):
            await reply.event(event)
        piece = max(fault.piece, len(shown) // 1_000)
        for start in range(0, len(shown), piece):
            await reply.event(protocol.piece(shown[start : start + piece], fault, body))
            await reply.pause(fault.pause)
        if fault.broken is None:
            for event in protocol.end(text, fault, body):
                await reply.event(event)
            return await reply.end_stream()
        if fault.broken in ("cut_at_end", "stall_at_end"):
            events = list(protocol.end(text, fault, body))
            for event in events[:-1] if fault.broken == "cut_at_end" else events:
                await reply.event(event)
            return await reply.never_answer(reset=False) if fault.broken == "stall_at_end" else False
        return await self._break(protocol, fault, reply)

    async def _break(self, protocol: Protocol, fault: Fault, reply: Reply) -> bool:
        if fault.broken == "stall":
            await reply.never_answer(reset=False)
        elif fault.broken == "malformed":
            await reply.event(protocol.malformed())
            await reply.never_answer(reset=False)
        elif fault.broken == "error_event":
            await reply.event(protocol.error_event())
            return await reply.end_stream()
        elif fault.broken == "no_end":
            return await reply.end_stream()
        return False

    async def _side_question(self, request: HttpRequest, body: Any, reply: Reply) -> bool:
        if answer := self.side(request.method, request.path, body):
            status, said = answer
            if isinstance(said, bytes):
                return await reply.send(status, said, "application/octet-stream")
            return await reply.json(status, said)
        if request.method == "GET" and request.path == "/v1/models":
            entries = [
                {"id": name, "object": "model", "max_model_len": self.context_length} for name in self.models
            ]
            return await reply.json(200, {"object": "list", "data": entries})
        if request.path == "/tokenize" and self.context_length is not None:
            count = len(json.dumps(body.get("messages", []))) // 4
            return await reply.json(200, {"count": count, "max_model_len": self.context_length, "tokens": []})
        name = request.path.removeprefix("/v1/models/")
        if request.method == "GET" and name in self.models:
            return await reply.json(200, {"id": name, "type": "model", "display_name": name})
        return await reply.json(
            404, {"error": {"message": "Not Found", "type": "NotFoundError", "code": 404}}
        )

    def _next_fault(self, part: str) -> Fault:
        if part in self._parts:
            return self._parts[part].pop(0) if self._parts[part] else self._then
        return self._script.pop(0) if self._script else self._then

    def _text(self, protocol: Protocol, body: Mapping[str, Any]) -> str:
        if callable(self._answer):
            return self._answer(body)
        schema = protocol.schema(body)
        if schema is not None and not is_draft_schema(schema):
            return json.dumps(instance_of(schema)) if self.enforces else '{"answer": "anything"}'
        if self._answer is not None:
            return self._answer
        return example_text(schema, body)


def _fault(step: Fault | str) -> Fault:
    if isinstance(step, Fault):
        return step
    if step not in FAULTS:
        raise KeyError(f"no fault {step!r}; known: {', '.join(sorted(FAULTS))}")
    return FAULTS[step]
