"""A name that only the old summary holds is not lost when the summary is rewritten."""

from __future__ import annotations

from pathlib import Path

from resumemate_llm import generate_pro
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME

DATA_SCIENTIST = Path(__file__).parents[2] / "examples" / "data-scientist"
AWARD = "Honoured with the Elsie P. Norquay Warehouse Safety Prize in 2020."


def tailored_with(summary: str) -> str:
    resume = EXAMPLE_RESUME.replace("Summary\n", f"Summary\n{summary} ")
    return generate_pro(resume, EXAMPLE_JOB, provider="mock").to_markdown()


def test_an_award_named_only_in_the_summary_survives() -> None:
    assert "Elsie P. Norquay Warehouse Safety Prize in 2020" in tailored_with(AWARD)


def test_a_summary_without_names_of_its_own_is_not_repeated() -> None:
    assert "Additional information" not in tailored_with("Careful planner at Harbour & Hale Ltd.")


def test_a_requirement_that_only_the_old_summary_names_is_not_lost() -> None:
    """One term more may be too little for the overall score to rise by a whole point."""
    result = generate_pro(DATA_SCIENTIST / "resume.json", DATA_SCIENTIST / "job.txt", provider="mock")
    assert "forecasting" in result.resume.profile.summary
    assert "forecasting" in result.to_text()
    assert [check.found for check in result.output.keyword_checklist if check.keyword == "forecasting"] == [
        True
    ]
