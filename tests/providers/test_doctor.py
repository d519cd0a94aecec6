"""What `doctor` finds out about a provider: each thing that can be wrong, and what to do about it."""

from __future__ import annotations

import pytest

from resumemate_llm.providers.base import Check
from resumemate_llm.providers.http_provider import HttpProvider
from resumemate_llm.testing import FaultServer, http_error

from .support import Make, claude, run, self_hosted


def checks_of(provider: HttpProvider, timeout: float = 20.0) -> dict[str, Check]:
    async def work() -> list[Check]:
        try:
            return await provider.check(timeout=timeout)
        finally:
            await provider.aclose()

    checks = run(work)
    assert len({check.name for check in checks}) == len(checks)
    return {check.name: check for check in checks}


def test_a_healthy_server_passes_every_check() -> None:
    with FaultServer() as server:
        checks = checks_of(self_hosted(server))
        assert [name for name, check in checks.items() if check.ok is not True] == []
        assert list(checks) == [
            "configured",
            "reachable",
            "authorised",
            "model",
            "context",
            "answers",
            "schema",
            "latency",
        ]
        assert checks["context"].detail == "16384 tokens"
        assert checks["schema"].detail == "json_schema: a random constant came back"
        assert checks["latency"].detail.endswith("ms for one token")
        assert checks["configured"].detail == "127.0.0.1, model resumemate-14b"


def test_claude_passes_and_its_models_end_of_life_is_told() -> None:
    with FaultServer() as server:
        checks = checks_of(claude(server))
        assert [name for name, check in checks.items() if check.ok is False] == []
        assert checks["model"].ok is True
        assert checks["schema"].detail == "tool: a random constant came back"
        assert "November 30th, 2026" in checks["end of life"].detail


def test_a_schema_that_is_accepted_and_not_obeyed_is_found_out(make: Make) -> None:
    with FaultServer(enforces=False) as server:
        check = checks_of(make(server))["schema"]
        assert check.ok is False
        assert "accepted and not obeyed" in check.detail


def test_the_constant_is_in_the_schema_and_nowhere_else_and_new_each_time(make: Make) -> None:
    with FaultServer() as server:
        checks_of(make(server))
        checks_of(make(server))
        bodies = [
            request.body for request in server.requests if request.path.endswith(("completions", "messages"))
        ]
        assert "canary-" not in str([body["messages"] for body in bodies])
        constants = {word for body in bodies for word in str(body).split("'") if word.startswith("canary-")}
        assert len(constants) == 2


def test_a_server_that_is_down(make: Make) -> None:
    with FaultServer() as server:
        server.down()
        checks = checks_of(make(server))
        assert list(checks) == ["configured", "reachable"]
        assert checks["reachable"] == Check(
            name="reachable", ok=False, detail="no connection", fix="check the URL, and that the server runs"
        )


def test_a_wrong_key(make: Make) -> None:
    with FaultServer(api_key="right") as server:
        checks = checks_of(make(server, api_key="wrong"))
        assert checks["reachable"].ok is True
        assert checks["authorised"].ok is False
        assert checks["authorised"].fix == "check the key"
        assert server.generations == 0


def test_a_right_key(make: Make) -> None:
    with FaultServer(api_key="right") as server:
        checks = checks_of(make(server, api_key="right"))
        assert checks["authorised"].ok is True
        assert checks["answers"].ok is True


def test_a_model_that_is_not_served() -> None:
    with FaultServer(then="unknown_model", models=["qwen-7b"]) as server:
        checks = checks_of(self_hosted(server))
        assert checks["model"].detail == "resumemate-14b is not listed; listed: qwen-7b"
        assert checks["answers"].ok is False
        assert "schema" not in checks


def test_a_server_that_takes_any_name_still_answers() -> None:
    with FaultServer(models=["whatever.gguf"]) as server:
        checks = checks_of(self_hosted(server))
        assert checks["model"].ok is None
        assert checks["answers"].ok is True


def test_a_context_that_is_too_short() -> None:
    with FaultServer(context_length=4_096) as server:
        check = checks_of(self_hosted(server))["context"]
        assert (check.ok, check.detail) == (False, "4096 tokens")


def test_a_server_without_json_schema_is_told_from_one_that_ignores_it() -> None:
    with FaultServer(
        http_error(400, "response_format json_schema is not supported"), enforces=False
    ) as server:
        check = checks_of(self_hosted(server))["schema"]
        assert check.ok is None
        assert "asked for: json_object with schema" in check.detail


def test_a_silent_server_ends_the_checks_in_time(make: Make) -> None:
    with FaultServer(then="silence") as server:
        checks = checks_of(make(server), timeout=0.6)
        assert checks["answers"].ok is False
        assert "timeout" in checks["answers"].detail


@pytest.mark.parametrize("fault", ["server_error", "cut_body", "page", "malformed_event"])
def test_whatever_goes_wrong_is_a_line_and_not_a_traceback(fault: str, make: Make) -> None:
    with FaultServer(then=fault) as server:
        assert checks_of(make(server))["answers"].ok is False
