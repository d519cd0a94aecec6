"""How the tests run the command line: inside this process, or as a real one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from resumemate_llm.cli import main
from resumemate_llm.settings import VARIABLES

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMAND = (sys.executable, "-m", "resumemate_llm.cli")

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def offline_environment(**more: str) -> dict[str, str]:
    """The environment without any provider's settings."""
    return {k: v for k, v in os.environ.items() if k not in VARIABLES} | more


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No provider is configured."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """Run a command in this process."""

    def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, prog_name="resumemate")

    return invoke


@pytest.fixture
def process() -> Process:
    """Run a command as a process of its own."""

    def start(
        *arguments: str | Path, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env=offline_environment(**environment),
            timeout=60,
            check=False,
        )

    return start


@pytest.fixture
def pair() -> tuple[Path, Path]:
    """An example resume (PDF) and job."""
    return EXAMPLES / "software-engineer" / "resume.pdf", EXAMPLES / "software-engineer" / "job.txt"
