"""Training examples in the formats that trainers read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from .. import jsonl
from ..errors import DataError
from ..examples import Example, read_examples
from ..manifest import Manifest, Step
from .sections import sections_of
from .split import PARTS, refuse_leaks

Format = Literal["mlx", "chatml", "sharegpt", "sections"]
FORMATS: Final = ("mlx", "chatml", "sharegpt", "sections")
_SHAREGPT = {"system": "system", "user": "human", "assistant": "gpt"}


def convert(source: Path, folder: Path, form: Format, *, skipped: Callable[[Manifest], None]) -> Manifest:
    """Write `source`, a training file or a folder of train, valid and test.jsonl, into `folder` as `form`.

    * mlx: train.jsonl, valid.jsonl, test.jsonl, each line `{"messages": [...]}`, as mlx-lm's `--data` reads it;
    * chatml: each line `{"text": ...}` with the messages in ChatML, Qwen2.5's own template;
    * sharegpt: each line `{"conversations": [{"from", "value"}, ...]}`;
    * sections: training files of the contract, one example for each section of the SDK's plan, for models
      that answer sections in parallel.

    Raises `Leak` for a folder whose train and test share a resume.
    """
    files = source_files(source)
    step = Step(
        f"convert-{form}", folder, inputs={path.name: path for path in files}, options={"format": form}
    )
    if (done := step.finished()) is not None:
        skipped(done)
        return done
    held = {path.stem: read_examples(path) for path in files}
    if len(held) > 1:
        refuse_leaks(held)
    outputs, counts = [], {}
    for name, examples in held.items():
        rows = list(_rows(examples, form))
        outputs.append(folder / (f"{name}.jsonl" if len(held) > 1 or form != "mlx" else "train.jsonl"))
        jsonl.write(outputs[-1], rows)
        counts[name] = len(rows)
    return step.finish(outputs=outputs, result={"rows": counts})


def source_files(source: Path) -> list[Path]:
    """The training files of `source`: itself, or those of the split that are in the folder."""
    if not source.is_dir():
        return [source]
    files = [path for name in PARTS if (path := source / f"{name}.jsonl").exists()]
    if not files or files[0].stem != "train":
        raise DataError("no train.jsonl in it", path=source, fix="make it with: resumemate-train data split")
    return [path for path in files if path.stat().st_size]


def chatml(example: Example) -> str:
    """The messages in ChatML: what Qwen2.5's own chat template makes of them."""
    return "".join(f"<|im_start|>{m.role}\n{m.content}<|im_end|>\n" for m in example.messages)


def _rows(examples: Sequence[Example], form: Format) -> Iterator[dict[str, Any]]:
    for example in examples:
        if form == "mlx":
            yield {"messages": [message.model_dump() for message in example.messages]}
        elif form == "chatml":
            yield {"text": chatml(example)}
        elif form == "sharegpt":
            turns = [{"from": _SHAREGPT[m.role], "value": m.content} for m in example.messages]
            yield {"conversations": turns}
        else:
            yield from (section.to_wire() for section in sections_of(example))
