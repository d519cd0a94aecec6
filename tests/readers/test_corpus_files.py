"""Every file of the corpus of real documents reads, with all its words."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from resumemate_llm.resume.readers import Document, read_document
from resumemate_llm.text.repair import repair

from .builders import corpus

NAMES_OF_ICONS = {"mobile", "obile", "alt", "in"}


@cache
def read(path: Path) -> Document:
    return read_document(path)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", repair(text)))


def documents(pattern: str) -> list[Path]:
    return sorted((corpus() / "files").glob(pattern))


def test_every_pdf_has_the_words_of_a_good_reader() -> None:
    compared = 0
    for path in documents("*.pdf"):
        reference = corpus() / "pdftext" / f"{path.stem}.txt"
        found = words(read(path).text)
        if reference.exists():
            expected = words(reference.read_text(encoding="utf-8"))
            assert set(expected - found) <= NAMES_OF_ICONS, path.name
            assert not found - expected, path.name
            compared += 1
    assert compared


def test_every_word_file_has_the_words_of_its_text_and_its_bullets() -> None:
    for path in documents("*.docx"):
        text = corpus() / "resumes" / f"{path.stem.lower()}.txt"
        document = read(path)
        assert words(document.text) == words(text.read_text(encoding="utf-8")), path.name
        assert "• " in document.text


def test_every_statement_behind_the_pdfs_comes_out_in_one_piece() -> None:
    truth = json.dumps(json.loads((corpus() / "files" / "rr_truth.json").read_text(encoding="utf-8")))
    statements = [re.sub(r"<[^>]+>", "", s) for s in re.findall(r"<p>(.*?)</p>", truth)]
    assert len(statements) > 5
    for path in documents("rr_*.pdf"):
        if path.stem == "rr_sample_ditto":  # another person's
            continue
        text = "".join(repair(read(path).text).split())
        missing = [s for s in statements if "".join(s.split()) not in text]
        assert not missing, (path.name, len(missing))


@pytest.mark.parametrize("pattern", ["rr_*.pdf", "rm_tpl_*.pdf"])
def test_the_name_comes_first_and_headings_stand_over_their_sections(pattern: str) -> None:
    for path in documents(pattern):
        lines = repair(read(path).text).lower().split("\n")
        assert lines[0].split() in (["john", "doe"], ["jane", "doe"]), path.name
        for heading in ("experience", "education"):
            if heading in lines:
                following = lines[lines.index(heading) + 1]
                assert following not in ("education", "projects", "skills", "johndoe"), (path.name, heading)


def test_every_json_resume_reads() -> None:
    files = documents("jr_*.json")
    assert files
    for path in files:
        data = json.loads(path.read_text(encoding="utf-8"))
        text = read(path).text
        for role in data["work"]:
            for fact in (role["name"], role["position"], *role["highlights"]):
                assert fact in text


def test_every_text_reads_and_repairs_to_all_its_words() -> None:
    for path in sorted((corpus() / "resumes").glob("*.txt")):
        raw = path.read_bytes().decode("utf-8")
        assert read(path).text.split() == raw.lstrip("\ufeff").split(), path.name
        assert repair(repair(raw)) == repair(raw), path.name
