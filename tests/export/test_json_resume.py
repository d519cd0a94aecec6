"""JSON Resume out: valid against the schema, and the same facts when it is read again."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.export.json_resume import to_json_resume
from resumemate_llm.resume.readers.json_resume import to_profile
from resumemate_llm.schema import CandidateProfile, Education, OtherSection, Role, SkillLine

from .outputs import EMPTY, OUTPUT, PROFILE, output_of

DATE = {
    "type": "string",
    "pattern": r"^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$",
}
TEXT = {"type": "string"}
URI = {"type": "string", "pattern": r"^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$"}
EMAIL = {"type": "string", "format": "email"}
TEXTS = {"type": "array", "items": TEXT}


def entries(**fields: object) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": fields}}


# What JSON Resume 1.3.1 asks of the sections that are written, with addresses checked more strictly.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "basics": {
            "type": "object",
            "properties": {
                **dict.fromkeys(("name", "label", "phone", "summary"), TEXT),
                "email": EMAIL,
                "url": URI,
                "location": {"type": "object", "properties": {"address": TEXT}},
                "profiles": entries(network=TEXT, username=TEXT, url=URI),
            },
        },
        "work": entries(
            name=TEXT,
            position=TEXT,
            location=TEXT,
            startDate=DATE,
            endDate=DATE,
            summary=TEXT,
            highlights=TEXTS,
        ),
        "education": entries(
            institution=TEXT, area=TEXT, studyType=TEXT, startDate=DATE, endDate=DATE, courses=TEXTS
        ),
        "skills": entries(name=TEXT, level=TEXT, keywords=TEXTS),
        "projects": entries(name=TEXT, description=TEXT, highlights=TEXTS, keywords=TEXTS),
        "certificates": entries(name=TEXT, date=DATE, issuer=TEXT),
        "languages": entries(language=TEXT, fluency=TEXT),
        "interests": entries(name=TEXT, keywords=TEXTS),
        "awards": entries(title=TEXT, date=DATE, awarder=TEXT),
    },
}


def official() -> dict[str, Any]:
    folder = os.environ.get("RESUMEMATE_CORPUS")
    if not folder:
        pytest.skip("RESUMEMATE_CORPUS does not name the folder that holds the official schema")
    path = Path(folder) / "files" / "jsonresume-schema-1.3.1.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def check(document: dict[str, Any], schema: dict[str, Any] | None = None) -> None:
    validator = jsonschema.Draft7Validator(schema or SCHEMA, format_checker=jsonschema.FormatChecker())
    errors = [(list(error.path), error.validator) for error in validator.iter_errors(document)]
    assert errors == []


def test_the_document_is_valid() -> None:
    check(to_json_resume(OUTPUT, PROFILE))
    check(to_json_resume(EMPTY, CandidateProfile()))


def test_the_document_is_valid_against_the_official_schema() -> None:
    check(to_json_resume(OUTPUT, PROFILE), official())


def test_facts_stand_where_the_schema_wants_them() -> None:
    document = to_json_resume(OUTPUT, PROFILE)
    current, past, undated_end, _ = document["work"]
    assert current["name"] == "Harbour Freight, Lda."
    assert current["position"] == "Coordinator"
    assert (current["startDate"], current.get("endDate")) == ("2019-03", None)
    assert (past["startDate"], past["endDate"]) == ("2017", "2019-02")
    assert undated_end["dates"] == {"start": "2015", "end": "", "current": False}
    assert document["basics"]["profiles"] == [{"network": "LinkedIn", "url": "https://linkedin.com/in/ines"}]
    assert document["basics"]["url"] == "https://ines.example.org"
    assert document["languages"] == [{"language": "Portugiesisch: Muttersprache"}, {"language": "English C1"}]
    assert document["headings"] == {"languages": "SPRACHEN"}
    assert [section["heading"] for section in document["otherSections"]] == ["Notice period"]


def test_reading_it_again_gives_the_same_facts() -> None:
    assert facts(to_profile(to_json_resume(OUTPUT, PROFILE))) == facts(PROFILE)


def facts(profile: CandidateProfile) -> dict[str, Any]:
    """The profile as data, with prose of roles as bullets and other sections in any order."""
    data = profile.to_wire()
    for role, wire in zip(profile.experience, data["experience"], strict=True):
        wire["bullets"] = role.statements
        wire.pop("description", None)
    data["otherSections"] = sorted(data["otherSections"], key=lambda section: str(section["heading"]))
    data.pop("unplaced")
    return data


def test_two_equal_jobs_keep_their_own_dates() -> None:
    roles = to_profile(to_json_resume(OUTPUT, PROFILE)).experience
    assert [(role.start, role.end) for role in roles[1:3]] == [("2017", "02/2019"), ("2015", "")]


def test_a_role_that_the_profile_does_not_know_keeps_its_period() -> None:
    elsewhere = Role(company="Elsewhere", title="Clerk", start="May 2016", end="today")
    document = to_json_resume(output_of(CandidateProfile(experience=[elsewhere])), CandidateProfile())
    (role,) = to_profile(document).experience
    assert (role.start, role.end, role.start_date, role.end_date) == (
        "May 2016",
        "today",
        "2016-05",
        "present",
    )


@pytest.mark.parametrize("email", ["n/a", "ines at example.org", "@", "a@b"])
def test_an_email_that_is_none_is_kept_outside_the_field(email: str) -> None:
    document = to_json_resume(output_of(CandidateProfile(name="Ines", email=email)), CandidateProfile())
    check(document)
    assert "email" not in document["basics"]
    assert email in json.dumps(document)


@pytest.mark.parametrize(
    "link", ["github: ines", "ines.example.org/cv", "mailto:ines@example.org", "see my page"]
)
def test_every_link_survives_as_written(link: str) -> None:
    document = to_json_resume(output_of(CandidateProfile(name="Ines", links=[link])), CandidateProfile())
    check(document)
    assert to_profile(document).links == [link]


WORD = st.text(st.characters(codec="utf-8", categories=["L", "Nd"]), min_size=1, max_size=6)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
NORMAL = st.sampled_from([None, "2019", "2019-03", "present"])
STARTS, ENDS = st.sampled_from(["2019", "Mar 2019"]), st.sampled_from(["2020", "Present"])
ROLES = st.builds(
    Role,
    title=PHRASE,
    company=PHRASE,
    start=st.just("") | STARTS,
    end=st.just("") | ENDS,
    start_date=NORMAL.filter(lambda date: date != "present"),
    end_date=NORMAL,
    bullets=st.lists(PHRASE, max_size=3),
)
SCHOOLS = st.builds(
    Education,
    school=PHRASE,
    degree=PHRASE,
    details=st.lists(PHRASE, max_size=2),
    start=st.none() | STARTS,
    end=st.none() | ENDS,
    start_date=NORMAL.filter(lambda date: date != "present"),
    end_date=NORMAL,
)
PROFILES = st.builds(
    CandidateProfile,
    name=PHRASE,
    headline=PHRASE,
    summary=PHRASE,
    location=st.none() | PHRASE,
    links=st.lists(
        st.sampled_from(["github.com/x", "https://a.example", "site", "x.dev"]), unique=True, max_size=3
    ),
    skill_groups=st.lists(
        st.builds(SkillLine, category=WORD, items=st.lists(PHRASE, min_size=1, max_size=3)), max_size=2
    ),
    experience=st.lists(ROLES, max_size=3, unique_by=lambda role: (role.title, role.company)),
    education=st.lists(SCHOOLS, max_size=2, unique_by=lambda entry: (entry.school, entry.degree)),
    certifications=st.lists(PHRASE, max_size=2),
    other_sections=st.lists(
        st.builds(
            OtherSection,
            heading=PHRASE | st.sampled_from(["Languages", "AWARDS", "Hobbies"]),
            lines=st.lists(PHRASE, min_size=1, max_size=2),
        ),
        max_size=3,
        unique_by=lambda section: section.heading.lower(),
    ),
)


@settings(deadline=None)
@given(PROFILES)
def test_any_profile_is_valid_and_comes_back(profile: CandidateProfile) -> None:
    profile = profile.model_copy(
        update={"skills": [item for group in profile.skill_groups for item in group.items]}
    )
    document = to_json_resume(output_of(profile), profile)
    check(document)
    assert facts(to_profile(json.loads(json.dumps(document)))) == facts(profile)
