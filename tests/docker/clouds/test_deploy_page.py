"""docs/deploy.md read as a stranger does: every figure, every command, what it costs and how to undo it."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from resumemate_llm.cli.operate import doctor

from .scripts import DOCKER, load

ROOT = DOCKER.parent
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
INPUTS = tomllib.loads((DOCKER / "prices.toml").read_text(encoding="utf-8"))
costs = load("costs.py")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
TARGETS = [
    "Your own machine",
    "RunPod, load-balancing",
    "RunPod, queue",
    "Cloud Run",
    "Vast.ai",
    "Kubernetes",
    "Ray Serve",
]


def commands(text: str) -> list[str]:
    """The commands of a section's shell blocks, those joined by && counted one by one."""
    lines = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)).replace("\\\n", " ").splitlines()
    return [part.strip() for line in lines if line.strip() for part in line.split("&&")]


def undo(text: str) -> list[str]:
    found = re.search(r"\*\*Undo\*\*:(.*?)(?:\n\n|\Z)", text, re.DOTALL)
    assert found, "nothing says how to undo it"
    return [" ".join(command.split()) for command in re.findall(r"`([^`]+)`", found[1])]


def table(name: str) -> list[list[str]]:
    """The cells of a table's rows, its head left out."""
    printed = re.search(rf"<!-- table: docker/costs.py {name} -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert printed
    rows = [line.strip("| ").split(" | ") for line in printed[1].strip().splitlines()]
    return rows[2:]


# ---- figures


@pytest.mark.parametrize("name", ["speed_table", "cost_table"])
def test_the_tables_are_those_that_the_script_prints(name: str) -> None:
    printed = re.search(rf"<!-- table: docker/costs.py {name} -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert printed and printed[1].strip() == getattr(costs, name)(costs.read_figures())


def hour_of(gpu: dict[str, Any]) -> float:
    if gpu.get("price") == "cloudrun":
        run = INPUTS["cloudrun"]
        return float(
            run["l4_hour"] + 3600 * run["vcpu_second"] * run["vcpu"] + 3600 * run["gib_second"] * run["gib"]
        )
    return float(INPUTS["runpod"]["flex"][gpu["price"]] * 3600 if "price" in gpu else gpu["hour"])


def bytes_a_step(streams: int, answer: float) -> float:
    """Weights once, and for each stream the keys and values of its prompt and, on average, half its answer."""
    context = INPUTS["draft"]["prompt"] + answer / 2
    return float(INPUTS["model"]["read"] + streams * context * INPUTS["model"]["kv"])


def test_every_speed_is_recomputed_from_bandwidth_and_bytes() -> None:
    draft = INPUTS["draft"]
    for gpu, cells in zip(INPUTS["gpu"], table("speed_table"), strict=True):
        bandwidth, answer, many = gpu["bandwidth"], draft["answer"], draft["together"]
        part = answer / draft["sections"]
        assert cells == [
            gpu["name"],
            f"{bandwidth / 1e9:.0f}",
            f"{answer / (bandwidth / INPUTS['model']['read']):.0f} s",
            f"{answer / (bandwidth / bytes_a_step(1, answer)):.0f} s",
            f"{part / (bandwidth / bytes_a_step(draft['sections'], part)):.1f} s",
            f"{many * bandwidth / bytes_a_step(many, answer):.0f}",
        ]


def test_every_cost_is_recomputed_from_price_and_speed() -> None:
    draft, assumed = INPUTS["draft"], INPUTS["assumed"]
    for gpu, cells in zip(INPUTS["gpu"], table("cost_table"), strict=True):
        second, many, answer = hour_of(gpu) / 3600, draft["together"], draft["answer"]
        alone = answer * bytes_a_step(1, answer) / gpu["bandwidth"] / assumed["reached"]
        together = answer * bytes_a_step(many, answer) / gpu["bandwidth"] / assumed["reached"] / many
        drafts_an_hour = hour_of(gpu) / INPUTS["claude"]["draft"]
        assert cells == [
            gpu["name"],
            f"${hour_of(gpu):.2f}",
            f"${second * alone:.4f}",
            f"${second * together:.4f}",
            f"${second * (assumed['start'] + alone + gpu['idle']):.3f}",
            f"{int(-(-drafts_an_hour // 1))} an hour",
        ]


def test_kv_bytes_come_from_the_model_s_shape() -> None:
    layers, kv_heads, head, keys_and_values, two_bytes = 48, 8, 128, 2, 2
    assert layers * kv_heads * head * keys_and_values * two_bytes == INPUTS["model"]["kv"]


def test_figures_in_the_text_are_those_of_the_tables() -> None:
    least = {
        gpu["name"]: INPUTS["draft"]["answer"] * INPUTS["model"]["read"] / gpu["bandwidth"]
        for gpu in INPUTS["gpu"]
    }
    assert f"5,000 tokens on an A10G take {least['A10G, EC2 g5.xlarge']:.0f} seconds at 600 GB/s" in PAGE
    assert f"and on an L4 {least['L4, RunPod']:.0f}" in PAGE
    hours = {gpu["name"]: f"${hour_of(gpu):.2f} an hour" for gpu in INPUTS["gpu"]}
    assert hours["RTX 4090, RunPod"] in SECTIONS["RunPod, load-balancing"]
    assert hours["L4, Cloud Run"] in SECTIONS["Cloud Run"]
    assert f"of {INPUTS['as_of']};" in PAGE


# ---- commands


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_is_five_commands_at_most_with_its_cost_and_its_undoing(target: str) -> None:
    assert 1 <= len(commands(SECTIONS[target])) <= 5
    assert "**Costs**" in SECTIONS[target]
    assert undo(SECTIONS[target])


def all_commands() -> list[str]:
    undoing = [command for target in TARGETS for command in undo(SECTIONS[target])]
    return [command for text in SECTIONS.values() for command in commands(text)] + undoing


def test_every_file_that_a_command_names_is_there() -> None:
    for command in all_commands():
        for path in re.findall(r"(?<![\w./-])docker/[\w./-]+", command):
            if path != "docker/.env":  # the command before copies it
                assert (ROOT / path).exists(), command


OURS = ("docker/runpod/deploy.py", "docker/vast/deploy.py", "docker/cloudrun/deploy.sh")


@pytest.mark.parametrize("command", [c for c in all_commands() if any(script in c for script in OURS)])
def test_our_scripts_understand_the_commands_as_printed(command: str) -> None:
    """Run by a shell, with --dry-run behind it."""
    environ = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "IMAGE": "docker.io/me/resumemate-llm:14b",
        "PROJECT": "my-project",
    }
    inner = command.removeprefix('eval "$(').removesuffix(')"')
    inner = inner.replace("INSTANCE", "7001")
    done = subprocess.run(
        ["bash", "-c", f"{inner} --dry-run"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_doctor_has_the_options_that_the_page_shows() -> None:
    known = {name for option in doctor.params for name in option.opts}
    shown = [word for c in all_commands() if c.startswith("resumemate doctor") for word in c.split()]
    assert {word for word in shown if word.startswith("--")} <= known


# ---- flags of the clouds' own tools


def gcloud_tree() -> dict[str, Any] | None:
    """The commands and flags of the installed gcloud, which it keeps for the shell's completion."""
    gcloud = shutil.which("gcloud")
    if gcloud is None:
        return None
    places = [Path(gcloud).resolve().parents[1], Path("/usr/lib/google-cloud-sdk")]
    files = [place / "data" / "cli" / "gcloud_completions.py" for place in places]
    file = next((file for file in files if file.exists()), None)
    if file is None:
        return None
    spec = importlib.util.spec_from_file_location("gcloud_completions", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tree: dict[str, Any] = module.STATIC_COMPLETION_CLI_TREE
    return tree


def gcloud_commands() -> list[list[str]]:
    script = [str(DOCKER / "cloudrun" / "deploy.sh")]
    lines: list[str] = []
    for arguments in (["setup"], ["push"], ["up"], ["allow", "user:me@example.com"], ["url"], ["down"]):
        done = subprocess.run(
            [*script, *arguments, "--dry-run"],
            env={"PATH": os.environ["PATH"], "PROJECT": "p"},
            capture_output=True,
            text=True,
            check=True,
        )
        lines += done.stdout.splitlines()
    lines += [command for command in all_commands() if command.startswith("gcloud ")]
    return [words for words in map(shlex.split, lines) if words[0] == "gcloud"]


@pytest.mark.skipif(not shutil.which("gcloud"), reason="gcloud is not installed; it is on no package index")
def test_every_gcloud_command_and_flag_is_one_that_gcloud_knows() -> None:
    tree = gcloud_tree()
    assert tree is not None, "this gcloud has no table of its commands"
    found = gcloud_commands()
    assert len(found) >= 7
    for words in found:
        node = tree
        path: list[str] = []
        for word in words[1:]:
            if word not in node["commands"]:
                break
            node, path = node["commands"][word], [*path, word]
        assert path and not node["commands"], f"{path} is a group, no command"
        known = set(node["flags"]) | set(tree["flags"])
        for flag in (word.partition("=")[0] for word in words if word.startswith("--")):
            assert flag in known or f"--{flag.removeprefix('--no-')}" in known, f"{flag} of {' '.join(path)}"


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_every_kubectl_flag_is_one_that_kubectl_knows() -> None:
    for command in all_commands():
        words = shlex.split(command.replace("$(openssl rand -hex 32)", "x"))
        if words[0] != "kubectl":
            continue
        verbs = [word for word in words[1:4] if not word.startswith("-")]
        verbs = verbs[:3] if verbs[:2] == ["create", "secret"] else verbs[:1]
        usage = subprocess.run(
            ["kubectl", *verbs, "--help"], capture_output=True, text=True, check=True
        ).stdout
        for flag in (word.partition("=")[0] for word in words if word.startswith("-")):
            assert re.search(rf"{flag}\b", usage), f"{flag} of kubectl {' '.join(verbs)}"


SHELLCHECK = Path(sys.executable).with_name("shellcheck")


@pytest.mark.skipif(not SHELLCHECK.exists(), reason="shellcheck: make deploy-test")
def test_the_shell_script_has_no_finding() -> None:
    script = str(DOCKER / "cloudrun" / "deploy.sh")
    done = subprocess.run([str(SHELLCHECK), script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
