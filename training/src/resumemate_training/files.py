"""Writing that leaves either the old file or the new one, locks between processes, and digests of inputs."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path

from .errors import Busy, DataError, DiskFull

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_ROOM_SAID = ("No space left on device", "File too large", "PytorchStreamWriter failed writing")
"""What safetensors, mlx and torch say."""


def write_text(path: Path, text: str) -> None:
    """Put `text` (UTF-8) into `path` at once and for good: a crash leaves the old file or the new one.

    Raises `DiskFull`, and `DataError` where the file cannot be written for another reason.
    """

    def fill(draft: Path) -> None:
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    replace(path, fill)


def write_json(path: Path, value: object) -> None:
    """`write_text` of `value` as indented JSON."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def replace(path: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` make a file beside `path`, then put it in its place."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            fill(draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """An `OSError` inside becomes `DiskFull` or `DataError` with the path."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull(f"{path}: no room left to write; free some space and run again") from error
        raise DataError(f"cannot write: {error.strerror or error}", path=path) from error


@contextmanager
def room_on_disk(path: Path) -> Iterator[None]:
    """A full disk inside becomes `DiskFull`, also where a library tells it in an error of its own."""
    try:
        yield
    except Exception as error:
        number = getattr(error, "errno", None)
        if number in NO_ROOM or any(words in str(error) for words in _NO_ROOM_SAID):
            what = f"{path}: no room left to write; free some space and run again to go on"
            raise DiskFull(what) from error
        raise


@contextmanager
def lock(path: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold `path` against other processes; a killed holder holds nothing. Raises `Busy` after `wait` seconds."""
    from filelock import FileLock, Timeout

    guard = path.with_name(f".{path.name}.lock")
    with writing(guard):
        guard.parent.mkdir(parents=True, exist_ok=True)
        held = FileLock(guard, timeout=wait)
        try:
            held.acquire()
        except Timeout:
            raise Busy(
                f"{path}: another process is at work on it; wait for it or name another output"
            ) from None
    try:
        yield
    finally:
        held.release()


def digest(path: Path) -> str:
    """SHA-256 of a file, or of a folder's visible files with their names, in hex."""
    try:
        if path.is_dir():
            whole = sha256()
            for file in sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path)):
                whole.update(f"{file.relative_to(path).as_posix()} {digest(file)}\n".encode())
            return whole.hexdigest()
        with path.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"cannot read: {error.strerror or error}", path=path) from error


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
