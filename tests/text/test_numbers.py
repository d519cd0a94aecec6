"""Numbers in resumes and job ads of many countries, and tracing them to their source."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.text.numbers import numbers_in, unsupported_numbers

READ = [
    ("$1.1 million", [("1100000", "$")]),
    ("$1,100,000", [("1100000", "$")]),
    ("US$ 1.1m", [("1100000", "$")]),
    ("3,2 Mio. €", [("3200000", "€")]),
    ("€3.2m", [("3200000", "€")]),
    ("EUR 3.2m", [("3200000", "€")]),
    ("3 000 clients", [("3000", "")]),
    ("62 M€", [("62000000", "€")]),
    ("34 à 38 K€", [("34000", "€"), ("38000", "€")]),
    ("1.234,56 €", [("1234.56", "€")]),
    ("1.234.567", [("1234567", "")]),
    ("5 mln zł", [("5000000", "zł")]),
    ("1’200 CHF", [("1200", "chf")]),
    ("24-36 months", [("24", ""), ("36", "")]),
    ("7–10%", [("7", "%"), ("10", "%")]),
    ("7 to 10 percent", [("7", "%"), ("10", "%")]),
    ("$5-7 million", [("5000000", "$"), ("7000000", "$")]),
    ("$50-$70k", [("50000", "$"), ("70000", "$")]),
    ("2019 to 2021", [("2019", ""), ("2021", "")]),
    ("in 2019 and 15%", [("2019", ""), ("15", "%")]),
    ("15 Prozent", [("15", "%")]),
    ("41 ms", [("41", "ms")]),
    ("41ms", [("41", "ms")]),
    ("16 GB", [("16", "gb")]),
    ("3 years", [("3", "")]),
    ("3yrs", [("3", "")]),
    ("12-bed ward", [("12", "")]),
    ("5 mm", [("5", "mm")]),
    ("$5mm", [("5000000", "$")]),
    ("10k+ users", [("10000", "")]),
    ("99.99%", [("99.99", "%")]),
    ("3x faster", [("3", "x")]),
    ("the 18th Edition", [("18", "th")]),
    ("09/2016", [("9", ""), ("2016", "")]),
    ("a ratio of 1:30", [("1", ""), ("30", "")]),
    ("24/7", [("24", ""), ("7", "")]),
    ("team of four", [("4", "")]),
    ("twenty-five nurses", [("25", "")]),
    ("two hundred guests", [("200", "")]),
    ("three million", [("3000000", "")]),
    ("3 million", [("3000000", "")]),
    ("a dozen", [("12", "")]),
    ("only one", []),
    ("half a million parcels", [("500000", "")]),
    ("half a dozen", [("6", "")]),
    ("half a day", []),
    ("plus de quinze ans", [("15", "")]),
    ("vingt-cinq ans", [("25", "")]),
    ("fünfundzwanzig Fahrer", [("25", "")]),
    ("seit zwanzig Jahren", [("20", "")]),
    ("vijfentwintig chauffeurs", [("25", "")]),
    ("treinta y cinco clientes", [("35", "")]),
    ("dwadzieścia pięć lat", [("25", "")]),
    ("over a decade", [("1", "decade")]),
    ("two full decades", [("2", "decade")]),
    ("decades of work", [("2", "decade")]),
    ("half a decade", [("0.5", "decade")]),
    ("this decade", []),
    ("seit zwei Jahrzehnten", [("2", "decade")]),
    ("ponad dekadę", [("1", "decade")]),
    ("zwölf Mitarbeiter", [("12", "")]),
    ("équipe de quatre", [("4", "")]),
    ("cinco vendedores", [("5", "")]),
    ("otto persone", [("8", "")]),
    ("vijf collega's", [("5", "")]),
    ("pięć osób", [("5", "")]),
    ("șase colegi", [("6", "")]),
    ("três lojas", [("3", "")]),
    ("une équipe de sept personnes dans le service", [("7", "")]),
    ("due diligence, once, with opt-in", []),
    ("since Sept 2016", [("2016", "")]),
    ("HTML5, B2B, S3, v2.1", []),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_number_is_read_with_its_magnitude_and_unit(text: str, expected: list[tuple[str, str]]) -> None:
    assert [n.key for n in numbers_in(text)] == [(Decimal(value), unit) for value, unit in expected]


def test_words_can_be_left_out() -> None:
    assert [n.written for n in numbers_in("four of 12", words=False)] == ["12"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("saved $1.1 million", "saved $1,100,000"),
        ("grew 7% to 10%", "grew 7–10%"),
        ("latency under 41 ms", "latency under 41ms"),
        ("3,500 employees", "3.500 Mitarbeiter"),
        ("five people", "5 people"),
        ("over 12 years", "twelve years"),
        ("€3.2m budget", "Budget 3,2 Mio. €"),
    ],
)
def test_a_number_in_other_words_is_supported(text: str, source: str) -> None:
    assert unsupported_numbers(text, [source]) == []


@pytest.mark.parametrize(
    ("text", "source", "unsupported"),
    [
        ("cut cost by 14%", "a team of 14", ["14%"]),
        ("managed 800 people", "managed 8 people", ["800"]),
        ("saved $2 million", "saved $2 thousand", ["$2 million"]),
        ("12 years", "", ["12"]),
        ("seven clinics", "six clinics", ["seven"]),
    ],
)
def test_a_number_that_the_source_does_not_hold_is_reported(
    text: str, source: str, unsupported: list[str]
) -> None:
    assert [n.written for n in unsupported_numbers(text, [source])] == unsupported


@pytest.mark.parametrize(
    "text", ["+1 (555) 012-3456", "9" * 5000, "1,1,1,1", "½ ² ٣ 三", "0,000", "1e5", "$", "5 -"]
)
def test_odd_digits_do_no_harm(text: str) -> None:
    numbers_in(text)


@given(st.text(max_size=200))
def test_numbers_stand_where_they_say_and_support_themselves_in_any_text(text: str) -> None:
    found = numbers_in(text)
    assert all(text[n.start : n.end] == n.written for n in found)
    assert [n.start for n in found] == sorted(n.start for n in found)
    assert unsupported_numbers(text, [text]) == []


@given(st.text(alphabet="0123456789.,%$€ kmMix–-/:", max_size=60))
def test_any_heap_of_digits_and_signs_is_read_without_error(text: str) -> None:
    found = numbers_in(text)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.integers(min_value=2, max_value=10**12))
def test_thousands_separators_change_nothing(value: int) -> None:
    written = {str(value), f"{value:,}", f"{value:,}".replace(",", " "), f"{value:,}".replace(",", "’")}
    assert {n.key for text in written for n in numbers_in(f"about {text} units")} == {(Decimal(value), "")}
