"""The unmodified Dockerfile, built by buildah on a stub that carries the base image's name, and run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .folders import L4_COMMAND, model_folder
from .programs import CACHE, ROOT, program

pytestmark = pytest.mark.skipif(
    not os.environ.get("RESUMEMATE_DOCKER_TEST"), reason="builds an image; run: make docker-test"
)

DOCKER = ROOT / "docker"
STUB = Path(__file__).parent / "stub_base"
BASE = "docker.io/vllm/vllm-openai:v0.33.0"
PACKAGES = "python3,ca-certificates"


@dataclass(frozen=True, kw_only=True)
class Buildah:
    """buildah with a store of its own; needs root, no daemon and no network."""

    program: str
    store: Path

    def __call__(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        storage = (
            "--storage-driver",
            "vfs",
            "--root",
            f"{self.store}/root",
            "--runroot",
            f"{self.store}/run",
        )
        done = subprocess.run(
            [self.program, *storage, *arguments], capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, (
            f"buildah {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        )
        return done

    def build(self, tag: str, context: Path, *arguments: str) -> None:
        self(
            *("bud", "--isolation", "chroot", "--format", "docker", "--pull-never"),
            *("--tag", tag, *arguments, str(context)),
        )

    def config(self, image: str) -> dict[str, Any]:
        config: dict[str, Any] = json.loads(self("inspect", "--type", "image", image).stdout)["Docker"][
            "config"
        ]
        return config

    def start(self, image: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run the image's own entry point as its own user."""
        container = self("from", "--pull-never", image).stdout.strip()
        variables = [part for name, value in environ.items() for part in ("--env", f"{name}={value}")]
        command = [*self.config(image)["Entrypoint"], *arguments]
        try:
            return self("run", "--isolation", "chroot", *variables, container, "--", *command, check=False)
        finally:
            self("rm", container)


@pytest.fixture(scope="module")
def buildah() -> Iterator[Buildah]:
    found = Buildah(program=program("buildah"), store=CACHE / "store")
    if os.geteuid() != 0:
        pytest.skip("buildah with chroot isolation needs root")
    found.build(BASE, stub_context())
    yield found
    shutil.rmtree(found.store, ignore_errors=True)


def stub_context() -> Path:
    """The stub's folder with a minimal Debian beside it, which is made once."""
    context = CACHE / "stub"
    shutil.copytree(STUB, context, dirs_exist_ok=True)
    if not (context / "base.tar").exists():
        part = CACHE / "part.tar"
        command = [program("mmdebstrap"), "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(part)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no base for the stub: {done.stderr.strip().splitlines()[-1]}")
        part.rename(context / "base.tar")
    return context


@pytest.fixture(scope="module")
def mounted(buildah: Buildah) -> str:
    """The image without a model."""
    buildah.build("localhost/resumemate-llm:mounted", DOCKER)
    return "localhost/resumemate-llm:mounted"


@pytest.fixture(scope="module")
def baked(buildah: Buildah, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The image with a small model in it: 40 MB, of the shape of the large one."""
    context = tmp_path_factory.mktemp("context") / "docker"
    shutil.copytree(DOCKER, context, ignore=shutil.ignore_patterns("__pycache__"))
    model_folder(context / "models" / "resumemate-14b", weights=40_000_000)
    arguments = ("--build-arg", "MODEL=models/resumemate-14b", "--build-arg", "VERSION=1.2.3")
    buildah.build("localhost/resumemate-llm:baked", context, *arguments)
    return "localhost/resumemate-llm:baked"


def called(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_the_entry_point_runs_as_its_own_user_with_the_real_arguments(buildah: Buildah, baked: str) -> None:
    report = called(buildah.start(baked, VLLM_API_KEY="sk-canary-4"))
    assert ["vllm", *report["argv"]] == list(L4_COMMAND)
    assert (report["uid"], report["gid"], report["home"]) == (2000, 0, "/home/vllm")
    assert report["key"] == "sk-canary-4"
    assert report["cache_is_writable"] is True
    assert report["code_is_writable"] is False


def test_without_a_model_the_start_is_refused(buildah: Buildah, mounted: str) -> None:
    done = buildah.start(mounted)
    assert "refused: no model in /models/resumemate-14b" in done.stderr
    assert done.returncode == 78


def test_health_is_asked_inside(buildah: Buildah, mounted: str) -> None:
    assert buildah.start(mounted, "health").returncode == 1


def test_what_the_image_declares(buildah: Buildah, baked: str) -> None:
    config = buildah.config(baked)
    assert config["User"] == "2000:0"
    assert config["Entrypoint"] == ["python3", "-m", "resumemate_serve"]
    assert not config.get("Cmd")
    assert config["ExposedPorts"] == {"8000/tcp": {}}
    assert config["StopSignal"] in ("SIGTERM", "15")
    assert config["Healthcheck"]["StartPeriod"] == 900 * 10**9
    assert config["Labels"]["org.opencontainers.image.version"] == "1.2.3"
    assert config["Labels"]["org.opencontainers.image.base.name"] == BASE


def test_no_secret_is_in_the_image(buildah: Buildah, baked: str) -> None:
    names = [variable.partition("=")[0] for variable in buildah.config(baked)["Env"]]
    assert [name for name in names if any(word in name for word in ("KEY", "TOKEN", "SECRET"))] == []


def test_models_that_were_not_asked_for_stay_out(buildah: Buildah, mounted: str) -> None:
    container = buildah("from", "--pull-never", mounted).stdout.strip()
    listed = buildah("run", "--isolation", "chroot", container, "--", "find", "/models", "/opt/resumemate")
    buildah("rm", container)
    assert not [line for line in listed.stdout.splitlines() if "safetensors" in line or "pycache" in line]
    assert "/opt/resumemate/resumemate_serve/__main__.py" in listed.stdout
