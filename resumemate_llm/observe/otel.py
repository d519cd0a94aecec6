"""One OpenTelemetry span for each request to a model, where the host application traces at all.

A span is written only when the application has imported `opentelemetry` and set a tracer provider; else
nothing is imported and nothing is done. The GenAI conventions are unstable and have moved between
packages, so their names stand here as our own strings. A span never holds content: no prompt, no answer,
no exception text.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from .._version import __version__
from ..schema import Attempt

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

T = TypeVar("T")

logger = logging.getLogger(__name__)

OPERATION: Final = "gen_ai.operation.name"
PROVIDER: Final = "gen_ai.provider.name"
REQUEST_MODEL: Final = "gen_ai.request.model"
RESPONSE_MODEL: Final = "gen_ai.response.model"
RESPONSE_ID: Final = "gen_ai.response.id"
FINISH_REASONS: Final = "gen_ai.response.finish_reasons"
OUTPUT_TYPE: Final = "gen_ai.output.type"
INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
CACHE_READ_TOKENS: Final = "gen_ai.usage.cache_read.input_tokens"
CACHE_WRITE_TOKENS: Final = "gen_ai.usage.cache_creation.input_tokens"
ERROR_TYPE: Final = "error.type"
STATUS: Final = "http.response.status_code"
PART: Final = "resumemate.part"
REASK: Final = "resumemate.reask"
COST: Final = "resumemate.cost_usd"

_WELL_KNOWN: Final = {"claude": "anthropic"}

Record: TypeAlias = Callable[[Attempt, str | None], None]
"""Writes an attempt and its finish reason into the span."""


@contextmanager
def chat_span(*, provider: str, model: str, part: str) -> Iterator[Record]:
    """A span around one request; call what it yields with the attempt's record before it ends."""
    span = _quietly(lambda: _start(provider, model, part))
    if span is None:
        yield _nothing
        return
    from opentelemetry.trace import use_span

    try:
        with use_span(span, record_exception=False, set_status_on_exception=False):
            yield lambda attempt, finish_reason: _quietly(lambda: _write(span, attempt, finish_reason))
    finally:
        _quietly(span.end)


def _start(provider: str, model: str, part: str) -> Span | None:
    tracer = _tracer()
    if tracer is None:
        return None
    from opentelemetry.trace import SpanKind

    attributes: dict[str, str] = {
        OPERATION: "chat",
        PROVIDER: _WELL_KNOWN.get(provider, provider),
        OUTPUT_TYPE: "json",
        PART: part,
    }
    if model:
        attributes[REQUEST_MODEL] = model
    return tracer.start_span(f"chat {model or provider}", kind=SpanKind.CLIENT, attributes=attributes)


def _quietly(write: Callable[[], T]) -> T | None:
    """Tracing that fails, by an exporter's fault for example, never changes the outcome of a call."""
    try:
        return write()
    except Exception as error:
        logger.warning("tracing failed (%s)", type(error).__name__)
        return None


def _tracer() -> Tracer | None:
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None or isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return None
    tracer: Tracer = trace.get_tracer("resumemate_llm", __version__)
    return tracer


def _nothing(_attempt: Attempt, _finish_reason: str | None) -> None:
    return


def _write(span: Span, attempt: Attempt, finish_reason: str | None) -> None:
    from opentelemetry.trace import Status, StatusCode

    usage = attempt.usage
    values: dict[str, str | int | float | bool | list[str] | None] = {
        RESPONSE_MODEL: attempt.model or None,
        RESPONSE_ID: attempt.request_id,
        FINISH_REASONS: [finish_reason] if finish_reason else None,
        INPUT_TOKENS: usage.input_tokens or None,
        OUTPUT_TOKENS: usage.output_tokens or None,
        CACHE_READ_TOKENS: usage.cache_read_tokens or None,
        CACHE_WRITE_TOKENS: usage.cache_write_tokens or None,
        COST: attempt.cost_usd,
        REASK: attempt.reask,
        STATUS: attempt.status,
    }
    if attempt.outcome != "ok":
        values[ERROR_TYPE] = attempt.outcome
        span.set_status(Status(StatusCode.ERROR, attempt.outcome))
    span.set_attributes({name: value for name, value in values.items() if value is not None})
