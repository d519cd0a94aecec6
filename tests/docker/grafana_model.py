"""Reads a dashboard into Grafana's own typed model and back; prints what the model does not know.

Run by the Python of .cache/docker, which has grafana-foundation-sdk: `python grafana_model.py FILE`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard


def main(file: Path) -> int:
    """The number of fields that are lost or changed."""
    register_default_plugins()
    written = json.loads(file.read_text(encoding="utf-8"))
    back = json.loads(JSONEncoder().encode(Dashboard.from_json(written)))
    lost = list(differences(written, back, "dashboard"))
    print("\n".join(lost) or "Grafana's model knows every field")
    return len(lost)


def differences(ours: Any, theirs: Any, where: str) -> Iterator[str]:
    """Where two values differ; what only the second has is a default."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in ours.items():
            yield from differences(value, theirs.get(key), f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{where}[{number}]")
    elif ours != theirs:
        yield where


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
