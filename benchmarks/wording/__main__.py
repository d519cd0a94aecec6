"""Wording before and after, over the corpus or the examples, as one table.

    RESUMEMATE_CORPUS=... python -m benchmarks.wording [--json] [--worse N] [--write FILE.md]
    python -m benchmarks.wording --drafts

Every English resume of the corpus (as text) is tailored offline to the three jobs whose requirements it
shows most of, and measured before and after by rules of this benchmark's own. Without a corpus the examples
of this repository are measured; with --drafts these, with their hand-written drafts beside the rules.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from .runs import HandWritten, corpus_pairs, example_pairs, run
from .tables import as_data, as_markdown, as_three_columns, worst, write_between_marks


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--corpus", type=Path, default=os.environ.get("RESUMEMATE_CORPUS"))
    parser.add_argument(
        "--drafts", action="store_true", help="the examples by rules and by hand, side by side"
    )
    parser.add_argument("--json", action="store_true", help="aggregates as JSON")
    parser.add_argument(
        "--worse", type=int, metavar="N", default=0, help="name the N that lost most, by measure"
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the table between the marks of this page"
    )
    options = parser.parse_args()
    if options.drafts:
        seen = run(example_pairs())
        shown = as_three_columns(seen, run(example_pairs(), lambda job: [HandWritten(job)]))
    else:
        seen = run(corpus_pairs(Path(options.corpus)) if options.corpus else example_pairs())
        shown = as_markdown(seen)
    print(json.dumps(as_data(seen), indent=2) if options.json else shown)
    for line in worst(seen, options.worse):
        print(line, file=sys.stderr)
    if options.write:
        write_between_marks(options.write, "wording --drafts" if options.drafts else "wording", shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
