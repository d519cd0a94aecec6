"""Environment and TOML to `Settings`; the only module that reads os.environ.

Every value knows where it came from (`Settings.origin`), which `resumemate policy show` prints.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from .errors import ConfigError

DEFAULT_SELF_HOSTED_MODEL = "resumemate-14b"
DEFAULT_ANTHROPIC_MODEL = "claude-sonnet-4-5-20250929"

VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "LLM_PROVIDER": "self-hosted, claude, mock, a plugin's name, or a comma-separated chain",
        "SELF_HOSTED_LLM_URL": "base URL of an OpenAI-compatible server; ends in /v1",
        "SELF_HOSTED_LLM_MODEL": f"served model name (default {DEFAULT_SELF_HOSTED_MODEL})",
        "SELF_HOSTED_LLM_API_KEY": "key of that server, sent as Authorization: Bearer",
        "ANTHROPIC_API_KEY": "key for Claude",
        "ANTHROPIC_MODEL": f"model for Claude (default {DEFAULT_ANTHROPIC_MODEL})",
        "ANTHROPIC_BASE_URL": "another server that speaks Anthropic's protocol",
        "RESUMEMATE_DEADLINE": "seconds for one call, all attempts together (default: the policy's)",
        "RESUMEMATE_POLICY": "path of a TOML file with the fallback policy",
        "RESUMEMATE_PLUGINS": "comma-separated plugins to allow, -name to deny, or none",
        "RESUMEMATE_SELF_HOSTED_HEADERS": "extra headers for that server, as Name: value; Name: value",
        "RESUMEMATE_SELF_HOSTED_IDENTITY": "google: send a Google identity token, for a private Cloud Run service",
        "RESUMEMATE_MASK_CONTACT": "1 (default) masks contact data before it leaves, 0 sends it",
        "RESUMEMATE_SKILLS": "evidenced (default) or resume-and-job",
        "RESUMEMATE_STRATEGY": "whole, sections or auto (default): the draft in one request or in parallel parts",
    }
)
"""Every environment variable the SDK reads, with its meaning."""


def environment() -> tuple[tuple[str, str], ...]:
    """The variables of `VARIABLES` that are set, as hashable pairs."""
    return tuple((name, os.environ[name]) for name in VARIABLES if name in os.environ)


class Secret:
    """A value that never shows itself: `reveal()` is the only way to it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value in clear."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a client is built from. `Settings.from_env()` reads the environment; tests and programs
    may pass values directly.

    `provider` is the chain as asked for, None where nobody asked; `deadline` is in seconds;
    `policy` is the parsed content of the TOML file that RESUMEMATE_POLICY names.
    """

    provider: str | None = None
    self_hosted_url: str | None = None
    self_hosted_model: str = DEFAULT_SELF_HOSTED_MODEL
    self_hosted_api_key: Secret | None = None
    self_hosted_headers: Mapping[str, Secret] = field(default_factory=dict)
    self_hosted_identity: Literal["google"] | None = None
    anthropic_api_key: Secret | None = None
    anthropic_model: str = DEFAULT_ANTHROPIC_MODEL
    anthropic_base_url: str | None = None
    deadline: float | None = None
    policy: Mapping[str, Any] | None = None
    plugins: str | None = None
    mask_contact: bool = True
    skills: Literal["evidenced", "resume-and-job"] | None = None
    strategy: Literal["whole", "sections", "auto"] | None = None
    origin: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the variables listed in `VARIABLES`; an empty value counts as unset.

        Raises `ConfigError` where a value cannot work, with the variable's name and the fix.
        """
        env = {k: v.strip() for k, v in (os.environ if environ is None else environ).items() if v.strip()}
        origin = {name: "environment" for name in VARIABLES if name in env}
        return cls(
            provider=env.get("LLM_PROVIDER"),
            self_hosted_url=_url(env, "SELF_HOSTED_LLM_URL"),
            self_hosted_model=env.get("SELF_HOSTED_LLM_MODEL", DEFAULT_SELF_HOSTED_MODEL),
            self_hosted_api_key=_secret(env, "SELF_HOSTED_LLM_API_KEY"),
            self_hosted_headers=_headers(env, "RESUMEMATE_SELF_HOSTED_HEADERS"),
            self_hosted_identity=_identity(env, "RESUMEMATE_SELF_HOSTED_IDENTITY"),
            anthropic_api_key=_secret(env, "ANTHROPIC_API_KEY"),
            anthropic_model=env.get("ANTHROPIC_MODEL", DEFAULT_ANTHROPIC_MODEL),
            anthropic_base_url=_url(env, "ANTHROPIC_BASE_URL"),
            deadline=_seconds(env, "RESUMEMATE_DEADLINE"),
            policy=_toml(env, "RESUMEMATE_POLICY"),
            plugins=env.get("RESUMEMATE_PLUGINS"),
            mask_contact=_switch(env, "RESUMEMATE_MASK_CONTACT", default=True),
            skills=_skills(env, "RESUMEMATE_SKILLS"),
            strategy=_strategy(env, "RESUMEMATE_STRATEGY"),
            origin=origin,
        )

    def chain(self) -> str:
        """The chain in the words of LLM_PROVIDER; where nobody asked, the first of self-hosted and claude
        that is configured, else mock (contract, section 6). `Policy.default` expands it."""
        if self.provider:
            return self.provider
        if self.self_hosted_url:
            return "self-hosted"
        return "claude" if self.anthropic_api_key else "mock"


def _secret(env: Mapping[str, str], name: str) -> Secret | None:
    return Secret(env[name]) if name in env else None


def _url(env: Mapping[str, str], name: str) -> str | None:
    value = env.get(name)
    if value is not None and not value.startswith(("http://", "https://")):
        raise ConfigError(f"{name} must begin with http:// or https://")
    return value.rstrip("/") if value else None


def _seconds(env: Mapping[str, str], name: str) -> float | None:
    if name not in env:
        return None
    try:
        seconds = float(env[name])
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 86_400:
        raise ConfigError(f"{name} must be a number of seconds between 0 and 86400, such as 60")
    return seconds


def _switch(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ConfigError(f"{name} must be 1 or 0")


def _skills(env: Mapping[str, str], name: str) -> Literal["evidenced", "resume-and-job"] | None:
    match env.get(name):
        case None:
            return None
        case "evidenced":
            return "evidenced"
        case "resume-and-job":
            return "resume-and-job"
    raise ConfigError(f"{name} must be one of: evidenced, resume-and-job")


def _identity(env: Mapping[str, str], name: str) -> Literal["google"] | None:
    if env.get(name) not in (None, "google"):
        raise ConfigError(f"{name} must be google, or unset")
    return "google" if name in env else None


def _strategy(env: Mapping[str, str], name: str) -> Literal["whole", "sections", "auto"] | None:
    match env.get(name):
        case None:
            return None
        case "whole" | "sections" | "auto" as strategy:
            return strategy
    raise ConfigError(f"{name} must be one of: whole, sections, auto")


def _headers(env: Mapping[str, str], name: str) -> dict[str, Secret]:
    headers: dict[str, Secret] = {}
    for part in filter(None, (p.strip() for p in env.get(name, "").split(";"))):
        key, colon, value = part.partition(":")
        if not colon or not key.strip() or not value.strip():
            raise ConfigError(f"{name} must look like 'X-Name: value; X-Other: value'")
        headers[key.strip()] = Secret(value.strip())
    return headers


def _toml(env: Mapping[str, str], name: str) -> dict[str, Any] | None:
    if name not in env:
        return None
    path = Path(env[name])
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{name}: cannot read {path.name}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: {path.name} is not valid TOML: {error}") from None
