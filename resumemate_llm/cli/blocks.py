"""The pieces that reports are made of: bars, lists, entries, tables. Each returns None for nothing.

Everything of a resume or job goes into rich as `Text`, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor
from textwrap import shorten
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ..schema import (
        Axis,
        BulletRewrite,
        Contribution,
        ExperienceGap,
        Finding,
        KeywordCheck,
        RadarReport,
        TailoredResume,
    )

AXES: dict[Axis, str] = {
    "skillsMatch": "Skills match",
    "experienceAlignment": "Experience",
    "impactStrength": "Impact",
    "atsReadiness": "ATS readiness",
}
SEVERITY_STYLE = {"high": "red", "medium": "yellow", "low": "dim"}
BAR = 20
KEPT, GAINED, ROOM = "█", "▒", "·"
SHOWN = 3
LONGEST = 56


class Prose:
    """Wrapped texts, each after a mark with a hanging indent, `apart` with an empty line between them.
    No spaces at line ends, so that it can be copied from the screen."""

    def __init__(self, texts: Iterable[str], mark: str = "", *, apart: bool = False, style: str = "") -> None:
        self.texts, self.mark, self.apart, self.style = list(texts), mark, apart, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        indent = " " * len(self.mark)
        for number, text in enumerate(self.texts):
            if number and self.apart:
                yield Text()
            for row, line in enumerate(Text(text).wrap(console, options.max_width - len(indent))):
                line.rstrip()
                yield Text(indent if row else self.mark, style=self.style).append_text(line)


def paragraphs(texts: Iterable[str]) -> Prose | None:
    """Texts with an empty line between them; None without any."""
    prose = Prose(texts, apart=True)
    return prose if prose.texts else None


def lines(texts: Iterable[str]) -> Prose | None:
    """Texts one below the other; None without any."""
    prose = Prose(texts)
    return prose if prose.texts else None


def bullets(texts: Iterable[str]) -> Prose | None:
    """A list; None without items."""
    prose = Prose(texts, "• ")
    return prose if prose.texts else None


def comma(items: Sequence[str]) -> Prose | None:
    """Items with commas between them."""
    return Prose([", ".join(items)]) if items else None


def period(start: str | None, end: str | None) -> str:
    """Start and end as written, joined as the contract says."""
    return " – ".join(filter(None, (start, end)))


def entry(title: str, place: str, when: str, details: Sequence[str]) -> RenderableType:
    """A position, school or project: a bold head and its list."""
    head = Text(title, style="bold")
    head.append("".join(f" | {part}" for part in (place, when) if part), style="not bold")
    listed = bullets(details)
    return Group(head, listed) if listed else head


def _at(place: str, location: str | None) -> str:
    return " | ".join(part for part in (place, location) if part)


def stack(entries: Sequence[RenderableType]) -> Group | None:
    """Entries with an empty line between them, or close together where each is one line."""
    if all(isinstance(item, Text) for item in entries):
        return Group(*entries) if entries else None
    spaced = [line for item in entries for line in (Text(), item)]
    return Group(*spaced[1:])


def resume(tailored: TailoredResume) -> RenderableType:
    """The tailored resume in the order in which it is sent."""
    contact = (tailored.location, tailored.email, tailored.phone, *(tailored.links or ()))
    top = Group(
        Text(tailored.name, style="bold"),
        Text(tailored.headline),
        Prose([" | ".join(filter(None, contact))], style="dim"),
    )
    roles, schools, projects = tailored.experience, tailored.education, tailored.projects or ()
    parts: list[RenderableType | None] = [
        top,
        paragraphs([tailored.summary]),
        titled("Skills", lines(f"{group.category}: {', '.join(group.items)}" for group in tailored.skills)),
        titled(
            "Experience",
            stack([entry(r.title, _at(r.company, r.location), r.period, r.bullets) for r in roles]),
        ),
        titled(
            "Education",
            stack([entry(e.degree, _at(e.school, e.location), e.year or "", ()) for e in schools]),
        ),
        titled("Projects", stack([entry(p.name, "", "", p.bullets) for p in projects])),
        titled("Certifications", bullets(tailored.certifications or ())),
        *(titled(other.heading, lines(other.lines)) for other in tailored.other_sections or ()),
    ]
    return stack([part for part in parts if part is not None]) or top


def titled(title: str, body: RenderableType | None) -> RenderableType | None:
    """A small heading over a body; None where there is no body."""
    return None if body is None else Group(Text(title, style="bold underline"), body)


def keywords(checks: Sequence[KeywordCheck]) -> RenderableType | None:
    """The keyword checklist: what was found, where, and what to do about the rest. Keywords that were
    found in one place, or that have one advice, share a row."""
    rows: dict[tuple[bool, str], list[str]] = {}
    for check in sorted(checks, key=lambda check: not check.found):
        told = check.section or "" if check.found else (check.suggestion or "").replace(check.keyword, "it")
        rows.setdefault((check.found, told), []).append(check.keyword)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("")
    table.add_column("Keywords", ratio=3)
    table.add_column("Where, or what to do", ratio=2)
    for (found, told), names in rows.items():
        mark = Text("yes", style="green") if found else Text("no", style="red")
        table.add_row(mark, Text(", ".join(names)), Text(told))
    return table if rows else None


def gaps(found: Sequence[ExperienceGap]) -> RenderableType | None:
    """Gaps, the ones that matter most first; an advice that several share is said once."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    ordered = sorted(found, key=lambda gap: list(SEVERITY_STYLE).index(gap.severity))
    for number, gap in enumerate(ordered):
        text = Text(gap.gap, style="bold")
        if gap.suggestion not in {later.suggestion for later in ordered[number + 1 :]}:
            text.append(f"\n{gap.suggestion}", style="not bold")
        grid.add_row(Text(gap.severity, style=SEVERITY_STYLE[gap.severity]), text)
    return grid if found else None


def rewrites(pairs: Sequence[BulletRewrite]) -> RenderableType | None:
    """Bullets before and after."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for pair in pairs:
        grid.add_row(Text("before", style="dim"), Text(pair.original, style="dim"))
        grid.add_row("after", Text(pair.rewritten))
    return grid if grid.row_count else None


def findings(found: Iterable[Finding]) -> RenderableType | None:
    """What refine saw, in sentences."""
    return bullets(finding.message or f"{finding.type} at {finding.location}" for finding in found)


def radar(before: RadarReport, after: RadarReport | None) -> RenderableType:
    """The scores as bars; with `after`, what was gained is drawn lighter."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    old, new = before.radar, (after or before).radar
    rows = (
        ("Overall", old.overall, new.overall),
        (AXES["skillsMatch"], old.skills_match, new.skills_match),
        (AXES["experienceAlignment"], old.experience_alignment, new.experience_alignment),
        (AXES["impactStrength"], old.impact_strength, new.impact_strength),
        (AXES["atsReadiness"], old.ats_readiness, new.ats_readiness),
    )
    for label, was, now in rows:
        grid.add_row(Text(label), bar(was, now), change(was, now))
    return grid


def bar(was: int, now: int) -> Text:
    """A bar of 0 to 100: kept points, gained points, room."""
    kept, reached = round(min(was, now) * BAR / 100), round(now * BAR / 100)
    text = Text(KEPT * kept, style="cyan")
    text.append(GAINED * (reached - kept), style="green")
    return text.append(ROOM * (BAR - reached), style="dim")


def change(was: int, now: int) -> Text:
    """ "54 -> 71 (+17)", or one number where nothing changed."""
    return Text(f"{was} -> {now} ({now - was:+d})" if was != now else str(now))


def gains(before: RadarReport, after: RadarReport) -> RenderableType | None:
    """Why the scores are what they are: per axis the largest gains and the largest open requirements."""
    told_by_axis = []
    for axis, label in AXES.items():
        old = {c.requirement: c.points for c in before.axes.get(axis, ())}
        now = after.axes.get(axis, [])
        gained = _largest([(c, c.points - old.get(c.requirement, 0.0)) for c in now], "+{}")
        missed = _largest([(c, c.max_points - c.points) for c in now], "{}")
        told = [f"gained {gained}" if gained else "", f"open {missed}" if missed else ""]
        if text := "; ".join(filter(None, told)):
            told_by_axis.append(f"{label}: {text}")
    return bullets(told_by_axis)


def _largest(weighted: list[tuple[Contribution, float]], form: str) -> str:
    ranked = sorted(((c, floor(points + 0.5)) for c, points in weighted), key=lambda pair: -pair[1])
    named = [(shorten(c.requirement, LONGEST, placeholder=" ..."), points) for c, points in ranked[:SHOWN]]
    return ", ".join(f"{name} {form.format(points)}" for name, points in named if points > 0)


def contributions(reasons: Sequence[Contribution]) -> RenderableType | None:
    """Every reason of one axis: points of points, the requirement, where it was found."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for reason in reasons:
        points = Text(f"{reason.points:.1f} of {reason.max_points:.1f}", style="" if reason.points else "dim")
        where = reason.where or ("" if reason.points else "not found")
        grid.add_row(points, Text(reason.requirement), Text(where, style="dim"))
    return grid if grid.row_count else None
