"""Documents built in memory, so that every test owns its input."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

RESUME = """Ines Duarte
Operations Coordinator
ines.duarte@example.org | +351 210 000 000

EXPERIENCE
Coordinator, Harbour Freight Lda
March 2019 – Present
• Planned 40 sailings a week across three ports
• Cut demurrage costs by 18%

EDUCATION
BSc Logistics, University of Aveiro, 2015
"""


def pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF that `draw` paints; it ends pages itself where there are several."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=True, **options)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def pdf_of_lines(lines: Iterable[str], **options: object) -> bytes:
    """One page with one line of text under the other."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(72, 740 - 14 * number, line)

    return pdf(draw, **options)


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def item(text: str, number: int = 1) -> str:
    return paragraph(
        text, f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )


def table(*rows: Iterable[str]) -> str:
    """A table whose cells are given as XML of their paragraphs."""
    cells = ("".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def text_box(content: str) -> str:
    """A shape as Word writes it: twice, once for new and once for old readers."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps">'
        f"<w:drawing><wps>{box}</wps></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><textbox>{box}</textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def part(root: str, content: str) -> str:
    """The XML of a part: `root` is body, hdr, ftr, styles, ..."""
    inner = f"<w:body>{content}</w:body>" if root == "document" else content
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{root}>'


def relations(*entries: tuple[str, str, str]) -> str:
    """A relationships part from (id, kind, target) entries; a target with a scheme is external."""
    items = (
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for key, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(items)}</Relationships>'


def docx(
    body: str, *, parts: dict[str, str] | None = None, links: Iterable[tuple[str, str, str]] = ()
) -> bytes:
    """A Word document with `body` as XML; further `parts` by name, and the main part's relations."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", body),
        "word/_rels/document.xml.rels": relations(*links),
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def corpus() -> Path:
    """The folder of real documents; the test is skipped where it is not named."""
    folder = os.environ.get("RESUMEMATE_CORPUS")
    if not folder:
        pytest.skip("RESUMEMATE_CORPUS does not name the folder of real documents")
    return Path(folder)
