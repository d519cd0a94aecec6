"""What both forms of a review say in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema import Axis, Radar
from .changes import Piece
from .model import Review

AXES: dict[Axis, str] = {
    "skillsMatch": "Skills match",
    "experienceAlignment": "Experience",
    "impactStrength": "Impact",
    "atsReadiness": "ATS readiness",
}
_WRITERS = {
    "model": "written by the language model behind",
    "rules": "written by rules, without a language model:",
    "cache": "taken from a cache:",
}


def facts_line(review: Review) -> str:
    """For whom and for which job: "Ada Lee: Engineer at Northgate"."""
    job = " at ".join(filter(None, (review.job_title, review.job_company))) or "one job"
    return ": ".join(filter(None, (review.name, job)))


def written_by(review: Review) -> str:
    """Who wrote it, why it was not another, how long it took and what it cost."""
    made = review.made
    parts = [f"{_WRITERS[made.written_by]} {made.provider}".strip(), *made.also]
    if made.fallback_reason:
        parts.append(f"because {made.fallback_reason}")
    if made.seconds is not None:
        parts.append(f"{made.seconds:.1f} s")
    if made.cost_usd:
        parts.append(f"${made.cost_usd:.3f}")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


NOT_SHOWN = "not in your resume; leave it only if it is true"
"""Of a skill that comes from the job's text."""
_ALIKE = 0.4


def are_alike(before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Whether so much of two texts is the same that marking the rest helps the eye."""
    same = sum(len(piece.text) for piece in after if piece.same)
    return same >= _ALIKE * max(sum(len(piece.text) for piece in pieces) for pieces in (before, after))


def axis_scores(review: Review) -> list[tuple[str, int, int]]:
    """Label, score before and score after, the overall score first."""
    before, after = review.radar_before.radar, review.radar_after.radar
    pairs = zip(_scores(before), _scores(after), strict=True)
    return [(label, old, new) for label, (old, new) in zip(("Overall", *AXES.values()), pairs, strict=True)]


def _scores(radar: Radar) -> tuple[int, int, int, int, int]:
    return (
        radar.overall,
        radar.skills_match,
        radar.experience_alignment,
        radar.impact_strength,
        radar.ats_readiness,
    )
