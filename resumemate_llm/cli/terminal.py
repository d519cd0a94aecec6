"""What all commands share: where input comes from, where output goes, and what errors say."""

from __future__ import annotations

import os
import stat
import sys
import traceback
from collections.abc import Callable, Iterable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from ..errors import AllProvidersFailed, ResumeMateError

if TYPE_CHECKING:
    from rich.console import Console

STDIN = "-"
WIDEST = 100
document = click.Path(path_type=str, allow_dash=True)
"""A RESUME or JOB argument: a path, or - for standard input. The reader checks that it exists."""


class StandardInput(BytesIO):
    """What came on standard input, with the name that messages call it by."""

    name = "standard input"


def source(argument: str) -> Path | BinaryIO:
    """What to hand to the readers for a RESUME or JOB argument. Standard input is read here, in the main
    thread, because Ctrl-C does not end a read in another one."""
    if argument != STDIN:
        return Path(argument)
    from ..resume.readers import MAX_BYTES

    return StandardInput(sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b"")


def refuse_two_stdins(*arguments: str) -> None:
    """Only one argument can be standard input. Raises `click.UsageError`."""
    if arguments.count(STDIN) > 1:
        raise click.UsageError("only one of RESUME and JOB can be - (standard input)")


def on_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def console() -> Console:
    """A rich console on standard output, at most `WIDEST` columns, because longer lines of prose are
    hard to read. It never takes markup or emoji codes out of a resume."""
    from rich.console import Console

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    screen = Console(markup=False, emoji=False, highlight=False)
    screen.width = min(screen.width, WIDEST)
    return screen


def note(messages: Iterable[str], *, quiet: bool) -> None:
    """Say something on standard error, one line each; nothing when quiet."""
    for message in () if quiet else messages:
        click.echo(f"resumemate: {one_line(message)}", err=True)


def one_line(text: str) -> str:
    """`text` on one line, without control characters: a file's name may hold anything."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def explain(error: Exception, *, program: str = "resumemate") -> tuple[str, int]:
    """One line about an error, and the exit code. Where it is not one of ours the line says the type
    and the place only, because its message could quote the resume."""
    if isinstance(error, AllProvidersFailed):
        trail = "; ".join(str(failure) for failure in error.exceptions)
        return f"{error.message}: {trail}", error.exit_code
    if isinstance(error, ResumeMateError):
        return str(error), error.exit_code
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'file'}: {error.strerror}", 1
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return f"unexpected {type(error).__name__} at {place}; run '{program} --debug ...' and report it", 1


def print_text(text: str) -> None:
    """Write `text` to standard output as UTF-8, whatever the locale."""
    print_bytes(text.encode("utf-8"))


def print_bytes(data: bytes) -> None:
    """Write `data` to standard output as it is."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_json(data: object) -> None:
    """Write `data` to standard output as indented JSON."""
    import json

    print_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def interrupted() -> str:
    """What to say after Ctrl-C: that it was seen, and what the command had written by then."""
    return f"interrupted; {', '.join(map(str, _written())) or 'nothing'} was written"


def _written() -> list[Path]:
    """The files that the running command has written."""
    context = click.get_current_context(silent=True)
    files: list[Path] = context.meta.setdefault(__name__, []) if context else []
    return files


def write_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside `path`, then put it in its place: a reader sees the old file or
    the new one, never half of one. A device or pipe is written directly. Raises `OSError`."""
    path = path.resolve()
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        write(path)
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(draft)
        draft.replace(path)
        _written().append(path)
    finally:
        draft.unlink(missing_ok=True)
