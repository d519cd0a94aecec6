"""Where output cannot go is said before anybody writes, which may cost money, and nothing is overwritten."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from .conftest import COMMAND, Process, Run, offline_environment

Pair = tuple[Path, Path]


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No provider may be asked."""

    def ask(*_: object, **__: object) -> None:
        raise AssertionError("asked before the output was looked at")

    monkeypatch.setattr("resumemate_llm.cli.generate._call", ask)


@pytest.mark.parametrize("option", ["-o", "--review-page"])
@pytest.mark.usefixtures("unasked")
def test_a_folder_that_is_not_there(option: str, run: Run, pair: Pair, tmp_path: Path) -> None:
    result = run("generate", *pair, option, tmp_path / "missing" / "tailored.md")
    assert result.exit_code == 2
    assert f"there is no folder {tmp_path / 'missing'}" in result.stderr


@pytest.mark.usefixtures("unasked")
def test_a_file_in_place_of_the_folder(run: Run, pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("generate", *pair, "-o", tmp_path / "file" / "tailored.md")
    assert result.exit_code == 2
    assert f"there is no folder {tmp_path / 'file'}" in result.stderr


@pytest.mark.usefixtures("unasked")
def test_a_folder_that_cannot_be_written_into(
    run: Run, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the tests may run as root, whom nothing is forbidden
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    result = run("generate", *pair, "-o", tmp_path / "tailored.md")
    assert result.exit_code == 2
    assert f"no permission to write into {tmp_path}" in result.stderr


@pytest.mark.usefixtures("unasked")
def test_the_inputs_are_not_overwritten(run: Run, pair: Pair, tmp_path: Path) -> None:
    job = tmp_path / "job.txt"
    job.write_bytes(pair[1].read_bytes())
    link = tmp_path / "same.md"
    link.symlink_to(job)
    for target in (job, tmp_path / ".." / tmp_path.name / "job.txt", link):
        result = run("generate", pair[0], job, "-o", target)
        assert result.exit_code == 2
        assert "would overwrite JOB" in result.stderr


@pytest.mark.usefixtures("unasked")
def test_result_and_review_page_need_two_files(run: Run, pair: Pair, tmp_path: Path) -> None:
    target = tmp_path / "tailored.md"
    result = run("generate", *pair, "-o", target, "--review-page", target)
    assert result.exit_code == 2
    assert "-o and --review-page name the same file" in result.stderr


def test_a_dash_is_standard_output(
    run: Run, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("generate", *pair, "--format", "md", "-o", "-")
    assert result.exit_code == 0
    assert result.stdout == run("generate", *pair, "--format", "md").stdout
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_to_whatever_its_folder(
    run: Run, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert run("generate", *pair, "--format", "md", "-o", "/dev/null").exit_code == 0


def test_the_device_for_standard_output_may_be_a_pipe(process: Process, pair: Pair) -> None:
    done = process("generate", *pair, "--format", "md", "-o", "/dev/stdout")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"# Priya Lindqvist")


def test_a_write_that_fails_names_the_file_that_was_asked_for(
    run: Run, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    result = run("generate", *pair, "-o", tmp_path / "tailored.md")
    assert result.exit_code == 1
    assert result.stderr.strip() == f"resumemate: {tmp_path / 'tailored.md'}: No space left on device"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_standard_output_that_takes_nothing_is_named(pair: Pair) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        done = subprocess.run(
            [*COMMAND, "parse", str(pair[0])],
            stdout=full,
            stderr=subprocess.PIPE,
            env=offline_environment(),
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"resumemate: standard output: No space left on device\n"


def test_standard_output_that_is_closed_is_named(pair: Pair) -> None:
    command = [*COMMAND, "parse", str(pair[0])]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *command],
        stderr=subprocess.PIPE,
        env=offline_environment(),
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == b"resumemate: standard output: Bad file descriptor\n"
