"""Finding a skill in a text: symbols, plurals, acronyms, aliases, accents, and what is no match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.text.aliases import ALIASES, CASED
from resumemate_llm.text.terms import (
    TermIndex,
    find_term,
    fold_term,
    has_term,
    same_term,
    tokens,
    unique_terms,
)

FOUND = [
    ("Wrote C++ and C# services", "C++"),
    ("Wrote C++ and C# services", "C#"),
    ("C/C++, Python", "C"),
    ("Moved the core to .NET Core", ".NET"),
    ("Analysis in R, SPSS", "R"),
    ("Services in Go, Rust and Java.", "Go"),
    ("Node.js, Express", "Node.js"),
    ("an API built on NodeJS", "Node.js"),
    ("owned the P&L", "P&L"),
    ("full P&L ownership", "profit and loss"),
    ("CI/CD pipelines", "CI/CD"),
    ("CI / CD", "CI/CD"),
    ("ran A/B tests", "A/B testing"),
    ("REST APIs", "RESTful API"),
    ("KPIs and dashboards", "KPI"),
    ("one KPI", "KPIs"),
    ("managed VPs", "VP"),
    ("Technologies", "technology"),
    ("root cause analyses", "root cause analysis"),
    ("full-stack development", "full stack"),
    ("fullstack development", "full-stack"),
    ("driver’s licence", "drivers license"),
    ("the company's budgets", "company budget"),
    ("KUBERNETES AND DOCKER", "Kubernetes"),
    ("MANAGED PROJECTS", "project"),
    ("GESTION DE TRESORERIE", "gestion de trésorerie"),
    ("maîtrise d'Excel", "Excel"),
    ("Buchführung für GmbHs", "buchführung"),
    ("zarządzanie łańcuchem dostaw", "ZARZĄDZANIE ŁAŃCUCHEM"),
    ("process optimisation", "process optimization"),
    ("behavioural science", "behavioral science"),
    ("cash flow modelling", "cash flow modeling"),
    ("k8s clusters", "Kubernetes"),
    ("Registered Nurse licence", "RN license"),
    ("current RN license", "Registered Nurse licence"),
    ("BLS certified", "Basic Life Support"),
    ("test & tag", "test and tag"),
    ("Health & Safety", "health and safety"),
    ("SaaS", "SAAS"),
    ("Excel, Word", "Microsoft Excel"),
    ("kronos, excel, oracle retail", "Excel"),
    ("IT support", "IT"),
    ("glued.Python is found", "Python"),
    ("use R and SQL", "R"),
    ("Built with React.js", "React"),
    ("VB.NET and ASP.NET", "ASP.NET"),
]

NOT_FOUND = [
    ("rapid prototyping", "api"),
    ("therapist", "API"),
    ("a Software Defined network", "DeFi"),
    ("Zero Trust Engineer", "Rust Engineer"),
    ("JavaScript", "Java"),
    ("C++ only", "C"),
    ("Objective-C", "C"),
    ("C-level executives", "C"),
    ("Vitamin C and class C licences", "C"),
    ("R&D budget", "R"),
    ("Mary R. Smith", "R"),
    ("ready to go", "Go"),
    ("Go to market plan", "Go"),
    ("Go-to-market plan", "Go"),
    ("lymph node biopsy", "Node.js"),
    ("you excel at sales", "Excel"),
    ("all the rest of it", "REST"),
    ("make it work", "IT"),
    ("WE MAKE IT WORK", "IT"),
    ("AWS", "AW"),
    ("DNS", "DN"),
    ("the airflow of a duct", "Apache Airflow"),
    ("ASP.NET", ".NET"),
    ("assessing", "SSE"),
    ("", "Python"),
    ("Python", ""),
]


@pytest.mark.parametrize(("text", "term"), FOUND)
def test_a_term_is_found_as_people_write_it(text: str, term: str) -> None:
    assert has_term(text, term)
    assert term in TermIndex(text)


@pytest.mark.parametrize(("text", "term"), NOT_FOUND)
def test_a_term_is_not_found_in_another_word_or_sense(text: str, term: str) -> None:
    assert not has_term(text, term)
    assert term not in TermIndex(text)


def test_the_place_of_a_term_is_that_of_its_first_occurrence() -> None:
    text = "Postgres here, PostgreSQL there"
    assert find_term(text, "PostgreSQL") == (0, 8)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Node.js, C++ and P&L", ["Node.js", "C++", "and", "P&L"]),
        ("full-stack CI/CD", ["full", "stack", "CI", "CD"]),
        ("don't", ["don't"]),
        ("R&D, FP&A", ["R&D", "FP&A"]),
        ("l'équipe", ["l'", "équipe"]),
        ("end.Start of 3.5 years", ["end", "Start", "of", "3.5", "years"]),
    ],
)
def test_tokens_are_the_words_as_written(text: str, written: list[str]) -> None:
    assert [token.written for token in tokens(text)] == written


def test_terms_of_one_meaning_are_kept_once() -> None:
    assert unique_terms(["k8s", "Python", "Kubernetes", "python", "APIs", "API"]) == ["k8s", "Python", "APIs"]


def test_no_alias_stands_for_two_things() -> None:
    owners: dict[tuple[str, ...], str] = {}
    for canonical, others in ALIASES.items():
        for name in (canonical, *others):
            key = tuple(token.folded for token in tokens(name))
            assert key, name
            assert owners.setdefault(key, canonical) == canonical, (name, canonical, owners[key])


def test_every_alias_adds_a_name() -> None:
    for canonical, others in ALIASES.items():
        folded = [tuple(token.folded for token in tokens(name)) for name in (canonical, *others)]
        assert len(set(folded)) == len(folded), canonical


def test_an_acronym_of_two_letters_needs_its_capitals() -> None:
    acronyms = {name for others in ALIASES.values() for name in others if len(name) == 2 and name.isalpha()}
    assert len(acronyms) > 10
    for acronym in acronyms:
        assert has_term(f"worked with {acronym} daily", acronym)
        assert not has_term(f"worked with {acronym.lower()} daily", acronym)


def test_an_everyday_word_is_not_taken_for_the_name() -> None:
    for word in CASED:
        assert not has_term(f"they {word} it", word.upper() if len(word) <= 4 else word.title()), word


def test_every_name_of_a_thing_finds_every_other() -> None:
    for canonical, others in ALIASES.items():
        names = (canonical, *others)
        for name in names:
            assert same_term(name, canonical)
            for other in names:
                assert has_term(f"years of {name}, then more", other), (name, other)


@given(st.text(max_size=120))
def test_tokens_stand_where_they_say_for_any_text(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.written
        assert token.folded is not None


@given(st.text(max_size=80), st.text(max_size=20))
def test_one_look_up_and_an_index_agree_for_any_text(text: str, term: str) -> None:
    assert find_term(text, term) == TermIndex(text).find(term)


@given(
    st.text(alphabet="abcdefgh isyz'-", min_size=1, max_size=30), st.text(max_size=30), st.text(max_size=30)
)
def test_a_term_put_into_a_text_is_found(term: str, before: str, after: str) -> None:
    if fold_term(term) and len(term.strip()) > 8 and term[0].isalpha() and term[-1].isalpha():
        assert has_term(f"{before} , {term} , {after}", term)


@given(st.text(max_size=40))
def test_folding_is_stable_and_case_makes_no_difference_to_long_words(term: str) -> None:
    assert fold_term(term) == fold_term(term)
    if term.isascii() and term.isalpha() and len(term) > 4 and term.lower() not in CASED:
        assert tokens(term.upper())[0].folded == tokens(term.lower())[0].folded


def test_a_repr_tells_no_text() -> None:
    assert "secret" not in repr(TermIndex("a secret text"))
