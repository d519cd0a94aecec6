"""The scripts of docker/ as modules. They are loaded by their path, because `docker` is also the name of a package
that others install."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

DOCKER = Path(__file__).parents[3] / "docker"


def load(path: str) -> Any:
    """The script at a path below docker/."""
    name = f"docker_{path.removesuffix('.py').replace('/', '_')}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, DOCKER / path)
        assert spec is not None and spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[name]
