"""Whether the context fits beside the weights: the arithmetic, and its words."""

from __future__ import annotations

from dataclasses import dataclass

from .checkpoint import Checkpoint
from .refusal import Refusal

GIB = 2**30

RESERVE = GIB
"""Bytes for activations, CUDA graphs and the CUDA context. A low estimate on purpose: it only has to refuse
what cannot work; vLLM measures the real figure when it starts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """Memory in bytes: `total` of the device, the part `utilization` of it for vLLM, `weights` and `reserve`
    that go off, and what one token of context takes."""

    total: int
    utilization: float
    weights: int
    reserve: int
    per_token: int

    @property
    def room(self) -> float:
        """Bytes left for keys and values."""
        return self.total * self.utilization - self.weights - self.reserve

    @property
    def tokens(self) -> int:
        """Tokens of all requests together that fit."""
        return max(int(self.room // self.per_token), 0)

    def explained(self) -> str:
        """The sum, a line a term."""
        usable = self.total * self.utilization
        lines = [f"  memory       {self.total / GIB:8.2f} GiB x {self.utilization} = {usable / GIB:.2f} GiB"]
        if self.weights:
            lines += [
                f"  weights    - {self.weights / GIB:8.2f} GiB",
                f"  reserve    - {self.reserve / GIB:8.2f} GiB (activations, CUDA graphs; estimated)",
                f"  left       = {self.room / GIB:8.2f} GiB",
            ]
        else:
            lines = [f"  KV cache     {self.total / GIB:8.2f} GiB (VLLM_CPU_KVCACHE_SPACE)"]
        per_token = f"  per token  / {self.per_token:,} bytes of keys and values"
        return "\n".join([*lines, per_token, f"  tokens     = {self.tokens:,}"])


def budget(
    checkpoint: Checkpoint, memory: int, utilization: float, kv_cache_dtype: str, *, devices: int = 1
) -> Budget:
    """The budget of a model that `devices` GPUs with `memory` bytes each share."""
    element = 1 if kv_cache_dtype.startswith("fp8") else 2
    return Budget(
        total=memory * devices,
        utilization=utilization,
        weights=checkpoint.weights,
        reserve=RESERVE * devices,
        per_token=checkpoint.kv_bytes_per_token(element),
    )


def kv_only(checkpoint: Checkpoint, space: int) -> Budget:
    """The budget on the CPU, where VLLM_CPU_KVCACHE_SPACE is for keys and values alone."""
    return Budget(
        total=space, utilization=1.0, weights=0, reserve=0, per_token=checkpoint.kv_bytes_per_token(2)
    )


def check_context(checkpoint: Checkpoint, max_model_len: int, found: Budget) -> None:
    """Raises `Refusal` where one request of full length cannot fit, or is longer than the model knows."""
    if checkpoint.longest is not None and max_model_len > checkpoint.longest:
        raise Refusal(
            f"SERVE_MAX_MODEL_LEN={max_model_len} is more than the {checkpoint.longest} tokens that the model "
            "was made for (max_position_embeddings)"
        )
    if found.tokens >= max_model_len:
        return
    if not found.weights:
        fix = "raise VLLM_CPU_KVCACHE_SPACE (in GiB), or lower SERVE_MAX_MODEL_LEN"
    elif found.tokens == 0:
        fix = "take a GPU with more memory, or a model in fewer bits"
    else:
        fix = (
            f"set SERVE_MAX_MODEL_LEN to {found.tokens // 256 * 256} or less, or take a GPU with more memory"
        )
    raise Refusal(f"a context of {max_model_len:,} tokens does not fit:\n{found.explained()}\n{fix}")
