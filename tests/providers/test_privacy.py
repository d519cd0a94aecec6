"""Nothing of a resume, an answer or a key shows in an error, a traceback, a repr or a log record."""

from __future__ import annotations

import logging
import traceback

import pytest

from resumemate_llm.errors import ProviderError
from resumemate_llm.testing import FAULTS, Fault, FaultServer, http_error

from .support import Make, ask, make_request, patience_for

RESUME = "CANARY-RESUME-7f3a"
KEY = "sk-CANARY-KEY-51cc"
HEADER = "CANARY-HEADER-88d2"
ANSWER = "CANARY-ANSWER-0e9b"
CANARIES = (RESUME, KEY, HEADER, ANSWER)

ECHO = {
    "echoes the request": http_error(400, f"1 validation error: input was '{RESUME}' with key {KEY}"),
    "echoes it as a code": http_error(400, "no", code=f"bad value: {RESUME}"),
    "echoes it in a page": FAULTS["page"].but(page=f"<html>{RESUME} {KEY}</html>"),
    "echoes it with 500": http_error(500, f"Traceback: prompt={RESUME}"),
    "echoes it with 404": http_error(404, f"no such model for {RESUME}"),
    "answers and is cut": FAULTS["cut_body"].but(rewrite=lambda _: ANSWER * 50),
    "answers and is malformed": FAULTS["malformed_event"].but(rewrite=lambda _: ANSWER * 50),
}


def everything_shown(error: ProviderError) -> str:
    parts = [str(error), repr(error), repr(error.__dict__), "".join(traceback.format_exception(error))]
    links = [error.__cause__, error.__context__]
    return "\n".join([*parts, *(repr(link) for link in links)])


@pytest.mark.parametrize("fault", [*FAULTS.values(), *ECHO.values()], ids=[*FAULTS, *ECHO])
def test_no_fault_shows_content_or_keys(fault: Fault, make: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "anthropic", "httpx2", "httpcore2", "resumemate_llm"):
        caplog.set_level(logging.DEBUG, logger=name)
    with FaultServer(then=fault, answer=f'{{"summary": "{ANSWER}"}}') as server:
        patience = patience_for(fault.broken)
        provider = make(server, api_key=KEY, headers={"X-Extra": HEADER}, idle_timeout=patience.idle)
        shown = [repr(provider), str(provider)]
        try:
            completion = ask(provider, make_request(RESUME), timeout=patience.timeout)
        except ProviderError as error:
            assert error.__cause__ is None
            assert error.__context__ is None
            shown.append(everything_shown(error))
        else:
            shown += [repr(completion), str(completion)]
        assert any(RESUME.encode() in request.raw for request in server.requests), "the canary was not sent"
    shown += [f"{record.getMessage()} {record.exc_info} {record.args}" for record in caplog.records]
    for canary in CANARIES:
        assert canary not in "\n".join(shown)


def test_the_sdks_logs_are_silent_for_our_requests_only(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with FaultServer() as server:
        ask(make(server), make_request(RESUME))
    for name in ("openai._base_client", "anthropic._base_client"):
        assert not [record for record in caplog.records if record.name == name]
        logging.getLogger(name).debug("the program's own use")
        assert [record.getMessage() for record in caplog.records if record.name == name] == [
            "the program's own use"
        ]


def test_credentials_in_a_url_are_not_shown(make: Make) -> None:
    with FaultServer() as server:
        provider = make(server, base_url=f"http://user:{KEY}@127.0.0.1:{server.port}/v1")
        assert KEY not in f"{provider!r}"
