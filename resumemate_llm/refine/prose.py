"""Everything a draft writes beside bullets and letter: what the resume does not bear out goes, sentence
by sentence, and nothing is left empty (contract, steps 3 and 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..schema import BeforeAfter, BulletRewrite, ExperienceGap, Finding, KeywordCheck
from ..text.language import detect
from ..text.sentences import split_sentences
from ..text.terms import tokens
from . import plain_texts
from .claim_tables import HEADLINE_WORDS, NEUTRAL, SENIORITY
from .claims import Mode, in_bullet, in_sentence, unsupported_numbers, without_true_years
from .evidence import Basis, Evidence
from .provenance import trace
from .reading import Reading
from .state import Line, Step, Work, finding
from .wording import Worded, clean, findings_for, prose, third_person, without_harshness
from .words import STOP_WORDS, sign, stem, words

_LONG_ENOUGH = 8
_HEADLINE_STEMS = frozenset(stem(w) for w in (*NEUTRAL, *HEADLINE_WORDS))


class Checked(NamedTuple):
    """A text with its unsupported sentences taken out, and why."""

    text: str
    findings: list[Finding]


def check(text: str, location: str, evidence: Evidence, mode: Mode) -> Checked:
    """`text` without the sentences that the resume does not bear out."""
    if is_foreign(text, evidence):
        return Checked("", [finding("facts.language", location, "A text in another language was replaced.")])
    return check_sentences(text, location, evidence, mode)


def check_sentences(text: str, location: str, evidence: Evidence, mode: Mode) -> Checked:
    """`check` without the question of language, which a single sentence does not answer."""
    kept, findings = [], []
    for sentence in split_sentences(text):
        reading = evidence.read(sentence)
        claim = in_sentence(reading, evidence, mode)
        if claim is not None:
            message = f"A sentence with something the resume does not show was taken out ({claim.kind})."
            findings.append(finding(f"facts.{claim.kind}", location, message))
        elif mode != "advice" and is_pasted(reading, evidence):
            message = "A sentence copied from the job ad was taken out."
            findings.append(finding("facts.pasted", location, message))
        else:
            kept.append(sentence)
    return Checked(" ".join(kept) if findings else text, findings)


def is_foreign(text: str, evidence: Evidence) -> bool:
    """Whether `text` is in neither language of the two documents, nor in English; what is made of the
    documents' own words is not foreign, whatever it looks like."""
    written = [w.casefold() for w in words(text)]
    if len(written) < _LONG_ENOUGH:
        return False
    if sum(w in evidence.vocabulary for w in written) >= 0.5 * len(written):
        return False
    return detect(text) not in {"en", evidence.resume.language, evidence.job.language}


def is_pasted(sentence: Reading, evidence: Evidence) -> bool:
    """Whether most of a sentence stands word for word in the job's text, and not in the resume."""
    folded = [t.folded for t in tokens(sentence.text)]
    if len(folded) < _LONG_ENOUGH:
        return False
    covered: set[int] = set()
    for i in range(len(folded) - 5):
        gram = tuple(folded[i : i + 6])
        if gram in evidence.job_grams and gram not in evidence.resume_grams:
            covered.update(range(i, i + 6))
    return len(covered) >= 0.8 * len(folded)


def settle_prose(work: Work, evidence: Evidence) -> Step:
    """The draft's texts, checked, each with a true one in its place where nothing is left."""
    draft, findings = work.draft, []

    def through(text: str, location: str, mode: Mode, fallback: Callable[[], str]) -> str:
        checked = _gated(text, location, evidence, mode, findings)
        return checked or _replaced(location, fallback(), findings)

    headline = through_headline(draft.headline, evidence, findings)
    summary = through(draft.summary, "summary", "advice", lambda: plain_texts.analysis(evidence))
    professional = _professional(draft.professional_summary, evidence, findings)
    return Step(
        work.write(
            headline=headline,
            summary=summary,
            professional_summary=professional,
            recruiter_feedback=_texts(
                draft.recruiter_feedback, "recruiterFeedback", "advice", evidence, findings
            ),
            next_actions=_texts(draft.next_actions, "nextActions", "advice", evidence, findings),
            interview_talking_points=_texts(
                draft.interview_talking_points, "interviewTalkingPoints", "told", evidence, findings
            ),
            experience_gaps=_gaps(draft.experience_gaps, evidence, findings),
            keyword_checklist=_suggestions(draft.keyword_checklist, evidence, findings),
        ),
        findings,
    )


def _replaced(location: str, text: str, findings: list[Finding]) -> str:
    findings.append(
        finding("facts.empty", location, "Nothing true was left; a plain text from the resume stands here.")
    )
    return text


def _gated(text: str, location: str, evidence: Evidence, mode: Mode, findings: list[Finding]) -> str:
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


def _texts(
    texts: list[str], location: str, mode: Mode, evidence: Evidence, findings: list[Finding]
) -> list[str]:
    """A list of remarks: checked one by one, empty and repeated ones out."""
    kept: dict[str, str] = {}
    for i, text in enumerate(texts):
        checked = _gated(text, f"{location}[{i}]", evidence, mode, findings)
        reading = evidence.read(checked)
        if not reading.plain or reading.plain in kept:
            message = "An empty or repeated entry was dropped."
            findings.append(finding("gate.repeated_entry", f"{location}[{i}]", message))
            continue
        kept[reading.plain] = checked
    return list(kept.values())


def _gaps(gaps: list[ExperienceGap], evidence: Evidence, findings: list[Finding]) -> list[ExperienceGap]:
    kept: dict[str, ExperienceGap] = {}
    for i, gap in enumerate(gaps):
        location = f"experienceGaps[{i}]"
        text = _gated(gap.gap, f"{location}.gap", evidence, "advice", findings)
        key = evidence.read(text).plain
        if not key or key in kept:
            findings.append(
                finding("gate.repeated_entry", location, "An empty or repeated entry was dropped.")
            )
            continue
        step = _gated(gap.suggestion, f"{location}.suggestion", evidence, "advice", findings)
        if not step:
            step = _replaced(
                f"{location}.suggestion", "Name true experience that comes close to it.", findings
            )
        kept[key] = (
            gap
            if (text, step) == (gap.gap, gap.suggestion)
            else gap.model_copy(update={"gap": text, "suggestion": step})
        )
    return list(kept.values())


def _suggestions(
    checks: list[KeywordCheck], evidence: Evidence, findings: list[Finding]
) -> list[KeywordCheck]:
    kept = []
    for i, entry in enumerate(checks):
        if entry.suggestion:
            text = _gated(entry.suggestion, f"keywordChecklist[{i}].suggestion", evidence, "advice", findings)
            if text != entry.suggestion:
                entry = entry.model_copy(update={"suggestion": text or None})
        kept.append(entry)
    return kept


def _professional(text: str, evidence: Evidence, findings: list[Finding]) -> str:
    """The professional summary: third person, and only what the resume shows."""
    location = "tailoredResume.summary"
    checked = _gated(text, location, evidence, "summary", findings)
    turned = third_person(checked) if evidence.read(checked).language_is_english else checked
    if turned != checked:
        findings.append(finding("gate.first_person", location, "The summary speaks in the third person."))
    if turned.strip():
        return turned
    own = prose(plain_texts.professional_summary(evidence)).text
    kept = check(own, location, evidence, "summary").text
    return _replaced(location, kept or "Experience as stated below.", findings)


def through_headline(text: str, evidence: Evidence, findings: list[Finding]) -> str:
    """The headline, if every word of it is the resume's or says nothing new; else a plain one."""
    location = "tailoredResume.headline"
    worded = clean(text)
    findings += findings_for(worded, location)
    if worded.text and headline_supported(worded.text, evidence):
        return worded.text
    if worded.text:
        message = "The headline claimed what the resume does not show and was replaced."
        findings.append(finding("facts.headline", location, message))
    else:
        findings.append(finding("facts.empty", location, "The headline was empty."))
    return clean(plain_texts.headline(evidence)).text or "Candidate"


def headline_supported(text: str, evidence: Evidence) -> bool:
    """Whether the resume shows every word, number and rank of a headline."""
    reading = evidence.read(text)
    if reading.plain == evidence.read(clean(plain_texts.headline(evidence)).text).plain:
        return True
    if unsupported_numbers(Reading(without_true_years(text, evidence)), evidence.basis):
        return False
    for word in words(text):
        if word.casefold() in SENIORITY and stem(word) not in evidence.rank_stems:
            return False
        known = word.casefold() in STOP_WORDS or stem(word) in _HEADLINE_STEMS or evidence.shows(word)
        if not known and sign(word) not in evidence.basis.stems:
            return False
    return reading.credentials <= evidence.basis.credentials


def settle_rewrites(work: Work, evidence: Evidence) -> Step:
    """The before/after pairs: the original stands in the resume, the rewriting in the tailored one."""
    findings: list[Finding] = []
    pairs: dict[str, BulletRewrite] = {}
    for i, pair in enumerate(work.draft.bullet_rewrites):
        location = f"bulletRewrites[{i}]"
        true = _true_pair(pair.original, pair.rewritten, work, evidence)
        if true is None or true[0] in pairs:
            message = "A rewriting that the resume and its tailored bullets do not hold was dropped."
            findings.append(finding("facts.rewrite", location, message))
            continue
        pairs[true[0]] = _kept_pair(pair, true, location, evidence, findings)
    for role, lines in enumerate(work.roles):
        for line in lines:
            original = _origin(role, line, evidence)
            if len(pairs) < 5 and original and original not in pairs:
                pairs[original] = _new_pair(role, original, line, evidence)
                message = "A bullet that was reworded is listed with its original."
                findings.append(
                    finding("consistency.rewrite_added", f"bulletRewrites[{len(pairs) - 1}]", message)
                )
    rewrites = list(pairs.values())[:5]
    preview = _preview(work, rewrites, evidence, findings)
    return Step(work.write(bullet_rewrites=rewrites, before_after_preview=preview), findings)


def _origin(role: int, line: Line, evidence: Evidence) -> str | None:
    """The statement that a reworded line comes from alone."""
    if len(line.sources) != 1:
        return None
    original = evidence.originals[role][line.sources[0]]
    return original if evidence.read(original).plain != evidence.read(line.text).plain else None


def _true_pair(
    original: str, rewritten: str, work: Work, evidence: Evidence, *, changed: bool = True
) -> tuple[str, str] | None:
    """The statement that `original` is, and what the tailored resume makes of it; with `changed`, only
    where that differs."""
    wanted = evidence.read(original)
    if not wanted.plain:
        return None
    for role, statements in enumerate(evidence.statements):
        for i, statement in enumerate(statements):
            original_text = evidence.originals[role][i]
            if wanted.plain not in (statement.plain, evidence.read(original_text).plain):
                continue
            line = next((x for x in work.roles[role] if x.sources == (i,)), None)
            if line is None or (changed and line.text == original_text):
                return None
            return original_text, line.text
    for project in evidence.profile.projects:
        for line_text in project.bullets:
            if evidence.read(line_text).plain == wanted.plain:
                return _project_pair(line_text, rewritten, evidence)
    return None


def _project_pair(original: str, rewritten: str, evidence: Evidence) -> tuple[str, str] | None:
    """A pair about a project: the rewriting may say no more than the project's line."""
    source, reading = evidence.read(original), evidence.read(rewritten)
    if reading.plain == source.plain or not trace(reading, [source]):
        return None
    return (original, rewritten) if in_bullet(reading, Basis.of([source]), evidence) is None else None


def _kept_pair(
    pair: BulletRewrite, true: tuple[str, str], location: str, evidence: Evidence, findings: list[Finding]
) -> BulletRewrite:
    notes = _gated(pair.notes, f"{location}.notes", evidence, "advice", findings)
    section = clean(pair.section).text
    if not section or any(not evidence.shows(name) for name in Reading(f"in {section}").names):
        section = "Experience"
    changed = (true[0], true[1], section, notes or _NOTES)
    if changed == (pair.original, pair.rewritten, pair.section, pair.notes):
        return pair
    findings.append(
        finding("facts.rewrite", location, "The pair says what the resume and its tailored bullet say.")
    )
    return BulletRewrite(original=changed[0], rewritten=changed[1], section=changed[2], notes=changed[3])


_NOTES = "Said more directly; the facts are unchanged."


def _new_pair(role: int, original: str, line: Line, evidence: Evidence) -> BulletRewrite:
    section = plain_texts.position(evidence.profile.experience[role]) or "Experience"
    return BulletRewrite(original=original, rewritten=line.text, section=section, notes=_NOTES)


def _preview(
    work: Work, rewrites: list[BulletRewrite], evidence: Evidence, findings: list[Finding]
) -> BeforeAfter:
    """One pair to show: the draft's, if it is true, else the first of the rewritings, else a bullet as
    it stands."""
    preview = work.draft.before_after_preview
    true = _true_pair(preview.before, preview.after, work, evidence, changed=False)
    if true == (preview.before, preview.after):
        return preview
    if true is None and rewrites:
        true = (rewrites[0].original, rewrites[0].rewritten)
    if true is None:
        true = next(
            (
                (evidence.statements[r][x.sources[0]].text, x.text)
                for r, held in enumerate(work.roles)
                for x in held
            ),
            ("", ""),
        )
    if true == (preview.before, preview.after):
        return preview
    findings.append(
        finding("facts.preview", "beforeAfterPreview", "The example shows a true pair of bullets.")
    )
    return BeforeAfter(before=true[0], after=true[1])
