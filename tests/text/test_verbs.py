"""The verb tables: forms, certainty about the opening verb, and synonyms that never raise a claim."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.text import verb_table
from resumemate_llm.text.verbs import (
    conjugate,
    find_verb,
    leading_verb,
    synonyms,
    to_base,
    to_past,
    vary_verb,
)


@pytest.mark.parametrize(
    ("word", "past", "ing", "third"),
    [
        ("manage", "managed", "managing", "manages"),
        ("lead", "led", "leading", "leads"),
        ("plan", "planned", "planning", "plans"),
        ("carry", "carried", "carrying", "carries"),
        ("deploy", "deployed", "deploying", "deploys"),
        ("set", "set", "setting", "sets"),
        ("write", "wrote", "writing", "writes"),
        ("oversee", "oversaw", "overseeing", "oversees"),
        ("teach", "taught", "teaching", "teaches"),
        ("fix", "fixed", "fixing", "fixes"),
        ("monitor", "monitored", "monitoring", "monitors"),
        ("develop", "developed", "developing", "develops"),
        ("co-lead", "co-led", "co-leading", "co-leads"),
        ("study", "studied", "studying", "studies"),
    ],
)
def test_every_form_of_a_verb_leads_to_every_other(word: str, past: str, ing: str, third: str) -> None:
    for form in (word, past, ing, third):
        assert conjugate(form, "past") == past
        assert conjugate(form, "ing") == ing
        assert conjugate(form, "third") == third


def test_a_capital_is_kept() -> None:
    assert to_past("Managing") == "Managed"
    assert to_base("Led") == "Lead"


def test_a_word_that_is_no_verb_has_no_forms() -> None:
    assert to_past("switchboard") is None
    assert synonyms("switchboard") == ()


@pytest.mark.parametrize(
    ("bullet", "base"),
    [
        ("Managed a team of five", "manage"),
        ("Lead 74 associates and 6 assistant managers", "lead"),
        ("Support 200 users", "support"),
        ("Design and implement networks", "design"),
        ("Schedule appointments for three doctors", "schedule"),
        ("Successfully delivered the new site", "deliver"),
        ("Cut overtime 27%", "cut"),
        ("Co-led the reading club", "co-lead"),
        ("• Trained 31 seasonal hires", "train"),
        ("Traveled to client sites", "travel"),
        ("Managing contractor relationships", "manage"),
        ("Work with local charities", "work"),
        ("Monitoring and recording activity for two ledgers", "monitor"),
    ],
)
def test_the_opening_verb_is_found(bullet: str, base: str) -> None:
    found = leading_verb(bullet)
    assert found is not None
    assert found.verb.base == base


@pytest.mark.parametrize(
    "bullet",
    [
        "Support for 200 users",
        "Line manager for four process engineers",
        "Lead engineer on the river crossing",
        "Certified Scrum Master",
        "Trained first aider",
        "Training for new staff",
        "Monitoring of pumps and valves",
        "Commercial fit-outs: offices, medical suites",
        "Zero lost-time injuries in 31 months",
        "HAZOP chair for three modifications",
        "Test reports and certificates",
        "Managed: 12 sites",
        "Weekly reports",
        "LED lighting upgrades",
        "Managing director of the trading arm",
        "Teaching assistant, Year 2",
        "Contract negotiations with suppliers",
        "Pricing analytics team of seven",
        "",
        "2019",
    ],
)
def test_a_noun_at_the_start_is_no_verb(bullet: str) -> None:
    assert leading_verb(bullet) is None


ROWS = [
    (verb.strip(), synonym.strip())
    for verb, _, synonym in (
        re.split(r"[|:]", line)[0].partition(">") for line in verb_table.SYNONYM_ROWS.strip().splitlines()
    )
]


@pytest.mark.parametrize(
    "verb", ["assist", "help", "support", "participate", "contribute", "coordinate", "work"]
)
def test_no_help_becomes_a_lead(verb: str) -> None:
    claims = {"lead", "head", "manage", "direct", "spearhead", "run", "oversee", "supervise", "own", "drive"}
    assert not claims & {synonym for base, synonym in ROWS if base == verb}


def test_claims_of_leadership_come_only_from_leadership() -> None:
    claims = {"lead", "head", "manage", "direct", "spearhead", "oversee", "supervise", "own", "drive"}
    for base, synonym in ROWS:
        if synonym in claims:
            assert base in claims, (base, synonym)


def test_synonyms_come_in_the_form_they_replace() -> None:
    assert synonyms("Managed", " the Leeds store") == ("Ran",)
    assert synonyms("conducting", " interviews") == ("carrying out", "performing")


@pytest.mark.parametrize(
    ("bullet", "taken", "expected"),
    [
        ("Developed responsive websites", {"develop"}, "Built responsive websites"),
        ("Developed staff", {"develop"}, None),
        ("Worked with PostgreSQL databases", {"work"}, None),
        ("Worked with designers on layouts", {"work"}, "Collaborated with designers on layouts"),
        ("Reduced waste 9%", {"reduce", "cut"}, "Lowered waste 9%"),
        ("Assisted in troubleshooting", {"assist"}, None),
        ("Participated in sprint planning", {"participate"}, "Took part in sprint planning"),
        ("Performed in twelve productions", {"perform"}, None),
        ("Fault finding", {"find"}, None),
        ("Looked after two ponds", {"look"}, "Took care of two ponds"),
        ("Looked into two complaints", {"look"}, None),
    ],
)
def test_a_repeated_verb_is_varied_only_where_that_is_safe(
    bullet: str, taken: set[str], expected: str | None
) -> None:
    assert vary_verb(bullet, taken) == expected


@pytest.mark.parametrize("row", ROWS)
def test_every_synonym_is_a_known_verb(row: tuple[str, str]) -> None:
    for phrase in row:
        assert find_verb(phrase.split()[0])


@given(st.text(max_size=60))
def test_no_text_makes_the_search_raise(text: str) -> None:
    found = leading_verb(text)
    assert found is None or text[found.start : found.end]
    vary_verb(text, ())
