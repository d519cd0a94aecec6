"""The loopback server: prepared answers of one draft, whole or streamed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

MODEL = "resumemate-14b"


def answer_text() -> str:
    """A valid draft of about 20 KB."""
    from resumemate_llm.testing import example_draft

    draft = example_draft().to_wire()
    bullets = draft["bulletsByRole"][0]["bullets"]
    while len(json.dumps(draft)) < 20_000:
        bullets.append(f"{bullets[0]} ({len(bullets)})")
    return json.dumps(draft)


def serve() -> None:
    """Answer /ok/v1, /error/v1 and /invalid/v1 from prepared bytes; print the port first."""
    text = answer_text()
    whole = {
        "ok": _whole(200, text),
        "error": _whole(500, None),
        "invalid": _whole(200, "I would rather talk."),
    }
    streamed = {**whole, "ok": _streamed(text), "invalid": _streamed("I would rather talk.")}

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
                body = await reader.readexactly(length)
                scenario = head.split(b" ", 2)[1].decode().split("/")[1]
                streams = b'"stream":true' in body.replace(b" ", b"")
                writer.write((streamed if streams else whole)[scenario])
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, IndexError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(connected, "127.0.0.1", 0, limit=2**20, backlog=512)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(run())


def _http(status: int, body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _whole(status: int, text: str | None) -> bytes:
    if text is None:
        return _http(status, b'{"error": {"message": "down", "type": "server_error"}}', "application/json")
    usage = {"prompt_tokens": 4000, "completion_tokens": 5000, "total_tokens": 9000}
    message = {"role": "assistant", "content": text}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": usage,
    }
    return _http(status, json.dumps(body).encode(), "application/json")


def _streamed(text: str, piece: int = 4) -> bytes:
    """One event a token, as vLLM sends them."""
    base: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": MODEL,
    }
    events: list[dict[str, Any]] = [
        {
            **base,
            "choices": [{"index": 0, "delta": {"content": text[at : at + piece]}, "finish_reason": None}],
        }
        for at in range(0, len(text), piece)
    ]
    events.append({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    usage = {"prompt_tokens": 4000, "completion_tokens": 5000, "total_tokens": 9000}
    events.append({**base, "choices": [], "usage": usage})
    lines = [f"data: {json.dumps(event)}\n\n" for event in events] + ["data: [DONE]\n\n"]
    return _http(200, "".join(lines).encode(), "text/event-stream")
