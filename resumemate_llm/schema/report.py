"""What happened to one call: attempts, usage, findings, scores with their reasons, provenance."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import WireModel
from .draft import Radar

Axis = Literal["skillsMatch", "experienceAlignment", "impactStrength", "atsReadiness"]


class Usage(WireModel):
    """Tokens of one attempt or of a call's attempts together, as the servers reported them."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cache_read_tokens=self.cache_read_tokens + other.cache_read_tokens,
            cache_write_tokens=self.cache_write_tokens + other.cache_write_tokens,
        )


class Attempt(WireModel):
    """One request sent to one provider.

    `outcome` is "ok" or a `FailureCategory` value; `reask` is True where the provider was told what
    was invalid before; `part` names the part of the plan. `started_at` is UTC, ISO 8601;
    `duration_s` is in seconds; `cost_usd` is None where no price is known. Rejected answers are
    billed, so their usage and cost stand here too. `detail` and `problems` hold no content.
    """

    provider: str
    model: str = ""
    part: str = "draft"
    outcome: str
    reask: bool = False
    started_at: str
    duration_s: float
    usage: Usage = Usage()
    cost_usd: float | None = None
    status: int | None = None
    request_id: str | None = None
    detail: str = ""
    problems: list[str] = Field(default_factory=list)


class PartReport(WireModel):
    """Who wrote one part of the plan ("draft" is the whole).

    `writes` are the paths of the output that hold its texts. `fallback_reason` says in one line why it
    was not the first provider of the chain, else None. `attempts`, `usage` and `cost_usd` (None where a
    price is unknown) are this part's own, rejected answers included.
    """

    part: str
    writes: list[str]
    provider: str
    model: str = ""
    fallback_reason: str | None = None
    attempts: int = 1
    usage: Usage = Usage()
    cost_usd: float | None = None


class Finding(WireModel):
    """Something `refine` saw, and whether it mended it (contract, section 4.4).

    `type` is a stable, dotted name such as "facts.company" or "gate.banned_phrase"; `location` is a
    path into the output such as "tailoredResume.experience[0].bullets[2]"; `message` says what was
    seen and done in one sentence that the candidate may read, so it may quote their resume.
    """

    type: str
    location: str
    auto_fixed: bool
    message: str = ""


class Contribution(WireModel):
    """One reason for a score: which requirement, where it was found, how many points of how many."""

    requirement: str
    where: str | None = None
    points: float
    max_points: float


class RadarReport(WireModel):
    """A radar that explains itself. `version` changes whenever the same resume could score
    differently; `axes` maps each axis to its contributions, whose points sum to the axis."""

    version: str
    radar: Radar
    axes: dict[Axis, list[Contribution]]


class BulletOrigin(WireModel):
    """Where one bullet of the output comes from.

    `role` and `bullet` index `tailoredResume.experience[role].bullets[bullet]`; `sources` are
    indexes into the resume's `experience[source_role].statements`.
    """

    role: int
    bullet: int
    source_role: int
    sources: list[int]
    how: Literal["kept", "reworded", "merged", "restored"]
