"""`data generate` killed with SIGKILL at twenty random moments, against a server that counts what it was paid for:
no answer is paid twice and none is lost, those that were on their way at a kill included."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from resumemate_llm.testing import FAULTS
from resumemate_training import jsonl
from resumemate_training.cli import main
from resumemate_training.data.pairs import builtin_pairs
from resumemate_training.examples import read_examples

from .fake_anthropic import FakeAnthropic

KILLS = 20
SEED = 20261128


def pairs_folder(folder: Path) -> int:
    """Every built-in resume with every built-in job but its own: thirty pairs."""
    folder.mkdir()
    pairs = builtin_pairs()
    crossed = [(a, b) for a in pairs for b in pairs if a is not b]
    for number, (resume, job) in enumerate(crossed):
        entry = {"domain": resume.domain, "resumeText": resume.resume, "jobDescriptionText": job.job}
        (folder / f"{number:02}.json").write_text(json.dumps(entry))
    return len(crossed)


def start(server: FakeAnthropic, folder: Path, output: Path, *more: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": server.url}
    command = [sys.executable, "-m", "resumemate_training.cli", "data", "generate", "--quiet"]
    where = ["--pairs", str(folder), "--no-builtin", "-o", str(output)]
    return subprocess.Popen([*command, *where, *more], env=env, stderr=subprocess.PIPE)


def wait_for_a_request(server: FakeAnthropic, run: subprocess.Popen[bytes], before: int) -> None:
    """Until the run has sent something, or has ended."""
    server.wait_for(lambda s: len(s.requests) > before or run.poll() is not None, timeout=20)


def kill(run: subprocess.Popen[bytes]) -> None:
    run.send_signal(signal.SIGKILL)
    run.communicate()


def whole_lines(path: Path) -> list[bytes]:
    """The lines of a file that end; each of them must be JSON."""
    if not path.exists():
        return []
    lines = path.read_bytes().split(b"\n")[:-1]
    assert all(json.loads(line) for line in lines)
    return lines


def journal_of(output: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in whole_lines(output.with_name("training-data.journal.jsonl"))]


def test_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    folder, output = tmp_path / "pairs", tmp_path / "out" / "training-data.jsonl"
    count = pairs_folder(folder)
    slow = replace(FAULTS["ok"], delay=0.15, pause=0.002)
    with FakeAnthropic(then=slow) as server:
        for number in range(KILLS):
            before = len(server.requests)
            run = start(server, folder, output)
            if number % 5:  # while answers come in; else while it starts
                wait_for_a_request(server, run, before)
            time.sleep(chance.uniform(0.0, 0.4))
            kill(run)
            whole_lines(output)
        run = start(server, folder, output)
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said
        paid, begun = dict(server.bill.paid), server.generations

    examples = read_examples(output)
    assert len({example.id for example in examples}) == len(examples)
    rejected = list(jsonl.read(output.with_name("training-data.rejects.jsonl")))
    assert len(examples) + len(rejected) == count  # none lost, none twice
    answers = [str(e["pair"]) for e in journal_of(output) if e["kind"] == "answer"]
    assert max(Counter(answers).values()) == 1  # what reached us was never asked for again
    assert sorted(paid.values()) == [1] * count  # none paid twice, not even what was on its way
    print(f"kills {KILLS}, {begun} requests, paid {sum(paid.values())} for {count} pairs")


def test_killed_with_batches_no_answer_is_ever_paid_twice(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    folder, output = tmp_path / "pairs", tmp_path / "out" / "training-data.jsonl"
    count = pairs_folder(folder)
    with FakeAnthropic(batch_seconds=0.25, create_seconds=0.15) as server:
        for number in range(KILLS):
            before = len(server.requests)
            run = start(server, folder, output, "--batch", "--poll", "0.05", "--limit", str(number + 1))
            if number % 5:
                wait_for_a_request(server, run, before)
            time.sleep(chance.uniform(0.0, 0.5))
            kill(run)
            whole_lines(output)
        run = start(server, folder, output, "--batch", "--poll", "0.05")
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said
        paid = dict(server.bill.paid)

    rejected = list(jsonl.read(output.with_name("training-data.rejects.jsonl")))
    assert len(read_examples(output)) + len(rejected) == count
    assert sorted(paid.values()) == [1] * count
    states = Counter(str(e["state"]) for e in journal_of(output) if e["kind"] == "batch")
    print(f"kills {KILLS}, batches {states}, paid {sum(paid.values())} for {count} pairs")


@pytest.mark.parametrize("torn", ["output", "journal", "rejects"])
def test_a_torn_last_line_in_any_file_is_repaired(
    tmp_path: Path, torn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "training-data.jsonl"
    with FakeAnthropic() as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        command = ["data", "generate", "-o", str(output)]
        assert CliRunner().invoke(main, [*command, "--limit", "4"]).exit_code == 0
        path = output if torn == "output" else output.with_name(f"training-data.{torn}.jsonl")
        data = path.read_bytes()
        path.write_bytes(data[: len(data) - 40] if data else b'{"pair": "x')
        (tmp_path / ".progress.json").unlink()
        assert CliRunner().invoke(main, [*command, "--dry-run"]).exit_code == 0
        assert CliRunner().invoke(main, command).exit_code == 0
        assert sum(server.bill.paid.values()) == 6
    ids = [example.id for example in read_examples(output)]
    assert len(set(ids)) == len(ids) == 6


def test_evaluate_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    data, output = tmp_path / "data" / "training-data.jsonl", tmp_path / "report"
    folder = tmp_path / "pairs"
    pairs_folder(folder)
    made = [
        "data",
        "generate",
        "--pairs",
        str(folder),
        "--provider",
        "mock",
        "-o",
        str(data),
        "--limit",
        "16",
    ]
    assert CliRunner().invoke(main, [*made, "--must", "", "--min-quality", "0"]).exit_code == 0
    count = len(read_examples(data))
    slow = replace(FAULTS["ok"], delay=0.15, pause=0.002)
    with FakeAnthropic(then=slow) as server:
        env = {**os.environ, "ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": server.url}
        command = [
            sys.executable,
            "-m",
            "resumemate_training.cli",
            "evaluate",
            str(data),
            "-m",
            "claude",
            "-q",
        ]
        command += ["-o", str(output), "--concurrency", "2"]
        for number in range(KILLS):
            before = len(server.requests)
            run = subprocess.Popen(command, env=env, stderr=subprocess.PIPE)
            if number % 5:
                wait_for_a_request(server, run, before)
            time.sleep(chance.uniform(0.0, 0.4))
            kill(run)
            whole_lines(output / "answers.journal.jsonl")
        run = subprocess.Popen(command, env=env, stderr=subprocess.PIPE)
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said
        paid, begun = dict(server.bill.paid), server.generations
    assert sorted(paid.values()) == [1] * count
    rates = json.loads((output / "report.json").read_text())["models"][1]["rates"]
    assert rates["answered"] == {
        "count": count,
        "total": count,
        "value": 1.0,
        "interval": rates["answered"]["interval"],
    }
    print(f"kills {KILLS}, {begun} requests, paid {sum(paid.values())} for {count} answers")
