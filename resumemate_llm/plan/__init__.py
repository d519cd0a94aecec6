"""From two profiles to the parts of a draft, and from their answers back to the draft.

::

    parts = plan_sections(resume, job)              # or (plan_whole(resume, job),)
    part.request                                    # messages, schema, name, room for the answer
    part.answer                                     # the pydantic model that the answer must fit
    part.project(draft)                             # the answer a whole draft holds for this part
    assemble_draft([(part, answer), ...], resume)   # one ProDraft again
"""

from .assemble import UNSCORED, assemble_draft
from .part import Part, answer_model, answer_schema
from .project import project
from .sections import EXPECTED, SECTIONS, plan_sections, plan_whole

__all__ = [
    "EXPECTED",
    "SECTIONS",
    "UNSCORED",
    "Part",
    "answer_model",
    "answer_schema",
    "assemble_draft",
    "plan_sections",
    "plan_whole",
    "project",
]
