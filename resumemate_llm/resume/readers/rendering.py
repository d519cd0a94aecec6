"""A profile as the text of a resume, every fragment with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...schema import CandidateProfile, Education, Placement, Project, Role

_Rows = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A profile as text, and where each line of it comes from."""

    text: str
    placements: tuple[Placement, ...]

    def __repr__(self) -> str:
        return f"Rendering(<{len(self.text)} chars>)"


def render(profile: CandidateProfile) -> Rendering:
    """The text of `profile` in the order of a resume. It holds every word of the profile."""
    rows = [*_head(profile), *_body(profile)]
    return Rendering(
        text="\n".join(text for text, _ in rows).strip(),
        placements=tuple(Placement(text=text, place=place) for text, place in rows if text.strip()),
    )


def _head(profile: CandidateProfile) -> _Rows:
    for name in ("name", "headline", "email", "phone", "location"):
        if value := getattr(profile, name):
            yield value, name
    yield from _each(profile.links, "links")
    if profile.summary:
        yield from _heading("Summary")
        yield profile.summary, "summary"


def _body(profile: CandidateProfile) -> _Rows:
    for title, place, entries in (
        ("Experience", "experience", (_role(role) for role in profile.experience)),
        ("Education", "education", (_school(entry) for entry in profile.education)),
        ("Projects", "projects", (_project(project) for project in profile.projects)),
    ):
        for index, rows in enumerate(entries):
            yield from _heading("" if index else title)
            yield from ((text, f"{place}[{index}].{field}") for text, field in rows)
    groups = [", ".join(group.items) for group in profile.skill_groups]
    labels = [f"{group.category}: " if group.category else "" for group in profile.skill_groups]
    yield from _section("Skills", "skillGroups", [a + b for a, b in zip(labels, groups, strict=True)])
    yield from _section("Certifications", "certifications", profile.certifications)
    for index, section in enumerate(profile.other_sections):
        yield from _section(section.heading, f"otherSections[{index}].lines", section.lines)
    if profile.unplaced:
        yield "", "heading"
        yield from ((line, "unplaced") for line in profile.unplaced)


def _heading(title: str) -> _Rows:
    yield "", "heading"
    if title:
        yield title, "heading"


def _section(title: str, place: str, lines: list[str]) -> _Rows:
    if lines:
        yield from _heading(title)
        yield from _each(lines, place)


def _each(lines: Iterable[str], place: str, sign: str = "") -> _Rows:
    yield from ((sign + line, f"{place}[{index}]") for index, line in enumerate(lines))


def _role(role: Role) -> _Rows:
    yield from _named(role, ("title", "company", "location"))
    yield from _period(role.start, role.end)
    if role.description:
        yield role.description, "description"
    yield from _each(role.bullets, "bullets", "• ")


def _school(entry: Education) -> _Rows:
    yield from _named(entry, ("school", "degree", "location"))
    yield from _period(entry.start or "", entry.end or "")
    yield from _each(entry.details, "details")


def _project(project: Project) -> _Rows:
    yield project.name, "name"
    yield from _each(project.bullets, "bullets", "• ")
    if project.tech:
        yield ", ".join(project.tech), "tech"


def _named(entry: Role | Education, fields: tuple[str, ...]) -> _Rows:
    yield from ((value, field) for field in fields if (value := getattr(entry, field)))


def _period(start: str, end: str) -> _Rows:
    if period := " – ".join(part for part in (start, end) if part):
        yield period, "start" if start else "end"
