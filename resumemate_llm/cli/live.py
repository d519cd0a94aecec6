"""The live line on standard error while a call runs: who writes, how far, how long, at what cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ..observe.events import (
    AttemptFinished,
    AttemptStarted,
    Done,
    Event,
    FellBack,
    PartWritten,
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
    state = _State()
    with Progress(*columns, console=console, transient=True) as progress:
        line = progress.add_task("reading")
        for event in events:
            if isinstance(event, Done):
                result: ProResult = event.result
                return result
            progress.update(line, description=state.after(event))
    raise RuntimeError("the call ended without a result")


@dataclass(slots=True)
class _State:
    """What the line tells beside the event itself."""

    spent: float = 0.0
    tokens: dict[str, int] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def after(self, event: RouteEvent | PartWritten | Refined | SecondRead) -> str:
        if isinstance(event, AttemptFinished):
            self.spent += event.attempt.cost_usd or 0.0
        elif isinstance(event, AttemptStarted):
            self.tokens.setdefault(event.part, 0)
        elif isinstance(event, TokensReceived):
            self.tokens[event.part] = event.tokens
        elif isinstance(event, PartWritten) and event.part in self.tokens:
            self.written.add(event.part)
        said = say(event)
        if len(self.tokens) > 1 and not isinstance(event, Refined | SecondRead):
            done = f"{len(self.written)} of {len(self.tokens)} parts written"
            said = f"{done}, {sum(self.tokens.values())} tokens; {said}"
        return said + (f", ${self.spent:.3f} so far" if self.spent else "")


def say(event: RouteEvent | PartWritten | Refined | SecondRead) -> str:  # noqa: PLR0911  one line for each kind of event
    """One event in words."""
    match event:
        case AttemptStarted():
            return f"{event.provider} {'corrects its answer' if event.reask else 'writes'}{_of(event.part)}"
        case TokensReceived():
            return f"{event.provider} writes{_of(event.part)}, {event.tokens} tokens"
        case AttemptFinished():
            return f"{event.attempt.provider}{_of(event.part)}: {event.attempt.outcome}"
        case ReAsked():
            return f"{event.provider}{_of(event.part)}: {event.problems} invalid fields, asking again"
        case Waiting():
            return f"waiting {event.seconds:.0f} s for {event.provider} ({event.reason.value})"
        case FellBack():
            return f"{event.provider}{_of(event.part)}: {event.reason.value}, asking {event.to}"
        case PartWritten():
            return "read" if event.part == "facts" else f"{event.part} by {event.provider}"
        case Refined():
            return "checked"
        case SecondRead():
            return f"read again, {event.to_confirm} to confirm"


def _of(part: str) -> str:
    return "" if part == "draft" else f" ({part})"
