"""Refine: a draft and the facts of the resume become a checked, merged and scored output.

Pure functions over typed data, in the contract's order (section 4, steps 3 to 9). Whatever the draft
says, the facts are the resume's: nothing is invented and nothing is lost. The steps run until they find
nothing more to mend, so that refining an output again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from ..schema import BulletOrigin, Finding, ParsedJob, ParsedResume, ProDraft, ProOutput, RadarReport
from ..text.memory import forgetting_alone
from .assembly import settle_assembly
from .booster import boost
from .consistency import settle_consistency
from .evidence import Evidence
from .facts import settle
from .letter import settle_letter
from .merge import Matched, education_findings, match_roles
from .prose import settle_prose
from .radar import RADAR_VERSION, Scored, score, score_view
from .rewrites import settle_rewrites
from .skills import settle_skills
from .state import Findings, Step, Work, assemble, draft_from_output, origins
from .view import View
from .wording import gated, spoken, varied

__all__ = ["RADAR_VERSION", "RefineOptions", "Refined", "draft_from_output", "refine", "score"]

_MOST_ROUNDS = 8


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


@forgetting_alone
def refine(
    draft: ProDraft, resume: ParsedResume, job: ParsedJob, *, options: RefineOptions | None = None
) -> Refined:
    """Check, merge and score `draft`. Any draft that is valid by its types comes out as a valid output."""
    options = options or RefineOptions()
    evidence = Evidence(resume, job, options.skills == "resume-and-job")
    before = score(resume, job, readings=evidence.readings)
    drafted = draft.radar
    findings = Findings()
    restored: set[tuple[int, str]] = set()
    for _ in range(_MOST_ROUNDS):
        work, found = _round(draft, evidence, before, mark=options.inferred_metrics == "mark")
        work = _remembered(work, restored)
        after = _scored(work, evidence)
        findings = Findings([*(f for f in findings if f.auto_fixed), *found])
        draft = draft_from_output(output := assemble(work, resume.profile, evidence.others, after.radar))
        if not any(f.auto_fixed for f in found):
            break
    if after.radar != drafted and any(score for _, score in drafted):
        message = "The radar was computed from the text; a draft's own numbers do not count."
        findings.add("radar.computed", "radar", message)
    return Refined(
        output=output,
        radar_before=before,
        radar_after=after.report(),
        findings=tuple(dict.fromkeys(findings)),
        provenance=origins(work),
    )


def _round(draft: ProDraft, evidence: Evidence, before: RadarReport, *, mark: bool) -> Step:
    """The steps once, in the contract's order."""
    work, findings = _merged(draft, evidence, mark=mark)
    for settle_step in (settle_prose, settle_letter, settle_assembly, settle_rewrites, settle_skills):
        work, found = settle_step(work, evidence)
        findings += found
    view = _view(work, evidence)
    work, found = settle_consistency(work, view, evidence)
    findings += found
    work, found = boost(work, view, before, evidence, partial(_scored, evidence=evidence))
    findings += found
    return Step(work, findings)


def _merged(draft: ProDraft, evidence: Evidence, *, mark: bool) -> Step:
    """Roles and education of the resume, with the draft's bullets through facts and gate."""
    matched, findings = match_roles(draft, evidence)
    findings += education_findings(draft, evidence.profile.education)
    roles = []
    for role, found in enumerate(matched):
        bullets, worded = gated(role, found.bullets or [], evidence.gate)
        lines, settled = settle(
            role, Matched(None if found.bullets is None else bullets), evidence, mark=mark
        )
        findings += [*worded, *settled]
        if evidence.english:
            lines, renamed = varied(role, lines)
            findings += [*renamed, *spoken(role, lines)]
        roles.append(lines)
    return Step(Work(draft, tuple(roles)), findings)


def _remembered(work: Work, restored: set[tuple[int, str]]) -> Work:
    """The lines with those marked that an earlier round put back; later rounds only see them kept."""
    restored |= {
        (r, line.text) for r, lines in enumerate(work.roles) for line in lines if line.how == "restored"
    }
    roles = tuple(
        tuple(line._replace(how="restored") if (r, line.text) in restored else line for line in lines)
        for r, lines in enumerate(work.roles)
    )
    return Work(work.draft, roles)


def _view(work: Work, evidence: Evidence) -> View:
    output = assemble(work, evidence.profile, evidence.others, work.draft.radar)
    return View.of_output(output, evidence.readings)


def _scored(work: Work, evidence: Evidence) -> Scored:
    """The radar of the work; the same words are scored once."""
    draft = work.draft
    skills = tuple((group.category, *group.items) for group in draft.skills)
    said = (draft.headline, draft.professional_summary, skills, work.roles)
    known = evidence.scores.get(said)
    if known is None:
        known = evidence.scores[said] = score_view(_view(work, evidence), evidence.job, evidence.resume.as_of)
    return known
