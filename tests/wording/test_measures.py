"""The wording benchmark measures what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.wording.letters import Letter, candidate_facts, in_common, job_facts
from benchmarks.wording.measures import ROWS, Texts, has_outcome
from benchmarks.wording.readability import flesch, syllables
from benchmarks.wording.runs import HandWritten, example_pairs, run
from benchmarks.wording.tables import as_data, as_markdown, as_three_columns, table, write_between_marks
from tests.review.results import example

SYLLABLES = {
    **dict.fromkeys("team planned led care used staff".split(), 1),
    **dict.fromkeys("weekly handled changes patient budget tables reading".split(), 2),
    **dict.fromkeys("created customer area radio installed".split()[:4], 3),
    **dict.fromkeys("experience operations variety electrician".split(), 4),
    **dict.fromkeys("coordinated evaluated initiated".split(), 5),
}


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables(word: str) -> None:
    assert syllables(word) == SYLLABLES[word]


def test_reading_ease_is_flesch_s_formula() -> None:
    assert flesch(["The cat sat."]) == pytest.approx(206.835 - 1.015 * 3 - 84.6 * 1)
    assert flesch(["12 %", ""]) is None
    hard = flesch(["Operationalisation of interdisciplinary communication methodologies"])
    assert hard is not None
    assert hard < 0


@pytest.mark.parametrize(
    "bullet",
    [
        "Cut p95 latency from 1.8 s to 320 ms",
        "Sold £1.9m of workwear",
        "Saved 3 hours a week",
        "Rewrote the roster so that nobody works two nights in a row",
        "Support tickets fell by 35%",
    ],
)
def test_an_outcome_is_seen(bullet: str) -> None:
    assert has_outcome(bullet)


@pytest.mark.parametrize("bullet", ["Managed a team of 6", "Wrote reports in 2019", "Improved the process"])
def test_a_duty_or_a_bare_claim_is_no_outcome(bullet: str) -> None:
    assert not has_outcome(bullet)


def row(name: str, *roles: tuple[str, ...], asked: tuple[str, ...] = (), **texts: str) -> float | None:
    found = next(row for row in ROWS if row.name == name)
    given = {"headline": "", "summary": "", "skills": "", "projects": "", "whole": ""} | texts
    return found.measure(Texts(roles=roles, **given), asked)


def test_the_place_of_outcomes_counts_from_the_top_of_each_role() -> None:
    name = "place of outcomes in their role"
    assert row(name, ("Saved 10% of costs", "Wrote reports", "Ran tests")) == 0
    assert (
        row(name, ("Wrote reports", "Ran tests", "Saved 10% of costs"), ("Saved 5% of time", "Wrote plans"))
        == 50
    )
    assert row(name, ("Wrote reports",)) is None


def test_a_skill_in_a_list_is_named_and_has_no_evidence() -> None:
    asked = ("Python", "SQL")
    roles = ("Wrote reports in SQL",)
    assert row("requirements named anywhere", roles, asked=asked, whole="Python, SQL") == 100
    assert row("requirements with evidence in work", roles, asked=asked, skills="Python, SQL") == 50


def test_repeated_verbs_are_counted_in_their_role() -> None:
    name = "opening verb repeated in its role"
    assert row(name, ("Wrote plans", "Wrote reports"), ("Wrote code", "Ran tests")) == 25


def test_facts_of_the_candidate_and_of_the_job_in_a_paragraph() -> None:
    result = example()
    paragraph = (
        "At Larkfield Commerce, Inc. I ported 48k lines; Tidewater Freight Systems asks for PostgreSQL."
    )
    assert {"larkfield commerce, inc.", "postgresql", "48"} <= candidate_facts(paragraph, result)
    assert {"tidewater freight systems", "postgresql"} <= job_facts(paragraph, result)
    assert candidate_facts("I would be glad to meet you.", result) == set()


def test_words_in_common_are_those_of_other_candidates_letters() -> None:
    common = "I would be glad to talk about this with you"
    letters = [
        Letter("a", "x", f"{common} soon", ""),
        Letter("a", "y", common, ""),
        Letter("b", "y", common, ""),
        Letter("b", "z", common, f"About me: {common}."),
    ]
    shares = in_common(letters)
    assert shares[0] == pytest.approx(100 * 10 / 11)
    assert shares[1] == 100, "b's letter for z"
    assert shares[2] == 100, "a's letter for x"
    assert shares[3] == 0, "what the own resume says is no phrase"


def test_the_examples_can_be_measured_and_the_page_takes_aggregates_only(tmp_path: Path) -> None:
    seen = run(example_pairs()[:2])
    data = as_data(seen)
    assert data["pairs"] == data["candidates"] == 2
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- table: wording -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    write_between_marks(page, "wording", as_markdown(seen))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert all(row.name in text for row in ROWS)
    for one in seen:
        assert one.letter_text.text[:40] not in text


def test_tailoring_moves_what_counts_to_the_top_and_loses_nothing() -> None:
    lines = {line.row.name: line for line in table(run(example_pairs()))}
    place = lines["place of outcomes in their role"]
    assert place.after < place.before
    top = lines["requirements in headline, summary, top bullets"]
    assert top.after > top.before
    for name in (
        "bullets with an outcome",
        "requirements named anywhere",
        "requirements with evidence in work",
    ):
        assert lines[name].after >= lines[name].before
    assert lines["bullets with a weak opening"].worse == 0


def test_hand_written_drafts_stand_beside_the_rules() -> None:
    pairs = example_pairs()[:2]
    shown = as_three_columns(run(pairs), run(pairs, lambda job: [HandWritten(job)]))
    assert shown.startswith("2 pairs of a resume and a job, 2 candidates.")
    assert all(f"| {row.name} |" in shown for row in ROWS)
