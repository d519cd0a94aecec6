"""From a whole draft to the answer of one part of a plan, by the part's schema alone.

For writers that only know whole drafts: the deterministic provider, the fault server, and training
data made from drafts that were written whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..schema import DraftRole, ParsedResume, ProDraft, Role

ROLE_KEY = re.compile(r"role([1-9]\d*)\Z")


def role_key(role: int) -> str:
    """The key of a role's bullets in an answer; roles count from 1 there."""
    return f"role{role + 1}"


def project(draft: ProDraft, schema: Mapping[str, Any], resume: ParsedResume) -> dict[str, Any]:
    """What of `draft` an answer under `schema` holds, as JSON-ready data.

    Raises `ValueError` where the schema asks for a role of `resume` that the draft does not have.
    """
    wire = draft.model_dump(mode="json", by_alias=True)
    asked = {int(found[1]) - 1 for key in schema["properties"] if (found := ROLE_KEY.match(key))}
    if asked:
        wire |= _bullets(draft.bullets_by_role, resume.profile.experience, asked)
    answer: dict[str, Any] = fit(wire, schema)
    return answer


def _bullets(
    drafted: Sequence[DraftRole], roles: Sequence[Role], asked: set[int]
) -> Iterator[tuple[str, list[str]]]:
    """The bullets of the asked roles: of the drafted role with the same facts, else of the one at the same
    place in a list as long as the resume's."""
    left = dict(enumerate(drafted))
    found: dict[int, int] = {}
    for number, role in enumerate(roles):
        same = next((i for i, other in left.items() if _facts(other) == _facts(role)), None)
        if same is not None:
            found[number] = same
            del left[same]
    for number in sorted(asked):
        at = found.get(number, number if number in left and len(drafted) == len(roles) else None)
        if at is None:
            raise ValueError(f"the draft has no role that is number {number + 1} of the resume")
        yield role_key(number), list(drafted[at].bullets)


def _facts(role: DraftRole | Role) -> tuple[str, ...]:
    return tuple(" ".join(text.casefold().split()) for text in (role.company, role.title, role.start))


def fit(value: Any, schema: Mapping[str, Any]) -> Any:
    """`value` without the properties that `schema` does not have."""
    if "properties" in schema and isinstance(value, Mapping):
        return {key: fit(value[key], child) for key, child in schema["properties"].items() if key in value}
    if isinstance(value, list) and isinstance(items := schema.get("items"), Mapping):
        return [fit(item, items) for item in value]
    return value
