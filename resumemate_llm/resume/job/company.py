"""The employer's name, where the ad states it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .sections import Kind, Line, heading_kind
from .title import has_role_word

_LABEL = re.compile(
    r"^(?:company|company name|employer|organi[sz]ation|agency|school|hospital|firm|hiring company|unternehmen|arbeitgeber|"
    r"firma|entreprise|société|employeur|empresa|azienda|bedrijf|werkgever|pracodawca|angajator|companie)$",
    re.I,
)
_SUFFIX = re.compile(
    r"(?<!\w)(?:inc|llc|ltd|limited|plc|llp|corp|corporation|co|company|gmbh|ag|kg|se|sarl|sas|sa|spa|srl|bv|nv|pty|oy|ab|"
    r"sp\. z o\.o|group|groupe|gruppe|holdings?|partners|associates|solutions|systems|technologies|labs|agency|studios?|bank|"
    r"hospital|clinic|medical cent(?:er|re)|health|university|college|school|academy|institute|council|trust|foundation|"
    r"krankenhaus|klinikum|universität|schule|hôpital|université|école|hospital|universidad|ospedale)\.?(?!\w)",
    re.I,
)
_SEPARATOR = re.compile(r"\s+[-–—|·•@]\s+|\s*[|·•]\s*|\t+|\s{3,}")
_PLACE_TAIL = re.compile(
    r"(?:,\s*(?:[A-Z][\w.'’-]+\s?){1,3}){0,2},?\s+(?:(?:[A-Z][\w.'’-]+),?\s)?(?:[A-Z]{2})(?:,?\s+(?:USA?|UK|\d{5}))?$"
)
_PLACE = re.compile(
    r"^(?:[A-Z][\w.'’-]+[\s-]?){1,3},\s*(?:[A-Z]{2,3}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:\s*\(.*\))?$"
)
_NO_COMPANY = re.compile(
    r"\b(?:remote|hybrid|on-?site|full[- ]?time|part[- ]?time|permanent|temporary|contract|posted|salary|location|job|position|role|"
    r"vacancy|department|team|division|us|our|you|the (?:role|job|position|company|team|client)|class code|req|ref|exam|"
    r"vollzeit|teilzeit|cdi|cdd|description|summary|overview|opportunity|days?|nights?|level|apply|candidates?)\b|[$£€?!:]|\d{3}|^\(",
    re.I,
)
_PROPER = r"(?:[A-Z][\w&.'’-]*|[A-Z]\w*[A-Z]\w*)(?:\s(?:of|and|&|the|de|for|du|für|der|von)\s(?:the\s)?[A-Z][\w&.'’-]*|\s[A-Z][\w&.'’-]*){0,5}"
_SUBJECT = re.compile(
    rf"^(?:The\s)?(?P<name>{_PROPER})(?:,[^,.]{{3,60}},)?\s(?:is|are|was|has been)\s(?:an?|the|one|seeking|hiring|looking|recruiting|proud|"
    r"committed|currently|dedicated|growing|expanding|headquartered|based|now)\b"
)
_LEGAL_SUBJECT = re.compile(
    rf"(?:^|\.\s)(?:The\s)?(?P<name>{_PROPER})\s(?:does not|is an equal|is proud|is committed|provides equal|welcomes|celebrates|participates)\b"
)
_SUBJECT_VERB = re.compile(
    rf"^(?P<name>{_PROPER})\s(?:helps|builds|makes|provides|delivers|develops|designs|operates|offers|sucht|recherche|recrute|busca|cerca|"
    r"zoekt|szuka|caută|angajează|procura|seeks|creates|runs|serves|connects|powers|manufactures|supports|specialises|specializes)\b"
)
_AT = re.compile(
    rf"\b(?:At|Join|join|bei|chez|joining|work at|work for|working at|here at)\s(?:the\s)?(?P<name>{_PROPER})(?=,|\s(?:we|as|and|in|our|to|you)\b|[.!])"
)
_PUBLIC = re.compile(
    r"\b(?:City|County|Town|State|University|Borough|Government|Commonwealth|Ministry|Province)(?: and County)? of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?"
)
_GENERIC_SUBJECT = frozenset(
    "this the our we you your a an it they these those there what who where when as if in at for and all any each some most "
    "applicants applicant candidates candidate applications employees duties position role job work team experience knowledge "
    "ability degree bachelor's master's please salary location responsibilities requirements qualifications must no not one "
    "note annual some information additional successful ideal reporting under wir sie du nous vous our".split()
)


def find_company(lines: Sequence[Line], title: str) -> str:
    """The employer's name as the ad writes it; "" where the ad does not name it (an agency's ad)."""
    for name in _candidates(lines, title):
        cleaned = name.strip(" ,.:;®™–—-")
        if cleaned and cleaned.split()[0].lower() not in _GENERIC_SUBJECT and not has_role_word(cleaned):
            return cleaned
    return ""


def _candidates(lines: Sequence[Line], title: str) -> Iterator[str]:
    yield from (
        line.text.split(",")[0] for line in lines[:15] if _LABEL.match(line.heading) and not line.bullet
    )
    yield from _from_head(lines, title)
    yield from (
        line.heading[6:]
        for line in lines
        if line.heading.startswith("About ") and _is_name(line.heading[6:].strip())
    )
    for line in lines:
        if line.kind in (Kind.LEGAL, Kind.PROCESS):
            continue
        for pattern in (_SUBJECT, _SUBJECT_VERB, _AT):
            if line.kind in (Kind.HEAD, Kind.ABOUT, Kind.DUTIES, Kind.OTHER, Kind.LEGAL) and (
                match := pattern.search(line.text)
            ):
                yield match["name"]
    for line in lines:
        if line.kind in (Kind.LEGAL, Kind.PROCESS, Kind.ABOUT, Kind.OFFER) and (
            match := _LEGAL_SUBJECT.search(line.text)
        ):
            yield match["name"]
    public = Counter(found for line in lines for found in _PUBLIC.findall(line.text))
    yield from (name for name, count in public.most_common(1) if count > 1)


def _from_head(lines: Sequence[Line], title: str) -> Iterator[str]:
    """Names standing in the first lines beside the title: "Acme Ltd | Leeds | Hybrid"."""
    found: list[str] = []
    for number, line in enumerate(lines[:5]):
        if (
            line.bullet
            or len(line.text) > 160
            or line.kind in (Kind.REQUIRED, Kind.PREFERRED, Kind.SKILLS, Kind.LEGAL)
        ):
            continue
        if line.text.endswith(".") and len(line.text.split()) > 6:
            continue
        segments = [s for s in _SEPARATOR.split(line.text) if s]
        titled = has_role_word(segments[0])
        if titled and (match := re.search(rf"\s(?:at|@|bei|chez)\s(?P<name>{_PROPER})\s*$", line.text)):
            found.append(match["name"])
        for segment in segments:
            name, placed = _without_place(segment)
            if titled and not placed:
                continue
            if _is_name(name):
                found.append(name)
    yield from sorted(found, key=lambda name: not _SUFFIX.search(name))[:1]


def _without_place(segment: str) -> tuple[str, bool]:
    """A segment without ", City, ST" at its end, and whether there was one."""
    name = re.split(r", (?:part|a (?:part|member|division|subsidiary)|member|an?) (?:of )?", segment)[0]
    name = re.sub(r"\s*\([^)]*\)", "", name)
    match = _PLACE_TAIL.search(name)
    if match and match.start() > 0:
        return name[: match.start()].strip(" ,"), True
    return name.strip(" ,"), False


def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > 7 or _NO_COMPANY.search(text) or _PLACE.match(text) or heading_kind(text):
        return bool(words) and len(words) <= 7 and bool(_SUFFIX.search(text)) and not _NO_COMPANY.search(text)
    if text.isupper() and len(words) > 1 and not _SUFFIX.search(text):
        return False
    return all(
        word[0].isupper() or word.lower() in ("of", "and", "&", "the", "for", "de", "du", "für", "der", "et")
        for word in words
    )
