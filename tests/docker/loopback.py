"""The frame of the fakes here that speak HTTP: what a handler of JSON does each time, and a server in a thread."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, TypeVar

S = TypeVar("S", bound=HTTPServer)


class QuietHandler(BaseHTTPRequestHandler):
    """A handler that prints nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


class JsonHandler(QuietHandler):
    """A handler whose requests and answers are JSON."""

    def body(self) -> Any:
        """The request's value; an empty object where it has no body."""
        return json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)) or b"{}")

    def answer(self, status: int, value: Any = None) -> None:
        """Answer with a value, or with no body."""
        data = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(ConnectionError):  # a client that was ended does not wait for its answer
            self.wfile.write(data)


@contextmanager
def serving(server: S) -> Iterator[S]:
    """The server at work, until the end of the block."""
    with server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
