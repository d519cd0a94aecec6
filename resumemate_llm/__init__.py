"""Tailor a resume to one job through any model, with facts that are checked and a fallback that
always answers.

    from resumemate_llm import generate_pro

    result = generate_pro("resume.pdf", "job.txt")
    print(result.to_markdown())

Names are loaded on first use, so that importing the package costs little.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .client import AsyncResumeMate, ResumeMate, agenerate_pro, generate_pro
    from .errors import (
        AllProvidersFailed,
        ConfigError,
        FailureCategory,
        InputError,
        ProviderError,
        ResumeMateError,
    )
    from .plugins import hookimpl
    from .result import ProResult
    from .routing import Policy
    from .schema import CandidateProfile, JobProfile, ProDraft, ProOutput
    from .settings import Settings

_HOME = {
    "AllProvidersFailed": "errors",
    "AsyncResumeMate": "client",
    "CandidateProfile": "schema",
    "ConfigError": "errors",
    "FailureCategory": "errors",
    "InputError": "errors",
    "JobProfile": "schema",
    "Policy": "routing",
    "ProDraft": "schema",
    "ProOutput": "schema",
    "ProResult": "result",
    "ProviderError": "errors",
    "ResumeMate": "client",
    "ResumeMateError": "errors",
    "Settings": "settings",
    "agenerate_pro": "client",
    "generate_pro": "client",
    "hookimpl": "plugins",
}

__all__ = [
    "AllProvidersFailed",
    "AsyncResumeMate",
    "CandidateProfile",
    "ConfigError",
    "FailureCategory",
    "InputError",
    "JobProfile",
    "Policy",
    "ProDraft",
    "ProOutput",
    "ProResult",
    "ProviderError",
    "ResumeMate",
    "ResumeMateError",
    "Settings",
    "__version__",
    "agenerate_pro",
    "generate_pro",
    "hookimpl",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
