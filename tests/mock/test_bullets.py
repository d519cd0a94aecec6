"""Rewriting bullets: what improves, what stays verbatim, and that no fact is ever touched."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.providers.mock.bullets import rewrite, rewrite_role, tense_of
from resumemate_llm.schema import ParsedResume, Role
from resumemate_llm.text.numbers import unsupported_numbers

AS_OF = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("bullet", "ended", "current"),
    [
        (
            "Responsible for managing budgets and staff",
            "Managed budgets and staff",
            "Manage budgets and staff",
        ),
        (
            "Responsible for hiring, training and supervising 12 staff",
            "Hired, trained and supervised 12 staff",
            "Hire, train and supervise 12 staff",
        ),
        (
            "Responsible for keeping Salesforce up to date",
            "Kept Salesforce up to date",
            "Keep Salesforce up to date",
        ),
        (
            "Responsible for the recruitment and training of staff",
            "Recruited and trained staff",
            "Recruit and train staff",
        ),
        ("Responsible for a panel of 900 patients", "Looked after a panel of 900 patients", None),
        ("Responsible for stock control", "Looked after stock control", "Look after stock control"),
        ("Was responsible for following up quotations", "Followed up quotations", "Followed up quotations"),
        (
            "Duties included answering phones and filing documents",
            "Answered phones and filed documents",
            None,
        ),
        ("My duties included opening and closing the shop", "Opened and closed the shop", None),
        ("Tasked with reducing waste by 9%", "Reduced waste by 9%", "Reduce waste by 9%"),
        ("In charge of the night shift", "Looked after the night shift", "Look after the night shift"),
        ("Preparation of monthly accounts", "Prepared monthly accounts", "Prepare monthly accounts"),
        ("Monitoring of pumps and valves", "Monitored pumps and valves", "Monitor pumps and valves"),
        ("Helped to design the menu", "Helped design the menu", "Helped design the menu"),
        ("Managed to cut costs by 10%", "Cut costs by 10%", "Cut costs by 10%"),
        ("Was able to close 12 deals", "Closed 12 deals", "Closed 12 deals"),
        ("Was involved in the move to Kubernetes", "Took part in the move to Kubernetes", None),
        ("Worked on the warehouse integration", "Contributed to the warehouse integration", None),
        ("Successfully delivered 3 projects", "Delivered 3 projects", "Delivered 3 projects"),
        ("I built the booking site", "Built the booking site", "Built the booking site"),
        ("I was responsible for managing the desk", "Managed the desk", "Manage the desk"),
        ("I've trained 6 new starters", "Trained 6 new starters", "Trained 6 new starters"),
        ("Rolled out NetSuite in 3 offices, resulting in", "Rolled out NetSuite in 3 offices", None),
    ],
)
def test_a_weak_opening_gives_way_to_its_verb(bullet: str, ended: str, current: str | None) -> None:
    assert rewrite(bullet, "past").text == ended
    if current is not None:
        assert rewrite(bullet, "base").text == current


@pytest.mark.parametrize(
    ("bullet", "ended"),
    [
        (
            "Answer phones, schedule appointments and greet visitors",
            "Answered phones, scheduled appointments and greeted visitors",
        ),
        ("Install and update software", "Installed and updated software"),
        (
            "Meet with clients to discuss needs and close deals",
            "Met with clients to discuss needs and close deals",
        ),
        (
            "Help customers find products and process returns",
            "Helped customers find products and process returns",
        ),
        ("Manage budgets, staff, inventory and schedule", "Managed budgets, staff, inventory and schedule"),
        (
            "Implement reminders, decreasing no-shows by 26%",
            "Implemented reminders, decreasing no-shows by 26%",
        ),
        ("Leading a team of 5, ensuring quality", "Led a team of 5, ensuring quality"),
        (
            "Monitoring and recording activity for two ledgers",
            "Monitored and recorded activity for two ledgers",
        ),
        (
            "Improving throughput by automating reports and reducing errors",
            "Improved throughput by automating reports and reducing errors",
        ),
        ("Developing intuitive and engaging interfaces", "Developed intuitive and engaging interfaces"),
        (
            "Owns the £6.4m recovery project; throughput up 22%",
            "Owned the £6.4m recovery project; throughput up 22%",
        ),
        ("Set up rooms and order supplies", "Set up rooms and ordered supplies"),
        ("Maintain complete and accurate records", "Maintained complete and accurate records"),
        ("Hire, coach and retain a team", "Hired, coached and retained a team"),
    ],
)
def test_the_bullets_of_an_ended_role_are_told_in_the_past(bullet: str, ended: str) -> None:
    assert rewrite(bullet, "past").text == ended


@pytest.mark.parametrize(
    "bullet",
    [
        "Prepare invoices and purchase orders",
        "Perform analysis of investments and contract negotiations",
        "Managing payroll processing and reporting systems",
        "Supervise 2 apprentices; run toolbox talks",
        "Commercial fit-outs: offices, clinics",
        "Zero LTIs across 31 months",
        "Identify and frobnicate pumps",
        "Contract negotiations with suppliers",
        "Managing director of the trading arm",
        "Responsible for a team of 9",
        "Responsible for 12 engineers",
        "Preparation of accounts and supervision of staff",
        "Rewires, consumer unit changes, EV chargers",
        "Worked on site in three cities",
        "Worked on the production line",
        "Worked on weekends during the season",
        "We built the first version in ten weeks",
        "My form group won the attendance cup",
        "I managed my own caseload",
        "Helped with trade shows",
        "Testing & tagging",
        "Pricing analytics team of seven",
        "",
        "...",
    ],
)
def test_what_no_rule_can_change_safely_stays_verbatim(bullet: str) -> None:
    assert rewrite(bullet, "past").text == bullet


def test_in_a_current_role_what_was_achieved_stays_in_the_past() -> None:
    assert rewrite("Cut waste by 9%", "base").text == "Cut waste by 9%"
    assert rewrite("Opened a second branch", "base").text == "Opened a second branch"
    assert rewrite("Leading the rota", "base").text == "Lead the rota"


@pytest.mark.parametrize(
    ("end", "end_date", "tense"),
    [
        ("Present", "present", "base"),
        ("heute", None, "base"),
        ("May 2020", "2020-05", "past"),
        ("2030", "2030", "base"),
        ("", None, "unknown"),
    ],
)
def test_the_tense_comes_from_the_dates_of_the_role(end: str, end_date: str | None, tense: str) -> None:
    assert tense_of(Role(end=end, end_date=end_date), AS_OF) == tense


def test_a_role_without_dates_keeps_the_tense_it_is_told_in() -> None:
    past = Role(bullets=["Managed two sites", "Trained staff", "Ordering materials"])
    assert [b.text for b in rewrite_role(past, tense="unknown", english=True)][2] == "Ordered materials"
    mixed = Role(bullets=["Responsible for managing two sites"])
    assert [b.text for b in rewrite_role(mixed, tense="unknown", english=True)] == mixed.bullets


def test_a_repeated_verb_is_varied_once_and_never_raised() -> None:
    bullets = [
        "Developed a seat map",
        "Developed a fraud application",
        "Assisted a desk",
        "Assisted at events",
    ]
    told = [b.text for b in rewrite_role(Role(bullets=bullets), tense="past", english=True)]
    assert told == ["Developed a seat map", "Built a fraud application", *bullets[2:]]


def test_bullets_in_another_language_stay_verbatim() -> None:
    bullets = ["Verantwortlich für die Führung von 9 Ingenieuren", "Set Up der Anlagen, including"]
    role = Role(bullets=bullets)
    assert [b.text for b in rewrite_role(role, tense="past", english=False)] == bullets


def test_every_statement_of_every_person_is_kept_with_its_numbers_and_names(person: ParsedResume) -> None:
    for role in person.profile.experience:
        told = rewrite_role(role, tense=tense_of(role, person.as_of), english=person.language == "en")
        assert [bullet.original for bullet in told] == role.statements
        for bullet in told:
            assert not unsupported_numbers(bullet.text, [bullet.original])
            assert not unsupported_numbers(bullet.original, [bullet.text])
            for name in re.findall(r"(?<=\S )[A-Z][\w&+#.-]+", bullet.original):
                assert name in bullet.text


_WORDS = st.sampled_from(
    """
    Responsible for managing Managed Lead Leading support Support staff and , ; to the a of 12% £3m
    Excel reports training Duties included I we was involved in Worked on project , resulting in
    Preparation budgets
    """.split()
)


@given(st.lists(_WORDS, max_size=14).map(" ".join), st.sampled_from(["past", "base", "unknown"]))
def test_no_bullet_loses_a_number_or_raises(bullet: str, tense: str) -> None:
    told = rewrite(bullet, tense)  # type: ignore[arg-type]
    assert not unsupported_numbers(told.text, [bullet])
    assert not unsupported_numbers(bullet, [told.text])


@given(st.text(max_size=80))
def test_no_text_makes_a_rule_raise(text: str) -> None:
    for told in rewrite_role(Role(bullets=[text, text]), tense="past", english=True):
        assert told.original == text
