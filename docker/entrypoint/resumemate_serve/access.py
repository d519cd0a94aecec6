"""Keys, and what must not be opened: who may use the server, and by which header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .refusal import Refusal
from .settings import PLATFORM_AUTH_HEADER, Settings

KEY = "VLLM_API_KEY"

_BEARER = re.compile(r"[A-Za-z0-9._~+/-]+=*")

_TAKES_THE_HEADER = {
    "runpod": "RunPod takes its own key from the Authorization header",
    "cloudrun": "Cloud Run takes the caller's identity token from the Authorization header",
}
_FREE_HEADER = {
    "runpod": f"unset {KEY}: RunPod's own key already guards the endpoint",
    "cloudrun": f"unset {KEY}, or send the identity token as X-Serverless-Authorization and set "
    "SERVE_PLATFORM_AUTH_HEADER=X-Serverless-Authorization, or set SERVE_PLATFORM=plain for a public service",
}
_NOT_ALLOWED: Mapping[str, str] = {
    "--api-key": f"a key there shows in the process list: set {KEY} or SERVE_API_KEY_FILE",
    "--model": "set SERVE_MODEL",
    "--config": "set the variables of this image, and SERVE_EXTRA_ARGS for the rest",
    "--trust-remote-code": "it would run code from the model's folder, and Qwen2.5 needs none",
    "--quantization": "vLLM finds the method in the checkpoint's config.json, and another one fails",
    "-q": "vLLM finds the method in the checkpoint's config.json, and another one fails",
    "--enable-log-requests": "it writes resumes into the log",
    "--no-enable-prefix-caching": "all requests share a long prompt",
}
_NOT_SET: Mapping[str, str] = {
    "VLLM_SERVER_DEV_MODE": "it opens /reset_prefix_cache, /sleep and /collective_rpc to everybody",
    "VLLM_ALLOW_RUNTIME_LORA_UPDATING": "it lets clients load files as adapters: name them in SERVE_LORA",
}


def platform_of(settings: Settings, environ: Mapping[str, str]) -> str:
    """Where this runs: as set, else by the variables that the platforms set themselves."""
    if settings.platform != "auto":
        return settings.platform
    signs = {
        "RUNPOD_ENDPOINT_ID": "runpod",
        "K_SERVICE": "cloudrun",
        "VAST_CONTAINERLABEL": "vast",
        "KUBERNETES_SERVICE_HOST": "kubernetes",
    }
    return next((platform for sign, platform in signs.items() if environ.get(sign)), "plain")


def read_key(settings: Settings, environ: Mapping[str, str]) -> str | None:
    """The key that vLLM shall ask for.

    Raises `Refusal` where its file is empty, and for a key that cannot be sent as a bearer token.
    """
    source = "SERVE_API_KEY_FILE" if settings.api_key_file else KEY
    key = _from_file(settings.api_key_file) if settings.api_key_file else environ.get(KEY, "").strip()
    if key and not _BEARER.fullmatch(key):
        raise Refusal(
            f"{source}: the key has characters that a bearer token cannot have (RFC 6750, and a star would be "
            "a wildcard in the proxy): make one with openssl rand -hex 32"
        )
    return key or None


def _from_file(file: Path) -> str:
    key = file.read_text(encoding="utf-8", errors="replace").strip()
    if not key:
        raise Refusal(f"SERVE_API_KEY_FILE: {file} is empty")
    return key


def check_access(settings: Settings, environ: Mapping[str, str], key: str | None) -> None:
    """Raises `Refusal` where two parties want the same header, or where a switch would open the server."""
    platform = platform_of(settings, environ)
    header = settings.platform_auth_header
    if key and platform in _TAKES_THE_HEADER and header.lower() == PLATFORM_AUTH_HEADER.lower():
        raise Refusal(
            f"{_TAKES_THE_HEADER[platform]}, and vLLM would look for {KEY} in the same header, so every "
            f"request would fail; {_FREE_HEADER[platform]}"
        )
    for name, reason in _NOT_SET.items():
        if environ.get(name, "").lower() in ("1", "true"):
            raise Refusal(f"{name} must not be set: {reason}")
    if "://" in environ.get("VLLM_PORT", ""):
        raise Refusal(
            "VLLM_PORT holds a URL, which Kubernetes sets for a Service named vllm: give the Service another "
            "name, or set enableServiceLinks: false"
        )


def check_extra(arguments: Sequence[str], set_here: Mapping[str, str]) -> None:
    """Raises `Refusal` for an argument that this image must not have, or that it sets itself: `set_here` are
    the latter's flags, each with its variable ("" where none changes it)."""
    ours = {spelt: variable for flag, variable in set_here.items() for spelt in (flag, _opposite(flag))}
    for argument in arguments:
        if flag := _meant(argument, _NOT_ALLOWED):
            raise Refusal(f"SERVE_EXTRA_ARGS: {flag} is not allowed: {_NOT_ALLOWED[flag]}")
        if flag := _meant(argument, ours):
            way = f"{ours[flag]} is its variable" if ours[flag] else "it is the same for every server"
            raise Refusal(f"SERVE_EXTRA_ARGS: {flag} is set by this image: {way}")


def _opposite(flag: str) -> str:
    """`--no-x` for `--x`, and the other way round."""
    return flag.replace("--no-", "--", 1) if flag.startswith("--no-") else flag.replace("--", "--no-", 1)


def _meant(argument: str, flags: Iterable[str]) -> str | None:
    """Which of `flags` vLLM's parser takes an argument for: underscores, beginnings of a flag, `--flag=value`,
    `--flag.key value` and `-qvalue` are that flag too."""
    name = re.split("[=.]", argument, maxsplit=1)[0].replace("_", "-")
    if not re.match("--?[a-z]", name):
        return None
    short = name[1] != "-"
    return next((f for f in flags if f.startswith(name) or (short and name.startswith(f))), None)


def hidden(text: str, environ: Mapping[str, str]) -> str:
    """The text without the secrets of an environment."""
    for name in (KEY, "HF_TOKEN"):
        if secret := environ.get(name):
            text = text.replace(secret, "***")
    return text
