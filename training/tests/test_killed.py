"""Commands killed with SIGKILL twenty times, against a server that counts what it was paid for: no answer is paid
twice and none is lost, those that were on their way at a kill included. Each kill hits a command at work: while
it and its courier start, when a request leaves, inside an answer, at an answer's end, when the next one follows."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from resumemate_llm.testing import FAULTS
from resumemate_training import jsonl
from resumemate_training.cli import main
from resumemate_training.examples import read_examples

from .fake_anthropic import FakeAnthropic
from .kills import KILLS, Command, Moment, Reached, Seen, answer, event, kill_often, request, whole_lines
from .pairs import crossed_pairs

SEED = 20261128
SLOW = replace(FAULTS["ok"], delay=0.05, pause=0.005)
COMMAND_IMPORTS, ALL_IMPORTS = 500, 4_000
"""About how many modules the command imports before it starts its courier, and both together."""


def generating(server: FakeAnthropic, folder: Path, output: Path) -> Command:
    where = ["--pairs", str(folder), "--no-builtin", "-o", str(output)]
    log = folder.with_name("log")
    return Command(arguments=["data", "generate", "--quiet", *where], server=server, log=log)


def while_starting(chance: random.Random) -> int:
    """A random import of the command itself, or of its courier."""
    first, end = chance.choice([(1, COMMAND_IMPORTS), (COMMAND_IMPORTS, ALL_IMPORTS)])
    return chance.randrange(first, end)


def while_asking(concurrency: int) -> Iterator[Moment]:
    """Moments without end, five kinds in turn, with random places within each."""
    chance = random.Random(SEED)
    while True:
        yield while_starting(chance)
        yield request(chance.randint(1, concurrency))
        yield event(chance.randint(1, 25 * concurrency))
        yield answer(chance.randint(1, concurrency))
        yield request(concurrency + chance.randint(1, concurrency))


def journal_of(output: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in whole_lines(output.with_name("training-data.journal.jsonl"))]


def test_generate_killed_twenty_times(tmp_path: Path) -> None:
    folder, output = tmp_path / "pairs", tmp_path / "out" / "training-data.jsonl"
    count = crossed_pairs(folder, own=False, times=2)
    with FakeAnthropic(then=SLOW) as server:
        command = generating(server, folder, output)
        started = kill_often(itertools.repeat(command), while_asking(3), lambda: whole_lines(output))
        left = count - len(server.bill.begun)
        server.follow(then="ok")
        command.finish()
        paid, begun = dict(server.bill.paid), server.generations

    assert left > 0  # there was work left at every kill
    examples = read_examples(output)
    assert len({example.id for example in examples}) == len(examples)
    rejected = list(jsonl.read(output.with_name("training-data.rejects.jsonl")))
    assert len(examples) + len(rejected) == count  # none lost, none twice
    answers = [str(e["pair"]) for e in journal_of(output) if e["kind"] == "answer"]
    assert max(Counter(answers).values()) == 1  # what reached us was never asked for again
    assert sorted(paid.values()) == [1] * count  # none paid twice, not even what was on its way
    print(f"kills {KILLS} of {started}, {left} pairs left, {begun} requests, paid {sum(paid.values())}")


def own_batch(server: FakeAnthropic, before: Seen) -> list[str]:
    """The paths that a run has asked for since it created a batch of its own, that first."""
    since = server.requests[before.requests :]
    return [asked.path for asked in itertools.dropwhile(lambda asked: asked.method != "POST", since)]


def since_it_was_created(number: int) -> Reached:
    """The run's own batch is being created, or asked for, or its results are: the `number`-th request."""
    return lambda server, before: len(own_batch(server, before)) >= number


def given_results(server: FakeAnthropic, before: Seen) -> bool:
    """The results of the run's own batch have just been sent."""
    return server.in_flight == 0 and any(path.endswith("/results") for path in own_batch(server, before))


def while_batching() -> Iterator[Moment]:
    """Moments without end: while it starts, while it brings in an earlier batch, while it creates one, waits
    for it, and has its results."""
    chance = random.Random(SEED)
    while True:
        yield chance.randrange(1, ALL_IMPORTS)
        yield since_it_was_created(1)
        yield request(chance.randint(1, 4))
        yield since_it_was_created(chance.randint(2, 4))
        yield given_results


def test_batches_killed_twenty_times(tmp_path: Path) -> None:
    folder, output = tmp_path / "pairs", tmp_path / "out" / "training-data.jsonl"
    count = crossed_pairs(folder, own=False)
    with FakeAnthropic(batch_seconds=0.1, create_seconds=0.05) as server:
        command = generating(server, folder, output).but("--batch", "--poll", "0.02")
        growing = (command.but("--limit", str(number)) for number in range(1, count))
        started = kill_often(growing, while_batching(), lambda: whole_lines(output))
        command.finish()
        paid = dict(server.bill.paid)

    rejected = list(jsonl.read(output.with_name("training-data.rejects.jsonl")))
    assert len(read_examples(output)) + len(rejected) == count
    assert sorted(paid.values()) == [1] * count
    states = Counter(str(e["state"]) for e in journal_of(output) if e["kind"] == "batch")
    print(f"kills {KILLS} of {started}, batches {states}, paid {sum(paid.values())} for {count} pairs")


def test_evaluate_killed_twenty_times(tmp_path: Path) -> None:
    data, report, folder = tmp_path / "data" / "training-data.jsonl", tmp_path / "report", tmp_path / "pairs"
    crossed_pairs(folder, own=False, times=2)
    made = ["data", "generate", "--pairs", str(folder), "--provider", "mock", "-o", str(data)]
    made += ["--must", "", "--min-quality", "0", "--limit", "44"]
    assert CliRunner().invoke(main, made).exit_code == 0
    count = len(read_examples(data))
    asked = ["evaluate", str(data), "-m", "claude", "-q", "-o", str(report), "--concurrency", "2"]
    with FakeAnthropic(then=SLOW) as server:
        command = Command(arguments=asked, server=server, log=tmp_path / "log")
        journal = report / "answers.journal.jsonl"
        started = kill_often(itertools.repeat(command), while_asking(2), lambda: whole_lines(journal))
        left = count - len(server.bill.begun)
        server.follow(then="ok")
        command.finish()
        paid, begun = dict(server.bill.paid), server.generations
    assert left > 0 and sorted(paid.values()) == [1] * count
    answered = json.loads((report / "report.json").read_text())["models"][1]["rates"]["answered"]
    assert (answered["count"], answered["total"], answered["value"]) == (count, count, 1.0)
    print(f"kills {KILLS} of {started}, {left} left, {begun} requests, paid {sum(paid.values())}")


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
