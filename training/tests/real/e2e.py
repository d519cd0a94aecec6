"""From six pairs of texts to a served and evaluated model, on two processor cores. `make train-e2e`

Every step is the command a user would give, in an environment of its own under `.cache/train-e2e/`. A run that
was interrupted goes on where it stopped: each command finds its own finished result. The model is tiny
and random, so it learns its examples by heart and knows nothing else; the steps are real.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from .backends import TINY_MODEL
from .environments import HERE, ROOT, WORK, environment, python_of, run, variables

VLLM: Final = ROOT / ".cache" / "vllm" / "venv" / "bin" / "vllm"
TIMES: Final = WORK / "times.json"

EPOCHS: Final = 60
RATE: Final = 3e-3
HIDDEN, LAYERS, VOCAB, PHRASES = 128, 2, 1_024, 6_000


def main() -> int:
    """Every step; returns the exit code of the last gate."""
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ["VLLM_CACHE_ROOT"] = str(VLLM.parents[2] / "root")
    data, model = WORK / "data", WORK / "models"
    split, learned = data / "split", data / "learned"
    for name in ("trl", "quantize"):
        stage(f"environment {name}", partial(environment, name))
    stage("environment vllm", lambda: run([HERE, "-m", "tests.vllm.server", "install"], "vllm-install"))
    source = data / "training-data.jsonl"
    tool("data generate", HERE, "data", "generate", "--provider", "mock", "--output", source)
    tool("data split", HERE, "data", "split", source, "--output", split, "--shares", "0.84,0,0.16")
    tool("data convert", HERE, "data", "convert", split, "--to", "mlx", "--output", data / "mlx")
    stage("tiny model", lambda: tiny_model(source, model / "tiny"))
    trl, quantize = python_of("trl"), python_of("quantize")
    run_folder = WORK / f"run-{EPOCHS}"
    train = ["--model", model / "tiny", "--data", split, "--output", run_folder, "--epochs", EPOCHS]
    train += ["--batch-size", 1, "--learning-rate", RATE, "--no-gradient-checkpointing"]
    tool("finetune", trl, "finetune", "--backend", "trl", *train)
    tool("merge", trl, "merge", run_folder, "--output", model / "merged")
    calibrate = ["--calibration", split / "train.jsonl", "--held-out", split / "train.jsonl"]
    tool("quantize", quantize, "quantize", model / "merged", "--output", model / "awq", *calibrate)
    stage("GGUF", lambda: gguf(trl, model / "merged", WORK / "gguf" / "model-q8_0.gguf"))
    check = ["--vllm", VLLM, "--cpu", "--count", 5, "--need", 0, "--timeout", 120]
    check += ["--output", WORK / "serve-check.json"]
    tool("serve-check", HERE, "serve-check", model / "awq", *check)
    learned.mkdir(exist_ok=True)
    shutil.copy(split / "train.jsonl", learned / "test.jsonl")
    code = evaluate(model / "awq", {"learned": learned / "test.jsonl", "held out": split / "test.jsonl"})
    report = ["--report", WORK / "report-learned"]
    tool("push", trl, "push", model / "awq", fresh(WORK / "pushed"), *report)
    table()
    return code


def stage(name: str, work: Callable[[], object]) -> None:
    """Do one step and remember how long it took; a step that had nothing left to do keeps its old time."""
    print(f"{name} ...", flush=True)
    began = time.perf_counter()
    said = work()
    seconds = time.perf_counter() - began
    times = json.loads(TIMES.read_text()) if TIMES.exists() else {}
    if said != "skipped" or name not in times:
        times[name] = round(seconds, 1)
    TIMES.write_text(json.dumps(times, indent=2))
    print(f"{name}: {seconds:.1f} s{' (done before)' if said == 'skipped' else ''}", flush=True)


def tool(name: str, python: Path, *arguments: object) -> None:
    """One `resumemate-train` command."""
    command = [python, "-m", "resumemate_training.cli", *arguments]
    stage(name, lambda: run(command, name.replace(" ", "-")))


def tiny_model(source: Path, target: Path) -> str:
    """A tiny Qwen2 with random weights and a tokenizer trained on the examples."""
    if (target / "config.json").exists():
        return "skipped"
    texts = WORK / "texts"
    texts.mkdir(exist_ok=True)
    files = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines()):
        for message in json.loads(line)["messages"]:
            files.append(texts / f"{number}-{message['role']}.txt")
            files[-1].write_text(message["content"], encoding="utf-8")
    sizes = ["--hidden", HIDDEN, "--layers", LAYERS, "--vocab", VOCAB, "--phrases", PHRASES]
    return run([python_of("trl"), TINY_MODEL, target, *files, *sizes, "--learnable"], "tiny-model")


def gguf(python: Path, merged: Path, target: Path) -> str:
    """GGUF by llama.cpp's converter where its sources can be had, answered by llama.cpp where it is there."""
    arguments = ["--kind", "q8_0", "--pre-tokenizer", "qwen2", "--fetch", ROOT / ".cache" / "llama"]
    command = [
        python,
        "-m",
        "resumemate_training.cli",
        "export",
        "gguf",
        merged,
        "--output",
        target,
        *arguments,
    ]
    try:
        said = run(command, "export-gguf")
        run(
            [python, "-m", "resumemate_training.cli", "export", "ollama", target, "--model", merged],
            "export-ollama",
        )
    except SystemExit as error:
        print(f"    not exported: {str(error).strip().splitlines()[-1]}")
        return ""
    print("    " + answered_by_llama_cpp(python, target))
    return said


def answered_by_llama_cpp(python: Path, target: Path) -> str:
    """Whether llama.cpp, where it is installed, gives the first learned answer word for word."""
    script = Path(__file__).with_name("ask_llama_cpp.py")
    asked = [python, script, target, WORK / "data" / "split" / "train.jsonl"]
    done = subprocess.run(list(map(str, asked)), env=variables(), capture_output=True, text=True, check=False)
    return done.stdout.strip() or f"llama.cpp failed: {done.stderr.strip().splitlines()[-1:]}"


def fresh(folder: Path) -> Path:
    """`folder`, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def evaluate(model: Path, sets: dict[str, Path]) -> int:
    """Serve the model once and evaluate it on each set; the gate is for what it has learned."""
    code = 0
    with served(model) as url:
        for name, test in sets.items():
            report = WORK / f"report-{name.replace(' ', '-')}"
            asked = [
                "evaluate",
                test,
                "--model",
                f"tiny-awq={url}/v1#resumemate-14b",
                "--output",
                fresh(report),
            ]
            asked += ["--timeout", 300, "--max-tokens", 2_000, "--price", "0,0"]
            asked += ["--gate", "0.90"] if name == "learned" else []
            command = [HERE, "-m", "resumemate_training.cli", *asked]
            print(f"evaluate, {name} ...", flush=True)
            began = time.perf_counter()
            done = subprocess.run(list(map(str, command)), cwd=ROOT, env=variables(), check=False)
            times = json.loads(TIMES.read_text()) | {
                f"evaluate, {name}": round(time.perf_counter() - began, 1)
            }
            TIMES.write_text(json.dumps(times, indent=2))
            code = code or done.returncode
    return code


@contextmanager
def served(model: Path) -> Iterator[str]:
    """vLLM on the model, with the flags that serve-check uses."""
    from resumemate_training.serving.run import server_on

    with server_on(model, program=VLLM, cpu=True, log=WORK / "logs" / "vllm.log") as server:
        yield server.url


def table() -> None:
    """Every step and its seconds."""
    times = json.loads(TIMES.read_text())
    print("\n| step | seconds |\n|---|---|")
    for name, seconds in times.items():
        print(f"| {name} | {seconds:g} |")
    print(f"| together | {sum(times.values()):.0f} |")


if __name__ == "__main__":
    raise SystemExit(main())
