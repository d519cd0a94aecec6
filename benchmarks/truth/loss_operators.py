"""Operators that lose something of the resume, or put it in another place. None of it may stay lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.honesty import flat
from resumemate_llm.schema import BeforeAfter, CoverLetter, ProOutput, SkillGroup

from .cases import Case
from .edits import changed, with_bullet, with_role
from .judge import Fault, nothing
from .operators import Mutant, operator


@operator("loss")
def role_dropped(case: Case) -> Iterator[Mutant]:
    """One role left out, each in turn, and all of them."""
    roles = case.draft.bullets_by_role
    for out in case.some(range(len(roles)), 3):
        rest = [role for r, role in enumerate(roles) if r != out]
        yield Mutant(changed(case.draft, bullets_by_role=rest), nothing, f"without role {out}")
    yield Mutant(changed(case.draft, bullets_by_role=[]), nothing, "without roles")


@operator("loss")
def roles_merged(case: Case) -> Iterator[Mutant]:
    """Two neighbouring roles under one head: the first's, the second's, or a mixture."""
    roles = list(case.draft.bullets_by_role)
    for first in case.some(range(len(roles) - 1), 2):
        one, other = roles[first], roles[first + 1]
        bullets = [*one.bullets, *other.bullets]
        for head in (
            one,
            other,
            one.model_copy(update={"start": other.start, "title": f"{one.title} / {other.title}"}),
        ):
            joined = head.model_copy(update={"bullets": bullets})
            draft = changed(case.draft, bullets_by_role=[*roles[:first], joined, *roles[first + 2 :]])
            yield Mutant(draft, nothing, f"roles {first} and {first + 1} under {head.title!r}")


@operator("loss")
def role_duplicated(case: Case) -> Iterator[Mutant]:
    """A role twice, word for word or with half its bullets."""
    roles = list(case.draft.bullets_by_role)
    for r in case.some(range(len(roles)), 2):
        half = roles[r].model_copy(update={"bullets": roles[r].bullets[::2]})
        for copy in (roles[r], half):
            draft = changed(case.draft, bullets_by_role=[*roles, copy])
            yield Mutant(draft, _more_bullets_than(case), f"role {r} twice")


def _more_bullets_than(case: Case) -> Fault:
    """A fault where a role says the same thing twice."""

    def look(output: ProOutput) -> str | None:
        for r, role in enumerate(output.tailored_resume.experience):
            said = [flat(b) for b in role.bullets]
            statements = case.profile.experience[r].statements if r < len(case.profile.experience) else []
            own = [flat(b) for b in (*statements, *_bullets(case, r))]
            for text in said:
                if said.count(text) > max(1, own.count(text)):
                    return f"role {r} says twice: {text[:60]!r}"
        return None

    return look


def _bullets(case: Case, role: int) -> list[str]:
    return case.bullets[role] if role < len(case.bullets) else []


@operator("loss")
def roles_reordered(case: Case) -> Iterator[Mutant]:
    """The oldest role first, and the bullets under the right heads all the same."""
    roles = case.draft.bullets_by_role
    if len(roles) > 1:
        yield Mutant(changed(case.draft, bullets_by_role=roles[::-1]), nothing, "reversed")
        yield Mutant(changed(case.draft, bullets_by_role=[*roles[1:], roles[0]]), nothing, "rotated")


@operator("loss")
def bullets_dropped(case: Case) -> Iterator[Mutant]:
    """Bullets left out of a role: one, every other one, all."""
    for r in case.some(range(len(case.bullets)), 2):
        bullets = case.bullets[r]
        for kept in (bullets[1:], bullets[:-1], bullets[::2], []):
            yield Mutant(
                with_role(case.draft, r, bullets=kept), nothing, f"{len(kept)} of {len(bullets)} in role {r}"
            )


@operator("loss")
def bullets_merged(case: Case) -> Iterator[Mutant]:
    """Two bullets in one, or a whole role in one."""
    for r in case.some([r for r, b in enumerate(case.bullets) if len(b) > 1], 2):
        first, second, *rest = (b.rstrip(" .") for b in case.bullets[r])
        for link in (" and ", "; ", ", "):
            joined = f"{first}{link}{second[:1].lower()}{second[1:]}"
            yield Mutant(with_role(case.draft, r, bullets=[joined, *rest]), nothing, joined)
        yield Mutant(
            with_role(case.draft, r, bullets=["; ".join([first, second, *rest])]), nothing, "all in one"
        )


@operator("loss")
def bullet_truncated(case: Case) -> Iterator[Mutant]:
    """A bullet cut off after a few words, as where an answer hits its length."""
    long = [(r, b) for r, b in case.places if len(case.bullets[r][b].split()) > 6]
    for r, b in case.some(long, 2):
        words = case.bullets[r][b].split()
        for share in (0.3, 0.5, 0.8):
            cut = " ".join(words[: max(2, int(share * len(words)))])
            yield Mutant(with_bullet(case.draft, r, b, cut), _stands_in(r, cut), cut)


@operator("loss")
def number_left_out(case: Case) -> Iterator[Mutant]:
    """A bullet without the figure that its source has."""
    counted = [(r, b) for r, b in case.places if re.search(r"\d", case.bullets[r][b])]
    for r, b in case.some(counted, 3):
        bare = re.sub(r"\s?[$£€~]?\d[\d,.]*\s?(?:%|k|m|million|percent)?", "", case.bullets[r][b])
        yield Mutant(with_bullet(case.draft, r, b, bare), nothing, bare)


@operator("loss")
def bullet_of_another_role(case: Case) -> Iterator[Mutant]:
    """A bullet copied under another role, beside its own bullets or in place of one."""
    for r, b in case.some(case.places, 3):
        text = case.bullets[r][b]
        others = [o for o in range(len(case.bullets)) if o != r and not _alike(text, case.bullets[o])]
        for other in others[:1]:
            for bullets in ([text, *case.bullets[other]], [text, *case.bullets[other][1:]]):
                yield Mutant(
                    with_role(case.draft, other, bullets=bullets),
                    _stands_in(other, text),
                    f"{text[:60]!r} in role {other}",
                )


def _alike(text: str, bullets: list[str]) -> bool:
    """Whether a bullet says about what one of the others says, so that it might be theirs as well."""
    words = set(flat(text).split())
    return any(len(words & set(flat(b).split())) > 0.4 * min(len(words), len(b.split())) for b in bullets)


def _stands_in(role: int, text: str) -> Fault:
    def look(output: ProOutput) -> str | None:
        said = [flat(b).strip(" .") for b in output.tailored_resume.experience[role].bullets]
        return f"role {role} says {text[:60]!r}" if flat(text).strip(" .") in said else None

    return look


@operator("loss")
def education_dropped(case: Case) -> Iterator[Mutant]:
    """Entries of the education left out or in another order."""
    entries = case.draft.education
    for kept in (entries[1:], [], entries[::-1]):
        yield Mutant(changed(case.draft, education=kept), nothing, f"{len(kept)} of {len(entries)}")


@operator("loss")
def skills_dropped(case: Case) -> Iterator[Mutant]:
    """The candidate's own skills left out."""
    groups = case.draft.skills
    yield Mutant(changed(case.draft, skills=[]), nothing, "none")
    yield Mutant(changed(case.draft, skills=groups[:1]), nothing, "one group")
    halved = [SkillGroup(category=g.category, items=g.items[::2]) for g in groups]
    yield Mutant(changed(case.draft, skills=halved), nothing, "every other one")


@operator("loss")
def empty_sections(case: Case) -> Iterator[Mutant]:
    """Texts and lists that hold nothing, one by one and all together."""
    empty: dict[str, object] = {
        "summary": "",
        "headline": " ",
        "professional_summary": "",
        "skills": [SkillGroup(category="", items=[])],
        "cover_letter": CoverLetter(paragraphs=["", " "]),
        "keyword_checklist": [],
        "recruiter_feedback": [""],
        "next_actions": [],
        "bullet_rewrites": [],
        "interview_talking_points": [],
        "before_after_preview": BeforeAfter(before="", after=""),
    }
    for name in case.some(list(empty), 3):
        yield Mutant(changed(case.draft, **{name: empty[name]}), _empty, name)
    yield Mutant(
        changed(case.draft, **empty, bullets_by_role=[], education=[], experience_gaps=[]),
        _empty,
        "everything",
    )


def _empty(output: ProOutput) -> str | None:
    """A required text that holds nothing."""
    texts = {
        "summary": output.summary,
        "headline": output.tailored_resume.headline,
        "professional summary": output.tailored_resume.summary,
        **{f"letter {i}": p for i, p in enumerate(output.cover_letter.paragraphs)},
        **{f"feedback {i}": p for i, p in enumerate(output.recruiter_feedback)},
        "feedback": "\n".join(output.recruiter_feedback),
        "next actions": "\n".join(output.next_actions),
        "checklist": "\n".join(e.keyword for e in output.keyword_checklist),
    }
    return next((f"{name} is empty" for name, text in texts.items() if not text.strip()), None)
