"""JSON Resume 1.x to a candidate profile, and a profile to the text it stands for.

The schema is https://jsonresume.org/schema (1.3.1). Only `$schema`, `meta` and a picture's address are
left out: what a profile has no field for becomes another section under the schema's own name, and
addresses of employers and schools are listed as unplaced. Documents that `export.json_resume` wrote
carry a few keys of their own (see `OWN_KEYS`); they win over the schema's, so that a round trip gives
the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...schema import CandidateProfile, Education, OtherSection, Project, Role, SkillLine
from ...text.dates import normalise
from ...text.sentences import split_sentences

OWN_KEYS = {
    "dates": "start and end of a role or school as written, {start, end, current}",
    "links": "in basics: every link as written",
    "details": "in education: further lines of the entry",
    "headings": "the resume's own headings of standard sections",
    "otherSections": "sections that the schema has no name for, [{heading, lines}]",
}
"""Keys beyond the schema, which allows them; themes ignore them."""

PRESENT = "Present"

_SECTIONS = frozenset(
    "work volunteer education awards certificates publications skills languages interests references "
    "projects".split()
)
_IN_FIELDS = frozenset("basics work education certificates skills projects".split())
_NOT_CONTENT = frozenset({"$schema", "meta", "headings", "otherSections"})
_BASICS = frozenset("name label summary email phone location url profiles links image picture".split())
_DATES = frozenset({"startDate", "endDate", "dates"})
_ROLE = _DATES | {"name", "company", "position", "location", "description", "summary", "highlights"}
_SCHOOL = _DATES | {"institution", "area", "studyType", "location", "score", "courses", "details"}
_PROJECT = _DATES | {"name", "description", "highlights", "keywords"}
_ADDRESS = ("address", "postalCode", "city", "region", "countryCode")
_SKILL = frozenset({"name", "level", "keywords"})
_PROSE = frozenset({"summary", "description", "reference"})
_ISO = re.compile(r"([12]\d{3})(?:-(\d\d))?(?:-\d\d)?")

Item = Mapping[str, Any]


def is_json_resume(data: Mapping[str, Any]) -> bool:
    """Whether `data` has the shape of a JSON Resume: one of its sections, in the schema's type."""
    if any(isinstance(data.get(key), list) for key in _SECTIONS):
        return True
    # Reactive Resume also has `basics`, but keeps everything else under `sections`.
    return isinstance(data.get("basics"), Mapping) and not isinstance(data.get("sections"), Mapping)


def to_profile(data: Mapping[str, Any]) -> CandidateProfile:
    """The profile that a JSON Resume describes. Dates are YYYY or YYYY-MM, and a role or school with a
    start and no end is a current one, as the schema's users mean it."""
    basics = _mapping(data.get("basics"))
    groups = [group for item in _items(data.get("skills")) if (group := _skill_line(item)).items]
    return CandidateProfile(
        name=_text(basics.get("name")),
        headline=_text(basics.get("label")),
        summary=_text(basics.get("summary")),
        email=_text(basics.get("email")) or None,
        phone=_text(basics.get("phone")) or None,
        location=_place(basics.get("location")),
        links=read_links(basics),
        skills=[skill for group in groups for skill in group.items],
        skill_groups=groups,
        experience=[_role(item) for item in _items(data.get("work"))],
        education=[_school(item) for item in _items(data.get("education"))],
        projects=[_project(item) for item in _items(data.get("projects"))],
        certifications=[line for item in _items(data.get("certificates")) for line in _lines(item)],
        other_sections=list(_other_sections(data)),
        unplaced=_unplaced(data),
    )


def _role(item: Item) -> Role:
    prose = [_text(item.get("description")), _text(item.get("summary"))]
    period = read_period(item)
    return Role(
        title=_text(item.get("position")),
        company=_text(item.get("name")) or _text(item.get("company")),
        location=_place(item.get("location")),
        description="\n".join(part for part in prose if part) or None,
        bullets=_strings(item.get("highlights")),
        start=period.start,
        end=period.end,
        start_date=period.start_date,
        end_date=period.end_date,
    )


def _school(item: Item) -> Education:
    degree = [_text(item.get("studyType")), _text(item.get("area"))]
    score, courses = _text(item.get("score")), ", ".join(_strings(item.get("courses")))
    period = read_period(item)
    return Education(
        school=_text(item.get("institution")),
        degree=", ".join(part for part in degree if part),
        location=_place(item.get("location")),
        start=period.start or None,
        end=period.end or None,
        start_date=period.start_date,
        end_date=period.end_date,
        details=[
            *_strings(item.get("details")),
            *([f"Score: {score}"] if score else []),
            *([f"Courses: {courses}"] if courses else []),
        ],
    )


def _project(item: Item) -> Project:
    """A project; its dates, roles and address stand together on its last line."""
    rest = {key: value for key, value in item.items() if key not in _PROJECT}
    facts = [_written_period(item), *(value for key in rest for value in _strings(rest[key]))]
    last = " · ".join(fact for fact in facts if fact)
    return Project(
        name=_text(item.get("name")),
        bullets=[
            *split_sentences(_text(item.get("description"))),
            *_strings(item.get("highlights")),
            *([last] if last else []),
        ],
        tech=_strings(item.get("keywords")),
    )


def _skill_line(item: Item) -> SkillLine:
    """A group of skills; a skill that stands alone is grouped under its level."""
    name, level, keywords = _text(item.get("name")), _text(item.get("level")), _strings(item.get("keywords"))
    extra = [text for key in item if key not in _SKILL for text in _strings(item[key])]
    if not keywords:
        return SkillLine(category=level, items=[text for text in (name, *extra) if text])
    return SkillLine(category=f"{name} ({level})" if level else name, items=[*keywords, *extra])


def read_links(basics: Item) -> list[str]:
    """Every link of the basics, in order, none twice."""
    if own := _strings(basics.get("links")):
        return own
    found = [_text(basics.get("url"))]
    for profile in _items(basics.get("profiles")):
        account = [_text(profile.get(key)) for key in ("network", "name", "username")]
        found.append(_text(profile.get("url")) or ": ".join(part for part in account if part))
    return list(dict.fromkeys(link for link in found if link))


@dataclass(frozen=True, slots=True)
class Period:
    """Start and end as written and in normal form, as `Role` has them."""

    start: str
    end: str
    start_date: str | None
    end_date: str | None


def read_period(item: Item) -> Period:
    """The dates of an entry of `work` or `education`."""
    own = _mapping(item.get("dates"))
    start, end = item.get("startDate"), item.get("endDate")
    current = bool(own.get("current")) if own else bool(start) and not end
    return Period(
        start=_text(own.get("start")) if own else _short(start),
        end=_text(own.get("end")) if own else PRESENT if current else _short(end),
        start_date=_normal(start),
        end_date="present" if current else _normal(end),
    )


def _short(value: object) -> str:
    """A date without its day, which is no part of a resume's dates; other forms as written."""
    text = _text(value)
    return (_normal(text) or text) if _ISO.fullmatch(text) else text


def _normal(value: object) -> str | None:
    text = _text(value)
    iso = _ISO.fullmatch(text)
    if iso is None:
        return normalise(text)
    year, month = iso.groups()
    if month is None:
        return year
    return f"{year}-{month}" if "01" <= month <= "12" else None


def _other_sections(data: Mapping[str, Any]) -> Iterator[OtherSection]:
    basics, headings = data.get("basics"), _mapping(data.get("headings"))
    own = [
        item if isinstance(item, Mapping) and "lines" in item else {"heading": "Other", "lines": item}
        for item in _as_list(data.get("otherSections"))
    ]
    found = [("Basics", _rest(basics, _BASICS) if isinstance(basics, Mapping) else _strings(basics))]
    found += [
        (_text(headings.get(key)) or _label(key), _section_lines(value))
        for key, value in data.items()
        if key not in _IN_FIELDS and key not in _NOT_CONTENT
    ]
    found += [(_text(item.get("heading")), _strings(item.get("lines"))) for item in own]
    yield from (OtherSection(heading=heading, lines=lines) for heading, lines in found if lines)


def _unplaced(data: Mapping[str, Any]) -> list[str]:
    """What roles and schools hold beyond their fields, such as an employer's address on the web."""
    found: list[str] = []
    for section, label, known in (("work", "name", _ROLE), ("education", "institution", _SCHOOL)):
        for item in _items(data.get(section)):
            values = [value for key in item if key not in known for value in _strings(item[key])]
            found += [": ".join(part for part in (_text(item.get(label)), value) if part) for value in values]
    return found


def _section_lines(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return _rest(value, frozenset())
    return [line for item in _items(value) for line in _lines(item)]


def _lines(item: Item) -> list[str]:
    """An entry as lines: "Name (issuer, date, address)", its prose, its lists."""
    short = [
        text
        for key, value in item.items()
        if key not in _DATES | _PROSE and not isinstance(value, list | Mapping) and (text := _text(value))
    ]
    if period := _written_period(item):
        short.append(period)
    head = short[0] + (f" ({', '.join(short[1:])})" if short[1:] else "") if short else ""
    prose = [_text(value) for key, value in item.items() if key in _PROSE]
    lists = {key: _strings(value) for key, value in item.items() if isinstance(value, list | Mapping)}
    lists.pop("dates", None)
    if keywords := lists.pop("keywords", []):
        head = f"{head}: {', '.join(keywords)}" if head else ", ".join(keywords)
    bullets = [f"• {text}" for texts in lists.values() for text in texts]
    return [line for line in (head, *prose, *bullets) if line]


def _rest(item: Item, known: frozenset[str]) -> list[str]:
    return [f"{_label(key)}: {text}" for key in item if key not in known for text in _strings(item[key])]


def _written_period(item: Item) -> str:
    return " – ".join(text for key in ("startDate", "endDate") if (text := _text(item.get(key))))


def _place(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = [
            value[key] for key in (*_ADDRESS, *(key for key in value if key not in _ADDRESS)) if key in value
        ]
    return ", ".join(_strings(value)) or None


def _label(key: str) -> str:
    """A key in words: "referencesOnRequest" -> "References on request"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+", " ", key).split()
    return " ".join(words).capitalize()


def _mapping(value: object) -> Item:
    return value if isinstance(value, Mapping) else {}


def _as_list(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _items(value: object) -> list[Item]:
    """The entries of a section; a bare string stands for an entry of that name."""
    return [item if isinstance(item, Mapping) else {"name": item} for item in _as_list(value)]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return "" if not value else "yes"
    return str(value) if isinstance(value, int | float) else ", ".join(_strings(value))


def _strings(value: object) -> list[str]:
    """Every text below `value`, in order."""
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in _strings(inner)]
    return [text] if (text := _text(value)) else []
