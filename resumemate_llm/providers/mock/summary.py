"""Headline, professional summary, and the short analysis that heads the draft."""

from __future__ import annotations

import re

from ...text.numbers import numbers_in
from ...text.sentences import split_sentences
from ...text.terms import unique_terms
from .evidence import Ranked, has_role
from .material import Material
from .phrases import Phrases
from .sentences import third_person
from .skills import labels
from .wording import calm, employer, sentence, title_in_text

_MAX_HEADLINE = 90
_MAX_OWN_HEADLINE = 60

_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|my|me|we|our|myself)\b", re.IGNORECASE)
_WISH = re.compile(
    r"\b(?:seek(?:ing|s)?|looking (?:for|to)|to obtain|to secure|objective|aspir(?:e|ing)|eager to|hoping|"
    r"wish(?:es)?|(?:position|role|opportunity|career) (?:with|in|at|where|as)|passionate|love|"
    r"proven track record)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"^(?:(?:a|an) )?(?:(?:highly|very|extremely)[ -]\w+|(?:results?|detail|goal|customer|data|success)[ -]"
    r"(?:oriented|driven|focused)|accomplished|ambitious|creative and innovative|creative|dedicated|"
    r"determined|driven|dynamic|energetic|enthusiastic|hard-?working|innovative|motivated|passionate|proactive|"
    r"seasoned|self-motivated|talented)(?:,? and |, | )(?=\w)",
    re.IGNORECASE,
)


def headline(material: Material, phrases: Phrases) -> str:
    """What the candidate is in their own words, and up to three things the job asks for and they show.
    The job's own title is never claimed."""
    own = own_title(material)
    if not own:
        own = " · ".join(material.profile.skills[:3])
        return own[:_MAX_HEADLINE] if own else _applicant(material, phrases)
    line = own
    separator = " | "
    listed = [entry.term for entry in material.usable if "skills" in entry.sections]
    for term in [material.say(term) for term in listed[:6]]:
        if term.casefold() in line.casefold() or len(line) + len(term) + 3 > _MAX_HEADLINE:
            continue
        if separator == ", " and line.count(", ") >= 2:
            break
        line += separator + (term[:1].upper() + term[1:] if separator == " | " else term)
        separator = ", "
    return line


def own_title(material: Material) -> str:
    """The candidate's headline where it is one, else the latest title, else the degree."""
    profile = material.profile
    stated = " ".join(profile.headline.split())
    if 0 < len(stated) <= _MAX_OWN_HEADLINE and not _WISH.search(stated) and not _FIRST_PERSON.search(stated):
        return calm(_without_praise(stated))
    if material.latest and material.latest.title:
        return title_in_text(material.latest.title)
    return next((entry.degree for entry in profile.education if entry.degree), "")


def _applicant(material: Material, phrases: Phrases) -> str:
    title = title_in_text(material.job.profile.title)
    return phrases.applicant.format(title=title) if title else phrases.applicant_plain


def professional_summary(material: Material, phrases: Phrases, ranked: Ranked) -> str:
    """Who, what the job asks for and the resume shows, and one thing they did. No pronouns, and years
    only where the resume states them or its dates add up to them."""
    parts = [
        _opening(material, phrases),
        _skills_line(material, phrases),
        _ownership(material, phrases, ranked),
    ]
    text = " ".join(part for part in parts if part)
    return text or phrases.profile_plain


def _opening(material: Material, phrases: Phrases) -> str:
    own = _own_sentence(material, phrases)
    if own:
        return own
    profile = material.profile
    title = title_in_text(material.latest.title) if material.latest else ""
    if not title:
        entry = next((e for e in profile.education if e.degree), None)
        if entry and entry.school:
            return sentence(
                phrases.profile_studied.format(degree=calm(entry.degree), school=calm(entry.school))
            )
        return sentence(entry.degree) if entry else ""
    lead = title
    if material.years >= 2 and not material.states_years:
        lead = phrases.profile_years.format(title=title, years=material.years)
    company = employer(material.latest.company) if material.latest else ""
    if company:
        template = phrases.profile_now if has_role(material, current=True) else phrases.profile_last
        lead = template.format(lead=lead, company=company)
    return sentence(lead)


def _own_sentence(material: Material, phrases: Phrases) -> str:
    """The first sentence of the candidate's own summary, where it describes and does not wish."""
    if material.resume.language != phrases.language:
        return ""
    first = next(iter(split_sentences(material.profile.summary)), "")
    if material.english:
        first = _without_praise(first)
    if first.isupper() or _FIRST_PERSON.search(first) or _WISH.search(first):
        return ""
    return sentence(first) if 5 <= len(first.split()) <= 36 else ""


def _without_praise(text: str) -> str:
    """ "Highly skilled Web Developer" as "Web Developer"."""
    while (match := _PRAISE.match(text)) and len(text[match.end() :].split()) >= 2:
        text = text[match.end() :]
    return text


def _skills_line(material: Material, phrases: Phrases) -> str:
    opening = _opening(material, phrases).casefold()
    terms = [entry for entry in material.usable if entry.term.casefold() not in opening]
    practised = [entry for entry in terms if entry.practised]
    chosen, template = (
        (practised, phrases.profile_experience) if len(practised) >= 2 else (terms, phrases.profile_skills)
    )
    words = [material.say(entry.term) for entry in chosen[:3]]
    if len(words) < 2:
        own = [label for skill in material.profile.skills for label in labels(skill)]
        words = unique_terms([*words, *(material.say(label) for label in own)])[:3]
        template = phrases.profile_skills
    return template.format(terms=phrases.listing(words)) if words else ""


def _ownership(material: Material, phrases: Phrases, ranked: Ranked) -> str:
    """One real thing the candidate did."""
    for statement in ranked.statements:
        if len(statement.text.split()) > 32:
            continue
        if not material.english or phrases.language != "en":
            if company := employer(statement.employer):
                quoted = phrases.quoted(statement.text.rstrip("."))
                return phrases.profile_quote.format(bullet=quoted, company=company)
            continue
        clause = ranked.clause(statement)
        stands = clause.kind == "fact" or (clause.kind == "was" and ":" in clause.text)
        told = clause.text if stands else third_person(statement.text, statement.tense)
        if told:
            return sentence(f"At {at}, {told}" if (at := employer(statement.employer)) else told)
    return ""


def analysis(material: Material, phrases: Phrases, ranked: Ranked) -> str:
    """Two or three sentences: how far resume and ad meet, the best line, what stays open. Without
    counts, so that every number in it is the candidate's own."""
    parts = [_fit(material, phrases)]
    best = ranked.best
    parts.append(
        phrases.analysis_evidence.format(bullet=phrases.quoted(best.text.rstrip(".")))
        if best
        else phrases.analysis_no_evidence
    )
    open_terms = [t for t in material.missing if material.is_competency(t) and not numbers_in(t)][:3]
    if open_terms:
        terms = phrases.listing([material.say(t) for t in open_terms])
        parts.append(phrases.analysis_missing.format(terms=terms))
    elif material.asked:
        parts.append(phrases.analysis_complete)
    return " ".join(parts)


def _fit(material: Material, phrases: Phrases) -> str:
    if not material.asked:
        return phrases.analysis_no_terms
    terms = material.competencies(3)
    if not terms:
        return phrases.analysis_none
    most = 2 * len(material.shown) >= len(material.asked)
    template = phrases.analysis_most if most else phrases.analysis_part
    return template.format(terms=phrases.listing(terms))
