"""A name that only the old summary holds is not lost when the summary is rewritten."""

from __future__ import annotations

from resumemate_llm import generate_pro
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME

AWARD = "Honoured with the Elsie P. Norquay Warehouse Safety Prize in 2020."


def tailored_with(summary: str) -> str:
    resume = EXAMPLE_RESUME.replace("Summary\n", f"Summary\n{summary} ")
    return generate_pro(resume, EXAMPLE_JOB, provider="mock").to_markdown()


def test_an_award_named_only_in_the_summary_survives() -> None:
    assert "Elsie P. Norquay Warehouse Safety Prize in 2020" in tailored_with(AWARD)


def test_a_summary_without_names_of_its_own_is_not_repeated() -> None:
    assert "Additional information" not in tailored_with("Careful planner at Harbour & Hale Ltd.")
