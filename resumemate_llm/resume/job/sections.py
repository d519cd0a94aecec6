"""Lines and sections of a job ad: which line belongs to the duties, the requirements, the benefits.

An ad is read line by line. A heading ("What you bring", "REQUIREMENTS/MINIMUM QUALIFICATIONS",
"Essential: ...") sets the kind of the lines that follow; a line that speaks clearly for itself ("we are
an equal opportunity employer", "apply by Friday") is of its own kind wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ...text.sentences import split_sentences


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


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line: wrapped lines joined, the bullet sign and an inline heading taken off."""

    text: str
    kind: Kind
    bullet: bool = False
    heading: str = ""


_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.LEGAL,
        r"equal (?:employment )?opportunit|eeo\b|diversity|inclusion|affirmative|privacy|disclaimer|datenschutz"
        r"|accommodation|égalité|igualdad|pari opportunità",
    ),
    (
        Kind.PREFERRED,
        r"preferred|prefera|nice\b|bonus (?:points|skills|if)|desirable|desired|a plus\b|pluses|plusses|highly regarded"
        r"|advantage|good to have|great to have|ideally|optional|extra credit|would be great|not required"
        r"|von vorteil|wünschenswert|idealerweise|pluspunkt|souhait|appréci|les plus\b|serait un plus|atouts?\b"
        r"|deseable|valorable|se valora|gradit|preferenzial|pré\b|mooi meegenomen|mile widziane|dodatkow"
        r"|constituie (?:un )?avantaj|diferencia|valoriza|desejáve",
    ),
    (
        Kind.PROCESS,
        r"appl(?:y|ication)|(?:hiring|interview|our|the) process|process notes|interview|how to|next steps|deadline|closing date|selection|recruit(?:ment|ing)"
        r"|contact\b|notes?$|notice|submit|where to|timeline|start date|references|guidelines|class code"
        r"|open date|salary notes|certification list|bewerb|kontakt|candidat(?:er|ure)|postuler|solicitud"
        r"|candidatura|come candidarsi|sollicit|aplik|rekrutac|aplic[aă]|candidate-se|writing samples|position available"
        r"|statement$",
    ),
    (
        Kind.OFFER,
        r"benefit|we offer|we can offer|what.{0,4}offer|offer you|on offer|compensation|salary|pay\b|perks|packages?\b"
        r"|why (?:join|us|work|you.ll love)|career (?:development|growth|path)|professional development|growth opportunit"
        r"|what.s in it|in return|rewards?\b|remuneration|comp\b|ote\b|bonus\b|what you.ll (?:get|receive)|wages?\b"
        r"|wir bieten|unser angebot|das bieten|benefits|nous offrons|nous vous offrons|on vous offre|avantages"
        r"|rémunération|ofrecemos|te ofrecemos|offriamo|cosa offriamo|wij bieden|wat bieden|oferujemy|oferim|oferecemos",
    ),
    (
        Kind.CONDITIONS,
        r"physical|work(?:ing)? (?:environment|conditions|hours|schedule)|environment$|schedule|hours\b|shift|location"
        r"|travel|reports? to|reporting to|job type|employment type|contract\b|start\b|department\b|team structure"
        r"|team culture|arbeitsort|lieu\b|horaires|ubicación|sede\b|standort|locatie|lokalizacja|locație|local\b|posted",
    ),
    (
        Kind.SKILLS,
        r"(?:technical|tech|computer|it|digital|software|design|core|key|hard|soft|professional|language|clinical) "
        r"(?:and \w+ )?(?:skills|stack|expertise|competenc\w+|tools|proficienc\w+)|skills? (?:&|and) tools"
        r"|software (?:&|and) tools|tech(?:nical|nology)? (?:stack|environment)|tools? (?:&|and) tech\w+|our stack"
        r"|keywords|competencies$|technologies\b|tools\b|kenntnisse|compétences|competencias|competenze|umiejętności"
        r"|competențe|competências|technisch",
    ),
    (
        Kind.REQUIRED,
        r"requirement|requires\b|required|qualification|must.haves?\b|must have|what you.{0,4} ?bring|you(?:.ll)? bring"
        r"|you.ll need|you need|you have\b|you.ve got|who you are|who we.re looking|about you|your profile|your background"
        r"|your skills|your experience|looking for|we.re after|we expect|skills|experience|essential|person specification"
        r"|the person\b|ideal candidate|the candidate|successful candidate|minimum|criteria|competenc|education\b|knowledge"
        r"|expertise|credentials|licen[cs]|eligib|profile?\b|anforderung|ihr profil|dein profil|das bringst|sie bringen"
        r"|voraussetzung|qualifikation|votre profil|profil\b|prérequis|requisit|perfil|exigences|expérience|formation"
        r"|profilo|cosa cerchiamo|functie-eisen|wat vragen|jouw profiel|wie ben jij|wymagania|oczekujemy|cerințe"
        r"|profilul|requisitos|o que procuramos|experiencia",
    ),
    (
        Kind.DUTIES,
        r"responsib|duties|duty|what you.{0,4} ?(?:do|be doing|own|work on)|you.ll (?:do|be|work)|you will\b"
        r"|(?:the|this|your|about the|about this) (?:role|job|position|post|opportunity|work)\b"
        r"|(?:role|job|position|post) (?:overview|summary|description|purpose|profile|details)|overview$|summary$|purpose"
        r"|day.to.day|daily|a day in|accountabilit|key (?:tasks|activities|objectives|accountabilities)|tasks\b|mission"
        r"|scope|essential functions|functions\b|objectives|deliverables|in this role|what the job"
        r"|aufgaben|tätigkeit|das erwartet|ihre rolle|deine rolle|missions|vos missions|le poste|descriptif|funciones"
        r"|responsabilidades|tus tareas|mansioni|attività|responsabilità|il ruolo|taken\b|werkzaamheden|functieomschrijving"
        r"|wat ga je doen|obowiązki|zakres|zadania|responsabilit|atribuții|descrierea|funções|atividades|atribuições",
    ),
    (
        Kind.ABOUT,
        r"about\b|who we are|our (?:company|story|mission|culture|values|team|clients?|impact)|company\b|culture\b|values\b"
        r"|the team\b|client portfolio|meet the|über uns|wer wir sind|unternehmen|qui sommes|l.entreprise|à propos"
        r"|sobre nosotros|quiénes somos|chi siamo|azienda|over ons|wie zijn wij|o nas|o firmie|despre|sobre (?:nós|a empresa)",
    ),
)
_HEADING = tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})", re.I)) for kind, pattern in _HEADINGS)
_NARROW_ABOUT = re.compile(r"^about (?:the )?(?:role|job|position|post|opportunity|you)\b", re.I)

_SELF_SPEAKING: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.LEGAL,
        re.compile(
            r"equal[- ](?:employment[- ])?opportunit|\bEOE\b|regardless of|without regard to|discriminat|e-verify"
            r"|protected (?:class|characteristic|veteran)|reasonable (?:accommodation|adjustment)|sexual orientation"
            r"|welcome applications|encourage applications|agency (?:resumes|cvs)|unsolicited|employment decision tool"
            r"|chancengleich|schwerbehindert|égalité des chances|diversity and inclusion|inclusive (?:workplace|environment)"
            r"|background check|drug (?:test|screen)|DBS check|safeguarding and promoting|vaccination|right to work in",
            re.I,
        ),
    ),
    (
        Kind.PROCESS,
        re.compile(
            r"\b(?:to apply|how to apply|apply (?:now|online|by|via|at|early|through)|please (?:send|submit|apply|email)"
            r"|send (?:your|us|a) (?:cv|resume|application)|cover(?:ing)? letter|closing date|shortlist|bewerben sie"
            r"|bewerbung(?:sunterlagen)?\b|envoyez|postulez|lettre de motivation|envía tu|invia il tuo|solliciteer"
            r"|candidates? (?:will|may) (?:be|file|take|also)|applicants? (?:will|may|must|are|should|who)|need not apply"
            r"|applications? (?:will|are|may|must)|interview (?:process|stage))\b|@[\w-]+\.\w|https?://|www\.",
            re.I,
        ),
    ),
    (
        Kind.OFFER,
        re.compile(
            r"\b(?:we offer|health,? dental|dental,? (?:and )?vision|401 ?\(?k|403 ?\(?b|paid time off|pto\b|tuition|stock options"
            r"|equity package|sign-on bonus|annual (?:salary|leave)|base salary|salary (?:range|:)|competitive salary"
            r"|retirement (?:plan|savings)|pension scheme|days.? (?:holiday|leave|urlaub)|mutuelle|tickets?[- ]restaurant"
            r"|super\b.{0,10}vehicle|wir bieten|nous offrons|rémunération|ofrecemos|uncapped|per annum|p/h\b|bonus(?:es)? (?:of|up to))",
            re.I,
        ),
    ),
)

_BULLET = re.compile(r"^\s*(?:[•●▪◦■□➢➤►✓✔✅*\-–—·o→»]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_MARKDOWN = re.compile(r"^\s*#{1,6}\s+|\*\*|__(?=\S)|(?<=\S)__")
_LABEL = re.compile(r"^(?P<label>[^:;.?!()]{2,60})(?:\([^)]{0,40}\))?\s*:(?!//)\s*(?P<rest>.*)$")
_PAGE_NUMBER = re.compile(r"^\s*(?:page )?\d{1,3}(?: of \d+)?\s*$", re.I)
_LEADER = re.compile(r"(?:\s?\.){4,}")
_MAX_HEADING_WORDS = 7
_LISTS = (Kind.SKILLS, Kind.REQUIRED, Kind.PREFERRED, Kind.OTHER)


def heading_kind(text: str) -> Kind | None:
    """What the lines under a heading of this wording are about, or None where it is no known heading."""
    if _NARROW_ABOUT.match(text):
        return Kind.REQUIRED if text.lower().startswith("about you") else Kind.DUTIES
    if re.match(r"about\b", text, re.I):
        return Kind.ABOUT
    return next((kind for kind, pattern in _HEADING if pattern.search(text)), None)


def read_lines(text: str) -> list[Line]:
    """The lines of an ad with their kinds, prose cut into sentences."""
    kind, heading = Kind.HEAD, ""
    lines: list[Line] = []
    for raw, bullet in _logical_lines(text):
        if not bullet and _is_heading(raw):
            heading = raw.rstrip(" :")
            kind = heading_kind(heading) or Kind.OTHER
            continue
        label, content = _split_label(raw)
        found = heading_kind(label) if label else None
        keeps_kind = bullet and kind in _LISTS
        own_kind = found if found and not keeps_kind else kind
        if label and not found and not bullet:
            label, content = "", raw
        parts = [content] if bullet else split_sentences(content)
        lines += [Line(part, _own_kind(part, own_kind), bullet, label or heading) for part in parts]
    return lines


def _split_label(text: str) -> tuple[str, str]:
    """An inline heading and what follows it: "Essential: a degree" -> ("Essential", "a degree")."""
    match = _LABEL.match(text)
    if not match or len(match["label"].split()) > _MAX_HEADING_WORDS or not match["rest"].strip():
        return "", text
    return match["label"].strip(), match["rest"].strip()


def _own_kind(text: str, kind: Kind) -> Kind:
    if kind in (Kind.LEGAL, Kind.PROCESS, Kind.OFFER):
        return kind
    return next((own for own, pattern in _SELF_SPEAKING if pattern.search(text)), kind)


def _is_heading(text: str) -> bool:
    words = text.rstrip(" :").split()
    if not words or len(words) > _MAX_HEADING_WORDS or text.endswith((".", ",", ";", "!")):
        return False
    if text.endswith(":"):
        return True
    if any(sign in text for sign in "@|·•$€£") or re.search(r"\d{3}", text):
        return False
    kind = heading_kind(text)
    if kind is None:
        return False
    letters = [w for w in words if w[0].isalpha()]
    titled = text.isupper() or all(w[0].isupper() or len(w) <= 4 for w in letters)
    return titled or len(words) <= 4


def _logical_lines(text: str) -> Iterator[tuple[str, bool]]:
    """Lines with wrapped ones joined, and whether each was a bullet."""
    width = _wrap_width(text)
    pending, bullet = "", False
    for raw in [*text.splitlines(), ""]:
        line = _LEADER.sub(" ", _MARKDOWN.sub("", raw))
        marked = _BULLET.match(line)
        stripped = " ".join((line[marked.end() :] if marked else line).split())
        if pending and stripped and not marked and _continues(pending, stripped, width):
            pending = f"{pending} {stripped}"
            continue
        if pending:
            yield pending, bullet
        pending, bullet = stripped, bool(marked)
        if _PAGE_NUMBER.match(raw):
            pending = ""


def _wrap_width(text: str) -> int:
    """The column at which a hard-wrapped text was wrapped, 0 for a text that was not: wrapped prose has
    lines of like length, many of them starting in lower case."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _BULLET.match(line)]
    longest = max(map(len, lines), default=0)
    lower = sum(line[0].islower() for line in lines)
    return longest if 40 <= longest <= 130 and lower * 4 >= len(lines) else 0


def _continues(previous: str, line: str, width: int) -> bool:
    """Whether `line` goes on with the sentence of `previous`."""
    if previous.endswith((".", "!", "?", ":")):
        return False
    if line[0].islower() and previous.endswith((",", "-", "–", "(", " and", " or", " of", " to", " with")):
        return True
    return width > 0 and len(previous) >= 0.75 * width and not _is_heading(line)
