"""`python -m benchmarks.overhead`."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from . import __doc__ as purpose
from .measure import measure, run_all
from .report import as_markdown
from .server import serve


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(purpose or "").split("\n\n")[0])
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--only", help="measure only contenders whose name holds this")
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args()
    if options.serve:
        serve()
    elif options.measure:
        print(json.dumps(asyncio.run(measure(options.measure, options.url))))
    else:
        results = run_all(options.only)
        print(as_markdown(results))
        if options.json:
            options.json.write_text(json.dumps(results, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
