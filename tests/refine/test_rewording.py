"""A bullet in other words does not turn its statement round, and takes nothing from another place of the resume."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import ProDraft

from .people import DRAFT, JOB, RESUME


def refined(role: int, place: int, bullet: str) -> tuple[Refined, str]:
    """The result for a draft with one other bullet, and the statement that the bullet is for."""
    roles = list(DRAFT.bullets_by_role)
    bullets = list(roles[role].bullets)
    bullets[place] = bullet
    roles[role] = roles[role].model_copy(update={"bullets": bullets})
    draft: ProDraft = DRAFT.model_copy(update={"bullets_by_role": roles})
    return refine(draft, RESUME, JOB), RESUME.profile.experience[role].statements[place]


@pytest.mark.parametrize(
    ("role", "place", "bullet"),
    [
        (0, 1, "Increased picking errors by 18% through new bin labels"),
        (0, 1, "Reduced picking errors to 18% through new bin labels"),
        (0, 1, "Reduced all picking errors by 18% through new bin labels"),
        (0, 2, "Prepared the first weekly inventory reports for the operations director"),
        (0, 3, "Trained 6 new starters on the handheld scanners without supervision"),
        (1, 0, "Ran the annual stock count of 12,000 lines"),
        (1, 2, "Resolved most supplier queries by phone and email"),
        (1, 2, "Resolved supplier queries by phone and email on own"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_how_much_and_which_way_stay(role: int, place: int, bullet: str) -> None:
    result, statement = refined(role, place, bullet)
    assert result.output.tailored_resume.experience[role].bullets[place] == statement
    assert "facts.turned" in {f.type for f in result.findings}


@pytest.mark.parametrize(
    ("role", "place", "bullet"),
    [
        (1, 0, "Assisted with the annual stock count of 12,000 lines in SAP"),
        (1, 2, "Resolved supplier queries by phone and email with cycle counting"),
        (1, 1, "Maintained delivery records in Excel and Power BI"),
        (2, 0, "Picked and packed orders for 3 regional supermarket chains"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_was_used_elsewhere_is_not_said_of_this_role(role: int, place: int, bullet: str) -> None:
    result, statement = refined(role, place, bullet)
    assert result.output.tailored_resume.experience[role].bullets[place] == statement
    assert "facts.elsewhere" in {f.type for f in result.findings}


@pytest.mark.parametrize(
    ("role", "place", "bullet"),
    [
        (0, 0, "Managed SAP stock planning for 4 regional warehouses"),
        (0, 1, "Cut picking errors by 18% with new bin labels"),
        (0, 1, "Lowered picking errors by 18% through new bin labels"),
        (0, 2, "Prepared weekly inventory reports in SAP for the operations director"),
        (1, 0, "Helped with the annual stock count of 12,000 lines"),
        (1, 0, "Took part in the annual stock count of 12,000 lines"),
        (1, 2, "Resolved supplier queries by email and phone"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_true_rewording_stays(role: int, place: int, bullet: str) -> None:
    result, _ = refined(role, place, bullet)
    assert bullet in result.output.tailored_resume.experience[role].bullets


@pytest.mark.parametrize(
    ("statement", "bullet"),
    [
        (
            "Reduced stock differences by accurate counting",
            "Shortened stock differences by counting accuracy",
        ),
        ("Computed pallet weights for the haulier", "Calculated pallet weights for the haulier"),
        ("Wrote labels, notices and bin cards", "Wrote labels and notices, plus bin cards"),
    ],
)
def test_one_word_for_another_of_its_meaning_stays(statement: str, bullet: str) -> None:
    roles = [*RESUME.profile.experience]
    roles[2] = roles[2].model_copy(update={"bullets": [statement]})
    profile = RESUME.profile.model_copy(update={"experience": roles})
    resume = replace(
        RESUME,
        text=RESUME.text.replace(RESUME.profile.experience[2].statements[0], statement),
        profile=profile,
    )
    drafted = [*DRAFT.bullets_by_role]
    drafted[2] = drafted[2].model_copy(update={"bullets": [bullet]})
    result = refine(DRAFT.model_copy(update={"bullets_by_role": drafted}), resume, JOB)
    assert result.output.tailored_resume.experience[2].bullets == [bullet]
