"""The tables of docs/server.md that come from the code: `python -m tests.docker.pages` writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from resumemate_serve.presets import NGRAM, PRESETS
from resumemate_serve.settings import VARIABLES

from .programs import ROOT
from .series import rules

PAGE = ROOT / "docs" / "server.md"


def variables() -> list[str]:
    """A row a variable."""
    return [f"| `{name}` | {meaning} |" for name, meaning in VARIABLES.items()]


def presets() -> list[str]:
    """A row a preset."""
    rows = []
    for name, preset in PRESETS.items():
        memory = f"{preset.memory_gib} GiB" if preset.memory_gib else "as found"
        speculation = "ngram" if preset.speculative == NGRAM else "off"
        numbers = f"{preset.max_num_seqs} | {preset.max_batched_tokens:,} | {preset.kv_cache_dtype}"
        rows.append(f"| `{name}` | {memory} | {numbers} | {speculation} |")
    return rows


def alerts() -> list[str]:
    """A row an alert."""
    return [
        f"| {rule['alert']} | {rule['labels']['severity']} | {rule['annotations']['summary']} "
        f"| {rule['annotations']['action']} |"
        for rule in rules()
    ]


TABLES: Mapping[str, Callable[[], list[str]]] = MappingProxyType(
    {"| Variable | Meaning |": variables, "| `SERVE_GPU` | memory |": presets, "| Alert | |": alerts}
)
"""The start of a table's head, and what gives its rows."""

FIXED = ("| `VLLM_",)
"""Starts of rows that are written by hand."""


def refreshed(page: str) -> str:
    """The page with its tables as they are now."""
    for head, rows in TABLES.items():
        table = re.search(rf"{re.escape(head)}[^\n]*\n\|[-|]+\n(?P<rows>(?:\|[^\n]*\n)*)", page)
        assert table, f"no table with the head {head}"
        kept = [row for row in table["rows"].splitlines() if row.startswith(FIXED)]
        page = page[: table.start("rows")] + "\n".join([*rows(), *kept]) + "\n" + page[table.end("rows") :]
    return page


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text()))
