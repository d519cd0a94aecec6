"""A number's rate is a part of it, and a count of years is what the dates bear out."""

from __future__ import annotations

import pytest

from benchmarks.truth import edits
from resumemate_llm.refine import refine
from resumemate_llm.refine.reading import Reading

from .people import DRAFT, JOB, RESUME
from .test_true_wordings import bullets_from


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("Spent $18k per month on freight", "month"),
        ("Saved over $2,300 a year by buying pallets", "year"),
        ("Annual savings of over $2,300", "year"),
        ("Held a $640,000 annual budget", "year"),
        ("Booked 90 deliveries p.a. by phone", "year"),
        ("Served 9,000 requests a second", "second"),
        ("Traitement de 300 colis/jour", "day"),
        ("Traitement de 300 colis par mois", "month"),
        ("Bearbeitung von 300 Sendungen in der Woche", "week"),
        ("Bearbeitung von 300 Sendungen im Jahr 2020", ""),
        ("Gestión de 300 pedidos al mes", "month"),
        ("Gestione di 300 ordini all'anno", "year"),
        ("Verwerking van 300 orders per dag", "day"),
        ("Obsługa 300 zamówień na tydzień", "week"),
        ("Procesarea a 300 de comenzi pe lună", "month"),
        ("Gestão de 300 pedidos por mês", "month"),
        ("Trained 8 drivers per depot", "depot"),
        ("Trained 8 drivers in each depot", "depot"),
        ("Moved 12 lorries in a day", ""),
        ("Ran 4 depots and a second office", ""),
        ("Cut 12 runs by a quarter of an hour", ""),
        ("Packed 40 boxes for a day-to-day service", ""),
    ],
)
def test_a_rate_is_read_with_its_number(text: str, rate: str) -> None:
    assert Reading(text).counted[0].rate == rate


@pytest.mark.parametrize(
    ("statement", "bullet"),
    [
        ("Booked freight worth $18k per month", "Booked freight worth $18k per week"),
        ("Saved the depot 5 hours per week with one form", "Saved the depot 5 hours per day with one form"),
        ("Packed about 120 crates a year", "Packed about 120 crates a month"),
        ("Made annual savings of $2,300 on pallets", "Made monthly savings of $2,300 on pallets"),
        ("Trained 24 drivers on tachographs", "Trained 24 drivers per depot on tachographs"),
        ("Counted 300 lines/day in the cold store", "Counted 300 lines/hour in the cold store"),
    ],
)
def test_a_number_with_another_rate_goes_back(statement: str, bullet: str) -> None:
    assert bullet not in bullets_from([statement], [bullet])


@pytest.mark.parametrize(
    ("statement", "bullet"),
    [
        ("Made annual savings of $2,300 on pallets", "Made savings of $2,300 a year on pallets"),
        ("Booked freight worth $18k per month", "Booked freight worth $18k each month"),
        ("Booked freight worth $18k per month", "Booked freight worth $18k monthly"),
        ("Grew the depot from 40 to 60 orders a day", "Grew the depot from 40 orders a day to 60"),
        ("Locked the depot 4 nights a week", "Locked the depot four nights a week"),
        ("Mentored 5 packers on the late shift", "Mentored five packers on the late shift"),
    ],
)
def test_a_rate_or_number_in_other_words_stays(statement: str, bullet: str) -> None:
    assert bullet in bullets_from([statement], [bullet])


def summary_with(sentence: str) -> str:
    """What becomes of the summary with one sentence more; the candidate has worked for twelve years."""
    draft = edits.with_summary_sentence(DRAFT, sentence)
    return refine(draft, RESUME, JOB).output.tailored_resume.summary


@pytest.mark.parametrize(
    "sentence",
    [
        "Brings two decades of experience with stock.",
        "Brings nearly two decades of experience with stock.",
        "Brings decades of experience with stock.",
        "Brings twenty years of experience with stock.",
        "Has 12 years leading regattas.",
    ],
)
def test_years_that_the_dates_do_not_bear_out_go(sentence: str) -> None:
    assert sentence not in summary_with(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Brings over a decade of experience with stock.",
        "Brings a decade of experience with stock.",
        "Brings twelve years of experience in warehouses.",
        "Brings 12 years' experience with stock.",
    ],
)
def test_years_that_the_dates_bear_out_stay(sentence: str) -> None:
    assert sentence in summary_with(sentence)


@pytest.mark.parametrize(
    ("statement", "bullet"),
    [
        ("Checked pallets in the cold store", "Checked a third of pallets in the cold store"),
        ("Planned the cold store's rota with the foreman", "Planned the cold store's rota by a quarter"),
        ("Verificarea de paleți în depozit", "Verificarea a zeci de paleți în depozit"),
    ],
)
def test_a_part_or_a_crowd_that_no_source_counts_goes(statement: str, bullet: str) -> None:
    assert bullet not in bullets_from([statement], [bullet])


def test_a_change_in_figures_may_be_put_into_words() -> None:
    statement = "Redrew the picking route in SAP: picking time 41 min → 9 min"
    falling = "Redrew the picking route in SAP, cutting picking time from 41 min to 9 min"
    assert falling in bullets_from([statement], [falling])
    rising = "Redrew the picking route in SAP, cutting picking time from 9 min to 41 min"
    assert rising not in bullets_from([statement], [rising])
