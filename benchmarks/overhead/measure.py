"""Each contender in a process of its own, against one server."""

from __future__ import annotations

import asyncio
import gc
import importlib.metadata
import json
import resource
import statistics
import subprocess
import sys
import time

from .contenders import AT_ONCE, CONTENDERS, Call

ROUNDS = 300
MEMORY_CALLS = 1_000
STREAMED_SHARE = 0.05
"""Of the rounds, where an answer has 5,000 events and a call takes a hundred times as long."""
CONTENDER_TIMEOUT = 240


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
            times, cpu = await _sequential(calls[scenario], rounds // 3)
            figures[f"{scenario}_ms"] = statistics.median(times) * 1e3
            figures[f"{scenario}_cpu_ms"] = cpu / (rounds // 3) * 1e3
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
