"""The radar as inline SVG: before and after, each axis a link that the keyboard reaches."""

from __future__ import annotations

from ..schema import Axis, Radar
from .markup import Html, element
from .model import Review
from .words import AXES

_SIZE, _REACH = 400, 140
_MIDDLE = _SIZE / 2
_RINGS = (25, 50, 75, 100)
_WAYS: dict[Axis, tuple[int, int]] = {
    "skillsMatch": (0, -1),
    "experienceAlignment": (1, 0),
    "impactStrength": (0, 1),
    "atsReadiness": (-1, 0),
}
_LABELS: dict[Axis, tuple[float, float, str]] = {
    "skillsMatch": (_MIDDLE, _MIDDLE - _REACH - 34, "middle"),
    "experienceAlignment": (_MIDDLE + _REACH + 10, _MIDDLE - 4, "start"),
    "impactStrength": (_MIDDLE, _MIDDLE + _REACH + 26, "middle"),
    "atsReadiness": (_MIDDLE - _REACH - 10, _MIDDLE - 4, "end"),
}


def scores(radar: Radar) -> dict[Axis, int]:
    """The four axes of a radar by their wire names."""
    return {
        "skillsMatch": radar.skills_match,
        "experienceAlignment": radar.experience_alignment,
        "impactStrength": radar.impact_strength,
        "atsReadiness": radar.ats_readiness,
    }


def radar_svg(review: Review) -> Html:
    """The drawing. Axis links lead to the tables of contributions (`#why-AXIS`)."""
    before, after = scores(review.radar_before.radar), scores(review.radar_after.radar)
    return element(
        "svg",
        element("title", "Match with the job, before and after"),
        [element("polygon", points=_shape(dict.fromkeys(AXES, ring)), class_="ring") for ring in _RINGS],
        [element("line", x1=_MIDDLE, y1=_MIDDLE, x2=x, y2=y, class_="spoke") for x, y in _tips()],
        element("polygon", points=_shape(before), class_="before"),
        element("polygon", points=_shape(after), class_="after"),
        [_axis(axis, before[axis], after[axis]) for axis in AXES],
        viewBox=f"-70 10 {_SIZE + 140} {_SIZE - 4}",
        class_="radar",
        role="group",
        aria_label="Radar of four scores, before and after",
    )


def _axis(axis: Axis, before: int, after: int) -> Html:
    """Dots, label and a quarter of the area as one link."""
    x, y, anchor = _LABELS[axis]
    change = f"{before} to {after}" if before != after else f"{after}"
    at = _point(axis, after)
    return element(
        "a",
        element("polygon", points=_quarter(axis), class_="quarter"),
        element("circle", cx=at[0], cy=at[1], r=5, class_="dot"),
        element("text", AXES[axis], x=x, y=y, text_anchor=anchor, class_="label"),
        " ",
        element("text", change, x=x, y=y + 22, text_anchor=anchor, class_="score"),
        href=f"#why-{axis}",
        class_=f"axis axis-{axis}",
        aria_label=f"{AXES[axis]} {change}: reasons",
        aria_describedby=f"tip-{axis}",
    )


def _point(axis: Axis, score: float) -> tuple[float, float]:
    dx, dy = _WAYS[axis]
    return round(_MIDDLE + dx * _REACH * score / 100, 1), round(_MIDDLE + dy * _REACH * score / 100, 1)


def _tips() -> list[tuple[float, float]]:
    return [_point(axis, 100) for axis in AXES]


def _shape(values: dict[Axis, int]) -> str:
    return _path([_point(axis, value) for axis, value in values.items()])


def _quarter(axis: Axis) -> str:
    """The part of the drawing that is closest to an axis."""
    dx, dy = _WAYS[axis]
    far = _REACH + 40
    first = (_MIDDLE + (dx - dy) * far, _MIDDLE + (dy + dx) * far)
    second = (_MIDDLE + (dx + dy) * far, _MIDDLE + (dy - dx) * far)
    return _path([(_MIDDLE, _MIDDLE), first, second])


def _path(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
