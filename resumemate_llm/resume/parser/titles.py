"""Words of job titles in nine languages, and how much a text looks like a title."""

from __future__ import annotations

import re

from ...text.folding import fold

_NOUNS = """
accountant actor actress actuary administrator advisor adviser advocate agent aide ambassador
anaesthetist analyst anchor apprentice arborist archaeologist architect archivist artisan artist
assembler assessor assistant associate attendant attorney au-pair auditor author babysitter baker banker
banksman barback barber barista barrister bartender beautician biologist boatswain boilermaker
bookkeeper bosun bricklayer broker builder busser butcher buyer cabinetmaker cameraman captain caregiver
caretaker carer carpenter cashier caterer chair chairman chairperson chairwoman chaplain chauffeur chef
chemist chief chiropractor choreographer cleaner clerk climber clinician coach cobbler collector colonel
columnist commander commis commissioner commodore companion composer concierge conductor conservator
constable consultant contractor controller cook coordinator co-ordinator copywriter coroner corporal
corpsman correspondent cosmetologist councillor counsel counsellor counselor courier craftsman creator
crew croupier curator custodian dancer dealer dean decorator demonstrator dentist dermatologist deputy
designer detective developer diesinker dietician dietitian director dishwasher dispatcher dispenser
distributor diver docent doctor doorman doula draughtsman draftsman drafter driver drummer dyer
ecologist economist editor educator electrician embryologist engineer engraver entertainer entrepreneur
epidemiologist estimator evangelist examiner executive expert extern fabricator facilitator farmer
farmhand fellow filmmaker finisher firefighter fireman fisherman fishmonger fitter flagger florist
foreman forester forewoman forklift founder co-founder cofounder freelance freelancer fundraiser
gamekeeper gardener geologist geophysicist glazier goldsmith governess grader groom grounds-keeper
groundskeeper groundsman groundworker guard guide gunner gunnery hairdresser hairstylist handler
handyman head headmaster headmistress headteacher helper historian host hostess housekeeper housewife
hygienist illustrator infantryman inspector installer instructor interior interim intern internship
interpreter interviewer investigator ironworker janitor jeweller joiner journalist journeyman judge
junior keeper keyholder kitchenhand labourer laborer lance landscaper laundress lawyer lead leader
lecturer librarian lieutenant lifeguard lineman linesman linguist loader locksmith machinist magistrate
maid maintainer major maker manager marine marketer marshal marshall mason masseur master mate mechanic
mediator medic member mentor merchandiser merchant messenger meteorologist microbiologist midwife
milliner millwright miner minister model moderator mother musician nanny navigator negotiator
neurologist notary novelist nurse nurseryman nutritionist observer officer operative operator optician
optometrist orderly organiser organizer orthodontist osteopath overseer owner packer painter paralegal
paramedic paraprofessional partner pastor pathologist patissier paver pediatrician paediatrician
performer perfusionist pharmacist phlebotomist photographer physician physicist physiotherapist pianist
picker pilot pipefitter placement planner plasterer player plumber podiatrist poet policeman policewoman
porter postdoc postman potter practitioner preceptor presenter president presser preparer priest
principal printer private processor producer professor programmer proofreader proprietor prosecutor
provost psychiatrist psychologist psychotherapist publicist pupil purchaser purser quartermaster rabbi
radiographer radiologist ranger realtor receptionist recruiter referee registrar rep repairer reporter
representative researcher resident residency restaurateur retailer reviewer rifleman rigger roofer
runner sabbatical sailor salesman salesperson saleswoman saucier scaffolder scheduler scholar scientist
screenwriter sculptor seaman seamstress secretary seller senator seniorpartner sergeant server shepherd
sheriff shopkeeper signaller signwriter singer smith solderer soldier solicitor sommelier sonographer
specialist spokesman spokesperson stagehand statistician stenographer steward stewardess stocker
stockman stonemason storekeeper storeman strategist stripper student stylist sub-editor subcontractor
superintendent superuser supervisor supervisory surgeon surveyor sweeper tailor tanner taster teacher
technician technologist telemarketer teller temp tester therapist tiler toolmaker trader trainee trainer
translator treasurer trooper trustee tutor typist umpire underwriter undertaker upholsterer usher valet
valuer vendor vet veterinarian vicar videographer vintner volunteer waiter waitress waitstaff warden
wardsman warehouseman washer watchmaker weaver webmaster welder winemaker worker workman writer
zookeeper zoologist ceo cto cfo coo cio ciso cmo cpo cro vp svp evp avp gm md rn lpn lvn cna np emt rgn
rmn hca sde swe sdet sre dba senco ta ra pa tl pm po ncoic generalist partner-in-charge counsel-in-chief
bookseller stockbroker apprenticeship clerkship externship fellowship traineeship pupillage secondment
postdoctoral observership practicum

ingenieur ingenieurin leiter leiterin leitung mitarbeiter mitarbeiterin assistent assistentin
sachbearbeiter sachbearbeiterin kaufmann kauffrau entwickler entwicklerin berater beraterin verkaufer
verkauferin pfleger pflegerin krankenschwester lehrer lehrerin lehrkraft arzt arztin techniker
technikerin mechaniker mechanikerin mechatroniker elektriker elektroniker geschaftsfuhrer
geschaftsfuhrerin referent referentin werkstudent werkstudentin praktikant praktikantin praktikum
auszubildender auszubildende azubi meister meisterin geselle koch kochin kellner kellnerin buchhalter
buchhalterin fahrer fahrerin lagerist friseur friseurin erzieher erzieherin redakteur redakteurin
schreiner tischler maurer schlosser dozent dozentin hilfskraft aushilfe volontar volontarin polier
vorarbeiter anwalt anwaltin rechtsanwalt rechtsanwaltin steuerberater vorstand prokurist monteur
anlagenmechaniker doktorand doktorandin bachelorand masterand freiberufler freiberuflich selbststandig
selbstandig zivildienst wehrdienst fachkraft teamleiter

ingenieure developpeur developpeuse comptable responsable directeur directrice assistante technicien
technicienne conseiller conseillere vendeur vendeuse infirmier infirmiere professeur professeure
enseignant enseignante stage stagiaire alternant alternante alternance apprenti apprentie gestionnaire
charge chargee cuisinier cuisiniere serveur serveuse secretaire caissier caissiere ouvrier ouvriere
employe employee gerant gerante avocat avocate juriste notaire formateur formatrice animateur animatrice
educateur educatrice aide-soignant aide-soignante medecin commercial commerciale acheteur acheteuse
magasinier chauffeur operateur operatrice hotesse hote adjoint adjointe auxiliaire benevole menuisier
electricien plombier boulanger patissiere coiffeur coiffeuse chercheur chercheuse doctorant doctorante
maitre redacteur redactrice traducteur graphiste dirigeant associe cariste preparateur soudeur
mecanicien consultante cheffe

ingeniero ingeniera desarrollador desarrolladora contador contadora contable jefe jefa gerente directora
asistente auxiliar tecnico tecnica consultor consultora vendedor vendedora enfermero enfermera profesor
profesora maestro maestra becario becaria practicas encargado encargada administrativo administrativa
camarero camarera cocinero cocinera dependiente dependienta abogado abogada medico medica analista
coordinador coordinadora operario operaria repartidor recepcionista arquitecto arquitecta ayudante
conductora supervisora especialista programador programadora disenador disenadora socio socia cajero
cajera electricista monitor monitora educadora investigador investigadora periodista teleoperador
teleoperadora mecanico albanil

ingegnere sviluppatore sviluppatrice contabile ragioniere ragioniera responsabile direttore direttrice
tecnico consulente venditore venditrice infermiere infermiera insegnante docente professore
professoressa stagista tirocinante tirocinio impiegato impiegata cuoco cuoca cameriere cameriera
commesso commessa avvocato avvocata coordinatore coordinatrice operaio operaia addetto addetta
segretaria segretario architetto architetta autista magazziniere capo programmatore programmatrice
grafico grafica collaboratore collaboratrice apprendista elettricista educatore assistenza titolare
ricercatore ricercatrice dottorando praticante

ontwikkelaar boekhouder directeur technicus adviseur verkoper verkoopster verpleegkundige leraar lerares
stagiair stagiaire medewerker medewerkster kok ober serveerster advocaat arts analist coordinator
secretaresse chauffeur teamleider projectleider leidinggevende hoofd onderzoeker promovendus elektricien
timmerman bedrijfsleider vrijwilliger loodgieter kapper begeleider consulent vakkenvuller monteur
beheerder ondernemer eigenaar zzp jurist leerkracht

inzynier programista programistka ksiegowa ksiegowy kierownik kierowniczka dyrektor dyrektorka asystent
asystentka technik doradca konsultant konsultantka sprzedawca sprzedawczyni pielegniarka pielegniarz
nauczyciel nauczycielka stazysta stazystka praktykant praktykantka specjalista specjalistka kucharz
kelner kelnerka prawnik adwokat radca lekarz lekarka analityk koordynator koordynatorka pracownik
pracownica sekretarka kierowca magazynier menedzer wlasciciel wlascicielka przedstawiciel recepcjonista
recepcjonistka elektryk mechanik staz architekt projektant projektantka opiekun opiekunka brygadzista
monter kasjer kasjerka wykladowca

inginer programator programatoare dezvoltator contabil sef asistent asistenta tehnician vanzator
vanzatoare profesoara invatator invatatoare educatoare stagiar stagiara practicant bucatar ospatar
ospatarita avocat jurist analist coordonator lucrator secretara sofer casier casiera economist
electrician mecanic reprezentant inspector gestionar ajutor cercetator infirmiera consilier

engenheiro engenheira desenvolvedor desenvolvedora programadora contabilista diretor diretora enfermeiro
enfermeira professora estagiario estagiaria estagio coordenador coordenadora operador operadora advogado
advogada cozinheiro cozinheira garcom garconete motorista encarregado encarregada chefe arquiteto
arquiteta secretaria empregado empregada caixa eletricista bolsista gestor gestora pesquisador
pesquisadora balconista
"""
NOUNS = frozenset(_NOUNS.split())
_SUFFIXES = (
    "leiter", "leiterin", "leitung", "ingenieur", "ingenieurin", "entwickler", "entwicklerin", "mitarbeiter", "mitarbeiterin", "berater",
    "beraterin", "assistent", "assistentin", "lehrer", "lehrerin", "techniker", "technikerin", "mechaniker", "kaufmann", "kauffrau",
    "fuhrer", "fuhrerin", "pfleger", "pflegerin", "fachkraft", "hilfskraft", "angestellter", "angestellte", "praktikum", "praktikant",
    "verkaufer", "verkauferin", "meister", "medewerker", "medewerkster", "leider", "monteur", "adviseur", "beheerder", "verpleegkundige",
    "handler", "handlerin", "erin", "istin", "orin", "antin", "entin", "ologist", "ician", "keeper", "maker", "worker", "writer", "woman", "person", "geselle", "gesellin", "therapeut", "therapeutin", "analyst", "manager", "managerin", "referent", "referentin", "redakteur", "schwester", "arzt", "anwalt",
)  # fmt: skip
_LOOSE = frozenset(
    # Nouns that companies, degrees and plain prose use as well: a title only at the end of the text.
    "associate practice marine model head private minister master crew player partner chair major staff "
    "member fellow student host "
    "interior interim junior keeper kitchen lance maker mate merchant mother monitor placement principal "
    "runner smith stage temp "
    "charge commercial caixa capo sef ta ra pa po pm md gm np tl grounds signal hand resident collector "
    "companion distributor "
    "builder butcher baker broker dealer printer retailer vendor pharmacist florist guide guard lead "
    "maintainer meister koch arts grafica "
    "practicas secretaria technologie ober socio jefe chief executive assistant expert judge dean marshal "
    "marshall captain "
    "commander commissioner forester mason tailor taylor cooper fisher gardener weaver sheriff warden "
    "potter farmer shepherd tanner "
    "groom page archer hunter carter taster stripper anchor advocate author ambassador contractor creator "
    "founder owner freelance "
    "assistenza auxiliar tecnica medica ayudante responsable grafico administrativa contador "
    "collaboratore praxis leitung".split()
)
_PHRASES = re.compile(
    r"\b(?:head|director|chief|vice president|manager|dean|chair|officer|secretary|captain|master|"
    r"professor|vp|svp|evp|president|"
    r"chef|responsable|directeur|directrice|charge|chargee|leiter|leiterin|leitung|jefe|jefa|director|"
    r"directora|responsabile|"
    r"capo|hoofd|kierownik|dyrektor|sef|chefe|maitre|tecnico|auxiliar|agent|technicien|employe|gerente|"
    r"ayudante|assistente|gerant)"
    r" (?:of|de|du|des|d'|d’|di|del|della|der|für|fur|van|da|do|for|au|in|adjoint|produit|projet)\b"
    r"|\b(?:self[- ]employed|team lead|team member|crew member|chef de (?:partie|projet|rang)|"
    r"sous[- ]chef|scrum master|yard hand|"
    r"deck hand|stable hand|kitchen hand|farm hand|care home|business development|career break|gap year|"
    r"maternity leave|parental leave|"
    r"paternity leave|family leave|sick leave|key holder|shift lead|tech lead|product owner|able seaman|"
    r"petty officer|warrant officer|"
    r"elternzeit|sabbatjahr|auszeit|conge parental|conge maternite|urlop wychowawczy|urlop macierzynski|"
    r"concediu|full[- ]time (?:parent|carer)|"
    r"stay[- ]at[- ]home|year out|career gap|travelling|qts|nqt|ect|head chef|line cook|prep cook|"
    r"front of house|"
    r"kp|chargehand|charge hand|leading hand|medical leave|licenza)\b"
)
BREAK = re.compile(
    r"\b(?:career (?:break|gap)|sabbatical|gap year|(?:maternity|parental|paternity|family|sick|medical|"
    r"caregiving) leave|year out|elternzeit|"
    r"sabbatjahr|auszeit|conge (?:parental|maternite|sabbatique)|urlop (?:wychowawczy|macierzynski)|"
    r"concediu|full[- ]time (?:parent|carer|caregiver)|"
    r"stay[- ]at[- ]home|(?:time|years?) out|break from|licenca maternidade|excedencia)\b"
)
"""A time without an employer; compared with folded text."""
_LEADING = frozenset(
    "senior sr junior jr lead principal staff chief acting interim trainee deputy assistant associate "
    "graduate vice executive apprentice "
    "wissenschaftlicher wissenschaftliche leitender leitende stellvertretender stellvertretende".split()
)
_LEVEL = re.compile(r"(?:\s+(?:[ivx]{1,4}|\d{1,2}|[a-c]|l\d|e\d|grade \d|level \d|band \d\w?))+$")
_BRACKETS = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def title_score(text: str) -> float:
    """How much `text` looks like a job title: 0 is not at all, 3 and more is clear. The title may end
    with a department: "Department Lead, Textiles"."""
    first, comma, _ = text.partition(",")
    return max(_score(text), _score(first) - 0.5) if comma else _score(text)


def _score(text: str) -> float:
    folded = _LEVEL.sub("", _BRACKETS.sub(" ", fold(text)).strip(" .,:;-–—*_/"))
    words = _WORD.findall(folded)
    if not words:
        return 0.0
    score = 3.0 if _PHRASES.search(folded) else 0.0
    last = words[-1]
    if _is_noun(last):
        score += 2.5 if last in _LOOSE and len(words) == 1 else 3.0
    nouns = [word for word in words[:-1] if _is_noun(word) and word not in _LOOSE]
    score += len(nouns) + (1.0 if nouns and nouns[0] == words[0] else 0.0)
    if words[0] in _LEADING and len(words) > 1:
        score += 1.0
    return score


def _is_noun(word: str) -> bool:
    if word in NOUNS or (len(word) > 7 and word.endswith(_SUFFIXES)):
        return True
    head, _, tail = word.rpartition("-")
    return bool(head) and tail in NOUNS


def is_break(text: str) -> bool:
    """Whether `text` names a time without an employer, such as a career break."""
    return bool(BREAK.search(fold(text)))
