"""Numbers in running text, with their magnitude and unit, for tracing them to their source.

"$1.1 million" and "$1,100,000" are the same number, and so are "3,2 Mio. €" and "€3.2m"; "14%" and "14"
are not. Digits inside a name ("HTML5", "B2B", "S3") are no numbers. "41 ms" is "41ms", but the words of
plain counts and of time ("3 years", "12 nurses") are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from .language import detect

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_FROM_TWO = {
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig",
    "pl": "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście "
    "czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia",
    "ro": "doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece paisprezece "
    "cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece douăzeci",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete "
    "dezoito dezanove vinte",
}
_FROM_THIRTY = {
    "de": "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "trente quarante cinquante soixante",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig",
    "pl": "trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "ro": "treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci",
    "pt": "trinta quarenta cinquenta sessenta setenta oitenta noventa",
}
_OTHER_FORMS = {
    "dwie": 2, "dwóch": 2, "trzech": 3, "czterech": 4, "pięciu": 5, "sześciu": 6, "siedmiu": 7, "ośmiu": 8,
    "dziewięciu": 9, "dziesięciu": 10, "piętnastu": 15, "dwudziestu": 20, "trzydziestu": 30, "două": 2,
    "şase": 6, "şapte": 7, "douăsprezece": 12, "duas": 2, "quatorze": 14, "dezesseis": 16, "dezessete": 17,
    "dezenove": 19, "dreissig": 30,
}  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_TENS_IN = {
    language: {word: 10 * value for value, word in enumerate((twenty, *_FROM_THIRTY[language].split()), 2)}
    for language, words in _FROM_TWO.items()
    for twenty in words.split()[18:19]
}
_JOINED = {
    f"{'ein' if one == 1 else _FROM_TWO[language].split()[one - 2]}{link}{word}": ten + one
    for language, links in (("de", ("und",)), ("nl", ("en", "ën")))
    for word, ten in _TENS_IN[language].items()
    for one in range(1 if language == "de" else 2, 10)
    for link in links
}
"""The numbers whose ones stand first and in one word: "fünfundzwanzig", "vijfentwintig"."""
_WORDS: dict[str, int] = (
    {word: value for words in _FROM_TWO.values() for value, word in enumerate(words.split(), start=2)}
    | {word: value for tens in _TENS_IN.values() for word, value in tens.items()}
    | _JOINED
    | _OTHER_FORMS
    | {word: value for value, word in enumerate(_ENGLISH.split())}
    | {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
    | {scale: value for scale, value in _SCALES.items() if value <= 1000}
)
_ONLY_IN: dict[str, tuple[str, ...]] = {
    "acht": ("de", "nl"),
    "dix": ("fr",),
    "doi": ("ro",),
    "dos": ("es",),
    "due": ("it",),
    "elf": ("de", "nl"),
    "neuf": ("fr",),
    "nouă": (),
    "once": ("es",),
    "onze": ("fr", "pt"),
    "opt": ("ro",),
    "quince": ("es",),
    "sei": ("it",),
    "seize": ("fr",),
    "sept": ("fr",),
    "tien": ("nl",),
    "venti": ("it",),
}
"""Number words that are also other words ("due", "once", Dutch "onze"): counted in a text of their own language only.
Romanian "nouă" is also "new" there and is never counted."""

_MAGNITUDES: dict[str, int] = {
    name: value
    for value, names in (
        (12, "dozen"),
        (100, "hundred"),
        (10**3, "k thousand tausend tsd mille milliers mil mila duizend tys mii"),
        (10**5, "lakh"),
        (
            10**6,
            "m mm mn million millions mio millionen millones millón milioni milione miljoen mln milion "
            "miliony milionów milioane milhões milhão",
        ),
        (10**7, "crore"),
        (
            10**9,
            "b bn billion billions mrd milliarde milliarden milliard milliards miliardi miliardo miljard mld "
            "miliard miliardy miliardów miliarde bilhões",
        ),
        (10**12, "tn trillion"),
    )
    for name in names.split()
}
_CURRENCIES: dict[str, str] = {
    name: sign
    for sign, names in (
        ("$", "$ us$ a$ nz$ c$ hk$ s$ usd aud cad nzd dollars"),
        ("€", "€ eur euro euros"),
        ("£", "£ gbp"),
        ("¥", "¥ jpy"),
        ("₹", "₹ inr"),
        ("r$", "r$ brl"),
        ("chf", "chf"),
        ("zł", "zł pln"),
        ("lei", "lei ron"),
        ("kr", "kr sek nok dkk"),
    )
    for name in names.split()
}
_SPACED_UNITS = (
    "ms µs ns kg mg µg lb lbs oz km cm mm m kb mb gb tb pb kbps mbps gbps bps kw mw gw kwh mwh gwh kv kva hz "
    "khz mhz ghz rpm psi dpi fps px sqft sqm ha ml hl mmhg kpa mpa pp"
)
_COUNTED = frozenset(
    "y yr yrs year years mo mos month months wk wks d h hr hrs min mins sec secs ans std".split()
)
_ORDINALS = frozenset("st nd rd th er ère ème e º ª".split())
_PERCENT = r"%|(?:percent|per cent|pct|prozent|pour ?cent|por ciento|por cento|per cento|percento|procent)\b"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_DIGITS = re.compile(r"\d\d*")  # sooner found than \d+
_PREFIX = re.compile(rf"(?:{_any(set(_CURRENCIES) - {'dollars', 'euros'})})\s?$", re.IGNORECASE)
_PREFIX_ENDS = frozenset(end for name in _CURRENCIES for end in (name[-1], name[-1].upper()))
_LONGEST_PREFIX = 6
_BODY = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:[\u00a0\u202f ’']\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d+)(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?)"
    rf"\+?(?:\s?(?P<percent>{_PERCENT})"
    rf"|(?P<space>\s?)(?P<magnitude>{_any(_MAGNITUDES)})(?![^\W\d_])\.?\+?"
    rf"(?:\s?(?P<after>{_any(_CURRENCIES)})(?!\w))?"
    rf"|[\s-]?(?P<unit>{_any(_SPACED_UNITS.split())})(?!\w)"
    rf"|\s?(?P<symbol>{_any(_CURRENCIES)})(?!\w)|(?P<letters>[^\W\d_]+))?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_DECADES = (
    "decade decades jahrzehnt jahrzehnte jahrzehnten jahrzehnts décennie décennies década décadas decennio "
    "decenni decennium decennia dekada dekadę dekady dekad deceniu decenii"
).split()
_SEVERAL_DECADES = frozenset(
    "decades jahrzehnte jahrzehnten décennies décadas decenni decennia dekad decenii".split()
)
_DECADE = re.compile(
    r"\b(?:(?P<half>half\sa\s)|(?P<one>(?:an?|one|the\s(?:past|last)|eine?[mns]?|une?|una|um|uma|een|unui)\s))?"
    rf"(?:(?:full|whole|volle[sn]?)\s)?(?P<decade>{_any(_DECADES)})\b",
    re.IGNORECASE,
)
_COUNTS_ALONE = _SEVERAL_DECADES | {"dekadę", "dekady"}
_BEFORE_DECADE = re.compile(r"\+?[\s-](?:de\s)?")
_DECADE_WORDS = frozenset(_DECADES)
_ALL_TENS = [*_TENS.split(), *(word for tens in _TENS_IN.values() for word in tens)]
_ALL_ONES = [word for word, value in _WORDS.items() if value < 10 and word != "zero"]
_OPENERS = _WORDS.keys() | _DECADE_WORDS | {"half"}
_NUMBER_WORD = re.compile(
    rf"(?:(?P<tens>{_any(_ALL_TENS)})(?:[- ]| (?:et|y|i|e|și|şi) )(?P<ones>{_any(_ALL_ONES)})"
    rf"|(?P<word>{_any([*_WORDS, 'half a'])}))"
    rf"(?:[- ](?P<scale>{_any(_SCALES)}))?(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[-–—]|to|and|bis|und|à|a|et|y|e|tot|do|până la)\s*", re.IGNORECASE)
_SPACES = re.compile(r"[\u00a0\u202f ’']")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|\d{1,3}(?:\.\d{3}){2,}")
_AMBIGUOUS = re.compile(r"(?<!\d)\d{1,3}[.,]\d{3}(?![\d.,]\d)")
_MAX_DIGITS = 24


class Number(NamedTuple):
    """One number of a text. `value` has its magnitude applied; `unit` is "%", a currency sign, letters
    written onto the digits ("ms"), or ""."""

    value: Decimal
    unit: str
    written: str
    start: int
    end: int

    @property
    def key(self) -> tuple[Decimal, str]:
        """What two numbers are compared by."""
        return self.value, self.unit


def numbers_in(text: str, *, words: bool = True) -> list[Number]:
    """The numbers of `text` in order of appearance; with `words`, "three" and "twenty-five" too, and those
    of the other languages (not "one", which is rarely a count). "Two decades" is 2 of the unit "decade", and so
    are decades that nobody counts.

    The ends of a range share their unit and magnitude: "7–10%" is 7% and 10%, "$5-7 million" two sums.
    """
    found = list(_in_digits(text))
    if words and not _OPENERS.isdisjoint(written := _LETTERS.findall(text.lower())):
        found = _in_order([*found, *_in_words(text, found)])
        if not _DECADE_WORDS.isdisjoint(written):
            found = _in_order(_in_decades(text, found))
    return _share_units(found, text)


def _in_order(found: list[_Read]) -> list[_Read]:
    return sorted(found, key=lambda read: read.number.start)


class _Read(NamedTuple):
    """A number and the magnitude that was written with it (1 for none)."""

    number: Number
    scale: int


def _in_digits(text: str) -> Iterator[_Read]:
    reached = 0
    for start in _DIGITS.finditer(text):
        at = start.start()
        if at < reached:
            continue
        near = text[at - 1 : at].strip() or text[at - 2 : at - 1]
        prefix = _PREFIX.search(text, max(0, at - _LONGEST_PREFIX), at) if near in _PREFIX_ENDS else None
        begin = prefix.start() if prefix else at
        if begin and (text[begin - 1].isalnum() or text[begin - 1] in "._"):
            continue
        body = _BODY.match(text, at)
        if body is None:
            continue
        reached = body.end()
        if len(body["digits"]) <= _MAX_DIGITS:
            currency = prefix.group().strip() if prefix else body["after"] or body["symbol"] or ""
            yield _from_digits(body, _CURRENCIES.get(currency.casefold(), ""), text[begin:reached], begin)


def _in_words(text: str, digits: list[_Read]) -> Iterator[_Read]:
    """The number words of `text` that are no part of a number in digits ("3 million")."""
    taken = [(number.start, number.end) for number, _ in digits]
    reached, language = 0, ""
    for letters in _LETTERS.finditer(text):
        at = letters.start()
        if at < reached or letters.group().lower() not in _OPENERS:
            continue
        match = _NUMBER_WORD.match(text, at)
        if match is None or any(start <= at < end for start, end in taken):
            continue
        reached = match.end()
        word = (match["word"] or "").casefold()
        if word in _ONLY_IN:
            language = language or detect(text)
            if language not in _ONLY_IN[word]:
                continue
        if number := _from_word(match):
            yield _Read(number, 1)


def _in_decades(text: str, found: list[_Read]) -> list[_Read]:
    """The numbers of `text` with its decades: a number that counts them gets the unit."""
    decades = {match.start(): match for match in _DECADE.finditer(text)}
    read: list[_Read] = []
    for number, scale in found:
        before = _BEFORE_DECADE.match(text, number.end)
        match = decades.pop(before.end(), None) if before else None
        end = match.end() if match else number.end
        unit = "decade" if match else number.unit
        read.append(_Read(number._replace(unit=unit, written=text[number.start : end], end=end), scale))
    for match in decades.values():
        several = match["decade"].lower() in _SEVERAL_DECADES
        if match["half"] or match["one"] or match["decade"].lower() in _COUNTS_ALONE:
            value = Decimal("0.5") if match["half"] else Decimal(1 + several)
            read.append(_Read(Number(value, "decade", match.group(), match.start(), match.end()), 1))
    return read


def _from_digits(match: re.Match[str], currency: str, written: str, start: int) -> _Read:
    value = Decimal(_plain(match["digits"]))
    unit = (match["unit"] or match["letters"] or "").casefold()
    scale = 1
    if magnitude := match["magnitude"]:
        if _is_metric(magnitude, spaced=bool(match["space"]), money=bool(currency)):
            unit = magnitude.casefold()
        else:
            scale = _MAGNITUDES[magnitude.casefold()]
    if match["percent"]:
        unit = "%"
    elif currency:
        unit = currency
    elif unit in _COUNTED:
        unit = ""
    elif unit in _ORDINALS:
        unit = "th"
    if scale > 1:
        value *= scale
    return _Read(Number(value, unit, written, start, start + len(written)), scale)


def _plain(digits: str) -> str:
    """Digits without thousands separators and with a decimal point."""
    if digits.isdigit():
        return digits
    digits = _SPACES.sub("", digits)
    if "," in digits and "." in digits:
        thousands, decimal = (",", ".") if digits.index(",") < digits.index(".") else (".", ",")
        return digits.replace(thousands, "").replace(decimal, ".")
    if _THOUSANDS.fullmatch(digits):
        return digits.replace(",", "").replace(".", "")
    return digits.replace(",", ".")


def _is_metric(magnitude: str, *, spaced: bool, money: bool) -> bool:
    """Whether m and mm are metres and millimetres rather than millions."""
    return not money and (magnitude == "mm" or (magnitude == "m" and spaced))


def _from_word(match: re.Match[str]) -> Number | None:
    word = (match["word"] or "").casefold()
    scale = _SCALES[match["scale"].casefold()] if match["scale"] else 1
    if word == "half a":
        value = scale // 2
    else:
        value = _WORDS[word] if word else _WORDS[match["tens"].casefold()] + _WORDS[match["ones"].casefold()]
        value *= scale
    if value <= 1:
        return None
    return Number(Decimal(value), "", match.group(), match.start(), match.end())


def _share_units(found: list[_Read], text: str) -> list[Number]:
    """The numbers, the ends of each range with the unit and magnitude that only one of them states."""
    numbers = [read.number for read in found]
    for at in range(len(numbers) - 1):
        first, second = numbers[at : at + 2]
        if first.unit == second.unit == "" and found[at].scale == found[at + 1].scale:
            continue
        if _is_year(first) or not _BETWEEN.fullmatch(text, first.end, second.start):
            continue
        scale = found[at + 1].scale if found[at].scale == 1 and first.value < 1000 else 1
        unit = first.unit or second.unit
        numbers[at] = first._replace(value=first.value * scale, unit=unit)
        numbers[at + 1] = second._replace(unit=second.unit or unit)
    return numbers


def _is_year(number: Number) -> bool:
    return number.unit == "" and number.written.isdigit() and 1900 <= number.value < 2100


def _keys(number: Number) -> set[tuple[Decimal, str]]:
    """The number's key, and that of its other reading: "3.500" is 3500 in German text, "1,234" 1.234."""
    keys = {number.key}
    if match := _AMBIGUOUS.search(number.written):
        factor = Decimal(1000) if "." in match.group() else Decimal("0.001")
        keys.add((number.value * factor, number.unit))
    return keys


def unsupported_numbers(text: str, sources: Iterable[str]) -> list[Number]:
    """The numbers of `text` that none of `sources` holds with the same value and unit."""
    known = {key for source in sources for number in numbers_in(source) for key in _keys(number)}
    return [number for number in numbers_in(text) if known.isdisjoint(_keys(number))]
