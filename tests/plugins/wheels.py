"""Built wheels in fresh environments, with no source tree on the path. Needs a package index; takes minutes.

    python tests/plugins/wheels.py

Prints one line for each environment and fails if any is not as it should be; then what five installed
plugins that nobody uses cost at `import resumemate_llm`.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 21
RESUME = ROOT / "examples" / "software-engineer" / "resume.md"
JOB = ROOT / "examples" / "software-engineer" / "job.txt"


def main() -> None:
    """Build, try every environment, measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheels = build(folder)
        failures = [line for line in try_all(folder, wheels) if line]
        print(import_cost(folder, wheels))
    sys.exit("\n".join(failures) or None)


def build(folder: Path) -> dict[str, Path]:
    """Wheels of the core, the plugins, the training tools, the guide's and the made-up ones, by short names."""
    made = {
        "broken": made_up(folder, "broken", "broken", "raise RuntimeError('boom')\n"),
        "one": made_up(folder, "one", "one", provider("same")),
        "two": made_up(folder, "two", "two", provider("same")),
    }
    for number in range(5):
        made[f"unused{number}"] = made_up(
            folder, f"unused{number}", f"unused{number}", provider(f"u{number}")
        )
    sources = {"core": ROOT, "guide": from_guide(folder), **made}
    sources |= {name: ROOT / "plugins" / f"resumemate-llm-{name}" for name in ("ollama", "runpod")}
    sources["training"] = ROOT / "training"
    found: dict[str, Path] = {}
    for name, source in sources.items():
        out = folder / "wheels" / name
        pip(sys.executable, "wheel", "--no-deps", "-w", str(out), str(source))
        (found[name],) = out.glob("*.whl")
    return found


def try_all(folder: Path, wheels: dict[str, Path]) -> Iterator[str]:
    """One line of what is wrong for each environment, empty where nothing is."""
    with environment(folder, "base", wheels["core"]) as python:
        yield report("core alone", plugins(python) == {"built-in": ""} and generates(python, "mock"))
        for name, variable in (
            ("ollama", "OLLAMA_MODEL"),
            ("runpod", "RUNPOD_ENDPOINT_ID and RUNPOD_API_KEY"),
        ):
            with installed(python, wheels[name]):
                said = resumemate(python, "generate", str(RESUME), str(JOB), provider=name)
                right = plugins(python) == {"built-in": "", name: ""} and variable in said.stderr
                right = right and said.returncode == 3 and generates(python, "mock")
                yield report(f"core + {name}", right)
        with installed(python, wheels["broken"]):
            error = plugins(python)["broken"]
            yield report("core + broken", "boom" in error and "fix:" in error and generates(python, "mock"))
        with installed(python, wheels["one"], wheels["two"]):
            said = resumemate(python, "generate", str(RESUME), str(JOB), provider="same")
            right = said.returncode == 3 and "claimed by one and two" in said.stderr
            yield report("core + two of one name", right and generates(python, "mock"))
        with installed(python, wheels["training"]):
            yield report("core + training: six built-in pairs become data", makes_data(python, folder))
        with installed(python, wheels["guide"]):
            yield report("core + the plugin of 20 lines", plugins(python)["command"] == "")
        resumemate(python, "plugins", "new", "demo", "--into", str(folder))
        demo = folder / "resumemate-llm-demo"
        pip(python, "install", "-e", f"{demo}[test]")
        tests = call([python, "-m", "pytest"], cwd=demo)
        print(tests.stdout.strip().splitlines()[-1])
        yield report("plugins new demo, pip install -e, pytest", tests.returncode == 0)
        pip(python, "uninstall", "-y", "resumemate-llm-demo")


def import_cost(folder: Path, wheels: dict[str, Path]) -> str:
    """Median and spread of `import resumemate_llm`, without and with five plugins;
    the two are measured in turn."""
    five = [wheels[f"unused{number}"] for number in range(5)]
    with (
        environment(folder, "bare", wheels["core"]) as bare,
        environment(folder, "five", wheels["core"]) as full,
    ):
        pip(full, "install", "--no-deps", *map(str, five))
        times: dict[str, list[float]] = {"without": [], "with five": []}
        for _ in range(RUNS):
            for label, python in (("without", bare), ("with five", full)):
                times[label].append(import_seconds(python))
    lines = [
        f"import resumemate_llm {label} plugins: median {statistics.median(values) * 1e3:.1f} ms, "
        f"fastest {min(values) * 1e3:.1f} ms ({len(values)} runs)"
        for label, values in times.items()
    ]
    return "\n".join(lines)


def import_seconds(python: str) -> float:
    """Seconds of the import alone, in a process of its own, measured inside it."""
    script = "import time; t = time.perf_counter(); import resumemate_llm; print(time.perf_counter() - t)"
    return float(call([python, "-c", script]).stdout)


def plugins(python: str) -> dict[str, str]:
    """Each plugin that `resumemate plugins` lists, with its error."""
    listed = json.loads(resumemate(python, "plugins", "--json").stdout)
    return {line["name"]: line["error"] for line in listed}


def generates(python: str, provider: str) -> bool:
    """Whether a resume comes out."""
    said = resumemate(python, "generate", str(RESUME), str(JOB), "--format", "md", provider=provider)
    return said.returncode == 0 and len(said.stdout) > 1_000


def makes_data(python: str, folder: Path) -> bool:
    """Whether the installed training tools make six examples of the pairs that come with them."""
    output = folder / "data" / "training-data.jsonl"
    program = str(Path(python).with_name("resumemate-train"))
    said = call([program, "data", "generate", "--provider", "mock", "-o", str(output)])
    return said.returncode == 0 and len(output.read_text(encoding="utf-8").splitlines()) == 6


def resumemate(python: str, *arguments: str, provider: str = "mock") -> subprocess.CompletedProcess[str]:
    """The command line, with the source tree neither on the path nor as the working directory."""
    return call([str(Path(python).with_name("resumemate")), *arguments], LLM_PROVIDER=provider)


def call(
    command: list[str], *, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment without our variables."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    kept |= {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP"))}
    where = cwd or Path(tempfile.gettempdir())
    return subprocess.run(
        command, cwd=where, env=kept | variables, capture_output=True, text=True, check=False
    )


def pip(python: str, *arguments: str) -> None:
    """Run pip; its errors end the script."""
    done = call([python, "-m", "pip", "--disable-pip-version-check", "-q", *arguments])
    if done.returncode:
        sys.exit(done.stderr[-2_000:])


@contextmanager
def environment(folder: Path, name: str, wheel: Path) -> Iterator[str]:
    """A fresh environment with the core; yields its python."""
    venv.create(folder / name, with_pip=True)
    python = str(folder / name / "bin" / "python")
    pip(python, "install", str(wheel))
    yield python


@contextmanager
def installed(python: str, *wheels: Path) -> Iterator[None]:
    """Wheels installed for a while."""
    pip(python, "install", *map(str, wheels))
    yield
    names = [wheel.name.split("-")[0].replace("_", "-") for wheel in wheels]
    pip(python, "uninstall", "-y", *names)


def made_up(folder: Path, name: str, entry: str, source: str) -> Path:
    """The source of a distribution with one module."""
    guide = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    text = re.search(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert text is not None
    target = folder / "sources" / name
    target.mkdir(parents=True)
    project = text[1].replace("resumemate-llm-command", f"resumemate-llm-{name}")
    project = project.replace("resumemate_llm_command", f"resumemate_llm_{name}")
    (target / "pyproject.toml").write_text(project.replace("command =", f"{entry} ="))
    (target / f"resumemate_llm_{name}.py").write_text(source)
    return target


def from_guide(folder: Path) -> Path:
    """The plugin of 20 lines, as docs/plugins.md prints it."""
    guide = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    source = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert source is not None
    return made_up(folder, "command", "command", source[1])


def provider(name: str) -> str:
    """A module that registers a provider nobody builds."""
    return (
        "from resumemate_llm import hookimpl\n\n\n@hookimpl\ndef register_providers(register):\n"
        f"    register({name!r}, lambda settings: None)\n"
    )


def report(what: str, right: bool) -> str:
    """Print the line; returns what is wrong."""
    print(f"{'ok' if right else 'FAILED':7}{what}", flush=True)
    return "" if right else f"{what} failed"


if __name__ == "__main__":
    main()
