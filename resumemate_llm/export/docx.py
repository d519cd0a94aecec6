"""A Word file that applicant tracking systems read without loss: real headings, real lists, one column,
no tables, no text boxes, no pictures. The letter begins on a page of its own."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import MissingExtra
from ..schema import ProOutput
from .layout import Block, Kind, letter_blocks, resume_blocks

if TYPE_CHECKING:
    from docx.document import Document

_STYLES: dict[Kind, str] = {
    "name": "Title",
    "heading": "Heading 1",
    "entry": "Heading 2",
    "bullet": "List Bullet",
}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FONT = "Calibri"


def to_docx(output: ProOutput, path: Path) -> Path:
    """Write resume and letter to `path` and return it. The same output gives the same bytes.

    Raises MissingExtra without python-docx (extra `[docx]`), OSError where `path` cannot be written.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtra("Writing Word files", "docx") from None
    document = docx.Document()
    _plain_styles(document)
    _describe(document, output.tailored_resume.name)
    for block in resume_blocks(output.tailored_resume):
        _add(document, block)
    letter = list(letter_blocks(output))
    for index, block in enumerate(letter):
        _add(document, block, on_new_page=index == 0)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_without_clock(buffer.getvalue()))
    return path


def _add(document: Document, block: Block, *, on_new_page: bool = False) -> None:
    paragraph = document.add_paragraph(style=_STYLES.get(block.kind, "Normal"))
    paragraph.paragraph_format.page_break_before = on_new_page or None
    if block.label:
        paragraph.add_run(f"{_clean(block.label)}: ").bold = True
    run = paragraph.add_run(_clean(block.text))
    if block.kind == "headline":
        run.bold = True


def _clean(text: str) -> str:
    """`text` without characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _plain_styles(document: Document) -> None:
    """One dark font throughout, instead of the template's colours and rules."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 13), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), _FONT)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)


def _describe(document: Document, name: str) -> None:
    properties = document.core_properties
    properties.author, properties.last_modified_by = _clean(name), ""
    properties.title, properties.comments = "Resume", ""


def _without_clock(data: bytes) -> bytes:
    """The same container with one fixed time on every entry, so that equal content is equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return buffer.getvalue()
