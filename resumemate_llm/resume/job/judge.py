"""Whether a text is a job ad at all, before anything is read from it."""

from __future__ import annotations

import re
from collections import Counter

from ...errors import EmptyDocument, JobRejected
from .sections import Kind, heading_kind

_WORD = re.compile(r"[^\W\d_]+")
_LOREM = frozenset(
    "lorem ipsum dolor sit amet consectetur adipiscing elit eiusmod tempor incididunt labore dolore magna "
    "aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip commodo consequat duis "
    "aute irure reprehenderit voluptate velit esse cillum fugiat nulla pariatur excepteur sint occaecat "
    "cupidatat proident sunt culpa officia deserunt mollit anim laborum vestibulum pellentesque curabitur "
    "vivamus phasellus suspendisse".split()
)
_KEYBOARD = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1234567890",
)
_REPEATED = re.compile(r"(.)\1{3,}|(..)\2{3,}|(...)\3{2,}", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouyàâäáãåæèéêëìíîïòóôöõøùúûüýăąęœ]", re.IGNORECASE)
_LIST_LINE = re.compile(r"^\s*(?:[•●▪◦■*\-–·o✓]|\d{1,2}[.)])\s+\S", re.MULTILINE)
_FIX = "Paste the whole ad: its title, what the job involves and what it asks for."

SHORT_WORDS = 40
"""Below this many words a text needs a structure (a list, a heading, a labelled line) to be accepted."""
LEAST_WORDS = 8
"""Below this many words nothing is accepted."""

SHORT_WARNING = "The job text is short; few requirements could be read from it."


def judge(text: str) -> tuple[str, ...]:
    """Warnings about a text that is accepted as a job ad.

    Raises `EmptyDocument` for a text without letters, `JobRejected` with the reason for gibberish, filler
    text, and a text that is short and has no structure.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if not words:
        raise EmptyDocument("holds no text.", source="job", fix=_FIX)
    if _is_lorem(words):
        raise JobRejected("is filler text (lorem ipsum), not a job ad.", source="job", fix=_FIX)
    if _is_gibberish(text, words):
        raise JobRejected(
            "looks like repeated characters or keyboard noise, not a job ad.", source="job", fix=_FIX
        )
    if len(words) >= SHORT_WORDS:
        return ()
    if len(words) < LEAST_WORDS or not _has_structure(text):
        raise JobRejected(
            f"has {len(words)} words and no list, heading or labelled line: too little to tailor a resume to.",
            source="job",
            fix=_FIX,
        )
    return (SHORT_WARNING,)


def _is_lorem(words: list[str]) -> bool:
    filler = sum(word in _LOREM for word in words)
    return len(set(words) & _LOREM) >= 4 and filler >= 0.3 * len(words)


def _is_gibberish(text: str, words: list[str]) -> bool:
    """Repeated characters, keyboard rows, words without vowels, or a few words over and over."""
    latin = [word for word in words if word.isascii()]
    noisy = sum(_is_noise(word) for word in latin)
    if latin and noisy >= 0.3 * len(words):
        return True
    commonest = Counter(words).most_common(3)
    if len(words) >= 12 and sum(count for _, count in commonest) >= 0.7 * len(words):
        return True
    if len(words) >= 40 and len(set(words)) < 0.04 * len(words) + 6:
        return True
    letters = sum(len(word) for word in words)
    solid = sum(not char.isspace() for char in text)
    return letters < 0.35 * solid and len(words) < 200


def _is_noise(word: str) -> bool:
    if _REPEATED.search(word):
        return True
    if len(word) >= 5 and any(word in row or word[::-1] in row for row in _KEYBOARD):
        return True
    if len(word) >= 4 and any(row[:4] in word or row[1:5] in word for row in _KEYBOARD[:3]):
        return word not in {"property"}
    return len(word) >= 6 and not _VOWELS.search(word)


def _has_structure(text: str) -> bool:
    if len(_LIST_LINE.findall(text)) >= 2:
        return True
    labels = re.findall(r"^\W*([^\n:]{2,40}):", text, re.MULTILINE)
    if any(
        heading_kind(label) in (Kind.REQUIRED, Kind.PREFERRED, Kind.DUTIES, Kind.SKILLS) for label in labels
    ):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= 4


_RESUME_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"^\W*(?:curriculum vitae|resume|résumé|cv|lebenslauf)\W*$",
        r"^\W*(?:(?:work|professional|relevant|employment) )?(?:experience|employment|work history|career history|"
        r"employment history|berufserfahrung|expérience(?:s)?(?: professionnelles?)?|experiencia(?: laboral)?)\W*$",
        r"^\W*(?:education|academic background|ausbildung|formation|educación|istruzione|references|referees|"
        r"certifications?|projects|volunteering|hobbies|interests|publications)\W*$",
        r"^\W*(?:professional summary|career objective|objective|personal statement|personal profile)\W*:?\s*$",
    )
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\s*(?:[-–—]|to|until|bis|à)\s*(?:[A-Za-zé.]{3,12}\s+)?(?:(?:19|20)\d\d|present|current|now|heute|"
    r"date|today|aujourd)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+?\d[\d ().-]{8,}\d)|linkedin\.com/in/|github\.com/")
_JOB_SIGNS = re.compile(
    r"\b(?:we are (?:looking|seeking|hiring)|we're (?:looking|seeking|hiring)|you will|you'll|you have|you bring|"
    r"the (?:successful|ideal) candidate|candidates?\b|applicants?\b|responsibilities include|we offer|equal opportunit|"
    r"to apply|apply now|our client|join (?:our|us|the)|about the (?:role|job)|job description|requirements|qualifications|"
    r"what you.ll do|must have|nice to have|wir suchen|wir bieten|nous recherchons|recherche|buscamos|cerchiamo|"
    r"vacancy|annual salary|salary range|closing date|ihr profil|votre profil|vos missions)",
    re.IGNORECASE,
)


def looks_like_resume(text: str) -> bool:
    """Whether a text reads like somebody's resume: its headings, dated positions, contact data.

    For warnings about swapped arguments only; a doubtful text is no resume.
    """
    return _resume_score(text) >= 3 and _resume_score(text) > _job_score(text)


def looks_like_job(text: str) -> bool:
    """Whether a text reads like a job ad: it speaks to applicants and states requirements.

    For warnings about swapped arguments only; a doubtful text is no job.
    """
    return _job_score(text) >= 3 and _job_score(text) > _resume_score(text)


def _resume_score(text: str) -> float:
    head = text[:600]
    score = sum(bool(sign.search(text)) for sign in _RESUME_SIGNS) * 1.0
    score += min(3, len(_DATED.findall(text)))
    score += 1.5 * bool(_CONTACT.search(head))
    return score


def _job_score(text: str) -> float:
    found = {match.group().lower() for match in _JOB_SIGNS.finditer(text)}
    return min(6, len(found)) * 1.0
