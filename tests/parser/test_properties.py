"""What holds for every text: the parser never raises, loses no word, and always says the same."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.resume.parser import parse_resume
from resumemate_llm.schema import ParsedResume

AS_OF = date(2026, 1, 1)
FRAGMENTS = (
    """
Experience|EXPERIENCE|Work history:|## Experience|Education|Skills|SKILLS: Python, SQL|Projects|References|Summary
AWARDS|Certificates|Senior Engineer|Engineer, Acme Ltd, Leeds|Acme Ltd|Head Chef @ The Oak|2019 – Present|Jan 2019|to
Nurse, St Mary's Hospital, 2019 - 2021|Present|June 2020 – Engineer, Acme|May 2021 Led a team.|03/2015-04/2018|seit 2019
2009-10|(2 years)|• Built a thing|- Ran the pass|o  Fixed pipes|x Welded|1. Wrote a book|continued in lower case
and more of it, cross-|device work.|Led a team of five. Won a prize.|BSc Physics, University of Hull, 2015|B.A. History
University of Ohio, Athens, OH|jane.doe@example.com|Phone: 020 7946 0000|linkedin.com/in/jane|Jane Doe|JANE DOE, RN
Position: Cook|Employer: Acme|Dates: 2010-2012|Duties:|**Bold** text|_italic_|-----|=====|______|Page 1 of 2
/home/a/cv.docx|SUMMARY EDUCATION|Company Name City , State Accountant 04/2011 to 05/2017|Languages: English
Python • SQL • Go|Tech: Go, SQL|Career break|Freelance / Studio|Partner, 2020–2022; Associate, 2016–2019
12 rue X, 69001 Lyon|Kraków|naïve café|Ⅻ|½|日本語
""".strip()
    .replace("\n", "|")
    .split("|")
)
LINES = st.one_of(
    st.sampled_from(FRAGMENTS),
    st.text(max_size=40),
    st.text(alphabet="aZ09 .,;:()[]{}*_-–•|/@'\"\t&", max_size=40),
)
RESUMES = st.builds(
    lambda lines, gaps: "".join(
        line + ("\n\n" if gap else "\n") for line, gap in zip(lines, gaps, strict=False)
    ),
    st.lists(LINES, max_size=30),
    st.lists(st.booleans(), min_size=30, max_size=30),
)
TEXTS = st.one_of(RESUMES, st.text(max_size=300))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def field(parsed: ParsedResume, place: str) -> str:
    """The value at a place such as "experience[0].bullets[2]"."""
    value: object = parsed.profile
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", place):
        value = getattr(value, name)
        if index:
            assert isinstance(value, list)
            value = value[int(index)]
    assert isinstance(value, str)
    return value


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_every_word_of_any_text_is_in_exactly_one_placement(text: str) -> None:
    parsed = parse_resume(text, as_of=AS_OF)
    placed: Counter[str] = Counter()
    for placement in parsed.placements:
        placed += words(placement.text)
    mended = words(text) - words(parsed.text)  # damaged words are reported as they stood
    assert placed == words(parsed.text) + mended


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_what_is_placed_in_a_field_stands_in_that_field(text: str) -> None:
    parsed = parse_resume(text, as_of=AS_OF)
    for placement in parsed.placements:
        if placement.place not in {"heading", "label", "furniture", "unplaced"}:
            assert letters(placement.text) in letters(field(parsed, placement.place)), placement.place


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_unplaced_words_are_in_the_profile_too(text: str) -> None:
    parsed = parse_resume(text, as_of=AS_OF)
    reported = [letters(placement.text) for placement in parsed.placements if placement.place == "unplaced"]
    assert [letters(piece) for piece in parsed.profile.unplaced] == reported


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_names_titles_employers_dates_and_schools_are_verbatim(text: str) -> None:
    parsed = parse_resume(text, as_of=AS_OF)
    profile, whole = parsed.profile, letters(parsed.text)
    for role in profile.experience:
        for value in (role.company, role.start, role.end):
            assert letters(value) in whole
        assert all(letters(part) in whole for part in role.title.split(", "))
    for entry in profile.education:
        for value in (entry.school, entry.degree, entry.start or "", entry.end or ""):
            assert all(letters(part) in whole for part in value.split(", "))
    assert letters(profile.name) in whole


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_the_same_text_gives_the_same_reading(text: str) -> None:
    first, second = parse_resume(text, as_of=AS_OF), parse_resume(text, as_of=AS_OF)
    assert first == second


HOSTILE = {
    "spaces": "Experience\nEngineer" + " " * 20_000 + "Acme 2010 - 2012",
    "digits": "12 " * 8_000,
    "brackets": "[(" * 12_000,
    "stars": "**a " * 6_000,
    "commas": "Acme, " * 4_000,
    "ranges": "2010 - " * 3_400,
    "bars": "A | " * 6_000,
    "addresses": "a@b.c " * 4_000,
    "sentence": "a." * 12_000,
    "heads": "Engineer, Acme, 2010 - 2012\n" * 400,
    "hyphens": "a-\n" * 3_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_long_hostile_text_takes_no_long_time(kind: str) -> None:
    """The limit is far above what a text of this length takes, and far below what a regular expression
    that backtracks through it would take."""
    started = time.process_time()
    parse_resume(HOSTILE[kind], as_of=AS_OF)
    assert time.process_time() - started < 5


def test_a_shuffled_resume_still_loses_no_word() -> None:
    lines = [line for line in FRAGMENTS if line.strip()]
    for seed in range(20):
        random.Random(seed).shuffle(lines)
        text = "\n".join(lines)
        parsed = parse_resume(text, as_of=AS_OF)
        placed = sum((words(placement.text) for placement in parsed.placements), Counter())
        assert not words(text) - placed
