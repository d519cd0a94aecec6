"""From a result to its review: each text beside its original, each change with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..schema import BulletOrigin, Finding, ParsedJob, ParsedResume, ProOutput, RadarReport
from ..text.memory import forgetting_alone
from ..text.terms import has_term, unique_terms
from .model import CopiedSection, HowMade, Review, SkillChange, SkillGroupChange, TextChange
from .notes import Notes
from .roles import compare_roles

_WORDS = re.compile(r"[\w.+#/-]*[\w+#]")


@forgetting_alone
def review(
    output: ProOutput,
    resume: ParsedResume,
    job: ParsedJob,
    *,
    radar_before: RadarReport,
    radar_after: RadarReport,
    findings: Sequence[Finding] = (),
    provenance: Sequence[BulletOrigin] = (),
    made: HowMade | None = None,
) -> Review:
    """The review of `output`, which was made from `resume` for `job`. `ProResult.diff` calls it."""
    wanted, notes = job.profile, Notes(findings)
    asked = unique_terms([*wanted.required_skills, *wanted.preferred_skills, *wanted.keywords])
    return Review(
        name=output.tailored_resume.name,
        job_title=wanted.title,
        job_company=wanted.company,
        language=resume.language,
        job_language=job.language,
        made=made or HowMade(),
        radar_before=radar_before,
        radar_after=radar_after,
        texts=list(_texts(output, resume, notes)),
        roles=compare_roles(output, resume.profile, provenance, notes, asked),
        skills=_skills(output, resume),
        unlisted_skills=_unlisted(output, resume),
        copied=list(_copied(output)),
        letter=output.cover_letter.paragraphs,
        letter_reasons=notes.under("coverLetter"),
        keywords=output.keyword_checklist,
        to_confirm=[*_warnings(resume, job), *(f for f in findings if not f.auto_fixed)],
        mended=[f for f in findings if f.auto_fixed],
    )


def _warnings(resume: ParsedResume, job: ParsedJob) -> Iterator[Finding]:
    """What reading the two documents warned of is for the candidate to look at, too."""
    for where, warnings in (("resume", resume.warnings), ("job", job.warnings)):
        for warning in warnings:
            yield Finding(type="read.warning", location=where, auto_fixed=False, message=warning)


def _texts(output: ProOutput, resume: ParsedResume, notes: Notes) -> Iterator[TextChange]:
    tailored, own = output.tailored_resume, resume.profile
    pairs = (("headline", own.headline, tailored.headline), ("summary", own.summary, tailored.summary))
    for name, original, text in pairs:
        path = f"tailoredResume.{name}"
        missing = f"Your resume has no {name}; this one says what it shows."
        yield TextChange(
            name=name.capitalize(),
            original=original,
            text=text,
            reasons=[*([missing] if text and not original else ()), *notes.under(path)],
            to_confirm=notes.under(path, auto_fixed=False),
        )


def _skills(output: ProOutput, resume: ParsedResume) -> list[SkillGroupChange]:
    return [
        SkillGroupChange(category=group.category, items=[_skill(item, resume) for item in group.items])
        for group in output.tailored_resume.skills
    ]


def _skill(name: str, resume: ParsedResume) -> SkillChange:
    if any(has_term(own, name) or has_term(name, own) for own in resume.profile.skills):
        return SkillChange(name=name, listed=True)
    return SkillChange(name=name, listed=False, shown_in=_where(name, resume))


def _where(skill: str, resume: ParsedResume) -> str:
    """The first place of the resume that shows a skill."""
    for role in resume.profile.experience:
        if any(has_term(text, skill) for text in (role.title, *role.statements)):
            return role.company or role.title or "your experience"
    for project in resume.profile.projects:
        if any(has_term(text, skill) for text in (project.name, *project.bullets, *project.tech)):
            return project.name
    return "your resume" if has_term(resume.text, skill) else ""


def _unlisted(output: ProOutput, resume: ParsedResume) -> list[str]:
    """Skills of the resume's list that the tailored list has neither as they are nor word by word: "AWS
    (EC2, S3)" may stand as three items."""
    listed = [item for group in output.tailored_resume.skills for item in group.items]
    together = ", ".join(listed)

    def stands(skill: str) -> bool:
        return any(has_term(item, skill) for item in listed) or all(
            has_term(together, word) for word in _WORDS.findall(skill)
        )

    return [skill for skill in resume.profile.skills if not stands(skill)]


def _copied(output: ProOutput) -> Iterator[CopiedSection]:
    tailored = output.tailored_resume
    education = [_line(e.degree, e.school, e.location, e.year) for e in tailored.education]
    projects = [line for p in tailored.projects or () for line in (p.name, *p.bullets)]
    contact = [_line(tailored.email, tailored.phone, tailored.location), *(tailored.links or ())]
    for heading, lines in (
        ("Contact", contact),
        ("Education", education),
        ("Projects", projects),
        ("Certifications", tailored.certifications or ()),
        *((section.heading, section.lines) for section in tailored.other_sections or ()),
    ):
        if kept := [line for line in lines if line]:
            yield CopiedSection(heading=heading, lines=kept)


def _line(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
