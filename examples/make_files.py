"""Make the PDF and the Word file of the examples from their Markdown: python examples/make_files.py

The files are committed, so nobody has to run this to use them. The same text gives the same bytes.
Needs reportlab and python-docx (both in the `dev` extra).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

EXAMPLES = Path(__file__).parent
Kind = Literal["name", "heading", "role", "bullet", "text"]
MARKS: tuple[tuple[str, Kind], ...] = (
    ("### ", "role"),
    ("## ", "heading"),
    ("# ", "name"),
    ("- ", "bullet"),
)


def blocks(markdown: str) -> Iterator[tuple[Kind, str]]:
    """The lines of a resume in simple Markdown, each with what it is."""
    for line in filter(None, map(str.strip, markdown.splitlines())):
        for mark, kind in MARKS:
            if line.startswith(mark):
                yield kind, line.removeprefix(mark)
                break
        else:
            yield "text", line


def make_pdf(markdown: str, title: str) -> bytes:
    """The resume as a PDF of one column, with round bullets and wrapped lines."""
    from reportlab.lib.pagesizes import LETTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    base = ParagraphStyle("base", fontName="Helvetica", fontSize=10, leading=13.5)
    styles: dict[Kind, ParagraphStyle] = {
        "name": ParagraphStyle("name", base, fontName="Helvetica-Bold", fontSize=18, leading=24),
        "heading": ParagraphStyle("heading", base, fontName="Helvetica-Bold", fontSize=12, spaceBefore=9),
        "role": ParagraphStyle("role", base, fontName="Helvetica-Bold", spaceBefore=5),
        "bullet": ParagraphStyle("bullet", base, leftIndent=12, bulletIndent=2),
        "text": base,
    }
    story = [
        Paragraph(_bold(escape(text)), styles[kind], bulletText="•" if kind == "bullet" else None)
        for kind, text in blocks(markdown)
    ]
    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=LETTER, title=title, invariant=1).build(story)
    return buffer.getvalue()


def _bold(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)


def make_docx(markdown: str, title: str) -> bytes:
    """The resume as a Word file with real headings and list styles."""
    from docx import Document

    styles = {
        "name": "Title",
        "heading": "Heading 1",
        "role": "Heading 2",
        "bullet": "List Bullet",
        "text": "Normal",
    }
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = title, ""
    properties.created = properties.modified = datetime(2024, 1, 1)
    for kind, text in blocks(markdown):
        document.add_paragraph(text.replace("**", ""), style=styles[kind])
    buffer = BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _without_times(archive: bytes) -> bytes:
    """The same zip archive with every member dated 1980, so that only the content decides its bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def main() -> None:
    """Write both files next to their sources."""
    engineer = EXAMPLES / "software-engineer" / "resume.md"
    engineer.with_suffix(".pdf").write_bytes(make_pdf(engineer.read_text("utf-8"), "Resume"))
    seller = EXAMPLES / "sales-executive" / "resume.md"
    seller.with_suffix(".docx").write_bytes(make_docx(seller.read_text("utf-8"), "CV"))


if __name__ == "__main__":
    main()
