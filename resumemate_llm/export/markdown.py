"""Markdown, and plain text for forms that take nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..schema import ProOutput
from .layout import Block, Kind, letter_blocks, resume_blocks

_ACTIVE = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_ACTIVE_AT_START = re.compile(r"^(\d{0,9})([#>~+=-]|[.)])(?=\s|$|[#>~=-])")
_MARKS: dict[Kind, str] = {"name": "# ", "heading": "## ", "entry": "### ", "bullet": "- "}

_TIGHT = frozenset({("bullet", "bullet"), ("entry", "meta"), ("entry", "bullet"), ("meta", "bullet")})
_TIGHT_IN_TEXT = _TIGHT | {("name", "headline"), ("headline", "contact"), ("name", "contact")}
_TIGHT_IN_TEXT |= {("heading", kind) for kind in ("entry", "bullet", "paragraph")}
_TIGHT_IN_TEXT |= {("paragraph", "paragraph"), ("bullet", "paragraph"), ("paragraph", "bullet")}
"""Pairs of neighbours that stand on consecutive lines; others have a blank line between them."""


def to_markdown(output: ProOutput) -> str:
    """The resume, a rule, and the letter, as CommonMark. What Markdown would take for markup is
    escaped, so that every text shows as it is."""
    return _document(output, _markdown, _TIGHT, "\n\n---\n\n")


def to_text(output: ProOutput) -> str:
    """The resume and the letter as plain text: headings in capitals, bullets as "- ", nothing wrapped."""
    return _document(output, _plain, _TIGHT_IN_TEXT, "\n\n\n")


def _document(
    output: ProOutput, write: Callable[[Block], str], tight: frozenset[tuple[str, str]], rule: str
) -> str:
    parts = (resume_blocks(output.tailored_resume), letter_blocks(output))
    texts = [_joined(blocks, write, tight) for blocks in parts]
    return rule.join(text for text in texts if text) + "\n"


def _joined(blocks: Iterable[Block], write: Callable[[Block], str], tight: frozenset[tuple[str, str]]) -> str:
    text = ""
    previous: Kind | None = None
    for block in blocks:
        if previous is not None:
            text += "\n" if (previous, block.kind) in tight else "\n\n"
        text += write(block)
        previous = block.kind
    return text


def _plain(block: Block) -> str:
    text = f"{block.label}: {block.text}" if block.label else block.text
    if block.kind == "heading":
        return text.upper()
    return f"- {_one_line(text)}" if block.kind == "bullet" else text


def _markdown(block: Block) -> str:
    if block.kind == "headline":
        return f"**{_escaped(_one_line(block.text))}**"
    if block.kind == "meta":
        return f"*{_escaped(_one_line(block.text))}*"
    label = f"**{_escaped(block.label)}:** " if block.label else ""
    mark = _MARKS.get(block.kind, "")
    lines = [_one_line(block.text)] if mark else block.text.splitlines()
    # two spaces at its end keep a line on its own
    return mark + label + "  \n".join(_escaped(line) for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    text = _ACTIVE.sub(lambda match: "\\" + match.group(), text.strip())
    return _ACTIVE_AT_START.sub(r"\1\\\2", text)
