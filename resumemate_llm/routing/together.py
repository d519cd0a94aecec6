"""Several requests of one call through the chain at the same time: the parts of a plan.

Each goes its own way (re-ask, fallback) under the one deadline of the call. Places and circuits count the
call (one_call.py). What is streamed tells how many of them a server really worked on at the same time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import anyio
from pydantic import BaseModel

from ..errors import AllProvidersFailed
from ..observe import events
from ..observe.cost import PRICES, Price
from ..providers.base import DraftRequest
from ..schema import Attempt, Usage
from .attempt import total_cost
from .driver import Providers, Routed, route
from .one_call import OneCall
from .policy import Policy
from .state import RoutingState

LEAD_SECONDS: Final = 5.0
"""Seconds that the other requests wait at most for the first token of the one that goes ahead."""
LEAST_SPANS: Final = 3
"""Answers without which nothing is said about how a server works."""
LEAST_SECONDS: Final = 1.0
"""Seconds of writing without which nothing is said about how a server works."""

OnAnswer = Callable[[int, Routed[Any]], Awaitable[None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """What came of the requests, in their order.

    `concurrency` maps a provider to how many answers it wrote at one time on average, first token to
    last; providers of which too little was seen are not in it. `attempts` are in the order of their
    start.
    """

    routed: tuple[Routed[Any], ...]
    concurrency: Mapping[str, float]

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The attempts of all requests."""
        return in_order(attempt for routed in self.routed for attempt in routed.attempts)

    @property
    def usage(self) -> Usage:
        """The tokens of all attempts."""
        return sum((routed.usage for routed in self.routed), Usage())

    @property
    def cost_usd(self) -> float | None:
        """The cost of all attempts in US dollars; None where a price is unknown."""
        return total_cost(self.attempts)


def in_order(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Attempts in the order of their start."""
    return tuple(sorted(attempts, key=lambda attempt: attempt.started_at))


async def route_all(  # noqa: PLR0913  settings, all by keyword
    requests: Sequence[tuple[DraftRequest, type[BaseModel]]],
    *,
    policy: Policy,
    providers: Providers,
    state: RoutingState,
    deadline: float,
    listener: events.Listener | None = None,
    on_answer: OnAnswer | None = None,
    lead: bool = False,
    prices: Mapping[str, Price] = PRICES,
) -> Together:
    """Get a valid answer for every request, all at once, as `route` gets one.

    With `lead` the first request goes ahead until its first token, so that the others find what they
    share with it in the server's prefix cache. `on_answer` is awaited with the position of each request
    that is answered, while others still run. Raises `AllProvidersFailed`, with the attempts of all,
    as soon as one request cannot be answered; the others are cancelled.
    """
    group = _Group(requests, listener, on_answer)
    keywords = {
        "policy": policy,
        "providers": providers,
        "state": state,
        "listener": group.hear,
        "prices": prices,
        "one_call": OneCall(in_parts=len(requests) > 1),
    }
    group.started = state.clock()
    group.clock, group.deadline = state.clock, deadline
    async with anyio.create_task_group() as tasks:
        group.cancel = tasks.cancel_scope.cancel
        for number in range(len(requests)):
            tasks.start_soon(group.ask, number, keywords)
            if lead and number == 0 and len(requests) > 1:
                with anyio.move_on_after(LEAD_SECONDS):
                    await group.first_token.wait()
    if isinstance(group.failure, AllProvidersFailed):
        group.failure.attempts = in_order(group.attempts)
    if group.failure is not None:
        raise group.failure
    return Together(
        routed=tuple(group.routed[number] for number in range(len(requests))),
        concurrency=group.spans.concurrency(),
    )


class _Group:
    """The requests of one call on their way."""

    def __init__(
        self,
        requests: Sequence[tuple[DraftRequest, type[BaseModel]]],
        listener: events.Listener | None,
        on_answer: OnAnswer | None,
    ) -> None:
        self.requests, self.listener, self.on_answer = requests, listener, on_answer
        self.routed: dict[int, Routed[Any]] = {}
        self.failure: Exception | None = None
        self.first_token = anyio.Event()
        self.spans = Spans()
        self.attempts: list[Attempt] = []
        self.cancel: Callable[[], None] = lambda: None
        self.clock: Callable[[], float] = lambda: 0.0
        self.started = self.deadline = 0.0

    async def ask(self, number: int, keywords: Mapping[str, Any]) -> None:
        request, answer = self.requests[number]
        left = self.deadline - (self.clock() - self.started)
        try:
            routed = await route(request, answer=answer, deadline=left, **keywords)
            self.routed[number] = routed
            if self.on_answer is not None:
                await self.on_answer(number, routed)
        except Exception as error:
            self.failure = self.failure or error
            self.cancel()
        finally:
            self.first_token.set()

    def hear(self, event: events.RouteEvent) -> None:
        """Pass an event on, and note what it tells."""
        if isinstance(event, events.TokensReceived):
            self.first_token.set()
            self.spans.writing(event.part, self.clock())
        elif isinstance(event, events.AttemptStarted):
            self.spans.started(event.part)
        elif isinstance(event, events.AttemptFinished):
            self.attempts.append(event.attempt)
            if event.attempt.outcome == "ok":
                self.spans.finished(event.part, event.attempt.provider, self.clock())
        events.tell(self.listener, event)


@dataclass(slots=True)
class Spans:
    """When each answer was being written, from its first token to its end."""

    _writing: dict[str, float] = field(default_factory=dict)
    _done: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def started(self, part: str) -> None:
        """A request of this part was sent; nothing of its answer has come."""
        self._writing.pop(part, None)

    def writing(self, part: str, now: float) -> None:
        """Tokens of this part's answer came."""
        self._writing.setdefault(part, now)

    def finished(self, part: str, provider: str, now: float) -> None:
        """This part's answer was accepted."""
        if part in self._writing:
            self._done.setdefault(provider, []).append((self._writing[part], now))

    def concurrency(self) -> dict[str, float]:
        """The answers that each provider wrote at one time on average, where enough was seen."""
        return {
            provider: sum(end - start for start, end in spans) / _covered(spans)
            for provider, spans in self._done.items()
            if len(spans) >= LEAST_SPANS and _covered(spans) >= LEAST_SECONDS
        }


def _covered(spans: Sequence[tuple[float, float]]) -> float:
    """The length of the union of intervals."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
