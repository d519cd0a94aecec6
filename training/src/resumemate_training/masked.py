"""Reading an example again: its contact data is masked, and stand-ins let the parser see where it was.

"Analyst, Harbour Ltd, [ADDRESS]" is parsed as an employer with an odd name; with a town in the place of the
token it is parsed as it was before masking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from resumemate_llm.prompts import ContactMask
from resumemate_llm.schema import ParsedJob, ParsedResume

from .data.pairs import Pair
from .errors import DataError
from .examples import Example

_TOKEN = re.compile(r"\[(EMAIL|PHONE|LINK|ADDRESS)(?:-(\d+))?\]")
_FIRST: Final = {
    "EMAIL": "stand.in@mail.example",
    "PHONE": "(555) 555-0100",
    "LINK": "linkedin.com/in/stand-in-example",
    "ADDRESS": "Dayton, OH",
}
_FURTHER: Final = {
    "EMAIL": "stand.in.{}@mail.example",
    "PHONE": "(555) 555-01{:0>2}",
    "LINK": "linkedin.com/in/stand-in-{}-example",
    "ADDRESS": "{} Maple Street, Dayton, OH 45402",
}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An example's texts parsed, with stand-ins for what is masked; `mask` turns them back into tokens."""

    resume: ParsedResume
    job: ParsedJob
    mask: ContactMask


def read(example: Example, source: str) -> Reading:
    """Parse an example's resume and job. `source` names it in messages.

    Raises `DataError` where they cannot be told apart or cannot be used.
    """
    texts = example.texts()
    if texts is None:
        fix = "ask it anew: resumemate-train data import --reprompt"
        raise DataError("its resume and job cannot be told apart", path=source, fix=fix)
    found = _TOKEN.findall("\n".join(texts))
    mask = ContactMask({_token(kind, number): _stand_in(kind, number) for kind, number in found})
    resume, job = (mask.restore(text) for text in texts)
    parsed = Pair(domain=example.domain, resume=resume, job=job, source=source).parsed()
    return Reading(resume=parsed[0], job=parsed[1], mask=mask)


def _token(kind: str, number: str) -> str:
    return f"[{kind}-{number}]" if number else f"[{kind}]"


def _stand_in(kind: str, number: str) -> str:
    return _FURTHER[kind].format(number) if number else _FIRST[kind]
