"""Just enough HTTP/1.1 for the fault server: requests read, answers written, connections mistreated."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

_TLS_HANDSHAKE = b"\x16"
HeaderPairs = Sequence[tuple[str, str]]


class Gone(Exception):
    """The client closed the connection."""


class NotHttp(Exception):
    """The client speaks TLS to a plain server."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request, read to its end."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def is_authorised(self, key: str) -> bool:
        """Whether the request has the key, as a bearer token or as Anthropic's header."""
        return f"Bearer {key}" == self.headers.get("authorization") or key == self.headers.get("x-api-key")


async def read_request(reader: asyncio.StreamReader) -> HttpRequest | None:
    """The next request of a connection; None where the client has closed it."""
    try:
        first = await reader.readexactly(1)
        if first == _TLS_HANDSHAKE:
            raise NotHttp
        head = first + await reader.readuntil(b"\r\n\r\n")
        line, *fields = head.decode("latin-1").split("\r\n")
        method, target, _ = line.split(" ", 2)
        pairs = (field.partition(":") for field in fields if field)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    except (ValueError, asyncio.LimitOverrunError):
        return None
    return HttpRequest(method, target.partition("?")[0], headers, body)


class Reply:
    """The answer to one request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def json(self, status: int, value: object, headers: HeaderPairs = ()) -> bool:
        """Send `value` as JSON."""
        return await self.send(status, json.dumps(value).encode(), "application/json", headers)

    async def send(self, status: int, body: bytes, content_type: str, headers: HeaderPairs = ()) -> bool:
        """Send one whole answer."""
        fields = [("Content-Type", content_type), ("Content-Length", str(len(body))), *headers]
        await self._write(_head(status, fields) + body)
        return True

    async def first_half(self, value: object) -> None:
        """Promise `value` as JSON, and send only half of it."""
        body = json.dumps(value).encode()
        fields = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        await self._write(_head(200, fields) + body[: len(body) // 2])

    async def start_stream(self, headers: HeaderPairs = (), content_type: str = "text/event-stream") -> None:
        """Begin an answer in pieces."""
        fields = [
            ("Content-Type", f"{content_type}; charset=utf-8"),
            ("Transfer-Encoding", "chunked"),
            *headers,
        ]
        await self._write(_head(200, fields))

    async def event(self, data: bytes) -> None:
        """Send one event, framing included."""
        await self._write(b"%x\r\n%s\r\n" % (len(data), data))

    async def end_stream(self) -> bool:
        """End the stream as HTTP wants it."""
        await self._write(b"0\r\n\r\n")
        return True

    async def pause(self, seconds: float) -> None:
        """Wait; raises `Gone` as soon as the client closes the connection."""
        if seconds <= 0:
            return
        try:
            await asyncio.wait_for(self._closed(), seconds)
        except TimeoutError:
            return

    async def never_answer(self, *, reset: bool) -> bool:
        """Go silent until the client leaves, or break the connection with a TCP reset."""
        if not reset:
            await self._closed()
        raw: socket.socket | None = self._writer.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()
        return False

    async def _closed(self) -> None:
        """Wait for the end of the connection. A client that sends more meanwhile is not expected."""
        await self._reader.read(1)
        raise Gone

    async def _write(self, data: bytes) -> None:
        if self._reader.at_eof() or self._writer.transport.is_closing():
            raise Gone
        self._writer.write(data)
        await self._writer.drain()


def _head(status: int, fields: HeaderPairs) -> bytes:
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
    ids = [("x-request-id", "req-test"), ("request-id", "req-test")]
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {value}" for name, value in [*ids, *fields])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
