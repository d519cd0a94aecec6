"""The same drafts as if each had been written in sections: taken apart by the plan and assembled again."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from resumemate_llm.plan import assemble_draft, plan_sections
from resumemate_llm.schema import ParsedJob, ParsedResume, ProDraft

Way = Callable[[ProDraft], ProDraft | None]
"""How a draft comes to refine; None where no model could have written it that way."""


def whole(draft: ProDraft) -> ProDraft | None:
    """As it was written."""
    return draft


def in_sections(resume: ParsedResume, job: ParsedJob) -> Way:
    """By the parts of the plan for this pair. A draft without one of the roles, or with an empty one, is none:
    the plan asks for each role by its number, and an answer without it is invalid."""
    parts = plan_sections(resume, job, mask_contact=False)

    def assembled(draft: ProDraft) -> ProDraft | None:
        try:
            answers = [(part, part.answer.model_validate(part.project(draft))) for part in parts]
        except (ValidationError, ValueError):
            return None
        return assemble_draft(answers, resume)

    return assembled
