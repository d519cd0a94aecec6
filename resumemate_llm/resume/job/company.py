"""The employer's name, where the ad states it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...text.patterns import any_of, whole_words
from ..lexicon import known_terms
from .headings import Kind, heading_kind
from .roles import has_role_word
from .sections import Line
from .title import title_cased

_HEAD_LINES = 5
_MAX_NAME = 60
_MAX_NAME_WORDS = 7
_MAX_WORD = 25
"""A longer word is a line that a PDF has run together."""

_LABELS = any_of(
    """company; company name; employer; organi[sz]ation; agency; school; hospital; firm; hiring
    company; unternehmen; arbeitgeber; firma; entreprise; société; employeur; empresa; azienda;
    bedrijf; werkgever; pracodawca; angajator; companie"""
)
_LABELLED = re.compile(rf"(?:{_LABELS})\s*:\s*(?P<name>[^,;|·]{{2,60}})", re.I)
_SUFFIX = whole_words(
    r"""inc; llc; ltd; limited; plc; llp; corp; corporation; co; company; gmbh; ag; kg; se; sarl; sas;
    sa; spa; srl; bv; nv; pty; oy; ab; sp\. z o\.o; group; groupe; gruppe; holdings?; partners;
    associates; solutions; systems; technologies; labs; agency; studios?; bank; hospital; clinic;
    medical cent(?:er|re); health; university; college; school; academy; institute; council; trust;
    foundation; krankenhaus; klinikum; universität; schule; hôpital; université; école; universidad;
    ospedale"""
)
_NOT_A_NAME = whole_words(
    """remote; hybrid; on-?site; full[- ]?time; part[- ]?time; permanent; temporary; contract; posted;
    salary; location; job; position; role; vacancy; department; team; division; us; our; you; class
    code; req; ref; exam; vollzeit; teilzeit; cdi; cdd; description; summary; overview; opportunity;
    days?; nights?; level; series; round; people; employees; apply; candidates?; offre;
    stellenangebot; oferta; offerta; vacature"""
)
_NOT_IN_A_NAME = re.compile(r"[$£€?!:]|\d{3}|^\(")
_SMALL = frozenset("of and & the for de du für der et la le und y e di del della van".split())
_SEPARATOR = re.compile(r"\s+[-–—|·•@]\s+|\s*[|·•]\s*|\t+|\s{3,}")
_PART_OF = re.compile(r", (?:part|a (?:part|member|division|subsidiary)|member|an?) (?:of )?")
_CITY = r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}"
_PLACE_TAIL = re.compile(rf"(?:,\s*{_CITY}){{0,2}},?\s+[A-Z]{{2,3}}(?:,?\s+(?:USA?|UK|\d{{5}}))?$")
_PLACE = re.compile(rf"^{_CITY}(?:,\s*|\s)[A-Z]{{2,3}}$|^{_CITY},\s*(?:[A-Z][a-z]+(?: [A-Z][a-z]+)?)$")

_UNIT = re.compile(r"\s*(?:School|Faculty|Department|Division|Institute|College) of\b")

_NAME_WORD = r"[A-Z][\w&.'’-]*"
_LINK = r"(?:of|and|&|the|de|des|du|for|für|der|von)\s(?:the\s)?"
_NAME = rf"{_NAME_WORD}(?:\s(?:{_LINK})?{_NAME_WORD}){{0,5}}"
_VERBS = any_of(
    """helps; builds; makes; provides; delivers; develops; designs; operates; offers; seeks; creates;
    runs; serves; connects; powers; manufactures; supports; specialises; specializes; sucht;
    recherche; recrute; busca; cerca; zoekt; ricerca; poszukuje; szuka; caută; angajează; procura"""
)
_IS = any_of(
    """an?; the; one; seeking; hiring; looking; recruiting; proud; committed; currently; dedicated;
    growing; expanding; headquartered; based; now"""
)
_KIND_OF_FIRM = "Firma|Spółka|Societatea|Compania|Société|Entreprise|Azienda|Empresa"
_ARTICLE = rf"(?:(?:The|Die|Der|Das|La|Le|El|Il|De|Het|O|A)\s|L['’])?(?:(?:{_KIND_OF_FIRM})\s)?"
_SUBJECT = re.compile(
    rf"^{_ARTICLE}(?P<name>{_NAME})(?:,[^,.]{{3,60}},)?\s(?:(?:is|are|was|has been)\s(?:{_IS})|{_VERBS})\b"
)
_AT = re.compile(
    r"\b(?:At|[Jj]oin(?:ing)?|[Bb]ei|[Cc]hez|[Pp]resso|[Ww]ork(?:ing)? (?:at|for))\s(?:the\s)?"
    rf"(?P<name>{_NAME})(?=,|\s(?:we|as|and|in|our|to|you|nous|wir)\b|[.!])"
)
_AT_END = re.compile(rf"\s(?:at|@|bei|chez|presso)\s(?P<name>{_NAME})\s*$")
_LEGAL_VERBS = "does not|is an equal|is proud|is committed|provides equal|welcomes|celebrates"
_LEGAL_SUBJECT = re.compile(rf"^(?:The\s)?(?P<name>{_NAME})\s(?:{_LEGAL_VERBS})\b")
_PUBLIC = re.compile(r"\b(?:City|County|Town|Borough)(?: and County)? of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?")
_PUBLIC_BODY = re.compile(r"(?:Department|Ministry|Office|Bureau|Division) of (?:the )?[A-Z]")
_NO_SUBJECT = frozenset(
    """
    this the our us we you your a an it they these those there what who where when as if in at for and
    all any each some most applicants applicant candidates candidate applications employees duties
    position role job work team experience knowledge ability degree please salary location
    responsibilities requirements qualifications must no not one note annual information additional
    successful ideal reporting under wir sie du nous vous notre nuestra la le der die das
    """.split()
)


def find_company(lines: Sequence[Line], title: str) -> str:
    """The employer's name as the ad writes it; "" where the ad does not name it (an agency's ad)."""
    if all(line.text.isupper() for line in lines[:_HEAD_LINES]):
        lines = [line._replace(text=title_cased(line.text)) for line in lines]
    for name in _candidates(lines):
        cleaned = name.strip(" ,.:;®™–—-")
        if not cleaned or len(cleaned) > _MAX_NAME or cleaned.lower() == title.lower():
            continue
        start = cleaned.split()[0].lower()
        named = start not in _NO_SUBJECT or (start == "the" and len(cleaned.split()) > 2)
        if named and not has_role_word(cleaned):
            return cleaned
    return ""


def _candidates(lines: Sequence[Line]) -> Iterator[str]:
    """Possible names, the surest first."""
    labelled = (match for line in lines[:15] if (match := _LABELLED.match(line.text)))
    yield from (match["name"] for match in labelled)
    yield from _from_head(lines)
    about = (line.heading[len("About ") :] for line in lines if line.heading.startswith("About "))
    yield from (name for name in about if _is_name(name))
    telling = (Kind.HEAD, Kind.ABOUT, Kind.DUTIES, Kind.OTHER)
    told = (line.text for line in lines if line.kind in telling or not line.heading)
    yield from _named_by((_SUBJECT, _AT), told)
    legal = (Kind.LEGAL, Kind.PROCESS, Kind.ABOUT, Kind.OFFER)
    yield from _named_by((_LEGAL_SUBJECT,), (line.text for line in lines if line.kind in legal))
    public = Counter(found for line in lines for found in _PUBLIC.findall(line.text))
    yield from (name for name, count in public.most_common(1) if count > 1)


def _named_by(patterns: Sequence[re.Pattern[str]], texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        yield from (match["name"] for pattern in patterns if (match := pattern.search(text)))


def _from_head(lines: Sequence[Line]) -> Iterator[str]:
    """The name standing in the first lines beside the title: "Acme Ltd | Leeds | Hybrid"."""
    found: list[str] = []
    for number, line in enumerate(lines[:_HEAD_LINES]):
        asking = line.kind in (Kind.REQUIRED, Kind.PREFERRED, Kind.SKILLS, Kind.LEGAL)
        if line.bullet or asking or (line.text.endswith(".") and len(line.text.split()) > 6):
            continue
        segments = [segment for segment in _SEPARATOR.split(line.text) if segment]
        if not segments:
            continue
        titled = has_role_word(segments[0])
        if titled and (match := _AT_END.search(line.text)):
            found.append(match["name"])
        for segment, following in zip(segments, [*segments[1:], ""], strict=True):
            name, placed = _without_place(segment)
            stands_by_place = bool(_PLACE.match(following)) and not _is_trade(name)
            sure = placed or stands_by_place or bool(_SUFFIX.search(name))
            if _is_name(name) and (sure or (number and not titled)):
                found.append(name)
    yield from sorted(found, key=lambda name: not _SUFFIX.search(name))[:1]


def _is_trade(text: str) -> bool:
    """Whether `text` is a term of trade, such as the specialisation behind a title."""
    return any(known.end - known.start > 0.6 * len(text) for known in known_terms(text))


def _without_place(segment: str) -> tuple[str, bool]:
    """A segment without the place at its end (", City, ST"), and whether there was one."""
    name = re.sub(r"\s*\([^)]*\)", "", _PART_OF.split(segment)[0]).strip(" ,")
    if _PLACE.match(name) and not _SUFFIX.search(name) and not name.startswith("The "):
        return "", False
    if match := _PLACE_TAIL.search(name):
        return name[: match.start()].strip(" ,"), True
    first, comma, rest = name.partition(",")
    if _UNIT.match(rest) or (comma and not _SUFFIX.search(rest) and not first.startswith("University of")):
        return first, False
    return name, False


def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > _MAX_NAME_WORDS or any(len(word) > _MAX_WORD for word in words):
        return False
    public = _PUBLIC_BODY.match(text)
    if _NOT_IN_A_NAME.search(text) or (_NOT_A_NAME.search(text) and not public):
        return False
    if public or _SUFFIX.search(text):
        return True
    if _PLACE.match(text) or heading_kind(text) or (text.isupper() and len(words) > 1):
        return False
    return all(word[0].isupper() or word.lower() in _SMALL for word in words)
