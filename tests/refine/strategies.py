"""Drafts and resumes of any kind: random text, pieces of true ones, and things that models write."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from resumemate_llm.schema import (
    BeforeAfter,
    BulletRewrite,
    CandidateProfile,
    CoverLetter,
    DraftEducation,
    DraftRole,
    Education,
    ExperienceGap,
    KeywordCheck,
    OtherSection,
    ParsedJob,
    ParsedResume,
    ProDraft,
    Project,
    Radar,
    Role,
    SkillGroup,
    SkillLine,
)

from .people import DRAFT, JOB, JOB_TEXT, RESUME, RESUME_TEXT

_PIECES = sorted(
    {line.strip("• ") for line in (RESUME_TEXT + JOB_TEXT).splitlines() if line.strip()}
    | set(DRAFT.cover_letter.paragraphs)
    | set(DRAFT.recruiter_feedback)
    | set(DRAFT.next_actions)
)
_HABITS = [
    "Dear Hiring Manager,",
    "Dear Ms. Quill,",
    "To whom it may concern:",
    "Sincerely,\nJohn Doe",
    "Kind regards",
    "Best,",
    "Thank you!",
    "I am writing to express my strong interest in the role.",
    "in a fast-paced environment",
    ", resulting in",
    "Managed a team of 12 at Globex Corporation.",
    "Increased revenue by 45%",
    "**bold**",
    "🚀",
    "[X]%",
    "<b>x</b>",
    "I led my team and I built it",
    "Responsible for everything",
    "Led",
    "MSc",
    "20 years of experience",
    "C++",
    "\u0000",
    "\ud800",
    "…",
    "-",
    "•",
    "Je suis très heureuse de vous écrire pour le poste dans votre entreprise de la région.",
    "SENIOR DIRECTOR",
    "The resume lacks Kinaxis and fails to show SAP.",
    "a, b and c",
    "at",
    "~30%",
    "I",
    "1",
    "2019",
]

texts = st.one_of(
    st.sampled_from(_PIECES),
    st.sampled_from(_HABITS),
    st.text(max_size=40),
    st.lists(st.sampled_from(_PIECES + _HABITS), max_size=4).map(" ".join),
    st.lists(st.sampled_from(_PIECES), min_size=2, max_size=3).map(" and ".join),
    st.sampled_from(_PIECES).map(lambda piece: piece[: len(piece) // 2]),
)
lists = st.lists(texts, max_size=8)

read = texts.map(lambda text: text.replace("\ud800", ""))
"""Texts as a reader hands them on: no halves of surrogate pairs."""
read_lists = st.lists(read, max_size=8)

roles = st.one_of(
    st.sampled_from(DRAFT.bullets_by_role),
    st.builds(DraftRole, company=texts, title=texts, start=texts, end=texts, bullets=lists),
    st.builds(
        lambda role, bullets: role.model_copy(update={"bullets": [*role.bullets, *bullets]}),
        st.sampled_from(DRAFT.bullets_by_role),
        lists,
    ),
)

drafts = st.builds(
    ProDraft,
    summary=texts,
    headline=texts,
    professional_summary=texts,
    bullets_by_role=st.lists(roles, max_size=5),
    education=st.lists(st.builds(DraftEducation, school=texts, degree=texts, year=texts), max_size=3),
    skills=st.lists(st.builds(SkillGroup, category=texts, items=lists), max_size=8),
    cover_letter=st.builds(CoverLetter, paragraphs=lists),
    keyword_checklist=st.lists(
        st.builds(
            KeywordCheck,
            keyword=texts,
            found=st.booleans(),
            section=st.none() | texts,
            suggestion=st.none() | texts,
        ),
        max_size=20,
    ),
    recruiter_feedback=lists,
    bullet_rewrites=st.lists(
        st.builds(BulletRewrite, original=texts, rewritten=texts, section=texts, notes=texts), max_size=6
    ),
    experience_gaps=st.lists(
        st.builds(
            ExperienceGap, gap=texts, suggestion=texts, severity=st.sampled_from(("high", "medium", "low"))
        ),
        max_size=6,
    ),
    next_actions=lists,
    radar=st.builds(
        Radar,
        overall=st.integers(),
        skills_match=st.integers(),
        experience_alignment=st.integers(),
        impact_strength=st.integers(),
        ats_readiness=st.integers(),
    ),
    before_after_preview=st.builds(BeforeAfter, before=texts, after=texts),
    interview_talking_points=lists,
)

dates = st.sampled_from([None, "2014", "2016-02", "present"])

profiles = st.builds(
    CandidateProfile,
    name=read,
    headline=read,
    summary=read,
    email=st.none() | read,
    phone=st.none() | read,
    location=st.none() | read,
    links=read_lists,
    skills=read_lists,
    skill_groups=st.lists(st.builds(SkillLine, category=read, items=read_lists), max_size=3),
    experience=st.lists(
        st.one_of(
            st.sampled_from(RESUME.profile.experience),
            st.builds(
                Role,
                title=read,
                company=read,
                start=read,
                end=read,
                start_date=dates,
                end_date=dates,
                description=st.none() | read,
                bullets=read_lists,
            ),
        ),
        max_size=4,
    ),
    education=st.lists(
        st.builds(
            Education,
            school=read,
            degree=read,
            start=st.none() | read,
            end=st.none() | read,
            details=read_lists,
        ),
        max_size=3,
    ),
    projects=st.lists(st.builds(Project, name=read, bullets=read_lists, tech=read_lists), max_size=2),
    certifications=read_lists,
    other_sections=st.lists(st.builds(OtherSection, heading=read, lines=read_lists), max_size=2),
    unplaced=read_lists,
)


def _parsed(profile: CandidateProfile, text: str, language: str) -> ParsedResume:
    return ParsedResume(text=text, profile=profile, as_of=date(2026, 11, 1), language=language)


resumes = st.one_of(
    st.just(RESUME),
    st.builds(_parsed, profiles, st.just(RESUME_TEXT) | read, st.sampled_from(("en", "de", "fr"))),
)

jobs = st.one_of(
    st.just(JOB),
    st.builds(
        lambda title, company, required, keywords, duties, text: ParsedJob(
            text=text,
            profile=JOB.profile.model_copy(
                update={
                    "title": title,
                    "company": company,
                    "required_skills": required,
                    "preferred_skills": keywords[:2],
                    "keywords": keywords,
                    "responsibilities": duties,
                    "seniority_level": title or None,
                }
            ),
        ),
        read,
        read,
        read_lists,
        read_lists,
        read_lists,
        st.just(JOB_TEXT) | read,
    ),
)
