"""Real and realistic documents: every resume against several jobs. Needs RESUMEMATE_CORPUS."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from resumemate_llm.providers.mock import write_draft
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.text.dates import years_of_experience
from resumemate_llm.text.numbers import unsupported_numbers
from resumemate_llm.text.terms import TermIndex

_CORPUS = os.environ.get("RESUMEMATE_CORPUS")
pytestmark = pytest.mark.skipif(_CORPUS is None, reason="RESUMEMATE_CORPUS is not set: no corpus to read")
_FOLDER = Path(_CORPUS or ".")
_AS_OF = date(2026, 11, 1)


@pytest.mark.parametrize("path", sorted(_FOLDER.glob("resumes/*.txt")), ids=lambda path: path.stem)
def test_a_draft_of_any_resume_is_complete_and_honest(path: Path) -> None:
    resume = read_resume(path, as_of=_AS_OF)
    profile = resume.profile
    shown = TermIndex(resume.text)
    counted = str(years_of_experience(profile.experience, _AS_OF))
    for job_path in sorted(_FOLDER.glob("jobs/*.txt"))[::14]:
        job = read_job(job_path)
        draft = write_draft(resume, job)
        assert [len(r.bullets) for r in draft.bullets_by_role] == [
            len(r.statements) for r in profile.experience
        ]
        assert len(draft.cover_letter.paragraphs) == 4
        texts = [draft.professional_summary, *draft.cover_letter.paragraphs]
        texts += [bullet for role in draft.bullets_by_role for bullet in role.bullets]
        sources = [resume.text, counted, job.profile.company]
        assert not [number for text in texts for number in unsupported_numbers(text, sources)]
        items = [item for group in draft.skills for item in group.items]
        assert not [item for item in items if item not in shown]
