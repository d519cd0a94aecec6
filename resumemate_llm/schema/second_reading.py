"""SecondReading: what a second reader answers who compares a result with the resume it was made from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import WireModel


class Correction(WireModel):
    """A fact that the result has otherwise than the resume."""

    path: str = Field(description="The path of the statement, copied from the list")
    correct: str = Field(description="The fact as the resume has it, character by character")
    line: str = Field(description="The line of the resume that says so, character by character")


class UnsupportedClaim(WireModel):
    """Something that the result says and the resume does not."""

    path: str = Field(description="The path of the statement, copied from the list")
    claim: str = Field(description="The words of the statement that go too far, copied from it")
    reason: str = Field(description="What the resume says instead, or that it says nothing of it")


class SecondReading(WireModel):
    """Strict: all keys are required. `verdict` is "agrees" where both lists are empty."""

    verdict: Literal["agrees", "differs"] = Field(description="agrees where both lists are empty")
    corrections: list[Correction] = Field(
        description="Company, title, period, school, degree or year that differ from the resume; else empty"
    )
    unsupported_claims: list[UnsupportedClaim] = Field(
        description="What a statement claims and the resume does not support; else empty"
    )
