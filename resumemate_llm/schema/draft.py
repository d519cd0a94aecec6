"""ProDraft: the one JSON object that a model writes (contract, section 1).

The types here say what an answer must look like to be read at all. How many paragraphs a letter has
or how many keywords a checklist holds is stated in the field descriptions, which the model sees, and
made true by `refine`; a draft that is off by one paragraph is repaired, not thrown away.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import WireModel

Severity = Literal["high", "medium", "low"]


class DraftRole(WireModel):
    """One position of the resume. Company, title and dates exactly as the resume writes them."""

    company: str = Field(description="Employer, verbatim from the resume; empty if not stated")
    title: str = Field(description="Job title, verbatim from the resume; empty if not stated")
    start: str = Field(description="Start date, verbatim; empty if not stated")
    end: str = Field(description="End date, verbatim (e.g. Present); empty if not stated")
    bullets: list[str] = Field(
        description="At least as many bullets as the original, 4-6 where the material allows"
    )


class DraftEducation(WireModel):
    """One entry of the education section, verbatim."""

    school: str = Field(description="School, verbatim from the resume")
    degree: str = Field(description="Degree, verbatim from the resume")
    year: str = Field(description="Year or dates, verbatim; empty if not stated")


class SkillGroup(WireModel):
    """Skills under one category; items are labels of 1-4 words."""

    category: str = Field(description="Name of the group")
    items: list[str] = Field(description="Labels of 1-4 words, each shown by the resume")


class CoverLetter(WireModel):
    """The letter: exactly four paragraphs."""

    paragraphs: list[str] = Field(
        description="Exactly 4: greeting, role and company; two concrete achievements; collaboration, "
        "leadership or domain; interest and one sign-off with the name"
    )


class KeywordCheck(WireModel):
    """One keyword of the job and whether the resume shows it."""

    keyword: str = Field(description="A keyword of the job text")
    found: bool = Field(description="Whether the tailored resume contains it")
    section: str | None = Field(default=None, description="Where it was found")
    suggestion: str | None = Field(default=None, description="What to do where it is missing")


class BulletRewrite(WireModel):
    """A before/after pair."""

    original: str = Field(description="The original bullet, verbatim from the resume")
    rewritten: str = Field(description="The improved bullet, same facts and numbers")
    section: str = Field(description="The role or section it belongs to")
    notes: str = Field(description="Why it is better, in a few words")


class ExperienceGap(WireModel):
    """Something the job asks for that the resume does not show."""

    gap: str = Field(description="What the job asks for and the resume does not show")
    suggestion: str = Field(description="An honest, constructive step")
    severity: Severity = Field(description="How much it matters for this job")


class Radar(WireModel):
    """Scores from 0 to 100; overall = 0.30 skillsMatch + 0.30 experienceAlignment
    + 0.25 impactStrength + 0.15 atsReadiness."""

    # The model reads this docstring as the field's description; the weights are the contract's, section 1.

    overall: int = Field(description="Weighted sum of the four axes, 0-100")
    skills_match: int = Field(description="0-100")
    experience_alignment: int = Field(description="0-100")
    impact_strength: int = Field(description="0-100")
    ats_readiness: int = Field(description="0-100")


class BeforeAfter(WireModel):
    """One weak original bullet and its rewrite."""

    before: str = Field(description="One weak original bullet, verbatim")
    after: str = Field(description="Its rewrite, same facts")


class ProDraft(WireModel):
    """What a model writes for one resume and one job; all fifteen keys are required."""

    summary: str = Field(description="Executive summary of the analysis, 2-3 sentences")
    headline: str = Field(description="Tailored professional headline")
    professional_summary: str = Field(
        description="2-3 lines, third person: target role, three competencies the job asks for, "
        "one ownership signal"
    )
    bullets_by_role: list[DraftRole] = Field(description="Every role of the resume, newest first")
    education: list[DraftEducation] = Field(description="Every entry, verbatim")
    skills: list[SkillGroup] = Field(description="3-6 groups")
    cover_letter: CoverLetter
    keyword_checklist: list[KeywordCheck] = Field(description="10-15 keywords of the job")
    recruiter_feedback: list[str] = Field(description="4-6 remarks")
    bullet_rewrites: list[BulletRewrite] = Field(description="Top 5 before/after pairs")
    experience_gaps: list[ExperienceGap] = Field(description="2-4 gaps")
    next_actions: list[str] = Field(description="3-5 actions")
    radar: Radar
    before_after_preview: BeforeAfter
    interview_talking_points: list[str] = Field(description="3-5 points")
