"""What holds for every test here: an environment without our variables."""

from __future__ import annotations

import pytest

from resumemate_llm.settings import VARIABLES
from resumemate_training.asking.courier import Here


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the developer's shell decides what a test sees."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def no_courier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests go out from the test's own process: a second one takes a second to start. What the courier is
    for is tested in test_killed.py and test_courier.py."""
    monkeypatch.setattr("resumemate_training.data.generate_command.Courier", Here)
