"""The record of one request, and every way in which it can fail as a `ProviderError`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final

from ..errors import FailureCategory, ProviderError
from ..observe.cost import Price, cost_usd
from ..providers.base import Completion
from ..schema import Attempt, Usage
from .chain import Call

MAX_DETAIL_CHARS: Final = 300
"""What is kept of a provider's own description of a failure."""


class Running:
    """What is known of one request while it runs."""

    def __init__(self, *, part: str, call: Call, model: object, clock: Callable[[], float]) -> None:
        self.part, self.call, self._clock = part, call, clock
        self.model = model if isinstance(model, str) else ""
        self.completion: Completion | None = None
        self.error: ProviderError | None = None
        self._started_at, self._started = datetime.now(UTC), clock()

    def blame_deadline(self, timeout: float) -> None:
        """A timeout that we made shorter than the provider's own is our deadline's fault."""
        error = self.error
        if error is None or error.category is not FailureCategory.TIMEOUT or timeout >= self.call.cap:
            return
        if self._clock() - self._started >= 0.9 * timeout:
            detail = f"only {timeout:.3g} s were left for it"
            self.error = ProviderError(FailureCategory.DEADLINE, detail, provider=error.provider)

    def record(self, prices: Mapping[str, Price]) -> Attempt:
        """The attempt record; a rejected answer was billed, so its usage and cost stand there too."""
        error, completion = self.error, self.completion
        model = (completion.model if completion else "") or self.model
        usage = completion.usage if completion else Usage()
        cost = completion.cost_usd if completion else None
        return Attempt(
            provider=self.call.provider,
            model=model,
            part=self.part,
            outcome="ok" if error is None else error.category.value,
            reask=bool(self.call.problems),
            started_at=self._started_at.isoformat(timespec="milliseconds"),
            duration_s=self._clock() - self._started,
            usage=usage,
            cost_usd=cost_usd(model, usage, prices) if cost is None else cost,
            status=error.status if error else None,
            request_id=(completion.request_id if completion else None)
            or (error.request_id if error else None),
            detail=error.detail if error else "",
            problems=list(error.problems) if error else [],
        )


def checked(answer: Completion) -> Completion:
    """Plugins are not type-checked; what they return is looked at before it is counted."""
    right = (
        isinstance(answer, Completion) and isinstance(answer.text, str) and isinstance(answer.usage, Usage)
    )
    if not right:
        raise TypeError
    return answer


def typed(error: Exception) -> ProviderError:
    """Any exception as a `ProviderError`. Of a foreign one only its type and place are kept: its text
    may hold content."""
    if isinstance(error, ProviderError):
        return error
    if isinstance(error, TimeoutError):
        return ProviderError(FailureCategory.TIMEOUT)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        place = f" at {PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    return ProviderError(FailureCategory.UNEXPECTED, f"{type(error).__name__}{place}")


def own(error: ProviderError, provider: str) -> ProviderError:
    """A fresh copy that bears the provider's name and holds no traceback, cause or context: their frames
    keep the resume alive and print it."""
    wait = error.retry_after
    return ProviderError(
        error.category,
        error.detail[:MAX_DETAIL_CHARS],
        provider=provider,
        status=error.status,
        retry_after=wait if wait is not None and 0 <= wait < float("inf") else None,
        request_id=error.request_id,
        problems=error.problems,
    )


def total_cost(attempts: Iterable[Attempt]) -> float | None:
    """The cost of all attempts in US dollars; None where tokens were used that have no known price."""
    total = 0.0
    for attempt in attempts:
        if attempt.cost_usd is not None:
            total += attempt.cost_usd
        elif attempt.usage != Usage():
            return None
    return total
