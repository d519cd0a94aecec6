"""For pytest: readable assertions in the contract tests, and the fixture `fault_server`.

Loaded by pytest through the entry point `pytest11`, so it imports nothing of the package until it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .fault_server import FaultServer

pytest.register_assert_rewrite("resumemate_llm.testing.contract")


@pytest.fixture
def fault_server() -> Iterator[FaultServer]:
    """A `FaultServer` that answers well until it is told not to with `follow`."""
    from .fault_server import FaultServer

    with FaultServer() as server:
        yield server
