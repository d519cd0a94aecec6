"""Markdown's links and escapes become plain text; its structure stays for the parser."""

from __future__ import annotations

from pathlib import Path

import pytest

from resumemate_llm.resume.readers import read_document


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("[LinkedIn](https://linkedin.com/in/ines)", "LinkedIn: https://linkedin.com/in/ines"),
        ("[ines@example.org](mailto:ines@example.org)", "ines@example.org"),
        ("[E-Mail](mailto:ines@example.org)", "E-Mail: ines@example.org"),
        ("[linkedin.com/in/ines](https://www.linkedin.com/in/ines/)", "linkedin.com/in/ines"),
        ("<https://ines.example.org> <ines@example.org>", "https://ines.example.org ines@example.org"),
        ("![Ines in a boat](boat.png)", "Ines in a boat"),
        (r"555\-0147 and 5\* and C:\\temp", r"555-0147 and 5* and C:\temp"),
        ("[x] done, f(x), a [note] (aside)", "[x] done, f(x), a [note] (aside)"),
        ("**Led** `sql` _team_\n- one\n* two", "**Led** `sql` _team_\n- one\n* two"),
    ],
)
def test_links_and_escapes_become_plain_text(markdown: str, plain: str, tmp_path: Path) -> None:
    path = tmp_path / "ines.md"
    path.write_text(f"# Ines\n{markdown}\n", encoding="utf-8")
    document = read_document(path)
    assert (document.format, document.text, document.warnings) == ("markdown", f"# Ines\n{plain}\n", ())


def test_an_address_that_is_left_out_is_reported() -> None:
    document = read_document("Clerk at [Old Docks](https://docks.example.org), 2017")
    assert document.text == "Clerk at Old Docks, 2017"
    assert document.warnings == ("Addresses of links were left out (1); their texts were kept.",)


def test_plain_text_is_not_taken_for_markdown() -> None:
    text = "C# and #1 in sales\n1\\. kept"
    document = read_document(text)
    assert (document.format, document.text) == ("text", text)
