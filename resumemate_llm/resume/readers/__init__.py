"""Any document a resume or a job comes in, as text: plain text, Markdown, PDF, Word, JSON Resume."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from ...errors import EmptyDocument, UnreadableDocument, UnsupportedFormat
from .detect import detect
from .document import MAX_BYTES, Document, Format
from .json_resume import is_json_resume, to_profile
from .markdown import looks_like_markdown, read_markdown
from .plain import decode
from .rendering import render
from .source import Loaded, Source, load

__all__ = ["MAX_BYTES", "Document", "Format", "Source", "read_document"]

_BROKEN = object()
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})


def read_document(source: Source, *, name: str | None = None) -> Document:
    """Read a document of any kind that is supported.

    `source` is a path (`Path`, or a string that names a file or looks like a file's name), text,
    bytes, an open file, or a JSON Resume as a mapping. The format is told by content, not by suffix.
    Errors name the file; `name` is for a source without a file name.

    Raises a subclass of InputError (each with what happened and a fix), or MissingExtra where reading
    PDF needs the extra `[files]`.
    """
    loaded = load(source, name)
    content = loaded.content
    if isinstance(content, bytes):
        kind = detect(content, loaded.name)
        if kind != "text":
            return _file_document(kind, content, loaded.name)
        content = decode(content, loaded.name)
    if isinstance(content, str):
        data = _json_object(content, loaded.name, required=loaded.suffix == ".json")
        if data is None:
            return _text_document(content, loaded)
        content = data
    return _json_document(content, loaded.name)


def _file_document(kind: Literal["pdf", "docx"], content: bytes, name: str) -> Document:
    if kind == "pdf":
        from .pdf import read_pdf as read
    else:
        from .docx import read_docx as read
    text, warnings = read(content, name)
    _expect_text(text, name)
    return Document(text=text, format=kind, name=name, warnings=warnings)


def _text_document(text: str, loaded: Loaded) -> Document:
    _expect_text(text, loaded.name)
    if loaded.suffix not in _MARKDOWN_SUFFIXES and not looks_like_markdown(text):
        return Document(text=text, format="text", name=loaded.name)
    text, warnings = read_markdown(text)
    return Document(text=text, format="markdown", name=loaded.name, warnings=warnings)


def _expect_text(text: str, name: str) -> None:
    if not text.strip():
        raise EmptyDocument("holds no text.", source=name, fix="Check that it is the right file.")


def _json_document(data: Mapping[str, Any], name: str) -> Document:
    if not is_json_resume(data):
        raise _other_json(name)
    text = render(to_profile(data)).text
    _expect_text(text, name)
    return Document(text=text, format="json-resume", name=name, data=data)


def _json_object(text: str, name: str, *, required: bool) -> Mapping[str, Any] | None:
    """The JSON object that `text` is, or None where it is a text of another kind."""
    stripped = text.lstrip("\ufeff \t\r\n")
    if not required and not (stripped.startswith("{") and stripped.rstrip().endswith("}")):
        return None
    if not stripped:
        return None
    try:
        data = json.loads(stripped)
    except (ValueError, RecursionError):
        data = _BROKEN
    if data is _BROKEN:  # raised here, so that the error carries nothing of the text
        if not required:
            return None
        raise UnreadableDocument("is not valid JSON.", source=name, fix="Export the JSON Resume again.")
    if not isinstance(data, dict):
        raise _other_json(name)
    return data


def _other_json(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        "is JSON, but not a JSON Resume.",
        source=name,
        fix="Pass it as text or PDF; a resume may be JSON Resume (jsonresume.org) too.",
    )
