"""Which statements tell a result, and not only a duty."""

from __future__ import annotations

from ...refine.claim_tables import CHANGE

RESULT_VERBS = frozenset(
    """
    achieve attain automate beat boost cut decrease double eliminate exceed generate grow halve improve
    increase introduce launch lower open raise reduce save secure shorten shrink streamline surpass triple
    win
    """.split()
)
"""Verbs of which the result is the meaning."""


def tells_result(text: str, verb: str) -> bool:
    """Whether a statement that opens with `verb` (its base form, or "") tells a result in figures."""
    return CHANGE.search(text) is not None or (verb in RESULT_VERBS and any(c.isdigit() for c in text))
