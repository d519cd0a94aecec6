"""The scores of a review: the radar, and for every axis the requirements that made its points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..schema import Axis, Contribution
from .markup import Html, element
from .model import Review
from .radar import radar_svg
from .words import AXES, axis_scores

_IN_A_TIP = 6


class _Row(NamedTuple):
    """One requirement: points before and after, of how many."""

    requirement: str
    where: str
    before: float
    after: float
    most: float


def match_section(review: Review) -> Html:
    """The radar with its legend, the reasons shown for the axis under the pointer or in focus, and all
    reasons in tables."""
    return element(
        "section",
        element("h2", "Match with the job", id="match-title"),
        element("p", _lead(review)),
        element(
            "div",
            element("figure", radar_svg(review), _legend()),
            element("div", _overview(review), [_tip(axis, review) for axis in AXES], class_="tips"),
            class_="match",
        ),
        [_table(axis, _rows(axis, review)) for axis in AXES],
        id="match",
        aria_labelledby="match-title",
    )


def _lead(review: Review) -> str:
    was, now = review.radar_before.radar.overall, review.radar_after.radar.overall
    change = f"from {was} to {now}" if was != now else f"{now}, as before"
    return f"Overall {change} of 100. Point at an axis, or step through them with the Tab key, to see what counts."


def _legend() -> Html:
    items = [
        element("li", element("span", class_=f"swatch {name}"), label)
        for name, label in (("before", "your resume"), ("after", "tailored"))
    ]
    return element("figcaption", element("ul", items, class_="legend"))


def _overview(review: Review) -> Html:
    rows = [
        element(
            "tr",
            element("th", label, scope="row"),
            element("td", before),
            element("td", after),
            element("td", f"{after - before:+d}" if after != before else ""),
        )
        for label, before, after in axis_scores(review)
    ]
    head = element(
        "tr", *(element("th", name, scope="col") for name in ("Score", "Before", "After", "Change"))
    )
    table = element("table", element("thead", head), element("tbody", rows), class_="numbers")
    return element("div", table, class_="tip overview")


def _tip(axis: Axis, review: Review) -> Html:
    """The requirements that moved most, then those that leave most open."""
    rows = sorted(_rows(axis, review), key=lambda row: (row.before - row.after, row.after - row.most))
    shown = [
        element(
            "li",
            element("b", row.requirement),
            element("span", _points(row), class_="points"),
            element("small", row.where) if row.where else None,
        )
        for row in rows[:_IN_A_TIP]
    ]
    more = len(rows) - len(shown)
    return element(
        "div",
        element("h3", AXES[axis]),
        element("ul", shown),
        element("p", f"and {more} more, below", class_="quiet") if more else None,
        class_=f"tip tip-{axis}",
        id=f"tip-{axis}",
    )


def _points(row: _Row) -> str:
    gained = f" ({row.after - row.before:+.1f})" if round(row.after - row.before, 1) else ""
    return f"{row.after:.1f} of {row.most:.1f}{gained}"


def _table(axis: Axis, found: Sequence[_Row]) -> Html:
    rows = [
        element(
            "tr",
            element("th", row.requirement, scope="row"),
            element("td", row.where),
            *(element("td", f"{points:.1f}") for points in (row.before, row.after, row.most)),
        )
        for row in found
    ]
    names = ("What counts", "Where it is shown", "Before", "After", "Most")
    head = element("tr", *(element("th", name, scope="col") for name in names))
    table = element("table", element("thead", head), element("tbody", rows), class_="numbers")
    body = table if rows else element("p", "Nothing was asked for.", class_="quiet")
    return element(
        "details",
        element("summary", f"{AXES[axis]}: all {len(rows)} reasons"),
        element("div", body, id=f"why-{axis}", class_="wide"),
    )


def _rows(axis: Axis, review: Review) -> list[_Row]:
    before = {c.requirement: c for c in review.radar_before.axes.get(axis, ())}
    after = {c.requirement: c for c in review.radar_after.axes.get(axis, ())}
    return [_row(before.get(name), after.get(name), name) for name in dict.fromkeys([*after, *before])]


def _row(before: Contribution | None, after: Contribution | None, name: str) -> _Row:
    held = after or before
    assert held is not None
    return _Row(
        requirement=name,
        where=held.where or ("" if held.points else "not found"),
        before=before.points if before else 0.0,
        after=after.points if after else 0.0,
        most=held.max_points,
    )
