"""What README and docs show is what happens: examples run, targets exist, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = [
    pytest.param(page.name, block, id=f"{page.name}-{number}")
    for page in (ROOT / "README.md", ROOT / "docs" / "testing.md")
    for number, block in enumerate(
        re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    )
]


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_the_python_of_pages_runs_as_printed(name: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(block, name, "exec"), {"__name__": "__main__"})


def test_the_output_shown_is_the_output_printed() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "refresh.py"), "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_that_pages_name_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z0-9-]*):", makefile, re.MULTILINE))
    named = re.findall(
        r"(?:`|\$ |^ {4})make ([a-z][a-z0-9-]*)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(named) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readme_s_plugin_is_the_one_that_is_installed_and_run() -> None:
    """tests/plugins installs and runs the code of docs/plugins.md."""
    code = re.findall(r"```python\n(.*?)```", (ROOT / "docs/plugins.md").read_text(), re.DOTALL)[0]
    assert code in (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(code.splitlines()) <= 20
