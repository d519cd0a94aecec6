"""`evaluate` is right about wrong models: what is spoilt in the answers fails the metric meant for it, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resumemate_training.checks import MEANING
from resumemate_training.examples import Example

from .evaluating import Draft, Spoil, answers, evaluate, rates, report

GATES = [f"--gate-metric={name}=0.9" for name in MEANING]


def drop_a_role(draft: Draft) -> None:
    draft["bulletsByRole"].pop()


def five_paragraphs(draft: Draft) -> None:
    paragraphs = draft["coverLetter"]["paragraphs"]
    first, last = (
        paragraphs[2].split(". ", 1)
        if ". " in paragraphs[2]
        else (paragraphs[2], "I would be glad to tell you more.")
    )
    paragraphs[2:3] = [first.rstrip(".") + ".", last]


def radar_off_by_twenty(draft: Draft) -> None:
    draft["radar"] = {axis: value + (20 if value <= 80 else -20) for axis, value in draft["radar"].items()}


def invent_a_number(draft: Draft) -> None:
    bullets = draft["bulletsByRole"][0]["bullets"]
    bullets[0] = bullets[0].rstrip(".") + " for 7,431 people"


def fewer_bullets(draft: Draft) -> None:
    draft["bulletsByRole"][0]["bullets"].pop()


def nine_keywords(draft: Draft) -> None:
    del draft["keywordChecklist"][9:]


def another_company(draft: Draft) -> None:
    draft["bulletsByRole"][0]["company"] += " Group Holdings"


def invent_a_skill(draft: Draft) -> None:
    draft["skills"][0]["items"].append("Underwater welding")


def banned_phrase(draft: Draft) -> None:
    letter = draft["coverLetter"]["paragraphs"]
    letter[2] += " I thrive in a fast-paced environment."


def claim_a_scale(draft: Draft) -> None:
    bullets = draft["bulletsByRole"][0]["bullets"]
    bullets[0] = bullets[0].rstrip(".") + ", generating millions in revenue for the company"


def drop_skills(draft: Draft) -> None:
    draft["skills"] = draft["skills"][:1]
    del draft["skills"][0]["items"][1:]


def another_letter(draft: Draft) -> None:
    letter = draft["coverLetter"]["paragraphs"]
    letter[3] = letter[3].rsplit("\n", 1)[0] + "\nSomebody Else"


def a_placeholder(draft: Draft) -> None:
    bullets = draft["bulletsByRole"][0]["bullets"]
    bullets[0] = bullets[0].rstrip(".") + " by [X]%"


def invalid_json(draft: Draft) -> str:
    return json.dumps(draft)[:-20]


WRONG: dict[str, tuple[str, Spoil, int]] = {
    "drops a role": ("roles", drop_a_role, 1),
    "five paragraphs": ("letter", five_paragraphs, 1),
    "radar off by 20": ("radar", radar_off_by_twenty, 1),
    "invents a number": ("numbers", invent_a_number, 1),
    "invalid JSON 15 % of the time": ("schema", invalid_json, 7),
    "fewer bullets": ("bullets", fewer_bullets, 1),
    "nine keywords": ("keywords", nine_keywords, 1),
    "another company": ("facts", another_company, 1),
    "invents a skill": ("skills", invent_a_skill, 1),
    "a banned phrase": ("phrases", banned_phrase, 1),
    "claims a scale": ("claims", claim_a_scale, 1),
    "drops skills": ("losses", drop_skills, 1),
    "signs another name": ("address", another_letter, 1),
    "a placeholder": ("wording", a_placeholder, 1),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_model_is_failed_by_exactly_the_metric_meant_for_it(
    wrong: str, test_file: Path, tmp_path: Path, examples: list[Example]
) -> None:
    metric, spoil, every = WRONG[wrong]
    path = answers(tmp_path / "answers.jsonl", examples, spoil, every)
    few = [] if every > 1 else ["--limit", "8"]
    done = evaluate(test_file, tmp_path, "--answers", f"wrong={path}", "--gate", "0.9", *GATES, *few)
    assert done.exit_code == 6, done.output
    failed = [verdict["metric"] for verdict in report(tmp_path)["gate"] if not verdict["passed"]]
    assert failed == [metric]
    assert f"below the gate: wrong: {metric}" in done.output


def test_the_reference_itself_passes_everything(
    test_file: Path, tmp_path: Path, examples: list[Example]
) -> None:
    path = answers(tmp_path / "answers.jsonl", examples, lambda draft: None)
    done = evaluate(test_file, tmp_path, "--answers", f"same={path}", "--gate", "1", *GATES)
    assert done.exit_code == 0, done.output
    assert set(rates(tmp_path).values()) == {1.0}
    assert report(tmp_path)["models"][1]["radarDelta"]["overall"]["value"] == 0
