"""What a group of skills may be called: the author's own name for it, general words, and what the resume
shows. A name that holds a skill, a licence or a level that it does not show would claim it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..text.folding import fold
from ..text.numbers import numbers_in
from .claim_tables import SENIORITY
from .evidence import Evidence
from .phrases import PLACEHOLDER
from .wording import clean
from .words import STOP_WORDS, plain, sign, stem, words

DEFAULT = "Skills"
"""The name of a group that has no better one."""

_MOST_WORDS = 6
_GENERAL = frozenset(
    map(
        stem,
        "skill core key main primary top other additional further more technical tech tool toolkit language "
        "programming scripting coding framework library method methodology platform data cloud web mobile "
        "development software hardware equipment database infrastructure network system application role job "
        "position experience shown relevant related professional personal people interpersonal human social "
        "communication business commercial digital clinical patient care health safety "
        "compliance quality operation operational management managing leadership team teamwork administration "
        "administrative office organisation organization organisational organizational planning scheduling "
        "coordination analysis analytics analytical reporting research visualization visualisation design "
        "creative sales customer client service support technology "
        "backend frontend back front end back-end front-end architecture devops delivery practice "
        "practical process procedure project product production knowledge area domain industry sector field "
        "expertise specialism speciality specialty strength competence competency competencies ability "
        "capability qualification proficiency soft hard transferable interest foreign spoken natural general "
        "classroom education training collaboration stakeholder problem solving thinking technique "
        "material machine machinery environment integration testing automation security storage monitoring "
        "trade site shop floor hands-on everyday writing editing media content "
        "retail maintenance repair digital it"
        " services skillset summary highlight profile background category group misc miscellaneous various".split(),
    )
)
"""Words that sort skills and name none: everybody's groups are called so."""

_GENERAL_ABROAD = frozenset(
    fold(word).casefold()
    for word in (
        "kenntnisse weitere weitergehende fachkenntnisse fachliche kompetenzen persönliche sonstige allgemeine "
        "fähigkeiten sprachen sprachkenntnisse programmiersprachen werkzeuge methoden methodik software systeme "
        "technische technologien edv it stelle diese dieser berufserfahrung erfahrung aus der für und den "
        "compétence compétences autres techniques transversales professionnelles personnelles linguistiques "
        "informatique informatiques outils logiciels méthodes langues langages ce cette poste pour tirées de des "
        "du la le les et l'expérience expérience savoir-faire savoir-être connaissances "
        "conocimientos otros otras para este esta puesto idiomas experiencia habilidades herramientas técnicas "
        "técnicos lenguajes métodos competencias y "
        "competenze altre per questa questo posizione lingue dall'esperienza esperienza tecniche strumenti "
        "conoscenze capacità linguaggi metodi e "
        "vaardigheden overige voor deze functie talen uit werkervaring kennis technische hulpmiddelen en "
        "umiejętności na to stanowisko inne języki z doświadczenia techniczne narzędzia metody i "
        "competências outras esta vaga idiomas da experiência habilidades ferramentas técnicas conhecimentos "
        "competențe acest post alte limbi străine din experiență tehnice instrumente cunoștințe pentru și"
    ).split()
)
"""The same in the other languages in which drafts are written."""

_LEVELS = frozenset(
    "expert advanced certified licensed chartered accredited registered fluent native master mastery proficient "
    "qualified experienced specialist award-winning award world-class extensive".split()
)


def group_name(category: str, items: Iterable[str], evidence: Evidence) -> str:
    """A group's name; in the place of one that says more than the resume shows, the author's own name for
    its items."""
    text = clean(category).text.strip(" :")
    if (
        text
        and len(text.split()) <= _MOST_WORDS
        and not PLACEHOLDER.search(text)
        and _claims_nothing(text, evidence)
    ):
        return text
    return _own_name(items, evidence)


def _claims_nothing(text: str, evidence: Evidence) -> bool:
    """Whether a name is the author's own, stands in the resume, or is made of words that claim no skill."""
    if any(plain(text) == plain(own) for own, _ in evidence.own_items):
        return True
    if text in evidence.index and not _LEVELS & {w.casefold() for w in words(text)}:
        return True
    if numbers_in(text) or any(term in evidence.read(text) for term in evidence.hard_terms):
        return False
    return all(_is_free(word, evidence) for word in words(text))


def _is_free(word: str, evidence: Evidence) -> bool:
    """Whether a word sorts skills without naming one, or names one that the resume shows."""
    small = word.casefold()
    if small in SENIORITY | _LEVELS:
        return False
    general = small in STOP_WORDS or stem(word) in _GENERAL or fold(word).casefold() in _GENERAL_ABROAD
    return general or sign(word) in evidence.basis.stems or evidence.shows(word)


def _own_name(items: Iterable[str], evidence: Evidence) -> str:
    """The author's category that holds the most of the items; where none does, the general name."""
    held = {plain(item): category.strip(" :") for category, item in evidence.own_items if category}
    found = Counter(held[key] for item in items if (key := plain(item)) in held)
    usable = (
        name
        for name, _ in found.most_common()
        if len(name.split()) <= _MOST_WORDS and not PLACEHOLDER.search(name)
    )
    return clean(next(usable, DEFAULT)).text.strip(" :") or DEFAULT
