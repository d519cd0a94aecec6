"""The one order of things that every exported resume and letter has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..schema import OtherSection, ProOutput, TailoredResume

Kind = Literal["name", "headline", "contact", "heading", "entry", "meta", "bullet", "paragraph", "letter"]

_BULLET = re.compile(r"^\s*[•·▪◦‣*○●■□➢✓→-]\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One paragraph. `kind` says what it is; `label` is a lead-in such as a group of skills."""

    kind: Kind
    text: str
    label: str = ""

    def __repr__(self) -> str:
        return f"Block({self.kind}, <{len(self.text)} chars>)"


def resume_blocks(resume: TailoredResume) -> Iterator[Block]:
    """The resume from top to bottom. Sections without content are left out."""
    yield from _some("name", resume.name)
    yield from _some("headline", resume.headline)
    contact = [resume.location, resume.phone, resume.email, *(resume.links or [])]
    yield from _some("contact", " | ".join(part for part in contact if part))
    yield from _section("Summary", _some("paragraph", resume.summary))
    yield from _section("Skills", _skills(resume))
    yield from _section("Experience", _experience(resume))
    yield from _section("Education", _education(resume))
    yield from _section("Projects", _projects(resume))
    yield from _section("Certifications", _bullets(resume.certifications or ()))
    for section in resume.other_sections or ():
        yield from _section(section.heading, _verbatim(section))


def letter_blocks(output: ProOutput) -> Iterator[Block]:
    """The letter's paragraphs."""
    yield from _section(
        "Cover letter", (b for p in output.cover_letter.paragraphs for b in _some("letter", p))
    )


def _section(heading: str, content: Iterable[Block]) -> Iterator[Block]:
    blocks = list(content)
    if blocks:
        yield from _some("heading", heading)
        yield from blocks


def _some(kind: Kind, text: str) -> Iterator[Block]:
    if text.strip():
        yield Block(kind=kind, text=text.strip())


def _bullets(texts: Iterable[str]) -> Iterator[Block]:
    for text in texts:
        yield from _some("bullet", text)


def _skills(resume: TailoredResume) -> Iterator[Block]:
    for group in resume.skills:
        if group.items:
            yield Block(kind="paragraph", text=", ".join(group.items), label=group.category)


def _experience(resume: TailoredResume) -> Iterator[Block]:
    for role in resume.experience:
        yield from _entry(role.title, role.company, role.location or "", role.period)
        yield from _bullets(role.bullets)


def _education(resume: TailoredResume) -> Iterator[Block]:
    for entry in resume.education:
        yield from _entry(entry.degree, entry.school, entry.location or "", entry.year or "")


def _projects(resume: TailoredResume) -> Iterator[Block]:
    for project in resume.projects or ():
        yield from _some("entry", project.name)
        yield from _bullets(project.bullets)
        if project.tech:
            yield Block(kind="paragraph", text=", ".join(project.tech), label="Technologies")


def _entry(*parts: str) -> Iterator[Block]:
    head, *rest = [part for part in parts if part.strip()] or [""]
    yield from _some("entry", head)
    yield from _some("meta", " | ".join(rest))


def _verbatim(section: OtherSection) -> Iterator[Block]:
    """A section's own lines; those that its author marked as list items become list items."""
    for line in section.lines:
        sign = _BULLET.match(line)
        yield from _some("bullet" if sign else "paragraph", line[sign.end() :] if sign else line)
