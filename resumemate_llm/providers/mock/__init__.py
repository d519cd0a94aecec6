"""The deterministic provider: a draft by rules alone, at once, the same on every machine.

It is the embedded default and the last resort of every policy. What it writes comes from the resume:
it rewrites what rules can improve truthfully, quotes the rest, and claims nothing else.
"""

from __future__ import annotations

import json

from ...plan import project
from ..base import Capabilities, Check, Completion, DraftRequest
from .draft import WRITER_VERSION, write_draft

__all__ = ["WRITER_VERSION", "MockProvider", "write_draft"]


class MockProvider:
    """`write_draft` behind the provider protocol: needs no key, no server and no time."""

    name = "mock"
    capabilities = Capabilities(network=False, last_resort=True)

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        """The draft as JSON text; for a part of the draft, the keys that its schema names."""
        draft = write_draft(request.resume, request.job)
        answer = project(draft, request.schema, request.resume) if request.schema else draft.to_wire()
        return Completion(text=json.dumps(answer, ensure_ascii=False), model=WRITER_VERSION, cost_usd=0.0)

    async def check(self, *, timeout: float) -> list[Check]:
        """One line: the writer is part of the package and cannot be out of reach."""
        return [Check(name="ready", ok=True, detail=f"rules {WRITER_VERSION}, offline")]

    async def aclose(self) -> None:
        """Nothing to release."""
