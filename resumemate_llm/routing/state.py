"""What routing remembers between calls."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import anyio

from .breaker import Breaker, BreakerStore, Listener, MemoryStore, Snapshot
from .limiter import Limiter
from .policy import PARTS_AT_ONCE, Policy, default_step

ONE_BY_ONE: Final = 1.5
"""A server that wrote fewer answers than this at one time, on average, has one slot."""
FORGET_AFTER: Final = 1800.0
"""Seconds after which a server that has one slot gets the chance to show that it has more now."""


class RoutingState:
    """What lives as long as a client: the circuits and the places of its providers, and which of them
    turned out to write one answer after the other.

    Belongs to one event loop at a time. `clock` and `sleep` can be replaced together in tests.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        store: BreakerStore | None = None,
        on_circuit: Listener | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self.policy, self.clock, self.sleep = policy, clock, sleep
        self._store = store or MemoryStore(clock)
        self._on_circuit = on_circuit
        self._breakers: dict[str, Breaker] = {}
        self._limiters: dict[str, Limiter] = {}
        self._part_limiters: dict[str, Limiter] = {}
        self._one_by_one: dict[str, float] = {}

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
        """The places of a provider, each for one call."""
        if provider not in self._limiters:
            steps = (*self.policy.chain, *filter(None, [self.policy.second_reader]))
            step = next((s for s in steps if s.provider == provider), default_step(provider))
            self._limiters[provider] = Limiter(
                provider, max_in_flight=step.max_in_flight, max_queued=step.max_queued
            )
        return self._limiters[provider]

    def part_limiter(self, provider: str) -> Limiter:
        """The places for the parts of the calls that a provider's places let in; nobody is refused here."""
        if provider not in self._part_limiters:
            most = PARTS_AT_ONCE * self.limiter(provider).max_in_flight
            self._part_limiters[provider] = Limiter(provider, max_in_flight=most, max_queued=None)
        return self._part_limiters[provider]

    def learn(self, concurrency: Mapping[str, float]) -> list[str]:
        """Note how many answers providers wrote at one time; returns those with one slot."""
        slow = [provider for provider, count in concurrency.items() if count < ONE_BY_ONE]
        self._one_by_one |= dict.fromkeys(slow, self.clock() + FORGET_AFTER)
        return slow

    def one_by_one(self, provider: str) -> bool:
        """Whether a provider was lately seen to write one answer after the other."""
        return self.clock() < self._one_by_one.get(provider, float("-inf"))

    async def snapshot(self) -> list[Snapshot]:
        """The circuits of the policy's chain, for `resumemate doctor`."""
        return [await self.breaker(name).snapshot() for name in self.policy.providers]
