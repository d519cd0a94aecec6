"""PDF: reading order, joined baselines, and files that cannot be read."""

from __future__ import annotations

import io
import logging
import re
import sys
import threading
import warnings

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from resumemate_llm.errors import EncryptedDocument, InputError, MissingExtra, NoTextLayer, UnreadableDocument
from resumemate_llm.resume.readers import pdf as pdf_reader
from resumemate_llm.resume.readers import read_document

from .builders import pdf, pdf_of_lines

LINES = ["Ines Duarte", "Coordinator, Harbour Freight", "March 2019 - Present", "Planned 40 sailings a week"]


def lines(data: bytes) -> list[str]:
    return read_document(data).text.split("\n")


def test_lines_come_out_as_lines() -> None:
    assert lines(pdf_of_lines(LINES)) == LINES


def test_words_drawn_one_by_one_are_one_line_again() -> None:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(LINES):
            x = 72.0
            for word in line.split():
                canvas.saveState()
                canvas.translate(x, 740 - 14 * number)
                canvas.drawString(0, 0, word)
                canvas.restoreState()
                x += canvas.stringWidth(word + " ")

    assert lines(pdf(draw)) == LINES


def test_shapes_are_left_out_and_every_word_is_read() -> None:
    shape = "72 700 m\n10.5 -3 .25 7 8 9 c\n1 2 l\nh\nf\n" * 40

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate([*LINES, "Ran 10 20 m and 30 40 l lines"]):
            canvas.drawString(72, 740 - 14 * number, line)
            canvas._code += shape.split("\n")

    data = pdf(draw)
    assert lines(data) == [*LINES, "Ran 10 20 m and 30 40 l lines"]
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    pdf_reader._drop_drawings(page)
    contents = page.get_contents()
    assert contents is not None and b" c\n" not in contents.get_data()


def test_letters_drawn_one_by_one_are_words_again() -> None:
    def draw(canvas: Canvas) -> None:
        x = 72.0
        for letter in "Harbour Freight":
            if letter != " ":
                canvas.drawString(x, 700, letter)
            x += canvas.stringWidth(letter)

    assert lines(pdf(draw)) == ["Harbour Freight"]


def test_columns_drawn_one_after_the_other_stay_apart() -> None:
    left, right = ["EXPERIENCE", "Planned sailings", "Cut costs"], ["SKILLS", "Excel", "SAP"]

    def draw(canvas: Canvas) -> None:
        for x, column in ((72, left), (350, right)):
            for number, line in enumerate(column):
                canvas.drawString(x, 700 - 14 * number, line)

    assert lines(pdf(draw)) == left + right


def at(canvas: Canvas, x: float, y: float, *lines: str, size: float = 10, step: float = 13) -> None:
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines):
        canvas.drawString(x, y - step * number, line)


def test_headings_drawn_before_everything_else_return_to_their_sections() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, 72, 700, "Experience")
        at(canvas, 72, 600, "Education")
        at(canvas, 72, 670, "Planned 40 sailings", "a week across three ports")
        at(canvas, 72, 570, "BSc Logistics")

    assert lines(pdf(draw)) == [
        "Experience",
        "Planned 40 sailings",
        "a week across three ports",
        "Education",
        "BSc Logistics",
    ]


def test_columns_stay_apart_where_their_parts_are_drawn_in_any_order() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, 72, 600, "Excel and SAP", "Portuguese")
        at(canvas, 300, 590, "Planned 40 sailings a week", "across three ports")
        at(canvas, 300, 640, "Experience")
        at(canvas, 72, 640, "Skills")
        at(canvas, 72, 720, "Ines Duarte, Operations Coordinator at Harbour Freight, Lisbon")

    assert lines(pdf(draw)) == [
        "Ines Duarte, Operations Coordinator at Harbour Freight, Lisbon",
        "Skills",
        "Excel and SAP",
        "Portuguese",
        "Experience",
        "Planned 40 sailings a week",
        "across three ports",
    ]


def test_the_head_of_an_entry_stays_together_over_its_bullets() -> None:
    def draw(canvas: Canvas) -> None:
        for y, who in ((700, "Harbour Freight"), (600, "Riverside Logistics")):
            at(canvas, 72, y - 40, "Planned 40 sailings a week across three ports and two seasons")
            at(canvas, 72, y, who, "Coordinator")
            at(canvas, 440, y, "2019 - 2021", "Lisbon")

    bullet = "Planned 40 sailings a week across three ports and two seasons"
    assert lines(pdf(draw)) == [
        *("Harbour Freight", "Coordinator", "2019 - 2021", "Lisbon", bullet),
        *("Riverside Logistics", "Coordinator", "2019 - 2021", "Lisbon", bullet),
    ]


def test_the_name_at_the_top_comes_before_a_sidebar_that_was_drawn_first() -> None:
    def draw(canvas: Canvas) -> None:
        at(canvas, 72, 700, "SKILLS", "Excel", "SAP")
        at(canvas, 300, 710, "Ines Duarte", size=24)
        at(canvas, 300, 680, "ines.duarte@example.org")
        at(canvas, 300, 640, "EXPERIENCE", "Planned 40 sailings")

    assert lines(pdf(draw)) == [
        *("Ines Duarte", "ines.duarte@example.org"),
        *("SKILLS", "Excel", "SAP"),
        *("EXPERIENCE", "Planned 40 sailings"),
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(40, 500), st.integers(40, 740)), min_size=1, max_size=12))
def test_wherever_words_are_drawn_each_is_read_once(places: list[tuple[int, int]]) -> None:
    words = [f"word{number}" for number in range(len(places))]

    def draw(canvas: Canvas) -> None:
        for word, (x, y) in zip(words, places, strict=True):
            at(canvas, x, y, word)

    assert sorted(read_document(pdf(draw)).text.split()) == sorted(words)


@pytest.mark.parametrize(("glyph", "read"), [("q", "\ue000"), ("/linkedin-in\n", "linkedin:\n")])
def test_glyphs_of_an_icon_font_are_no_words(glyph: str, read: str) -> None:
    font = {"/BaseFont": "/ABCDEF+FontAwesome5Free-Solid"}
    assert pdf_reader._without_icons(glyph, font) == read
    assert pdf_reader._without_icons(glyph, {"/BaseFont": "/Helvetica"}) == glyph


def test_a_date_at_the_right_margin_stays_on_its_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Coordinator, Harbour Freight")
        canvas.drawRightString(540, 700, "2019 - 2021")
        canvas.drawString(72, 686, "Planned sailings")

    assert lines(pdf(draw)) == ["Coordinator, Harbour Freight\t2019 - 2021", "Planned sailings"]


def test_labels_of_a_row_stay_apart_and_words_of_a_line_do_not() -> None:
    def draw(canvas: Canvas) -> None:
        for x, label in ((72, "SAP"), (110, "Excel"), (160, "Berth planning")):
            canvas.drawString(x, 700, label)
        for x, word in ((72, "Planned"), (122, "sailings"), (170, "weekly")):
            canvas.drawString(x, 680, word)

    assert lines(pdf(draw)) == ["SAP\tExcel\tBerth planning", "Planned sailings weekly"]


def test_a_superscript_does_not_break_its_line() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.textOut("Ranked 1")
        text.setRise(3)
        text.setFont("Helvetica", 7)
        text.textOut("st")
        text.setRise(0)
        text.setFont("Helvetica", 12)
        text.textOut(" of 40")
        canvas.drawText(text)

    assert "".join(lines(pdf(draw))[0].split()) == "Ranked1stof40"


def test_turned_text_is_joined_along_its_own_direction() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "Ines")
        canvas.drawString(130, -300, "Duarte")

    assert lines(pdf(draw)) == ["Ines Duarte"]


def test_pages_follow_each_other() -> None:
    def draw(canvas: Canvas) -> None:
        for line in LINES:
            canvas.drawString(72, 700, line)
            canvas.showPage()

    assert lines(pdf(draw)) == LINES


def test_very_many_pages_are_cut_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 2)

    def draw(canvas: Canvas) -> None:
        for line in LINES:
            canvas.drawString(72, 700, line)
            canvas.showPage()

    document = read_document(pdf(draw))
    assert document.text.split("\n") == LINES[:2]
    assert document.warnings == ("The PDF has 4 pages; only the first 2 were read.",)


def test_a_scan_is_recognised() -> None:
    data = pdf(lambda canvas: canvas.rect(72, 72, 400, 600, fill=1))
    with pytest.raises(NoTextLayer, match="OCR"):
        read_document(data)


def test_a_password_is_asked_for_by_a_typed_error() -> None:
    with pytest.raises(EncryptedDocument, match="password"):
        read_document(pdf_of_lines(LINES, encrypt=StandardEncryption("secret", strength=128)))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_protection_that_only_forbids_editing_does_not_stop_reading(algorithm: str) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of_lines(LINES)))
    writer.encrypt(user_password="", owner_password="owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert lines(buffer.getvalue()) == LINES


def test_bytes_before_the_header_are_skipped() -> None:
    assert lines(b"\r\n\r\n" + pdf_of_lines(LINES)) == LINES


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\xff" * 3000, b"%PDF-1.7 garbage %%EOF"])
def test_a_damaged_pdf_is_a_typed_error(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_document(data)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_pdf_with_flipped_bytes_reads_or_is_refused(data: st.DataObject) -> None:
    whole = bytearray(pdf_of_lines(LINES))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            read_document(bytes(whole))
        except InputError as error:
            assert "Duarte" not in str(error)


def test_a_pdf_that_unpacks_to_far_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader._Budget, "__init__", _budget_of(50))
    with pytest.raises(UnreadableDocument, match="too long to read"):
        read_document(pdf_of_lines(LINES * 10))


def _budget_of(chars: int) -> object:
    def init(self: pdf_reader._Budget, deadline: float) -> None:
        self.deadline, self.chars = deadline, chars

    return init


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_SECONDS", -1.0)
    with pytest.raises(UnreadableDocument, match="too long to read"):
        read_document(pdf_of_lines(LINES))


def test_nothing_of_the_file_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    whole = pdf_of_lines(LINES)
    broken = re.sub(rb"startxref\n\d+", b"startxref\n7", whole)
    logger = logging.getLogger("pypdf")
    level = logger.level
    with caplog.at_level(logging.DEBUG):
        pypdf.PdfReader(io.BytesIO(broken))
        assert caplog.records, "this file should make pypdf complain"
        caplog.clear()
        assert lines(broken) == LINES
    assert caplog.records == []
    assert logger.level == level


def test_several_threads_may_read_at_once() -> None:
    data, found = pdf_of_lines(LINES), []
    threads = [threading.Thread(target=lambda: found.append(lines(data))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [LINES] * 4
    assert logging.getLogger("pypdf").level == logging.NOTSET


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"resumemate-llm\[files\]"):
        read_document(pdf_of_lines(LINES))
