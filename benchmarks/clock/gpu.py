"""What a GPU and a model cost in time, from their data sheets: a simulation, no measurement.

A step of the server reads all weights once and the key-value cache of every sequence, whatever their
number; prompts are read at the speed of the cores. `efficiency` is the share of the data sheet that real
kernels reach: 1.0 is the limit that no server can beat, 0.45 to 0.75 is what published measurements of
such models show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Gpu:
    """A card: memory bandwidth in GB/s, dense bf16 in TFLOP/s, memory in GB, the price seen in $/h."""

    name: str
    bandwidth: float
    tflops: float
    memory: float
    dollars_per_hour: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """What a step reads in GB, the file in GB, weights that work on each token, cache bytes a token."""

    name: str
    step_gb: float
    file_gb: float
    linear: float
    kv_bytes: int


QWEN_14B: Final = Model(
    name="Qwen2.5-14B, 4-bit AWQ", step_gb=8.42, file_gb=9.98, linear=13.21e9, kv_bytes=196_608
)
"""Layers 48, key-value heads 8 of 128, cache in 16 bit; the output matrix stays in 16 bit."""

GPUS: Final = (
    Gpu(name="L4", bandwidth=300, tflops=121, memory=25.8, dollars_per_hour=0.68),
    Gpu(name="A10G", bandwidth=600, tflops=70, memory=25.8, dollars_per_hour=1.00),
    Gpu(name="RTX 4090", bandwidth=1_008, tflops=165, memory=25.8, dollars_per_hour=1.12),
    Gpu(name="A100", bandwidth=2_039, tflops=312, memory=85.9, dollars_per_hour=2.74),
    Gpu(name="H100", bandwidth=3_350, tflops=989, memory=85.9, dollars_per_hour=4.18),
)
_USED = 0.92
_WORKSPACE_GB = 2.9


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """How long one step takes on a card."""

    gpu: Gpu
    model: Model = QWEN_14B
    efficiency: float = 1.0

    def step(self, contexts: list[int], prompt_tokens: int) -> float:
        """Seconds for one token of every sequence, whose contexts have these lengths, and for reading
        `prompt_tokens` of prompts besides."""
        read = self.model.step_gb * 1e9 + self.model.kv_bytes * sum(contexts)
        flops = 2 * self.model.linear
        decoding = max(read / (self.gpu.bandwidth * 1e9), flops * len(contexts) / (self.gpu.tflops * 1e12))
        return (decoding + flops * prompt_tokens / (self.gpu.tflops * 1e12)) / self.efficiency

    @property
    def room(self) -> int:
        """Tokens that the key-value cache holds."""
        free = self.gpu.memory * _USED - self.model.file_gb - _WORKSPACE_GB
        return int(free * 1e9 / self.model.kv_bytes)

    def limit(self, prompt: int, answers: list[int]) -> float:
        """The computed limit in seconds: answers of these lengths side by side on a prompt that is there
        already, at the full bandwidth."""
        seconds = 0.0
        for step in range(max(answers)):
            running = sum(length > step for length in answers)
            read = self.model.step_gb * 1e9 + self.model.kv_bytes * running * (prompt + step)
            seconds += read / (self.gpu.bandwidth * 1e9)
        return seconds

    def dollars(self, seconds: float) -> float:
        """What the card costs for that time."""
        return self.gpu.dollars_per_hour * seconds / 3600
