"""What vLLM is told for each kind of GPU.

KV cache: the model's own 16-bit type everywhere. FP8 would give twice the room, and Qwen2.5 is known to
write garbage with it where no calibrated scales are in the checkpoint (its keys have large outliers:
vllm issue 41343, TensorRT-LLM issue 4218). `SERVE_KV_CACHE_DTYPE=fp8` turns it on for a calibrated one.

Speculation: an answer copies much of its prompt (employers, titles, dates, wording of bullets), so
looking the next tokens up in the prompt costs no second model. It helps where reading the weights is the
limit and few requests run, which is so on the cards with 24 GB; on the wide ones the batch is the aim.
Its price is vLLM's asynchronous scheduling, which is off beside it. The gain is not measured on these
cards: the dashboard shows how many guessed tokens were accepted.

Batch: 24 GB leave room for some 55,000 tokens beside a 14B model in 4 bits, which is 16 sections of 3,400
tokens; 80 GB leave more than 300,000. Batched tokens are how much of a long prompt is read in one step,
during which the other requests wait: 2,048 tokens take an L4 half a second.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .gpu import Gpu
from .memory import GIB
from .refusal import Refusal

NGRAM = json.dumps(
    {"method": "ngram", "num_speculative_tokens": 4, "prompt_lookup_min": 2, "prompt_lookup_max": 5},
    separators=(",", ":"),
)
"""vLLM's settings for guessing from the prompt."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Preset:
    """`memory_gib` is what nvidia-smi reports for the card, in GiB; None where only the card can tell. `extra` are
    further flags, each with its values."""

    memory_gib: float | None
    max_num_seqs: int
    max_batched_tokens: int
    kv_cache_dtype: str = "auto"
    speculative: str | None = None
    extra: tuple[tuple[str, ...], ...] = ()


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "l4": Preset(memory_gib=22.5, max_num_seqs=16, max_batched_tokens=2_048, speculative=NGRAM),
        "a10g": Preset(memory_gib=22.5, max_num_seqs=16, max_batched_tokens=2_048, speculative=NGRAM),
        "4090": Preset(memory_gib=24.0, max_num_seqs=16, max_batched_tokens=4_096, speculative=NGRAM),
        "a100": Preset(memory_gib=80.0, max_num_seqs=64, max_batched_tokens=8_192),
        "h100": Preset(memory_gib=79.6, max_num_seqs=96, max_batched_tokens=8_192),
        "other": Preset(memory_gib=None, max_num_seqs=16, max_batched_tokens=2_048),
        "cpu": Preset(
            memory_gib=None,
            max_num_seqs=8,
            max_batched_tokens=2_048,
            extra=(("--dtype", "bfloat16"), ("--enforce-eager",)),
        ),
    }
)

_NAMES = (("A10G", "a10g"), ("RTX 4090", "4090"), ("A100", "a100"), ("H100", "h100"), ("L4", "l4"))


def preset_of(gpu: Gpu) -> str:
    """The preset's name for a GPU; `other` for one without a preset, a smaller model of the same name (an A100
    with 40 GB) or a part of one (MIG)."""
    words = gpu.name.replace("-", " ").upper().split()
    if "LAPTOP" in words:
        return "other"
    for wanted, name in _NAMES:
        if all(word in words for word in wanted.split()):
            return name if gpu.memory >= 0.9 * (PRESETS[name].memory_gib or 0) * GIB else "other"
    return "other"


def speculative_config(asked: str | None, preset: Preset) -> str | None:
    """vLLM's JSON for what SERVE_SPECULATIVE asks; None is none. Raises `Refusal` for other text."""
    if asked is None:
        return preset.speculative
    if asked.lower() in ("off", "ngram"):
        return NGRAM if asked.lower() == "ngram" else None
    try:
        config = json.loads(asked)
    except ValueError:
        config = None
    if not isinstance(config, dict):
        raise Refusal(f"SERVE_SPECULATIVE={asked} is neither off, ngram nor a JSON object")
    if config.get("method") == "suffix":
        raise Refusal("SERVE_SPECULATIVE: suffix decoding needs arctic-inference, which is not in the image")
    return json.dumps(config, separators=(",", ":"))
