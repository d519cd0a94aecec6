"""`data generate` against a fake of Anthropic's API: the file, the bill, the budget, what is rejected."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from resumemate_llm.errors import FailureCategory
from resumemate_llm.prompts import PROMPT_VERSION, system_prompt
from resumemate_llm.testing import example_draft, http_error
from resumemate_training import jsonl
from resumemate_training.cli import main
from resumemate_training.data.pairs import builtin_pairs
from resumemate_training.examples import read_examples

from .fake_anthropic import EACH_USD, FakeAnthropic
from .kills import Command, press_ctrl_c

pytestmark = pytest.mark.usefixtures("no_courier")
KEYS = {"id", "domain", "messages", "metadata"}


def generate(output: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["data", "generate", "-o", str(output), *more])


def paid(server: FakeAnthropic) -> list[int]:
    return sorted(server.bill.paid.values())


def rejects(output: Path) -> list[dict[str, Any]]:
    return [line.value for line in jsonl.read(output.with_name("training-data.rejects.jsonl"))]


def test_the_file_is_as_the_contract_says(server: FakeAnthropic, output: Path) -> None:
    done = generate(output)
    assert done.exit_code == 0, done.output
    lines = [line.value for line in jsonl.read(output)]
    assert [set(line) for line in lines] == [KEYS] * 6
    assert {line["domain"] for line in lines} == {pair.domain for pair in builtin_pairs()}
    for line in lines:
        assert [m["role"] for m in line["messages"]] == ["system", "user", "assistant"]
        assert line["messages"][0]["content"] == system_prompt()
        assert set(line["metadata"]) == {"input_tokens", "output_tokens", "generated_at", "model"}
        assert len(json.loads(line["messages"][2]["content"])) == 15
    assert len(read_examples(output)) == 6
    progress = json.loads((output.parent / ".progress.json").read_text())
    assert progress["completed"] == sorted(pair.key for pair in builtin_pairs())
    assert progress["prompt_version"] == PROMPT_VERSION


def test_contact_data_is_masked_in_what_is_sent_and_in_the_file(server: FakeAnthropic, output: Path) -> None:
    generate(output)
    sent = "".join(request.raw.decode() for request in server.requests)
    assert "mail.example" not in sent and "mail.example" not in output.read_text()


def test_a_second_run_asks_for_nothing(server: FakeAnthropic, output: Path) -> None:
    generate(output)
    before, asked = output.read_bytes(), server.generations
    assert generate(output).exit_code == 0
    assert (output.read_bytes(), server.generations) == (before, asked)


def test_the_progress_file_can_be_lost_and_the_output_moved_away(server: FakeAnthropic, output: Path) -> None:
    generate(output)
    (output.parent / ".progress.json").unlink()
    output.unlink()
    assert generate(output).exit_code == 0
    assert len(read_examples(output)) == 6
    assert paid(server) == [1] * 6


def test_a_bare_list_of_hashes_is_a_progress_file_too(server: FakeAnthropic, output: Path) -> None:
    first = builtin_pairs()[0]
    (output.parent / ".progress.json").write_text(json.dumps([first.key]))
    generate(output)
    assert len(read_examples(output)) == 5


def test_an_answer_that_is_no_draft_is_rejected_with_its_reasons(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeAnthropic(answer='{"summary": 1}') as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        done = generate(output, "--limit", "1", "--reasks", "1")
        assert done.exit_code == 0 and server.generations == 2
        (entry,) = rejects(output)
        assert entry["reasons"][0] == "invalid: schema_invalid"
        assert "headline: Field required" in entry["reasons"]
        assert entry["answer"] == '{"summary": 1}'
        generate(output, "--limit", "1")
        assert server.generations == 2
        generate(output, "--limit", "1", "--retry-rejected")
        assert server.generations == 4


def test_a_draft_for_somebody_else_is_rejected(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = json.dumps(example_draft().to_wire())
    with FakeAnthropic(answer=draft) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        generate(output, "--limit", "1")
        (entry,) = rejects(output)
        names = {reason.split(":")[0] for reason in entry["reasons"]}
        assert {"roles", "facts", "skills"} <= names


def test_a_re_ask_that_succeeds_is_kept_and_both_answers_are_billed(
    server: FakeAnthropic, output: Path
) -> None:
    server.follow("missing_keys")
    done = generate(output, "--limit", "1")
    assert "kept              1" in done.output
    assert len(list(jsonl.read(output.with_name("training-data.journal.jsonl")))) == 4


@pytest.mark.parametrize(("budget", "kept"), [(0.0, 0), (0.2, 1), (10.0, 6)])
def test_the_budget_stops_before_it_is_passed(
    server: FakeAnthropic, output: Path, budget: float, kept: int
) -> None:
    done = generate(output, "--budget", str(budget), "--concurrency", "1")
    assert done.exit_code == (0 if kept == 6 else 5)
    assert len(list(jsonl.read(output))) >= kept
    journal = [line.value for line in jsonl.read(output.with_name("training-data.journal.jsonl"))]
    spent = sum(entry["completion"]["cost_usd"] for entry in journal if entry["kind"] == "answer")
    assert spent <= budget
    assert server.generations == len(read_examples(output)) if kept else server.generations == 0


def test_a_budget_needs_a_price(server: FakeAnthropic, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_MODEL", "claude-of-tomorrow")
    done = generate(output, "--budget", "1")
    assert done.exit_code == 3 and "add --price" in done.output
    assert generate(output, "--budget", "10", "--price", "3,15").exit_code == 0


def test_a_dry_run_estimates_cost_and_time_and_sends_nothing(server: FakeAnthropic, output: Path) -> None:
    whole, batch = generate(output, "--dry-run"), generate(output, "--dry-run", "--batch")
    assert server.requests == [] and list(output.parent.iterdir()) == []
    dollars = [float(r.output.split("cost, estimated")[1].split("$")[1].split()[0]) for r in (whole, batch)]
    assert 0.05 < dollars[0] < 1.0 and dollars[1] == pytest.approx(dollars[0] / 2, abs=0.01)
    assert "2 min to 5 min" in whole.output and "within 24 hours" in batch.output


def test_a_wrong_key_stops_at_once_and_nothing_is_marked_as_done(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeAnthropic(api_key="right") as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "wrong")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        done = generate(output, "--concurrency", "1")
        assert done.exit_code == 4 and FailureCategory.AUTH.value in done.output
        assert len(server.requests) == 1
        monkeypatch.setenv("ANTHROPIC_API_KEY", "right")
        assert generate(output).exit_code == 0
        assert len(read_examples(output)) == 6


def test_a_pair_that_failed_is_asked_again_next_time(server: FakeAnthropic, output: Path) -> None:
    server.follow(http_error(500), http_error(500))
    done = generate(output, "--concurrency", "1")
    assert done.exit_code == 4 and "1 of 6 pairs got no answer" in done.output
    assert generate(output).exit_code == 0
    assert paid(server) == [1] * 6


def test_mock_never_hides_behind_a_model(output: Path) -> None:
    done = generate(output, "--provider", "claude,mock")
    assert done.exit_code == 3 and "name it alone" in done.output


def test_bad_pairs_are_named(tmp_path: Path, output: Path) -> None:
    folder = tmp_path / "pairs"
    folder.mkdir()
    (folder / "a.json").write_text('{"domain": "x", "resumeText": ""}')
    done = generate(output, "--pairs", str(folder), "--provider", "mock")
    assert done.exit_code == 2 and "a.json: jobDescriptionText: Field required" in done.output
    (folder / "a.json").write_text('{"domain": }')
    assert "not JSON: Expecting value in line 1" in generate(output, "--pairs", str(folder)).output


def test_a_pair_that_is_no_resume_is_rejected_and_the_others_go_on(tmp_path: Path, output: Path) -> None:
    folder = tmp_path / "pairs"
    folder.mkdir()
    pair = {"domain": "x", "resumeText": "hello", "jobDescriptionText": builtin_pairs()[0].job}
    (folder / "a.json").write_text(json.dumps(pair))
    assert generate(output, "--pairs", str(folder), "--provider", "mock").exit_code == 0
    assert len(read_examples(output)) == 6 and rejects(output)[0]["reasons"][0].startswith("unusable")


def test_another_process_is_kept_out(output: Path, tmp_path: Path) -> None:
    from resumemate_training.files import lock

    with lock(output):
        done = generate(output, "--provider", "mock")
    assert done.exit_code == 7 and "another process" in done.output


def test_another_output_in_the_same_folder_is_refused(output: Path) -> None:
    generate(output, "--provider", "mock")
    done = generate(output.with_name("other.jsonl"), "--provider", "mock")
    assert done.exit_code == 3 and "give other.jsonl a folder of its own" in done.output


def test_ctrl_c_lets_what_is_paid_for_come_in(output: Path, server: FakeAnthropic) -> None:
    server.held = True
    arguments = ["data", "generate", "-o", str(output), "--concurrency", "2"]
    command = Command(arguments=arguments, server=server, log=output.with_name("log"))
    run = command.start(told=subprocess.PIPE)
    assert server.wait_for(lambda s: s.peak_in_flight == 2, timeout=20)
    press_ctrl_c(run)
    server.held = False
    said = run.communicate(timeout=20)[1]
    assert run.returncode == 130 and b"run the same command to go on" in said
    assert len(read_examples(output)) == 2 == server.generations
    assert generate(output).exit_code == 0
    assert paid(server) == [1] * 6


def test_a_full_disk_is_said_clearly_and_nothing_is_lost(
    output: Path, server: FakeAnthropic, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collections import namedtuple

    from resumemate_training.asking import paid as paid_module

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(paid_module, "disk_usage", lambda path: usage(1, 1, 1000))
    done = generate(output)
    assert done.exit_code == 8 and "free some space" in done.output and server.generations == 0
    monkeypatch.undo()


def test_the_cost_is_the_price_lists(server: FakeAnthropic, output: Path) -> None:
    started = time.monotonic()
    assert generate(output, "--batch", "--poll", "0.01").exit_code == 0
    manifest = json.loads((output.parent / "generate.manifest.json").read_text())
    assert manifest["cost_usd"] == pytest.approx(6 * EACH_USD / 2)
    assert time.monotonic() - started < 20


def test_an_output_begun_with_another_prompt_is_not_mixed(server: FakeAnthropic, output: Path) -> None:
    (output.parent / ".progress.json").write_text(json.dumps({"prompt_version": "0", "completed": []}))
    done = generate(output)
    assert done.exit_code == 3 and "was begun with version 0 of the prompt" in done.output
    assert server.generations == 0


def test_paid_answers_behind_a_reached_budget_are_used(server: FakeAnthropic, output: Path) -> None:
    """The examples are lost, the journal is not; the first pair is one that was never asked for."""
    generate(output)
    output.unlink()
    (output.parent / ".progress.json").unlink()
    place = output.with_name("training-data.journal.jsonl")
    entries = [line.value for line in jsonl.read(place)]
    first = next(entry["request"] for entry in entries if entry["kind"] == "sent")
    jsonl.write(place, [entry for entry in entries if entry["request"] != first])
    assert generate(output, "--budget", "0.01", "--concurrency", "1").exit_code == 5
    assert len(read_examples(output)) == 5 and server.generations == 6


def test_the_budget_is_for_all_runs_together(server: FakeAnthropic, output: Path) -> None:
    generate(output, "--budget", "0.2", "--concurrency", "1")
    asked = server.generations
    assert generate(output, "--budget", "0.2").exit_code == 5 and server.generations == asked
    assert generate(output, "--budget", "5").exit_code == 0 and server.generations == 6


def test_answers_that_came_are_used_without_asking_again(server: FakeAnthropic, output: Path) -> None:
    """The journal alone is left, as after a kill before anything was judged."""
    generate(output)
    output.unlink()
    (output.parent / ".progress.json").unlink()
    manifest = json.loads((output.parent / "generate.manifest.json").read_text())
    assert manifest["cost_usd"] > 0
    assert generate(output).exit_code == 0
    assert server.generations == 6 and len(read_examples(output)) == 6
