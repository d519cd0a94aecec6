"""Whatever stands in the environment or in the model's files: a launch or a refusal, never another error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from resumemate_serve.checkpoint import read_checkpoint
from resumemate_serve.gpu import parse_gpus
from resumemate_serve.refusal import Refusal
from resumemate_serve.settings import VARIABLES, Settings, read_settings
from resumemate_serve.weights import weight_files

from .folders import QWEN_14B, model_folder, write_weights

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = (*QWEN_14B, "text_config", "quantization_config", "head_dim", "dtype")
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return model_folder(tmp_path / "model", weights=4_000)


@same_folder
@given(changes=st.dictionaries(st.sampled_from(KEYS), JSON))
def test_any_config(model: Path, changes: dict[str, Any]) -> None:
    (model / "config.json").write_text(json.dumps({**QWEN_14B, **changes}))
    try:
        checkpoint = read_checkpoint(model)
    except Refusal:
        return
    assert checkpoint.kv_bytes_per_token(2) >= 0
    assert checkpoint.weights > 0


HEADS = JSON | st.fixed_dictionaries(
    {"tensor": st.fixed_dictionaries({"data_offsets": st.lists(JSON, max_size=3)})}
)


@same_folder
@given(content=st.binary(max_size=40) | HEADS.map(lambda value: _headed(json.dumps(value))))
def test_any_file_of_weights(model: Path, content: bytes) -> None:
    write_weights(model / "model-2.safetensors", 2_000)
    (model / "model-1.safetensors").write_bytes(content)
    try:
        weight_files(model)
    except Refusal:
        return
    assert b"data_offsets" in content


def _headed(text: str) -> bytes:
    return len(text.encode()).to_bytes(8, "little") + text.encode()


VALUES = st.text(st.characters(exclude_characters="\0"), max_size=12) | st.sampled_from(
    ["0", "1", "-1", "1e9", "9" * 30, "nan", "inf", "a=b", "a=b,c", "'", "{}", "[]", "off", "²"]
)


@given(environ=st.dictionaries(st.sampled_from([*VARIABLES, "PORT"]), VALUES))
def test_any_environment(environ: dict[str, str]) -> None:
    try:
        assert isinstance(read_settings(environ), Settings)
    except Refusal as refusal:
        assert str(refusal).startswith(("SERVE_", "PORT"))


FIELDS = st.text(max_size=9) | st.sampled_from(
    ["NVIDIA L4", "23034", "²", "٣", "-1", "580.1", "²80.1", "[N/A]"]
)


@given(text=st.text() | st.lists(FIELDS, min_size=3, max_size=5).map(",".join))
def test_any_output_of_nvidia_smi(text: str) -> None:
    assert all(gpu.memory >= 0 and gpu.branch >= 0 for gpu in parse_gpus(text))
