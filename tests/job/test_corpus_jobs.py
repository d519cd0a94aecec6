"""Every job of the corpus is read. It is no part of the project: RESUMEMATE_CORPUS names its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from resumemate_llm.resume.job import looks_like_job, looks_like_resume, parse_job
from resumemate_llm.text.terms import TermIndex

CORPUS = Path(os.environ.get("RESUMEMATE_CORPUS", "."))
pytestmark = pytest.mark.skipif(
    "RESUMEMATE_CORPUS" not in os.environ, reason="RESUMEMATE_CORPUS names no folder with test documents"
)
jobs = pytest.mark.parametrize("path", sorted((CORPUS / "jobs").glob("*.txt")), ids=lambda path: path.stem)
resumes = pytest.mark.parametrize(
    "path", sorted((CORPUS / "resumes").glob("*.txt")), ids=lambda path: path.stem
)


@jobs
def test_a_job_is_accepted_and_has_a_title_and_terms(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    job = parse_job(text)
    assert job.warnings == ()
    assert job.profile.title
    assert job.profile.keywords
    index = TermIndex(text)
    assert all(term in index for term in [*job.profile.keywords, *job.profile.required_skills])
    assert not looks_like_resume(text)


@resumes
def test_a_resume_is_not_taken_for_a_job(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert looks_like_resume(text)
    assert not looks_like_job(text)
