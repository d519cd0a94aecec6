"""A base model and its adapter as one model, and the proof that both answer alike."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from . import files, manifest
from .errors import DataError, SetupError, StepFailed
from .manifest import Manifest, Step
from .terminal import say_skipped
from .weights import check_finite

LEAST_AGREEMENT: Final = 0.9
"""Share of positions at which the merged model must have the same first choice. Below it something is
broken; in bfloat16 a few near ties fall the other way."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished fine-tuning run: its adapter, its base model and who trained it."""

    adapter: Path
    base: str
    backend: str

    @property
    def is_mlx(self) -> bool:
        """Whether the adapter has mlx-lm's form, which peft does not read."""
        return (self.adapter / "adapters.safetensors").is_file()


def read_run(folder: Path, base: str | None = None) -> Run:
    """The run in `folder`, with another place for the base model where `base` is given.

    Raises `DataError` where the run did not reach its end.
    """
    done = manifest.read(folder, "finetune")
    adapter = folder / "adapter"
    if not adapter.is_dir():
        raise DataError("no adapter in it", path=folder, fix="run finetune again")
    recorded = done.inputs.get("model", {}).get("path") or done.options["model"]
    return Run(adapter, base or recorded, done.options["backend"])


def merge(folder: Path, output: Path, *, base: str | None = None, check: bool = True) -> Manifest:
    """Merge the run in `folder` into `output`, a folder in the form that transformers and vLLM load.

    With `check`, both are asked about the project's own prompt, and `StepFailed` is raised where they do
    not agree. Raises it too for an adapter or a result with numbers that are not finite.
    """
    run = read_run(folder, base)
    inputs = {"adapter": run.adapter} | ({"model": Path(run.base)} if Path(run.base).is_dir() else {})
    tools = ("mlx-lm",) if run.is_mlx else ("torch", "transformers", "peft")
    step = Step("merge", output, inputs=inputs, options={"base": Path(run.base).name}, tools=tools)
    if (done := step.finished()) is not None:
        say_skipped(done)
        return done
    claim(output, step.path)
    check_finite(run.adapter)
    with files.room_on_disk(output):
        agreement = (_merge_mlx if run.is_mlx else _merge_peft)(run, output, check=check)
    tensors = check_finite(output)
    result = {"backend": run.backend, "base_model": run.base, "tensors": tensors, "agreement": agreement}
    if agreement is not None and agreement < LEAST_AGREEMENT:
        raise StepFailed(
            f"{output}: the merged model agrees with base and adapter at {agreement:.0%} of the positions only; "
            "is it the base that the adapter was trained on?"
        )
    return step.finish(outputs=model_files(output), result=result)


def claim(output: Path, manifest_file: Path) -> None:
    """Make room for a new result. Raises `DataError` where `output` holds files that no such step left."""
    if output.exists() and any(output.iterdir()):
        marker = output / ".unfinished"
        if not (manifest_file.exists() or marker.exists()):
            raise DataError("not empty, and no result of this step", path=output, fix="name a new folder")
        shutil.rmtree(output)
    output.mkdir(parents=True, exist_ok=True)
    (output / ".unfinished").touch()


def model_files(output: Path) -> list[Path]:
    """The files of a finished model folder; the mark of an unfinished one goes."""
    (output / ".unfinished").unlink(missing_ok=True)
    return sorted(path for path in output.iterdir() if path.is_file() and ".manifest." not in path.name)


def _merge_peft(run: Run, output: Path, *, check: bool) -> float | None:
    try:
        from peft import PeftModel
        from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError as error:
        raise SetupError(f"merge needs the environment of the trl or unsloth back end: {error}") from error
    tokenizer = AutoTokenizer.from_pretrained(run.adapter)
    model = AutoModelForCausalLM.from_pretrained(run.base, dtype="auto", device_map=_place())
    adapted = PeftModel.from_pretrained(model, str(run.adapter))
    before = _choices(adapted, tokenizer) if check else None
    merged = adapted.merge_and_unload(safe_merge=True)
    merged.save_pretrained(output)
    tokenizer.save_pretrained(output)
    if before is None:
        return None
    del model, adapted, merged
    again = AutoModelForCausalLM.from_pretrained(output, dtype="auto", device_map=_place())
    return _share(before, _choices(again, tokenizer))


def _merge_mlx(run: Run, output: Path, *, check: bool) -> float | None:
    try:
        import mlx.core as mx
        from mlx_lm import load
    except ImportError as error:
        raise SetupError(
            f"merge of an adapter of mlx needs the environment of the mlx back end: {error}"
        ) from error
    command = [sys.executable, "-m", "mlx_lm", "fuse", "--model", run.base]
    command += ["--adapter-path", str(run.adapter), "--save-path", str(output)]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603
        raise StepFailed("mlx_lm fuse failed; its message stands above")
    if not check:
        return None
    choices = []
    for model, tokenizer in (load(run.base, adapter_path=str(run.adapter)), load(str(output))):
        tokens = tokenizer.encode(probe_text(), add_special_tokens=False)
        choices.append(mx.argmax(model(mx.array([tokens]))[0], axis=-1).tolist())
    return _share(*choices)


def probe_text() -> str:
    """What both models are asked: the prompt that every request of the SDK begins with."""
    from resumemate_llm.prompts import system_prompt

    return system_prompt()


def _choices(model: Any, tokenizer: Any) -> list[int]:
    """The most likely next token at each position of the probe."""
    import torch

    tokens = tokenizer(probe_text(), add_special_tokens=False, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        logits = model(input_ids=tokens.to(model.device)).logits[0]
    chosen: list[int] = logits.argmax(-1).tolist()
    return chosen


def _share(one: list[int], other: list[int]) -> float:
    return round(sum(a == b for a, b in zip(one, other, strict=True)) / len(one), 4)


def _place() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
