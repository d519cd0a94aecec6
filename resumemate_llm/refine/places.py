"""Facts under the employer or school that they belong to (contract, step 6).

A sentence that names one employer of the resume says that what it tells was there. It may take title,
numbers, years and achievements from that employer's roles and from what stands outside all roles; one that
names a school takes degree, field and years from that entry. A sentence that also speaks of another time
("before joining Acme, I ...") binds nothing but the title beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from ..schema import CandidateProfile, Role
from .claim_tables import NEUTRAL
from .everyday import EVERYDAY
from .professions import is_profession, signs_of
from .reading import Counted, Reading
from .schools import YEAR, clause_of, is_of_another_school
from .words import stem, words

Kind = Literal["employer", "school"]
"""What a fact stands wrongly under."""

_LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:pty\.?\s+)?(?:inc|ltd|limited|llc|llp|plc|corp|corporation|co|gmbh|ag|s\.?a|bv|nv|pty|srl|oy|ab|as)\.?)+$",
    re.IGNORECASE,
)
_NAME_END = re.compile(r",\s|\s[(/–—|-]\s?|\s?\(")
_SHORTEST_NAME = 4
_NO_NAME = re.compile(
    r"(?:self[- ]?employed|freelance\w*|various|confidential|independent|private)\b", re.IGNORECASE
)
_FRAME = frozenset(
    stem(w)
    for w in (
        *NEUTRAL,
        *"career experience skill company employer position letter resume colleague bring previous day studies "
        "degree qualification show example know come way side learn help join".split(),
    )
)
"""Words of letters and summaries about any work."""

_ANOTHER_TIME = re.compile(
    r"\b(?:before|after|since(?! (?:19|20)\d\d)|until|prior to|ahead of|join(?:ed|ing)|leav(?:e|ing)|left|beyond|than"
    r"|unlike|following|outside|beg[aiu]n|beginning|start(?:ed|ing)|mov(?:ed?|ing)|com(?:e|ing)|came|up from"
    r"|step from|besides|apart from|in addition to|as well as|like|avant|après|nach|vor|seit)\b[^,;:.]*$",
    re.IGNORECASE,
)
"""Words that lead up to a name and say that what is told was not there, ..."""

_THEN = (
    r"\b(?:now|today|currently|later|earlier|previously|since then|these days|formerly|then|before (?:that|this)"
    r"|next|elsewhere|subsequently"
    r"|(?:current|present|next|last|previous|other|another) (?:role|job|position|employer))\b"
)
_MEANWHILE = re.compile(_THEN, re.IGNORECASE)
_AND_THEN = re.compile(
    rf"(?:\b(?:and|but|while)|[,;—–])\s+(?:(?:in|my|an)\s+){{0,2}}{_THEN}|{_THEN},?\s+(?:I|at|in)\b",
    re.IGNORECASE,
)
"""... or, in another clause, that part of it was not."""

_LEADS_TO_TITLE = (
    r"(?:^|\b(?:as|am|was|been|became|become|being|i['’]m|role of|position of|title of|job of)\s+)"
    r"(?:(?:an?|the|my|their)\s+)?"
)
_TITLE_BEFORE = re.compile(
    _LEADS_TO_TITLE
    + r"(?P<title>(?:[\w&/'’.-]+,?\s+){0,5}[\w&/'’.-]+)(?:,\s+|\s+(?:at|with|for|of|in|chez|bei)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_TITLE_AFTER = re.compile(
    r"^,?\s*(?:(?:where|and)\s+)?(?:i\s+|you\s+)?(?:was|am|were|are|worked as|served as|work as|have been|as)\s+"
    r"(?:(?:an?|the)\s+)?(?P<title>(?:[\w&/'’-]+\s?){1,6})",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:,|\s(?:at|with|for|of|in|chez|bei|bij|la|presso|en))\s+(?:the\s+)?$")
_FEWEST_WORDS = 2
_SMALL = 100


def without_legal_form(company: str) -> str:
    """A company's name without the "Ltd" or "GmbH" behind it."""
    return _LEGAL_FORM.sub("", company).strip(" ,")


class _Named(NamedTuple):
    """A name in a sentence: where it stands, and the entries of the resume that have it."""

    start: int
    end: int
    entries: frozenset[int]


class _Names:
    """Names of employers or schools, found as written, in full or without what one leaves out in speech."""

    def __init__(self, names: Sequence[str], *, known_elsewhere: str) -> None:
        self._entries: dict[str, set[int]] = {}
        for i, name in enumerate(names):
            for form in _forms(name):
                self._entries.setdefault(form.lower(), set()).add(i)
        self._forms = sorted(self._entries, key=len, reverse=True)
        self._strangers = {form for _, form in self._spelt(known_elsewhere)}

    def _spelt(self, text: str) -> list[tuple[int, str]]:
        """Where names start in a text, and their forms in small letters. No pattern is made of them: it
        would stay in the memory of `re`."""
        small = text.lower()
        found: dict[int, str] = {}
        for form in self._forms:
            start = small.find(form)
            while start >= 0:
                end = start + len(form)
                within = any(at < end and start < at + len(longer) for at, longer in found.items())
                if not within and _is_whole(small, start, end) and not text[start : start + 1].islower():
                    found[start] = form
                start = small.find(form, start + 1)
        return sorted(found.items())

    def in_text(self, text: str) -> list[_Named]:
        """The names in a text that the job does not name too."""
        return [
            _Named(start, start + len(form), frozenset(self._entries[form]))
            for start, form in self._spelt(text)
            if form not in self._strangers
        ]

    def the_one_in(self, text: str) -> _Named | None:
        """The name that a text holds where it holds one only."""
        found = self.in_text(text)
        return found[0] if found and len({name.entries for name in found}) == 1 else None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at either end."""
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _forms(name: str) -> set[str]:
    """A name in full, and as it is called: without legal form, place or what stands in brackets."""
    name = name.strip()
    if not name or _NO_NAME.match(name):
        return set()
    forms = {name, without_legal_form(name), without_legal_form(_NAME_END.split(name, maxsplit=1)[0])}
    return {form for form in forms if len(form) >= _SHORTEST_NAME or form == name}


class _Shown(NamedTuple):
    """What the resume says of one employer and, beside it, of all the others."""

    name: frozenset[str]
    stems: frozenset[str]
    numbers: frozenset[tuple[object, str]]
    said_years: frozenset[str]
    titles: tuple[frozenset[str], ...]
    plain: str
    years: tuple[range, ...] | None
    other_starts: frozenset[int]
    others: tuple[Reading, ...]
    other_titles: tuple[frozenset[str], ...]
    held_elsewhere: frozenset[str]


class Places:
    """The employers and schools of a resume. `outside` is what it says outside all roles, line by line."""

    def __init__(
        self,
        profile: CandidateProfile,
        statements: Sequence[Sequence[Reading]],
        outside: Sequence[str],
        job_text: str,
        this_year: int,
    ) -> None:
        self._roles, self._schools = profile.experience, profile.education
        self._statements = statements
        self._outside = outside
        self._job_text = job_text
        self._this_year = this_year
        self._shown: dict[frozenset[int], _Shown] = {}
        self._judged: dict[str, Kind | None] = {}

    @cached_property
    def _employer_names(self) -> _Names:
        return _Names([role.company for role in self._roles], known_elsewhere=self._job_text)

    @cached_property
    def _school_names(self) -> _Names:
        employers = "\n".join([self._job_text, *(role.company for role in self._roles)])
        return _Names([entry.school for entry in self._schools], known_elsewhere=employers)

    @cached_property
    def _told_outside(self) -> Reading:
        return Reading("\n".join(self._outside))

    def wrongly_under(self, sentence: Reading) -> Kind | None:
        """Under what a sentence tells something that the resume has elsewhere; None where all is in place.
        Each sentence is judged once."""
        if sentence.text not in self._judged:
            self._judged[sentence.text] = self._judge(sentence)
        return self._judged[sentence.text]

    def _judge(self, sentence: Reading) -> Kind | None:
        text = sentence.text
        employer = self._employer_names.the_one_in(text)
        if employer is not None and self._is_elsewhere(sentence, employer):
            return "employer"
        school = self._school_names.the_one_in(text) if employer is None else None
        if school is not None and not _ANOTHER_TIME.search(text[: school.start]):
            entries = [self._schools[i] for i in school.entries]
            others = [entry for i, entry in enumerate(self._schools) if i not in school.entries]
            if is_of_another_school(
                clause_of(text, school.start, school.end), entries, others, self._said_of_school(school)
            ):
                return "school"
        return None

    def _is_elsewhere(self, sentence: Reading, name: _Named) -> bool:
        shown = self._shown_of(name.entries)
        text = sentence.text
        if any(_is_title_of_others(title, shown) for title in _titles_beside(text, name)):
            return True
        if _stands_before(text[: name.start], shown.held_elsewhere):
            return True
        if speaks_of_another_time(text, name.start, name.end):
            return False
        return (
            _counts_what_others_did(sentence, shown, self._told_outside)
            or _has_other_years(text, shown, self._job_text)
            or _tells_what_others_did(sentence, shown, self._told_outside)
        )

    def _shown_of(self, entries: frozenset[int]) -> _Shown:
        known = self._shown.get(entries)
        if known is None:
            known = self._shown[entries] = self._look_up(entries)
        return known

    def _look_up(self, entries: frozenset[int]) -> _Shown:
        """What the roles `entries` have, with every statement that names their employer."""
        own, others = list[Reading](), list[Reading]()
        for i, statements in enumerate(self._statements):
            for statement in statements:
                (own if i in entries or self._names_one_of(statement.text, entries) else others).append(
                    statement
                )
        roles = [self._roles[i] for i in sorted(entries)]
        named = [line for line in self._outside if self._names_one_of(line, entries)]
        held = "\n".join(f"{role.title} {role.company}" for role in roles)
        told = [*own, Reading(held)]
        years_said = "\n".join([*(reading.text for reading in told), *self._outside])
        return _Shown(
            name=frozenset().union(*(Reading(role.company).stems for role in roles)),
            stems=frozenset().union(*(reading.stems for reading in told)),
            numbers=frozenset(c.number.key for reading in told for c in reading.counted),
            said_years=frozenset(m["year"] for m in YEAR.finditer(years_said)),
            titles=tuple(signs_of(f"{role.title} {role.company}") for role in roles),
            plain="\n".join([*(statement.text for statement in own), *named]).casefold(),
            years=_periods(roles, self._this_year),
            other_starts=frozenset(
                year
                for i, role in enumerate(self._roles)
                if i not in entries and (year := _year_in(role.start_date))
            ),
            others=tuple(others),
            other_titles=tuple(
                signs_of(r.title) for i, r in enumerate(self._roles) if i not in entries and r.title
            ),
            held_elsewhere=frozenset(
                title
                for i, role in enumerate(self._roles)
                if i not in entries and (title := role.title.casefold()) and title not in held.casefold()
            ),
        )

    def _names_one_of(self, line: str, entries: frozenset[int]) -> bool:
        return any(name.entries & entries for name in self._employer_names.in_text(line))

    def _said_of_school(self, name: _Named) -> str:
        """The lines outside the roles that name a school."""
        lines = (line for line in self._outside if self._school_names.in_text(line))
        return "\n".join(line for line in lines if name.entries & self._school_names.in_text(line)[0].entries)


def _periods(roles: Iterable[Role], this_year: int) -> tuple[range, ...] | None:
    """The years of some roles; None where those of one are not known."""
    found = []
    for role in roles:
        start = _year_in(role.start_date)
        if not start:
            return None
        found.append(range(start, (_year_in(role.end_date) or this_year) + 1))
    return tuple(found)


def _year_in(date: str | None) -> int:
    """The year of a normalised date; 0 where there is none."""
    written = (date or "")[:4]
    return int(written) if re.fullmatch(r"\d{4}", written, re.ASCII) else 0


def _titles_beside(text: str, name: _Named) -> Iterable[str]:
    """The titles that a sentence binds to a name: "as a Nurse at Northfield", "Northfield, where I was a Nurse"."""
    for found in (_TITLE_BEFORE.search(text[: name.start]), _TITLE_AFTER.search(text[name.end :])):
        written = words(found["title"]) if found else []
        last = max((i for i, word in enumerate(written) if is_profession(word)), default=-1)
        if last >= 0:
            yield " ".join(written[: last + 1])
            yield from ([" ".join(written)] if written[last + 1 : last + 2] == ["of"] else [])


def _stands_before(text: str, titles: Iterable[str]) -> bool:
    """Whether a text ends on one of `titles` (in small letters) and "at" or the like, word for word."""
    small = _AT.sub("", text.casefold())
    return any(small.endswith(title) and not small[: -len(title)][-1:].isalnum() for title in titles)


def _is_title_of_others(title: str, shown: _Shown) -> bool:
    """Whether only other employers gave the candidate a title, by their titles or in so many words."""
    said = signs_of(title)
    if not said or any(said <= own for own in shown.titles) or title.casefold() in shown.plain:
        return False
    return any(said <= held for held in shown.other_titles)


def speaks_of_another_time(text: str, start: int, end: int) -> bool:
    """Whether a text speaks of another time or place beside the employer that it names from `start` to `end`."""
    before = text[:start]
    if _ANOTHER_TIME.search(before) or _AND_THEN.search(text, end):
        return True
    return any(re.search(r"\w[,;—–]", before[m.end() :].lstrip(", ")) for m in _MEANWHILE.finditer(before))


def _counts_what_others_did(sentence: Reading, shown: _Shown, outside: Reading) -> bool:
    """Whether a sentence has a number that only another employer's statement has, of the same thing."""
    return any(
        counted.number.key not in shown.numbers
        and any(_is_same(counted, other) for statement in shown.others for other in statement.counted)
        and all(counted.number.key != other.number.key for other in outside.counted)
        for counted in sentence.counted
        if not YEAR.fullmatch(counted.number.written)
    )


def _is_same(one: Counted, other: Counted) -> bool:
    if one.number.key != other.number.key:
        return False
    return bool(one.number.unit or one.clause & other.clause) or one.number.value >= _SMALL


def _has_other_years(text: str, shown: _Shown, job_text: str) -> bool:
    """Whether a sentence has a year in which the candidate was not there, or a start in another one."""
    if shown.years is None:
        return False
    for found in YEAR.finditer(text):
        year = int(found["year"])
        if found["year"] in job_text or _was_there(year, shown.years, since=bool(found["since"])):
            continue
        if found["year"] not in shown.said_years or (found["since"] and year in shown.other_starts):
            return True
    return False


def _was_there(year: int, periods: Iterable[range], *, since: bool) -> bool:
    return any(year == period.start if since else year in period for period in periods)


def _tells_what_others_did(sentence: Reading, shown: _Shown, outside: Reading) -> bool:
    """Whether most of what a sentence says stands in one statement of another employer and not in its own."""
    said = {s for s in sentence.order if s not in _FRAME and s not in EVERYDAY and s not in shown.name}
    new = said - shown.stems
    if all(len(new & statement.stems) < _FEWEST_WORDS for statement in shown.others):
        return False
    new -= outside.stems
    most = max((len(new & statement.stems) for statement in shown.others), default=0)
    return most >= _FEWEST_WORDS and 2 * most >= len(said)
