"""The provider `runpod`: a vLLM worker on a RunPod Serverless queue endpoint.

Settings come from the environment: RUNPOD_ENDPOINT_ID, RUNPOD_API_KEY, RUNPOD_MODEL, RUNPOD_BASE_URL.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from resumemate_llm import ConfigError, hookimpl

if TYPE_CHECKING:
    from resumemate_llm.plugins import ProviderFactory
    from resumemate_llm.providers.base import Provider
    from resumemate_llm.settings import Settings

BASE_URL = "https://api.runpod.ai/v2"


@hookimpl
def register_providers(register: Callable[[str, ProviderFactory], None]) -> None:
    """Register `runpod`."""
    register("runpod", runpod)


def runpod(settings: Settings) -> Provider:
    """Build the provider. Raises `ConfigError` without the endpoint's id or a key."""
    missing = [
        name for name in ("RUNPOD_ENDPOINT_ID", "RUNPOD_API_KEY") if not os.environ.get(name, "").strip()
    ]
    if missing:
        raise ConfigError(f"runpod: {' and '.join(missing)} must be set")
    from .provider import RunPodProvider

    return RunPodProvider(
        endpoint=os.environ["RUNPOD_ENDPOINT_ID"].strip(),
        api_key=os.environ["RUNPOD_API_KEY"].strip(),
        model=os.environ.get("RUNPOD_MODEL", "resumemate-14b"),
        base_url=os.environ.get("RUNPOD_BASE_URL", BASE_URL),
    )
