"""The command line: light, helpful, errors in one line."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from resumemate_training.cli import COMMANDS, main

HEAVY = ("torch", "transformers", "trl", "pydantic", "rich", "anthropic", "resumemate_llm.schema")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, click\nfrom click.testing import CliRunner\nfrom resumemate_training.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("path", "command"), commands(main), ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_says_what_it_does_and_shows_examples(
    path: tuple[str, ...], command: click.Command
) -> None:
    assert command.help
    if not isinstance(command, click.Group):
        assert "Examples:" in command.help, path


def test_every_listed_command_can_be_imported() -> None:
    assert [name for name in COMMANDS if main.get_command(click.Context(main), name) is None] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0 and "resumemate" in done.output
