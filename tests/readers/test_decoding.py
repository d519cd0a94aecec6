"""Text files in the encodings that people save them in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.resume.readers import read_document

TEXT = "Zoë Łukasiewicz – Köln\n• Größte Filiale geleitet, 12 € Umsatz\n“Straße” naïve café\n"
WESTERN = "Zoë Müller – Köln\n• Größte Filiale geleitet, 12 € je Stück\n“Straße” naïve café\n"


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(encoding: str, bom: bytes) -> None:
    assert read_document(bom + TEXT.encode(encoding)).text == TEXT


def test_windows_1252_is_read() -> None:
    assert read_document(WESTERN.encode("cp1252")).text == WESTERN


def test_latin_1_is_read() -> None:
    text = "Jürgen Groß\nÉlève à Genève\n"
    assert read_document(text.encode("latin-1")).text == text


def test_one_pasted_windows_character_does_not_spoil_a_utf_8_file() -> None:
    data = TEXT.encode() + b"caf\xe9 \x96 2019\n"
    assert read_document(data).text == TEXT + "café – 2019\n"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_utf_8_text_survives(text: str) -> None:
    data = ("resume\n" + text).encode()
    assert read_document(data).text == "resume\n" + text


@settings(deadline=None)
@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1))
def test_any_windows_text_survives_unless_it_is_also_utf_8(text: str) -> None:
    data = ("Zürich, Genève, Orléans, Málaga: " + text).encode("cp1252")
    assert read_document(data).text.startswith("Zürich, Genève, Orléans, Málaga: ")
