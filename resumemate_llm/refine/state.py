"""What the steps of refine hand to each other, and how it becomes a draft or an output again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ..schema import (
    BeforeAfter,
    BulletOrigin,
    CandidateProfile,
    DraftEducation,
    DraftRole,
    Finding,
    OtherSection,
    ProDraft,
    ProOutput,
    Radar,
    TailoredEducation,
    TailoredProject,
    TailoredResume,
    TailoredRole,
)

How = Literal["kept", "reworded", "merged", "restored"]


class Line(NamedTuple):
    """One bullet, the indexes of the statements of its role that it comes from, and how."""

    text: str
    sources: tuple[int, ...]
    how: How


@dataclass(frozen=True, slots=True)
class Work:
    """A draft on its way through refine. `roles` runs parallel to the resume's experience; everything
    else that a model may write stands in `draft`."""

    draft: ProDraft
    roles: tuple[tuple[Line, ...], ...]

    def write(self, **changes: object) -> Work:
        """A copy with some fields of the draft changed."""
        return replace(self, draft=self.draft.model_copy(update=changes))


class Findings(list[Finding]):
    """What a step saw, in order."""

    def add(self, kind: str, location: str, message: str, *, fixed: bool = True) -> None:
        """Note something; `fixed` where refine mended it."""
        self.append(Finding(type=kind, location=location, auto_fixed=fixed, message=message))


class Step(NamedTuple):
    """What one step gives back."""

    work: Work
    findings: Findings


def bullet_path(role: int, bullet: int) -> str:
    """The location of one bullet in the output."""
    return f"tailoredResume.experience[{role}].bullets[{bullet}]"


def period(start: str | None, end: str | None) -> str:
    """Start and end as the resume writes them, joined by " – "; one alone where only one is there."""
    return " – ".join(part for part in (start, end) if part)


def assemble(work: Work, profile: CandidateProfile, others: list[OtherSection], radar: Radar) -> ProOutput:
    """The output: the draft's texts around the resume's facts."""
    draft = work.draft
    return ProOutput(
        summary=draft.summary,
        tailored_resume=TailoredResume(
            name=profile.name,
            headline=draft.headline,
            summary=draft.professional_summary,
            skills=draft.skills,
            experience=[
                TailoredRole(
                    company=role.company,
                    title=role.title,
                    period=period(role.start, role.end),
                    bullets=[line.text for line in lines],
                    location=role.location,
                )
                for role, lines in zip(profile.experience, work.roles, strict=True)
            ],
            education=[
                TailoredEducation(
                    school=e.school,
                    degree=e.degree,
                    year=period(e.start, e.end) or None,
                    location=e.location,
                )
                for e in profile.education
            ],
            projects=[
                TailoredProject(name=p.name, bullets=p.bullets, tech=p.tech or None) for p in profile.projects
            ]
            or None,
            certifications=list(profile.certifications) or None,
            email=profile.email,
            phone=profile.phone,
            location=profile.location,
            links=list(profile.links) or None,
            other_sections=others or None,
        ),
        cover_letter=draft.cover_letter,
        keyword_checklist=draft.keyword_checklist,
        recruiter_feedback=draft.recruiter_feedback,
        bullet_rewrites=draft.bullet_rewrites,
        experience_gaps=draft.experience_gaps,
        next_actions=draft.next_actions,
        radar=radar,
        before_after_preview=draft.before_after_preview,
        interview_talking_points=draft.interview_talking_points,
    )


def origins(work: Work) -> tuple[BulletOrigin, ...]:
    """Where every bullet of the output comes from."""
    return tuple(
        BulletOrigin(role=r, bullet=b, source_role=r, sources=list(line.sources), how=line.how)
        for r, lines in enumerate(work.roles)
        for b, line in enumerate(lines)
    )


def draft_from_output(output: ProOutput) -> ProDraft:
    """The draft that says what `output` says, so that an output can be refined again."""
    resume = output.tailored_resume
    return ProDraft(
        summary=output.summary,
        headline=resume.headline,
        professional_summary=resume.summary,
        bullets_by_role=[_draft_role(role) for role in resume.experience],
        education=[
            DraftEducation(school=e.school, degree=e.degree, year=e.year or "") for e in resume.education
        ],
        skills=resume.skills,
        cover_letter=output.cover_letter,
        keyword_checklist=output.keyword_checklist,
        recruiter_feedback=output.recruiter_feedback,
        bullet_rewrites=output.bullet_rewrites,
        experience_gaps=output.experience_gaps,
        next_actions=output.next_actions,
        radar=output.radar
        or Radar(overall=0, skills_match=0, experience_alignment=0, impact_strength=0, ats_readiness=0),
        before_after_preview=output.before_after_preview or BeforeAfter(before="", after=""),
        interview_talking_points=output.interview_talking_points or [],
    )


def _draft_role(role: TailoredRole) -> DraftRole:
    start, _, end = role.period.partition(" – ")
    if not (start and end):
        start, end = role.period, ""
    return DraftRole(company=role.company, title=role.title, start=start, end=end, bullets=role.bullets)
