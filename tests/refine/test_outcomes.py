"""The radar sees an outcome in figures, whatever it is an outcome of."""

from __future__ import annotations

import pytest

from resumemate_llm.refine import score

from .people import JOB, RESUME


def outcomes_of(bullet: str) -> str | None:
    first = RESUME.profile.experience[0].model_copy(update={"bullets": [bullet]})
    profile = RESUME.profile.model_copy(update={"experience": [first], "projects": []})
    parts = score(RESUME.replace(profile=profile), JOB).axes["impactStrength"]
    return next(part.where for part in parts if part.requirement.startswith("bullets with an outcome"))


@pytest.mark.parametrize(
    "bullet",
    [
        "Cut p95 latency of the order search from 1.8 s to 320 ms",
        "Support tickets about lost reminders fell by 35%",
        "Grew the list from 8,200 to 26,500 readers",
        "Sold £1.9m of workwear",
        "Senkte die Fehlerquote um 12 %",
    ],
)
def test_an_outcome_in_figures_counts(bullet: str) -> None:
    assert outcomes_of(bullet) == "1 of 1"


@pytest.mark.parametrize(
    "bullet", ["Planned shifts for two sites", "Moved from Leeds to York in 2019", "Wrote 3 reports a week"]
)
def test_a_duty_does_not(bullet: str) -> None:
    assert outcomes_of(bullet) == "0 of 1"
