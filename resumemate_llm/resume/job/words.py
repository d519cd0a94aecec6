"""Word lists for finding terms in a job ad: what ends a phrase, what is trimmed off it, what spoils it."""

from __future__ import annotations

import re

_BREAKERS = {
    "en": """
        a about above across after against all along also am among amongst an and any anyone anything
        are around as at available be because become been before behind being below between both but by
        can cannot candidate candidates could despite did do does doing don't down during each eg either
        else etc even every everyone everything for from further get gets getting go had has have having
        he her here hers him his how however i ie if in including include includes incl inc into is it
        its it's just like ll may me might more most much must my near nor not of off on once one only
        onto or other others our ours out over own per plus re regarding same shall she should since so
        some someone such than that the their theirs them then there these they this those through
        throughout till to together too toward towards under until up upon us very via was we well were
        what when where whether which while who whom whose why will with within without would yet you
        your yours yourself you'll you're you've we're we've we'll they're w vs versus s thrive thrives
        enjoy comfortable willing willingness able ability abilities capable capability passion
        passionate least minimum maximum approximately usually often always never currently directly
        closely effectively efficiently independently similar equivalent related relevant preferably
        ideally essential required preferred desirable desired necessary mandatory needed advantage
        advantageous nice bonus appreciated helpful useful highly years year yrs yr months month two
        three four five six seven eight nine ten twelve dozen now
    """,
    "de": """
        der die das und ist im in den dem des ein eine einer eines einem einen für mit auf von zu zur
        zum sie wir ihr ihre ihren ihrer ihrem unser unsere unserem unseren unserer als bei auch sowie
        nicht werden wird sind über nach durch haben hast hat oder an aus um sich bis seit du dein deine
        deinen deiner dich dir uns euch mindestens idealerweise wünschenswert vorteil gerne gern
        erforderlich zwingend sehr gute guter gutes gutem guten sicher sichere sicherer sicheren
        mehrjährige mehrjährig erste fundierte fundiertes ausgeprägte ausgeprägtes hohe hoher
        abgeschlossene abgeschlossenes abgeschlossen bzw z b wie etwa insbesondere bereich umgang kann
        können soll muss suchen suchst bringst bieten übernimmst zwei drei vier fünf sucht
    """,
    "fr": """
        le la les des du de d un une et est en dans pour avec sur par au aux vous nous votre vos notre
        nos qui que ou être sont plus ce cette ces ses son sa leur leurs chez depuis ainsi afin à l s se
        y ne pas très bonne bon bonnes bons ans an minimum maîtrise maîtrisez connaissance connaissances
        expérience expériences idéalement souhaité souhaitée apprécié appréciée exigé équivalent
        titulaire justifiez tenue participation relation esprit lors tout toute tous toutes selon sous
        entre vers deux trois quatre cinq six sept huit dix recherche recherchons cherchons équipe
        serait seraient recrute recrutons courant courante sens diplôme état
    """,
    "es": """
        el la los las de del un una unos unas y e es en para con por al se su sus que o u nuestro
        nuestra más como son ser sobre desde hasta también tu tus muy este esta entre sin lo te nos años
        año experiencia conocimiento conocimientos manejo dominio mínimo mínima deseable valorable
        imprescindible buscamos ofrecemos equivalente similar buen buena nivel capacidad valora
        valoramos valorará grado
    """,
    "it": """
        il lo la i gli le di del della dei delle degli un uno una e ed è in nel nella nei per con da dal
        dalla alla al ai che o si sono come più nostro nostra presso tra su sul sulla non anni
        esperienza conoscenza buona buono ottima minimo preferibile gradita richiesta cerchiamo offriamo
        almeno capacità ricerca
    """,
    "nl": """
        de het een en van in op voor met te aan bij je jij wij ons onze als is zijn naar door over ook
        niet of die dat wordt worden uit om tot jouw binnen heb hebt ben jaar u uw ervaring kennis
        minimaal goede goed pré affiniteit diploma geeft werkt stelt zoekt bieden samen vragen
    """,
    "pl": """
        i w z na do się nie jest są oraz dla od po przez za o że co jak lub przy pod nad ze we nasz
        nasza naszej jako który która które lat min doświadczenie znajomość bardzo dobra dobry mile
        widziane umiejętność wymagana lata widziana
    """,
    "ro": """
        și si în in de la cu pe din un o este sunt pentru prin ca sau să nu al a ai ale care mai către
        fi minim minimum ani experiență cunoștințe bune foarte constituie avantaj căutăm oferim srl
    """,
    "pt": """
        o a os as de do da dos das um uma e é em no na nos nas para com por ao à que se ou sua seu nossa
        nosso mais como são ser entre sobre pela pelo anos experiência conhecimento conhecimentos
        domínio mínimo desejável procuramos oferecemos bom boa
    """,
}

_VERBS = frozenset(
    """
    accept accomplish achieve acquire act adapt add address adhere administer adopt advance advise
    advocate align allocate analyse analyze answer anticipate appear apply appoint appraise arise
    arrange articulate ask assess assign assist assure attach attain attend attract author automate
    begin bring build buy calculate calibrate carry cause celebrate certify chair challenge champion
    clarify clean climb close coax collaborate collect combine communicate compile complain complete
    comply compute conceive conclude conduct configure confirm connect consider consist consolidate
    constitute construct consult continue contribute convert convey coordinate copy correct craft create
    cross cultivate deal decide decline decrease define deliver demonstrate deny depend deploy derive
    describe deserve destroy detect determine develop devise diagnose differentiate direct discard
    discover discuss dispatch dispose disseminate distribute drive earn eat educate elevate eliminate
    embrace emphasize employ empower enable encourage enforce engage enhance ensure entail enter
    escalate escort establish evaluate evolve examine exceed execute exercise exhibit exist expand
    expect expedite explain explore extend extract facilitate familiarize feel fill find focus follow
    foresee forget formulate foster fulfil fulfill gain gather generate give govern greet grow guide
    hand handle happen haul hear help hire hold hurt identify illustrate imagine implement imply improve
    incorporate increase influence inform initiate innovate inspect inspire install instruct integrate
    intend interact interface interpret introduce investigate invite involve join keep know lack launch
    learn leave leverage liaise like listen load locate look lose love maintain make manage maximize
    mean meet mention migrate minimize miss mitigate modernize modify motivate move navigate negotiate
    nominate notify nurture obey oblige observe obtain occur operate oppose optimise optimize
    orchestrate organise organize originate oversee participate partner patrol perform persuade pioneer
    place please possess pour predict prefer prepare prescribe present preserve pretend prevent
    prioritise prioritize proactively proceed procure produce promote prompt propel propose prosper
    protect prove provide publish punish pursue push put qualify quote react read recall receive
    recognise recognize recommend reconcile recruit reduce refer refine reinforce relate relocate rely
    remain remember remind remit remove render repair repeat replace represent require reside resolve
    respond restore retain retrieve reveal revise rotate run safeguard sanitize secure seek seem select
    sell send serve set settle shape share show simplify sit solicit solve speak spearhead specify spend
    stabilize standardize stay steer stick stimulate stock streamline strengthen stretch strive submit
    substitute succeed suggest suit summarise summarize supervise supply suspect sustain swim synthesize
    tackle take talk teach tell testify thrive tie touch track transfer transform translate troubleshoot
    tune turn understand undertake unload update upgrade use utilise utilize validate vary verify visit
    visualize walk want wear welcome win wish wonder write
    """.split()
)
_NOUN_VERBS = frozenset(
    """
    access account assemble audit balance benchmark bill blend brief budget cable call campaign care
    catalog change chart check claim coach code contract control cost counsel count cover credit debit
    debug delay demo deposit design document draft drop end engineer estimate exchange experiment export
    face fax feed file finance fix forecast form function hand haul head host house impact import
    interview inventory issue lead lease lift load loan log mail map market match measure mentor mix
    model monitor mount network note notice offer order outline outsource own package pass patrol pay
    permit phone pick pilot plan plant play point position post practice praise precept price print
    process program project prospect prototype purchase question rank rate reach record rent report
    request research rest return review reward ride rise risk save scan schedule scope score screen seal
    search service ship sign sketch sort source split sponsor staff stand start stock stop store
    structure study support surface survey sweep switch target tend test trade train transport treat
    triage trial trust try value view volunteer wait wash waste watch wire work yield
    """.split()
)
_NOUN_GERUNDS = frozenset(
    """
    accounting advertising auditing baking banking bartending batching bedding being bidding billing
    blasting bookkeeping brainstorming branding breastfeeding brewing briefing budgeting building
    caching casting cataloging cataloguing catering ceiling cleaning clothing clustering coaching
    coating coding commissioning computing consulting cooking copywriting costing counseling counselling
    cutting debugging dispatching diving dosing drafting drawing dressing drilling driving editing
    engineering estimating evening experimenting farming fencing filing financing finishing firefighting
    forecasting fundraising gaming gardening glazing grading grinding handling hiring housekeeping
    housing imaging indexing interviewing landscaping learning lending licensing lighting listening
    logging machining manufacturing mapping marketing meaning mentoring merchandising messaging milling
    mining mixing modeling modelling molding monitoring morning motoring networking nursing onboarding
    outsourcing packaging painting parenting parking paving photocopying piping planning plastering
    plumbing pricing processing profiling programming proofreading prospecting prototyping purchasing
    rating reading receiving recruiting rendering reporting rigging roadmapping roofing routing
    safeguarding sampling scaffolding scanning scheduling screening scripting selling sequencing
    servicing setting shipping signaling sourcing spring staffing storytelling streaming string
    surveying suturing swing switching tagging teaching telemarketing testing thing tiling timekeeping
    tooling tracking trading training triaging troubleshooting tuning turning tutoring typesetting
    typing underwriting upselling waitressing warehousing wedding weighing welding wireframing wiring
    writing
    """.split()
)
_ADJECTIVE_PARTICIPLES = frozenset(
    """
    accredited advanced aged aided applied armed assisted augmented automated based bed centered
    certified chartered combined computerized connected controlled converted distributed embed embedded
    enlisted federated feed finished fixed focused generated guided hosted integrated led licensed
    managed mixed motorized need oriented prescribed pressurized printed published registered regulated
    sealed seed shared shed specialized speed structured supervised unstructured unsupervised validated
    weed wired
    """.split()
)

MODIFIERS = frozenset(
    """
    able accelerated accurate actionable active actual additional adequate adjacent advanced ambiguous
    ambitious ample annual applicable appropriate approved aspiring assigned associated available
    award-winning basic best best-in-class better big bold brand-new bright broad busy calm careful
    certain clean clear clever close closing cohesive cold collaborative common compelling competent
    competitive complete complex comprehensive concise confident considerable consistent continued
    conversion-focused core correct corresponding creative critical current cutting-edge daily
    data-driven data-intensive day-to-day decent dedicated deep demonstrable demonstrated designated
    desired detail-oriented detailed different difficult direct diverse due dynamic eager early easy
    effective effectively efficient emerging end-user energetic engaged engaging enthusiastic entire
    entry-level equivalent essential established ethical ever-changing evident exact excellent
    exceptional exciting existing expanding experienced expert expert-level extensive external extra
    extraordinary familiar fast fast-growing fast-paced favourable final fine finished first first-class
    flawless flexible fluent formal foundational frequent fresh friendly full full-time fun functional
    fundamental future general generally genuine given global good great growing hands-on happy hard
    hard-working healthy heavy high high-growth high-impact high-performing high-quality high-volume
    highest holistic honest huge ideal identified immediate impactful important impressive in-depth
    individual initial innovative inspiring interested interesting intermediate internal intuitive
    junior keen key knowledgeable large large-scale larger last latency-sensitive latest lead leading
    like listed local logical long long-term longer low main major mature maximum meaningful measurable
    mere mid mid-level minimal minimum minor mission-critical moderate modern modern-day modest monthly
    motivated multiple natural neat necessary needed new next nice novel numerous obvious official
    ongoing open optimal optimum optional ordinary organized other outstanding overall oversize own
    part-time particular passionate perfect performant permanent personal pleasant polished popular
    positive possible potential powerful practical precise preferred previous primary principal prior
    prioritized proactive production-grade productive professional proficient progressive prompt proper
    proven punctual qualified quality quick rapid rare real real-world reasonable recent recognised
    recognized regular related relevant reliable required respectful respective responsible
    results-driven results-oriented rewarding rich right rigorous robust routine safe same satisfactory
    scalable seamless seasoned seated second secure self-motivated senior senior-level sensible serious
    several sharp short short-term significant similar simple skilled skillful small smaller smart
    smooth sole solid sophisticated sound special specialised specialized specific sr standard
    state-of-the-art steady straightforward strong strongest stunning subsequent substantial successful
    sufficient suitable superb superior supportive sure sustainable talented tangible technically
    thorough tight timely top top-tier total tough traditional transferable transparent true trusted
    typical unique universal unparalleled up-to-date upbeat useful user-facing user-friendly usual valid
    valuable varied various vast verifiable vibrant vital warm weekly well-designed well-organized wide
    willing wonderful world-class world-renowned year-round young
    """.split()
)
"""Adjectives that praise or grade; trimmed off the front of a phrase."""

GENERIC_HEADS = frozenset(
    """
    abilities ability access accordance account accounting accounts act activities activity acts
    addition advice analysis analyst app applicants application applications approach approaches apps
    aptitude architecture area areas aspect aspects assignment assistance assistant attitude authority
    availability back background bases basics basis benefit benefits bodies body brief budget budgets
    building buildings business businesses calm campaign campaigns candidate candidates capabilities
    capability capacity card cards care career case cases certificate certificates certification
    certifications change changes channel channels class classes client clients code codes colleagues
    collection combination command commitment committee communication communications communities
    community companies company competence competencies competency compliance component components
    computer computers concept concepts condition conditions connection consultant content contents
    contract contracts cost costs course courses coursework credential crew crews culture customer
    customers data day days deadline deadlines decision decisions degree degrees delivery department
    departments design detail details developer developers development devices diagrams direction
    directions director discipline disciplines document documentation documents domain domains drawings
    drive duties duty education effort efforts element elements employee employees end endpoints energy
    engineer engineering engineers environment environments equipment essentials event events example
    examples executive executives exercises expenses experience experiences expertise exposure face
    faces facilities facility factor factors familiarity families family feature features feedback field
    fields file files finance finding findings firm firms fluency follow-up following form forms
    foundation framework frameworks front function functions fundamentals goal goals grasp group groups
    growth guidance guidelines hand hands health height help higher history holder hours idea ideas
    impact implementation improvement improvements individual individuals industries industry
    information infrastructure initiative initiatives input inputs insight insights institution
    institutions instruction instructions instruments integration integrations intent interest interests
    internals internet issue issues items job jobs kind kinds knowledge language languages law laws lead
    leader leaders leadership leads legal level levels libraries library licence license life lifecycle
    lifecycles line lines lives location locations lower machines maintenance management manager
    managers manner marketing mastery material materials matter matters measure measures media medium
    meeting meetings member members method methodologies methodology methods metric metrics mindset
    mission mix model models months name names need needs number nurse objective objectives office
    officer offices operations opportunities opportunity order orders organisation organisations
    organization organizations others outcome outcomes output pace package packages part partner
    partners parts patient patients pattern patterns people performance period periods person personnel
    persons perspective pipeline pipelines plan planning plans platform platforms plus point points
    policies policy portfolio portfolios position positions practice practices presence pressure
    principle principles priorities priority problem problems procedure procedures process processes
    product products professional professionals proficiency program programme programmes programs
    project projects public purpose purposes qualification qualifications quality question questions
    range recommendation recommendations record records regulation regulations report reporting reports
    request requests requirement requirements residents resolution resource resources responsibilities
    result results retailers rights role roles rule rules safety sales scale schedule schedules school
    schools scope sector sectors security selection series service services set sets setting settings
    shift shifts side sides sight site sites skill skills software solution solutions space specialist
    specification specifications stack staff stage stages stakeholders standard standards standpoint
    start state statement statements states step steps strategies strategy student students subject
    subjects success suite suites supervision supervisor supplies support system systems task tasks team
    teams technician technique techniques technologies technology telephone term terminology terms test
    testing tests theories theory time times tool tooling tools toolset top topic topics track trade
    trades training transaction transactions transportation travel trend trends type types understanding
    unit units university usage use user users value values variety vehicle vehicles vendor vendors
    version versions view views vision visitors volunteer volunteers way ways week weeks width word
    words work worker workers workflows working works world year years
    """.split()
)
"""Nouns that say little by themselves: alone they are no term."""

TRIMMED_TAILS = frozenset(
    """
    abilities ability abroad activities applications area areas attempts background basics best
    capabilities companies competencies competency concepts constraints coursework degree domain duties
    efforts endpoints environment environments equipment etc experience experiences expertise exposure
    familiarity features field fields firms framework frameworks fundamentals guidelines industries
    industry initiatives instruments internals issues job knowledge language languages level levels
    libraries library managers materials matters members methodologies methodology methods metrics needs
    organisations organizations patterns personas pipelines platform platforms position positions
    possibilities practices practitioners principles problems procedures processes professionals
    proficiency programs projects purposes requirements responsibilities role roles sector sectors
    services setting settings skill skills solutions specialists specifications stack stacks staff
    standards strategies suite suites supplies systems task tasks team teams technique techniques
    technologies technology terminology tests theory tool tools toolset topics trends understanding work
    workflows working
    """.split()
)
"""Trailing nouns taken off where something more telling stands before them."""

SPOILERS = frozenset(
    """
    401 401k 403b accredited age agency-fee allowance ancestry anything applicant applicant's applicants
    application apply appointed appointment april attached attachment august ausbildung basis benefit
    benefits bit board bonus bonuses bulletin bureau candidate candidate's candidates charter cities
    citizenship city club coffee college color colour commission commute company's compensation
    completion council county course-titles cover covid-19 culture cv cvs day days deadline december
    dental department disabilities disability discriminate discrimination division dream eeo eligibility
    eligible employer employer's employers employment eoe equal equity erfahrung evening evenings
    everything exam examination exams february filing fluency friday fun gender graduation guru
    headquarters hiring holiday holidays hour hours hrs hybrid institution institutions insurance
    interview interviews january job's journey july june kenntnisse lack lacking lbs leave letter lgbtq
    life likelihood lives lot lots love major majors march mayor minute minutes mission monday month
    months night nights ninja no noon nothing november october on-site onsite opportunities opportunity
    ordinance orientation origin overtime paid paid-time-off parking passion passions pay pension perks
    possession pounds promotional proof pto qualifications quality-of-life quarter questionnaire
    questionnaires race rank reciprocity recruiter referee referees reimbursement religion remote resume
    resumes rights rockstar room résumé résumés salaries salary saturday scale-up score scores section
    self-starter semester sense september sex shift shifts sick snacks something sponsorship start-up
    startup state states status stipend substituted sunday thing things thursday toapply touch
    transcript transcripts tuesday u.s units university unknown usa vacancies vacancy vacation
    vaccination veteran visa vision vwe wednesday week weekend weekends weeks weight wellness
    world-changing year years yr yrs
    """.split()
)
"""A phrase with one of these is about the offer, the person or the procedure, not about the work."""

PLACES = frozenset(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee
    texas utah vermont virginia washington wisconsin wyoming england scotland wales ireland britain
    australia australian canada canadian germany france spain italy netherlands poland romania portugal
    austria switzerland belgium india singapore europe london paris berlin melbourne sydney toronto
    chicago boston seattle denver austin
    """.split()
)
"""Places; trimmed off the front of a phrase, and no term by themselves."""

SOFT = frozenset(
    """
    accountability accuracy adaptability analytical autonomie belastbarkeit collaboration commitment
    communication creativity curiosity discretion discrétion dynamisme eigeninitiative empathy
    enthusiasm flexibility flexibilität independence initiative integrity interpersonal
    kommunikationsstärke leadership listening mentoring mentorship motivation multi-tasking multitasking
    negotiation organisation organisational organization organizational ownership polyvalence
    presentation problem-solving professionalism punctuality reliability resilience rigor rigour rigueur
    teamfähigkeit teamwork zuverlässigkeit
    """.split()
)
"""Single words for qualities of a person: terms of the least weight."""

SOFT_PHRASES = frozenset(
    phrase.strip()
    for phrase in """
    analytical skills; analytical thinking; attention to detail; communication; communication skills;
    critical thinking; cross-functional teams; customer focus; decision making; high standards;
    interpersonal skills; leadership skills; multiple priorities; oral communication; organisational
    skills; organizational skills; positive attitude; presentation skills; problem solving; problem-
    solving; problem-solving skills; self motivation; sense of humour; strategic thinking; team
    player; team spirit; time management; verbal communication; work ethic; written communication
    """.replace("\n", " ").split(";")
)


def breakers(language: str) -> frozenset[str]:
    """Words that end a phrase in `language`; English ones always count, ads mix them in."""
    if language == "en":
        return _EN
    return _OTHER.get(language, _EN)


_EN = frozenset(_BREAKERS["en"].split())
_EN_LIGHT = frozenset("and or the of to for with in on at by from we you your our".split())
_OTHER = {language: _EN_LIGHT | frozenset(words.split()) for language, words in _BREAKERS.items()}

JOINERS = {
    "fr": frozenset("de d' du des d’ à".split()),
    "es": frozenset("de del".split()),
    "it": frozenset("di del della dei delle al da".split()),
    "pt": frozenset("de da do das dos".split()),
    "ro": frozenset("de".split()),
}
"""Prepositions that may stand once inside a term of a Romance language ("gestion de projet")."""


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


_VERB_FORMS = (
    _VERBS
    | {_third_person(verb) for verb in _VERBS}
    | frozenset(
        """
    built bought brought done drawn driven given grown held kept known led made met overseen run seen sent
    shown sold spoken taken taught told understood won worn written
    """.split()
    )
)
_VERBS_AT_START = _NOUN_VERBS | {_third_person(verb) for verb in _NOUN_VERBS} | _NOUN_GERUNDS


def is_verb(word: str) -> bool:
    """Whether a lower-case English word is a verb wherever it stands, gerunds and participles included
    unless they are used as nouns and adjectives ("marketing", "distributed")."""
    if word.endswith("ing") and len(word) > 4:
        return word not in _NOUN_GERUNDS
    if word.endswith("ed") and len(word) > 3:
        return word not in _ADJECTIVE_PARTICIPLES
    return word in _VERB_FORMS


def is_participle(word: str) -> bool:
    """Whether a word in -ed is one, not a noun such as "speed"."""
    return word not in ("bed", "feed", "need", "seed", "shed", "speed", "weed")


def is_verb_at_start(word: str) -> bool:
    """Whether a word is a verb at the start of a clause and after "to", a noun elsewhere."""
    return word in _VERBS_AT_START


_ADJECTIVE = re.compile(r"(?:[^e]al|ive|ous|able|ible|ful|less|ic|ary|lar)$")
_NOUNS_LIKE_ADJECTIVES = frozenset(
    """
    appraisal approval arithmetic capital ceramic clinic collar cosmetic disposal dollar fabric glossary
    hospital journal library logic logistic material mechanic motive music narrative parental payroll
    pedal plastic portal proposal public referral removal renewal rental retail rival seminar signal
    terminal topic traffic tutorial
    """.split()
)


def is_adjective(word: str) -> bool:
    """Whether a lower-case English word looks like an adjective ("governmental", "hydraulic")."""
    return word not in _NOUNS_LIKE_ADJECTIVES and bool(_ADJECTIVE.search(word))
