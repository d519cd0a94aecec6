"""A good draft with something missing, merged or moved: what it lost comes back."""

from __future__ import annotations

import pytest

from resumemate_llm.schema import (
    BeforeAfter,
    CoverLetter,
    SkillGroup,
)

from .broken import (
    BULLETS,
    changed,
    refined,
    with_bullet,
    with_role,
)
from .people import DRAFT, RESUME


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_role_dropped(index: int) -> None:
    roles = [role for i, role in enumerate(DRAFT.bullets_by_role) if i != index]
    result = refined(changed(bullets_by_role=roles))
    assert result.output.tailored_resume.experience[index].bullets == RESUME.profile.experience[index].bullets


def test_a_role_merged_with_another() -> None:
    merged = DRAFT.bullets_by_role[0].model_copy(update={"bullets": [*BULLETS[0], *BULLETS[1]]})
    result = refined(changed(bullets_by_role=[merged, DRAFT.bullets_by_role[2]]))
    assert [r.bullets for r in result.output.tailored_resume.experience] == BULLETS


def test_a_role_duplicated() -> None:
    result = refined(changed(bullets_by_role=[*DRAFT.bullets_by_role, DRAFT.bullets_by_role[1]]))
    assert [r.bullets for r in result.output.tailored_resume.experience] == BULLETS


def test_roles_reordered() -> None:
    result = refined(changed(bullets_by_role=DRAFT.bullets_by_role[::-1]))
    assert [r.bullets for r in result.output.tailored_resume.experience] == BULLETS
    assert "facts.role_order" in {f.type for f in result.findings}


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_bullet_dropped(number: int) -> None:
    bullets = [b for i, b in enumerate(BULLETS[0]) if i != number]
    result = refined(with_role(0, bullets=bullets))
    held = result.output.tailored_resume.experience[0].bullets
    assert set(bullets) < set(held)
    assert RESUME.profile.experience[0].bullets[number] in held


def test_bullets_merged() -> None:
    merged = (
        "Managed stock planning in SAP for 4 regional warehouses and prepared weekly "
        "inventory reports for the operations director"
    )
    result = refined(with_role(0, bullets=[merged, BULLETS[0][1], BULLETS[0][3]]))
    assert len(result.output.tailored_resume.experience[0].bullets) == 4


@pytest.mark.parametrize("words", [3, 4, 5, 6, 7])
def test_a_bullet_truncated(words: int) -> None:
    cut = " ".join(BULLETS[0][2].split()[:words])
    result = refined(with_bullet(0, 2, cut))
    assert result.output.tailored_resume.experience[0].bullets[2] == BULLETS[0][2]


def test_a_bullet_cut_behind_most_of_its_words_with_its_verb_in_another_tense() -> None:
    _, *words = BULLETS[0][2].split()
    cut = " ".join(["Preparing", *words[:-1]])
    result = refined(with_bullet(0, 2, cut))
    assert result.output.tailored_resume.experience[0].bullets[2] == BULLETS[0][2]


@pytest.mark.parametrize("end", ["for the", "that", "(for the operations director", "and"])
def test_a_reworded_bullet_that_breaks_off(end: str) -> None:
    cut = f"Wrote weekly inventory reports and prepared them for the operations director {end}"
    result = refined(with_bullet(0, 2, cut))
    assert result.output.tailored_resume.experience[0].bullets[2] == BULLETS[0][2]


def test_a_bullet_copied_from_another_role() -> None:
    result = refined(with_role(2, bullets=[BULLETS[0][1], *BULLETS[2]]))
    assert result.output.tailored_resume.experience[2].bullets == BULLETS[2]
    assert "facts.bullet_of_other_role" in {f.type for f in result.findings}


def test_a_bullet_split_in_two_may_stand_where_nothing_is_lost() -> None:
    parts = ["Managed stock planning for 4 regional warehouses", "Planned that stock in SAP"]
    result = refined(with_role(0, bullets=[*parts, *BULLETS[0][1:]]))
    assert len(result.output.tailored_resume.experience[0].bullets) >= 4
    assert "SAP" in " ".join(result.output.tailored_resume.experience[0].bullets)


def test_empty_sections() -> None:
    draft = changed(
        summary="",
        headline=" ",
        professional_summary="",
        bullets_by_role=[],
        education=[],
        skills=[SkillGroup(category="", items=[])],
        cover_letter=CoverLetter(paragraphs=[]),
        keyword_checklist=[],
        recruiter_feedback=[""],
        bullet_rewrites=[],
        experience_gaps=[],
        next_actions=[],
        before_after_preview=BeforeAfter(before="", after=""),
        interview_talking_points=[],
    )
    output = refined(draft).output
    for text in (output.summary, output.tailored_resume.headline, output.tailored_resume.summary):
        assert text.strip()
    assert all(p.strip() for p in output.cover_letter.paragraphs)
    assert all(text.strip() for text in output.recruiter_feedback)
