"""Where every bullet of a tailored resume comes from: python examples/show_provenance.py [FOLDER]

FOLDER holds resume, job.txt and a draft as a model writes it (draft.json). Each bullet is printed with the
numbers of the statements of its role that it comes from, and how; a reworded one with these statements below.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from resumemate_llm.refine import refine
from resumemate_llm.resume import read_job, read_resume
from resumemate_llm.schema import ProDraft


def main(folder: Path) -> None:
    """Print the provenance of one folder's result."""
    resume = read_resume(next(folder.glob("resume.[mtj]*")))
    draft = ProDraft.model_validate_json((folder / "draft.json").read_text(encoding="utf-8"))
    result = refine(draft, resume, read_job(folder / "job.txt"))
    roles = result.output.tailored_resume.experience
    for origin in result.provenance:
        if origin.bullet == 0:
            print(f"{roles[origin.role].title} | {roles[origin.role].company}")
        numbers = " + ".join(str(source + 1) for source in origin.sources)
        print(f"  {origin.how:8} {numbers:>5}  {roles[origin.role].bullets[origin.bullet]}")
        if origin.how != "kept":
            statements = resume.profile.experience[origin.source_role].statements
            for source in origin.sources:
                print(f"{'was':>16}  {statements[source]}")
    counts = Counter(origin.how for origin in result.provenance)
    print(", ".join(f"{count} {how}" for how, count in counts.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "electrician")
