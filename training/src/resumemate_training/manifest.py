"""What a step did, written beside its result: inputs, options, versions, seconds, cost.

A step runs like this, and a second run with the same inputs and options is skipped::

    step = Step("split", folder, inputs={"data": path}, options={"seed": 7})
    if (done := step.finished()) is not None:
        return done                                  # the caller says so
    ...                                              # the work
    return step.finish(outputs=[folder / "train.jsonl"], result={"train": 90})
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any

from .errors import DataError
from .files import digest, write_json

ALWAYS = ("resumemate-llm", "resumemate-training")
"""Distributions whose versions every manifest records."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """One finished step.

    `inputs` and `outputs` map a name to `{"path", "sha256"}`; `versions` maps distributions to versions;
    `seconds` is wall time; `cost_usd` is None where nothing was paid or a price is unknown; `result` holds
    what the step measured, as plain JSON data.
    """

    step: str
    fingerprint: str
    inputs: Mapping[str, Mapping[str, str]]
    outputs: Mapping[str, Mapping[str, str]]
    options: Mapping[str, Any]
    versions: Mapping[str, str]
    started_at: str
    seconds: float
    cost_usd: float | None = None
    result: Mapping[str, Any] = field(default_factory=dict)


class Step:
    """One run of a step whose result lies in `folder`.

    `inputs` are files or folders by name; their content decides, not their place. `options` is JSON data
    that changes the result; leave out what does not. `tools` are distributions whose versions matter.
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        *,
        inputs: Mapping[str, Path] | None = None,
        options: Mapping[str, Any] | None = None,
        tools: Iterable[str] = (),
    ) -> None:
        self.name, self.folder, self.options = name, folder, dict(options or {})
        self.inputs = {key: _described(path) for key, path in (inputs or {}).items()}
        self.versions = versions((*ALWAYS, *tools))
        self._started_at, self._started = datetime.now(UTC), perf_counter()

    @property
    def path(self) -> Path:
        """Where the manifest lies."""
        return manifest_path(self.folder, self.name)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the step's name, the inputs' digests and the options."""
        hashes = {name: entry["sha256"] for name, entry in self.inputs.items()}
        said = json.dumps([self.name, hashes, self.options], sort_keys=True, default=str)
        return sha256(said.encode()).hexdigest()

    def finished(self) -> Manifest | None:
        """The manifest of an earlier run with the same inputs and options whose outputs are still as it
        left them; None where the step is to be run."""
        if not self.path.exists():
            return None
        manifest = read(self.folder, self.name)
        same = manifest.fingerprint == self.fingerprint
        return manifest if same and all(map(_unchanged, manifest.outputs.values())) else None

    def finish(
        self,
        *,
        outputs: Iterable[Path] = (),
        result: Mapping[str, Any] | None = None,
        cost_usd: float | None = None,
    ) -> Manifest:
        """Write the manifest; call it last, when every output is whole."""
        manifest = Manifest(
            step=self.name,
            fingerprint=self.fingerprint,
            inputs=self.inputs,
            outputs={path.name: _described(path) for path in outputs},
            options=self.options,
            versions=self.versions,
            started_at=self._started_at.isoformat(timespec="seconds"),
            seconds=round(perf_counter() - self._started, 3),
            cost_usd=cost_usd,
            result=dict(result or {}),
        )
        write_json(self.path, asdict(manifest))
        return manifest


def manifest_path(folder: Path, step: str) -> Path:
    """`<folder>/<step>.manifest.json`."""
    return folder / f"{step}.manifest.json"


def read(folder: Path, step: str) -> Manifest:
    """The manifest that `step` left in `folder`. Raises `DataError` where there is none or it is damaged."""
    path = manifest_path(folder, step)
    try:
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise DataError(f"no manifest of the step {step}: {error.strerror}", path=path) from error
    except (TypeError, ValueError) as error:
        raise DataError("not a manifest", path=path, fix="delete it and run the step again") from error


def read_all(folder: Path) -> list[Manifest]:
    """The manifests in `folder`, oldest first."""
    names = (path.name.removesuffix(".manifest.json") for path in folder.glob("*.manifest.json"))
    return sorted((read(folder, name) for name in names), key=lambda manifest: manifest.started_at)


def versions(distributions: Iterable[str]) -> dict[str, str]:
    """Installed versions by distribution, Python's included; what is not installed is left out."""
    found = {"python": platform.python_version()}
    for name in distributions:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _described(path: Path) -> dict[str, str]:
    return {"path": str(path), "sha256": digest(path)}


def _unchanged(entry: Mapping[str, str]) -> bool:
    path = Path(entry["path"])
    return path.exists() and digest(path) == entry["sha256"]
