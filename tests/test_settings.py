"""What a backend engineer relies on when choosing providers by environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from resumemate_llm.errors import ConfigError
from resumemate_llm.routing.policy import Policy
from resumemate_llm.settings import VARIABLES, Secret, Settings


@pytest.mark.parametrize(
    ("environ", "chain"),
    [
        ({}, ("mock",)),
        ({"ANTHROPIC_API_KEY": "k"}, ("claude", "mock")),
        ({"SELF_HOSTED_LLM_URL": "http://127.0.0.1:8000/v1"}, ("self-hosted", "claude", "mock")),
        (
            {"SELF_HOSTED_LLM_URL": "http://127.0.0.1:8000/v1", "ANTHROPIC_API_KEY": "k"},
            ("self-hosted", "claude", "mock"),
        ),
        ({"LLM_PROVIDER": "self-hosted"}, ("self-hosted", "claude", "mock")),
        ({"LLM_PROVIDER": "claude"}, ("claude", "mock")),
        ({"LLM_PROVIDER": "mock"}, ("mock",)),
        ({"LLM_PROVIDER": "ollama"}, ("ollama", "mock")),
        ({"LLM_PROVIDER": "claude, self-hosted"}, ("claude", "self-hosted")),
        ({"LLM_PROVIDER": "  "}, ("mock",)),
    ],
)
def test_llm_provider_means_the_chain_of_the_contract(
    environ: dict[str, str], chain: tuple[str, ...]
) -> None:
    assert Policy.default(Settings.from_env(environ).chain()).providers == chain


def test_keys_never_show_themselves() -> None:
    settings = Settings.from_env(
        {
            "ANTHROPIC_API_KEY": "sk-canary",
            "SELF_HOSTED_LLM_API_KEY": "vllm-canary",
            "RESUMEMATE_SELF_HOSTED_HEADERS": "X-Token: header-canary",
        }
    )
    assert "canary" not in repr(settings)
    assert "canary" not in str(settings.anthropic_api_key)
    assert settings.anthropic_api_key == Secret("sk-canary")
    assert settings.self_hosted_headers["X-Token"].reveal() == "header-canary"


@pytest.mark.parametrize(
    ("name", "value", "fix"),
    [
        ("SELF_HOSTED_LLM_URL", "localhost:8000/v1", "http://"),
        ("RESUMEMATE_DEADLINE", "soon", "seconds"),
        ("RESUMEMATE_DEADLINE", "-3", "seconds"),
        ("RESUMEMATE_DEADLINE", "nan", "seconds"),
        ("RESUMEMATE_MASK_CONTACT", "maybe", "1 or 0"),
        ("RESUMEMATE_SKILLS", "all", "evidenced"),
        ("RESUMEMATE_SELF_HOSTED_HEADERS", "no-colon", "X-Name: value"),
        ("RESUMEMATE_POLICY", "missing.toml", "cannot read"),
    ],
)
def test_a_value_that_cannot_work_names_its_variable_and_the_fix(name: str, value: str, fix: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Settings.from_env({name: value})
    assert name in str(caught.value)
    assert fix in str(caught.value)


def test_a_policy_file_is_read_and_a_broken_one_is_named(tmp_path: Path) -> None:
    good = tmp_path / "policy.toml"
    good.write_text("deadline = 60\n")
    assert Settings.from_env({"RESUMEMATE_POLICY": str(good)}).policy == {"deadline": 60}
    bad = tmp_path / "broken.toml"
    bad.write_text("deadline = = 60\n")
    with pytest.raises(ConfigError, match=r"broken\.toml is not valid TOML"):
        Settings.from_env({"RESUMEMATE_POLICY": str(bad)})


def test_every_value_knows_where_it_came_from() -> None:
    settings = Settings.from_env({"LLM_PROVIDER": "mock", "UNRELATED": "x"})
    assert settings.origin == {"LLM_PROVIDER": "environment"}
    assert set(settings.origin) <= set(VARIABLES)
