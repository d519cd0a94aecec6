"""Every way to hand a document over, and every way in which that can fail."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from resumemate_llm.errors import DocumentTooLarge, EmptyDocument, InputError
from resumemate_llm.resume.readers import MAX_BYTES, read_document

from .builders import RESUME, docx, paragraph


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ines.txt"
    path.write_text(RESUME, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "form",
    [
        lambda path: path,
        str,
        lambda path: path.read_bytes(),
        lambda path: bytearray(path.read_bytes()),
        lambda path: memoryview(path.read_bytes()),
        lambda path: path.read_text(encoding="utf-8"),
        lambda path: io.BytesIO(path.read_bytes()),
        lambda path: io.StringIO(path.read_text(encoding="utf-8")),
    ],
    ids=["Path", "path as str", "bytes", "bytearray", "memoryview", "text", "binary stream", "text stream"],
)
def test_one_document_reads_the_same_however_it_is_passed(file: Path, form: Callable[[Path], object]) -> None:
    document = read_document(form(file))  # type: ignore[arg-type]
    assert document.text == RESUME
    assert document.format == "text"


def test_an_open_file_keeps_its_name(file: Path) -> None:
    with file.open("rb") as stream:
        assert read_document(stream).name == "ines.txt"


def test_a_relative_path_as_a_string_is_a_path(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    assert read_document("ines.txt").text == RESUME


@pytest.mark.parametrize("name", ["resume.pdf", "my resume.docx", "jobs/nurse.md", "CV.PDF", "a.json"])
def test_a_missing_file_is_named_as_missing(name: str) -> None:
    with pytest.raises(InputError, match="no such file") as caught:
        read_document(name)
    assert caught.value.source == Path(name).name
    assert caught.value.fix


def test_a_missing_path_is_named_as_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_document(tmp_path / "nothing")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_document(tmp_path)


def test_text_that_mentions_a_file_is_text() -> None:
    text = "I maintain resume.pdf and resume.docx generators\nfor print shops"
    assert read_document(text).text == text


def test_a_long_line_without_break_is_text() -> None:
    text = "word " * 2000
    assert read_document(text).text == text


@pytest.mark.parametrize("text", ["", " \n\t ", b"", b"\xef\xbb\xbf"])
def test_nothing_is_an_empty_document(text: str | bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_document(text)


def test_something_else_is_refused_with_its_type() -> None:
    with pytest.raises(InputError, match="int"):
        read_document(42)  # type: ignore[arg-type]


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "resume.pdf"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_a, **_k: pytest.fail("the file was opened"))
    with pytest.raises(DocumentTooLarge, match="20 MB"):
        read_document(path)


def test_a_stream_is_never_read_beyond_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size >= 0, "asked for everything"
            self.given += size
            return b"x" * size

    stream = Endless()
    with pytest.raises(DocumentTooLarge):
        read_document(stream)  # type: ignore[arg-type]
    assert stream.given == MAX_BYTES + 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_device_without_end_is_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        read_document(Path("/dev/zero"))


@pytest.mark.parametrize("big", [b"x" * (MAX_BYTES + 1), "x" * (MAX_BYTES + 1)], ids=["bytes", "text"])
def test_what_is_already_in_memory_has_the_same_limit(big: bytes | str) -> None:
    with pytest.raises(DocumentTooLarge):
        read_document(big)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs file permissions that bind")
def test_a_file_that_may_not_be_read_says_so(file: Path) -> None:
    file.chmod(0)
    with pytest.raises(InputError, match="permissions"):
        read_document(file)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cv.docx", docx(paragraph("Secret Canary"))[:-60]),
        ("cv.docx", docx("<w:p>Canary")),
        ("cv.json", b'{"basics": {"name": "Canary"'),
        ("cv.pdf", b"%PDF-1.4\n1 0 obj << /Canary (Canary) >> endobj trailer << /Root 1 0 R >>"),
        ("cv.txt", b"Canary \x01\x02\x03\x04"),
        ("cv.png", b"\x89PNG Canary"),
    ],
)
def test_an_error_carries_nothing_of_the_document(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_document(path)
    error: BaseException | None = caught.value
    while error is not None:
        shown = f"{error!s} {error!r} {vars(error)}"
        assert "Canary" not in shown and str(tmp_path) not in shown
        assert not isinstance(error, ValueError)  # json's own error holds the whole text
        error = error.__cause__ or error.__context__


def test_a_repr_carries_nothing_of_the_document() -> None:
    assert "Ines" not in repr(read_document(RESUME, name="resume"))


def test_the_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "resume.txt"
    path.write_bytes(docx(paragraph("Ines Duarte")))
    document = read_document(path)
    assert (document.format, document.text) == ("docx", "Ines Duarte")


def test_reading_is_quick(file: Path) -> None:
    begin = time.perf_counter()
    read_document(file)
    assert time.perf_counter() - begin < 1
