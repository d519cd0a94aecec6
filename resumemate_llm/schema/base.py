"""The common base of everything that goes over the wire."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class WireModel(BaseModel):
    """camelCase on the wire, snake_case in Python, immutable, and silent about its content.

    `repr()` and `str()` show field names and sizes only, so that a resume never reaches a log by way
    of an f-string; `to_wire()` is the explicit way to the content.
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
        defer_build=True,
    )

    def to_wire(self) -> dict[str, Any]:
        """The JSON-ready dict with camelCase keys; optional fields that are None are left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}={_size(getattr(self, name))}" for name in type(self).model_fields)
        return f"{type(self).__name__}({sizes})"

    __str__ = __repr__


def _size(value: object) -> str:
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, str):
        return f"<{len(value)} chars>"
    if isinstance(value, Sized):
        return f"<{len(value)}>"
    return f"<{type(value).__name__}>"
