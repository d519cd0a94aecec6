"""Which paths the proxy lets through, and spellings that try to reach others."""

from __future__ import annotations

from collections.abc import Iterable

from .proxy import KEY, Proxy

OPEN = {("POST", "/v1/chat/completions"), ("GET", "/v1/models"), ("POST", "/tokenize")}
"""What passes with the key."""

CLOSED = (
    *("/invocations", "/pause", "/resume", "/abort_requests", "/update_weights"),
    *("/init_weight_transfer_engine", "/scale_elastic_ep", "/detokenize", "/tokenizer_info"),
    *("/metrics", "/load", "/version", "/ping", "/pooling", "/classify", "/score", "/v1/score", "/rerank"),
    *("/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/messages", "/v1/messages/count_tokens"),
    *("/v1/load_lora_adapter", "/v1/unload_lora_adapter", "/inference/v1/generate", "/server_info"),
    *(
        "/docs",
        "/openapi.json",
        "/redoc",
        "/",
        "/v1",
        "/v1/",
        "/v1/models/resumemate-14b",
        "/sleep",
        "/is_sleeping",
    ),
)
"""Paths of vLLM, guarded by its key or not, that nobody outside needs."""

TRICKS = (
    "/v1/chat/completions/../../invocations",
    "/v1/models/../../metrics",
    "/v1/models/%2e%2e/%2e%2e/metrics",
    "/v1/models%2f..%2f..%2fmetrics",
    "/v1/models/..;/metrics",
    "/v1/models;/../../metrics",
    "/v1/models%00/metrics",
    "/v1/models?/../../metrics",
    "/v1/models#/metrics",
    "//metrics",
    "/./metrics",
    "/v1//models",
    "/V1/MODELS",
    "/v1/models/",
    "/health/../metrics",
    "/health/../invocations",
    "http://localhost/metrics",
)
"""Spellings by which a proxy and its upstream may disagree about a path."""


def wrong_rows(door: Proxy, routes: Iterable[tuple[str, str]]) -> list[str]:
    """Prints a table of method, path and the statuses without a key, with a wrong one and with the right one;
    gives the rows that are not as they should be."""
    wrong = []
    print(f"\n    {'':36} no key  wrong  right")
    for method, path in sorted({*routes, *OPEN, ("GET", "/health")}):
        found = tuple(door.ask(method, path, key)[0] for key in (None, "sk-wrong", KEY))
        row = f"{method:6} {path:29} {found[0]:6} {found[1]:6} {found[2]:6}"
        print(f"    {row}")
        if found != _expected(method, path):
            wrong.append(row)
    return wrong


def _expected(method: str, path: str) -> tuple[int, int, int]:
    if (method, path) == ("GET", "/health"):
        return (200, 200, 200)
    if path in {path for _, path in OPEN}:
        return (401, 401, 200 if (method, path) in OPEN else 404)
    return (404, 404, 404)
