"""Executes the decision engine: the only code of routing that waits.

Every way in which a request can end becomes one `Outcome`. Cancellation is never swallowed: it reaches
the provider, which stops the request on the wire, and then the caller.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, Generic, TypeVar, overload

import anyio
from pydantic import BaseModel

from ..errors import AllProvidersFailed, FailureCategory, ProviderError, UnknownProvider
from ..observe import events, otel
from ..observe.cost import PRICES, Price, cost_usd
from ..providers.base import Completion, DraftRequest, Provider
from ..schema import Attempt, ProDraft, Usage
from .answer import read_answer
from .breaker import Breaker, BreakerStore, MemoryStore, Permit, Snapshot
from .breaker import Listener as CircuitListener
from .chain import Call, Moves, Outcome, Verdict, Wait, decide
from .limiter import Limiter
from .policy import Policy, Step
from .reask import with_problems
from .table import TABLE, Action, Blame

T = TypeVar("T", bound=BaseModel)

MAX_DETAIL_CHARS = 300
"""What is kept of a provider's own description of a failure."""

Providers = Mapping[str, Provider | ProviderError]
"""Providers by name. An error in a provider's place says why it cannot be used ("no key is set"); it goes
into the trail without a request."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Routed(Generic[T]):
    """An accepted draft and how it came about.

    `last_resort` tells that the deterministic provider wrote it. `attempts`, `usage` and `cost_usd`
    (None where a price is unknown) include the rejected answers. `fallback_reason` says in one line why
    it was not the first provider of the chain, else None.
    """

    draft: T
    provider: str
    model: str
    last_resort: bool
    attempts: tuple[Attempt, ...]
    usage: Usage
    cost_usd: float | None
    fallback_reason: str | None

    def __repr__(self) -> str:
        return f"Routed(provider={self.provider!r}, attempts={len(self.attempts)})"


class RoutingState:
    """What lives as long as a client: the circuits and the places of its providers.

    Belongs to one event loop at a time. `clock` and `sleep` can be replaced together in tests.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        store: BreakerStore | None = None,
        on_circuit: CircuitListener | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self.policy, self.clock, self.sleep = policy, clock, sleep
        self._store = store or MemoryStore(clock)
        self._on_circuit = on_circuit
        self._breakers: dict[str, Breaker] = {}
        self._limiters: dict[str, Limiter] = {}

    def breaker(self, provider: str) -> Breaker:
        """The circuit of a provider."""
        if provider not in self._breakers:
            self._breakers[provider] = Breaker(
                provider,
                self.policy.breaker,
                store=self._store,
                listener=self._on_circuit,
                clock=self.clock,
            )
        return self._breakers[provider]

    def limiter(self, provider: str) -> Limiter:
        """The places of a provider."""
        if provider not in self._limiters:
            step = next((s for s in self.policy.chain if s.provider == provider), Step(provider=provider))
            self._limiters[provider] = Limiter(
                provider, max_in_flight=step.max_in_flight, max_queued=step.max_queued
            )
        return self._limiters[provider]

    async def snapshot(self) -> list[Snapshot]:
        """The circuits of the policy's chain, for `resumemate doctor`."""
        return [await self.breaker(name).snapshot() for name in self.policy.providers]


@overload
async def route(
    request: DraftRequest,
    *,
    policy: Policy,
    providers: Providers,
    state: RoutingState | None = None,
    deadline: float | None = None,
    listener: events.Listener | None = None,
    prices: Mapping[str, Price] = PRICES,
) -> Routed[ProDraft]: ...


@overload
async def route(
    request: DraftRequest,
    *,
    policy: Policy,
    providers: Providers,
    answer: type[T],
    state: RoutingState | None = None,
    deadline: float | None = None,
    listener: events.Listener | None = None,
    prices: Mapping[str, Price] = PRICES,
) -> Routed[T]: ...


async def route(
    request: DraftRequest,
    *,
    policy: Policy,
    providers: Providers,
    answer: type[BaseModel] = ProDraft,
    state: RoutingState | None = None,
    deadline: float | None = None,
    listener: events.Listener | None = None,
    prices: Mapping[str, Price] = PRICES,
) -> Routed[Any]:
    """Get one valid `answer` for `request` from the policy's chain.

    `deadline` in seconds from now replaces the policy's. `state` keeps circuits and places between
    calls; without it the call stands alone. Raises `AllProvidersFailed` where nobody answered,
    `UnknownProvider` where the chain names a provider that `providers` does not hold.
    """
    missing = [name for name in policy.providers if name not in providers]
    if missing:
        known = ", ".join(sorted(providers))
        raise UnknownProvider(f"the policy names {missing[0]!r}, which nobody registered; known: {known}")
    trip: _Trip[Any] = _Trip(
        request=request,
        providers=providers,
        answer=answer,
        state=state or RoutingState(policy),
        listener=listener,
        prices=prices,
    )
    verdict = await trip.run(policy, policy.deadline if deadline is None else deadline)
    if verdict.answer is None or verdict.provider is None:
        raise _all_failed(verdict, trip.attempts)
    return Routed(
        draft=verdict.answer,
        provider=verdict.provider,
        model=trip.attempts[-1].model,
        last_resort=verdict.provider in trip.last_resorts,
        attempts=tuple(trip.attempts),
        usage=sum((attempt.usage for attempt in trip.attempts), Usage()),
        cost_usd=total_cost(trip.attempts),
        fallback_reason=_fallback_reason(verdict),
    )


def total_cost(attempts: list[Attempt] | tuple[Attempt, ...]) -> float | None:
    """The cost of all attempts in US dollars; None where tokens were used that have no known price."""
    total = 0.0
    for attempt in attempts:
        if attempt.cost_usd is not None:
            total += attempt.cost_usd
        elif attempt.usage != Usage():
            return None
    return total


@dataclass(kw_only=True, slots=True)
class _Trip(Generic[T]):
    """One call on its way through the chain."""

    request: DraftRequest
    providers: Providers
    answer: type[T]
    state: RoutingState
    listener: events.Listener | None
    prices: Mapping[str, Price]
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def last_resorts(self) -> frozenset[str]:
        return frozenset(
            name
            for name, provider in self.providers.items()
            if not isinstance(provider, ProviderError) and provider.capabilities.last_resort
        )

    async def run(self, policy: Policy, deadline: float) -> Verdict[T]:
        clock = self.state.clock
        engine: Moves[T] = decide(
            policy,
            deadline_at=clock() + deadline,
            clock=clock,
            max_tokens=self.request.max_tokens,
            last_resorts=self.last_resorts,
            is_ready=self._is_ready,
        )
        outcome: Outcome[T] | None = None
        before: tuple[str, FailureCategory] | None = None
        while True:
            try:
                move = engine.send(outcome)
            except StopIteration as stop:
                verdict: Verdict[T] = stop.value
                return verdict
            self._report(move, before)
            if isinstance(move, Wait):
                await self.state.sleep(move.seconds)
                outcome = None
            else:
                outcome = await self._call(move)
                if outcome.error is not None:
                    before = (move.provider, outcome.error.category)

    def _report(self, move: Call | Wait, before: tuple[str, FailureCategory] | None) -> None:
        part = self.request.part
        if isinstance(move, Wait):
            waiting = events.Waiting(
                part=part, provider=move.provider, seconds=move.seconds, reason=move.reason
            )
            events.tell(self.listener, waiting)
        elif before is not None and before[0] != move.provider:
            fell = events.FellBack(part=part, provider=before[0], to=move.provider, reason=before[1])
            events.tell(self.listener, fell)
        elif before is not None and TABLE[before[1]].action is Action.REASK:
            count = len(move.problems)
            events.tell(self.listener, events.ReAsked(part=part, provider=move.provider, problems=count))

    def _is_ready(self, name: str) -> bool:
        return not isinstance(self.providers[name], ProviderError) and self.state.breaker(name).is_ready

    async def _call(self, call: Call) -> Outcome[T]:
        provider = self.providers[call.provider]
        if isinstance(provider, ProviderError):
            return Outcome(error=_own(provider, call.provider))
        if call.last_resort:
            return await self._attempt(provider, call, call.timeout)
        limiter, clock = self.state.limiter(call.provider), self.state.clock
        started = clock()
        try:
            await limiter.acquire(timeout=call.budget / 2)
        except ProviderError as full:
            return Outcome(error=_own(full, call.provider))
        try:
            return await self._guarded(provider, call, min(call.timeout, call.budget - (clock() - started)))
        finally:
            limiter.release()

    async def _guarded(self, provider: Provider, call: Call, timeout: float) -> Outcome[T]:
        breaker = self.state.breaker(call.provider)
        try:
            permit: Permit = await breaker.admit(timeout=timeout)
        except ProviderError as refused:
            return Outcome(error=_own(refused, call.provider))
        blame: Blame | None = Blame.NONE
        retry_after: float | None = None
        try:
            outcome = await self._attempt(provider, call, timeout)
            error = outcome.error
            blame = None if error is None else TABLE[error.category].blame
            retry_after = None if error is None else error.retry_after
            return outcome
        finally:
            await breaker.settle(permit, blame, retry_after=retry_after)

    async def _attempt(self, provider: Provider, call: Call, timeout: float) -> Outcome[T]:
        """Send one request; the record of it is written whatever happens."""
        attempt = _Attempt(
            part=self.request.part, call=call, model=getattr(provider, "model", ""), clock=self.state.clock
        )
        number = len(self.attempts) + 1
        started = events.AttemptStarted(
            part=attempt.part,
            provider=call.provider,
            number=number,
            timeout=timeout,
            reask=bool(call.problems),
        )
        events.tell(self.listener, started)
        draft: T | None = None
        with otel.chat_span(provider=call.provider, model=attempt.model, part=attempt.part) as write:
            try:
                with anyio.move_on_after(timeout) as scope, events.progress_to(self._progress(call)):
                    answer = await provider.complete(self._request(call), timeout=timeout)
                if scope.cancelled_caught:
                    raise TimeoutError
                attempt.completion = _checked(answer)
                draft = read_answer(attempt.completion, self.answer, self.request)
            except Exception as error:
                attempt.error = _own(_typed(error), call.provider)
                attempt.blame_deadline(timeout)
            except BaseException:
                attempt.error = ProviderError(FailureCategory.CANCELLED, provider=call.provider)
                raise
            finally:
                record = attempt.record(self.prices)
                self.attempts.append(record)
                write(record, attempt.completion.finish_reason if attempt.completion else None)
                events.tell(self.listener, events.AttemptFinished(part=attempt.part, attempt=record))
        return Outcome(answer=draft, error=attempt.error, duration=record.duration_s)

    def _request(self, call: Call) -> DraftRequest:
        request = self.request
        if call.max_tokens != request.max_tokens:
            request = request.replace(max_tokens=call.max_tokens)
        return with_problems(request, call.problems)

    def _progress(self, call: Call) -> Callable[[int], None] | None:
        listener, part = self.listener, self.request.part
        if listener is None:
            return None
        return lambda tokens: events.tell(
            listener, events.TokensReceived(part=part, provider=call.provider, tokens=tokens)
        )


class _Attempt:
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


def _checked(answer: Completion) -> Completion:
    """Plugins are not type-checked; what they return is looked at before it is counted."""
    right = (
        isinstance(answer, Completion) and isinstance(answer.text, str) and isinstance(answer.usage, Usage)
    )
    if not right:
        raise TypeError
    return answer


def _typed(error: Exception) -> ProviderError:
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


def _own(error: ProviderError, provider: str) -> ProviderError:
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


def _fallback_reason(verdict: Verdict[T]) -> str | None:
    """The last failure of each provider that did not answer, in the order of the chain."""
    reasons = {e.provider: _reason(e) for e in verdict.trail if e.provider != verdict.provider}
    return "; ".join(f"{provider}: {reason}" for provider, reason in reasons.items()) or None


def _reason(error: ProviderError) -> str:
    """The category; of a provider that was never asked also what is missing."""
    missing = error.category is FailureCategory.NOT_CONFIGURED and error.detail
    return f"{error.category.value} ({error.detail})" if missing else error.category.value


def _all_failed(verdict: Verdict[T], attempts: list[Attempt]) -> AllProvidersFailed:
    why = "the deadline was spent" if verdict.deadline_spent else "every provider failed"
    trail = "; ".join(f"{error.provider}: {_reason(error)}" for error in verdict.trail)
    failed = AllProvidersFailed(
        f"{why} ({trail}); end the policy's chain with 'mock' to get an answer in any case",
        list(verdict.trail),
    )
    failed.attempts = tuple(attempts)
    return failed
