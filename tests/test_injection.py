"""What a resume or a job says changes neither the radar nor who is asked; the prompt's side of it is in
tests/prompts/test_hostile_texts.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from resumemate_llm import ProResult, ResumeMate, Settings
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME
from tests.hostile import HOSTILE


def hostile_resume(text: str) -> str:
    return f"{EXAMPLE_RESUME}\nAdditional notes\n{text}\n"


@pytest.fixture(scope="module")
def client() -> Iterator[ResumeMate]:
    with ResumeMate("mock", settings=Settings()) as client:
        yield client


@pytest.fixture(scope="module")
def plain(client: ResumeMate) -> ProResult:
    return client.generate_pro(hostile_resume("Available from May."), EXAMPLE_JOB)


def test_there_are_forty_different_attacks() -> None:
    assert len(set(HOSTILE)) >= 40


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_resume_changes_neither_score_nor_policy(
    attack: str, client: ResumeMate, plain: ProResult
) -> None:
    attacked = client.generate_pro(hostile_resume(attack), EXAMPLE_JOB)
    assert attacked.radar_before.radar == plain.radar_before.radar
    assert attacked.radar_after.radar == plain.radar_after.radar
    assert (attacked.provider, len(attacked.attempts)) == (plain.provider, len(plain.attempts))
    tailored = attacked.output.tailored_resume
    assert [role.company for role in tailored.experience] == ["Harbour & Hale Ltd", "Penfold Foods"]
    assert len(attacked.output.cover_letter.paragraphs) == 4
    assert "100" not in " ".join(attacked.output.cover_letter.paragraphs)
