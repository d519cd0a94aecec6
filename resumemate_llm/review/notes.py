"""The findings of a call as sentences, by the place that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..schema import Finding
from .model import BulletChange

_ROLE = re.compile(r"tailoredResume\.experience\[(\d+)\](?:\.bullets\[(\d+)\])?")
_PUT_BACK = frozenset(
    f"facts.{name}"
    for name in "lost_bullet lost_detail merged_bullets number name skill credential scale content".split()
) | {"second_reader.restored"}
"""Findings after which a bullet has the resume's own wording again."""
_DROPPED = frozenset({"gate.near_duplicate", "gate.empty_bullet"})
"""Findings about a bullet that is not there any more."""


def sentence(finding: Finding) -> str:
    """What a finding says; one without a message names its type and place."""
    return finding.message or f"{finding.type} at {finding.location}"


class Notes:
    """Findings by place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = list(findings)

    def under(self, path: str, *, auto_fixed: bool = True) -> list[str]:
        """What was found at `path` or within it, each sentence once."""
        found = (f for f in self._findings if f.location.startswith(path) and f.auto_fixed == auto_fixed)
        return list(dict.fromkeys(sentence(f) for f in found))

    def of_bullet(
        self, role: int, number: int, bullet: BulletChange, *, auto_fixed: bool = True
    ) -> list[str]:
        """What was found about one bullet."""
        found = self._of_role(role, auto_fixed=auto_fixed)
        return [sentence(f) for f, b in found if b == number and _speaks_of(f, bullet)]

    def of_role(self, role: int, bullets: list[BulletChange], *, auto_fixed: bool = True) -> list[str]:
        """What was found about a role and about none of its `bullets`, each sentence once."""
        found = self._of_role(role, auto_fixed=auto_fixed)
        rest = (f for f, b in found if b is None or b >= len(bullets) or not _speaks_of(f, bullets[b]))
        return list(dict.fromkeys(sentence(f) for f in rest))

    def _of_role(self, role: int, *, auto_fixed: bool) -> Iterator[tuple[Finding, int | None]]:
        for finding in self._findings:
            place = _ROLE.match(finding.location)
            if place and int(place[1]) == role and finding.auto_fixed == auto_fixed:
                yield finding, None if place[2] is None else int(place[2])


def _speaks_of(finding: Finding, bullet: BulletChange) -> bool:
    """Whether a finding at a bullet's place is about this bullet: a finding of an earlier step counts the
    bullets as they stood then, so what it tells must fit what happened to the bullet."""
    if not finding.auto_fixed:
        return True
    if finding.type in _PUT_BACK:
        return bullet.how == "restored"
    return finding.type not in _DROPPED and bullet.is_changed
