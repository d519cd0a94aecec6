"""A hand-built output and the profile it was made from."""

from __future__ import annotations

from resumemate_llm.schema import (
    CandidateProfile,
    CoverLetter,
    Education,
    OtherSection,
    Project,
    ProOutput,
    Role,
    SkillGroup,
    SkillLine,
    TailoredEducation,
    TailoredProject,
    TailoredResume,
    TailoredRole,
)

PROFILE = CandidateProfile(
    name="Ines Duarte",
    headline="Operations Coordinator",
    summary="Keeps ships on time.",
    email="ines@example.org",
    phone="+351 210 000 000",
    location="Lisbon, Portugal",
    links=["linkedin.com/in/ines", "https://ines.example.org"],
    skills=["SAP", "C++"],
    skill_groups=[SkillLine(category="Tools", items=["SAP", "C++"])],
    experience=[
        Role(
            title="Coordinator",
            company="Harbour Freight, Lda.",
            location="Lisbon",
            start="March 2019",
            end="Present",
            start_date="2019-03",
            end_date="present",
            bullets=["Planned 40 sailings a week", "Cut demurrage by 18% (5* rating)"],
        ),
        Role(
            title="Clerk",
            company="Old Docks",
            start="2017",
            end="02/2019",
            start_date="2017",
            end_date="2019-02",
        ),
        Role(
            title="Clerk",
            company="Old Docks",
            start="2015",
            end="",
            start_date="2015",
            bullets=["Filed _all_ papers"],
        ),
        Role(title="", company="Sea Rescue", bullets=["Led 9 tours"]),
    ],
    education=[
        Education(
            school="University of Aveiro",
            degree="BSc Logistics",
            end="2015",
            end_date="2015",
            details=["17/20"],
        ),
        Education(school="Night School", degree="", start="soon", end="later"),
    ],
    projects=[Project(name="Berth Board", bullets=["Used by 3 ports"], tech=["Python"])],
    certifications=["Prince2 (2018)"],
    other_sections=[
        OtherSection(heading="SPRACHEN", lines=["Portugiesisch: Muttersprache", "English C1"]),
        OtherSection(heading="Awards", lines=["Best Crew 2018"]),
        OtherSection(heading="Notice period", lines=["• Two weeks", "Negotiable"]),
    ],
)


def output_of(profile: CandidateProfile, paragraphs: list[str] | None = None) -> ProOutput:
    """An output that says exactly what the profile says."""
    return ProOutput(
        summary="Fits well.",
        tailored_resume=TailoredResume(
            name=profile.name,
            headline=profile.headline,
            summary=profile.summary,
            skills=[SkillGroup(category=g.category, items=g.items) for g in profile.skill_groups],
            experience=[
                TailoredRole(
                    company=role.company,
                    title=role.title,
                    period=" – ".join(part for part in (role.start, role.end) if part),
                    bullets=role.statements,
                )
                for role in profile.experience
            ],
            education=[
                TailoredEducation(
                    school=entry.school,
                    degree=entry.degree,
                    year=" – ".join(part for part in (entry.start, entry.end) if part) or None,
                )
                for entry in profile.education
            ],
            projects=[TailoredProject(name=p.name, bullets=p.bullets, tech=p.tech) for p in profile.projects],
            certifications=profile.certifications,
            email=profile.email,
            phone=profile.phone,
            location=profile.location,
            links=profile.links,
            other_sections=profile.other_sections,
        ),
        cover_letter=CoverLetter(
            paragraphs=paragraphs
            or [
                "Dear Riverside team,\nI plan sailings.",
                "I cut demurrage.",
                "I lead tours.",
                "Kind regards\nInes Duarte",
            ]
        ),
        keyword_checklist=[],
        recruiter_feedback=[],
        bullet_rewrites=[],
        experience_gaps=[],
        next_actions=[],
    )


OUTPUT = output_of(PROFILE)
EMPTY = output_of(CandidateProfile(), paragraphs=[""])
