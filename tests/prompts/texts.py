"""Parsed texts made by hand, for tests that need no parser."""

from __future__ import annotations

from datetime import date

from resumemate_llm.schema import CandidateProfile, JobProfile, ParsedJob, ParsedResume


def parsed_resume(text: str, **profile: object) -> ParsedResume:
    return ParsedResume(text=text, profile=CandidateProfile.model_validate(profile), as_of=date(2026, 1, 1))


def parsed_job(text: str = "Site engineer wanted", language: str = "en") -> ParsedJob:
    return ParsedJob(text=text, profile=JobProfile(), language=language)
