"""What a page can show before the draft is there: the facts at once, then each part as it comes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from .plan import UNSCORED, Part, assemble_draft
from .refine import RefineOptions, refine
from .refine.state import Line, Work, assemble
from .schema import ParsedResume

_STEP = re.compile(r"\w+")


def facts(resume: ParsedResume) -> Mapping[str, Any]:
    """The resume as it was read, in the place of the tailored one: names, dates, the original bullets."""
    kept = tuple(
        tuple(Line(text, (i,), "kept") for i, text in enumerate(role.statements))
        for role in resume.profile.experience
    )
    output = assemble(Work(assemble_draft([], resume), kept), resume.profile, [], UNSCORED)
    return {"tailoredResume": output.to_wire()["tailoredResume"]}


def preview(part: Part, answer: BaseModel, options: RefineOptions) -> Mapping[str, Any]:
    """The part's places in the output, by path, as `refine` makes them true without the other parts.

    Facts, wording and shape are settled; what depends on the other parts (keywords found in the tailored
    resume, repetitions) is not yet.
    """
    resume, job = part.request.resume, part.request.job
    draft = assemble_draft([(part, answer)], resume)
    output = refine(draft, resume, job, options=options).output.to_wire()
    return {path: _at(output, path) for path in part.writes}


def _at(data: Any, path: str) -> Any:
    for step in _STEP.findall(path):
        data = data[int(step)] if step.isdigit() else data[step]
    return data
