"""The files of weights: which vLLM loads, and whether they are whole. Only their heads are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .refusal import Refusal

INDEX = "model.safetensors.index.json"
_LFS = b"version https://git-lfs"
_LONGEST_HEAD = 100_000_000
"""Bytes; the limit of the safetensors format."""
_SMALL = 10_000_000
"""Bytes that no copy of the weights stays under; training_args.bin and the like do."""


def weight_files(folder: Path) -> list[Path]:
    """The files that vLLM loads. Raises `Refusal` where one is missing or not whole."""
    files = _listed(folder)
    missing = [file.name for file in files if not file.is_file()]
    if missing or not files:
        names = ", ".join(missing) or "*.safetensors"
        raise Refusal(f"the weights in {folder} are not whole: missing {names}")
    for file in files:
        _check(file)
    return files


def unused_weights(folder: Path) -> list[Path]:
    """Files of weights that vLLM will not load, such as a second copy in another precision."""
    loaded = set(_listed(folder))
    found = (
        file for pattern in ("*.safetensors", "*.bin", "*.pth", "*.gguf") for file in folder.glob(pattern)
    )
    return sorted(file for file in found if file not in loaded and file.stat().st_size > _SMALL)


def read_json(file: Path) -> dict[str, Any]:
    """A JSON object in a file. Raises `Refusal` where it is none."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise Refusal(f"{file} is not JSON") from None
    if not isinstance(content, dict):
        raise Refusal(f"{file} is not a JSON object")
    return content


def _listed(folder: Path) -> list[Path]:
    if not (folder / INDEX).is_file():
        return sorted(folder.glob("*.safetensors"))
    named = read_json(folder / INDEX).get("weight_map")
    names = set(map(str, named.values())) if isinstance(named, dict) else set()
    if not names:
        raise Refusal(f"{folder / INDEX} names no files of weights (weight_map)")
    return [folder / name for name in sorted(names)]


def _check(file: Path) -> None:
    """A safetensors file begins with the length of its head, which tells where each tensor ends."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        start = stream.read(len(_LFS))
        length = int.from_bytes(start[:8], "little")
        stream.seek(8)
        text = stream.read(length) if length <= _LONGEST_HEAD else b""
    if start == _LFS:
        raise Refusal(f"{file} is a Git LFS pointer, not weights: fetch it with git lfs pull")
    end = _end_of_tensors(text)
    if end is None:
        raise Refusal(f"{file} is no safetensors file, or only its beginning ({size:,} bytes)")
    if size < 8 + length + end:
        raise Refusal(f"{file} has {size:,} of its {8 + length + end:,} bytes: copy or download it again")


def _end_of_tensors(head: bytes) -> int | None:
    """Where the last tensor ends, in bytes after the head; None for what is no head."""
    try:
        tensors = json.loads(head)
        return max(int(tensors[name]["data_offsets"][1]) for name in tensors if name != "__metadata__")
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None
