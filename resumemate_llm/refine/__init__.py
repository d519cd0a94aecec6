"""Refine: a draft and the facts of the resume become a checked, merged and scored output.

Pure functions over typed data, in the contract's order (section 4, steps 3 to 9). Whatever the draft
says, the facts are the resume's: nothing is invented and nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..schema import BulletOrigin, Finding, ParsedJob, ParsedResume, ProDraft, ProOutput, RadarReport
from .evidence import Evidence, others_of
from .facts import settle
from .merge import education_findings, match_roles
from .radar import RADAR_VERSION, score
from .state import Step, Work, assemble, draft_from_output, origins
from .wording import bullet, findings_for, varied

__all__ = ["RADAR_VERSION", "RefineOptions", "Refined", "draft_from_output", "refine", "score"]


@dataclass(frozen=True, kw_only=True, slots=True)
class RefineOptions:
    """How strict refine is.

    `skills`: "evidenced" lets a skill stand only where the resume shows it; "resume-and-job" takes the
    job's text for evidence too, as production does. `inferred_metrics`: "mark" lets one number marked
    `~` stand in each role though the resume lacks it, and reports it to be confirmed; "forbid" none.
    """

    skills: Literal["evidenced", "resume-and-job"] = "evidenced"
    inferred_metrics: Literal["forbid", "mark"] = "forbid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refined:
    """The output, its radar before and after, what was found, and where every bullet comes from."""

    output: ProOutput
    radar_before: RadarReport
    radar_after: RadarReport
    findings: tuple[Finding, ...]
    provenance: tuple[BulletOrigin, ...]


def refine(
    draft: ProDraft, resume: ParsedResume, job: ParsedJob, *, options: RefineOptions | None = None
) -> Refined:
    """Check, merge and score `draft`. Any draft that is valid by its types comes out as a valid output."""
    options = options or RefineOptions()
    evidence = Evidence(resume, job, options.skills == "resume-and-job")
    work, findings = _merge(draft, evidence, options)
    radar_before = score(resume, job)
    output = assemble(work, resume.profile, others_of(resume.profile, []), radar_before.radar)
    radar_after = score(output, job, as_of=resume.as_of)
    output = output.model_copy(update={"radar": radar_after.radar})
    return Refined(
        output=output,
        radar_before=radar_before,
        radar_after=radar_after,
        findings=tuple(findings),
        provenance=origins(work),
    )


def _merge(draft: ProDraft, evidence: Evidence, options: RefineOptions) -> Step:
    matched, findings = match_roles(draft, evidence)
    findings += education_findings(draft, evidence.profile.education)
    roles = []
    for role, found in enumerate(matched):
        lines, more = settle(role, found, evidence, mark=options.inferred_metrics == "mark")
        cleaned = []
        for line in lines:
            worded = bullet(line.text, english=evidence.resume.language == "en")
            more += findings_for(worded, f"tailoredResume.experience[{role}]")
            cleaned.append(line._replace(text=worded.text))
        lines, again = varied(role, cleaned)
        findings += [*more, *again]
        roles.append(lines)
    return Step(Work(draft, tuple(roles)), findings)
