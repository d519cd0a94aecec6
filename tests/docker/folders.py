"""Model folders of chosen sizes, whose weights are sparse files, and the command for the whole model on an L4."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

GIB = 2**30
MIB = 2**20

QWEN_14B: Mapping[str, object] = {
    "num_hidden_layers": 48,
    "num_attention_heads": 40,
    "num_key_value_heads": 8,
    "hidden_size": 5_120,
    "max_position_embeddings": 32_768,
    "torch_dtype": "bfloat16",
}
"""The shape of Qwen2.5-14B (its published config.json)."""

AWQ_BYTES = 9_980_000_000
"""Weights of Qwen2.5-14B in 4 bits, groups of 128."""


def model_folder(folder: Path, weights: int = AWQ_BYTES, **changes: object) -> Path:
    """A folder as the quantizer writes it, with `weights` bytes in two shards and an index."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {**QWEN_14B, "quantization_config": {"quant_method": "awq"}, **changes}
    (folder / "config.json").write_text(json.dumps(config))
    shards = {f"layer.{number}": f"model-{number}.safetensors" for number in (1, 2)}
    for name in shards.values():
        write_weights(folder / name, weights // 2)
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": shards}))
    return folder


def write_weights(file: Path, size: int) -> None:
    """A safetensors file of exactly `size` bytes with one tensor, which takes no room on the disk."""
    tensor = {"dtype": "U8", "shape": [size - 256], "data_offsets": [0, size - 256]}
    head = json.dumps({"tensor": tensor}).encode().ljust(256 - 8)
    with file.open("wb") as stream:
        stream.write(len(head).to_bytes(8, "little") + head)
        stream.truncate(size)


def adapter_folder(folder: Path, rank: object) -> Path:
    """A LoRA adapter of that rank, without weights."""
    folder.mkdir(parents=True)
    (folder / "adapter_config.json").write_text(json.dumps({"r": rank}))
    return folder


L4_COMMAND: Sequence[str] = (
    *("vllm", "serve", "/models/resumemate-14b", "--served-model-name", "resumemate-14b", "--port", "8000"),
    *("--max-model-len", "16384", "--max-num-seqs", "16", "--max-num-batched-tokens", "2048"),
    *("--generation-config", "vllm"),
    *("--structured-outputs-config", '{"backend":"xgrammar","disable_any_whitespace":true}'),
    *("--enable-prefix-caching", "--enable-prompt-tokens-details"),
    *("--no-enable-log-requests", "--disable-fastapi-docs"),
    *("--shutdown-timeout", "120", "--gpu-memory-utilization", "0.92", "--kv-cache-dtype", "auto"),
    "--speculative-config",
    '{"method":"ngram","num_speculative_tokens":4,"prompt_lookup_min":2,"prompt_lookup_max":5}',
)
"""What the image runs on an L4 where nothing is set, argument by argument."""
