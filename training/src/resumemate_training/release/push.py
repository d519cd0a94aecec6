"""A finished model with its card, into a folder or onto a hub."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

from .. import files, manifest
from ..errors import DataError, MissingPackage, SetupError, StepFailed
from ..finetune.config import DEFAULT_MODEL
from .card import chain_of, model_card

HUB: Final = "hf:"
_PRIVATE: Final = ("*.manifest.json", ".*")
"""Left behind: manifests hold places of the machine that trained."""


def push(
    model: Path,
    target: str,
    *,
    name: str = "resumemate-14b",
    license_name: str = "apache-2.0",
    public: bool = False,
    report: Path | None = None,
    hub: Any = None,
) -> str:
    """Copy `model` to the folder `target`, or upload it to `hf:OWNER/NAME`; returns where it is now.

    The card is written from the manifests; `report` is the folder of an evaluation to quote. A hub repository
    is made private unless `public`. `hub` is the client to use instead of huggingface_hub's own. Raises
    `DataError` for a folder that is no finished model, and `StepFailed` where the hub refuses.
    """
    _check(model)
    evaluated = manifest.read(report, "evaluate") if report else None
    card = model_card(name, chain_of(model), license_name=license_name, evaluated=evaluated)
    if target.startswith(HUB):
        return _upload(model, target.removeprefix(HUB), card, public, hub or _client())
    place = Path(target)
    if place.exists() and any(place.iterdir()):
        raise DataError("is not empty", path=place, fix="name a new folder")
    draft = place.with_name(f".{place.name}.unfinished")
    with files.writing(place):
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(model, draft, ignore=shutil.ignore_patterns(*_PRIVATE))
        files.write_text(draft / "README.md", card)
        if place.exists():
            place.rmdir()
        draft.replace(place)
    return str(place)


def _check(model: Path) -> None:
    for needed in ("config.json", "tokenizer.json"):
        if not (model / needed).is_file():
            raise DataError(
                f"no {needed} in it", path=model, fix=f"push the merged model, such as of {DEFAULT_MODEL}"
            )
    if (model / ".unfinished").exists():
        raise DataError("a step in it did not reach its end", path=model, fix="run that step again")


def _upload(model: Path, repository: str, card: str, public: bool, hub: Any) -> str:
    if repository.count("/") != 1:
        raise SetupError(f"{repository}: a hub's repository is named OWNER/NAME")
    try:
        hub.create_repo(repository, private=not public, exist_ok=True)
        hub.upload_folder(
            repo_id=repository, folder_path=str(model), ignore_patterns=["README.md", *_PRIVATE]
        )
        hub.upload_file(path_or_fileobj=card.encode(), path_in_repo="README.md", repo_id=repository)
    except Exception as error:
        raise StepFailed(
            f"{repository}: the hub refused ({type(error).__name__}); is HF_TOKEN set?"
        ) from error
    return f"{HUB}{repository}"


def _client() -> Any:
    try:
        from huggingface_hub import HfApi
    except ImportError as error:
        raise MissingPackage("push to a hub", "hub") from error
    return HfApi()
