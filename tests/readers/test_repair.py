"""Damaged text is mended, and undamaged text is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.text.repair import repair


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("â€¢ Led a cafÃ© â€“ donâ€™t ask", "• Led a café – don’t ask"),
        ("â\x80\xa2 Led", "• Led"),
        ("Acme ï¼\u200b Springfield", "Acme – Springfield"),
        ("an â€œofferâ€\u200b and more", "an “offer” and more"),
        ("CityÂ , State", "City , State"),
        ("MÃ¼nchen, KÃ¶ln", "München, Köln"),
        ("zarzÄ…dzanie zespoÅ‚em", "zarządzanie zespołem"),
        ("ÃƒÂ©lÃƒÂ¨ve", "élève"),
        ("Led ‚Äì and ‚Äútold‚Äù", "Led – and “told”"),
        ("rocket ðŸš€", "rocket 🚀"),
        ("\ufeffName", "Name"),
    ],
)
def test_unicode_read_with_the_wrong_table(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("o\ufb03ce \ufb01les", "office files"),
        ("Certi\0cations and pro\0les", "Certifications and profiles"),
        ("StackOver\0ow, con\0ict, re\0ect, \0exible", "StackOverflow, conflict, reflect, flexible"),
        ("\0re\0ghter", "firefighter"),
        ("o\0er o\0ces, sta\0, e\0ective", "offer offices, staff, effective"),
        ("certi\x1ccate, \x1dow, di\x1berent, e\x1ecient", "certificate, flow, different, efficient"),
        ("\uf001nance", "finance"),
        ("identi\0able, veri\0ably, pro\0table", "identifiable, verifiably, profitable"),
    ],
)
def test_lost_ligatures(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    "text",
    [
        "word\0 next",
        "word \0next",
        "Python\0SQL",
        "SQL\0and Python",
        "one\0two\0three",
        "Led the team\0\nBuilt it",
        "Field1\x1fname\x1erow2\x1fname",
        "Python\x1cGo\x1cRust",
        "2019\0years",
    ],
)
def test_a_control_byte_between_words_is_no_ligature(text: str) -> None:
    assert repair(text) == text


def test_one_certain_ligature_tells_what_the_other_bytes_of_its_text_are() -> None:
    assert repair("Magni\0que") == "Magni\0que"
    assert repair("Magni\0que, certi\0ed\0\nSQL\0Go") == "Magnifique, certified\0\nSQL\0Go"


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("2019\u00a0–\u20092020", "2019 – 2020"),
        ("zero\u200bwidth", "zerowidth"),
        ("infor\u00admation", "information"),
        ("one\r\ntwo\rthree\x0cfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
    ],
)
def test_special_spaces_and_line_ends(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("\x83 Planned\n\x87 Cut", "• Planned\n• Cut"),
        ("\x87Planned", "• Planned"),
        ("\x7f Planned", "• Planned"),
        ("\x95 Planned", "• Planned"),
        ("\x93Quoted\x94 it\x92s 2019 \x96 2020", "“Quoted” it’s 2019 – 2020"),
        ("\uf0b7 Planned\n\uf0a7\tCut", "• Planned\n• Cut"),
        ("\ue0b1 Lisbon \ue0c2 +351 210 \ue0d3 a@b.c", "Lisbon | +351 210 | a@b.c"),
        ("Python \uf005\uf005\uf005\uf006", "Python"),
        ("• \ue0b1 Lisbon", "• Lisbon"),
        ("(cid:240) ines\n(cid:18) +351", "ines\n+351"),
        ("(cid:127) One\n(cid:127) Two\n(cid:127) Three", "• One\n• Two\n• Three"),
    ],
)
def test_control_bytes_and_icons(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("J A R E D  R I C H A R D S", "JARED RICHARDS"),
        ("JA R E D   R I C H A R D S", "JARED RICHARDS"),
        ("E D U C A T I O N", "EDUCATION"),
        ("W O R K E X P E R I E N C E", "WORK EXPERIENCE"),
        ("WORK EXPERIENCEWORK EXPERIENCE", "WORK EXPERIENCE"),
        ("EducationEducation", "Education"),
    ],
)
def test_spaced_and_doubled_lines(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    "text",
    [
        "CAFÉ… SOCIÉTÉ® IRMÃ “PÃO” CRÊ™",
        "naïve café, Zoë, Łódź, Brașov, São Paulo, coração",
        "A B C D E F",
        "C R\nV I P",
        "J A R E D R I C H A R D S",
        "NEW YORK NEW YORK",
        "Größe: 5 µm ± 2 °C, 12 €",
        "• one\n– two\n* three\n→ four",
        "Danish 🇩🇰 native, 👩‍💻 at work",
        "می‌خواهم",
        "See (citation: 12) and f(x)",
        "a\n\n\n  indented\ttabbed  text\n",
    ],
)
def test_correct_text_stays_as_it_is(text: str) -> None:
    assert repair(text) == text


@settings(deadline=None)
@given(st.text(max_size=80))
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


DAMAGE = st.sampled_from(
    [
        "â€",
        "Ã",
        "©",
        "Â",
        "\u200b",
        "\0",
        "fi",
        " ",
        "\n",
        "\x83",
        "\x1c",
        "\ue000",
        "(cid:3)",
        "\xad",
        "A",
        "ï¼",
        "•",
        "|",
        "\r",
    ]
)


@settings(deadline=None)
@given(st.lists(DAMAGE, max_size=14).map("".join))
def test_repairing_heavy_damage_twice_changes_nothing_more(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@settings(deadline=None)
@given(
    st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9,.;:!?'\"&%$#@/+()-]{2,9}", fullmatch=True), max_size=12)
)
def test_plain_ascii_prose_is_unchanged(words: list[str]) -> None:
    line = " ".join(words)
    if len(words) > 1:
        assert repair(line) == line


LETTERS = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=3)


@settings(deadline=None)
@given(st.lists(LETTERS, min_size=2), st.sampled_from([str.lower, str.upper, str.capitalize]))
def test_words_of_letters_survive(words: list[str], case: Callable[[str], str]) -> None:
    line = " ".join(map(case, words))
    assert repair(line).split() == line.split()


@pytest.mark.parametrize("piece", [" ", "a", "\0", "a\0", "\n", "\t\ue000", "A B ", "Ã©", "(cid:1)\n", "Å‚x"])
def test_the_work_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    begin = time.perf_counter()
    repair(piece * 20_000)
    assert time.perf_counter() - begin < 3
