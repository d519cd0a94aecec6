"""`OllamaProvider`: one draft through Ollama's `/api/chat`.

The schema goes into `format`; `num_ctx` is as large as the prompt and the answer need, because Ollama's
default is smaller than a resume; `truncate` is off, so that a prompt that does not fit is an error and not
a resume whose beginning is missing. Protocol: docs/api.md of Ollama; durations there are nanoseconds.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx2

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest, FinishReason
from resumemate_llm.providers.http_errors import from_body, from_status, from_transport
from resumemate_llm.schema import Usage

logger = logging.getLogger(__name__)

CHARS_PER_TOKEN = 3
"""Fewer than any language that this package reads has with today's tokenisers, so the estimate is high."""
CONTEXT_STEP = 2_048
"""`num_ctx` grows in such steps: Ollama loads a model anew whenever it changes."""
MAX_CHARS = 2_000_000
"""An answer longer than this is given up."""
_SECOND = 1e9
_NOT_PULLED = "model not present, run `ollama pull {}`"


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """Seconds that one answer took: to load the model (near 0 where it was loaded), to read the prompt,
    and to write the answer."""

    load: float
    prompt: float
    generation: float


@dataclass(slots=True)
class _Answer:
    texts: list[str] = field(default_factory=list)
    last: Mapping[str, Any] = field(default_factory=dict)
    chars: int = 0


class OllamaProvider:
    """A model of an Ollama server. `keep_alive` is how long it stays loaded after a call, as Ollama
    writes durations ("5m", "-1" for ever). `timings` holds the last calls' `Timing`s, newest last."""

    name = "ollama"
    capabilities = Capabilities(enforces_schema=True, reports_usage=True)

    def __init__(self, *, base_url: str, model: str, keep_alive: str = "5m") -> None:
        self.model, self._keep_alive = model, keep_alive
        self.timings: list[Timing] = []
        self._http = httpx2.AsyncClient(base_url=base_url, timeout=None, follow_redirects=False)

    def __repr__(self) -> str:
        return f"OllamaProvider(host={self._http.base_url.host!r}, model={self.model!r})"

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """See `Provider.complete`."""
        outcome: Completion | ProviderError = self._error(F.TIMEOUT, "no answer in time")
        with anyio.CancelScope(deadline=anyio.current_time() + timeout):
            outcome = await self._chat(request)
        if isinstance(outcome, ProviderError):
            raise outcome
        return outcome

    async def check(self, *, timeout: float) -> list[Check]:
        """Reachable, its version, and whether the model is present."""
        outcome: Mapping[str, Any] | ProviderError = self._error(F.TIMEOUT, "no answer in time")
        with anyio.CancelScope(deadline=anyio.current_time() + timeout):
            outcome = await self._get("/api/tags")
        host = str(self._http.base_url)
        if isinstance(outcome, ProviderError):
            fix = "start it with `ollama serve`, or set OLLAMA_HOST"
            return [Check(name="reachable", ok=False, detail=f"{host}: {outcome.detail}", fix=fix)]
        names = [str(entry.get("name", "")) for entry in outcome.get("models") or []]
        present = self.model in names or f"{self.model}:latest" in names
        detail = self.model if present else f"{self.model} is not among {len(names)} models"
        fix = "" if present else f"run `ollama pull {self.model}`"
        return [
            Check(name="reachable", ok=True, detail=host),
            Check(name="model", ok=present, detail=detail, fix=fix),
        ]

    async def aclose(self) -> None:
        """See `Provider.aclose`."""
        await self._http.aclose()

    async def _chat(self, request: DraftRequest) -> Completion | ProviderError:
        """Errors are returned, not raised, so that none carries the transport's exception with it."""
        answer = _Answer()
        try:
            async with self._http.stream("POST", "/api/chat", json=self._body(request)) as response:
                if response.status_code != 200:
                    await response.aread()
                    return self._refused(response)
                failure = await self._read(response, answer)
        except (httpx2.HTTPError, OSError) as error:
            failure = from_transport(self.name, error) or self._error(F.CONNECT, "the connection broke")
        return failure or self._completion(answer)

    def _body(self, request: DraftRequest) -> dict[str, Any]:
        messages = [{"role": message.role, "content": message.content} for message in request.messages]
        return {
            "model": self.model,
            "messages": messages,
            "format": dict(request.schema),
            "stream": True,
            "truncate": False,
            "keep_alive": self._keep_alive,
            "options": {
                "num_ctx": context_size(request),
                "num_predict": request.max_tokens,
                "temperature": request.temperature,
            },
        }

    async def _read(self, response: httpx2.Response, answer: _Answer) -> ProviderError | None:
        async for line in response.aiter_lines():
            try:
                piece = json.loads(line) if line.strip() else {}
                if "error" in piece:
                    return from_body(self.name, piece)
                text = (piece.get("message") or {}).get("content") or ""
                answer.texts.append(text)
                answer.chars += len(text)
            except (ValueError, TypeError, AttributeError):
                return self._error(F.SERVER_ERROR, "the answer is not Ollama's protocol")
            if answer.chars > MAX_CHARS:
                return self._error(F.NOT_JSON, "an answer without end")
            if piece.get("done"):
                answer.last = piece
                return None
        return self._error(F.SERVER_ERROR, "the answer ended without its last line")

    def _completion(self, answer: _Answer) -> Completion:
        last = answer.last
        timing = Timing(
            load=_number(last, "load_duration") / _SECOND,
            prompt=_number(last, "prompt_eval_duration") / _SECOND,
            generation=_number(last, "eval_duration") / _SECOND,
        )
        self.timings = [*self.timings[-99:], timing]
        logger.info(
            "ollama: model loaded in %.1f s, prompt read in %.1f s, answer written in %.1f s",
            timing.load,
            timing.prompt,
            timing.generation,
        )
        usage = Usage(
            input_tokens=int(_number(last, "prompt_eval_count")),
            output_tokens=int(_number(last, "eval_count")),
        )
        reason: FinishReason = "length" if last.get("done_reason") == "length" else "stop"
        text = "".join(answer.texts)
        return Completion(text=text, finish_reason=reason, usage=usage, model=str(last.get("model", "")))

    def _refused(self, response: httpx2.Response) -> ProviderError:
        error = from_status(self.name, response.status_code, response.headers, _json(response))
        if error.category is F.NOT_FOUND:
            return self._error(F.NOT_FOUND, _NOT_PULLED.format(self.model), status=error.status)
        return error

    async def _get(self, path: str) -> Mapping[str, Any] | ProviderError:
        try:
            response = await self._http.get(path)
        except (httpx2.HTTPError, OSError) as error:
            return from_transport(self.name, error) or self._error(F.CONNECT, "the connection broke")
        if response.status_code != 200:
            return from_status(self.name, response.status_code, response.headers, _json(response))
        body = _json(response)
        return body if isinstance(body, dict) else {}

    def _error(self, category: F, detail: str, *, status: int | None = None) -> ProviderError:
        return ProviderError(category, detail, provider=self.name, status=status)


def context_size(request: DraftRequest) -> int:
    """`num_ctx` for a request, in tokens: prompt and answer, rounded up."""
    chars = sum(len(message.content) for message in request.messages)
    needed = chars // CHARS_PER_TOKEN + 16 * len(request.messages) + request.max_tokens
    return -(-needed // CONTEXT_STEP) * CONTEXT_STEP


def _number(last: Mapping[str, Any], key: str) -> float:
    value = last.get(key)
    return value if isinstance(value, int | float) else 0


def _json(response: httpx2.Response) -> object:
    try:
        return response.json()
    except ValueError:
        return response.text
