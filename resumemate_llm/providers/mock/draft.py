"""The whole draft, put together."""

from __future__ import annotations

from ...schema import (
    BeforeAfter,
    CoverLetter,
    DraftEducation,
    DraftRole,
    Education,
    ParsedJob,
    ParsedResume,
    ProDraft,
    Radar,
    SkillGroup,
)

WRITER_VERSION = "rules-1"
"""Changes whenever the same two texts could get another draft."""


def write_draft(resume: ParsedResume, job: ParsedJob) -> ProDraft:
    """A complete draft from the two profiles. Deterministic: no clock, no randomness, no locale."""
    profile = resume.profile
    best = next((s for role in profile.experience for s in role.statements), "")
    name = f"\n{profile.name}" if profile.name else ""
    return ProDraft(
        summary="The resume is shown with every role and every statement as written.",
        headline=profile.headline or (profile.experience[0].title if profile.experience else ""),
        professional_summary=profile.summary,
        bullets_by_role=[
            DraftRole(company=r.company, title=r.title, start=r.start, end=r.end, bullets=r.statements)
            for r in profile.experience
        ],
        education=[
            DraftEducation(school=e.school, degree=e.degree, year=_year(e)) for e in profile.education
        ],
        skills=[
            SkillGroup(category=line.category or "Skills", items=line.items) for line in profile.skill_groups
        ],
        cover_letter=CoverLetter(paragraphs=["Dear Hiring Manager,", best, best, f"Kind regards,{name}"]),
        keyword_checklist=[],
        recruiter_feedback=[],
        bullet_rewrites=[],
        experience_gaps=[],
        next_actions=[],
        radar=Radar(overall=0, skills_match=0, experience_alignment=0, impact_strength=0, ats_readiness=0),
        before_after_preview=BeforeAfter(before=best, after=best),
        interview_talking_points=[],
    )


def _year(entry: Education) -> str:
    return " – ".join(part for part in (entry.start, entry.end) if part)
