"""Statements turned into clauses of a letter, and names and terms in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.providers.mock.sentences import clause, third_person
from resumemate_llm.providers.mock.wording import (
    advertised_title,
    advertiser,
    article,
    calm,
    employer,
    listing,
    person,
    sentence,
    term_in_text,
    title_in_text,
)

IN_USE = frozenset({"switchboard", "offices"})


@pytest.mark.parametrize(
    ("statement", "tense", "kind", "text"),
    [
        ("Cut close time from 9 to 5 days", "past", "verb", "cut close time from 9 to 5 days"),
        ("Install and update software", "past", "verb", "installed and updated software"),
        ("Lead 74 associates and 6 managers", "base", "verb", "lead 74 associates and 6 managers"),
        ("Owns the recovery project; throughput up 22%", "base", "verb", "own the recovery project"),
        ("Ran freight teams; cut overtime 27%", "past", "verb", "ran freight teams and cut overtime 27%"),
        ("Analyzed data sets in R. Assisted the team.", "past", "verb", "analyzed data sets in R"),
        ("HAZOP chair for three modifications", "base", "was", "HAZOP chair for three modifications"),
        ("Line manager for four engineers", "base", "was", "line manager for four engineers"),
        ("Mentor for student nurses", "base", "was", "a mentor for student nurses"),
        ("Promoted to manager after two years", "past", "was", "promoted to manager after two years"),
        ("Promoted products to clients", "past", "verb", "promoted products to clients"),
        ("GCSE grades 4+ rose from 61% to 74%", "base", "fact", "GCSE grades 4+ rose from 61% to 74%"),
        ("Food cost held at 28% for two years", "base", "fact", "food cost held at 28% for two years"),
        ("Commercial fit-outs: offices, clinics", "base", "noun", "commercial fit-outs: offices, clinics"),
        ("Switchboard upgrades and fault finding", "base", "noun", "switchboard upgrades and fault finding"),
        ("Zero LTIs across 31 months", "base", "quote", "Zero LTIs across 31 months"),
        ("Comp sales +8.4% FY23, shrink down", "base", "quote", "Comp sales +8.4% FY23, shrink down"),
        ("Excel and SQL for weekly reports.", "base", "quote", "Excel and SQL for weekly reports"),
        ("We built the first version", "past", "quote", "We built the first version"),
        ("Perform analysis and contract talks", "past", "quote", "Perform analysis and contract talks"),
        (
            "Administer the budget and reduced costs",
            "base",
            "quote",
            "Administer the budget and reduced costs",
        ),
    ],
)
def test_a_statement_takes_the_best_form_it_can(statement: str, tense: str, kind: str, text: str) -> None:
    made = clause(statement, tense, IN_USE)  # type: ignore[arg-type]
    assert (made.kind, made.text) == (kind, text)


@pytest.mark.parametrize(
    ("statement", "tense", "told"),
    [
        ("Lead 74 associates", "base", "leads 74 associates"),
        ("Scrub and circulate for trauma lists", "base", "scrubs and circulates for trauma lists"),
        ("Cut waste by 9%", "base", "cut waste by 9%"),
        ("Managed two sites", "past", "managed two sites"),
        ("Promoted to manager", "past", None),
        ("I ran the clinic", "past", None),
        ("Data cabling", "base", None),
    ],
)
def test_an_unnamed_third_person_needs_a_sure_verb(statement: str, tense: str, told: str | None) -> None:
    assert third_person(statement, tense) == told  # type: ignore[arg-type]


@given(st.text(max_size=80), st.sampled_from(["past", "base", "unknown"]))
def test_no_text_makes_a_clause_raise(text: str, tense: str) -> None:
    clause(text, tense, IN_USE)  # type: ignore[arg-type]
    third_person(text, tense)  # type: ignore[arg-type]


def test_shouting_names_are_calmed_and_initials_kept() -> None:
    assert calm("HEARTH & HOLLOW HOME") == "Hearth & Hollow Home"
    assert calm("SENIOR IT MANAGER") == "Senior IT Manager"
    assert calm("IBM") == "IBM"
    assert calm("REST API") == "REST API"
    assert person("LATRICE O'DELL") == "Latrice O'dell"
    assert person("Latrice McBride") == "Latrice McBride"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("STORE MANAGER (Easton flagship, $11.2M)", "Store Manager"),
        ("Software Engineer I", "Software Engineer"),
        ("Engineer (5+ years", "Engineer"),
        ("(casual)", "(casual)"),
    ],
)
def test_a_title_loses_its_fine_print(title: str, told: str) -> None:
    assert title_in_text(title) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Registered Nurse - Nights (36 hrs/wk)", "Registered Nurse"),
        ("Chef - Nights", "Chef - Nights"),
        ("Level 3 Electrician", "Electrician"),
        ("Plumber - Class 3443", "Plumber"),
        ("Senior Associate Solicitor - Commercial & Technology Law Team", "Senior Associate Solicitor"),
        ("Accountant", "Accountant"),
        ("", ""),
    ],
)
def test_the_advertised_title_brings_no_number_of_its_own(title: str, told: str) -> None:
    assert advertised_title(title, "a resume without figures") == told


def test_what_is_no_employer_is_not_named_as_one() -> None:
    assert employer("Freelance") == ""
    assert employer("self-employed") == ""
    assert employer("x" * 60) == ""
    assert employer("Freelance Union") == "Freelance Union"
    assert advertiser("Marlowe Ltd, London") == "Marlowe Ltd"
    assert advertiser("Larkfield, Inc.") == "Larkfield, Inc."


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("Project management", "project management"),
        ("Python", "Python"),
        ("Excel", "Excel"),
        ("REST API", "REST API"),
        ("LOSS PREVENTION", "loss prevention"),
        ("Google Analytics", "Google Analytics"),
        ("Stock control", "stock control"),
        ("Go", "Go"),
    ],
)
def test_a_term_keeps_its_capital_only_where_it_is_a_name(term: str, told: str) -> None:
    assert term_in_text(term, IN_USE) == told


def test_lists_articles_and_full_stops() -> None:
    assert listing(["a", "b", "c"]) == "a, b and c"
    assert listing(["a, b", "c", "d"]) == "a, b; c and d"
    assert [
        article(noun) for noun in ("editor", "HGV Driver", "university", "UX designer", "MERN developer")
    ] == [
        "an",
        "an",
        "a",
        "a",
        "a",
    ]
    assert sentence("at Acme Inc.") == "At Acme Inc."
    assert sentence(" ; ") == ""
