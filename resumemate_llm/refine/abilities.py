"""What a sentence says that somebody can do, has used or has studied, whether its words look like names or
not ("skilled in conveyancing", "a degree in logistics")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .everyday import EVERYDAY
from .evidence import Evidence
from .words import STOP_WORDS, sign, words

_KEYS = ("in ", "with", "of ", "us", "know", "famil", "skill", "experience", "to ", "for ")
_ABLE = re.compile(
    r"\b(?:(?:skilled|proficient|experienced|fluent|trained|expert|adept|versed|certified|qualified|competent"
    r"|speciali[sz](?:es?|ed|ing)|licensed) (?:in|at|with)"
    r"|(?:experience|expertise|proficiency|skills?|background|command|training|mastery|fluency|knowledge"
    r"|understanding|track record|strengths?) (?:in|with|of)"
    r"|(?:have|has|had|i|also) used|using|familiar(?:ity)? with|worked (?:with|in)|licen[cs]e (?:in|for|to)"
    r"|certificat(?:e|ion) in)\s+(?P<what>[^.;:()?!]*)"
)
_OWN = re.compile(
    r"\b(?:my|your) ((?:[\w+#.-]+ ){1,3}?)(?:skills?|experience|expertise|certifications?|background)\b"
)
_END = re.compile(
    r"\b(?:for|to|at|when|that|which|who|where|from|by|on|while|because|across|during|after|before|since|as|so"
    r"|stands?|helps?|is|are|was|were|will|would|makes?|gives?|i|we|they|it)\b"
)
_STUDIED = re.compile(
    r"\b(?:degree|bachelor['’]?s?|master['’]?s?|masters|diploma|doctorate|ph\.?d\.?|b\.?sc|m\.?sc|b\.?a|m\.?a|certificate"
    r"|certification)(?: degree| of arts| of science| of business)?(?: \(\w+\))? in ((?:[\w&-]+[ ]?){1,4})"
)


def unshown_ability(small: str, evidence: Evidence) -> str | None:
    """The first ability or subject that a sentence, in small letters, claims and the resume shows no word of."""
    return next(_unshown(small, evidence), None)


def _unshown(small: str, evidence: Evidence) -> Iterator[str]:
    if any(key in small for key in _KEYS):
        for match in _ABLE.finditer(small):
            yield from _unknown(_END.split(match["what"], maxsplit=1)[0], evidence)
        for match in _STUDIED.finditer(small):
            yield from _not_studied(match[1], evidence)
    for match in _OWN.finditer(small):
        yield from _unknown(match[1], evidence)


def _unknown(text: str, evidence: Evidence) -> Iterator[str]:
    for word in words(text):
        known = word in STOP_WORDS or sign(word) in EVERYDAY or sign(word) in evidence.basis.stems
        if not known and not evidence.shows(word):
            yield word


def _not_studied(text: str, evidence: Evidence) -> Iterator[str]:
    """The first word of the subject, where no degree, certificate or other section holds it."""
    subject = [w for w in words(text) if w not in STOP_WORDS][:1]
    yield from (w for w in subject if sign(w) not in evidence.studied)
