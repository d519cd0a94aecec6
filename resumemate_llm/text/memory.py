"""What is worked out about words and terms, remembered while a call lasts and forgotten after it, so that no
word of a resume stays in memory."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

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
        try:
            return await function(*args, **kwargs)
        finally:
            forget()

    return call
