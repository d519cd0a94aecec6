"""TRL for real: resumes to the same numbers, checks what it will train on, merges without a difference."""

from __future__ import annotations

import dataclasses
import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import LIMIT, Workshop, variables

pytest.importorskip("trl", exc_type=ImportError)
pytestmark = pytest.mark.filterwarnings("ignore")


def adapter(place: Path) -> bytes:
    return (place / "adapter" / "adapter_model.safetensors").read_bytes()


@pytest.fixture(scope="module")
def uninterrupted(workshop: Workshop) -> Path:
    code, said = workshop.cli(*workshop.finetune("trl", "whole", "--save-steps", 1))
    assert code == 0, said
    return workshop.place / "whole"


def test_a_run_leaves_adapter_losses_curve_and_manifest(workshop: Workshop, uninterrupted: Path) -> None:
    assert {path.name for path in uninterrupted.iterdir() if path.name[0] != "."} == {
        *("adapter", "checkpoints", "finetune.manifest.json", "loss.png", "losses.jsonl", "run.json")
    }
    rows = workshop.losses("whole")
    assert [row["step"] for row in rows if "loss" in row] == [1, 2, 3, 4, 5, 6]
    assert [row["step"] for row in rows if "eval_loss" in row] == [2, 4, 6]
    code, said = workshop.cli(*workshop.finetune("trl", "whole", "--save-steps", 1))
    assert code == 0 and "skipped" in said


@pytest.mark.parametrize("lines", [2, 4, 6])
def test_killed_and_run_again_it_ends_in_the_same_numbers(
    workshop: Workshop, uninterrupted: Path, lines: int
) -> None:
    name = f"killed-{lines}"
    arguments = workshop.finetune("trl", name, "--save-steps", 1)
    workshop.kill_when(lambda: len(workshop.losses(name)) >= lines, *arguments)
    assert not (workshop.place / name / "finetune.manifest.json").exists()
    code, said = workshop.cli(*arguments)
    assert code == 0, said
    assert workshop.losses(name) == workshop.losses("whole")
    assert adapter(workshop.place / name) == adapter(uninterrupted)


def test_a_checkpoint_that_was_not_written_to_its_end_is_not_taken(tmp_path: Path) -> None:
    from resumemate_training.finetune.trl_backend import STATE, last_checkpoint

    for step, state in ((1, "{}"), (2, "{}"), (3, None), (4, '{"half')):
        folder = tmp_path / f"checkpoint-{step}"
        folder.mkdir()
        if state is not None:
            (folder / STATE).write_text(state)
    assert last_checkpoint(tmp_path) == tmp_path / "checkpoint-2"


def test_a_run_is_not_continued_with_other_options(workshop: Workshop) -> None:
    code, said = workshop.cli(*workshop.finetune("trl", "stopped", "--max-steps", 3))
    assert code == 0 and "stopped after 3 of 6 steps" in said
    code, said = workshop.cli(*workshop.finetune("trl", "stopped", "--lora-rank", 8))
    assert code == 3 or "SetupError" in said
    assert "holds a run with other lora_rank" in said


def test_examples_that_the_trainer_would_lose_stop_the_run(workshop: Workshop) -> None:
    """TRL drops an example without a word where `max_length` ends before its answer begins."""
    from resumemate_training.errors import StepFailed
    from resumemate_training.finetune import trl_backend
    from resumemate_training.finetune.config import FinetuneConfig
    from resumemate_training.finetune.run import prepare

    config = FinetuneConfig(
        model=str(workshop.model), data=workshop.data, output=workshop.place / "lost", patience=1
    )
    prepared = prepare(config, report=lambda *_: None, say=lambda _: None)
    for length, said in ((8, "kept 0 of 3 train examples"), (60, "the answer's end would not be trained")):
        job = dataclasses.replace(prepared.job, max_length=length)
        with pytest.raises(StepFailed, match=said):
            trl_backend.train(job)


def test_a_length_that_would_cut_examples_is_refused(workshop: Workshop) -> None:
    code, said = workshop.cli(*workshop.finetune("trl", "short", "--max-length", 64))
    assert (code != 0 and "3 of 5 examples" in said) or "5 of 5 examples" in said
    assert "its answer would be cut at 64" in said or "nothing of its answer would be left at 64" in said


def test_a_model_folder_without_tokenizer_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text((workshop.model / "config.json").read_text())
    bare = dataclasses.replace(workshop, model=tmp_path)
    code, said = bare.cli(*bare.finetune("trl", "bare"))
    assert code != 0 and "no tokenizer in it" in said


def test_a_run_that_gets_worse_stops_early_and_keeps_the_best(workshop: Workshop) -> None:
    rows = (workshop.data / "train.jsonl").read_text().splitlines()
    other = workshop.place / "early-data"
    other.mkdir()
    (other / "train.jsonl").write_text(rows[0] + "\n")
    (other / "valid.jsonl").write_text(rows[1] + "\n")
    early = dataclasses.replace(workshop, data=other)
    code, said = early.cli(
        *early.finetune("trl", "early", "--epochs", 60, "--patience", 2, "--batch-size", 1)
    )
    assert code == 0, said
    result = json.loads((workshop.place / "early" / "finetune.manifest.json").read_text())["result"]
    assert result["stopped_early"] and result["best_step"] == result["steps"] - 2


def test_the_merged_model_answers_as_base_and_adapter_do(workshop: Workshop, uninterrupted: Path) -> None:
    code, said = workshop.cli("merge", uninterrupted, "--output", workshop.place / "merged")
    assert code == 0 and "same first choice at 100.0%" in said, said


def test_an_adapter_with_nan_is_not_merged(workshop: Workshop, uninterrupted: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(uninterrupted, broken)
    weights = broken / "adapter" / "adapter_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-4] + struct.pack("<f", float("nan")))
    code, said = workshop.cli("merge", broken, "--output", tmp_path / "merged")
    assert code != 0 and "1 of 28 tensors hold NaN" in said


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    workshop: Workshop, uninterrupted: Path, tmp_path: Path
) -> None:
    arguments = workshop.finetune("trl", "full", "--save-steps", 1)
    code, said = workshop.cli(*arguments, most=200_000)
    assert code != 0 and "DiskFull" in said and "no room left to write" in said, said
    code, said = workshop.cli(*arguments)
    assert code == 0 and adapter(workshop.place / "full") == adapter(uninterrupted), said
    code, said = workshop.cli("merge", uninterrupted, "--output", tmp_path / "merged", most=200_000)
    assert code != 0 and "DiskFull" in said, said
    code, said = workshop.cli("merge", uninterrupted, "--output", tmp_path / "merged")
    assert code == 0, said


def test_two_processes_under_torchrun_share_one_run(workshop: Workshop) -> None:
    command = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--nproc-per-node",
        "2",
        "--master-port",
        "29517",
    ]
    command += [
        "-m",
        "resumemate_training.cli",
        *map(str, workshop.finetune("trl", "two", "--batch-size", 1)),
    ]
    done = subprocess.run(
        command, env=variables(), capture_output=True, text=True, timeout=LIMIT, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.count("weights") == 1
    steps = [row["step"] for row in workshop.losses("two") if "loss" in row]
    assert steps == [1, 2, 3, 4, 5, 6]
    assert (workshop.place / "two" / "finetune.manifest.json").exists()


def test_the_memory_plan_counts_the_parameters_that_torch_counts() -> None:
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    from resumemate_training.finetune.config import DEFAULT_MODEL
    from resumemate_training.shape import KNOWN, read_shape

    options = {name: value for name, value in KNOWN[DEFAULT_MODEL].items() if name != "model_type"}
    with torch.device("meta"):
        model = Qwen2ForCausalLM(Qwen2Config(**options))
    assert sum(p.numel() for p in model.parameters()) == read_shape(DEFAULT_MODEL).parameters
