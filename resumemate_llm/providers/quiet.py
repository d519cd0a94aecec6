"""Silence for the SDKs' own debug logs while they carry a resume.

At level DEBUG anthropic's SDK logs the whole request body, and tracebacks whose text may quote an
answer. Their records are dropped while one of our requests is under way in the same task; the same
loggers go on working for a program that uses those SDKs by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

_ours: ContextVar[bool] = ContextVar("resumemate_quiet", default=False)
_LOGGERS = ("openai._base_client", "anthropic._base_client")


def _not_ours(record: logging.LogRecord) -> bool:
    return not _ours.get()


@cache
def _install() -> None:
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_not_ours)


@contextmanager
def quiet_sdk_logs() -> Iterator[None]:
    """Drop the SDKs' log records of this task until the block ends."""
    _install()
    token = _ours.set(True)
    try:
        yield
    finally:
        _ours.reset(token)
