"""The time that a caller gives for one call."""

from __future__ import annotations

import pytest

from resumemate_llm import ResumeMate, generate_pro
from resumemate_llm.errors import ConfigError
from resumemate_llm.settings import Settings
from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME, FaultServer


@pytest.mark.parametrize("left", [0, -2.5])
def test_time_that_has_run_out_asks_no_model(left: float) -> None:
    with FaultServer() as server:
        settings = Settings(self_hosted_url=server.openai_url)
        with ResumeMate("self-hosted,mock", settings=settings) as mate:
            result = mate.generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB, deadline=left)
        assert server.generations == 0
    assert result.provider == "mock"
    assert result.fallback_reason == "self-hosted: deadline"


def test_time_that_is_no_number_is_refused() -> None:
    with pytest.raises(ConfigError, match="deadline must be a number of seconds"):
        generate_pro(EXAMPLE_RESUME, EXAMPLE_JOB, provider="mock", deadline=float("nan"))
