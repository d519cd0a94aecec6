"""The decision engine: a generator that does no I/O.

It yields what to do next (`Call` or `Wait`), is sent the `Outcome` of each call, and returns a
`Verdict`. A driver executes it (driver.py); a test can execute it with a fake clock. What happens after
which failure stands in table.py, the numbers stand in policy.py; here stands only the time.

One absolute deadline bounds everything. An attempt gets the provider's cap or what is left minus a
reserve for those that follow, whichever is less. A last resort is always asked, even when nothing is
left: it needs milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from ..errors import FailureCategory, ProviderError
from .policy import Policy, Step
from .table import TABLE, Action

T = TypeVar("T")

LAST_RESORT_RESERVE: Final = 0.25
"""Seconds kept for a last resort, or a tenth of what is left where that is less."""
LAST_RESORT_GRACE: Final = 1.0
"""Seconds that a last resort gets at least, even after the deadline."""
MORE_ROOM_FACTOR: Final = 2
RETRY_WAIT: Final = 0.25
"""Seconds within which the first retry starts at random; doubled for every further one."""
RETRY_WAIT_MAX: Final = 8.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """Send one request to `provider`.

    It may take `timeout` seconds, of the provider's own `cap`; `budget` is what it may take together
    with waiting for a free place. `problems` are the invalid fields of the answer before, empty except
    in a re-ask.
    """

    provider: str
    timeout: float
    cap: float
    budget: float
    max_tokens: int
    problems: tuple[str, ...] = ()
    last_resort: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """Wait before the same provider is asked again; `reason` is the failure that led to it."""

    provider: str
    seconds: float
    reason: FailureCategory


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome(Generic[T]):
    """What came of a `Call`: an accepted `answer`, or the `error`. `duration` in seconds."""

    answer: T | None = None
    error: ProviderError | None = None
    duration: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict(Generic[T]):
    """How the call ended: `provider` gave `answer`, or both are None and `trail` says why.

    `trail` holds every failure on the way, skipped providers included. `deadline_spent` tells "no time
    was left" from "all had their turn and failed".
    """

    provider: str | None = None
    answer: T | None = None
    trail: tuple[ProviderError, ...] = ()
    deadline_spent: bool = False


Moves = Generator[Call | Wait, Outcome[T] | None, Verdict[T]]


def decide(
    policy: Policy,
    *,
    deadline_at: float,
    clock: Callable[[], float],
    max_tokens: int,
    last_resorts: Collection[str] = (),
    is_ready: Callable[[str], bool] = lambda _: True,
    backoff: Callable[[int], float] | None = None,
) -> Moves[T]:
    """Run one call through the policy's chain.

    `deadline_at` is on `clock`. `last_resorts` are the providers that cannot fail for outside reasons.
    `is_ready` tells whether a provider could be asked now (its circuit is not open). `backoff` gives the
    seconds before retry 1, 2, ...; by default random and growing.
    """
    run: _Run[T] = _Run(
        policy=policy,
        deadline_at=deadline_at,
        clock=clock,
        max_tokens=max_tokens,
        last_resorts=frozenset(last_resorts),
        is_ready=is_ready,
        backoff=backoff or random_backoff,
    )
    for number, step in enumerate(policy.chain):
        run.followers = policy.chain[number + 1 :]
        answer = yield from run.visit(step)
        if answer is not None:
            return Verdict(provider=step.provider, answer=answer, trail=tuple(run.trail))
        if run.given_up:
            break
    spent = clock() >= deadline_at or run.trail[-1].category is FailureCategory.DEADLINE
    return Verdict(trail=tuple(run.trail), deadline_spent=spent)


@dataclass(slots=True)
class _Visit:
    """What is still allowed at one provider."""

    step: Step
    max_tokens: int
    retries: int = 0
    reasks: int = 0
    more_room: bool = False
    problems: tuple[str, ...] = ()


@dataclass(kw_only=True, slots=True)
class _Run(Generic[T]):
    policy: Policy
    deadline_at: float
    clock: Callable[[], float]
    max_tokens: int
    last_resorts: frozenset[str]
    is_ready: Callable[[str], bool]
    backoff: Callable[[int], float]
    followers: Sequence[Step] = ()
    trail: list[ProviderError] = field(default_factory=list)
    given_up: bool = False

    def visit(self, step: Step) -> Generator[Call | Wait, Outcome[T] | None, T | None]:
        """Ask one provider until it answers or the next one's turn has come."""
        visit = _Visit(step=step, max_tokens=self.max_tokens)
        while True:
            call = self._call(visit)
            if call is None:
                return None
            outcome = yield call
            assert outcome is not None, "a Call must be answered with an Outcome"
            if outcome.error is None:
                return outcome.answer
            self.trail.append(outcome.error)
            wait = self._after(visit, outcome, outcome.error)
            if wait is None:
                return None
            if wait > 0:
                yield Wait(provider=step.provider, seconds=wait, reason=outcome.error.category)

    def _call(self, visit: _Visit) -> Call | None:
        step, left = visit.step, self.deadline_at - self.clock()
        last_resort = step.provider in self.last_resorts
        budget = max(left, LAST_RESORT_GRACE) if last_resort else left - self._reserve(left)
        if budget <= 0:
            self.trail.append(
                ProviderError(FailureCategory.DEADLINE, "no time was left", provider=step.provider)
            )
            return None
        return Call(
            provider=step.provider,
            timeout=min(step.timeout, budget),
            cap=step.timeout,
            budget=budget,
            max_tokens=visit.max_tokens,
            problems=visit.problems,
            last_resort=last_resort,
        )

    def _after(self, visit: _Visit, outcome: Outcome[T], error: ProviderError) -> float | None:
        """Seconds to wait before the same provider is asked again; None: on to the next."""
        action = TABLE[error.category].action
        if action is Action.GIVE_UP:
            self.given_up = True
            return None
        if visit.step.provider in self.last_resorts or action is Action.NEXT:
            return None
        if action in (Action.RETRY, Action.RETRY_IF_LAST):
            return self._retry(visit, action, error)
        if not self._fits(outcome.duration):
            return None
        if action is Action.REASK:
            return self._reask(visit, error)
        return self._more_room(visit)

    def _retry(self, visit: _Visit, action: Action, error: ProviderError) -> float | None:
        patient = action is Action.RETRY_IF_LAST or error.retry_after is not None
        if visit.retries + 1 >= visit.step.attempts or (patient and self._models_waiting()):
            return None
        visit.retries += 1
        seconds = max(self.backoff(visit.retries), error.retry_after or 0.0)
        return seconds if self._fits(seconds) else None

    def _reask(self, visit: _Visit, error: ProviderError) -> float | None:
        if visit.reasks >= visit.step.reasks:
            return None
        visit.reasks += 1
        visit.problems = error.problems or (error.detail or error.category.value,)
        return 0.0

    def _more_room(self, visit: _Visit) -> float | None:
        if visit.more_room or not visit.step.more_room:
            return None
        visit.more_room = True
        visit.max_tokens *= MORE_ROOM_FACTOR
        return 0.0

    def _fits(self, seconds: float) -> bool:
        """Whether a wait, or a request that takes as long as the one before, leaves the reserve free."""
        left = self.deadline_at - self.clock()
        return seconds < left - self._reserve(left)

    def _models_waiting(self) -> int:
        return sum(
            step.provider not in self.last_resorts and self.is_ready(step.provider) for step in self.followers
        )

    def _reserve(self, left: float) -> float:
        """Seconds kept for the followers: never more than an equal share for each."""
        last = any(step.provider in self.last_resorts for step in self.followers)
        kept = min(LAST_RESORT_RESERVE, left / 10) if last else 0.0
        models = self._models_waiting()
        return kept + min(models * self.policy.reserve, (left - kept) * models / (models + 1))


def random_backoff(retry: int) -> float:
    """Seconds before the given retry (1, 2, ...): random within a growing window, so that many
    clients do not come back at the same moment."""
    from tenacity import RetryCallState, Retrying, wait_random_exponential

    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = retry
    return wait_random_exponential(multiplier=RETRY_WAIT, max=RETRY_WAIT_MAX)(state)
