"""What routing remembers between calls."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

import anyio

from .breaker import Breaker, BreakerStore, Listener, MemoryStore, Snapshot
from .limiter import Limiter
from .policy import Policy, default_step


class RoutingState:
    """What lives as long as a client: the circuits and the places of its providers.

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
            steps = (*self.policy.chain, *filter(None, [self.policy.second_reader]))
            step = next((s for s in steps if s.provider == provider), default_step(provider))
            self._limiters[provider] = Limiter(
                provider, max_in_flight=step.max_in_flight, max_queued=step.max_queued
            )
        return self._limiters[provider]

    async def snapshot(self) -> list[Snapshot]:
        """The circuits of the policy's chain, for `resumemate doctor`."""
        return [await self.breaker(name).snapshot() for name in self.policy.providers]
