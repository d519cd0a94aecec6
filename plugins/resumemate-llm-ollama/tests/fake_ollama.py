"""A fake of Ollama's server: a `FaultServer` that speaks `/api/chat` and `/api/tags` as
Ollama's docs/api.md describes them. No model is behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from resumemate_llm.testing import Fault, FaultServer, Protocol

MODEL = "qwen2.5:14b"


class Chat(Protocol):
    """The lines of `/api/chat`. `load_seconds` is the time that loading the model is said to have taken."""

    content_type = "application/x-ndjson"

    def __init__(self, load_seconds: float = 0.0) -> None:
        self.load_seconds = load_seconds

    def error(self, fault: Fault) -> object:
        return {"error": fault.message or fault.code}

    def whole(self, text: str, fault: Fault, body: Mapping[str, Any]) -> object:
        return self._last(text, fault, body) | {"message": {"role": "assistant", "content": text}}

    def begin(self, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        return ()

    def piece(self, text: str, fault: Fault, body: Mapping[str, Any]) -> bytes:
        field = "thinking" if fault.reasoning else "content"
        message = {"role": "assistant", "content": "", field: text}
        return _line({"model": body.get("model"), "message": message, "done": False})

    def end(self, text: str, fault: Fault, body: Mapping[str, Any]) -> Iterable[bytes]:
        yield _line(self._last(text, fault, body))

    def malformed(self) -> bytes:
        return b'{"model": "qwen2.5:14b", "mess\n'

    def error_event(self) -> bytes:
        return _line({"error": "an error was encountered while running the model"})

    def schema(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        wanted = body.get("format")
        return wanted if isinstance(wanted, dict) else None

    def _last(self, text: str, fault: Fault, body: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "model": body.get("model"),
            "message": {"role": "assistant", "content": ""},
            "done": True,
            "done_reason": "length" if fault.finish == "length" else "stop",
            "total_duration": int((self.load_seconds + 5) * 1e9),
            "load_duration": int(self.load_seconds * 1e9),
            "prompt_eval_count": 1_200,
            "prompt_eval_duration": 1_000_000_000,
            "eval_count": len(text) // 4,
            "eval_duration": 4_000_000_000,
        }


class FakeOllama(FaultServer):
    """The server, with one model pulled."""

    def __init__(self, *script: Fault | str, load_seconds: float = 0.0) -> None:
        super().__init__(*script)
        self.protocols = {"/api/chat": Chat(load_seconds)}

    def side(self, method: str, path: str, body: Any) -> tuple[int, object]:
        """The list of models; no other route exists."""
        if (method, path) == ("GET", "/api/tags"):
            return 200, {"models": [{"name": MODEL, "model": MODEL, "size": 9_000_000_000}]}
        return 404, {"error": "404 page not found"}


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"
