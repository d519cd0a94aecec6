"""Reading a job ad: judge the text, then find its title, company, terms and duties."""

from __future__ import annotations

from ...schema.profiles import JobProfile, ParsedJob
from ...text.language import detect
from ...text.terms import TermIndex, has_term
from ..family import classify
from .company import find_company
from .headings import Kind
from .judge import judge, looks_like_job, looks_like_resume
from .keywords import Term, find_terms, rank, skills
from .phrases import Grade
from .sections import Line, read_lines
from .title import announces, find_seniority, find_title

__all__ = ["RESUME_WARNING", "looks_like_job", "looks_like_resume", "parse_job"]

RESUME_WARNING = "The job text looks like a resume; were resume and job swapped?"
MAX_RESPONSIBILITIES = 25
_FEWEST_WORDS = 3


def parse_job(text: str, *, name: str = "job") -> ParsedJob:
    """What a job ad asks for, in its own words. Errors call the text `name`.

    Raises `EmptyDocument` for a text without words and `JobRejected`, with the reason, for a text that is
    no job ad. A short but structured text, and one that looks like a resume, are accepted with a warning.
    Every keyword and skill occurs in the ad (`text.terms.find_term`). A title, company or seniority that the
    ad does not state is "" or None.
    """
    warnings = list(judge(text, name=name))
    if looks_like_resume(text):
        warnings.append(RESUME_WARNING)
    language = detect(text)
    lines = read_lines(text)
    title = find_title(lines)
    company = find_company(lines, title)
    index = TermIndex(text)
    found = find_terms(lines, title, language).values()
    terms = [term for term in found if term.text in index and not _names(term, company)]
    required, preferred = skills(terms)
    profile = JobProfile(
        title=title,
        company=company,
        required_skills=required,
        preferred_skills=preferred,
        responsibilities=_responsibilities(lines),
        keywords=rank(terms),
        seniority_level=find_seniority(title, lines),
    )
    family, confidence = classify(profile)
    return ParsedJob(
        text=text,
        profile=profile,
        family=family,
        family_confidence=confidence,
        language=language,
        warnings=tuple(warnings),
    )


def _names(term: Term, company: str) -> bool:
    """Whether a term is the employer's name or begins with it ("Acme Robotics offers")."""
    if not company:
        return False
    begins = term.grade is not Grade.KNOWN and term.text.split()[0] == company.split(maxsplit=1)[0]
    return begins or has_term(company, term.text)


def _responsibilities(lines: list[Line]) -> list[str]:
    """The duties, one a line; a long sentence that lists them by semicolons is cut into its parts."""
    found: list[str] = []
    for line in lines:
        if line.kind is not Kind.DUTIES or announces(line.text):
            continue
        parts = [part.strip() for part in line.text.split(";")]
        found += parts if len(parts) > 2 else [line.text]
    told = (text for text in found if len(text.split()) >= _FEWEST_WORDS)
    return list(dict.fromkeys(told))[:MAX_RESPONSIBILITIES]
