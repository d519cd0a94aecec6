"""`resumemate parse`, `job` and `score`: what was read, before anything is written."""

from __future__ import annotations

import click

from .terminal import console, document, note, on_terminal, print_json, refuse_two_stdins, source

as_json = click.option("--json", "as_json", is_flag=True, help="JSON, also at a terminal.")
be_quiet = click.option("-q", "--quiet", is_flag=True, help="No warnings, errors only.")


@click.command()
@click.argument("resume", type=document)
@as_json
@be_quiet
def parse(resume: str, as_json: bool, quiet: bool) -> None:
    """Show what was read from RESUME, and what could not be placed.

    \b
    Examples:
      resumemate parse resume.pdf
      resumemate parse resume.docx --json | jq '.profile.experience[].company'
      curl -s https://example.com/resume.json | resumemate parse -
    """
    from ..resume import read_resume

    parsed = read_resume(source(resume))
    note(parsed.warnings, quiet=quiet)
    if as_json or not on_terminal():
        print_json(
            {
                "profile": parsed.profile.to_wire(),
                "language": parsed.language,
                "warnings": list(parsed.warnings),
            }
        )
    else:
        from .report import print_profile

        print_profile(console(), parsed)


@click.command()
@click.argument("job", type=document)
@as_json
@be_quiet
def job(job: str, as_json: bool, quiet: bool) -> None:
    """Show what JOB asks for: skills, duties, keywords, seniority and kind of work.

    \b
    Examples:
      resumemate job job.txt
      resumemate job job.txt --json | jq '.profile.requiredSkills'
    """
    from ..resume import read_job

    parsed = read_job(source(job))
    note(parsed.warnings, quiet=quiet)
    if as_json or not on_terminal():
        print_json(
            {
                "profile": parsed.profile.to_wire(),
                "family": parsed.family.value,
                "familyConfidence": parsed.family_confidence,
                "language": parsed.language,
                "warnings": list(parsed.warnings),
            }
        )
    else:
        from .report import print_job

        print_job(console(), parsed)


@click.command()
@click.argument("resume", type=document)
@click.argument("job", type=document)
@as_json
@be_quiet
def score(resume: str, job: str, as_json: bool, quiet: bool) -> None:
    """Score RESUME against JOB as it stands, with the reason for every point.

    \b
    Examples:
      resumemate score resume.pdf job.txt
      resumemate score resume.pdf job.txt --json | jq .radar.overall
    """
    refuse_two_stdins(resume, job)
    from ..refine import score as radar_of
    from ..resume import read_job, read_resume

    parsed, wanted = read_resume(source(resume)), read_job(source(job))
    note((*parsed.warnings, *wanted.warnings), quiet=quiet)
    report = radar_of(parsed, wanted)
    if as_json or not on_terminal():
        print_json(report.to_wire())
    else:
        from .report import print_score

        print_score(console(), report)
