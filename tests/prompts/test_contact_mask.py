"""Contact data leaves masked and comes back in the answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.prompts import ContactMask, build_messages, contact_mask
from resumemate_llm.schema import CoverLetter
from resumemate_llm.testing import example_draft

from .texts import parsed_job, parsed_resume

JOB = parsed_job()


def sent(text: str, **profile: object) -> str:
    return build_messages(parsed_resume(text, **profile), JOB).messages[1].content


@pytest.mark.parametrize(
    "datum",
    [
        "ada.lee+cv@mail.example.org",
        "o'neil@mail.example",
        "+44 20 7946 0958",
        "+1 (555) 012-2019",
        "+49 (0)30 901820-12",
        "(555) 012-3456",
        "555-012-3456",
        "555.012.3456",
        "07911 123456",
        "020 7946 0958",
        "06 12 34 56 78",
        "0044 7911 123456",
        "https://ada.example/portfolio?x=1",
        "http://ada.example",
        "www.adalee.example",
        "linkedin.com/in/ada-lee-42",
        "github.com/adalee",
        "uk.linkedin.com/in/adalee",
        "12 Hill Street",
        "7b Old Mill Rd.",
        "1600 North Park Avenue, Springfield",
        "12 rue des Lilas",
        "Calle Mayor 15",
        "ul. Polna 12/3",
        "Lindenstraße 12",
        "Hauptstr. 5a",
        "Kerkstraat 101",
    ],
)
def test_contact_data_is_masked_and_restored(datum: str) -> None:
    text = f"Ada Lee\n{datum}\nSite engineer, Foo Ltd, 01/2019 - 03/2020"
    mask = contact_mask(parsed_resume(text), JOB)
    hidden = mask.hide(text)
    assert datum.rstrip(".") not in hidden
    assert hidden.startswith("Ada Lee\n[")
    assert "Site engineer, Foo Ltd, 01/2019 - 03/2020" in hidden
    assert mask.restore(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "01/2019 - 03/2020",
        "2019 - 2023",
        "12.03.2019 - 05.04.2021",
        "Jan 2019 to 03 2020",
        "Served 10,000,000 users and saved $1,250,000 in 2023",
        "ASP.NET/C#, Node.js/Express, CI/CD, TCP/IP, A/B tests",
        "ISO 9001:2015, ISO 27001, IEC 61508",
        "Grew revenue from 120 000 000 to 150 000 000",
        "Managed 3 teams across 12 sites for 5 years",
        "99.95% uptime, p99 of 250 ms, 0.05 error rate",
        "Python, C++, @property, e-mail campaigns",
        "University of Leeds, School of Road Engineering",
    ],
)
def test_what_only_looks_like_contact_data_stays(text: str) -> None:
    assert sent(f"Ada Lee\n{text}").count("[") == 0


def test_what_the_parser_found_is_masked_whatever_its_shape() -> None:
    text = "Ada Lee - tel 12 34 56 - adalee.example - Apt 4, Leeds\nEngineer at Foo, Leeds"
    body = sent(text, phone="12 34 56", links=["adalee.example"], location="Apt 4, Leeds")
    assert "12 34 56" not in body
    assert "adalee.example" not in body
    assert "Apt 4" not in body
    assert "Engineer at Foo, Leeds" in body


def test_a_bare_place_name_stays_because_it_is_part_of_other_names() -> None:
    assert "London School of Economics" in sent(
        "Ada Lee, London\nLondon School of Economics", location="London"
    )


def test_the_same_datum_in_the_job_ad_is_masked_too() -> None:
    job = parsed_job("Referred by ada@lee.example")
    prompt = build_messages(parsed_resume("Ada ada@lee.example"), job)
    assert "ada@lee.example" not in prompt.messages[1].content
    assert "Referred by [EMAIL]" in prompt.messages[1].content


def test_masking_can_be_turned_off() -> None:
    prompt = build_messages(parsed_resume("Ada ada@lee.example"), JOB, mask=False)
    assert "ada@lee.example" in prompt.messages[1].content
    assert prompt.mask.restore("[EMAIL]") == "[EMAIL]"


def test_several_values_get_tokens_of_their_own() -> None:
    text = "Ada a@x.example b@y.example a@x.example"
    mask = contact_mask(parsed_resume(text), JOB)
    assert mask.hide(text) == "Ada [EMAIL] [EMAIL-2] [EMAIL]"


def test_a_token_that_a_text_already_holds_is_not_used() -> None:
    text = "Template [EMAIL] and [email-2], real: a@x.example"
    mask = contact_mask(parsed_resume(text), JOB)
    assert mask.hide(text) == "Template [EMAIL] and [email-2], real: [EMAIL-3]"
    assert mask.restore(mask.hide(text)) == text


def test_a_model_that_changes_the_case_of_a_token_is_understood() -> None:
    mask = contact_mask(parsed_resume("Ada a@x.example"), JOB)
    assert mask.restore("Write to [Email] or [LINK-9]") == "Write to a@x.example or [LINK-9]"


def test_a_link_inside_an_address_is_one_value() -> None:
    text = "Ada mail ada@github.com https://github.com/ada/cv"
    mask = contact_mask(parsed_resume(text, links=["https://github.com/ada"]), JOB)
    assert mask.restore(mask.hide(text)) == text


@given(st.text(max_size=400), st.text(max_size=20), st.text(max_size=20))
def test_restoring_brings_every_text_back(text: str, phone: str, location: str) -> None:
    mask = contact_mask(parsed_resume(text, phone=phone, location=location), JOB)
    assert mask.restore(mask.hide(text)).split() == text.split()


CONTACTS = st.lists(
    st.sampled_from(["a@x.example", "+44 20 7946 0958", "www.x.example", "12 Hill Street", "github.com/ada"]),
    max_size=8,
)


@given(st.lists(st.text(max_size=30), max_size=8), CONTACTS)
def test_no_contact_datum_is_sent_wherever_it_stands(words: list[str], data: list[str]) -> None:
    lines = [f"{a} {b}" for a, b in zip([*words, *[""] * len(data)], data, strict=False)]
    hidden = contact_mask(parsed_resume("\n".join(lines)), JOB).hide("\n".join(lines))
    for datum in ("a@x.example", "www.x.example", "7946 0958"):
        assert datum not in hidden


def test_a_mask_shows_nothing_in_its_repr() -> None:
    assert repr(contact_mask(parsed_resume("Ada a@x.example"), JOB)) == "ContactMask(<1 tokens>)"


def test_a_whole_draft_gets_its_contact_data_back() -> None:
    draft = example_draft()
    mask = contact_mask(parsed_resume("Marit m@s.example linkedin.com/in/marit"), JOB)
    letter = [*draft.cover_letter.paragraphs[:3], "Write to [EMAIL] or see [link]. Kind regards, Marit"]
    answered = draft.model_copy(update={"cover_letter": CoverLetter(paragraphs=letter)})
    restored = mask.restore_draft(answered)
    assert restored.cover_letter.paragraphs[3] == (
        "Write to m@s.example or see linkedin.com/in/marit. Kind regards, Marit"
    )
    assert restored.model_copy(update={"cover_letter": draft.cover_letter}) == draft
    assert ContactMask().restore_draft(draft) is draft
