"""The plan of a draft in sections: which parts, how long each will be, how the roles are grouped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..prompts import build_messages, build_parts, part_task
from ..providers.base import DraftRequest
from ..schema import ParsedJob, ParsedResume
from ..schema.dialects import openai_json_schema
from .part import Part, answer_model, answer_schema, roles_to_write

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "profile": ("summary", "headline", "professional_summary", "skills"),
    "letter": ("cover_letter",),
    "keywords": ("keyword_checklist",),
    "gaps": ("experience_gaps", "next_actions"),
    "feedback": ("recruiter_feedback", "interview_talking_points"),
    "rewrites": ("bullet_rewrites",),
}
"""The parts that every plan has, and the keys of the draft that each writes: what belongs together, as far
as no part becomes much longer than the others, because the longest decides when all are there."""

EXPECTED: Final[Mapping[str, int]] = {
    "profile": 345,
    "letter": 420,
    "keywords": 400,
    "gaps": 340,
    "feedback": 410,
    "rewrites": 275,
}
"""Tokens of an answer with the counts that the contract asks for (section 1)."""
_BULLET_TOKENS = 34
_LEAST_BULLETS = 4
_CHARS_A_TOKEN = 4
_GROWTH = 1.25
_ROOM = 3
_LEAST_ROOM = 600


@dataclass(frozen=True, slots=True)
class _Shape:
    """A part before its prompt is written."""

    name: str
    keys: tuple[str, ...] = ()
    roles: tuple[int, ...] = ()
    expected: int = 0

    @property
    def task(self) -> str:
        return part_task(self.name, answer_model(self.keys, self.roles), self.roles)


def plan_whole(
    resume: ParsedResume, job: ParsedJob, *, mask_contact: bool = True, language: str | None = None
) -> Part:
    """The whole draft as one part."""
    prompt = build_messages(resume, job, mask=mask_contact, language=language)
    request = DraftRequest(messages=prompt.messages, schema=openai_json_schema(), resume=resume, job=job)
    expected = sum(EXPECTED.values()) + sum(_role_tokens(resume, r) for r in roles_to_write(resume))
    return Part(request=request, mask=prompt.mask, expected_tokens=expected)


def plan_sections(
    resume: ParsedResume, job: ParsedJob, *, mask_contact: bool = True, language: str | None = None
) -> tuple[Part, ...]:
    """The draft in parts to be written at the same time, the longest first.

    Small roles are grouped so that no group is expected to be longer than the longest other part; a role
    is never split, because its bullets share one set of verbs. A role without statements, and a resume's
    facts, are in no part.
    """
    shapes = [_Shape(name, keys, (), EXPECTED[name]) for name, keys in SECTIONS.items()]
    shapes += _role_groups(resume, max(EXPECTED.values()))
    shapes.sort(key=lambda shape: -shape.expected)
    prompts = build_parts(resume, job, [shape.task for shape in shapes], mask=mask_contact, language=language)
    every_role = tuple(roles_to_write(resume))
    shared = answer_schema(tuple(key for keys in SECTIONS.values() for key in keys), every_role)
    return tuple(
        Part(
            request=DraftRequest(
                messages=prompt.messages,
                schema=answer_schema(shape.keys, shape.roles),
                resume=resume,
                job=job,
                part=shape.name,
                shared_schema=shared,
                max_tokens=max(_ROOM * shape.expected, _LEAST_ROOM),
            ),
            mask=prompt.mask,
            answer=answer_model(shape.keys, shape.roles),
            keys=shape.keys,
            roles=shape.roles,
            expected_tokens=shape.expected,
        )
        for shape, prompt in zip(shapes, prompts, strict=True)
    )


def _role_groups(resume: ParsedResume, most: int) -> list[_Shape]:
    """The roles in as few groups as keep each at `most` tokens, or at the longest role where that is more."""
    sizes = {role: _role_tokens(resume, role) for role in roles_to_write(resume)}
    most = max([most, *sizes.values()])
    groups: list[list[int]] = []
    for count in range(-(-sum(sizes.values()) // most), len(sizes) + 1):
        groups = _shared_out(sizes, count)
        if all(sum(sizes[r] for r in group) <= most for group in groups):
            break
    return [
        _Shape(f"roles-{'-'.join(str(r + 1) for r in group)}", (), group, sum(sizes[r] for r in group))
        for group in map(tuple, map(sorted, groups))
    ]


def _shared_out(sizes: Mapping[int, int], count: int) -> list[list[int]]:
    """The roles in `count` groups, the longest first, each to the group that is shortest so far."""
    groups: list[list[int]] = [[] for _ in range(count)]
    for role in sorted(sizes, key=lambda r: -sizes[r]):
        min(groups, key=lambda group: sum(sizes[r] for r in group)).append(role)
    return groups


def _role_tokens(resume: ParsedResume, role: int) -> int:
    """What the bullets of a role will have: the statements, a little longer, and more of them where the
    role has few."""
    statements = resume.profile.experience[role].statements
    written = sum(_GROWTH * len(text) / _CHARS_A_TOKEN for text in statements)
    return round(written) + _BULLET_TOKENS * max(0, _LEAST_BULLETS - len(statements))
