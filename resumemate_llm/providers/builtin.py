"""The three built-in providers, registered through the same hooks as any plugin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import ConfigError
from ..plugins import ProviderFactory, hookimpl

if TYPE_CHECKING:
    from ..settings import Settings
    from .base import Provider
    from .http_provider import Headers
    from .self_hosted import Mode


@hookimpl
def register_providers(register: Callable[[str, ProviderFactory], None]) -> None:
    """Self-hosted, Claude and the deterministic provider."""
    register("self-hosted", self_hosted)
    register("claude", claude)
    register("mock", mock)


def mock(settings: Settings) -> Provider:
    """The deterministic writer; needs nothing."""
    from .mock import MockProvider

    return MockProvider()


def self_hosted(settings: Settings, *, structured: Mode = "json_schema") -> Provider:
    """A server that speaks OpenAI's protocol, such as vLLM; `structured` is how the answer's form is asked
    for. Raises `ConfigError` without its URL."""
    if not settings.self_hosted_url:
        raise ConfigError("self-hosted: SELF_HOSTED_LLM_URL is not set; give the server's URL, ending in /v1")
    from .self_hosted import SelfHostedProvider

    key = settings.self_hosted_api_key
    return SelfHostedProvider(
        base_url=settings.self_hosted_url,
        model=settings.self_hosted_model,
        api_key=key.reveal() if key else None,
        headers=_headers(settings, settings.self_hosted_url),
        structured=structured,
    )


def _headers(settings: Settings, url: str) -> Headers:
    fixed = {name: value.reveal() for name, value in settings.self_hosted_headers.items()}
    if settings.self_hosted_identity is None:
        return fixed
    from .google_identity import SERVERLESS_HEADER, GoogleIdentity

    address = urlsplit(url)
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
        raise ConfigError("self-hosted: an identity token goes over https only; begin the URL with https://")
    header = SERVERLESS_HEADER if settings.self_hosted_api_key else "Authorization"
    identity = GoogleIdentity(f"{address.scheme}://{address.netloc}", header=header)
    return lambda: {**fixed, **identity()}


def claude(settings: Settings) -> Provider:
    """Claude by Anthropic's API. Raises `ConfigError` without a key."""
    if not settings.anthropic_api_key:
        raise ConfigError("claude: ANTHROPIC_API_KEY is not set")
    from .claude import ClaudeProvider

    return ClaudeProvider(
        api_key=settings.anthropic_api_key.reveal(),
        model=settings.anthropic_model,
        base_url=settings.anthropic_base_url,
    )
