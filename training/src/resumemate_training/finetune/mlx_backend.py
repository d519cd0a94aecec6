"""LoRA by mlx-lm: Macs, and slowly a Linux CPU.

mlx-lm's own loop trains. What it is given differs from its command's defaults: every row is in an epoch (its
batches leave out the rows behind the last full batch, always the longest ones), the padding behind an answer
is not trained (its mask is one token too long), the optimiser does what torch's does by default (bias
correction, no weight decay, gradients clipped at a norm of 1, a learning rate that falls to zero), so that runs
can be compared, and its state is saved, so that a resumed run goes on as if nothing had happened. `lora.yaml`
in the run's folder holds the options for `mlx_lm.lora --config`, for those who want to see the difference.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import mlx.core as mx
import mlx.optimizers as optim
import numpy as np
from mlx.utils import tree_flatten, tree_unflatten
from mlx_lm import load
from mlx_lm.tuner.callbacks import TrainingCallback
from mlx_lm.tuner.trainer import TrainingArgs
from mlx_lm.tuner.trainer import train as run_loop
from mlx_lm.tuner.utils import linear_to_lora_layers
from mlx_lm.utils import save_config

from .. import files
from .config import FinetuneConfig
from .encoding import IGNORED, Encoded
from .job import Enough, Job, Outcome
from .losses import LossLog
from .mlx_options import LORA, lora_options, steps_of, warmup_steps

_PAD_TO: Final = 32
_STATE: Final = "optimiser.safetensors"


def train(job: Job) -> Outcome:
    """Train with mlx-lm."""
    config = job.config
    np.random.seed(config.seed)
    mx.random.seed(config.seed)
    _check_batches(job)
    files.write_text(config.output / "lora.yaml", lora_options(config, len(job.train), job.max_length))
    model, _ = load(config.model)
    model.freeze()
    linear_to_lora_layers(model, len(model.layers), LORA(config))
    optimiser = _ClippedAdamW(
        learning_rate=_rate(config, len(job.train)), weight_decay=0.0, bias_correction=True
    )
    start = last_checkpoint(config.checkpoints)
    if start:
        _restore(start, model, optimiser)
    done = int(start.name.rpartition("-")[2]) if start else 0
    watch = Watch(job, model, optimiser, done)
    total, began = steps_of(config, len(job.train)), time.perf_counter()
    try:
        run_loop(
            model=model,
            optimizer=optimiser,
            train_dataset=job.train,
            val_dataset=None,
            args=_arguments(job, (total - done) * config.accumulate),
            iterate_batches=Batches(job, skip=done * config.accumulate),
            training_callback=watch,
        )
    except Enough:
        pass
    finally:
        watch.close()
    outcome = watch.outcome(total, time.perf_counter() - began)
    if outcome.complete:
        watch.save_best()
    return outcome


class _ClippedAdamW(optim.AdamW):  # type: ignore[misc]  # mlx is untyped
    """AdamW on gradients of a norm of 1 at most."""

    def update(self, model: Any, gradients: Any) -> None:
        """One step."""
        clipped, _ = optim.clip_grad_norm(gradients, 1.0)
        super().update(model, clipped)


def _rate(config: FinetuneConfig, rows: int) -> Callable[[Any], Any]:
    """The learning rate of a step (from 0): a linear rise, then a cosine, as transformers computes it."""
    total, warmup = steps_of(config, rows), warmup_steps(config, rows)

    def rate(step: Any) -> Any:
        fallen = (step - warmup) / max(1, total - warmup)
        falling = 0.5 * (1.0 + mx.cos(math.pi * fallen))
        return config.learning_rate * mx.where(step < warmup, step / max(1, warmup), falling)

    return rate


def _arguments(job: Job, iterations: int) -> Any:
    config = job.config
    epoch = math.ceil(len(job.train) / config.batch_size)
    return TrainingArgs(
        batch_size=min(config.batch_size, len(job.train), len(job.valid) or config.batch_size),
        iters=iterations,
        val_batches=-1,
        steps_per_report=1,
        steps_per_eval=epoch,
        steps_per_save=iterations + 1,
        adapter_file=str(config.output / "last.safetensors"),
        max_seq_length=job.max_length,
        grad_checkpoint=config.gradient_checkpointing and not _on_cpu(),
        grad_accumulation_steps=config.accumulate,
    )


class Batches:
    """mlx-lm's `iterate_batches`: every row once an epoch, in an order that seed and epoch decide.

    A training call goes on for ever, from batch `skip`; a call for validation goes once through the rows.
    """

    def __init__(self, job: Job, *, skip: int) -> None:
        self._size, self._seed, self._skip = job.config.batch_size, job.config.seed, skip

    def __call__(self, dataset: list[Encoded], *_: object, loop: bool = False, **__: object) -> Iterator[Any]:
        """The batches of `dataset`."""
        if not loop:
            yield from (_batch(rows) for rows in self._split(dataset))
            return
        epoch_size = math.ceil(len(dataset) / self._size)
        epoch, skipped = divmod(self._skip, epoch_size)
        while True:
            order = np.random.default_rng((self._seed, epoch)).permutation(len(dataset))
            for rows in self._split([dataset[i] for i in order])[skipped:]:
                yield _batch(rows)
            epoch, skipped = epoch + 1, 0

    def _split(self, rows: list[Encoded]) -> list[list[Encoded]]:
        return [rows[i : i + self._size] for i in range(0, len(rows), self._size)]


def _batch(rows: list[Encoded]) -> tuple[Any, Any]:
    """Tokens, padded, and for each row where its answer begins and its last token lies."""
    width = 1 + _PAD_TO * math.ceil(max(len(row.tokens) for row in rows) / _PAD_TO)
    tokens = np.zeros((len(rows), width), np.int32)
    for place, row in enumerate(rows):
        tokens[place, : len(row.tokens)] = row.tokens
    return mx.array(tokens), mx.array([(row.prompt, len(row.tokens) - 1) for row in rows])


def _check_batches(job: Job) -> None:
    """That what mlx-lm's loss will see of each row is its answer: it masks by the two numbers of `_batch`."""
    for row in [*job.train, *job.valid]:
        tokens, spans = _batch([row])
        first, last = spans[0].tolist()
        seen = tokens[0].tolist()
        labels = [token if first <= place <= last else IGNORED for place, token in enumerate(seen)]
        job.encoder.check(row.example, labels)


class Watch(TrainingCallback):  # type: ignore[misc]  # mlx-lm is untyped
    """Losses, progress, checkpoints after each epoch and as often as asked, early stop."""

    def __init__(self, job: Job, model: Any, optimiser: Any, done: int) -> None:
        self._job, self._model, self._optimiser = job, model, optimiser
        self._start = self._step = done
        self._log = LossLog(job.config.output / "losses.jsonl", from_step=done)
        self._total = steps_of(job.config, len(job.train))
        self._losses: list[float] = []
        self._best, self._best_step, self._worse = math.inf, 0, 0
        self._speeds: list[float] = []
        self._stopped = False
        self._recall_best()

    def on_train_loss_report(self, train_info: dict[str, Any]) -> None:
        """After each batch; a step is over when `accumulate` batches are."""
        config = self._job.config
        self._losses.append(train_info["train_loss"])
        self._speeds.append(train_info["tokens_per_second"])
        if len(self._losses) < config.accumulate:
            return
        loss, self._losses = sum(self._losses) / len(self._losses), []
        self._step += 1
        rate = {"learning_rate": train_info["learning_rate"]}
        self._log.add(self._step, self._epoch(), loss=loss, **rate)
        self._job.report(self._step, self._total, loss)
        if self._step % self._epoch_steps() == 0:
            self._end_of_epoch()
        if config.save_steps and self._step % config.save_steps == 0:
            self.save()
        if config.max_steps and self._step >= config.max_steps:
            self.save()
            raise Enough

    def on_val_loss_report(self, val_info: dict[str, Any]) -> None:
        """mlx-lm evaluates before a step; ours comes after the epoch's last one."""

    def _end_of_epoch(self) -> None:
        if self._job.valid:
            loss = self._evaluate()
            self._log.add(self._step, self._epoch(), eval_loss=loss)
            self._worse = 0 if loss < self._best else self._worse + 1
            if loss < self._best:
                self._best, self._best_step = loss, self._step
                self._save_weights(self._job.config.checkpoints / "best.safetensors")
        self.save()
        if self._job.valid and self._worse >= self._job.config.patience and self._step < self._total:
            self._stopped = True
            raise Enough

    def _evaluate(self) -> float:
        from mlx_lm.tuner.trainer import evaluate

        loss: float = evaluate(
            model=self._model,
            dataset=self._job.valid,
            batch_size=self._job.config.batch_size,
            num_batches=-1,
            max_seq_length=self._job.max_length,
            iterate_batches=Batches(self._job, skip=0),
        )
        self._model.train()
        return loss

    def save(self) -> None:
        """A checkpoint of this step: weights first, then the optimiser's state, which makes it whole."""
        folder = self._job.config.checkpoints / f"checkpoint-{self._step}"
        self._save_weights(folder / "adapters.safetensors")
        state = dict(tree_flatten(self._optimiser.state))
        marks = {"best": str(self._best), "best_step": str(self._best_step), "worse": str(self._worse)}
        _save(folder / _STATE, state, marks)

    def save_best(self) -> None:
        """The adapter that is kept: the best one by validation, else the last."""
        config = self._job.config
        best = config.checkpoints / "best.safetensors"
        if self._best_step and best.exists():
            self._model.load_weights(str(best), strict=False)
        self._save_weights(config.adapter / "adapters.safetensors")
        options = {
            "fine_tune_type": "lora",
            "num_layers": len(self._model.layers),
            "lora_parameters": LORA(config),
            "model": config.model,
        }
        save_config(options, config.adapter / "adapter_config.json")
        (config.output / "last.safetensors").unlink(missing_ok=True)

    def outcome(self, total: int, seconds: float) -> Outcome:
        """What the run came to."""
        return Outcome(
            steps=self._step,
            planned=total,
            best_step=self._best_step or self._step,
            seconds=round(seconds, 1),
            tokens_per_second=round(sum(self._speeds) / max(len(self._speeds), 1), 1),
            stopped_early=self._stopped,
            complete=self._stopped or self._step >= total,
            resumed_from=self._start,
            peak_memory=None if _on_cpu() else int(mx.get_peak_memory()),
        )

    def close(self) -> None:
        """Close the file of losses."""
        self._log.close()

    def _recall_best(self) -> None:
        if not self._start:
            return
        folder = self._job.config.checkpoints / f"checkpoint-{self._start}"
        _, marks = mx.load(str(folder / _STATE), return_metadata=True)
        self._best, self._best_step = float(marks["best"]), int(marks["best_step"])
        self._worse = int(marks["worse"])

    def _save_weights(self, path: Path) -> None:
        _save(path, dict(tree_flatten(self._model.trainable_parameters())), {})

    def _epoch_steps(self) -> int:
        return steps_of(self._job.config, len(self._job.train)) // self._job.config.epochs

    def _epoch(self) -> float:
        return self._step / self._epoch_steps()


def _save(path: Path, arrays: dict[str, Any], metadata: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.stem}.tmp.safetensors")
    with files.writing(path):
        mx.save_safetensors(str(draft), arrays, metadata)
        draft.replace(path)


def last_checkpoint(folder: Path) -> Path | None:
    """The latest checkpoint that was written to its end, if any."""
    found = [path.parent for path in folder.glob(f"checkpoint-*/{_STATE}")]
    return max(found, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def _restore(checkpoint: Path, model: Any, optimiser: Any) -> None:
    model.load_weights(str(checkpoint / "adapters.safetensors"), strict=False)
    optimiser.init(model.trainable_parameters())
    optimiser.state = tree_unflatten(list(mx.load(str(checkpoint / _STATE)).items()))


def _on_cpu() -> bool:
    return bool(mx.default_device() == mx.Device(mx.DeviceType.cpu))
