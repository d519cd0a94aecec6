"""Edits of a draft, one place each: what the operators of the bench and the tests of refine break drafts with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from resumemate_llm.schema import CoverLetter, ProDraft

Edit = Callable[[ProDraft, str], ProDraft]


def changed(draft: ProDraft, **fields: object) -> ProDraft:
    """A copy with some fields changed."""
    return draft.model_copy(update=fields)


def with_role(draft: ProDraft, role: int, **fields: object) -> ProDraft:
    """One role with some fields changed."""
    roles = list(draft.bullets_by_role)
    roles[role] = roles[role].model_copy(update=fields)
    return changed(draft, bullets_by_role=roles)


def with_bullet(draft: ProDraft, role: int, bullet: int, text: str) -> ProDraft:
    """One bullet with another text."""
    bullets = list(draft.bullets_by_role[role].bullets)
    bullets[bullet] = text
    return with_role(draft, role, bullets=bullets)


def with_letter(draft: ProDraft, paragraphs: Sequence[str]) -> ProDraft:
    """Another letter."""
    return changed(draft, cover_letter=CoverLetter(paragraphs=list(paragraphs)))


def with_sentence(draft: ProDraft, paragraph: int, sentence: str) -> ProDraft:
    """A sentence more at the end of one paragraph of the letter, in the last one before the sign-off."""
    paragraphs = list(draft.cover_letter.paragraphs)
    text = paragraphs[paragraph]
    if paragraph == len(paragraphs) - 1 and "\n" in text:
        body, _, closing = text.partition("\n")
        paragraphs[paragraph] = f"{body} {sentence}\n{closing}"
    else:
        paragraphs[paragraph] = f"{text} {sentence}"
    return with_letter(draft, paragraphs)


def with_summary_sentence(draft: ProDraft, sentence: str) -> ProDraft:
    """A sentence more in the professional summary."""
    return changed(draft, professional_summary=f"{draft.professional_summary} {sentence}".strip())


def with_clause(draft: ProDraft, role: int, bullet: int, clause: str) -> ProDraft:
    """A clause more at the end of a bullet."""
    text = draft.bullets_by_role[role].bullets[bullet].rstrip(" .")
    return with_bullet(draft, role, bullet, f"{text} {clause}")


def with_skill(draft: ProDraft, item: str) -> ProDraft:
    """A skill more, in the first group."""
    first, *rest = draft.skills
    return changed(draft, skills=[first.model_copy(update={"items": [item, *first.items]}), *rest])


def with_headline(draft: ProDraft, addition: str) -> ProDraft:
    """Something more in the headline."""
    return changed(draft, headline=f"{draft.headline} | {addition}")


def with_remark(draft: ProDraft, field: str, text: str) -> ProDraft:
    """A remark more at the head of a list: feedback, next actions or talking points."""
    return changed(draft, **{field: [text, *getattr(draft, field)]})


def with_rewrite(draft: ProDraft, rewritten: str) -> ProDraft:
    """The first before/after pair with another rewriting, and the preview with it."""
    if not draft.bullet_rewrites:
        return changed(
            draft, before_after_preview=draft.before_after_preview.model_copy(update={"after": rewritten})
        )
    first, *rest = draft.bullet_rewrites
    return changed(draft, bullet_rewrites=[first.model_copy(update={"rewritten": rewritten}), *rest])
