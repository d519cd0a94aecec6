"""Recognising places: "Denver, CO", "Leeds", "Kerala", "70176 Stuttgart", "Remote"."""

from __future__ import annotations

import re

from ...text.folding import fold
from ...text.memory import remembered
from .gazetteer import CITIES, CODES, COUNTRIES, REGIONS

_ANYWHERE = re.compile(
    r"(?:fully |100% |home |partly )?(?:remote(?:ly)?|hybrid|on-?site|home[- ]based|nationwide|worldwide|"
    r"various(?: locations)?|multiple locations|"
    r"homeoffice|home office|teletravail|a distance|en remoto|teletrabajo|da remoto|zdalnie|la distanta|"
    r"remoto|remota)"
    r"(?:\s*[(/,–-]\s*[\w .,]{2,30}\)?)?"
)
_CODE = re.compile(r"([A-Z]{2,3})\.?(?:[ ,]+(?:\d{5}(?:-\d{4})?|\d{4}))?(?![A-Za-z])")
_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{5}(?:-\d{4})?|\d{2}-\d{3}|"
    r"\d{4} ?[A-Z]{2}|\d{4}|\d{5}-\d{3}|\d{4}-\d{3})\b"
)
_DISTRICT = re.compile(r"(?:[ENSW]|EC|WC|NW|SE|SW)\d{1,2}[A-Z]?")
"""A postal district of London."""
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|terrace|"
    r"close|crescent|square|sq|parkway|pkwy|highway|hwy|"
    r"apt|suite|unit|flat|rue|avenue|allee|chemin|quai|via|viale|corso|piazza|calle|avenida|avda|plaza|"
    r"paseo|rua|travessa|strada|str|bulevardul|calea|"
    r"ul|ulica|aleja|al|straat|laan|weg|plein|gasse|platz|gracht)\b|(?:strasse|str\.|weg|gasse|platz|"
    r"allee|straat|laan|gracht)(?:\s|$)"
)
_CITY_WORD = (
    r"(?:[^\W\d_a-z][\w'’.-]*"
    r"|(?:de|la|le|les|del|di|du|am|an|der|den|im|sur|upon|on|of|the|und|do|da|dos|el|los|las|y|e)(?=\s))"
)
_CITY_SHAPE = re.compile(rf"{_CITY_WORD}(?:[ -]{_CITY_WORD}){{0,4}}")
_COMPASS = frozenset(
    "east west north south new upper lower port fort lake mount great greater old central saint st".split()
)
PLACEHOLDER = re.compile(r"\bCity\s?,\s?(?:State|ST)(?:\s?,\s?(?:Country|US|USA))?\b")
"""What anonymised resumes write for a place."""


@remembered(2_000)
def is_known(text: str) -> bool:
    """Whether `text` is the name of a country, region or city, or says "Remote"."""
    folded = _clean(text)
    return folded in COUNTRIES or folded in REGIONS or folded in CITIES or bool(_ANYWHERE.fullmatch(folded))


@remembered(2_000)
def is_region(text: str) -> bool:
    """Whether `text` can stand behind a city: a state, its code, a country."""
    text = text.strip(" .")
    folded = _clean(text)
    if folded in COUNTRIES or folded in REGIONS:
        return True
    match = _CODE.fullmatch(text)
    if match and match[1] in CODES:
        return True
    words = text.split()
    if len(words) == 2 and is_region(words[0]) and _POSTAL.fullmatch(words[1]):
        return True
    return bool(_DISTRICT.fullmatch(text))


def is_country(text: str) -> bool:
    """Whether `text` is the name of a country."""
    return _clean(text) in COUNTRIES


def is_code(text: str) -> bool:
    """Whether `text` is the code of a state or country, in capitals."""
    return text in CODES


def is_city(text: str) -> bool:
    """Whether `text` is the name of a city that is known."""
    return _clean(text) in CITIES


def looks_like_city(text: str) -> bool:
    """Whether `text` has the shape of a city's name: one to five capitalised words, no digits."""
    return len(text) <= 32 and bool(_CITY_SHAPE.fullmatch(text.strip(" .")))


def is_place(text: str) -> bool:
    """Whether the whole of `text` is a place: "Leeds", "Denver, CO", "Lyon, France (remote)"."""
    text = re.sub(r"\s*\([^()]{0,40}\)$", "", text.strip(" ,.;"))
    if not text or len(text) > 70:
        return False
    if is_known(text) or PLACEHOLDER.fullmatch(text):
        return True
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        city, _, region = text.rpartition(" ")
        return _city_with_code(text) or (is_city(city) and _clean(region) in REGIONS)
    if not (is_region(parts[-1]) or is_known(parts[-1]) or _city_with_code(parts[-1])):
        return False
    return all(looks_like_city(part) or is_known(part) or is_region(part) for part in parts[:-1])


def is_address(text: str) -> bool:
    """Whether `text` is a postal address or a part of one."""
    text = text.strip(" ,.;")
    if len(text) > 120 or not text:
        return False
    if is_place(text):
        return True
    folded = fold(text)
    if re.search(r"\d", text) and (_STREET.search(folded) or _POSTAL.search(text)):
        return len(text.split()) <= 14
    parts = [part.strip() for part in re.split(r"[,/]| → ", text)]
    return (
        len(parts) > 1
        and any(is_known(part) or is_region(part) for part in parts[-2:])
        and len(text.split()) <= 8
    )


@remembered(2_000)
def place_at_end(text: str) -> int | None:
    """Where in `text` a place without separator before it begins ("Stripe San Francisco" gives 7),
    else None. Only cities that are known are found; the whole text being a place gives 0."""
    words = list(re.finditer(r"\S+", text))
    for word in words[-4:]:
        tail = text[word.start() :]
        if _clean(tail) in CITIES or (word is not words[-1] and _city_with_code(tail)):
            before = text[: word.start()].split()
            if before and fold(before[-1]).rstrip(".") in _COMPASS:
                return text.rindex(before[-1], 0, word.start())
            return word.start()
    return None


@remembered(2_000)
def _city_with_code(text: str) -> bool:
    """ "Brunswick VIC 3056", "London UK", "70176 Stuttgart", "Keighley BD21 0AA"."""
    bare = _POSTAL.sub(" ", text).strip(" ,")
    if not bare:
        return False
    had_postal = bare != text.strip(" ,")
    words = bare.split()
    if len(words) > 1 and _CODE.fullmatch(words[-1]) and words[-1].strip(".") in CODES:
        return looks_like_city(" ".join(words[:-1]))
    return is_known(bare) or (had_postal and looks_like_city(bare) and len(words) <= 3)


def _clean(text: str) -> str:
    return " ".join(fold(text).strip(" .,;").split())
