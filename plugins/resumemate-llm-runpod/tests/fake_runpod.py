"""A fake of a RunPod queue endpoint with a vLLM worker: a `FaultServer` that speaks `/run`, `/status`,
`/cancel` and `/health` as RunPod's documentation describes them. No worker is behind it.

Faults apply to `/run`. What happens to a job after that says `states`: each question for its status takes
one; the last stays. A state is a status, or a whole answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from resumemate_llm.testing import Fault, FaultServer, Protocol

ENDPOINT = "ep1"
KEY = "rpa_test"


class Run(Protocol):
    """`/run`, which makes a job of every request."""

    def __init__(self, jobs: dict[str, dict[str, Any]]) -> None:
        self._jobs, self._numbers = jobs, itertools.count(1)

    def error(self, fault: Fault) -> object:
        return {"error": fault.message or fault.code}

    def whole(self, text: str, fault: Fault, body: Mapping[str, Any]) -> object:
        job = f"job-{next(self._numbers)}-u1"
        message = {"role": "assistant", "content": text}
        usage = {"prompt_tokens": 1_200, "completion_tokens": len(text) // 4}
        choice = {"index": 0, "message": message, "finish_reason": fault.finish}
        output = {"object": "chat.completion", "model": "m", "choices": [choice], "usage": usage}
        self._jobs[job] = {"asked": 0, "output": output, "cancelled": False}
        return {"id": job, "status": "IN_QUEUE"}

    def schema(self, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        asked = body["input"]["openai_input"]["response_format"]["json_schema"]["schema"]
        return asked if isinstance(asked, dict) else None


class FakeRunPod(FaultServer):
    """The server. `as_list` hands outputs over in a list, as workers that stream do."""

    def __init__(
        self,
        *script: Fault | str,
        states: Sequence[str | dict[str, Any]] = ("COMPLETED",),
        as_list: bool = True,
    ) -> None:
        super().__init__(*script, api_key=KEY)
        self.jobs: dict[str, dict[str, Any]] = {}
        self.states, self.as_list = states, as_list
        self.protocols = {f"/v2/{ENDPOINT}/run": Run(self.jobs)}
        self.workers = {
            "idle": 1,
            "initializing": 0,
            "ready": 1,
            "running": 0,
            "throttled": 0,
            "unhealthy": 0,
        }

    @property
    def endpoint_url(self) -> str:
        """What stands before the endpoint's id."""
        return f"{self.url}/v2"

    def side(self, method: str, path: str, body: Any) -> tuple[int, object]:
        """The routes beside `/run`."""
        route, _, job = path.removeprefix(f"/v2/{ENDPOINT}/").partition("/")
        if (method, route) == ("GET", "health"):
            return 200, {"jobs": {"inQueue": 0, "inProgress": 0}, "workers": self.workers}
        if job in self.jobs and (method, route) == ("GET", "status"):
            return 200, self._status(job, self.jobs[job])
        if job in self.jobs and (method, route) == ("POST", "cancel"):
            self.jobs[job]["cancelled"] = True
            return 200, {"id": job, "status": "CANCELLED"}
        return 404, {"error": "not found"}

    def _status(self, name: str, job: dict[str, Any]) -> dict[str, Any]:
        state = self.states[min(job["asked"], len(self.states) - 1)]
        job["asked"] += 1
        if isinstance(state, dict):
            return {"id": name, **state}
        if state != "COMPLETED":
            return {"id": name, "status": state}
        output = [job["output"]] if self.as_list else job["output"]
        return {"id": name, "status": state, "delayTime": 31_618, "executionTime": 1_437, "output": output}
