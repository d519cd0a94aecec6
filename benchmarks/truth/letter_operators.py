"""Operators that spoil the letter: its shape, its company, its names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.honesty import flat
from resumemate_llm.schema import ProOutput

from .cases import Case
from .edits import with_letter
from .fact_operators import COMPANIES
from .judge import Fault, standing
from .operators import Mutant, operator

NAMES = ("John Doe", "Marguerite Okonkwo-Hale", "Jane A. Smith")
_GREETING = re.compile(
    r"^(?:dear|to whom|hello|hi|sehr|madame|estimad|beste|geachte|gentile|prezad|szanowni)\b", re.IGNORECASE
)
_CLOSING = re.compile(
    r"\b(?:kind|best|warm) regards|yours (?:sincerely|faithfully)|^sincerely", re.IGNORECASE | re.MULTILINE
)


def shape(case: Case) -> Fault:
    """A letter that has not four paragraphs, one greeting, one sign-off with the candidate's name."""

    def look(output: ProOutput) -> str | None:
        paragraphs = output.cover_letter.paragraphs
        lines = [line.strip() for p in paragraphs for line in p.split("\n")]
        if len(paragraphs) != 4 or not all(p.strip() for p in paragraphs):
            return f"{len(paragraphs)} paragraphs"
        if sum(bool(_GREETING.match(line)) for line in lines) != 1 or not _GREETING.match(lines[0]):
            return "not one greeting"
        closings = len(_CLOSING.findall("\n".join(paragraphs)))
        if closings > 1 or (case.resume.language == "en" and not closings):
            return f"{closings} sign-offs"
        return None if _is_signed(lines[-1], case.profile.name) else "not signed with the name"

    return look


def _is_signed(line: str, name: str) -> bool:
    """Whether the last line is the candidate's name, at most without a title or a nickname."""
    own, written = (re.findall(r"[\w'’-]+", flat(text)) for text in (name, line))
    return not own or (written[-1:] == own[-1:] and set(written) <= set(own))


def _parts(case: Case) -> tuple[str, list[str], str]:
    """Greeting, four bodies and sign-off of the unbroken letter."""
    first, *middle, last = case.letter
    greeting, _, opening = first.partition("\n")
    body, _, closing = last.partition("\n")
    return greeting, [opening, *middle, body], closing


@operator("wording")
def letter_of_other_shape(case: Case) -> Iterator[Mutant]:
    """Three, five and six paragraphs, none, greetings and sign-offs alone, twice or not at all."""
    greeting, bodies, closing = _parts(case)
    one, two, three, four = bodies
    letters = {
        "three": [f"{greeting}\n{one}", f"{two} {three}", f"{four}\n{closing}"],
        "five": [f"{greeting}\n{one}", two, three, "Thank you for reading.", f"{four}\n{closing}"],
        "six": [greeting, one, two, three, four, closing],
        "seven": [greeting, one, two, "", three, four, closing],
        "one": [f"{greeting}\n{one}\n\n{two}\n\n{three}\n\n{four}\n{closing}"],
        "none": [],
        "two greetings": [f"{greeting}\n{one}", f"Dear Sir or Madam, {two}", three, f"{four}\n{closing}"],
        "two sign-offs": [
            f"{greeting}\n{one}",
            two,
            f"{three}\nBest regards,\n{case.profile.name}",
            f"{four}\n{closing}",
        ],
        "no sign-off": [f"{greeting}\n{one}", two, three, four],
        "no greeting": [one, two, three, f"{four}\n{closing}"],
        "every paragraph twice": [f"{greeting}\n{one}", one, two, two, f"{four}\n{closing}"],
        "sign-off without name": [
            f"{greeting}\n{one}",
            two,
            three,
            f"{four}\n{closing.splitlines()[0] if closing else ''}",
        ],
    }
    for name in case.some(list(letters), 8):
        yield Mutant(with_letter(case.draft, letters[name]), shape(case), name)


@operator("fact")
def letter_to_another_company(case: Case) -> Iterator[Mutant]:
    """The company of another application in place of the job's."""
    company = case.job.profile.company
    if not company or flat(company) not in flat(" ".join(case.letter)):
        return
    for other in case.some([c for c in COMPANIES if case.lacks(c)], 2):
        everywhere = [re.sub(re.escape(company), other, p, flags=re.IGNORECASE) for p in case.letter]
        yield Mutant(with_letter(case.draft, everywhere), standing(other), f"everywhere {other}")
        closing = [
            *case.letter[:3],
            f"I would be excited to join {other}.\n{case.letter[3].partition(chr(10))[2]}",
        ]
        yield Mutant(with_letter(case.draft, closing), standing(other), f"to join {other}")
        opening = [f"Dear {other} Hiring Team,\n{case.letter[0].partition(chr(10))[2]}", *case.letter[1:]]
        yield Mutant(with_letter(case.draft, opening), standing(other), f"greets {other}")


@operator("fact")
def letter_with_another_name(case: Case) -> Iterator[Mutant]:
    """Another candidate's name under the letter or in it, and an invented addressee."""
    name = case.profile.name
    for other in case.some([n for n in NAMES if case.lacks(n)], 2):
        if name and name in case.letter[3]:
            signed = [*case.letter[:3], case.letter[3].replace(name, other)]
            yield Mutant(with_letter(case.draft, signed), standing(other), f"signed {other}")
        told = [case.letter[0], f"My name is {other}. {case.letter[1]}", *case.letter[2:]]
        yield Mutant(with_letter(case.draft, told), standing(other), f"told: {other}")
        greeting = [f"Dear {other},\n{case.letter[0].partition(chr(10))[2]}", *case.letter[1:]]
        yield Mutant(with_letter(case.draft, greeting), standing(other), f"to {other}")
