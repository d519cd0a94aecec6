"""Nouns of job titles in nine languages, folded."""

from __future__ import annotations

NOUNS = frozenset(
    """
    accountant actor actress actuary administrator advisor adviser advocate agent aide ambassador
    anaesthetist analyst anchor apprentice arborist archaeologist architect archivist artisan artist
    assembler assessor assistant associate attendant attorney au-pair auditor author babysitter
    baker banker banksman barback barber barista barrister bartender beautician biologist boatswain
    boilermaker bookkeeper bosun bricklayer broker builder busser butcher buyer cabinetmaker
    cameraman captain caregiver caretaker carer carpenter cashier caterer chair chairman chairperson
    chairwoman chaplain chauffeur chef chemist chief chiropractor choreographer cleaner clerk
    climber clinician coach cobbler collector colonel columnist commander commis commissioner
    commodore companion composer concierge conductor conservator constable consultant contractor
    controller cook coordinator co-ordinator copywriter coroner corporal corpsman correspondent
    cosmetologist councillor counsel counsellor counselor courier craftsman creator crew croupier
    curator custodian dancer dealer dean decorator demonstrator dentist dermatologist deputy
    designer detective developer diesinker dietician dietitian director dishwasher dispatcher
    dispenser distributor diver docent doctor doorman doula draughtsman draftsman drafter driver
    drummer dyer ecologist economist editor educator electrician embryologist engineer engraver
    entertainer entrepreneur epidemiologist estimator evangelist examiner executive expert extern
    fabricator facilitator farmer farmhand fellow filmmaker finisher firefighter fireman fisherman
    fishmonger fitter flagger florist foreman forester forewoman forklift founder co-founder
    cofounder freelance freelancer fundraiser gamekeeper gardener geologist geophysicist glazier
    goldsmith governess grader groom grounds-keeper groundskeeper groundsman groundworker guard
    guide gunner gunnery hairdresser hairstylist handler handyman head headmaster headmistress
    headteacher helper historian host hostess housekeeper housewife hygienist illustrator
    infantryman inspector installer instructor interior interim intern internship interpreter
    interviewer investigator ironworker janitor jeweller joiner journalist journeyman judge junior
    keeper keyholder kitchenhand labourer laborer lance landscaper laundress lawyer lead leader
    lecturer librarian lieutenant lifeguard lineman linesman linguist loader locksmith machinist
    magistrate maid maintainer major maker manager marine marketer marshal marshall mason masseur
    master mate mechanic mediator medic member mentor merchandiser merchant messenger meteorologist
    microbiologist midwife milliner millwright miner minister model moderator mother musician nanny
    navigator negotiator neurologist notary novelist nurse nurseryman nutritionist observer officer
    operative operator optician optometrist orderly organiser organizer orthodontist osteopath
    overseer owner packer painter paralegal paramedic paraprofessional partner pastor pathologist
    patissier paver pediatrician paediatrician performer perfusionist pharmacist phlebotomist
    photographer physician physicist physiotherapist pianist picker pilot pipefitter placement
    planner plasterer player plumber podiatrist poet policeman policewoman porter postdoc postman
    potter practitioner preceptor presenter president presser preparer priest principal printer
    private processor producer professor programmer proofreader proprietor prosecutor provost
    psychiatrist psychologist psychotherapist publicist pupil purchaser purser quartermaster rabbi
    radiographer radiologist ranger realtor receptionist recruiter referee registrar rep repairer
    reporter representative researcher resident residency restaurateur retailer reviewer rifleman
    rigger roofer runner sabbatical sailor salesman salesperson saleswoman saucier scaffolder
    scheduler scholar scientist screenwriter sculptor seaman seamstress secretary seller senator
    seniorpartner sergeant server shepherd sheriff shopkeeper signaller signwriter singer smith
    solderer soldier solicitor sommelier sonographer specialist spokesman spokesperson stagehand
    statistician stenographer steward stewardess stocker stockman stonemason storekeeper storeman
    strategist stripper student stylist sub-editor subcontractor superintendent superuser supervisor
    supervisory surgeon surveyor sweeper tailor tanner taster teacher technician technologist
    telemarketer teller temp tester therapist tiler toolmaker trader trainee trainer translator
    treasurer trooper trustee tutor typist umpire underwriter undertaker upholsterer usher valet
    valuer vendor vet veterinarian vicar videographer vintner volunteer waiter waitress waitstaff
    warden wardsman warehouseman washer watchmaker weaver webmaster welder winemaker worker workman
    writer zookeeper zoologist ceo cto cfo coo cio ciso cmo cpo cro vp svp evp avp gm md rn lpn lvn
    cna np emt rgn rmn hca sde swe sdet sre dba senco ta ra pa tl pm po ncoic generalist
    partner-in-charge counsel-in-chief bookseller stockbroker apprenticeship clerkship externship
    fellowship traineeship pupillage secondment postdoctoral observership practicum

    ingenieur ingenieurin leiter leiterin leitung mitarbeiter mitarbeiterin assistent assistentin
    sachbearbeiter sachbearbeiterin kaufmann kauffrau entwickler entwicklerin berater beraterin
    verkaufer verkauferin pfleger pflegerin krankenschwester lehrer lehrerin lehrkraft arzt arztin
    techniker technikerin mechaniker mechanikerin mechatroniker elektriker elektroniker
    geschaftsfuhrer geschaftsfuhrerin referent referentin werkstudent werkstudentin praktikant
    praktikantin praktikum auszubildender auszubildende azubi meister meisterin geselle koch kochin
    kellner kellnerin buchhalter buchhalterin fahrer fahrerin lagerist friseur friseurin erzieher
    erzieherin redakteur redakteurin schreiner tischler maurer schlosser dozent dozentin hilfskraft
    aushilfe volontar volontarin polier vorarbeiter anwalt anwaltin rechtsanwalt rechtsanwaltin
    steuerberater vorstand prokurist monteur anlagenmechaniker doktorand doktorandin bachelorand
    masterand freiberufler freiberuflich selbststandig selbstandig zivildienst wehrdienst fachkraft
    teamleiter

    ingenieure developpeur developpeuse comptable responsable directeur directrice assistante
    technicien technicienne conseiller conseillere vendeur vendeuse infirmier infirmiere professeur
    professeure enseignant enseignante stage stagiaire alternant alternante alternance apprenti
    apprentie gestionnaire charge chargee cuisinier cuisiniere serveur serveuse secretaire caissier
    caissiere ouvrier ouvriere employe employee gerant gerante avocat avocate juriste notaire
    formateur formatrice animateur animatrice educateur educatrice aide-soignant aide-soignante
    medecin commercial commerciale conferencier conferenciere acheteur acheteuse magasinier chauffeur operateur operatrice
    hotesse hote adjoint adjointe auxiliaire benevole menuisier electricien plombier boulanger
    patissiere coiffeur coiffeuse chercheur chercheuse doctorant doctorante maitre redacteur
    redactrice traducteur graphiste dirigeant associe cariste preparateur soudeur mecanicien
    consultante cheffe

    ingeniero ingeniera desarrollador desarrolladora contador contadora contable jefe jefa gerente
    directora asistente auxiliar tecnico tecnica consultor consultora vendedor vendedora enfermero
    enfermera profesor profesora maestro maestra becario becaria practicas encargado encargada
    administrativo administrativa camarero camarera cocinero cocinera dependiente dependienta
    abogado abogada medico medica analista coordinador coordinadora operario operaria repartidor
    recepcionista arquitecto arquitecta ayudante conductora supervisora especialista programador
    programadora disenador disenadora socio socia cajero cajera electricista monitor monitora
    educadora investigador investigadora periodista teleoperador teleoperadora mecanico albanil

    ingegnere sviluppatore sviluppatrice contabile ragioniere ragioniera responsabile direttore
    direttrice tecnico consulente venditore venditrice infermiere infermiera insegnante docente
    professore professoressa stagista tirocinante tirocinio impiegato impiegata cuoco cuoca
    cameriere cameriera commesso commessa avvocato avvocata coordinatore coordinatrice operaio
    operaia addetto addetta segretaria segretario architetto architetta autista magazziniere capo
    programmatore programmatrice grafico grafica collaboratore collaboratrice apprendista
    elettricista educatore assistenza titolare ricercatore ricercatrice dottorando praticante

    ontwikkelaar boekhouder directeur technicus adviseur verkoper verkoopster verpleegkundige leraar
    lerares stagiair stagiaire medewerker medewerkster kok ober serveerster advocaat arts analist
    coordinator secretaresse chauffeur teamleider projectleider leidinggevende hoofd onderzoeker
    promovendus elektricien timmerman bedrijfsleider vrijwilliger loodgieter kapper begeleider
    consulent vakkenvuller monteur beheerder ondernemer eigenaar zzp jurist leerkracht

    inzynier programista programistka ksiegowa ksiegowy kierownik kierowniczka dyrektor dyrektorka
    asystent asystentka technik doradca konsultant konsultantka sprzedawca sprzedawczyni
    pielegniarka pielegniarz nauczyciel nauczycielka stazysta stazystka praktykant praktykantka
    specjalista specjalistka kucharz kelner kelnerka prawnik adwokat radca lekarz lekarka analityk
    koordynator koordynatorka pracownik pracownica sekretarka kierowca magazynier menedzer
    wlasciciel wlascicielka przedstawiciel recepcjonista recepcjonistka elektryk mechanik staz
    architekt projektant projektantka opiekun opiekunka brygadzista monter kasjer kasjerka
    wykladowca

    inginer programator programatoare dezvoltator contabil sef asistent asistenta tehnician vanzator
    vanzatoare profesoara invatator invatatoare educatoare stagiar stagiara practicant bucatar
    ospatar ospatarita avocat jurist analist coordonator lucrator secretara sofer casier casiera
    economist electrician mecanic reprezentant inspector gestionar ajutor cercetator infirmiera
    consilier

    engenheiro engenheira desenvolvedor desenvolvedora programadora contabilista diretor diretora
    enfermeiro enfermeira professora estagiario estagiaria estagio coordenador coordenadora operador
    operadora advogado advogada cozinheiro cozinheira garcom garconete motorista encarregado
    encarregada chefe arquiteto arquiteta secretaria empregado empregada caixa eletricista bolsista
    gestor gestora pesquisador pesquisadora balconista
    """.split()  # noqa: E501
)

SUFFIXES = tuple(
    """
    leiter leiterin leitung ingenieur ingenieurin entwickler entwicklerin mitarbeiter mitarbeiterin
    berater beraterin assistent assistentin lehrer lehrerin techniker technikerin mechaniker
    kaufmann kauffrau fuhrer fuhrerin pfleger pflegerin fachkraft hilfskraft angestellter
    angestellte praktikum praktikant verkaufer verkauferin meister medewerker medewerkster leider
    monteur adviseur beheerder verpleegkundige handler handlerin erin istin orin antin entin ologist
    ician keeper maker worker writer woman person geselle gesellin therapeut therapeutin analyst
    manager managerin referent referentin redakteur schwester arzt anwalt
    """.split()
)
"""Ends of longer nouns: "Entwicklungsingenieur", "geologist"."""

LOOSE = frozenset(
    """
    administrativa advocate ambassador anchor archer arts assistant assistenza associate author
    auxiliar ayudante baker broker builder butcher caixa capo captain carter chair charge chief
    collaboratore collector commander commercial commissioner companion contador contractor cooper
    creator crew dealer dean distributor executive expert farmer fellow fisher florist forester
    founder freelance gardener gm grafica grafico groom grounds guard guide hand head host hunter
    interim interior jefe judge junior keeper kitchen koch lance lead leitung maintainer major maker
    marine marshal marshall mason master mate md medica meister member merchant minister model
    monitor mother np ober owner pa page partner pharmacist placement player pm po potter practicas
    practice praxis principal printer private ra resident responsable retailer runner secretaria sef
    shepherd sheriff signal smith socio staff stage stripper student ta tailor tanner taster taylor
    technologie tecnica temp tl vendor warden weaver
    """.split()
)
"""Nouns that companies, degrees and plain prose use as well: a title only at the end of the text."""
