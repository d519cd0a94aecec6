"""The command line as a citizen of a shell: pipes, files, signals, terminals."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
from pathlib import Path

import pytest

from resumemate_llm.cli.terminal import console
from resumemate_llm.schema import ProOutput

from .conftest import COMMAND, Process, Run, offline_environment

Pair = tuple[Path, Path]


def terminal_output(*arguments: str | Path, width: int = 80, **environment: str) -> str:
    """What a person sees who types this command at a terminal of that width."""
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    variables = offline_environment(**{"TERM": "xterm-256color", **environment})
    for name in ("COLUMNS", "LINES"):
        variables.pop(name, None)
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdin=writer, stdout=writer, stderr=writer, env=variables
    ):
        os.close(writer)
        chunks = bytearray()
        while chunk := _read(reader):
            chunks += chunk
    os.close(reader)
    return chunks.decode().replace("\r\n", "\n")


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 65_536)
    except OSError:  # Linux says EIO where the other end has closed
        return b""


def test_json_in_a_pipe_and_the_same_bytes_whatever_the_hash_seed(process: Process, pair: Pair) -> None:
    first = process("generate", *pair, PYTHONHASHSEED="1")
    second = process("generate", *pair, PYTHONHASHSEED="4242")
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    data = json.loads(first.stdout)
    assert ProOutput.model_validate(data["output"]).tailored_resume.name == "Priya Lindqvist"
    assert data["provider"] == "mock"


def test_output_is_utf8_whatever_the_locale(process: Process, tmp_path: Path) -> None:
    resume = {
        "basics": {"name": "Zoë Müller", "email": "zoe@example.com", "summary": "Pilot of small boats."},
        "work": [{"name": "Fähre AG", "position": "Pilot", "startDate": "2019", "highlights": ["Steered."]}],
    }
    done = process("parse", "-", stdin=json.dumps(resume).encode(), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["profile"]["name"] == "Zoë Müller"
    assert "Zoë".encode() in done.stdout


def test_standard_input_gives_what_the_file_gives(run: Run, pair: Pair) -> None:
    resume, job = pair
    named = run("generate", resume, job).stdout
    assert run("generate", "-", job, stdin=resume.read_bytes()).stdout == named
    assert run("generate", resume, "-", stdin=job.read_bytes()).stdout == named


def test_a_reader_that_goes_away_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*COMMAND, "schema", "output"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=offline_environment(),
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert done.stderr == b""


def interrupted(*arguments: str | Path) -> tuple[int, str]:
    """Exit code and standard error of a command that gets Ctrl-C while it waits for standard input."""
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=offline_environment(),
    ) as child:
        assert child.stdin is not None
        child.stdin.write(b"more than a pipe holds, so that the program reads: " * 4_000)
        code = _after_ctrl_c(child)
        assert child.stderr is not None
        return code, child.stderr.read().decode()


def _after_ctrl_c(child: subprocess.Popen[bytes]) -> int:
    """The exit code of a program that gets Ctrl-C, with its standard input still open. A signal between
    two reads is seen by Python only when the next one ends, so a user presses again."""
    for _ in range(6):
        child.send_signal(signal.SIGINT)
        try:
            return child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    child.kill()
    raise AssertionError("Ctrl-C does not end it")


@pytest.mark.parametrize("command", ["parse", "job", "score", "generate"])
def test_ctrl_c_exits_130_and_says_that_nothing_was_written(command: str, pair: Pair) -> None:
    arguments = {"parse": ("-",), "job": ("-",), "score": ("-", pair[1]), "generate": (pair[0], "-")}[command]
    code, said = interrupted(command, *arguments)
    assert code == 130
    assert said.strip() == "resumemate: interrupted; nothing was written"


def test_ctrl_c_after_a_file_was_written_says_which(
    run: Run, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("resumemate_llm.cli.generate._print_review", interrupt)
    target = tmp_path / "tailored.md"
    result = run("generate", *pair, "--review", "-o", target)
    assert result.exit_code == 130
    assert result.stderr.strip() == f"resumemate: interrupted; {target} was written"
    assert target.exists()


@pytest.mark.parametrize("suffix", ["json", "md", "txt", "docx"])
def test_the_name_of_the_file_chooses_the_format(suffix: str, run: Run, pair: Pair, tmp_path: Path) -> None:
    target = tmp_path / f"tailored.{suffix}"
    result = run("generate", *pair, "-o", target)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert f"wrote {target}" in result.stderr
    starts = {"json": b"{\n", "md": b"# Priya Lindqvist", "txt": b"", "docx": b"PK"}
    assert target.read_bytes().startswith(starts[suffix])
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_file_is_replaced_as_a_whole_or_not_at_all(
    run: Run, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "tailored.md"
    target.write_text("the old version")

    def full_disk(path: Path, data: bytes) -> int:
        path.open("wb").close()
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full_disk)
        result = run("generate", *pair, "-o", target)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert target.read_text() == "the old version"
    assert run("generate", *pair, "-o", target).exit_code == 0
    assert target.read_text().startswith("# Priya Lindqvist")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_person_at_a_terminal_gets_a_report_that_fits(pair: Pair) -> None:
    shown = terminal_output("generate", *pair, width=80)
    assert "\x1b[" in shown
    assert "{\n" not in shown
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).splitlines()
    assert any(line.startswith("Tailored for Senior Backend Engineer") for line in lines)
    assert 60 < max(map(len, lines)) <= 80


def test_wide_terminals_keep_lines_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert console().width == 100
    monkeypatch.setenv("COLUMNS", "72")
    assert console().width == 72


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert not console().no_color
    monkeypatch.setenv("NO_COLOR", "1")
    assert console().no_color


@pytest.mark.parametrize("command", ["parse", "job", "score"])
def test_the_other_commands_read_well_at_a_terminal_too(
    command: str, run: Run, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resumemate_llm.cli.inspect.on_terminal", lambda: True)
    arguments = {"parse": pair[:1], "job": pair[1:], "score": pair}[command]
    assert not run(command, *arguments).stdout.lstrip().startswith("{")
    assert run(command, *arguments, "--json").stdout.startswith("{")
