"""AWQ in 4 bits by llm-compressor, calibrated on our own prompts and compared before and after.

What comes out is in the form `compressed-tensors`, which vLLM recognises by itself: a `--quantization` flag
is wrong for it (`resumemate_training.serving.flags`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from .. import files
from ..errors import DataError, MissingPackage, SetupError, StepFailed
from ..finetune.encoding import ChatEncoder, Encoded
from ..finetune.examples import read_examples
from ..manifest import Manifest, Step
from ..merge import claim, model_files
from ..terminal import say, say_skipped
from ..weights import Tensor, tensors

GROUP: Final = 128
"""Input weights that share one scale (scheme W4A16_ASYM)."""
_IGNORED: Final = re.compile(r"(^|\.)(lm_head|embed_tokens)\.weight$|norm\.weight$")


@dataclass(frozen=True, slots=True)
class Quality:
    """A model on held-out answers, the right tokens before each position given.

    `loss` is the mean negative log-likelihood of an answer's token in nats, `first_choice` the share of
    positions where the right token is the most likely one.
    """

    loss: float
    first_choice: float
    tokens: int


def check_groups(model: Path, group: int = GROUP) -> int:
    """That every linear layer can be cut into groups; returns how many there are.

    Raises `SetupError` naming the layers whose input size is no multiple of `group`: llm-compressor would
    find out after the calibration, and some kernels of vLLM only when they load the result.
    """
    layers = [tensor for tensor in tensors(model) if _is_linear(tensor)]
    if not layers:
        raise DataError("no linear layer in it", path=model)
    odd = [tensor for tensor in layers if tensor.shape[1] % group]
    if odd:
        shown = ", ".join(f"{tensor.name} ({tensor.shape[1]})" for tensor in odd[:3])
        raise SetupError(
            f"{model}: the input sizes of {len(odd)} of {len(layers)} linear layers are no multiple of "
            f"{group}: {shown}; AWQ needs that, so serve this model as it is or with 8 bits"
        )
    return len(layers)


def _is_linear(tensor: Tensor) -> bool:
    return tensor.name.endswith(".weight") and len(tensor.shape) == 2 and not _IGNORED.search(tensor.name)


def quantize(
    model: Path,
    output: Path,
    *,
    calibration: Path,
    held_out: Path | None,
    samples: int = 128,
    max_length: int = 8_192,
    max_loss_rise: float = 0.1,
) -> Manifest:
    """Quantize `model` into `output`.

    `calibration` and `held_out` are training files (`messages`); at most `samples` rows of the first are
    used. With `held_out`, raises `StepFailed` where the loss on its answers rises by more than
    `max_loss_rise` nats, also for a model that is there already; the result is kept for inspection, marked
    as unfinished.
    """
    _import()
    options = {"scheme": "W4A16_ASYM", "group": GROUP, "samples": samples, "max_length": max_length}
    inputs = {"model": model, "calibration": calibration} | ({"held_out": held_out} if held_out else {})
    step = Step(
        "quantize", output, inputs=inputs, options=options, tools=("llmcompressor", "torch", "transformers")
    )
    if (done := step.finished()) is not None:
        say_skipped(done)
        _expect_quality(output, done.result, max_loss_rise)
        return done
    layers = check_groups(model)
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model)
    encoder = ChatEncoder(tokenizer)
    rows = _rows(encoder, calibration, max_length)[:samples]
    checked = _rows(encoder, held_out, max_length) if held_out else []
    claim(output, step.path)
    before = quality(model, checked) if checked else None
    with files.room_on_disk(output):
        run_awq(model, output, tokenizer, rows, max_length)
    after = quality(output, checked) if checked else None
    result: dict[str, Any] = {"layers": layers, "calibration_rows": len(rows), "method": method(output)}
    if before and after:
        result |= {"before": asdict(before), "after": asdict(after)}
        say(
            f"loss on held-out answers {before.loss:.4f} -> {after.loss:.4f} nats, right first choice "
            f"{before.first_choice:.1%} -> {after.first_choice:.1%}"
        )
    _expect_quality(output, result, max_loss_rise)
    return step.finish(outputs=model_files(output), result=result)


def _expect_quality(output: Path, result: Mapping[str, Any], max_loss_rise: float) -> None:
    if "after" not in result:
        return
    rise = result["after"]["loss"] - result["before"]["loss"]
    if rise > max_loss_rise:
        raise StepFailed(
            f"{output}: quantizing raised the loss on held-out answers by {rise:.3f} nats "
            f"(allowed {max_loss_rise}); calibrate on more rows (--samples), or serve the unquantized model"
        )


def run_awq(model: Path, output: Path, tokenizer: Any, rows: Sequence[Encoded], max_length: int) -> None:
    """Scale by AWQ, quantize every linear layer but the head, and save in compressed form."""
    import torch
    from datasets import Dataset
    from llmcompressor import oneshot
    from llmcompressor.modifiers.quantization import QuantizationModifier
    from llmcompressor.modifiers.transform.awq import AWQModifier
    from transformers import AutoModelForCausalLM

    if not torch.accelerator.is_available():
        _do_not_pin_memory()
    loaded = AutoModelForCausalLM.from_pretrained(model, dtype="auto")
    table = Dataset.from_dict(
        {
            "input_ids": [row.tokens for row in rows],
            "attention_mask": [[1] * len(row.tokens) for row in rows],
        }
    )
    oneshot(
        model=loaded,
        processor=tokenizer,
        dataset=table,
        recipe=[
            AWQModifier(),
            QuantizationModifier(targets=["Linear"], scheme="W4A16_ASYM", ignore=["lm_head"]),
        ],
        max_seq_length=max_length,
        num_calibration_samples=len(rows),
    )
    loaded.save_pretrained(output, save_compressed=True)
    tokenizer.save_pretrained(output)


def _do_not_pin_memory() -> None:
    """llm-compressor 0.13 and 0.14 pin memory for a GPU without asking whether there is one, and fail."""
    from llmcompressor.pipelines.cache import IntermediatesCache

    def stay(*_: object, **__: object) -> None:
        return None

    IntermediatesCache.pin_memory = stay


def quality(model: Path, rows: Sequence[Encoded]) -> Quality:
    """The model in `model` on the answers of `rows`."""
    import torch
    from transformers import AutoModelForCausalLM

    place = "cuda" if torch.cuda.is_available() else "cpu"
    loaded = AutoModelForCausalLM.from_pretrained(model, dtype="auto", device_map=place).eval()
    total, right, count = 0.0, 0, 0
    for row in rows:
        tokens = torch.tensor([row.tokens], device=place)
        with torch.no_grad():
            logits = loaded(input_ids=tokens).logits[0, row.prompt - 1 : -1].float()
        wanted = tokens[0, row.prompt :]
        total += torch.nn.functional.cross_entropy(logits, wanted, reduction="sum").item()
        right += int((logits.argmax(-1) == wanted).sum())
        count += len(wanted)
    return Quality(round(total / count, 6), round(right / count, 6), count)


def method(model: Path) -> str | None:
    """`quant_method` of a model's config.json; None where it is not quantized."""
    try:
        config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"cannot read: {error}", path=model / "config.json") from error
    found: str | None = (config.get("quantization_config") or {}).get("quant_method")
    return found


def _rows(encoder: ChatEncoder, path: Path, max_length: int) -> list[Encoded]:
    encoded = [encoder.encode(example) for example in read_examples(path)]
    kept = list(_fitting(encoded, max_length))
    if not kept:
        raise DataError(f"no example of up to {max_length} tokens", path=path, fix="raise --max-length")
    return kept


def _fitting(rows: Sequence[Encoded], max_length: int) -> Iterator[Encoded]:
    for row in rows:
        if len(row.tokens) <= max_length:
            yield row
        else:
            say(f"{row.example.place}: {len(row.tokens)} tokens are more than {max_length}; left out")


def _import() -> None:
    try:
        import llmcompressor  # noqa: F401
    except ImportError as error:
        raise MissingPackage("quantize", "quantize") from error
