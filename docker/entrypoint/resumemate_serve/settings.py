"""The environment variables of the image, each with its meaning, and what is read from them."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from .refusal import Refusal

PREFIX = "SERVE_"

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "SERVE_MODEL": "folder of the model, or owner/name of one in the Hugging Face cache"
        " (default /models/resumemate-14b)",
        "SERVE_NAME": "model name that clients send (default resumemate-14b)",
        "SERVE_GPU": "preset: auto (default), l4, a10g, 4090, a100, h100, other, cpu",
        "SERVE_TENSOR_PARALLEL": "GPUs that share the model (default 1)",
        "SERVE_HOST": "address to listen on (default: all)",
        "SERVE_PORT": "port to listen on (default: PORT, which Cloud Run and RunPod set, else 8000)",
        "SERVE_MAX_MODEL_LEN": "context in tokens, prompt and answer together (default 16384)",
        "SERVE_MAX_NUM_SEQS": "requests in one batch (default: the preset's)",
        "SERVE_MAX_BATCHED_TOKENS": "tokens in one step (default: the preset's)",
        "SERVE_MAX_QUEUED": "requests that may wait; more get 503 (default: no limit)",
        "SERVE_GPU_MEMORY_UTILIZATION": "part of the GPU's memory for vLLM, 0.1 to 0.99 (default 0.92)",
        "SERVE_KV_CACHE_DTYPE": "auto (default), fp8, fp8_e4m3 or fp8_e5m2",
        "SERVE_SPECULATIVE": "off, ngram, or vLLM's JSON (default: the preset's)",
        "SERVE_LORA": "adapters beside the model, as name=folder, separated by commas",
        "SERVE_MAX_LORA_RANK": "highest rank that is admitted (default 64)",
        "SERVE_DRAIN_SECONDS": "how long running requests may finish after SIGTERM (default 120)",
        "SERVE_PLATFORM": "who forwards requests: auto (default), plain, runpod, cloudrun, vast, kubernetes",
        "SERVE_PLATFORM_AUTH_HEADER": "header in which the platform gets its own token (default Authorization)",
        "SERVE_API_KEY_FILE": "file with the key, instead of VLLM_API_KEY",
        "SERVE_EXTRA_ARGS": "further arguments of vllm serve, quoted as in a shell",
    }
)
"""Every variable of this image's own. VLLM_API_KEY, VLLM_ENABLE_CUDA_COMPATIBILITY, VLLM_CPU_KVCACHE_SPACE,
PORT and HF_HOME keep the meaning that vLLM, the platform and Hugging Face give them."""

PLATFORM_AUTH_HEADER = "Authorization"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What was asked for; None where the preset decides. Sizes are in tokens, times in seconds."""

    model: str = "/models/resumemate-14b"
    name: str = "resumemate-14b"
    gpu: str = "auto"
    tensor_parallel: int = 1
    host: str | None = None
    port: int = 8000
    max_model_len: int = 16_384
    max_num_seqs: int | None = None
    max_batched_tokens: int | None = None
    max_queued: int | None = None
    gpu_memory_utilization: float = 0.92
    kv_cache_dtype: str = "auto"
    speculative: str | None = None
    lora: Mapping[str, Path] = field(default_factory=dict)
    max_lora_rank: int = 64
    drain_seconds: int = 120
    platform: str = "auto"
    platform_auth_header: str = PLATFORM_AUTH_HEADER
    api_key_file: Path | None = None
    extra_args: tuple[str, ...] = ()


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in an environment; an empty value counts as unset.

    Raises `Refusal` for a variable with our prefix that does not exist (a misspelt one would be ignored in
    silence) and for a value that cannot be read.
    """
    env = {name: value.strip() for name, value in environ.items() if value.strip()}
    _refuse_unknown(env)
    default = Settings()
    return Settings(
        model=env.get("SERVE_MODEL", default.model),
        name=env.get("SERVE_NAME", default.name),
        gpu=_choice(env, "SERVE_GPU", ("auto", "l4", "a10g", "4090", "a100", "h100", "other", "cpu")),
        tensor_parallel=_whole(env, "SERVE_TENSOR_PARALLEL", 1, least=1),
        host=env.get("SERVE_HOST"),
        port=_whole(env, "SERVE_PORT" if "SERVE_PORT" in env else "PORT", 8000, least=1, most=65_535),
        max_model_len=_whole(env, "SERVE_MAX_MODEL_LEN", default.max_model_len, least=256),
        max_num_seqs=_optional(env, "SERVE_MAX_NUM_SEQS"),
        max_batched_tokens=_optional(env, "SERVE_MAX_BATCHED_TOKENS"),
        max_queued=_optional(env, "SERVE_MAX_QUEUED"),
        gpu_memory_utilization=_fraction(env, "SERVE_GPU_MEMORY_UTILIZATION", 0.92),
        kv_cache_dtype=_choice(env, "SERVE_KV_CACHE_DTYPE", ("auto", "fp8", "fp8_e4m3", "fp8_e5m2")),
        speculative=env.get("SERVE_SPECULATIVE"),
        lora=_adapters(env.get("SERVE_LORA", "")),
        max_lora_rank=_whole(env, "SERVE_MAX_LORA_RANK", default.max_lora_rank, least=1, most=512),
        drain_seconds=_whole(env, "SERVE_DRAIN_SECONDS", default.drain_seconds, least=0),
        platform=_choice(
            env, "SERVE_PLATFORM", ("auto", "plain", "runpod", "cloudrun", "vast", "kubernetes")
        ),
        platform_auth_header=env.get("SERVE_PLATFORM_AUTH_HEADER", PLATFORM_AUTH_HEADER),
        api_key_file=Path(env["SERVE_API_KEY_FILE"]) if "SERVE_API_KEY_FILE" in env else None,
        extra_args=_words(env.get("SERVE_EXTRA_ARGS", "")),
    )


def _refuse_unknown(env: Mapping[str, str]) -> None:
    for name in sorted(env):
        if name.startswith(PREFIX) and name not in VARIABLES:
            near = difflib.get_close_matches(name, VARIABLES, n=1)
            hint = f"did you mean {near[0]}?" if near else "python3 -m resumemate_serve --help lists them"
            raise Refusal(f"{name} is not a variable of this image; {hint}")


def _choice(env: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = env.get(name, allowed[0]).lower()
    if value not in allowed:
        raise Refusal(f"{name}={value} is none of: {', '.join(allowed)}")
    return value


def _whole(env: Mapping[str, str], name: str, default: int, *, least: int, most: int | None = None) -> int:
    text = env.get(name, str(default))
    span = f"from {least} to {most}" if most else f"of {least} or more"
    if not re.fullmatch(r"[0-9]+", text) or int(text) < least or (most and int(text) > most):
        raise Refusal(f"{name}={text} is not a whole number {span}")
    return int(text)


def _optional(env: Mapping[str, str], name: str) -> int | None:
    return _whole(env, name, 1, least=1) if name in env else None


def _fraction(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name, str(default))
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 0.99:
        raise Refusal(f"{name}={text} is not a number from 0.1 to 0.99")
    return value


def _adapters(text: str) -> dict[str, Path]:
    adapters = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, folder = part.partition("=")
        if not equals or not name or not folder:
            raise Refusal(f"SERVE_LORA: {part!r} is not of the form name=folder")
        adapters[name] = Path(folder)
    return adapters


def _words(text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise Refusal(f"SERVE_EXTRA_ARGS cannot be split into arguments: {error}") from None
