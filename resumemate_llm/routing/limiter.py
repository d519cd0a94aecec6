"""How many calls, or parts of them, a provider gets at one time, with a queue before it."""

from __future__ import annotations

from collections import deque

import anyio

from ..errors import FailureCategory, ProviderError


class Limiter:
    """`max_in_flight` places and a queue of at most `max_queued` waiting calls (None: of any length), first
    come first served.

    Belongs to one event loop at a time. A place is handed from one call to the next, so that a new call
    cannot overtake those that wait.
    """

    def __init__(self, provider: str, *, max_in_flight: int, max_queued: int | None) -> None:
        self.provider, self.max_in_flight, self.max_queued = provider, max_in_flight, max_queued
        self._taken = 0
        self._queue: deque[anyio.Event] = deque()

    @property
    def in_flight(self) -> int:
        """Places taken now."""
        return self._taken

    @property
    def queued(self) -> int:
        """Calls waiting for a place now."""
        return len(self._queue)

    async def acquire(self, *, timeout: float, again: bool = False) -> None:
        """Take a place, waiting at most `timeout` seconds. `again`: for a call that was let in before, and
        waits whatever the length of the queue.

        Raises `ProviderError(QUEUE_FULL)` where the queue is full or no place came free in time.
        """
        if self._taken < self.max_in_flight:
            self._taken += 1
            return
        if self.max_queued is not None and len(self._queue) >= self.max_queued and not again:
            raise self._full(f"{self.max_in_flight} in flight, {self.max_queued} waiting")
        await self._wait(timeout)

    async def _wait(self, timeout: float) -> None:
        place = anyio.Event()
        self._queue.append(place)
        try:
            with anyio.move_on_after(timeout):
                await place.wait()
        except BaseException:
            self._leave(place)
            raise
        if not place.is_set():
            self._queue.remove(place)
            raise self.late(timeout)

    def _leave(self, place: anyio.Event) -> None:
        if place.is_set():
            self.release()
        else:
            self._queue.remove(place)

    def release(self) -> None:
        """Give the place to the longest-waiting call, or free it."""
        if self._queue:
            self._queue.popleft().set()
        else:
            self._taken -= 1

    def late(self, timeout: float) -> ProviderError:
        """The error of a call that got no place within `timeout` seconds."""
        return self._full(f"no place came free within {timeout:.3g} s")

    def _full(self, detail: str) -> ProviderError:
        return ProviderError(FailureCategory.QUEUE_FULL, detail, provider=self.provider)
