"""Events of a running call, as `stream_pro` yields them.

All but `PartWritten` are small frozen values without content: names, counts, seconds, categories. `part` names the part
of the plan ("draft" is the whole), so that the events of parts in parallel can be told apart.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from ..errors import FailureCategory
from ..schema import Attempt

R = TypeVar("R")
E = TypeVar("E")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptStarted:
    """A request is about to be sent; it may take `timeout` seconds. `number` counts from 1 within the
    part; `reask` tells that the provider is told what was invalid before."""

    part: str
    provider: str
    number: int
    timeout: float
    reask: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TokensReceived:
    """A provider that streams has received `tokens` of its answer so far."""

    part: str
    provider: str
    tokens: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptFinished:
    """A request has ended, one way or the other; the same record stands in the result's `attempts`."""

    part: str
    attempt: Attempt


@dataclass(frozen=True, kw_only=True, slots=True)
class ReAsked:
    """An answer was invalid in `problems` places and goes back to the same provider."""

    part: str
    provider: str
    problems: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """The call waits `seconds` before it asks the same provider again."""

    part: str
    provider: str
    seconds: float
    reason: FailureCategory


@dataclass(frozen=True, kw_only=True, slots=True)
class FellBack:
    """`provider` did not answer for `reason`; `to` is asked next."""

    part: str
    provider: str
    to: str
    reason: FailureCategory


@dataclass(frozen=True, kw_only=True, slots=True)
class PartWritten:
    """A part of the draft is there, refined as far as it can be without the others; `seconds` since the
    call began. The first one, "facts", comes before any provider is asked: the resume as it was read.
    `content` maps paths of the output ("coverLetter", "tailoredResume.experience[0].bullets")
    to what stands there for now: the final text may differ. The only event with content: it goes to
    `stream_pro` alone, never to listeners, and its repr does not show it."""

    part: str
    provider: str
    seconds: float
    content: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refined:
    """The draft was checked, merged and scored; `findings` were recorded in `seconds`."""

    findings: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondRead:
    """A second reader compared the result with the resume, in `seconds`: the resume's text `settled` so many
    of its remarks, and so many are left for the candidate `to_confirm`."""

    settled: int
    to_confirm: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Done(Generic[R]):
    """The last event: the whole `result`, after `seconds`."""

    result: R
    seconds: float


RouteEvent: TypeAlias = AttemptStarted | TokensReceived | AttemptFinished | ReAsked | Waiting | FellBack
"""What routing reports."""
Event: TypeAlias = RouteEvent | PartWritten | Refined | SecondRead | Done[Any]
"""Everything that a call can report."""
Listener: TypeAlias = Callable[[RouteEvent], None]

_progress: ContextVar[Callable[[int], None] | None] = ContextVar("resumemate_progress", default=None)


def tokens_received(tokens: int) -> None:
    """For providers that stream: report how many tokens of the answer have come so far. Without a
    listener it costs nothing."""
    report = _progress.get()
    if report is not None:
        report(tokens)


@contextmanager
def progress_to(report: Callable[[int], None] | None) -> Iterator[None]:
    """Send what `tokens_received` reports within this block to `report`."""
    token = _progress.set(report)
    try:
        yield
    finally:
        _progress.reset(token)


def tell(listener: Callable[[E], None] | None, event: E) -> None:
    """Hand an event to a listener. A listener that raises never changes the outcome of a call."""
    if listener is None:
        return
    try:
        listener(event)
    except Exception as error:
        logger.warning("an event listener failed (%s)", type(error).__name__)
