"""The image for Vast.ai, built unmodified by buildah on stubs that carry the base images' names, and run."""

from __future__ import annotations

import base64
import json
import os
import shutil
from pathlib import Path

import pytest

from ..programs import program
from ..test_image_build import DOCKER, Buildah, baked, buildah
from .scripts import load

__all__ = ["baked", "buildah"]
pytestmark = pytest.mark.skipif(
    not os.environ.get("RESUMEMATE_DOCKER_TEST"), reason="builds images; run: make docker-test"
)
CADDY = "docker.io/library/caddy:2.10.2-alpine"


@pytest.fixture(scope="module")
def vast(buildah: Buildah, baked: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The image, with this machine's Caddy in place of the published one."""
    context = tmp_path_factory.mktemp("caddy")
    shutil.copy(program("caddy"), context / "caddy")
    (context / "Dockerfile").write_text("FROM scratch\nCOPY caddy /usr/bin/caddy\n")
    buildah.build(CADDY, context)
    image = "localhost/resumemate-llm:vast"
    arguments = ("--file", str(DOCKER / "vast" / "Dockerfile"), "--build-arg", f"IMAGE={baked}")
    buildah.build(image, DOCKER, *arguments)
    return image


def test_an_instance_at_vast_starts_server_and_proxy_as_the_image_s_user(
    buildah: Buildah, vast: str, tmp_path: Path
) -> None:
    """The fake vllm tells how it was called and ends, and the proxy with it."""
    load("vast/deploy.py").make_certificate(tmp_path, "127.0.0.1")
    files = {"TLS_CERT_B64": "cert.pem", "TLS_KEY_B64": "key.pem"}
    encoded = {
        name: base64.b64encode((tmp_path / file).read_bytes()).decode() for name, file in files.items()
    }
    done = buildah.start(vast, VLLM_API_KEY="sk-canary-4", RESUMEMATE_BIND="127.0.0.1", **encoded)
    report = json.loads(done.stdout.strip().splitlines()[-1])
    argv = report["argv"]
    assert (argv[argv.index("--host") + 1], argv[argv.index("--port") + 1]) == ("127.0.0.1", "8000")
    assert (report["uid"], report["gid"]) == (2000, 0)
    assert done.returncode == 0, done.stderr
    assert "sk-canary-4" not in done.stderr


def test_an_instance_at_vast_without_a_certificate_does_not_start(buildah: Buildah, vast: str) -> None:
    done = buildah.start(vast, VLLM_API_KEY="sk-canary-4")
    assert done.returncode == 78
    assert "TLS_CERT_B64 is no PEM file" in done.stderr


def test_user_and_secrets(buildah: Buildah, vast: str) -> None:
    config = buildah.config(vast)
    assert config["User"] == "2000:0"
    names = [variable.partition("=")[0] for variable in config["Env"]]
    assert [each for each in names if any(word in each for word in ("KEY", "TOKEN", "SECRET"))] == []
