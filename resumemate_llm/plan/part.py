"""One part of a plan as data: what is asked, which model its answer must fit, how the answer joins a draft.

The answer of a section is leaner than the same keys of a whole draft. What code knows exactly is not
asked for: a role's company, title and dates (the parser holds them; bullets are keyed by the role's
number), whether a keyword is found and where, what became of a rewritten bullet, every score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, create_model

from ..prompts import ContactMask
from ..providers.base import DraftRequest
from ..schema import BulletRewrite, KeywordCheck, ParsedResume, ProDraft, WireModel
from ..schema.dialects import openai_json_schema
from .project import project, role_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One request of a plan.

    `answer` is the model that its JSON must fit. `keys` are the fields of `ProDraft` that it writes, and
    `roles` the indexes of the resume's roles whose bullets it writes; the whole draft ("draft") has all
    keys and no roles. `expected_tokens` is what its answer will have, as far as can be told beforehand.
    `mask` puts contact data back into the answer; it is the same for all parts of one plan.
    """

    request: DraftRequest
    mask: ContactMask
    answer: type[BaseModel] = ProDraft
    keys: tuple[str, ...] = tuple(ProDraft.model_fields)
    roles: tuple[int, ...] = ()
    expected_tokens: int = 0

    @property
    def name(self) -> str:
        """The part's name in events, attempts and results."""
        return self.request.part

    @property
    def writes(self) -> list[str]:
        """Where in the output the part's texts stand."""
        return [_PLACES[key] for key in self.keys if key in _PLACES] + [
            f"tailoredResume.experience[{role}].bullets" for role in self.roles
        ]

    def project(self, draft: ProDraft) -> dict[str, Any]:
        """The JSON with which a model that wrote `draft` would have answered this part.

        Raises `ValueError` where the draft has not the resume's roles.
        """
        return project(draft, self.request.schema, self.request.resume)


_PLACES: Mapping[str, str] = {
    "summary": "summary",
    "headline": "tailoredResume.headline",
    "professional_summary": "tailoredResume.summary",
    "bullets_by_role": "tailoredResume.experience",
    "education": "tailoredResume.education",
    "skills": "tailoredResume.skills",
    "cover_letter": "coverLetter",
    "keyword_checklist": "keywordChecklist",
    "recruiter_feedback": "recruiterFeedback",
    "bullet_rewrites": "bulletRewrites",
    "experience_gaps": "experienceGaps",
    "next_actions": "nextActions",
    "before_after_preview": "beforeAfterPreview",
    "interview_talking_points": "interviewTalkingPoints",
}


def _leaner(model: type[WireModel], *dropped: str) -> type[WireModel]:
    """`model` without the fields that code computes."""
    kept: dict[str, Any] = {
        name: (info.annotation, info) for name, info in model.model_fields.items() if name not in dropped
    }
    return create_model(f"Asked{model.__name__}", __base__=WireModel, **kept)


_ASKED: Mapping[str, Any] = {
    "keyword_checklist": list[_leaner(KeywordCheck, "found", "section")],  # type: ignore[misc]
    "bullet_rewrites": list[_leaner(BulletRewrite, "rewritten", "section")],  # type: ignore[misc]
}
"""What is asked in the place of a draft's own lists."""


def _some(bullets: list[str]) -> list[str]:
    if not any(bullet.strip() for bullet in bullets):
        raise ValueError("no bullet, but the resume has statements for this role")
    return bullets


_Bullets = Annotated[
    list[str], AfterValidator(_some), Field(description="At least as many bullets as the resume has for it")
]


@lru_cache(maxsize=256)
def answer_model(keys: tuple[str, ...], roles: tuple[int, ...]) -> type[WireModel]:
    """The model of an answer with these keys of a draft and the bullets of these roles."""
    fields: dict[str, Any] = {
        key: (_ASKED.get(key, ProDraft.model_fields[key].annotation), ProDraft.model_fields[key])
        for key in keys
    }
    fields |= {f"role_{role + 1}": (_Bullets, Field(alias=role_key(role))) for role in roles}
    return create_model("PartAnswer", __base__=WireModel, **fields)


@lru_cache(maxsize=256)
def answer_schema(keys: tuple[str, ...], roles: tuple[int, ...]) -> Mapping[str, Any]:
    """`answer_model` as JSON Schema. One object for each shape, so that what providers derive from it is
    made once."""
    return openai_json_schema(answer_model(keys, roles))


def bullets_of(answer: BaseModel, role: int) -> list[str]:
    """The bullets that an answer holds for a role of the resume."""
    bullets: list[str] = getattr(answer, f"role_{role + 1}")
    return bullets


def roles_to_write(resume: ParsedResume) -> Sequence[int]:
    """The roles that have something to write about; the others stay as they are."""
    return [index for index, role in enumerate(resume.profile.experience) if role.statements]
