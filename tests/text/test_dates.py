"""Dates as resumes write them in nine languages, and counting the time between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.text.dates import (
    day_first,
    find_dates,
    is_present,
    months_between,
    months_of_experience,
    normalise,
    parse_range,
    starts_with_end,
    years_of_experience,
)

AS_OF = date(2026, 6, 15)

RANGES = [
    # numbers
    ("2015-2017", "2015", "2017"),
    ("2015–17", "2015", "2017"),
    ("2009-10", "2009", "2010"),
    ("2010/11", "2010", "2011"),
    ("2019/2020", "2019", "2020"),
    ("98 to 2012", "1998", "2012"),
    ("07/2015 - 08/2017", "2015-07", "2017-08"),
    ("4/19 - 6/21", "2019-04", "2021-06"),
    ("4/19 to Present", "2019-04", "present"),
    ("2024-08 to 2025-04", "2024-08", "2025-04"),
    ("2019/09 – 2021/03", "2019-09", "2021-03"),
    ("01.09.2012 - 30.06.2015", "2012-09", "2015-06"),
    ("2018-02-01 – 2019-12-31", "2018-02", "2019-12"),
    ("11/2012-01/2014", "2012-11", "2014-01"),
    # month names
    ("Sep 2017 to Jul 2019", "2017-09", "2019-07"),
    ("Oct. 2021 – Current", "2021-10", "present"),
    ("Sept 2014-Nov. 2016", "2014-09", "2016-11"),
    ("Jan '11 - Aug '12", "2011-01", "2012-08"),
    ("Jul'20 – Till date", "2020-07", "present"),
    ("Jan 11 - Aug 12", "2011-01", "2012-08"),
    ("Nov2019-Dec2020", "2019-11", "2020-12"),
    ("March 12, 2018 - 3rd April 2019", "2018-03", "2019-04"),
    ("1 Jan 2019 – 31 Dec 2020", "2019-01", "2020-12"),
    ("2019 (Aug) to present", "2019-08", "present"),
    ("2010 May - 2012 June", "2010-05", "2012-06"),
    ("Jan–Jun 2020", "2020-01", "2020-06"),
    ("(Mar 2022 → now)", "2022-03", "present"),
    ("from 2012 until 2014", "2012", "2014"),
    ("June 2015 to the present", "2015-06", "present"),
    ("March 2016 to date", "2016-03", "present"),
    ("2018 - to date", "2018", "present"),
    # seasons and quarters give the year only
    ("Summer 2010 - Fall 2011", "2010", "2011"),
    ("Q3 2019 - Q1 2020", "2019", "2020"),
    # open ends
    ("2021–", "2021", "present"),
    ("2017 –", "2017", "present"),
    ("since 2019", "2019", "present"),
    ("seit 04/2019", "2019-04", "present"),
    ("depuis mars 2020", "2020-03", "present"),
    ("desde 2018", "2018", "present"),
    ("bis 2014", None, "2014"),
    # eight more languages
    ("März 2018 – heute", "2018-03", "present"),
    ("Januar 2014 bis Dezember 2014", "2014-01", "2014-12"),
    ("Mars 2021 – aujourd'hui", "2021-03", "present"),
    ("Avril à juillet 2018", "2018-04", "2018-07"),
    ("De septembre 2015 à février 2019", "2015-09", "2019-02"),
    ("Enero de 2019 – Actualidad", "2019-01", "present"),
    ("diciembre 2014 hasta marzo 2016", "2014-12", "2016-03"),
    ("da marzo 2019 a oggi", "2019-03", "present"),
    ("settembre 2014 - febbraio 2019", "2014-09", "2019-02"),
    ("jan 2020 – heden", "2020-01", "present"),
    ("maart 2015 tot augustus 2016", "2015-03", "2016-08"),
    ("styczeń 2019 – obecnie", "2019-01", "present"),
    ("od maja 2016 do lutego 2020", "2016-05", "2020-02"),
    ("iunie 2018 – prezent", "2018-06", "present"),
    ("abril de 2021 – presente", "2021-04", "present"),
    ("X 2016 – VIII 2020", "2016-10", "2020-08"),
    ("setembro de 2019 até março de 2021", "2019-09", "2021-03"),
    # what the text says is kept, sensible or not
    ("2019 - 2017", "2019", "2017"),
]


@pytest.mark.parametrize(("text", "start", "end"), RANGES)
def test_ranges_in_every_format(text: str, start: str | None, end: str | None) -> None:
    found = parse_range(text)
    assert found is not None
    assert found.is_range
    assert (found.start_date, found.end_date) == (start, end)
    assert found.start in text
    assert found.end in text


POINTS = [
    ("2018", "2018"),
    ("May 2016", "2016-05"),
    ("Dec. 2016", "2016-12"),
    ("Summer 2010", "2010"),
    ("WS 2010/11", "2010"),
    ("early 2019", "2019"),
    ("14.02.2022", "2022-02"),
    ("2020-05-01", "2020-05"),
    ("5 maggio 2020", "2020-05"),
    ("październik 2020", "2020-10"),
    ("IX 2020", "2020-09"),
    ("stagione estiva 2014", "2014"),
    ("Saison d'été 2019", "2019"),
    ("Summer season 2011", "2011"),
    ("août 2013", "2013-08"),
    ("Present", "present"),
    ("en cours", "present"),
]


@pytest.mark.parametrize(("text", "value"), POINTS)
def test_one_date(text: str, value: str) -> None:
    assert normalise(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "May",
        "Mars Inc",
        "98",
        "5",
        "4/19",
        "the date",
        "2010 and 2012",
        "2015 - 2017",
        "in March of 2020 I left",
    ],
)
def test_what_is_not_one_date(text: str) -> None:
    assert normalise(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "$2,000 saved",
        "2,019 units",
        "(555) 123-1998",
        "070 2010-2012-33",
        "20 years",
        "2019th",
        "v2019",
        "100%",
        "24/7",
        "9.5/10",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_a_date_keeps_its_words_and_places() -> None:
    text = "Engineer, Acme, seit 04/2019"
    (found,) = find_dates(text)
    assert (found.start, found.end) == ("04/2019", "")
    assert text[found.begin : found.finish] == "seit 04/2019"
    assert text[slice(*found.start_span)] == "04/2019"
    text = "(Mar 2022 → now) Lead"
    (found,) = find_dates(text)
    assert (found.start, found.end) == ("Mar 2022", "now")
    assert found.end_span is not None
    assert text[slice(*found.end_span)] == "now"


def test_one_date_alone_is_its_own_end() -> None:
    (found,) = find_dates("Summer 2010")
    assert not found.is_range
    assert (found.start, found.end, found.start_date, found.end_date) == ("Summer 2010", "", "2010", "2010")


def test_the_document_shows_whether_days_come_first() -> None:
    assert day_first("14/02/2022 to 06/01/2018") is True
    assert day_first("02/14/2022 to 06/01/2018") is False
    assert day_first("06/01/2018") is None
    assert day_first("14/02/2022 and 02/14/2022") is None


@pytest.mark.parametrize(("days_first", "start"), [(True, "2018-01"), (False, "2018-06"), (None, "2018")])
def test_an_ambiguous_day_gives_a_month_only_with_evidence(days_first: bool | None, start: str) -> None:
    found = parse_range("06/01/2018 to 04/02/2022", days_first=days_first)
    assert found is not None
    assert found.start_date == start


def test_the_second_half_of_a_broken_range() -> None:
    assert starts_with_end("Present Leading a team") == (0, 7)
    assert starts_with_end("May 2020 Developed it") == (0, 8)
    assert starts_with_end("May the force") is None
    assert starts_with_end("Leading since 2020") is None


def test_words_for_the_present_in_nine_languages() -> None:
    for word in "Present heute aujourd'hui actualidad oggi heden obecnie prezent atual".split():
        assert is_present(word)
        assert is_present(f" – {word}")
    assert is_present("till date")
    assert not is_present("presentation")


# --- counting -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-01", "2020-01", 1),
        ("2020-01", "2020-12", 12),
        ("2015", "2017", 24),
        ("2015", "2015", 0),
        ("2026-01", "present", 6),
        ("2025", "present", 11),
        ("2019", "2017", 0),
        ("2030-01", "2031-01", 0),
        ("present", "2020", 0),
        ("", "2020", 0),
        ("May", "present", 0),
    ],
)
def test_months_between(start: str, end: str, months: int) -> None:
    assert months_between(start, end, as_of=AS_OF) == months


@dataclass(frozen=True)
class Job:
    start_date: str | None
    end_date: str | None


def test_overlapping_roles_count_once() -> None:
    jobs = [Job("2020-01", "2021-12"), Job("2021-01", "2022-12"), Job("2015-01", "2015-12")]
    assert months_of_experience(jobs, as_of=AS_OF) == 48
    assert years_of_experience(jobs, AS_OF) == 4


def test_roles_without_dates_and_future_time_count_nothing() -> None:
    assert years_of_experience([Job(None, None), Job("2020", None), Job("2027-01", "2030-01")], AS_OF) == 0
    assert months_of_experience([Job("2026-01", "2030-12")], as_of=AS_OF) == 6


def test_years_are_rounded_down() -> None:
    assert years_of_experience([Job("2020-01", "2021-11")], AS_OF) == 1


VALUES = st.one_of(
    st.none(),
    st.just("present"),
    st.integers(1950, 2040).map(str),
    st.builds("{}-{:02d}".format, st.integers(1950, 2040), st.integers(1, 12)),
)


@given(st.lists(st.builds(Job, VALUES, VALUES), max_size=8))
def test_experience_is_no_more_than_its_parts_and_needs_no_order(jobs: list[Job]) -> None:
    together = months_of_experience(jobs, as_of=AS_OF)
    apart = [months_between(job.start_date or "", job.end_date or "", as_of=AS_OF) for job in jobs]
    assert max(apart, default=0) <= together <= sum(apart)
    assert months_of_experience(list(reversed(jobs)), as_of=AS_OF) == together


@given(st.text(max_size=80))
def test_any_text_is_searched_and_spans_are_in_order(text: str) -> None:
    position = 0
    for found in find_dates(text):
        assert position <= found.begin < found.finish <= len(text)
        assert text[slice(*found.start_span)] == found.start
        position = found.finish


@given(st.integers(1950, 2040), st.integers(1, 12), st.integers(1950, 2040), st.integers(1, 12))
def test_month_and_year_are_read_as_written(year: int, month: int, end_year: int, end_month: int) -> None:
    found = parse_range(f"{month:02d}/{year} - {end_month:02d}/{end_year}")
    assert found is not None
    assert (found.start_date, found.end_date) == (f"{year}-{month:02d}", f"{end_year}-{end_month:02d}")


def test_a_roman_number_behind_a_word_is_a_level() -> None:
    (found,) = find_dates("Engineer II 2019 - 2021")
    assert (found.start, found.start_date) == ("2019", "2019")
