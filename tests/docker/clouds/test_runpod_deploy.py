"""deploy.py through the `runpod` package against a fake of RunPod's GraphQL API. `make deploy-test` installs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from . import fake_runpod_api
from .fake_runpod_api import KEY, FakeRunPodApi
from .scripts import load

deploy = load("runpod/deploy.py")

runpod = pytest.importorskip("runpod", reason="the runpod package is not installed: make deploy-test")

FILE = Path(__file__).parents[3] / "docker" / "runpod" / "load-balancing.toml"
IMAGE = "docker.io/me/resumemate-llm:14b"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRunPodApi]:
    with fake_runpod_api.running() as api:
        monkeypatch.setenv("RUNPOD_API_KEY", KEY)
        monkeypatch.setenv("RUNPOD_API_BASE_URL", api.url)
        monkeypatch.setattr(runpod, "endpoint_url_base", f"{api.url}/v2")
        yield api


def run(*arguments: str | Path, code: int = 0, typed: str | None = None) -> Result:
    result = CliRunner().invoke(deploy.main, [str(argument) for argument in arguments], input=typed)
    assert result.exit_code == code, result.output
    assert KEY not in result.output
    return result


def create() -> Result:
    return run("create", FILE, "--image", IMAGE, "--yes")


def test_create_makes_a_template_and_an_endpoint_and_tells_the_sdk_s_settings(account: FakeRunPodApi) -> None:
    result = create()
    (endpoint,) = account.endpoints.values()
    assert account.templates[endpoint["templateId"]]["imageName"] == IMAGE
    assert (endpoint["type"], endpoint["minCudaVersion"]) == ("LB", "13.0")
    assert f"SELF_HOSTED_LLM_URL=https://{endpoint['id']}.api.runpod.ai/v1" in result.stderr


def test_nothing_is_created_before_somebody_has_said_yes(account: FakeRunPodApi) -> None:
    run("create", FILE, "--image", IMAGE, typed="n\n", code=1)
    assert not account.templates and not account.endpoints


def test_create_never_makes_a_second_one(account: FakeRunPodApi) -> None:
    create()
    assert "change it with: update" in run("create", FILE, "--image", IMAGE, "--yes", code=2).stderr
    assert len(account.endpoints) == 1


def test_create_goes_on_where_it_broke_off(account: FakeRunPodApi) -> None:
    account.fail_next = "saveEndpoint"
    assert "no longer any instances" in run("create", FILE, "--image", IMAGE, "--yes", code=1).stderr
    create()
    assert (len(account.templates), len(account.endpoints)) == (1, 1)


def test_update_changes_the_same_endpoint(account: FakeRunPodApi) -> None:
    create()
    run("update", FILE, "--image", "docker.io/me/resumemate-llm:next", "--yes")
    (endpoint,) = account.endpoints.values()
    assert account.templates[endpoint["templateId"]]["imageName"].endswith(":next")


def test_update_of_nothing_says_how_to_create(account: FakeRunPodApi) -> None:
    assert "make it with: create" in run("update", FILE, "--image", IMAGE, "--yes", code=2).stderr


def test_scale_to_zero_ends_every_worker_and_update_brings_them_back(account: FakeRunPodApi) -> None:
    create()
    run("scale-to-zero", FILE)
    (endpoint,) = account.endpoints.values()
    assert (endpoint["workersMin"], endpoint["workersMax"]) == (0, 0)
    run("update", FILE, "--image", IMAGE, "--yes")
    assert next(iter(account.endpoints.values()))["workersMax"] == 3


def test_status_shows_settings_and_workers_and_no_key(account: FakeRunPodApi) -> None:
    create()
    shown = json.loads(run("status", FILE).stdout)
    assert shown["endpoint"]["name"] == "resumemate-14b"
    assert shown["health"]["workers"] == {"idle": 0, "running": 0}
    assert "secret-ai-key" not in json.dumps(shown)


def test_delete_ends_the_workers_first(account: FakeRunPodApi) -> None:
    create()
    run("delete", FILE, "--yes")
    assert not account.endpoints


def test_an_endpoint_that_runpod_named_with_fb_is_found(account: FakeRunPodApi) -> None:
    create()
    next(iter(account.endpoints.values()))["name"] += " -fb"
    assert json.loads(run("status", FILE).stdout)["endpoint"]["id"] == "ep1"


def test_a_wrong_key_is_told_in_one_line(account: FakeRunPodApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNPOD_API_KEY", "other")
    result = run("status", FILE, code=1)
    assert result.stderr == "Error: RunPod refused the key; check RUNPOD_API_KEY\n"


def test_without_a_key_it_says_where_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUNPOD_API_KEY", raising=False)
    assert "RUNPOD_API_KEY is not set" in run("status", FILE, code=2).stderr
