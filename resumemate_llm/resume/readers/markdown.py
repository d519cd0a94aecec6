"""Markdown's links and escapes to plain text. Headings, emphasis and lists stay: they carry structure
that the parser reads."""

from __future__ import annotations

import re

from .links import LEFT_OUT, shown

_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]{0,300})\]\((?P<address>[^()\s]{1,500})(?:\s+\"[^\"\n]*\")?\)")
_AUTOLINK = re.compile(r"<(?P<address>(?:https?://|mailto:)[^<>\s]{1,500}|[^<>\s@]{1,100}@[^<>\s@]{1,200})>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIGNS = re.compile(rf"^#{{1,6}} \S|{_LINK.pattern}", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Whether `text` has a heading or a link in Markdown's form."""
    return ("# " in text or "](" in text) and _SIGNS.search(text) is not None


def read_markdown(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with links, automatic links and escapes in plain form, and warnings about it."""
    left_out = 0

    def plain(match: re.Match[str]) -> str:
        nonlocal left_out
        if match.group().startswith("!"):  # a picture
            return match["text"]
        found, missing = shown(match["text"], match["address"])
        left_out += missing
        return found

    text = _LINK.sub(plain, text)
    text = _AUTOLINK.sub(lambda match: match["address"].removeprefix("mailto:"), text)
    text = _ESCAPE.sub(r"\1", text)
    return text, (LEFT_OUT.format(left_out),) if left_out else ()
