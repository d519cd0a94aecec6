"""LoRA by TRL and PEFT: any machine, and several GPUs under torchrun or accelerate.

`train_with` is shared with the unsloth back end, which brings a model and a trainer of its own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from transformers import EarlyStoppingCallback, PrinterCallback, TrainerCallback, set_seed

from ..errors import StepFailed
from .config import LORA_TARGETS
from .encoding import Encoded
from .job import Enough, Job, Outcome, is_main_process
from .losses import LossLog

STATE: Final = "trainer_state.json"


def train(job: Job) -> Outcome:
    """Train with TRL."""
    from peft import LoraConfig
    from trl import SFTConfig, SFTTrainer

    config = job.config
    set_seed(config.seed)
    lora = LoraConfig(
        r=config.lora_rank,
        lora_alpha=config.alpha,
        lora_dropout=0.0,
        bias="none",
        task_type="CAUSAL_LM",
        target_modules=list(LORA_TARGETS),
    )

    def make(**shared: Any) -> Any:
        settings = SFTConfig(**settings_of(job), model_init_kwargs={"dtype": _dtype()})
        return SFTTrainer(model=config.model, args=settings, peft_config=lora, **shared)

    return train_with(job, make)


def settings_of(job: Job) -> dict[str, Any]:
    """What SFTConfig is told, for TRL 1.15 and 1.16 alike."""
    import torch

    _quiet()
    config, gpu = job.config, torch.cuda.is_available()
    best = (
        {
            "load_best_model_at_end": True,
            "metric_for_best_model": "eval_loss",
            "greater_is_better": False,
            "eval_strategy": "epoch",
        }
        if job.valid
        else {}
    )
    return best | {
        "output_dir": str(config.checkpoints),
        "num_train_epochs": config.epochs,
        "per_device_train_batch_size": config.batch_size,
        "per_device_eval_batch_size": config.batch_size,
        "gradient_accumulation_steps": config.accumulate,
        "learning_rate": config.learning_rate,
        "lr_scheduler_type": "cosine",
        "warmup_steps": config.warmup,
        "max_length": job.max_length,
        "packing": False,
        "padding_free": False,
        "gradient_checkpointing": config.gradient_checkpointing and gpu,
        "bf16": gpu,
        "use_cpu": not (gpu or torch.backends.mps.is_available()),
        "logging_steps": 1,
        "save_strategy": "epoch",
        "save_total_limit": 2,
        "report_to": "none",
        "disable_tqdm": True,
        "seed": config.seed,
        "dataloader_pin_memory": gpu,
    }


def train_with(job: Job, make: Callable[..., Any]) -> Outcome:
    """Train with the trainer that `make` builds, from the last whole checkpoint if there is one."""
    start = last_checkpoint(job.config.checkpoints)
    done_before = int(start.name.rpartition("-")[2]) if start else 0
    watch = Watch(job, done_before)
    callbacks = [watch]
    if job.valid:
        callbacks.append(EarlyStoppingCallback(early_stopping_patience=job.config.patience))
    trainer = make(
        processing_class=job.tokenizer,
        train_dataset=_table(job.train),
        eval_dataset=_table(job.valid) if job.valid else None,
        callbacks=callbacks,
    )
    trainer.remove_callback(PrinterCallback)
    check_batches(job, trainer)
    began = time.perf_counter()
    try:
        trainer.train(resume_from_checkpoint=str(start) if start else None)
    except Enough:
        pass
    finally:
        watch.close()
    seconds = time.perf_counter() - began
    outcome = _outcome(job, trainer, done_before, seconds)
    if outcome.complete:
        trainer.save_model(str(job.config.adapter))
    return outcome


def check_batches(job: Job, trainer: Any) -> None:
    """That the trainer's own batches hold every example, each with exactly its answer as labels.

    Raises `StepFailed`: this is the last look before money is spent.
    """
    for name, rows, table in (
        ("train", job.train, trainer.train_dataset),
        ("valid", job.valid, trainer.eval_dataset),
    ):
        if len(table or ()) != len(rows):
            raise StepFailed(
                f"the trainer kept {len(table or ())} of {len(rows)} {name} examples; not started"
            )
        for row, kept in zip(rows, table or (), strict=True):
            batch = trainer.data_collator([kept])
            job.encoder.check(row.example, batch["labels"][0].tolist())


def last_checkpoint(folder: Path) -> Path | None:
    """The latest checkpoint that was written to its end (its state is written last), if any."""
    found = [path for path in folder.glob("checkpoint-*") if _is_whole(path)]
    return max(found, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def _is_whole(checkpoint: Path) -> bool:
    try:
        json.loads((checkpoint / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return True


class Watch(TrainerCallback):  # type: ignore[misc]  # transformers is untyped here
    """Writes every loss, reports progress, saves between epochs where asked, and ends a run at `max_steps`."""

    def __init__(self, job: Job, from_step: int) -> None:
        self._job, self._last = job, float("nan")
        path = job.config.output / "losses.jsonl"
        self._log = LossLog(path, from_step=from_step) if is_main_process() else None

    def on_log(
        self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **_: Any
    ) -> None:
        """A loss of training or of an evaluation."""
        logs = logs or {}
        kept = {name: logs[name] for name in ("loss", "eval_loss", "learning_rate") if name in logs}
        self._last = logs.get("loss", self._last)
        if self._log and ("loss" in kept or "eval_loss" in kept):
            self._log.add(state.global_step, state.epoch or 0.0, **kept)
            self._job.report(state.global_step, state.max_steps, self._last)

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """After each optimiser step."""
        config = self._job.config
        if state.global_step % (state.max_steps // config.epochs) == 0:
            return  # the epoch's own checkpoint follows, after its evaluation
        if (config.save_steps and state.global_step % config.save_steps == 0) or self._is_enough(state):
            control.should_save = True

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """After each checkpoint."""
        if self._is_enough(state):
            raise Enough

    def _is_enough(self, state: Any) -> bool:
        most = self._job.config.max_steps
        return bool(most and most <= state.global_step < state.max_steps)

    def close(self) -> None:
        """Close the file of losses."""
        if self._log:
            self._log.close()


def _outcome(job: Job, trainer: Any, done_before: int, seconds: float) -> Outcome:
    import torch

    state = trainer.state
    planned = state.max_steps
    most = job.config.max_steps
    complete = not (most and most <= state.global_step < planned)
    share = (state.global_step - done_before) / max(planned, 1)
    tokens = sum(len(row.tokens) for row in job.train) * job.config.epochs * share
    return Outcome(
        steps=state.global_step,
        planned=planned,
        best_step=state.best_global_step or state.global_step,
        seconds=round(seconds, 1),
        tokens_per_second=round(tokens / max(seconds, 1e-9), 1),
        stopped_early=complete and state.global_step < planned,
        complete=complete,
        resumed_from=done_before,
        peak_memory=torch.cuda.max_memory_allocated() if torch.cuda.is_available() else None,
    )


def _table(rows: list[Encoded]) -> Any:
    from datasets import Dataset

    return Dataset.from_dict(
        {"input_ids": [row.tokens for row in rows], "labels": [row.labels for row in rows]}
    )


def _quiet() -> None:
    """No bars and no warnings about names that will go away: what matters is in losses and manifest."""
    import warnings

    import datasets
    import transformers

    datasets.disable_progress_bars()
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"(transformers|trl|peft)\.")


def _dtype() -> Any:
    import torch

    return torch.bfloat16 if torch.cuda.is_available() else torch.float32
