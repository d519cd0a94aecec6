"""What a run would train on, found without importing a framework."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final, Literal

_UNIFIED: Final = 0.75
"""Share of a Mac's memory that Metal gives to one process by default."""


@dataclass(frozen=True, slots=True)
class Device:
    """`memory` in bytes: the whole of one GPU, or what a Mac or a CPU can give."""

    name: str
    kind: Literal["gpu", "mac", "cpu"]
    memory: int
    count: int = 1


def find_device() -> Device:
    """The first NVIDIA GPU, else this Mac, else the machine's processor and its memory."""
    if (gpu := _nvidia()) is not None:
        return gpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if platform.system() == "Darwin" and platform.machine() == "arm64":
        return Device("Apple silicon", "mac", int(memory * _UNIFIED))
    return Device(f"{os.cpu_count()} CPU cores", "cpu", memory)


def _nvidia() -> Device | None:
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    asked = [program, "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return parse_nvidia(done.stdout)


def parse_nvidia(said: str) -> Device | None:
    """The device that nvidia-smi lists first, as `name, MiB` lines; None where it lists none."""
    lines = [line for line in said.splitlines() if "," in line]
    if not lines:
        return None
    name, _, size = lines[0].rpartition(",")
    return Device(name.strip(), "gpu", int(size) << 20, len(lines)) if size.strip().isdigit() else None
