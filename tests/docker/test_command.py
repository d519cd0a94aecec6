"""What the image starts for the settings that people use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from resumemate_serve.gpu import Gpu, parse_gpus
from resumemate_serve.launch import plan
from resumemate_serve.presets import PRESETS, preset_of

from .folders import L4_COMMAND, MIB, adapter_folder, model_folder

L4 = Gpu(name="NVIDIA L4", memory=23_034 * MIB, driver="580.65.06")
H100 = Gpu(name="NVIDIA H100 80GB HBM3", memory=81_559 * MIB, driver="580.65.06")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return model_folder(tmp_path / "resumemate-14b")


def command(model: Path, gpu: Gpu = L4, **variables: str) -> list[str]:
    return list(plan({"SERVE_MODEL": str(model), **variables}, [gpu]).command)


def value(arguments: list[str], flag: str) -> str:
    assert arguments.count(flag) == 1, f"{flag} once in {arguments}"
    return arguments[arguments.index(flag) + 1]


def test_the_whole_command_on_an_l4(model: Path) -> None:
    expected = [str(model) if part == "/models/resumemate-14b" else part for part in L4_COMMAND]
    assert command(model) == expected


def test_the_model_is_the_first_argument_so_that_never_another_one_is_served(model: Path) -> None:
    assert command(model)[:3] == ["vllm", "serve", str(model)]


def test_quantization_is_left_to_detection(model: Path) -> None:
    assert "--quantization" not in command(model)


@pytest.mark.parametrize(
    ("reported", "mib", "preset"),
    [
        ("NVIDIA L4", 23_034, "l4"),
        ("NVIDIA A10G", 23_028, "a10g"),
        ("NVIDIA GeForce RTX 4090", 24_564, "4090"),
        ("NVIDIA A100-SXM4-80GB", 81_920, "a100"),
        ("NVIDIA A100 80GB PCIe", 81_920, "a100"),
        ("NVIDIA H100 80GB HBM3", 81_559, "h100"),
        ("NVIDIA H100 NVL", 95_830, "h100"),
        ("NVIDIA A100-SXM4-40GB", 40_960, "other"),
        ("NVIDIA H100 80GB HBM3 MIG 3g.40gb", 40_448, "other"),
        ("NVIDIA L40S", 46_068, "other"),
        ("NVIDIA GeForce RTX 4090 Laptop GPU", 16_376, "other"),
        ("NVIDIA RTX A6000", 49_140, "other"),
    ],
)
def test_the_preset_follows_the_gpu(reported: str, mib: int, preset: str) -> None:
    assert preset_of(Gpu(name=reported, memory=mib * MIB, driver="580.1")) == preset


@pytest.mark.parametrize("preset", [name for name in PRESETS if name not in ("cpu", "other")])
def test_the_14b_model_in_4_bits_fits_every_preset(model: Path, preset: str) -> None:
    launch = plan({"SERVE_MODEL": str(model), "SERVE_GPU": preset}, [], pretend=True)
    arguments = list(launch.command)
    assert value(arguments, "--max-num-seqs") == str(PRESETS[preset].max_num_seqs)
    assert value(arguments, "--max-num-batched-tokens") == str(PRESETS[preset].max_batched_tokens)


def test_wide_gpus_do_not_guess_tokens(model: Path) -> None:
    assert "--speculative-config" not in command(model, H100)


def test_speculation_can_be_turned_off_and_given(model: Path) -> None:
    assert "--speculative-config" not in command(model, SERVE_SPECULATIVE="off")
    eagle = '{"method": "eagle3", "model": "/models/head", "num_speculative_tokens": 3}'
    given = value(command(model, SERVE_SPECULATIVE=eagle), "--speculative-config")
    assert json.loads(given) == json.loads(eagle)


def test_every_setting_reaches_vllm(model: Path) -> None:
    arguments = command(
        model,
        H100,
        SERVE_NAME="mine",
        SERVE_HOST="127.0.0.1",
        SERVE_PORT="9000",
        SERVE_MAX_MODEL_LEN="8192",
        SERVE_MAX_NUM_SEQS="3",
        SERVE_MAX_BATCHED_TOKENS="1024",
        SERVE_MAX_QUEUED="50",
        SERVE_GPU_MEMORY_UTILIZATION="0.8",
        SERVE_KV_CACHE_DTYPE="fp8",
        SERVE_DRAIN_SECONDS="30",
        SERVE_EXTRA_ARGS="--seed 7 --performance-mode 'interactivity'",
    )
    expected = {
        "--served-model-name": "mine",
        "--host": "127.0.0.1",
        "--port": "9000",
        "--max-model-len": "8192",
        "--max-num-seqs": "3",
        "--max-num-batched-tokens": "1024",
        "--max-num-queued-reqs": "50",
        "--gpu-memory-utilization": "0.8",
        "--kv-cache-dtype": "fp8",
        "--shutdown-timeout": "30",
        "--seed": "7",
        "--performance-mode": "interactivity",
    }
    assert {flag: value(arguments, flag) for flag in expected} == expected


def test_the_platforms_port_is_used_unless_another_is_set(model: Path) -> None:
    assert value(command(model, PORT="8080"), "--port") == "8080"
    assert value(command(model, PORT="8080", SERVE_PORT="8000"), "--port") == "8000"


def test_an_adapter_gets_the_rank_it_has(model: Path, tmp_path: Path) -> None:
    adapter = adapter_folder(tmp_path / "adapter", 24)
    arguments = command(model, SERVE_NAME="base", SERVE_LORA=f"resumemate-14b={adapter}")
    assert value(arguments, "--max-lora-rank") == "32"
    assert value(arguments, "--lora-modules") == f"resumemate-14b={adapter}"
    assert "--enable-lora" in arguments


def test_a_model_in_the_hugging_face_cache_is_found_by_its_name(tmp_path: Path) -> None:
    repository = tmp_path / "hub" / "models--acme--resumes"
    snapshot = model_folder(repository / "snapshots" / "abc123")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc123")
    launch = plan({"SERVE_MODEL": "acme/resumes", "HF_HOME": str(tmp_path)}, [L4])
    assert launch.command[2] == str(snapshot)


def test_the_cpu_needs_no_gpu(model: Path) -> None:
    launch = plan({"SERVE_MODEL": str(model), "SERVE_GPU": "cpu"}, [])
    assert "--gpu-memory-utilization" not in launch.command
    assert value(list(launch.command), "--dtype") == "bfloat16"
    assert launch.environ["VLLM_CPU_KVCACHE_SPACE"] == "4"


def test_the_key_goes_through_the_environment_and_is_not_shown(model: Path, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-canary-1\n")
    for variables in ({"VLLM_API_KEY": "sk-canary-1"}, {"SERVE_API_KEY_FILE": str(file)}):
        extra = {"SERVE_EXTRA_ARGS": "--middleware sk-canary-1"}
        launch = plan({"SERVE_MODEL": str(model), **variables, **extra}, [L4])
        assert launch.environ["VLLM_API_KEY"] == "sk-canary-1"
        assert "sk-canary-1" not in "\n".join((launch.shown(), *launch.notes))
        assert "***" in launch.shown()


def test_an_open_server_is_warned_about(model: Path) -> None:
    assert "WARNING: no VLLM_API_KEY" in "\n".join(plan({"SERVE_MODEL": str(model)}, [L4]).notes)
    guarded = plan({"SERVE_MODEL": str(model), "VLLM_API_KEY": "k"}, [L4])
    assert "WARNING" not in "\n".join(guarded.notes)


def test_a_second_copy_of_the_weights_is_told(model: Path) -> None:
    with (model / "pytorch_model.bin").open("wb") as file:
        file.truncate(2**30)
    (model / "training_args.bin").write_bytes(b"small")
    notes = "\n".join(plan({"SERVE_MODEL": str(model)}, [L4]).notes)
    assert "1.00 GiB of weights" in notes
    assert notes.endswith("are not loaded and only take room: pytorch_model.bin")


def test_nvidia_smis_lines_are_read() -> None:
    text = "NVIDIA L4, 23034, 512, 580.65.06\nNVIDIA H100 80GB HBM3, 81559, 0, 535.183.01\n[Unknown Error]\n"
    assert [(gpu.name, gpu.memory // MIB, gpu.used // MIB, gpu.branch) for gpu in parse_gpus(text)] == [
        ("NVIDIA L4", 23_034, 512, 580),
        ("NVIDIA H100 80GB HBM3", 81_559, 0, 535),
    ]
