"""The GPU as nvidia-smi sees it, and whether its driver can run this image."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from .refusal import Refusal

NEEDED_DRIVER = 580
"""Branch of the NVIDIA driver that CUDA 13 needs; the vLLM images from 0.33 on have no other CUDA."""

COMPATIBLE_BRANCHES = (535, 570)
"""Older branches on which the image's CUDA compatibility libraries work, on datacenter GPUs only
(docs/getting_started/installation/gpu.cuda.inc.md of vLLM 0.33)."""

_QUERY = (
    "nvidia-smi",
    "--query-gpu=name,memory.total,memory.used,driver_version",
    "--format=csv,noheader,nounits",
)
_SWITCH = "VLLM_ENABLE_CUDA_COMPATIBILITY"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gpu:
    """One GPU: nvidia-smi's name for it, its memory in bytes and how much of it others use now, the driver's
    version such as `580.65.06`."""

    name: str
    memory: int
    driver: str
    used: int = 0

    @property
    def branch(self) -> int:
        """The driver's branch, 580 for 580.65.06."""
        return int(self.driver.partition(".")[0])

    @property
    def is_geforce(self) -> bool:
        """True for cards on which the compatibility libraries never work."""
        return "GEFORCE" in self.name.upper()


def visible_gpus() -> list[Gpu]:
    """The GPUs that nvidia-smi shows; empty where there is no nvidia-smi or it finds none."""
    try:
        done = subprocess.run(_QUERY, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  a fixed command
    except (OSError, subprocess.TimeoutExpired):
        return []
    return parse_gpus(done.stdout) if done.returncode == 0 else []


def parse_gpus(text: str) -> list[Gpu]:
    """The GPUs in nvidia-smi's lines of `name, MiB, MiB used, driver`; a line of another form is left out."""
    gpus = []
    for line in text.splitlines():
        fields = [part.strip() for part in line.split(",")]
        if len(fields) == 4 and all(part.isdecimal() for part in (*fields[1:3], fields[3].partition(".")[0])):
            memory, used = (int(part) * 2**20 for part in fields[1:3])
            gpus.append(Gpu(name=fields[0], memory=memory, used=used, driver=fields[3]))
    return gpus


def check_free(gpu: Gpu, utilization: float) -> None:
    """Raises `Refusal` where other processes hold memory that vLLM would ask for."""
    wanted = gpu.memory * utilization
    if gpu.memory - gpu.used < wanted:
        raise Refusal(
            f"{gpu.name}: other processes hold {gpu.used / 2**30:.2f} of its {gpu.memory / 2**30:.2f} GiB, and "
            f"{wanted / 2**30:.2f} GiB are asked for: end them (nvidia-smi lists them), or lower "
            "SERVE_GPU_MEMORY_UTILIZATION"
        )


def check_driver(gpu: Gpu, environ: Mapping[str, str]) -> None:
    """Raises `Refusal` where the driver is too old for the image's CUDA."""
    if gpu.branch >= NEEDED_DRIVER:
        return
    found = f"{gpu.name} has driver {gpu.driver}, and this image's CUDA 13 needs {NEEDED_DRIVER} or newer"
    if gpu.is_geforce:
        raise Refusal(f"{found}; GeForce cards have no compatibility mode: choose a host with a newer driver")
    if gpu.branch not in COMPATIBLE_BRANCHES:
        branches = " and ".join(f"{branch}.x" for branch in COMPATIBLE_BRANCHES)
        raise Refusal(
            f"{found}; compatibility mode covers {branches} only: choose a host with a newer driver"
        )
    if environ.get(_SWITCH, "").lower() not in ("1", "true"):
        raise Refusal(f"{found}; set {_SWITCH}=1, which works for this driver on datacenter GPUs")
