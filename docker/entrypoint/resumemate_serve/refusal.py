"""The one error of this package."""

from __future__ import annotations

EXIT_CODE = 78
"""Exit code of a refused start: EX_CONFIG of sysexits.h, which vLLM itself never uses."""


class Refusal(Exception):
    """The server cannot start so. The message says what is wrong, with which setting, and what to do."""
