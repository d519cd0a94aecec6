"""`evaluate`: its report, its gate, the files it reads, and what it refuses."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from resumemate_llm.testing import FaultServer
from resumemate_training.examples import Example, write_examples

from .evaluating import answers, evaluate, report
from .fake_anthropic import drafted, user_text

pytestmark = pytest.mark.usefixtures("no_courier")


def test_several_models_stand_in_one_report(test_file: Path, tmp_path: Path, examples: list[Example]) -> None:
    path = answers(tmp_path / "answers.jsonl", examples, lambda draft: draft["bulletsByRole"].pop(), 2)
    with FaultServer(answer=lambda body: drafted(user_text(body)), context_length=None) as server:
        models = ["-m", "mock", "-m", f"a&b={server.openai_url}", "--answers", f"<half>={path}"]
        done = evaluate(test_file, tmp_path, *models, "--limit", "6")
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
