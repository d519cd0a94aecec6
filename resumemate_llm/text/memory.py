"""What is worked out about words and terms, remembered while a call lasts and forgotten after it, so that no
word of a resume stays in memory."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import lru_cache, wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_lock = Lock()
_running = 0
"""Calls and steps that run now, in all threads."""
_forgetters: list[Callable[[], None]] = []


def remembered(at_most: int) -> Callable[[Function], Function]:
    """A decorator for pure functions: answers are kept, `at_most` so many, until `forget` is called."""

    def decorate(function: Function) -> Function:
        cached = lru_cache(maxsize=at_most)(function)
        _forgetters.append(cached.cache_clear)
        return cast(Function, cached)

    return decorate


def forget() -> None:
    """Forget every remembered answer. Calls in other threads that still run only work them out again."""
    for clear in _forgetters:
        clear()


def forgetting(
    function: Callable[Arguments, Coroutine[Any, Any, Answer]],
) -> Callable[Arguments, Coroutine[Any, Any, Answer]]:
    """A decorator for a coroutine function that forgets when it ends, however it ends."""

    @wraps(function)
    async def call(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        _enter()
        try:
            return await function(*args, **kwargs)
        finally:
            _leave()
            forget()

    return call


def forgetting_alone(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """A decorator for a function that forgets at its end unless something else still runs: a step of a call
    leaves what it remembers to the next step, and a step whose call was cancelled leaves nothing."""

    @wraps(function)
    def step(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        _enter()
        try:
            return function(*args, **kwargs)
        finally:
            if not _leave():
                forget()

    return step


def _enter() -> None:
    global _running  # noqa: PLW0603
    with _lock:
        _running += 1


def _leave() -> int:
    """Count one less; returns how many still run."""
    global _running  # noqa: PLW0603
    with _lock:
        _running -= 1
        return _running
