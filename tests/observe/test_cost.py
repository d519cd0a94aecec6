"""What a call costs."""

import pytest

from resumemate_llm.observe.cost import PRICES, Price, cost_usd
from resumemate_llm.schema import Usage

SONNET = "claude-sonnet-4-5-20250929"


def test_a_dated_model_name_has_the_price_of_its_model() -> None:
    usage = Usage(input_tokens=1_000_000, output_tokens=100_000)
    assert cost_usd(SONNET, usage) == pytest.approx(3.0 + 1.5)
    assert cost_usd("claude-sonnet-4-5", usage) == cost_usd(SONNET, usage)


def test_cache_reads_are_cheaper_and_cache_writes_dearer_than_plain_input() -> None:
    plain, read, write = (
        cost_usd(SONNET, usage)
        for usage in (
            Usage(input_tokens=10_000),
            Usage(cache_read_tokens=10_000),
            Usage(cache_write_tokens=10_000),
        )
    )
    assert plain is not None and read is not None and write is not None
    assert read == pytest.approx(plain * 0.1)
    assert write == pytest.approx(plain * 1.25)


@pytest.mark.parametrize("model", ["", "resumemate-14b", "claude-sonnet-4-5-latest", "claude-sonnet-4-50"])
def test_a_model_that_is_not_in_the_table_has_no_cost_rather_than_a_guess(model: str) -> None:
    assert cost_usd(model, Usage(input_tokens=5)) is None


def test_the_table_can_be_replaced() -> None:
    own = {**PRICES, "resumemate-14b": Price(input=0.1, output=0.2, cache_read=0.0, cache_write=0.1)}
    assert cost_usd("resumemate-14b", Usage(output_tokens=1_000_000), own) == pytest.approx(0.2)
