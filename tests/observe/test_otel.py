"""Spans for requests to models, where the application traces."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from resumemate_llm.errors import FailureCategory, ProviderError
from resumemate_llm.observe import otel
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest, Message
from resumemate_llm.routing import Policy, Step, route
from resumemate_llm.schema import (
    Attempt,
    CandidateProfile,
    JobProfile,
    ParsedJob,
    ParsedResume,
    Usage,
    WireModel,
)

CANARY = "Kanarienvogel-4711"


class Line(WireModel):
    """The smallest answer."""

    text: str


class Model:
    """A provider with a model name, one failure and one answer; both are full of content."""

    name, model = "claude", "claude-sonnet-4-5"
    capabilities = Capabilities()

    def __init__(self) -> None:
        self.calls = 0
        self.parents: list[str] = []

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        self.calls += 1
        span = trace.get_current_span()
        self.parents.append(getattr(span, "name", ""))
        if self.calls == 1:
            raise ProviderError(FailureCategory.SERVER_ERROR, status=500, request_id="req_1") from ValueError(
                CANARY
            )
        return Completion(
            text=f'{{"text": "{CANARY}"}}',
            model="claude-sonnet-4-5-20250929",
            usage=Usage(input_tokens=100, output_tokens=50, cache_read_tokens=7),
            request_id="req_2",
        )

    async def check(self, *, timeout: float) -> list[Check]:
        return []

    async def aclose(self) -> None:
        return


def call(provider: Model) -> None:
    request = DraftRequest(
        messages=(Message(role="user", content=CANARY),),
        schema={},
        resume=ParsedResume(text=CANARY, profile=CandidateProfile(), as_of=date(2026, 1, 1)),
        job=ParsedJob(text=CANARY, profile=JobProfile()),
    )
    policy = Policy(chain=(Step(provider="claude"),))
    asyncio.run(route(request, policy=policy, providers={"claude": provider}, answer=Line))


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    yield exporter
    provider.shutdown()


def test_each_request_is_a_client_span_with_the_conventions_names(spans: InMemorySpanExporter) -> None:
    provider = Model()
    call(provider)
    failed, answered = spans.get_finished_spans()
    assert {failed.name, answered.name} == {"chat claude-sonnet-4-5"}
    assert answered.kind is trace.SpanKind.CLIENT
    assert provider.parents == ["chat claude-sonnet-4-5"] * 2, "spans of the HTTP client nest inside"
    assert dict(answered.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": "claude-sonnet-4-5",
        "gen_ai.response.model": "claude-sonnet-4-5-20250929",
        "gen_ai.response.id": "req_2",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.output.type": "json",
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 50,
        "gen_ai.usage.cache_read.input_tokens": 7,
        "resumemate.part": "draft",
        "resumemate.reask": False,
        "resumemate.cost_usd": pytest.approx(100 * 3e-6 + 50 * 15e-6 + 7 * 0.3e-6),
    }
    attributes = dict(failed.attributes or {})
    assert attributes["error.type"] == "server_error"
    assert attributes["http.response.status_code"] == 500
    assert failed.status.status_code is trace.StatusCode.ERROR


def test_no_span_holds_content(spans: InMemorySpanExporter) -> None:
    call(Model())
    finished = spans.get_finished_spans()
    assert len(finished) == 2
    assert CANARY not in "".join(span.to_json() for span in finished)
    assert all(not span.events for span in finished)


def test_a_cancelled_request_ends_its_span(spans: InMemorySpanExporter) -> None:
    attempt = Attempt(provider="a", outcome="cancelled", started_at="", duration_s=0.0)
    with pytest.raises(asyncio.CancelledError), otel.chat_span(provider="a", model="", part="draft") as write:
        write(attempt, None)
        raise asyncio.CancelledError
    (span,) = spans.get_finished_spans()
    assert (span.name, (span.attributes or {})["error.type"]) == ("chat a", "cancelled")


@pytest.mark.parametrize("moment", ["on_start", "on_end"])
def test_tracing_that_fails_never_changes_the_outcome(
    moment: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(SpanProcessor):
        pass

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(Broken, moment, fail)
    provider = TracerProvider()
    provider.add_span_processor(Broken())
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    model = Model()
    call(model)
    assert model.calls == 2
    assert "tracing failed (RuntimeError)" in caplog.text
    assert CANARY not in caplog.text


def test_without_a_tracer_provider_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "get_tracer_provider", trace.ProxyTracerProvider)
    with otel.chat_span(provider="a", model="m", part="draft") as write:
        assert not trace.get_current_span().is_recording()
        write(Attempt(provider="a", outcome="ok", started_at="", duration_s=0.0), None)


def test_routing_alone_does_not_import_opentelemetry() -> None:
    code = (
        "import sys, resumemate_llm.routing; print(any(m.startswith('opentelemetry') for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "False\n"
