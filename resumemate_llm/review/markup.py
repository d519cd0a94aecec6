"""HTML from nested calls; every text is escaped where it is put in, so none can be forgotten.

element("p", "a < b", class_="note")    # <p class="note">a &lt; b</p>
"""

from __future__ import annotations

import html
import re
from typing import TypeAlias

_VOID = frozenset({"input", "meta"})
UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Control characters, which no HTML document may hold and a terminal obeys, and half surrogates, which no file
can hold."""


class Html(str):
    """Finished markup: put into an element it is not escaped again."""

    __slots__ = ()


Child: TypeAlias = "Html | str | int | list[Html] | None"
Value: TypeAlias = str | int | float | bool | None


def element(tag: str, *children: Child, **attributes: Value) -> Html:
    """One element. A text child is escaped, a list holds finished elements, None is nothing.

    Of an attribute's name a last underscore goes and others become hyphens (`class_`, `aria_label`);
    True gives the bare name, None and False leave it out.
    """
    named = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{named}>")
    return Html(f"<{tag}{named}>{''.join(_child(child) for child in children)}</{tag}>")


def escape(text: str) -> Html:
    """`text` so that it shows as it is, between tags and inside a quoted attribute."""
    return Html(html.escape(UNSHOWN.sub("", text), quote=True))


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = name.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, list):
        return "".join(child)
    return child if isinstance(child, Html) else escape(str(child))
