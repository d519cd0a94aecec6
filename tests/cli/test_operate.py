"""What the one on call asks: what is in force, and does it work?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from resumemate_llm.cli import main
from resumemate_llm.testing import FaultServer


def run(*arguments: str, code: int = 0, **environment: str | None) -> str:
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == code, result.output
    return result.stdout


def checks_of(report: str, provider: str) -> dict[str, bool | None]:
    return {check["name"]: check["ok"] for check in json.loads(report)["providers"][provider]}


def test_doctor_proves_that_the_server_enforces_the_schema() -> None:
    with FaultServer() as server:
        report = run("doctor", "--provider", "self-hosted,mock", SELF_HOSTED_LLM_URL=server.openai_url)
    checks = checks_of(report, "self-hosted")
    assert checks["reachable"] and checks["schema"]
    assert None not in checks.values()


def test_doctor_says_when_a_server_takes_the_schema_and_ignores_it() -> None:
    with FaultServer(enforces=False) as server:
        report = run(
            "doctor", "--provider", "self-hosted,mock", code=1, SELF_HOSTED_LLM_URL=server.openai_url
        )
    assert checks_of(report, "self-hosted")["schema"] is False


def test_doctor_fails_for_a_wrong_key_and_never_prints_it() -> None:
    with FaultServer(api_key="right") as server:
        report = run(
            "doctor",
            "--provider",
            "self-hosted,mock",
            code=1,
            SELF_HOSTED_LLM_URL=server.openai_url,
            SELF_HOSTED_LLM_API_KEY="wrong-canary",
        )
    assert checks_of(report, "self-hosted")["authorised"] is False
    assert "wrong-canary" not in report


def test_doctor_names_the_follower_that_is_not_configured_and_what_to_do() -> None:
    with FaultServer() as server:
        report = run("doctor", code=1, SELF_HOSTED_LLM_URL=server.openai_url)
    (check,) = json.loads(report)["providers"]["claude"]
    assert check["detail"] == "ANTHROPIC_API_KEY is not set"
    assert "LLM_PROVIDER" in check["fix"]


def test_doctor_is_well_offline() -> None:
    assert checks_of(run("doctor"), "mock") == {"ready": True}


@pytest.mark.parametrize(
    ("environment", "chain", "origin"),
    [
        ({}, ["mock"], "default: nothing is configured"),
        ({"LLM_PROVIDER": "mock"}, ["mock"], "LLM_PROVIDER"),
        ({"ANTHROPIC_API_KEY": "k"}, ["claude", "mock"], "ANTHROPIC_API_KEY is set"),
        (
            {"SELF_HOSTED_LLM_URL": "http://127.0.0.1:9/v1"},
            ["self-hosted", "claude", "mock"],
            "SELF_HOSTED_LLM_URL is set",
        ),
    ],
)
def test_policy_show_tells_the_chain_and_where_it_came_from(
    environment: dict[str, str], chain: list[str], origin: str
) -> None:
    shown = json.loads(run("policy", "show", code=0, **environment))
    assert [step["provider"] for step in shown["chain"]] == chain
    assert shown["origin"]["chain"] == origin


def test_policy_show_reads_the_file_and_the_deadline_variable(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('chain = ["mock"]\nreserve = 7\n\n[breaker]\nfailures = 2\n')
    shown = json.loads(run("policy", "show", RESUMEMATE_POLICY=str(file), RESUMEMATE_DEADLINE="12"))
    assert (shown["reserve"], shown["deadline"], shown["breaker"]["failures"]) == (7, 12, 2)
    assert shown["origin"]["reserve"] == "RESUMEMATE_POLICY"
    assert shown["origin"]["deadline"] == "RESUMEMATE_DEADLINE"
    assert shown["origin"]["skills"] == "default"


def test_a_policy_file_with_a_misspelt_key_is_answered_with_the_right_one(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('chain = ["mock"]\ndedline = 3\n')
    result = CliRunner().invoke(main, ["policy", "show"], env={"RESUMEMATE_POLICY": str(file)})
    assert result.exit_code == 3
    assert "did you mean 'deadline'?" in result.stderr


def test_an_unknown_provider_is_answered_with_the_known_ones() -> None:
    result = CliRunner().invoke(main, ["policy", "show", "--provider", "gpt"])
    assert result.exit_code == 3
    assert "claude, mock, self-hosted" in result.stderr


def test_plugins_lists_the_built_ins() -> None:
    (line,) = json.loads(run("plugins"))
    assert line["registers"] == ["provider self-hosted", "provider claude", "provider mock"]
