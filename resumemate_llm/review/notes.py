"""The findings of a call as sentences, by the place that they speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from ..schema import Finding

_ROLE = re.compile(r"tailoredResume\.experience\[(\d+)\](?:\.bullets\[(\d+)\])?")


def sentence(finding: Finding) -> str:
    """What a finding says; one without a message names its type and place."""
    return finding.message or f"{finding.type} at {finding.location}"


class Notes:
    """Findings by place. `mended` and `to_confirm` are keyed by (role, bullet); the bullet is None where a
    finding speaks of the whole role."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = list(findings)
        self.mended = self._by_bullet(auto_fixed=True)
        self.to_confirm = self._by_bullet(auto_fixed=False)

    def under(self, path: str, *, auto_fixed: bool = True) -> list[str]:
        """What was found at `path` or within it, each sentence once."""
        found = (f for f in self._findings if f.location.startswith(path) and f.auto_fixed == auto_fixed)
        return list(dict.fromkeys(sentence(f) for f in found))

    def _by_bullet(self, *, auto_fixed: bool) -> dict[tuple[int, int | None], list[str]]:
        found: dict[tuple[int, int | None], list[str]] = defaultdict(list)
        for finding in self._findings:
            place = _ROLE.match(finding.location)
            if place and finding.auto_fixed == auto_fixed:
                bullet = None if place[2] is None else int(place[2])
                found[int(place[1]), bullet].append(sentence(finding))
        return dict(found)
