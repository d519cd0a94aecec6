"""The same drafts without refine: what production's merge would hand on if nothing checked it.

Every mutant goes through here too, so that the table shows which faults the judge sees at all: an
operator whose mutants look right unrefined would prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from resumemate_llm.schema import (
    ParsedResume,
    ProDraft,
    ProOutput,
    TailoredEducation,
    TailoredProject,
    TailoredResume,
    TailoredRole,
)

from .cases import Case
from .judge import output_faults
from .operators import Mutant


def unrefined(draft: ProDraft, resume: ParsedResume) -> ProOutput:
    """The draft's texts under its own facts, with contact data, projects and certificates from the parser."""
    return ProOutput(
        summary=draft.summary,
        tailored_resume=_resume(draft, resume),
        **{
            name: getattr(draft, name)
            for name in ProOutput.model_fields
            if name not in ("summary", "tailored_resume")
        },
    )


def _resume(draft: ProDraft, resume: ParsedResume) -> TailoredResume:
    profile = resume.profile
    return TailoredResume(
        name=profile.name,
        headline=draft.headline,
        summary=draft.professional_summary,
        skills=draft.skills,
        experience=[
            TailoredRole(
                company=role.company,
                title=role.title,
                period=" – ".join(date for date in (role.start, role.end) if date),
                bullets=role.bullets,
            )
            for role in draft.bullets_by_role
        ],
        education=[
            TailoredEducation(school=e.school, degree=e.degree, year=e.year or None) for e in draft.education
        ],
        projects=[
            TailoredProject(name=p.name, bullets=p.bullets, tech=p.tech or None) for p in profile.projects
        ],
        certifications=list(profile.certifications),
        email=profile.email,
        phone=profile.phone,
        location=profile.location,
        links=list(profile.links),
        other_sections=list(profile.other_sections),
    )


class Unrefined:
    """The judge's view of a case's mutants where nothing refines them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.known = frozenset(self._faults(unrefined(case.draft, case.resume)))

    def shows(self, mutant: Mutant) -> bool:
        """Whether the judge sees a fault in the mutant that it does not see in the unbroken draft."""
        output = unrefined(mutant.draft, self.case.resume)
        return bool(mutant.fault(output)) or any(f not in self.known for f in self._faults(output))

    def _faults(self, output: ProOutput) -> Iterator[str]:
        return output_faults(output, self.case.resume, self.case.job)
