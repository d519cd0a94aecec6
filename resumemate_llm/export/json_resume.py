"""JSON Resume 1.3.1 (https://jsonresume.org/schema): a dict, no package needed.

Dates go out only in the schema's form (YYYY or YYYY-MM); a current role has no `endDate`. What the
schema has no place for stands under the own keys of `resume.readers.json_resume.OWN_KEYS`, which the
schema allows and our reader understands: exporting and reading again gives the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..resume.readers.json_resume import Period, read_links, read_period
from ..schema import (
    CandidateProfile,
    Education,
    OtherSection,
    ProOutput,
    Role,
    TailoredEducation,
    TailoredResume,
    TailoredRole,
)
from ..text.dates import normalise

_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_NETWORKS = (
    "LinkedIn GitHub GitLab Twitter StackOverflow ORCID ResearchGate Kaggle Behance Dribbble XING".split()
)
_NETWORK = re.compile(rf"\b(?:{'|'.join(_NETWORKS)})\b", re.IGNORECASE)
_STANDARD = {
    "languages": (
        "language",
        r"languages?|sprachen?|sprachkenntnisse|langues?|idiomas?|lingue|talen|języki|limbi",
    ),
    "interests": (
        "name",
        r"(?:personal )?interests?|hobbies|interessen|centres d'intérêt|intereses|interessi",
    ),
    "awards": (
        "title",
        r"(?:honou?rs (?:and|&) )?awards?|awards (?:and|&) honou?rs|auszeichnungen|distinctions|premios",
    ),
}
"""Sections whose lines are one entry each: the schema's name, the entry's key, the usual headings."""


def to_json_resume(output: ProOutput, profile: CandidateProfile) -> dict[str, Any]:
    """The tailored resume as a JSON Resume document. `profile` is the parsed resume, for what the
    output does not carry: dates in normal form, places of work, details of education."""
    resume = output.tailored_resume
    return _filled(
        {
            "basics": _basics(resume),
            "work": [_work(role, _original_role(role, profile.experience)) for role in resume.experience],
            "education": [_education(e, _original_school(e, profile.education)) for e in resume.education],
            "skills": [_filled({"name": g.category, "keywords": g.items}) for g in resume.skills if g.items],
            "projects": [
                _filled({"name": p.name, "highlights": p.bullets, "keywords": p.tech or []})
                for p in resume.projects or ()
            ],
            "certificates": [{"name": name} for name in resume.certifications or ()],
            **_other_sections(resume.other_sections or []),
        }
    )


def _basics(resume: TailoredResume) -> dict[str, Any]:
    links = resume.links or []
    email = resume.email or ""
    basics = _filled(
        {
            "name": resume.name,
            "label": resume.headline,
            "email": email if _EMAIL.fullmatch(email) else "",
            "contact": "" if _EMAIL.fullmatch(email) else email,
            "phone": resume.phone or "",
            "summary": resume.summary,
            "location": {"address": resume.location} if resume.location else {},
            "url": next((_uri(link) for link in links if _uri(link) and not _NETWORK.search(link)), ""),
            "profiles": [profile for link in links if (profile := _profile(link))],
        }
    )
    if links and read_links(basics) != links:
        basics["links"] = links
    return basics


def _profile(link: str) -> dict[str, str]:
    found = _NETWORK.search(link)
    if found is None:
        return {}
    network = next(name for name in _NETWORKS if name.lower() == found.group().lower())
    return _filled({"network": network, "url": _uri(link)})


def _uri(link: str) -> str:
    """`link` as a URI; "" for what is none."""
    if re.match(r"[a-z][a-z0-9+.-]*:\S+$", link, re.I):
        return link
    return f"https://{link}" if _DOMAIN.fullmatch(link) else ""


def _work(role: TailoredRole, original: Role | None) -> dict[str, Any]:
    item = {
        "name": role.company,
        "position": role.title,
        "location": (original.location if original else None) or "",
        **_dates(_role_period(role, original)),
        "highlights": role.bullets,
    }
    return _filled(item)


def _role_period(role: TailoredRole, original: Role | None) -> Period:
    if original is not None:
        return Period(original.start, original.end, original.start_date, original.end_date)
    start, _, end = role.period.partition(" – ")
    return Period(start, end, normalise(start), normalise(end))


def _education(entry: TailoredEducation, original: Education | None) -> dict[str, Any]:
    if original is None:
        year = entry.year or ""
        period = Period("", year, None, normalise(year))
    else:
        period = Period(original.start or "", original.end or "", original.start_date, original.end_date)
    return _filled(
        {
            "institution": entry.school,
            "studyType": entry.degree,
            "location": (original.location if original else None) or "",
            **_dates(period),
            "details": original.details if original else [],
        }
    )


def _dates(period: Period) -> dict[str, Any]:
    """The schema's two dates, and the dates as written where those two do not say the same."""
    start, end = period.start_date or "", period.end_date or ""
    item: dict[str, Any] = _filled(
        {
            "startDate": start if _DATE.fullmatch(start) else "",
            "endDate": end if _DATE.fullmatch(end) else "",
        }
    )
    if read_period(item) != period:
        item["dates"] = {"start": period.start, "end": period.end, "current": end == "present"}
    return item


def _other_sections(sections: Iterable[OtherSection]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    headings: dict[str, str] = {}
    rest: list[dict[str, Any]] = []
    for section in sections:
        name = next(
            (n for n, (_, form) in _STANDARD.items() if re.fullmatch(form, section.heading, re.I)), None
        )
        if name is None or name in found:
            rest.append({"heading": section.heading, "lines": section.lines})
            continue
        found[name] = [{_STANDARD[name][0]: line} for line in section.lines]
        if section.heading != name.capitalize():
            headings[name] = section.heading
    return {**found, "headings": headings, "otherSections": rest}


def _original_role(role: TailoredRole, roles: list[Role]) -> Role | None:
    same = [r for r in roles if (r.title, r.company) == (role.title, role.company)]
    exact = [r for r in same if " – ".join(part for part in (r.start, r.end) if part) == role.period]
    return next(iter((*exact, *same)), None)


def _original_school(entry: TailoredEducation, entries: list[Education]) -> Education | None:
    return next((e for e in entries if (e.school, e.degree) == (entry.school, entry.degree)), None)


def _filled(item: Mapping[str, Any]) -> dict[str, Any]:
    """`item` without what is empty."""
    return {key: value for key, value in item.items() if value not in ("", [], {}, None)}
