"""The process that carries requests: errors come back typed, a kill of the command loses nothing, a kill of the
courier is said, a full disk stops everything with nothing harmed."""

from __future__ import annotations

import asyncio
import json
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from resumemate_llm.errors import ConfigError, FailureCategory, ProviderError
from resumemate_llm.settings import Secret, Settings
from resumemate_llm.testing import FAULTS
from resumemate_training import jsonl
from resumemate_training.asking.courier import Courier, ProviderSpec
from resumemate_training.asking.journal import Record, request_hash
from resumemate_training.asking.paid import Question
from resumemate_training.data.generate import ask_for
from resumemate_training.data.pairs import builtin_pairs
from resumemate_training.errors import Busy, StepFailed
from resumemate_training.examples import read_examples
from resumemate_training.files import lock

from .fake_anthropic import EACH_USD, FakeAnthropic
from .kills import Command, press_ctrl_c


@pytest.fixture
def server() -> Iterator[FakeAnthropic]:
    with FakeAnthropic(api_key="k") as server:
        yield server


def specs(server: FakeAnthropic, key: str = "k") -> dict[str, ProviderSpec]:
    settings = Settings(anthropic_api_key=Secret(key), anthropic_base_url=server.url)
    return {"claude": ProviderSpec(name="claude", settings=settings)}


def question(number: int = 0) -> Question:
    pair = builtin_pairs()[number]
    request = ask_for(pair).request
    return Question(
        provider="claude", key=request_hash("claude", "m", request), pair=pair.key, request=request
    )


def test_an_answer_is_in_the_journal_before_it_is_here(server: FakeAnthropic, tmp_path: Path) -> None:
    async def run() -> None:
        async with Courier(tmp_path / "j.jsonl", specs(server)) as courier:
            answer = await courier.ask(question(), timeout=30)
            assert answer.completion.cost_usd == pytest.approx(EACH_USD, rel=0.9)
            assert (
                Record(tmp_path / "j.jsonl").find(question().key)
                == answer
                == courier.record.find(question().key)
            )

    asyncio.run(run())


def test_failures_come_back_with_their_category(server: FakeAnthropic, tmp_path: Path) -> None:
    async def run() -> None:
        async with Courier(tmp_path / "j.jsonl", specs(server, key="wrong")) as courier:
            with pytest.raises(ProviderError) as failed:
                await courier.ask(question(), timeout=30)
            assert failed.value.category is FailureCategory.AUTH

    asyncio.run(run())
    assert not Record(tmp_path / "j.jsonl").unknown


def test_giving_up_stops_the_request_on_the_wire(server: FakeAnthropic, tmp_path: Path) -> None:
    server.follow("silence")

    async def run() -> None:
        async with Courier(tmp_path / "j.jsonl", specs(server)) as courier:
            asked = asyncio.create_task(courier.ask(question(), timeout=60))
            await asyncio.to_thread(server.wait_for, lambda s: s.generations == 1, 30)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked

    asyncio.run(run())
    assert server.wait_for(lambda s: s.cancelled == 1)


def test_a_killed_courier_is_said_and_its_requests_are_named(server: FakeAnthropic, tmp_path: Path) -> None:
    server.follow("silence")

    async def run() -> None:
        async with Courier(tmp_path / "j.jsonl", specs(server)) as courier:
            asked = asyncio.create_task(courier.ask(question(), timeout=30))
            await asyncio.to_thread(server.wait_for, lambda s: s.generations == 1, 30)
            courier._process.kill()
            with pytest.raises(StepFailed, match="has ended"):
                await asked

    asyncio.run(run())
    assert Record(tmp_path / "j.jsonl").unknown == {question().key}


def test_the_next_courier_waits_for_the_answers_of_the_last(server: FakeAnthropic, tmp_path: Path) -> None:
    waited: list[bool] = []

    async def run() -> None:
        async with Courier(tmp_path / "j.jsonl", specs(server), lambda: waited.append(True)) as courier:
            assert courier.record.find("x") is None

    with lock(tmp_path / "j.jsonl"), pytest.raises(Busy):
        asyncio.run(one_that_is_impatient(server, tmp_path))
    asyncio.run(run())
    assert waited == []


async def one_that_is_impatient(server: FakeAnthropic, tmp_path: Path) -> None:
    async with Courier(tmp_path / "j.jsonl", specs(server), patience=0.2):
        pass


def test_no_key_is_an_error_before_anything_starts() -> None:
    with pytest.raises(ConfigError, match="ANTHROPIC_API_KEY"):
        ProviderSpec(name="claude", settings=Settings()).build()


def generating(server: FakeAnthropic, output: Path, *more: str) -> Command:
    arguments = ["data", "generate", "-o", str(output), *more]
    return Command(arguments=arguments, server=server, log=output.with_name("log"))


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """A file may not grow over `size` bytes in the processes that start meanwhile: the nearest thing to a full
    disk that needs no rights."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [30_000, 70_000])
def test_a_disk_that_fills_up_in_the_middle(server: FakeAnthropic, tmp_path: Path, room: int) -> None:
    output = tmp_path / "training-data.jsonl"
    with little_room(room):
        run = generating(server, output).start(told=subprocess.PIPE)
    said = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 8 and "no room left to write" in said and "Traceback" not in said, said
    for path in tmp_path.glob("*.jsonl"):
        assert path.read_bytes()[-1:] in (b"\n", b"") and list(jsonl.read(path)) is not None
    generating(server, output).finish()
    assert len(read_examples(output)) == 6


def test_ctrl_c_twice_does_not_wait_and_loses_nothing(server: FakeAnthropic, tmp_path: Path) -> None:
    output = tmp_path / "training-data.jsonl"
    server.held = True
    run = generating(server, output, "--concurrency", "2").start(told=subprocess.PIPE)
    assert server.wait_for(lambda s: s.peak_in_flight == 2, timeout=30)
    press_ctrl_c(run)
    run.send_signal(signal.SIGINT)
    assert run.wait() == 130 and not server.bill.paid
    server.held = False
    run.communicate()
    generating(server, output).finish()
    assert sorted(server.bill.begun.values()) == sorted(server.bill.paid.values()) == [1] * 6
    assert len(read_examples(output)) == 6


def test_the_journal_is_json_for_everybody(server: FakeAnthropic, tmp_path: Path) -> None:
    async def run() -> None:
        async with Courier(tmp_path / "j.jsonl", specs(server)) as courier:
            await courier.ask(question(), timeout=30)

    asyncio.run(run())
    kinds = [json.loads(line)["kind"] for line in (tmp_path / "j.jsonl").read_text().splitlines()]
    assert kinds == ["sent", "answer"]


def test_ctrl_c_in_evaluate_lets_answers_come_in(server: FakeAnthropic, tmp_path: Path) -> None:
    data, report = tmp_path / "training-data.jsonl", tmp_path / "report"
    generating(server, data, "--provider", "mock").finish()
    server.held = True
    asked = ["evaluate", str(data), "-m", "claude", "-o", str(report), "--concurrency", "2"]
    evaluate = Command(arguments=asked, server=server, log=tmp_path / "log")
    run = evaluate.start(told=subprocess.PIPE)
    assert server.wait_for(lambda s: s.peak_in_flight == 2, timeout=60)
    press_ctrl_c(run)
    server.held = False
    run.communicate(timeout=60)
    assert run.returncode == 130 and server.generations == 2
    evaluate.finish()
    assert sorted(server.bill.paid.values()) == [1] * 6


def test_two_processes_at_once(server: FakeAnthropic, tmp_path: Path) -> None:
    output = tmp_path / "training-data.jsonl"
    server.follow(then=replace(FAULTS["ok"], delay=0.3))
    runs = [generating(server, output).start() for _ in range(2)]
    assert sorted(run.wait(120) for run in runs) == [0, 7]
    assert sorted(server.bill.paid.values()) == [1] * 6
    assert len(read_examples(output)) == 6
