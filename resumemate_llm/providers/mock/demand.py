"""What the job asks for, as terms that can be looked for and talked about."""

from __future__ import annotations

import re

from ...schema import ParsedJob
from ...text.terms import fold_term, tokens, unique_terms
from ...text.verb_table import AGENT_NOUNS

_MAX_TERM_WORDS = 5
_MAX_ASKED = 30
_YEARS = re.compile(r"\d\s*\+?\s*(?:years?|yrs?|jahren?|ans|años|anni|jaar|lat|ani|anos)\b", re.IGNORECASE)


def asked_terms(job: ParsedJob) -> tuple[str, ...]:
    """The job's terms in order of importance: keywords, then required and preferred skills; whole
    requirement lines are no terms."""
    ad = job.profile
    terms = [*ad.keywords, *ad.required_skills, *ad.preferred_skills]
    short = (term.strip() for term in terms if 1 <= len(term.split()) <= _MAX_TERM_WORDS)
    whole = (term for term in short if term.count("(") == term.count(")") and not _YEARS.search(term))
    return tuple(unique_terms(whole)[:_MAX_ASKED])


def is_competency(term: str, job: ParsedJob) -> bool:
    """Whether `term` can stand in a sentence about what somebody can do: not the employer, the job's own
    title, an occupation, a place, a number of years or a phrase of the job market."""
    words = fold_term(term)
    if not words or len(words) > _MAX_LABEL_WORDS or any(word.isdigit() for word in words):
        return False
    if words[-1] in AGENT_NOUNS:
        return False
    folded = frozenset(words)
    own = (fold_term(job.profile.company), fold_term(job.profile.title))
    return not any(folded.issubset(known) for known in (*own, _MARKET_WORDS | _RANKS, _PLACES))


def same_work(title: str, other: str) -> bool:
    """Whether two titles name the same kind of work, whatever the rank."""
    return not _work(title).isdisjoint(_work(other))


def _work(title: str) -> frozenset[str]:
    words = (token.folded for token in tokens(title))
    return frozenset(_SAME_WORK.get(word, word) for word in words if word not in _RANKS)


_SAME_WORK = {
    word: line.split()[0]
    for line in """
    software back backend coder developer development end front frontend full fullstack programmer stack web
    nurse nursing rn rgn lpn lvn
    teacher instructor lecturer professor teaching tutor educator
    accountant accounting accounts bookkeeper bookkeeping cpa
    sale seller telesale
    solicitor attorney counsel lawyer legal paralegal
    chef cook kitchen
    electrician electrical
    plumber plumbing
    carpenter carpentry joiner
    driver driving operator
    design designer ux ui
    market marketing brand communication
    store retail shop
    """.strip().splitlines()
    for word in line.split()
}


_MARKET_WORDS = frozenset(
    """
    ability accredited apprenticeship ba bachelor benefit bilingual bonus bsc business candidate career
    certificate certification client clients colleague college communication company competitive computer
    customer day degree detail diploma driven dynamic education eligible employee employer employment
    english environment equal excellent experience fast flexible fluent full gcse good great growth hands-on
    high hour hybrid individual industry insurance internet job junior knowledge level licence license
    location ma manager master month motivated msc multilingual new office on-site opportunity organisation
    organization paced part passion people permanent person ph.d phd player position preferred professional
    quality registration remote required requirement resume role salary school senior service shift site
    skill staff state strong system team telephone time training university vacancy week work worker working
    year
    """.split()
)
_PLACES = frozenset(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
    mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma
    oregon pennsylvania rhode island tennessee texas utah vermont virginia washington wisconsin wyoming new
    north south east west northern southern eastern western midlands england scotland wales ireland britain
    kingdom united states america usa uk us europe germany france spain italy netherlands poland romania
    portugal australia zealand canada india london deutschland españa italia polska românia nederland
    queensland victoria wale remote hybrid onsite
    """.split()
)
_MAX_LABEL_WORDS = 4
_RANKS = frozenset(
    """
    administrator analyst and assistant associate chief consultant coordinator deputy director engineer
    executive for graduate head i ii iii intern junior lead leader manager of officer principal
    representative senior specialist staff supervisor team technician the trainee worker
    """.split()
)
