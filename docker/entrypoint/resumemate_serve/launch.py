"""From the environment to the command that is run: read, check, put together."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .access import KEY, check_access, hidden, platform_of, read_key
from .checkpoint import Checkpoint, find_model, read_checkpoint
from .command import kv_cache_dtype, vllm_command
from .gpu import Gpu, check_driver, check_free
from .memory import GIB, Budget, budget, check_context, kv_only
from .presets import PRESETS, preset_of
from .refusal import Refusal
from .settings import Settings, read_settings
from .weights import unused_weights

CPU_SPACE = "VLLM_CPU_KVCACHE_SPACE"


@dataclass(frozen=True, kw_only=True, slots=True)
class Launch:
    """What will be run: the command, its environment, and lines that tell a person about it."""

    command: tuple[str, ...]
    environ: Mapping[str, str]
    notes: tuple[str, ...]

    def shown(self) -> str:
        """The command as a line for a shell, without secrets."""
        return hidden(shlex.join(self.command), self.environ)


def plan(environ: Mapping[str, str], gpus: Sequence[Gpu], *, pretend: bool = False) -> Launch:
    """The launch that an environment asks for on these GPUs.

    With `pretend`, the memory of a preset stands for a GPU that is not there. Raises `Refusal` for what
    cannot work.
    """
    try:
        return _plan(environ, gpus, pretend=pretend)
    except OSError as error:
        raise Refusal(
            f"{error.filename} cannot be read by user {os.getuid()}: {error.strerror}; on the host: chmod -R a+rX"
        ) from None


def _plan(environ: Mapping[str, str], gpus: Sequence[Gpu], *, pretend: bool) -> Launch:
    settings = read_settings(environ)
    key = read_key(settings, environ)
    check_access(settings, environ, key)
    checkpoint = read_checkpoint(find_model(settings.model, environ))
    preset = _preset_name(settings, gpus, pretend=pretend)
    changed = _environment(environ, key, preset)
    found = _budget(settings, checkpoint, preset, gpus, changed)
    check_context(checkpoint, settings.max_model_len, found)
    return Launch(
        command=vllm_command(settings, checkpoint.folder, PRESETS[preset], preset),
        environ=changed,
        notes=(
            f"model {checkpoint.folder}: {checkpoint.weights / GIB:.2f} GiB of weights, "
            f"quantization {checkpoint.quantization or 'none'}; preset {preset}",
            f"room for {found.tokens:,} tokens:\n{found.explained()}",
            *_warnings(settings, environ, preset, gpus, guarded=key is not None),
            *_unused(checkpoint.folder),
        ),
    )


def _preset_name(settings: Settings, gpus: Sequence[Gpu], *, pretend: bool) -> str:
    if settings.gpu == "cpu":
        return "cpu"
    if gpus and settings.tensor_parallel > len(gpus):
        asked = settings.tensor_parallel
        raise Refusal(f"SERVE_TENSOR_PARALLEL={asked}, and the number of visible GPUs is {len(gpus)}")
    if gpus:
        return preset_of(gpus[0]) if settings.gpu == "auto" else settings.gpu
    if pretend and settings.gpu not in ("auto", "other"):
        return settings.gpu
    raise Refusal(
        "no GPU is visible (nvidia-smi shows none): start the container with --gpus all, or set SERVE_GPU=cpu "
        "in an image that is built on vLLM for the CPU"
    )


def _environment(environ: Mapping[str, str], key: str | None, preset: str) -> dict[str, str]:
    changed = dict(environ) | ({KEY: key} if key else {})
    if preset == "cpu" and not changed.get(CPU_SPACE):
        changed[CPU_SPACE] = "4"
    return changed


def _budget(
    settings: Settings, checkpoint: Checkpoint, preset: str, gpus: Sequence[Gpu], environ: Mapping[str, str]
) -> Budget:
    if preset == "cpu":
        space = environ[CPU_SPACE]
        if not space.isdecimal():
            raise Refusal(f"{CPU_SPACE}={space} is not a whole number of GiB")
        return kv_only(checkpoint, int(space) * GIB)
    used = gpus[: settings.tensor_parallel]
    for gpu in used:
        check_driver(gpu, environ)
        check_free(gpu, settings.gpu_memory_utilization)
    one = min((gpu.memory for gpu in used), default=int((PRESETS[preset].memory_gib or 0) * GIB))
    dtype = kv_cache_dtype(settings, PRESETS[preset])
    return budget(checkpoint, one, settings.gpu_memory_utilization, dtype, devices=settings.tensor_parallel)


def _warnings(
    settings: Settings, environ: Mapping[str, str], preset: str, gpus: Sequence[Gpu], *, guarded: bool
) -> Iterator[str]:
    platform = platform_of(settings, environ)
    if not guarded and platform in ("plain", "vast", "kubernetes"):
        yield f"WARNING: no {KEY}: whoever reaches port {settings.port} can use the model"
    if guarded:
        yield "the key guards /v1 only, so let a proxy pass nothing else (docker/proxy/Caddyfile)"
    if gpus and preset not in ("cpu", "other", preset_of(gpus[0])):
        yield f"WARNING: SERVE_GPU={preset}, but the GPU is a {gpus[0].name}"


def _unused(folder: Path) -> Iterator[str]:
    if files := unused_weights(folder):
        size = sum(file.stat().st_size for file in files) / GIB
        names = ", ".join(file.name for file in files[:5])
        yield f"WARNING: {size:.2f} GiB of weights in {folder} are not loaded and only take room: {names}"
