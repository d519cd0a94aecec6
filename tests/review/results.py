"""Results to review: an example tailored offline, and one whose every text tries to become markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from resumemate_llm import ProResult, generate_pro
from resumemate_llm.review import HowMade, Review, review
from resumemate_llm.schema import BulletOrigin, Finding, ProOutput
from resumemate_llm.settings import Settings
from tests.cli import results as potter

EXAMPLES = Path(__file__).parents[2] / "examples"
ATTACKS = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "' onmouseover='document.title=1' x='",
    "</style><style>*{display:none}</style>",
    "</title></head><body onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "[link](javascript:alert(1))",
    "<a href=\"javascript:document.title='owned'\">click</a>",
    "<!-- --!><base href=//attacker.example>",
    "<meta http-equiv=refresh content='0;url=//attacker.example'>",
    "&lt;script&gt;&#60;script&#62;",
    "\u202eright to left\u202d and \x00 control \x1b[31m characters \x85",
    "]]><iframe srcdoc='<script>1</script>'>",
    "{{7*7}} ${7*7} %s {0}",
)


@cache
def example(name: str = "software-engineer", file: str = "resume.md") -> ProResult:
    """An example, tailored offline."""
    folder = EXAMPLES / name
    return generate_pro(folder / file, folder / "job.txt", settings=Settings(provider="mock"))


def hostile() -> Review:
    """A review in which every text of resume, job, model and findings is an attack."""
    result = potter.result()
    turn = iter(range(10_000))

    def attacked(value: Any) -> Any:
        if isinstance(value, str):
            return f"{ATTACKS[next(turn) % len(ATTACKS)]} {value}"
        if isinstance(value, list):
            return [attacked(item) for item in value]
        if isinstance(value, dict):
            return {key: attacked(item) if key not in KEPT else item for key, item in value.items()}
        return value

    output = ProOutput.model_validate(attacked(result.output.to_wire()))
    profile = type(result.resume.profile).model_validate(attacked(result.resume.profile.to_wire()))
    job = type(result.job.profile).model_validate(attacked(result.job.profile.to_wire()))
    before = type(result.radar_before).model_validate(attacked(result.radar_before.to_wire()))
    after = type(result.radar_after).model_validate(attacked(result.radar_after.to_wire()))
    place = "tailoredResume.experience[0].bullets[0]"
    return review(
        output,
        result.resume.replace(profile=profile, warnings=ATTACKS),
        job=type(result.job)(text="", profile=job, warnings=ATTACKS),
        radar_before=before,
        radar_after=after,
        findings=[
            *(Finding(type=text, location=place, auto_fixed=True, message=text) for text in ATTACKS),
            *(Finding(type=text, location=place, auto_fixed=False, message="") for text in ATTACKS),
            *(Finding(type="x", location="coverLetter", auto_fixed=True, message=text) for text in ATTACKS),
        ],
        provenance=[BulletOrigin(role=0, bullet=0, source_role=0, sources=[0], how="reworded")],
        made=HowMade(provider=ATTACKS[0], fallback_reason=ATTACKS[1]),
    )


KEPT = {"version", "severity", "startDate", "endDate"}
