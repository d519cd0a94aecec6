"""What a person at a terminal reads: a result, a profile, a job, a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from . import blocks

if TYPE_CHECKING:
    from ..result import ProResult
    from ..schema import ParsedJob, ParsedResume, RadarReport

SOURCES = {
    "llm": "written by a language model",
    "fallback": "written by rules, without a language model",
    "cache": "taken from a cache",
}


def print_result(console: Console, result: ProResult, *, verbose: bool = False) -> None:
    """The report of `resumemate generate`: what to send first, what needs a look last."""
    output = result.output
    _header(console, result)
    _section(console, "Resume", blocks.resume(output.tailored_resume))
    _section(console, "Cover letter", blocks.paragraphs(output.cover_letter.paragraphs))
    _section(
        console,
        f"Match with the job ({blocks.KEPT} before, {blocks.GAINED} gained)",
        blocks.radar(result.radar_before, result.radar_after),
    )
    _section(
        console,
        "Why (points gained, points still open)",
        blocks.gains(result.radar_before, result.radar_after),
    )
    _section(console, "Keywords of the job", blocks.keywords(output.keyword_checklist))
    _section(console, "Gaps", blocks.gaps(output.experience_gaps))
    _section(console, "Feedback", blocks.bullets(output.recruiter_feedback))
    _section(console, "For the interview", blocks.bullets(output.interview_talking_points or ()))
    if verbose:
        _section(console, "Rewritten bullets", blocks.rewrites(output.bullet_rewrites))
        _section(console, "Mended", blocks.findings(f for f in result.findings if f.auto_fixed))
    _section(console, "Next", blocks.bullets(output.next_actions))
    _section(console, "Please check", blocks.findings(f for f in result.findings if not f.auto_fixed))


def _header(console: Console, result: ProResult) -> None:
    job = result.job.profile
    target = " at ".join(filter(None, (job.title, job.company))) or "this job"
    console.print(Text(f"Tailored for {target}", style="bold"))
    console.print(Text(f"Provider: {result.provider} ({SOURCES[result.source]})"))
    if result.fallback_reason:
        console.print(Text(f"Reason: {result.fallback_reason}"))
    was, now = result.radar_before.radar.overall, result.radar_after.radar.overall
    console.print(Text("Match: ").append_text(blocks.change(was, now)).append(" of 100"))


def print_profile(console: Console, resume: ParsedResume) -> None:
    """What was read from a resume, and what could not be placed."""
    profile = resume.profile
    console.print(Text(profile.name or "(no name found)", style="bold"))
    contact = (profile.headline, profile.location, profile.email, profile.phone, *profile.links)
    console.print(Text(" | ".join(filter(None, contact))))
    _section(console, "Summary", blocks.paragraphs([profile.summary] if profile.summary else ()))
    roles = [
        blocks.entry(r.title, r.company, blocks.period(r.start, r.end), r.statements)
        for r in profile.experience
    ]
    _section(console, f"Experience ({len(roles)})", blocks.stack(roles))
    schools = [
        blocks.entry(e.degree, e.school, blocks.period(e.start, e.end), e.details) for e in profile.education
    ]
    _section(console, f"Education ({len(schools)})", blocks.stack(schools))
    _section(console, f"Skills ({len(profile.skills)})", blocks.comma(profile.skills))
    projects = [blocks.entry(p.name, "", ", ".join(p.tech), p.bullets) for p in profile.projects]
    _section(console, f"Projects ({len(projects)})", blocks.stack(projects))
    _section(console, "Certifications", blocks.bullets(profile.certifications))
    for other in profile.other_sections:
        _section(console, other.heading, blocks.lines(other.lines))
    _section(console, "Could not be placed", blocks.bullets(profile.unplaced))


def print_job(console: Console, job: ParsedJob) -> None:
    """What was read from a job text."""
    profile = job.profile
    console.print(Text(profile.title or "(no title found)", style="bold"))
    level = f"level: {profile.seniority_level}" if profile.seniority_level else ""
    family = f"kind of work: {job.family.value} ({job.family_confidence:.0%} sure)"
    console.print(Text(" | ".join(filter(None, (profile.company, level, family)))))
    _section(console, "Required", blocks.bullets(profile.required_skills))
    _section(console, "Preferred", blocks.bullets(profile.preferred_skills))
    _section(console, "Duties", blocks.bullets(profile.responsibilities))
    _section(console, "Keywords, most important first", blocks.comma(profile.keywords))


def print_score(console: Console, report: RadarReport) -> None:
    """The scores and the reason for every point."""
    _section(console, "Match with the job", blocks.radar(report, None))
    for axis, reasons in report.axes.items():
        _section(console, blocks.AXES[axis], blocks.contributions(reasons))


def _section(console: Console, title: str, body: RenderableType | None) -> None:
    if body is None:
        return
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))
    console.print(body)
