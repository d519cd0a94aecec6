"""The language of a resume or a job ad, by its function words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.text.language import detect

TEXTS = [
    ("en", "You will lead the team and report to the head of operations in our new office."),
    ("de", "Wir suchen für unser Team in Köln eine erfahrene Fachkraft, die mit den Kunden spricht."),
    (
        "fr",
        "Nous recherchons pour notre agence une personne qui est à l'aise avec les clients et les chiffres.",
    ),
    ("es", "Buscamos una persona con experiencia en ventas para nuestra tienda en el centro de la ciudad."),
    (
        "it",
        "Cerchiamo una persona con esperienza nella vendita per il nostro negozio nel centro della città.",
    ),
    ("nl", "Wij zoeken een ervaren collega die met onze klanten praat en het team van de winkel versterkt."),
    ("pl", "Szukamy osoby z doświadczeniem, która będzie pracować w naszym zespole i rozmawiać z klientami."),
    (
        "ro",
        "Căutăm o persoană cu experiență în vânzări pentru magazinul nostru din centrul orașului.",
    ),
    (
        "pt",
        "Procuramos uma pessoa com experiência em vendas para a nossa loja no centro da cidade.",
    ),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_nine_languages_are_told_apart(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "Python, SQL, Docker", "Ana Pérez", "1234", "la", "?!"])
def test_a_text_without_function_words_counts_as_english(text: str) -> None:
    assert detect(text) == "en"


def test_english_terms_in_a_german_ad_do_not_make_it_english() -> None:
    text = "Sie entwickeln mit dem Team Software in Java, Spring Boot und AWS und sind für Tests zuständig."
    assert detect(text) == "de"


@given(st.text(max_size=300))
def test_any_text_has_one_of_the_nine_languages(text: str) -> None:
    assert detect(text) in {"en", "de", "fr", "es", "it", "nl", "pl", "ro", "pt"}
