"""What a call returns: the output and everything that happened on the way to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from .schema import Attempt, BulletOrigin, Finding, PartReport, ProOutput, RadarReport, Usage

if TYPE_CHECKING:
    from .review import Review
    from .schema import ParsedJob, ParsedResume

Source = Literal["llm", "fallback", "cache"]
_WRITTEN_BY: Final[dict[Source, Literal["model", "rules", "cache"]]] = {
    "llm": "model",
    "fallback": "rules",
    "cache": "cache",
}


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ProResult:
    """The tailored resume and letter (`output`) and how they came about.

    `provider` wrote the accepted draft. `source` is production's word for it: "llm" where a language
    model wrote it, "fallback" where the deterministic provider did, "cache" where an exporter or
    plugin stored it. `fallback_reason` says in one line why it was not the first choice, else None.
    In a draft written in sections, `provider` and `source` are of the one that wrote most of them, and
    `parts` say who wrote which; `strategy` and `strategy_reason` say how the draft was asked for and why.
    `cost_usd` is the sum over all attempts, rejected ones included; None where a price is unknown.
    `timings` maps "read", "route", "refine", "total" and, with a second reader, "second_reader" to seconds.
    """

    output: ProOutput
    provider: str
    source: Source
    fallback_reason: str | None = None
    strategy: Literal["whole", "sections"] = "whole"
    strategy_reason: str = ""
    parts: tuple[PartReport, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    usage: Usage = field(default_factory=Usage)
    cost_usd: float | None = None
    radar_before: RadarReport
    radar_after: RadarReport
    findings: tuple[Finding, ...] = ()
    provenance: tuple[BulletOrigin, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    prompt_version: str = ""
    schema_version: str = ""
    resume: ParsedResume
    job: ParsedJob

    def __repr__(self) -> str:
        return (
            f"ProResult(provider={self.provider!r}, source={self.source!r}, "
            f"radar={self.radar_before.radar.overall}->{self.radar_after.radar.overall}, "
            f"findings={len(self.findings)}, attempts={len(self.attempts)})"
        )

    def to_dict(self, *, measured: bool = False) -> dict[str, Any]:
        """The whole result as JSON-ready data. Without `measured` it holds nothing that differs between
        two runs with the same answer: no times, no durations, no request ids."""
        data: dict[str, Any] = {
            "output": self.output.to_wire(),
            "provider": self.provider,
            "source": self.source,
            "fallbackReason": self.fallback_reason,
            "strategy": self.strategy,
            "strategyReason": self.strategy_reason,
            "parts": [p.to_wire() for p in self.parts],
            "radarBefore": self.radar_before.to_wire(),
            "radarAfter": self.radar_after.to_wire(),
            "findings": [f.to_wire() for f in self.findings],
            "provenance": [p.to_wire() for p in self.provenance],
            "warnings": [*self.resume.warnings, *self.job.warnings],
            "usage": self.usage.to_wire(),
            "costUsd": self.cost_usd,
            "promptVersion": self.prompt_version,
            "schemaVersion": self.schema_version,
        }
        if measured:
            data["attempts"] = [a.to_wire() for a in self.attempts]
            data["timings"] = self.timings
        return data

    def to_json(self, *, measured: bool = False, indent: int | None = 2) -> str:
        """`to_dict` as JSON text."""
        return json.dumps(self.to_dict(measured=measured), ensure_ascii=False, indent=indent)

    def to_envelope(self) -> dict[str, Any]:
        """Exactly what production's gateway returns (contract, section 2)."""
        envelope: dict[str, Any] = {"output": self.output.to_wire(), "source": self.source}
        if self.fallback_reason is not None:
            envelope["fallbackReason"] = self.fallback_reason
        envelope["radarBefore"] = self.radar_before.radar.to_wire()
        envelope["radarAfter"] = self.radar_after.radar.to_wire()
        return envelope

    def diff(self) -> Review:
        """What became of every line of the resume and why, role by role: data, with `to_text()` for a
        terminal and `to_html()` for one self-contained page."""
        from .review import HowMade, review

        return review(
            self.output,
            self.resume,
            self.job,
            radar_before=self.radar_before,
            radar_after=self.radar_after,
            findings=self.findings,
            provenance=self.provenance,
            made=HowMade(
                provider=self.provider,
                written_by=_WRITTEN_BY[self.source],
                also=[f"{p.part} by {p.provider}" for p in self.parts if p.provider != self.provider],
                fallback_reason=self.fallback_reason,
                cost_usd=self.cost_usd,
                seconds=self.timings.get("total"),
            ),
        )

    def to_markdown(self) -> str:
        """Resume and letter as Markdown."""
        from .export.markdown import to_markdown

        return to_markdown(self.output)

    def to_text(self) -> str:
        """Resume and letter as plain text, for forms that take nothing else."""
        from .export.markdown import to_text

        return to_text(self.output)

    def to_json_resume(self) -> dict[str, Any]:
        """The tailored resume as a JSON Resume 1.3.1 document."""
        from .export.json_resume import to_json_resume

        return to_json_resume(self.output, self.resume.profile)

    def to_docx(self, path: str | Path) -> Path:
        """Write resume and letter as one plain Word file and return its path (extra `[docx]`)."""
        from .export.docx import to_docx

        return to_docx(self.output, Path(path))
