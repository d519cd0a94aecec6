"""The options of mlx-lm for a run, and the file that its own command reads."""

from __future__ import annotations

import json
import math
from typing import Any

from .config import LORA_TARGETS, FinetuneConfig


def steps_of(config: FinetuneConfig, rows: int) -> int:
    """Optimiser steps of a run: mlx-lm counts steps, not epochs."""
    return config.epochs * max(1, math.ceil(rows / config.batch_size) // config.accumulate)


def LORA(config: FinetuneConfig) -> dict[str, Any]:
    """`lora_parameters`. mlx-lm's default scale of 20 is 20 times what peft would do."""
    attention = ("q_proj", "k_proj", "v_proj", "o_proj")
    keys = [f"{'self_attn' if name in attention else 'mlp'}.{name}" for name in LORA_TARGETS]
    return {"rank": config.lora_rank, "scale": config.alpha / config.lora_rank, "dropout": 0.0, "keys": keys}


def warmup_steps(config: FinetuneConfig, rows: int) -> int:
    """Steps in which the learning rate rises."""
    return math.ceil(config.warmup * steps_of(config, rows))


def schedule(config: FinetuneConfig, rows: int) -> dict[str, Any]:
    """`lr_schedule` of `lora.yaml`: a linear rise, then a cosine down to zero."""
    steps, warmup = steps_of(config, rows), warmup_steps(config, rows)
    falling = [config.learning_rate, max(1, steps - warmup), 0.0]
    return {"name": "cosine_decay", "arguments": falling} | (
        {"warmup": warmup, "warmup_init": 0.0} if warmup else {}
    )


def lora_options(config: FinetuneConfig, rows: int, max_length: int) -> str:
    """The text of `lora.yaml` (JSON values, which YAML reads)."""
    iterations = steps_of(config, rows) * config.accumulate
    options: dict[str, Any] = {
        "model": config.model,
        "train": True,
        "fine_tune_type": "lora",
        "data": str(config.data),
        "adapter_path": str(config.adapter),
        "num_layers": -1,
        "batch_size": config.batch_size,
        "grad_accumulation_steps": config.accumulate,
        "iters": iterations,
        "val_batches": -1,
        "steps_per_report": 1,
        "steps_per_eval": max(1, iterations // config.epochs),
        "optimizer": "adamw",
        "learning_rate": config.learning_rate,
        "lr_schedule": schedule(config, rows),
        "max_seq_length": max_length,
        "mask_prompt": True,
        "grad_checkpoint": config.gradient_checkpointing,
        "lora_parameters": LORA(config),
        "seed": config.seed,
    }
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in options.items())
