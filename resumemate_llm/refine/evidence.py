"""What a resume and a job show, looked up many times: built once for each call of refine."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

from ..schema import CandidateProfile, JobProfile, OtherSection, ParsedJob, ParsedResume
from ..text.dates import months_between, years_of_experience
from ..text.numbers import numbers_in
from ..text.sentences import split_sentences
from ..text.terms import TermIndex, fold_term, unique_terms
from .claim_tables import CREDENTIALS, DEGREE_WORDS_FOR, kinds_in
from .own_skills import FURTHER_SKILLS, is_label, own_items
from .places import Places, without_legal_form
from .professions import held_lines, is_within_one, signs_of
from .radar import Scored
from .reading import Counted, Reading, Readings
from .state import period
from .wording import Worded, bullet, prose
from .words import STOP_WORDS, core_of, plain, sign, words

_LONG_NAME = re.compile(
    r"(?<![\w.])[A-Z][\w&'’-]*\.?(?:[ ](?:of the |of |the |and |for )?[A-Z][\w&'’-]*\.?){3,}"
)
_TITLE_END = re.compile(r"\s+[-–—|]\s+|[(\[,;:|]")


@dataclass(frozen=True)
class Basis:
    """What a text may claim: what its sources say together. `granted` are kinds of credential that count as
    said. Nothing is looked up in a source before it is asked for."""

    sources: tuple[Reading, ...]
    granted: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> dict[tuple[object, str], list[Counted]]:
        """The numbers, each wherever it stands."""
        numbers: dict[tuple[object, str], list[Counted]] = {}
        for counted in (counted for source in self.sources for counted in source.counted):
            numbers.setdefault(counted.number.key, []).append(counted)
        return numbers

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the content words."""
        return frozenset().union(*(source.stems for source in self.sources))

    @cached_property
    def in_charge(self) -> bool:
        """Whether somebody was in charge."""
        return any(source.in_charge for source in self.sources)

    def lacks_claims(self, text: Reading) -> list[str]:
        """The kinds of scale and outcome that `text` states and no source does."""
        return sorted(
            kind for kind in text.claims if not self._states(kind) and not self._shows_change(kind, text)
        )

    def _shows_change(self, kind: str, text: Reading) -> bool:
        """Whether `text` only puts into words a change whose figures a source has: "41ms → 9ms" is less."""
        if kind not in ("less", "growth") or not text.changes:
            return False
        known = frozenset().union(*(source.changes for source in self.sources))
        return text.changes <= known and all(
            (first.value > last.value) == (kind == "less") for first, last in text.changes
        )

    def lacks_credentials(self, text: Reading) -> list[str]:
        """The kinds of degree and licence that `text` speaks of and no source does."""
        return sorted(
            kind
            for kind in text.credentials - self.granted
            if not any(self._states(shown) for shown in (kind, *DEGREE_WORDS_FOR.get(kind, ())))
        )

    def _states(self, kind: str) -> bool:
        return any(source.states(kind) for source in self.sources)


@dataclass(frozen=True)
class Evidence:
    """A resume and a job with everything refine looks up in them.

    It lives for one call: `readings` holds what was read, `passed` the texts that went through gate and
    facts unchanged, `true_sentences` the sentences that the facts bear out, `gated` and `scores` what
    the gate and the radar made of a text.
    """

    resume: ParsedResume
    job: ParsedJob
    skills_from_job: bool = False
    readings: Readings = field(default_factory=Readings, repr=False)
    passed: set[tuple[str, str]] = field(default_factory=set, repr=False)
    true_sentences: set[tuple[str, str]] = field(default_factory=set, repr=False)
    gated: dict[str, Worded] = field(default_factory=dict, repr=False)
    scores: dict[Hashable, Scored] = field(default_factory=dict, repr=False)

    def read(self, text: str) -> Reading:
        """The reading of `text`, made once."""
        return self.readings[text]

    @property
    def profile(self) -> CandidateProfile:
        """The candidate as parsed."""
        return self.resume.profile

    @property
    def wanted(self) -> JobProfile:
        """The job as parsed."""
        return self.job.profile

    @property
    def english(self) -> bool:
        """Whether the resume is in English, so that rules about English wording apply to it."""
        return self.resume.language == "en"

    @cached_property
    def statements(self) -> tuple[tuple[Reading, ...], ...]:
        """The statements of every role as they may stand in the output: through the gate, else verbatim."""
        return tuple(
            tuple(self.read(self.gate(s).text or s) for s in role.statements)
            for role in self.profile.experience
        )

    def gate(self, text: str) -> Worded:
        """A bullet through the gate, each once."""
        known = self.gated.get(text)
        if known is None:
            known = self.gated[text] = bullet(text, english=self.english)
        return known

    @cached_property
    def own_items(self) -> list[tuple[str, str]]:
        """Every skill that the candidate lists, with its category."""
        return own_items(self.profile)

    @cached_property
    def own_labels(self) -> list[tuple[str, str]]:
        """Those of them that are labels and stand in the resume's text as they are."""
        return [pair for pair in self.own_items if is_label(pair[1]) and pair[1] in self.index]

    @cached_property
    def originals(self) -> tuple[tuple[str, ...], ...]:
        """The statements of every role verbatim."""
        return tuple(tuple(role.statements) for role in self.profile.experience)

    @cached_property
    def index(self) -> TermIndex:
        """The terms of the resume's text."""
        return TermIndex(self.resume.text)

    @cached_property
    def _parsed_index(self) -> TermIndex:
        text = self.resume.text
        return TermIndex("\n".join(line for line in profile_lines(self.profile) if line not in text))

    @cached_property
    def job_index(self) -> TermIndex:
        """The terms of the job's text."""
        return TermIndex("\n".join((self.wanted.title, self.wanted.company, self.job.text)))

    def shows(self, term: str) -> bool:
        """Whether the resume shows `term`, in its text or in what was parsed from it; of "negotiation skills"
        and "APRN license" it need not hold the general word."""
        return self._holds(term) or ((core := core_of(term)) != term and self._holds(core))

    def _holds(self, term: str) -> bool:
        return term in self.index or term in self._parsed_index

    @cached_property
    def basis(self) -> Basis:
        """What prose about the candidate may claim: the whole resume but for its contact data and the
        days and months of its dates. Licences are often named by their section's heading alone."""
        told = Reading("\n".join(content_lines(self.profile)))
        listed = frozenset({"certified"} if self.profile.certifications else ())
        return Basis((told,), listed | kinds_in(self.resume.text, CREDENTIALS))

    @cached_property
    def ranks(self) -> frozenset[str]:
        """The words that say what the candidate is, in small letters: titles, headline, summary, degrees."""
        profile = self.profile
        told = [r.title for r in profile.experience] + [e.degree for e in profile.education]
        texts = (*told, profile.headline, profile.summary)
        return frozenset(w.casefold() for text in texts for w in words(text))

    @cached_property
    def studied(self) -> frozenset[str]:
        """The signs of the words of degrees, certificates and the sections that have no field."""
        profile = self.profile
        lines = [text for e in profile.education for text in (e.degree, e.school, *e.details)]
        lines += [line for s in profile.other_sections for line in (s.heading, *s.lines)]
        lines += [*profile.certifications, *profile.unplaced]
        return frozenset(sign(w) for line in lines for w in words(line))

    @cached_property
    def job_numbers(self) -> frozenset[tuple[object, str]]:
        """The numbers of the job's text."""
        return frozenset(n.key for n in numbers_in(self.job.text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of both documents, as written but for case."""
        return frozenset(w.casefold() for w in set(words(f"{self.resume.text}\n{self.job.text}")))

    @cached_property
    def quotable(self) -> str:
        """The resume as one line, for finding quotations in it."""
        return plain("\n".join([self.resume.text, *content_lines(self.profile)]))

    @cached_property
    def job_title(self) -> str:
        """The job's title as one says it: without what stands behind a dash, a comma or in brackets."""
        written = prose(self.wanted.title).text
        title = _TITLE_END.split(written, maxsplit=1)[0].strip() or written
        return title.title() if title.isupper() and len(title) > 5 else title

    @cached_property
    def company(self) -> str:
        """The job's company, fit to be written in a letter."""
        return prose(self.wanted.company).text

    @cached_property
    def company_short(self) -> str:
        """The company as it is called, without its legal form or what stands behind a comma."""
        return without_legal_form(self.company.split(", ", 1)[0]) or self.company

    @cached_property
    def targets(self) -> re.Pattern[str] | None:
        """The job's title and company, wherever they stand in a text."""
        terms = (prose(self.wanted.title).text, self.job_title, self.company, self.company_short)
        named = [re.escape(term) for term in terms if term]
        return re.compile(rf"(?<!\w)(?:{'|'.join(named)})(?!\w)", re.IGNORECASE) if named else None

    @cached_property
    def title_not_held(self) -> str:
        """The job's title in small letters; "" where one title, degree or the like of the resume holds it."""
        title = self.job_title.casefold()
        return "" if is_within_one(title, self.held) else title

    @cached_property
    def held(self) -> tuple[frozenset[str], ...]:
        """The signs of the words of each line that says what the candidate is."""
        return tuple(map(signs_of, held_lines(self.profile)))

    @cached_property
    def places(self) -> Places:
        """The employers and schools, with what the resume says of each."""
        profile = self.profile
        outside = content_lines(profile.model_copy(update={"experience": []}))
        outside += [period(e.start, e.end) for e in profile.education]
        return Places(profile, self.statements, outside, self.job.text, self.resume.as_of.year)

    @cached_property
    def job_plain(self) -> str:
        """The job's text as one line."""
        return plain(self.job.text)

    @cached_property
    def years(self) -> frozenset[int]:
        """The counts of years that the dates bear out: in all, and role by role."""
        roles, as_of = self.profile.experience, self.resume.as_of
        found = {years_of_experience(roles, as_of)}
        for role in roles:
            if role.start_date and role.end_date:
                months = months_between(role.start_date, role.end_date, as_of=as_of)
                found |= {months // 12, round(months / 12)}
        return frozenset(found - {0})

    @cached_property
    def others(self) -> list[OtherSection]:
        """The sections of the output that the contract has no field for."""
        labels = set(self.own_labels)
        return others_of(self.profile, [pair[1] for pair in self.own_items if pair not in labels])

    @cached_property
    def job_terms(self) -> list[str]:
        """What the job asks for, the most important first."""
        wanted = self.wanted
        return unique_terms([*wanted.required_skills, *wanted.preferred_skills, *wanted.keywords])

    @cached_property
    def shown_terms(self) -> list[str]:
        """The terms of the job that the resume shows."""
        return [term for term in self.job_terms if self.shows(term)]

    @cached_property
    def own_terms(self) -> list[str]:
        """The skills that the resume shows: those of the job, and those that the candidate lists."""
        return unique_terms([*self.shown_terms, *(item for _, item in self.own_items)])

    @cached_property
    def hard_terms(self) -> list[str]:
        """Terms of the job that the resume does not show and that are no mere everyday words."""
        soft = {term.casefold() for term in self.wanted.keywords if term.islower() and " " not in term}
        return [term for term in self.missing_terms if term.casefold() not in soft | STOP_WORDS]

    @cached_property
    def missing_terms(self) -> list[str]:
        """The terms of the job that the resume does not show."""
        shown = {fold_term(term) for term in self.shown_terms}
        return [term for term in self.job_terms if fold_term(term) not in shown]


def others_of(profile: CandidateProfile, unlabelled: list[str]) -> list[OtherSection]:
    """The sections that the contract has no field for, verbatim, and the lines that would be lost
    otherwise: details of the education, skills too long for a label, lines that were placed nowhere."""
    details = [
        f"{' – '.join(part for part in (e.degree, e.school) if part)}: {detail}"
        if e.degree or e.school
        else detail
        for e in profile.education
        for detail in e.details
    ]
    extra = {
        "Education details": details,
        FURTHER_SKILLS: unlabelled,
        "Additional information": [*_named_only_in_summary(profile), *profile.unplaced],
    }
    return [
        *profile.other_sections,
        *(OtherSection(heading=heading, lines=lines) for heading, lines in extra.items() if lines),
    ]


def _named_only_in_summary(profile: CandidateProfile) -> list[str]:
    """Sentences of the summary with a name of four words or more, such as an award's, that stands nowhere
    else: a tailored summary has other things to say, and the name must not be lost with it."""
    elsewhere = "\n".join(content_lines(profile.model_copy(update={"summary": ""}))).casefold()
    return [
        sentence
        for sentence in split_sentences(profile.summary)
        if not sentence.isupper()
        and any(name[0].casefold() not in elsewhere for name in _LONG_NAME.finditer(sentence, 1))
    ]


def content_lines(profile: CandidateProfile) -> list[str]:
    """Everything the resume says but contact data; of dates, as they are written."""
    lines = [profile.headline, profile.summary]
    for role in profile.experience:
        lines += [role.title, role.company, *role.statements]
    for entry in profile.education:
        lines += [entry.school, entry.degree, *entry.details]
    for project in profile.projects:
        lines += [project.name, *project.bullets, *project.tech]
    for group in profile.skill_groups:
        lines += [group.category, ", ".join(group.items)]
    lines += [*profile.skills, *profile.certifications, *profile.unplaced]
    for section in profile.other_sections:
        lines += [section.heading, *section.lines]
    return [line for line in lines if line]


def profile_lines(profile: CandidateProfile) -> list[str]:
    """`content_lines` with name, place and dates."""
    roles, studies = profile.experience, profile.education
    dates = [*(period(r.start, r.end) for r in roles), *(period(e.start, e.end) for e in studies)]
    places = [*(r.location or "" for r in roles), *(e.location or "" for e in studies)]
    return [*content_lines(profile), profile.name, profile.location or "", *dates, *places]
