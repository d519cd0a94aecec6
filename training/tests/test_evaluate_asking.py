"""`evaluate` and the servers it asks: with and without enforcement, in sections, each answer once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from resumemate_llm.prompts import texts_of
from resumemate_llm.providers.google_identity import GoogleIdentity
from resumemate_llm.testing import FaultServer, http_error
from resumemate_training.data.sections import sections_of
from resumemate_training.examples import Example

from .evaluating import evaluate, rates, report
from .fake_anthropic import drafted

pytestmark = pytest.mark.usefixtures("no_courier")


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
