"""What a part of a draft looks like on a page before the others are there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from .plan import Part, assemble_draft
from .refine import RefineOptions, refine

_STEP = re.compile(r"\w+")


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
