"""The documentation says what the code does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from resumemate_llm.routing import Policy
from resumemate_llm.routing.table import as_markdown

PAGE = (Path(__file__).parents[2] / "docs" / "routing.md").read_text(encoding="utf-8")


def test_the_decision_table_is_the_one_in_force() -> None:
    printed = re.search(r"<!-- table.*?-->\n(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert printed is not None
    assert printed[1].strip() == as_markdown()


def test_the_policy_shown_is_the_default() -> None:
    shown = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    assert Policy.from_mapping(tomllib.loads(shown[1])) == Policy.default("self-hosted")
