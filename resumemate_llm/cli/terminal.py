"""What all commands share: where input comes from, where output goes, and what errors say."""

from __future__ import annotations

import os
import stat
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from errno import EBADF
from io import BytesIO, TextIOWrapper
from math import isfinite
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from ..errors import AllProvidersFailed, ResumeMateError

if TYPE_CHECKING:
    from rich.console import Console

STDIN = "-"
WIDEST = 100


class Document(click.Path):
    """A RESUME or JOB argument: a path, or - for standard input. The reader checks that it exists."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path as it is; what can only be a mistake is called so."""
        text = str(value).strip()
        if not text:
            self.fail("is empty; name a file, or - for standard input", param, ctx)
        if text.lower().startswith(("http://", "https://")):
            self.fail(
                "a web address is not fetched; save the text of the page to a file, or give it by - "
                "(standard input)",
                param,
                ctx,
            )
        return super().convert(value, param, ctx)


class Finite(click.FloatRange):
    """A range of finite numbers: NaN, which no comparison keeps out, and infinity are outside it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Fails for what is not finite, and outside the range."""
        number = super().convert(value, param, ctx)
        return number if isfinite(number) else self.fail(f"{value!r} is no finite number", param, ctx)


document = Document(path_type=str, allow_dash=True)


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
    return bool(sys.stdout) and sys.stdout.isatty()


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
    """Write `data` to standard output as it is. Raises `OSError` that names it."""
    try:
        if not sys.stdout:
            raise OSError(EBADF, strerror(EBADF))
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, "standard output") from None


def print_json(data: object) -> None:
    """Write `data` to standard output as indented JSON."""
    import json

    print_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def interrupted() -> str:
    """What to say after Ctrl-C: that it was seen, and what the command had written by then."""
    return f"interrupted; {', '.join(map(str, _written())) or 'nothing'} was written"


def _is_special(path: Path) -> bool:
    """Whether `path` is a device or a pipe; what /dev/stdout points to may have no name of its own."""
    return path.exists() and not stat.S_ISREG(path.stat().st_mode)


def check_target(path: Path, inputs: Mapping[str, str]) -> None:
    """Raises `click.UsageError` where a file at `path` could not be written, or would take the place of one
    of the `inputs` (arguments by their names)."""
    if _is_special(path):
        return
    folder = path.resolve().parent
    if not folder.is_dir():
        raise click.UsageError(
            f"there is no folder {one_line(str(folder))}; make it first, or choose another"
        )
    if not os.access(folder, os.W_OK):
        raise click.UsageError(f"no permission to write into {one_line(str(folder))}; choose another folder")
    for name, argument in inputs.items():
        if argument != STDIN and path.resolve() == Path(argument).resolve():
            raise click.UsageError(f"{one_line(str(path))} would overwrite {name}; choose another name")


def _written() -> list[Path]:
    """The files that the running command has written."""
    context = click.get_current_context(silent=True)
    files: list[Path] = context.meta.setdefault(__name__, []) if context else []
    return files


def write_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside `path`, then put it in its place: a reader sees the old file or
    the new one, never half of one. A device or pipe is written directly. Raises `OSError`."""
    if _is_special(path):
        write(path)
        return
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(draft)
        draft.replace(path)
        _written().append(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        draft.unlink(missing_ok=True)
