"""The argument list of `vllm serve`."""

from __future__ import annotations

import json
from pathlib import Path

from .checkpoint import adapter_rank
from .presets import Preset, speculative_config
from .refusal import Refusal
from .settings import Settings

RANKS = (1, 8, 16, 32, 64, 128, 256, 320, 512)
"""The values that --max-lora-rank takes (vllm/config/lora.py of 0.33)."""

STRUCTURED = json.dumps({"backend": "xgrammar", "disable_any_whitespace": True}, separators=(",", ":"))
"""JSON answers without optional whitespace: fewer tokens, and no model that writes blanks until it is cut."""

ALWAYS = (
    # The model's own generation_config.json would fill in sampling parameters that a client left out.
    *("--generation-config", "vllm"),
    *("--structured-outputs-config", STRUCTURED),
    "--enable-prefix-caching",
    "--enable-prompt-tokens-details",
    "--no-enable-log-requests",
    "--disable-fastapi-docs",
)
"""What every server of this project is started with."""


def vllm_command(settings: Settings, folder: Path, preset: Preset, name: str) -> tuple[str, ...]:
    """The command for a checked model in `folder`, with the preset called `name`.

    Raises `Refusal` for adapters and speculation that cannot work.
    """
    return (
        *("vllm", "serve", str(folder)),
        *("--served-model-name", settings.name),
        *(("--host", settings.host) if settings.host else ()),
        *("--port", str(settings.port)),
        *("--max-model-len", str(settings.max_model_len)),
        *("--max-num-seqs", str(settings.max_num_seqs or preset.max_num_seqs)),
        *("--max-num-batched-tokens", str(settings.max_batched_tokens or preset.max_batched_tokens)),
        *_queue(settings),
        *ALWAYS,
        *("--shutdown-timeout", str(settings.drain_seconds)),
        *(_gpu_arguments(settings, preset) if name != "cpu" else ()),
        *_speculation(settings, preset),
        *_adapters(settings),
        *preset.extra,
        *settings.extra_args,
    )


def kv_cache_dtype(settings: Settings, preset: Preset) -> str:
    """The type of the KV cache: as set, else the preset's."""
    return settings.kv_cache_dtype if settings.kv_cache_dtype != "auto" else preset.kv_cache_dtype


def _queue(settings: Settings) -> tuple[str, ...]:
    return ("--max-num-queued-reqs", str(settings.max_queued)) if settings.max_queued else ()


def _gpu_arguments(settings: Settings, preset: Preset) -> tuple[str, ...]:
    several = ("--tensor-parallel-size", str(settings.tensor_parallel))
    return (
        *("--gpu-memory-utilization", str(settings.gpu_memory_utilization)),
        *("--kv-cache-dtype", kv_cache_dtype(settings, preset)),
        *(several if settings.tensor_parallel > 1 else ()),
    )


def _speculation(settings: Settings, preset: Preset) -> tuple[str, ...]:
    config = speculative_config(settings.speculative, preset)
    return ("--speculative-config", config) if config else ()


def _adapters(settings: Settings) -> tuple[str, ...]:
    if not settings.lora:
        return ()
    if settings.name in settings.lora:
        raise Refusal(
            f"SERVE_LORA: an adapter and the model beneath it are both named {settings.name}: give the model "
            "another SERVE_NAME"
        )
    rank = max(_admitted(name, adapter_rank(folder), settings) for name, folder in settings.lora.items())
    listed = (f"{name}={folder}" for name, folder in settings.lora.items())
    return ("--enable-lora", "--max-lora-rank", str(_rounded(rank)), "--lora-modules", *listed)


def _admitted(name: str, rank: int, settings: Settings) -> int:
    if rank > settings.max_lora_rank:
        raise Refusal(
            f"SERVE_LORA: adapter {name} has rank {rank}, above the limit of {settings.max_lora_rank}: raise "
            f"SERVE_MAX_LORA_RANK (each rank takes memory for every request; vLLM's highest is {RANKS[-1]})"
        )
    return rank


def _rounded(rank: int) -> int:
    return next(allowed for allowed in RANKS if allowed >= rank)
