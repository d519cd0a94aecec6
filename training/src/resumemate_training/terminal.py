"""What the commands print to a person: notes and progress on standard error, tables on standard output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from resumemate_llm.cli.terminal import one_line, print_text

if TYPE_CHECKING:
    from rich.progress import Progress

    from .manifest import Manifest

T = TypeVar("T")


def say(message: str, *, quiet: bool = False) -> None:
    """One line on standard error; nothing when quiet."""
    if not quiet:
        click.echo(f"resumemate-train: {one_line(message)}", err=True)


def say_skipped(manifest: Manifest, *, quiet: bool = False) -> None:
    """That a finished step with the same inputs and options was found."""
    say(
        f"{manifest.step}: done before with the same inputs and options ({manifest.started_at}); skipped",
        quiet=quiet,
    )


def say_interrupted(*, quiet: bool = False) -> None:
    """What a first Ctrl-C does."""
    say(
        "finishing what is on its way; Ctrl-C again leaves at once, and nothing is lost either way",
        quiet=quiet,
    )


def progress(*, quiet: bool = False) -> Progress:
    """A progress bar on standard error: count, time, what is left; silent where nobody watches."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
        console=console,
        disable=quiet or not console.is_terminal,
    )


def watched(items: Sequence[T], what: str, *, quiet: bool = False) -> Iterator[T]:
    """`items`, with a progress bar while they are gone through."""
    with progress(quiet=quiet) as bar:
        line = bar.add_task(what, total=len(items), note="")
        for item in items:
            yield item
            bar.advance(line)


def table(title: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
    """A small table of names and values on standard output, with its title."""
    width = max(len(name) for name, _ in rows)
    print_text(f"{title[0]}: {title[1]}\n" + "".join(f"  {name:<{width}}  {value}\n" for name, value in rows))


def usd(amount: float) -> str:
    """US dollars, cents where there are enough of them."""
    return f"${amount:,.2f}" if amount >= 1 or amount == 0 else f"${amount:.4f}"


def duration(seconds: float) -> str:
    """Seconds as a person says them."""
    if seconds < 60:
        return f"{seconds:.0f} s" if seconds >= 1 else f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} h"
