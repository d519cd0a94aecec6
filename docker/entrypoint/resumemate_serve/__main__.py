"""`python3 -m resumemate_serve`: check and start vLLM; `--dry-run` only tells; `health` asks the server."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence

from .gpu import visible_gpus
from .launch import plan
from .refusal import EXIT_CODE, Refusal
from .settings import VARIABLES, read_settings

USAGE = """\
Checks the environment, prints the command, and becomes `vllm serve`.

  (no argument)   check and serve
  --dry-run       check and print the command; SERVE_GPU=l4 (or another preset) stands for a missing GPU
  health          exit 0 if the server answers on its port, else 1
  --help          this text

A start that cannot work ends with exit code 78 and the reason. Variables:

{variables}

VLLM_API_KEY is the key that clients send. Further arguments of vllm serve go into SERVE_EXTRA_ARGS.
"""


def main(arguments: Sequence[str]) -> int:
    """Runs one of the commands above; does not return where vLLM takes over."""
    if list(arguments) in (["--help"], ["-h"]):
        variables = "\n".join(f"  {name}\n      {meaning}" for name, meaning in VARIABLES.items())
        print(USAGE.format(variables=variables))
        return 0
    try:
        if list(arguments) == ["health"]:
            return _health()
        if arguments and list(arguments) != ["--dry-run"]:
            # Not shown: somebody may have put a key there.
            raise Refusal(
                "this image takes no arguments of vllm serve: put them into SERVE_EXTRA_ARGS (--help)"
            )
        return _serve(dry_run=bool(arguments))
    except Refusal as refusal:
        _tell(f"refused: {refusal}")
        return EXIT_CODE


def _serve(*, dry_run: bool) -> int:
    launch = plan(os.environ, visible_gpus(), pretend=dry_run)
    for note in launch.notes:
        _tell(note)
    if dry_run:
        print(launch.shown())
        return 0
    _tell(f"starting: {launch.shown()}")
    try:
        os.execvpe(launch.command[0], launch.command, launch.environ)  # noqa: S606  no shell is wanted
    except FileNotFoundError:
        raise Refusal("there is no vllm in PATH: is this image built on vllm/vllm-openai?") from None


def _health() -> int:
    settings = read_settings(os.environ)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy has another 127.0.0.1
    url = f"http://{own_address(settings.host)}:{settings.port}/health"
    try:
        with direct.open(url, timeout=4) as response:
            return 0 if response.status == 200 else 1
    except (urllib.error.URLError, OSError):
        return 1


def own_address(host: str | None) -> str:
    """Where a server that listens on `host` answers, as part of a URL; loopback where it listens on all."""
    if not host or host == "0.0.0.0":  # noqa: S104  asked for, not listened on
        return "127.0.0.1"
    address = "::1" if host == "::" else host
    return f"[{address}]" if ":" in address else address


def _tell(text: str) -> None:
    print(f"resumemate: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
