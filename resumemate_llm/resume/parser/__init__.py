"""The rule-based resume parser: `parse_resume(text, as_of=...)`."""

from .parse import parse_resume

__all__ = ["parse_resume"]
