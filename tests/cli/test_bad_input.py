"""Input that cannot be used: exit code 2 and one clear line, never a traceback."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from .conftest import EXAMPLES, Process, Run

RESUME = EXAMPLES / "product-manager" / "resume.txt"
JOB = EXAMPLES / "product-manager" / "job.txt"
LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore "
    "et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut "
    "aliquip ex ea commodo consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse."
)


def drawn_page() -> bytes:
    """A PDF as a scanner makes it: a page with a drawing and no text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.save()
    return buffer.getvalue()


def locked_pdf() -> bytes:
    """The example PDF behind a password."""
    writer = pypdf.PdfWriter(EXAMPLES / "software-engineer" / "resume.pdf")
    writer.encrypt("a password", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def half_a_docx() -> bytes:
    """The example Word file, cut in the middle."""
    whole = (EXAMPLES / "sales-executive" / "resume.docx").read_bytes()
    return whole[: len(whole) // 2]


def bomb_docx() -> bytes:
    """A Word file whose entities would grow to gigabytes."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    return rezipped({"word/document.xml": document.encode()})


def swollen_docx() -> bytes:
    """A Word file of a few kilobytes that unpacks to a very large document."""
    return rezipped({"word/document.xml": b"<w:document>" + b" " * 100_000_000})


def rezipped(replaced: dict[str, bytes]) -> bytes:
    """The example Word file with some of its parts replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(EXAMPLES / "sales-executive" / "resume.docx") as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replaced.get(name) or old.read(name))
    return buffer.getvalue()


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


BAD_RESUMES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an empty file": ("resume.txt", lambda: b""),
    "only spaces": ("resume.txt", lambda: b" \n\t\n" * 50),
    "three words": ("resume.txt", lambda: b"three short words"),
    "a scanned PDF": ("resume.pdf", drawn_page),
    "an encrypted PDF": ("resume.pdf", locked_pdf),
    "a PDF cut after its header": ("resume.pdf", lambda: b"%PDF-1.7\n%%EOF"),
    "a truncated DOCX": ("resume.docx", half_a_docx),
    "a DOCX with an XML bomb": ("resume.docx", bomb_docx),
    "a DOCX that unpacks to 100 MB": ("resume.docx", swollen_docx),
    "a PNG renamed .pdf": ("resume.pdf", png),
    "a PNG renamed .txt": ("resume.txt", png),
    "JSON that is no JSON Resume": ("resume.json", lambda: b'{"hello": [1, 2, 3]}'),
    "broken JSON": ("resume.json", lambda: b'{"basics": {"name": "Al'),
}
BAD_JOBS = {
    "empty": "",
    "lorem ipsum": LOREM,
    "one line without structure": "We are looking for somebody nice.",
    "repeated characters": "aaaaaaaaaaaaaaaaaaaa " * 30,
}


def assert_one_line(stderr: bytes | str, *words: str) -> None:
    """One line that begins with the program's name and has no traceback."""
    text = stderr if isinstance(stderr, str) else stderr.decode()
    assert text.startswith("resumemate: ")
    assert text.count("\n") == 1
    assert text.endswith("\n")
    for word in words:
        assert word in text


@pytest.mark.parametrize("kind", BAD_RESUMES)
def test_a_resume_that_cannot_be_used(kind: str, run: Run, tmp_path: Path) -> None:
    name, make = BAD_RESUMES[kind]
    path = tmp_path / name
    path.write_bytes(make())
    for command in (("parse", path), ("generate", path, JOB), ("score", path, JOB)):
        result = run(*command)
        assert result.exit_code == 2, (command, result.output)
        assert result.stdout == ""
        assert_one_line(result.stderr)


@pytest.mark.parametrize("kind", BAD_JOBS)
def test_a_job_that_cannot_be_used(kind: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "the-ad.txt"
    path.write_text(BAD_JOBS[kind])
    for command in (("job", path), ("generate", RESUME, path), ("score", RESUME, path)):
        result = run(*command)
        assert result.exit_code == 2, (command, result.output)
        assert result.stdout == ""
        assert_one_line(result.stderr, "resumemate: the-ad.txt: ")


def test_as_a_real_process(process: Process, tmp_path: Path) -> None:
    name, make = BAD_RESUMES["a DOCX with an XML bomb"]
    path = tmp_path / name
    path.write_bytes(make())
    done = process("generate", path, JOB)
    assert done.returncode == 2
    assert done.stdout == b""
    assert_one_line(done.stderr)


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("generate", tmp_path / "missing.pdf", JOB)
    assert result.exit_code == 2
    assert_one_line(result.stderr, "missing.pdf")


def test_a_folder_instead_of_a_file(run: Run, tmp_path: Path) -> None:
    result = run("parse", tmp_path)
    assert result.exit_code == 2
    assert_one_line(result.stderr)


def test_a_file_name_cannot_break_the_line(run: Run, tmp_path: Path) -> None:
    result = run("parse", tmp_path / "two\nlines\x1b[31m.txt")
    assert result.exit_code == 2
    assert_one_line(result.stderr)
    assert "\x1b" not in result.stderr


def test_a_huge_file_is_refused_before_it_is_read(process: Process, tmp_path: Path) -> None:
    path = tmp_path / "resume.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    done = process("generate", path, JOB)
    assert done.returncode == 2
    assert_one_line(done.stderr)


def test_an_endless_standard_input_is_refused(process: Process) -> None:
    done = process("parse", "-", stdin=b"word " * 20_000_000)
    assert done.returncode == 2
    assert_one_line(done.stderr)


def test_standard_input_is_called_so(run: Run) -> None:
    for command in (("job", "-"), ("generate", RESUME, "-")):
        result = run(*command, stdin=LOREM.encode())
        assert result.exit_code == 2
        assert_one_line(result.stderr, "resumemate: standard input: is filler text")
        assert "dolor" not in result.stderr


def test_resume_and_job_cannot_both_be_standard_input(run: Run) -> None:
    result = run("generate", "-", "-", stdin=b"text")
    assert result.exit_code == 2
    assert "only one of RESUME and JOB" in result.stderr


@pytest.mark.parametrize("argument", ["", "  "])
def test_an_empty_name_is_called_empty(argument: str, run: Run) -> None:
    for command in (("parse", argument), ("generate", argument, JOB), ("score", RESUME, argument)):
        result = run(*command)
        assert result.exit_code == 2
        assert "is empty; name a file, or - for standard input" in result.stderr


def test_a_web_address_is_not_called_a_missing_file(run: Run) -> None:
    result = run("generate", RESUME, "https://example.com/jobs/1")
    assert result.exit_code == 2
    assert "a web address is not fetched; save the text of the page to a file" in result.stderr


@pytest.mark.parametrize("arguments", [("--deadline", "nan"), ("--deadline", "inf")])
def test_a_deadline_is_a_number_of_seconds(arguments: tuple[str, str], run: Run) -> None:
    result = run("generate", RESUME, JOB, *arguments)
    assert result.exit_code == 2
    assert f"Error: Invalid value for '--deadline': '{arguments[1]}' is no finite number" in result.stderr
    assert run("doctor", "--timeout", "nan").exit_code == 2


def test_swapped_resume_and_job_are_pointed_out(run: Run) -> None:
    result = run("generate", JOB, RESUME)
    assert result.exit_code == 0
    assert "swapped" in result.stderr
    assert result.stderr.count("Traceback") == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "latin-1", "cp1252"])
def test_other_encodings_are_read_right(encoding: str, run: Run, tmp_path: Path) -> None:
    text = RESUME.read_text("utf-8").replace("Daniel Ashgrove-Mensah", "").replace("•", "-").replace("–", "-")
    text = text.replace("DANIEL ASHGROVE-MENSAH", "Zoë Müller-Ibáñez").replace("Quillstone", "Café Señorío")
    path = tmp_path / "resume.txt"
    path.write_bytes(text.encode(encoding))
    result = run("parse", path)
    assert result.exit_code == 0, result.stderr
    assert '"name": "Zoë Müller-Ibáñez"' in result.stdout
    assert "Café Señorío Software Ltd" in result.stdout
