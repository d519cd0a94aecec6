"""`resumemate doctor --load`: what a deployment gives, measured by real generations.

The server is a fake of vLLM's HTTP surface; /metrics is a fake too, with vLLM's series.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner, Result

from resumemate_llm import load
from resumemate_llm.cli import main
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.load import Generation, LoadReport, percentiles, read_counters
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest
from resumemate_llm.schema import Usage
from resumemate_llm.testing import FaultServer, example_draft

PAGE = """\
# HELP vllm:prefix_cache_hits_total Prefix cache hits, in terms of number of cached tokens.
# TYPE vllm:prefix_cache_hits_total counter
vllm:prefix_cache_hits_total{{engine="0",model_name="resumemate-14b"}} {hits}
vllm:prefix_cache_hits_total{{engine="1",model_name="resumemate-14b"}} 0.0
vllm:prefix_cache_queries_total{{engine="0",model_name="resumemate-14b"}} {queries}
vllm:time_to_first_token_seconds_bucket{{le="0.1"}} 9.0
vllm:time_to_first_token_seconds_count{{engine="0"}} {count}
vllm:time_to_first_token_seconds_sum{{engine="0"}} {seconds}
python_info{{version="3.12"}} 1.0
"""


@pytest.fixture
def metrics() -> Iterator[str]:
    """The address of a fake /metrics that counts on from one question to the next."""
    asked = itertools.count()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            n = next(asked)
            page = PAGE.format(hits=5e3 + 1.2e3 * n, queries=9e3 + 2e3 * n, count=10 + 4 * n, seconds=7 + n)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/metrics"
        server.shutdown()
        thread.join()


def doctor(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["doctor", *arguments], env=environment)


def measured(server: FaultServer, *arguments: str) -> dict[str, Any]:
    result = doctor("--url", server.openai_url, *arguments)
    assert result.exit_code == 0, result.output
    figures: dict[str, Any] = json.loads(result.stdout)["load"]
    return figures


def test_it_sends_as_many_generations_as_asked_for_and_reports_them(metrics: str) -> None:
    with FaultServer() as server:
        figures = measured(
            server, "--load", "6", "--concurrency", "3", "--price", "3.6", "--metrics", metrics
        )
        sent = [r for r in server.requests if "Solvang" in str(r.body) and r.path == "/v1/chat/completions"]
    assert len(sent) == 6 * figures["parts"] > 6
    assert (figures["answered"], figures["outcomes"]) == (6, {"ok": 6})
    assert figures["latency_s"]["p50"] <= figures["latency_s"]["p95"] <= figures["latency_s"]["max"]
    assert figures["tokens_per_second"]["all"] == pytest.approx(figures["output_tokens"] / figures["wall_s"])
    assert figures["prefix_cache"] == {"hit_rate": 0.6, "source": "/metrics"}
    assert figures["first_token_s"] == 0.25
    assert figures["cost"]["per_generation_usd"] == pytest.approx(3.6 / 3600 * figures["wall_s"] / 6)


def test_the_key_goes_to_the_server_itself_and_to_no_other_host() -> None:
    with FaultServer(api_key="server-canary") as server, FaultServer() as other:
        arguments = ("--url", server.openai_url, "--load", "1", "--metrics", f"{other.url}/metrics")
        assert doctor(*arguments, SELF_HOSTED_LLM_API_KEY="server-canary").exit_code == 0
        asked = [request for request in other.requests if request.path == "/metrics"]
    assert len(asked) == 2 and not any("canary" in str(request.headers) for request in asked)


def test_no_two_prompts_share_more_than_the_system_prompt() -> None:
    requests = [part.request for (part,) in load.example_drafts(20)]
    users = [request.messages[-1].content for request in requests]
    systems = {request.messages[0].content for request in requests}
    first_lines = {user.splitlines()[0] for user in users}
    assert (len(systems), len(first_lines)) == (1, 20)


def test_a_draft_in_sections_has_failed_where_one_of_them_has() -> None:
    with FaultServer("ok", "ok", "ok", "ok", "ok", "server_error", then="ok") as server:
        report = json.loads(doctor("--url", server.openai_url, "--load", "2", "--concurrency", "1").stdout)
    assert report["load"]["parts"] > 1
    assert report["load"]["outcomes"] == {"server_error": 1, "ok": 1}


def test_an_answer_that_cannot_be_used_counts_as_one_and_fails_the_doctor() -> None:
    with FaultServer("ok", "ok", "ok", "ok", "missing_keys", "server_error", then="ok") as server:
        result = doctor(
            "--url", server.openai_url, "--load", "4", "--concurrency", "1", "--strategy", "whole"
        )
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["load"]["outcomes"] == {"schema_invalid": 1, "server_error": 1, "ok": 2}
    assert report["providers"]["self-hosted"][-1]["detail"].startswith("2 of 4 generations")


def test_one_s_own_resume_and_job_are_sent(tmp_path: Path) -> None:
    resume, job = Path("examples/software-engineer/resume.pdf"), Path("examples/software-engineer/job.txt")
    with FaultServer() as server:
        measured(server, "--load", "1", "--resume", str(resume), "--job", str(job))
        assert any("Larkfield" in str(request.body) for request in server.requests)


def test_a_table_for_people(monkeypatch: pytest.MonkeyPatch, metrics: str) -> None:
    monkeypatch.setattr("resumemate_llm.cli.operate.on_terminal", lambda: True)
    with FaultServer() as server:
        shown = doctor("--url", server.openai_url, "--load", "2", "--metrics", metrics).stdout
    assert "2 of 2, 4 at a time" in shown
    assert "60% of prompt tokens, by /metrics" in shown
    assert "not known: give --price" in shown


def test_without_metrics_it_says_so() -> None:
    with FaultServer() as server:
        figures = measured(server, "--load", "1")
    assert figures["prefix_cache"] is None and figures["first_token_s"] is None and figures["cost"] is None


def test_a_server_that_is_not_there_gets_no_generations() -> None:
    with FaultServer() as server:
        server.down()
        result = doctor("--url", server.openai_url, "--load", "3")
    assert result.exit_code == 1
    checks = json.loads(result.stdout)["providers"]["self-hosted"]
    assert checks[0]["name"] == "cold start" and "--wait" in checks[0]["fix"]
    assert checks[-1]["detail"] == "0 of 3 generations gave a draft that can be used; 3 were not sent"


@pytest.mark.parametrize("arguments", [(), ("--provider", "self-hosted,claude")])
def test_load_never_goes_to_a_provider_that_was_not_named(arguments: tuple[str, ...]) -> None:
    result = doctor(
        *arguments, "--load", "3", ANTHROPIC_API_KEY="k", SELF_HOSTED_LLM_URL="http://127.0.0.1:9"
    )
    assert result.exit_code == 2
    assert "--load is for one provider" in result.stderr


def test_url_alone_checks_that_server_and_no_follower() -> None:
    with FaultServer() as server:
        result = doctor("--url", server.openai_url)
    assert list(json.loads(result.stdout)["providers"]) == ["self-hosted"]


def test_what_was_measured_before_an_interrupt_is_printed() -> None:
    drafts = itertools.count()

    def answer(body: Mapping[str, Any]) -> str:
        if "Solvang" in str(body) and next(drafts) == 2:
            os.kill(os.getpid(), signal.SIGINT)
        return json.dumps(example_draft().to_wire()) if "Solvang" in str(body) else '{"answer": "x"}'

    with FaultServer(answer=answer) as server:
        result = doctor(
            "--url", server.openai_url, "--load", "50", "--concurrency", "1", "--strategy", "whole"
        )
    assert result.exit_code == 130
    assert result.stderr.endswith("resumemate: interrupted; what was measured by then is printed\n")
    report = json.loads(result.stdout)
    assert report["load"]["outcomes"]["ok"] >= 2
    assert "were interrupted" in report["providers"]["self-hosted"][-1]["detail"]


class Sleeper:
    """A fake provider that is not up yet for the first `failures` calls."""

    name, capabilities = "sleeper", Capabilities()

    def __init__(self, category: F, failures: int) -> None:
        self.category, self.failures, self.calls = category, failures, 0

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        self.calls += 1
        if self.calls <= self.failures:
            raise ProviderError(self.category, "not yet", provider=self.name)
        return Completion(text="{}")

    async def check(self, *, timeout: float) -> list[Check]:
        return []

    async def aclose(self) -> None:
        pass


def woken(provider: Sleeper, wait: float) -> tuple[Check, LoadReport]:
    report = LoadReport(asked=1, concurrency=1)

    async def run() -> Check:
        return await load.wake(provider, report, wait=wait, pause=0.0)

    return anyio.run(run), report


def test_a_cold_server_is_asked_again_until_it_answers() -> None:
    provider = Sleeper(F.OVERLOADED, failures=3)
    check, report = woken(provider, wait=60)
    assert check.ok and report.cold_start is not None and report.warm is not None
    assert provider.calls == 3 + 1 + 1  # refusals, the first answer, one more that is warm


@pytest.mark.parametrize(
    ("category", "fix"),
    [
        (F.AUTH, "check the key"),
        (F.NOT_FOUND, "check the model's name"),
        (F.QUOTA_EXHAUSTED, "check the account's credit"),
        (F.UNEXPECTED, ""),
    ],
)
def test_waiting_does_not_mend_a_wrong_key(category: F, fix: str) -> None:
    provider = Sleeper(category, failures=9)
    check, report = woken(provider, wait=60)
    assert check.ok is False and provider.calls == 1 and report.cold_start is None
    assert check.fix.startswith(fix) and "--wait" not in check.fix


def test_percentiles_are_values_that_occurred() -> None:
    twenty = [float(n) for n in range(1, 21)]
    assert percentiles(twenty) == {"min": 1.0, "mean": 10.5, "p50": 10.0, "p95": 19.0, "max": 20.0}
    assert percentiles([]) is None


def test_cost_and_speed_come_from_the_wall_clock_of_the_run() -> None:
    spans = [(0.0, 30.0), (0.0, 40.0), (30.0, 60.0)]
    done = [
        Generation(
            started=a,
            ended=b,
            outcome="ok",
            usage=Usage(output_tokens=3_000, input_tokens=10),
            speeds=(3_000 / (b - a),),
        )
        for a, b in spans
    ]
    figures = LoadReport(asked=3, concurrency=2, hourly_usd=1.2, generations=done).as_dict()
    assert figures["wall_s"] == 60.0
    assert figures["tokens_per_second"] == {"all": 150.0, "one_stream": 100.0}
    assert figures["cost"]["per_generation_usd"] == pytest.approx(1.2 * 60 / 3600 / 3)
    assert figures["cost"]["per_million_output_tokens_usd"] == pytest.approx(1.2 * 60 / 3600 / 9_000 * 1e6)


def test_counters_are_summed_over_engines_and_buckets_left_out() -> None:
    counters = read_counters(PAGE.format(hits=3.0, queries=4.0, count=1, seconds=0.5))
    assert counters is not None
    assert counters["prefix_cache_hits_total"] == 3.0
    assert not any(name.endswith("_bucket") for name in counters)
    assert read_counters("python_info 1.0\n") is None
