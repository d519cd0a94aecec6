"""The synchronous face of the async core: one event loop in a thread, for as long as its owner lives.

It works where `asyncio.run` does not (inside a running loop: notebooks, web handlers) and keeps
connections alive between calls. Exceptions arrive unchanged.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from anyio import CancelScope
    from anyio.from_thread import BlockingPortal

T = TypeVar("T")


class Portal:
    """Runs coroutines of synchronous callers, from any number of threads, on one event loop.

    The thread starts with the first call and ends with `close()`, at the end of a `with` block, when the
    portal is no longer referred to, or at the interpreter's exit. In a forked child the portal starts
    anew; `generation` is higher there by one, so that an owner can tell that what it made on the old loop
    (connections) is not its own any more.
    """

    def __init__(self, name: str = "resumemate") -> None:
        self.name, self.generation = name, 0
        self._closed = False
        self._lock = threading.Lock()
        self._portal: BlockingPortal | None = None
        self._stop: weakref.finalize[..., Portal] | None = None
        _portals.add(self)

    def call(self, function: Callable[[], Awaitable[T]]) -> T:
        """Run ``await function()`` on the loop, wait for it, and return or raise what it did.

        A caller that is interrupted while it waits (Ctrl-C) cancels the coroutine. Raises
        `RuntimeError` after `close()` and when called on the portal's own thread.
        """
        portal, task = self._open(), _Task(function)
        try:
            return portal.start_task_soon(task.run).result()
        except BaseException:
            if not task.ended:
                portal.start_task_soon(task.cancel)
            raise

    def close(self) -> None:
        """Cancel what still runs and end the thread. Can be called again."""
        with self._lock:
            self._closed, self._portal = True, None
            stop, self._stop = self._stop, None
        if stop is not None:
            stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> BlockingPortal:
        with self._lock:
            if self._closed:
                raise RuntimeError("this portal is closed; make a new client")
            if self._portal is None:
                self._portal, thread = _start(self.name)
                self._stop = weakref.finalize(self, _end, self._portal, thread)
            return self._portal

    def start_anew_after_fork(self) -> None:
        """Forget the parent's thread, which does not exist in a forked child."""
        self._lock = threading.Lock()
        self._portal = self._stop = None
        self.generation += 1


class _Task(Generic[T]):
    """One call on the loop. It can be cancelled from the moment the loop has it: an interrupt may reach
    the caller before it has learnt of that. `run` and `cancel` run on the loop, in this order."""

    def __init__(self, function: Callable[[], Awaitable[T]]) -> None:
        self._function = function
        self._scope: CancelScope | None = None
        self.ended = False

    async def run(self) -> T:
        import anyio

        try:
            with anyio.CancelScope() as self._scope:
                return await self._function()
            raise RuntimeError("cancelled; the caller has gone")
        finally:
            self.ended = True

    def cancel(self) -> None:
        if self._scope is not None:
            self._scope.cancel()


def _start(name: str) -> tuple[BlockingPortal, threading.Thread]:
    ready: Future[BlockingPortal] = Future()
    thread = threading.Thread(target=_serve, args=(ready,), name=name, daemon=True)
    thread.start()
    return ready.result(), thread


def _serve(ready: Future[BlockingPortal]) -> None:
    import anyio
    from anyio.from_thread import BlockingPortal

    async def main() -> None:
        async with BlockingPortal() as portal:
            ready.set_result(portal)
            await portal.sleep_until_stopped()

    try:
        anyio.run(main)
    except BaseException as error:
        if ready.done():
            raise
        ready.set_exception(error)


def _end(portal: BlockingPortal, thread: threading.Thread) -> None:
    if threading.current_thread() is thread:
        # The collector may run on the portal's own thread, which cannot wait for its own end.
        threading.Thread(target=_end, args=(portal, thread), daemon=True).start()
    elif thread.is_alive():
        portal.call(portal.stop, True)
        thread.join()


_portals: weakref.WeakSet[Portal] = weakref.WeakSet()


def _after_fork() -> None:
    for portal in _portals:
        portal.start_anew_after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
