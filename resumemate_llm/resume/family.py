"""The kind of work a job or a resume is about; it chooses verbs and metric types.

Evidence is weighed: occupations in the title first, then terms of trade (`resume.lexicon`) in the keywords
and in the body. Evidence for work of no family (law, police, personnel) counts against every family. The
confidence is the winner's share of all evidence, lowered where there is little of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..schema.profiles import CandidateProfile, JobFamily, JobProfile
from ..text.patterns import whole_words
from .lexicon import known_terms

THRESHOLD = 0.4
"""Below this confidence the family is GENERAL: its wording suits everyone, a wrong one suits nobody."""

_ENOUGH = 8.0
"""Evidence from which on the confidence is not lowered; a clear title alone is as much."""
_TITLE = 8.0
_KEYWORD = 1.0
_IN_BODY = 0.35

_TITLES: dict[JobFamily, str] = {
    JobFamily.ENGINEERING: r"""
        (?:\w*engineer\w*); developer; programmer; software; devops; sre; data
        (?:scientist|architect|engineer); database; machine learning; webmaster; front[- ]?end; back[-
        ]?end; full[- ]?stack; systems? (?:administrator|analyst|architect); network administrator; it
        (?:support|manager); desktop support; help ?desk; cyber\w*; security analyst; qa; tester;
        architect; cloud; platform; technical lead; cto; \w*entwickler(?:in)?; \w*ingenieur(?:in)?;
        informatiker(?:in)?; développeu\w+; ingénieure?; desarrollador\w*; ingenier[oa]; sviluppat\w+;
        ingegnere; ontwikkelaar; programist\w+; inżynier; programator; inginer; programador\w*;
        engenheir[oa]""",
    JobFamily.PRODUCT: r"""
        product (?:manager|owner|lead|designer|analyst|director); head of product; user experience;
        interaction designer; user researcher; produktmanager(?:in)?; chef de produit; scrum master;
        (?:senior )?(?:ux|ui)(?: ?/ ?u[xi])?\w*(?: (?:designer|researcher|writer))?""",
    JobFamily.MARKETING: r"""
        marketing; marketer; brand; seo; content; copywriter; social media; communications?; public
        relations; pr; graphics?; creative; art director; designer; editor; journalist; advertising;
        videographer; photographer; growth; öffentlichkeitsarbeit; grafiker(?:in)?; graphiste""",
    JobFamily.SALES: r"""
        sales\w*; account (?:executive|manager|director); business development; sdr; bdr; store manager;
        retail; cashier; merchandiser; customer success; real estate agent; broker; verkäufer(?:in)?;
        vertrieb\w*; commerciale?; vendeu\w+; ventas; vendite; commess[oa]; vendedor\w*; (?:shop|store)
        (?:assistant|associate); territory manager""",
    JobFamily.FINANCE: r"""
        accountant; accounting; accounts; bookkeeper; auditor; financ\w*; controller; actuar\w+;
        treasur\w+; tax; payroll; credit; investment; underwriter; bank\w*; loan; economist; claims;
        billing; teller; cfo; comptable; \w*buchhalter(?:in)?; contable; contabile; boekhouder;
        księgow[ya]; contabil; contador\w*; contabilista; accounts (?:payable|receivable)(?: \w+)?;
        credit control\w*""",
    JobFamily.OPERATIONS: r"""
        operations?; logisti\w*; supply chain; warehouse; driver; custodian; cleaner; janitor;
        electrician; plumber; carpenter; mechanic; welder; maintenance; facilit\w+; (?:project|program)
        manager; office (?:manager|coordinator|administrator); administrative; secretary; receptionist;
        dispatcher; procurement; buyer; planner; production; manufacturing; quality
        (?:assurance|control|manager|inspector|coordinator); customer support; support specialist; chef;
        cook; baker; barista; hotel; housekeep\w+; restaurant; customer service; call cent(?:er|re);
        business analyst; foreman; fitter; installer; joiner; machinist; construction; lagerist(?:in)?;
        sachbearbeiter\w*; elektrik\w+; \w*elektroniker(?:in)?; mechatroniker(?:in)?; fahrer(?:in)?;
        électricien(?:ne)?; chauffeur; magazzinier\w*; kierowca; magazynier; eletricista; impiegat[oa];
        service technician; hvac; facilities technician; maintenance technician; bus operator; truck
        operator; machine operator""",
    JobFamily.HEALTHCARE: r"""
        nurs(?:e|es|ing); physician; doctor; surgeon; medical; clinical; clinic; \w*therapist;
        pharmac\w+; paramedic; emt; caregiver; carer; care assistant; health\w*; dental; dentist;
        hygienist; midwife; radiograph\w+; phlebotomist; patient; psychologist; veterinar\w+; social
        worker; sonographer; dietitian; optometrist; \w*pfleger(?:in)?; pflege\w*; arzt; ärztin;
        infirmi\w+; aide-soignante?; enfermer[oa]; infermier[ea]; verpleegkundige; pielęgniar\w+;
        asistentă? medical\w*; enfermeir[oa]; rn; lpn; lvn; counsell?or; hospice""",
    JobFamily.EDUCATION: r"""
        teacher; teaching; tutor; professor; lecturer; instructor; educator; education\w*; school;
        faculty; librarian; trainer; academic; research (?:assistant|associate|fellow); researcher;
        postdoc\w*; curriculum; early years; nursery; paraeducator; dean; headteacher; \w*lehrer(?:in)?;
        erzieher(?:in)?; dozent(?:in)?; enseignante?; professeure?; maestr[oa]; profesor\w*; insegnante;
        docente?; leraar; nauczyciel\w*; professora?""",
    JobFamily.GENERAL: r"""
        solicitor; lawyer; attorney; paralegal; counsel; barrister; legal; judge; juriste; abogad[oa];
        police; firefighter; guard; soldier; recruit\w+; talent; human resources; hr; personnel; people
        partner; real estate; recreation; translator; interpreter; pastor; librarian assistant; ranger;
        hairdresser; stylist; gardener""",
}
_HELPERS = whole_words(
    "coordinator; co-ordinator; assistant; clerk; supervisor; technician; administrator; operator"
)
_TITLE_PATTERNS = {family: whole_words(listed) for family, listed in _TITLES.items()}


def classify(source: str | JobProfile | CandidateProfile) -> tuple[JobFamily, float]:
    """The family of a job or a resume and a confidence from 0 to 1.

    `source` is a parsed profile, or a plain text whose first line is taken for its title. Below `THRESHOLD`
    the family is GENERAL.
    """
    if isinstance(source, JobProfile):
        body = [*source.required_skills, *source.preferred_skills, *source.responsibilities]
        return _decide(_evidence([source.title], source.keywords, body))
    if isinstance(source, CandidateProfile):
        titles = [*(role.title for role in source.experience[:3]), source.headline]
        body = [source.summary, *(said for role in source.experience for said in role.statements)]
        return _decide(_evidence(titles, source.skills, body))
    first = next((line for line in source.splitlines() if line.strip()), "")
    return _decide(_evidence([first], (), [source]))


def _evidence(titles: Iterable[str], terms: Iterable[str], body: Iterable[str]) -> dict[JobFamily, float]:
    weights = dict.fromkeys(JobFamily, 0.0)
    for rank, title in enumerate(filter(None, titles), start=1):
        found = _in_title(title)
        for family in found:
            weights[family] += _TITLE / rank / len(found)
    for family, _ in _named(" . ".join(terms)):
        weights[family] += _KEYWORD
    for family, _ in _named(" . ".join(body)):
        weights[family] += _IN_BODY
    return weights


def _in_title(title: str) -> list[JobFamily]:
    """The families that a title names. A longer match beats those within it ("UX designer" is no
    designer of advertisements); ranks and helpers ("clerk") count where nothing else is named."""
    spans = [
        (match.start(), match.end(), family)
        for family, pattern in _TITLE_PATTERNS.items()
        for match in pattern.finditer(title)
    ]
    named = [
        family
        for start, end, family in spans
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in spans)
    ]
    return named or [JobFamily.OPERATIONS] * bool(_HELPERS.search(title))


def _named(text: str) -> set[tuple[JobFamily, str]]:
    """Terms of trade named in `text` with their families, each once however often it occurs."""
    return {
        (known.family, text[known.start : known.end].lower()) for known in known_terms(text) if known.family
    }


def _decide(weights: Mapping[JobFamily, float]) -> tuple[JobFamily, float]:
    best = max(weights, key=lambda family: weights[family] if family is not JobFamily.GENERAL else -1.0)
    total = sum(weights.values())
    if not total:
        return JobFamily.GENERAL, 0.0
    confidence = round(weights[best] / total * min(1.0, weights[best] / _ENOUGH), 2)
    return (best if confidence >= THRESHOLD else JobFamily.GENERAL), confidence
