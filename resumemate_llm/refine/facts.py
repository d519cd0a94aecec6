"""The bullets of one role: each traced to its source, none invented, none lost (contract, step 3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .claims import in_bullet, invented_tail
from .counts import unsupported_numbers
from .evidence import Basis, Evidence
from .merge import Matched
from .provenance import is_carried, trace
from .reading import Reading
from .state import Findings, Line, bullet_path

_MESSAGES = {
    "number": "has a number that its source does not hold",
    "name": "names something that the resume does not show",
    "skill": "claims a skill that the resume does not show",
    "credential": "claims a degree or licence that its source does not hold",
    "scale": "claims a scale or an outcome that its source does not hold",
    "turned": "turns round what its source says of who, how much or which way",
    "elsewhere": "takes something from another place of the resume",
    "content": "says more than its source",
}


class Settled(NamedTuple):
    """The bullets of one role and what was found about them."""

    lines: tuple[Line, ...]
    findings: Findings


def settle(role: int, matched: Matched, evidence: Evidence, *, mark: bool) -> Settled:
    """The bullets of one role of the output. With `mark`, one number written "~30%" may stay though
    the source lacks it, and is reported for the candidate to confirm."""
    statements = evidence.statements[role]
    if matched.bullets is None:
        return Settled(
            tuple(Line(s.text, (i,), "restored") for i, s in enumerate(statements) if s.plain), Findings()
        )
    findings = Findings()
    lines = _traced(role, matched.bullets, evidence, findings)
    lines = _supported(role, lines, evidence, findings, mark=mark)
    lines = _without_doubles(role, lines, statements, evidence, findings)
    lines = _restored(role, lines, statements, findings)
    lines = _enough(role, lines, statements, findings)
    return Settled(tuple(lines), findings)


def _traced(role: int, bullets: Sequence[str], evidence: Evidence, findings: Findings) -> list[Line]:
    """The bullets with their sources; one that has none is left out."""
    statements = evidence.statements[role]
    readings = [reading for bullet in bullets if (reading := evidence.read(bullet)).plain]
    exact = _exact(readings, statements)
    lines = []
    for position, reading in enumerate(readings):
        if position in exact:
            lines.append(Line(reading.text, (exact[position],), "kept"))
            continue
        sources = trace(reading, statements)
        if sources:
            lines.append(Line(reading.text, sources, "merged" if len(sources) > 1 else "reworded"))
        else:
            _report_untraced(role, reading, evidence, findings)
    return lines


def _exact(readings: Sequence[Reading], statements: Sequence[Reading]) -> dict[int, int]:
    """Bullets that repeat a statement word for word; each statement is used once, if it can be."""
    free: dict[str, list[int]] = {}
    for i, statement in enumerate(statements):
        free.setdefault(statement.plain, []).append(i)
    found = {}
    for position, reading in enumerate(readings):
        indexes = free.get(reading.plain)
        if indexes:
            found[position] = indexes[0] if len(indexes) == 1 else indexes.pop(0)
    return found


def _report_untraced(role: int, bullet: Reading, evidence: Evidence, findings: Findings) -> None:
    location = f"tailoredResume.experience[{role}].bullets"
    if any(trace(bullet, s) for r, s in enumerate(evidence.statements) if r != role):
        findings.add(
            "facts.bullet_of_other_role", location, "A bullet that belongs to another role was dropped."
        )
    else:
        message = "A bullet that nothing in this role supports was dropped."
        findings.add("facts.unsupported_bullet", location, message)


def _supported(
    role: int, lines: Sequence[Line], evidence: Evidence, findings: Findings, *, mark: bool
) -> list[Line]:
    """The lines, each saying no more than its sources; one that does goes back to their wording."""
    statements = evidence.statements[role]
    checked: list[Line] = []
    for drafted in lines:
        if drafted.how == "kept":
            checked.append(drafted)
            continue
        basis = Basis(tuple(statements[i] for i in drafted.sources))
        line = _without_tail(role, len(checked), drafted, basis, evidence, findings)
        confirm = _marked(line.text, evidence, basis) if mark else None
        claim = in_bullet(evidence.read(line.text), basis, evidence, confirm=confirm)
        if claim is None:
            if confirm is not None:
                mark = False
                message = f"An estimated number to confirm or remove before sending: “{line.text}”"
                findings.add("facts.inferred_metric", bullet_path(role, len(checked)), message, fixed=False)
            checked.append(line)
            continue
        message = f"The bullet {_MESSAGES[claim.kind]} and went back to the resume's wording."
        findings.add(f"facts.{claim.kind}", bullet_path(role, len(checked)), message)
        checked += [Line(statements[i].text, (i,), "restored") for i in line.sources]
    return checked


def _without_tail(
    role: int, bullet: int, line: Line, basis: Basis, evidence: Evidence, findings: Findings
) -> Line:
    tail = invented_tail(evidence.read(line.text), basis)
    if tail is None:
        return line
    end = "." if line.text.rstrip().endswith(".") else ""
    message = "An outcome that the resume does not state was taken off the end of the bullet."
    findings.add("facts.outcome", bullet_path(role, bullet), message)
    return line._replace(text=line.text.removesuffix(tail).rstrip(" ,.;") + end)


def _marked(text: str, evidence: Evidence, basis: Basis) -> int | None:
    """Where the bullet's one unsupported number starts, if it is marked as an estimate."""
    found = unsupported_numbers(evidence.read(text), basis)
    if len(found) == 1 and re.search(r"~\s?$", text[: found[0].start]):
        return found[0].start
    return None


def _without_doubles(
    role: int,
    lines: Sequence[Line],
    statements: Sequence[Reading],
    evidence: Evidence,
    findings: Findings,
) -> list[Line]:
    """One line, or the parts that carry it together, for every statement that has any."""
    lines = _dissolve_merged(lines, statements, evidence)
    kept: list[Line] = []
    for line in lines:
        if len(line.sources) > 1:
            kept.append(line)
            continue
        source = line.sources[0]
        rivals = [other for other in lines if other.sources == line.sources]
        chosen = _chosen(rivals, statements[source], evidence)
        own_wording = Line(statements[source].text, line.sources, "restored")
        stays = own_wording if chosen.get(line) else line
        if line not in chosen or stays in kept:
            message = "A bullet that repeats another one of the role was dropped."
            findings.add("gate.near_duplicate", bullet_path(role, len(kept)), message)
            continue
        if chosen[line]:
            message = "The bullet had lost part of what the resume says and went back to its wording."
            findings.add("facts.lost_detail", bullet_path(role, len(kept)), message)
        kept.append(stays)
    return kept


def _chosen(rivals: Sequence[Line], statement: Reading, evidence: Evidence) -> dict[Line, bool]:
    """Which of the lines from one statement stay, and whether they need the statement's own wording."""
    readings = [evidence.read(line.text) for line in rivals]
    for line, reading in zip(rivals, readings, strict=True):
        if is_carried(statement, [reading]):
            return {line: False}
    if len(rivals) > 1 and is_carried(statement, readings):
        return dict.fromkeys(rivals, False)
    return {rivals[0]: True}


def _dissolve_merged(lines: Sequence[Line], statements: Sequence[Reading], evidence: Evidence) -> list[Line]:
    """The lines without those that merge statements badly: one of them is not carried, or stands in
    another line too. Their statements are put back afterwards."""
    uses = [source for line in lines for source in line.sources]

    def sound(line: Line) -> bool:
        reading = evidence.read(line.text)
        return len(line.sources) == 1 or all(
            uses.count(i) == 1 and is_carried(statements[i], [reading]) for i in line.sources
        )

    return [line for line in lines if sound(line)]


def _restored(role: int, lines: list[Line], statements: Sequence[Reading], findings: Findings) -> list[Line]:
    """The lines with every statement that has none put back, behind the one it follows in the resume."""
    for i, statement in enumerate(statements):
        if not statement.plain or any(i in line.sources for line in lines):
            continue
        place = max(
            (p + 1 for p, line in enumerate(lines) if i - 1 in line.sources),
            default=0 if i == 0 else len(lines),
        )
        lines.insert(place, Line(statement.text, (i,), "restored"))
        message = "A statement that the draft left out was put back."
        findings.add("facts.lost_bullet", bullet_path(role, place), message)
    return lines


def _enough(role: int, lines: list[Line], statements: Sequence[Reading], findings: Findings) -> list[Line]:
    """At least as many lines as statements: merged ones are taken apart again until there are."""
    wanted = sum(bool(statement.plain) for statement in statements)
    while len(lines) < wanted:
        place = next(p for p, line in enumerate(lines) if len(line.sources) > 1)
        parts = [Line(statements[i].text, (i,), "restored") for i in sorted(lines[place].sources)]
        lines[place : place + 1] = parts
        message = "Merged bullets were taken apart, so that the role has as many as before."
        findings.add("facts.merged_bullets", bullet_path(role, place), message)
    return lines
