"""What kind of file some bytes are, by their content; a name's suffix proves nothing."""

from __future__ import annotations

import io
from typing import Literal

from ...errors import EncryptedDocument, UnreadableDocument, UnsupportedFormat

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEADER_WITHIN = 1024

_AS_DOCX_OR_PDF = "Save it as .docx or PDF and try again."
_AS_TEXT = "Export the document with its text, as PDF or .docx, or paste the text."
_UNPACK = "Unpack it and name the document inside."

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", _AS_DOCX_OR_PDF),
    (b"%!PS", "a PostScript file", "Save it as PDF and try again."),
    (b"\x89PNG", "a PNG picture", _AS_TEXT),
    (b"\xff\xd8\xff", "a JPEG picture", _AS_TEXT),
    (b"GIF8", "a GIF picture", _AS_TEXT),
    (b"II*\x00", "a TIFF picture", _AS_TEXT),
    (b"MM\x00*", "a TIFF picture", _AS_TEXT),
    (b"BM", "a BMP picture", _AS_TEXT),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")


def detect(data: bytes, name: str) -> Literal["pdf", "docx", "text"]:
    """The format of `data`; "text" where nothing else is recognised.

    Raises UnsupportedFormat naming what the file is, EncryptedDocument for a Word file with a
    password, UnreadableDocument for a damaged archive.
    """
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _inside_zip(data, name)
    if data.startswith(_OLE):
        raise _old_office(data, name)
    what = _picture_or_other(data)
    if what is not None:
        raise UnsupportedFormat(f"is {what[0]}, which is not read.", source=name, fix=what[1])
    return "text"


def _picture_or_other(data: bytes) -> tuple[str, str] | None:
    for signature, what, fix in _SIGNATURES:
        # "BM" may begin a text; a bitmap has zero bytes in its header.
        if data.startswith(signature) and (signature != b"BM" or b"\0\0" in data[2:14]):
            return what, fix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture", _AS_TEXT
    if data[4:8] == b"ftyp":
        return "a HEIC picture or a film", _AS_TEXT
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(_HTML_STARTS):
        return "a web page (HTML or XML)", "Save it as PDF, or paste its text."
    return None


def _old_office(data: bytes, name: str) -> EncryptedDocument | UnsupportedFormat:
    """The error for an OLE container: Office 97-2003, or an encrypted package of today's Office."""
    if _utf16("EncryptedPackage") in data:
        return EncryptedDocument(
            "is protected with a password.", source=name, fix="Save a copy without the password."
        )
    what = "an old Word file (.doc)" if _utf16("WordDocument") in data else "an old Office file"
    return UnsupportedFormat(f"is {what}, which is not read.", source=name, fix=_AS_DOCX_OR_PDF)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _inside_zip(data: bytes, name: str) -> Literal["docx"]:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # zipfile raises many kinds for what is damaged
        raise UnreadableDocument(
            "is damaged or incomplete: its archive has no readable index.",
            source=name,
            fix="Download or save the document again.",
        ) from None
    if "[Content_Types].xml" in names and any(entry.startswith("word/") for entry in names):
        return "docx"
    raise UnsupportedFormat(f"is {_zip_kind(names)}, which is not read.", source=name, fix=_AS_DOCX_OR_PDF)


def _zip_kind(names: list[str]) -> str:
    if any(entry.startswith("xl/") for entry in names):
        return "an Excel workbook"
    if any(entry.startswith("ppt/") for entry in names):
        return "a PowerPoint file"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "an OpenDocument file (.odt)"
    if any(entry.endswith(".iwa") for entry in names):
        return "an Apple Pages file"
    if "META-INF/container.xml" in names:
        return "an e-book (EPUB)"
    return "a zip archive"
