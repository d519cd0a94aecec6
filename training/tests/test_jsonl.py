"""JSONL files: errors name the line, a kill leaves whole lines, a full disk harms nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from resumemate_training import files, jsonl
from resumemate_training.errors import BadLine, Busy, DataError, DiskFull


def test_lines_come_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1}\n\n{"a": 2}\n')
    assert [(line.number, line.value["a"]) for line in jsonl.read(path)] == [(1, 1), (3, 2)]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b'{"a": ', "not JSON"),
        (b"[1]", "a JSON object is expected, not list"),
        (b'{"a": "\xff"}', "not UTF-8 at byte 7"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, bad: bytes, said: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n' + bad + b"\n")
    with pytest.raises(BadLine, match=rf"a\.jsonl:2: .*{said}"):
        list(jsonl.read(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file"):
        list(jsonl.read(tmp_path / "none.jsonl"))


@pytest.mark.parametrize("torn", [b'{"a": 3, "b": "x', b"x" * 200_000])
def test_a_torn_last_line_is_cut_off_at_the_next_start(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a":1}\n{"a":2}\n' + torn)
    with jsonl.Appender(path) as file:
        assert file.torn == len(torn)
        file.append({"a": 3})
    assert [line.value["a"] for line in jsonl.read(path)] == [1, 2, 3]


def test_a_line_that_does_not_fit_on_the_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    real, room = os.write, 10

    def nearly_full(file: int, data: bytes) -> int:
        nonlocal room
        if room == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken, room = real(file, data[:room]), 0
        return taken

    with jsonl.Appender(path) as file:
        file.append({"a": 1})
        monkeypatch.setattr(os, "write", nearly_full)
        with pytest.raises(DiskFull, match=r"a\.jsonl: no room left"):
            file.append({"a": "a line of more than ten bytes"})
    assert path.read_text() == '{"a":1}\n'


def test_a_whole_file_that_does_not_fit_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    files.write_json(path, {"a": 1})

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        files.write_json(path, {"a": 2})
    assert path.read_text() == '{\n  "a": 1\n}\n'
    assert list(tmp_path.iterdir()) == [path]


def test_two_processes_do_not_work_on_one_output(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with files.lock(path), pytest.raises(Busy, match="another process"), files.lock(path):
        pass
    with files.lock(path):
        pass
