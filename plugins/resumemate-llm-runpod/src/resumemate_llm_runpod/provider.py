"""`RunPodProvider`: one draft as one job of a RunPod Serverless queue endpoint.

`/run` accepts a job, `/status` is asked until it has ended, `/cancel` ends a job that nobody waits for any
more, so that nobody pays for it. A worker that starts cold keeps the job IN_QUEUE; that wait is inside the
timeout and told apart in `timings`. Input and output are those of RunPod's vLLM worker for `openai_route`.
Results live 30 minutes after a job's end; a job is polled at most every `MAX_PAUSE` seconds.
"""

from __future__ import annotations

import ast
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import anyio
import httpx2

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest, FinishReason
from resumemate_llm.providers.http_errors import from_body, from_status, from_transport
from resumemate_llm.schema import Usage

logger = logging.getLogger(__name__)

FIRST_PAUSE, MAX_PAUSE = 0.1, 2.0
"""Seconds between two questions for a job's status; each pause is 1.5 times the one before."""
CANCEL_TIMEOUT = 3.0
"""Seconds that `/cancel` may take after the caller has gone; a provider's `aclose` waits for it."""
_WAITING = frozenset({"IN_QUEUE", "IN_PROGRESS", "RUNNING"})
_REASONS: Mapping[str, FinishReason] = {"length": "length", "content_filter": "content_filter"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """Seconds that one job took, as RunPod reports them: `queued` until a worker had it, a cold start
    included, and `running`."""

    queued: float
    running: float


class RunPodProvider:
    """The queue endpoint `endpoint`. `timings` holds the last jobs' `Timing`s, newest last."""

    name = "runpod"
    capabilities = Capabilities(enforces_schema=True, reports_usage=True, batches=True)

    def __init__(self, *, endpoint: str, api_key: str, model: str, base_url: str) -> None:
        self.model = model
        self.timings: list[Timing] = []
        self._http = httpx2.AsyncClient(
            base_url=f"{base_url.rstrip('/')}/{endpoint}",
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=None,
            follow_redirects=False,
        )

    def __repr__(self) -> str:
        return f"RunPodProvider(host={self._http.base_url.host!r}, model={self.model!r})"

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """See `Provider.complete`. The job is cancelled when the time is over or the caller has gone."""
        job = _Job()
        outcome: Completion | ProviderError | None = None
        try:
            with anyio.CancelScope(deadline=anyio.current_time() + timeout):
                outcome = await self._run(request, job)
        finally:
            if job.is_open:
                await self._cancel(job)
        if outcome is None:
            outcome = self._error(F.TIMEOUT, job.progress(timeout))
        if isinstance(outcome, ProviderError):
            raise outcome
        return outcome

    async def check(self, *, timeout: float) -> list[Check]:
        """Reachable and authorised, and how many workers could take a job now."""
        outcome: Mapping[str, Any] | ProviderError = self._error(F.TIMEOUT, "no answer in time")
        with anyio.CancelScope(deadline=anyio.current_time() + timeout):
            outcome = await self._ask("GET", "/health")
        if isinstance(outcome, ProviderError):
            fix = "check RUNPOD_API_KEY" if outcome.category is F.AUTH else "check RUNPOD_ENDPOINT_ID"
            return [Check(name="reachable", ok=False, detail=outcome.detail, fix=fix)]
        workers, jobs = outcome.get("workers") or {}, outcome.get("jobs") or {}
        awake = sum(int(workers.get(kind, 0)) for kind in ("idle", "ready", "running"))
        detail = (
            f"{awake} awake, {workers.get('initializing', 0)} starting, {jobs.get('inQueue', 0)} jobs queued"
        )
        cold = "the next call starts one cold; allow for it in the policy's timeout"
        return [
            Check(name="reachable", ok=True, detail=self._http.base_url.host),
            Check(name="workers", ok=True if awake else None, detail=detail, fix="" if awake else cold),
        ]

    async def aclose(self) -> None:
        """See `Provider.aclose`."""
        await self._http.aclose()

    async def _run(self, request: DraftRequest, job: _Job) -> Completion | ProviderError:
        state = await self._ask("POST", "/run", {"input": self._input(request)})
        pause = FIRST_PAUSE
        while not isinstance(state, ProviderError):
            job.update(state)
            if not job.id:
                return self._error(F.SERVER_ERROR, "the answer is not RunPod's protocol")
            if not job.is_open:
                return self._finished(state)
            await anyio.sleep(pause)
            pause = min(pause * 1.5, MAX_PAUSE)
            state = await self._ask("GET", f"/status/{job.id}")
        return state

    def _input(self, request: DraftRequest) -> dict[str, Any]:
        schema = {"name": request.schema_name, "schema": dict(request.schema), "strict": True}
        return {
            "openai_route": "/v1/chat/completions",
            "openai_input": {
                "model": self.model,
                "messages": [{"role": m.role, "content": m.content} for m in request.messages],
                "max_tokens": request.max_tokens,
                "temperature": request.temperature,
                "response_format": {"type": "json_schema", "json_schema": schema},
            },
        }

    def _finished(self, state: Mapping[str, Any]) -> Completion | ProviderError:
        status, output = state.get("status"), state.get("output")
        timing = Timing(queued=_seconds(state, "delayTime"), running=_seconds(state, "executionTime"))
        self.timings = [*self.timings[-99:], timing]
        logger.info("runpod: job queued for %.1f s, ran for %.1f s", timing.queued, timing.running)
        if isinstance(output, list):  # a worker that streams hands its pieces over as a list
            output = output[0] if output else None
        failed = isinstance(output, Mapping) and "error" in output
        if status == "TIMED_OUT":
            return self._error(F.TIMEOUT, "the job ran into the endpoint's execution timeout")
        if status == "CANCELLED":
            return self._error(F.SERVER_ERROR, "the job was cancelled by someone else")
        if status != "COMPLETED" or failed:
            return _failure(self.name, output if failed else state)
        try:
            return _completion(output)
        except (LookupError, TypeError, AttributeError):
            return self._error(F.SERVER_ERROR, "the job's output is not a chat completion")

    async def _cancel(self, job: _Job) -> None:
        with anyio.CancelScope(deadline=anyio.current_time() + CANCEL_TIMEOUT, shield=True):
            with suppress(httpx2.HTTPError, OSError):
                await self._http.post(f"/cancel/{job.id}")
            return
        logger.warning("runpod: a job that nobody waits for could not be cancelled in time")

    async def _ask(self, method: str, path: str, body: object = None) -> Mapping[str, Any] | ProviderError:
        """Errors are returned, not raised, so that none carries the transport's exception with it."""
        try:
            response = await self._http.request(method, path, json=body)
        except (httpx2.HTTPError, OSError) as error:
            return from_transport(self.name, error) or self._error(F.CONNECT, "the connection broke")
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if response.status_code != 200:
            return from_status(self.name, response.status_code, response.headers, answer or response.text)
        return answer if isinstance(answer, dict) else self._error(F.SERVER_ERROR, "the answer is not JSON")

    def _error(self, category: F, detail: str) -> ProviderError:
        return ProviderError(category, detail, provider=self.name)


@dataclass(slots=True)
class _Job:
    id: str = ""
    status: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it may cost something still."""
        return bool(self.id) and self.status in _WAITING

    def update(self, state: Mapping[str, Any]) -> None:
        self.id, self.status = str(state.get("id") or self.id), str(state.get("status"))

    def progress(self, timeout: float) -> str:
        if self.status == "IN_QUEUE":
            return f"no worker took the job within {timeout:g} s: a cold start, or all workers are busy"
        return "the job was running still" if self.id else "no answer in time"


def _completion(output: Any) -> Completion:
    choice, usage = output["choices"][0], output.get("usage") or {}
    return Completion(
        text=choice["message"]["content"] or "",
        finish_reason=_REASONS.get(choice.get("finish_reason"), "stop"),
        usage=Usage(
            input_tokens=usage.get("prompt_tokens", 0), output_tokens=usage.get("completion_tokens", 0)
        ),
        model=str(output.get("model") or ""),
    )


def _failure(name: str, body: Any) -> ProviderError:
    """The worker's error: an object as vLLM makes it, or its text. docker/runpod's worker gives JSON;
    RunPod's own gives an object, of which the platform makes Python's repr."""
    error = body.get("error")
    found = error if isinstance(error, Mapping) else _object(str(error or ""))
    if found is not None:
        return from_body(name, {"error": found})
    words = from_status(name, 400, {}, {"error": {"message": str(error or "")}})  # they may tell its kind
    category = F.SERVER_ERROR if words.category is F.REJECTED else words.category
    return ProviderError(category, "the job failed", provider=name)


def _object(text: str) -> Mapping[str, Any] | None:
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError, RecursionError, MemoryError):
            value = read(text)
            return value if isinstance(value, Mapping) else None
    return None


def _seconds(state: Mapping[str, Any], key: str) -> float:
    value = state.get(key)
    return value / 1000 if isinstance(value, int | float) else 0.0
