"""What a call costs besides the model: our client and its peers against one loopback server.

    make overhead            # installs the peers into an environment of their own, then runs this

Every contender turns the same 20 KB answer into a validated ProDraft, in a process of its own, on the same
machine, in one run: latency at concurrency 1, processor time a call, throughput at concurrency 64, time to
a valid answer when the first provider fails at once (500, or an answer that is not JSON), import time, and
memory growth over 1,000 calls. The floor is plain httpx2 plus pydantic. What a peer cannot do says "-".
Ratios within one run are what counts; the absolute figures are this machine's.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib.metadata
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Call = Callable[[], Awaitable[object]]
Calls = dict[str, Call]
"""By scenario: "ok", "error" (the first provider answers 500) and "invalid" (not JSON)."""

MODEL = "resumemate-14b"
ROUNDS = 300
AT_ONCE = 64
MEMORY_CALLS = 1_000
STREAMED_SHARE = 0.05
"""Of the rounds, where an answer has 5,000 events and a call takes a hundred times as long."""
CONTENDER_TIMEOUT = 240


def answer_text() -> str:
    """A valid draft of about 20 KB."""
    from resumemate_llm.testing import example_draft

    draft = example_draft().to_wire()
    bullets = draft["bulletsByRole"][0]["bullets"]
    while len(json.dumps(draft)) < 20_000:
        bullets.append(f"{bullets[0]} ({len(bullets)})")
    return json.dumps(draft)


# --- the server, in a process of its own


def serve() -> None:
    """Answer /ok/v1, /error/v1 and /invalid/v1 from prepared bytes; print the port first."""
    text = answer_text()
    whole = {
        "ok": _whole(200, text),
        "error": _whole(500, None),
        "invalid": _whole(200, "I would rather talk."),
    }
    streamed = {**whole, "ok": _streamed(text), "invalid": _streamed("I would rather talk.")}

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
                body = await reader.readexactly(length)
                scenario = head.split(b" ", 2)[1].decode().split("/")[1]
                streams = b'"stream":true' in body.replace(b" ", b"")
                writer.write((streamed if streams else whole)[scenario])
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, IndexError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(connected, "127.0.0.1", 0, limit=2**20, backlog=512)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(run())


def _http(status: int, body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _whole(status: int, text: str | None) -> bytes:
    if text is None:
        return _http(status, b'{"error": {"message": "down", "type": "server_error"}}', "application/json")
    usage = {"prompt_tokens": 4000, "completion_tokens": 5000, "total_tokens": 9000}
    message = {"role": "assistant", "content": text}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": usage,
    }
    return _http(status, json.dumps(body).encode(), "application/json")


def _streamed(text: str, piece: int = 4) -> bytes:
    """One event a token, as vLLM sends them."""
    base: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": MODEL,
    }
    events: list[dict[str, Any]] = [
        {
            **base,
            "choices": [{"index": 0, "delta": {"content": text[at : at + piece]}, "finish_reason": None}],
        }
        for at in range(0, len(text), piece)
    ]
    events.append({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    usage = {"prompt_tokens": 4000, "completion_tokens": 5000, "total_tokens": 9000}
    events.append({**base, "choices": [], "usage": usage})
    lines = [f"data: {json.dumps(event)}\n\n" for event in events] + ["data: [DONE]\n\n"]
    return _http(200, "".join(lines).encode(), "text/event-stream")


# --- the contenders


def floor(url: str) -> Calls:
    """httpx2 and pydantic, nothing else; the failover is a plain second request."""
    import httpx2

    from resumemate_llm.schema import ProDraft

    client = httpx2.AsyncClient(limits=httpx2.Limits(max_connections=None), timeout=30)
    body = {"model": MODEL, "messages": _messages(), "response_format": {"type": "json_object"}}

    async def ask(scenario: str) -> object:
        response = await client.post(f"{url}/{scenario}/v1/chat/completions", json=body)
        response.raise_for_status()
        return ProDraft.model_validate_json(response.json()["choices"][0]["message"]["content"])

    return _with_failover(ask)


def openai_pydantic(url: str, *, stream: bool = False) -> Calls:
    """The openai SDK and pydantic: the least that people write by hand."""
    from openai import AsyncOpenAI

    from resumemate_llm.schema import ProDraft

    clients = {
        name: AsyncOpenAI(base_url=f"{url}/{name}/v1", api_key="x", max_retries=0)
        for name in ("ok", "error", "invalid")
    }
    form: Any = {"type": "json_object"}

    async def ask(scenario: str) -> object:
        create: Any = clients[scenario].chat.completions.create
        if not stream:
            done = await create(model=MODEL, messages=_messages(), response_format=form)
            return ProDraft.model_validate_json(done.choices[0].message.content)
        parts = await create(model=MODEL, messages=_messages(), response_format=form, stream=True)
        text = [chunk.choices[0].delta.content or "" async for chunk in parts if chunk.choices]
        return ProDraft.model_validate_json("".join(text))

    return _with_failover(ask)


def openai_streamed(url: str) -> Calls:
    """The same with a streamed answer, one event a token."""
    return openai_pydantic(url, stream=True)


def ours(url: str, *, stream: bool = False) -> Calls:
    """`route`: policy, breaker, limiter, attempt records, transport, validation."""
    from resumemate_llm.plan import plan_whole
    from resumemate_llm.providers.self_hosted import SelfHostedProvider
    from resumemate_llm.resume import read_job, read_resume
    from resumemate_llm.routing import Policy, RoutingState, Step, route
    from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME

    part = plan_whole(read_resume(EXAMPLE_RESUME), read_job(EXAMPLE_JOB))

    def chain(*scenarios: str) -> Call:
        names = [f"p{position}" for position in range(len(scenarios))]
        steps = tuple(Step(provider=name, attempts=1, reasks=0, max_in_flight=AT_ONCE) for name in names)
        providers = {
            name: SelfHostedProvider(
                base_url=f"{url}/{scenario}/v1", model=MODEL, api_key="x", stream=stream, name=name
            )
            for name, scenario in zip(names, scenarios, strict=True)
        }
        policy = Policy(chain=steps)

        async def call() -> object:
            # Each failover starts from a closed circuit, else the second call would skip the first provider.
            current = state if len(scenarios) == 1 else RoutingState(policy)
            return await route(part.request, policy=policy, providers=providers, state=current)

        state = RoutingState(policy)
        return call

    return {"ok": chain("ok"), "error": chain("error", "ok"), "invalid": chain("invalid", "ok")}


def ours_streamed(url: str) -> Calls:
    """The same with a streamed answer, which is our default."""
    return ours(url, stream=True)


def instructor(url: str) -> Calls:
    """instructor over the openai SDK; it has no fallback of its own."""
    import instructor as library
    from openai import AsyncOpenAI

    from resumemate_llm.schema import ProDraft

    raw = AsyncOpenAI(base_url=f"{url}/ok/v1", api_key="x", max_retries=0)
    client = library.from_openai(raw, mode=library.Mode.JSON)

    async def ask() -> object:
        return await client.chat.completions.create(
            model=MODEL, messages=_messages(), response_model=ProDraft, max_retries=0
        )

    return {"ok": ask}


def pydantic_ai(url: str) -> Calls:
    """pydantic-ai's FallbackModel; an invalid answer does not fall back, by its design."""
    from openai import AsyncOpenAI
    from pydantic_ai import Agent, PromptedOutput
    from pydantic_ai.models.fallback import FallbackModel
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    from resumemate_llm.schema import ProDraft

    def model(scenario: str) -> Any:
        client = AsyncOpenAI(base_url=f"{url}/{scenario}/v1", api_key="x", max_retries=0)
        return OpenAIChatModel(MODEL, provider=OpenAIProvider(openai_client=client))

    def chain(*scenarios: str) -> Call:
        agent: Any = Agent(
            FallbackModel(*(model(s) for s in scenarios)), output_type=PromptedOutput(ProDraft), retries=0
        )

        async def call() -> object:
            return await agent.run(_messages()[1]["content"])

        return call

    return {"ok": chain("ok", "ok"), "error": chain("error", "ok")}


def langchain(url: str) -> Calls:
    """LangChain's with_fallbacks over with_structured_output."""
    from langchain_openai import ChatOpenAI

    from resumemate_llm.schema import ProDraft

    def model(scenario: str) -> Any:
        chat: Any = ChatOpenAI(model=MODEL, base_url=f"{url}/{scenario}/v1", api_key="x", max_retries=0)
        return chat.with_structured_output(ProDraft, method="json_mode")

    def chain(first: str) -> Call:
        runnable = model(first).with_fallbacks([model("ok")])

        async def call() -> object:
            return await runnable.ainvoke(_messages())

        return call

    return {"ok": chain("ok"), "error": chain("error"), "invalid": chain("invalid")}


def litellm(url: str) -> Calls:
    """litellm's Router with fallbacks; validation stands outside of it."""
    import litellm as library

    from resumemate_llm.schema import ProDraft

    library.suppress_debug_info = True

    def entry(name: str, scenario: str) -> dict[str, Any]:
        params = {
            "model": f"openai/{MODEL}",
            "api_base": f"{url}/{scenario}/v1",
            "api_key": "x",
            "max_retries": 0,
        }
        return {"model_name": name, "litellm_params": params}

    router: Any = library.Router(
        model_list=[entry("ok", "ok"), entry("error", "error"), entry("second", "ok")],
        fallbacks=[{"error": ["second"]}],
        num_retries=0,
        disable_cooldowns=True,
    )

    def chain(name: str) -> Call:
        async def call() -> object:
            done = await router.acompletion(
                model=name, messages=_messages(), response_format={"type": "json_object"}
            )
            return ProDraft.model_validate_json(done.choices[0].message.content)

        return call

    return {"ok": chain("ok"), "error": chain("error")}


CONTENDERS: dict[str, tuple[Callable[[str], Calls], str, str]] = {
    "floor: httpx2 + pydantic": (floor, "httpx2", "httpx2, pydantic"),
    "openai + pydantic": (openai_pydantic, "openai", "openai, pydantic"),
    "ours": (ours, "resumemate-llm", "resumemate_llm.client"),
    "instructor": (instructor, "instructor", "instructor"),
    "pydantic-ai FallbackModel": (pydantic_ai, "pydantic-ai-slim", "pydantic_ai.models.fallback"),
    "LangChain with_fallbacks": (langchain, "langchain-openai", "langchain_openai"),
    "litellm Router": (litellm, "litellm", "litellm"),
    "openai + pydantic, streamed": (openai_streamed, "openai", "openai, pydantic"),
    "ours, streamed": (ours_streamed, "resumemate-llm", "resumemate_llm.client"),
}


def _messages() -> Any:
    return [
        {"role": "system", "content": "You answer with one JSON object. " * 40},
        {"role": "user", "content": "Resume and job go here. " * 700},
    ]


def _with_failover(ask: Callable[[str], Awaitable[object]]) -> Calls:
    async def failover(first: str) -> object:
        try:
            return await ask(first)
        except Exception:  # whatever the library raises: this is the simplest failover that people write
            return await ask("ok")

    return {
        "ok": lambda: ask("ok"),
        "error": lambda: failover("error"),
        "invalid": lambda: failover("invalid"),
    }


# --- measuring


async def measure(name: str, url: str) -> dict[str, float]:
    """All figures of one contender, in this process."""
    calls = CONTENDERS[name][0](url)
    share = STREAMED_SHARE if "streamed" in name else 1.0
    rounds = int(ROUNDS * share)
    for _ in range(rounds // 10):
        await calls["ok"]()
    figures: dict[str, float] = {}
    times, cpu = await _sequential(calls["ok"], rounds)
    figures["p50_ms"] = statistics.median(times) * 1e3
    figures["p99_ms"] = statistics.quantiles(times, n=100)[98] * 1e3
    figures["cpu_ms"] = cpu / rounds * 1e3
    figures["per_second"] = await _throughput(calls["ok"], int(AT_ONCE * 6 * share))
    for scenario in ("error", "invalid"):
        if scenario in calls:
            times, _ = await _sequential(calls[scenario], rounds // 3)
            figures[f"{scenario}_ms"] = statistics.median(times) * 1e3
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(int(MEMORY_CALLS * share)):
        await calls["ok"]()
    figures["grown_kb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    figures["rss_mb"] = before / 1024
    return figures


async def _sequential(call: Call, rounds: int) -> tuple[list[float], float]:
    times = []
    cpu = time.process_time()
    for _ in range(rounds):
        started = time.perf_counter()
        await call()
        times.append(time.perf_counter() - started)
    return times, time.process_time() - cpu


async def _throughput(call: Call, total: int) -> float:
    left = total

    async def worker() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await call()

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return total / (time.perf_counter() - started)


def import_seconds(modules: str, times: int = 5) -> float:
    """Median wall time of importing `modules` in a fresh interpreter, less that of an empty one."""

    def run(code: str) -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        return time.perf_counter() - started

    pairs = [run(f"import {modules}") - run("pass") for _ in range(times)]
    return statistics.median(pairs)


def run_all(only: str | None) -> dict[str, dict[str, float]]:
    """Each contender in its own process against one server; those that are not installed are left out."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.overhead", "--serve"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
    results: dict[str, dict[str, float]] = {}
    try:
        for name, (_, distribution, modules) in CONTENDERS.items():
            if only and only not in name:
                continue
            if not _installed(distribution):
                print(f"{name}: {distribution} is not installed, left out", file=sys.stderr)
                continue
            print(f"measuring {name} ...", file=sys.stderr)
            try:
                done = subprocess.run(
                    [sys.executable, "-m", "benchmarks.overhead", "--measure", name, "--url", url],
                    capture_output=True,
                    text=True,
                    check=False,
                    timeout=CONTENDER_TIMEOUT,
                )
            except subprocess.TimeoutExpired:
                print(f"{name}: not done after {CONTENDER_TIMEOUT} s, left out", file=sys.stderr)
                continue
            if done.returncode:
                print(f"{name} failed: {done.stderr.strip()[-300:]}", file=sys.stderr)
                continue
            results[name] = json.loads(done.stdout.splitlines()[-1])
            results[name]["import_ms"] = import_seconds(modules) * 1e3
    finally:
        server.terminate()
        server.wait()
    return results


def _installed(distribution: str) -> bool:
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


_COLUMNS = {
    "p50_ms": "p50 (ms)",
    "p99_ms": "p99 (ms)",
    "cpu_ms": "CPU a call (ms)",
    "per_second": "calls/s at 64",
    "error_ms": "after a 500 (ms)",
    "invalid_ms": "after not-JSON (ms)",
    "import_ms": "import (ms)",
    "rss_mb": "memory (MB)",
    "grown_kb": "growth over 1,000 calls (KB)",
}


def as_markdown(results: dict[str, dict[str, float]]) -> str:
    """The figures as a table, then the ratios the project aims at."""
    lines = [f"| | {' | '.join(_COLUMNS.values())} |", "|---" * (len(_COLUMNS) + 1) + "|"]
    for name, figures in results.items():
        cells = [f"{figures[key]:.2f}" if key in figures else "-" for key in _COLUMNS]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *ratios(results)])


def ratios(results: dict[str, dict[str, float]]) -> list[str]:
    """Our figures as ratios to those of others, one line each."""
    if "ours" not in results:
        return []
    mine = results["ours"]
    lines = []
    for name, figures in results.items():
        if name.startswith("ours") or "streamed" in name:
            continue
        cpu, rate = mine["cpu_ms"] / figures["cpu_ms"], mine["per_second"] / figures["per_second"]
        lines.append(f"* CPU a call, ours / {name}: {cpu:.2f}; throughput at 64: {rate:.2f}")
    base = results.get("floor: httpx2 + pydantic")
    for scenario in ("error", "invalid"):
        if base and f"{scenario}_ms" in base:
            extra = mine[f"{scenario}_ms"] - mine["p50_ms"]
            floor_extra = base[f"{scenario}_ms"] - base["p50_ms"]
            lines.append(f"* extra time of a failover ({scenario}), ours / floor: {extra / floor_extra:.2f}")
    streamed = results.get("openai + pydantic, streamed")
    if streamed and "ours, streamed" in results:
        ratio = results["ours, streamed"]["cpu_ms"] / streamed["cpu_ms"]
        lines.append(f"* CPU a call when streamed, ours / openai + pydantic: {ratio:.2f}")
    return lines


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--only", help="measure only contenders whose name holds this")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    if options.serve:
        serve()
    elif options.measure:
        print(json.dumps(asyncio.run(measure(options.measure, options.url))))
    else:
        results = run_all(options.only)
        print(as_markdown(results))
        if options.json:
            options.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
