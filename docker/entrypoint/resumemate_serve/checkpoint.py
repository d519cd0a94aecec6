"""What the model's folder tells before it is loaded: sizes for the arithmetic, and whether it is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .refusal import Refusal

_LFS = b"version https://git-lfs"
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
    text = config.get("text_config", config)
    missing = [key for key in _SHAPE if not isinstance(text.get(key), int)]
    if missing:
        raise Refusal(f"{folder / 'config.json'} lacks {', '.join(missing)}: is it a model for text?")
    heads = text["num_attention_heads"]
    stored = sum(file.stat().st_size for file in _weight_files(folder))
    quantization = (config.get("quantization_config") or {}).get("quant_method")
    return Checkpoint(
        folder=folder,
        layers=text["num_hidden_layers"],
        kv_heads=text.get("num_key_value_heads") or heads,
        head_dim=text.get("head_dim") or text["hidden_size"] // heads,
        longest=text.get("max_position_embeddings"),
        weights=stored // 2 if _is_float32(text) and not quantization else stored,
        quantization=quantization,
    )


def adapter_rank(folder: Path) -> int:
    """The rank of a LoRA adapter. Raises `Refusal` where the folder holds none."""
    file = folder / "adapter_config.json"
    if not file.is_file():
        raise Refusal(f"SERVE_LORA: no adapter in {folder} (no adapter_config.json there)")
    rank = read_json(file).get("r")
    if not isinstance(rank, int) or rank < 1:
        raise Refusal(f"SERVE_LORA: {file} states no rank (r)")
    return rank


def read_json(file: Path) -> dict[str, Any]:
    """A JSON object in a file. Raises `Refusal` where it is none, or cannot be read by this user."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal(f"{file} cannot be read: {type(error).__name__}") from None
    if not isinstance(content, dict):
        raise Refusal(f"{file} is not a JSON object")
    return content


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


def _weight_files(folder: Path) -> list[Path]:
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        names = sorted(set(read_json(index).get("weight_map", {}).values()))
        files = [folder / name for name in names]
    else:
        files = sorted(folder.glob("*.safetensors"))
    missing = [file.name for file in files if not file.is_file()]
    if missing or not files:
        raise Refusal(
            f"the weights in {folder} are not whole: missing {', '.join(missing) or '*.safetensors'}"
        )
    _refuse_pointers(files)
    return files


def _refuse_pointers(files: list[Path]) -> None:
    for file in files:
        try:
            with file.open("rb") as stream:
                start = stream.read(len(_LFS))
        except OSError as error:
            raise Refusal(f"{file} cannot be read: {type(error).__name__}") from None
        if start == _LFS:
            raise Refusal(f"{file} is a Git LFS pointer, not weights: fetch it with git lfs pull")


def _is_float32(config: Mapping[str, Any]) -> bool:
    return (config.get("dtype") or config.get("torch_dtype")) == "float32"
