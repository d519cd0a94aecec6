"""Taking the places out of the pieces of a head."""

from __future__ import annotations

import re
from typing import NamedTuple

from .employers import employer_score
from .head_pieces import Piece
from .places import is_city, is_code, is_country, is_known, is_place, is_region, looks_like_city, place_at_end
from .source import BRACKETS, Span, trim
from .titles import title_score

_BASE = re.compile(r"^[A-Z][\w' -]{1,30} (?:AFB|AFS|AB|AS|NAS|MCAS|MCB|JBLM)$")
"""A military base; only with a state or country behind it, for "AB" and "AS" are legal forms too."""


class _Glued(NamedTuple):
    """A place without a separator: what stands before and behind it, and how many pieces that were."""

    before: Piece
    place: Span
    after: Piece | None
    width: int


def take_places(text: str, pieces: list[Piece]) -> tuple[list[Piece], list[Span]]:
    """The pieces that are no place, and the places."""
    rest: list[Piece] = []
    places: list[Span] = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if piece.field == "place":
            places.append(piece.span)
            position += 1
            continue
        width = 0 if piece.field else _width(pieces, position)
        glued = None if piece.field or width else _glued(text, pieces, position)
        if width:
            places.append(Span(piece.span.start, pieces[position + width - 1].span.end))
        elif glued:
            rest += [glued.before, glued.after] if glued.after else [glued.before]
            places.append(glued.place)
            width = glued.width
        else:
            rest.append(piece)
            position += 1
            continue
        position += width
        if position < len(pieces):  # what follows a place starts something new
            pieces[position] = pieces[position]._replace(strong=True)
    if len(places) > 1 and not rest:
        # All of it looks like places ("Washington, Brooklyn"): the first is a name.
        first = places.pop(0)
        rest = [Piece(first, text[first.start : first.end], True, 0)]
    return rest, places


def _follower(pieces: list[Piece], position: int) -> Piece | None:
    """The piece behind a comma after the one at `position`."""
    following = pieces[position + 1] if position + 1 < len(pieces) else None
    same_line = following is not None and not following.strong and following.part == pieces[position].part
    return following if same_line else None


def _bare(piece: Piece) -> str:
    return BRACKETS.sub("", piece.text).strip()


def _width(pieces: list[Piece], position: int) -> int:
    """How many pieces from `position` on make up one place: 0 for none."""
    name = _bare(pieces[position])
    if _BASE.search(name):
        following = _follower(pieces, position)
        return 2 if following and is_region(_bare(following)) else 0
    if not is_known(name) and (title_score(name) >= 1 or employer_score(name) >= 1):
        return 0
    following = _follower(pieces, position)
    if (
        following
        and is_region(_bare(following))
        and looks_like_city(name)
        and _is_town(name, _bare(following))
    ):
        country = _follower(pieces, position + 1)
        return 3 if country and is_region(country.text) else 2
    if not is_place(name):
        return 0
    return 2 if following and is_place(following.text) else 1


def _is_town(name: str, region: str) -> bool:
    """Whether a name before a region is a town and not an employer with a town at its end. A region that
    is a city as well ("Utrecht") proves nothing."""
    return is_place(name) or not (place_at_end(name) or is_city(region))


def _glued(text: str, pieces: list[Piece], position: int) -> _Glued | None:
    """A place without a separator before it: "Stripe San Francisco, CA", "Web Developer Smalltown, OH",
    and one with more behind it: "Denver, CO Senior Analyst"."""
    piece = pieces[position]
    following = _follower(pieces, position)
    region_end = _region_prefix(following.text) if following else 0
    begin = place_at_end(piece.text)
    if following and region_end and not begin and not is_country(following.text):
        begin = _city_after_name(piece.text)
    if not begin or (not region_end and title_score(piece.text[:begin]) < 3):
        return None
    name = trim(text, Span(piece.span.start, piece.span.start + begin))
    if name.empty:
        return None
    before = piece._replace(span=name, text=text[name.start : name.end])
    if not following or not region_end:
        return _Glued(before, Span(piece.span.start + begin, piece.span.end), None, 1)
    end = following.span.start + region_end
    rest = trim(text, Span(end, following.span.end))
    after = None if rest.empty else Piece(rest, text[rest.start : rest.end], True, following.part)
    return _Glued(before, Span(piece.span.start + begin, end), after, 2)


def _region_prefix(following: str) -> int:
    """How many characters at the start of `following` name a region: all of them, or a code with
    something capitalised behind it."""
    bare = BRACKETS.sub("", following).strip()
    if is_region(bare) and (is_code(bare) or not is_city(bare)):
        return len(following)
    match = re.match(r"([A-Z]{2,3})\s+(?=[A-Z][a-z])", following)
    return match.end(1) if match and is_region(match[1]) else 0


def _city_after_name(text: str) -> int | None:
    """Where an unknown city begins behind a title or a company: after the last of their words."""
    words = list(re.finditer(r"\S+", text))
    for word in reversed(words[1:]):
        before, tail = text[: word.start()].strip(), text[word.start() :]
        if title_score(before) >= 3 or employer_score(before) >= 2.5:
            return word.start() if looks_like_city(tail) and len(tail.split()) <= 3 else None
    return words[-1].start() if len(words) > 1 and looks_like_city(words[-1].group()) else None
