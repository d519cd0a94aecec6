"""The flat public namespace: complete, sorted, lazy, and silent about content."""

from __future__ import annotations

import subprocess
import sys

import pytest

import resumemate_llm
from resumemate_llm.schema import CandidateProfile, Role


def test_every_public_name_can_be_imported() -> None:
    for name in resumemate_llm.__all__:
        assert getattr(resumemate_llm, name) is not None


def test_public_names_are_sorted_and_the_only_ones_listed() -> None:
    assert sorted(resumemate_llm.__all__, key=str.casefold) == sorted(dir(resumemate_llm), key=str.casefold)
    assert set(resumemate_llm._HOME) | {"__version__"} == set(resumemate_llm.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = resumemate_llm.no_such_name


def test_importing_the_package_loads_no_sdk_and_no_command_line() -> None:
    code = "import sys, resumemate_llm; print(' '.join(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"openai", "anthropic", "httpx2", "rich", "click", "pypdf", "docx", "tenacity"}
    assert not heavy & set(loaded.stdout.split())


def test_reprs_show_sizes_and_never_content() -> None:
    profile = CandidateProfile(name="Canary Person", experience=[Role(title="Canary Title")])
    assert "Canary" not in repr(profile)
    assert "Canary" not in f"{profile} {profile.experience}"
