"""Which phrases a language has to offer.

Placeholders in braces are filled with the candidate's or the ad's own words; wherever their grammar is
unknown the phrase frames them (a quotation, a list after a colon) instead of inflecting them. No phrase
holds a number word: every number of a draft has to come from the resume.
"""

from __future__ import annotations

from dataclasses import dataclass

Options = tuple[str, ...]
"""Phrasings that are equally good; the texts' content decides which one stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FramedLetter:
    """A letter that quotes the candidate instead of conjugating them, for languages without verb tables."""

    greeting: str
    role_at: Options  # {title} {company}
    role: Options  # {title}
    company: Options  # {company}
    neither: Options
    now: str  # {title} {company}
    last: str  # {title} {company}
    title_only: str  # {title}
    studied: str  # {degree} {school}
    offers: Options  # {terms}
    first: Options  # {bullet} {company}
    first_unnamed: str  # {bullet}
    second: Options  # {bullet} {company}
    second_unnamed: str  # {bullet}
    skills: str  # {terms}
    people: Options  # {bullet}
    more: str  # {bullet}
    certificates: str  # {terms}
    education: str  # {degree} {school}
    nothing_more: str
    interest: Options  # {terms}
    interest_plain: str
    talk: Options
    sign_off: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """Everything the writer says in its own words, in one language."""

    language: str
    conjunction: str
    quotes: tuple[str, str]
    letter: FramedLetter | None  # None: the language has a letter writer of its own

    # headings
    skills_asked: str
    skills_further: str
    skills_plain: str
    skills_languages: str
    skills_from_roles: str
    sections: dict[str, str]
    applicant: str  # {title}
    applicant_plain: str

    # professional summary
    profile_years: str  # {title} {years}
    profile_now: str  # {lead} {company}
    profile_last: str  # {lead} {company}
    profile_studied: str  # {degree} {school}
    profile_experience: str  # {terms}
    profile_skills: str  # {terms}
    profile_quote: str  # {bullet} {company}
    profile_plain: str

    # analysis
    analysis_most: str  # {terms}
    analysis_part: str  # {terms}
    analysis_none: str
    analysis_no_terms: str
    analysis_evidence: str  # {bullet}
    analysis_no_evidence: str
    analysis_missing: str  # {terms}
    analysis_complete: str

    # keywords
    keyword_missing: str  # {term}
    keyword_listed_only: str  # {section}

    # feedback
    feedback_best: str  # {bullet}
    feedback_shown: str  # {terms}
    feedback_listed_only: str  # {terms}
    feedback_figures: str  # {count} {total}
    feedback_many_figures: str  # {count} {total}
    feedback_duty: str  # {bullet}
    feedback_long: str  # {bullet}
    feedback_no_bullets: str  # {role}
    feedback_no_roles: str
    feedback_no_summary: str
    feedback_no_contact: str
    feedback_no_dates: str  # {role}
    feedback_rewritten: str  # {count}
    feedback_order: str
    feedback_letter: str

    # gaps
    gap_required: str  # {term}
    gap_preferred: str  # {term}
    gap_term_step: str
    gap_years: str  # {asked} {counted}
    gap_years_step: str
    gap_listed_only: str  # {term}
    gap_listed_only_step: str  # {term}
    gap_figures: str
    gap_figures_step: str
    gap_duty: str  # {duty}
    gap_duty_step: str
    gap_unclear: str
    gap_unclear_step: str

    # next steps
    action_terms: str  # {terms}
    action_figure: str  # {bullet}
    action_check: str
    action_company: str  # {company}
    action_company_unnamed: str
    action_story: str  # {bullet}
    action_bullets: str  # {role}

    # interview
    talk_result: str  # {bullet} {place}
    talk_people: str  # {bullet} {place}
    talk_task: str  # {bullet} {place}
    talk_missing: str  # {term}
    talk_move: str
    talk_path: str
    talk_questions: str

    unnamed_role: str

    def quoted(self, text: str) -> str:
        """`text` in this language's quotation marks."""
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def listing(self, words: list[str]) -> str:
        """ "a, b and c"."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.conjunction} {words[-1]}"
