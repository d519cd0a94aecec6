"""Labels before a colon: "Employer: ...", "Dates: ...", "Phone: ..."."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...text.folding import fold

_LABELS = {
    "title": "position | job title | title | role | post | designation | job | position held | job role "
    "| position title | rank | rank/role | role/title | "
    "post held | occupation or position held | funktion | tatigkeit | stelle | berufsbezeichnung | poste |"
    " poste occupe | intitule du poste | puesto | cargo | "
    "puesto ocupado | posizione | ruolo | mansione | qualifica | posizione ricoperta | functie |"
    " functietitel | stanowisko | functia | functia ocupata | functie ocupata | "
    "pozitia | funcao | funcao ou cargo ocupado",
    "company": "employer | company | organisation | organization | firm | company name | employer name "
    "| name of employer | business | unit | school | "
    "name and address of employer | "
    "arbeitgeber | firma | unternehmen | employeur | entreprise | societe | empresa | empleador |"
    " azienda | datore di lavoro | societa | werkgever | bedrijf | "
    "pracodawca | nazwa firmy | angajator | companie | companie/angajator | numele angajatorului |"
    " empregador | nome do empregador | restaurant | client",
    "place": "location | place | city | town | job location | duty station | ort | standort | lieu | "
    "ville | lugar | ciudad | ubicacion | luogo | sede | citta | plaats | "
    "locatie | miejsce | lokalizacja | miasto | locul | locatia | oras | local | cidade | localizacao",
    "dates": "date | dates | period | duration | from | dates employed | employment dates | dates of "
    "employment | tenure | period of employment | "
    "date range | employed | time period | years | zeitraum | dauer | periode | duree | fecha | fechas |"
    " periodo | durata | data | date (da – a) | looptijd | okres | "
    "okres zatrudnienia | data | perioada | durata | periodo | datas | from/to | dates (from/to)",
    "body": "duties | responsibilities | key responsibilities | main responsibilities | main duties | "
    "key duties | duties and responsibilities | roles and responsibilities | "
    "job responsibilities | responsibilities included | duties included | key accomplishments |"
    " accomplishments | achievement | achievements | key achievements | "
    "selected achievements | main achievements | notable achievements | major achievements | highlights |"
    " key highlights | tasks | key tasks | scope | summary | description | "
    "job description | job duties | projects | key projects | selected projects | notable projects |"
    " key contributions | contributions | results | key results | impact | "
    "overview | main activities and responsibilities | main activities | key skills used | what i did | "
    "day to day | remit | brief | "
    "aufgaben | tatigkeiten | aufgabenbereich | schwerpunkte | hauptaufgaben | erfolge | missions |"
    " taches | responsabilites | realisations | activites | "
    "missions principales | principales missions | funciones | responsabilidades | logros | tareas |"
    " principales funciones | mansioni | attivita | responsabilita | "
    "compiti | principali mansioni | principali attivita | taken | werkzaamheden | verantwoordelijkheden |"
    " taken en verantwoordelijkheden | resultaten | "
    "obowiazki | zakres obowiazkow | zadania | osiagniecia | responsabilitati | activitati | atributii |"
    " realizari | activitati principale | "
    "principais responsabilidades | atividades | funcoes | principais atividades | conquistas",
    "tech": "technologies | technology | tech | tech stack | stack | technologies used | tools | tools "
    "used | environment | built with | tools and technologies | "
    "languages | technologien | outils | tecnologias | herramientas | tecnologie | strumenti |"
    " technologieen | technologie | tehnologii | ferramentas | "
    "technical environment | skills | skills used | key skills",
    "name": "name | full name | vor- und nachname | vorname nachname | nom | nom et prenom | prenom et "
    "nom | nombre | nombre y apellidos | nome | nome e cognome | "
    "nome completo | naam | imie i nazwisko | nume | nume si prenume | nume prenume | candidate | "
    "candidate name | name and surname | nom complet | nombre completo",
    "email": "e-mail | email | mail | e | email address | e-mail address | e-mail-adresse | courriel | "
    "adresse e-mail | correo | correo electronico | posta elettronica | "
    "e-mailadres | adres e-mail | adresa e-mail | adresa de e-mail | endereco eletronico",
    "phone": "phone | telephone | tel | t | m | p | c | ph | mobile | cell | cell phone | mobile phone "
    "| phone number | contact number | contact no | mobile number | "
    "telephone number | tel. | mob | telefon | handy | mobil | telefonnummer | mobiltelefon | festnetz |"
    " portable | telephone portable | telefono | movil | celular | cellulare | "
    "telefono movil | telefoon | telefoonnummer | mobiel | gsm | numer telefonu | telefon komorkowy |"
    " telefon mobil | nr telefon | telefone | telemovel | contact | call | phone/fax | whatsapp",
    "location": "address | location | based in | home address | postal address | current location | "
    "residence | place of residence | lives in | city | home | a | adr | "
    "anschrift | adresse | wohnort | wohnhaft | ort | lieu | domicile | direccion | domicilio |"
    " ubicacion | indirizzo | residenza | localita | luogo | adres | woonplaats | "
    "woonadres | miejsce zamieszkania | lokalizacja | adresa | localitate | locatie | oras | endereco |"
    " morada | localidade | mailing address | current address | permanent address | location and address",
    "link": "linkedin | github | website | web | portfolio | url | site | homepage | blog | personal "
    "website | linkedin profile | linkedin url | git | gitlab | twitter | x | "
    "webseite | www | site web | sitio web | sito web | strona | strona internetowa | profil linkedin |"
    " perfil linkedin | stackoverflow | behance | dribbble | medium | kaggle | skype | xing | orcid | "
    "google scholar | instagram",
    "headline": "headline | current role | current position | profession | job title sought | position "
    "sought | position applied for | desired position | target role | angestrebte position | poste "
    "recherche",
}  # fmt: skip
CONTACT = frozenset({"name", "email", "phone", "location", "link", "headline"})
_LABEL = re.compile(r"([^\W\d_][^:\n\t|•]{0,38}?)\s*:[\s*_]*|([^\W\d_][\w.-]{2,20})\t+")


class Label(NamedTuple):
    """A label that is known: its meanings, and where its own text and what follows it begin."""

    meanings: frozenset[str]
    length: int
    """Length of the label, colon and space included."""


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for meaning, block in _LABELS.items():
        for entry in block.split("|"):
            table.setdefault(_key(entry), set()).add(meaning)
    return {key: frozenset(meanings) for key, meanings in table.items()}


def _key(text: str) -> str:
    return " ".join(re.sub(r"[^\w./ -]", " ", fold(text)).split()).strip(" .-")


def read_label(text: str) -> Label | None:
    """The known label that `text` begins with ("Dates:\\t2015", "**Employer:** Acme"), else None."""
    bare = text.lstrip("*_ ")
    match = _LABEL.match(bare)
    if not match:
        return None
    key = _key(match[1] or match[2])
    meanings = _table().get(key) or _table().get(key + "s") or _table().get(key.removesuffix("s"))
    return Label(meanings, len(text) - len(bare) + match.end()) if meanings else None
