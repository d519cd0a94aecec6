"""ProOutput: what the caller gets (contract, section 2)."""

from __future__ import annotations

from pydantic import Field

from .base import WireModel
from .draft import BeforeAfter, BulletRewrite, CoverLetter, ExperienceGap, KeywordCheck, Radar, SkillGroup
from .profiles import OtherSection


class TailoredRole(WireModel):
    """One position; `period` is start and end as the resume writes them, joined by " – ". `location` is
    this SDK's addition to the contract, so that a place the resume states is not lost."""

    company: str
    title: str
    period: str
    bullets: list[str]
    location: str | None = None


class TailoredEducation(WireModel):
    """One entry of the education section, verbatim."""

    school: str
    degree: str
    year: str | None = None
    location: str | None = None


class TailoredProject(WireModel):
    """A project, taken from the resume."""

    name: str
    bullets: list[str]
    tech: list[str] | None = None


class TailoredResume(WireModel):
    """The resume, ready to send. Contact, projects, certifications and other sections come from the
    resume itself, never from a model. `other_sections` is this SDK's addition to the contract: a
    section that the contract has no field for is kept verbatim instead of being lost."""

    name: str
    headline: str
    summary: str
    skills: list[SkillGroup]
    experience: list[TailoredRole]
    education: list[TailoredEducation]
    projects: list[TailoredProject] | None = None
    certifications: list[str] | None = None
    email: str | None = None
    phone: str | None = None
    location: str | None = None
    links: list[str] | None = None
    other_sections: list[OtherSection] | None = None


class ProOutput(WireModel):
    """The draft merged with the facts of the resume, checked and scored."""

    summary: str
    tailored_resume: TailoredResume
    cover_letter: CoverLetter
    keyword_checklist: list[KeywordCheck]
    recruiter_feedback: list[str]
    bullet_rewrites: list[BulletRewrite]
    experience_gaps: list[ExperienceGap]
    next_actions: list[str]
    radar: Radar | None = None
    before_after_preview: BeforeAfter | None = None
    interview_talking_points: list[str] | None = Field(default=None)
