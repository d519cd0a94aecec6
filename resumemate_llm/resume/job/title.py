"""Title, company and seniority of a job, where the ad states them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .sections import Kind, Line

_ROLE = (
    r"engineer|developer|programmer|architect|analyst|scientist|administrator|designer|manager|director|officer|executive|"
    r"assistant|associate|specialist|coordinator|consultant|advis[eo]r|accountant|bookkeeper|auditor|controller|cashier|"
    r"nurse|physician|doctor|therapist|pharmacist|technician|technologist|paramedic|carer|caregiver|midwife|dentist|hygienist|"
    r"surgeon|psychologist|veterinarian|teacher|tutor|lecturer|professor|instructor|trainer|librarian|educator|principal|"
    r"electrician|plumber|carpenter|mechanic|welder|painter|driver|operator|custodian|cleaner|janitor|labou?rer|machinist|"
    r"installer|fitter|joiner|roofer|mason|foreman|forewoman|supervisor|superintendent|inspector|surveyor|estimator|planner|"
    r"buyer|clerk|secretary|receptionist|representative|agent|broker|salesperson|seller|merchandiser|recruiter|generalist|"
    r"solicitor|lawyer|attorney|paralegal|counsel|barrister|judge|police|firefighter|guard|soldier|worker|chef|cook|baker|"
    r"barista|waiter|waitress|server|bartender|host|hostess|housekeeper|editor|writer|copywriter|journalist|author|translator|"
    r"interpreter|photographer|videographer|animator|artist|illustrator|producer|researcher|fellow|intern|trainee|apprentice|"
    r"lead|head|chief|president|owner|partner|founder|scrum master|product owner|strategist|marketer|curator|chemist|biologist|"
    r"physicist|statistician|economist|actuary|underwriter|teller|dispatcher|picker|packer|handler|loader|pilot|captain|steward|"
    r"stylist|hairdresser|barber|gardener|farmer|groomer|keeper|ranger|lifeguard|coach|counsell?or|pastor|nanny|aide|"
    r"cto|ceo|cfo|coo|cmo|vp|"
    r"entwickler|ingenieur|leiter|berater|verkäufer|pfleger|pflegefachkraft|pflegefachmann|buchhalter|kaufmann|kauffrau|fachkraft|"
    r"mitarbeiter|sachbearbeiter|lehrer|erzieher|techniker|elektriker|elektroniker|mechaniker|mechatroniker|assistenz|fahrer|"
    r"lagerist|koch|referent|"
    r"développeur|ingénieur|comptable|infirmi[eè]re?|chargé|chargée|responsable|technicien|technicienne|commercial|vendeur|"
    r"vendeuse|assistante|chef|directeur|directrice|enseignant|professeur|électricien|cuisinier|aide-soignante?|juriste|"
    r"desarrollador|ingeniero|contable|enfermer[oa]|gerente|técnico|profesor|maestro|abogado|vendedor|administrativo|analista|"
    r"sviluppatore|ingegnere|contabile|infermier[ea]|impiegat[oa]|responsabile|insegnante|tecnico|cuoco|"
    r"ontwikkelaar|verpleegkundige|medewerker|boekhouder|leraar|docent|programista|inżynier|księgow[ya]|pielęgniarka|nauczyciel|"
    r"kierowca|programator|inginer|contabil|asistent|profesor|enfermeir[oa]|engenheir[oa]|professor|contador|programador"
)
_ROLE_WORD = re.compile(
    rf"(?<!\w)(?:\w*(?:entwickler|ingenieur|leiter|berater|pfleger|techniker|meister|manager)(?:in)?|(?:{_ROLE})(?:in|s|\(e\))?)(?!\w)",
    re.I,
)
_NOISE = re.compile(
    r"\((?=[^)]*(?:\b[hmfwdx]\s?/\s?[hmfwdx]|remote|hybrid|full[- ]?time|part[- ]?time|contract|years?|yrs|hrs|hours|PQE|all genders|gn\b|"
    r"[A-Z]{2,3}/[A-Z]{2,3}|\bUS\b|\bUK\b|cdi\b|cdd\b|\d|\$|£|€))[^)]*\)|\b[mwd]/[mwd]/[mwdx]\b|\bH/F\b|\bF/H\b",
    re.I,
)
_PREFIX = re.compile(
    r"^(?:job (?:description|title|posting|advert(?:isement)?|opening|ad)|position(?: title)?|role(?: title)?|title|vacancy|job|post|"
    r"hiring|now hiring|we(?:'|’)re hiring|wanted|opening|offre d['’]emploi|poste|intitulé(?: du poste)?|stellenangebot|stellenbezeichnung|"
    r"stelle|oferta de (?:empleo|trabajo)|puesto|offerta di lavoro|posizione|vacature|functie|stanowisko|oferta pracy|post vacant|"
    r"anunț de angajare|vaga|cargo)\s*(?::|–|—|-)\s*",
    re.I,
)
_SEPARATOR = re.compile(r"\s+[-–—|·•@]\s+|\s*[|·•]\s*|\t+|\s{3,}")
_NOT_SPECIAL = re.compile(
    r"\d|\b(?:remote|hybrid|on-?site|full[- ]?time|part[- ]?time|permanent|temporary|temp|contract|casual|nights?|days?|evenings?|weekends?|"
    r"shifts?|rotating|cover|start|cdi|cdd|intérim|alternance|stage|vollzeit|teilzeit|unbefristet|tiempo|jornada|tempo|indeterminato|"
    r"umowa|salary|posted|per hour|p/h|req|usa?|uk|london|north|south|east|west|city|area|region|district|county|hrs|hours|"
    r"apply|urgent|immediate|home ?office|télétravail)\b|,",
    re.I,
)
_PROSE_TITLE = re.compile(
    r"\b(?:looking (?:for|to (?:hire|appoint|recruit))|seeking(?: to (?:hire|appoint|recruit))?|hiring|recruiting(?: for)?|appoint|in search of|need of|searching for|"
    r"applications? for|to hire|suchen(?: wir)?(?: (?:ab sofort|zum nächstmöglichen zeitpunkt))?|recherche|recherchons|recrute|recrutons|buscamos|"
    r"(?:estamos )?buscando|cerchiamo|cerca|zoeken(?: wij)?|szukamy|poszukujemy|căutăm|angajăm|procuramos)\s+"
    r"(?:(?:an?|the|our|one|two|several|its|their|einen|eine|ein|un\(e\)|une?|una?|uno|een|um|uma)\s+)?(?P<rest>[^.;:!?\n]{3,120})",
    re.I,
)
_PROSE_END = re.compile(
    r"\s+(?:to|who|with|for|in|at|that|on|based|within|from|able|capable|which|where|as|reporting|position|role|opportunity|ready|across|of experience|"
    r"für|mit|im|in|zur|zum|der|die|pour|avec|chez|au|à|dans|para|con|en|per|presso|da|voor|met|bij|do|dla|z|pentru|cu|la|com|no|na)\b|,|\(|\s[-–—]\s",
    re.I,
)
_PROSE_PRAISE = re.compile(
    r"^(?:(?:talented|experienced|passionate|dedicated|motivated|skilled|creative|enthusiastic|detail-oriented|results-driven|highly|"
    r"self-motivated|dynamic|exceptional|ambitious|driven|reliable|friendly|seasoned|strong|new|great|qualified|proactive|tenure-track|"
    r"full-time|part-time|permanent|an?|the|outstanding|organi[sz]ed|hands-on|curious|caring|compassionate|energetic|professional|additional|"
    r"erfahrenen?|engagierten?|motivierten?|zuverlässigen?|expérimentée?|motivée?|con experiencia)(?:,| and| und| et)?\s+)+",
    re.I,
)
_SMALL = frozenset(
    "a an and at by for from in of on or the to with de la le du des et en und für der die das y e di".split()
)
_ACRONYM = re.compile(r"^[^aeiouyAEIOUY]{2,4}$")
_SENIORITY: tuple[tuple[str, str], ...] = (
    (
        "intern",
        r"intern(?:ship)?|trainee|apprentice|werkstudent|praktikant\w*|stagiaire|becari[oa]|tirocinante|stażysta",
    ),
    ("executive", r"chief|c[etfo]o|cmo|vice president|vp|president|managing director|geschäftsführer\w*"),
    ("director", r"director|head of|head|directeur|directrice|leiter(?:in)?"),
    (
        "lead",
        r"lead|principal|staff (?:software|engineer|data|product|machine)\w*|leading hand|team ?leader|teamleiter\w*|foreman|supervisor|charge nurse",
    ),
    ("senior", r"senior|sr|snr|confirmée?(?:\(e\))?|sénior|expérimentée?|starszy"),
    (
        "entry",
        r"junior|jr|graduate|entry[- ]level|newly qualified|débutante?|berufseinsteiger\w*|młodszy|associate i|ect",
    ),
    ("mid", r"mid[- ]level|intermediate|mid"),
)
_YEARS = re.compile(
    r"(?P<least>\d{1,2})\s*(?:\+|plus|(?:-|–|to)\s*\d{1,2})?\s*(?:or more\s*)?(?:years?|yrs|ans|jahre|años|anni|jaar|lat|ani|anos)\b",
    re.I,
)
_NO_EXPERIENCE = re.compile(
    r"\b(?:no (?:prior |previous )?experience (?:is )?(?:required|necessary|needed)|entry[- ]level)\b", re.I
)


def find_title(lines: Sequence[Line]) -> str:
    """The job's title as the ad states it, without contract, place and pay; "" where it states none.

    A title in capitals is given in title case.
    """
    head = [
        line
        for line in lines[:8]
        if line.kind in (Kind.HEAD, Kind.DUTIES, Kind.CONDITIONS, Kind.OFFER, Kind.OTHER)
    ]
    for line in head[:4]:
        if title := _title_line(line.text):
            return title
    for line in lines:
        if line.kind in (Kind.LEGAL, Kind.PROCESS, Kind.OFFER):
            continue
        match = _PROSE_TITLE.search(line.text)
        if match and (title := _prose_title(match["rest"])):
            return title
    return ""


def has_role_word(text: str) -> bool:
    """Whether `text` names an occupation."""
    return bool(_ROLE_WORD.search(text))


def _title_line(text: str) -> str:
    text = _PREFIX.sub("", text).strip()
    if len(text) > 120 or text.endswith((".", "!", "?")):
        return ""
    segments = [" ".join(s.split()).strip(" ,:") for s in _SEPARATOR.split(_NOISE.sub(" ", text))]
    segments = [segment for segment in segments if segment]
    if not segments:
        return ""
    first = (
        segments[0].split(", ")[0] if not _ROLE_WORD.search(segments[0].rsplit(", ", 1)[-1]) else segments[0]
    )
    if not _ROLE_WORD.search(first) or len(first.split()) > 8:
        return ""
    if len(segments) > 1 and _is_special(segments[1], text):
        separator = re.search(re.escape(segments[0][-8:]) + r".*?([-–—|])", text)
        first = f"{first} {separator[1] if separator else '-'} {segments[1]}"
    return _cased(first)


def _is_special(segment: str, line: str) -> bool:
    return (
        not _NOT_SPECIAL.search(segment)
        and len(segment.split()) <= 5
        and "|" not in line.split(segment)[0][-3:]
    )


def _prose_title(rest: str) -> str:
    rest = _PROSE_PRAISE.sub("", rest.strip())
    cut = _PROSE_END.search(rest)
    title = rest[: cut.start()] if cut else rest
    match = None
    for match in _ROLE_WORD.finditer(title):
        pass
    if match is None:
        return ""
    title = title[: match.end()].strip()
    return title if len(title.split()) <= 6 else ""


def _cased(title: str) -> str:
    if not title.isupper():
        return title
    return re.sub(r"[^\W\d_][\w'’]*", lambda m: _cased_word(m.group(), m.start() == 0), title)


def _cased_word(word: str, first: bool) -> str:
    if word.lower() in _SMALL and not first:
        return word.lower()
    if _ACRONYM.match(word) or word in ("IT", "HR", "QA", "UX", "UI", "ICU", "IOS", "AI"):
        return word
    return word[0] + word[1:].lower()


def find_seniority(title: str, lines: Sequence[Line]) -> str | None:
    """intern, entry, mid, senior, lead, director or executive: from the title, else from the least
    number of years required (0-1 entry, 2-4 mid, 5 and more senior); None where neither is stated."""
    for level, pattern in _SENIORITY:
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", title, re.I):
            return level
    years = [
        int(match["least"])
        for line in lines
        if line.kind in (Kind.REQUIRED, Kind.HEAD, Kind.DUTIES, Kind.OTHER)
        for match in _YEARS.finditer(line.text)
        if int(match["least"]) <= 20
    ]
    if years:
        return "entry" if years[0] <= 1 else "mid" if years[0] <= 4 else "senior"
    return "entry" if any(_NO_EXPERIENCE.search(line.text) for line in lines) else None
