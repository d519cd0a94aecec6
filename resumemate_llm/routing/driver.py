"""Executes the decision engine: the only code of routing that waits.

Every way in which a request can end becomes one `Outcome`. Cancellation is never swallowed: it reaches
the provider, which stops the request on the wire, and then the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, overload

import anyio
from pydantic import BaseModel

from ..errors import AllProvidersFailed, FailureCategory, ProviderError, UnknownProvider
from ..observe import events, otel
from ..observe.cost import PRICES, Price
from ..prompts import with_reask
from ..providers.base import DraftRequest, Provider
from ..schema import Attempt, ProDraft, Usage
from .answer import read_answer
from .attempt import Running, checked, own, total_cost, typed
from .chain import Call, Moves, Outcome, Verdict, Wait, decide
from .one_call import OneCall
from .policy import Policy
from .state import RoutingState
from .table import TABLE, Action, Blame

T = TypeVar("T", bound=BaseModel)

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
    one_call: OneCall | None = None,
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
    one_call: OneCall | None = None,
) -> Routed[T]: ...


async def route(  # noqa: PLR0913  settings, all by keyword
    request: DraftRequest,
    *,
    policy: Policy,
    providers: Providers,
    answer: type[BaseModel] = ProDraft,
    state: RoutingState | None = None,
    deadline: float | None = None,
    listener: events.Listener | None = None,
    prices: Mapping[str, Price] = PRICES,
    one_call: OneCall | None = None,
) -> Routed[Any]:
    """Get one valid `answer` for `request` from the policy's chain.

    `deadline` in seconds from now replaces the policy's. `state` keeps circuits and places between
    calls; without it the call stands alone. `one_call` is what requests of the same call share. Raises
    `AllProvidersFailed` where nobody answered, `UnknownProvider` where the chain names a provider that
    `providers` does not hold.
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
        one_call=one_call or OneCall(),
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


@dataclass(kw_only=True, slots=True)
class _Trip(Generic[T]):
    """One call on its way through the chain."""

    request: DraftRequest
    providers: Providers
    answer: type[T]
    state: RoutingState
    listener: events.Listener | None
    prices: Mapping[str, Price]
    one_call: OneCall
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
            return Outcome(error=own(provider, call.provider))
        if call.last_resort:
            return await self._send(provider, call, call.timeout)
        return await self._guarded(provider, call)

    async def _guarded(self, provider: Provider, call: Call) -> Outcome[T]:
        gate, clock = self.one_call.gate(self.state, call.provider), self.state.clock
        started = clock()
        try:
            permit = await gate.enter(budget=call.budget, timeout=call.timeout)
        except ProviderError as refused:
            return Outcome(error=own(refused, call.provider))
        blame: Blame | None = Blame.NONE
        retry_after: float | None = None
        try:
            left = call.budget - (clock() - started)
            outcome = await self._send(provider, call, min(call.timeout, left))
            error = outcome.error
            blame = None if error is None else TABLE[error.category].blame
            retry_after = None if error is None else error.retry_after
            return outcome
        finally:
            await gate.leave(permit, blame, retry_after=retry_after)

    async def _send(self, provider: Provider, call: Call, timeout: float) -> Outcome[T]:
        """Send one request; the record of it is written whatever happens."""
        attempt = Running(
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
        scope = anyio.move_on_after(timeout)
        with otel.chat_span(provider=call.provider, model=attempt.model, part=attempt.part) as write:
            try:
                with scope, events.progress_to(self._progress(call)):
                    attempt.completion = checked(
                        await provider.complete(self._request(call), timeout=timeout)
                    )
                if attempt.completion is None:
                    raise TimeoutError
                draft = read_answer(attempt.completion, self.answer, self.request)
            except Exception as error:
                # Whatever a provider makes of its cancellation by us, it is a timeout.
                timed_out = scope.cancel_called and attempt.completion is None
                attempt.error = own(typed(TimeoutError() if timed_out else error), call.provider)
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
        if not (call.problems and request.messages):
            return request
        return request.replace(messages=with_reask(request.messages, call.problems))

    def _progress(self, call: Call) -> Callable[[int], None] | None:
        listener, part = self.listener, self.request.part
        if listener is None:
            return None
        return lambda tokens: events.tell(
            listener, events.TokensReceived(part=part, provider=call.provider, tokens=tokens)
        )


def _fallback_reason(verdict: Verdict[T]) -> str | None:
    """The last failure of each provider that did not answer, in the order of the chain."""
    reasons = {e.provider: _reason(e) for e in verdict.trail if e.provider != verdict.provider}
    return "; ".join(f"{provider}: {reason}" for provider, reason in reasons.items()) or None


def _reason(error: ProviderError) -> str:
    """The category; where a setting is wrong also which."""
    settings = (FailureCategory.NOT_CONFIGURED, FailureCategory.NOT_FOUND)
    told = error.category in settings and error.detail
    return f"{error.category.value} ({error.detail})" if told else error.category.value


def _all_failed(verdict: Verdict[T], attempts: list[Attempt]) -> AllProvidersFailed:
    why = "the deadline was spent" if verdict.deadline_spent else "every provider failed"
    trail = "; ".join(f"{error.provider}: {_reason(error)}" for error in verdict.trail)
    failed = AllProvidersFailed(
        f"{why} ({trail}); end the policy's chain with 'mock' to get an answer in any case",
        list(verdict.trail),
    )
    failed.attempts = tuple(attempts)
    return failed
