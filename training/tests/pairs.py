"""Folders of pairs for `--pairs`, made of the built-in resumes and jobs."""

from __future__ import annotations

import json
from pathlib import Path

from resumemate_training.data.pairs import builtin_pairs


def crossed_pairs(folder: Path, *, own: bool = True, times: int = 1) -> int:
    """Every built-in resume with every built-in job, its own among them or not, `times` with another end of the
    job; returns how many pairs there are."""
    folder.mkdir()
    pairs = builtin_pairs()
    crossed = [(a, b, n) for n in range(times) for a in pairs for b in pairs if own or a is not b]
    for number, (resume, job, edition) in enumerate(crossed):
        text = job.job + f"\n\nReference: {edition}\n" * bool(edition)
        entry = {"domain": resume.domain, "resumeText": resume.resume, "jobDescriptionText": text}
        (folder / f"{number:03}.json").write_text(json.dumps(entry))
    return len(crossed)
