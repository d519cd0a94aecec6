"""How an invented person's resume and an invented job ad are made of their profiles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from resumemate_llm.schema import CandidateProfile, JobFamily, JobProfile, ParsedJob, ParsedResume, Role

AS_OF = date(2026, 11, 1)


def role(title: str, company: str, start: str, end: str, bullets: Sequence[str], prose: str = "") -> Role:
    """A role whose dates are written as they are normalised; "present" is the current one."""
    return Role(
        title=title,
        company=company,
        start=start,
        end=end.capitalize(),
        start_date=start or None,
        end_date=end or None,
        description=prose or None,
        bullets=list(bullets),
    )


def resume(profile: CandidateProfile, language: str = "en") -> ParsedResume:
    """A resume whose text is its profile, line by line."""
    lines = [profile.name, profile.headline, profile.summary, profile.email or "", *profile.skills]
    lines += [f"{line.category}: {', '.join(line.items)}" for line in profile.skill_groups]
    for entry in profile.experience:
        dates = f"{entry.start} - {entry.end}"
        lines += [entry.title, entry.company, dates, entry.description or "", *entry.bullets]
    for project in profile.projects:
        lines += [project.name, *project.bullets, *project.tech]
    for study in profile.education:
        lines += [study.degree, study.school, study.start or "", study.end or ""]
    lines += profile.certifications
    return ParsedResume(
        text="\n".join(line for line in lines if line), profile=profile, as_of=AS_OF, language=language
    )


def job(family: JobFamily, language: str = "en", **fields: object) -> ParsedJob:
    """A job ad whose text is its profile, line by line."""
    profile = JobProfile.model_validate(fields)
    lines = [profile.title, profile.company, *profile.responsibilities, *profile.required_skills]
    text = "\n".join([*lines, *profile.preferred_skills, *profile.keywords])
    return ParsedJob(text=text, profile=profile, family=family, family_confidence=0.9, language=language)
