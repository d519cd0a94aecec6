"""`evaluate`: right about wrong models, honest about few answers, resumable, gated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.prompts import texts_of
from resumemate_llm.providers.google_identity import GoogleIdentity
from resumemate_llm.testing import FaultServer, http_error
from resumemate_training import jsonl
from resumemate_training.asking.courier import Here
from resumemate_training.checks import MEANING
from resumemate_training.cli import main
from resumemate_training.data.pairs import builtin_pairs
from resumemate_training.data.sections import sections_of
from resumemate_training.evaluate.stats import Rate, bootstrap, median
from resumemate_training.examples import Example, read_examples, write_examples

from .fake_anthropic import drafted

GATES = [f"--gate-metric={name}=0.9" for name in MEANING]
Draft = dict[str, Any]
Spoil = Callable[[Draft], object]


@pytest.fixture(scope="session")
def test_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty held-out examples that pass every check themselves."""
    folder = tmp_path_factory.mktemp("held-out")
    pairs = folder / "pairs"
    pairs.mkdir()
    for a, resume in enumerate(builtin_pairs()):
        for b, job in enumerate(builtin_pairs()):
            entry = {"domain": resume.domain, "resumeText": resume.resume, "jobDescriptionText": job.job}
            (pairs / f"{a}{b}.json").write_text(json.dumps(entry))
    output = folder / "all" / "training-data.jsonl"
    command = [
        "data",
        "generate",
        "--pairs",
        str(pairs),
        "--no-builtin",
        "--provider",
        "mock",
        "--min-quality",
        "1",
        "-o",
    ]
    assert CliRunner().invoke(main, [*command, str(output)]).exit_code == 0
    test = folder / "test.jsonl"
    write_examples(test, read_examples(output)[:20])
    return test


@pytest.fixture
def examples(test_file: Path) -> list[Example]:
    return read_examples(test_file)


@pytest.fixture(autouse=True)
def no_courier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resumemate_training.evaluate.collect.Courier", Here)


def evaluate(test: Path, output: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", str(test), "-o", str(output), *more])


def report(output: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((output / "report.json").read_text())
    return held


def rates(output: Path, model: int = 1) -> dict[str, float]:
    return {name: rate["value"] for name, rate in report(output)["models"][model]["rates"].items()}


def answers(path: Path, examples: list[Example], spoil: Spoil, every: int = 1) -> Path:
    """A file of answers: the reference's own, spoilt in every `every`th example."""
    rows = []
    for number, example in enumerate(examples):
        draft = json.loads(example.answer)
        changed = spoil(draft) if number % every == 0 else None
        text = changed if isinstance(changed, str) else json.dumps(draft)
        rows.append(
            {
                "id": example.id,
                "answer": text,
                "seconds": 1.0 + number / 10,
                "usage": {"output_tokens": 900 + number},
            }
        )
    jsonl.write(path, rows)
    return path


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


def test_the_deterministic_writer_is_a_model_too(test_file: Path, tmp_path: Path) -> None:
    done = evaluate(test_file, tmp_path, "-m", "mock", "--gate", "0.9")
    assert done.exit_code == 0, done.output
    assert min(rates(tmp_path).values()) >= 0.9


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """A server of OpenAI's protocol; without an enforced schema every third answer is no JSON."""

    def answer(body: Any) -> str:
        text = drafted(body["messages"][-1]["content"])
        number = held[0].generations
        return text if body.get("response_format") or number % 3 else f"Sure! {text[:500]}"

    held: list[FaultServer] = []
    with FaultServer(answer=answer, context_length=None) as server:
        held.append(server)
        yield server


def test_a_server_is_asked_with_and_without_enforcement(
    server: FaultServer, test_file: Path, tmp_path: Path
) -> None:
    where = f"tuned={server.openai_url}#resumemate-14b"
    done = evaluate(test_file, tmp_path, "-m", where, "--limit", "6", "--gate", "0.9")
    assert done.exit_code == 6
    found = rates(tmp_path)
    assert (
        found["schema"] == pytest.approx(4 / 6) and found["schema_enforced"] == 1.0 and found["roles"] == 1.0
    )
    entry = report(tmp_path)["models"][1]
    assert (
        entry["mode"] == "enforced"
        and entry["latencySeconds"]["value"] > 0
        and entry["outputTokens"]["value"] > 0
    )
    assert (
        evaluate(
            test_file, tmp_path, "-m", where, "--limit", "6", "--enforcement", "on", "--gate", "0.9"
        ).exit_code
        == 0
    )


def test_a_model_of_sections_is_asked_for_sections(
    test_file: Path, tmp_path: Path, examples: list[Example]
) -> None:
    with FaultServer(context_length=None) as server:  # answers each section for somebody else's resume
        where = f"m={server.openai_url}"
        done = evaluate(test_file, tmp_path, "-m", where, "-m", "mock", "--plan", "sections", "--limit", "2")
        assert done.exit_code == 0, done.output
        bodies = [r.body for r in server.requests if r.path.endswith("completions")]
    sections = sum(len(list(sections_of(example))) for example in examples[:2])
    assert len(bodies) == 2 * sections and {"letter", "profile"} <= {
        kind for body in bodies for kind in asked_for(body)
    }
    assert rates(tmp_path, 2)["letter"] == 1.0
    assert "radar" not in {name for name, rate in rates(tmp_path, 2).items() if rate is not None}


def asked_for(body: Any) -> list[str]:
    """The sections that the end of a prompt names."""
    task = body["messages"][-1]["content"].rpartition(">>>")[2]
    return [name for name in ("letter", "profile", "keywords", "feedback", "rewrites") if name in task]


def test_an_answer_is_asked_for_once(server: FaultServer, test_file: Path, tmp_path: Path) -> None:
    where = ["-m", f"{server.openai_url}#resumemate-14b", "--enforcement", "on"]
    evaluate(test_file, tmp_path, *where, "--limit", "4")
    assert server.generations == 4
    evaluate(test_file, tmp_path, *where, "--limit", "6")
    assert server.generations == 6


def test_a_missing_answer_is_said_and_asked_for_next_time(
    server: FaultServer, test_file: Path, tmp_path: Path
) -> None:
    server.follow(http_error(404))
    where = ["-m", f"m={server.openai_url}", "--enforcement", "on", "--limit", "3", "--gate", "0.9"]
    done = evaluate(test_file, tmp_path, *where)
    assert done.exit_code == 4 and "m: 1 x not_found" in done.output
    assert rates(tmp_path)["answered"] == pytest.approx(2 / 3)
    assert evaluate(test_file, tmp_path, *where).exit_code == 0
    assert server.generations == 4


def test_a_brief_failure_is_tried_again(server: FaultServer, test_file: Path, tmp_path: Path) -> None:
    server.follow("rate_limited_briefly")
    done = evaluate(test_file, tmp_path, "-m", server.openai_url, "--enforcement", "on", "--limit", "2")
    assert done.exit_code == 0 and server.generations == 3


def test_several_models_stand_in_one_report(
    server: FaultServer, test_file: Path, tmp_path: Path, examples: list[Example]
) -> None:
    path = answers(tmp_path / "answers.jsonl", examples, drop_a_role, 2)
    done = evaluate(
        test_file,
        tmp_path,
        "-m",
        "mock",
        "-m",
        f"a&b={server.openai_url}",
        "--answers",
        f"<half>={path}",
        "--limit",
        "6",
    )
    assert done.exit_code == 0, done.output
    assert [m["model"] for m in report(tmp_path)["models"]] == ["reference", "mock", "a&b", "<half>"]
    page = (tmp_path / "report.html").read_text()
    assert "&lt;half&gt;" in page and "<half>" not in page and page.count("<svg") == 3
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "") and "<script" not in page
    check = Balanced()
    check.feed(page)
    assert check.open == []


class Balanced(HTMLParser):
    """Every tag that opens is closed."""

    VOID = ("meta", "br", "line", "rect", "circle")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_texts_stay_out_when_they_are_not_wanted(test_file: Path, tmp_path: Path) -> None:
    evaluate(test_file, tmp_path, "-m", "mock", "--limit", "2", "--no-texts")
    shown = (tmp_path / "report.html").read_text() + (tmp_path / "report.json").read_text()
    assert "Halvorsen" not in shown and "Portage" not in shown
    evaluate(test_file, tmp_path, "-m", "mock", "--limit", "2")
    assert "Portage" in (tmp_path / "report.html").read_text()


def test_a_test_set_that_shares_a_resume_with_train_is_refused(
    test_file: Path, tmp_path: Path, examples: list[Example]
) -> None:
    train = tmp_path / "train.jsonl"
    write_examples(train, examples[2:3])
    done = evaluate(test_file, tmp_path / "out", "-m", "mock", "--train", str(train))
    assert done.exit_code == 2 and "train.jsonl:1" in done.output and "test.jsonl:" in done.output
    beside = tmp_path / "split" / "test.jsonl"
    write_examples(beside, examples[:1])
    write_examples(beside.with_name("train.jsonl"), examples[:1])
    assert evaluate(beside, tmp_path / "out", "-m", "mock").exit_code == 2


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ([], 3, "nothing to evaluate"),
        (["-m", "mock", "-m", "mock"], 3, "two models are called 'mock'"),
        (["-m", "nobody"], 3, "nobody"),
        (["-m", "self-hosted"], 3, "SELF_HOSTED_LLM_URL"),
        (["--answers", "a=none.jsonl"], 3, "no such file"),
        (["-m", "mock", "--gate-metric", "roels=0.9"], 2, "unknown metric"),
        (["-m", "mock", "--gate-metric", "roles=9"], 2, "from 0 to 1"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_asked(
    test_file: Path, tmp_path: Path, more: list[str], code: int, said: str
) -> None:
    done = evaluate(test_file, tmp_path, *more)
    assert done.exit_code == code and said in done.output


def test_a_file_of_answers_is_read_with_care(
    test_file: Path, tmp_path: Path, examples: list[Example]
) -> None:
    path = answers(tmp_path / "a.jsonl", examples[:-1], lambda draft: None)
    done = evaluate(test_file, tmp_path, "--answers", f"a={path}")
    assert (
        done.exit_code == 2 and "1 of 20 examples have no answer, the first is test.jsonl:20" in done.output
    )
    path.write_text('{"id": "x"}\n')
    assert "a.jsonl:1:" in evaluate(test_file, tmp_path, "--answers", f"a={path}").output
    same = evaluate(
        test_file, tmp_path, "--answers", f"same={test_file}", "--gate", "1"
    )  # a training file is one
    assert same.exit_code == 0, same.output


def test_a_gate_on_latency_is_at_most(test_file: Path, tmp_path: Path, examples: list[Example]) -> None:
    path = answers(tmp_path / "a.jsonl", examples, lambda draft: None)
    assert (
        evaluate(
            test_file, tmp_path, "--limit", "8", "--answers", f"a={path}", "--gate-metric", "latency_p95=2"
        ).exit_code
        == 0
    )
    assert (
        evaluate(
            test_file, tmp_path, "--limit", "8", "--answers", f"a={path}", "--gate-metric", "latency_p50=1.2"
        ).exit_code
        == 6
    )
    done = evaluate(
        test_file, tmp_path, "--limit", "8", "--answers", f"a={path}", "--gate-metric", "cost_usd=1"
    )
    assert done.exit_code == 6 and "nothing was measured" in done.output


def test_few_answers_are_said_to_leave_it_open(test_file: Path, tmp_path: Path) -> None:
    done = evaluate(test_file, tmp_path, "-m", "mock", "--limit", "5", "--gate", "0.9")
    assert done.exit_code == 0 and "leave it open" in done.output


# Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: Wilson's interval without correction.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_the_literature(count: int, total: int, low: float, high: float) -> None:
    assert Rate(count=count, total=total).interval == pytest.approx((low, high), abs=0.0001)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_rates_interval_holds_the_rate(count: int, more: int) -> None:
    rate = Rate(count=count, total=count + more)
    low, high = rate.interval
    assert 0 <= low <= (rate.value if rate.value is not None else 0.5) <= high <= 1


@given(st.lists(st.floats(0, 1e3), min_size=1, max_size=20))
def test_a_bootstrap_is_the_same_each_time_and_within_the_values(values: list[float]) -> None:
    found = median(values)
    assert found is not None and found == median(values)
    assert min(values) <= found.low <= found.high <= max(values)
    assert bootstrap([], max) is None


def test_the_fake_reads_the_prompt(examples: list[Example]) -> None:
    assert texts_of(examples[0].messages[1].content) is not None


def test_a_private_server_is_told_who_asks_in_both_modes(
    test_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("google.auth")
    monkeypatch.setenv("RESUMEMATE_SELF_HOSTED_IDENTITY", "google")
    monkeypatch.setattr(GoogleIdentity, "__call__", lambda _: {"Authorization": "Bearer identity"})
    with FaultServer(context_length=None) as server:
        evaluate(test_file, tmp_path, "-m", f"tuned={server.openai_url}", "--limit", "1")
    sent = [request for request in server.requests if request.path.endswith("completions")]
    assert {bool(request.body.get("response_format")) for request in sent} == {False, True}
    assert {request.headers.get("authorization") for request in sent} == {"Bearer identity"}
