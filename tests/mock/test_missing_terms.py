"""What the resume shows but for a general word is not told as a gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from resumemate_llm.providers.mock import write_draft
from resumemate_llm.resume import read_job, read_resume

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("example", "term", "core"),
    [
        ("nurse-practitioner", "APRN license", "APRN"),
        ("sales-executive", "negotiation skills", "Negotiation"),
        ("software-engineer", "backend experience", "backend"),
    ],
)
def test_a_term_whose_core_the_resume_shows_is_no_gap(example: str, term: str, core: str) -> None:
    resume = read_resume((EXAMPLES / example / "resume.md").read_bytes())
    job = read_job((EXAMPLES / example / "job.txt").read_bytes())
    assert core.casefold() in resume.text.casefold()
    assert term.casefold() in job.text.casefold()
    draft = write_draft(resume, job)
    told = [*(gap.gap for gap in draft.experience_gaps), *draft.interview_talking_points, draft.summary]
    assert not [text for text in told if term in text]
