"""Ctrl-C that loses nothing: the first lets what is under way come in, the second leaves at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Self


class Interrupts:
    """While it is entered, the first SIGINT or SIGTERM sets `asked`, and whoever asks for more is to stop
    then; the second sets `leaving` and cancels the task that entered it, which ends in `KeyboardInterrupt`.
    `tell` is called at the first, so that the user knows why nothing has ended yet."""

    def __init__(self) -> None:
        self.asked = self.leaving = False
        self.tell: Callable[[], None] = lambda: None
        self._caught: list[signal.Signals] = []

    def __enter__(self) -> Self:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                self._loop.add_signal_handler(number, self._stop)
                self._caught.append(number)
            except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or another system
                continue
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for number in self._caught:
            self._loop.remove_signal_handler(number)
        if self.asked and (kind is None or issubclass(kind, asyncio.CancelledError)):
            raise KeyboardInterrupt

    def _stop(self) -> None:
        if not self.asked:
            self.asked = True
            self.tell()
        elif self._task is not None:
            self.leaving = True
            self._task.cancel()
