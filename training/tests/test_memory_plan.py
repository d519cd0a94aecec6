"""The memory plan: the public numbers of the plan's model, parts that add up, and changes that make it fit."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_training.errors import DataError, SetupError
from resumemate_training.finetune.commands import advice
from resumemate_training.finetune.config import DEFAULT_MODEL, FinetuneConfig
from resumemate_training.finetune.device import Device, find_device, parse_nvidia
from resumemate_training.finetune.memory import GIB, plan_memory
from resumemate_training.shape import ModelShape, read_shape, shape_of

SHAPE = read_shape(DEFAULT_MODEL)
H200 = Device("H200", "gpu", 139 * GIB)
A100 = Device("A100", "gpu", 40 * GIB)


def test_the_plans_model_has_the_parameters_its_makers_say() -> None:
    assert SHAPE.parameters == 14_770_033_664


def test_lora_of_rank_64_adds_a_known_number() -> None:
    attention = 64 * (4 * 5120 + 5120 + 5120 + 2 * 1024)
    assert SHAPE.adapter_parameters(64) == 48 * (attention + 64 * 3 * (5120 + 13824))


def test_the_plans_run_fits_a_large_gpu() -> None:
    plan = plan_memory(SHAPE, FinetuneConfig(), 6_000, H200)
    sizes = {part.name: part.size / GIB for part in plan.parts}
    assert plan.fits and plan.changes == ()
    assert sizes["weights"] == pytest.approx(27.5, abs=0.1)
    assert sizes["optimiser"] == pytest.approx(2 * sizes["adapters"])
    assert plan.total == pytest.approx(sum(part.size for part in plan.parts))


def test_what_does_not_fit_says_the_changes_in_order_until_it_does() -> None:
    plan = plan_memory(SHAPE, FinetuneConfig(gradient_checkpointing=False), 6_000, A100)
    words = [word for word, _ in plan.changes]
    assert not plan.fits and plan.can_fit
    assert words[0].startswith("leave gradient checkpointing on")
    assert words[1].startswith("--batch-size 1 --accumulate 2")
    assert plan.changes[-1][1] <= A100.memory
    assert "does not fit" in advice(plan)[0]


def test_where_nothing_helps_the_device_that_would_is_named() -> None:
    plan = plan_memory(SHAPE, FinetuneConfig(), 6_000, Device("small", "gpu", 8 * GIB))
    assert not plan.can_fit
    assert advice(plan)[-1].startswith("even so it needs a device with")


def test_mlx_makes_its_logits_whole() -> None:
    def logits(backend: str) -> float:
        config = FinetuneConfig(backend=backend)  # type: ignore[arg-type]
        plan = plan_memory(SHAPE, config, 4_000, H200)
        return next(part.size for part in plan.parts if part.name == "logits")

    assert logits("mlx") > 10 * logits("trl")


@given(
    batch=st.integers(1, 8),
    length=st.integers(64, 16_384),
    rank=st.sampled_from([8, 16, 64, 128]),
    memory=st.integers(1, 200),
)
def test_more_rows_need_more_and_changes_never_need_more(
    batch: int, length: int, rank: int, memory: int
) -> None:
    config = FinetuneConfig(batch_size=batch, lora_rank=rank)
    device = Device("any", "gpu", memory * GIB)
    plan = plan_memory(SHAPE, config, length, device)
    more = plan_memory(SHAPE, dataclasses.replace(config, batch_size=batch + 1), length, device)
    assert more.total > plan.total
    needed = [plan.total, *(size for _, size in plan.changes)]
    assert needed == sorted(needed, reverse=True)


def test_a_shape_is_read_from_a_folder(tmp_path: Path) -> None:
    config = {
        "model_type": "qwen2",
        "hidden_size": 128,
        "intermediate_size": 384,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "vocab_size": 2048,
        "tie_word_embeddings": True,
        "max_position_embeddings": 32768,
    }
    (tmp_path / "config.json").write_text(json.dumps(config))
    shape = read_shape(str(tmp_path))
    assert (shape.parameters, shape.window, shape.head_dim) == (656_512, 32_768, 32)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no config\.json"):
        read_shape(str(tmp_path))
    with pytest.raises(DataError, match="its dimensions are not known here"):
        read_shape("somebody/some-model")
    with pytest.raises(DataError, match="'hidden_size' is missing"):
        shape_of({"num_attention_heads": 4})


def test_what_nvidia_smi_lists_is_read() -> None:
    said = "NVIDIA H200, 143771\nNVIDIA H200, 143771\n"
    assert parse_nvidia(said) == Device("NVIDIA H200", "gpu", 143771 << 20, 2)
    assert parse_nvidia("") is None
    assert parse_nvidia("NVIDIA GB10, [N/A]\n") is None
    assert find_device().memory > GIB


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"epochs": 0}, "epochs must be 1 or more"),
        ({"learning_rate": 2}, "the plan's is 2e-5"),
        ({"warmup": 3}, "a share of the steps"),
        ({"load_in_4bit": True}, "--backend unsloth"),
    ],
)
def test_options_that_cannot_work_are_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(SetupError, match=said):
        FinetuneConfig(**options)  # type: ignore[arg-type]


def test_the_defaults_are_the_plans() -> None:
    config = FinetuneConfig()
    assert (config.model, config.epochs, config.batch_size) == ("Qwen/Qwen2.5-14B-Instruct", 3, 2)
    assert (config.learning_rate, config.lora_rank, config.alpha) == (2e-5, 64, 64)


def test_a_shape_with_untied_embeddings_counts_them_twice() -> None:
    def parameters(tied: bool) -> int:
        shape = {name: getattr(SHAPE, name) for name in ModelShape.__dataclass_fields__}
        return ModelShape(**shape | {"tied": tied}).parameters

    assert parameters(False) - parameters(True) == SHAPE.vocab * SHAPE.hidden


def test_the_table_in_the_docs_is_what_the_plan_says() -> None:
    page = (Path(__file__).parents[2] / "docs" / "training.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(--backend [^`]+)` \| ([\d.]+) \|$", page, re.MULTILINE)
    assert len(rows) == 4
    for options, said in rows:
        words = options.replace("--load-in-4bit", "--load-in-4bit True").split()
        given = {
            name.strip("-").replace("-", "_"): value
            for name, value in zip(words[::2], words[1::2], strict=True)
        }
        numbers = {
            name: value if name == "backend" else int(value == "True" or value)
            for name, value in given.items()
        }
        config = FinetuneConfig(**numbers)  # type: ignore[arg-type]
        device = Device("any", "mac" if config.backend == "mlx" else "gpu", 1_000 * GIB)
        assert plan_memory(SHAPE, config, 6_000, device).total / GIB == pytest.approx(float(said), abs=0.05)
