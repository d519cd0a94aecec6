"""The live line on standard error while a call runs: who writes, how far, how long, at what cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ..observe.events import (
    AttemptFinished,
    AttemptStarted,
    Done,
    Event,
    FellBack,
    ReAsked,
    Refined,
    RouteEvent,
    SecondRead,
    TokensReceived,
    Waiting,
)

if TYPE_CHECKING:
    from ..result import ProResult


def watch(events: Iterable[Event], console: Console) -> ProResult:
    """Show `events` as one line that disappears at the end, and return the result of the last one."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    spent = 0.0
    with Progress(*columns, console=console, transient=True) as progress:
        line = progress.add_task("reading")
        for event in events:
            if isinstance(event, Done):
                result: ProResult = event.result
                return result
            if isinstance(event, AttemptFinished):
                spent += event.attempt.cost_usd or 0.0
            progress.update(line, description=say(event) + (f", ${spent:.3f} so far" if spent else ""))
    raise RuntimeError("the call ended without a result")


def say(event: RouteEvent | Refined | SecondRead) -> str:  # noqa: PLR0911  one line for each kind of event
    """One event in words."""
    match event:
        case AttemptStarted():
            return f"{event.provider} {'corrects its answer' if event.reask else 'writes'}"
        case TokensReceived():
            return f"{event.provider} writes, {event.tokens} tokens"
        case AttemptFinished():
            return f"{event.attempt.provider}: {event.attempt.outcome}"
        case ReAsked():
            return f"{event.provider}: {event.problems} invalid fields, asking again"
        case Waiting():
            return f"waiting {event.seconds:.0f} s for {event.provider} ({event.reason.value})"
        case FellBack():
            return f"{event.provider}: {event.reason.value}, asking {event.to}"
        case Refined():
            return "checked"
        case SecondRead():
            return f"read again, {event.to_confirm} to confirm"
