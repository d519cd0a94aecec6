"""A model card filled from the manifests that the steps left, so that it says what was done and measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from .. import manifest
from ..manifest import Manifest

_HUB_NAME: Final = re.compile(r"[\w-][\w.-]*/[\w.-]+")
"""OWNER/NAME. A folder of the machine that trained is nobody's business."""


def chain_of(model: Path) -> list[Manifest]:
    """The manifests that led to the model in `model`, oldest first: its own, then, along the paths of their
    inputs, those of the steps before. A folder that is gone ends the chain."""
    found: dict[str, Manifest] = {}
    places = [model]
    seen: set[Path] = set()
    while places:
        place = places.pop()
        folder = place if place.is_dir() else place.parent
        for at in (folder, folder.parent):
            if at in seen or not at.is_dir():
                continue
            seen.add(at)
            for done in manifest.read_all(at):
                if done.fingerprint not in found and (at == model or _leads_to(done, place)):
                    found[done.fingerprint] = done
                    places += [Path(entry["path"]) for entry in done.inputs.values()]
    first_to_last = list(found.values())[::-1]
    return sorted(first_to_last, key=lambda done: done.started_at)


def _leads_to(done: Manifest, place: Path) -> bool:
    """Whether the step wrote `place`, or something in it."""
    made = [Path(entry["path"]).resolve() for entry in done.outputs.values()]
    wanted = place.resolve()
    return any(path == wanted or wanted in path.parents for path in made)


def model_card(
    name: str, steps: Sequence[Manifest], *, license_name: str, evaluated: Manifest | None = None
) -> str:
    """The card's text (Markdown with the hub's YAML head). `evaluated` is the manifest of `evaluate`."""
    last = {done.step: done for done in steps}
    trained = last.get("finetune")
    base = str(trained.result.get("base_model", "")) if trained else ""
    quantized = last.get("quantize")
    parts = [
        _head(base, license_name, quantized is not None),
        f"# {name}\n\nWrites a tailored resume, a cover letter and an ATS check for one resume and one job, as one "
        "JSON object. It is made for `resumemate-llm`, which builds the prompt, checks every fact of the answer "
        "against the resume, and is needed for use: the answers are drafts.\n",
        "## Serve it\n\n```sh\nvllm serve . --served-model-name resumemate-14b --max-model-len 16384\n"
        "export SELF_HOSTED_LLM_URL=http://127.0.0.1:8000/v1 LLM_PROVIDER=self-hosted\nresumemate doctor\n```\n",
    ]
    parts += [_training(trained)] if trained else []
    parts += [_quantization(quantized)] if quantized else []
    parts += [_evaluation(evaluated)] if evaluated else []
    parts.append(_steps([*steps, *([evaluated] if evaluated else [])]))
    parts.append(
        "## Limits\n\nIt knows the languages and professions of its training data. It can invent; do not show an "
        "answer that was not checked. It must not decide about people.\n"
    )
    return "\n".join(parts)


def _head(base: str, license_name: str, quantized: bool) -> str:
    lines = ["---", f"license: {license_name}", "library_name: transformers", "pipeline_tag: text-generation"]
    lines += [f"base_model: {base}"] if _HUB_NAME.fullmatch(base) and not Path(base).exists() else []
    lines += ["tags:", "- resumemate", *(["- awq", "- compressed-tensors"] if quantized else []), "---\n"]
    return "\n".join(lines)


def _training(done: Manifest) -> str:
    options, result = done.options, done.result
    rows = {
        "back end": options["backend"],
        "LoRA": f"rank {options['lora_rank']}, alpha {options['lora_alpha'] or options['lora_rank']}",
        "learning rate": f"{options['learning_rate']:g}, cosine, warm-up {options['warmup']:g}",
        "rows of one step": options["batch_size"] * options["accumulate"],
        "epochs": options["epochs"],
        "steps": f"{result['steps']}, kept from step {result['best_step']}",
        "examples": f"{result['examples']['train']} to train on, {result['examples']['valid']} to evaluate",
        "longest example": f"{result['tokens']['longest']} tokens",
        "training loss": f"{result['loss']['first']:.4g} to {result['loss']['last']:.4g} nats for a token",
        "validation loss": f"{result['eval_loss']['best']:.4g}"
        if result.get("eval_loss")
        else "not measured",
        "time": f"{result['seconds']:g} s on {result['device']}",
    }
    return "## Training\n\nOn the answer's tokens only.\n\n" + _table(rows)


def _quantization(done: Manifest) -> str:
    rows: dict[str, object] = {"scheme": done.options["scheme"], "rows": done.result["calibration_rows"]}
    for name in ("before", "after"):
        if found := done.result.get(name):
            rows[f"loss {name}"] = f"{found['loss']:.4f} nats, right first choice {found['first_choice']:.1%}"
    return "## Quantization\n\nAWQ by llm-compressor, calibrated on the project's own prompts.\n\n" + _table(
        rows
    )


def _evaluation(done: Manifest) -> str:
    """The report's figures, one column a model: shares from 0 to 1, seconds, US dollars, tokens."""
    models = done.result["models"]
    test = Path(done.inputs["test"]["path"]).name if "test" in done.inputs else "a test set"
    names = [str(model["model"]) for model in models]
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for metric in (key for key in models[-1] if key != "model"):
        lines.append(f"| {metric} | {' | '.join(_shown(model.get(metric)) for model in models)} |")
    head = f"## Evaluation\n\nOn {test}, beside the reference answers.\n\n"
    return head + "\n".join(lines) + "\n"


def _steps(steps: Iterable[Manifest]) -> str:
    lines = ["## How it was made\n", "| step | when | seconds | versions |", "|---|---|---|---|"]
    for done in steps:
        versions = ", ".join(f"{name} {version}" for name, version in done.versions.items())
        lines.append(f"| {done.step} | {done.started_at} | {done.seconds:g} | {versions} |")
    return "\n".join(lines) + "\n"


def _table(rows: Mapping[str, object]) -> str:
    return (
        "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]) + "\n"
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
