"""The Word file: real headings and lists, every word, nothing that trips a tracking system."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from resumemate_llm.errors import MissingExtra
from resumemate_llm.export.docx import to_docx
from resumemate_llm.export.markdown import to_text
from resumemate_llm.resume.readers import read_document
from resumemate_llm.schema import CandidateProfile

from .outputs import EMPTY, OUTPUT, output_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return to_docx(OUTPUT, tmp_path / "ines.docx")


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.upper())


def test_our_own_reader_finds_every_word_in_order(path: Path) -> None:
    assert words(read_document(path).text) == words(to_text(OUTPUT))


def test_list_items_are_list_items(path: Path) -> None:
    lines = read_document(path).text.split("\n")
    assert "• Planned 40 sailings a week" in lines
    assert "• Two weeks" in lines
    assert "Negotiable" in lines


def test_headings_and_lists_have_real_styles(path: Path) -> None:
    paragraphs = docx.Document(str(path)).paragraphs
    styles = {paragraph.text: paragraph.style.name for paragraph in paragraphs if paragraph.style}
    assert styles["Ines Duarte"] == "Title"
    assert styles["Experience"] == styles["Cover letter"] == "Heading 1"
    assert styles["Coordinator"] == "Heading 2"
    assert styles["Planned 40 sailings a week"] == "List Bullet"


def test_there_are_no_tables_boxes_or_pictures(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
        assert not [name for name in archive.namelist() if name.startswith("word/media")]
    for tag in ("<w:tbl", "txbxContent", "<w:drawing", "<w:pict", "<w:cols w:num"):
        assert tag not in xml


def test_the_letter_begins_on_its_own_page(path: Path) -> None:
    breaks = [p.text for p in docx.Document(str(path)).paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["Cover letter"]


def test_the_document_names_its_owner_and_no_tool(path: Path) -> None:
    properties = docx.Document(str(path)).core_properties
    assert (properties.author, properties.comments) == ("Ines Duarte", "")


def test_the_same_output_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert to_docx(OUTPUT, tmp_path / "again.docx").read_bytes() == path.read_bytes()


def test_characters_that_xml_cannot_hold_do_not_stop_it(tmp_path: Path) -> None:
    output = output_of(CandidateProfile(name="Ines\x00 \x0bDuarte\ufffe", summary="ok \U0001f680"))
    assert read_document(to_docx(output, tmp_path / "a.docx")).text.startswith(
        "Ines Duarte\n\nSummary\nok 🚀"
    )


def test_an_output_without_content_is_a_valid_file(tmp_path: Path) -> None:
    assert docx.Document(io.BytesIO(to_docx(EMPTY, tmp_path / "a.docx").read_bytes())).paragraphs == []


def test_a_folder_that_is_missing_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        to_docx(OUTPUT, tmp_path / "no" / "a.docx")


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra, match=r"resumemate-llm\[docx\]"):
        to_docx(OUTPUT, tmp_path / "a.docx")
