"""What holds for every test here: an environment without our variables."""

from __future__ import annotations

import pytest

from resumemate_llm.settings import VARIABLES


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the developer's shell decides what a test sees."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
