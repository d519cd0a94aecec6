"""Texts that were written apart agree about each achievement: employer, number, years; told once."""

from __future__ import annotations

from dataclasses import replace

from resumemate_llm.refine import Refined, draft_from_output, refine
from resumemate_llm.schema import CoverLetter, ProDraft

from .people import DRAFT, JOB, RESUME


def refined(draft: ProDraft) -> Refined:
    return refine(draft, RESUME, JOB)


def with_letter(*second_paragraph: str) -> ProDraft:
    paragraphs = list(DRAFT.cover_letter.paragraphs)
    paragraphs[1] = " ".join(second_paragraph)
    return DRAFT.model_copy(update={"cover_letter": CoverLetter(paragraphs=paragraphs)})


def letter_of(result: Refined) -> str:
    return "\n".join(result.output.cover_letter.paragraphs)


def kinds(result: Refined) -> list[str]:
    return [f.type for f in result.findings if f.type.startswith("assembly.")]


def test_a_draft_in_agreement_stays_as_it_is() -> None:
    assert kinds(refined(DRAFT)) == []


def test_an_achievement_is_told_under_the_employer_where_it_happened() -> None:
    result = refined(with_letter("At Pellow & Hart, I reduced picking errors by 18% through new bin labels."))
    assert "At Northmoor Freight Ltd, I reduced picking errors by 18%" in letter_of(result)
    assert "assembly.employer" in kinds(result)


def test_an_achievement_under_another_employer_is_dropped_where_its_own_is_not_stated() -> None:
    first, *others = RESUME.profile.experience
    profile = RESUME.profile.model_copy(
        update={"experience": [first.model_copy(update={"company": ""}), *others]}
    )
    text = "At Pellow & Hart, I reduced picking errors by 18% through new bin labels."
    result = refine(with_letter(text), replace(RESUME, profile=profile), JOB)
    assert "picking errors" not in result.output.cover_letter.paragraphs[1]
    (finding,) = (f for f in result.findings if f.type == "assembly.employer")
    assert finding.message == "An achievement told under another employer was dropped: its own is not stated."


def test_an_achievement_of_one_employer_may_be_told_beside_the_name_of_another() -> None:
    text = "I reduced picking errors by 18% through new bin labels, long after my years at Pellow & Hart."
    assert text in letter_of(refined(with_letter(text)))


def test_an_achievement_does_not_get_the_number_of_another() -> None:
    result = refined(with_letter("I trained 3 new starters on the handheld scanners."))
    assert "3 new starters" not in letter_of(result)
    assert len(result.output.cover_letter.paragraphs) == 4


def test_an_achievement_is_told_once_in_the_letter() -> None:
    result = refined(
        with_letter(
            "I trained 6 new starters on the handheld scanners.",
            "At Northmoor Freight Ltd, I trained 6 new starters on the handheld scanners.",
            "Before that, I resolved supplier queries by phone and email.",
        )
    )
    assert letter_of(result).count("handheld scanners") == 1
    assert "Before that" not in letter_of(result), "a sentence does not lean on one that is gone"
    assert "I resolved supplier queries by phone and email." in letter_of(result)


def test_a_talking_point_is_told_once_and_the_list_stays_long_enough() -> None:
    point = "Reduced picking errors by 18% through new bin labels"
    points = [f"{point}.", f"Northmoor Freight Ltd: {point}.", "How the stock plan came about."]
    result = refined(DRAFT.model_copy(update={"interview_talking_points": points}))
    told = result.output.interview_talking_points or []
    assert sum("bin labels" in text for text in told) == 1
    assert 3 <= len(told) <= 5


def test_letter_and_summary_count_the_same_years() -> None:
    letter = with_letter("I bring 4 years of experience in stock planning for regional warehouses.")
    draft = letter.model_copy(
        update={
            "professional_summary": "Logistics analyst with 12 years of experience who plans stock for warehouses."
        }
    )
    result = refined(draft)
    assert "4 years" not in letter_of(result)


def test_what_was_made_to_agree_is_not_changed_again() -> None:
    once = refined(with_letter("At Pellow & Hart, I reduced picking errors by 18% through new bin labels."))
    again = refined(draft_from_output(once.output))
    assert again.output == once.output
    assert kinds(again) == []
