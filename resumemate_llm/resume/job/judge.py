"""Whether a text is a job ad at all, before anything is read from it."""

from __future__ import annotations

import re
from collections import Counter

from ...errors import EmptyDocument, JobRejected
from ...text.patterns import any_of
from .headings import Kind, heading_kind

SHORT_WORDS = 40
"""Below this many words a text needs a structure (a list, a heading, a labelled line) to be accepted."""
LEAST_WORDS = 5
"""Below this many words nothing is accepted."""
SHORT_WARNING = "The job text is short; few requirements could be read from it."

_FIX = "Paste the whole ad: its title, what the job involves and what it asks for."
_WORD = re.compile(r"[^\W\d_]+")
_LOREM = frozenset(
    """
    lorem ipsum dolor sit amet consectetur adipiscing elit eiusmod tempor incididunt labore dolore magna
    aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip commodo consequat duis
    aute irure reprehenderit voluptate velit esse cillum fugiat nulla pariatur excepteur sint occaecat
    cupidatat proident sunt culpa officia deserunt mollit anim laborum vestibulum pellentesque curabitur
    vivamus phasellus suspendisse
    """.split()
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "qsdfghjklm")
_RUNS = {row[at : at + 4] for keys in _ROWS for row in (keys, keys[::-1]) for at in range(len(row) - 3)}
_IN_REAL_WORDS = frozenset("rewq fdsa poiu uiop erty rtyu tyui zert wert trew rewt".split())
_NOISE = re.compile(
    r"^(?:\w*(\w)\1{3}\w*|(\w\w)\2{3}\w*|(\w\w\w)\3{2}\w*|[bcdfghjklmnpqrstvwxz]{6,}"
    rf"|\w*(?:{'|'.join(sorted(_RUNS - _IN_REAL_WORDS))})\w*)$",
    re.MULTILINE,
)
_LIST_LINE = re.compile(r"^[ \t]*(?:[•●▪◦■*\-–·o✓]|\d{1,2}[.)])[ \t]+\S", re.MULTILINE)
_LABEL = re.compile(r"(?:^|[.!?]\s)([^\n:.!?]{2,40}):", re.MULTILINE)


def judge(text: str, *, name: str = "job") -> tuple[str, ...]:
    """Warnings about a text that is accepted as a job ad. Errors call it `name`.

    Raises `EmptyDocument` for a text without words, `JobRejected` with the reason for gibberish, filler
    text, and a text that is short and has no structure.
    """
    words = _WORD.findall(text.lower())
    if not words:
        raise EmptyDocument("holds no words.", source=name, fix=_FIX)
    counts = Counter(words)
    if _is_lorem(counts):
        raise JobRejected("is filler text (lorem ipsum), not a job ad.", source=name, fix=_FIX)
    if _is_gibberish(text, counts):
        raise JobRejected("is repeated characters or keyboard noise, not a job ad.", source=name, fix=_FIX)
    if len(words) >= SHORT_WORDS:
        return ()
    if len(words) < LEAST_WORDS or not _has_structure(text):
        what = f"has {len(words)} words and no list, heading or labelled line: too little to work with."
        raise JobRejected(what, source=name, fix=_FIX)
    return (SHORT_WARNING,)


def _is_lorem(counts: Counter[str]) -> bool:
    filler = counts.keys() & _LOREM
    return len(filler) >= 4 and sum(counts[word] for word in filler) >= 0.3 * counts.total()


def _is_gibberish(text: str, counts: Counter[str]) -> bool:
    """Repeated characters, keyboard rows, words without vowels, or a few words over and over."""
    total = counts.total()
    noise = [match.group() for match in _NOISE.finditer("\n".join(counts))]
    if sum(counts[word] for word in noise) >= 0.3 * total:
        return True
    if total >= 12 and sum(count for _, count in counts.most_common(3)) >= 0.7 * total:
        return True
    if total >= SHORT_WORDS and len(counts) < 0.04 * total + 6:
        return True
    solid = len(text) - sum(map(text.count, " \n\t\r"))
    return total < 200 and sum(len(word) * count for word, count in counts.items()) < 0.35 * solid


def _has_structure(text: str) -> bool:
    if len(_LIST_LINE.findall(text)) >= 2:
        return True
    wanted = (Kind.REQUIRED, Kind.PREFERRED, Kind.DUTIES, Kind.SKILLS)
    if any(heading_kind(label) in wanted for label in _LABEL.findall(text)):
        return True
    return sum(bool(line.strip()) for line in text.splitlines()) >= 4


_RESUME_SIGNS = tuple(
    re.compile(rf"^[^\w\n]{{0,9}}(?:{any_of(headings)})[^\w\n]{{0,9}}$", re.IGNORECASE | re.MULTILINE)
    for headings in (
        "curriculum vitae; resume; résumé; cv; lebenslauf",
        "(?:(?:work|professional|relevant|employment) )?(?:experience|employment);"
        "(?:work|career|employment) history; berufserfahrung; expériences?(?: professionnelles?)?;"
        "experiencia(?: laboral)?; esperienze? lavorativ[ea]",
        "education; academic background; ausbildung; formation; educación; istruzione; references; referees;"
        "certifications?; projects; volunteering; hobbies; interests; publications",
        "professional summary; career objective; objective; personal statement; personal profile",
    )
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\s*(?:[-–—]|to|until|bis|à)\s*(?:[A-Za-zé.]{3,12}\s+)?"
    r"(?:(?:19|20)\d\d|present|current|now|heute|date|today|aujourd)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|\+?\d[\d ().-]{8,20}\d|linkedin\.com/in/|github\.com/")
_JOB_WORDS = any_of(
    "we(?: a|['’])re (?:looking|seeking|hiring); you will; you['’]ll; you have; you bring;"
    r"the (?:successful|ideal) candidate; candidates?\b; applicants?\b; responsibilities include; we offer;"
    "equal opportunit; to apply; apply now; our client; join (?:our|us|the); about the (?:role|job);"
    "job description; requirements; qualifications; what you.ll do; must have; nice to have; wir suchen;"
    "wir bieten; nous recherchons; recherche; buscamos; cerchiamo; vacancy; annual salary; salary range;"
    "closing date; ihr profil; votre profil; vos missions"
)
_JOB_SIGNS = re.compile(rf"(?<!\w)(?:{_JOB_WORDS})")
_ENOUGH = 3.0


def looks_like_resume(text: str) -> bool:
    """Whether a text reads like somebody's resume: its headings, dated positions, contact data.

    For warnings about swapped arguments only; a doubtful text is no resume.
    """
    return _resume_score(text) >= max(_ENOUGH, _job_score(text) + 0.5)


def looks_like_job(text: str) -> bool:
    """Whether a text reads like a job ad: it speaks to applicants and states requirements.

    For warnings about swapped arguments only; a doubtful text is no job.
    """
    return _job_score(text) >= max(_ENOUGH, _resume_score(text) + 0.5)


def _resume_score(text: str) -> float:
    signs = sum(bool(sign.search(text)) for sign in _RESUME_SIGNS)
    dates = min(3, len(_DATED.findall(text)))
    return signs + dates + 1.5 * bool(_CONTACT.search(text[:600]))


def _job_score(text: str) -> float:
    return float(min(6, len(set(_JOB_SIGNS.findall(text.lower())))))
