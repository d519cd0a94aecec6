"""The writer's fixed phrases, one module of data for each language."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from .base import FramedLetter, Phrases

__all__ = ["LANGUAGES", "FramedLetter", "Phrases", "phrases_for"]

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ro")


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> Phrases:
    phrases: Phrases = import_module(f".{language}", __name__).PHRASES
    return phrases


def phrases_for(resume_language: str, job_language: str) -> Phrases:
    """The phrases of the language that resume and job share; English where they differ or where the
    language is not one of `LANGUAGES`."""
    shared = resume_language == job_language and resume_language in LANGUAGES
    return _load(resume_language if shared else "en")
