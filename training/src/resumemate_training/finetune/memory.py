"""What a run needs of memory, part by part, before anything is loaded: arithmetic on the model's dimensions.

Bytes per number: frozen weights 2 (bf16) or 4 (float32 on a CPU), or 0.56 in 4 bits (4 bits and a 16-bit scale
and offset for each 64 weights); adapters and their gradients 4, because peft and mlx keep them in float32;
AdamW keeps two float32 moments for each trained number.

Activations are counted per token and block, in the weights' precision: with checkpointing one hidden state
for each block, plus all that one block needs while it is recomputed. Without it, every block keeps
its inputs of norms, projections and the gated MLP. Attention is counted as linear in length: every back end
here computes it in tiles. The logits of TRL (1.16) and Unsloth are made in tiles too, of `_TILE` bytes
at most; mlx-lm makes them whole, in two precisions and with their gradient.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..shape import ModelShape
from .config import FinetuneConfig
from .device import Device

GIB: Final = 1 << 30
_TILE: Final = GIB // 2
_FOUR_BITS: Final = 0.5625
_RESERVE: Final = 1.5 * GIB
_FRAGMENTS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of content of the memory, in bytes, and how it was counted."""

    name: str
    size: float
    how: str


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """The parts of a run, the device, and what would make it fit.

    `changes` are options to change, in the order of what they cost the result, with the bytes needed
    after each; empty where it fits as it is. Where even all of them do not fit, `device_needed` is the
    memory of a device that holds the run with them.
    """

    parts: tuple[Part, ...]
    device: Device
    changes: tuple[tuple[str, float], ...]

    @property
    def total(self) -> float:
        """Bytes needed."""
        return sum(part.size for part in self.parts)

    @property
    def fits(self) -> bool:
        """Whether the device has as much."""
        return self.total <= self.device.memory

    @property
    def can_fit(self) -> bool:
        """Whether it fits, with the changes where needed."""
        return self.fits or bool(self.changes and self.changes[-1][1] <= self.device.memory)


def plan_memory(shape: ModelShape, config: FinetuneConfig, length: int, device: Device) -> MemoryPlan:
    """The plan for training on rows of `length` tokens."""
    parts = _parts(shape, config, length, device)
    changes: list[tuple[str, float]] = []
    if sum(part.size for part in parts) > device.memory:
        for words, changed in _savings(config, device):
            needed = sum(part.size for part in _parts(shape, changed, length, device))
            changes.append((words, needed))
            if needed <= device.memory:
                break
    return MemoryPlan(parts, device, tuple(changes))


def _parts(shape: ModelShape, config: FinetuneConfig, length: int, device: Device) -> tuple[Part, ...]:
    width = 4 if device.kind == "cpu" else 2
    trained = shape.adapter_parameters(config.lora_rank)
    tokens = config.batch_size * length
    weight = _FOUR_BITS if config.load_in_4bit else width
    weights = shape.parameters * weight
    parts = [
        Part("weights", weights, f"{shape.parameters / 1e9:.2f} billion, {weight:g} bytes each, frozen"),
        Part(
            "adapters", trained * 4, f"{trained / 1e6:.1f} million of rank {config.lora_rank}, 4 bytes each"
        ),
        Part("gradients", trained * 4, "4 bytes for each trained number"),
        Part("optimiser", trained * 8, "AdamW's two moments, 4 bytes each"),
        Part("activations", _activations(shape, config, tokens, width), _how(config, length)),
        Part("logits", *_logits(shape, config, tokens, width)),
    ]
    used = sum(part.size for part in parts)
    spare = used * _FRAGMENTS + (0 if device.kind == "cpu" else _RESERVE)
    return (*parts, Part("reserve", spare, "5 % for gaps, and what the driver and libraries take"))


def _activations(shape: ModelShape, config: FinetuneConfig, tokens: int, width: int) -> float:
    keys = shape.kv_heads * shape.head_dim
    one_block = width * (7 * shape.hidden + 2 * keys + 4 * shape.intermediate) + 8 * shape.hidden
    one_block += 4 * len(shape.linears) * config.lora_rank
    if config.gradient_checkpointing:
        return float(tokens * (width * shape.hidden * shape.layers + one_block))
    return float(tokens * one_block * shape.layers)


def _how(config: FinetuneConfig, length: int) -> str:
    kept = "one state a block" if config.gradient_checkpointing else "every block in full"
    return f"{config.batch_size} rows of {length} tokens, {kept}"


def _logits(shape: ModelShape, config: FinetuneConfig, tokens: int, width: int) -> tuple[float, str]:
    whole = float(tokens * shape.vocab * (width + 8))
    if config.backend == "mlx":
        return whole, f"{tokens} tokens x {shape.vocab}, in two precisions and with the gradient"
    return min(whole, _TILE), "in tiles"


def _savings(config: FinetuneConfig, device: Device) -> Iterator[tuple[str, FinetuneConfig]]:
    """Ever smaller configurations, the cheapest change first."""
    if not config.gradient_checkpointing:
        config = dataclasses.replace(config, gradient_checkpointing=True)
        yield "leave gradient checkpointing on (about a third slower)", config
    if config.batch_size > 1:
        rows = config.batch_size * config.accumulate
        config = dataclasses.replace(config, batch_size=1, accumulate=rows)
        yield f"--batch-size 1 --accumulate {rows} (the same result, slower)", config
    if device.kind == "gpu" and not config.load_in_4bit:
        config = dataclasses.replace(config, backend="unsloth", load_in_4bit=True)
        yield "--backend unsloth --load-in-4bit (frozen weights in 4 bits)", config
    if config.lora_rank > 16:
        config = dataclasses.replace(config, lora_rank=16)
        yield "--lora-rank 16 (learns less)", config
