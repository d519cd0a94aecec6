"""What cannot work is refused before the GPU is touched, each with its message."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from http.server import HTTPServer
from pathlib import Path

import pytest
from resumemate_serve.__main__ import main, own_address
from resumemate_serve.gpu import Gpu
from resumemate_serve.launch import plan
from resumemate_serve.refusal import EXIT_CODE, Refusal

from .folders import MIB, adapter_folder, model_folder
from .loopback import QuietHandler, serving

L4 = Gpu(name="NVIDIA L4", memory=23_034 * MIB, driver="580.65.06")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return model_folder(tmp_path / "resumemate-14b")


def refused(model: Path | str, gpus: Sequence[Gpu] = (L4,), **variables: str) -> str:
    with pytest.raises(Refusal) as caught:
        plan({"SERVE_MODEL": str(model), **variables}, gpus)
    return str(caught.value)


class TestModel:
    def test_no_model_there(self, tmp_path: Path) -> None:
        message = refused(tmp_path / "nothing")
        assert message == (
            f"no model in {tmp_path}/nothing (no config.json there): build the image with --build-arg "
            f"MODEL=..., mount a model's folder at {tmp_path}/nothing, or set SERVE_MODEL to where it is"
        )

    def test_no_model_named_means_the_images_own_and_never_vllms_default(self) -> None:
        with pytest.raises(Refusal, match=r"no model in /models/resumemate-14b \(no config.json there\)"):
            plan({}, [L4])

    def test_a_name_that_would_have_to_be_downloaded(self, tmp_path: Path) -> None:
        message = refused("Qwen/Qwen2.5-14B-Instruct-AWQ", HF_HOME=str(tmp_path))
        assert "is not in the Hugging Face cache" in message
        assert "nothing is downloaded" in message

    def test_a_missing_shard(self, model: Path) -> None:
        (model / "model-2.safetensors").unlink()
        assert refused(model) == f"the weights in {model} are not whole: missing model-2.safetensors"

    def test_a_config_without_weights(self, model: Path) -> None:
        for file in model.glob("model*"):
            file.unlink()
        assert refused(model) == f"the weights in {model} are not whole: missing *.safetensors"

    def test_pointers_of_git_lfs(self, model: Path) -> None:
        (model / "model-1.safetensors").write_text(
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
        )
        assert refused(model).endswith("is a Git LFS pointer, not weights: fetch it with git lfs pull")

    def test_a_file_that_was_not_copied_to_its_end(self, model: Path) -> None:
        file = model / "model-1.safetensors"
        with file.open("r+b") as stream:
            stream.truncate(1_000_000_000)
        assert refused(model) == (
            f"{file} has 1,000,000,000 of its 4,990,000,000 bytes: copy or download it again"
        )

    @pytest.mark.parametrize(
        "content", [b"", b"\0" * 100, b"PK\3\4" + b"\0" * 100, b"\x02" + b"\0" * 7 + b"[]"]
    )
    def test_files_that_are_no_weights(self, model: Path, content: bytes) -> None:
        (model / "model-1.safetensors").write_bytes(content)
        assert "model-1.safetensors is no safetensors file, or only its beginning" in refused(model)

    def test_an_index_without_files(self, model: Path) -> None:
        for index in ("{}", '{"weight_map": {}}', '{"weight_map": [1]}'):
            (model / "model.safetensors.index.json").write_text(index)
            assert refused(model).endswith("names no files of weights (weight_map)")

    @pytest.mark.parametrize("text", ["", "{", "[]", "\xff"])
    def test_a_config_that_is_not_json(self, model: Path, text: str) -> None:
        (model / "config.json").write_bytes(text.encode("latin-1"))
        assert f"{model}/config.json" in refused(model)

    def test_a_config_of_something_else(self, model: Path) -> None:
        (model / "config.json").write_text(json.dumps({"num_hidden_layers": 2}))
        assert "lacks num_attention_heads, hidden_size: is it a model for text?" in refused(model)


class TestMemory:
    def test_the_arithmetic_of_a_context_that_is_too_long_is_shown(self, model: Path) -> None:
        smaller = Gpu(name="NVIDIA L4", memory=14_000 * MIB, driver="580.65.06")
        message = refused(model, [smaller])
        print(message)
        # 14,000 MiB x 0.92 - 9.98e9 - 1 GiB, over 2 x 48 layers x 8 heads x 128 x 2 bytes
        assert message == (
            "a context of 16,384 tokens does not fit:\n"
            "  memory          13.67 GiB x 0.92 = 12.58 GiB\n"
            "  weights    -     9.29 GiB\n"
            "  reserve    -     1.00 GiB (activations, CUDA graphs; estimated)\n"
            "  left       =     2.28 GiB\n"
            "  per token  / 196,608 bytes of keys and values\n"
            "  tokens     = 12,471\n"
            "set SERVE_MAX_MODEL_LEN to 12288 or less, or take a GPU with more memory"
        )

    def test_weights_that_do_not_fit_at_all(self, tmp_path: Path) -> None:
        unquantized = model_folder(tmp_path / "bf16", weights=29_500_000_000, quantization_config=None)
        message = refused(unquantized)
        assert "weights    -    27.47 GiB" in message
        assert message.endswith("take a GPU with more memory, or a model in fewer bits")

    def test_two_gpus_share_what_one_cannot_hold(self, tmp_path: Path) -> None:
        unquantized = model_folder(tmp_path / "bf16", weights=29_500_000_000, quantization_config=None)
        variables = {"SERVE_MODEL": str(unquantized), "SERVE_TENSOR_PARALLEL": "2"}
        assert "--tensor-parallel-size" in plan(variables, [L4, L4]).command

    def test_more_gpus_asked_for_than_there_are(self, model: Path) -> None:
        message = refused(model, SERVE_TENSOR_PARALLEL="2")
        assert message == "SERVE_TENSOR_PARALLEL=2, and the number of visible GPUs is 1"

    def test_a_context_longer_than_the_model_was_made_for(self, model: Path) -> None:
        message = refused(model, SERVE_MAX_MODEL_LEN="40000")
        assert "SERVE_MAX_MODEL_LEN=40000 is more than the 32768 tokens" in message

    def test_keys_and_values_of_8_bits_take_half(self, model: Path) -> None:
        smaller = Gpu(name="NVIDIA L4", memory=14_000 * MIB, driver="580.65.06")
        variables = {"SERVE_MODEL": str(model), "SERVE_KV_CACHE_DTYPE": "fp8"}
        assert "room for 24,942 tokens" in plan(variables, [smaller]).notes[1]

    def test_too_little_space_on_the_cpu(self, model: Path) -> None:
        message = refused(model, (), SERVE_GPU="cpu", VLLM_CPU_KVCACHE_SPACE="1")
        assert "a context of 16,384 tokens does not fit" in message
        assert "KV cache         1.00 GiB (VLLM_CPU_KVCACHE_SPACE)" in message
        assert message.endswith("raise VLLM_CPU_KVCACHE_SPACE (in GiB), or lower SERVE_MAX_MODEL_LEN")


class TestGpu:
    def test_none_visible(self, model: Path) -> None:
        assert refused(model, ()).startswith("no GPU is visible (nvidia-smi shows none): start the container")

    def test_memory_that_others_hold(self, model: Path) -> None:
        busy = Gpu(name="NVIDIA L4", memory=L4.memory, used=8_000 * MIB, driver=L4.driver)
        assert refused(model, [busy]) == (
            "NVIDIA L4: other processes hold 7.81 of its 22.49 GiB, and 20.69 GiB are asked for: end them "
            "(nvidia-smi lists them), or lower SERVE_GPU_MEMORY_UTILIZATION"
        )

    def test_a_driver_that_is_too_old_on_a_datacenter_gpu_has_a_way_out(self, model: Path) -> None:
        old = Gpu(name="NVIDIA L4", memory=L4.memory, driver="535.183.01")
        assert refused(model, [old]) == (
            "NVIDIA L4 has driver 535.183.01, and this image's CUDA 13 needs 580 or newer; set "
            "VLLM_ENABLE_CUDA_COMPATIBILITY=1, which works for this driver on datacenter GPUs"
        )
        plan({"SERVE_MODEL": str(model), "VLLM_ENABLE_CUDA_COMPATIBILITY": "1"}, [old])

    def test_a_geforce_has_none(self, model: Path) -> None:
        old = Gpu(name="NVIDIA GeForce RTX 4090", memory=24_564 * MIB, driver="570.86.10")
        message = refused(model, [old], VLLM_ENABLE_CUDA_COMPATIBILITY="1")
        assert message.endswith("GeForce cards have no compatibility mode: choose a host with a newer driver")

    def test_a_branch_that_compatibility_does_not_cover(self, model: Path) -> None:
        old = Gpu(name="NVIDIA L4", memory=L4.memory, driver="550.54.15")
        message = refused(model, [old], VLLM_ENABLE_CUDA_COMPATIBILITY="1")
        assert "compatibility mode covers 535.x and 570.x only" in message


class TestAccess:
    @pytest.mark.parametrize(
        ("sign", "owner"),
        [
            ({"RUNPOD_ENDPOINT_ID": "abc"}, "RunPod takes its own key"),
            ({"K_SERVICE": "llm"}, "Cloud Run takes"),
        ],
    )
    def test_key_and_platform_sharing_one_header(self, model: Path, sign: dict[str, str], owner: str) -> None:
        message = refused(model, (L4,), VLLM_API_KEY="sk-canary-2", **sign)
        assert message.startswith(owner)
        assert "every request would fail" in message
        assert "sk-canary-2" not in message

    def test_cloud_run_with_a_header_for_each(self, model: Path) -> None:
        variables = {"SERVE_PLATFORM_AUTH_HEADER": "X-Serverless-Authorization", "K_SERVICE": "llm"}
        plan({"SERVE_MODEL": str(model), "VLLM_API_KEY": "k", **variables}, [L4])

    @pytest.mark.parametrize("key", ["canary*", "*", "canary key", "canary\nkey", "cänary", "{env.HOME}"])
    def test_a_key_that_is_no_bearer_token(self, model: Path, key: str) -> None:
        message = refused(model, VLLM_API_KEY=key)
        assert message.startswith("VLLM_API_KEY: the key has characters that a bearer token cannot have")
        assert "canary" not in message

    def test_an_empty_key_file(self, model: Path, tmp_path: Path) -> None:
        (tmp_path / "key").write_text("\n")
        assert refused(model, SERVE_API_KEY_FILE=str(tmp_path / "key")).endswith("key is empty")
        missing = refused(model, SERVE_API_KEY_FILE=str(tmp_path / "none"))
        assert missing.startswith(f"{tmp_path}/none cannot be read by user ")

    @pytest.mark.parametrize(
        "argument",
        [
            "--api-key sk-1",
            "--api-key=sk-1",
            "--api_key sk-1",
            "--model Qwen/Qwen3-0.6B",
            "--trust-remote-code",
            "--quantization awq",
            "--enable-log-requests",
            "--no-enable-prefix-caching",
        ],
    )
    def test_arguments_that_would_harm(self, model: Path, argument: str) -> None:
        flag = re.split("[ =]", argument)[0].replace("_", "-")
        message = refused(model, SERVE_EXTRA_ARGS=argument)
        assert message.startswith(f"SERVE_EXTRA_ARGS: {flag} is")
        assert "sk-1" not in message

    @pytest.mark.parametrize(
        ("argument", "flag"),
        [
            ("--api-k sk-1", "--api-key"),
            ("-qawq", "-q"),
            ("--enable-log-req", "--enable-log-requests"),
        ],
    )
    def test_every_spelling_that_vllm_takes_for_them(self, model: Path, argument: str, flag: str) -> None:
        message = refused(model, SERVE_EXTRA_ARGS=f"--seed 7 {argument}")
        assert message.startswith(f"SERVE_EXTRA_ARGS: {flag} is not allowed: ")

    @pytest.mark.parametrize(
        ("argument", "variable"),
        [
            ("--port 9000", "SERVE_PORT"),
            ("--host=10.0.0.5", "SERVE_HOST"),
            ("--served-model-name x", "SERVE_NAME"),
            ("--max-model-len 131072", "SERVE_MAX_MODEL_LEN"),
            ("--max_model_len=131072", "SERVE_MAX_MODEL_LEN"),
            ("--max-model 131072", "SERVE_MAX_MODEL_LEN"),
            ("--max-num-queued-reqs 9", "SERVE_MAX_QUEUED"),
            ("--gpu-memory-utilization 0.99", "SERVE_GPU_MEMORY_UTILIZATION"),
            ("--kv-cache-dtype fp8", "SERVE_KV_CACHE_DTYPE"),
            ("-tp 2", "SERVE_TENSOR_PARALLEL"),
            ("-t=2", "SERVE_TENSOR_PARALLEL"),
            ("--speculative-config.method ngram", "SERVE_SPECULATIVE"),
            ("-sc '{}'", "SERVE_SPECULATIVE"),
            ("--no-enable-lora", "SERVE_LORA"),
            ("--lora-modules a=/b", "SERVE_LORA"),
            ("--shutdown-timeout 0", "SERVE_DRAIN_SECONDS"),
        ],
    )
    def test_a_flag_with_a_variable_is_set_by_the_variable_alone(
        self, model: Path, argument: str, variable: str
    ) -> None:
        message = refused(model, SERVE_EXTRA_ARGS=argument)
        assert message.endswith(f" is set by this image: {variable} is its variable")

    def test_every_flag_of_the_command_is_refused_as_an_extra_one(self, model: Path) -> None:
        variables = {"SERVE_MODEL": str(model), "SERVE_GPU": "cpu", "SERVE_HOST": "127.0.0.1"}
        flags = [part for part in plan(variables, ()).command if part.startswith("--")]
        assert len(flags) > 10
        for flag in flags:
            message = refused(model, (), SERVE_GPU="cpu", SERVE_EXTRA_ARGS=flag)
            assert message.startswith(f"SERVE_EXTRA_ARGS: {flag} is set by this image: ")

    @pytest.mark.parametrize("name", ["VLLM_SERVER_DEV_MODE", "VLLM_ALLOW_RUNTIME_LORA_UPDATING"])
    def test_switches_that_open_the_server(self, model: Path, name: str) -> None:
        assert refused(model, (L4,), **{name: "1"}).startswith(f"{name} must not be set")

    def test_a_kubernetes_service_named_vllm(self, model: Path) -> None:
        message = refused(model, VLLM_PORT="tcp://10.0.0.1:8000")
        assert "which Kubernetes sets for a Service named vllm" in message


class TestAdapters:
    def test_a_rank_above_the_limit(self, model: Path, tmp_path: Path) -> None:
        adapter = adapter_folder(tmp_path / "adapter", 128)
        assert refused(model, SERVE_NAME="base", SERVE_LORA=f"tuned={adapter}") == (
            "SERVE_LORA: adapter tuned has rank 128, above the limit of 64: raise SERVE_MAX_LORA_RANK (each rank "
            "takes memory for every request; vLLM's highest is 512)"
        )

    def test_no_adapter_there(self, model: Path, tmp_path: Path) -> None:
        assert "no adapter in" in refused(model, SERVE_LORA=f"tuned={tmp_path}")

    def test_an_adapter_without_a_rank(self, model: Path, tmp_path: Path) -> None:
        adapter = adapter_folder(tmp_path / "adapter", None)
        assert refused(model, SERVE_LORA=f"tuned={adapter}").endswith("states no rank (r)")

    def test_two_models_of_one_name(self, model: Path, tmp_path: Path) -> None:
        adapter = adapter_folder(tmp_path / "adapter", 16)
        assert "give the model another SERVE_NAME" in refused(model, SERVE_LORA=f"resumemate-14b={adapter}")

    def test_a_list_that_cannot_be_read(self, model: Path) -> None:
        assert refused(model, SERVE_LORA="adapter") == "SERVE_LORA: 'adapter' is not of the form name=folder"


class TestSettings:
    def test_a_misspelt_variable(self, model: Path) -> None:
        message = refused(model, SERVE_MAX_MODEL_LENGTH="8192")
        assert (
            message
            == "SERVE_MAX_MODEL_LENGTH is not a variable of this image; did you mean SERVE_MAX_MODEL_LEN?"
        )

    @pytest.mark.parametrize(
        ("name", "value", "says"),
        [
            ("SERVE_GPU", "t4", "is none of: auto, l4, a10g, 4090, a100, h100, other, cpu"),
            ("SERVE_PORT", "70000", "is not a whole number from 1 to 65535"),
            ("SERVE_PORT", "tcp://10.0.0.1:8000", "is not a whole number"),
            ("SERVE_MAX_MODEL_LEN", "16k", "is not a whole number of 256 or more"),
            ("SERVE_MAX_NUM_SEQS", "0", "is not a whole number of 1 or more"),
            ("SERVE_GPU_MEMORY_UTILIZATION", "92", "is not a number from 0.1 to 0.99"),
            ("SERVE_GPU_MEMORY_UTILIZATION", "nan", "is not a number from 0.1 to 0.99"),
            ("SERVE_KV_CACHE_DTYPE", "int8", "is none of: auto, fp8"),
            ("SERVE_SPECULATIVE", "on", "is neither off, ngram nor a JSON object"),
            ("SERVE_SPECULATIVE", '{"method":"suffix"}', "needs arctic-inference"),
            ("SERVE_EXTRA_ARGS", "--seed '7", "cannot be split into arguments"),
            ("SERVE_PLATFORM", "aws", "is none of"),
        ],
    )
    def test_values_that_cannot_be_read(self, model: Path, name: str, value: str, says: str) -> None:
        message = refused(model, (L4,), **{name: value})
        assert message.startswith(name)
        assert says in message


class TestProgram:
    def test_a_refusal_ends_with_its_own_code_and_the_reason(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SERVE_MODEL", "/nowhere")
        assert main([]) == EXIT_CODE == 78
        assert capsys.readouterr().err.startswith("resumemate: refused: no model in /nowhere")

    def test_arguments_of_vllm_are_not_taken_and_not_repeated(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--api-key", "sk-canary-3"]) == EXIT_CODE
        error = capsys.readouterr().err
        assert "put them into SERVE_EXTRA_ARGS" in error
        assert "sk-canary-3" not in error

    def test_dry_run_prints_the_command_alone_on_its_output(
        self, model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SERVE_MODEL", str(model))
        monkeypatch.setenv("SERVE_GPU", "h100")
        monkeypatch.setenv("PATH", "")
        assert main(["--dry-run"]) == 0
        printed = capsys.readouterr()
        assert printed.out.startswith(f"vllm serve {model} ")
        assert printed.out.count("\n") == 1
        assert "preset h100" in printed.err

    def test_help_names_every_variable(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--help"]) == 0
        text = capsys.readouterr().out
        for name in ("SERVE_MODEL", "SERVE_GPU", "SERVE_EXTRA_ARGS", "VLLM_API_KEY", "78"):
            assert name in text

    def test_health_is_an_exit_code(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SERVE_PORT", "1")
        assert main(["health"]) == 1

    @pytest.mark.parametrize("host", ["", "0.0.0.0", "127.0.0.1"])
    def test_health_asks_the_server_itself_and_no_proxy(
        self, host: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Healthy(QuietHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/health" else 404)
                self.end_headers()

        with serving(HTTPServer(("127.0.0.1", 0), Healthy)) as server:
            monkeypatch.setenv("SERVE_HOST", host)
            monkeypatch.setenv("SERVE_PORT", str(server.server_port))
            monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
            monkeypatch.delenv("no_proxy", raising=False)
            assert main(["health"]) == 0

    @pytest.mark.parametrize(
        ("host", "asked"), [(None, "127.0.0.1"), ("::", "[::1]"), ("fd00::5", "[fd00::5]"), ("10.0.0.5",) * 2]
    )
    def test_where_a_server_is_asked(self, host: str | None, asked: str) -> None:
        assert own_address(host) == asked
