"""The provider `ollama`: a model served by Ollama, through its native API.

Settings come from the environment: OLLAMA_HOST (as Ollama's own client reads it), OLLAMA_MODEL and
OLLAMA_KEEP_ALIVE.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from resumemate_llm import ConfigError, hookimpl

if TYPE_CHECKING:
    from resumemate_llm.plugins import ProviderFactory
    from resumemate_llm.providers.base import Provider
    from resumemate_llm.settings import Settings


@hookimpl
def register_providers(register: Callable[[str, ProviderFactory], None]) -> None:
    """Register `ollama`."""
    register("ollama", ollama)


def ollama(settings: Settings) -> Provider:
    """Build the provider. Raises `ConfigError` without OLLAMA_MODEL, or where OLLAMA_HOST is no address."""
    model = os.environ.get("OLLAMA_MODEL", "").strip()
    if not model:
        raise ConfigError("ollama: OLLAMA_MODEL is not set; name a model that `ollama list` shows")
    from .provider import OllamaProvider

    return OllamaProvider(
        base_url=base_url(os.environ.get("OLLAMA_HOST", "")),
        model=model,
        keep_alive=os.environ.get("OLLAMA_KEEP_ALIVE", "5m"),
    )


def base_url(host: str) -> str:
    """OLLAMA_HOST as a URL: scheme and port may be missing; an address that servers listen on
    (0.0.0.0) means this machine."""
    text = host.strip() or "127.0.0.1"
    text = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port or {"http": 11434, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        raise ConfigError("OLLAMA_HOST must look like 127.0.0.1:11434 or http://host:port") from None
    name = parts.hostname or "127.0.0.1"
    name = "127.0.0.1" if name in ("0.0.0.0", "::") else name  # noqa: S104
    name = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{name}:{port}{parts.path.rstrip('/')}"
