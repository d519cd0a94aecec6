"""A model's dimensions, read from its config.json: how many numbers it has, and which layers it is made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .errors import DataError

KNOWN: Final[Mapping[str, Mapping[str, Any]]] = {
    "Qwen/Qwen2.5-14B-Instruct": {
        "hidden_size": 5120,
        "intermediate_size": 13824,
        "num_hidden_layers": 48,
        "num_attention_heads": 40,
        "num_key_value_heads": 8,
        "vocab_size": 152064,
        "tie_word_embeddings": False,
        "max_position_embeddings": 32768,
        "model_type": "qwen2",
    },
}
"""Configurations of models that the plan names, so that memory can be planned without the hub."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelShape:
    """The dimensions of a decoder of the Llama and Qwen kind (RMS norms, gated MLP, grouped heads).

    `window` is the context length in tokens. `qkv_bias` says whether the query, key and value layers have a
    bias (Qwen2 has, though its config.json does not say so).
    """

    hidden: int
    intermediate: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    vocab: int
    tied: bool
    window: int
    qkv_bias: bool

    @property
    def linears(self) -> dict[str, tuple[int, int]]:
        """Input and output size of each linear layer of a block, by name."""
        queries, keys = self.heads * self.head_dim, self.kv_heads * self.head_dim
        return {
            "q_proj": (self.hidden, queries),
            "k_proj": (self.hidden, keys),
            "v_proj": (self.hidden, keys),
            "o_proj": (queries, self.hidden),
            "gate_proj": (self.hidden, self.intermediate),
            "up_proj": (self.hidden, self.intermediate),
            "down_proj": (self.intermediate, self.hidden),
        }

    @property
    def parameters(self) -> int:
        """How many numbers the model has."""
        block = sum(rows * columns for rows, columns in self.linears.values()) + 2 * self.hidden
        if self.qkv_bias:
            block += (self.heads + 2 * self.kv_heads) * self.head_dim
        embeddings = self.vocab * self.hidden * (1 if self.tied else 2)
        return embeddings + self.layers * block + self.hidden

    def adapter_parameters(self, rank: int) -> int:
        """How many numbers LoRA of this rank adds on every linear layer of every block."""
        return self.layers * sum(rank * (rows + columns) for rows, columns in self.linears.values())


def read_shape(model: str) -> ModelShape:
    """The shape of a model folder, or of a model in `KNOWN`.

    Raises `DataError` for a folder without a usable config.json, and for a name that is neither.
    """
    path = Path(model) / "config.json"
    if not path.is_file():
        if Path(model).is_dir():
            raise DataError("no config.json in it; is it a model's folder?", path=model)
        if model not in KNOWN:
            raise DataError(
                "no such folder, and its dimensions are not known here",
                path=model,
                fix="download it first and give the folder",
            )
        return shape_of(KNOWN[model], model)
    try:
        return shape_of(json.loads(path.read_text(encoding="utf-8")), str(path))
    except (OSError, ValueError) as error:
        raise DataError(f"cannot read: {error}", path=path) from error


def shape_of(config: Mapping[str, Any], where: str = "config.json") -> ModelShape:
    """The shape that a configuration describes. Raises `DataError` where a dimension is missing."""
    try:
        hidden, heads = config["hidden_size"], config["num_attention_heads"]
        return ModelShape(
            hidden=hidden,
            intermediate=config["intermediate_size"],
            layers=config["num_hidden_layers"],
            heads=heads,
            kv_heads=config.get("num_key_value_heads") or heads,
            head_dim=config.get("head_dim") or hidden // heads,
            vocab=config["vocab_size"],
            tied=config.get("tie_word_embeddings", False),
            window=config["max_position_embeddings"],
            qkv_bias=config.get("attention_bias", config.get("model_type") == "qwen2"),
        )
    except KeyError as error:
        raise DataError(f"the key {error} is missing", path=where) from None
