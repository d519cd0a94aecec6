"""The flags with which vLLM serves a model folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import SetupError
from ..release.quantize import method

RECOGNISED: Final = frozenset({"compressed-tensors", "fp8", "modelopt"})
"""Methods that vLLM reads from config.json, where a flag can only be wrong."""


def quantization_flags(model: Path, asked: str | None = None) -> list[str]:
    """The `--quantization` flag for `model`: none, unless its config.json names AutoAWQ or GPTQ.

    Raises `SetupError` where `asked` is not what the checkpoint is; vLLM would say so only after a
    minute, or serve a plain checkpoint of another method not at all.
    """
    found = method(model)
    if asked is not None and asked != found:
        have = f"is quantized by {found}" if found else "is not quantized"
        flag = f"--quantization {found}" if found and found not in RECOGNISED else "no --quantization flag"
        raise SetupError(f"{model} {have}, and `--quantization {asked}` cannot serve it; use {flag}")
    if found is None or found in RECOGNISED:
        return []
    return ["--quantization", found]
