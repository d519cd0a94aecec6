"""The first room: any document to a parsed resume or a parsed job. No network, no clock but `as_of`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..errors import EmptyDocument, TooLittleText
from ..schema import ParsedJob, ParsedResume
from ..text import language
from ..text.memory import forgetting_alone
from ..text.repair import repair
from .readers import Document, Source, read_document
from .readers.json_resume import to_profile
from .readers.rendering import render
from .sanitise import JOB_LIMIT, RESUME_LIMIT, clip, sanitise

__all__ = ["Document", "Source", "read_document", "read_job", "read_resume"]

_ENOUGH_WORDS = 20
_FEWEST_WORDS = 6
_STRUCTURE = re.compile(r"@|\b(?:19|20)\d\d\b|^\s*[•*–-] ", re.MULTILINE)
_ROOM_FOR_REPAIR = 2
"""A text is cut to this many times its limit before it is repaired, which bounds the work."""


@forgetting_alone
def read_resume(source: Source, *, as_of: date | None = None) -> ParsedResume:
    """Read and parse a resume from any source that `read_document` takes.

    `as_of` is the day that "present" stands for, today by default. Over 24,000 characters the rest is
    left out and a warning says so. Raises a subclass of InputError for what cannot be a resume, or
    MissingExtra where reading PDF needs the extra `[files]`.
    """
    as_of = as_of or date.today()
    document = read_document(source, name="resume")
    if document.data is not None:
        return _from_json_resume(document, as_of)
    text, warnings = _prepared(document, RESUME_LIMIT)
    _expect_resume(text, document.name)
    return _parse(text, as_of, warnings)


@forgetting_alone
def read_job(source: Source) -> ParsedJob:
    """Read and parse a job ad from any source that `read_document` takes.

    Over 4,000 characters the rest is left out and a warning says so. Raises JobRejected where the text
    is judged to be no job, or another subclass of InputError.
    """
    from .job import parse_job

    document = read_document(source, name="job")
    text, warnings = _prepared(document, JOB_LIMIT)
    parsed = parse_job(text, name=document.name)
    return dataclasses.replace(parsed, warnings=(*warnings, *parsed.warnings))


def _parse(text: str, as_of: date, warnings: tuple[str, ...]) -> ParsedResume:
    from .parser import parse_resume

    parsed = parse_resume(text, as_of=as_of)
    return parsed.replace(warnings=(*warnings, *parsed.warnings))


def _prepared(document: Document, limit: int) -> tuple[str, tuple[str, ...]]:
    """The repaired, inert and clipped text, with warnings about what was done to it."""
    whole = repair(clip(document.text, _ROOM_FOR_REPAIR * limit))
    text, notes = _inert(whole)
    kept = clip(text, limit)
    warnings = [*document.warnings, *notes]
    if len(kept) < len(text) or len(document.text) > _ROOM_FOR_REPAIR * limit:
        warnings.append(f"The text is longer than {limit:,} characters; what follows was left out.")
    return kept, tuple(warnings)


def _inert(text: str) -> tuple[str, list[str]]:
    text, findings = sanitise(text)
    injections = sum(finding.type == "input.injection" for finding in findings)
    if not injections:
        return text, []
    return text, [f"{injections} phrases that address a language model were marked as quoted text."]


def _expect_resume(text: str, name: str) -> None:
    """Raises EmptyDocument or TooLittleText where a resume cannot be in so little."""
    words = len(re.findall(r"[^\W_]+", text))
    if not words:
        raise EmptyDocument("holds no text.", source=name, fix="Check that it is the right file.")
    if words < _FEWEST_WORDS or (words < _ENOUGH_WORDS and not _STRUCTURE.search(text)):
        raise TooLittleText(
            f"holds only {words} words, too little for a resume.",
            source=name,
            fix="Pass the whole resume: a file's path, or its text.",
        )


def _from_json_resume(document: Document, as_of: date) -> ParsedResume:
    """A profile straight from the data; only one over the size limit is read as text, which can be cut."""
    notes: list[str] = []

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            text, found = _inert(repair(value))
            notes.extend(found)
            return text
        if isinstance(value, Mapping):
            return {key: clean(inner) for key, inner in value.items()}
        return [clean(inner) for inner in value] if isinstance(value, list) else value

    profile = to_profile(clean(document.data))
    rendering = render(profile)
    _expect_resume(rendering.text, document.name)
    if len(rendering.text) > RESUME_LIMIT:
        text, warnings = _prepared(document, RESUME_LIMIT)
        return _parse(text, as_of, warnings)
    return ParsedResume(
        text=rendering.text,
        profile=profile,
        as_of=as_of,
        language=language.detect(rendering.text),
        placements=rendering.placements,
        warnings=tuple(dict.fromkeys(notes)),
    )
