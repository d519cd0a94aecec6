"""Every resume of the corpus against three jobs of other professions: what got lost, what was invented.

    RESUMEMATE_CORPUS=... python -m benchmarks.honesty [--json] [--verbose]

Texts and original files (PDF, DOCX, JSON Resume) are read from disk, tailored offline, and the output is
judged against the document's own text by code that shares nothing with `refine`: plain substrings, digit
strings and word sequences. A violation is one fact that does not hold; the aim is none. Exit code 1 where
there is any.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from resumemate_llm import ProResult, ResumeMate
from resumemate_llm.errors import InputError
from resumemate_llm.schema import CandidateProfile, ParsedJob, ParsedResume, ProOutput
from resumemate_llm.text.terms import has_term

JOBS_EACH = 3
_FILES = {".pdf", ".docx", ".json"}
_NOT_RESUMES = {"rr_truth.json", "jsonresume-schema-1.3.1.json"}
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ABOUT_JOB = re.compile(r"(?:(?<=[.!?] )|^)[^.!?]*\b[Yy]ours?\b[^.!?]*[.!?]", re.MULTILINE)
_YEARS = re.compile(r"\b(\d{1,2})\+? (?:years?|Jahre|ans|años|anni|jaar|lat|ani|anos)\b")


@dataclass(slots=True)
class Report:
    """Documents, runs, and violations by kind with where they were seen."""

    documents: int = 0
    runs: int = 0
    violations: Counter[str] = field(default_factory=Counter)
    seen: list[str] = field(default_factory=list)

    def add(self, where: str, found: Iterable[tuple[str, str]]) -> None:
        """Count what one run showed."""
        self.runs += 1
        for kind, detail in found:
            self.violations[kind] += 1
            self.seen.append(f"{where}: {kind}: {detail}")


def resumes_in(corpus: Path) -> list[Path]:
    """Every resume of the corpus, as text and as original file."""
    files = [p for p in (corpus / "files").iterdir() if p.suffix in _FILES and p.name not in _NOT_RESUMES]
    return sorted([*(corpus / "resumes").glob("*.txt"), *files])


def professions(corpus: Path) -> dict[str, str]:
    """Profession by the document's id, as the corpus's index has it."""
    lines = (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines()
    return {entry["id"]: entry.get("profession") or "" for entry in map(json.loads, lines)}


def jobs_for(resume: Path, jobs: list[Path], of: dict[str, str]) -> list[Path]:
    """Three jobs of other professions; which ones depends on the resume's name alone."""
    own = of.get(resume.stem, "")
    others = [job for job in jobs if not own or of.get(job.stem, "") != own]
    start = sum(resume.name.encode()) % len(others)
    return [others[(start + step * len(others) // JOBS_EACH) % len(others)] for step in range(JOBS_EACH)]


def judge(result: ProResult) -> Iterator[tuple[str, str]]:
    """Violations of one result as (kind, detail)."""
    yield from violations(ProOutput.model_validate(result.output.to_wire()), result.resume, result.job)
    if result.radar_after.radar.overall < result.radar_before.radar.overall:
        yield "radarAfter below radarBefore", str(result.radar_after.radar.overall)


def violations(output: ProOutput, resume: ParsedResume, job: ParsedJob) -> Iterator[tuple[str, str]]:
    """What of an output does not hold against the document's own text, as (kind, detail)."""
    text = flat(resume.text)
    yield from _completeness(output, resume.profile)
    yield from _verbatim(output, text)
    yield from _numbers(output, resume, job)
    for group in output.tailored_resume.skills:
        for item in group.items:
            if not _shown(item, text, resume.text):
                yield "skill not evidenced", item


def _completeness(output: ProOutput, source: CandidateProfile) -> Iterator[tuple[str, str]]:
    tailored = output.tailored_resume
    if len(output.cover_letter.paragraphs) != 4:
        yield "letter has not four paragraphs", str(len(output.cover_letter.paragraphs))
    heads = [(role.company, role.title) for role in tailored.experience]
    for role in source.experience:
        if (role.company, role.title) not in heads:
            yield "role missing", f"{role.title} / {role.company}"
    for ours, role in zip(tailored.experience, source.experience, strict=False):
        if len(ours.bullets) < len(role.statements):
            yield "fewer bullets", f"{role.title}: {len(ours.bullets)} of {len(role.statements)}"
    if len(tailored.education) < len(source.education):
        yield "education missing", f"{len(tailored.education)} of {len(source.education)}"


def _verbatim(output: ProOutput, text: str) -> Iterator[tuple[str, str]]:
    for role in output.tailored_resume.experience:
        for kind, value in (("company", role.company), ("title", role.title)):
            if flat(value) not in text:
                yield f"{kind} not verbatim", value
        for date in role.period.split(" – "):
            if flat(date) not in text:
                yield "date not verbatim", date
    for entry in output.tailored_resume.education:
        for kind, value in (("school", entry.school), ("degree", entry.degree)):
            if flat(value) not in text:
                yield f"{kind} not verbatim", value
        for date in (entry.year or "").split(" – "):
            if flat(date) not in text:
                yield "date not verbatim", date


def _numbers(output: ProOutput, resume: ParsedResume, job: ParsedJob) -> Iterator[tuple[str, str]]:
    source = resume.text
    digits = {_digits(number) for number in _DIGITS.findall(source)}
    pieces = {piece for number in _DIGITS.findall(source) for piece in re.split(r"[.,]", number)}
    words = set(re.findall(r"[a-z]+", source.lower()))
    first_year = min((int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", source)), default=resume.as_of.year)
    most_years = resume.as_of.year - first_year + 1
    tailored = output.tailored_resume
    texts = [
        *(("bullet", bullet) for role in tailored.experience for bullet in role.bullets),
        ("summary", tailored.summary),
        ("headline", tailored.headline),
        *(("letter", paragraph) for paragraph in output.cover_letter.paragraphs),
    ]
    job_names = f"{job.profile.title} {job.profile.company}"
    for kind, written in texts:
        text = _YEARS.sub(lambda m: " " if int(m[1]) <= most_years else m[0], written)
        if kind == "letter":
            text = _ABOUT_JOB.sub(lambda m: _without(m[0], job.text), text)
            for name in filter(None, (job.profile.title, job.profile.company)):
                text = text.replace(name, " ")
        for number in _DIGITS.findall(text):
            if _digits(number) not in digits and number not in pieces and number not in job_names:
                yield f"number in {kind} not in the resume", f"{number} in {text[:90]!r}"
        for word in _WORDS:
            written_out = kind != "letter" and re.search(rf"\b{word}\b", text.lower())
            if written_out and word not in words and str(_WORDS.index(word) + 2) not in digits:
                yield f"number in {kind} not in the resume", f"{word} in {text[:90]!r}"


def _without(sentence: str, job: str) -> str:
    """A sentence to the employer without the numbers of the ad."""
    return _DIGITS.sub(
        lambda m: " " if re.search(rf"(?<!\d){re.escape(m[0])}(?!\d)", job) else m[0], sentence
    )


def _digits(number: str) -> str:
    return number.replace(",", "").replace(".", "")


def _shown(item: str, text: str, raw: str) -> bool:
    """Whether the words of a skill stand in the text in this order; else by the table of aliases."""
    wanted = re.findall(r"[\w+#]+", flat(item))
    have = re.findall(r"[\w+#]+", text)
    folded, source = [w.rstrip("s") for w in wanted], [w.rstrip("s") for w in have]
    size = len(folded)
    if any(source[at : at + size] == folded for at in range(len(source) - size + 1)):
        return True
    return has_term(raw, item)


def flat(text: str) -> str:
    """A text for comparing: case, white space and the look of dashes and quotes do not make another fact."""
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’“”–—‐", "''\"\"---"))
    return " ".join(text.casefold().split())


def run(corpus: Path) -> Report:
    """Tailor everything and judge it."""
    report, of = Report(), professions(corpus)
    jobs = sorted((corpus / "jobs").glob("*.txt"))
    with ResumeMate("mock") as client:
        for resume in resumes_in(corpus):
            report.documents += 1
            for job in jobs_for(resume, jobs, of):
                where = f"{resume.name} x {job.stem}"
                try:
                    result = client.generate_pro(resume, job)
                except InputError as refused:
                    report.add(where, [("refused", str(refused))])
                except Exception as error:  # a crash is a finding, the rest of the corpus still counts
                    report.add(where, [("crash", f"{type(error).__name__}: {error}")])
                else:
                    report.add(where, judge(result))
    return report


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--corpus", type=Path, default=os.environ.get("RESUMEMATE_CORPUS"))
    parser.add_argument("--json", action="store_true", help="counts as JSON")
    parser.add_argument("--verbose", action="store_true", help="every violation with its text")
    options = parser.parse_args()
    if not options.corpus:
        print("no corpus: set RESUMEMATE_CORPUS or give --corpus DIR", file=sys.stderr)
        return 2
    report = run(Path(options.corpus))
    total = sum(report.violations.values())
    if options.json:
        print(
            json.dumps({"documents": report.documents, "runs": report.runs, "violations": report.violations})
        )
    else:
        print(f"documents {report.documents}   runs {report.runs}   violations {total}")
        for kind, count in report.violations.most_common():
            print(f"  {count:5}  {kind}")
    for line in report.seen if options.verbose else ():
        print(line, file=sys.stderr)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
