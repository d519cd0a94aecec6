"""Environments of their own for the real runs, under `.cache/train-e2e/envs/`, and how commands run in them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[3]
WORK: Final = ROOT / ".cache" / "train-e2e"
HERE: Final = Path(sys.executable)
TORCH: Final = "torch==2.13.0"
_SDK: Final = f"{ROOT}[vllm]"
_TRAINING: Final = ROOT / "training"
_UNSLOTH: Final = "2026.10.9"
INSTALLED: Final[Mapping[str, Sequence[Sequence[str]]]] = {
    "trl": [[TORCH], [_SDK, f"{_TRAINING}[trl,gguf]"]],
    "quantize": [[TORCH], [_SDK, f"{_TRAINING}[quantize]"]],
    "mlx": [[_SDK, f"{_TRAINING}[mlx]"]],
    # Unsloth's own pins ask for newer versions of side packages than an index may have, so it comes alone
    # and then what it really imports.
    "unsloth": [
        [TORCH],
        ["--no-deps", f"unsloth=={_UNSLOTH}", f"unsloth_zoo=={_UNSLOTH}"],
        [
            *(
                "transformers>=5.17,<5.18",
                "trl>=1.15,<1.16",
                "datasets>=4.6,<5",
                "peft>=0.21,<1",
                "accelerate",
            ),
            *(
                "torchao",
                "sentencepiece",
                "protobuf",
                "tyro",
                "structlog",
                "json5",
                "nest-asyncio",
                "msgspec",
            ),
            *("hf_transfer", "einops", "pillow", "regex", "typer", "psutil", "wheel"),
            *(_SDK, str(_TRAINING)),
        ],
    ],
}
"""The pip calls of each environment, in order."""


def python_of(name: str) -> Path:
    """The Python of an environment."""
    return WORK / "envs" / name / "bin" / "python"


def environment(name: str, *more: str) -> str:
    """Make an environment with `more` besides, unless it is there; returns "skipped" where it was."""
    done = WORK / "envs" / f"{name}{'-with-tests' if more else ''}.done"
    if done.exists():
        return "skipped"
    run([HERE, "-m", "venv", WORK / "envs" / name], f"venv-{name}")
    for number, packages in enumerate([*INSTALLED[name], *([more] if more else [])]):
        pip = [python_of(name), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        run([*pip, *packages], f"pip-{name}-{number}")
    done.touch()
    return ""


def run(command: Sequence[Any], log: str) -> str:
    """Run a command, its output into a log; returns "skipped" where the step was found done.

    Raises `SystemExit` with the log's end where it fails.
    """
    path = WORK / "logs" / f"{log}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        done = subprocess.run(
            list(map(str, command)), cwd=ROOT, env=variables(), stdout=file, stderr=file, check=False
        )
    said = path.read_text(errors="replace")
    if done.returncode:
        raise SystemExit(f"exit code {done.returncode}; the last lines of {path}:\n{said[-2_000:]}")
    for line in said.splitlines():
        if line.startswith("resumemate-train:"):
            print(f"    {line.removeprefix('resumemate-train: ')}")
    return "skipped" if "; skipped" in said else ""


def variables(**more: str) -> dict[str, str]:
    """The environment of every step: our sources, one thread, no hub, no key."""
    kept = {name: value for name, value in os.environ.items() if "API_KEY" not in name}
    fixed = {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{_TRAINING / 'src'}",
        "OMP_NUM_THREADS": "1",
        "HF_HUB_OFFLINE": "1",
        "LLM_PROVIDER": "mock",
        "TOKENIZERS_PARALLELISM": "false",
    }
    return kept | fixed | more
