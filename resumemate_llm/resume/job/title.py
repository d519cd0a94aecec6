"""Title and seniority of a job, where the ad states them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...text.patterns import any_of, whole_words
from .headings import Kind
from .roles import has_role_word, last_role_word
from .sections import Line

_HEAD_LINES = 4
_MAX_TITLE_LINE = 120
_MAX_TITLE_WORDS = 8

_GENDERS = re.compile(
    r"\(?\b[hmfwdxi](?:\s?[/|]\s?[hmfwdxi]){1,2}\b\)?|\(all genders\)|\(gn\)|\(m/w/div\.?\)", re.I
)
_TERMS_OF_WORK = any_of(
    r"""remote; hybrid; on-?site; full[- ]?time; part[- ]?time; contract; permanent; temporary;
    years?; yrs; hrs; hours; pqe; cdi; cdd; vollzeit; teilzeit; maternity; cover"""
)
_ASIDE_NOISE = re.compile(
    rf"\((?=[^)]*(?:\d|[$£€]|[A-Z]{{2,3}}/[A-Z]{{2,3}}|\b(?:US|UK|(?i:{_TERMS_OF_WORK}))\b))[^)]*\)"
)
_TAIL_NOISE = re.compile(
    r"\s+(?:in )?(?:vollzeit|teilzeit|voll- oder teilzeit|full[- ]time|part[- ]time)\s*$", re.I
)
_LABELS = any_of(
    r"""job (?:description|title|posting|advert(?:isement)?|opening|ad); (?:position|role)(?: title)?;
    title; vacancy; job; post; (?:now )?hiring; we['’]re hiring; wanted; opening; offre
    d['’]emploi; poste; intitulé(?: du poste)?; stellenangebot; stellenanzeige;
    stellenbezeichnung; stelle; oferta de (?:empleo|trabajo); puesto; offerta di lavoro;
    posizione; vacature; functie; stanowisko; oferta pracy; post vacant; anunț de angajare; vaga;
    cargo"""
)
_PREFIX = re.compile(rf"(?:{_LABELS})\s*(?::|–|—|-)\s*", re.I)
_SEPARATOR = re.compile(r"(\s[-–—]\s|\s*[|·•]\s*|\t+|\s{3,})")
_PLACE_OR_TIME = any_of(
    r"""remote; hybrid; on-?site; full[- ]?time; part[- ]?time; permanent; temporary; temp; contract;
    casual; nights?; days?; evenings?; weekends?; shifts?; rotating; cover; start; cdi; cdd;
    intérim; alternance; stage; vollzeit; teilzeit; unbefristet; befristet; tiempo; jornada;
    tempo; indeterminato; determinato; umowa; salary; posted; per hour; req; usa?; uk; london;
    north; south; east; west; city; area; region; district; county; hrs; hours; apply; urgent;
    immediate; home; weekly; home ?office; télétravail; raum; großraum"""
)
_NOT_SPECIAL = re.compile(rf"(?<![A-Za-z])\d|,|(?<!\w)(?:{_PLACE_OR_TIME})(?!\w)", re.I)
_SEEKING = any_of(
    r"""looking (?:for|to (?:hire|appoint|recruit)); seeking(?: to (?:hire|appoint|recruit))?; hiring;
    recruiting(?: for)?; appoint; in search of; need of; searching for; applications? for; to
    hire; we need; such(?:en|t)(?: wir)?(?: (?:ab sofort|zum nächstmöglichen zeitpunkt|für
    [^,.]{3,40}))?; recherchons; recherche; recrutons; recrute; buscamos; (?:estamos )?buscando;
    busca; cerchiamo; ricerchiamo; cerca; zoeken(?: wij)?; szukamy; poszukujemy; căutăm; angajăm;
    procuramos"""
)
_ARTICLES = any_of(
    r"""an?; the; our; one; two; several; its; their; einen; eine; ein; un\(e\); une; un; una; uno; een;
    um; uma"""
)
_PROSE_TITLE = re.compile(
    rf"(?<!\w)(?:{_SEEKING})\s+(?:(?:{_ARTICLES})\s+)?(?P<rest>[^.;:!?\n]{{3,120}})", re.I
)
_AFTER_TITLE = any_of(
    r"""to; or; who; with; for; in; at; that; on; based; within; from; able; capable; which; where; as;
    reporting; position; role; opportunity; ready; across; of experience; oder; ou; für; mit; im; zur; zum;
    der; die; pour; avec; chez; au; à; dans; para; con; en; per; presso; da; voor; met; bij; do;
    dla; z; pentru; cu; la; com; no; na"""
)
_PROSE_END = re.compile(rf"\s+(?:{_AFTER_TITLE})\b|,|\((?!e\)|in\))|\s[-–—]\s", re.I)
_PRAISE = any_of(
    r"""talented; experienced; passionate; dedicated; motivated; skilled; creative; enthusiastic;
    driven; highly; detail-oriented; results-driven; self-motivated; dynamic; exceptional;
    ambitious; reliable; friendly; seasoned; strong; new; great; qualified; proactive;
    tenure-track; full-time; part-time; permanent; an?; the; outstanding; organi[sz]ed; hands-on;
    curious; caring; compassionate; energetic; professional; additional; erfahrene[nrs]?;
    engagierte[nrs]?; motivierte[nrs]?; zuverlässige[nrs]?; expérimentée?; motivée?; enérgic[oa];
    ervaren; enthousiaste; doświadczon\w+"""
)
_PROSE_PRAISE = re.compile(rf"(?:(?:{_PRAISE})(?:,| and| und| et| e| y)?\s+)+", re.I)
_SMALL = frozenset(
    "a an and at by for from in of on or the to with de la le du des et en und für der die das y e di".split()
)
_ACRONYM = re.compile(r"[^aeiouy]{2,4}|i{1,3}|i?v|it|hr|qa|ux|ui|icu|ios|ai", re.I)
_SENIORITY = tuple(
    (level, whole_words(listed))
    for level, listed in (
        (
            "intern",
            r"""intern; internship; trainee; apprentice; werkstudent(?:in)?; praktikant(?:in)?;
            stagiaire; becari[oa]; tirocinante; stażyst\w+""",
        ),
        (
            "executive",
            r"chief; c[etfmo]o; vice president; vp; president; managing director; geschäftsführer(?:in)?",
        ),
        ("director", r"director; head of; head; directeur; directrice"),
        (
            "lead",
            r"""lead; principal; staff (?:software|engineer|data|product|machine)\w*; leading hand;
            team ?leader; teamleiter(?:in)?; foreman; supervisor; charge nurse""",
        ),
        ("senior", r"senior; sr; snr; confirmée?(?:\(e\))?; sénior; expérimentée?; starsz\w+"),
        (
            "entry",
            r"""junior; jr; graduate; entry[- ]level; newly qualified; débutante?;
            berufseinsteiger(?:in)?; młodsz\w+; ect""",
        ),
        ("mid", r"mid[- ]level; intermediate; mid"),
    )
)
_YEARS = re.compile(
    r"(?<!last )(?<!past )(?P<least>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s*"
    r"(?:\+|plus|(?:-|–|to)\s*\d{1,2})?\s*(?:or more\s*)?"
    r"(?:years?|yrs|ans|jahre|años|anni|jaar|lata?|ani|anos)\b(?! of age| old)",
    re.I,
)
_COUNTS = {
    word: count for count, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_EXPERIENCE = re.compile(
    r"experience|erfahrung|expérience|experiencia|esperienza|ervaring|doświadcz|experien|\brunning\b", re.I
)
_NO_EXPERIENCE = re.compile(
    r"\b(?:no (?:prior |previous )?experience (?:is )?(?:required|necessary|needed)|entry[- ]level)\b", re.I
)
_MOST_YEARS = 20


def find_title(lines: Sequence[Line]) -> str:
    """The job's title as the ad states it, without contract, place and pay; "" where it states none.

    A title in capitals is given in title case.
    """
    opening = (Kind.HEAD, Kind.DUTIES, Kind.CONDITIONS, Kind.OFFER, Kind.OTHER)
    head = [line for line in lines[: 2 * _HEAD_LINES] if line.kind in opening][:_HEAD_LINES]
    stated = next((title for line in head if (title := _title_line(line.text))), "")
    return stated or next((title for line in lines if (title := _prose_title(line))), "")


def announces(text: str) -> bool:
    """Whether a sentence says no more than who is wanted: "We are looking for a baker"."""
    return bool(_PROSE_TITLE.search(text))


def _title_line(text: str) -> str:
    text = text[match.end() :] if (match := _PREFIX.match(text)) else text
    if len(text) > _MAX_TITLE_LINE or text.endswith((".", "!", "?")):
        return ""
    text = _TAIL_NOISE.sub("", text)
    parts = _SEPARATOR.split(_ASIDE_NOISE.sub(" ", _GENDERS.sub(" ", text)).strip())
    segments = [" ".join(part.split()).strip(" ,:") for part in parts[::2]]
    title = segments[0]
    if "," in title and not has_role_word(title.rsplit(", ", 1)[-1]):
        title = title.split(", ")[0]
    title = re.split(r"\s(?:at|@|bei|chez|presso)\s(?=[A-Z])", title)[0]
    if not has_role_word(title) or len(title.split()) > _MAX_TITLE_WORDS:
        return ""
    if len(segments) > 1 and parts[1].strip() in ("-", "–", "—") and _is_special(segments[1]):
        title = f"{title} {parts[1].strip()} {segments[1]}"
    return title_cased(title)


def _is_special(segment: str) -> bool:
    """Whether the part behind the dash says what the job is about, not where or when it is done."""
    return bool(segment) and len(segment.split()) <= 5 and not _NOT_SPECIAL.search(segment)


def _prose_title(line: Line) -> str:
    """The occupation a sentence looks for: "seeking a caring Registered Nurse to join"."""
    match = None if line.kind in (Kind.LEGAL, Kind.PROCESS, Kind.OFFER) else _PROSE_TITLE.search(line.text)
    if match is None:
        return ""
    rest = _GENDERS.sub(" ", match["rest"]).strip()
    rest = rest[praise.end() :] if (praise := _PROSE_PRAISE.match(rest)) else rest
    title = rest[: cut.start()] if (cut := _PROSE_END.search(rest)) else rest
    title = title[: last_role_word(title)].strip()
    return title if 0 < len(title.split()) <= _MAX_TITLE_WORDS else ""


def title_cased(title: str) -> str:
    """A title in capitals in title case, acronyms left alone; any other as it is."""
    upper = sum(char.isupper() for char in title)
    if upper * 2 < sum(char.isalpha() for char in title):
        return title
    return re.sub(r"[^\W\d_][\w'’]*", lambda m: _cased_word(m.group(), first=m.start() == 0), title)


def _cased_word(word: str, *, first: bool) -> str:
    if not word.isupper() or len(word) == 1 or _ACRONYM.fullmatch(word):
        return word
    if word.lower() in _SMALL and not first:
        return word.lower()
    return word[0] + word[1:].lower()


def find_seniority(title: str, lines: Sequence[Line]) -> str | None:
    """intern, entry, mid, senior, lead, director or executive: from the title, else from the least
    number of years required (0-1 entry, 2-4 mid, 5 and more senior); None where neither is stated."""
    for level, pattern in _SENIORITY:
        if pattern.search(title):
            return level
    told = (Kind.HEAD, Kind.DUTIES, Kind.OTHER)
    spoken = (
        line.text
        for line in lines
        if line.kind is Kind.REQUIRED or (line.kind in told and _EXPERIENCE.search(line.text))
    )
    years = [_count(match["least"]) for text in spoken for match in _YEARS.finditer(text)]
    years = [least for least in years if least <= _MOST_YEARS]
    if years:
        return "entry" if years[0] <= 1 else "mid" if years[0] <= 4 else "senior"
    return "entry" if any(_NO_EXPERIENCE.search(line.text) for line in lines) else None


def _count(written: str) -> int:
    return int(written) if written.isdigit() else _COUNTS[written.lower()]
