"""Unsloth for real; on a CPU it trains tiny models."""

from __future__ import annotations

import json
import os

import pytest

from .conftest import Workshop

if os.environ.get("RESUMEMATE_BACKEND") != "unsloth":
    pytest.skip("run by `make train-real` in the environment of unsloth", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore")


def test_it_trains_and_merges_and_installs_nothing(workshop: Workshop) -> None:
    code, said = workshop.cli(*workshop.finetune("unsloth", "unsloth"))
    assert code == 0, said
    rows = [row for row in workshop.losses("unsloth") if "loss" in row]
    assert len(rows) == 6 and rows[-1]["loss"] < rows[0]["loss"]
    assert "apt-get" not in said
    manifest = json.loads((workshop.place / "unsloth" / "finetune.manifest.json").read_text())
    assert manifest["result"]["backend"] == "unsloth" and "unsloth" in manifest["versions"]
    code, said = workshop.cli(
        "merge", workshop.place / "unsloth", "--output", workshop.place / "unsloth-merged"
    )
    assert code == 0 and "same first choice at" in said, said
