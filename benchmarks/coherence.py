"""Drafts in sections that contradict or repeat each other: python -m benchmarks.coherence [--json]

Every case of the mutation bench (examples and, with RESUMEMATE_CORPUS, the corpus) is cut into the parts of
its plan and assembled again. Then one part at a time is made to disagree with the others: an achievement
told under another employer, with another achievement's number, told twice in the letter or in the talking
points, a skill marked missing that the resume shows, years counted differently. What refine makes of it is
judged here by plain words and digits, by code that shares nothing with `refine`. Exit code 1 where any
contradiction or repetition is left.

`python -m benchmarks.truth --drafts benchmarks.coherence:assembled` runs the mutation bench on assembled
drafts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from resumemate_llm.plan import assemble_draft, plan_sections
from resumemate_llm.providers.mock import write_draft
from resumemate_llm.refine import Refined, refine
from resumemate_llm.schema import CoverLetter, KeywordCheck, ParsedJob, ParsedResume, ProDraft

from .truth.cases import Case, load, sources

_LEAST_WORDS = 6


def assembled(resume: ParsedResume, job: ParsedJob, draft: ProDraft | None = None) -> ProDraft:
    """A draft (by default the deterministic provider's) through the parts of its plan and back."""
    whole = draft or write_draft(resume, job)
    return assemble_draft(
        [
            (part, part.answer.model_validate(part.project(whole), strict=True))
            for part in plan_sections(resume, job)
        ],
        resume,
    )


@dataclass(frozen=True, slots=True)
class Seed:
    """A draft with one seeded fault: its kind, where it stands, and the sentence, statement or skill that
    tells whether it still does."""

    kind: str
    draft: ProDraft
    where: str
    sentence: str


def seeds(case: Case, draft: ProDraft) -> Iterator[Seed]:
    """One of each kind that the case has material for."""
    yield from _other_employer(case, draft)
    yield from _other_number(case, draft)
    yield from _told_twice(case, draft)
    yield from _flags(case, draft)
    yield from _years(case, draft)


def _statements(case: Case) -> list[tuple[str, str]]:
    """Employer and statement, in the past tense and of some length, for sentences of a letter."""
    return [
        (role.company, statement.strip().rstrip("."))
        for role in case.profile.experience
        for statement in role.statements
        if role.company and len(statement.split()) >= _LEAST_WORDS and re.match(r"[A-Z][a-z]+ed ", statement)
    ]


def _letter_with(draft: ProDraft, *sentences: str) -> ProDraft:
    paragraphs = list(draft.cover_letter.paragraphs)
    at = min(1, len(paragraphs) - 1)
    paragraphs[at] = " ".join([*sentences, paragraphs[at]])
    return draft.model_copy(update={"cover_letter": CoverLetter(paragraphs=paragraphs)})


def _spoken(statement: str) -> str:
    return f"I {statement[0].lower()}{statement[1:]}"


def _other_employer(case: Case, draft: ProDraft) -> Iterator[Seed]:
    employers = list(dict.fromkeys(role.company for role in case.profile.experience if role.company))
    for company, statement in _statements(case)[:2]:
        for wrong in (name for name in employers if name.casefold() not in company.casefold()):
            if company.casefold() in wrong.casefold() or wrong in statement:
                continue
            sentence = f"At {wrong}, {_spoken(statement)}."
            yield Seed("another employer", _letter_with(draft, sentence), "letter", sentence)
            break


def _other_number(case: Case, draft: ProDraft) -> Iterator[Seed]:
    numbers = re.findall(r"(?<![\w.,])\d{1,3}(?![\w.,%]|\s?%)", case.resume.text)
    for _, statement in _statements(case):
        found = re.search(r"(?<![\w.,$€£])(\d{1,3})(?= [a-z]+)", statement)
        other = next((n for n in numbers if found and n not in statement), None)
        if found and other:
            wrong = f"{statement[: found.start()]}{other}{statement[found.end() :]}"
            sentence = f"{_spoken(wrong)}."
            yield Seed("another's number", _letter_with(draft, sentence), "letter", sentence)
            return


def _told_twice(case: Case, draft: ProDraft) -> Iterator[Seed]:
    for company, statement in _statements(case)[:1]:
        once, again = f"{_spoken(statement)}.", f"At {company}, {_spoken(statement)}."
        yield Seed("told twice in the letter", _letter_with(draft, once, again), "letter", statement)
        points = [f"{statement}.", f"{company}: {statement}.", *draft.interview_talking_points][:5]
        changed = draft.model_copy(update={"interview_talking_points": points})
        yield Seed("told twice in the talking points", changed, "points", statement)


def _flags(case: Case, draft: ProDraft) -> Iterator[Seed]:
    shown = [
        item
        for group in draft.skills
        for item in group.items
        if item in case.job.text and item in case.resume.text
    ]
    for item in shown[:1]:
        entry = KeywordCheck(keyword=item, found=False, suggestion=f"Add {item} if you have it.")
        others = [check for check in draft.keyword_checklist if check.keyword.casefold() != item.casefold()]
        changed = draft.model_copy(update={"keyword_checklist": [entry, *others]})
        yield Seed("a shown skill marked missing", changed, "checklist", item)


def _years(case: Case, draft: ProDraft) -> Iterator[Seed]:
    found = re.search(r"\b(\d{1,2})\+? years of experience", case.resume.text)
    if found and int(found[1]) > 2:
        summary = f"{draft.professional_summary} Brings {found[1]} years of experience."
        sentence = f"I bring {int(found[1]) - 1} years of experience."
        changed = _letter_with(draft, sentence).model_copy(update={"professional_summary": summary})
        yield Seed("years counted differently", changed, "letter", sentence)


def left(seed: Seed, refined: Refined) -> bool:
    """Whether the fault still stands in the output."""
    output = refined.output
    letter = " ".join(output.cover_letter.paragraphs)
    if seed.kind == "a shown skill marked missing":
        return any(c.keyword == seed.sentence and not c.found for c in output.keyword_checklist)
    if seed.kind.startswith("told twice"):
        texts = [letter] if seed.where == "letter" else [" ".join(output.interview_talking_points or [])]
        return any(_times(seed.sentence, text) > 1 for text in texts)
    return _plain(seed.sentence) in _plain(letter)


def _times(statement: str, text: str) -> int:
    """How often the text tells the statement: its last words, because verbs change their form."""
    tail = " ".join(_plain(statement).split()[-_LEAST_WORDS:])
    return _plain(text).count(tail)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def main() -> int:
    """Seed, refine, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("RESUMEMATE_CORPUS"))
    parser.add_argument("--json", action="store_true", help="the table as JSON")
    parser.add_argument("--verbose", action="store_true", help="every fault that is left, with its text")
    options = parser.parse_args()
    seeded: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    cases = 0
    for source in sources(Path(options.corpus) if options.corpus else None):
        case = load(source)
        if case is None:
            continue
        cases += 1
        for seed in seeds(case, assembled(case.resume, case.job, case.draft)):
            seeded[seed.kind] += 1
            if left(seed, refine(seed.draft, case.resume, case.job)):
                standing[seed.kind] += 1
                if options.verbose:
                    print(f"{case.name}: {seed.kind}: {seed.sentence}", file=sys.stderr)
    if options.json:
        print(json.dumps({"cases": cases, "seeded": seeded, "left": standing}))
    else:
        print(f"{cases} cases, {seeded.total()} seeded, {standing.total()} left")
        for kind, count in seeded.most_common():
            print(f"  {kind:36} {count:5} seeded {standing[kind]:5} left")
    return 1 if standing.total() else 0


if __name__ == "__main__":
    sys.exit(main())
