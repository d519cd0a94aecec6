"""`data split`, `inspect`, `convert`, `import` and `redact`: what they promise about files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.plan import assemble_draft, plan_sections
from resumemate_training import jsonl
from resumemate_training.cli import main
from resumemate_training.data.convert import chatml
from resumemate_training.data.pairs import builtin_pairs
from resumemate_training.data.redact import redact_example, redact_pair, replacement
from resumemate_training.data.similar import near_duplicates, shingles, similarity
from resumemate_training.data.split import by_candidate, refuse_leaks
from resumemate_training.errors import Leak
from resumemate_training.examples import Example, read_examples, write_examples

from .pairs import crossed_pairs


def command(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["data", *map(str, arguments)])


@pytest.fixture(scope="session")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty-six examples: six candidates, six jobs each."""
    folder = tmp_path_factory.mktemp("thirty")
    pairs = folder / "pairs"
    crossed_pairs(pairs)
    output = folder / "training-data.jsonl"
    done = command(
        "generate",
        "--pairs",
        pairs,
        "--no-builtin",
        "--provider",
        "mock",
        "--must",
        "",
        "--min-quality",
        0,
        "-o",
        output,
    )
    assert done.exit_code == 0, done.output
    return output


@pytest.fixture(scope="session")
def examples(thirty: Path) -> list[Example]:
    return read_examples(thirty)


def changed(example: Example, change: Callable[[str], str], **fields: str) -> Example:
    """The example with its user message changed."""
    system, user, answer = example.messages
    return example.model_copy(
        update={
            "messages": [system, user.model_copy(update={"content": change(user.content)}), answer],
            **fields,
        }
    )


def test_each_candidate_is_one_group(examples: list[Example]) -> None:
    assert sorted(map(len, by_candidate(examples))) == [6] * 6


def test_a_slightly_edited_resume_is_the_same_candidates(examples: list[Example]) -> None:
    edited = changed(
        examples[0], lambda t: t.replace("Ravindra Halvorsen", "R. H.").replace("Built", "Made"), id="other"
    )
    assert len(by_candidate([examples[0], edited])) == 1


def test_nobody_stands_on_two_sides(thirty: Path, tmp_path: Path) -> None:
    done = command("split", thirty, "-o", tmp_path, "--shares", "0.6,0.2,0.2")
    assert done.exit_code == 0, done.output
    parts = {name: read_examples(tmp_path / f"{name}.jsonl") for name in ("train", "valid", "test")}
    assert [len(part) for part in parts.values()] == [24, 6, 6]
    domains = [{example.domain for example in part} for part in parts.values()]
    assert not (domains[0] & domains[1] or domains[0] & domains[2] or domains[1] & domains[2])
    again = command("split", thirty, "-o", tmp_path, "--shares", "0.6,0.2,0.2")
    assert "done before with the same inputs" in again.output


def test_the_seed_alone_decides(thirty: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 4)):
        command("split", thirty, "-o", tmp_path / name, "--seed", seed)
    a, b, c = ((tmp_path / name / "test.jsonl").read_bytes() for name in "abc")
    assert a == b != c


def test_too_few_candidates_are_said(tmp_path: Path, examples: list[Example]) -> None:
    source = tmp_path / "a.jsonl"
    write_examples(source, examples[:6])
    done = command("split", source, "-o", tmp_path / "out")
    assert done.exit_code == 2 and "1 candidates cannot fill 3 parts" in done.output


def test_a_leak_is_refused_with_the_pair_named(examples: list[Example]) -> None:
    other_job = examples[1]
    with pytest.raises(Leak, match=r"train:2 \(.*\) and test:1 \(.*\) share a resume \(similarity 1\.00\)"):
        refuse_leaks({"train": [examples[6], examples[0]], "test": [other_job]})
    refuse_leaks({"train": [examples[0]], "test": [examples[6]]})


def test_convert_refuses_a_leaking_split(tmp_path: Path, examples: list[Example]) -> None:
    write_examples(tmp_path / "train.jsonl", examples[:2])
    write_examples(
        tmp_path / "test.jsonl", [changed(examples[1], lambda t: t.replace("Present", "now"), id="x")]
    )
    done = command("convert", tmp_path, "--to", "mlx", "-o", tmp_path / "mlx")
    assert done.exit_code == 2 and "train:1" in done.output and "share a resume" in done.output


def test_mlx_gets_its_folder(thirty: Path, tmp_path: Path) -> None:
    command("split", thirty, "-o", tmp_path / "split")
    done = command("convert", tmp_path / "split", "--to", "mlx", "-o", tmp_path / "mlx")
    assert done.exit_code == 0, done.output
    for name in ("train", "valid", "test"):
        rows = [line.value for line in jsonl.read(tmp_path / "mlx" / f"{name}.jsonl")]
        assert rows and all(set(row) == {"messages"} for row in rows)


def test_sharegpt_and_chatml(thirty: Path, tmp_path: Path, examples: list[Example]) -> None:
    for form in ("sharegpt", "chatml"):
        assert command("convert", thirty, "--to", form, "-o", tmp_path).exit_code == 0
        rows = [line.value for line in jsonl.read(tmp_path / "training-data.jsonl")]
        assert len(rows) == len(examples)
    assert rows[0]["text"] == chatml(examples[0])
    assert rows[0]["text"].startswith("<|im_start|>system\n") and rows[0]["text"].endswith("}<|im_end|>\n")


def test_sections_are_what_the_sdk_asks_for_and_join_to_the_draft(
    thirty: Path, tmp_path: Path, examples: list[Example]
) -> None:
    assert command("convert", thirty, "--to", "sections", "-o", tmp_path).exit_code == 0
    sections = read_examples(tmp_path / "training-data.jsonl", drafts=False)
    for example, pair in zip(examples[:36:7], builtin_pairs(), strict=True):
        own = [s for s in sections if s.id.startswith(f"{example.id}/")]
        asked = plan_sections(*pair.parsed())  # from the texts as they were, before contact data was masked
        assert [s.messages[1].content for s in own] == [p.request.messages[1].content for p in asked]
        answers = [(p, p.answer.model_validate_json(s.answer)) for p, s in zip(asked, own, strict=True)]
        joined = assemble_draft(answers, pair.parsed()[0])
        draft = example.draft()
        assert joined.cover_letter == draft.cover_letter and joined.bullets_by_role == draft.bullets_by_role


def test_sections_need_the_sdks_prompt(tmp_path: Path, examples: list[Example]) -> None:
    source = tmp_path / "a.jsonl"
    write_examples(source, [changed(examples[0], lambda t: "Tailor this.")])
    done = command("convert", source, "--to", "sections", "-o", tmp_path / "out")
    assert done.exit_code == 2 and "--reprompt" in done.output


def test_inspect_reports_what_there_is(thirty: Path, tmp_path: Path, examples: list[Example]) -> None:
    copy = tmp_path / "copy.jsonl"
    letter = changed(examples[7], lambda t: t.replace("[EMAIL]", "saoirse@real.example"), id="clear")
    write_examples(copy, [examples[0], examples[0], letter])
    report = json.loads(command("inspect", thirty, copy, "--json").stdout)
    first, second = report["files"]
    assert first["examples"] == 36 and first["candidates"] == 6 and first["foreign"] == 0
    assert first["unmasked_emails"] == 0 and second["unmasked_emails"] == 1
    assert second["copies"] == [[1, 2]] and second["personal"]["name"] == 3
    assert first["answer_tokens"]["total"] > 36 * 1_000 and "estimate" in first["tokens_by"]
    assert len(report["overlaps"]) == 18
    assert "nearly the same" in command("inspect", copy).output


def test_inspect_names_the_line_that_is_wrong(tmp_path: Path, examples: list[Example]) -> None:
    path = tmp_path / "a.jsonl"
    good = jsonl.dumps(examples[0].to_wire())
    for bad, said in (
        ('{"id": "1"}', "domain: Field required"),
        ('{"id": ', "not JSON"),
        (good.replace('"role":"assistant"', '"role":"user"'), "system, user and assistant are expected"),
        (
            jsonl.dumps(
                examples[0].to_wire()
                | {
                    "messages": [
                        *examples[0].to_wire()["messages"][:2],
                        {"role": "assistant", "content": "Sure!"},
                    ]
                }
            ),
            "the answer is no valid draft: (answer): no JSON object",
        ),
    ):
        path.write_text(f"{good}\n{bad}\n")
        done = command("inspect", path)
        assert done.exit_code == 2 and "a.jsonl:2:" in done.output and said in done.output


def test_import_mends_what_is_plain_and_refuses_the_rest(tmp_path: Path, examples: list[Example]) -> None:
    wire = [example.to_wire() for example in examples[:4]]
    draft = json.loads(wire[1]["messages"][2]["content"])
    lines: list[Any] = [wire[0]]
    lines.append({"messages": [*wire[1]["messages"][:2], {"role": "assistant", "content": draft}]})
    tool = [{"type": "tool_use", "name": "submit_resume_improvements", "input": draft}]
    lines.append(
        {
            **wire[2],
            "messages": [*wire[2]["messages"][:2], {"role": "assistant", "content": tool}],
            "metadata": {"inputTokens": 5, "outputTokens": 6, "timestamp": "t", "model": "m"},
        }
    )
    lines += [
        wire[0],
        {"messages": []},
        {**wire[3], "messages": [*wire[3]["messages"][:2], {"role": "assistant", "content": "no"}]},
    ]
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*map(json.dumps, lines), "{torn"]).encode())
    done = command("import", source, "-o", output)
    assert done.exit_code == 0, done.output
    assert [e.domain for e in read_examples(output)] == [wire[0]["domain"], "unknown", wire[2]["domain"]]
    assert read_examples(output)[2].metadata.output_tokens == 6
    refused = [line.value for line in jsonl.read(tmp_path / "out.rejects.jsonl")]
    assert {entry["line"] for entry in refused} == {4, 5, 6, 7}
    reasons = " ".join(entry["reason"] for entry in refused)
    assert "the same as line 1" in reasons and "no JSON object" in reasons and "not JSON" in reasons


def test_import_asks_anew_in_the_sdks_words(tmp_path: Path, examples: list[Example]) -> None:
    texts = examples[0].texts()
    assert texts is not None
    foreign = examples[0].to_wire()
    foreign["messages"][0]["content"] = "You are an assistant."
    foreign["messages"][1]["content"] = f"## Resume\n{texts[0]}\n\n## Job Description\n{texts[1]}\n\nGo."
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps([foreign]))
    assert "--reprompt asks them anew" in command("import", source, "-o", output).output
    assert not read_examples(output)[0].has_sdk_prompt
    command("import", source, "-o", output, "--reprompt")
    assert read_examples(output)[0].has_sdk_prompt


def test_redact_leaves_nothing_of_the_person(thirty: Path, tmp_path: Path, examples: list[Example]) -> None:
    output = tmp_path / "redacted.jsonl"
    done = command("redact", thirty, "-o", output)
    assert done.exit_code == 0, done.output
    redacted = read_examples(output)
    text = output.read_text()
    for pair in builtin_pairs():
        name = pair.resume.splitlines()[0].split(",")[0]
        for part in (name, *name.split()):
            assert part not in text
    assert [e.domain for e in redacted] == [e.domain for e in examples]
    names = {e.texts()[0].splitlines()[0] for e in redacted[:6]}  # type: ignore[index]
    assert len(names) == 1  # the same person in all six
    again = tmp_path / "again" / "redacted.jsonl"
    command("redact", thirty, "-o", again)
    assert again.read_bytes() == output.read_bytes()


def test_redact_pairs_with_contact_data_in_clear(tmp_path: Path) -> None:
    for pair in builtin_pairs():
        new = redact_pair(pair, seed=7)
        for found in replacement(pair.resume, seed=7).values:
            assert found not in new.resume, pair.source
        roles = [
            [(r.title, r.company, r.start, r.end, r.bullets) for r in p.parsed()[0].profile.experience]
            for p in (new, pair)
        ]
        assert roles[0] == roles[1]
        assert redact_pair(pair, seed=8).resume != new.resume
        assert "@mail.example" in new.resume


def test_an_everyday_word_that_is_also_a_name_stays(examples: list[Example]) -> None:
    replace = replacement(
        "May Grace\nmay.grace@mail.example\n\nExperience\n\nClerk, Acme Ltd\n2019 - 2021\n- Kept files with grace\n",
        seed=1,
    )
    assert replace("It may rain, with grace.") == "It may rain, with grace."
    assert "May" not in replace("May Grace") and "Grace" not in replace("Dear Grace")


@pytest.mark.parametrize("number", range(0, 36, 7))
def test_a_redacted_example_still_trains_the_same_draft(examples: list[Example], number: int) -> None:
    new, old = redact_example(examples[number], seed=7), examples[number]
    assert [r.company for r in new.draft().bullets_by_role] == [
        r.company for r in old.draft().bullets_by_role
    ]
    assert new.draft().radar == old.draft().radar
    assert new.answer != old.answer and new.has_sdk_prompt


WORDS = st.lists(
    st.sampled_from("alpha beta gamma delta omega kappa sigma rho tau phi chi psi eta iota".split()),
    min_size=3,
    max_size=60,
)


@given(WORDS, WORDS)
def test_similarity_is_one_for_the_same_words_and_symmetric(one: list[str], other: list[str]) -> None:
    a, b = shingles(" ".join(one)), shingles(" ".join(other))
    assert similarity(a, a) == 1.0 and similarity(a, b) == similarity(b, a) <= 1.0


def test_near_duplicates_are_those_that_comparing_all_finds() -> None:
    import random

    chance = random.Random(5)
    words = [f"w{n}" for n in range(2_000)]
    texts = [" ".join(chance.choices(words, k=300)) for _ in range(60)]
    for source in range(0, 20):
        edited = [w if chance.random() > source / 80 else "x" for w in texts[source].split()]
        texts.append(" ".join(edited))
    sets = [shingles(text) for text in texts]
    every = {(a, b) for a in range(80) for b in range(a + 1, 80) if similarity(sets[a], sets[b]) >= 0.5}
    assert {(near.first, near.second) for near in near_duplicates(texts)} == every
