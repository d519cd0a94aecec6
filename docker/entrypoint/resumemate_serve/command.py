"""The argument list of `vllm serve`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from .access import check_extra
from .checkpoint import adapter_rank
from .presets import Preset, speculative_config
from .refusal import Refusal
from .settings import Settings

RANKS = (1, 8, 16, 32, 64, 128, 256, 320, 512)
"""The values that --max-lora-rank takes (vllm/config/lora.py of 0.33)."""

STRUCTURED = json.dumps({"backend": "xgrammar", "disable_any_whitespace": True}, separators=(",", ":"))
"""JSON answers without optional whitespace: fewer tokens, and no model that writes blanks until it is cut."""

ALWAYS: tuple[tuple[str, ...], ...] = (
    # The model's own generation_config.json would fill in sampling parameters that a client left out.
    ("--generation-config", "vllm"),
    ("--structured-outputs-config", STRUCTURED),
    ("--enable-prefix-caching",),
    ("--enable-prompt-tokens-details",),
    ("--no-enable-log-requests",),
    ("--disable-fastapi-docs",),
)
"""What every server of this project is started with: each flag and its values."""


class Option(NamedTuple):
    """A flag of `vllm serve` that this image decides on: its values (none for a switch), or None where it is left
    out; the variable that sets it, "" where none does; and vLLM's short name for it."""

    flag: str
    values: Sequence[str] | None
    variable: str = ""
    short: str = ""


def vllm_command(settings: Settings, folder: Path, preset: Preset, name: str) -> tuple[str, ...]:
    """The command for a checked model in `folder`, with the preset called `name`.

    Raises `Refusal` for adapters and speculation that cannot work, and for an extra argument that this image
    sets itself or must not have.
    """
    options = _options(settings, preset, name)
    check_extra(
        settings.extra_args, {flag: o.variable for o in options for flag in (o.flag, o.short) if flag}
    )
    given = (part for o in options if o.values is not None for part in (o.flag, *o.values))
    return ("vllm", "serve", str(folder), *given, *settings.extra_args)


def _options(settings: Settings, preset: Preset, name: str) -> tuple[Option, ...]:
    seqs = settings.max_num_seqs or preset.max_num_seqs
    batched = settings.max_batched_tokens or preset.max_batched_tokens
    return (
        Option("--served-model-name", (settings.name,), "SERVE_NAME"),
        Option("--host", _one(settings.host), "SERVE_HOST"),
        Option("--port", _one(settings.port), "SERVE_PORT"),
        Option("--max-model-len", _one(settings.max_model_len), "SERVE_MAX_MODEL_LEN"),
        Option("--max-num-seqs", _one(seqs), "SERVE_MAX_NUM_SEQS"),
        Option("--max-num-batched-tokens", _one(batched), "SERVE_MAX_BATCHED_TOKENS"),
        Option("--max-num-queued-reqs", _one(settings.max_queued), "SERVE_MAX_QUEUED"),
        *(Option(flag, values) for flag, *values in ALWAYS),
        Option("--shutdown-timeout", _one(settings.drain_seconds), "SERVE_DRAIN_SECONDS"),
        *_gpu_options(settings, preset, on_gpu=name != "cpu"),
        Option(
            "--speculative-config",
            _one(speculative_config(settings.speculative, preset)),
            "SERVE_SPECULATIVE",
            "-sc",
        ),
        *_adapters(settings),
        *(Option(flag, values, "SERVE_GPU") for flag, *values in preset.extra),
    )


def _one(value: object) -> tuple[str, ...] | None:
    return None if value is None else (str(value),)


def kv_cache_dtype(settings: Settings, preset: Preset) -> str:
    """The type of the KV cache: as set, else the preset's."""
    return settings.kv_cache_dtype if settings.kv_cache_dtype != "auto" else preset.kv_cache_dtype


def _gpu_options(settings: Settings, preset: Preset, *, on_gpu: bool) -> tuple[Option, ...]:
    memory = settings.gpu_memory_utilization if on_gpu else None
    dtype = kv_cache_dtype(settings, preset) if on_gpu else None
    several = settings.tensor_parallel if on_gpu and settings.tensor_parallel > 1 else None
    return (
        Option("--gpu-memory-utilization", _one(memory), "SERVE_GPU_MEMORY_UTILIZATION"),
        Option("--kv-cache-dtype", _one(dtype), "SERVE_KV_CACHE_DTYPE"),
        Option("--tensor-parallel-size", _one(several), "SERVE_TENSOR_PARALLEL", "-tp"),
    )


def _adapters(settings: Settings) -> tuple[Option, ...]:
    listed = [f"{name}={folder}" for name, folder in settings.lora.items()]
    return (
        Option("--enable-lora", () if listed else None, "SERVE_LORA"),
        Option("--max-lora-rank", _one(_rank(settings)), "SERVE_MAX_LORA_RANK"),
        Option("--lora-modules", listed or None, "SERVE_LORA"),
    )


def _rank(settings: Settings) -> int | None:
    """The rank that all adapters fit, None without adapters."""
    if not settings.lora:
        return None
    if settings.name in settings.lora:
        raise Refusal(
            f"SERVE_LORA: an adapter and the model beneath it are both named {settings.name}: give the model "
            "another SERVE_NAME"
        )
    rank = max(_admitted(name, adapter_rank(folder), settings) for name, folder in settings.lora.items())
    return _rounded(rank)


def _admitted(name: str, rank: int, settings: Settings) -> int:
    if rank > settings.max_lora_rank:
        raise Refusal(
            f"SERVE_LORA: adapter {name} has rank {rank}, above the limit of {settings.max_lora_rank}: raise "
            f"SERVE_MAX_LORA_RANK (each rank takes memory for every request; vLLM's highest is {RANKS[-1]})"
        )
    return rank


def _rounded(rank: int) -> int:
    return next(allowed for allowed in RANKS if allowed >= rank)
