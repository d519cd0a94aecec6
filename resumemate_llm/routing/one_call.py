"""What the requests of one call share on their way through the chain.

A place is the call's: its parts go under it, and none of them is refused for the length of the queue once
the call was let in. A circuit counts calls too: eight parts that meet the same dead server are one failure,
not eight. And while one part is the probe of a half-open circuit, its siblings wait for what comes of it
instead of going to the next provider.
"""

from __future__ import annotations

import anyio

from ..errors import ProviderError
from .breaker import Permit
from .state import RoutingState
from .table import Blame


class OneCall:
    """One call's dealings with the places and circuits of its providers; `in_parts` where it is several
    requests at the same time. Belongs to the event loop of the call."""

    def __init__(self, *, in_parts: bool = False) -> None:
        self._in_parts = in_parts
        self._gates: dict[str, Gate] = {}

    def gate(self, state: RoutingState, provider: str) -> Gate:
        """The way to one provider for all requests of the call."""
        if provider not in self._gates:
            self._gates[provider] = Gate(state, provider, in_parts=self._in_parts)
        return self._gates[provider]


class Gate:
    """``permit = await gate.enter(...)`` before each request of a call to one provider, ``await
    gate.leave(permit, ...)`` after it, whatever happened."""

    def __init__(self, state: RoutingState, provider: str, *, in_parts: bool) -> None:
        self._clock, self._breaker = state.clock, state.breaker(provider)
        self._place, self._parts = Place(state, provider), state.part_limiter(provider)
        self._in_parts, self._counted = in_parts, False
        self._probe: anyio.Event | None = None

    async def enter(self, *, budget: float, timeout: float) -> Permit:
        """The call's place, a place for the request and leave to send it, within `budget` seconds and at
        most half of them in the queue; the request itself takes `timeout` seconds at most.

        Raises `ProviderError`: `QUEUE_FULL` as `Limiter.acquire`, `CIRCUIT_OPEN` as `Breaker.admit`. While
        a sibling is the probe, its end is awaited first, without a place for the request.
        """
        ends = self._clock() + budget
        await self._place.acquire(timeout=budget / 2)
        try:
            while True:
                await self._sibling(ends - self._clock())
                permit = await self._admit(ends, timeout)
                if permit is not None:
                    return permit
        except BaseException:
            self._place.release()
            raise

    async def _sibling(self, timeout: float) -> None:
        if self._probe is not None:
            with anyio.move_on_after(timeout):
                await self._probe.wait()

    async def _admit(self, ends: float, timeout: float) -> Permit | None:
        """Leave to send, with a place for it; None where a sibling became the probe in the meantime."""
        await self._parts.acquire(timeout=(ends - self._clock()) / 2)
        try:
            permit = await self._breaker.admit(timeout=min(timeout, ends - self._clock()))
        except BaseException as refused:
            self._parts.release()
            waits = isinstance(refused, ProviderError) and self._probe is not None
            if waits and self._clock() < ends:
                return None
            raise
        if permit.probe is not None:
            self._probe = self._probe or anyio.Event()
        return permit

    async def leave(self, permit: Permit, blame: Blame | None, *, retry_after: float | None = None) -> None:
        """As `Breaker.settle`; a second failure of a call in parts is not counted again."""
        try:
            if self._in_parts and permit.probe is None and blame in (Blame.FAILURE, Blame.INVALID):
                blame, self._counted = (Blame.NONE if self._counted else blame), True
            await self._breaker.settle(permit, blame, retry_after=retry_after)
        finally:
            if permit.probe is not None and self._probe is not None:
                self._probe.set()
                self._probe = None
            self._parts.release()
            self._place.release()


class Place:
    """A call's place at one provider, held as long as one of its requests needs it."""

    def __init__(self, state: RoutingState, provider: str) -> None:
        self._limiter = state.limiter(provider)
        self._one = anyio.Lock(fast_acquire=True)
        self._holders = 0
        self._was_in = False

    async def acquire(self, *, timeout: float) -> None:
        """Take the place, or join the requests that have it; see `Limiter.acquire`."""
        with anyio.move_on_after(timeout):
            async with self._one:
                if not self._holders:
                    await self._limiter.acquire(timeout=timeout, again=self._was_in)
                self._holders, self._was_in = self._holders + 1, True
                return
        raise self._limiter.late(timeout)

    def release(self) -> None:
        """Leave the place; the last one to leave gives it back."""
        self._holders -= 1
        if not self._holders:
            self._limiter.release()
