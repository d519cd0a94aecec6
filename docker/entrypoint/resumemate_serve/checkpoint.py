"""What the model's folder tells before it is loaded: sizes for the arithmetic, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .refusal import Refusal
from .weights import read_json, weight_files

_SHAPE = ("num_hidden_layers", "num_attention_heads", "hidden_size")


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """A model's folder. `weights` is in bytes as they will lie in memory; `longest` is the context that the
    model was made for, in tokens; `quantization` is the method named in config.json."""

    folder: Path
    layers: int
    kv_heads: int
    head_dim: int
    longest: int | None
    weights: int
    quantization: str | None

    def kv_bytes_per_token(self, element: int) -> int:
        """Bytes of keys and values for one token, with elements of that many bytes (2, or 1 for fp8)."""
        return 2 * self.layers * self.kv_heads * self.head_dim * element


def find_model(model: str, environ: Mapping[str, str]) -> Path:
    """The folder that SERVE_MODEL names: a path, or `owner/name` in the Hugging Face cache.

    Nothing is downloaded. Raises `Refusal` where there is no model.
    """
    folder = Path(model)
    if not folder.is_absolute() and model.count("/") == 1 and not folder.is_dir():
        folder = _cached(model, environ)
    if not (folder / "config.json").is_file():
        raise Refusal(
            f"no model in {folder} (no config.json there): build the image with --build-arg MODEL=..., "
            f"mount a model's folder at {folder}, or set SERVE_MODEL to where it is"
        )
    return folder


def read_checkpoint(folder: Path) -> Checkpoint:
    """Reads config.json and the sizes of the weights. Raises `Refusal` for a folder that cannot be served."""
    config = read_json(folder / "config.json")
    text = _object(config, "text_config") or config
    missing = [key for key in _SHAPE if not _positive(text, key)]
    if missing:
        raise Refusal(f"{folder / 'config.json'} lacks {', '.join(missing)}: is it a model for text?")
    heads = text["num_attention_heads"]
    stored = sum(file.stat().st_size for file in weight_files(folder))
    method = _object(config, "quantization_config").get("quant_method")
    return Checkpoint(
        folder=folder,
        layers=text["num_hidden_layers"],
        kv_heads=_positive(text, "num_key_value_heads") or heads,
        head_dim=_positive(text, "head_dim") or text["hidden_size"] // heads,
        longest=_positive(text, "max_position_embeddings"),
        weights=stored // 2 if _is_float32(text) and not method else stored,
        quantization=str(method) if method else None,
    )


def adapter_rank(folder: Path) -> int:
    """The rank of a LoRA adapter. Raises `Refusal` where the folder holds none."""
    file = folder / "adapter_config.json"
    if not file.is_file():
        raise Refusal(f"SERVE_LORA: no adapter in {folder} (no adapter_config.json there)")
    rank = _positive(read_json(file), "r")
    if rank is None:
        raise Refusal(f"SERVE_LORA: {file} states no rank (r)")
    return rank


def _cached(model: str, environ: Mapping[str, str]) -> Path:
    home = Path(environ.get("HF_HOME", Path(environ.get("HOME", "/")) / ".cache" / "huggingface"))
    hub = Path(environ.get("HF_HUB_CACHE", home / "hub"))
    repository = hub / f"models--{model.replace('/', '--')}"
    head = repository / "refs" / "main"
    if not head.is_file():
        raise Refusal(
            f"SERVE_MODEL={model} is not in the Hugging Face cache at {hub}: nothing is downloaded here"
        )
    return repository / "snapshots" / head.read_text(encoding="utf-8").strip()


def _object(config: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = config.get(key)
    return value if isinstance(value, dict) else {}


def _positive(config: Mapping[str, Any], key: str) -> int | None:
    value = config.get(key)
    return value if type(value) is int and value > 0 else None


def _is_float32(config: Mapping[str, Any]) -> bool:
    return (config.get("dtype") or config.get("torch_dtype")) == "float32"
