"""docs/server.md says what the code says."""

from __future__ import annotations

import shlex

from .folders import L4_COMMAND
from .pages import PAGE, refreshed


def test_the_tables_are_those_of_the_code() -> None:
    page = PAGE.read_text()
    assert refreshed(page) == page, "stale; run: python -m tests.docker.pages"


def test_the_command_shown_is_the_one_that_is_run() -> None:
    shown = next(line for line in PAGE.read_text().splitlines() if line.startswith("vllm serve "))
    assert shlex.split(shown) == list(L4_COMMAND)
