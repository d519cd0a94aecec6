"""Safetensors files without any tensor library: names, shapes, and a scan for values that are not finite."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .errors import DataError, StepFailed

_HIGHEST_BYTES: Final = {"F32": 4, "BF16": 2, "F64": 8}
_HUGE: Final = (0x7F, 0xFF)
_F16_HUGE: Final = tuple(range(0x7C, 0x80)) + tuple(range(0xFC, 0x100))
_BLOCK: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor of a file: where it lies and how it is stored."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    file: Path
    start: int
    end: int


def tensors(folder: Path) -> Iterator[Tensor]:
    """Every tensor of the safetensors files in `folder`. Raises `DataError` for a file that is damaged."""
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise DataError("no safetensors file in it", path=folder)
    for file in files:
        yield from _read_header(file)


def check_finite(folder: Path) -> int:
    """Scan every number of the files in `folder`; returns how many tensors that were.

    A number counts as broken where it is NaN, infinite or beyond 1.7e38 (the highest exponents): no trained
    weight is near that. Raises `StepFailed` naming the first broken tensors.
    """
    found = list(tensors(folder))
    broken = [tensor.name for tensor in found if not _finite(tensor)]
    if broken:
        raise StepFailed(
            f"{folder}: {len(broken)} of {len(found)} tensors hold NaN or infinite numbers, the first are "
            f"{', '.join(broken[:3])}; train again with a lower learning rate, and look at losses.jsonl"
        )
    return len(found)


def _read_header(file: Path) -> list[Tensor]:
    try:
        with file.open("rb") as opened:
            size = struct.unpack("<Q", opened.read(8))[0]
            whole = file.stat().st_size
            if size > whole - 8:
                raise ValueError("its header is longer than the file")
            header = json.loads(opened.read(size))
        header.pop("__metadata__", None)
        base = 8 + size
        listed = [
            Tensor(
                name, entry["dtype"], tuple(entry["shape"]), file, *(base + o for o in entry["data_offsets"])
            )
            for name, entry in header.items()
        ]
        if any(tensor.end > whole for tensor in listed):
            raise ValueError("it ends before its last tensor")
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        fix = "it was not written to its end; run the step again"
        raise DataError(f"not a whole safetensors file ({error})", path=file, fix=fix) from error
    return listed


def _finite(tensor: Tensor) -> bool:
    if tensor.dtype == "F16":
        width, high = 2, _F16_HUGE
    elif tensor.dtype in _HIGHEST_BYTES:
        width, high = _HIGHEST_BYTES[tensor.dtype], _HUGE
    else:
        return True
    with tensor.file.open("rb") as file:
        file.seek(tensor.start)
        left = tensor.end - tensor.start
        while left > 0:
            data = file.read(min(_BLOCK, left))
            left -= len(data)
            tops = data[width - 1 :: width]
            if any(byte in tops for byte in high):
                return False
    return True
