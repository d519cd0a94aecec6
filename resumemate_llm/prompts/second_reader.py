"""The second reader's messages: the resume, and the statements that were made of it, each with its path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from ..providers.base import Message
from ..schema import ParsedResume
from ..schema.dialects import compact
from ..schema.second_reading import SecondReading
from .builder import RESUME_LIMIT, _boundary, _clip, _encodable, _fill
from .mask import ContactMask

SECOND_READER_VERSION = "1"
"""Raised whenever a byte of the second reader's prompt texts changes."""


def second_reader_messages(
    statements: Mapping[str, str], resume: ParsedResume, mask: ContactMask
) -> tuple[Message, ...]:
    """The messages that ask to compare `statements` (by path) with the resume; contact data is masked."""
    source = _clip(mask.hide(_encodable(resume.text)), RESUME_LIMIT)
    listed = json.dumps(
        {path: mask.hide(_encodable(text)) for path, text in statements.items()}, ensure_ascii=False, indent=0
    )
    user = _fill("second_reader_user", boundary=_boundary(source, listed), resume=source, statements=listed)
    return (Message(role="system", content=_system()), Message(role="user", content=user))


@cache
def _system() -> str:
    return _fill("second_reader", schema=compact(SecondReading))
