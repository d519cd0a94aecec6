"""The three built-in providers keep the contract that plugins are held to."""

from __future__ import annotations

from resumemate_llm.providers.base import Provider
from resumemate_llm.providers.claude import ClaudeProvider
from resumemate_llm.providers.mock import MockProvider
from resumemate_llm.providers.self_hosted import SelfHostedProvider
from resumemate_llm.testing import FaultServer
from resumemate_llm.testing.contract import ProviderContract


class TestSelfHosted(ProviderContract):
    def provider(self, server: FaultServer) -> Provider:
        return SelfHostedProvider(base_url=server.openai_url, model="resumemate-14b", api_key="k")


class TestClaude(ProviderContract):
    def provider(self, server: FaultServer) -> Provider:
        return ClaudeProvider(base_url=server.url, api_key="k")


class TestClaudeWithStructuredOutput(ProviderContract):
    def provider(self, server: FaultServer) -> Provider:
        return ClaudeProvider(base_url=server.url, auth_token="k", structured="output_config")


class TestMock(ProviderContract):
    def provider(self, server: FaultServer) -> Provider:
        return MockProvider()
