"""docs/plugins.md: every hook with its signature, and the plugin of 20 lines installed and run as printed."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import resumemate_llm
from resumemate_llm.plugins import Hooks
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, example_draft

ROOT = Path(resumemate_llm.__file__).parents[1]
GUIDE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
HOOKS = [name for name in vars(Hooks) if name.startswith("register_")]


def block(after: str, language: str, text: str = GUIDE) -> str:
    found = re.search(rf"```{language}\n(.*?)```", text[text.index(after) :], re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_is_documented_with_its_signature(name: str) -> None:
    signature = str(inspect.signature(getattr(Hooks, name))).replace("'", "").replace("(self, ", "(")
    assert block(f"### {name}\n", "python") == f"def {name}{signature}\n"


def test_no_hook_is_documented_that_does_not_exist() -> None:
    assert re.findall(r"^### (register_\w+)$", GUIDE, re.MULTILINE) == HOOKS


def test_what_a_plugin_may_rely_on_exists() -> None:
    section = GUIDE[GUIDE.index("## What a plugin may rely on") : GUIDE.index("## Isolation")]
    modules = re.findall(r"`(?:resumemate_llm)?\.([a-z_]+(?:\.[a-z_]+)*)", section)
    assert len(modules) >= 6
    for module in modules:
        importlib.import_module(f"resumemate_llm.{module}")


def install(folder: Path) -> None:
    """What `pip install` leaves behind: the module, and metadata with the entry points."""
    source = block("## A provider in 20 lines", "python")
    assert len([line for line in source.splitlines() if line.strip()]) <= 20
    project = tomllib.loads(block("`pyproject.toml` beside it", "toml"))["project"]
    (folder / "resumemate_llm_command.py").write_text(source)
    info = folder / f"resumemate_llm_command-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 0.1.0\n")
    (name, module), *others = project["entry-points"]["resumemate_llm"].items()
    assert not others
    (info / "entry_points.txt").write_text(f"[resumemate_llm]\n{name} = {module}\n")


def run(folder: Path, command: str) -> tuple[str, list[str]]:
    """Source of the result, and who was asked with which outcome."""
    script = (
        "import json, sys; from resumemate_llm import generate_pro; "
        "r = generate_pro(*json.load(sys.stdin)); "
        "print(json.dumps([r.source, [f'{a.provider} {a.outcome}' for a in r.attempts]]))"
    )
    path = os.pathsep.join([str(folder), str(ROOT)])
    settings = {"PYTHONPATH": path, "LLM_COMMAND": command, "LLM_PROVIDER": "command,mock"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps([EXAMPLE_RESUME, EXAMPLE_JOB]),
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    source, attempts = json.loads(done.stdout)
    return source, attempts


def test_the_plugin_of_20_lines_works_as_printed(tmp_path: Path) -> None:
    install(tmp_path)
    (tmp_path / "draft.json").write_text(json.dumps(example_draft().to_wire()))
    assert run(tmp_path, f"cat > /dev/null; cat {tmp_path / 'draft.json'}") == ("llm", ["command ok"])


def test_when_its_command_fails_the_policy_goes_on(tmp_path: Path) -> None:
    install(tmp_path)
    source, attempts = run(tmp_path, "cat > /dev/null; exit 3")
    assert source == "fallback"
    assert attempts[0] == "command server_error" and attempts[-1] == "mock ok"
