"""The tests of the back ends, each in its environment. `make train-real [BACKENDS="trl mlx"]`"""

from __future__ import annotations

import subprocess
import sys

from .environments import ROOT, WORK, environment, python_of, run, variables

TESTS = {
    "trl": "test_trl.py",
    "quantize": "test_quantize.py",
    "mlx": "test_mlx.py",
    "unsloth": "test_unsloth.py",
}
TINY_MODEL = ROOT / "training" / "src" / "resumemate_training" / "tiny_model.py"


def main(names: list[str]) -> int:
    """Run the tests of these back ends, all where none is named; returns how many failed."""
    failed = 0
    for name in names or list(TESTS):
        environment(name, "pytest>=8.3,<10")
        more = {"RESUMEMATE_BACKEND": name} | (
            {"RESUMEMATE_TINY_MODEL": tiny_model()} if name == "mlx" else {}
        )
        command = [str(python_of(name)), "-m", "pytest", "-c", "training/pyproject.toml", "-rs"]
        command.append(f"training/tests/real/{TESTS[name]}")
        print(f"{name}:", flush=True)
        failed += bool(subprocess.call(command, cwd=ROOT, env=variables(**more)))
    return failed


def tiny_model() -> str:
    """A tiny model for the environment without torch, made in TRL's."""
    folder = WORK / "models" / "for-mlx"
    if not (folder / "config.json").exists():
        environment("trl", "pytest>=8.3,<10")
        texts = sorted((ROOT / "resumemate_llm" / "prompts").rglob("*.md"))
        sizes = ["--hidden", 128, "--layers", 2, "--learnable"]
        run([python_of("trl"), TINY_MODEL, folder, *texts, *sizes], "tiny-model-for-mlx")
    return str(folder)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
