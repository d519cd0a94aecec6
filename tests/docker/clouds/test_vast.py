"""Vast.ai: what is rented, that nobody can listen, and that nothing secret is shown.

The flows run the real `vastai` tool against a fake of Vast's API; `make deploy-test` installs the tool.
"""

from __future__ import annotations

import os
import shlex
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import fake_vast_api
from .fake_vast_api import OFFER, FakeVastApi
from .scripts import load

deploy = load("vast/deploy.py")

TOOL = Path(sys.prefix) / "vastai" / "bin"  # beside the environment that runs the tests
IMAGE = "docker.io/me/resumemate-llm:14b-vast"
needs_tool = pytest.mark.skipif(not (TOOL / "vastai").exists(), reason="the vastai tool: make deploy-test")


def dry_run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert deploy.main([*arguments, "--dry-run"]) == 0
    return shlex.split(capsys.readouterr().out)


@pytest.fixture
def vast(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeVastApi]:
    """A fake account; the tool finds it, and secrets go to a folder of the test's."""
    with fake_vast_api.running() as api:
        monkeypatch.setenv("PATH", f"{TOOL}:{os.environ['PATH']}")
        monkeypatch.setenv("VAST_URL", api.url)
        monkeypatch.setenv("VAST_API_KEY", "account-key")
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.chdir(tmp_path)
        yield api


def test_only_machines_that_can_run_the_image_are_offered(capsys: pytest.CaptureFixture[str]) -> None:
    command = dry_run(capsys, "offers")
    query = command[command.index("offers") + 1]
    for wanted in ("gpu_name=RTX_4090", "cuda_vers>=13.0", "driver_version>=580", "disk_space>=60"):
        assert wanted in query.split()
    assert command[command.index("--order") + 1] == "dph"


def test_the_image_s_own_entry_point_is_started(capsys: pytest.CaptureFixture[str]) -> None:
    command = dry_run(capsys, "create", "42", "--image", IMAGE)
    assert command[-1] == "--args"  # the last, and empty
    assert not {"--ssh", "--jupyter", "--direct"} & set(command)


def test_only_the_port_with_tls_is_opened(capsys: pytest.CaptureFixture[str]) -> None:
    command = dry_run(capsys, "create", "42", "--image", IMAGE)
    words = command[command.index("--env") + 1].split()
    assert [words[at + 1] for at, word in enumerate(words) if word == "-p"] == ["8443:8443"]


def test_a_plain_connection_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["create", "42", "--image", IMAGE, "--plain", "--dry-run"]) == 0
    said = capsys.readouterr()
    assert "WARNING: without TLS everybody between you and the machine can read every resume" in said.err
    assert "-p 8000:8000" in said.out and "TLS_" not in said.out


def test_without_the_tool_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert deploy.main(["offers"]) == 1
    assert "pip install 'vastai" in capsys.readouterr().err


@needs_tool
def test_create_rents_with_a_certificate_for_the_machine_s_address(
    vast: FakeVastApi, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy.main(["create", "42", "--image", IMAGE, "--yes"]) == 0
    said = capsys.readouterr()
    assert said.out == "7001\n"
    assert "RTX 4090, driver 580.95.05: $0.412 an hour, $9.89 a day" in said.err
    assert "60 GB still costs $9.00 a month" in said.err
    rented = vast.instances[7001]["body"]
    assert (rented["runtype"], rented["image"], rented["disk"]) == ("args", IMAGE, 60.0)
    assert rented["env"]["-p 8443:8443"] == "1"
    folder = Path(".vast/7001")
    key = (folder / "key").read_text()
    assert rented["env"]["VLLM_API_KEY"] == key and len(key) == 64
    assert rented["env"]["TLS_CERT_B64"] and rented["env"]["TLS_KEY_B64"]
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    assert key not in said.out + said.err


@needs_tool
def test_connect_prints_the_sdk_s_settings_with_the_port_that_is_outside(
    vast: FakeVastApi, capsys: pytest.CaptureFixture[str]
) -> None:
    deploy.main(["create", "42", "--image", IMAGE, "--yes"])
    capsys.readouterr()
    assert deploy.main(["connect", "7001"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "export SELF_HOSTED_LLM_URL=https://127.0.0.1:33526/v1"
    bundle = Path(lines[2].partition("=")[2])
    assert (Path(".vast/7001/cert.pem")).read_text() in bundle.read_text()
    assert bundle.read_text().count("BEGIN CERTIFICATE") > 1  # Claude stays reachable


@needs_tool
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"actual_status": "loading", "status_msg": "pulling"},
            "the instance is loading (pulling); try again",
        ),
        ({"ports": {}}, "no public port"),
        ({"public_ipaddr": "10.0.0.9"}, "the certificate is for another"),
    ],
)
def test_connect_says_why_it_cannot(
    vast: FakeVastApi, capsys: pytest.CaptureFixture[str], change: dict[str, object], said: str
) -> None:
    deploy.main(["create", "42", "--image", IMAGE, "--yes"])
    vast.instances[7001] |= change
    assert deploy.main(["connect", "7001"]) == 1
    assert said in capsys.readouterr().err


@needs_tool
def test_an_offer_that_is_gone_costs_nothing(vast: FakeVastApi, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["create", "43", "--image", IMAGE, "--yes"]) == 1
    assert "there is no offer 43 any more" in capsys.readouterr().err
    vast.offers = [OFFER | {"public_ipaddr": None}]
    assert deploy.main(["create", "42", "--image", IMAGE, "--yes"]) == 1
    assert not vast.instances


@needs_tool
def test_without_an_offer_the_cheapest_that_fits_is_rented(vast: FakeVastApi) -> None:
    assert deploy.main(["create", "--image", IMAGE, "--yes"]) == 0
    (asked, *_) = [body for _, path, body in vast.asked if path == "/api/v0/bundles/"]
    assert (asked["limit"], asked["order"]) == (1, [["dph_total", "asc"]])
    assert Path(".vast/7001/cert.pem").exists()


@needs_tool
def test_nothing_is_rented_before_somebody_says_yes(
    vast: FakeVastApi, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "")
    assert deploy.main(["create", "42", "--image", IMAGE]) == 1
    assert not vast.instances


@needs_tool
def test_destroy_ends_the_instance_and_its_secrets(vast: FakeVastApi) -> None:
    deploy.main(["create", "42", "--image", IMAGE, "--yes"])
    assert deploy.main(["destroy", "7001"]) == 0
    assert not vast.instances and not Path(".vast/7001").exists()


@needs_tool
def test_the_tool_understands_the_filter(vast: FakeVastApi) -> None:
    """As the API is asked: an unknown field would be refused by the tool, and an alias is resolved by it."""
    assert deploy.main(["offers"]) == 0
    (query,) = [body for method, path, body in vast.asked if path == "/api/v0/bundles/"]
    assert query["cuda_max_good"] == {"gte": "13.0"}
    assert query["gpu_name"] == {"eq": "RTX 4090"}
    assert query["order"] == [["dph_total", "asc"]]
