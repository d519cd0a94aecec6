"""What a reader returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Format = Literal["text", "markdown", "pdf", "docx", "json-resume"]

MAX_BYTES = 20 * 1024 * 1024
"""Largest document that is read, in bytes. Resumes are well under 2 MB; a larger one is refused
by its size alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document as text.

    `name` is the file's name, or "text" for a plain string. `data` holds a JSON Resume's object, for
    which `text` is a rendering. `warnings` are sentences about the document, without its content.
    """

    text: str
    format: Format
    name: str
    data: Mapping[str, Any] | None = None
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Document(<{len(self.text)} chars>, format={self.format!r}, name={self.name!r})"
