"""What `resumemate doctor` finds out about a provider over HTTP.

That a server answers does not show that it enforces a schema: some ignore the field with HTTP 200. So a
random constant is put into a schema and nowhere else; only a server that obeys the schema can answer it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import anyio

from ..errors import FailureCategory as F
from ..errors import ProviderError
from ..schema import CandidateProfile, JobProfile, ParsedJob, ParsedResume
from .base import Check, Completion, DraftRequest, Message
from .http_errors import from_status, from_transport
from .self_hosted import model_entries

if TYPE_CHECKING:
    from .claude import ClaudeProvider
    from .http_provider import HttpProvider
    from .self_hosted import SelfHostedProvider

_QUESTION = 'What is the capital of France? Answer with one JSON object of the form {"answer": "..."}.'
FIXES = {
    F.AUTH: "check the key",
    F.CONNECT: "check the URL, and that the server runs",
    F.TIMEOUT: "the server may still be starting; try again with more time",
    F.NOT_FOUND: "check the model's name, and that the base URL ends in /v1 where the server wants it so",
    F.QUOTA_EXHAUSTED: "check the account's credit",
    F.CONTEXT_OVERFLOW: "serve the model with a longer context",
}
"""What to do about a failure, where the failure's own words do not say it."""


async def check_openai(provider: SelfHostedProvider, *, timeout: float) -> list[Check]:
    """The checks of a `SelfHostedProvider`."""
    end = anyio.current_time() + timeout
    checks = [_configured(provider)]
    listed = await _get(provider, f"{provider.base_url}/models", timeout / 3)
    checks += _door(listed)
    if checks[-1].ok is False:
        return checks
    entries = model_entries(listed if isinstance(listed, Mapping) else {})
    checks += [
        _served(provider.model, entries, "SELF_HOSTED_LLM_MODEL"),
        _context(provider.model, entries),
    ]
    return checks + await _calls(provider, end, asked=lambda: provider.mode)


async def check_anthropic(provider: ClaudeProvider, *, timeout: float) -> list[Check]:
    """The checks of a `ClaudeProvider`."""
    end = anyio.current_time() + timeout
    checks = [_configured(provider)]
    outcome = await _get(provider, f"{provider.base_url}/v1/models/{provider.model}", timeout / 3)
    if isinstance(outcome, ProviderError) and outcome.category is F.NOT_FOUND:  # vLLM has the list only
        outcome = await _get(provider, f"{provider.base_url}/v1/models", timeout / 3)
    checks += _door(outcome)
    if checks[-1].ok is False:
        return checks
    found: Mapping[str, Any] = {} if isinstance(outcome, ProviderError) else outcome
    checks.append(_served(provider.model, model_entries(found) or [found], "ANTHROPIC_MODEL"))
    import anthropic

    if day := provider.end_of_life(anthropic):
        fix = "set ANTHROPIC_MODEL to a newer model"
        checks.append(
            Check(name="end of life", ok=None, detail=f"{provider.model} is retired on {day}", fix=fix)
        )
    return checks + await _calls(provider, end, asked=lambda: provider.structured)


def canary_request(constant: str, *, max_tokens: int = 64) -> DraftRequest:
    """A request that only a server which obeys schemas can answer: `constant` stands in the schema alone."""
    answer = {"type": "string", "enum": [constant]}
    return DraftRequest(
        messages=(Message(role="user", content=_QUESTION),),
        schema={"type": "object", "properties": {"answer": answer}},
        resume=ParsedResume(text="", profile=CandidateProfile(), as_of=date.min),
        job=ParsedJob(text="", profile=JobProfile()),
        part="canary",
        schema_name="give_answer",
        max_tokens=max_tokens,
        temperature=0.0,
    )


async def _calls(provider: HttpProvider, end: float, *, asked: Callable[[], str]) -> list[Check]:
    constant = f"canary-{secrets.token_hex(4)}"
    outcome, _ = await _call(provider, canary_request(constant), end)
    if isinstance(outcome, ProviderError):
        return [Check(name="answers", ok=False, detail=str(outcome), fix=FIXES.get(outcome.category, ""))]
    obeyed = _is_answer(outcome.text, constant)
    checks = [Check(name="answers", ok=True, detail=f"model {outcome.model}"), _enforced(obeyed, asked())]
    token, seconds = await _call(provider, canary_request(constant, max_tokens=1), end)
    ok = not isinstance(token, ProviderError)
    return [
        *checks,
        Check(name="latency", ok=ok, detail=f"{seconds * 1000:.0f} ms for one token" if ok else str(token)),
    ]


async def _call(
    provider: HttpProvider, request: DraftRequest, end: float
) -> tuple[Completion | ProviderError, float]:
    started = anyio.current_time()
    try:
        outcome: Completion | ProviderError = await provider.complete(
            request, timeout=max(end - started, 0.1)
        )
    except ProviderError as error:
        outcome = error
    return outcome, anyio.current_time() - started


async def _get(provider: HttpProvider, url: str, timeout: float) -> Mapping[str, Any] | ProviderError:
    """The JSON of a side question (empty where it is none), or why there is no answer."""
    try:
        with anyio.fail_after(timeout):
            response = await provider.ask("GET", url)
    except TimeoutError:
        return ProviderError(F.TIMEOUT, "no answer in time", provider=provider.name)
    except ProviderError as error:  # the headers that let a request in cannot be had
        return error
    except Exception as error:
        failure = from_transport(provider.name, error)
        if failure is None:
            raise
        return failure
    if response.status_code >= 300:
        return from_status(provider.name, response.status_code, response.headers, response.text)
    try:
        body = response.json()
    except ValueError:
        body = None
    return body if isinstance(body, dict) else {}


def _configured(provider: HttpProvider) -> Check:
    return Check(name="configured", ok=True, detail=f"{provider.host}, model {provider.model}")


def _door(outcome: Mapping[str, Any] | ProviderError) -> list[Check]:
    """Reachable and authorised. A server without this route (404) can still answer; the calls show it."""
    if not isinstance(outcome, ProviderError):
        return [Check(name="reachable", ok=True), Check(name="authorised", ok=True)]
    fix = FIXES.get(outcome.category, "")
    if outcome.status is None and outcome.category is not F.AUTH:
        return [Check(name="reachable", ok=False, detail=outcome.detail, fix=fix)]
    reachable = Check(name="reachable", ok=None if outcome.status is None else True)
    if outcome.category is F.AUTH:
        return [reachable, Check(name="authorised", ok=False, detail=outcome.detail, fix=fix)]
    return [reachable, Check(name="authorised", ok=None, detail=outcome.detail)]


def _served(model: str, entries: list[Mapping[str, Any]], variable: str) -> Check:
    names = [str(entry["id"]) for entry in entries if "id" in entry]
    if model in names:
        return Check(name="model", ok=True, detail=model)
    if not names:
        return Check(name="model", ok=None, detail="the server lists no models")
    fix = f"set {variable} to a listed name, unless this server takes any"
    return Check(
        name="model", ok=None, detail=f"{model} is not listed; listed: {', '.join(names[:5])}", fix=fix
    )


def _context(model: str, entries: list[Mapping[str, Any]]) -> Check:
    """vLLM and SGLang say max_model_len, llama.cpp meta.n_ctx, others context_length or context_window."""
    entry = next((e for e in entries if e.get("id") == model), entries[0] if len(entries) == 1 else {})
    meta = entry.get("meta")
    known = [entry.get(key) for key in ("max_model_len", "context_length", "context_window")]
    known.append(meta.get("n_ctx") if isinstance(meta, Mapping) else None)
    length = next((value for value in known if isinstance(value, int)), None)
    if length is None:
        return Check(name="context", ok=None, detail="the server does not tell its length")
    enough = length >= 12_000
    fix = "" if enough else "serve with a context of 16384 tokens"
    return Check(name="context", ok=enough, detail=f"{length} tokens", fix=fix)


def _is_answer(text: str, constant: str) -> bool:
    try:
        answer = json.loads(text)
    except ValueError:
        return False
    return isinstance(answer, dict) and answer.get("answer") == constant


def _enforced(obeyed: bool, asked: str) -> Check:
    if obeyed:
        return Check(name="schema", ok=True, detail=f"{asked}: a random constant came back")
    if asked in ("json_object with schema", "json_object", "prompt"):
        return Check(name="schema", ok=None, detail=f"the server refuses json_schema; asked for: {asked}")
    fix = "serve with vLLM 0.12 or newer, or a back end that enforces response_format"
    if asked == "tool":
        fix = "use structured='output_config' with this server"
    return Check(name="schema", ok=False, detail=f"{asked} was accepted and not obeyed", fix=fix)
