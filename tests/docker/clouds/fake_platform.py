"""A fake of RunPod's platform between a client and a real worker loop of the `runpod` package.

Towards the client it speaks the published queue protocol (/run, /status, /stream, /cancel, /health), towards
the worker what the package's own worker loop asks for (job-take, job-stop, job-done, job-stream). No GPU, no
scaling and no billing are behind it.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from threading import Condition
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ..loopback import JsonHandler, serving

ENDPOINT, KEY, WORKER = "ep1", "rpa_test", "worker-1"
HOLD = 2.0
"""Seconds that a worker's question for jobs is held open."""


@dataclass
class Job:
    id: str
    input: Any
    status: str = "IN_QUEUE"
    output: Any = None
    error: str | None = None
    pieces: list[Any] = field(default_factory=list)
    created: float = field(default_factory=time.monotonic)
    started: float = 0.0
    ended: float = 0.0


class FakePlatform(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.jobs: dict[str, Job] = {}
        self.to_stop: list[str] = []
        self.changed = Condition()
        self.numbers = itertools.count(1)
        self.closing = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v2"

    @property
    def worker_environment(self) -> dict[str, str]:
        """What the platform sets in a worker's container."""
        base = f"{self.url}/{ENDPOINT}"
        return {
            "RUNPOD_ENDPOINT_ID": ENDPOINT,
            "RUNPOD_POD_ID": WORKER,
            "RUNPOD_AI_API_KEY": "worker-key",
            "RUNPOD_WEBHOOK_GET_JOB": f"{base}/job-take/$ID?gpu=test",
            "RUNPOD_WEBHOOK_POST_OUTPUT": f"{base}/job-done/$RUNPOD_POD_ID/$ID?gpu=test",
            "RUNPOD_WEBHOOK_POST_STREAM": f"{base}/job-stream/$RUNPOD_POD_ID/$ID?gpu=test",
            "RUNPOD_WEBHOOK_PING": f"{base}/ping/$RUNPOD_POD_ID",
            "RUNPOD_SKIP_AUTO_SYSTEM_CHECKS": "true",
            "RUNPOD_SKIP_GPU_CHECK": "true",
        }

    def wait_for(self, condition: Callable[[], Any], seconds: float = 10.0) -> Any:
        with self.changed:
            return self.changed.wait_for(condition, seconds)

    def take(self, most: int) -> list[dict[str, Any]]:
        """Hand queued jobs to a worker, held open until there is one."""
        with self.changed:
            self.changed.wait_for(lambda: self.closing or self._queued(), HOLD)
            taken = self._queued()[:most]
            for job in taken:
                job.status, job.started = "IN_PROGRESS", time.monotonic()
            self.changed.notify_all()
            return [{"id": job.id, "input": job.input} for job in taken]

    def stops(self) -> list[str]:
        with self.changed:
            self.changed.wait_for(lambda: self.closing or self.to_stop, HOLD)
            stops, self.to_stop = self.to_stop, []
            return stops

    def add(self, wanted: Any) -> Job:
        with self.changed:
            job = Job(id=f"job-{next(self.numbers)}-u1", input=wanted)
            self.jobs[job.id] = job
            self.changed.notify_all()
            return job

    def cancel(self, job: Job) -> None:
        with self.changed:
            if job.status == "IN_PROGRESS":
                self.to_stop.append(job.id)
            job.status = "CANCELLED"
            self.changed.notify_all()

    def done(self, job: Job, result: dict[str, Any]) -> None:
        """A job's result, as a worker posts it. An error makes the job FAILED."""
        with self.changed:
            job.ended = time.monotonic()
            if job.status == "IN_PROGRESS":
                job.error = result.get("error")
                job.output = result.get("output")
                job.status = "FAILED" if job.error else "COMPLETED"
            self.changed.notify_all()

    def _queued(self) -> list[Job]:
        return [job for job in self.jobs.values() if job.status == "IN_QUEUE"]


class _Handler(JsonHandler):
    server: FakePlatform
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        action, *names = url.path.removeprefix(f"/v2/{ENDPOINT}/").split("/")
        if action in ("job-take", "job-take-batch"):
            most = int(parse_qs(url.query).get("batch_size", ["1"])[0])
            jobs = self.server.take(most)
            answer: Any = jobs if action == "job-take-batch" else jobs[:1] and jobs[0]
            return self.answer(200, answer) if jobs else self.answer(204)
        if action == "job-stop":
            stops = self.server.stops()
            return self.answer(200, {"jobsToStop": stops}) if stops else self.answer(204)
        if action == "ping":
            return self.answer(200, {})
        return self._client(action, names)

    def do_POST(self) -> None:
        body = self.body()
        action, *names = urlsplit(self.path).path.removeprefix(f"/v2/{ENDPOINT}/").split("/")
        if action == "job-done":
            self.server.done(self.server.jobs[names[-1]], body)
            return self.answer(200, {})
        if action == "job-stream":
            self.server.jobs[names[-1]].pieces.append(body)
            return self.answer(200, {})
        return self._client(action, names, body)

    def _client(self, action: str, names: list[str], body: Any = None) -> None:
        if self.headers["Authorization"] != f"Bearer {KEY}":
            return self.answer(401, {"error": "unauthorized"})
        if action == "run":
            job = self.server.add(body["input"])
            return self.answer(200, {"id": job.id, "status": job.status})
        if action == "health":
            return self.answer(200, {"jobs": {"inQueue": 0}, "workers": {"idle": 1}})
        job_or_none = self.server.jobs.get(names[0] if names else "")
        if job_or_none is None:
            return self.answer(404, {"error": "job not found"})
        if action == "cancel":
            self.server.cancel(job_or_none)
        if action == "stream":
            pieces, job_or_none.pieces = job_or_none.pieces, []
            return self.answer(200, {"status": job_or_none.status, "stream": pieces})
        return self.answer(200, _state(job_or_none))


def _state(job: Job) -> dict[str, Any]:
    state: dict[str, Any] = {"id": job.id, "status": job.status}
    if job.started:
        state["delayTime"] = int((job.started - job.created) * 1000)
    if job.ended:
        state["executionTime"] = int((job.ended - job.started) * 1000)
    return state | {k: v for k, v in (("output", job.output), ("error", job.error)) if v is not None}


@contextmanager
def running() -> Iterator[FakePlatform]:
    """The platform, until the end of the block."""
    with serving(FakePlatform()) as platform:
        try:
            yield platform
        finally:
            with platform.changed:
                platform.closing = True
                platform.changed.notify_all()
