"""From the answers of a plan's parts back to one draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from ..schema import (
    BeforeAfter,
    BulletRewrite,
    CoverLetter,
    DraftEducation,
    DraftRole,
    KeywordCheck,
    ParsedResume,
    ProDraft,
    Radar,
    Role,
)
from ..text.terms import TermIndex
from .part import Part, bullets_of

UNSCORED = Radar(overall=0, skills_match=0, experience_alignment=0, impact_strength=0, ats_readiness=0)
"""In the place of scores that nobody was asked for; `refine` computes them."""


def assemble_draft(answers: Sequence[tuple[Part, BaseModel]], resume: ParsedResume) -> ProDraft:
    """The draft that the answers make together, contact data back in place.

    The resume's facts (company, title, dates, education) come from the parser, and a part that is not
    among the answers leaves its texts empty: so one answer alone gives a draft of that part.
    """
    if len(answers) == 1 and isinstance(whole := answers[0][1], ProDraft):
        return answers[0][0].mask.restore_draft(whole)
    fields: dict[str, Any] = _empty(resume)
    bullets: dict[int, list[str]] = {}
    for part, answer in answers:
        bullets |= {role: bullets_of(answer, role) for role in part.roles}
        fields |= {key: getattr(answer, key) for key in part.keys}
    fields["bullets_by_role"] = [
        _role(role, bullets.get(index, [])) for index, role in enumerate(resume.profile.experience)
    ]
    fields["bullet_rewrites"] = [_pair(asked, resume) for asked in fields["bullet_rewrites"]]
    draft = _with_flags(fields, resume)
    return answers[0][0].mask.restore_draft(draft) if answers else draft


_LISTS = (
    *("skills", "keyword_checklist", "recruiter_feedback", "bullet_rewrites", "experience_gaps"),
    *("next_actions", "interview_talking_points"),
)


def _empty(resume: ParsedResume) -> dict[str, Any]:
    return {
        **dict.fromkeys(("summary", "headline", "professional_summary"), ""),
        **{key: [] for key in _LISTS},
        "cover_letter": CoverLetter(paragraphs=[]),
        "education": [
            DraftEducation(school=e.school, degree=e.degree, year=" – ".join(filter(None, (e.start, e.end))))
            for e in resume.profile.education
        ],
        "radar": UNSCORED,
        "before_after_preview": BeforeAfter(before="", after=""),
    }


def _role(role: Role, bullets: list[str]) -> DraftRole:
    return DraftRole(company=role.company, title=role.title, start=role.start, end=role.end, bullets=bullets)


def _pair(asked: Any, resume: ParsedResume) -> BulletRewrite:
    """The pair for a bullet that was chosen; what became of it, `refine` knows when the roles are settled."""
    wanted = _plain(asked.original)
    held = next(
        (r for r in resume.profile.experience if any(_plain(text) == wanted for text in r.statements)), None
    )
    section = " at ".join(filter(None, (held.title, held.company))) if held else ""
    return BulletRewrite(original=asked.original, rewritten="", section=section, notes=asked.notes)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _with_flags(fields: dict[str, Any], resume: ParsedResume) -> ProDraft:
    """The draft with each keyword looked up in the tailored resume."""
    asked, fields["keyword_checklist"] = fields["keyword_checklist"], []
    draft = ProDraft.model_construct(**fields)
    index = TermIndex("\n".join(_tailored_lines(draft, resume)))
    checks = [
        KeywordCheck(
            keyword=item.keyword,
            found=item.keyword in index,
            suggestion=None if item.keyword in index else item.suggestion,
        )
        for item in asked
    ]
    return draft.model_copy(update={"keyword_checklist": checks})


def _tailored_lines(draft: ProDraft, resume: ParsedResume) -> list[str]:
    profile = resume.profile
    lines = [draft.headline, draft.professional_summary, *profile.certifications]
    lines += [item for group in draft.skills for item in group.items]
    for role in draft.bullets_by_role:
        lines += [role.title, role.company, *role.bullets]
    for entry in draft.education:
        lines += [entry.school, entry.degree]
    for project in profile.projects:
        lines += [project.name, *project.bullets, *project.tech]
    return lines
