"""A hand-made result with one of everything that a report shows."""

from __future__ import annotations

from datetime import date

from resumemate_llm.result import ProResult
from resumemate_llm.schema import (
    Attempt,
    Axis,
    BulletRewrite,
    CandidateProfile,
    Contribution,
    CoverLetter,
    Education,
    ExperienceGap,
    Finding,
    JobFamily,
    JobProfile,
    KeywordCheck,
    OtherSection,
    ParsedJob,
    ParsedResume,
    Project,
    ProOutput,
    Radar,
    RadarReport,
    Role,
    SkillGroup,
    TailoredEducation,
    TailoredProject,
    TailoredResume,
    TailoredRole,
)


def radar(overall: int, skills: int, points: float) -> RadarReport:
    """A report whose skills axis has one open and one met requirement."""
    axes: dict[Axis, list[Contribution]] = {
        "skillsMatch": [
            Contribution(requirement="Glazing", where="experience[0]", points=points, max_points=40),
            Contribution(requirement="Kiln safety", points=0, max_points=30),
        ],
        "experienceAlignment": [Contribution(requirement="5 years", where="dates", points=20, max_points=20)],
        "impactStrength": [],
        "atsReadiness": [],
    }
    scores = Radar(
        overall=overall,
        skills_match=skills,
        experience_alignment=50,
        impact_strength=40,
        ats_readiness=100,
    )
    return RadarReport(version="test", radar=scores, axes=axes)


def parsed_resume() -> ParsedResume:
    """A potter's resume, read."""
    profile = CandidateProfile(
        name="Wilhelmina Ashcombe",
        headline="Potter",
        email="w.ashcombe@example.com",
        phone="07700 900555",
        summary="Potter with six years at the wheel.",
        skills=["Throwing", "Glazing"],
        experience=[Role(title="Potter", company="Claybrook Studio", start="2018", bullets=["Threw pots."])],
        education=[Education(school="Fenmoor College", degree="Diploma in Ceramics", end="2017")],
        projects=[Project(name="Wood kiln", bullets=["Built with two friends."], tech=["brick"])],
        certifications=["First aid"],
        other_sections=[OtherSection(heading="Exhibitions", lines=["Spring fair, 2022"])],
        unplaced=["a line that nobody understood"],
    )
    return ParsedResume(
        text="...", profile=profile, as_of=date(2025, 1, 1), warnings=("The resume was clipped.",)
    )


def parsed_job() -> ParsedJob:
    """A studio's job, read."""
    profile = JobProfile(
        title="Senior Potter",
        company="Hearthstone Ceramics",
        required_skills=["Glazing"],
        preferred_skills=["Kiln safety"],
        responsibilities=["Run the glaze room"],
        keywords=["Glazing", "Kiln safety"],
        seniority_level="senior",
    )
    return ParsedJob(text="...", profile=profile, family=JobFamily.GENERAL, family_confidence=0.4)


def output() -> ProOutput:
    """An output with every optional part filled, markup-like text included."""
    resume = TailoredResume(
        name="Wilhelmina Ashcombe",
        headline="Potter [bold]and glazer[/bold]",
        summary="Potter with six years at the wheel, most of them in production work for shops and kitchens.",
        skills=[SkillGroup(category="Craft", items=["Throwing", "Glazing"])],
        experience=[
            TailoredRole(
                company="Claybrook Studio",
                title="Potter",
                period="2018 – Present",
                bullets=[
                    "Threw 40 pots a day for a restaurant order that ran over the whole winter of 2020, "
                    "and :smile: stays as it is."
                ],
            )
        ],
        education=[TailoredEducation(school="Fenmoor College", degree="Diploma in Ceramics", year="2017")],
        projects=[TailoredProject(name="Wood kiln", bullets=["Built with two friends."])],
        certifications=["First aid"],
        email="w.ashcombe@example.com",
        location="Hull",
        other_sections=[OtherSection(heading="Exhibitions", lines=["Spring fair, 2022"])],
    )
    return ProOutput(
        summary="A close match.",
        tailored_resume=resume,
        cover_letter=CoverLetter(paragraphs=["Dear team,", "Pots.", "More pots.", "Yours, Wilhelmina"]),
        keyword_checklist=[
            KeywordCheck(keyword="Kiln safety", found=False, suggestion="Name a course if you took one."),
            KeywordCheck(keyword="Glazing", found=True, section="Skills"),
        ],
        recruiter_feedback=["Clear and short."],
        bullet_rewrites=[
            BulletRewrite(original="Did pots.", rewritten="Threw pots.", section="Potter", notes="verb")
        ],
        experience_gaps=[
            ExperienceGap(gap="Management", suggestion="Ask to lead a day.", severity="low"),
            ExperienceGap(gap="Kiln safety", suggestion="Take the one-day course.", severity="high"),
        ],
        next_actions=["Read it aloud."],
        radar=radar(70, 80, 40).radar,
        interview_talking_points=["The winter order."],
    )


def result(*, findings: tuple[Finding, ...] = ()) -> ProResult:
    """A result that fell back to the deterministic provider after one failed attempt."""
    return ProResult(
        output=output(),
        provider="mock",
        source="fallback",
        fallback_reason="claude: timeout",
        attempts=(
            Attempt(provider="claude", outcome="timeout", started_at="2025-01-01T00:00:00Z", duration_s=1.5),
        ),
        radar_before=radar(55, 50, 10),
        radar_after=radar(70, 80, 40),
        findings=findings,
        timings={"read": 0.002, "total": 1.6},
        resume=parsed_resume(),
        job=parsed_job(),
    )
