"""What a deployment is judged by, and the queue worker, against a real vLLM server. `make test-vllm` starts one."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import pytest

from resumemate_llm.load import LoadReport, example_drafts, run_load, wake
from resumemate_llm.providers.self_hosted import SelfHostedProvider

from .closed_schema import closed_draft_schema
from .server import PYTHON

URL = os.environ.get("RESUMEMATE_VLLM_URL", "")
pytestmark = pytest.mark.skipif(not URL, reason="RESUMEMATE_VLLM_URL is not set; run: make test-vllm")
HANDLER = Path(__file__).parents[2] / "docker" / "runpod"


def test_load_measures_speed_cold_start_and_prefix_cache() -> None:
    """The tiny model's words are noise, so the drafts fail on what they say; everything else is measured."""
    report = LoadReport(asked=4, concurrency=2, hourly_usd=1.0)

    async def run() -> None:
        provider = SelfHostedProvider(base_url=f"{URL}/v1", model="resumemate-14b")
        try:
            assert (await wake(provider, report, wait=60)).ok
            parts = [part for (part,) in example_drafts(4)]
            closed = [replace(p, request=p.request.replace(schema=closed_draft_schema())) for p in parts]
            await run_load(provider, [(part,) for part in closed], report, timeout=300)
        finally:
            await provider.aclose()

    anyio.run(run)
    figures = report.as_dict()
    print("\n   ", json.dumps(figures))
    assert figures["answered"] == 4
    assert set(figures["outcomes"]) <= {"ok", "quality_rejected", "schema_invalid"}
    assert figures["tokens_per_second"]["all"] > 0
    assert figures["first_token_s"] > 0
    assert figures["prefix_cache"]["source"] == "/metrics"
    assert 0.2 < figures["prefix_cache"]["hit_rate"] < 1.0  # the system prompt is shared, the rest is not


WORKER = """
import asyncio, json, os, sys
sys.path.insert(0, os.environ["HANDLER_FOLDER"])
import handler

async def run(job):
    return [piece async for piece in handler.handler({"id": "j", "input": job})]

print(json.dumps([asyncio.run(run(job)) for job in json.loads(os.environ["JOBS"])]))
"""


def test_the_queue_worker_s_handler_over_the_real_server() -> None:
    """In vLLM's environment, which has the HTTP client that the worker uses."""
    schema = {"name": "give_answer", "schema": closed_draft_schema()}
    asked: dict[str, Any] = {
        "model": "resumemate-14b",
        "messages": [{"role": "user", "content": "Write."}],
        "max_tokens": 3_000,
        "response_format": {"type": "json_schema", "json_schema": schema},
    }
    route = "/v1/chat/completions"
    jobs = [
        {"openai_route": route, "openai_input": asked},
        {"openai_route": route, "openai_input": asked | {"stream": True}},
        {"openai_route": route, "openai_input": asked | {"model": "other"}},
        {"openai_route": "/v1/models"},
    ]
    environ = {"HANDLER_FOLDER": str(HANDLER), "JOBS": json.dumps(jobs), "PATH": os.environ["PATH"]}
    environ["WORKER_SERVER_PORT"] = URL.rpartition(":")[2]
    done = subprocess.run(
        [str(PYTHON), "-c", WORKER], env=environ, capture_output=True, text=True, check=True
    )
    whole, streamed, refused, models = json.loads(done.stdout)
    draft = json.loads(whole[0]["choices"][0]["message"]["content"])
    assert set(draft) == set(closed_draft_schema()["properties"])
    assert "".join(streamed).endswith("data: [DONE]\n\n")
    assert json.loads(refused[0]["error"])["code"] == 404
    assert models[0]["data"][0]["id"] == "resumemate-14b"
