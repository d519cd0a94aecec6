"""Ten providers that break the contract in one way each, and one that keeps it: a fault server's client
with one thing spoilt. `test_contract_catches` runs the contract on them; nothing else may use them."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import anyio
import httpx2
import pytest

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.providers.base import Capabilities, Check, Completion, DraftRequest, Provider
from resumemate_llm.providers.http_errors import from_status, from_transport
from resumemate_llm.schema import Usage
from resumemate_llm.testing import FaultServer
from resumemate_llm.testing.contract import ProviderContract


class Good:
    """Keeps the contract; in one piece, without streaming."""

    name = "good"
    capabilities = Capabilities(enforces_schema=True, reports_usage=True)

    def __init__(self, base_url: str) -> None:
        self._client = httpx2.AsyncClient(base_url=base_url, timeout=None, verify=False)

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        failure: ProviderError | None = None
        try:
            with anyio.fail_after(timeout):
                response = await self._client.post("/chat/completions", json=self._body(request))
        except TimeoutError:
            failure = ProviderError(F.TIMEOUT, "no answer in time", provider=self.name)
        except httpx2.HTTPError as error:
            failure = from_transport(self.name, error)
        if failure is not None:
            raise failure
        return self._read(response)

    async def check(self, *, timeout: float) -> list[Check]:
        return []

    async def aclose(self) -> None:
        await self._client.aclose()

    def _body(self, request: DraftRequest) -> dict[str, Any]:
        return {
            "model": "m",
            "messages": [{"role": m.role, "content": m.content} for m in request.messages],
            "response_format": {"type": "json_schema", "json_schema": {"schema": dict(request.schema)}},
        }

    def _read(self, response: httpx2.Response) -> Completion:
        if response.status_code != 200:
            raise self._error(response)
        try:
            body = response.json()
        except ValueError:
            failure = ProviderError(F.SERVER_ERROR, "not JSON", provider=self.name)
        else:
            choice, usage = body["choices"][0], body["usage"]
            return Completion(
                text=choice["message"]["content"],
                finish_reason=choice["finish_reason"],
                usage=Usage(input_tokens=usage["prompt_tokens"], output_tokens=usage["completion_tokens"]),
            )
        raise failure

    def _error(self, response: httpx2.Response) -> ProviderError:
        return from_status(self.name, response.status_code, response.headers, response.text)


class SwallowsCancellation(Good):
    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        try:
            return await super().complete(request, timeout=timeout)
        except BaseException as error:
            if isinstance(error, ProviderError):
                raise
        raise ProviderError(F.CANCELLED, provider=self.name)


class LiesAboutTheSchema(Good):
    def _body(self, request: DraftRequest) -> dict[str, Any]:
        body = super()._body(request)
        del body["response_format"]
        return body


class LeaksThePrompt(Good):
    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        try:
            return await super().complete(request, timeout=timeout)
        except ProviderError as error:
            detail = f"{error.detail} for {request.messages[-1].content}"
            leaky = ProviderError(error.category, detail, retry_after=error.retry_after)
        raise leaky


class IgnoresTheTimeout(Good):
    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        return await super().complete(request, timeout=60)


class NeverCloses(Good):
    async def aclose(self) -> None:
        return


class BlocksTheLoop(Good):
    """Keeps to a pace of its own with `time.sleep`."""

    running = 0

    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        self.running += 1
        if self.running == 8:
            time.sleep(0.7)  # noqa: ASYNC251  the mistake itself
        return await super().complete(request, timeout=timeout)


class WrongCategory(Good):
    def _error(self, response: httpx2.Response) -> ProviderError:
        error = super()._error(response)
        return ProviderError(F.SERVER_ERROR, error.detail, retry_after=error.retry_after)


class MissingUsage(Good):
    def _read(self, response: httpx2.Response) -> Completion:
        return replace(super()._read(response), usage=Usage())


class ReturnsProse(Good):
    async def complete(self, request: DraftRequest, *, timeout: float) -> Completion:
        completion = await super().complete(request, timeout=timeout)
        if "summary" in request.schema["properties"]:
            return replace(completion, text="Certainly! Here is what I would change.")
        return completion


class MutatesTheRequest(Good):
    def _body(self, request: DraftRequest) -> dict[str, Any]:
        request.schema["title"] = "Draft"  # type: ignore[index]
        return super()._body(request)


class Contract(ProviderContract):
    """One subclass for each provider, under the name that `test_contract_catches` asks for."""

    kind: type[Good] = Good

    def provider(self, server: FaultServer) -> Provider:
        return self.kind(server.openai_url)


class ContractOverridden(Contract):
    test_it_obeys_its_timeout = None  # type: ignore[assignment]

    def test_retry_after_is_passed_on(self) -> None:  # type: ignore[override]
        return


class ContractOverriddenWithAReason(Contract):
    @pytest.mark.skip(reason="this server never says how long to wait")
    def test_retry_after_is_passed_on(self) -> None:  # type: ignore[override]
        return


_kinds: list[type[Good]] = [Good, *Good.__subclasses__()]
for _kind in _kinds:
    _name = f"Contract{_kind.__name__}"
    globals()[_name] = type(_name, (Contract,), {"kind": _kind, "__module__": __name__})
