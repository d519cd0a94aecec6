"""Markdown and plain text show everything, and show it as it is."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.export.markdown import to_markdown, to_text
from resumemate_llm.resume.readers import read_document
from resumemate_llm.schema import CandidateProfile, ProOutput

from .outputs import EMPTY, OUTPUT, PROFILE, output_of

TEXT = """\
Ines Duarte
Operations Coordinator
Lisbon, Portugal | +351 210 000 000 | ines@example.org | linkedin.com/in/ines | https://ines.example.org

SUMMARY
Keeps ships on time.

SKILLS
Tools: SAP, C++

EXPERIENCE
Coordinator
Harbour Freight, Lda. | March 2019 – Present
- Planned 40 sailings a week
- Cut demurrage by 18% (5* rating)

Clerk
Old Docks | 2017 – 02/2019

Clerk
Old Docks | 2015
- Filed _all_ papers

Sea Rescue
- Led 9 tours

EDUCATION
BSc Logistics
University of Aveiro | 2015

Night School
soon – later

PROJECTS
Berth Board
- Used by 3 ports
Technologies: Python

CERTIFICATIONS
- Prince2 (2018)

SPRACHEN
Portugiesisch: Muttersprache
English C1

AWARDS
Best Crew 2018

NOTICE PERIOD
- Two weeks
Negotiable


COVER LETTER

Dear Riverside team,
I plan sailings.

I cut demurrage.

I lead tours.

Kind regards
Ines Duarte
"""


def test_plain_text_is_exactly_this() -> None:
    assert to_text(OUTPUT) == TEXT


def test_markdown_has_headings_lists_and_a_rule_before_the_letter() -> None:
    markdown = to_markdown(OUTPUT)
    assert markdown.startswith("# Ines Duarte\n\n**Operations Coordinator**\n\n")
    assert (
        "\n## Experience\n\n### Coordinator\n*Harbour Freight, Lda. | March 2019 – Present*\n- Planned"
        in markdown
    )
    assert "\n**Tools:** SAP, C++\n" in markdown
    assert "\n\n---\n\n## Cover letter\n\nDear Riverside team,  \nI plan sailings.\n" in markdown


def test_what_looks_like_markup_shows_as_it_is() -> None:
    markdown = to_markdown(OUTPUT)
    assert "(5\\* rating)" in markdown
    assert "Filed \\_all\\_ papers" in markdown
    tricky = [
        "# 1 seller",
        "- 5 degrees",
        "1. place",
        "> 40 clients",
        "+ more",
        "a <b> c",
        "snake_case",
        "C:\\temp",
        "===",
    ]
    shown = to_markdown(output_of(CandidateProfile(summary="\n".join(tricky))))
    for line, escaped in zip(
        tricky,
        [
            r"\# 1 seller",
            r"\- 5 degrees",
            r"1\. place",
            r"\> 40 clients",
            r"\+ more",
            r"a \<b> c",
            "snake_case",
            r"C:\\temp",
        ],
        strict=False,
    ):
        assert escaped in shown, line


def test_what_was_escaped_is_read_as_it_was() -> None:
    text = read_document(to_markdown(OUTPUT)).text
    for line in ("Cut demurrage by 18% (5* rating)", "Filed _all_ papers", "linkedin.com/in/ines"):
        assert line in text
        assert line in to_text(OUTPUT)


def test_an_output_without_content_is_a_blank_line() -> None:
    assert to_text(EMPTY) == to_markdown(EMPTY) == "\n"


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "Nd"]), min_size=1, max_size=6)
LINES = st.lists(
    WORDS | st.sampled_from(["#", "*", "-", "_x_", "<b>", "1.", "`", "\\", "|", "&amp;"]),
    min_size=1,
    max_size=5,
)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@settings(deadline=None)
@given(st.lists(LINES.map(" ".join), min_size=1, max_size=4))
def test_every_word_of_the_output_is_shown(lines: list[str]) -> None:
    changed = PROFILE.experience[0].model_copy(update={"bullets": lines})
    output = output_of(PROFILE.model_copy(update={"experience": [changed], "summary": "\n".join(lines)}))
    for shown in (to_text(output), to_markdown(output)):
        for text in all_texts(output):
            assert set(words(text.upper())) <= set(words(shown.upper()))


def all_texts(output: ProOutput) -> list[str]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(output.tailored_resume.to_wire())
    walk(output.cover_letter.to_wire())
    return found
