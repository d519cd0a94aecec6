"""The examples: they run, they are complete, and nobody real is in them."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import docx
import pypdf
import pytest

from resumemate_llm.settings import VARIABLES

EXAMPLES = Path(__file__).parents[2] / "examples"
PAIRS = sorted(path.parent for path in EXAMPLES.glob("*/job.txt"))
PHONE = re.compile(r"(?<![\d.])(?:\(\d{3}\) ?|\d{3,5}[ -])[\d -]{5,9}\d(?!\d)")
INVENTED_PHONE = re.compile(r"555-01\d\d$|^07700 900|^020 7946 0|^029 2018 0|^0491 570 1")


def load(name: str) -> ModuleType:
    """Import one of the scripts as a module."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_script(name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run one of the scripts as its reader does, with no provider configured."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(EXAMPLES.parent))
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / name)], capture_output=True, check=False, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def resume_text(folder: Path) -> str:
    """The source of an example's resume."""
    return next(
        path for path in sorted(folder.glob("resume.*")) if path.suffix in {".md", ".txt", ".json"}
    ).read_text("utf-8")


def test_the_quickstart_prints_a_resume_and_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = run_script("quickstart.py", monkeypatch)
    assert printed.startswith("# Priya Lindqvist")
    assert "Tidewater Freight Systems" in printed


def test_choosing_a_provider_offline_says_who_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = run_script("choose_provider.py", monkeypatch)
    assert "answered: mock (source: fallback)" in printed
    assert "because: no model is configured" in printed


def test_the_fastapi_route_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fastapi", reason="fastapi is not a dependency of this project")
    testclient = pytest.importorskip("fastapi.testclient")
    monkeypatch.setenv("LLM_PROVIDER", "mock")
    folder = EXAMPLES / "electrician"
    texts = {"resume": resume_text(folder), "job": (folder / "job.txt").read_text("utf-8")}
    with testclient.TestClient(load("fastapi_app").app) as client:
        answer = client.post("/tailor", json=texts)
        assert answer.status_code == 200
        assert answer.json()["source"] == "fallback"
        assert client.post("/tailor", json={**texts, "resume": "three short words"}).status_code == 422


def test_at_least_eight_professions_each_with_a_job() -> None:
    assert len(PAIRS) >= 8
    assert all(list(folder.glob("resume.*")) for folder in PAIRS)


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_resumes_have_the_length_of_real_ones(folder: Path) -> None:
    assert 340 <= len(resume_text(folder).split()) <= 650


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_nobody_real_can_be_reached(folder: Path) -> None:
    text = resume_text(folder) + (folder / "job.txt").read_text("utf-8")
    addresses = re.findall(r"[\w.+-]+@[\w.-]+\w", text)
    numbers = [match.group() for match in PHONE.finditer(text)]
    phones = [number for number in numbers if len(re.findall(r"\d", number)) >= 10]
    assert addresses
    assert phones
    assert all(address.endswith("@example.com") for address in addresses)
    assert [phone for phone in phones if not INVENTED_PHONE.search(phone)] == []


def test_the_made_files_are_those_of_their_sources_and_the_same_every_time() -> None:
    make = load("make_files")
    source = (EXAMPLES / "software-engineer" / "resume.md").read_text("utf-8")
    pdf = make.make_pdf(source, "Resume")
    assert pdf == make.make_pdf(source, "Resume")
    assert pdf_text(pdf) == pdf_text((EXAMPLES / "software-engineer" / "resume.pdf").read_bytes())
    source = (EXAMPLES / "sales-executive" / "resume.md").read_text("utf-8")
    word = make.make_docx(source, "CV")
    assert word == make.make_docx(source, "CV")
    assert docx_text(word) == docx_text((EXAMPLES / "sales-executive" / "resume.docx").read_bytes())


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def docx_text(data: bytes) -> list[tuple[str | None, str]]:
    return [(p.style.name if p.style else None, p.text) for p in docx.Document(io.BytesIO(data)).paragraphs]


def test_the_json_resume_has_dates_that_the_format_allows() -> None:
    data = json.loads((EXAMPLES / "data-scientist" / "resume.json").read_text("utf-8"))
    dates = re.findall(r'"(?:startDate|endDate|date|releaseDate)": "([^"]*)"', json.dumps(data))
    assert dates
    assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", date) for date in dates)
