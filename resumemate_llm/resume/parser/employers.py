"""Words of employers and schools in nine languages, and how much a text looks like one."""

from __future__ import annotations

import re

from ...text.folding import fold
from ...text.memory import remembered
from ...text.title_words import NOUNS
from .titles import LONGEST

_LEGAL = frozenset(
    "inc incorporated ltd limited llc llp lllp plc corp corporation gmbh ag kg kgaa ohg ug ev eg mbh se "
    "sas sarl eurl sasu srl srls spa snc sapa "
    "bv nv vof oy oyj ab asa aps pty pte pvt zoo spzoo lda ltda eireli slu sccl sro kft doo pc pllc cic "
    "fze fzco bhd sdn company co scop".split()
)
_LEGAL_DOTTED = re.compile(
    r"(?:\b(?:s\.\s?a\.|s\.\s?r\.\s?l\.|s\.\s?p\.\s?a\.|s\.\s?l\.|b\.\s?v\.|n\.\s?v\.|"
    r"sp\.\s?z\s?o\.\s?o\.|e\.\s?v\.|l\.\s?l\.\s?c\.|p\.\s?c\.|d\.\s?o\.\s?o\.|"
    r"a/s|co\.|s\.a\.s\.|s\.a\.r\.l\.)|(?<=[a-z] )(?:sa|as|sl|kg)$)"
)
_ORGANISATIONS = """
group groupe gruppe grupo gruppo grupa holding holdings partners partnership associates associes
consulting consultants consultancy solutions services systems technologies technology tech industries
international enterprises enterprise ventures labs lab laboratories laboratory studio studios agency
bank banque banco banca bancorp insurance financial capital securities investments wealth university
universitat universite universidad universidade universita universiteit uniwersytet universitatea
college school schools academy academie academia institute institut instituto istituto instytut hospital
hospitals klinik klinikum kliniken clinic clinics clinique medical health healthcare hospice infirmary
surgery nhs trust foundation fund council county department dept ministry ministere ministerium
ministerio ministero authority commission government army navy force forces regiment battalion brigade
squadron police constabulary sheriff district borough parish church cathedral ministries mission museum
museums library libraries theatre theater air gallery hotel hotels resort resorts inn lodge restaurant
restaurants ristorante trattoria brasserie cafe cafes bistro bar grill kitchen kitchens diner pub tavern
bakery bakeries boulangerie catering brewery brewing distillery winery vineyard vineyards store stores
shop shops market markets supermarket supermarkets retail outlet outlets mart farm farms ranch nursery
nurseries garden gardens motors auto automotive motorsport garage airlines airways aviation aerospace
airport logistics transport transportation trucking freight shipping haulage lines railways railway rail
construction constructors builders building contractors contracting electrical plumbing roofing
mechanical joinery carpentry plumbers energy power electric utilities utility water oil gas petroleum
mining minerals metals steel chemicals polymers plastics pharma pharmaceuticals biotech therapeutics
biosciences diagnostics foods food beverage beverages dairy media press publishing publishers news times
herald gazette broadcasting radio television tv network networks communications telecom
telecommunications software digital analytics interactive games gaming entertainment productions
pictures films music records security defence defense legal law chambers solicitors attorneys advocates
realty properties property estates homes home housing residences society association federation union
club clubs center centre centres centers zentrum centro ctr gym fitness spa salon salons sons bros
brothers stiftung verein verlag stadt mairie cabinet kanzlei praxis krankenhaus hopital ospedale szpital
spitalul spital ziekenhuis lycee ecole escuela colegio scuola liceo liceul szkola gimnazjum gymnasium
schule grundschule realschule gesamtschule hochschule fachhochschule politechnika politecnico
politehnica polytechnic primaria urzad ayuntamiento comune gemeente kommune rathaus landratsamt
prefecture prefeitura camara junta generalitat fundacion fondazione fundacja fundatia asociacion
associazione stowarzyszenie asociatia associacao cooperative cooperativa cooperation spolka firma
przedsiebiorstwo hurtownia sklep apteka farmacia pharmacie apotheke pharmacy drugstore clothing apparel
fashion textiles jewellers jewelers furniture interiors designs crafts supply supplies equipment
manufacturing manufacturers fabrication fabricators engineering works mill mills foundry tools controls
instruments semiconductor semiconductors robotics automation electronics elektronik elektrotechnik
maschinenbau werke werkzeugbau bau mobility mobile logistik spedition handel handels autohaus reisen
versicherung versicherungen sparkasse volksbank raiffeisenbank bistrot auberge hostel boulder cinema
cinemas arena stadium parks park zoo aquarium shelter rescue sanctuary charity charities relief aid
corps guard senate parliament congress court courts tribunal embassy consulate bureau observatory
station base command wing fleet infantry battery artillery usaf usmc raf rn hms uss freelance upwork fiverr
office offices ward wards primary secondary elementary montessori kindergarten preschool daycare sixth
academies dental dentistry orthopaedics orthopedics veterinary vets optical opticians staffing
recruitment recruiting personnel placements temps collective cooperative coop co-op startup
bancorporation credit exchange trading traders imports exports wholesale distribution distributors
warehouse warehousing storage recycling waste environmental landscapes landscaping cleaning janitorial
laundry tours travel cruises cruise events weddings wines spirits coffee roasters tea pizza pizzeria
steakhouse sushi deli delicatessen butchers patisserie confectionery creamery seafood poultry meats
produce
"""
ORGANISATIONS = frozenset(_ORGANISATIONS.split())
_SUFFIXES = tuple(
    "bank werke werk gesellschaft verlag klinik klinikum krankenhaus schule zentrum verein stiftung "
    "universitat handel technik haus soft ware corp works sys labs ziekenhuis school bedrijf".split()
)
_ABBREVIATED = frozenset(
    "IBM SAP BMW NHS BBC USA UPS DHL KPMG EY PwC AT&T HP GE BP HSBC RBS BT MIT UCLA UCL LSE NASA USAF "
    "USMC RAF IKEA".split()
)
PLACEHOLDER = re.compile(r"\b(?:Company|Employer|School|University|Institution) Name\b")
"""What anonymised resumes write for an employer."""
_SCHOOLS = frozenset(
    "university universitat universite universidad universidade universita universiteit uniwersytet "
    "universitatea univ uni college school schools academy academie institute institut instituto "
    "istituto instytut polytechnic lycee ecole escuela colegio scuola liceo liceul szkola gimnazjum "
    "gymnasium schule grundschule realschule gesamtschule hauptschule hochschule fachhochschule "
    "berufsschule politechnika politecnico politehnica polytechnique facultatea faculdade facultad "
    "faculte conservatoire conservatory seminary sixth tafe akademia akademie technikum liceum iut iae "
    "insa cegep hogeschool roc lyceum zespol ies cfa berufskolleg gcu mit caltech ucla ucl lse eth epfl "
    "kit tum rwth polytechnikum universities bootcamp".split()
)
_SHIP = re.compile(r"(?:hm[sa]s|hms|hmcs|hmnzs|uss|usns|uscgc|rfa|mv|m/v) [a-z]")
_VARIOUS = re.compile(r"(?:various|several|multiple|verschiedene|divers|diverse|varios|varie)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*")
_OF = re.compile(
    r"\b(?:university|college|school|institute|department|dept|ministry|bank|church|city|county|state|town|house"
    r"|academy|museum|universite|universidad|universita|universidade|ministere|ville|region|universitatea)"
    r" (?:of|de|du|di|do|des|degli|din)\b"
)


@remembered(2_000)
def employer_score(text: str) -> float:
    """How much `text` looks like an employer or a school: 0 is not at all, 3 and more is clear."""
    if len(text) > LONGEST:
        return 0.0
    if PLACEHOLDER.search(text):
        return 6.0
    folded = fold(text)
    words = _WORD.findall(re.sub(r"\([^()]{0,120}\)", " ", folded))
    if not words:
        return 0.0
    score = 0.0
    if words[-1] in _LEGAL or _LEGAL_DOTTED.search(folded.strip()):
        score += 4.0
    elif any(word in _LEGAL and word not in {"co", "se", "ag"} for word in words[1:]):
        score += 2.0
    if _is_organisation(words[-1]):
        score += 2.5
    score += 1.5 if any(_is_organisation(word) for word in words[:-1]) else 0.0
    score += 2.5 if _SHIP.match(folded) or (_VARIOUS.match(folded) and len(words) <= 3) else 0.0
    score += 2.0 if _OF.search(folded) else 0.0
    score += 1.0 if any(word in _ABBREVIATED for word in text.split()) else 0.0
    score += 0.5 if " & " in text or "’s" in text or "'s" in text else 0.0
    return score


def school_score(text: str) -> float:
    """How much `text` looks like a school or university."""
    text = text[:LONGEST]
    words = _WORD.findall(fold(text))
    score = 3.0 if any(word in _SCHOOLS for word in words) else 0.0
    if PLACEHOLDER.search(text):
        score += 3.0
    if any(
        len(word) > 8 and word.endswith(("schule", "universitat", "akademie", "gymnasium", "hogeschool"))
        for word in words
    ):
        score += 3.0
    return score + (1.0 if _OF.search(fold(text)) else 0.0)


@remembered(2_000)
def ends_legally(text: str) -> bool:
    """Whether `text` is only a legal form, such as the "Inc." after a comma."""
    words = _WORD.findall(fold(text))
    return len(words) in (1, 2) and all(word in _LEGAL for word in words)


def _is_organisation(word: str) -> bool:
    if word.endswith("s") and len(word) > 5 and word[:-1] in NOUNS:
        return True
    return word in ORGANISATIONS or (len(word) > 8 and word.endswith(_SUFFIXES))
