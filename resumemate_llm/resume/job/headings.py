"""Headings of job ads in nine languages, and sentences that say by themselves what they are about."""

from __future__ import annotations

import re
from enum import StrEnum

from ...text.patterns import any_of


class Kind(StrEnum):
    """What a line of an ad is about."""

    HEAD = "head"
    ABOUT = "about"
    DUTIES = "duties"
    REQUIRED = "required"
    PREFERRED = "preferred"
    SKILLS = "skills"
    OTHER = "other"
    OFFER = "offer"
    PROCESS = "process"
    LEGAL = "legal"
    CONDITIONS = "conditions"


_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.LEGAL,
        r"""equal (?:employment )?opportunit; eeo\b; diversity; inclusion; affirmative; privacy;
        disclaimer; datenschutz; accommodation; égalité; igualdad; pari opportunità""",
    ),
    (
        Kind.PREFERRED,
        r"""preferred; prefera; nice\b; bonus(?: points| skills| if|$); desirable; desired; a plus\b;
        plus+es; highly regarded; advantage; good to have; great to have; ideally; optional; extra
        credit; would (?:be|help)\b; helpful; not required; von vorteil; wünschenswert; idealerweise;
        pluspunkt; souhait; appréci; les plus\b; serait un plus; atouts?\b; deseable; valorable; se
        valora; gradit; preferenzial; pré\b; mooi meegenomen; mile widziane; dodatkow; constituie (?:un
        )?avantaj; diferencia; valoriza; desejáve""",
    ),
    (
        Kind.PROCESS,
        r"""appl(?:y|ication); (?:hiring|interview|our|the) process; process notes; interview; how to;
        next steps; deadline; closing date; selection; recruit(?:ment|ing); contact\b; notes?$; notice;
        submit; where to; timeline; start date; references; guidelines; class code; open date;
        certification list; bewerb; kontakt; candidat(?:er|ure); postuler; solicitud; candidatura; come
        candidarsi; sollicit; aplik; rekrutac; aplic[aă]; candidate-se; writing samples; position
        available; statement$""",
    ),
    (
        Kind.OFFER,
        r"""benefit; we offer; we can offer; what.{0,4}offer; offer you; on offer; compensation; salary;
        pay\b; perks; packages?\b; why (?:join|us|work|you.ll love); career (?:development|growth|path);
        professional development; growth opportunit; what.s in it; in return; rewards?\b; remuneration;
        comp\b; ote\b; bonus\b; what you.ll (?:get|receive); wages?\b; wir bieten; unser angebot; das
        bieten; nous offrons; nous vous offrons; on vous offre; avantages; rémunération; ofrecemos;
        offriamo; wij bieden; wat bieden; oferujemy; oferim; oferecemos""",
    ),
    (
        Kind.CONDITIONS,
        r"""physical; work(?:ing)? (?:environment|conditions|hours|schedule); environment$; schedule;
        hours\b; shift; location; travel; reports? to; reporting to; job type; employment type;
        contract\b; start\b; department\b; team (?:structure|culture|environment); posted; arbeitsort;
        standort; lieu\b; horaires; ubicación; sede\b; locatie; lokalizacja; locație; local\b""",
    ),
    (
        Kind.SKILLS,
        r"""(?:technical|tech|computer|it|digital|software|design|core|key|hard|soft|professional|language|clinical)
        (?:and \w+ )?(?:skills|stack|expertise|competenc\w+|tools|proficienc\w+); skills? (?:&|and)
        tools; software (?:&|and) tools; tech(?:nical|nology)? (?:stack|environment); tools? (?:&|and)
        tech\w+; our stack; keywords; competencies$; technologies\b; tools\b; kenntnisse; compétences;
        competencias; competenze; umiejętności; competențe; competências; technisch""",
    ),
    (
        Kind.REQUIRED,
        r"""requirement; requires\b; required; qualification; must.haves?\b; what you.{0,4} ?bring;
        you(?:.ll)? bring; you(?:.ll| will) need; you need; we need; you$; you have\b; you.ve got; who
        you are; who we.re looking; about you; your profile; your background; your skills; your
        experience; looking for; we.re after; we expect; skills; experience; essential; person
        specification; the person\b; ideal candidate; the candidate; successful candidate; minimum;
        criteria; competenc; education\b; knowledge; expertise; credentials; licen[cs]; eligib; profil;
        anforderung; das bringst; sie bringen; voraussetzung; qualifikation; prérequis; requisit;
        perfil; exigences; expérience; formation; cosa cerchiamo; qué (?:pedimos|buscamos);
        functie-eisen; wat vragen; wie ben jij; wymagania; oczekujemy; cerințe; o que procuramos;
        experiencia""",
    ),
    (
        Kind.DUTIES,
        r"""responsib; responsabil; qué harás; cosa farai; duties; duty; what you.{0,4} ?(?:do|be
        doing|own|work on); you.ll (?:do|be|work); you will\b; (?:the|this|your|about the|about this)
        (?:role|job|position|post|opportunity|work)\b; (?:role|job|position|post)
        (?:overview|summary|description|purpose|profile|details); overview$; summary$; purpose;
        day.to.day; daily; a day in; accountabilit; key (?:tasks|activities|objectives); tasks\b;
        mission; scope; functions\b; objectives; deliverables; in this role; what the job; aufgaben;
        tätigkeit; das erwartet; (?:ihre|deine) rolle; le poste; descriptif; funciones; tus tareas;
        mansioni; attività; il ruolo; taken\b; werkzaamheden; functieomschrijving; wat ga je doen;
        obowiązki; zakres; zadania; atribuții; descrierea; funções; atividades; atribuições""",
    ),
    (
        Kind.ABOUT,
        r"""about\b; who we are; our (?:company|story|mission|culture|values|team|clients?|impact);
        company\b; culture\b; values\b; the team\b; client portfolio; meet the; über uns; wer wir sind;
        unternehmen; qui sommes; l.entreprise; à propos; sobre nosotros; quiénes somos; chi siamo;
        azienda; over ons; wie zijn wij; o nas; o firmie; despre; sobre (?:nós|a empresa)""",
    ),
)
_HEADING = tuple((kind, re.compile(rf"(?<!\w)(?:{any_of(listed)})")) for kind, listed in _HEADINGS)
_YOU_WILL = re.compile(r"\byou(?: will|.ll)(?: be)?$")
_ABOUT_THE_JOB = re.compile(r"about (?:the |this )?(?:role|job|position|post|opportunity)\b")
_ABOUT_YOU = re.compile(r"about you\b")
_ABOUT_OTHERS = re.compile(r"about\b")

_SENTENCES: tuple[tuple[Kind, str], ...] = (
    (
        Kind.LEGAL,
        r"""equal[- ](?:employment[- ])?opportunit; eoe\b; regardless of; without regard to;
        discriminat; e-verify; protected (?:class|characteristic|veteran); reasonable
        (?:accommodation|adjustment); sexual orientation; (?:welcome|encourage)s? applications; values?
        diversity; agency (?:resumes|cvs); unsolicited; employment decision tool; chancengleich;
        schwerbehindert; égalité des chances; diversity and inclusion; background check; inclusive
        (?:workplace|environment); drug (?:test|screen); dbs check; safeguarding and promoting;
        vaccination (?:required|or); right to work in""",
    ),
    (
        Kind.PROCESS,
        r"""to apply\b; apply (?:now|online|by|via|at|early|through)\b; please
        (?:send|submit|apply|email)\b; send (?:your|us|a) (?:cv|resume|application); cover(?:ing)?
        letter; closing date; shortlist; bewerben sie; bewerbung(?:sunterlagen)?\b; envoyez\b;
        postulez\b; lettre de motivation; envía tu; invia il tuo; solliciteer\b; candidates?
        (?:will|may) (?:be|file|take|also)\b; applicants? (?:will|may|must|are|should|who)\b; need not
        apply; applications? (?:will|are|may|must)\b; interview (?:process|stage);
        (?:call|contact|phone|email|ring) \w+ (?:\w+ )?(?:on|after|at|before)\b; [\w.+-]{1,64}@\w;
        https?://; www\.""",
    ),
    (
        Kind.OFFER,
        r"""we offer\b; free (?:uniform|parking|meals|lunch|coffee|gym); health,? dental; dental,?
        (?:and )?vision; 40[13] ?\(?[kb]\b; paid time off; pto\b; tuition
        (?:assistance|reimbursement|remission|benefits); stock options; equity package; sign-on bonus;
        annual (?:salary|leave); base (?:salary|pay); salary (?:range|:); competitive salary; retirement
        (?:plan|savings); pension scheme; days.? (?:holiday|leave|urlaub); mutuelle\b; tickets?[-
        ]restaurant; super\b.{0,10}vehicle; pay (?:transparency|range|rate|scale); wir bieten; nous
        offrons; rémunération; ofrecemos; offriamo; wij bieden; oferujemy; oferim; oferecemos;
        uncapped\b; per annum\b; p/h\b; bonus(?:es)? (?:of|up to);
        [$£€]\s?\d{2,3}[,.]?\d{3}\s*(?:-|–|to)\s*[$£€]?\s?\d{2,3}[,.]?\d{3}""",
    ),
)
_SENTENCE = tuple((kind, re.compile(rf"(?<!\w)(?:{any_of(listed)})")) for kind, listed in _SENTENCES)


def _phrases(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(listed)})")


_TO_DO = _phrases(
    r"""you(?: will|.ll)\b; responsible for\b; (?:successful|ideal) candidate will\b; post ?holder
    will\b; (?:duties|responsibilities) (?:will )?include; our stack\b; this (?:role|position)
    (?:involves|includes|will); sie (?:werden|übernehmen|entwickeln|betreuen)\b; vous
    (?:serez|aurez|assurez|gérez)\b; te encargarás\b; ti occuperai\b"""
)
_TO_HAVE = _phrases(
    """you(?: will|.ll) (?:need|have|be (?:able|comfortable|experienced|qualified|confident))\\b"""
)
_ASKED = _phrases(
    r"""experience (?:with|in|of|as|using|working)\b; years?['’]? (?:of )?(?:\w+ )?experience;
    proficien; knowledge of\b; must (?:have|be|hold)\b; required\b; qualified\b; degree in\b;
    certified\b; familiar(?:ity)? with\b; understanding of\b; skills in\b; expertise in\b; background
    in\b; you (?:have|bring|are)\b; ability to\b; able to\b; kenntnisse\b; (?:berufs)?erfahrung\b;
    maîtrise\b; expérience\b; experiencia\b; conocimientos\b; esperienza\b; conoscenza\b; ervaring\b;
    doświadczenie\b; experiență\b; experiência\b"""
)
_WELCOME = _phrases(
    r"""preferr?(?:ed|ably)\b; a plus\b; nice to have\b; bonus\b; desirable\b; desired\b; an
    advantage\b; advantageous\b; ideally\b; highly regarded\b; appreciated\b; not required\b;
    beneficial\b; optional\b; von vorteil\b; wünschenswert; idealerweise\b; appréciée?s?\b;
    souhaitée?s?\b; un plus\b; deseable; valorable; preferibil; gradit[aoi]\b; mile widzian; constituie
    (?:un )?avantaj; desejáve; is een pré\b"""
)


def heading_kind(text: str) -> Kind | None:
    """What the lines under a heading of this wording are about, or None where it is no known heading."""
    lower = text.lower()
    if _ABOUT_THE_JOB.match(lower) or _YOU_WILL.search(lower):
        return Kind.DUTIES
    if _ABOUT_YOU.match(lower):
        return Kind.REQUIRED
    if _ABOUT_OTHERS.match(lower):
        return Kind.ABOUT
    return next((kind for kind, pattern in _HEADING if pattern.search(lower)), None)


def heading_remainder(text: str) -> int:
    """How many words of a heading stand beside those that make it one."""
    lower = text.lower()
    spans = [match.span() for _, pattern in _HEADING if (match := pattern.search(lower))]
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    ends = re.compile(r"\w*").match(lower, end)
    return len((lower[:start] + " " + lower[ends.end() if ends else end :]).split())


def sentence_kind(text: str, section: Kind) -> Kind:
    """What a sentence in a section of that kind is about. Benefits, procedure and legal text are told
    wherever they stand, duties and requirements in prose without headings."""
    if section in (Kind.LEGAL, Kind.PROCESS, Kind.OFFER):
        return section
    lower = text.lower()
    for kind, pattern in _SENTENCE:
        if pattern.search(lower):
            return kind
    if section in (Kind.HEAD, Kind.OTHER, Kind.ABOUT):
        if _TO_HAVE.search(lower):
            return Kind.REQUIRED
        if _TO_DO.search(lower):
            return Kind.DUTIES
        if section is not Kind.ABOUT and (_ASKED.search(lower) or "(E)" in text):
            return Kind.REQUIRED
    return section


def is_welcome(clause: str) -> bool:
    """Whether a clause calls what it names welcome rather than needed."""
    return "(D)" in clause or bool(_WELCOME.search(clause.lower()))
