"""Whole resumes of many professions, layouts and languages, each with what a careful reader finds in it.

They are invented, and stand in tests/parser/corpus in the format that benchmarks/parsing.py reads. A
second set is read where RESUMEMATE_CORPUS names a folder of the same format.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from resumemate_llm.resume.parser import parse_resume
from resumemate_llm.schema import ParsedResume

HERE = Path(__file__).parent / "corpus"
ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 1, 1)
GOLD: dict[str, dict[str, Any]] = {
    entry["id"]: entry
    for entry in map(json.loads, (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines())
}


def parse(name: str) -> ParsedResume:
    return parse_resume((HERE / GOLD[name]["text"]).read_text(encoding="utf-8"), as_of=AS_OF)


@pytest.mark.parametrize("name", GOLD)
def test_roles_with_titles_employers_dates_and_bullets(name: str) -> None:
    found = [
        (role.title, role.company, role.start_date, role.end_date, len(role.bullets))
        for role in parse(name).profile.experience
    ]
    wanted = [
        (role["title"], role["company"] or "", role["start"], role["end"], role["bullets"])
        for role in GOLD[name]["roles"]
    ]
    assert found == wanted


@pytest.mark.parametrize("name", GOLD)
def test_schools_with_degrees_and_years(name: str) -> None:
    found = [(e.degree, e.school, e.start_date, e.end_date) for e in parse(name).profile.education]
    for entry in GOLD[name]["education"]:
        assert (entry["degree"], entry["institution"] or "", entry["start"], entry["end"]) in found


@pytest.mark.parametrize("name", GOLD)
def test_name_and_contact_data(name: str) -> None:
    profile = parse(name).profile
    gold = GOLD[name]
    assert (profile.name, profile.email, profile.phone) == (gold["name"] or "", gold["email"], gold["phone"])


def test_the_benchmark_finds_everything_here_and_counts_every_word() -> None:
    command = [sys.executable, "-m", "benchmarks.parsing", "--json", "--corpus", str(HERE)]
    figures = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    shares = {name: figure["value"] for name, figure in figures.items() if isinstance(figure, dict)}
    assert len(shares) == 10
    assert set(shares.values()) == {1.0}
    assert figures["must_not_hits"] == figures["misses"] == []


def test_the_benchmark_says_so_where_there_is_no_corpus(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.parsing", "--corpus", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "No corpus" in result.stderr


def test_the_benchmark_sees_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "resumes").mkdir()
    (tmp_path / "resumes" / "one.txt").write_text(
        "Ann Lee\n\nExperience\nCook, Inn, 2010 - 2012\n", encoding="utf-8"
    )
    role = {"title": "Cook", "company": "Another Inn", "start": "2010", "end": None, "bullets": 2}
    school = {"degree": "BA", "institution": "Hull", "start": None, "end": None}
    gold: dict[str, Any] = {
        "id": "one",
        "name": "Bob",
        "email": None,
        "phone": None,
        "roles": [role],
        "education": [school],
    }
    gold |= {"must_keep": ["Michelin star"], "must_not": [], "hazards": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.parsing", "--json", "--corpus", str(tmp_path)]
    figures = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    for name in ("role_recall", "role_precision", "education_recall", "names", "must_keep"):
        assert figures[name]["value"] == 0.0


@pytest.mark.skipif(
    "RESUMEMATE_CORPUS" not in os.environ, reason="RESUMEMATE_CORPUS names no corpus of resumes"
)
def test_the_corpus_of_real_layouts_is_read_as_well() -> None:
    command = [sys.executable, "-m", "benchmarks.parsing", "--json"]
    figures = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    for name in ("role_recall", "role_precision", "dates_exact", "education_recall"):
        assert figures[name]["value"] >= 0.97
    assert figures["bullets_exact"]["value"] >= 0.92
    assert figures["must_keep"]["value"] == figures["words_accounted"]["value"] == 1.0
    assert figures["must_not_hits"] == []
