"""Consistency: what the draft says about the tailored resume is made true of it (contract, step 5)."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..schema import ExperienceGap, KeywordCheck
from ..text.terms import TermIndex, fold_term
from . import plain_texts
from .assembly import repeats
from .evidence import Evidence
from .prose import fitting
from .reading import Reading
from .state import Findings, Step, Work
from .view import View
from .words import plain

KEYWORDS = (10, 15)
FEEDBACK = (4, 6)
GAPS = (2, 4)
ACTIONS = (3, 5)
POINTS = (3, 5)

_ABSENT = re.compile(
    r"\b(?:no|not|never|missing|without|absent|absence|add|include|mention|omits?|gaps?|yet"
    r"|does(?: not|n't)|don't|isn't|need(?:s|ed)?|unclear whether|consider adding)\b",
    re.IGNORECASE,
)
_ABSENT_BEFORE = re.compile(
    r"\b(?:no|not|missing|without|lacks?|lacking|lack of|absence of|add(?:ing)?|include|mention"
    r"|never (?:mentions|shows))"
    r"(?:\s+(?:yet|a|an|the|any|mention|show\w*|list\w*|include|evidence|of|experience|with|in|your|direct)){0,6}"
    r"\W{1,3}(?:\w{1,30}\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_ABSENT_AFTER = re.compile(
    r"\W*(?:\w+\s+){0,2}?(?:(?:is|are|was|were|does|do)\s+)?(?:not\b|n't|missing|absent|nowhere)",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:more|depth|deeper|level|years?|recent|limited|only|advanced|scale|detail|context|example|metrics?|quantif\w+"
    r"|emphasi\w+|highlight\w*|prominen\w+|earlier|higher|further|expand|stronger|beyond|own|full|whole)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:strong|solid|clear(?:ly)?|excellent|good|great|extensive|well|demonstrat\w+|shows?|evident|proven|impressive)\b",
    re.IGNORECASE,
)

_NO_SECTION = re.compile(
    r"\bno (?P<listed>education|certifications?|contact details)(?: (?:is|are) (?:listed|shown|given|stated))"
    r"|\b(?:shows?|lists?|names?|gives?) no (?P<shown>education|certifications?|contact details)(?=\W*$)",
    re.IGNORECASE,
)
"""A remark that calls a whole section of the resume missing."""


def settle_consistency(work: Work, view: View, evidence: Evidence) -> Step:
    """Keyword flags, feedback, gaps and counts, made true of the tailored resume that `view` shows."""
    findings = Findings()
    checklist = _checklist(work.draft.keyword_checklist, view, evidence, findings)
    shown = [entry.keyword for entry in checklist if entry.found]
    missing = [entry.keyword for entry in checklist if not entry.found]
    terms = list(dict.fromkeys([*(e.keyword for e in checklist), *evidence.job_terms]))
    unshown = [term for term in missing if not evidence.shows(term)]
    draft = work.draft

    def contradicted(remark: str) -> bool:
        return contradicts(remark, view, terms, evidence)

    feedback = _uncontradicted(draft.recruiter_feedback, contradicted, findings)
    gaps = _true_gaps(draft.experience_gaps, view, terms, evidence, findings)

    def remarks() -> list[str]:
        fit = fitting(plain_texts.feedback(evidence, shown, unshown), evidence, "advice")
        return [remark for remark in fit if not contradicted(remark)]

    def actions() -> list[str]:
        return fitting(plain_texts.actions(evidence, unshown), evidence, "advice")

    def points() -> list[str]:
        told = [evidence.read(point) for point in draft.interview_talking_points]
        fit = fitting(plain_texts.talking_points(evidence), evidence, "told")
        return [point for point in fit if not repeats(evidence.read(point), told)]

    return Step(
        work.write(
            keyword_checklist=checklist,
            recruiter_feedback=_counted(feedback, remarks, FEEDBACK, "recruiterFeedback", findings),
            experience_gaps=_counted_gaps(gaps, unshown, evidence, findings),
            next_actions=_counted(draft.next_actions, actions, ACTIONS, "nextActions", findings),
            interview_talking_points=_counted(
                draft.interview_talking_points, points, POINTS, "interviewTalkingPoints", findings
            ),
        ),
        findings,
    )


def _checklist(
    entries: list[KeywordCheck], view: View, evidence: Evidence, findings: Findings
) -> list[KeywordCheck]:
    """Ten to fifteen keywords of the job with flags that hold."""
    kept: dict[tuple[str, ...], KeywordCheck] = {}
    for i, entry in enumerate(entries):
        location = f"keywordChecklist[{i}]"
        key = fold_term(entry.keyword)
        if not key or key in kept or entry.keyword not in evidence.job_index:
            message = "A keyword that is not in the job, or is listed twice, was dropped."
            findings.add("consistency.keyword", location, message)
            continue
        kept[key] = _true_check(entry, location, view, evidence, findings)
    for term in [*evidence.wanted.keywords, *evidence.job_terms]:
        if len(kept) >= KEYWORDS[0]:
            break
        key = fold_term(term)
        if key and key not in kept and term in evidence.job_index:
            kept[key] = _fresh_check(term, view, evidence)
            message = "A keyword of the job was added to the checklist."
            findings.add("consistency.keyword_added", f"keywordChecklist[{len(kept) - 1}]", message)
    if len(kept) > KEYWORDS[1]:
        findings.add(
            "consistency.keyword_count", "keywordChecklist", "The checklist was cut to fifteen keywords."
        )
    return list(kept.values())[: KEYWORDS[1]]


def _fresh_check(term: str, view: View, evidence: Evidence) -> KeywordCheck:
    places = _places(term, view)
    if places:
        return KeywordCheck(keyword=term, found=True, section=places[0])
    return KeywordCheck(keyword=term, found=False, suggestion=_suggestion(term, evidence))


def _places(term: str, view: View) -> list[str]:
    """The names of the sections that hold a term."""
    return [section.name for section, _ in view.find(term)]


def _true_check(
    entry: KeywordCheck, location: str, view: View, evidence: Evidence, findings: Findings
) -> KeywordCheck:
    places = _places(entry.keyword, view)
    if bool(places) != entry.found:
        held = "in" if places else "not in"
        message = f"“{entry.keyword}” is {held} the tailored resume; the checklist said otherwise."
        findings.add("consistency.keyword_flag", location, message)
    if places:
        section = entry.section if entry.section and _may_stand(entry.section, places) else places[0]
        hint = (
            entry.suggestion
            if entry.found and entry.suggestion and not _ABSENT.search(entry.suggestion)
            else None
        )
        true = KeywordCheck(keyword=entry.keyword, found=True, section=section, suggestion=hint)
    else:
        suggestion = entry.suggestion if entry.suggestion and not entry.found else None
        true = KeywordCheck(
            keyword=entry.keyword, found=False, suggestion=suggestion or _suggestion(entry.keyword, evidence)
        )
    if true == entry:
        return entry
    said = entry if entry.section else entry.model_copy(update={"section": true.section})
    if bool(places) == entry.found and said != true:
        findings.add("consistency.keyword_detail", location, "Section and suggestion say what is so.")
    return true


_STANDARD = ("experience", "project", "certification", "education", "skill", "summary", "headline", "title")


def _may_stand(section: str, places: list[str]) -> bool:
    """Whether a draft's name for a section may stand: it names one of `places`, or no standard section
    at all ("Other sections")."""
    wanted = section.casefold()
    named = [name for name in _STANDARD if name in wanted]
    held = " ".join(places).casefold()
    return not named or any(name in held for name in named)


def _mentioned(text: str, terms: list[str], view: View) -> list[str]:
    reading = view.readings[text]
    return [term for term in terms if term in reading]


def _uncontradicted(remarks: list[str], contradicted: Callable[[str], bool], findings: Findings) -> list[str]:
    """The remarks that neither resume contradicts."""
    kept = []
    for i, remark in enumerate(remarks):
        if contradicted(remark):
            message = "A remark that the resume contradicts was dropped."
            findings.add("consistency.contradiction", f"recruiterFeedback[{i}]", message)
        else:
            kept.append(remark)
    return kept


def contradicts(remark: str, view: View, terms: list[str], evidence: Evidence) -> bool:
    """Whether a remark calls missing what the tailored resume or the candidate's own shows, or praises what
    the tailored one does not."""
    if _denies_section(remark, evidence):
        return True
    mentioned = _mentioned(remark, terms, view)
    if not mentioned:
        return False
    if _ABSENT.search(remark):
        called_absent = [term for term in mentioned if _is_called_absent(term, view.readings[remark])]
        return (
            bool(called_absent)
            and all(_is_there(term, view, evidence) for term in called_absent)
            and not _PARTLY.search(remark)
        )
    return not any(term in view for term in mentioned) and bool(_PRAISE.search(remark))


def _denies_section(remark: str, evidence: Evidence) -> bool:
    """Whether a remark says that the resume lacks a section that it has."""
    denied = _NO_SECTION.search(remark)
    if denied is None:
        return False
    profile = evidence.profile
    section = (denied["listed"] or denied["shown"]).casefold()
    if section == "education":
        return bool(profile.education)
    if section.startswith("certification"):
        return bool(profile.certifications)
    return bool(profile.email or profile.phone)


def _is_there(term: str, view: View, evidence: Evidence) -> bool:
    """Whether the tailored resume shows a term, or the candidate's own, so that nobody may say they lack it."""
    return term in view or evidence.shows(term)


def _is_called_absent(term: str, remark: Reading) -> bool:
    """Whether the words around a term say that it is not there."""
    span = remark.find(term)
    return span is not None and bool(
        _ABSENT_BEFORE.search(remark.text[: span[0]]) or _ABSENT_AFTER.match(remark.text[span[1] :])
    )


def _true_gaps(
    gaps: list[ExperienceGap], view: View, terms: list[str], evidence: Evidence, findings: Findings
) -> list[ExperienceGap]:
    kept = []
    for i, gap in enumerate(gaps):
        mentioned = _mentioned(gap.gap, terms, view)
        there = bool(mentioned) and all(_is_there(term, view, evidence) for term in mentioned)
        if _denies_section(gap.gap, evidence) or (there and not _PARTLY.search(gap.gap)):
            message = "A gap that the resume closes was dropped."
            findings.add("consistency.gap", f"experienceGaps[{i}]", message)
        else:
            kept.append(gap)
    return kept


def _counted(
    texts: list[str],
    more: Callable[[], list[str]],
    bounds: tuple[int, int],
    location: str,
    findings: Findings,
) -> list[str]:
    """At least as many entries as the contract asks for, completed from true ones; at most as many."""
    kept = list(texts[: bounds[1]])
    said = {plain(text) for text in kept}
    for text in more() if len(kept) < bounds[0] else ():
        if len(kept) >= bounds[0]:
            break
        if plain(text) not in said:
            kept.append(text)
            said.add(plain(text))
    if kept != texts:
        findings.add("consistency.count", location, "The list has as many entries as the contract asks for.")
    return kept


def _counted_gaps(
    gaps: list[ExperienceGap], unshown: list[str], evidence: Evidence, findings: Findings
) -> list[ExperienceGap]:
    kept = list(gaps[: GAPS[1]])
    named = TermIndex("\n".join(gap.gap for gap in kept))
    for gap, term in zip(plain_texts.gaps(unshown), unshown, strict=True) if len(kept) < GAPS[0] else ():
        if len(kept) >= GAPS[0]:
            break
        fits = fitting([gap.gap], evidence, "advice") == [gap.gap]
        if fits and term not in named:
            kept.append(gap.model_copy(update={"suggestion": _suggestion(term, evidence)}))
    if kept != gaps:
        message = "The list has as many gaps as the contract asks for, where there are any."
        findings.add("consistency.count", "experienceGaps", message)
    return kept


def _suggestion(term: str, evidence: Evidence) -> str:
    """What to do about a term that the tailored resume does not show."""
    plain_text = plain_texts.dropped(term) if evidence.shows(term) else plain_texts.suggestion(term)
    return next(iter(fitting([plain_text], evidence, "advice")), plain_texts.NEAREST)
