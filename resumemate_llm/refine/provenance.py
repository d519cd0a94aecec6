"""Tracing: which statements of its role a bullet comes from."""

from __future__ import annotations

from collections.abc import Sequence

from .everyday import EVERYDAY
from .reading import Reading
from .words import sign

SUPPORT = 0.5
"""A bullet comes from a statement where they share half the words of either."""

CARRIED = 0.75
"""A statement is carried where its bullets hold three quarters of its words, and its numbers; ..."""

SHORT = 5
"""... one of so few words loses none but everyday ones."""

_DUTY = frozenset(
    map(
        sign,
        "responsible responsibility responsibilities duty duties tasks included including involved charge".split(),
    )
)
"""Words that say only that something was somebody's work; a bullet with a verb says so without them."""


def trace(bullet: Reading, statements: Sequence[Reading]) -> tuple[int, ...]:
    """The indexes of the statements that `bullet` comes from, the closest first; () where none is."""
    same = [i for i, s in enumerate(statements) if s.plain == bullet.plain]
    if same:
        return (same[0],)
    ranked = sorted(
        (-_likeness(bullet, statement), i)
        for i, statement in enumerate(statements)
        if _supports(statement.stems, bullet.stems)
    )
    if not ranked:
        return ()
    found = [ranked[0][1]]
    explained = set(statements[found[0]].stems)
    for _, i in ranked[1:]:
        rest = statements[i].stems - explained
        if len(rest) >= 2 and len(rest & bullet.stems) >= SUPPORT * len(rest):
            found.append(i)
            explained |= statements[i].stems
    return tuple(found)


def _supports(statement: frozenset[str], bullet: frozenset[str]) -> bool:
    shared = len(statement & bullet)
    smaller = min(len(statement), len(bullet))
    if shared < min(2, smaller) or not shared:
        return False
    return shared >= SUPPORT * smaller


def _likeness(bullet: Reading, statement: Reading) -> float:
    total = len(bullet.stems) + len(statement.stems)
    return 2 * len(bullet.stems & statement.stems) / total if total else 0.0


_NO_END = frozenset(
    "a an and as at by for from in into of on or per than that the to which who whose with".split()
)
"""Words that open what has to follow."""


def _is_cut(text: str) -> bool:
    """Whether a text breaks off: behind a word that opens something, or inside brackets."""
    return text.rpartition(" ")[2] in _NO_END or text.count("(") > text.count(")")


def _lacks_end(text: str, statement: str) -> bool:
    """Whether a text is a statement without its end; the verb that opens it may be in another tense."""
    if statement.startswith(text):
        return True
    said, whole = text.partition(" ")[2], statement.partition(" ")[2]
    return bool(said) and len(said) < len(whole) and whole.startswith(said)


def is_carried(statement: Reading, bullets: Sequence[Reading]) -> bool:
    """Whether `bullets` together still say what `statement` says: most of its words, all of its
    numbers and names, and to an end."""
    if any(b.plain == statement.plain for b in bullets):
        return True
    if len(bullets) == 1 and (_lacks_end(bullets[0].plain, statement.plain) or _is_cut(bullets[0].plain)):
        return False
    stems = frozenset().union(*(b.stems for b in bullets))
    wanted = statement.stems - _DUTY or statement.stems
    missing = wanted - stems
    if len(missing) > (1 - CARRIED) * len(wanted) or (len(wanted) <= SHORT and not missing <= EVERYDAY):
        return False
    numbers = {c.number.key for b in bullets for c in b.counted}
    if any(c.number.key not in numbers for c in statement.counted):
        return False
    text = " ".join(b.plain for b in bullets)
    return all(name.casefold() in text for name in statement.names)
