"""Manifests: a finished step is found again, unless something that matters has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from resumemate_training import manifest
from resumemate_training.errors import DataError
from resumemate_training.manifest import Step


def step(folder: Path, source: Path, seed: int = 1) -> Step:
    return Step("split", folder, inputs={"data": source}, options={"seed": seed}, tools=("pytest",))


@pytest.fixture
def done(tmp_path: Path) -> tuple[Path, Path]:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("{}\n")
    output.write_text("{}\n")
    step(tmp_path, source).finish(outputs=[output], result={"rows": 1}, cost_usd=0.25)
    return source, output


def test_a_finished_step_is_found(tmp_path: Path, done: tuple[Path, Path]) -> None:
    found = step(tmp_path, done[0]).finished()
    assert found is not None
    assert (found.result, found.cost_usd, found.options) == ({"rows": 1}, 0.25, {"seed": 1})
    assert {"python", "pytest"} <= set(found.versions)
    assert manifest.read_all(tmp_path) == [found]


def test_another_option_input_or_output_runs_it_again(tmp_path: Path, done: tuple[Path, Path]) -> None:
    source, output = done
    assert step(tmp_path, source, seed=2).finished() is None
    output.write_text("changed")
    assert step(tmp_path, source).finished() is None
    output.write_text("{}\n")
    source.write_text('{"a": 1}\n')
    assert step(tmp_path, source).finished() is None


def test_the_place_of_an_input_does_not_matter(tmp_path: Path, done: tuple[Path, Path]) -> None:
    moved = done[0].rename(tmp_path / "moved.jsonl")
    assert step(tmp_path, moved).finished() is not None


def test_a_folder_as_input_counts_with_all_its_files(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    before = Step("merge", tmp_path, inputs={"model": model}).fingerprint
    (model / "weights").write_text("x")
    assert Step("merge", tmp_path, inputs={"model": model}).fingerprint != before


def test_a_damaged_manifest_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "split.manifest.json").write_text('{"step": "split"}')
    with pytest.raises(DataError, match="delete it and run the step again"):
        manifest.read(tmp_path, "split")
