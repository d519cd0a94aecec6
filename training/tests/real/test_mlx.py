"""mlx-lm for real, on a Mac or a Linux CPU: every row is trained, a killed run goes on, fused is the same."""

from __future__ import annotations

import dataclasses

import pytest

from .conftest import Workshop

mx = pytest.importorskip("mlx.core", exc_type=ImportError)
pytest.importorskip("mlx_lm", exc_type=ImportError)
pytestmark = pytest.mark.filterwarnings("ignore")


def test_killed_and_run_again_it_ends_in_the_same_numbers_and_fuses(workshop: Workshop) -> None:
    options = ("--save-steps", 1)
    code, said = workshop.cli(*workshop.finetune("mlx", "mlx-whole", *options))
    assert code == 0, said
    arguments = workshop.finetune("mlx", "mlx-killed", *options)
    workshop.kill_when(lambda: len(workshop.losses("mlx-killed")) >= 4, *arguments)
    code, said = workshop.cli(*arguments)
    assert code == 0, said
    whole, again = workshop.losses("mlx-whole"), workshop.losses("mlx-killed")
    assert [row["step"] for row in whole] == [row["step"] for row in again]
    for one, other in zip(whole, again, strict=True):
        key = "loss" if "loss" in one else "eval_loss"
        assert one[key] == pytest.approx(other[key], rel=1e-4)
    assert [row["step"] for row in whole if "eval_loss" in row] == [2, 4, 6]
    code, said = workshop.cli("merge", workshop.place / "mlx-whole", "--output", workshop.place / "fused")
    assert code == 0 and "same first choice at 100.0%" in said, said


def test_every_row_is_in_an_epoch_with_exactly_its_answer(workshop: Workshop) -> None:
    """mlx-lm's own batches leave out the last, longest row of three at a batch size of two."""
    from resumemate_training.finetune.config import FinetuneConfig
    from resumemate_training.finetune.mlx_backend import Batches
    from resumemate_training.finetune.run import prepare

    config = FinetuneConfig(
        backend="mlx", model=str(workshop.model), data=workshop.data, output=workshop.place / "rows"
    )
    job = prepare(config, report=lambda *_: None, say=lambda _: None).job
    batches = Batches(job, skip=0)(job.train, loop=True)
    seen = [
        (row, span)
        for tokens, spans in (next(batches), next(batches))
        for row, span in zip(tokens.tolist(), spans.tolist(), strict=True)
    ]
    texts = {job.encoder.decode(row[first : last + 1]) for row, (first, last) in seen}
    assert texts == {row.example.answer + "<|im_end|>\n" for row in job.train}


def test_a_resumed_run_gets_the_batches_that_are_left(workshop: Workshop) -> None:
    from resumemate_training.finetune.config import FinetuneConfig
    from resumemate_training.finetune.mlx_backend import Batches
    from resumemate_training.finetune.run import prepare

    config = FinetuneConfig(
        backend="mlx", model=str(workshop.model), data=workshop.data, output=workshop.place / "left"
    )
    job = prepare(config, report=lambda *_: None, say=lambda _: None).job
    whole, left = Batches(job, skip=0)(job.train, loop=True), Batches(job, skip=3)(job.train, loop=True)
    first = [next(whole)[0].tolist() for _ in range(6)]
    assert [next(left)[0].tolist() for _ in range(3)] == first[3:]


def test_a_prompt_longer_than_the_window_is_refused(workshop: Workshop) -> None:
    """mlx-lm's command trains on it, ends with exit code 0 and writes an adapter of NaN."""
    code, said = workshop.cli(*workshop.finetune("mlx", "long", "--max-length", 64))
    assert code != 0 and "would be" in said and "--drop-long" in said
    bare = dataclasses.replace(workshop, place=workshop.place / "none")
    assert not (bare.place / "adapter").exists()
