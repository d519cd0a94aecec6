"""From two profiles to the parts of a draft: messages and JSON schema for each part."""

from __future__ import annotations

from dataclasses import dataclass

from ..prompts import ContactMask, build_messages
from ..providers.base import DraftRequest
from ..schema import ParsedJob, ParsedResume
from ..schema.dialects import openai_json_schema


@dataclass(frozen=True, slots=True)
class Part:
    """One request of the plan and the mask that puts contact data back into its answer."""

    request: DraftRequest
    mask: ContactMask


def plan_whole(resume: ParsedResume, job: ParsedJob, *, mask_contact: bool = True) -> Part:
    """The whole draft as one part."""
    prompt = build_messages(resume, job, mask=mask_contact)
    request = DraftRequest(messages=prompt.messages, schema=openai_json_schema(), resume=resume, job=job)
    return Part(request, prompt.mask)
