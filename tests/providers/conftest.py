"""Fixtures for the providers' tests."""

from __future__ import annotations

import pytest

from .support import Make, claude, self_hosted


@pytest.fixture(params=[self_hosted, claude], ids=["self-hosted", "claude"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes a provider for a fault server: `make(server, idle_timeout=...)`."""
    factory: Make = request.param
    return factory


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no key of this machine takes part."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
