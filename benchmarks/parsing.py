"""How well the parser reads resumes: `python -m benchmarks.parsing [--corpus DIR] [--json]`.

The corpus is a folder with `gold.jsonl` (resumes labelled by hand), `resumes/*.txt` and, for documents
whose text layer is damaged, a clean reading in `pdftext/`. Default: the environment variable
RESUMEMATE_CORPUS; without a corpus the command ends with exit code 2.

How things are counted:

* Texts are compared without case, accents and punctuation; a null of the gold file equals "".
* A role is found where a parsed role has its title and its company; each parsed role answers one. Recall
  is found / gold roles, precision is found / parsed roles.
* Dates: both ends of every found role, exact in the normal form (YYYY, YYYY-MM, present, or nothing).
* Bullets: found roles with exactly as many bullets as the gold file says.
* Education: gold entries whose degree and institution one parsed entry has.
* must_keep: strings that stand, word for word, in the profile's values.
* must_not: errors of the kinds that the gold file describes: page furniture in a bullet, a bullet that is
  no contiguous piece of the (clean) text, an employer that became a role without title beside the gold
  roles, a telephone number that is not the candidate's, a date where the gold file has null.
* Words: over all resumes, the share of the text's words (as a multiset; words hyphenated at a line's end
  rejoined) that are in the profile's values or reported in the placements as unplaced, heading, label or
  furniture.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from resumemate_llm.resume.parser import parse_resume
from resumemate_llm.schema import CandidateProfile, ParsedResume, Role
from resumemate_llm.text.folding import fold

AS_OF = date(2026, 1, 1)
REPORTED = frozenset({"unplaced", "heading", "label", "furniture"})


@dataclass
class Share:
    """A count of a total."""

    count: int = 0
    total: int = 0

    def add(self, count: int, total: int) -> None:
        self.count += count
        self.total += total

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else 1.0


@dataclass
class Scores:
    """The figures of one run."""

    role_recall: Share = field(default_factory=Share)
    role_precision: Share = field(default_factory=Share)
    dates_exact: Share = field(default_factory=Share)
    bullets_exact: Share = field(default_factory=Share)
    education_recall: Share = field(default_factory=Share)
    names: Share = field(default_factory=Share)
    emails: Share = field(default_factory=Share)
    phones: Share = field(default_factory=Share)
    must_keep: Share = field(default_factory=Share)
    must_not_hits: list[str] = field(default_factory=list)
    words_accounted: Share = field(default_factory=Share)
    misses: list[str] = field(default_factory=list)


def plain(text: str | None) -> str:
    """`text` for comparison: no case, accents or punctuation."""
    return " ".join(re.findall(r"[^\W_]+", fold(text or "")))


def words(text: str) -> Counter[str]:
    """The words of `text` as a multiset; a word broken by a hyphen at a line's end is one."""
    joined = re.sub(r"(?<=[^\W\d_])[-\u00ad]\s*\n\s*(?=[^\W\d_A-Z])", "", text)
    return Counter(re.findall(r"[^\W_]+", joined.casefold()))


def compounds(text: str) -> Counter[str]:
    """The words of `text` with a hyphen, spelt without it: what `words` makes of them at a line's end."""
    hyphenated = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", text.casefold())
    return Counter(
        word[: part.start()] + word[part.end() :] for word in hyphenated for part in re.finditer("-", word)
    )


def values(model: object) -> Iterator[str]:
    """Every string of a profile, in order."""
    if isinstance(model, str):
        yield model
    elif isinstance(model, BaseModel):
        for name in type(model).model_fields:
            yield from values(getattr(model, name))
    elif isinstance(model, list | tuple):
        for item in model:
            yield from values(item)


def score_words(parsed: ParsedResume, text: str) -> Share:
    """How many words of `text` are in the profile or reported."""
    profile = "\n".join(values(parsed.profile))
    reported = "\n".join(placement.text for placement in parsed.placements if placement.place in REPORTED)
    there = words(profile) + compounds(profile) + words(reported)
    wanted = words(text)
    missing = wanted - there
    return Share(wanted.total() - missing.total(), wanted.total())


def score_document(gold: dict[str, Any], parsed: ParsedResume, clean_text: str, scores: Scores) -> None:
    """Add one labelled document to `scores`."""
    profile, name = parsed.profile, gold["id"]
    _score_roles(gold, profile, scores)
    _score_education(gold, profile, scores)
    for key, share in (("name", scores.names), ("email", scores.emails), ("phone", scores.phones)):
        same = plain(gold.get(key)) == plain(getattr(profile, key))
        share.add(int(same), 1)
        if not same:
            scores.misses.append(f"{name}: {key}")
    everything = f" {plain(' '.join(values(profile)))} "
    for kept in gold["must_keep"]:
        there = f" {plain(kept)} " in everything
        scores.must_keep.add(int(there), 1)
        if not there:
            scores.misses.append(f"{name}: lost {kept!r}")
    scores.must_not_hits += [f"{name}: {error}" for error in errors(gold, profile, clean_text)]


def _score_roles(gold: dict[str, Any], profile: CandidateProfile, scores: Scores) -> None:
    left = list(profile.experience)
    found = 0
    for wanted in gold["roles"]:
        role = next((role for role in left if _same_role(wanted, role)), None)
        if role is None:
            scores.misses.append(f"{gold['id']}: role {wanted['title']!r} at {wanted['company']!r}")
            continue
        left.remove(role)
        found += 1
        dates = [(wanted["start"], role.start_date), (wanted["end"], role.end_date)]
        scores.dates_exact.add(sum(a == b for a, b in dates), 2)
        scores.bullets_exact.add(int(wanted["bullets"] == len(role.bullets)), 1)
        if any(a != b for a, b in dates):
            scores.misses.append(f"{gold['id']}: dates of {wanted['title']!r}: {dates}")
        if wanted["bullets"] != len(role.bullets):
            scores.misses.append(
                f"{gold['id']}: {len(role.bullets)} bullets, not {wanted['bullets']}: {wanted['title']!r}"
            )
    scores.role_recall.add(found, len(gold["roles"]))
    scores.role_precision.add(found, len(profile.experience))
    scores.misses += [f"{gold['id']}: extra role {role.title!r} at {role.company!r}" for role in left]


def _same_role(wanted: dict[str, Any], role: Role) -> bool:
    return plain(wanted["title"]) == plain(role.title) and plain(wanted["company"]) == plain(role.company)


def _score_education(gold: dict[str, Any], profile: CandidateProfile, scores: Scores) -> None:
    entries = [(plain(entry.degree), plain(entry.school)) for entry in profile.education]
    for wanted in gold["education"]:
        there = (plain(wanted["degree"]), plain(wanted["institution"])) in entries
        scores.education_recall.add(int(there), 1)
        if not there:
            scores.misses.append(f"{gold['id']}: education {wanted['degree']!r} at {wanted['institution']!r}")


def errors(gold: dict[str, Any], profile: CandidateProfile, clean_text: str) -> list[str]:
    """The must_not errors of one document."""
    found = []
    text = plain(_rejoined(clean_text)).replace(" ", "")
    companies = {plain(role["company"]) for role in gold["roles"]}
    untitled = sum(not role["title"] for role in gold["roles"])
    for role in profile.experience:
        found += [
            f"furniture in a bullet of {role.title!r}"
            for bullet in role.bullets
            if re.search(r"page \d+ of \d+|\.docx?\b", bullet.lower())
        ]
        found += [
            f"a bullet of {role.title!r} is no piece of the text"
            for bullet in role.bullets
            if plain(bullet).replace(" ", "") not in text
        ]
        if not role.title and not untitled and plain(role.company) in companies:
            found.append(f"employer {role.company!r} as a role")
        for wanted in gold["roles"]:
            if _same_role(wanted, role):
                invented = [
                    key for key in ("start", "end") if wanted[key] is None and getattr(role, f"{key}_date")
                ]
                found += [f"{key} of {role.title!r} invented" for key in invented]
    if profile.phone and gold.get("phone") and plain(profile.phone) != plain(gold["phone"]):
        found.append("another telephone number")
    return found


def _rejoined(text: str) -> str:
    return re.sub(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])", "", text)


def run(corpus: Path) -> Scores:
    """Parse every resume of the corpus and score it."""
    scores = Scores()
    gold = {}
    for line in (corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            entry = json.loads(line)
            gold[entry["id"]] = entry
    for path in sorted((corpus / "resumes").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        parsed = parse_resume(text, as_of=AS_OF)
        share = score_words(parsed, text)
        scores.words_accounted.add(share.count, share.total)
        if share.count < share.total:
            scores.misses.append(f"{path.stem}: {share.total - share.count} words unaccounted for")
        if path.stem in gold:
            clean = corpus / "pdftext" / path.name
            reference = text + "\n" + (clean.read_text(encoding="utf-8") if clean.exists() else "")
            is_damaged = any("interleaved" in hazard for hazard in gold[path.stem]["hazards"])
            score_document(
                gold[path.stem],
                parsed,
                reference.removeprefix(text) if is_damaged and clean.exists() else reference,
                scores,
            )
    return scores


def table(scores: Scores) -> str:
    """The figures as lines of text."""
    lines = []
    for name, value in vars(scores).items():
        if isinstance(value, Share):
            lines.append(f"{name:18} {value.value:7.4f}   {value.count} of {value.total}")
        elif name == "must_not_hits":
            lines.append(f"{name:18} {len(value):7d}   {'; '.join(value)}")
    return "\n".join([*lines, *(f"  miss: {miss}" for miss in scores.misses)])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code is 0, or 2 without a corpus."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.parsing", description="Score the resume parser on a labelled corpus."
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=os.environ.get("RESUMEMATE_CORPUS"),
        help="folder with gold.jsonl and resumes/ (default: $RESUMEMATE_CORPUS)",
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    corpus = Path(options.corpus) if options.corpus else None
    if corpus is None or not (corpus / "gold.jsonl").is_file():
        print(
            "No corpus: give --corpus DIR or set RESUMEMATE_CORPUS to a folder with gold.jsonl and resumes/.",
            file=sys.stderr,
        )
        return 2
    scores = run(corpus)
    if options.json:
        figures = {
            name: {**asdict(value), "value": value.value} if isinstance(value, Share) else value
            for name, value in vars(scores).items()
        }
        print(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        print(table(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())
