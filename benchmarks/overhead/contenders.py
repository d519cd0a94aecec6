"""Our client and its peers, each as the calls that a user would write with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from .server import MODEL

Call = Callable[[], Awaitable[object]]
Calls = dict[str, Call]
"""By scenario: "ok", "error" (the first provider answers 500) and "invalid" (not JSON)."""

AT_ONCE = 64
"""Calls at one time where throughput is measured."""


def floor(url: str) -> Calls:
    """httpx2 and pydantic, nothing else; the failover is a plain second request."""
    import httpx2

    from resumemate_llm.schema import ProDraft

    client = httpx2.AsyncClient(limits=httpx2.Limits(max_connections=None), timeout=30)
    body = {"model": MODEL, "messages": _messages(), "response_format": {"type": "json_object"}}

    async def ask(scenario: str) -> object:
        response = await client.post(f"{url}/{scenario}/v1/chat/completions", json=body)
        response.raise_for_status()
        return ProDraft.model_validate_json(response.json()["choices"][0]["message"]["content"])

    return _with_failover(ask)


def openai_pydantic(url: str, *, stream: bool = False) -> Calls:
    """The openai SDK and pydantic: the least that people write by hand."""
    from openai import AsyncOpenAI

    from resumemate_llm.schema import ProDraft

    clients = {
        name: AsyncOpenAI(base_url=f"{url}/{name}/v1", api_key="x", max_retries=0)
        for name in ("ok", "error", "invalid")
    }
    form: Any = {"type": "json_object"}

    async def ask(scenario: str) -> object:
        create: Any = clients[scenario].chat.completions.create
        if not stream:
            done = await create(model=MODEL, messages=_messages(), response_format=form)
            return ProDraft.model_validate_json(done.choices[0].message.content)
        parts = await create(model=MODEL, messages=_messages(), response_format=form, stream=True)
        text = [chunk.choices[0].delta.content or "" async for chunk in parts if chunk.choices]
        return ProDraft.model_validate_json("".join(text))

    return _with_failover(ask)


def openai_streamed(url: str) -> Calls:
    """The same with a streamed answer, one event a token."""
    return openai_pydantic(url, stream=True)


def ours(url: str, *, stream: bool = False) -> Calls:
    """`route`: policy, breaker, limiter, attempt records, transport, validation."""
    from resumemate_llm.plan import plan_whole
    from resumemate_llm.providers.self_hosted import SelfHostedProvider
    from resumemate_llm.resume import read_job, read_resume
    from resumemate_llm.routing import Policy, RoutingState, Step, route
    from resumemate_llm.testing import EXAMPLE_JOB, EXAMPLE_RESUME

    part = plan_whole(read_resume(EXAMPLE_RESUME), read_job(EXAMPLE_JOB))

    def chain(*scenarios: str) -> Call:
        names = [f"p{position}" for position in range(len(scenarios))]
        steps = tuple(Step(provider=name, attempts=1, reasks=0, max_in_flight=AT_ONCE) for name in names)
        providers = {
            name: SelfHostedProvider(
                base_url=f"{url}/{scenario}/v1", model=MODEL, api_key="x", stream=stream, name=name
            )
            for name, scenario in zip(names, scenarios, strict=True)
        }
        policy = Policy(chain=steps)

        async def call() -> object:
            # Each failover starts from a closed circuit, else the second call would skip the first provider.
            current = state if len(scenarios) == 1 else RoutingState(policy)
            return await route(part.request, policy=policy, providers=providers, state=current)

        state = RoutingState(policy)
        return call

    return {"ok": chain("ok"), "error": chain("error", "ok"), "invalid": chain("invalid", "ok")}


def ours_streamed(url: str) -> Calls:
    """The same with a streamed answer, which is our default."""
    return ours(url, stream=True)


def instructor(url: str) -> Calls:
    """instructor over the openai SDK; it has no fallback of its own."""
    import instructor as library
    from openai import AsyncOpenAI

    from resumemate_llm.schema import ProDraft

    raw = AsyncOpenAI(base_url=f"{url}/ok/v1", api_key="x", max_retries=0)
    client = library.from_openai(raw, mode=library.Mode.JSON)

    async def ask() -> object:
        return await client.chat.completions.create(
            model=MODEL, messages=_messages(), response_model=ProDraft, max_retries=0
        )

    return {"ok": ask}


def pydantic_ai(url: str) -> Calls:
    """pydantic-ai's FallbackModel; an invalid answer does not fall back, by its design."""
    from openai import AsyncOpenAI
    from pydantic_ai import Agent, PromptedOutput
    from pydantic_ai.models.fallback import FallbackModel
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    from resumemate_llm.schema import ProDraft

    def model(scenario: str) -> Any:
        client = AsyncOpenAI(base_url=f"{url}/{scenario}/v1", api_key="x", max_retries=0)
        return OpenAIChatModel(MODEL, provider=OpenAIProvider(openai_client=client))

    def chain(*scenarios: str) -> Call:
        agent: Any = Agent(
            FallbackModel(*(model(s) for s in scenarios)), output_type=PromptedOutput(ProDraft), retries=0
        )

        async def call() -> object:
            return await agent.run(_messages()[1]["content"])

        return call

    return {"ok": chain("ok", "ok"), "error": chain("error", "ok")}


def langchain(url: str) -> Calls:
    """LangChain's with_fallbacks over with_structured_output."""
    from langchain_openai import ChatOpenAI

    from resumemate_llm.schema import ProDraft

    def model(scenario: str) -> Any:
        chat: Any = ChatOpenAI(model=MODEL, base_url=f"{url}/{scenario}/v1", api_key="x", max_retries=0)
        return chat.with_structured_output(ProDraft, method="json_mode")

    def chain(first: str) -> Call:
        runnable = model(first).with_fallbacks([model("ok")])

        async def call() -> object:
            return await runnable.ainvoke(_messages())

        return call

    return {"ok": chain("ok"), "error": chain("error"), "invalid": chain("invalid")}


def litellm(url: str) -> Calls:
    """litellm's Router with fallbacks; validation stands outside of it."""
    import litellm as library

    from resumemate_llm.schema import ProDraft

    library.suppress_debug_info = True

    def entry(name: str, scenario: str) -> dict[str, Any]:
        params = {
            "model": f"openai/{MODEL}",
            "api_base": f"{url}/{scenario}/v1",
            "api_key": "x",
            "max_retries": 0,
        }
        return {"model_name": name, "litellm_params": params}

    router: Any = library.Router(
        model_list=[entry("ok", "ok"), entry("error", "error"), entry("second", "ok")],
        fallbacks=[{"error": ["second"]}],
        num_retries=0,
        disable_cooldowns=True,
    )

    def chain(name: str) -> Call:
        async def call() -> object:
            done = await router.acompletion(
                model=name, messages=_messages(), response_format={"type": "json_object"}
            )
            return ProDraft.model_validate_json(done.choices[0].message.content)

        return call

    return {"ok": chain("ok"), "error": chain("error")}


CONTENDERS: dict[str, tuple[Callable[[str], Calls], str, str]] = {
    "floor: httpx2 + pydantic": (floor, "httpx2", "httpx2, pydantic"),
    "openai + pydantic": (openai_pydantic, "openai", "openai, pydantic"),
    "ours": (ours, "resumemate-llm", "resumemate_llm.client"),
    "instructor": (instructor, "instructor", "instructor"),
    "pydantic-ai FallbackModel": (pydantic_ai, "pydantic-ai-slim", "pydantic_ai.models.fallback"),
    "LangChain with_fallbacks": (langchain, "langchain-openai", "langchain_openai"),
    "litellm Router": (litellm, "litellm", "litellm"),
    "openai + pydantic, streamed": (openai_streamed, "openai", "openai, pydantic"),
    "ours, streamed": (ours_streamed, "resumemate-llm", "resumemate_llm.client"),
}


def _messages() -> Any:
    return [
        {"role": "system", "content": "You answer with one JSON object. " * 40},
        {"role": "user", "content": "Resume and job go here. " * 700},
    ]


def _with_failover(ask: Callable[[str], Awaitable[object]]) -> Calls:
    async def failover(first: str) -> object:
        try:
            return await ask(first)
        except Exception:  # whatever the library raises: this is the simplest failover that people write
            return await ask("ok")

    return {
        "ok": lambda: ask("ok"),
        "error": lambda: failover("error"),
        "invalid": lambda: failover("invalid"),
    }
