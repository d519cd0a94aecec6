"""A review as text for a terminal. Everything of a resume goes into rich as `Text`, never as markup."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..schema import KeywordCheck
from .changes import Piece, compare_words
from .markup import UNSHOWN
from .model import BulletChange, Review, RoleChange, SkillChange, SkillGroupChange
from .notes import sentence
from .words import NOT_SHOWN, are_alike, axis_scores, facts_line, written_by

_GONE, _NEW, _QUIET, _ASK = "red", "green", "dim", "yellow"
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # the direction of writing, for the rest of the line
_SIDE_BY_SIDE = 72
"""Columns below which original and result stand one above the other."""


def as_text(review: Review, *, width: int) -> str:
    """The review without colours, as `Review.to_text` gives it."""
    screen = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    screen.print(render(review, width))
    assert isinstance(screen.file, io.StringIO)
    return "\n".join(line.rstrip() for line in screen.file.getvalue().splitlines()) + "\n"


def render(review: Review, width: int) -> RenderableType:
    """The review for a console of `width` columns. Control characters are left out: a terminal obeys them."""
    shown = Review.model_validate(_without_control(review.to_wire()))
    return Group(*(part for part in _parts(shown, width) if part is not None))


def _without_control(value: Any) -> Any:
    if isinstance(value, str):
        return UNSHOWN.sub("", _TURNS.sub("", value))
    if isinstance(value, list):
        return [_without_control(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_control(item) for key, item in value.items()}
    return value


def _parts(review: Review, width: int) -> Iterator[RenderableType | None]:
    yield Text(f"Review for {facts_line(review)}", style="bold")
    yield Text(written_by(review), style=_QUIET)
    yield _section("Please confirm", _list(map(sentence, review.to_confirm), "[ ] ", _ASK))
    yield _section("Match with the job", _scores(review))
    for text in review.texts:
        asked = _list(text.to_confirm, "confirm: ", _ASK)
        body = [_changed(text.original, text.text, width), _list(text.reasons, "why: ", _QUIET), asked]
        yield _section(text.name, body)
    for role in review.roles:
        yield _section(" | ".join(filter(None, (role.title, role.company, role.period))), _role(role, width))
    yield _section("Skills", _skills(review.skills, review.unlisted_skills))
    yield _section(
        "Cover letter", [Text("\n\n".join(review.letter)), _list(review.letter_reasons, "why: ", _QUIET)]
    )
    yield _section("Keywords of the job", _keywords(review.keywords))
    copied = [f"{section.heading} ({len(section.lines)})" for section in review.copied]
    yield _section("Copied from your resume, word for word", [Text(", ".join(copied))] if copied else [])
    yield _section("Everything that was put right", _list(map(sentence, review.mended), "- ", ""))


def _section(title: str, body: list[RenderableType | None] | RenderableType | None) -> RenderableType | None:
    parts = [part for part in (body if isinstance(body, list) else [body]) if part is not None]
    if not parts:
        return None
    return Group(Text(), Rule(Text(title, style="bold"), align="left", style=_QUIET), *parts)


def _list(sentences: Iterable[str], mark: str, style: str) -> RenderableType | None:
    """Sentences, each behind a mark with a hanging indent."""
    grid = Table.grid(padding=0)
    for told in sentences:
        grid.add_row(Text(mark, style=style), Text(told, style=style))
    return grid if grid.row_count else None


def _scores(review: Review) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for label, before, after in axis_scores(review):
        change = f"{before} -> {after} ({after - before:+d})" if before != after else str(after)
        grid.add_row(Text(label), Text(change))
    return grid


def _role(role: RoleChange, width: int) -> list[RenderableType | None]:
    parts: list[RenderableType | None] = []
    for bullet in role.bullets:
        parts.append(_bullet(bullet, width))
    parts.append(_list(role.unused, "not used: ", _ASK))
    parts.append(_list(role.notes, "note: ", _QUIET))
    parts.append(_list(role.to_confirm, "confirm: ", _ASK))
    return parts


def _bullet(bullet: BulletChange, width: int) -> RenderableType:
    if not bullet.is_changed:
        shown: RenderableType = _marked("= ", Text(bullet.text, style=_QUIET))
    else:
        shown = _changed("\n".join(bullet.originals), bullet.text, width)
    why = _list(bullet.reasons, "why: ", _QUIET)
    ask = _list(bullet.to_confirm, "confirm: ", _ASK)
    return Group(shown, *(Padding(part, (0, 0, 0, 2)) for part in (why, ask) if part is not None))


def _changed(original: str, text: str, width: int) -> RenderableType:
    """Both sides; what differs is marked where most of it is the same."""
    old, new = compare_words(original, text)
    if not are_alike(old, new):
        return _beside(_plain(original), _plain(text), width)
    return _beside(_pieces(old, f"{_GONE} strike"), _pieces(new, f"bold {_NEW}"), width)


def _beside(old: Text, new: Text, width: int) -> RenderableType:
    """Original and result side by side, or one above the other where there is little room."""
    if width < _SIDE_BY_SIDE:
        return Group(_marked("- ", old), _marked("+ ", new))
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    grid.add_row(_marked("- ", old), _marked("+ ", new))
    return grid


def _marked(mark: str, text: Text) -> RenderableType:
    grid = Table.grid(padding=0)
    grid.add_row(Text(mark), text)
    return grid


def _plain(text: str) -> Text:
    return Text(text) if text else Text("(none)", style=_QUIET)


def _pieces(pieces: Iterable[Piece], style: str) -> Text:
    return Text.assemble(*((piece.text, "" if piece.same else style) for piece in pieces))


def _new_skill(skill: SkillChange) -> Text:
    """What is said behind a skill that the resume's own list does not have."""
    if skill.listed:
        return Text()
    if skill.shown_in:
        return Text(f" (new here; shown in {skill.shown_in})", style=_QUIET)
    return Text(f" ({NOT_SHOWN})", style=_ASK)


def _skills(groups: Sequence[SkillGroupChange], unlisted: Sequence[str]) -> list[RenderableType | None]:
    lines: list[RenderableType | None] = []
    for group in groups:
        line = Text(f"{group.category}: ")
        for number, item in enumerate(group.items):
            line.append(", " if number else "").append(item.name, style="" if item.listed else _NEW)
            line.append_text(_new_skill(item))
        lines.append(line)
    if unlisted:
        lines.append(Text(f"No longer listed: {', '.join(unlisted)}", style=_QUIET))
    return lines


def _keywords(checks: Sequence[KeywordCheck]) -> list[RenderableType | None]:
    """Those that the tailored resume has, and those that it has not."""
    found = ", ".join(check.keyword for check in checks if check.found)
    missing = ", ".join(check.keyword for check in checks if not check.found)
    pairs = (("In the resume: ", found), ("Not in it: ", missing))
    return [Text(label + names) for label, names in pairs if names]
