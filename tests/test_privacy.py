"""Nothing of a resume and no key in logs, exceptions, reprs, spans or events, whatever goes wrong."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper

import anyio.to_thread
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from benchmarks.scorecard import ROWS, Row, as_table, policy_for, providers_for
from resumemate_llm import AllProvidersFailed, AsyncResumeMate, Settings
from resumemate_llm.refine import refine
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.schema import ParsedResume
from resumemate_llm.testing import example_draft

pytestmark = pytest.mark.anyio

RESUME = """\
Qorvanna Zephyrine Mukluk
14 Vexillary Lane, Wobblethorpe WX1 4QZ | qorvanna.mukluk@mailhost.example | +44 20 7946 0991
linkedin.com/in/qorvanna-mukluk

Summary
Cartographer of tidal basins with a habit of xylographic ledgers.

Experience

Basin Cartographer, Thunderquill Estuaries Ltd
03/2021 - Present
- Charted 417 brackish inlets with the Marrowgate theodolite
- Cut resurvey time from 63 to 29 days for the Plinthmoor archive

Chart Assistant, Oxbow & Vellichor
06/2018 - 02/2021
- Inked gnomonic sheets for the Harrowfen pilots

Education
BSc Hydromancy, University of Skelderwick, 2018

Skills
Gnomonics, bathymetry, Marrowgate theodolite, ledger keeping
"""
JOB = """\
Senior Tidal Cartographer
Umbrafjord Instruments

You will chart our quaggy forelands with the Snickerdoodle sonar and keep the Brabazon index.

Requirements
- Gnomonics and bathymetry
- Experience with forelands
- Brabazon index
"""
CONTACT = ("qorvanna.mukluk", "7946 0991", "qorvanna-mukluk", "Vexillary")
MARKERS = (
    *CONTACT,
    "Qorvanna",
    "Zephyrine",
    "Wobblethorpe",
    "xylographic",
    "Thunderquill",
    "Marrowgate",
    "Plinthmoor",
    "Vellichor",
    "Harrowfen",
    "Skelderwick",
    "Hydromancy",
    "Umbrafjord",
    "Snickerdoodle",
    "Brabazon",
    "quaggy",
)
KEYS = ("sk-canary-first", "sk-canary-second")


@dataclass
class Watch(logging.Handler):
    """Everything that a host application could write down."""

    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s %(args)s"))

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(self.format(record) + repr(record.__dict__))

    def note(self, *things: object) -> None:
        self.seen += [f"{thing!r} {thing}" for thing in things]

    def leaks(self) -> set[str]:
        everything = "\n".join(self.seen).lower()
        return {marker for marker in (*MARKERS, *KEYS) if marker.lower() in everything}


@pytest.fixture
def watch() -> Iterator[Watch]:
    handler, root = Watch(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


_EXPORTER = InMemorySpanExporter()


@pytest.fixture
def spans() -> InMemorySpanExporter:
    if not isinstance(trace.get_tracer_provider(), TracerProvider):
        trace.set_tracer_provider(TracerProvider())
    provider = trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    if not getattr(_EXPORTER, "attached", False):
        provider.add_span_processor(SimpleSpanProcessor(_EXPORTER))
        _EXPORTER.attached = True  # type: ignore[attr-defined]
    _EXPORTER.clear()
    return _EXPORTER


@pytest.mark.parametrize("row", [row for row in ROWS if row.calls == 1], ids=lambda row: row.name)
async def test_no_marker_shows_whatever_fails(row: Row, watch: Watch, spans: InMemorySpanExporter) -> None:
    with providers_for(row) as (providers, first, second):
        by_name = {provider.name: provider for provider in providers}
        settings = Settings(policy=as_table(policy_for(row.chain, scale=0.4)))
        client = AsyncResumeMate(
            [by_name.get(name, name) for name in row.chain], settings=settings, listeners=[watch.note]
        )
        async with client:
            watch.note(client, *providers, settings, client.policy)
            try:
                result = await client.generate_pro(RESUME, JOB)
            except AllProvidersFailed as failed:
                watch.note(failed, *failed.exceptions, *failed.attempts, *traceback.format_exception(failed))
            else:
                watch.note(
                    result, result.resume, result.job, result.output, *result.attempts, *result.findings
                )
        watch.note(*[span.to_json() for span in spans.get_finished_spans()])
        sent = [
            request.raw.decode("utf-8", "replace")
            for server in (first, second)
            for request in server.requests
        ]
    assert watch.leaks() == set()
    assert not [datum for datum in CONTACT for body in sent if datum in body]


async def test_no_word_of_a_resume_stays_in_a_cache() -> None:
    async with AsyncResumeMate("mock", settings=Settings()) as client:
        await client.generate_pro(RESUME, JOB)
        before = cache_sizes()
        await client.generate_pro(RESUME.replace("Marrowgate", "Grimsdottir"), JOB)
    assert cache_sizes() == before


async def test_a_cancelled_call_leaves_no_word_in_a_cache_though_its_thread_reads_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def held_up(text: str, name: str) -> None:
        begun.set()
        go_on.wait(10)

    def reading(source: str) -> ParsedResume:
        try:
            return read_resume(source)
        finally:
            ended.set()

    monkeypatch.setattr("resumemate_llm.resume._expect_resume", held_up)
    monkeypatch.setattr("resumemate_llm.pipeline.read_resume", reading)
    async with AsyncResumeMate("mock", settings=Settings()) as client:
        before = cache_sizes()
        call = asyncio.create_task(client.generate_pro(RESUME, JOB))
        await anyio.to_thread.run_sync(begun.wait, 10)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        go_on.set()
        await anyio.to_thread.run_sync(ended.wait, 10)
    assert call.cancelled() and cache_sizes() == before


def test_reading_and_refining_without_a_call_leave_no_word_in_a_cache() -> None:
    before = cache_sizes()
    refine(example_draft(), read_resume(RESUME), read_job(JOB))
    assert cache_sizes() == before


def cache_sizes() -> dict[str, int]:
    """How many answers each of the package's caches holds."""
    caches = [found for found in gc.get_objects() if isinstance(found, _lru_cache_wrapper)]
    return {
        f"{cache.__module__}.{cache.__qualname__}": cache.cache_info().currsize
        for cache in caches
        if cache.__module__.startswith("resumemate_llm.")
    }


async def test_masked_contact_data_is_back_in_the_result() -> None:
    row = next(row for row in ROWS if row.name == "no fault")
    with providers_for(row) as (providers, first, _):
        async with AsyncResumeMate([providers[0], "mock"], settings=Settings()) as client:
            result = await client.generate_pro(RESUME, JOB)
        assert [request.part for request in first.requests if request.part != "draft"]
    assert result.provider == "self-hosted"
    assert result.output.tailored_resume.email == "qorvanna.mukluk@mailhost.example"


async def test_no_contact_datum_stays_in_the_cache_of_patterns() -> None:
    row = next(row for row in ROWS if row.name == "no fault")
    with providers_for(row) as (providers, first, _):
        async with AsyncResumeMate([providers[0], "mock"], settings=Settings()) as client:
            await client.generate_pro(RESUME, JOB)
        assert first.generations > 0
    patterns = " ".join(str(key) for name in ("_cache", "_cache2") for key in getattr(re, name, ()))
    assert patterns and not [datum for datum in CONTACT if datum in patterns.replace("\\", "")]


async def test_contact_data_is_sent_only_when_masking_is_turned_off() -> None:
    row = next(row for row in ROWS if row.name == "no fault")
    with providers_for(row) as (providers, first, _):
        async with AsyncResumeMate([providers[0], "mock"], settings=Settings(mask_contact=False)) as client:
            await client.generate_pro(RESUME, JOB)
        assert b"qorvanna.mukluk" in first.requests[-1].raw
