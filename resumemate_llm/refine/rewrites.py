"""The before/after pairs: the original stands in the resume, the rewriting in the tailored one (contract,
section 1)."""

from __future__ import annotations

from ..schema import BeforeAfter, BulletRewrite
from . import plain_texts
from .claims import in_bullet
from .evidence import Basis, Evidence
from .prose import through
from .provenance import trace
from .reading import Reading
from .state import Findings, Line, Step, Work
from .wording import clean

MOST_PAIRS = 5
_NOTES = "Said more directly; the facts are unchanged."


def settle_rewrites(work: Work, evidence: Evidence) -> Step:
    """The before/after pairs: the original stands in the resume, the rewriting in the tailored one."""
    findings = Findings()
    pairs: dict[str, BulletRewrite] = {}
    for i, pair in enumerate(work.draft.bullet_rewrites):
        location = f"bulletRewrites[{i}]"
        true = _true_pair(pair.original, pair.rewritten, work, evidence)
        if true is None or true[0] in pairs:
            message = "A rewriting that the resume and its tailored bullets do not hold was dropped."
            findings.add("facts.rewrite", location, message)
            continue
        pairs[true[0]] = _kept_pair(pair, true, location, evidence, findings)
    for role, lines in enumerate(work.roles):
        for line in lines:
            original = _origin(role, line, evidence)
            if len(pairs) < MOST_PAIRS and original and original not in pairs:
                pairs[original] = _new_pair(role, original, line, evidence)
                message = "A bullet that was reworded is listed with its original."
                findings.add("consistency.rewrite_added", f"bulletRewrites[{len(pairs) - 1}]", message)
    rewrites = list(pairs.values())[:MOST_PAIRS]
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
    return (original, rewritten) if in_bullet(reading, Basis((source,)), evidence) is None else None


def _kept_pair(
    pair: BulletRewrite, true: tuple[str, str], location: str, evidence: Evidence, findings: Findings
) -> BulletRewrite:
    notes = through(pair.notes, f"{location}.notes", evidence, "advice", findings)
    section = clean(pair.section).text
    if not section or any(not evidence.shows(name) for name in Reading(f"in {section}").names):
        section = "Experience"
    changed = (true[0], true[1], section, notes or _NOTES)
    if changed == (pair.original, pair.rewritten, pair.section, pair.notes):
        return pair
    if pair.rewritten:  # in a draft written in sections it is left to refine
        findings.add("facts.rewrite", location, "The pair says what the resume and its tailored bullet say.")
    return BulletRewrite(original=changed[0], rewritten=changed[1], section=changed[2], notes=changed[3])


def _new_pair(role: int, original: str, line: Line, evidence: Evidence) -> BulletRewrite:
    section = plain_texts.position(evidence.profile.experience[role]) or "Experience"
    return BulletRewrite(original=original, rewritten=line.text, section=section, notes=_NOTES)


def _preview(
    work: Work, rewrites: list[BulletRewrite], evidence: Evidence, findings: Findings
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
    if preview.before or preview.after:
        findings.add("facts.preview", "beforeAfterPreview", "The example shows a true pair of bullets.")
    return BeforeAfter(before=true[0], after=true[1])
