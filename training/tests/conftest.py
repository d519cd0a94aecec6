"""What holds for every test here: an environment without our variables. What several files need: a fake
of the paid API, held-out examples, and requests from the test's own process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from resumemate_llm.settings import VARIABLES
from resumemate_training.asking.courier import Here
from resumemate_training.cli import main
from resumemate_training.examples import Example, read_examples, write_examples

from .fake_anthropic import FakeAnthropic
from .pairs import crossed_pairs


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the developer's shell decides what a test sees."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def no_courier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests go out from the test's own process: a second one takes a second to start. What the courier is
    for is tested in test_killed.py and test_courier.py."""
    monkeypatch.setattr("resumemate_training.data.generate_command.Courier", Here)
    monkeypatch.setattr("resumemate_training.evaluate.collect.Courier", Here)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAnthropic]:
    """A fake of Anthropic's API, which the environment names."""
    with FakeAnthropic() as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield server


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where `data generate` writes to."""
    return tmp_path / "training-data.jsonl"


@pytest.fixture(scope="session")
def test_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty held-out examples that pass every check themselves."""
    folder = tmp_path_factory.mktemp("held-out")
    pairs = folder / "pairs"
    crossed_pairs(pairs)
    output = folder / "all" / "training-data.jsonl"
    command = ["data", "generate", "--pairs", str(pairs), "--no-builtin", "--provider", "mock"]
    assert CliRunner().invoke(main, [*command, "--min-quality", "1", "-o", str(output)]).exit_code == 0
    test = folder / "test.jsonl"
    write_examples(test, read_examples(output)[:20])
    return test


@pytest.fixture
def examples(test_file: Path) -> list[Example]:
    return read_examples(test_file)
