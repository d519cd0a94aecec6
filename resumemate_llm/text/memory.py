"""What is worked out about words and terms, remembered while a call lasts and forgotten after it, so that no
word of a resume stays in memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

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
