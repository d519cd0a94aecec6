"""Pairs of a resume and a job: what drafts are generated for (contract, section 5)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, ValidationError

from resumemate_llm.errors import InputError
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.schema import ParsedJob, ParsedResume

from ..errors import DataError
from ..examples import problems_of

_IDS = UUID("3f1c6a52-6a0e-4a53-9c1b-1a0f0c3f7d11")
"""The namespace of examples' ids."""


class _PairFile(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    domain: str
    resumeText: str
    jobDescriptionText: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One resume and one job. `source` is a name for messages: the file, or the built-in pair."""

    domain: str
    resume: str
    job: str
    source: str

    def __repr__(self) -> str:
        return f"Pair({self.source!r}, domain={self.domain!r})"

    @cached_property
    def key(self) -> str:
        """SHA-256 of the two texts, in hex: the pair's name in progress files."""
        return sha256(f"{self.resume}\0{self.job}".encode("utf-8", "replace")).hexdigest()

    @property
    def id(self) -> str:
        """The id of the example that is made of this pair; the same pair always has the same."""
        return str(uuid5(_IDS, self.key))

    def parsed(self) -> tuple[ParsedResume, ParsedJob]:
        """Both texts as the SDK reads them. Raises `DataError` with the pair's name."""
        try:
            return read_resume(self.resume), read_job(self.job)
        except InputError as error:
            raise DataError(str(error), path=self.source) from error


def builtin_pairs() -> list[Pair]:
    """The six pairs that come with the package: invented people, employers that do not exist."""
    folder = files(__package__) / "builtin"
    named = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in folder.iterdir())
    return [_pair(text, f"built-in {name}") for name, text in named if name.endswith(".json")]


def read_pairs(folder: Path) -> list[Pair]:
    """Every `*.json` file of `folder` and the folders in it, by name. Raises `DataError` naming a file that is
    no pair, or a folder without any."""
    if not folder.is_dir():
        raise DataError("no such folder of pairs", path=folder)
    files = sorted(p for p in folder.rglob("*.json") if not p.name.startswith("."))
    if not files:
        raise DataError("holds no pair, which is a file that ends in .json", path=folder)
    return list(_from_files(files))


def _from_files(paths: Iterable[Path]) -> Iterator[Pair]:
    for path in paths:
        try:
            yield _pair(path.read_text(encoding="utf-8-sig"), str(path))
        except OSError as error:
            raise DataError(f"cannot read: {error.strerror or error}", path=path) from error
        except UnicodeDecodeError as error:
            raise DataError(f"not UTF-8 at byte {error.start}", path=path) from None


def _pair(text: str, source: str) -> Pair:
    try:
        held = _PairFile.model_validate(json.loads(text), strict=True)
    except json.JSONDecodeError as error:
        raise DataError(f"not JSON: {error.msg} in line {error.lineno}", path=source) from None
    except ValidationError as error:
        fix = 'a pair is {"domain", "resumeText", "jobDescriptionText"}'
        raise DataError(problems_of(error), path=source, fix=fix) from None
    for name, value in (("resumeText", held.resumeText), ("jobDescriptionText", held.jobDescriptionText)):
        if not value.strip():
            raise DataError(f"{name}: empty", path=source)
    return Pair(domain=held.domain, resume=held.resumeText, job=held.jobDescriptionText, source=source)


def unique(pairs: Iterable[Pair]) -> list[Pair]:
    """`pairs` in order, each only once."""
    return list({pair.key: pair for pair in reversed(list(pairs))}.values())[::-1]
