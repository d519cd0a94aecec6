"""JSONL files: read with line numbers, appended to so that a kill leaves whole lines only."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Self

from .errors import BadLine, DataError
from .files import write_text, writing


class Line(NamedTuple):
    """One line of a file: its number, from 1, and the JSON object on it."""

    number: int
    value: dict[str, Any]


def read(path: Path, *, torn: bool = False) -> Iterator[Line]:
    """Every line of `path` that is not blank, as an object; with `torn`, a last line without its end, which a
    kill may have left, is none.

    Raises `BadLine` with the number of a line that is not UTF-8 or not one JSON object, and `DataError`
    where the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if raw.strip() and not (torn and not raw.endswith(b"\n")):
                    yield Line(number, _object(raw, path, number))
    except OSError as error:
        raise DataError(f"cannot read: {error.strerror or error}", path=path) from error


def _object(raw: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        value = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 at byte {error.start}", path=path, number=number) from None
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg} at character {error.pos + 1}"
        raise BadLine(what, path=path, number=number, fix="repair or delete the line") from None
    except RecursionError:
        raise BadLine("not JSON: nested too deeply", path=path, number=number) from None
    if not isinstance(value, dict):
        raise BadLine(f"a JSON object is expected, not {type(value).__name__}", path=path, number=number)
    return value


def write(path: Path, values: Iterable[object]) -> None:
    """Put all `values` into `path` at once, one a line; the old file or the new one is there, never half."""
    write_text(path, "".join(dumps(value) + "\n" for value in values))


def dumps(value: object) -> str:
    """`value` as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Appender:
    """Appends objects to `path`; each `append` returns when its line is on the disk.

    A line that a kill tore in two is cut off when the file is opened again. A line that does not fit on
    the disk is cut off at once, and `DiskFull` is raised. One process at a time: hold `files.lock`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(
                path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0), 0o644
            )
            self.torn = self._mend()

    def append(self, value: object) -> None:
        """Write one line and wait until it is on the disk. Raises `DiskFull`."""
        data = (dumps(value) + "\n").encode()
        size = os.fstat(self._file).st_size
        with writing(self.path):
            try:
                rest = data[os.write(self._file, data) :]
                while rest:  # a nearly full disk takes a part
                    rest = rest[os.write(self._file, rest) :]
                os.fsync(self._file)
            except OSError:
                os.ftruncate(self._file, size)
                raise

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _mend(self) -> int:
        """Cut off what follows the last line break; returns how many bytes that were."""
        size = os.fstat(self._file).st_size
        end, block = size, 65_536
        while end > 0:
            start = max(0, end - block)
            found = os.pread(self._file, end - start, start).rfind(b"\n")
            if found >= 0:
                end = start + found + 1
                break
            end = start
        if end < size:
            os.ftruncate(self._file, end)
        return size - end
