"""The back ends, each an environment of its own: what is installed here, and what to do where it does not fit.

The pins come from this distribution's own metadata, so they stand in pyproject.toml alone.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, Final

from ..errors import SetupError
from .config import BackendName

if TYPE_CHECKING:
    from .job import Job, Outcome

DISTRIBUTION: Final = "resumemate-training"


@dataclass(frozen=True, slots=True)
class Backend:
    """One way to train: its name (also its extra), module below this package, and what it is for."""

    name: BackendName
    module: str
    needs: tuple[str, ...]
    purpose: str

    @property
    def train(self) -> Callable[[Job], Outcome]:
        """The function that trains. Imports the back end's libraries."""
        function: Callable[[Job], Outcome] = importlib.import_module(self.module, __package__).train
        return function


BACKENDS: Final = {
    backend.name: backend
    for backend in (
        Backend("trl", ".trl_backend", ("torch", "trl", "peft", "transformers", "datasets"), "any machine"),
        Backend(
            "unsloth",
            ".unsloth_backend",
            ("torch", "unsloth", "unsloth_zoo", "trl", "peft", "transformers", "datasets"),
            "one NVIDIA GPU, least memory; tiny models on a CPU",
        ),
        Backend("mlx", ".mlx_backend", ("mlx", "mlx-lm", "transformers"), "Macs; slow on a Linux CPU"),
    )
}


def check_environment(backend: Backend) -> dict[str, str]:
    """The versions in force of what the back end needs.

    Raises `SetupError` naming what is missing or has a version that the extra excludes, and how to make
    the environment.
    """
    found = {name: _installed(name) for name in backend.needs}
    missing = [name for name, have in found.items() if have is None]
    wrong = [] if missing else _excluded(pins(backend.name), found)
    if missing or wrong:
        what = f"{', '.join(missing)} not installed" if missing else "; ".join(wrong)
        raise SetupError(f"--backend {backend.name}: {what}. {advice(backend)}")
    return {name: have for name, have in found.items() if have is not None}


def pins(extra: str) -> dict[str, str]:
    """Version ranges of an extra by distribution, such as `{"trl": ">=1.16,<1.17"}`; none where this
    distribution itself is not installed (a source tree on the path)."""
    from packaging.requirements import Requirement

    try:
        listed = [Requirement(line) for line in requires(DISTRIBUTION) or ()]
    except PackageNotFoundError:
        return {}
    return {
        line.name: str(line.specifier)
        for line in listed
        if line.marker is not None and line.marker.evaluate({"extra": extra}) and str(line.specifier)
    }


def advice(backend: Backend) -> str:
    """How to make the environment of a back end, and why it is one of its own."""
    place = f".venv-{backend.name}"
    return (
        "The back ends exclude each other's versions (unsloth: trl up to 1.15, transformers up to 5.17, "
        "datasets below 5; trl: 1.16 and datasets 5; mlx: no torch), so each has its own environment: "
        f"python -m venv {place} && {place}/bin/pip install '{DISTRIBUTION}[{backend.name}]', "
        f"then {place}/bin/resumemate-train finetune --backend {backend.name} ..."
    )


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _excluded(wanted: dict[str, str], found: dict[str, str | None]) -> list[str]:
    from packaging.specifiers import SpecifierSet

    return [
        f"{name} {found[name]} is installed and {ranges} is needed"
        for name, ranges in wanted.items()
        if (have := found.get(name)) is not None and not SpecifierSet(ranges).contains(have, prereleases=True)
    ]
