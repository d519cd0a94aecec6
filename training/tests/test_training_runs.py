"""Around a run: the environment of a back end, the losses, interrupted runs, mlx's options, broken numbers."""

from __future__ import annotations

import json
import math
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_training import weights
from resumemate_training.errors import DataError, DiskFull, SetupError, StepFailed
from resumemate_training.files import room_on_disk
from resumemate_training.finetune import backends, losses
from resumemate_training.finetune.backends import BACKENDS, check_environment
from resumemate_training.finetune.config import FinetuneConfig
from resumemate_training.finetune.mlx_options import lora_options, schedule, steps_of


def safetensors(path: Path, dtype: str, *tensors: bytes) -> Path:
    width = {"F32": 4, "BF16": 2, "F16": 2, "I64": 8}[dtype]
    header, start = {}, 0
    for number, data in enumerate(tensors):
        offsets = [start, start + len(data)]
        header[f"layer.{number}.weight"] = {
            "dtype": dtype,
            "shape": [len(data) // width],
            "data_offsets": offsets,
        }
        start = offsets[1]
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(tensors))
    return path


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize(("dtype", "code"), [("F32", "<f"), ("F16", "<e"), ("BF16", "bf")])
def test_an_adapter_with_a_number_that_is_not_finite_is_refused(
    tmp_path: Path, dtype: str, code: str, bad: float
) -> None:
    def packed(value: float) -> bytes:
        return struct.pack("<f", value)[2:] if code == "bf" else struct.pack(code, value)

    safetensors(tmp_path / "a.safetensors", dtype, packed(1.5), packed(-0.25) + packed(bad))
    with pytest.raises(StepFailed, match=r"1 of 2 tensors hold NaN .* layer\.1\.weight"):
        weights.check_finite(tmp_path)


@given(st.lists(st.floats(-(2.0**100), 2.0**100, width=32), min_size=1))
def test_sound_numbers_pass(tmp_path_factory: pytest.TempPathFactory, values: list[float]) -> None:
    folder = tmp_path_factory.mktemp("adapter")
    safetensors(folder / "a.safetensors", "F32", struct.pack(f"<{len(values)}f", *values))
    assert weights.check_finite(folder) == 1


def test_whole_numbers_are_not_taken_for_broken_ones(tmp_path: Path) -> None:
    safetensors(tmp_path / "a.safetensors", "I64", b"\xff" * 8)
    assert weights.check_finite(tmp_path) == 1


@pytest.mark.parametrize("cut", [3, 20, -1])
def test_a_file_that_a_full_disk_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = safetensors(tmp_path / "a.safetensors", "F32", struct.pack("<4f", 1, 2, 3, 4))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(DataError, match="not written to its end"):
        weights.check_finite(tmp_path)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no safetensors file"):
        weights.check_finite(tmp_path)


def test_a_missing_back_end_says_which_environment_to_make(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends, "_installed", lambda name: None)
    with pytest.raises(SetupError, match=r"mlx, mlx-lm, transformers not installed.*\[mlx\]"):
        check_environment(BACKENDS["mlx"])


def test_a_version_that_another_back_end_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends, "_installed", lambda name: "1.16.0")
    monkeypatch.setattr(backends, "pins", lambda extra: {"trl": "<=1.15.0"})
    with pytest.raises(
        SetupError, match=r"trl 1\.16\.0 is installed and <=1\.15\.0 is needed.*exclude each other"
    ):
        check_environment(BACKENDS["unsloth"])


def test_versions_within_the_pins_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backends, "_installed", lambda name: "1.16.0")
    monkeypatch.setattr(backends, "pins", lambda extra: {"trl": ">=1.16,<1.17"})
    assert check_environment(BACKENDS["trl"])["trl"] == "1.16.0"


def test_the_pins_come_from_the_distributions_own_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["click>=8", 'trl<1.17,>=1.16; extra == "trl"', 'trl<=1.15.0; extra == "unsloth"']
    monkeypatch.setattr(backends, "requires", lambda name: lines)
    assert backends.pins("trl") == {"trl": "<1.17,>=1.16"}
    assert backends.pins("unsloth") == {"trl": "<=1.15.0"}


def test_a_resumed_run_continues_the_file_of_losses_where_its_checkpoint_is(tmp_path: Path) -> None:
    path = tmp_path / "losses.jsonl"
    log = losses.LossLog(path)
    for step in (1, 2, 3):
        log.add(step, step / 2, loss=3.0 / step)
    log.close()
    again = losses.LossLog(path, from_step=2)
    again.add(3, 1.5, loss=0.9)
    again.close()
    assert losses.series(losses.read_losses(path), "loss") == ([1, 2, 3], [3.0, 1.5, 0.9])


def test_a_loss_that_is_not_finite_ends_the_run(tmp_path: Path) -> None:
    log = losses.LossLog(tmp_path / "losses.jsonl")
    with pytest.raises(StepFailed, match="loss is nan at step 4"):
        log.add(4, 1.0, loss=math.nan)


def test_the_curve_in_the_terminal() -> None:
    assert losses.curve([4.0, 3.0, 2.0, 1.0]) == "█▆▃▁"
    assert losses.curve([1.0, 1.0]) == "▁▁"
    assert len(losses.curve([float(n) for n in range(1_000)])) <= 60
    rows = [{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0}, {"step": 2, "eval_loss": 1.5}]
    assert losses.summary(rows) == ["training   █▁  2 -> 1", "validation ▁  1.5 -> 1.5"]


def test_mlx_counts_steps_and_scales_as_the_other_back_ends_do() -> None:
    config = FinetuneConfig(backend="mlx", epochs=3, batch_size=2)
    assert steps_of(config, 5) == 9
    text = lora_options(config, 5, 4_096)
    lines = dict(line.split(": ", 1) for line in text.splitlines())
    parameters = json.loads(lines["lora_parameters"])
    assert (lines["iters"], lines["num_layers"], lines["mask_prompt"]) == ("9", "-1", "true")
    assert (parameters["rank"], parameters["scale"], len(parameters["keys"])) == (64, 1.0, 7)
    assert lines["max_seq_length"] == "4096"


def test_mlx_lowers_the_learning_rate_over_the_whole_run() -> None:
    config = FinetuneConfig(backend="mlx", epochs=10, batch_size=1, warmup=0.1)
    assert schedule(config, 10) == {
        "name": "cosine_decay",
        "arguments": [2e-5, 90, 0.0],
        "warmup": 10,
        "warmup_init": 0.0,
    }


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        RuntimeError("I/O error: No space left on device (os error 28)"),
        RuntimeError("[enforce fail] PytorchStreamWriter failed writing file data/0: file write failed"),
    ],
    ids=["the system", "safetensors", "torch"],
)
def test_a_full_disk_is_told_whichever_library_finds_it(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(DiskFull, match="no room left to write"), room_on_disk(tmp_path):
        raise error


def test_other_errors_pass(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="out of memory"), room_on_disk(tmp_path):
        raise RuntimeError("out of memory")
