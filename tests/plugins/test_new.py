"""`resumemate plugins new NAME` writes a package whose tests pass at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import resumemate_llm
from resumemate_llm.cli import main

CORE = Path(resumemate_llm.__file__).parents[1]


def new(name: str, into: Path) -> tuple[int, str]:
    outcome = CliRunner().invoke(main, ["plugins", "new", name, "--into", str(into)])
    return outcome.exit_code, outcome.output


def test_its_tests_pass_at_once(tmp_path: Path) -> None:
    assert new("my-demo", tmp_path)[0] == 0
    package = tmp_path / "resumemate-llm-my-demo"
    path = os.pathsep.join([str(package / "src"), str(CORE)])
    command = [sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider"]
    run = subprocess.run(
        command,
        cwd=package,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    passed = re.search(r"(\d+) passed", run.stdout)
    assert run.returncode == 0 and passed and int(passed[1]) > 20, run.stdout[-2_000:] + run.stderr[-2_000:]


def test_it_is_found_by_its_entry_point(tmp_path: Path) -> None:
    new("my-demo", tmp_path)
    project = tomllib.loads((tmp_path / "resumemate-llm-my-demo" / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["resumemate_llm"] == {"my-demo": "resumemate_llm_my_demo"}
    assert (tmp_path / "resumemate-llm-my-demo/src/resumemate_llm_my_demo/py.typed").exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_half_a_package_is_not_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    whole, written = Path.write_text, []

    def write(path: Path, *text: str, **how: str) -> int:
        written.append(path)
        if len(written) == 3:
            raise error
        return whole(path, *text, **how)

    monkeypatch.setattr(Path, "write_text", write)
    code, said = new("demo", tmp_path)
    assert code == (130 if isinstance(error, KeyboardInterrupt) else 1)
    assert "nothing was written" in said or "No space left" in said
    assert not list(tmp_path.iterdir())


def test_no_mark_of_the_template_is_left(tmp_path: Path) -> None:
    new("demo", tmp_path)
    for path in tmp_path.rglob("*.*"):
        assert "@" not in path.name
        assert not path.is_file() or not re.search(r"@[A-Z]+@", path.read_text())


@pytest.mark.parametrize("name", ["Demo", "my_demo", "../up", "-x", "a--b", ""])
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, name: str) -> None:
    assert new(name, tmp_path)[0] == 2
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "resumemate-llm-demo").mkdir()
    code, output = new("demo", tmp_path)
    assert code == 2 and "exists already" in output
