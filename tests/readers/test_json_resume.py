"""JSON Resume: facts land in their fields, and nothing of the document is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.resume.readers import read_document
from resumemate_llm.resume.readers.json_resume import to_profile
from resumemate_llm.resume.readers.rendering import render

INES: dict[str, Any] = {
    "$schema": "https://example.org/schema.json",
    "basics": {
        "name": "Ines Duarte",
        "label": "Operations Coordinator",
        "email": "ines@example.org",
        "phone": "+351 210 000 000",
        "url": "https://ines.example.org",
        "summary": "Keeps ships on time.",
        "location": {"countryCode": "PT", "city": "Lisbon"},
        "profiles": [
            {"network": "LinkedIn", "username": "ines", "url": "https://linkedin.example.org/ines"},
            {"network": "GitHub", "username": "inesd"},
        ],
        "pronouns": "she/her",
    },
    "work": [
        {
            "name": "Harbour Freight",
            "position": "Coordinator",
            "location": "Lisbon",
            "url": "https://harbour.example.org",
            "startDate": "2019-03-01",
            "description": "Short-sea shipping company.",
            "summary": "Plans sailings.",
            "highlights": ["Cut costs by 18%", "Trained 4 clerks"],
        },
        {"company": "Old Docks", "position": "Clerk", "startDate": "2017", "endDate": "2019-02"},
    ],
    "education": [
        {
            "institution": "University of Aveiro",
            "studyType": "BSc",
            "area": "Logistics",
            "startDate": "2012-09",
            "endDate": "2015-07-15",
            "score": "17/20",
            "courses": ["Ports", "Law"],
        }
    ],
    "skills": [
        {"name": "Tools", "level": "Advanced", "keywords": ["SAP", "Excel"]},
        {"name": "Negotiation", "level": "Expert"},
        "Planning",
    ],
    "projects": [
        {
            "name": "Berth Board",
            "description": "A live board. Shows berths.",
            "highlights": ["Used by 3 ports"],
            "keywords": ["Python"],
            "startDate": "2020",
            "roles": ["Author"],
            "url": "https://board.example.org",
        }
    ],
    "certificates": [{"name": "Prince2", "issuer": "Axelos", "date": "2018-05-01"}],
    "languages": [{"language": "Portuguese", "fluency": "Native"}],
    "volunteer": [
        {
            "organization": "Sea Rescue",
            "position": "Guide",
            "startDate": "2016-01",
            "highlights": ["Led 9 tours"],
        }
    ],
    "customThings": {"driving": "Class B"},
    "meta": {"version": "v1.0.0"},
}


def test_facts_land_in_their_fields() -> None:
    profile = to_profile(INES)
    assert (profile.name, profile.headline, profile.summary) == (
        "Ines Duarte",
        "Operations Coordinator",
        "Keeps ships on time.",
    )
    assert (profile.email, profile.phone, profile.location) == (
        "ines@example.org",
        "+351 210 000 000",
        "Lisbon, PT",
    )
    assert profile.links == ["https://ines.example.org", "https://linkedin.example.org/ines", "GitHub: inesd"]
    current, past = profile.experience
    assert (current.title, current.company, current.location) == ("Coordinator", "Harbour Freight", "Lisbon")
    assert current.statements == [
        "Short-sea shipping company.",
        "Plans sailings.",
        "Cut costs by 18%",
        "Trained 4 clerks",
    ]
    assert (past.company, past.title) == ("Old Docks", "Clerk")
    assert profile.skills == ["SAP", "Excel", "Negotiation", "Planning"]
    assert [(g.category, g.items) for g in profile.skill_groups] == [
        ("Tools (Advanced)", ["SAP", "Excel"]),
        ("Expert", ["Negotiation"]),
        ("", ["Planning"]),
    ]
    (school,) = profile.education
    assert (school.school, school.degree) == ("University of Aveiro", "BSc, Logistics")
    assert school.details == ["Score: 17/20", "Courses: Ports, Law"]
    (project,) = profile.projects
    assert project.bullets == [
        "A live board.",
        "Shows berths.",
        "Used by 3 ports",
        "2020 · Author · https://board.example.org",
    ]
    assert profile.certifications == ["Prince2 (Axelos, 2018-05-01)"]
    assert [(s.heading, s.lines) for s in profile.other_sections] == [
        ("Basics", ["Pronouns: she/her"]),
        ("Languages", ["Portuguese (Native)"]),
        ("Volunteer", ["Sea Rescue (Guide, 2016-01)", "• Led 9 tours"]),
        ("Custom things", ["Driving: Class B"]),
    ]
    assert profile.unplaced == ["Harbour Freight: https://harbour.example.org"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"startDate": "2019-03-01", "endDate": "2020-11-30"}, ("2019-03", "2020-11", "2019-03", "2020-11")),
        ({"startDate": "2019-03"}, ("2019-03", "Present", "2019-03", "present")),
        ({"startDate": "2019", "endDate": "Present"}, ("2019", "Present", "2019", "present")),
        ({"startDate": "2009-10", "endDate": "2010"}, ("2009-10", "2010", "2009-10", "2010")),
        ({"startDate": "Jan 2020", "endDate": "May 2021"}, ("Jan 2020", "May 2021", "2020-01", "2021-05")),
        ({"startDate": "2020-13", "endDate": "soon"}, ("2020-13", "soon", None, None)),
        ({"endDate": "2015"}, ("", "2015", None, "2015")),
        ({}, ("", "", None, None)),
        ({"startDate": None, "endDate": ""}, ("", "", None, None)),
    ],
)
def test_dates_of_a_role(dates: dict[str, object], expected: tuple[str | None, ...]) -> None:
    (role,) = to_profile({"work": [{"name": "Harbour Freight", **dates}]}).experience
    assert (role.start, role.end, role.start_date, role.end_date) == expected


def test_a_file_a_text_and_a_dict_are_one_document(tmp_path: Path) -> None:
    path = tmp_path / "ines.json"
    path.write_text(json.dumps(INES), encoding="utf-8")
    documents = [read_document(path), read_document(json.dumps(INES)), read_document(INES)]
    assert len({document.text for document in documents}) == 1
    assert all(document.format == "json-resume" and document.data == INES for document in documents)


def leaves(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    elif isinstance(value, str):
        yield (
            value[:7]
            if key in ("startDate", "endDate") and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            else value
        )


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


SKIPPED = ("$schema", "meta")


def content(data: dict[str, Any]) -> set[str]:
    return {word for key in data if key not in SKIPPED for leaf in leaves(data[key]) for word in words(leaf)}


def test_no_word_of_the_document_is_lost() -> None:
    # the one account with an address stands for its network and user name
    lost = content(INES) - words(render(to_profile(INES)).text)
    assert lost <= {"LinkedIn"}


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "Nd"]), min_size=1, max_size=6)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXTS | st.sampled_from(sorted(INES["work"][0])), inner, max_size=3)
    ),
    max_leaves=6,
)
SECTIONS = st.sampled_from(sorted({*INES, "awards", "publications", "references"} - {*SKIPPED, "basics"}))


KEYS = SECTIONS | TEXTS.filter(lambda key: key not in (*SKIPPED, "headings", "basics"))


@settings(deadline=None)
@given(st.dictionaries(KEYS, st.lists(VALUES, max_size=3) | VALUES, max_size=4))
def test_whatever_a_document_holds_is_in_its_text(data: dict[str, Any]) -> None:
    rendering = render(to_profile(data))
    text = rendering.text
    for key, value in data.items():
        for leaf in leaves(value, key):
            assert leaf.strip() in text
    placed = [line for placement in rendering.placements for line in placement.text.split("\n")]
    assert [line for line in text.split("\n") if line.strip()] == [line for line in placed if line.strip()]


@pytest.mark.parametrize("key", ["basics", "otherSections", "languages", "work", "skills", "certificates"])
@pytest.mark.parametrize("value", [["Sailing"], "Sailing", [["Sailing"]], {"x": "Sailing"}])
def test_a_section_of_an_unexpected_shape_is_kept(key: str, value: object) -> None:
    assert "Sailing" in render(to_profile({"projects": [], key: value})).text


def test_every_placement_names_a_place() -> None:
    places = {placement.place for placement in render(to_profile(INES)).placements}
    assert {
        "name",
        "email",
        "links[0]",
        "experience[0].bullets[1]",
        "education[0].school",
        "unplaced",
    } <= places
    assert {"skillGroups[0]", "certifications[0]", "otherSections[0].lines[0]", "heading"} <= places
