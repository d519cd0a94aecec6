"""The figures as a table, and the ratios that the project aims at."""

from __future__ import annotations

_COLUMNS = {
    "p50_ms": "p50 (ms)",
    "p99_ms": "p99 (ms)",
    "cpu_ms": "CPU a call (ms)",
    "per_second": "calls/s at 64",
    "error_ms": "after a 500 (ms)",
    "invalid_ms": "after not-JSON (ms)",
    "error_cpu_ms": "CPU after a 500 (ms)",
    "invalid_cpu_ms": "CPU after not-JSON (ms)",
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
        for unit, call in (("ms", "p50_ms"), ("cpu_ms", "cpu_ms")):
            key = f"{scenario}_{unit}"
            if base and key in base:
                ratio = (mine[key] - mine[call]) / (base[key] - base[call])
                kind = "CPU" if unit == "cpu_ms" else "wall time"
                lines.append(f"* extra {kind} of a failover ({scenario}), ours / floor: {ratio:.2f}")
    streamed = results.get("openai + pydantic, streamed")
    if streamed and "ours, streamed" in results:
        ratio = results["ours, streamed"]["cpu_ms"] / streamed["cpu_ms"]
        lines.append(f"* CPU a call when streamed, ours / openai + pydantic: {ratio:.2f}")
    return lines
