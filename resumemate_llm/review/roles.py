"""The roles of a review: every bullet beside what it comes from, with the reason for what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..refine.words import plain
from ..schema import BulletOrigin, CandidateProfile, ProOutput, TailoredRole
from ..text.terms import has_term
from .changes import moved
from .model import BulletChange, RoleChange
from .notes import Notes

_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_MOST_TERMS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the reasons are drawn from: the resume as parsed, where each bullet comes from, what refine
    found, the terms of the job, and what the writer noted, by the original."""

    profile: CandidateProfile
    origins: Mapping[tuple[int, int], BulletOrigin]
    notes: Notes
    asked: Sequence[str]
    written: Mapping[str, str]


def compare_roles(
    output: ProOutput,
    profile: CandidateProfile,
    provenance: Sequence[BulletOrigin],
    notes: Notes,
    asked: Sequence[str],
) -> list[RoleChange]:
    """Every role of the output beside the resume's. Without `provenance` no bullet has an original."""
    origins = {(origin.role, origin.bullet): origin for origin in provenance}
    written = {pair.original: pair.notes for pair in output.bullet_rewrites}
    known = Known(profile, origins, notes, asked, written)
    return [_role(r, role, known) for r, role in enumerate(output.tailored_resume.experience)]


def _role(index: int, role: TailoredRole, known: Known) -> RoleChange:
    bullets = list(_bullets(index, role, known))
    return RoleChange(
        title=role.title,
        company=role.company,
        period=role.period,
        bullets=bullets,
        notes=known.notes.of_role(index, bullets),
        to_confirm=known.notes.of_role(index, bullets, auto_fixed=False),
        unused=_unused(index, len(bullets), known),
    )


def _bullets(index: int, role: TailoredRole, known: Known) -> Iterator[BulletChange]:
    origins = [known.origins.get((index, b)) for b in range(len(role.bullets))]
    order = [min(origin.sources, default=-1) if origin else -1 for origin in origins]
    shifted = {b for b in moved(order) if order[b] not in (b, -1)}
    for b, (text, origin) in enumerate(zip(role.bullets, origins, strict=True)):
        bullet = _beside(text, origin, known)
        reasons = _reasons(bullet, known.written)
        mended = known.notes.of_bullet(index, b, bullet)
        if mended and not any(original in known.written for original in bullet.originals):
            reasons = []
        if b in shifted:
            reasons.append(_move(order[b], b, [term for term in known.asked if has_term(text, term)]))
        yield bullet.model_copy(
            update={
                "moved": b in shifted,
                "reasons": list(dict.fromkeys([*mended, *reasons])),
                "to_confirm": known.notes.of_bullet(index, b, bullet, auto_fixed=False),
            }
        )


def _beside(text: str, origin: BulletOrigin | None, known: Known) -> BulletChange:
    """The bullet with its originals."""
    statements = _statements(origin.source_role, known) if origin else []
    sources = [i for i in (origin.sources if origin else ()) if i < len(statements)]
    originals = [statements[i] for i in sources]
    how = origin.how if origin else "reworded"
    if how == "kept" and originals != [text]:
        how = "reworded"
    return BulletChange(text=text, originals=originals, was=[i + 1 for i in sources], how=how)


def _statements(role: int, known: Known) -> list[str]:
    own = known.profile.experience
    return own[role].statements if role < len(own) else []


def _unused(index: int, bullets: int, known: Known) -> list[str]:
    if not known.origins:
        return []
    used = {
        (origin.source_role, i)
        for (r, b), origin in known.origins.items()
        if b < bullets
        for i in origin.sources
    }
    return [text for i, text in enumerate(_statements(index, known)) if (index, i) not in used]


def _reasons(bullet: BulletChange, written: Mapping[str, str]) -> list[str]:
    """Why the words are what they are; nothing for a bullet that stands as it was."""
    if not bullet.originals:
        return ["No statement of your resume could be found for it."]
    if bullet.how == "merged":
        return [f"Says together what were {len(bullet.originals)} statements."]
    if bullet.how == "restored":
        return ["Your own wording was put back."]
    if bullet.how == "reworded" and [plain(text) for text in bullet.originals] == [plain(bullet.text)]:
        return ["Only spacing, capitals or punctuation differ."]
    if bullet.how == "reworded":
        note = " ".join(filter(None, (written.get(original, "") for original in bullet.originals)))
        return [
            _as_sentence(note) if note else "Reworded; numbers, names and facts are those of your resume."
        ]
    return []


def _as_sentence(note: str) -> str:
    note = note.strip()
    return note[:1].upper() + note[1:] + ("" if note.endswith((".", "!", "?")) else ".")


def _move(was: int, now: int, shown: Sequence[str]) -> str:
    way = f"Moved {'up' if now < was else 'down'} from {_place(was)} to {_place(now)}"
    return f"{way}: it shows {_listed(shown)}, which the job asks for." if now < was and shown else f"{way}."


def _place(index: int) -> str:
    return _PLACES[index] if index < len(_PLACES) else f"place {index + 1}"


def _listed(terms: Sequence[str]) -> str:
    *others, last = terms[:_MOST_TERMS]
    return f"{', '.join(others)} and {last}" if others else last
