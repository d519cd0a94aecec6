"""What is read as an answer, what is not, and what is said about it."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.providers.base import Completion, FinishReason
from resumemate_llm.routing import read_answer
from resumemate_llm.routing.answer import MAX_ANSWER_CHARS
from resumemate_llm.schema import CandidateProfile, ProDraft, WireModel

from .fakes import VALID, draft_data, request


def read(text: str, finish_reason: FinishReason = "stop") -> ProDraft:
    return read_answer(Completion(text=text, finish_reason=finish_reason), ProDraft, request())


def refused(text: str, finish_reason: FinishReason = "stop") -> ProviderError:
    with pytest.raises(ProviderError) as raised:
        read(text, finish_reason)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None, "a parser's error holds the whole text"
    return raised.value


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    data = draft_data()
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        f"\ufeff{VALID}",
        f"\n\n  {VALID}\n",
        f"```json\n{VALID}\n```",
        f"```\n{VALID}\n```",
        f"```json\n{VALID}",
        f"Here is the draft you asked for:\n\n{VALID}\n\nLet me know if {{anything}} is missing.",
        f"Sure!\n```json\n{VALID}\n```\nI kept every number.",
        json.dumps(draft_data(), indent=4),
    ],
    ids=[
        "plain",
        "byte order mark",
        "blanks",
        "fence",
        "bare fence",
        "open fence",
        "prose",
        "both",
        "pretty",
    ],
)
def test_wrappings_that_leave_no_doubt_are_looked_through(text: str) -> None:
    assert read(text) == ProDraft.model_validate(draft_data())


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Led\x0ba team", "Led a team"),
        ("de\x00ploy", "deploy"),
        ("a\nb", "a\nb"),
        ("tab\there", "tab\there"),
        ("bell\\u0007", "bell"),
        ("del\x7fete", "delete"),
        ("next\x85line", "next line"),
        ("half \\ud83d smile", "half  smile"),
        ("half \udc9a raw", "half  raw"),
        ("whole \\ud83d\\ude00 smile", "whole \U0001f600 smile"),
    ],
)
def test_control_characters_and_half_surrogates_are_cleaned_out_of_strings(raw: str, clean: str) -> None:
    text = VALID.replace("A cook who leads.", raw)
    draft = read(text)
    assert draft.professional_summary == clean
    draft.model_dump_json().encode()


@pytest.mark.parametrize("score", ["85", " 85 ", "85%", "85 %", 85.0, 84.6, "84.6"])
def test_scores_written_as_text_or_with_a_point_are_whole_numbers(score: object) -> None:
    assert read(changed(lambda d: d["radar"].update(overall=score))).radar.overall == 85


@pytest.mark.parametrize("score", ["high", "85/100", None, [85], 1e999, "", "-3"])
def test_scores_that_are_no_numbers_are_invalid(score: object) -> None:
    error = refused(changed(lambda d: d["radar"].update(overall=score)).replace("Infinity", "1e999"))
    assert error.category is F.SCHEMA_INVALID
    assert [line.partition(":")[0] for line in error.problems] == ["radar.overall"]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("headline", lambda d: d.update(headline=7)),
        ("headline", lambda d: d.update(headline=None)),
        ("headline", lambda d: d.pop("headline")),
        ("nextActions", lambda d: d.update(nextActions="apply")),
        ("nextActions[0]", lambda d: d.update(nextActions=[1])),
        ("coverLetter", lambda d: d.update(coverLetter=["Dear team,"])),
        ("coverLetter.paragraphs", lambda d: d.update(coverLetter={})),
        ("bulletsByRole[0].bullets", lambda d: d["bulletsByRole"][0].update(bullets="Cooked.")),
        ("bulletsByRole[0].start", lambda d: d["bulletsByRole"][0].update(start=2019)),
        (
            "keywordChecklist[0].found",
            lambda d: d.update(keywordChecklist=[{"keyword": "a", "found": "yes"}]),
        ),
        (
            "experienceGaps[0].severity",
            lambda d: d.update(experienceGaps=[{"gap": "a", "suggestion": "b", "severity": "fatal"}]),
        ),
    ],
)
def test_a_wrong_type_or_a_missing_key_is_named_with_its_path(
    path: str, change: Callable[[dict[str, Any]], object]
) -> None:
    error = refused(changed(change))
    assert error.category is F.SCHEMA_INVALID
    assert [line.partition(":")[0] for line in error.problems] == [path]


@pytest.mark.parametrize(
    "end",
    ['"headline": "A co', '"radar": {"over', '"nextActions": ["Apply', '"nextActions": [', '"radar": n', "}"],
)
@pytest.mark.parametrize("form", ["{}", "Here it is:\n{}", "```json\n{}\n```"])
def test_an_object_that_ends_in_its_middle_is_called_so(end: str, form: str) -> None:
    cut = VALID[: VALID.rindex(end.partition(" ")[0])] + end
    error = refused(form.format(cut.removesuffix("}")))
    assert error.category is F.NOT_JSON
    assert re.fullmatch(r"the JSON ends early, after \d+ characters", error.detail)
    assert error.problems == (f"(answer): {error.detail}; write the whole object",)


def test_an_object_with_an_error_in_its_middle_is_not_called_several() -> None:
    error = refused(VALID.replace('"headline":', '"headline"', 1))
    assert error.category is F.NOT_JSON
    assert re.fullmatch(r"Expecting ':' delimiter at character \d+", error.detail)


def test_extra_keys_are_ignored() -> None:
    assert read(changed(lambda d: d.update(thoughts="none", score=float("nan")))) == read(VALID)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"summary":', '"summary": "Other.", "summary":', "summary"),
        ('"company":', '"company": "Other", "company":', "bulletsByRole[0].company"),
        ('"radar":', '"radar": {}, "radar":', "radar"),
    ],
)
def test_a_key_given_twice_is_invalid(old: str, new: str, path: str) -> None:
    error = refused(VALID.replace(old, new, 1))
    assert error.category is F.SCHEMA_INVALID
    assert error.problems == (f"{path}: the key is given twice",)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_nan_and_infinity_are_invalid(value: str) -> None:
    error = refused(VALID.replace('"overall": 50', f'"overall": {value}'))
    assert error.problems == ("radar.overall: NaN and Infinity are not JSON",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "I'm sorry, but I can't help with that.",
        "<html><body><h1>502 Bad Gateway</h1></body></html>",
        VALID[: len(VALID) // 2],
        VALID[:-1],
        f"{VALID}\n{VALID}",
        f"First ```json\n{VALID}\n``` and second ```json\n{VALID}\n```",
        "{" * 5000,
        '{"a":' * 100_000,
        "[" * 100_000,
        '{"a": ' + "9" * 5000 + "}",
        " " * (MAX_ANSWER_CHARS + 1),
        VALID.replace("Cooked.", "x" * MAX_ANSWER_CHARS),
    ],
    ids=lambda text: repr(text[:24]),
)
def test_what_holds_no_single_json_object_is_not_json(text: str) -> None:
    error = refused(text)
    assert error.category is F.NOT_JSON
    assert len(error.problems) == 1


def test_a_hostile_text_takes_no_time() -> None:
    started = time.process_time()
    refused('{"a":' * 200_000)
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("text", ["[]", f"[{VALID}]", '"a string"', "42", "null", "true"])
def test_json_that_is_no_object_is_invalid(text: str) -> None:
    assert refused(text).category in (F.SCHEMA_INVALID, F.NOT_JSON)


def test_an_empty_object_lacks_all_fifteen_keys() -> None:
    error = refused("{}")
    assert error.category is F.SCHEMA_INVALID
    assert len(error.problems) == 15


def test_another_document_is_invalid() -> None:
    other = json.dumps({"basics": {"name": "A", "email": "a@example.org"}, "work": []})
    assert refused(other).category is F.SCHEMA_INVALID


def test_the_schema_echoed_back_is_called_so() -> None:
    error = refused(json.dumps(ProDraft.model_json_schema(by_alias=True)))
    assert error.category is F.SCHEMA_INVALID
    assert error.problems[0] == "(answer): this is the schema; answer with an object that matches it"


@pytest.mark.parametrize("text", [VALID, VALID[:100], "{"])
def test_a_cut_answer_is_never_read_even_where_it_could_be(text: str) -> None:
    assert refused(text, "length").category is F.TRUNCATED


def test_a_flood_of_white_space_gets_no_more_room_for_more_of_it() -> None:
    assert refused('{"summary": "A."' + " \n" * 5000, "length").category is F.NOT_JSON


@pytest.mark.parametrize("reason", ["content_filter", "refusal"])
def test_a_filtered_answer_and_a_refusal_are_never_read(reason: FinishReason) -> None:
    assert refused(VALID, reason).category is F.CONTENT_FILTER


def blank(value: Any) -> Any:
    if isinstance(value, str):
        return " "
    if isinstance(value, list):
        return [blank(item) for item in value]
    if isinstance(value, dict):
        return {key: blank(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda d: d.update(bulletsByRole=[]), "bulletsByRole: empty, but the resume has 1 roles"),
        (lambda d: d["bulletsByRole"][0].update(bullets=[]), "bulletsByRole: no role has a bullet"),
        (lambda d: d["bulletsByRole"][0].update(bullets=[" "]), "bulletsByRole: no role has a bullet"),
        (lambda d: d.update(coverLetter={"paragraphs": []}), "coverLetter.paragraphs: empty"),
        (lambda d: d.update(coverLetter={"paragraphs": ["", "\n"]}), "coverLetter.paragraphs: empty"),
        (lambda d: d.update(blank(d)), "(answer): every text is empty"),
    ],
)
def test_a_valid_answer_whose_essential_part_is_empty_is_rejected(
    change: Callable[[dict[str, Any]], object], problem: str
) -> None:
    error = refused(changed(change))
    assert error.category is F.QUALITY_REJECTED
    assert error.problems == (problem,)


def test_a_resume_without_roles_may_have_a_draft_without_roles() -> None:
    asked = request()
    student = asked.replace(resume=asked.resume.replace(profile=CandidateProfile()))
    text = changed(lambda d: d.update(bulletsByRole=[]))
    assert read_answer(Completion(text=text), ProDraft, student).bullets_by_role == []


class Letter(WireModel):
    """One part of a plan in sections."""

    paragraphs: list[str]


def test_a_part_of_a_draft_is_read_with_its_own_model() -> None:
    assert read_answer(Completion(text='{"paragraphs": ["Dear"]}'), Letter, request()).paragraphs == ["Dear"]


CANARY = "Kanarienvogel-4711"


@pytest.mark.parametrize(
    "text",
    [
        CANARY,
        json.dumps({CANARY: CANARY}),
        changed(lambda d: d.update(experienceGaps=[{"gap": "a", "suggestion": "b", "severity": CANARY}])),
        changed(lambda d: d.update({CANARY: 1, "headline": [CANARY]})),
        VALID[:-1] + f'"{CANARY}": 1, "{CANARY}": 2',
        VALID.replace('"Inn"', f'"{CANARY}", "company": "{CANARY}"'),
        VALID.replace('"overall": 50', f'"overall": "{CANARY}"'),
    ],
)
def test_nothing_of_an_answer_shows_in_what_is_said_about_it(text: str) -> None:
    error = refused(text)
    assert CANARY not in f"{error!r} {error} {error.detail} {error.problems}"


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, item in value.items():
            found += paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += paths(item, (*path, index))
    return found


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(path=st.sampled_from(paths(draft_data())), value=JSON_VALUES)
def test_any_value_at_any_place_is_either_valid_or_named(path: tuple[str | int, ...], value: Any) -> None:
    data = copy.deepcopy(draft_data())
    target: Any = data
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    try:
        draft = read(json.dumps(data))
    except ProviderError as error:
        assert error.category in (F.SCHEMA_INVALID, F.QUALITY_REJECTED)
        assert error.problems
        assert all(
            re.match(r"(\(answer\)|[a-zA-Z.]+(\[\d+\][a-zA-Z.]*)*): .", line) for line in error.problems
        )
    else:
        draft.model_dump_json().encode()


@given(st.text() | st.text(alphabet='{}[]",:`\\ \nnuljso0\x00\ud800'))
def test_no_text_whatsoever_makes_reading_fail_in_another_way(text: str) -> None:
    error = refused(text)
    assert error.category in (F.NOT_JSON, F.SCHEMA_INVALID)
    assert error.problems


PROSE = st.text(alphabet=st.characters(exclude_characters="{["))


@given(before=PROSE, after=PROSE)
def test_prose_without_braces_around_the_object_never_matters(before: str, after: str) -> None:
    assert read(f"{before}{VALID}{after}") == read(VALID)
