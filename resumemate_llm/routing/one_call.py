"""What the parts of one call share while they go through the chain at the same time.

A circuit counts calls: eight parts that meet the same dead server are one failure, not eight. And while
one part is the probe of a half-open circuit, its siblings wait for what comes of it instead of going to
the next provider.
"""

from __future__ import annotations

import anyio

from ..errors import ProviderError
from .breaker import Breaker, Permit
from .table import Blame


class OneCall:
    """One call's dealings with the circuits of its providers. Belongs to the event loop of the call."""

    def __init__(self) -> None:
        self._gates: dict[str, Gate] = {}

    def gate(self, breaker: Breaker) -> Gate:
        """The way to one circuit for all requests of the call."""
        return self._gates.setdefault(breaker.provider, Gate(breaker))


class Gate:
    """`Breaker.admit` and `Breaker.settle` for the requests of one call."""

    def __init__(self, breaker: Breaker) -> None:
        self._breaker = breaker
        self._counted = False
        self._probe: anyio.Event | None = None

    async def admit(self, *, timeout: float) -> Permit:
        """As `Breaker.admit`; where a sibling is the probe, its end is awaited first."""
        try:
            permit = await self._breaker.admit(timeout=timeout)
        except ProviderError:
            if self._probe is None:
                raise
            with anyio.move_on_after(timeout):
                await self._probe.wait()
            permit = await self._breaker.admit(timeout=timeout)
        if permit.probe is not None:
            self._probe = anyio.Event()
        return permit

    async def settle(self, permit: Permit, blame: Blame | None, *, retry_after: float | None = None) -> None:
        """As `Breaker.settle`; a second failure of the same call is not counted again."""
        if permit.probe is None and blame in (Blame.FAILURE, Blame.INVALID):
            blame, self._counted = (Blame.NONE if self._counted else blame), True
        await self._breaker.settle(permit, blame, retry_after=retry_after)
        if permit.probe is not None and self._probe is not None:
            self._probe.set()
            self._probe = None
