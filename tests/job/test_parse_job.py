"""What is read from a job ad: title, company, terms, duties and seniority."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.errors import EmptyDocument, InputError, JobRejected
from resumemate_llm.resume.job import RESUME_WARNING, looks_like_job, looks_like_resume, parse_job
from resumemate_llm.schema.profiles import JobFamily, ParsedJob
from resumemate_llm.text.terms import TermIndex, has_term

from .ads import ADS, Ad

everyone = pytest.mark.parametrize("ad", ADS.values(), ids=ADS.keys())


@everyone
def test_title_company_seniority_and_language_are_as_the_ad_says(ad: Ad) -> None:
    job = parse_job(ad.text)
    assert (job.profile.title, job.profile.company) == (ad.title, ad.company)
    assert (job.profile.seniority_level, job.language) == (ad.seniority, ad.language)


@everyone
def test_keywords_hold_what_the_ad_asks_for(ad: Ad) -> None:
    keywords = " | ".join(parse_job(ad.text).profile.keywords)
    assert [term for term in ad.asks if not has_term(keywords, term)] == []


@everyone
def test_what_is_only_welcome_is_not_required(ad: Ad) -> None:
    profile = parse_job(ad.text).profile
    preferred, required = " | ".join(profile.preferred_skills), " | ".join(profile.required_skills)
    assert [term for term in ad.welcomes if not has_term(preferred, term)] == []
    assert [term for term in ad.welcomes if has_term(required, term) and term not in ad.asks] == []


@everyone
def test_benefits_places_and_procedure_are_no_keywords(ad: Ad) -> None:
    profile = parse_job(ad.text).profile
    terms = " | ".join([*profile.keywords, *profile.required_skills, *profile.preferred_skills])
    assert [term for term in ad.never if has_term(terms, term)] == []


@everyone
def test_keywords_are_short_distinct_and_stand_in_the_ad(ad: Ad) -> None:
    profile = parse_job(ad.text).profile
    index = TermIndex(ad.text)
    for term in [*profile.keywords, *profile.required_skills, *profile.preferred_skills]:
        assert term in index
    assert all(len(term.split()) <= 4 or has_term(term, "license") for term in profile.keywords)
    assert len({term.lower() for term in profile.keywords}) == len(profile.keywords) <= 20


@everyone
def test_duties_are_sentences_of_the_ad(ad: Ad) -> None:
    flat = " ".join(ad.text.split())
    for duty in parse_job(ad.text).profile.responsibilities:
        assert " ".join(duty.split()) in flat


def test_duties_in_one_long_sentence_are_taken_apart() -> None:
    duties = parse_job(ADS["paralegal"].text).profile.responsibilities
    assert "manage document review in Relativity" in duties
    assert len(duties) == 4


def test_the_same_ad_gives_the_same_profile() -> None:
    for ad in ADS.values():
        assert parse_job(ad.text) == parse_job(ad.text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Job Description: Baker (3 Years of Experience)", "Baker"),
        ("Position: Staff Nurse, ICU", "Staff Nurse"),
        ("BUS DRIVER - PART TIME - EVENINGS", "Bus Driver"),
        ("HEAD OF HR", "Head of HR"),
        ("Stellenangebot: Elektroniker (m/w/d)", "Elektroniker"),
        ("Offre d'emploi – Cuisinier (H/F) – CDI – Lille", "Cuisinier"),
        ("Data Analyst - Customer Insight - Leeds, UK", "Data Analyst - Customer Insight"),
        ("Welder at Ironbark Engineering", "Welder"),
        ("We are seeking a caring and reliable Registered Nurse to join our ward.", "Registered Nurse"),
        ("Our client is looking for an experienced Site Manager for a project in Hull.", "Site Manager"),
        ("Join a friendly team in a growing business.", ""),
    ],
)
def test_a_title_is_found_where_it_is_stated(text: str, title: str) -> None:
    ad = f"{text}\n\nRequirements:\n- a driving licence\n- two years of experience in a similar place\n"
    assert parse_job(ad).profile.title == title


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Baker\nGreystone Bakery Ltd | Kendal | Full time", "Greystone Bakery Ltd"),
        ("Baker\nCompany: Greystone Bakery", "Greystone Bakery"),
        ("Baker\n\nAbout Greystone Bakery\nWe bake bread.", "Greystone Bakery"),
        ("Baker\n\nGreystone is looking for a baker to lead nights.", "Greystone"),
        ("Baker\n\nAt Greystone, we bake with rye.", "Greystone"),
        ("Baker\n\nGreystone Bakery is an equal opportunity employer.", "Greystone Bakery"),
        ("Bäcker\n\nDie Greystone Brot GmbH sucht einen Bäcker.", "Greystone Brot GmbH"),
        ("Baker\n\nOur client, a leading bakery, needs a baker.", ""),
        ("Baker\nLeeds, UK\n\nWe are a small bakery.", ""),
    ],
)
def test_a_company_is_found_where_it_is_named_and_not_guessed(text: str, company: str) -> None:
    ad = f"{text}\n\nRequirements:\n- experience with sourdough\n- food hygiene certificate\n"
    assert parse_job(ad).profile.company == company


@pytest.mark.parametrize(
    ("line", "seniority"),
    [
        ("Junior Developer", "entry"),
        ("Lead Developer", "lead"),
        ("Developer Intern", "intern"),
        ("Director of Finance", "director"),
        ("Chief Financial Officer", "executive"),
        ("Developer\n- 7+ years of experience with Java", "senior"),
        ("Developer\n- three years of experience with Java", "mid"),
        ("Developer\n- at least 1 year of experience with Java", "entry"),
        ("Developer\n- you are over 18 years of age", None),
        ("Developer", None),
    ],
)
def test_seniority_comes_from_the_title_or_the_years(line: str, seniority: str | None) -> None:
    title, *rest = line.split("\n")
    ad = "\n".join([title, "", "Requirements:", *rest, "- Java and Spring Boot", "- a good command of SQL"])
    assert parse_job(ad).profile.seniority_level == seniority


@pytest.mark.parametrize("text", ["", "   \n\t", "...", "1234 5678"])
def test_a_text_without_words_is_empty(text: str) -> None:
    with pytest.raises(EmptyDocument):
        parse_job(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("aaaaaaaaaa aaaaaaaa aaaaaa aaaaaaaaa", "repeated characters"),
        ("asdf jkl asdf jkl asdf asdf jkl asdf", "keyboard noise"),
        ("qwerty uiop asdfgh zxcvbn qwerty uiop asdfgh zxcvbn", "keyboard noise"),
        ("job " * 60, "repeated"),
        (
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor. " * 4,
            "lorem ipsum",
        ),
        ("Looking for a good nurse, call me", "7 words"),
        ("Senior developer wanted in a nice office with a very friendly team near the station", "15 words"),
        ("Developer", "1 words"),
    ],
)
def test_a_text_that_is_no_job_ad_is_refused_with_the_reason_and_what_to_do(text: str, reason: str) -> None:
    with pytest.raises(JobRejected, match=reason) as refused:
        parse_job(text)
    assert "Paste the whole ad" in str(refused.value)


def test_a_refusal_tells_nothing_of_the_text() -> None:
    with pytest.raises(JobRejected) as refused:
        parse_job("Zanzibar Quetzal wanted today please")
    assert "Quetzal" not in str(refused.value)


def test_a_short_ad_with_structure_is_accepted_with_a_warning() -> None:
    job = parse_job("Barista\nRequirements:\n- latte art\n- till work\n- food hygiene")
    assert len(job.warnings) == 1
    assert "short" in job.warnings[0]
    assert job.profile.title == "Barista"


RESUME = """Ines Caldeira
ines@example.org | +351 912 000 000 | linkedin.com/in/inesc

Professional Summary
Nurse with ten years in emergency care.

Experience
Ward Sister, Santa Luzia Hospital, 2018 - present
Staff Nurse, Porto General, 2013 - 2018

Education
BSc Nursing, University of Porto, 2013
"""


def test_a_resume_in_place_of_the_job_is_accepted_with_a_warning() -> None:
    assert RESUME_WARNING in parse_job(RESUME).warnings
    assert looks_like_resume(RESUME)
    assert not looks_like_job(RESUME)


@everyone
def test_an_ad_is_not_taken_for_a_resume(ad: Ad) -> None:
    assert not looks_like_resume(ad.text)
    assert parse_job(ad.text).warnings == ()


def test_most_ads_look_like_jobs() -> None:
    english = [ad for ad in ADS.values() if ad.language == "en"]
    assert sum(looks_like_job(ad.text) for ad in english) >= len(english) // 3


SCRAPS = (
    "Requirements:;- ;• ;(((;C++/C#/.NET;ISO 9001;\t;’’;A & B & C;–;1) a) i);\u200b;Preferred:;(D);(E);$1-$2"
    ";&;https://x.example;R;MUST HAVE;☃ ;İstanbul;ß"
).split(";")
PIECES = st.sampled_from(
    [*(line for ad in ADS.values() for line in ad.text.splitlines() if line.strip()), *SCRAPS]
)


@given(st.lists(PIECES, min_size=1, max_size=25).map("\n".join))
def test_any_mixture_of_ads_is_read_or_refused_and_its_terms_stand_in_it(text: str) -> None:
    job = _read(text)
    if job is not None:
        index = TermIndex(text)
        profile = job.profile
        assert all(
            term in index for term in [*profile.keywords, *profile.required_skills, *profile.preferred_skills]
        )
        assert 0.0 <= job.family_confidence <= 1.0


@given(st.text(max_size=400))
def test_no_text_raises_anything_but_an_input_error(text: str) -> None:
    _read(text)
    looks_like_job(text)
    looks_like_resume(text)


def _read(text: str) -> ParsedJob | None:
    try:
        return parse_job(text)
    except InputError:
        return None


HOSTILE = (
    "a-;A B ;((;and ;x, ;- ;1.;Senior ;of the ;\n;a\n;A.;/;' ;C++ ;@;é;Word. ;Aa Bb, ;a@;$1-;–\n;•\n".split(
        ";"
    )
)
LONG_AD = "\n".join(ad.text for ad in ADS.values())


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_of_one_piece_repeated_is_read_in_no_time(piece: str) -> None:
    started = time.process_time()
    for text in (piece * 20_000, LONG_AD + piece * 2_000, f"Baker\nAcme {piece * 5_000}\n{LONG_AD[:3000]}"):
        _read(text)
    assert time.process_time() - started < 8


def test_family_is_general_where_the_evidence_is_thin() -> None:
    job = parse_job(
        "Helper wanted\n\nWhat you do:\n- many things around the house\n- being kind to people\n- being there"
    )
    assert job.family is JobFamily.GENERAL
