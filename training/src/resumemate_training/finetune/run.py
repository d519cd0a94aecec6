"""One fine-tuning run, from options to an adapter with a manifest.

check the environment -> read and encode the data -> measure lengths -> plan memory
-> train (from the last checkpoint) -> scan the adapter -> plot -> manifest
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from .. import files
from ..errors import DataError, SetupError, StepFailed
from ..manifest import Manifest, Step
from ..shape import ModelShape, read_shape, shape_of
from ..terminal import say_skipped
from ..weights import check_finite
from . import losses
from .backends import BACKENDS, check_environment
from .config import FinetuneConfig
from .device import find_device
from .encoding import ChatEncoder, Encoded
from .examples import read_dataset
from .job import Job, Outcome, is_main_process
from .lengths import Lengths, fit, measure
from .memory import MemoryPlan, plan_memory

RUN: Final = "run.json"
Say = Callable[[str], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Prepared:
    """A run that has been checked and planned, and not started."""

    job: Job
    lengths: Lengths
    memory: MemoryPlan
    versions: dict[str, str]


def prepare(config: FinetuneConfig, *, report: Callable[[int, int, float], None], say: Say) -> Prepared:
    """Check everything that can be checked before the model is loaded.

    Raises `SetupError` for an environment or a chat template that cannot work, `DataError` for data that
    cannot be used or does not fit.
    """
    backend = BACKENDS[config.backend]
    versions = check_environment(backend)
    if config.backend == "unsloth":
        from .unsloth_backend import prepare as import_unsloth

        import_unsloth()
    dataset = read_dataset(config.data)
    tokenizer = load_tokenizer(config.model)
    encoder = ChatEncoder(tokenizer)
    train = [encoder.encode(example) for example in dataset.train]
    valid = [encoder.encode(example) for example in dataset.valid]
    shape = _shape(config.model)
    lengths = measure([*train, *valid], window=shape.window, asked=config.max_length)
    for warning in lengths.warnings():
        say(warning)
    kept = fit([*train, *valid], lengths, drop=config.drop_long)
    memory = plan_memory(shape, config, min(lengths.limit, lengths.longest), find_device())
    job = Job(
        config=config,
        tokenizer=tokenizer,
        encoder=encoder,
        train=_kept(train, kept),
        valid=_kept(valid, kept),
        max_length=lengths.limit,
        report=report,
    )
    if not job.train:
        raise DataError("every training example is too long", path=config.data)
    return Prepared(job, lengths, memory, versions)


def finetune(prepared: Prepared, *, say: Say) -> Manifest | None:
    """Train, or go on with an interrupted run; returns the manifest.

    None in the other processes of a distributed run, and where `max_steps` ended the run before its end.
    Raises `StepFailed` for an adapter or a loss that is not finite, `SetupError` where `output` holds a run
    with other options, `Busy` where another process is at work in it, `DiskFull`.
    """
    job = prepared.job
    if not is_main_process():
        BACKENDS[job.config.backend].train(job)
        return None
    with files.lock(job.config.output / RUN):
        step = step_of(job.config, prepared.versions)
        if (done := step.finished()) is not None:
            say_skipped(done)
            return done
        _claim(job.config, step)
        with files.room_on_disk(job.config.output):
            outcome = BACKENDS[job.config.backend].train(job)
        rows = losses.read_losses(job.config.output / "losses.jsonl")
        for line in losses.summary(rows):
            say(line)
        plotted = losses.plot(rows, job.config.output / "loss.png")
        if not plotted:
            say("no loss.png: pip install 'resumemate-training[plots]' draws it")
        if not outcome.complete:
            say(f"stopped after {outcome.steps} of {outcome.planned} steps, as asked; run again to go on")
            return None
        tensors = check_finite(job.config.adapter)
        return step.finish(
            outputs=[job.config.adapter], result=_result(prepared, outcome, rows) | {"tensors": tensors}
        )


def step_of(config: FinetuneConfig, versions: dict[str, str]) -> Step:
    """The manifest's step: what decides the result."""
    inputs = {"train": config.data / "train.jsonl"}
    if (config.data / "valid.jsonl").is_file():
        inputs["valid"] = config.data / "valid.jsonl"
    if Path(config.model).is_dir():
        inputs["model"] = Path(config.model)
    options = config.options() | {"model": Path(config.model).name if "model" in inputs else config.model}
    return Step("finetune", config.output, inputs=inputs, options=options, tools=versions)


def load_tokenizer(model: str) -> Any:
    """The model's own tokenizer. Raises `DataError` for a folder without one."""
    from transformers import AutoTokenizer

    folder = Path(model)
    if folder.is_dir() and not any(
        (folder / name).is_file() for name in ("tokenizer.json", "tokenizer.model", "vocab.json")
    ):
        raise DataError(
            "no tokenizer in it (tokenizer.json)", path=model, fix="copy it from the model's original"
        )
    try:
        return AutoTokenizer.from_pretrained(model)
    except (OSError, ValueError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise DataError(f"its tokenizer cannot be loaded: {first}", path=model) from error


def _shape(model: str) -> ModelShape:
    try:
        return read_shape(model)
    except DataError:
        if Path(model).exists():
            raise
    from transformers import AutoConfig

    return shape_of(AutoConfig.from_pretrained(model).to_dict(), model)


def _kept(rows: list[Encoded], kept: list[Encoded]) -> list[Encoded]:
    places = {row.example.place for row in kept}
    return [row for row in rows if row.example.place in places]


def _claim(config: FinetuneConfig, step: Step) -> None:
    """Write down whose folder this is. Raises `SetupError` where it is another run's."""
    import json

    path = config.output / RUN
    mine = {"fingerprint": step.fingerprint, "options": step.options, "inputs": step.inputs}
    if path.exists() and any(config.checkpoints.glob("checkpoint-*")):
        try:
            theirs = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise DataError("damaged", path=path, fix="delete the folder and start again") from error
        if theirs.get("fingerprint") != step.fingerprint:
            raise SetupError(
                f"{config.output}: holds a run with other {_changed(theirs, mine)}; go on with the same, or "
                "name another --output"
            )
    files.write_json(path, mine)


def _changed(theirs: dict[str, Any], mine: dict[str, Any]) -> str:
    names = [
        name
        for kind in ("options", "inputs")
        for name in sorted({*theirs.get(kind, {}), *mine[kind]})
        if _content(theirs.get(kind, {}).get(name)) != _content(mine[kind].get(name))
    ]
    return ", ".join(names) or "content"


def _content(value: Any) -> Any:
    return value.get("sha256") if isinstance(value, dict) else value


def _result(prepared: Prepared, outcome: Outcome, rows: list[dict[str, Any]]) -> dict[str, Any]:
    _, training = losses.series(rows, "loss")
    _, validation = losses.series(rows, "eval_loss")
    if not training:
        raise StepFailed("the run left no losses; look at what it printed")
    job, device = prepared.job, prepared.memory.device
    return dataclasses.asdict(outcome) | {
        "backend": job.config.backend,
        "base_model": job.config.model,
        "device": device.name,
        "examples": {"train": len(job.train), "valid": len(job.valid)},
        "tokens": {"longest": prepared.lengths.longest, "answers": prepared.lengths.answers},
        "left_out": [row.example.place for row in prepared.lengths.too_long],
        "max_length": job.max_length,
        "loss": {"first": training[0], "last": training[-1]},
        "eval_loss": {"best": min(validation), "last": validation[-1]} if validation else None,
        "memory_planned": round(prepared.memory.total),
    }
