"""`data generate --batch` through Anthropic's own SDK against the fake: batches found again, odd results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from resumemate_training import jsonl
from resumemate_training.cli import main
from resumemate_training.examples import read_examples

from .fake_anthropic import USAGE, FakeAnthropic

EMPTY = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-4-5",
    "content": [{"type": "tool_use", "id": "toolu_1", "name": "draft", "input": {}}],
    "stop_reason": "tool_use",
    "stop_sequence": None,
    "usage": USAGE,
}

pytestmark = pytest.mark.usefixtures("no_courier")


def generate(output: Path, *more: str) -> Result:
    arguments = ["data", "generate", "-o", str(output), "--batch", "--poll", "0.01", *more]
    return CliRunner().invoke(main, arguments)


def journal(output: Path) -> list[dict[str, Any]]:
    return [line.value for line in jsonl.read(output.with_name("training-data.journal.jsonl"))]


def rewrite(output: Path, keep: Any) -> None:
    """The journal as a kill would have left it: only the entries that `keep` lets stand."""
    jsonl.write(output.with_name("training-data.journal.jsonl"), filter(keep, journal(output)))


def test_one_batch_and_the_same_requests_as_without(
    server: FakeAnthropic, output: Path, tmp_path: Path
) -> None:
    assert generate(output).exit_code == 0
    (batch,) = server.batches.values()
    assert len(read_examples(output)) == len(batch.requests) == 6
    assert server.generations == 0
    other = tmp_path / "other" / "training-data.jsonl"
    CliRunner().invoke(main, ["data", "generate", "-o", str(other)])
    sent = [
        {k: v for k, v in r.body.items() if k != "stream"}
        for r in server.requests
        if r.path == "/v1/messages"
    ]
    assert sorted(map(json.dumps, sent)) == sorted(
        json.dumps({k: request["params"][k] for k in sent[0]}) for request in batch.requests
    )


def test_a_batch_is_found_again_by_its_id(server: FakeAnthropic, output: Path) -> None:
    generate(output)
    output.unlink()
    rewrite(output, lambda e: e["kind"] == "batch" and e["state"] != "collected")
    (output.parent / ".progress.json").unlink()
    assert generate(output).exit_code == 0
    assert len(server.batches) == 1 and len(read_examples(output)) == 6


def test_a_batch_whose_submission_was_cut_off_is_found_by_its_nonce(
    server: FakeAnthropic, output: Path
) -> None:
    generate(output)
    output.unlink()
    (output.parent / ".progress.json").unlink()
    rewrite(output, lambda e: e["kind"] == "batch" and e["state"] == "submitting")
    foreign = json.loads(json.dumps([r for b in server.batches.values() for r in b.requests]))
    for request in foreign:
        request["custom_id"] = f"other{request['custom_id'][5:]}"
    server._create({"requests": foreign})
    assert generate(output).exit_code == 0
    assert len(server.batches) == 2 and len(read_examples(output)) == 6


def test_a_batch_that_never_arrived_is_submitted_again(server: FakeAnthropic, output: Path) -> None:
    server.refuse_batches = 529
    done = generate(output)
    assert done.exit_code == 4 and "status 529" in done.output and len(server.requests) == 1
    server.refuse_batches = None
    assert generate(output).exit_code == 0
    assert len(server.batches) == 1 and len(read_examples(output)) == 6


def test_what_has_no_answer_is_submitted_next_time(server: FakeAnthropic, output: Path) -> None:
    failed: list[str] = []

    def expire_one(custom_id: str) -> dict[str, Any] | None:
        failed[:] = failed or [custom_id]
        return {"type": "expired"} if custom_id == failed[0] else None

    server.result = expire_one
    done = generate(output)
    assert done.exit_code == 4 and "1 of 6 pairs got no answer" in done.output
    assert generate(output).exit_code == 0
    assert [len(batch.requests) for batch in server.batches.values()] == [6, 1]
    assert len(read_examples(output)) == 6


def test_the_budget_counts_a_batch_at_half_price(server: FakeAnthropic, output: Path) -> None:
    done = generate(output, "--budget", "0.3")
    assert done.exit_code == 5
    (batch,) = server.batches.values()
    assert 3 <= len(batch.requests) < 6
    answers = [e for e in journal(output) if e["kind"] == "answer"]
    assert len(read_examples(output)) == len(answers) == len(batch.requests)
    assert 0 < sum(e["completion"]["cost_usd"] for e in answers) <= 0.3


def test_what_a_reached_budget_has_paid_for_is_used(server: FakeAnthropic, output: Path) -> None:
    kept = []
    for _ in range(3):
        assert generate(output, "--budget", "0.08").exit_code == 5
        kept.append(len(read_examples(output)))
    answers = [e for e in journal(output) if e["kind"] == "answer"]
    assert kept[0] == 1 and kept[-1] == len(answers)
    assert generate(output).exit_code == 0 and len(read_examples(output)) == 6


def test_an_answer_that_is_rejected_is_rejected_under_a_reached_budget_too(
    server: FakeAnthropic, output: Path
) -> None:
    server.result = lambda _: {"type": "succeeded", "message": EMPTY}
    assert generate(output, "--budget", "0.3").exit_code == 5
    answers = [e for e in journal(output) if e["kind"] == "answer"]
    rejects = list(jsonl.read(output.with_name("training-data.rejects.jsonl")))
    assert len(rejects) == len(answers) > 0


def test_batches_are_anthropics(output: Path) -> None:
    done = generate(output, "--provider", "mock")
    assert done.exit_code == 3 and "--provider claude" in done.output
