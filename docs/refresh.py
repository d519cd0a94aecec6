"""Run the commands that the documentation shows and put their real output into it.

    python docs/refresh.py            # rewrite
    python docs/refresh.py --check    # exit 1 where a page is stale

A block ```` ```console ```` whose first line is ``$ resumemate ...``, ``$ python -m ...`` or
``$ python examples/...`` is run in a shell in the project's folder, offline, and what it prints replaces the
rest of the block. Blocks with other commands (``$ make demo``) are left alone; tests check that their targets exist.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(
    r"```console\n\$ (?P<command>(?:resumemate|python -m|python examples/\w+.py) [^\n]*)\n(?P<output>.*?)```",
    re.DOTALL,
)


def run(command: str) -> str:
    """What `command` prints to standard output, without any provider configured."""
    from resumemate_llm.settings import VARIABLES

    env = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    env |= {"LLM_PROVIDER": "mock", "COLUMNS": "100", "NO_COLOR": "1"}
    python = Path(sys.executable)
    shell = command.replace("resumemate ", f"{python} -m resumemate_llm.cli ", 1)
    shell = re.sub(r"^python ", f"{python} ", shell)
    done = subprocess.run(  # noqa: S603  the commands are those of our own pages
        ["/bin/sh", "-c", shell], cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    if not done.stdout:
        raise SystemExit(f"nothing on standard output from: {command}\n{done.stderr}")
    return done.stdout.rstrip("\n") + "\n"


def refreshed(page: str) -> str:
    """`page` with the output of its commands as it is now."""
    return _BLOCK.sub(lambda m: f"```console\n$ {m['command']}\n{run(m['command'])}```", page)


def main() -> int:
    """Rewrite or check every page."""
    stale = []
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        now = refreshed(page)
        if now != page:
            stale.append(path.relative_to(ROOT))
            if "--check" not in sys.argv:
                path.write_text(now, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"stale, run `make docs`: {', '.join(map(str, stale))}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
