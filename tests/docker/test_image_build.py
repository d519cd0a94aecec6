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
from .programs import CACHE, CADDY, ROOT, program

pytestmark = pytest.mark.skipif(
    not os.environ.get("RESUMEMATE_DOCKER_TEST"), reason="builds an image; run: make docker-test"
)

DOCKER = ROOT / "docker"
STUB = Path(__file__).parent / "stub_base"
BASE = "docker.io/vllm/vllm-openai:v0.33.0"
MINIMAL = (
    "--variant=minbase",
    *(f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in ("doc", "man", "locale")),
)
PACKAGES = "python3,python3-venv,ca-certificates"


@dataclass(frozen=True, kw_only=True)
class Buildah:
    """buildah with a store of its own; needs root, no daemon and no network."""

    program: str
    store: Path
    driver: str

    def __call__(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        where = (
            "--storage-driver",
            self.driver,
            "--root",
            f"{self.store}/root",
            "--runroot",
            f"{self.store}/run",
        )
        done = subprocess.run([self.program, *where, *arguments], capture_output=True, text=True, check=False)
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

    def start(
        self, image: str, *arguments: str, volume: str = "", **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the image's own entry point as its own user; `volume` is mounted (source:target:options)."""
        container = self("from", "--pull-never", image).stdout.strip()
        variables = [part for name, value in environ.items() for part in ("--env", f"{name}={value}")]
        variables += ["--volume", volume] if volume else []
        command = [*self.config(image)["Entrypoint"], *arguments]
        try:
            return self("run", "--isolation", "chroot", *variables, container, "--", *command, check=False)
        finally:
            self("rm", container)


@pytest.fixture(scope="module")
def buildah() -> Iterator[Buildah]:
    if os.geteuid() != 0:
        pytest.skip("buildah with chroot isolation needs root")
    store = CACHE / "store"
    shutil.rmtree(store, ignore_errors=True)
    # vfs copies every layer, and works where the store itself lies on an overlay.
    candidates = [
        Buildah(program=program("buildah"), store=store, driver=name) for name in ("overlay", "vfs")
    ]
    found = next(one for one in candidates if one("info", check=False).returncode == 0)
    found.build(BASE, stub_context())
    yield found
    found("rmi", "--all", "--force", check=False)
    shutil.rmtree(store, ignore_errors=True)


def stub_context() -> Path:
    """The stub's folder, with a minimal Debian beside it, which is made once, and this machine's authorities."""
    context = CACHE / "stub"
    shutil.copytree(STUB, context, dirs_exist_ok=True)
    authorities = Path("/etc/ssl/certs/ca-certificates.crt")
    (context / "authorities.crt").write_bytes(authorities.read_bytes() if authorities.exists() else b"")
    if not (context / "base.tar").exists():
        part = CACHE / "part.tar"
        command = [program("mmdebstrap"), *MINIMAL, f"--include={PACKAGES}", "bookworm", str(part)]
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


@pytest.fixture(scope="module")
def queue_worker(buildah: Buildah, baked: str) -> str:
    """RunPod's queue worker on the image above; its package comes from the package index."""
    tag = "localhost/resumemate-llm:queue"
    arguments = ("--file", str(DOCKER / "runpod" / "Dockerfile"), "--build-arg", f"IMAGE={baked}")
    buildah.build(tag, DOCKER, *arguments)
    return tag


@pytest.fixture(scope="module")
def at_vast(buildah: Buildah, baked: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The image for Vast.ai; the real Caddy of the package index stands for Caddy's image."""
    context = tmp_path_factory.mktemp("caddy")
    shutil.copy(program("caddy"), context / "caddy")
    (context / "Dockerfile").write_text("FROM scratch\nCOPY caddy /usr/bin/caddy\n")
    buildah.build(f"docker.io/library/caddy:{CADDY}-alpine", context)
    tag = "localhost/resumemate-llm:vast"
    arguments = ("--file", str(DOCKER / "vast" / "Dockerfile"), "--build-arg", f"IMAGE={baked}")
    buildah.build(tag, DOCKER, *arguments)
    return tag


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


def test_a_mounted_model_that_the_user_may_not_read(buildah: Buildah, mounted: str, tmp_path: Path) -> None:
    private = model_folder(tmp_path / "private", weights=4_000)
    volume = f"{private}:/models/resumemate-14b:ro"
    private.chmod(0o700)
    done = buildah.start(mounted, volume=volume)
    assert done.returncode == 78
    assert "cannot be read by user 2000: Permission denied; on the host: chmod -R a+rX" in done.stderr
    private.chmod(0o755)
    assert called(buildah.start(mounted, volume=volume))["uid"] == 2000


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
    listed = buildah(
        "run",
        "--isolation",
        "chroot",
        container,
        "--",
        "find",
        "/models",
        "/opt/resumemate",
        "-printf",
        "%U %p\\n",
    )
    buildah("rm", container)
    assert not [line for line in listed.stdout.splitlines() if "safetensors" in line or "pycache" in line]
    assert "0 /opt/resumemate/resumemate_serve/__main__.py" in listed.stdout
    assert "2000 /models/resumemate-14b\n" in listed.stdout


def test_the_queue_worker_has_its_own_packages_and_user(buildah: Buildah, queue_worker: str) -> None:
    config = buildah.config(queue_worker)
    assert (config["User"], config["Entrypoint"][1]) == ("2000:0", "/opt/worker/handler.py")
    container = buildah("from", "--pull-never", queue_worker).stdout.strip()
    code = "import runpod, os; print(runpod.__version__, os.getuid())"
    done = buildah("run", "--isolation", "chroot", container, "--", "/opt/worker/bin/python", "-c", code)
    buildah("rm", container)
    assert done.stdout.split()[-2:] == ["1.12.0", "2000"]


def test_the_image_for_vast_starts_nothing_without_a_certificate(buildah: Buildah, at_vast: str) -> None:
    assert buildah.config(at_vast)["User"] == "2000:0"
    done = buildah.start(at_vast, VLLM_API_KEY="sk-canary-5")
    assert done.returncode == 78
    assert "TLS_CERT_B64 is no PEM file" in done.stderr
    assert "sk-canary-5" not in done.stderr + done.stdout
