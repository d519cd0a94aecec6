"""The mutation bench in small: one mutant of every operator, the drafts by hand, and the judge itself."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.truth.cases import Case, load, sources
from benchmarks.truth.judge import faults_in, output_faults, verdict
from benchmarks.truth.naive import Unrefined
from benchmarks.truth.operators import OPERATORS, Mutant
from benchmarks.truth.run import run_case
from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import ProOutput

from .people import DRAFT, JOB, RESUME

CASE = Case(0, "people", RESUME, JOB, DRAFT, by_hand=True)
BY_HAND = {source.resume.parent.name: source for source in sources(None) if source.draft}


@cache
def unbroken() -> Refined:
    return refine(DRAFT, RESUME, JOB)


def first(operator: str) -> Mutant:
    return next(m for m in OPERATORS[operator].mutants(CASE) if m.draft != DRAFT)


@pytest.mark.parametrize("operator", OPERATORS)
def test_nothing_gets_through(operator: str) -> None:
    mutant = first(operator)
    found = verdict(refine(mutant.draft, RESUME, JOB), unbroken(), RESUME, JOB, mutant.fault)
    assert found.outcome != "let through", (mutant.note, found.detail)


@pytest.mark.parametrize("operator", OPERATORS)
def test_the_judge_sees_every_kind_of_fault_where_nothing_refines(operator: str) -> None:
    mutants = [mutant for mutant in OPERATORS[operator].mutants(CASE) if mutant.draft != DRAFT]
    assert all(Unrefined(CASE).shows(mutant) for mutant in mutants[:4])


def test_the_judge_finds_nothing_in_an_unbroken_draft() -> None:
    assert faults_in(unbroken(), RESUME, JOB) == []


@pytest.mark.parametrize("name", BY_HAND)
def test_a_draft_by_hand_passes_with_no_fault_and_hardly_a_change(name: str) -> None:
    case = load(BY_HAND[name])
    assert case is not None
    report = run_case(case, names=())
    assert report.baseline == []
    assert report.unbroken["by hand"].changed["false repair"] <= 2, report.unbroken["by hand"].examples


def test_there_are_drafts_by_hand_for_six_pairs_and_more() -> None:
    assert len(BY_HAND) >= 6


def test_every_operator_says_what_it_breaks_and_has_mutants() -> None:
    assert len(OPERATORS) >= 45
    for operator in OPERATORS.values():
        assert operator.mutants.__doc__
        assert any(mutant.draft != DRAFT for mutant in operator.mutants(CASE)), operator.name


def without_last_bullet(output: ProOutput) -> ProOutput:
    roles = [r.model_copy(update={"bullets": r.bullets[:-1]}) for r in output.tailored_resume.experience]
    resume = output.tailored_resume.model_copy(update={"experience": roles})
    return output.model_copy(update={"tailored_resume": resume})


def test_the_judge_misses_a_bullet_that_is_gone() -> None:
    faults = list(output_faults(without_last_bullet(unbroken().output), RESUME, JOB))
    assert any("handheld scanners" in fault for fault in faults)
