"""One circuit breaker for each provider, right under concurrency and cancellation.

::

    closed --(failures within the window)--> open --(time passed)--> half open
       ^                                      ^                         |
       |                                      +------(probe fails)------+
       +---------------------------(probe succeeds)---------------------+

Half open admits ONE call, the probe. Its reservation expires, so a probe whose process died does not
shut the provider out for good. A cancelled call, and any failure that is not the provider's fault,
changes nothing; a probe that ends so gives its reservation back.

The state is a value (`Circuit`) and every change of it a pure function. A `BreakerStore` applies the
function as one atomic step and supplies the clock, so a store shared by several processes can be put in
place of the one in memory. A store that fails or hangs never stops a call.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import secrets
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeVar

import anyio

from ..errors import FailureCategory, ProviderError
from .policy import BreakerSettings
from .table import Blame

R = TypeVar("R")
State = Literal["closed", "open", "half_open"]
Listener = Callable[[str, State, State], None]

STORE_TIMEOUT: Final = 0.25
"""Seconds that a store may take before the call goes on without it."""
PROBE_GRACE: Final = 5.0
"""Seconds by which a probe's reservation outlives the probe's own timeout."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Circuit:
    """What is known about one provider. Instants are on the store's clock.

    `failures` and `invalid` are the instants of counted failures and of invalid answers in a row;
    `open_until` is None while closed; `probe` is the token of the one reserved probe, and `probe_until`
    is 0.0 until the first one after opening.
    """

    failures: tuple[float, ...] = ()
    invalid: tuple[float, ...] = ()
    open_until: float | None = None
    probe: str | None = None
    probe_until: float = 0.0

    def state(self, now: float) -> State:
        """The state at `now`; half open is what open becomes when its time has passed."""
        if self.open_until is None:
            return "closed"
        return "open" if now < self.open_until else "half_open"

    def blocked_for(self, now: float) -> float:
        """Seconds for which no call is admitted, as far as is known; 0.0 where one may go."""
        if self.open_until is None:
            return 0.0
        reserved = self.probe_until if self.probe is not None else 0.0
        return max(0.0, self.open_until - now, reserved - now)


Change = Callable[[Circuit, float], tuple[Circuit, R]]


class BreakerStore(Protocol):
    """Where circuits live. To share them between processes, implement this with a server's
    compare-and-set; any exception, or taking over `STORE_TIMEOUT`, lets the call go on uncounted."""

    async def update(self, provider: str, change: Change[R]) -> R:
        """Atomically replace the provider's circuit by `change(circuit, now)[0]` and return the rest.

        An unknown provider has `Circuit()`. `now` is the store's own clock, the same for all who
        share it, and never runs backwards. `change` is pure and may be called again.
        """
        ...


class MemoryStore:
    """Circuits of this process, on the monotonic clock. Usable from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._circuits: dict[str, Circuit] = {}
        self._lock = threading.Lock()
        _stores.add(self)

    async def update(self, provider: str, change: Change[R]) -> R:
        """See `BreakerStore.update`."""
        return self.update_now(provider, change)

    def update_now(self, provider: str, change: Change[R]) -> R:
        """`update` without a loop: memory needs no waiting and no time limit."""
        with self._lock:
            circuit, result = change(self._circuits.get(provider, Circuit()), self.clock())
            self._circuits[provider] = circuit
        return result

    def unlock_after_fork(self) -> None:
        """Give a forked child a free lock: the thread that held the old one does not exist there."""
        self._lock = threading.Lock()


_stores: weakref.WeakSet[MemoryStore] = weakref.WeakSet()


def _after_fork() -> None:
    for store in _stores:
        store.unlock_after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


@dataclass(frozen=True, kw_only=True, slots=True)
class Permit:
    """Leave to send one request. `probe` is the reservation's token where this is the probe; `blind` is
    True where the store failed, so that nothing is counted."""

    probe: str | None = None
    blind: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """What `resumemate doctor` shows. `blocked_for` is in seconds."""

    provider: str
    state: State
    failures: int
    invalid: int
    blocked_for: float


class Breaker:
    """The circuit of one provider.

    ``permit = await breaker.admit(...)`` before a request, ``await breaker.settle(permit, ...)`` after
    it, whatever happened. `listener` hears of every transition; if it raises, nothing changes.
    """

    def __init__(
        self,
        provider: str,
        settings: BreakerSettings | None = None,
        *,
        store: BreakerStore | None = None,
        listener: Listener | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.provider, self.settings = provider, settings or BreakerSettings()
        self._store = store or MemoryStore(clock)
        self._listener = listener
        self._clock = clock
        self._store_failing = False
        self._ready_at = clock()

    @property
    def is_ready(self) -> bool:
        """Whether a call would be admitted, as far as this object saw. A hint for planning: only
        `admit` decides."""
        return self._clock() >= self._ready_at

    async def admit(self, *, timeout: float) -> Permit:
        """Leave for one request that takes at most `timeout` seconds.

        Raises `ProviderError(CIRCUIT_OPEN)` with `retry_after` where the provider is left alone.
        """
        token = secrets.token_hex(8)
        lease = timeout + PROBE_GRACE

        def change(circuit: Circuit, now: float) -> tuple[Circuit, tuple[Circuit, Circuit, float, bool]]:
            after, admitted = reserve(circuit, now, token=token, lease=lease)
            return after, (circuit, after, now, admitted)

        seen = await self._update(change)
        if seen is None:
            return Permit(blind=True)
        before, after, now, admitted = seen
        if not admitted:
            seconds = after.blocked_for(now)
            self._ready_at = self._clock() + seconds
            raise ProviderError(
                FailureCategory.CIRCUIT_OPEN,
                f"left alone for {seconds:.0f} s more",
                provider=self.provider,
                retry_after=seconds,
            )
        if after is before:
            return Permit()
        if before.probe_until == 0.0:
            self._tell("open", "half_open")
        return Permit(probe=token)

    async def settle(self, permit: Permit, blame: Blame | None, *, retry_after: float | None = None) -> None:
        """Count what came of a request: `blame` is None for an accepted answer, else the failure's row
        in table.py says whose fault it was. `Blame.NONE` (cancelled, our own fault) is neutral."""
        if permit.blind:
            return

        def change(circuit: Circuit, now: float) -> tuple[Circuit, tuple[State, State, float]]:
            after = count(circuit, now, permit, blame, self.settings, retry_after)
            return after, (circuit.state(now), after.state(now), after.blocked_for(now))

        seen = await self._update(change, shield=True)
        if seen is not None:
            old, new, blocked_for = seen
            self._ready_at = self._clock() + blocked_for
            if old != new:
                self._tell(old, new)

    async def snapshot(self) -> Snapshot:
        """The state now; of a store that fails, a closed circuit."""
        seen = await self._update(lambda circuit, now: (circuit, (circuit, now)))
        circuit, now = seen or (Circuit(), 0.0)
        return Snapshot(
            provider=self.provider,
            state=circuit.state(now),
            failures=len(_recent(circuit.failures, now, self.settings)),
            invalid=len(_recent(circuit.invalid, now, self.settings)),
            blocked_for=circuit.blocked_for(now),
        )

    async def _update(self, change: Change[R], *, shield: bool = False) -> R | None:
        store = self._store
        if isinstance(store, MemoryStore):
            return store.update_now(self.provider, change)
        try:
            with anyio.fail_after(STORE_TIMEOUT, shield=shield):
                result = await store.update(self.provider, change)
        except Exception as error:
            if not self._store_failing:
                kind = type(error).__name__
                logger.warning("breaker store fails (%s); calls to %s go on uncounted", kind, self.provider)
            self._store_failing, self._ready_at = True, self._clock()
            return None
        self._store_failing = False
        return result

    def _tell(self, old: State, new: State) -> None:
        logger.info("circuit of %s: %s -> %s", self.provider, old, new)
        if self._listener is not None:
            try:
                self._listener(self.provider, old, new)
            except Exception as error:
                logger.warning("a circuit listener failed (%s)", type(error).__name__)


def reserve(circuit: Circuit, now: float, *, token: str, lease: float) -> tuple[Circuit, bool]:
    """Admit a call or not. A changed circuit means: this call is the probe."""
    if circuit.open_until is None:
        return circuit, True
    if circuit.blocked_for(now) > 0:
        return circuit, False
    return dataclasses.replace(circuit, probe=token, probe_until=now + lease), True


def count(
    circuit: Circuit,
    now: float,
    permit: Permit,
    blame: Blame | None,
    settings: BreakerSettings,
    retry_after: float | None,
) -> Circuit:
    """The circuit after one request. Results that come in late, from before the circuit opened or from
    a probe whose reservation has passed to another, change nothing."""
    if permit.probe != circuit.probe or (permit.probe is None and circuit.open_until is not None):
        return circuit
    if blame is Blame.NONE:
        return circuit if permit.probe is None else dataclasses.replace(circuit, probe=None)
    if blame is None:
        if permit.probe is not None:
            return Circuit()
        return dataclasses.replace(circuit, invalid=()) if circuit.invalid else circuit
    return _fail(circuit, now, permit, blame, settings, retry_after)


def _fail(
    circuit: Circuit,
    now: float,
    permit: Permit,
    blame: Blame,
    settings: BreakerSettings,
    retry_after: float | None,
) -> Circuit:
    invalid = blame is Blame.INVALID
    counted = (*_recent(circuit.invalid if invalid else circuit.failures, now, settings), now)
    if permit.probe is not None or len(counted) >= settings.failures:
        seconds = min(retry_after, settings.max_open) if retry_after else settings.open_for
        return Circuit(open_until=now + seconds)
    if invalid:
        return dataclasses.replace(circuit, invalid=counted)
    return dataclasses.replace(circuit, failures=counted)


def _recent(instants: tuple[float, ...], now: float, settings: BreakerSettings) -> tuple[float, ...]:
    return tuple(t for t in instants if t > now - settings.window)
