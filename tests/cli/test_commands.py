"""The commands, one by one."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from resumemate_llm import __version__
from resumemate_llm.cli import BUILT_IN
from resumemate_llm.schema import CandidateProfile, JobProfile, ProDraft, ProOutput, RadarReport
from resumemate_llm.testing import FaultServer, http_error

from .conftest import EXAMPLES, Process, Run

Pair = tuple[Path, Path]
PAIRS = sorted(path.parent for path in EXAMPLES.glob("*/job.txt"))


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in ("generate", "parse", "job", "score", "schema", "completion"):
        assert f"\n  {name} " in result.stdout


@pytest.mark.parametrize("name", [command.name for command in BUILT_IN])
def test_every_command_has_help_with_examples(name: str, run: Run) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Examples:\n    resumemate {name}" in result.stdout


def test_version(process: Process) -> None:
    assert process("--version").stdout == f"resumemate {__version__}\n".encode()


def test_help_imports_neither_the_sdk_nor_rich(process: Process) -> None:
    code = (
        "import sys; from resumemate_llm.cli import main; main(['--help'], standalone_mode=False);"
        "print([m for m in ('rich', 'pydantic', 'anyio', 'resumemate_llm.schema') if m in sys.modules])"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_every_example_is_tailored(folder: Path, run: Run) -> None:
    for resume in sorted(folder.glob("resume.*")):
        result = run("generate", resume, folder / "job.txt")
        assert result.exit_code == 0, result.stderr
        output = ProOutput.model_validate(json.loads(result.stdout)["output"])
        assert len(output.cover_letter.paragraphs) == 4
        assert output.tailored_resume.experience


def test_the_envelope_is_productions(run: Run, pair: Pair) -> None:
    data = json.loads(run("generate", *pair, "--format", "envelope").stdout)
    assert set(data) <= {"output", "source", "fallbackReason", "radarBefore", "radarAfter"}
    assert data["source"] == "fallback"
    assert set(data["radarAfter"]) == {
        "overall",
        "skillsMatch",
        "experienceAlignment",
        "impactStrength",
        "atsReadiness",
    }


def test_who_wrote_instead_of_whom_and_why_is_said_beside_the_file(
    run: Run, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "tailored.md"
    with FaultServer(then=http_error(404, "model: x", code="not_found_error")) as server:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        result = run("generate", *pair, "--provider", "claude", "-o", target)
        quiet = run("generate", *pair, "--provider", "claude", "-o", target, "--quiet")
    assert result.exit_code == quiet.exit_code == 0
    assert "resumemate: written by mock instead; claude: not_found (HTTP 404" in result.stderr
    assert "set ANTHROPIC_MODEL to a newer one" in result.stderr
    assert "resumemate" not in quiet.stderr
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    assert "written by" not in run("generate", *pair, "-o", target).stderr, "nobody was asked for"


@pytest.mark.parametrize("form", ["md", "txt"])
def test_documents_for_people(form: str, run: Run, pair: Pair) -> None:
    text = run("generate", *pair, "--format", form).stdout
    assert "Priya Lindqvist" in text
    assert "Larkfield Commerce, Inc." in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_json_resume(run: Run, pair: Pair) -> None:
    data = json.loads(run("generate", *pair, "--format", "jsonresume").stdout)
    assert data["basics"]["name"] == "Priya Lindqvist"
    assert data["work"][0]["name"] == "Larkfield Commerce, Inc."


def test_a_word_file_needs_a_name(run: Run, pair: Pair) -> None:
    result = run("generate", *pair, "--format", "docx")
    assert result.exit_code == 2
    assert "-o FILE.docx" in result.stderr


def test_an_unknown_format_names_the_known_ones(run: Run, pair: Pair) -> None:
    result = run("generate", *pair, "--format", "pdf")
    assert result.exit_code == 2
    assert "json, envelope, md, txt, docx, jsonresume" in result.stderr


def test_a_file_name_without_a_known_ending_asks_for_the_format(run: Run, pair: Pair, tmp_path: Path) -> None:
    result = run("generate", *pair, "-o", tmp_path / "tailored")
    assert result.exit_code == 2
    assert "add --format" in result.stderr
    assert run("generate", *pair, "-o", tmp_path / "tailored", "--format", "md").exit_code == 0


def test_an_unknown_provider_is_a_configuration_error(run: Run, pair: Pair) -> None:
    result = run("generate", *pair, "--provider", "nobody")
    assert result.exit_code == 3
    assert result.stderr.startswith("resumemate: ")
    assert "nobody" in result.stderr
    assert "mock" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_bad_setting_is_a_configuration_error(
    run: Run, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESUMEMATE_DEADLINE", "soon")
    result = run("generate", *pair)
    assert result.exit_code == 3
    assert "RESUMEMATE_DEADLINE" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("seconds", ["0", "-1", "soon"])
def test_a_deadline_is_a_positive_number(seconds: str, run: Run, pair: Pair) -> None:
    assert run("generate", *pair, "--deadline", seconds).exit_code == 2


def test_no_provider_left_exits_4(run: Run, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELF_HOSTED_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
    result = run("generate", *pair, "--provider", "self-hosted,claude", "--deadline", "2")
    assert result.exit_code == 4, result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "self-hosted" in result.stderr
    assert "claude" in result.stderr


def test_quiet_says_nothing_and_verbose_says_more(run: Run, pair: Pair) -> None:
    swapped = pair[::-1]
    assert run("generate", *swapped).stderr
    assert run("generate", *swapped, "--quiet").stderr == ""
    assert "mock: ok" in run("generate", *pair, "--verbose").stderr


def test_parse_gives_the_profile(run: Run, pair: Pair) -> None:
    data = json.loads(run("parse", pair[0]).stdout)
    profile = CandidateProfile.model_validate(data["profile"])
    assert [role.company for role in profile.experience][:2] == ["Larkfield Commerce, Inc."] * 2
    assert data["language"] == "en"


def test_job_gives_the_profile_and_the_kind_of_work(run: Run, pair: Pair) -> None:
    data = json.loads(run("job", pair[1]).stdout)
    assert JobProfile.model_validate(data["profile"]).title == "Senior Backend Engineer"
    assert data["family"] == "engineering"
    assert 0 < data["familyConfidence"] <= 1


def test_score_explains_every_point(run: Run, pair: Pair) -> None:
    report = RadarReport.model_validate_json(run("score", *pair).stdout)
    assert 0 < report.radar.overall < 100
    values = report.radar.to_wire()
    for axis, reasons in report.axes.items():
        assert abs(sum(reason.points for reason in reasons) - values[axis]) <= 1


@pytest.mark.parametrize(("which", "model"), [("draft", ProDraft), ("output", ProOutput)])
def test_the_schema_is_valid_and_names_the_keys_of_the_wire(
    which: str, model: type[ProDraft] | type[ProOutput], run: Run
) -> None:
    schema = json.loads(run("schema", which).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "coverLetter" in schema["properties"]
    assert len(schema["properties"]) == len(model.model_fields)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str, run: Run) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_RESUMEMATE_COMPLETE" in result.stdout


def test_an_unexpected_error_shows_its_place_and_not_its_words(
    run: Run, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise KeyError("a line of somebody's resume")

    monkeypatch.setattr("resumemate_llm.client.generate_pro", broken)
    result = run("generate", *pair)
    assert result.exit_code == 1
    assert result.stderr.startswith("resumemate: unexpected KeyError at test_commands.py:")
    assert "somebody" not in result.stderr
    debugged = run("--debug", "generate", *pair)
    assert isinstance(debugged.exception, KeyError)


def test_the_review_stands_beside_the_file_from_one_call(run: Run, pair: Pair, tmp_path: Path) -> None:
    word, page = tmp_path / "tailored.docx", tmp_path / "review.html"
    result = run("generate", *pair, "-o", word, "--review", "--review-page", page)
    assert result.exit_code == 0, result.stderr
    assert word.stat().st_size > 1_000
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "- Responsible for the checkout" in result.stdout
    assert "+ Look after the checkout" in result.stdout
    assert f"wrote {word}" in result.stderr
    assert f"wrote {page}" in result.stderr


def test_the_page_beside_json_in_a_pipe(run: Run, pair: Pair, tmp_path: Path) -> None:
    result = run("generate", *pair, "--review-page", tmp_path / "review.html")
    assert json.loads(result.stdout)["provider"] == "mock"


def test_the_review_takes_no_other_format_to_standard_output(run: Run, pair: Pair) -> None:
    result = run("generate", *pair, "--review", "--format", "md")
    assert result.exit_code == 2
    assert "add -o FILE" in result.stderr
