"""llm-compressor for real: 4 bits, compared on held-out answers, and refused where a size cannot be grouped."""

from __future__ import annotations

import json
import re

import pytest

from .conftest import Workshop

pytest.importorskip("llmcompressor", exc_type=ImportError)
pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_model_is_quantized_and_compared(workshop: Workshop) -> None:
    output = workshop.place / "awq"
    data = ("--calibration", workshop.data / "train.jsonl", "--held-out", workshop.data / "valid.jsonl")
    code, said = workshop.cli("quantize", workshop.model, "--output", output, *data, "--max-loss-rise", 5)
    assert code == 0 and "vLLM needs no --quantization flag" in said, said
    config = json.loads((output / "config.json").read_text())["quantization_config"]
    assert (config["quant_method"], config["format"]) == ("compressed-tensors", "pack-quantized")
    result = json.loads((output / "quantize.manifest.json").read_text())["result"]
    assert result["layers"] == 14 and result["before"]["tokens"] == result["after"]["tokens"] > 50
    code, said = workshop.cli("quantize", workshop.model, "--output", output, *data, "--max-loss-rise", 5)
    assert code == 0 and "skipped" in said


def test_a_loss_that_rises_too_much_fails_the_step(workshop: Workshop) -> None:
    output = workshop.place / "worse"
    data = ("--calibration", workshop.data / "train.jsonl", "--held-out", workshop.data / "valid.jsonl")
    code, said = workshop.cli("quantize", workshop.model, "--output", output, *data, "--max-loss-rise", 0)
    before, after = re.search(r"answers ([\d.]+) -> ([\d.]+) nats", said).groups()  # type: ignore[union-attr]
    assert (code != 0) == (float(after) > float(before))
    assert (output / ".unfinished").exists() == (code != 0)
    if code:
        assert "raised the loss on held-out answers" in said
