"""From anything a caller may hold to its bytes, its string or its JSON object, within the size limit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from ...errors import DocumentTooLarge, InputError
from .document import MAX_BYTES

Source = str | Path | bytes | bytearray | memoryview | BinaryIO | TextIO | Mapping[str, Any]

_PATH_LIKE = re.compile(
    r"[^\n\r\0]{0,300}\.(?:pdf|docx?|docm|dotx|rtf|odt|pages|md|markdown|txt|text|json|html?|png|jpe?g)",
    re.IGNORECASE,
)
_LONGEST_PATH = 4096


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """The content of a source before its format is known; `suffix` is lower case with its dot."""

    content: bytes | str | Mapping[str, Any]
    name: str
    suffix: str = ""

    def __repr__(self) -> str:
        return f"Loaded({type(self.content).__name__}, name={self.name!r})"


def load(source: Source, name: str | None = None) -> Loaded:
    """The content of `source`. A string is a path where such a file exists or where it looks like one.
    `name` is for a source that has no file name of its own.

    Raises InputError where there is no such file or it cannot be opened, DocumentTooLarge where it is
    over `MAX_BYTES`.
    """
    if isinstance(source, str):
        path = _as_path(source)
        if path is None:
            _check_size(source, name or "text")
            return Loaded(content=source, name=name or "text")
        return _load_path(path)
    if isinstance(source, Path):
        return _load_path(source)
    if isinstance(source, bytes | bytearray | memoryview):
        _check_size(source, name or "bytes")
        return Loaded(content=bytes(source), name=name or "bytes")
    if isinstance(source, Mapping):
        return Loaded(content=source, name=name or "JSON Resume")
    if callable(getattr(source, "read", None)):
        return _load_stream(source, name)
    raise InputError(
        f"cannot be read from a {type(source).__name__}.",
        source=name or "input",
        fix="Pass a path, a string, bytes, an open file or a JSON Resume dict.",
    )


def _as_path(text: str) -> Path | None:
    if not text or len(text) > _LONGEST_PATH or any(c in text for c in "\n\r\0"):
        return None
    path = Path(text)
    try:
        exists = path.exists()
    except OSError:
        exists = False
    return path if exists or _PATH_LIKE.fullmatch(text.strip()) else None


def _load_path(path: Path) -> Loaded:
    name = path.name or "input"
    try:
        if path.is_dir():
            raise InputError("is a folder.", source=name, fix="Name a file in it.")
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(name)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # a device or pipe has no size to ask for
        _check_size(content, name)
    except FileNotFoundError:
        raise InputError("no such file.", source=name, fix="Check the path.") from None
    except OSError as error:
        reason = type(error).__name__
        raise InputError(f"cannot be opened ({reason}).", source=name, fix="Check its permissions.") from None
    return Loaded(content=content, name=name, suffix=path.suffix.lower())


def _load_stream(stream: BinaryIO | TextIO, name: str | None) -> Loaded:
    given = getattr(stream, "name", None)
    path = Path(given) if isinstance(given, str) else None
    name = path.name if path else name or "stream"
    content = stream.read(MAX_BYTES + 1)
    _check_size(content, name)
    suffix = path.suffix.lower() if path else ""
    return Loaded(content=content, name=name, suffix=suffix)


def _check_size(content: Sized, name: str) -> None:
    if len(content) > MAX_BYTES:
        raise _too_large(name)


def _too_large(name: str) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"is larger than {MAX_BYTES // 2**20} MB.",
        source=name,
        fix="Save the resume or the job alone, without pictures.",
    )
