"""Word lists for finding terms in a job ad: what ends a phrase, what is trimmed off it, what spoils it."""

from __future__ import annotations

_BREAKERS = {
    "en": "a about above across after against all along also am among amongst an and any anyone anything are around as "
    "at available be because become been before behind being below between both but by can cannot candidate candidates could "
    "despite did do does doing don't down during each eg either else etc even every everyone everything for from further "
    "get gets getting go had has have having he her here hers him his how however i ie if in including include includes "
    "incl inc into is it its it's just like ll may me might more most much must my near nor not of off on once one only onto or "
    "other others our ours out over own per plus re regarding same shall she should since so some someone such than that "
    "the their theirs them then there these they this those through throughout till to together too toward towards "
    "under until up upon us very via was we well were what when where whether which while who whom whose why will with "
    "within without would yet you your yours yourself you'll you're you've we're we've we'll they're w vs versus s "
    "thrive thrives enjoy comfortable willing willingness able ability abilities capable capability passion passionate "
    "least minimum maximum approximately usually often always never currently directly closely effectively efficiently "
    "independently similar equivalent closely related relevant preferably ideally essential required preferred desirable "
    "desired necessary mandatory needed plus advantage advantageous nice bonus appreciated helpful useful highly",
    "de": "der die das und ist im in den dem des ein eine einer eines einem einen für mit auf von zu zur zum sie wir ihr ihre "
    "ihren ihrer ihrem unser unsere unserem unseren unserer als bei auch sowie nicht werden wird sind über nach durch haben hast hat "
    "oder an aus um sich bis seit du dein deine deinen deiner dich dir uns euch mindestens idealerweise wünschenswert vorteil "
    "gerne gern erforderlich zwingend sehr gute guter gutes gutem guten sicher sichere sicherer sicheren mehrjährige mehrjährig "
    "erste fundierte fundiertes ausgeprägte ausgeprägtes hohe hoher abgeschlossene abgeschlossenes abgeschlossen bzw "
    "z b wie etwa insbesondere im bereich umgang kann können soll muss einem suchen suchst bringst bieten übernimmst",
    "fr": "le la les des du de d un une et est en dans pour avec sur par au aux vous nous votre vos notre nos qui que ou être sont "
    "plus ce cette ces ses son sa leur leurs chez depuis ainsi afin à l s se y ne pas très bonne bon bonnes bons ans an minimum "
    "maîtrise maîtrisez connaissance connaissances expérience expériences idéalement souhaité souhaitée apprécié appréciée exigé "
    "équivalent titulaire justifiez tenue participation relation esprit lors tout toute tous toutes selon sous entre vers",
    "es": "el la los las de del un una unos unas y e es en para con por al se su sus que o u nuestro nuestra más como son ser "
    "sobre desde hasta también tu tus muy este esta entre sin lo te nos años año experiencia conocimiento conocimientos manejo "
    "dominio mínimo mínima deseable valorable imprescindible buscamos ofrecemos equivalente similar buen buena nivel capacidad",
    "it": "il lo la i gli le di del della dei delle degli un uno una e ed è in nel nella nei per con da dal dalla alla al ai che o "
    "si sono come più nostro nostra presso tra su sul sulla non anni esperienza conoscenza buona buono ottima minimo preferibile "
    "gradita richiesta cerchiamo offriamo almeno capacità",
    "nl": "de het een en van in op voor met te aan bij je jij wij ons onze als is zijn naar door over ook niet of die dat wordt "
    "worden uit om tot jouw binnen heb hebt ben jaar u uw ervaring kennis minimaal goede goed pré affiniteit",
    "pl": "i w z na do się nie jest są oraz dla od po przez za o że co jak lub przy pod nad ze we nasz nasza naszej jako który "
    "która które lat min doświadczenie znajomość bardzo dobra dobry mile widziane umiejętność wymagana",
    "ro": "și si în in de la cu pe din un o este sunt pentru prin ca sau să nu al a ai ale care mai către fi minim minimum ani "
    "experiență cunoștințe bune foarte constituie avantaj căutăm oferim",
    "pt": "o a os as de do da dos das um uma e é em no na nos nas para com por ao à que se ou sua seu nossa nosso mais como são ser "
    "entre sobre pela pelo anos experiência conhecimento conhecimentos domínio mínimo desejável procuramos oferecemos bom boa",
}

_VERBS = (
    "accept accomplish achieve acquire act adapt add address adhere administer adopt advance advise advocate align allocate analyse "
    "analyze answer anticipate appoint appraise apply arrange articulate ask assemble assess assign assist assure attain attend attract "
    "author automate balance begin bring build buy calculate calibrate care carry celebrate challenge champion chair clarify "
    "clean close collaborate collect combine communicate compile complete comply compute conceive conduct configure connect consider "
    "consolidate construct consult contribute convert convey coordinate correct craft create cultivate debug decide define "
    "deliver demonstrate deploy derive describe detect determine develop devise diagnose differentiate direct discover discuss "
    "dispatch dispose disseminate distribute draft drive educate elevate eliminate embrace employ empower enable encourage "
    "enforce engage enhance ensure enter establish evaluate evolve examine execute exercise exhibit expand expedite explain "
    "explore extend extract facilitate familiarize file fill find focus follow form formulate foster fulfil fulfill gain gather generate "
    "give govern grow guide handle help hire hold identify illustrate implement improve incorporate increase influence inform "
    "initiate innovate inspect inspire install instruct integrate interact interface interpret interview introduce investigate "
    "issue join keep know launch learn leverage liaise listen locate log look maintain make manage maximize measure meet mentor "
    "migrate minimize mitigate modernize modify motivate move navigate negotiate nurture observe obtain offer operate optimise "
    "optimize orchestrate organise organize originate oversee own participate partner perform persuade pioneer place possess "
    "prepare prescribe present preserve prevent prioritise prioritize proactively process procure produce promote propose protect prove provide "
    "publish pursue push put qualify reach read receive recognise recognize recommend reconcile record recruit reduce refine refer reinforce "
    "relate relocate remain render repair replace represent request require resolve respond restore retain retrieve "
    "revise run safeguard secure seek select sell send serve set shape share show simplify solicit solve source "
    "spearhead specify speak standardize start stay steer stimulate streamline strengthen strive study submit succeed suggest "
    "summarise summarize supervise supply surface sustain synthesize take talk teach tell thrive track train transfer transform translate "
    "transport treat triage troubleshoot tune turn understand undertake update upgrade use utilise utilize validate verify visit visualize "
    "want welcome win work write"
)
_NOUN_VERBS = (
    "access account assemble audit benchmark bill blend brief budget cable campaign care catalog chart check coach code contract control cost "
    "counsel debug demo design document draft engineer estimate experiment export file finance forecast form function hand host import interview "
    "inventory issue lead lift log map market measure mentor mix model monitor network note offer order outline outsource own package pick pilot plan "
    "position post practice precept price process program project prospect prototype purchase question rank rate record report request research review risk scan "
    "schedule scope score screen search service ship sketch source sponsor staff stock store structure study support surface survey sweep "
    "target tend test trade train transport treat triage trial value view volunteer watch wire work"
)
_NOUN_GERUNDS = (
    "accounting advertising auditing banking bidding billing bookkeeping branding briefing brainstorming budgeting building "
    "caching cataloging cataloguing catering cleaning clustering coaching coding commissioning computing consulting cooking copywriting "
    "costing counseling counselling debugging dispatching dosing drafting drawing editing engineering estimating experimenting farming "
    "filing financing firefighting fundraising gaming gardening grading hiring housekeeping imaging interviewing landscaping "
    "learning lending licensing listening logging machining manufacturing mapping marketing mentoring merchandising messaging "
    "modeling modelling monitoring motoring networking nursing onboarding outsourcing packaging painting parenting phlebotomy "
    "photocopying planning plumbing pricing processing procurement programming proofreading prospecting prototyping purchasing "
    "receiving recruiting rendering reporting rigging roadmapping roofing routing safeguarding sampling scaffolding scanning "
    "scheduling screening scripting selling sequencing servicing shipping signaling sourcing staffing storytelling streaming "
    "surveying teaching telemarketing testing timekeeping tooling tracking trading training troubleshooting tutoring typesetting "
    "typing underwriting upselling warehousing weighing welding wireframing wiring writing reading tuning forecasting indexing "
    "handling tagging dressing suturing triaging breastfeeding switching sequencing profiling"
)
_ADJECTIVE_PARTICIPLES = (
    "accredited advanced applied automated based certified chartered connected distributed embedded enlisted fixed guided hosted integrated licensed "
    "managed motorized paid printed published registered regulated shared structured supervised unstructured unsupervised validated "
    "controlled finished sworn federated augmented generated driven centered focused oriented led facing"
)

MODIFIERS = frozenset(
    "able academic-level accurate active actual additional adequate advanced ambitious ample annual appropriate aspiring available basic best better big "
    "bold bright broad brand-new busy careful certain clean clear clever close closing cohesive cold collaborative commercial-minded common "
    "compelling competent competitive complete complex comprehensive concise confident consistent considerable continued core correct creative "
    "critical current cutting-edge daily day-to-day decent dedicated deep demonstrable demonstrated desired detailed detail-oriented different "
    "difficult direct diverse dynamic eager early easy effective efficient emerging energetic engaged engaging enthusiastic entire "
    "essential established ethical evident exact excellent exceptional exciting existing expanding experienced expert expert-level extensive external "
    "extra extraordinary familiar fast fast-growing fast-paced favourable final fine first first-class flawless flexible formal foundational frequent fresh "
    "friendly full full-time fun functional fundamental future general generally genuine global good great growing hands-on happy hard "
    "hard-working healthy heavy high high-growth high-impact high-performing high-quality high-volume highest holistic honest huge ideal "
    "immediate impactful important impressive in-depth individual initial innovative inspiring interesting internal interpersonal-minded "
    "interested intuitive keen key knowledgeable large large-scale larger last latest leading like local logical long long-term low main major "
    "mature maximum meaningful measurable mid-level minimal minimum minor modern modest moderate motivated multiple natural neat necessary new next nice "
    "novel numerous obvious official ongoing open optimal optimum optional ordinary organized other outstanding overall own part-time particular "
    "passionate perfect performant permanent personal pleasant polished popular positive possible potential powerful practical precise preferred "
    "previous primary prior proactive production-grade production-level productive professional proficient progressive prompt proper proven punctual "
    "quality quick rapid rare real real-world reasonable recent recognized recognised regular related relevant reliable required respectful "
    "responsible rewarding rich right rigorous robust routine safe same satisfactory scalable seamless seasoned second secure self-motivated senior-level "
    "sensible serious several sharp short short-term significant similar simple skilled skillful small smart smooth solid sound special "
    "specialized specialised specific standard state-of-the-art steady straightforward strategic-minded strong strongest stunning subsequent "
    "substantial successful sufficient suitable superb superior supportive sure sustainable talented tangible technical-minded tight timely top "
    "top-tier total tough traditional transferable transparent true trusted typical unique universal unparalleled upbeat up-to-date useful usual valid valuable "
    "varied various vast verifiable vibrant vital warm well-designed well-organized wide willing wonderful world-class world-renowned written-level young year-round "
    "working paid equivalent general applicable associated efficient effectively oral verbal written-verbal "
    "performance-minded user-friendly user-facing best-in-class award-winning data-intensive mission-critical ever-changing "
    "minimum-level modern-day conversion-focused results-driven results-oriented data-driven visual-minded adequate bachelor-level "
    "designated assigned listed identified needed respective actionable prioritized corresponding finished technically "
    "high-performance-minded sophisticated efficient overall cross-team end-user latency-minded latency-sensitive essential given "
    "entry-level junior mid mid-level intermediate lead principal staff-level open-minded qualified experienced registered-level accelerated "
    "public-minded medium".split()
)
"""Adjectives that praise or grade; trimmed off the front of a phrase."""

GENERIC_HEADS = frozenset(
    "experience experiences skill skills knowledge understanding familiarity proficiency expertise background exposure "
    "ability abilities capability capabilities competence competency competencies aptitude fluency command grasp foundation mastery "
    "track record history years year months hours principles principle concepts concept techniques technique methods method methodology "
    "methodologies practices practice fundamentals basics essentials tools tool toolset tooling technologies technology techniques "
    "platforms platform frameworks framework libraries library languages language systems system software application applications apps app "
    "solutions solution services service products product environment environments industry industries sector sectors "
    "field fields area areas domain domains discipline disciplines space settings setting world teams team staff members member "
    "colleagues people personnel professionals professional roles role position positions job jobs career work works working tasks task "
    "duties duty activities activity responsibilities projects project initiatives initiative programs program programmes programme processes process "
    "procedures procedure workflows operations functions function features feature components component issues issue problems problem matters matter "
    "needs need goals goal objectives objective requirements requirement standards standard guidelines policies policy "
    "patterns pattern strategies strategy efforts effort trends trend topics topic subjects subject terminology terms term theory theories "
    "equipment materials material machines supplies instruments devices items resources resource data information documentation documents document "
    "reports report records packages package suite suites stack pipelines pipeline models model lifecycle lifecycles internals endpoints "
    "companies company firms firm organizations organization organisation organisations clients client customers customer stakeholders users user partners "
    "partner vendors vendor candidates candidate applicants students student patients patient residents visitors public "
    "level levels type types kind kinds range variety series set sets number combination mix part parts parts order orders basis way ways course courses "
    "training coursework degree degrees qualification qualifications certification certifications certificate certificates license "
    "licence credential plus impact results result outcomes outcome success quality levels performance growth development improvement improvements "
    "support management analysis design testing research planning implementation integration integrations delivery maintenance "
    "architecture infrastructure security compliance communication communications reporting engineering engineer engineers developer developers "
    "consultant specialist analyst manager managers assistant nurse technician officer supervisor director executives executive leaders leader leadership "
    "case cases content details detail media use usage time times opportunities opportunity access value values benefit benefits "
    "standpoint perspective mindset attitude approach approaches best-practices aspects aspect factors factor elements element ideas idea "
    "questions question decisions decision recommendations recommendation insights insight findings finding feedback input inputs output "
    "changes change costs cost expenses business businesses group groups unit units department departments facility facilities "
    "building buildings site sites office offices location locations community communities family families individuals individual others "
    "meeting meetings events event campaigns campaign channels channel metrics metric measures measure plans plan schedules schedule "
    "budgets budget accounts account sales marketing finance accounting legal matters vehicles vehicle tests test exercises "
    "life care health safety purpose purposes intent scale scope capacity regulations regulation laws law rules rule codes code "
    "specifications specification drawings instructions instruction diagrams transactions transaction contracts contract requests request "
    "matter lives day days week weeks shift shifts crew crews employees employee workers worker team's name names interests interest "
    "workers hands hand face faces world drive energy pace priorities priority deadlines deadline pressure direction directions supervision "
    "guidance advice assistance help presence follow-up following culture mission vision strategy portfolio portfolios brief".split()
)
"""Nouns that say little by themselves: alone they are no term, and most are trimmed off the end."""

TRIMMED_TAILS = frozenset(
    "experience experiences skill skills knowledge understanding familiarity proficiency expertise background exposure ability abilities capabilities "
    "competency competencies principles concepts techniques technique methods methodology methodologies practices fundamentals basics "
    "tools tool toolset technologies technology platforms platform frameworks framework libraries library languages language environment environments industry industries "
    "sector sectors field fields area areas domain settings setting teams team staff members roles role position positions job work working "
    "tasks task duties activities responsibilities initiatives solutions best constraints possibilities "
    "terminology internals stack stacks suite suites patterns strategies processes procedures endpoints "
    "companies firms organizations organisations professionals etc practitioners efforts trends topics issues matters purposes "
    "needs level levels systems applications services features programs projects workflows pipelines guidelines "
    "standards specifications metrics personas attempts abroad capabilities degree coursework theory tests instruments "
    "materials equipment supplies matters problems requirements specialists managers".split()
)
"""Trailing nouns taken off where something more telling stands before them."""

SPOILERS = frozenset(
    "salary salaries compensation pay paid-time-off pto insurance dental vision 401k 401 403b pension bonus bonuses equity perks benefits benefit "
    "wellness stipend reimbursement allowance vacation holiday holidays leave sick weekend weekends monday tuesday wednesday thursday friday saturday sunday "
    "january february march april june july august september october november december "
    "race color colour religion sex gender orientation ancestry veteran citizenship disability disabilities discrimination discriminate "
    "resume resumes résumé cv application applicant applicants apply interview interviews cover letter referee referees "
    "opportunity opportunities employer employers employment equal eeo eoe hiring recruiter agency-fee "
    "company's mission vision culture passion passions lives world-changing dream journey "
    "candidate candidates self-starter rockstar ninja guru hours hour hrs shift shifts year years yr yrs month months week weeks day days minute minutes age "
    "lbs pounds fun coffee snacks parking commute vaccination covid-19 lgbtq status origin eligible eligibility sponsorship visa "
    "headquarters startup start-up scale-up hybrid remote onsite on-site deadline filing vwe "
    "thing things lot lots bit something anything everything nothing sense touch love life "
    "lack semester quarter units transcript transcripts proof possession completion graduation".split()
)
"""A phrase with one of these is about the offer, the person or the procedure, not about the work."""

SOFT = frozenset(
    "communication teamwork collaboration leadership problem-solving adaptability flexibility initiative creativity reliability "
    "punctuality multitasking multi-tasking organization organisation interpersonal organizational organisational analytical "
    "presentation motivation empathy integrity accuracy curiosity ownership accountability rigour rigor discretion enthusiasm "
    "resilience independence mentoring mentorship negotiation listening professionalism "
    "teamfähigkeit kommunikationsstärke zuverlässigkeit eigeninitiative flexibilität belastbarkeit rigueur discrétion autonomie "
    "dynamisme polyvalence organisation".split()
)
SOFT_PHRASES = frozenset(
    (
        "communication skills",
        "written communication",
        "verbal communication",
        "oral communication",
        "interpersonal skills",
        "attention to detail",
        "time management",
        "problem solving",
        "problem-solving",
        "critical thinking",
        "analytical thinking",
        "strategic thinking",
        "team player",
        "work ethic",
        "decision making",
        "organizational skills",
        "organisational skills",
        "analytical skills",
        "presentation skills",
        "leadership skills",
        "customer focus",
        "sense of humour",
    )
)


def breakers(language: str) -> frozenset[str]:
    """Words that end a phrase in `language`; English ones always count, ads mix them in."""
    if language == "en":
        return _EN
    return _EN_LIGHT | frozenset(_BREAKERS.get(language, "").split())


_EN = frozenset(_BREAKERS["en"].split())
_EN_LIGHT = frozenset("and or the of to for with in on at by from we you your our".split())

JOINERS = {
    "fr": frozenset("de d' du des d’ à".split()),
    "es": frozenset("de del".split()),
    "it": frozenset("di del della dei delle".split()),
    "pt": frozenset("de da do das dos".split()),
    "ro": frozenset("de".split()),
}
"""Prepositions that may stand once inside a term of a Romance language ("suivi de trésorerie")."""


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _inflected(verb: str, ending: str) -> set[str]:
    if verb.endswith("e") and not verb.endswith("ee"):
        return {verb[:-1] + ending}
    if verb.endswith("y") and ending == "ed" and verb[-2] not in "aeiou":
        return {verb[:-1] + "ied"}
    doubled = verb[-1] not in "aeiouwxyhkgr" and verb[-2] in "aeiou" and verb[-3:-2] not in tuple("aeiou")
    forms = {verb + ending}
    return forms | {verb + verb[-1] + ending} if doubled else forms


_BASES = frozenset(_VERBS.split())
_AMBIGUOUS_BASES = frozenset(_NOUN_VERBS.split())
_GERUNDS = {form for verb in _BASES | _AMBIGUOUS_BASES for form in _inflected(verb, "ing")}
_PARTICIPLES = {form for verb in _BASES | _AMBIGUOUS_BASES for form in _inflected(verb, "ed")}
_IRREGULAR_PARTICIPLES = frozenset(
    "built bought brought done driven given grown held kept known led made met overseen run sold sent set shown "
    "spoken taken taught told understood won written".split()
)

VERBS = (
    (_BASES - _AMBIGUOUS_BASES)
    | {_third_person(verb) for verb in _BASES - _AMBIGUOUS_BASES}
    | (_GERUNDS - frozenset(_NOUN_GERUNDS.split()))
    | ((_PARTICIPLES | _IRREGULAR_PARTICIPLES) - frozenset(_ADJECTIVE_PARTICIPLES.split()))
) - frozenset("integrated scope set offer".split())
"""Verb forms that end a phrase wherever they stand."""

VERBS_AT_START = (
    _AMBIGUOUS_BASES
    | {_third_person(verb) for verb in _AMBIGUOUS_BASES}
    | frozenset(_NOUN_GERUNDS.split())
    | {"own", "lead", "leads"}
)
"""Words that are verbs at the start of a clause and after "to", nouns elsewhere."""
