"""A fake of Vast.ai's HTTP API, as the `vastai` tool asks it: offers, instances, nothing that runs."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from http.server import HTTPServer
from typing import Any

from ..loopback import JsonHandler, serving

OFFER = {
    "id": 42,
    "gpu_name": "RTX 4090",
    "driver_version": "580.95.05",
    "dph_total": 0.412,
    "storage_cost": 0.15,
    "public_ipaddr": "127.0.0.1",
    "num_gpus": 1,
}


class FakeVastApi(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.offers: list[dict[str, Any]] = [OFFER]
        self.asked: list[tuple[str, str, Any]] = []
        self.instances: dict[int, dict[str, Any]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        self.asked.append((method, path, body))
        if path == "/api/v0/bundles/":
            wanted = body.get("id", {}).get("eq")
            found = [offer for offer in self.offers if wanted is None or offer["id"] == int(wanted)]
            return 200, {"success": True, "offers": found}
        if rented := re.fullmatch(r"/api/v0/asks/(\d+)/", path):
            if not any(offer["id"] == int(rented[1]) for offer in self.offers):
                return 200, {"success": False, "msg": "no such ask"}
            self.instances[7001] = _instance(body)
            return 200, {"success": True, "new_contract": 7001}
        if known := re.fullmatch(r"/api/v0/instances/(\d+)/", path):
            number = int(known[1])
            if method == "DELETE":
                return 200, {"success": self.instances.pop(number, None) is not None}
            return 200, {"instances": self.instances.get(number)}
        return 404, {"success": False, "msg": path}


def _instance(body: dict[str, Any]) -> dict[str, Any]:
    """A running instance with its ports mapped to others, as docker reports them."""
    wanted = [name.removeprefix("-p ").partition(":")[2] for name in body["env"] if name.startswith("-p ")]
    return {
        "id": 7001,
        "actual_status": "running",
        "public_ipaddr": "127.0.0.1",
        "ports": {f"{port}/tcp": [{"HostIp": "0.0.0.0", "HostPort": "33526"}] for port in wanted},
        "start_date": 0.0,
        "extra_env": [],
        "body": body,
    }


class _Handler(JsonHandler):
    server: FakeVastApi

    def do_any(self) -> None:
        self.answer(*self.server.answer(self.command, self.path.partition("?")[0], self.body()))

    do_GET = do_POST = do_PUT = do_DELETE = do_any


def running() -> AbstractContextManager[FakeVastApi]:
    """The API, until the end of the block."""
    return serving(FakeVastApi())
