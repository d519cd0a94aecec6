"""An answer in one piece, for those who count processor time."""

from __future__ import annotations

import pytest

from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.routing import read_answer
from resumemate_llm.schema import ProDraft
from resumemate_llm.testing import FaultServer, example_draft
from resumemate_llm.testing.contract import example_request

pytestmark = pytest.mark.anyio


async def test_an_unstreamed_answer_is_the_same_draft_with_usage() -> None:
    with FaultServer() as server:
        provider = SelfHostedProvider(base_url=server.openai_url, model="resumemate-14b", stream=False)
        completion = await provider.complete(example_request(), timeout=10)
        await provider.aclose()
        body = server.requests[-1].body
    assert read_answer(completion, ProDraft) == example_draft()
    assert completion.usage.output_tokens > 0
    assert body["stream"] is False
    assert "stream_options" not in body
