"""PDF to text, through pypdf, within bounds of pages, time and size."""

from __future__ import annotations

import io
import logging
import math
import re
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import EncryptedDocument, InputError, MissingExtra, NoTextLayer, UnreadableDocument
from .pdf_lines import Lines, Run

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 40
"""Pages read of one PDF; later ones are left out with a warning."""
MAX_SECONDS = 20.0
"""Time after which a PDF is given up as unreadable."""
MAX_CHARS = 1_000_000
"""Characters of text after which a PDF is given up as unreadable."""

_ICON_FONT = re.compile(
    r"awesome|material.?icons|icomoon|academicons|ionicons|remixicon|fontello|phosphor", re.I
)
_NETWORK = re.compile(
    r"linkedin|github|gitlab|bitbucket|twitter|orcid|researchgate|kaggle|behance|dribbble", re.I
)
ICON = "\ue000"
"""Stands for the glyph of an icon font."""
_AFTER_ICON = re.compile(rf"(?:{ICON}|(?<![\w:])(?:{_NETWORK.pattern}):)(?=\w)", re.I)

_STEP = rb"(?:N{2}[ml]|N{4}(?:v|y|re)|N{6}c|h)\s++".replace(b"N", rb"(?:[-+.\d]++\s++)")
_DRAWING = re.compile(rb"\n(?=[-+.\d]+ [-+.\d]+ m\s)(?:" + _STEP + rb"){3,}+")
"""A path of at least three steps, from the start of a line on. Nobody's text looks like that."""

_one_at_a_time = threading.Lock()


def read_pdf(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a PDF and warnings about it.

    Raises MissingExtra without pypdf, EncryptedDocument, NoTextLayer for scanned pages, and
    UnreadableDocument for a damaged or hostile file.
    """
    try:
        import pypdf
    except ImportError:
        raise MissingExtra("Reading PDF", "files") from None
    budget = _Budget(time.monotonic() + MAX_SECONDS)
    pages: list[str] = []
    count = 0
    problem: UnreadableDocument | None = None  # raised below, so that it carries nothing of the file
    try:
        with _quiet():
            reader = pypdf.PdfReader(io.BytesIO(data))
            _unlock(reader, name)
            count = len(reader.pages)
            pages = [_page_text(reader.pages[i], budget, first=i == 0) for i in range(min(count, MAX_PAGES))]
    except InputError:
        raise
    except _BudgetSpent:
        problem = UnreadableDocument(
            "takes too long to read, or unpacks to far more text than a resume.",
            source=name,
            fix="Save it as a new PDF, or paste its text.",
        )
    except Exception:  # whatever a damaged file provokes in the parser
        problem = UnreadableDocument(
            "is damaged: not a readable PDF.", source=name, fix="Export the PDF again."
        )
    if problem is not None:
        raise problem
    text = "\n".join(pages)
    if not any(c.isalnum() for c in text):
        raise NoTextLayer(
            "has no text: its pages are blank or pictures (a scan).",
            source=name,
            fix="Export the PDF from the original document, or run text recognition (OCR) first.",
        )
    left_out = (f"The PDF has {count} pages; only the first {MAX_PAGES} were read.",)
    return text, left_out if count > MAX_PAGES else ()


def _unlock(reader: PdfReader, name: str) -> None:
    """Files that only restrict printing or editing open with an empty password."""
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except Exception:  # AES without the package for it, or an unknown scheme
        opened = False
    if not opened:
        raise EncryptedDocument(
            "is protected with a password.", source=name, fix="Save a copy without the password."
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf's log lines and warnings may quote the file, so none of them leaves."""
    logger = logging.getLogger("pypdf")
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        level = logger.level
        logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            logger.setLevel(level)


class _BudgetSpent(Exception):
    pass


@dataclass(slots=True)
class _Budget:
    deadline: float
    chars: int = MAX_CHARS

    def spend(self, chars: int) -> None:
        self.chars -= chars
        if self.chars < 0 or time.monotonic() > self.deadline:
            raise _BudgetSpent


def _page_text(page: Any, budget: _Budget, *, first: bool) -> str:
    lines = Lines()
    _drop_drawings(page)

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        budget.spend(len(text))
        if text:
            lines.add(_run(_without_icons(text, font), cm, tm, size))

    page.extract_text(visitor_text=visit)
    text = "\n".join(line.text.strip() for line in lines.in_reading_order(first_page=first))
    # a soft hyphen in a PDF was drawn: it is a hyphen
    return _AFTER_ICON.sub(r"\g<0> ", text).replace("\xad", "-")


def _drop_drawings(page: Any) -> None:
    """Takes the paths of lines and shapes out of a page. Where letters are drawn as shapes they are nine
    tenths of the file, and pypdf would make an object of every number in them."""
    content = page.get_contents()
    if content is None:
        return
    from pypdf.generic import NameObject

    content.set_data(_DRAWING.sub(b"\n", content.get_data()))
    content.forced_encoding = "bytes"  # as extract_text reads contents itself
    page[NameObject("/Contents")] = content


def _without_icons(text: str, font: Any) -> str:
    """A run in an icon font draws no letters, whatever its codes say: it becomes one private-use
    character, or the name of a network where the glyph's name tells it."""
    name = str(font.get("/BaseFont", "")) if font else ""
    if not text.strip() or not _ICON_FONT.search(name):
        return text
    network = _NETWORK.search(text)
    begins, ends = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{begins}{network.group()}:{ends}" if network else f"{begins}{ICON}{ends}"


def _run(text: str, cm: Sequence[float], tm: Sequence[float], size: float) -> Run:
    """The run with its place on the page, from the text matrix and the matrix it is drawn through."""
    right_x, right_y = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = math.hypot(right_x, right_y) or 1.0
    cos, sin = right_x / scale, right_y / scale
    angle = round(math.degrees(math.atan2(right_y, right_x)))
    return Run(text, x * cos + y * sin, y * cos - x * sin, abs(size) * scale, angle)
