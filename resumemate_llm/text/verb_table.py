"""The words behind `verbs`: which verbs exist, how the irregular ones go, which of them look like
nouns or adjectives, and which mean the same at the same strength. Data only."""

from __future__ import annotations

REGULAR = tuple(
    """
    abate abide accelerate accept access accommodate accompany accomplish accrue accumulate achieve
    acknowledge acquire act activate adapt add address adhere adjudicate adjust administer admit adopt
    advance advertise advise advocate aggregate aid align allocate ambulate amend amortise amortize amplify
    analyse analyze animate annotate anodise anodize answer anticipate appeal appear apply appoint appraise
    apprise approach approve arbitrate architect archive arraign arrange articulate ascertain ask aspire
    assemble assess assign assist assure attach attain attend attest attract audit augment auscultate author
    authorise authorize automate avert avoid await award back backfill bake balance bargain batch bathe
    benchmark bend bill block blog bolt book boost bootstrap bore bottle brainstorm brand braze breach brew
    bridge brief broaden broker budget buff bundle calculate calibrate call calm campaign cancel cannulate
    capitalise capitalize caption capture care carry carve catalog catalogue categorise categorize cater
    catheterise catheterize centralise centralize certify chair champion change channel chart chase check
    circulate claim clarify classify clean cleanse clear climb clip close co-author co-ordinate coach code
    coil collaborate collate collect combine command commend commission commit communicate compare compel
    compete compile complete comply compose compost compress compute conceive concentrate conceptualise
    conceptualize conclude conduct configure confirm congratulate connect consent conserve consolidate
    construct consult contact contain containerise containerize contend continue contract contrast
    contribute control convene convert convey convince cook cooperate coordinate cope copy copyedit correct
    correlate correspond counsel cover craft crawl create crimp critique crop cross-reference cross-sell
    cross-train cultivate curate cure customise customize dampen dance date de-escalate debug deburr decide
    decipher declare decommission decorate decrease dedicate deepen deescalate defend define deflate deflect
    delegate delete delight deliver demo demolish demonstrate denote depend depict deploy depose deposit
    depreciate derive descale describe design detail detect deter determine develop devise diagnose diagram
    differentiate digitise digitize dilute dip direct disassemble disburse discharge disclose discover
    discuss disinfect dismantle dismiss dispatch dispense display dissect disseminate distribute diversify
    divert dockerise dockerize document dogfood double double-check draft drain dress drill drop duplicate
    dust earmark earn ease edit educate elevate elicit eliminate embark embed embody emphasise emphasize
    employ empower enable enact encounter encourage end endorse endure enforce engage engineer enhance
    enlarge enlist enrich enrol enroll ensure enter entertain entrust envision escalate escort establish
    estimate evacuate evaluate evoke evolve examine excavate exceed excel execute exercise exhibit expand
    expedite expense experiment explain exploit explore export express extend extract fabricate face
    facilitate familiarise familiarize fashion fast-track feature fertilise fertilize field file fill filter
    finalise finalize finance finish fire fit fix flag focus fold follow forge form format formulate forward
    foster frame free freelance fulfil fulfill fund furnish fuse gain garner gather gauge generate glaze
    govern grade graduate graft grant greet grill groom ground group grout guard guide halve handcraft
    handle handwrite harmonise harmonize harness harvest head heat help herd highlight hike hire hoist hone
    host hunt hydrate ideate identify illustrate imagine immerse immunise immunize impart implement import
    impress improve improvise inaugurate incentivise incentivize incorporate increase incubate index indict
    induct infer influence inform infuse initiate innovate inoculate input inspect inspire install instill
    institute instruct instrument insure integrate intensify interact intercept interface intern interpret
    intervene interview introduce intubate invent inventory invest investigate invigilate invite invoice
    involve iron irrigate isolate issue itemise itemize iterate join judge justify kick-start knead label
    lace landscape lathe launch layer lean lecture lessen level leverage liaise license lift limit line link
    list listen litigate live load load-test lobby localise localize locate lodge log look lower lubricate
    machine mail maintain manage maneuver manipulate manoeuvre manufacture map mark market master match
    maximise maximize measure mediate mentor merchandise merge migrate milk mill mine minimise minimize
    minute mitigate mix mobilise mobilize mock model moderate modernise modernize modify monitor mop
    motivate mount move mow multiply name narrow navigate negotiate network nominate normalise normalize
    notarise notarize note notify nudge number nurse nurture obey observe obtain offboard offer officiate
    offload oil onboard open operate optimise optimize orchestrate order organise organize orient originate
    outfit outline outpace outperform outsource overhaul overlay own pace pack package page paint pair
    palpate parallelise parallelize partake participate partner pass patch patrol pave peel perfect perform
    perm permit persist persuade petition phlebotomise phone photocopy photograph pick pickle pilot pioneer
    pitch place plan plane plant plaster plate play plead pledge plot plough plug plumb police polish pool
    populate port portray position post pour power practice practise praise precept predict preempt
    prefabricate premiere prep prepare prescribe present preserve preside press prevent preview price prime
    print prioritise prioritize probe process proctor procure produce profile program programme progress
    project promote prompt propose prosecute prospect protect prototype prove provide provision prune
    publicise publicize publish pull pump punch purchase purify pursue push qualify quality-check quantify
    quarantine quell quench query question queue quicken quilt quote race raise rally rank rate re-engineer
    reach realise realize reap reason reassure rebrand recall recap receive reclaim recognise recognize
    recollect recommend recommission reconcile recondition reconfigure reconnect reconstruct record recover
    recreate recruit rectify recycle redeploy redesign redevelop redirect redline redraft reduce reengineer
    refactor refer refine reflect reform refresh refuel refund refurbish regain regenerate register regulate
    rehabilitate rehearse rehouse reinforce reject rejuvenate relate relaunch relay release relieve relocate
    remain remediate remedy remind remit remodel remove render renegotiate renew renovate reopen reorganise
    reorganize repair repeat replace replenish replicate report reposition represent repurpose request
    rescue research reserve reshape resolve respond restock restore restructure resurface resuscitate retain
    retire retrieve retrofit return reuse revamp reverse revert review revise revitalise revitalize revive
    reward rewire rework rig rinse rivet roast roll rotate route rule safeguard salvage sample sand
    sandblast sanitise sanitize satisfy save scaffold scale scan schedule scope score scrape screen scribe
    script scrub sculpt seal season seat secure seed segment seize select separate sequence serve service
    settle shadow shape share sharpen shelve shift ship shorten showcase shred sift sign signpost simplify
    simulate sketch slash slice slow smooth solder solicit solve sort source span spearhead specialise
    specialize specify sponsor spot spray squeeze stabilise stabilize stack staff stage stain standardise
    standardize start steam steer sterilise sterilize stimulate stitch stock stop store stow straighten
    strategise strategize streamline strengthen stress stress-test stretch strip stroke structure study
    style submit subpoena succeed suggest summarise summarize supervise supply support surpass survey
    sustain suture sway switch synchronise synchronize synthesise synthesize systematise systematize
    tabulate tackle tag tailor tally target taste team telephone tend terminate test thank thaw thin tidy
    tie tighten tile time tip top total tow trace track trade train transact transcribe transfer transform
    transfuse transition translate transmit transplant transport travel treat trench triage trial trim
    triple triumph trust tune turn tutor type uncover underpin unearth unify unite unload unlock unpack
    upcycle update upgrade upload upskill urge use usher utilise utilize vaccinate vacuum validate value
    varnish vend ventilate verify vet visit visualise visualize voice void volunteer vote wait walk
    warehouse warn wash watch water wax weatherproof weed weigh welcome weld wheel whiteboard widen
    winterize wipe wire wireframe witness work wrap x-ray yield zone
    """.split()
)
"""Base forms whose past tense follows the rule."""

IRREGULAR = dict(
    pair.split(":")
    for pair in """
    be:was bear:bore beat:beat become:became begin:began bid:bid bind:bound break:broke breed:bred
    bring:brought broadcast:broadcast build:built buy:bought cast:cast catch:caught choose:chose come:came
    cut:cut deal:dealt dig:dug do:did draw:drew drive:drove eat:ate feed:fed fight:fought find:found
    forecast:forecast get:got give:gave go:went grind:ground grow:grew hang:hung have:had hear:heard hit:hit
    hold:held keep:kept know:knew lay:laid lead:led learn:learned leave:left lend:lent let:let make:made
    mean:meant meet:met offset:offset overcome:overcame oversee:oversaw pay:paid proofread:proofread put:put
    read:read rebuild:rebuilt redo:redid rerun:reran resell:resold reset:reset rethink:rethought
    retrain:retrained rewrite:rewrote ride:rode rise:rose run:ran saw:sawed say:said see:saw seek:sought
    sell:sold send:sent set:set sew:sewed shoot:shot show:showed sing:sang sit:sat speak:spoke spend:spent
    spin:spun split:split spread:spread stand:stood strike:struck sweep:swept swim:swam take:took
    teach:taught tell:told think:thought troubleshoot:troubleshot undertake:undertook underwrite:underwrote
    undo:undid upsell:upsold uphold:upheld wear:wore weave:wove win:won withdraw:withdrew write:wrote
    """.split()
)
"""Past tense of the irregular verbs; for all of these but the invariant ones past and participle are
never mixed up, because only the past tense opens a bullet."""

DOUBLING = frozenset(
    """
    admit begin bootstrap cancel channel commit compel control counsel debug deter diagram embed enrol equip
    excel expel forget format fuel fulfil infer input label level marshal model occur offset outfit patrol
    permit prefer program propel recap refer refuel remit remodel rerun reset retrofit submit total transfer
    transmit travel trial underpin unplug
    """.split()
)
"""Longer verbs that double their last consonant before -ed and -ing (British spelling for -l)."""

NOUN_LIKE = frozenset(
    """
    access act address advance aid answer appeal approach architect archive audit author award back balance
    batch beat benchmark bid bill block blog bolt book boost bootstrap bore bottle brand breach break brew
    bridge brief broker budget buff bundle call calm campaign caption care cast catalog catalogue chair
    champion change channel chart chase check claim clean clip coach code coil command commission compost
    contact contract contrast control cook copy counsel cover craft critique crop cure date deal debug
    decrease delight demo deposit design detail diagram direct discharge dispatch display document double
    draft drain draw dress drill drive drop dust ease end engineer escort excel exercise exhibit expense
    experiment exploit export express face fashion feature field file fill filter finance fire fit fix flag
    focus fold forecast form format forward frame free freelance fund fuse gain gauge glaze grade graduate
    graft grant grill groom ground group grout guard guide harness harvest head help herd highlight hike
    hire hoist hold hone host hunt import increase index influence input institute instrument interface
    intern interview inventory invoice iron issue judge label lace landscape lathe launch layer lead lean
    lecture level leverage license lift limit line link list live load lobby lodge log lower machine mail
    make map mark market master match mean measure mentor merchandise milk mill mine minute mock model
    monitor mop mount move mow name narrow network note number nurse offer oil onboard open order outline
    overhaul own pace pack package page paint pair partner pass patch patrol pay peel perfect perm petition
    phone photocopy photograph pick pilot pioneer pitch place plan plane plant plaster plate play pledge
    plot plough plug plumb police polish pool port position post pour power practice praise prep present
    press price prime print probe process proctor produce profile program programme progress project prompt
    prospect prototype provision prune pump punch purchase push query question queue quilt quote race raise
    rally rank rate reach read reason rebrand recall recap record redline reform refresh refund register
    relay release remedy render repair repeat report request rescue research reserve return reuse reverse
    review reward ride rig rise rivet roast roll route rule run salvage sample sand saw scaffold scale scan
    schedule scope score scrape screen script scrub season seat seed segment sell sequence service set
    shadow shape share shift ship show shred sign signpost sketch slice slow source span spend spin split
    sponsor spot spray spread squeeze stack staff stage stain stand start steam steer stitch stock stop
    store stress stretch strip structure study style supply support survey suture sway sweep switch tackle
    tag target taste team telephone tend test tie tile time tip top total tow trace track trade train
    transfer transition transplant transport travel treat trench triage trial trim triple trust tune turn
    tutor type update upgrade upload use vacuum value vet visit voice void volunteer vote wait walk
    warehouse wash watch water wax weed welcome weld wheel win wipe wire witness work wrap yield zone
    """.split()
)
"""Base forms that are nouns or adjectives as readily ("support", "design", "open"): verbs only where the
words that follow show it."""

ADJECTIVE_LIKE = frozenset(
    """
    advocate clear complete conduct correct delegate duplicate estimate moderate own permit secure separate
    smooth tidy
    """.split()
)
"""Base forms that open a bullet as verbs, but may be something else within it ("complete records")."""

GOES_WITH = {
    "focus": ("on",),
    "meet": ("with",),
    "partner": ("with",),
    "report": ("to",),
    "set": ("up", "out"),
    "sign": ("off", "up"),
    "travel": ("to", "between"),
    "volunteer": ("at", "as", "with", "for"),
    "work": ("with", "on", "in", "as", "alongside", "closely", "directly", "towards", "across"),
}
"""Words behind a noun-like verb that make it a verb."""

GERUND_NOUNS = frozenset(
    """
    caring challenging compelling demanding driving emerging encouraging engaging entertaining exciting
    existing growing inspiring inviting ongoing outstanding promising rewarding stimulating supporting
    welcoming winning accounting advertising auditing banking billing branding budgeting building catering
    cleaning clearing clothing coaching coding consulting cooking counselling drafting drawing dressing
    drilling editing engineering filing financing finishing fitting fixing framing fundraising glazing
    grooming hiring housing invoicing ironing landscaping leading learning lending lettering lighting
    listing machining mailing mapping marketing meeting merchandising milling mining modelling monitoring
    networking nursing offering onboarding opening operating ordering outsourcing packaging packing painting
    photocopying planning plastering plumbing pricing printing processing producing programming proofreading
    prospecting prototyping publishing purchasing rating reading reasoning recruiting reporting roasting
    roofing routing sampling scaffolding scheduling screening selling setting sewing shipping sourcing
    staffing storytelling styling surveying tasting teaching telephoning testing tiling timing tracking
    trading training troubleshooting tutoring upselling volunteering voting watering welding wiring working
    writing zoning
    """.split()
)
"""-ing forms that name a field or an activity as readily as what somebody does."""

ADJECTIVAL_PAST = frozenset(
    """
    accredited advanced applied automated balanced based certified chartered combined dedicated detailed
    distributed established experienced extended fixed guided integrated left licensed limited managed mixed
    organised organized proven qualified registered related required skilled specialised specialized
    structured targeted trained used valued wired written
    """.split()
)
"""-ed forms that describe a person or a thing as readily as what somebody did."""

PASSIVE_PAST = frozenset(
    """
    accepted accredited admitted appointed assigned awarded certified chosen commended credited elected
    employed entrusted featured headhunted hired honored honoured invited licensed named nominated promoted
    ranked rated recognised recognized seconded selected shortlisted trained trusted voted
    """.split()
)
"""Participles that, before a preposition, say what happened to the writer ("Promoted to", "Selected for")."""

DETERMINERS = frozenset(
    """
    a all an annual any both daily dozens each eight eleven every existing five four her him his hundreds it
    its many me monthly more most multiple my new nine no numerous our own quarterly seven several six some
    ten that the their them these this those thousands three twelve two us various weekly yearly your
    """.split()
)
"""Words that can follow a verb and do not follow a noun in a resume's clipped style."""

TAKES = dict(
    line.strip().split(": ")
    for line in """
    answer: calls emails enquiries inquiries phones questions
    balance: books registers tills
    book: appointments flights travel
    clean: areas equipment rooms windows
    coach: athletes clients colleagues players staff students teams
    contact: clients customers parents patients suppliers vendors
    cook: meals
    design: experiments graphics interfaces layouts logos websites
    file: documents forms papers records reports
    fix: bugs defects
    grade: assignments essays exams papers tests
    guide: clients students users visitors
    handle: cash
    help: clients customers patients students users visitors
    host: events visitors webinars
    interview: applicants candidates
    label: samples
    lead: teams
    load: trucks
    log: calls
    mark: essays papers
    market: products
    mentor: colleagues engineers students
    monitor: patients
    order: equipment materials parts stock supplies
    pack: boxes orders
    place: orders
    plan: events lessons meals menus
    process: applications claims forms invoices orders payments requests returns
    purchase: equipment materials supplies
    repair: equipment machines vehicles
    report: bugs findings issues results
    review: applications code contracts documents
    run: campaigns errands events workshops
    schedule: appointments interviews meetings staff visits
    screen: applicants candidates patients
    sell: products tickets
    ship: orders
    source: candidates materials
    stock: shelves
    support: clients customers patients students users
    teach: biology chemistry children classes english french german lessons life maths music physical science
    test: devices equipment machines software systems units
    track: costs orders results stock tickets
    train: apprentices colleagues employees interns staff students teams users volunteers
    transfer: calls patients
    treat: patients
    type: letters
    update: records
    visit: clients sites
    """.strip().splitlines()
)
"""Objects behind which a noun-like word is a verb, not half of a compound ("Contract negotiations")."""

AGENT_NOUNS = frozenset(
    """
    accountant administrator adviser advisor agent ambassador analyst apprentice architect artist assessor
    assistant associate attendant auditor author buddy buyer captain caretaker chair chairman chairperson
    chairwoman champion chef clerk co-author co-founder co-lead co-ordinator coach consultant contact
    contractor coordinator counsellor counselor curator custodian delegate demonstrator deputy designer
    developer director doctor driver editor engineer examiner facilitator fellow foreman forewoman founder
    governor handler head host inspector instructor intern interpreter investigator invigilator key-holder
    keyholder lead leader lecturer liaison librarian manager marshal mechanic mediator member mentor midwife
    moderator nurse observer officer operative operator organiser organizer owner partner pharmacist
    photographer planner practitioner preceptor president producer programmer promoter publisher
    receptionist recruiter referee rep reporter representative researcher reviewer scientist secretary
    solicitor specialist sponsor steward supervisor surveyor teacher technician tester trainee trainer
    translator treasurer trustee tutor volunteer warden winner writer
    """.split()
)
"""What a person can be: "HAZOP chair", "line manager", "member"."""

_SOFTWARE = (
    "api app application back-end backend component dashboard database feature framework front-end frontend "
    "interface model pipeline platform site software system tool web website"
)
_TEXTS = "content contract document drawing guide manual material paper presentation report statement video"
_COLLEAGUES = (
    "apprentice associate colleague designer developer doctor employee engineer hire intern manager member "
    "nurse parent partner scientist staff stakeholder starter teacher team technician"
)

SYNONYM_ROWS = f"""
accomplish > achieve
achieve > reach : goal quota target
achieve > attain
analyse > examine
analyse > study
analyze > examine
analyze > study
answer > respond to : email enquiry inquiry query question request
assess > evaluate
assist > help
attain > achieve
attain > reach
author > write
build > develop : {_SOFTWARE}
build > create : {_SOFTWARE}
build > construct : bridge deck fence frame house shed shelter wall
coach > mentor : {_COLLEAGUES}
collaborate > work | with
communicate > liaise | with
complete > finish
conduct > carry out
conduct > perform
coordinate > arrange : appointment delivery event interview logistics meeting transport travel
create > produce : {_TEXTS}
cut > reduce
cut > lower
decrease > reduce
decrease > lower
deliver > provide : advice care service support training workshop
deliver > complete : project
deliver > give : lecture lesson presentation talk
deploy > roll out
design > devise : curriculum plan procedure process program programme scheme strategy workflow
develop > build : {_SOFTWARE}
develop > devise : curriculum lesson plan policy procedure program programme strategy
develop > create : campaign course template {_TEXTS}
document > record
enhance > improve
establish > set up
evaluate > assess
exceed > surpass
facilitate > run : class discussion group meeting session training workshop
generate > produce : {_TEXTS}
generate > bring in : business income lead revenue sale
greet > welcome
grow > increase
handle > deal with
handle > take care of
head > lead
help > assist | in with
hire > recruit
identify > find
implement > put in place : control framework measure policy procedure process program system testing
improve > enhance
increase > raise
inspect > examine
inspect > check
investigate > look into
investigate > examine
launch > introduce
launch > roll out
lead > head
look after > take care of
liaise > communicate | with
lower > reduce
lower > cut
maintain > keep : book file ledger log record register
manage > run : branch department kitchen operation programme program project shop site store team
manage > administer : benefit budget database fund grant payroll
mentor > coach
migrate > move
monitor > track : budget cost expense inventory kpi metric performance progress spend stock usage
optimise > improve
optimize > improve
organise > arrange
organize > arrange
oversee > supervise
participate > take part | in
perform > carry out
perform > conduct : analysis assessment audit check inspection interview review survey test
prepare > draw up : account agreement budget plan schedule {_TEXTS}
produce > create : {_TEXTS}
provide > give : advice assistance care feedback guidance help instruction support training
provide > deliver : care service training workshop
record > log
recruit > hire : {_COLLEAGUES}
reduce > cut
reduce > lower
repair > fix
research > investigate
resolve > settle : claim complaint conflict dispute
resolve > solve
review > examine : account application claim file record {_TEXTS}
schedule > arrange : appointment delivery interview meeting travel visit
secure > obtain : approval contract fund funding grant investment permit sponsorship
simplify > streamline
solve > resolve
spearhead > lead
spearhead > head
streamline > simplify
supervise > oversee
support > assist : {_COLLEAGUES}
surpass > exceed
track > monitor
train > instruct : {_COLLEAGUES}
undertake > carry out
update > revise : curriculum handbook policy procedure {_TEXTS}
utilise > use
utilize > use
work > collaborate | with : {_COLLEAGUES}
write > author : article blog policy procedure rubric runbook {_TEXTS}
"""
"""`verb > synonym | word that must follow : nouns one of which must be its object`. A verb of two words
is replaced as a whole.

Each synonym is true wherever the first verb is: same meaning, same strength, so that no help becomes a
lead. Without a word after the bar no preposition may follow."""
