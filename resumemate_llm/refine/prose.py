"""Everything a draft writes beside bullets and letter: what the resume does not bear out goes, sentence
by sentence, and nothing is left empty (contract, steps 3 and 6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..schema import ExperienceGap, KeywordCheck
from ..text.language import detect
from ..text.sentences import split_sentences
from . import plain_texts
from .claims import Mode, in_sentence
from .evidence import Evidence
from .headline import true_headline
from .reading import Reading
from .state import Findings, Step, Work
from .wording import Worded, findings_for, prose, third_person, without_harshness
from .words import STOP_WORDS, words

_ENGLISH = 0.3
"""The share of English function words that no other language reaches."""

_LONG_ENOUGH = 8
"""Words that a text needs for its language to show, and a sentence for being called copied."""


_LONG_SENTENCE = 12
"""Words that show the language of a single sentence, which names and lists may hide."""


class Checked(NamedTuple):
    """A text with its unsupported sentences taken out, and why."""

    text: str
    findings: Findings


def check(text: str, location: str, evidence: Evidence, mode: Mode) -> Checked:
    """`text` without the sentences that the resume does not bear out."""
    if is_foreign(text, evidence):
        findings = Findings()
        findings.add("facts.language", location, "A text in another language was replaced.")
        return Checked("", findings)
    return check_sentences(text, location, evidence, mode)


def check_sentences(text: str, location: str, evidence: Evidence, mode: Mode) -> Checked:
    """`check` without the question of the whole text's language."""
    kept: list[str] = []
    findings = Findings()
    for sentence in split_sentences(text):
        if (sentence, mode) in evidence.true_sentences:
            kept.append(sentence)
            continue
        reading = evidence.read(sentence)
        claim = in_sentence(reading, evidence, mode)
        if is_foreign(sentence, evidence, _LONG_SENTENCE):
            findings.add("facts.language", location, "A sentence in another language was taken out.")
        elif claim is not None:
            message = f"A sentence with something the resume does not show was taken out ({claim.kind})."
            findings.add(f"facts.{claim.kind}", location, message)
        elif mode != "advice" and is_pasted(reading, evidence):
            message = "A sentence copied from the job ad was taken out."
            findings.add("facts.pasted", location, message)
        else:
            kept.append(sentence)
            evidence.true_sentences.add((sentence, mode))
    return Checked(" ".join(kept) if findings else text, findings)


def is_foreign(text: str, evidence: Evidence, long_enough: int = _LONG_ENOUGH) -> bool:
    """Whether `text` is in neither language of the two documents, nor in English; what is made of the
    documents' own words is not foreign, whatever it looks like."""
    written = [w.casefold() for w in words(text)]
    if len(written) < long_enough or sum(w in STOP_WORDS for w in written) >= _ENGLISH * len(written):
        return False
    if detect(text) in {"en", evidence.resume.language, evidence.job.language}:
        return False
    return sum(w in evidence.vocabulary for w in written) < 0.5 * len(written)


def is_pasted(sentence: Reading, evidence: Evidence) -> bool:
    """Whether most of a sentence stands word for word in the job's text, and not in the resume."""
    written = sentence.plain.split()
    if len(written) < _LONG_ENOUGH:
        return False
    covered: set[int] = set()
    for i in range(len(written) - 5):
        if i - len(covered) > 0.2 * len(written):
            return False
        run = " ".join(written[i : i + 6])
        if run in evidence.job_plain and run not in evidence.quotable:
            covered.update(range(i, i + 6))
    return len(covered) >= 0.8 * len(written)


def through(text: str, location: str, evidence: Evidence, mode: Mode, findings: Findings) -> str:
    """`text` through gate and facts. One that has passed before passes at once."""
    if (text, mode) in evidence.passed:
        return text
    worded = prose(text)
    if mode == "advice":
        milder = without_harshness(worded.text)
        worded = Worded(milder.text, (*worded.mended, *milder.mended))
    findings += findings_for(worded, location)
    checked = check(worded.text, location, evidence, mode)
    findings += checked.findings
    if checked.text == text:
        evidence.passed.add((text, mode))
    return checked.text


def fitting(texts: Iterable[str], evidence: Evidence, mode: Mode) -> list[str]:
    """Plain texts as they may stand: through gate and facts themselves; where nothing is left, left out."""
    passed = (through(text, "", evidence, mode, Findings()) for text in texts)
    return [text for text in passed if evidence.read(text).plain]


def settle_prose(work: Work, evidence: Evidence) -> Step:
    """The draft's texts, checked, each with a true one in its place where nothing is left."""
    draft, findings = work.draft, Findings()

    def remarks(texts: list[str], location: str, mode: Mode) -> list[str]:
        return _remarks(texts, location, evidence, mode, findings)

    changes = {
        "headline": true_headline(draft.headline, evidence, findings),
        "summary": _analysis(draft.summary, evidence, findings),
        "professional_summary": _professional(draft.professional_summary, evidence, findings),
        "recruiter_feedback": remarks(draft.recruiter_feedback, "recruiterFeedback", "advice"),
        "next_actions": remarks(draft.next_actions, "nextActions", "advice"),
        "interview_talking_points": remarks(draft.interview_talking_points, "interviewTalkingPoints", "told"),
        "experience_gaps": _gaps(draft.experience_gaps, evidence, findings),
        "keyword_checklist": _suggestions(draft.keyword_checklist, evidence, findings),
    }
    return Step(work.write(**changes), findings)


def _analysis(text: str, evidence: Evidence, findings: Findings) -> str:
    checked = through(text, "summary", evidence, "advice", findings)
    if evidence.read(checked).plain:
        return checked
    return _replaced("summary", fitting(plain_texts.analysis(evidence), evidence, "advice"), findings)


def _professional(text: str, evidence: Evidence, findings: Findings) -> str:
    """The professional summary: third person, and only what the resume shows."""
    location = "tailoredResume.summary"
    checked = through(text, location, evidence, "summary", findings)
    turned = third_person(checked) if evidence.read(checked).language_is_english else checked
    if turned != checked:
        findings.add("gate.first_person", location, "The summary speaks in the third person.")
    if evidence.read(turned).plain:
        return turned
    return _replaced(
        location, fitting(plain_texts.professional_summary(evidence), evidence, "summary"), findings
    )


def _replaced(location: str, plain: list[str], findings: Findings) -> str:
    message = "Nothing true was left; a plain text from the resume stands here."
    findings.add("facts.empty", location, message)
    return plain[0] if plain else plain_texts.NOTHING


def _remarks(
    texts: list[str], location: str, evidence: Evidence, mode: Mode, findings: Findings
) -> list[str]:
    """A list of remarks: checked one by one, empty and repeated ones out."""
    kept: dict[str, str] = {}
    for i, text in enumerate(texts):
        checked = through(text, f"{location}[{i}]", evidence, mode, findings)
        if _is_fresh(checked, kept, evidence):
            kept[evidence.read(checked).plain] = checked
        else:
            findings.add("gate.repeated_entry", f"{location}[{i}]", "An empty or repeated entry was dropped.")
    return list(kept.values())


def _is_fresh(text: str, kept: Iterable[str], evidence: Evidence) -> bool:
    key = evidence.read(text).plain
    return bool(key) and key not in kept


def _gaps(gaps: list[ExperienceGap], evidence: Evidence, findings: Findings) -> list[ExperienceGap]:
    kept: dict[str, ExperienceGap] = {}
    for i, gap in enumerate(gaps):
        location = f"experienceGaps[{i}]"
        text = through(gap.gap, f"{location}.gap", evidence, "advice", findings)
        if not _is_fresh(text, kept, evidence):
            findings.add("gate.repeated_entry", location, "An empty or repeated entry was dropped.")
            continue
        step = through(gap.suggestion, f"{location}.suggestion", evidence, "advice", findings)
        step = step or _replaced(f"{location}.suggestion", [plain_texts.NEAREST], findings)
        kept[evidence.read(text).plain] = gap.model_copy(update={"gap": text, "suggestion": step})
    return list(kept.values())


def _suggestions(checks: list[KeywordCheck], evidence: Evidence, findings: Findings) -> list[KeywordCheck]:
    kept = []
    for i, entry in enumerate(checks):
        location = f"keywordChecklist[{i}].suggestion"
        text = through(entry.suggestion, location, evidence, "advice", findings) if entry.suggestion else None
        kept.append(
            entry if text == entry.suggestion else entry.model_copy(update={"suggestion": text or None})
        )
    return kept
