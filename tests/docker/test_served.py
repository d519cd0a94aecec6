"""The entry point with a real vLLM: it starts it, is healthy, answers the SDK, drains, exits 0."""

from __future__ import annotations

import http.client
import json
import math
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

from resumemate_llm.observe.events import progress_to
from resumemate_llm.prompts import build_messages
from resumemate_llm.providers.base import Check, Completion, DraftRequest
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.schema import ProDraft
from resumemate_llm.schema.dialects import openai_json_schema
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME
from tests.vllm.closed_schema import closed_draft_schema
from tests.vllm.server import CACHE, PYTHON

from .folders import L4_COMMAND
from .prometheus import prometheus
from .proxy import KEY, Proxy, doctor, proxy
from .proxy_table import CLOSED, TRICKS, wrong_rows
from .series import EXPORTED, exported, queries, rules
from .served import Server, environment, served

pytestmark = pytest.mark.skipif(
    not os.environ.get("RESUMEMATE_SERVED"), reason="starts a real vLLM; run: make docker-vllm"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    # Longer than the image's 120 s, because on a busy machine this model writes a few tokens a second.
    with served(CACHE / "served.log", SERVE_SPECULATIVE="ngram", SERVE_DRAIN_SECONDS="600") as running:
        print(f"\n    healthy after {running.seconds:.0f} s")
        yield running


@pytest.fixture(scope="module")
def door(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxy(f"127.0.0.1:{server.port}", tmp_path_factory.mktemp("caddy")) as running:
        yield running


def draft_request(**changes: Any) -> DraftRequest:
    resume, job = read_resume(EXAMPLE_RESUME), read_job(EXAMPLE_JOB)
    messages = build_messages(resume, job).messages
    asked = DraftRequest(messages=messages, schema=closed_draft_schema(), resume=resume, job=job)
    return asked.replace(**{"max_tokens": 4_000} | changes)


def provider(url: str) -> SelfHostedProvider:
    return SelfHostedProvider(base_url=f"{url}/v1", model="resumemate-14b", api_key=KEY, idle_timeout=300)


def ask(url: str, asked: DraftRequest) -> Completion:
    async def work() -> Completion:
        one = provider(url)
        try:
            return await one.complete(asked, timeout=300)
        finally:
            await one.aclose()

    return anyio.run(work)


def test_the_process_became_vllm_and_shows_no_key(server: Server) -> None:
    command = Path(f"/proc/{server.process.pid}/cmdline").read_bytes().decode().split("\0")
    assert "serve" in command
    assert "--served-model-name" in command
    assert KEY not in " ".join(command)
    log = server.log.read_text()
    assert "resumemate: starting: vllm serve " in log
    assert KEY not in log


def test_the_arithmetic_is_vllms_own(server: Server) -> None:
    log = server.log.read_text()
    ours = re.search(r"room for ([0-9,]+) tokens", log)
    theirs = re.search(r"KV cache size: ([0-9,]+) tokens", log)
    assert ours and theirs
    print(f"\n    ours {ours[1]}, vLLM's {theirs[1]}")
    assert ours[1] == theirs[1]


def test_doctor_finds_all_well(server: Server) -> None:
    async def work() -> list[Check]:
        one = provider(server.url)
        try:
            return await one.check(timeout=120)
        finally:
            await one.aclose()

    checks = anyio.run(work)
    for check in checks:
        print(f"    {check.name:11} {check.ok!s:6} {check.detail}")
    assert [check for check in checks if check.ok is not True] == []


def test_answers_have_no_blanks_and_count_what_came_from_the_cache(server: Server) -> None:
    ask(server.url, draft_request())
    completion = ask(server.url, draft_request())
    draft = ProDraft.model_validate_json(completion.text)
    assert draft
    assert completion.text == json.dumps(json.loads(completion.text), separators=(",", ":"))
    print(f"\n    {completion.usage}")
    assert completion.usage.cache_read_tokens > 500


def test_every_route_of_this_vllm_is_refused_but_four(server: Server, door: Proxy) -> None:
    told = re.findall(r"Route: (\S+), Methods: ([A-Z, ]+)", server.log.read_text())
    routes = [(method, path) for path, methods in told for method in methods.split(", ")]
    assert len(routes) > 20
    routes += [(method, path) for path in CLOSED for method in ("GET", "POST")]
    assert wrong_rows(door, routes) == []


def test_what_the_key_of_vllm_alone_does_not_guard(server: Server) -> None:
    """The reason for the proxy: these answer without a key."""
    unguarded = []
    for method, path in (
        ("POST", "/invocations"),
        ("POST", "/tokenize"),
        ("GET", "/metrics"),
        ("GET", "/version"),
    ):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        body = '{"model":"resumemate-14b","messages":[{"role":"user","content":"x"}],"max_tokens":1}'
        connection.request(
            method, path, body if method == "POST" else None, {"Content-Type": "application/json"}
        )
        status = connection.getresponse().status
        connection.close()
        print(f"    {method:5} {path:14} {status}")
        unguarded += [path] if status == 200 else []
    assert unguarded == ["/invocations", "/tokenize", "/metrics", "/version"]


@pytest.mark.parametrize("path", TRICKS)
def test_no_spelling_reaches_what_is_closed(door: Proxy, path: str) -> None:
    for method in ("GET", "POST"):
        _, _, body = door.ask(method, path, KEY)
        assert "vllm:num_requests" not in body
        assert '"version"' not in body


def test_doctor_through_the_proxy_verifies_its_certificate(door: Proxy) -> None:
    assert doctor(door) == (1, "TLS: the certificate is not trusted")
    assert doctor(door, SSL_CERT_FILE=str(door.root)) == (0, "")
    assert doctor(door, SSL_CERT_FILE=str(door.root), SELF_HOSTED_LLM_API_KEY="wrong") == (1, "HTTP 401")


def test_this_vllm_knows_every_flag() -> None:
    """The CPU preset leaves some out, so all of them go through vLLM's own parser."""
    program = (
        "import sys; from vllm.utils.argparse_utils import FlexibleArgumentParser as P; "
        "from vllm.entrypoints.launchers.cli_args import make_arg_parser as m; "
        "print(m(P()).parse_args(sys.argv[1:]).shutdown_timeout)"
    )
    extra = ["--tensor-parallel-size", "2", "--max-num-queued-reqs", "9", "--host", "127.0.0.1"]
    adapters = ["--enable-lora", "--max-lora-rank", "32", "--lora-modules", "a=/x", "b=/y"]
    environ = environment(1) | {"VLLM_LOGGING_LEVEL": "ERROR"}
    command = [str(PYTHON), "-c", program, *L4_COMMAND[2:], *extra, *adapters]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split()[-1] == "120"


def test_answers_stream_through_the_proxy(door: Proxy) -> None:
    connection = http.client.HTTPSConnection("localhost", door.port, context=door.context(), timeout=60)
    body = {"model": "resumemate-14b", "stream": True, "max_tokens": 400, "ignore_eos": True}
    body["messages"] = [{"role": "user", "content": "hello"}]
    started = time.monotonic()
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/chat/completions", json.dumps(body), headers)
    response = connection.getresponse()
    arrivals = [time.monotonic() - started for line in response if line.startswith(b"data:")]
    connection.close()
    print(
        f"\n    {len(arrivals)} events, the first after {arrivals[0]:.2f} s, the last after {arrivals[-1]:.2f} s"
    )
    assert arrivals[0] < arrivals[-1] / 2


def test_the_recorded_series_are_those_of_this_vllm(server: Server) -> None:
    assert exported(server.metrics()) == set(EXPORTED.read_text().split())


def test_every_query_has_an_answer_in_a_real_prometheus(server: Server, tmp_path: Path) -> None:
    with prometheus(f"127.0.0.1:{server.port}", tmp_path) as running:
        running.wait_for("up", 1)
        finished = server.value("vllm:request_success_total")
        for _ in range(2):
            ask(server.url, draft_request(max_tokens=200))
        running.wait_for("sum(vllm:request_success_total)", finished + 2)
        running.wait_for("sum(increase(vllm:request_success_total[1m]))", 1)
        print()
        for where, query in queries():
            values = running.values(query.replace("$__rate_interval", "1m"))
            print(f"    {where:45} {values}")
            if where.startswith("panel"):
                assert values and not any(math.isnan(value) for value in values), where
        states = {rule["name"]: rule for group in running.ask("rules")["groups"] for rule in group["rules"]}
    assert {name: rule["health"] for name, rule in states.items()} == {
        rule["alert"]: "ok" for rule in rules()
    }
    assert [name for name, rule in states.items() if rule["state"] == "firing"] == []


def test_on_sigterm_the_running_request_completes_and_the_exit_code_is_0(server: Server) -> None:
    """The last test: the server is gone after it."""
    told: list[float] = []

    def first_token(_: object) -> None:
        if not told:
            told.append(time.monotonic())
            os.kill(server.process.pid, signal.SIGTERM)

    async def work() -> Completion:
        one = provider(server.url)
        try:
            with progress_to(first_token):
                asked = draft_request(schema=openai_json_schema(), max_tokens=1_000)
                return await one.complete(asked, timeout=650)
        finally:
            await one.aclose()

    ended: list[int] = []
    waiting = threading.Thread(target=lambda: ended.append(server.process.wait(700)))
    waiting.start()
    completion = anyio.run(work)
    answered = time.monotonic() - told[0]
    waiting.join()
    tokens = completion.usage.output_tokens
    print(f"\n    {tokens} tokens, whole {answered:.1f} s after SIGTERM; exit code {ended} after ", end="")
    print(f"{time.monotonic() - told[0]:.1f} s")
    assert completion.finish_reason == "length"
    assert tokens == 1_000
    assert "draining in-flight requests count=1" in server.log.read_text()
    assert ended == [0]
