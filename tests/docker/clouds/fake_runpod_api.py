"""A fake of RunPod's GraphQL API with one account: templates and endpoints are kept, nothing runs.

It knows the input fields that RunPod's own packages send (runpod 1.12, runpod-flash 1.21) and refuses others,
as GraphQL does.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from http.server import HTTPServer
from typing import Any

from ..loopback import JsonHandler, serving

KEY = "rpa_account"
TEMPLATE_FIELDS = {
    *("id", "name", "imageName", "containerDiskInGb", "volumeInGb", "dockerArgs", "ports", "env"),
    *("isServerless", "readme", "containerRegistryAuthId", "volumeMountPath", "startSsh", "isPublic"),
}
ENDPOINT_FIELDS = {
    *("id", "name", "type", "templateId", "gpuIds", "workersMin", "workersMax", "idleTimeout", "scalerType"),
    *("scalerValue", "minCudaVersion", "executionTimeoutMs", "flashBootType", "gpuCount", "locations"),
    *("networkVolumeId", "allowedCudaVersions"),
}


class Refused(Exception):
    """A GraphQL error."""


class FakeRunPodApi(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.templates: dict[str, dict[str, Any]] = {}
        self.endpoints: dict[str, dict[str, Any]] = {}
        self.fail_next: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        for operation in ("saveTemplate", "saveEndpoint", "deleteEndpoint", "podTemplates", "endpoints"):
            if operation in query:
                if operation == self.fail_next:
                    self.fail_next = None
                    raise Refused("There are no longer any instances available")
                result: dict[str, Any] = getattr(self, f"_{operation}")(variables)
                return result
        raise Refused("unknown operation")

    def _saveTemplate(self, variables: dict[str, Any]) -> dict[str, Any]:
        given = variables["input"]
        _known(given, TEMPLATE_FIELDS, "SaveTemplateInput")
        same_name = [each for each in self.templates.values() if each["name"] == given["name"]]
        if same_name and given.get("id") != same_name[0]["id"]:
            raise Refused("Template name must be unique")
        return {"saveTemplate": _save(self.templates, given, "tpl")}

    def _saveEndpoint(self, variables: dict[str, Any]) -> dict[str, Any]:
        given = variables["input"]
        _known(given, ENDPOINT_FIELDS, "EndpointInput")
        if given["templateId"] not in self.templates:
            raise Refused("template not found")
        return {"saveEndpoint": _save(self.endpoints, given, "ep")}

    def _deleteEndpoint(self, variables: dict[str, Any]) -> dict[str, Any]:
        endpoint = self.endpoints[variables["id"]]
        if endpoint["workersMax"] > 0:
            raise Refused("Endpoint must have workers set to 0 before it is deleted")
        del self.endpoints[variables["id"]]
        return {"deleteEndpoint": None}

    def _podTemplates(self, variables: dict[str, Any]) -> dict[str, Any]:
        return {"myself": {"podTemplates": list(self.templates.values())}}

    def _endpoints(self, variables: dict[str, Any]) -> dict[str, Any]:
        shown = [{**each, "aiKey": "secret-ai-key", "env": []} for each in self.endpoints.values()]
        return {"myself": {"endpoints": shown}}


def _known(given: dict[str, Any], fields: set[str], kind: str) -> None:
    for name in given:
        if name not in fields:
            raise Refused(f'Field "{name}" is not defined by type "{kind}".')


def _save(things: dict[str, dict[str, Any]], given: dict[str, Any], prefix: str) -> dict[str, Any]:
    identity = given.get("id") or f"{prefix}{len(things) + 1}"
    things[identity] = things.get(identity, {}) | given | {"id": identity}
    return things[identity]


class _Handler(JsonHandler):
    server: FakeRunPodApi

    def do_POST(self) -> None:
        body = self.body()
        if self.headers["Authorization"] != f"Bearer {KEY}":
            return self.answer(401, {})
        try:
            return self.answer(200, {"data": self.server.answer(body["query"], body.get("variables") or {})})
        except Refused as error:
            return self.answer(200, {"errors": [{"message": str(error)}]})

    def do_GET(self) -> None:
        self.answer(200, {"jobs": {"inQueue": 0, "inProgress": 0}, "workers": {"idle": 0, "running": 0}})


def running() -> AbstractContextManager[FakeRunPodApi]:
    """The API, until the end of the block."""
    return serving(FakeRunPodApi())
