"""From a merged model to what is served: group sizes, flags, Modelfile, card, push."""

from __future__ import annotations

import io
import json
import struct
import sys
import tarfile
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from resumemate_training.errors import DataError, SetupError, StepFailed
from resumemate_training.manifest import Step
from resumemate_training.merge import claim, model_files, read_run
from resumemate_training.release import quantize as quantizing
from resumemate_training.release.card import chain_of, model_card
from resumemate_training.release.gguf import export_gguf, unpack
from resumemate_training.release.ollama import modelfile, write_modelfile
from resumemate_training.release.push import push
from resumemate_training.release.quantize import Quality, check_groups, quantize
from resumemate_training.serving.flags import quantization_flags
from resumemate_training.serving.vllm import command, find_vllm
from training.tests.chat_tokenizer import ChatTokenizer


def weights(folder: Path, **shapes: list[int]) -> Path:
    header: dict[str, object] = {}
    for name, shape in shapes.items():
        header[f"model.layers.0.{name}.weight"] = {"dtype": "BF16", "shape": shape, "data_offsets": [0, 0]}
    text = json.dumps(header).encode()
    folder.mkdir(exist_ok=True)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text)
    return folder


def configured(folder: Path, method: str | None) -> Path:
    folder.mkdir(exist_ok=True)
    config = {"quantization_config": {"quant_method": method}} if method else {}
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_layers_that_awq_cannot_group_are_named_before_anything_runs(tmp_path: Path) -> None:
    model = weights(tmp_path, q_proj=[256, 896], down_proj=[896, 4864], up_proj=[100, 130])
    with pytest.raises(SetupError, match=r"1 of 3 linear layers .* of 128: .*up_proj\.weight \(130\)"):
        check_groups(model)


def test_layers_in_groups_are_counted_without_norms_and_embeddings(tmp_path: Path) -> None:
    model = weights(
        tmp_path, q_proj=[256, 128], down_proj=[128, 384], input_layernorm=[130], embed_tokens=[2048, 130]
    )
    assert check_groups(model) == 2


class Quantizing:
    """`quantize` with stand-ins for llm-compressor and transformers: the loss rises by 0.5 nats. What they
    do for real is tested in real/test_quantize.py."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.model, self.output, self.runs = weights(place / "model", q_proj=[256, 128]), place / "awq", 0
        self.data = place / "train.jsonl"
        row = {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "{}"}]}
        self.data.write_text(json.dumps(row) + "\n")
        stub = ModuleType("transformers")
        stub.AutoTokenizer = SimpleNamespace(from_pretrained=lambda _: ChatTokenizer())  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "transformers", stub)
        monkeypatch.setitem(sys.modules, "llmcompressor", ModuleType("llmcompressor"))
        monkeypatch.setattr(quantizing, "run_awq", self._run)
        monkeypatch.setattr(quantizing, "quality", self._quality)

    def __call__(self, max_loss_rise: float) -> None:
        quantize(
            self.model,
            self.output,
            calibration=self.data,
            held_out=self.data,
            max_loss_rise=max_loss_rise,
        )

    def _run(self, _: Path, output: Path, *__: object) -> None:
        self.runs += 1
        for name in ("config.json", "tokenizer.json"):
            (output / name).write_text("{}")

    def _quality(self, model: Path, _: object) -> Quality:
        return Quality(loss=1.0 if model == self.model else 1.5, first_choice=0.5, tokens=9)


@pytest.fixture
def quantizing_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Quantizing:
    return Quantizing(tmp_path, monkeypatch)


def test_a_quantized_model_that_lost_too_much_fails_every_time_and_is_not_pushed(
    quantizing_model: Quantizing, tmp_path: Path
) -> None:
    for _ in range(2):
        with pytest.raises(StepFailed, match=r"by 0\.500 nats \(allowed 0\.1\)"):
            quantizing_model(0.1)
    with pytest.raises(DataError, match="did not reach its end"):
        push(quantizing_model.output, str(tmp_path / "served"))


def test_a_quantized_model_is_not_made_again_and_the_gate_holds_for_it(quantizing_model: Quantizing) -> None:
    quantizing_model(0.6)
    quantizing_model(0.6)
    with pytest.raises(StepFailed, match=r"\(allowed 0\.4\)"):
        quantizing_model(0.4)
    assert quantizing_model.runs == 1


@pytest.mark.parametrize(
    ("method", "flags"),
    [
        (None, []),
        ("compressed-tensors", []),
        ("awq", ["--quantization", "awq"]),
        ("gptq", ["--quantization", "gptq"]),
    ],
)
def test_the_serving_flag_comes_from_the_checkpoint(
    tmp_path: Path, method: str | None, flags: list[str]
) -> None:
    model = configured(tmp_path, method)
    assert quantization_flags(model) == flags
    assert [
        part for part in command(model, 1, program=Path("vllm"), name="m", max_model_len=64) if "awq" in part
    ] == ["awq" for flag in flags if flag == "awq"]


@pytest.mark.parametrize(
    ("method", "asked", "said"),
    [
        ("compressed-tensors", "awq", "is quantized by compressed-tensors.*use no --quantization flag"),
        (None, "awq", "is not quantized.*use no --quantization flag"),
        (None, "compressed-tensors", "is not quantized"),
        ("awq", "gptq", "use --quantization awq"),
    ],
)
def test_a_wrong_quantization_flag_is_refused(
    tmp_path: Path, method: str | None, asked: str, said: str
) -> None:
    with pytest.raises(SetupError, match=said):
        quantization_flags(configured(tmp_path, method), asked)


def test_a_folder_without_config_cannot_be_served(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"config\.json"):
        quantization_flags(tmp_path)


def test_without_vllm_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="--vllm"):
        find_vllm()


def test_a_modelfile_asks_as_the_model_was_trained(tmp_path: Path) -> None:
    path = write_modelfile(tmp_path / "model.gguf", ChatTokenizer(), num_ctx=16_384)
    text = path.read_text()
    assert text.splitlines()[2] == "FROM ./model.gguf"
    assert "{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}" in text
    assert text.count("PARAMETER stop ") == 3 and 'PARAMETER stop "<|im_end|>"' in text
    assert "PARAMETER num_ctx 16384\nPARAMETER num_predict 8000\nPARAMETER temperature 0\n" in text


def test_a_template_that_ollama_would_not_get_right_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="not ChatML"):
        write_modelfile(tmp_path / "model.gguf", ChatTokenizer("no end"), num_ctx=16_384)
    with pytest.raises(SetupError, match="no room for a prompt in 4096"):
        modelfile("model.gguf", num_ctx=4_096, num_predict=8_000, name="m")


def archive(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w:gz") as opened:
        for name in names:
            info = tarfile.TarInfo(f"llama_cpp_python-1/{name}")
            opened.addfile(info, io.BytesIO(b""))
    return path


def test_the_converter_is_taken_out_of_the_sources(tmp_path: Path) -> None:
    kept = ("convert_hf_to_gguf.py", "conversion/base.py", "gguf-py/gguf/__init__.py")
    names = [f"vendor/llama.cpp/{name}" for name in (*kept, "src/llama.cpp")]
    target = tmp_path / "llama.cpp"
    unpack(archive(tmp_path / "a.tar.gz", *names, "README.md"), target)
    assert sorted(p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()) == sorted(kept)
    with pytest.raises(DataError, match="no convert_hf_to_gguf"):
        unpack(archive(tmp_path / "b.tar.gz", "README.md"), tmp_path / "none")


def test_a_folder_without_the_converter_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="--fetch"):
        export_gguf(tmp_path, tmp_path / "model.gguf", llama_cpp=tmp_path)


def test_what_the_converter_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    sources = tmp_path / "llama.cpp"
    sources.mkdir()
    lines = ["import sys", "sys.exit('NotImplementedError: BPE pre-tokenizer was not recognized')"]
    (sources / "convert_hf_to_gguf.py").write_text("\n".join(lines))
    model = configured(tmp_path / "model", None)
    with pytest.raises(
        StepFailed, match=r"not recognized; for a tokenizer in the way of Qwen2\.5 add --pre-tokenizer"
    ):
        export_gguf(model, tmp_path / "out" / "model.gguf", kind="f16", llama_cpp=sources)
    assert list((tmp_path / "out").iterdir()) == []


def finished_model(folder: Path) -> Path:
    """A model folder with the manifests of the steps before it."""
    data, run, merged = folder / "data", folder / "run", folder / "merged"
    for place in (data, run / "adapter", merged):
        place.mkdir(parents=True)
    (data / "train.jsonl").write_text("{}\n")
    (run / "adapter" / "adapter_model.safetensors").write_text("x")
    options = {
        "backend": "trl",
        "lora_rank": 64,
        "lora_alpha": None,
        "learning_rate": 2e-5,
        "warmup": 0.03,
        "batch_size": 2,
        "accumulate": 1,
        "epochs": 3,
        "model": "Qwen/Qwen2.5-14B-Instruct",
    }
    result = {
        "base_model": "Qwen/Qwen2.5-14B-Instruct",
        "steps": 300,
        "best_step": 200,
        "examples": {"train": 200, "valid": 20},
        "tokens": {"longest": 6_000},
        "loss": {"first": 1.5, "last": 0.25},
        "eval_loss": {"best": 0.5, "last": 0.75},
        "seconds": 3_600.0,
        "device": "NVIDIA H200",
    }
    trained = Step("finetune", run, inputs={"train": data / "train.jsonl"}, options=options)
    trained.finish(outputs=[run / "adapter"], result=result)
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        (merged / name).write_text("{}")
    Step("merge", merged, inputs={"adapter": run / "adapter"}).finish(outputs=model_files(merged))
    return merged


def test_the_card_says_what_the_manifests_say(tmp_path: Path) -> None:
    steps = chain_of(finished_model(tmp_path))
    assert [done.step for done in steps] == ["finetune", "merge"]
    card = model_card("resumemate-14b", steps, license_name="apache-2.0")
    assert card.startswith("---\nlicense: apache-2.0\n")
    for said in (
        "base_model: Qwen/Qwen2.5-14B-Instruct",
        "| LoRA | rank 64, alpha 64 |",
        "| steps | 300, kept from step 200 |",
        "| training loss | 1.5 to 0.25 nats for a token |",
        "| validation loss | 0.5 |",
    ):
        assert said in card
    assert str(tmp_path) not in card


def test_the_card_quotes_an_evaluation(tmp_path: Path) -> None:
    models = [{"model": "reference", "schema": 1.0}, {"model": "tuned", "schema": 0.95, "latency_p50": 12.5}]
    Step("evaluate", tmp_path / "report").finish(result={"models": models})
    push(finished_model(tmp_path), str(tmp_path / "served"), report=tmp_path / "report")
    card = (tmp_path / "served" / "README.md").read_text()
    assert "| | reference | tuned |\n|---|---|---|\n| schema | 1 | 0.95 |\n| latency_p50 |  | 12.5 |" in card


def test_a_base_model_of_this_machine_is_not_named(tmp_path: Path) -> None:
    model = finished_model(tmp_path)
    manifest = tmp_path / "run" / "finetune.manifest.json"
    manifest.write_text(
        manifest.read_text().replace("Qwen/Qwen2.5-14B-Instruct", "/home/somebody/models/qwen")
    )
    assert "somebody" not in model_card("m", chain_of(model), license_name="apache-2.0")


def test_push_to_a_folder_copies_the_model_and_its_card(tmp_path: Path) -> None:
    model = finished_model(tmp_path)
    target = tmp_path / "served"
    assert push(model, str(target)) == str(target)
    names = {path.name for path in target.iterdir()}
    assert names == {"README.md", "config.json", "tokenizer.json", "model.safetensors"}
    with pytest.raises(DataError, match="not empty"):
        push(model, str(target))


def test_an_unfinished_model_is_not_pushed(tmp_path: Path) -> None:
    model = finished_model(tmp_path)
    (model / ".unfinished").touch()
    with pytest.raises(DataError, match="did not reach its end"):
        push(model, str(tmp_path / "served"))
    (model / "tokenizer.json").unlink()
    with pytest.raises(DataError, match=r"no tokenizer\.json"):
        push(model, str(tmp_path / "served"))


class RecordingHub:
    """Takes the calls that huggingface_hub's HfApi would get; no hub can be reached from a test."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def create_repo(self, repository: str, **options: Any) -> None:
        self.calls.append(("create", {"repository": repository} | options))

    def upload_folder(self, **options: Any) -> None:
        self.calls.append(("folder", options))

    def upload_file(self, **options: Any) -> None:
        self.calls.append(("file", options))


def test_a_hub_repository_is_private_unless_asked(tmp_path: Path) -> None:
    hub = RecordingHub()
    assert push(finished_model(tmp_path), "hf:example/model", hub=hub) == "hf:example/model"
    (_, created), (_, folder), (_, card) = hub.calls
    assert created == {"repository": "example/model", "private": True, "exist_ok": True}
    assert "*.manifest.json" in folder["ignore_patterns"]
    assert card["path_in_repo"] == "README.md"


def test_a_hub_that_refuses_says_what_to_look_at(tmp_path: Path) -> None:
    class Refusing(RecordingHub):
        def create_repo(self, repository: str, **options: Any) -> None:
            raise PermissionError("hf_secret")

    with pytest.raises(StepFailed, match=r"refused \(PermissionError\); is HF_TOKEN set") as caught:
        push(finished_model(tmp_path), "hf:example/model", hub=Refusing())
    assert "hf_secret" not in str(caught.value)
    with pytest.raises(SetupError, match="OWNER/NAME"):
        push(tmp_path / "merged", "hf:model", hub=RecordingHub())


def test_a_run_that_did_not_end_is_not_merged(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no manifest of the step finetune"):
        read_run(tmp_path)


def test_a_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DataError, match="not empty, and no result of this step"):
        claim(tmp_path, tmp_path / "merge.manifest.json")
    assert (tmp_path / "letter.txt").exists()


def test_what_a_kill_left_unfinished_is_made_again(tmp_path: Path) -> None:
    output = tmp_path / "merged"
    claim(output, output / "merge.manifest.json")
    (output / "half").write_text("x")
    claim(output, output / "merge.manifest.json")
    assert [path.name for path in output.iterdir()] == [".unfinished"]
