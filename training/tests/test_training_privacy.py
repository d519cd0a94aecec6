"""Nothing of a resume or a key in what the commands say, whatever goes wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from resumemate_llm.testing import FAULTS, http_error
from resumemate_training.cli import main
from resumemate_training.data.generate import ask_for
from resumemate_training.data.pairs import builtin_pairs
from resumemate_training.data.personal import find
from resumemate_training.data.redact import replacement
from resumemate_training.examples import Example, read_examples
from resumemate_training.masked import read

from .fake_anthropic import FakeAnthropic

CANARY = "Xyzzyqwort"
KEY = "sk-canary-0123456789"


pytestmark = pytest.mark.usefixtures("no_courier")


def said(caplog: pytest.LogCaptureFixture, *arguments: object) -> str:
    """Everything that a command says: both streams, the log, and the exception where there is one."""
    with caplog.at_level(logging.DEBUG):
        done = CliRunner().invoke(main, list(map(str, arguments)))
    return f"{done.output}{caplog.text}{done.exception}"


def generating(folder: Path) -> list[str]:
    """The command for a pair that holds the canary; it writes to o/t.jsonl."""
    one = builtin_pairs()[0]
    texts = {"resumeText": f"{one.resume}\n{CANARY}\n", "jobDescriptionText": f"{one.job}\n{CANARY}\n"}
    (folder / "pairs").mkdir()
    (folder / "pairs" / "a.json").write_text(json.dumps({"domain": "x", **texts}))
    pairs, output = folder / "pairs", folder / "o" / "t.jsonl"
    return ["data", "generate", "--no-builtin", "--pairs", str(pairs), "-o", str(output)]


@pytest.mark.parametrize(
    "fault",
    [
        "missing_keys",
        "wrong_types",
        "prose_around",
        "truncated",
        "refused",
        "cut_body",
        "error_in_stream",
        "unauthorised",
    ],
)
def test_a_failing_model_quotes_nothing(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with FakeAnthropic(then=FAULTS[fault]) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        text = said(caplog, *generating(tmp_path))
    assert CANARY not in text and KEY not in text


def test_a_servers_error_that_quotes_the_request_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    arguments = generating(tmp_path)
    with FakeAnthropic(then=http_error(400, f"bad text: {CANARY}")) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        for batch in ([], ["--batch", "--poll", "0.01"]):
            text = said(caplog, *arguments, *batch)
            assert CANARY not in text and KEY not in text
            assert CANARY not in (tmp_path / "o" / ".progress.json").read_text()


@pytest.fixture
def example(tmp_path: Path) -> Example:
    assert CliRunner().invoke(main, [*generating(tmp_path), "--provider", "mock"]).exit_code == 0
    return read_examples(tmp_path / "o" / "t.jsonl")[0]


BROKEN: dict[str, Callable[[dict[str, Any]], str]] = {
    "a torn line": lambda wire: json.dumps(wire)[:-9],
    "no domain": lambda wire: json.dumps({**wire, "domain": [CANARY]}),
    "a role that is none": lambda wire: json.dumps(
        {**wire, "messages": [{**m, "role": CANARY} for m in wire["messages"]]}
    ),
    "an answer in words": lambda wire: json.dumps(
        {**wire, "messages": [*wire["messages"][:2], {"role": "assistant", "content": f"Sure, {CANARY}"}]}
    ),
    "an answer of other types": lambda wire: json.dumps(
        {
            **wire,
            "messages": [
                *wire["messages"][:2],
                {"role": "assistant", "content": json.dumps({"summary": [CANARY], CANARY: 1})},
            ],
        }
    ),
    "metadata": lambda wire: json.dumps({**wire, "metadata": {"input_tokens": CANARY}}),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_bad_line_is_named_and_not_quoted(
    broken: str, tmp_path: Path, example: Example, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(BROKEN[broken](example.to_wire()) + "\n")
    for command in (
        ["data", "inspect", path],
        ["data", "split", path, "-o", tmp_path / "s"],
        ["data", "convert", path, "--to", "mlx", "-o", tmp_path / "c"],
        ["data", "redact", path, "-o", tmp_path / "r.jsonl"],
        ["data", "import", path, "-o", tmp_path / "i.jsonl"],
        ["evaluate", path, "-m", "mock", "-o", tmp_path / "e"],
    ):
        text = said(caplog, *command)
        assert CANARY not in text, command
        assert "bad.jsonl" in text or "imported" in text


def test_nothing_shows_itself_in_a_repr(example: Example) -> None:
    one = builtin_pairs()[0]
    things = [example, example.messages, one, ask_for(one), find(one.resume), replacement(one.resume, seed=1)]
    shown = repr([*things, read(example, "x")])
    for word in (CANARY, "Halvorsen", "Portage", "Minneapolis"):
        assert word not in shown
