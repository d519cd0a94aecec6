"""What a model will be trained on: exactly the answers and their end, nothing cut, nothing lost, or an error."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_training.errors import BadLine, DataError, SetupError, StepFailed
from resumemate_training.finetune.encoding import IGNORED, ChatEncoder, Encoded
from resumemate_training.finetune.examples import Example, read_dataset, read_examples
from resumemate_training.finetune.lengths import fit, measure
from training.tests.chat_tokenizer import ChatTokenizer, Fault

ANSWER = '{"headline":"Analyst"}'


def messages(*roles: str, answer: str = ANSWER) -> dict[str, object]:
    return {"messages": [{"role": r, "content": answer if r == "assistant" else r} for r in roles]}


def example(answer: str = ANSWER, user: str = "resume and job") -> Example:
    asked = ({"role": "system", "content": "write"}, {"role": "user", "content": user})
    return Example("train.jsonl:1", asked, answer)


def encoded(size: int, prompt: int, place: str) -> Encoded:
    return Encoded(Example(place, (), "{}"), list(range(size)), prompt)


def write(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@given(answer=st.dictionaries(st.text(), st.text()).map(json.dumps), user=st.text())
def test_the_labels_are_the_answer_and_its_end(answer: str, user: str) -> None:
    encoder = ChatEncoder(ChatTokenizer())
    row = encoder.encode(example(answer, user))
    trained = [label for label in row.labels if label != IGNORED]
    assert encoder.decode(trained) == answer + "<|im_end|>\n"
    encoder.check(row.example, row.labels)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: row.tokens, "of the prompt would be trained too"),
        (lambda row: [IGNORED] * len(row.tokens), "no token of it would be trained"),
        (lambda row: row.labels[:-3], "the answer's end would not be trained"),
        (lambda row: [*row.labels[:-2], IGNORED, row.labels[-1]], "the answer's end would not be trained"),
        (lambda row: row.labels[: row.prompt] + row.tokens[row.prompt + 4 :], "is not the answer"),
    ],
    ids=["the prompt too", "nothing", "a cut answer", "no end token", "another text"],
)
def test_wrong_labels_stop_the_run_before_it_starts(change: object, said: str) -> None:
    encoder = ChatEncoder(ChatTokenizer())
    row = encoder.encode(example())
    with pytest.raises(StepFailed, match=said) as caught:
        encoder.check(row.example, change(row))  # type: ignore[operator]
    assert "Analyst" not in str(caught.value)


def test_a_template_without_generation_markers_is_trained_right() -> None:
    tokenizer = ChatTokenizer()
    assert "{% generation %}" not in str(tokenizer.chat_template)
    row = ChatEncoder(tokenizer).encode(example())
    assert row.prompt == len(
        tokenizer(
            "<|im_start|>system\nwrite<|im_end|>\n<|im_start|>user\nresume and job<|im_end|>\n<|im_start|>assistant\n"
        )["input_ids"]
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("no template", "no chat template"),
        ("no generation prompt", "nothing marks where the answer begins"),
        ("no end", "would never stop"),
        ("rewrites the prompt", "what is trained is not what is served"),
    ],
)
def test_a_template_that_cannot_be_trained_on_is_refused(fault: Fault, said: str) -> None:
    with pytest.raises(SetupError, match=said):
        ChatEncoder(ChatTokenizer(fault))


def test_an_answer_that_begins_inside_a_token_is_refused() -> None:
    encoder = ChatEncoder(ChatTokenizer("joins"))
    with pytest.raises(DataError, match=r"train\.jsonl:1: .*joined with the prompt's last token"):
        encoder.encode(example())


def test_the_length_is_measured_and_rounded_up() -> None:
    lengths = measure([encoded(100, 60, "a:1"), encoded(150, 60, "a:2")], window=1_000)
    assert (lengths.limit, lengths.longest, lengths.median, lengths.answers) == (192, 150, 150, 130)
    assert measure([encoded(150, 60, "a:1")], window=170).limit == 170


def test_an_example_that_would_be_cut_is_named_and_stops_the_run() -> None:
    rows = [encoded(100, 60, "a:1"), encoded(150, 60, "a:2"), encoded(150, 140, "a:3")]
    lengths = measure(rows, window=1_000, asked=120)
    assert lengths.warnings() == [
        "a:2: 150 tokens (60 of them prompt), its answer would be cut at 120",
        "a:3: 150 tokens (140 of them prompt), nothing of its answer would be left at 120",
    ]
    with pytest.raises(DataError, match=r"2 of 3 examples .* 120 tokens: a:2 \(150\), a:3 \(150\)"):
        fit(rows, lengths, drop=False)
    assert fit(rows, lengths, drop=True) == rows[:1]


def test_an_example_longer_than_the_models_window_is_named() -> None:
    rows = [encoded(5_000, 100, "a:1")]
    with pytest.raises(DataError, match=r"longer than 4096 tokens: a:1 \(5000\)"):
        fit(rows, measure(rows, window=4_096), drop=False)
    with pytest.raises(DataError, match="no example fits"):
        fit(rows, measure(rows, window=4_096), drop=True)
    with pytest.raises(DataError, match="more than the model's window of 4096"):
        measure(rows, window=4_096, asked=8_192)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "x"}, "`messages` must be a list"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "`messages` must be a list"),
        (messages("system", "user"), "one answer at the end is expected, not system, user"),
        (messages("user", "assistant", "user", "assistant"), "of an earlier one nothing would be learned"),
        (messages("system", "user", "assistant", answer="Dear team"), "not one JSON object"),
    ],
)
def test_a_line_that_cannot_be_trained_on_is_named(tmp_path: Path, row: object, said: str) -> None:
    path = write(tmp_path / "train.jsonl", [messages("system", "user", "assistant"), row])
    with pytest.raises(BadLine, match=rf"train\.jsonl:2: .*{said}"):
        read_examples(path)


def test_a_folder_without_training_data_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="resumemate-train data split"):
        read_dataset(tmp_path)
    write(tmp_path / "train.jsonl", [])
    with pytest.raises(DataError, match="no example in it"):
        read_dataset(tmp_path)


def test_valid_is_optional(tmp_path: Path) -> None:
    write(tmp_path / "train.jsonl", [messages("system", "user", "assistant")])
    assert read_dataset(tmp_path).valid == []
