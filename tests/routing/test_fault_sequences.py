"""Random sequences of faults through the real driver, ten thousand of them, on a clock that leaps.

Each sequence is a policy, providers that misbehave at random, and up to three calls that share circuits
and places. After each the invariants below must hold. A sequence is made from its number alone, so a
failure is repeated with ``play(number)``.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

import anyio
import pytest

from resumemate_llm.errors import AllProvidersFailed, ProviderError
from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest
from resumemate_llm.routing import BreakerSettings, Policy, Routed, RoutingState, Step, route, total_cost
from resumemate_llm.schema import Attempt, ProDraft, Usage

from .fakes import VALID, answer, in_no_time, mock, now, request, trail

SEQUENCES: Final = 10_000
BLOCKS: Final = 8
SLACK: Final = 1e-6

RAISED: Final = tuple(
    F[name]
    for name in (
        "RATE_LIMITED QUOTA_EXHAUSTED OVERLOADED SERVER_ERROR CONNECT TIMEOUT AUTH NOT_FOUND "
        "CONTEXT_OVERFLOW REJECTED CONTENT_FILTER"
    ).split()
)
HEALTH: Final = {
    "rate_limited", "quota_exhausted", "overloaded", "server_error", "connect", "timeout", "unexpected",
}  # fmt: skip
INVALID: Final = {"not_json", "schema_invalid", "quality_rejected"}
REQUEST: Final = request()
BAD_TEXTS: Final = (
    "",
    "I cannot help with that.",
    "{}",
    VALID[:200],
    f"{VALID}{VALID}",
    VALID.replace('"bullets": ["Cooked."]', '"bullets": []'),
    VALID.replace('"overall": 50', '"overall": NaN'),
)


@dataclass
class Sent:
    """One request as the provider saw it."""

    provider: str
    started: float
    ended: float = float("inf")
    cost: float = 0.0
    retry_after: float | None = None


@dataclass
class Wild:
    """A provider that answers, fails, lies or says nothing, as its random numbers will."""

    name: str
    chance: random.Random
    health: float
    log: list[Sent]
    capabilities: Capabilities = field(default_factory=Capabilities)

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        sent = Sent(self.name, now())
        self.log.append(sent)
        try:
            return await self._reply(sent)
        finally:
            sent.ended = now()

    async def _reply(self, sent: Sent) -> Completion:
        chance = self.chance
        await anyio.sleep(chance.choice((0.0, 0.01, 0.3, 2.0, 9.0, 40.0)))
        if chance.random() < self.health:
            return self._billed(sent, answer())
        kind = chance.randrange(8)
        if kind == 0:
            await anyio.sleep_forever()
        if kind == 1:
            raise ValueError("a bug in a plugin")
        if kind == 2:
            return self._billed(sent, answer(VALID[:300], finish_reason="length"))
        if kind == 3:
            return self._billed(sent, answer(VALID, finish_reason="refusal"))
        if kind in (4, 5):
            return self._billed(sent, answer(chance.choice(BAD_TEXTS)))
        sent.retry_after = chance.choice((None, None, 0.0, 0.5, 20.0, 9999.0))
        raise ProviderError(chance.choice(RAISED), retry_after=sent.retry_after)

    def _billed(self, sent: Sent, completion: Completion) -> Completion:
        sent.cost = completion.cost_usd or 0.0
        return completion

    async def check(self, *, timeout: float) -> list[Check]:
        return []

    async def aclose(self) -> None:
        return


@dataclass
class Ended:
    """How one call ended, and what the providers saw of it."""

    took: float
    deadline: float
    attempts: Sequence[Attempt]
    sent: Sequence[Sent]
    routed: Routed[ProDraft] | None
    failed: AllProvidersFailed | None


def make_policy(chance: random.Random) -> Policy:
    names = ["a", "b", "c"][: chance.randint(1, 3)]
    steps = [
        Step(
            provider=name,
            attempts=chance.randint(1, 3),
            timeout=chance.choice((1.0, 10.0, 30.0)),
            reasks=chance.randint(0, 2),
            more_room=chance.random() < 0.5,
        )
        for name in names
    ]
    if chance.random() < 0.7:
        steps.append(Step(provider="mock", attempts=1, reasks=0, more_room=False))
    return Policy(
        chain=tuple(steps),
        deadline=chance.choice((0.5, 5.0, 30.0, 200.0)),
        reserve=chance.choice((0.0, 2.0, 45.0)),
        breaker=BreakerSettings(
            failures=chance.randint(1, 4), window=60.0, open_for=chance.choice((5.0, 300.0))
        ),
    )


async def play(number: int) -> tuple[Policy, list[Ended]]:
    """The sequence of that number."""
    chance = random.Random(number)
    random.seed(number)  # the waits before retries are drawn from the module itself
    policy = make_policy(chance)
    log: list[Sent] = []
    last = mock()
    providers = {
        name: last if name == "mock" else Wild(name, chance, chance.choice((0.0, 0.3, 0.8)), log)
        for name in policy.providers
    }
    state = RoutingState(policy, clock=asyncio.get_running_loop().time)
    ended: list[Ended] = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        await anyio.sleep(chance.choice((1.0, 10.0, 100.0)))
        del log[:]
        del last.requests[:]
        started, routed, failed = now(), None, None
        try:
            routed = await route(REQUEST, policy=policy, providers=providers, state=state)
        except AllProvidersFailed as error:
            failed = error
        took = now() - started
        attempts = routed.attempts if routed else failed.attempts if failed else ()
        sent = [*log, *(Sent("mock", now(), now()) for _ in last.requests)]
        ended.append(
            Ended(
                took=took,
                deadline=policy.deadline,
                attempts=attempts,
                sent=sent,
                routed=routed,
                failed=failed,
            )
        )
    return policy, ended


def deadline_kept(policy: Policy, ended: Ended) -> bool:
    return ended.took <= ended.deadline + SLACK


def attempts_bounded(policy: Policy, ended: Ended) -> bool:
    sent = Counter(request.provider for request in ended.sent)
    return all(sent[step.provider] <= step.max_requests for step in policy.chain)


def re_asks_bounded(policy: Policy, ended: Ended) -> bool:
    asked = Counter(attempt.provider for attempt in ended.attempts if attempt.outcome in INVALID)
    return all(asked[step.provider] <= step.reasks + 1 for step in policy.chain)


def every_attempt_recorded(policy: Policy, ended: Ended) -> bool:
    return [a.provider for a in ended.attempts] == [request.provider for request in ended.sent]


def rejected_answers_paid_for(policy: Policy, ended: Ended) -> bool:
    billed = sum(request.cost for request in ended.sent)
    total = ended.routed.cost_usd if ended.routed else total_cost(tuple(ended.attempts))
    return total is not None and abs(total - billed) < 1e-9


def usage_counted(policy: Policy, ended: Ended) -> bool:
    answered = sum(request.cost > 0 for request in ended.sent)
    usage = sum((attempt.usage for attempt in ended.attempts), Usage())
    return (usage.input_tokens, usage.output_tokens) == (10 * answered, 20 * answered)


def chain_order_kept(policy: Policy, ended: Ended) -> bool:
    visits = [provider for provider, _ in groupby(a.provider for a in ended.attempts)]
    order = [policy.providers.index(provider) for provider in visits]
    return order == sorted(set(order))


def last_resort_answers(policy: Policy, ended: Ended) -> bool:
    return ended.routed is not None or "mock" not in policy.providers


def only_the_last_attempt_is_accepted(policy: Policy, ended: Ended) -> bool:
    accepted = [attempt.outcome == "ok" for attempt in ended.attempts]
    expected = [False] * len(accepted)
    if ended.routed is not None:
        expected[-1] = True
    return accepted == expected


def what_will_not_pass_is_not_repeated(policy: Policy, ended: Ended) -> bool:
    final = {"auth", "not_found", "context_overflow", "content_filter", "rejected", "quota_exhausted",
             "timeout", "unexpected", "deadline"}  # fmt: skip
    pairs = zip(ended.attempts, ended.attempts[1:], strict=False)
    return not any(a.provider == b.provider and a.outcome in final for a, b in pairs)


def failure_tells_of_every_provider(policy: Policy, ended: Ended) -> bool:
    return ended.failed is None or {e.provider for e in trail(ended.failed)} == set(policy.providers)


INVARIANTS: Final[tuple[Callable[[Policy, Ended], bool], ...]] = (
    deadline_kept,
    attempts_bounded,
    re_asks_bounded,
    every_attempt_recorded,
    rejected_answers_paid_for,
    usage_counted,
    chain_order_kept,
    last_resort_answers,
    only_the_last_attempt_is_accepted,
    what_will_not_pass_is_not_repeated,
    failure_tells_of_every_provider,
)


class Reckoning:
    """A second, naive account of one circuit, kept from what was sent and what came of it."""

    def __init__(self, settings: BreakerSettings) -> None:
        self.settings = settings
        self.failures: list[float] = []
        self.invalid: list[float] = []
        self.open_until: float | None = None

    def count(self, outcome: str, sent: Sent) -> None:
        if outcome == "ok":
            self.invalid = []
            if self.open_until is not None:
                self.failures, self.open_until = [], None
        elif outcome in HEALTH:
            self._fail(self.failures, sent)
        elif outcome in INVALID:
            self._fail(self.invalid, sent)

    def _fail(self, counted: list[float], sent: Sent) -> None:
        counted[:] = [*(t for t in counted if t > sent.ended - self.settings.window), sent.ended]
        if self.open_until is not None or len(counted) >= self.settings.failures:
            wait = sent.retry_after or self.settings.open_for
            self.failures, self.invalid = [], []
            self.open_until = sent.ended + min(wait, self.settings.max_open)


def nobody_called_while_open(policy: Policy, calls: Sequence[Ended]) -> bool:
    circuits = {name: Reckoning(policy.breaker) for name in policy.providers if name != "mock"}
    for ended in calls:
        for attempt, sent in zip(ended.attempts, ended.sent, strict=True):
            circuit = circuits.get(sent.provider)
            if circuit is None:
                continue
            if circuit.open_until is not None and sent.started < circuit.open_until - SLACK:
                return False
            circuit.count(attempt.outcome, sent)
    return True


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_invariants_hold_over_ten_thousand_sequences_of_faults(block: int) -> None:
    async def main() -> Counter[str]:
        seen: Counter[str] = Counter()
        for number in range(block, SEQUENCES, BLOCKS):
            policy, calls = await play(number)
            for ended in calls:
                for invariant in INVARIANTS:
                    assert invariant(policy, ended), f"{invariant.__name__} broken by sequence {number}"
                seen.update(attempt.outcome for attempt in ended.attempts)
                seen["raised"] += ended.failed is not None
                errors = trail(ended.failed) if ended.failed else []
                seen.update(e.category.value for e in errors if e.category in (F.CIRCUIT_OPEN, F.DEADLINE))
            assert nobody_called_while_open(policy, calls), f"called while open by sequence {number}"
        return seen

    seen = in_no_time(main)
    expected = HEALTH | INVALID | {"ok", "deadline", "truncated", "circuit_open", "raised"}
    assert expected <= set(seen), "the sequences must meet every kind of end"
