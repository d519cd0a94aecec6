"""Words of degrees and school certificates, and of what stands beside them."""

from __future__ import annotations

import re

from ...text.folding import fold
from .titles import LONGEST

_ABBREVIATIONS = (
    "PhD DPhil EdD MD JD DDS PharmD DNP PsyD BSc MSc BA MA BS MS BBA MBA BEng MEng BTech MTech BEd MEd "
    "BCom MCom LLB LLM "
    "BFA MFA BArch MArch MPhil MRes MChem MPhys MMath MSci MPH MPA MPP MSW BSW BSN MSN ADN AAS AA AS "
    "BCA MCA BN BNurs BMus "
    "MMus BDS MBBS MBChB BE ME BASc MASc BHSc MLIS MLS MHA EMBA DBA DVM BVSc LLD DSc AB SB SM PGCE PGDE "
    "PGDip PGCert LPC GDL SQE BPTC "
    "BVC HND HNC NVQ SVQ BTEC GED VCE HSC NCEA ATAR IB HSD QTS BTS DUT DCG DSCG DEUG DEA DESS CAP BEP "
    "CPGE BUT FP ESO "
    "VWO HAVO VMBO MBO HBO WO FdA FdSc CertHE DipHE DipEd MRCP MRCS FRCS"
).split()
_WORDS = """
    a[- ]?levels? | as[- ]levels? | o[- ]levels? | gcses? | igcses? | leaving cert(?:ificate)? |
    highers? | scottish highers | sqe\\d | bachelor(?:['’]?s|ette)? | master(?:['’]?s)? | doctor(?:ate)?
    | associate(?:['’]?s)?(?= (?:of|in|degree)| ?:) | diplomas? | (?<!\\w)diplom(?:-\\w+)? | certificate
    | cert\\. | certification | degree | foundation degree | undergraduate | postgraduate | honou?rs |
    minor | major | high school | secondary school certificate | apprenticeship | city (?:&|and) guilds
    | class x(?:ii)? | coursework | trade certificate | journeyman | matric(?:ulation)? | baccalaureate
    | post[- ]?doc | residency | abitur | fachabitur | fachhochschulreife | hochschulreife | mittlere
    reife | realschulabschluss | hauptschulabschluss | staatsexamen | promotion | magister |
    ausbildung(?: zu[mr])? | lehre | meister(?:prufung|brief)? | habilitation | gesellenbrief |
    umschulung | studium | baccalaureat | bac | licence | maitrise | doctorat | diplome | brevet |
    mastere | classe preparatoire | deust | grado | licenciatura | licenciad[oa] | bachillerato |
    doctorado | diplomatura | diplomad[oa] | tecnico superior | ciclo formativo | postgrado | posgrado |
    curso | titulo | maestria | ingenieria | graduado | laurea | dottorato | maturita | perito |
    magistrale | triennale | qualifica | propedeuse | doctoraal | licencjat | inzynier | mgr | inz |
    matura | doktorat | studia | technik | swiadectwo | licenta | masterat | bacalaureat | scoala
    profesionala | studii | bacharelado | bacharel | mestrado | doutorado | doutoramento | ensino medio
    | tecnologo | pos-graduacao | 12.o ano
"""
_LOWER_CASE = "ba ma bsc msc bs ms mba phd beng meng llb llm bed med bfa mfa btec hnd hnc nvq pgce"


def _dotted(abbreviation: str) -> str:
    """ "BSc" as written in its ways: "BSc", "B.Sc.", "B. Sc", "BSC"."""
    parts = re.findall(r"[A-Z][a-z]*", abbreviation)
    return r"\.? ?".join(f"(?:{part}|{part.upper()})" if len(part) > 1 else part for part in parts) + r"\.?"


_ABBREVIATED = re.compile(
    r"(?<![\w.])(?:"
    + "|".join(_dotted(name) for name in sorted(_ABBREVIATIONS, key=len, reverse=True))
    + r")(?![\w])"
)
_SPELT = re.compile(r"(?<![\w.])(?:" + "|".join(word.strip() for word in _WORDS.split(" |")) + r")(?![\w])")
_LOWER = re.compile(r"(?:" + "|".join(_LOWER_CASE.split()) + r")(?=\s)")
_DETAIL = re.compile(
    r"(?:gpa|cgpa|overall gpa|grade|grades|note|abschlussnote|thesis|dissertation|advis[eo]r|supervisor|"
    r"coursework|"
    r"relevant|courses|modules|honou?rs(?! (?:ba|bsc|bachelor|degree|ma)\b)|awards|activities|minor|major|concentration|speciali[sz]ation|"  # noqa: E501
    r"specialty|"
    r"mention|(?:magna |summa )?cum laude|dean|scholarship|first class|final|senior|capstone|"
    r"schwerpunkt|thema|"
    r"abschlussarbeit|diplomarbeit|masterarbeit|bachelorarbeit|memoire|tesis|tesi|votazione|voto|"
    r"scriptie|praca|"
    r"media|disciplin\w+|proiect|sredni\w+|projet|specialite|option|notas?|promedio|including|graduated|"
    r"achieved|"
    r"focus|electives?|societies|leadership|member|president|captain|key modules|subjects)\b"
)
_FIELD = re.compile(
    r"(?:(?:magna |summa )?cum laude|(?:with )?(?:first class )?(?:honou?rs|distinction)\b|minors?\b|"
    r"majors?\b|"
    r"concentration|speciali[sz]|emphasis|option)"
)
_SUBJECT = re.compile(
    r"\b(?:\w*sciences?|\w*engineering|studies|arts|management|administration|economics|mathematics|"
    r"maths|physics|"
    r"chemistry|biology|history|english|psychology|sociology|law|nursing|education|design|accounting|finance|"
    r"marketing|journalism|philosophy|music|medicine|architecture|statistics|communications?|business|"
    r"literature|"
    r"geography|politics|linguistics|anthropology|theology|informati\w+|\w*technology|\w*technik|"
    r"\w*wirtschaft|"
    r"\w*wissenschaft(?:en)?|\w*ologie?|\w*ology|gestion|droit|derecho|economia|ingenieria|diritto|"
    r"filologia|rechten|"
    r"economie|ekonomia|prawo|zarzadzanie|drept|direito|(?:minor|major|speciali[sz]ation) in .+)\W*$"
)


def degree_score(text: str) -> float:
    """How much `text` looks like a degree or school certificate: 3 where it begins with one, 2 where it
    holds one. Abbreviations count in capitals only ("AS", not "as"), except at the start."""
    text = text[:LONGEST]
    matches = [_ABBREVIATED.search(text), _SPELT.search(fold(text)), _LOWER.match(text)]
    starts = [match.start() for match in matches if match]
    if not starts:
        return 0.0
    return 3.0 if min(starts) == 0 else 2.0


def is_detail(text: str) -> bool:
    """Whether `text` says something about a degree: a grade, a thesis, courses."""
    return bool(_DETAIL.match(fold(text[:LONGEST])))


def is_field_of_study(text: str) -> bool:
    """Whether `text` belongs to the degree before it: "Minor in Statistics", "magna cum laude"."""
    return bool(_FIELD.match(fold(text[:LONGEST])))


def is_subject(text: str) -> bool:
    """Whether `text` ends with a subject of study: "Computer Science", "Ecology"."""
    return len(text) < LONGEST and bool(_SUBJECT.search(fold(text)))
