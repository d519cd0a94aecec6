"""The whole draft, put together."""

from __future__ import annotations

from ...schema import (
    BeforeAfter,
    BulletRewrite,
    CoverLetter,
    DraftEducation,
    DraftRole,
    Education,
    ParsedJob,
    ParsedResume,
    ProDraft,
)
from . import feedback
from .evidence import Ranked
from .framed_letter import framed_letter
from .letter import english_letter
from .material import Material
from .phrases import phrases_for
from .skills import skill_groups
from .summary import analysis, headline, professional_summary
from .wording import calm, title_in_text

WRITER_VERSION = "rules-1"
"""Changes whenever the same two texts could get another draft."""

_MAX_REWRITES = 5


def write_draft(resume: ParsedResume, job: ParsedJob) -> ProDraft:
    """A complete draft from the two profiles, by rules alone.

    Deterministic: the same two values give the same bytes on every machine; `resume.as_of` is the only
    date. Every statement of the resume is in the draft, as written or reworded without a change of
    meaning. Fixed phrases are in the language that resume and job share, else in English.
    """
    material = Material(resume, job)
    ranked = Ranked(material=material)
    phrases = phrases_for(resume.language, job.language)
    frame = phrases.letter
    paragraphs = (
        framed_letter(material, ranked, phrases, frame) if frame else english_letter(material, ranked)
    )
    return ProDraft(
        summary=analysis(material, phrases, ranked),
        headline=headline(material, phrases),
        professional_summary=professional_summary(material, phrases, ranked),
        bullets_by_role=_roles(material),
        education=[_education(entry) for entry in resume.profile.education],
        skills=skill_groups(material, phrases),
        cover_letter=CoverLetter(paragraphs=paragraphs),
        keyword_checklist=feedback.keyword_checklist(material, phrases),
        recruiter_feedback=feedback.recruiter_feedback(material, phrases, ranked),
        bullet_rewrites=_rewrites(material),
        experience_gaps=feedback.experience_gaps(material, phrases),
        next_actions=feedback.next_actions(material, phrases, ranked),
        radar=feedback.estimate(material),
        before_after_preview=_preview(material, ranked),
        interview_talking_points=feedback.talking_points(material, phrases, ranked),
    )


def _roles(material: Material) -> list[DraftRole]:
    return [
        DraftRole(
            company=entry.role.company,
            title=entry.role.title,
            start=entry.role.start,
            end=entry.role.end,
            bullets=[bullet.text for bullet in entry.bullets],
        )
        for entry in material.roles
    ]


def _education(entry: Education) -> DraftEducation:
    year = " – ".join(part for part in (entry.start, entry.end) if part)
    return DraftEducation(school=entry.school, degree=entry.degree, year=year)


def _rewrites(material: Material) -> list[BulletRewrite]:
    """Real pairs only, those with a new opening before those with a new tense."""
    pairs = [(entry.role, bullet) for entry in material.roles for bullet in entry.bullets if bullet.changed]
    pairs.sort(key=lambda pair: pair[1].notes[0].startswith(("fits", "varies")))
    return [
        BulletRewrite(
            original=bullet.original,
            rewritten=bullet.text,
            section=", ".join(p for p in (title_in_text(role.title), calm(role.company)) if p)
            or "Experience",
            notes="; ".join(bullet.notes),
        )
        for role, bullet in pairs[:_MAX_REWRITES]
    ]


def _preview(material: Material, ranked: Ranked) -> BeforeAfter:
    """The change that shows most; the best statement as it is where nothing was changed."""
    shown = feedback.weakest_change(material) or ranked.best
    return BeforeAfter(before=shown.original if shown else "", after=shown.text if shown else "")
