"""The tables of docs/deploy.md: how fast a draft can be and what it costs, from the figures of prices.toml.

    python docker/costs.py

A token of an answer needs the weights read once, and the KV cache of every stream that is in the batch. So at
the limit of the memory, with W bytes of weights, K bytes of KV cache a token, P tokens of prompt, A tokens of
answer and B bytes a second,

    one stream     A / (B / (W + K (P + A/2)))                      seconds for a draft
    n sections     (A/n) (W + n K (P + A/2n)) / B                   seconds for a draft in n streams at a time
    m drafts       m A / (A (W + m K (P + A/2)) / B)                tokens a second, all streams together

Kernels reach a part of the limit (`reached`), which the costs allow for:

    cost of one    hour / 3600 * A / (tokens a second * reached)
    after a pause  hour / 3600 * (start + seconds of one stream / reached + idle)
    pays from      hour / (what Claude takes for a draft)           drafts an hour, on an instance that never stops
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("prices.toml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Gpu:
    """One place to run: bandwidth in bytes a second, dollars an hour, seconds of paid idling."""

    name: str
    bandwidth: float
    hour: float
    idle: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What prices.toml holds, with the names of the formulas above."""

    as_of: str
    weights: float
    kv: float
    prompt: int
    answer: int
    sections: int
    together: int
    reached: float
    start: float
    claude: float
    gpus: tuple[Gpu, ...]

    def stream_seconds(self, gpu: Gpu) -> float:
        """One stream at the limit: seconds for a draft."""
        return self.answer * self._step(streams=1, answer=self.answer) / gpu.bandwidth

    def least_seconds(self, gpu: Gpu) -> float:
        """As `stream_seconds`, without any KV cache: below this no single stream ever gets."""
        return self.answer * self.weights / gpu.bandwidth

    def sections_seconds(self, gpu: Gpu) -> float:
        """A draft as sections at a time, at the limit: seconds. The slowest section and the prompt come on top."""
        part = self.answer / self.sections
        return part * self._step(streams=self.sections, answer=part) / gpu.bandwidth

    def together_speed(self, gpu: Gpu) -> float:
        """Several drafts at a time, at the limit: tokens a second of all."""
        return self.together * gpu.bandwidth / self._step(streams=self.together, answer=self.answer)

    def alone_cost(self, gpu: Gpu) -> float:
        """Dollars for a draft that has the GPU for itself."""
        return gpu.hour / 3600 * self.stream_seconds(gpu) / self.reached

    def together_cost(self, gpu: Gpu) -> float:
        """Dollars for one of several drafts at a time."""
        return gpu.hour / 3600 * self.answer / (self.together_speed(gpu) * self.reached)

    def after_pause_cost(self, gpu: Gpu) -> float:
        """Dollars for a single draft that starts an instance and leaves it idle afterwards."""
        return gpu.hour / 3600 * (self.start + self.stream_seconds(gpu) / self.reached + gpu.idle)

    def pays_from(self, gpu: Gpu) -> int:
        """Drafts an hour from which an instance that never stops is cheaper than Claude."""
        return math.ceil(gpu.hour / self.claude)

    def _step(self, *, streams: float, answer: float) -> float:
        """Bytes read for one token of each stream, with half of the answer there on average."""
        return self.weights + streams * self.kv * (self.prompt + answer / 2)


def read_figures(path: Path = FILE) -> Figures:
    """The figures of a file like prices.toml."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Figures(
        as_of=str(data["as_of"]),
        weights=data["model"]["read"],
        kv=data["model"]["kv"],
        **data["draft"],
        **data["assumed"],
        claude=data["claude"]["draft"],
        gpus=tuple(_gpu(entry, data) for entry in data["gpu"]),
    )


def _gpu(entry: dict[str, Any], data: dict[str, Any]) -> Gpu:
    price = entry.get("price")
    if price == "cloudrun":
        hour = cloudrun_hour(data["cloudrun"], data["cloudrun"]["vcpu"], data["cloudrun"]["gib"])
    else:
        hour = data["runpod"]["flex"][price] * 3600 if price else entry["hour"]
    return Gpu(name=entry["name"], bandwidth=entry["bandwidth"], hour=hour, idle=entry["idle"])


def cloudrun_hour(prices: dict[str, float], vcpu: int, gib: int) -> float:
    """Dollars an hour for a Cloud Run instance with one L4."""
    return prices["l4_hour"] + 3600 * (vcpu * prices["vcpu_second"] + gib * prices["gib_second"])


def speed_table(figures: Figures) -> str:
    """How fast a draft can be at the limit of each GPU's memory."""
    head = (
        "GPU",
        "GB/s",
        "no stream faster than",
        "one stream",
        f"{figures.sections} sections",
        f"{figures.together} drafts, tokens/s",
    )
    rows = (
        (
            gpu.name,
            f"{gpu.bandwidth / 1e9:.0f}",
            f"{figures.least_seconds(gpu):.0f} s",
            f"{figures.stream_seconds(gpu):.0f} s",
            f"{figures.sections_seconds(gpu):.1f} s",
            f"{figures.together_speed(gpu):.0f}",
        )
        for gpu in figures.gpus
    )
    return _markdown(head, rows)


def cost_table(figures: Figures) -> str:
    """What a draft costs on each GPU, at the assumed part of the limit."""
    together = f"one of {figures.together} drafts"
    head = ("GPU", "an hour", "draft alone", together, "one after a pause", "pays from, always on")
    rows = (
        (
            gpu.name,
            f"${gpu.hour:.2f}",
            f"${figures.alone_cost(gpu):.4f}",
            f"${figures.together_cost(gpu):.4f}",
            f"${figures.after_pause_cost(gpu):.3f}",
            f"{figures.pays_from(gpu)} an hour",
        )
        for gpu in figures.gpus
    )
    return _markdown(head, rows)


def _markdown(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---", *("--:" for _ in head[1:])), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    known = read_figures()
    print(speed_table(known), cost_table(known), sep="\n\n")
