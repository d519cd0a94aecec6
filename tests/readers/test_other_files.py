"""Files that are not read say what they are and what to do."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.errors import EncryptedDocument, InputError, UnreadableDocument, UnsupportedFormat
from resumemate_llm.resume.readers import read_document

from .builders import docx, paragraph

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "JPEG picture"),
        (b"GIF89a" + bytes(20), "GIF picture"),
        (b"II*\x00" + bytes(20), "TIFF picture"),
        (b"BM" + bytes(20), "BMP picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(8), "HEIC"),
        (b"{\\rtf1\\ansi Ines}", "RTF"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
        (b"\x1f\x8b\x08" + bytes(20), "gzip"),
        (b"<!DOCTYPE html><html><body>Ines</body></html>", "web page"),
        (b"\xef\xbb\xbf\n<html>", "web page"),
        (OLE + "WordDocument".encode("utf-16-le"), r"\.doc"),
        (OLE + "Workbook".encode("utf-16-le"), "old Office file"),
        (archive("mimetype", "content.xml", "META-INF/manifest.xml"), r"\.odt"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (archive("Index/Document.iwa"), "Pages"),
        (archive("mimetype", "META-INF/container.xml"), "EPUB"),
        (archive("a.txt"), "zip archive"),
        (archive(), "zip archive"),
    ],
)
@pytest.mark.parametrize("suffix", [".pdf", ".txt"])
def test_a_foreign_file_is_named_for_what_it_is(tmp_path: Path, data: bytes, what: str, suffix: str) -> None:
    path = tmp_path / f"resume{suffix}"
    path.write_bytes(data)
    with pytest.raises(UnsupportedFormat, match=what) as caught:
        read_document(path)
    assert caught.value.source == path.name
    assert caught.value.fix
    assert "\n" not in str(caught.value)


def test_a_word_file_with_a_password_says_so() -> None:
    with pytest.raises(EncryptedDocument, match="password"):
        read_document(OLE + "EncryptedPackage".encode("utf-16-le"))


def test_a_truncated_word_file_is_damaged() -> None:
    whole = docx(paragraph("Ines Duarte " * 50))
    for keep in (40, len(whole) // 2, len(whole) - 10):
        with pytest.raises(UnreadableDocument, match="damaged or incomplete"):
            read_document(whole[:keep])


def test_random_bytes_are_no_text() -> None:
    with pytest.raises(UnreadableDocument, match="not a text file"):
        read_document(bytes(range(32)) * 40)


@pytest.mark.parametrize("data", [{"a": 1}, {"basics": {}, "sections": {"summary": {}}}, ["x"]])
def test_json_that_is_no_json_resume_says_so(tmp_path: Path, data: object) -> None:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UnsupportedFormat, match="not a JSON Resume"):
        read_document(path)


def test_broken_json_says_so(tmp_path: Path) -> None:
    path = tmp_path / "resume.json"
    path.write_text('{"basics": {"name": "Ines"', encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="not valid JSON"):
        read_document(path)


def test_json_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "resume.json"
    path.write_text('{"work": ' + "[" * 100_000, encoding="utf-8")
    with pytest.raises(UnreadableDocument):
        read_document(path)


@settings(deadline=None)
@given(st.binary(max_size=400) | st.binary(max_size=300).map(lambda b: b"%PDF-1.7\n" + b))
def test_no_bytes_raise_anything_but_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        read_document(data)
