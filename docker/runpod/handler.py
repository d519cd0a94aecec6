"""The worker of a RunPod *queue* endpoint: each job is one request to the vLLM server beside it.

A job's input is what RunPod's own vLLM worker takes, and what the plugin resumemate-llm-runpod sends:

    {"openai_route": "/v1/chat/completions", "openai_input": {"model": ..., "messages": [...], ...}}

Without `stream` the job yields one answer, the server's JSON. With `stream` it yields the server's events as
text, as many at a time as have come. An error is yielded as {"error": text}, where the text is the
server's error as JSON; RunPod then calls the job FAILED. A cancelled job closes its connection, which
makes vLLM stop writing.

The server is the plain image's entry point on loopback. Where it does not start, RunPod is told that this
worker is unhealthy. Where it ends later, running jobs fail, no new one is taken and the worker ends.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Mapping
from typing import Any

ROUTES: Mapping[str, str] = {"/v1/chat/completions": "POST", "/v1/models": "GET"}
"""What a job may ask for, and how."""
PORT = int(os.environ.get("WORKER_SERVER_PORT", "8000"))
CONCURRENCY = int(os.environ.get("WORKER_CONCURRENCY", "16"))
"""Jobs at a time. The default is what the presets for 24 GB batch."""
START_SECONDS = float(os.environ.get("WORKER_START_SECONDS", "1200"))
"""How long the server may take until it is healthy."""
SERVER = ("python3", "-m", "resumemate_serve")
"""The plain image's entry point, run by the image's Python and not by this worker's."""
QUIET = ("INFO", "WARN", "ERROR")
"""Levels of the `runpod` package's log that hold no content; its default, DEBUG, prints every answer."""
MAX_CHUNK = 500_000
"""Bytes of events in one piece of a stream; RunPod takes 1 MB."""


async def handler(job: Mapping[str, Any]) -> AsyncIterator[object]:
    """Send a job's request to the server and yield what it answers."""
    wanted = job["input"] if isinstance(job.get("input"), Mapping) else {}
    route, body = str(wanted.get("openai_route")), wanted.get("openai_input")
    if route not in ROUTES:
        yield _error(f"openai_route must be one of {', '.join(ROUTES)}", status=400)
        return
    import aiohttp

    try:
        timeout = aiohttp.ClientTimeout(total=None)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.request(ROUTES[route], f"http://127.0.0.1:{PORT}{route}", json=body) as response,
        ):
            if response.status != 200:
                yield _refusal(response.status, await response.text())
            elif response.content_type == "text/event-stream":
                async for events in _events(response.content.iter_any()):
                    yield events
            else:
                yield await response.json()
    except aiohttp.ClientError as error:
        yield _error(f"the model server broke the connection ({type(error).__name__})", status=503)


async def _events(chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Whole server-sent events, however the network cut them."""
    rest = b""
    async for chunk in chunks:
        rest += chunk
        whole, mark, tail = rest.rpartition(b"\n\n")
        if mark or len(rest) > MAX_CHUNK:
            ready, rest = (whole + mark, tail) if mark else (rest, b"")
            yield ready.decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")


def _refusal(status: int, body: str) -> dict[str, str]:
    """vLLM's error object with its status, so that the client can tell its kind."""
    try:
        found = json.loads(body).get("error")
    except (ValueError, AttributeError):
        found = None
    error = found if isinstance(found, dict) else {"message": str(found or "no reason given")}
    return {"error": json.dumps(error | {"code": status})}


def _error(message: str, *, status: int) -> dict[str, str]:
    return {"error": json.dumps({"message": message, "code": status})}


def start_server() -> subprocess.Popen[bytes]:
    """Start the server on loopback, where nobody but this worker reaches it."""
    environ = os.environ | {"SERVE_HOST": "127.0.0.1", "SERVE_PORT": str(PORT)}
    return subprocess.Popen(SERVER, env=environ)  # noqa: S603  no shell, a fixed command


def wait_until_healthy(server: subprocess.Popen[bytes], seconds: float = START_SECONDS) -> None:
    """Return when the server answers. Raises `RuntimeError` where it ends first or takes longer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if (code := server.poll()) is not None:
            raise RuntimeError(f"the model server ended with code {code}; its log says why")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"the model server was not healthy after {seconds:g} s")


class ServerWatch(threading.Thread):
    """Makes this worker end when the server has ended by itself: the worker loop then takes no more jobs."""

    def __init__(self, server: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self._server, self._ending = server, threading.Event()

    def run(self) -> None:
        """Wait for the server's end."""
        self._server.wait()
        if not self._ending.is_set():
            print(f"worker: the model server ended with code {self._server.returncode}", file=sys.stderr)
            os.kill(os.getpid(), signal.SIGTERM)

    def end_server(self) -> None:
        """End the server, which finishes what it is writing, and wait for it."""
        self._ending.set()
        self._server.terminate()
        self._server.wait()


def main() -> None:
    """Start the server, then take jobs until RunPod ends the worker."""
    if os.environ.get("RUNPOD_LOG_LEVEL") not in QUIET:
        os.environ["RUNPOD_LOG_LEVEL"] = QUIET[0]  # read when the package is imported
    import runpod

    server = start_server()
    watch = ServerWatch(server)

    def model_server_is_healthy() -> None:
        wait_until_healthy(server)
        watch.start()

    runpod.serverless.register_fitness_check(model_server_is_healthy)
    if "RUNPOD_WEBHOOK_GET_JOB" not in os.environ:  # not on the platform, where alone checks are run
        model_server_is_healthy()
    try:
        runpod.serverless.start(
            {
                "handler": handler,
                "return_aggregate_stream": True,
                "concurrency_modifier": lambda _: CONCURRENCY,
            }
        )
    finally:
        watch.end_server()


if __name__ == "__main__":
    main()
