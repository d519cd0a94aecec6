"""Sentences of the prose in resumes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("Led a team", ["Led a team"]),
        ("Led a team. Cut costs by 12%.", ["Led a team.", "Cut costs by 12%."]),
        ("Who? Me! Yes.", ["Who?", "Me!", "Yes."]),
        ("Worked for Acme Inc. in Leeds.", ["Worked for Acme Inc. in Leeds."]),
        ("Tools, e.g. Python and Go. Also SQL.", ["Tools, e.g. Python and Go.", "Also SQL."]),
        ("Reported to Dr. Lee. Ran the lab.", ["Reported to Dr. Lee.", "Ran the lab."]),
        ("Worked with J. Smith. Left in 2019.", ["Worked with J. Smith.", "Left in 2019."]),
        ("Raised 3.5 million. Hired 4.", ["Raised 3.5 million.", "Hired 4."]),
        ("Led a team of 4. Left in 2019.", ["Led a team of 4.", "Left in 2019."]),
        ("1. Ran the lab. 2. Left.", ["1. Ran the lab.", "2. Left."]),
        ('Called "the fixer." Stayed on.', ['Called "the fixer."', "Stayed on."]),
        ("wrapped\n  over lines.\nNext one", ["wrapped over lines.", "Next one"]),
        ("Node.js and ASP.NET. Docker.", ["Node.js and ASP.NET.", "Docker."]),
        ("lower case. goes on", ["lower case. goes on"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(max_size=200))
def test_no_word_is_lost_and_splitting_again_changes_nothing(text: str) -> None:
    sentences = split_sentences(text)
    assert " ".join(sentences).split() == text.split()
    assert all(sentence and sentence == sentence.strip() for sentence in sentences)
