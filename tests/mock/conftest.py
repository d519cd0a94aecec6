"""Invented people of many professions, the jobs they apply for, and their drafts."""

from __future__ import annotations

import pytest

from resumemate_llm.providers.mock import write_draft
from resumemate_llm.schema import ParsedJob, ParsedResume, ProDraft

from .jobs import JOBS
from .people import PEOPLE

_DRAFTS: dict[str, list[tuple[ParsedJob, ProDraft]]] = {}


@pytest.fixture(params=PEOPLE)
def name(request: pytest.FixtureRequest) -> str:
    """Each invented person's key in turn."""
    return str(request.param)


@pytest.fixture
def person(name: str) -> ParsedResume:
    """The invented person."""
    return PEOPLE[name]


@pytest.fixture
def drafts(name: str) -> list[tuple[ParsedJob, ProDraft]]:
    """The person's draft for every invented job, written once."""
    if name not in _DRAFTS:
        _DRAFTS[name] = [(opening, write_draft(PEOPLE[name], opening)) for opening in JOBS.values()]
    return _DRAFTS[name]


@pytest.fixture(scope="session")
def people() -> dict[str, ParsedResume]:
    """All invented people by profession."""
    return PEOPLE


@pytest.fixture(scope="session")
def jobs() -> dict[str, ParsedJob]:
    """All invented jobs by name."""
    return JOBS
