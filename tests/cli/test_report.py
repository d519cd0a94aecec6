"""What a person at a terminal reads."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from resumemate_llm.cli import blocks, report
from resumemate_llm.schema import Contribution, ExperienceGap, Finding, KeywordCheck

from .results import parsed_job, parsed_resume, radar, result

NUMBER = Finding(type="facts.number", location="x", auto_fixed=False, message="Is 40 a day right?")
MENDED = Finding(type="gate.filler", location="y", auto_fixed=True, message="A filler phrase went out.")


def screen(width: int = 80, *, color: bool = False) -> Console:
    """A console that keeps what it is given."""
    return Console(
        file=io.StringIO(),
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=color,
        color_system="standard" if color else None,
    )


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    console = screen(width)
    report.print_result(console, result(findings=(NUMBER, MENDED)), verbose=True)
    report.print_profile(console, parsed_resume())
    report.print_job(console, parsed_job())
    report.print_score(console, radar(55, 50, 10))
    assert max(map(len, shown(console).splitlines())) <= width


def test_the_report_begins_with_who_wrote_it_and_why() -> None:
    console = screen()
    report.print_result(console, result())
    head = shown(console).splitlines()[:4]
    assert head[0] == "Tailored for Senior Potter at Hearthstone Ceramics"
    assert head[1] == "Provider: mock (written by rules, without a language model)"
    assert head[2] == "Reason: claude: timeout"
    assert head[3] == "Match: 55 -> 70 (+15) of 100"


def test_everything_to_send_is_in_the_report() -> None:
    console = screen()
    report.print_result(console, result())
    text = " ".join(shown(console).split())
    for part in (
        "Wilhelmina Ashcombe",
        "w.ashcombe@example.com",
        "Potter | Claybrook Studio | 2018 – Present",
        "Threw 40 pots a day",
        "Diploma in Ceramics | Fenmoor College | 2017",
        "Wood kiln",
        "First aid",
        "Spring fair, 2022",
        "Dear team,",
        "Yours, Wilhelmina",
    ):
        assert part in text


def test_text_of_a_resume_is_never_read_as_markup() -> None:
    console = screen()
    report.print_result(console, result())
    assert "Potter [bold]and glazer[/bold]" in shown(console)
    assert ":smile:" in shown(console)


def test_gaps_that_matter_most_come_first_and_found_keywords_before_missing_ones() -> None:
    console = screen()
    report.print_result(console, result())
    text = shown(console)
    assert text.index("high  Kiln safety") < text.index("low   Management")
    assert text.index("yes  Glazing") < text.index("no   Kiln safety")


def test_what_several_keywords_or_gaps_share_is_said_once() -> None:
    console = screen()
    advice = "If {} is part of your work, say where."
    console.print(
        blocks.keywords(
            [KeywordCheck(keyword=k, found=False, suggestion=advice.format(k)) for k in ("Clay", "Kilns")]
        )
    )
    console.print(
        blocks.gaps(
            [ExperienceGap(gap=g, suggestion="Take a course.", severity="low") for g in ("Clay", "Kilns")]
        )
    )
    text = shown(console)
    assert "Clay, Kilns" in text
    assert text.count("If it is part of your work") == 1
    assert text.count("Take a course.") == 1
    assert text.index("Take a course.") > text.rindex("Kilns")


def test_the_reasons_of_the_score_name_gains_and_open_points() -> None:
    console = screen()
    report.print_result(console, result())
    assert "Skills match: gained Glazing +30; open Kiln safety 30" in shown(console)


def test_only_what_needs_the_candidates_eye_is_shown_unless_verbose() -> None:
    short, long = screen(), screen()
    report.print_result(short, result(findings=(NUMBER, MENDED)))
    report.print_result(long, result(findings=(NUMBER, MENDED)), verbose=True)
    assert "Is 40 a day right?" in shown(short)
    assert "A filler phrase went out." not in shown(short)
    assert "A filler phrase went out." in shown(long)


def test_a_section_without_content_is_left_out() -> None:
    console = screen()
    report.print_result(console, result())
    assert "Please check" not in shown(console)


@pytest.mark.parametrize(
    ("was", "now", "drawn"),
    [
        (0, 0, "·" * 20),
        (50, 50, "█" * 10 + "·" * 10),
        (50, 80, "█" * 10 + "▒" * 6 + "·" * 4),
        (80, 50, "█" * 10 + "·" * 10),
        (100, 100, "█" * 20),
    ],
)
def test_bars(was: int, now: int, drawn: str) -> None:
    assert blocks.bar(was, now).plain == drawn


def test_bars_stay_apart_without_colour() -> None:
    plain, coloured = screen(), screen(color=True)
    report.print_score(plain, radar(55, 50, 10))
    report.print_score(coloured, radar(55, 50, 10))
    assert "\x1b[" in shown(coloured)
    assert "\x1b[" not in shown(plain)
    assert "█████" in shown(plain)


def test_a_point_that_was_given_is_never_called_not_found() -> None:
    console = screen()
    reasons = [
        Contribution(requirement="phone number", points=7.5, max_points=7.5),
        Contribution(requirement="place or link", points=0, max_points=2.8),
    ]
    console.print(blocks.contributions(reasons))
    assert [line.rstrip() for line in shown(console).splitlines()] == [
        "7.5 of 7.5  phone number",
        "0.0 of 2.8  place or link  not found",
    ]


def test_a_job_shows_its_level_and_kind_of_work() -> None:
    console = screen()
    report.print_job(console, parsed_job())
    assert "Hearthstone Ceramics | level: senior | kind of work: general (40% sure)" in shown(console)


def test_a_profile_shows_what_could_not_be_placed() -> None:
    console = screen()
    report.print_profile(console, parsed_resume())
    assert shown(console).rstrip().endswith("• a line that nobody understood")


def test_lists_can_be_copied_without_spaces_at_line_ends() -> None:
    console = screen(60)
    console.print(blocks.paragraphs(["five six seven " * 10, "eight"]), style="dim")
    console.print(blocks.bullets(["one two three " * 10, "four"]))
    lines = shown(console).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("• one"))
    assert lines[first - 2 : first] == ["", "eight"]
    assert lines[first + 1].startswith("  ")
    assert lines[-1] == "• four"
    assert all(line == line.rstrip() for line in lines)
