"""Terms of trade by kind of work, written by hand: well-known names that requirements are made of.

They are recognised as a whole in a job ad ("accounts payable", "point of sale"), and each is evidence of
its job family. Terms that belong to no single family stand under GENERAL. Names of the alias table
(`text.aliases`) are known besides. A term that is not listed is no worse for it: see `resume.job.keywords`
for how an ad's own wording is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..schema.profiles import JobFamily
from ..text.aliases import ALIASES
from ..text.memory import remembered
from ..text.terms import Token, matches_case, tokens

LEXICON: dict[JobFamily, str] = {
    JobFamily.ENGINEERING: """
        R; C; Java; Kotlin; Swift; Ruby; Rust; Scala; PHP; Perl; MATLAB; Julia; Haskell; Elixir;
        Dart; Flutter; COBOL; Fortran; Bash; PowerShell; shell scripting; SQL; HTML; CSS; Redux;
        Webpack; Vite; Svelte; Ember; Bootstrap; Flask; Django; Laravel; Symfony; Spring; Spring
        MVC; Hibernate; Java EE; JPA; Maven; Gradle; Git; GitHub; GitLab; Bitbucket; Jenkins;
        CircleCI; Travis CI; Argo CD; Docker; Podman; Helm; OpenShift; Terraform; CloudFormation;
        Pulumi; Ansible; Chef; Puppet; SaltStack; Prometheus; Grafana; Datadog; Splunk; ELK Stack;
        CloudWatch; Nginx; Apache; Tomcat; Linux; Unix; Ubuntu; networking; firewalls; load
        balancing; routing and switching; cloud infrastructure; cloud computing; cloud security;
        cloud migration; containerization; orchestration; service mesh; Istio; serverless;
        event-driven architecture; distributed systems; system design; software architecture;
        microservices architecture; design patterns; data structures; algorithms; concurrency;
        multithreading; memory management; API design; API development; web development; web
        applications; mobile development; mobile applications; responsive design; cross-browser
        compatibility; web accessibility; accessibility; Core Web Vitals; server-side rendering;
        state management; Storybook; Jest; Mocha; Cypress; Playwright; Selenium; Vitest; JUnit;
        pytest; test automation; automated testing; regression testing; debugging; code reviews;
        software testing; software development; software engineering; embedded systems; embedded
        software; firmware; RTOS; FPGA; Verilog; VHDL; PCB design; Arduino; robotics; ROS; control
        systems; signal processing; computer vision; image processing; deep learning; reinforcement
        learning; neural networks; transformers; feature engineering; model training; model
        deployment; model evaluation; feature stores; experiment tracking; MLflow; Kubeflow;
        recommendation systems; time series; statistical analysis; statistical modeling; predictive
        modeling; hypothesis testing; statistics; linear algebra; data science; data engineering;
        data pipelines; data modeling; data warehouse; data warehousing; data lake; data governance;
        data quality; data mining; data migration; big data; Snowflake; Databricks; dbt; Hive;
        Presto; Trino; Redis; Cassandra; Neo4j; Oracle Database; SQLite; MariaDB; Memcached;
        RabbitMQ; Pandas; NumPy; SciPy; Keras; XGBoost; Matplotlib; Seaborn; Plotly; Jupyter; query
        optimization; database administration; database design; backup and recovery; stored
        procedures; cybersecurity; information security; network security; application security;
        vulnerability management; vulnerability scanning; incident response; threat modeling;
        cryptography; OAuth; OpenID Connect; Okta; ISO 27001; SOC 2; NIST; zero trust; system
        administration; technical support; help desk; desktop support; Windows Server; VMware;
        Hyper-V; Citrix; ServiceNow; observability; on-call; high availability; scalability;
        performance tuning; performance optimization; DevOps; DevSecOps; site reliability; agile
        development; pair programming; technical documentation; civil engineering; structural
        engineering; structural design; mechanical engineering; electrical engineering; chemical
        engineering; geotechnical engineering; hydraulics; hydrology; surveying; thermodynamics;
        finite element analysis; ANSYS; CATIA; Revit; Civil 3D; tolerance analysis; design for
        manufacturing; product lifecycle management; technical drawings; engineering drawings;
        Engineer in Training; Professional Engineer; Chartered Engineer; blockchain; smart
        contracts; Solidity; Unity; Unreal Engine; game development; iOS; Android; SwiftUI; Jetpack
        Compose; Xamarin; SOAP; Salesforce development; Apex; ABAP; Softwareentwicklung;
        développement logiciel; desarrollo de software; JavaScript; TypeScript; Python; C#; C++; F#;
        Go; .NET; ASP.NET; Visual Basic; Objective-C; React; React Native; Next.js; Node.js;
        Nuxt.js; Vue.js; AngularJS; Express.js; NestJS; Three.js; D3.js; jQuery; Ruby on Rails;
        Spring Boot; Django REST Framework; FastAPI; Tailwind CSS; Sass; REST API; GraphQL; gRPC;
        WebSocket; WebAssembly; object-oriented programming; test-driven development;
        behaviour-driven development; domain-driven design; continuous integration; CI/CD; front
        end; back end; full stack; microservices; user interface; command line; software development
        life cycle; version control; unit testing; integration testing; end-to-end testing; Amazon
        Web Services; Google Cloud Platform; Microsoft Azure; Kubernetes; Amazon EC2; Amazon S3;
        Amazon RDS; Amazon ECS; Amazon EKS; AWS Lambda; Amazon SageMaker; Amazon Redshift; Google
        Kubernetes Engine; Azure Kubernetes Service; Google BigQuery; GitHub Actions; GitLab CI;
        infrastructure as code; site reliability engineering; identity and access management;
        virtual private network; single sign-on; multi-factor authentication; Active Directory;
        Microsoft Entra ID; security information and event management; intrusion detection;
        penetration testing; platform as a service; infrastructure as a service; Red Hat Enterprise
        Linux; macOS; Microsoft Windows; internet of things; TCP/IP; local area network; wide area
        network; Voice over IP; service level agreement; service level objective; Elasticsearch;
        OpenTelemetry; New Relic; ITIL; PostgreSQL; MySQL; SQL Server; T-SQL; PL/SQL; MongoDB;
        DynamoDB; NoSQL; relational databases; Apache Spark; Apache Kafka; Apache Airflow; Apache
        Hadoop; Apache Flink; scikit-learn; PyTorch; TensorFlow; Hugging Face; machine learning;
        artificial intelligence; natural language processing; large language models; generative AI;
        machine learning operations; extract, transform, load; exploratory data analysis; geographic
        information systems; WCAG; AutoCAD; SolidWorks; computer-aided design; building information
        modeling
    """,
    JobFamily.PRODUCT: """
        product management; product strategy; product roadmap; roadmap; roadmapping; product vision;
        product discovery; customer discovery; product backlog; backlog; backlog grooming; backlog
        management; backlog refinement; user stories; acceptance criteria; sprint planning; feature
        prioritization; product launch; product launches; product lifecycle; product analytics;
        product-market fit; user research; customer research; usability testing; user interviews;
        journey maps; user personas; information architecture; wireframes; wireframing; prototyping;
        interaction design; visual design; design systems; design thinking; UX design; UI design;
        product design; Figma; Sketch; InVision; Axure; Framer; Zeplin; Miro; Mixpanel; Amplitude;
        Hotjar; Pendo; Productboard; Aha!; mobile monetization; app store optimization; growth
        experiments; competitive analysis; motion design; design critique; accessibility standards;
        product owner; Produktmanagement; UserTesting; high-fidelity mockups; prototypes; mockups;
        user flows; product development; user experience; UX/UI; product requirements document;
        minimum viable product; objectives and key results; go-to-market; net promoter score; Adobe
        XD
    """,
    JobFamily.MARKETING: """
        digital marketing; content marketing; performance marketing; growth marketing; brand
        marketing; product marketing; field marketing; affiliate marketing; influencer marketing;
        social media; social media marketing; social media management; paid social; paid search;
        paid media; paid advertising; display advertising; programmatic advertising; media buying;
        media planning; marketing automation; marketing strategy; marketing campaigns; campaign
        management; lead generation; lead nurturing; demand generation; customer acquisition; brand
        identity; brand awareness; brand strategy; brand guidelines; brand management; branding;
        market research; audience research; consumer insights; keyword research; link building;
        landing pages; conversion rate; marketing analytics; marketing attribution; content
        strategy; content creation; content calendar; editorial calendar; storytelling; press
        releases; media relations; media outreach; crisis communications; internal communications;
        corporate communications; event marketing; community management; newsletter; blogging;
        proofreading; editing; copy editing; journalism; Marketo; Pardot; Klaviyo; SEMrush; Ahrefs;
        Moz; Hootsuite; Sprout Social; Buffer; Google Search Console; Webflow; Contentful; Canva;
        Lightroom; typography; color theory; layout design; logo design; packaging design; graphic
        design; print production; art direction; photography; photo editing; video editing; video
        production; motion graphics; Premiere; Final Cut Pro; DaVinci Resolve; Cinema 4D; style
        guides; creative direction; multimedia; web design; illustration; whitepapers; case studies;
        blog posts; Öffentlichkeitsarbeit; Onlinemarketing; référencement; Adobe Creative Suite;
        Adobe Photoshop; Adobe Illustrator; Adobe InDesign; Adobe After Effects; Adobe Premiere Pro;
        Google Analytics; search engine optimization; pay-per-click; return on ad spend; customer
        acquisition cost; customer lifetime value; click-through rate; marketing qualified leads;
        Google Ads; Meta Ads; LinkedIn Ads; account-based marketing; user-generated content; public
        relations; copywriting; email marketing; HubSpot; Mailchimp; WordPress
    """,
    JobFamily.SALES: """
        sales strategy; sales pipeline; pipeline management; sales cycle; full sales cycle; quota
        attainment; quota; prospecting; lead qualification; account management; key account
        management; account planning; territory management; territory planning; outbound sales;
        inside sales; field sales; enterprise sales; channel sales; solution selling; consultative
        selling; value selling; Challenger Sale; SPIN selling; new business; new logos; negotiation;
        contract negotiation; upselling; cross-selling; renewals; customer success; customer
        retention; churn; forecasting accuracy; sales forecasting; sales enablement; sales
        operations; revenue operations; RevOps; product demonstrations; discovery calls; Outreach;
        Salesloft; Gong; ZoomInfo; LinkedIn Sales Navigator; Zendesk; Intercom; Microsoft Dynamics;
        Pipedrive; retail sales; visual merchandising; merchandising; planogram; shrink; comps; cash
        handling; till operation; inventory control; loss prevention; store operations; customer
        experience; clienteling; tender management; bid management; business development;
        Neukundengewinnung; prospection commerciale; Kundenakquise; ventas; store management; real
        estate sales; property management; leasing; business-to-business; business-to-consumer;
        direct-to-consumer; customer relationship management; Salesforce; sales development
        representative; business development representative; MEDDPICC; cold calling; point of sale;
        buy online, pick up in store; annual recurring revenue; monthly recurring revenue
    """,
    JobFamily.FINANCE: """
        accounting; financial accounting; management accounting; cost accounting; governmental
        accounting; public accounting; financial reporting; financial statements; financial
        analysis; financial modeling; financial models; financial planning; budgeting; forecasting;
        variance analysis; trend analysis; budget management; cash flow; cash management; treasury;
        working capital; reconciliations; reconciliation; journal entries; trial balance; balance
        sheet; income statement; consolidation; chart of accounts; invoicing; payroll; tax returns;
        tax compliance; corporate tax; sales tax; internal controls; internal control; internal
        audit; external audit; auditing; audit; credit analysis; credit risk; market risk; risk
        assessment; investment analysis; economic analysis; portfolio management; equity research;
        valuation; valuations; due diligence; investment banking; corporate finance; private equity;
        asset management; wealth management; debt management; derivatives; fixed income;
        underwriting; claims; actuarial; loan processing; mortgage; regulatory reporting; Basel III;
        Solvency II; IFRS 17; Bloomberg; Xero; Sage; Sage X3; Cegid; NetSuite; Oracle Financials;
        SAP FI; Hyperion; Anaplan; Workday; DATEV; Lexware; Concur; pivot tables; VLOOKUP; statutory
        accounts; bookkeeper; credit control; expense management; procurement to pay; comptabilité
        générale; comptabilité analytique; comptabilité; liasses fiscales; déclarations fiscales;
        trésorerie; rapprochements bancaires; clôtures mensuelles; facturation; Finanzbuchhaltung;
        Lohnbuchhaltung; Jahresabschluss; Monatsabschluss; Buchhaltung; contabilidad; contabilità;
        księgowość; contabilitate; Generally Accepted Auditing Standards; Financial Accounting
        Standards Board; appraisal; real estate finance; cost estimates; profit and loss statements;
        general ledger; accounts payable; accounts receivable; profit and loss; Generally Accepted
        Accounting Principles; International Financial Reporting Standards; Certified Public
        Accountant; Chartered Financial Analyst; Association of Chartered Certified Accountants;
        Chartered Institute of Management Accountants; Certified Internal Auditor; financial
        planning and analysis; mergers and acquisitions; discounted cash flow; Sarbanes-Oxley;
        anti-money laundering; know your customer; value added tax; month-end close; year-end close;
        bank reconciliation; account reconciliation; QuickBooks; SAP S/4HANA; fixed assets; cost of
        goods sold; bookkeeping
    """,
    JobFamily.OPERATIONS: """
        operations management; project management; program management; process improvement; process
        optimization; continuous improvement; process mapping; lean manufacturing; lean; kaizen; 5S;
        root cause analysis; value stream mapping; capacity planning; production planning;
        production scheduling; supply chain; logistics; procurement; purchasing; sourcing; vendor
        management; supplier management; inventory management; inventory; stock control;
        warehousing; warehouse; order fulfillment; order picking; shipping and receiving; shipping;
        fleet management; route planning; freight; import/export; customs clearance; demand
        planning; SAP; SAP MM; Oracle ERP; Manhattan; Kronos; UKG; facilities management; building
        maintenance; electrical installation; wiring; conduit; switchboard; electrical systems;
        electrical codes; plumbing; pipefitting; carpentry; cabinetry; framing; welding;
        fabrication; machining; soldering; hydraulics and pneumatics; troubleshooting; machine
        maintenance; equipment maintenance; diesel engines; brake systems; vehicle inspection; power
        tools; hand tools; scaffolding; working at heights; confined spaces; risk assessments; site
        safety; safety regulations; first aid; manual handling; hazardous materials; blueprints;
        electrical drawings; janitorial; cleaning; food safety; food preparation; menu planning;
        catering; hospitality; front desk; reservations; housekeeping; guest services; customer
        service; call center; contact center; customer billing; scheduling; calendar management;
        travel arrangements; office management; office administration; administrative support;
        clerical; record keeping; minute taking; reception; data entry; dispatching; commercial
        driving; defensive driving; passenger endorsement; Class A license; Class B license; change
        management; business analysis; business process; business processes; requirements gathering;
        Visio; Lucidchart; White Card; A Grade licence; open cabling; Procore; SimPRO; BS 7671; 18th
        Edition; Lagerlogistik; Staplerschein; Gabelstapler; Elektroinstallation; Instandhaltung;
        heating, ventilation and air conditioning; Occupational Safety and Health Administration;
        Commercial Driver's License; heavy goods vehicle; large goods vehicle; personal protective
        equipment; elevated work platform; Construction Skills Certification Scheme; warehouse
        management system; transportation management system; third-party logistics; computer
        numerical control; programmable logic controllers; supervisory control and data acquisition;
        computerized maintenance management system; preventive maintenance; failure mode and effects
        analysis; quality control; quality management system; health and safety; environment, health
        and safety; just-in-time; first in, first out; material requirements planning; bill of
        materials; Hazard Analysis and Critical Control Points; forklift; test and tag; metal inert
        gas welding; tungsten inert gas welding; blueprint reading; supply chain management;
        Automotive Service Excellence; stock keeping units; Lean Six Sigma; Six Sigma; standard
        operating procedures; enterprise resource planning
    """,
    JobFamily.HEALTHCARE: """
        patient care; personal care; direct patient care; patient assessment; patient assessments;
        patient education; patient safety; nursing; nursing care; acute care; critical care;
        emergency care; emergency nursing; primary care; home health; hospice; palliative care;
        long-term care; elderly care; aged care; dementia care; wound care; triage; care plans;
        outcome measures; care planning; discharge planning; case management; infection prevention;
        medical records; medical terminology; medical coding; medical billing; ICD-10; CPT; clinical
        documentation; clinical assessments; clinical research; clinical practice; phlebotomy;
        venipuncture; urinalysis; blood withdrawal; injections; vaccinations; immunizations;
        catheterization; tracheostomy; ventilator; telemetry; sepsis; stroke; STEMI; SBAR; Epic;
        Cerner; Meditech; Allscripts; medications; medication management; pharmacology; pharmacy;
        dispensing; anatomy; physiology; radiology; ultrasound; sonography; MRI; laboratory testing;
        specimen collection; sterile technique; aseptic technique; perioperative; scrub;
        anaesthetics; anesthesia; pediatrics; paediatrics; geriatrics; oncology; cardiology;
        orthopedics; neurology; psychiatry; mental health; behavioral health; substance abuse;
        counseling; psychotherapy; occupational therapy; speech therapy; rehabilitation; dental
        hygiene; dentistry; veterinary; animal care; safeguarding adults; CPR; nursing license; RN
        license; compact license; NMC registration; trauma; vital signs; ambulatory care;
        medical-Pflege; Krankenpflege; Altenpflege; soins infirmiers; enfermería; assistenza
        infermieristica; treatment plans; social work; Registered Nurse; Licensed Practical Nurse;
        Licensed Vocational Nurse; Certified Nursing Assistant; Nurse Practitioner; Bachelor of
        Science in Nursing; Master of Science in Nursing; Basic Life Support; Advanced Cardiac Life
        Support; Pediatric Advanced Life Support; Advanced Life Support; Intermediate Life Support;
        automated external defibrillator; Trauma Nursing Core Course; Neonatal Resuscitation
        Program; Certified Emergency Nurse; Critical Care Registered Nurse; Emergency Medical
        Technician; intensive care unit; neonatal intensive care unit; emergency department;
        operating room; electronic health records; electrocardiogram; intravenous therapy;
        medication administration; activities of daily living; Health Insurance Portability and
        Accountability Act; Nursing and Midwifery Council; Health and Care Professions Council;
        physical therapy; physical therapist; Good Clinical Practice; Good Manufacturing Practice;
        Good Laboratory Practice; polymerase chain reaction; laboratory information management
        system; continuing medical education; Licensed Clinical Social Worker
    """,
    JobFamily.EDUCATION: """
        teaching; classroom management; lesson planning; lesson plans; curriculum; curriculum
        development; curriculum design; instructional design; formative assessment; differentiation;
        differentiated instruction; pedagogy; phonics; literacy; numeracy; Key Stage; Key Stages; A
        level; GCSE; International Baccalaureate; Advanced Placement; mathematics; science
        education; special education; inclusive education; behaviour management; pastoral care; form
        tutor; safeguarding; SEND Code of Practice; student engagement; student assessment; parent
        communication; tutoring; mentoring students; academic advising; higher education;
        e-learning; online learning; Moodle; Canvas; Blackboard; Google Classroom; early childhood;
        child development; Montessori; teaching credential; teaching certificate; teaching
        certification; Arbor; Mathematics Mastery; library science; cataloging; reference services;
        collection development; metadata; art education; art history; adult education; corporate
        training; train the trainer; grant writing; peer-reviewed; publications; external funding;
        tenure-track; dissertation; academic writing; literature review; literature reviews;
        experimental design; Unterricht; Pädagogik; enseignement; docencia; insegnamento;
        individualized education program; special educational needs and disabilities; special
        educational needs; Qualified Teacher Status; Postgraduate Certificate in Education; English
        as a second language; English for speakers of other languages; early years foundation stage;
        learning management system
    """,
    JobFamily.GENERAL: """
        bilingual; English; Spanish; French; German; Italian; Portuguese; Dutch; Polish; Romanian;
        Russian; Mandarin; Arabic; Hindi; Japanese; Korean; Vietnamese; Englisch; Deutsch;
        Französisch; anglais; allemand; espagnol; inglés; francés; alemán; inglese; tedesco; Engels;
        Duits; angielski; niemiecki; engleză; germană; inglês; litigation; legal research; legal
        writing; contract drafting; commercial contracts; contracts; contract law; employment law;
        corporate law; data protection; compliance; regulatory compliance; due process; case law;
        Westlaw; LexisNexis; conveyancing; legal secretary; court procedures; legal terminology;
        document management; public procurement; outsourcing; caseload; recruitment; recruiting;
        talent acquisition; onboarding; employee engagement; compensation and benefits; workforce
        planning; succession planning; policy development; public policy; community outreach;
        outreach; event planning; fundraising; volunteer management; budget preparation; report
        writing; public speaking; stakeholder management; stakeholder engagement; cross-functional
        teams; team leadership; people management; coaching; leadership; negotiation skills; Scrum;
        Kanban; Agile; Waterfall; Confluence; Asana; Trello; Monday.com; Smartsheet; Slack; Notion;
        Zoom; Tableau; Looker; Excel; driving licence; Class C license; first responder; law
        enforcement; firefighting; fire prevention; rescue; criminal law; investigations;
        recreation; real property; real estate; translation; interpreting; data analysis; data
        management; database management; risk management; quality management; crisis management;
        contract management; document control; employment legislation; personnel administration;
        social services; community services; time management; problem-solving; problem solving;
        critical thinking; attention to detail; human resources; applicant tracking system;
        intellectual property; General Data Protection Regulation; Microsoft Office; Microsoft 365;
        Power BI; business intelligence; data visualization; quality assurance; quality control; A/B
        testing; software as a service
    """,
}


class Known(NamedTuple):
    """A known term found in a text: its place, its family (None for a name without one), and whether it
    is one plain word ("audit") rather than a name."""

    start: int
    end: int
    family: JobFamily | None
    plain: bool


class _Entry(NamedTuple):
    folded: tuple[str, ...]
    written: str
    family: JobFamily | None


def known_terms(text: str) -> list[Known]:
    """The known terms of `text` in order, the longest at each place, none overlapping."""
    found = tokens(text)
    folded = [token.folded for token in found]
    hits: list[Known] = []
    position = 0
    while position < len(found):
        entry = _entry_at(text, folded, found, position)
        if entry is None:
            position += 1
            continue
        last = position + len(entry.folded) - 1
        if _IN_COMPOUND_AFTER.match(text, found[last].end) or _IN_COMPOUND_BEFORE.search(
            text, max(0, found[position].start - 4), found[position].start
        ):
            position += 1
            continue
        plain = len(entry.folded) == 1 and entry.written.isalpha() and entry.written.islower()
        hits.append(Known(found[position].start, found[last].end, entry.family, plain))
        position = last + 1
    return hits


@remembered(2_000)
def is_known_word(word: str) -> bool:
    """Whether one plain word ("audit") is a known term."""
    folded = tokens(word)
    if len(folded) != 1 or not word.isalpha():
        return False
    entries = _entries().get(folded[0].folded, ())
    return any(len(entry.folded) == 1 and entry.written.islower() for entry in entries)


_IN_COMPOUND_AFTER = re.compile(r"-\w+-\w")
_IN_COMPOUND_BEFORE = re.compile(r"-\w{1,3}-$")
_GAP = re.compile(r"[\s\-–/&'’]*\.?\s?")


def _is_cut(text: str, found: list[Token]) -> bool:
    """Whether punctuation stands between tokens, so that they are no one term: "AWS (ECS"."""
    return any(not _GAP.fullmatch(text, one.end, two.start) for one, two in pairwise(found))


def _entry_at(text: str, folded: list[str], found: list[Token], position: int) -> _Entry | None:
    for entry in _entries().get(folded[position], ()):
        size = len(entry.folded)
        if tuple(folded[position : position + size]) != entry.folded:
            continue
        if size == 1:
            if matches_case(found[position].written, entry.written):
                return entry
        elif "," in entry.written or not _is_cut(text, found[position : position + size]):
            return entry
    return None


@lru_cache(maxsize=1)
def _entries() -> dict[str, list[_Entry]]:
    """Known terms by their first folded token, longest first."""
    entries: dict[tuple[str, ...], _Entry] = {}
    for family, listed in LEXICON.items():
        for term in map(str.strip, listed.replace("\n", " ").split(";")):
            key = tuple(t.folded for t in tokens(term))
            entries[key] = _Entry(key, " ".join(term.split()), family)
    for canonical, others in ALIASES.items():
        names = [(tuple(t.folded for t in tokens(name)), name) for name in (canonical, *others)]
        families = [entries[key].family for key, _ in names if key in entries]
        for key, name in names:
            entries.setdefault(key, _Entry(key, name, families[0] if families else None))
    by_first: dict[str, list[_Entry]] = {}
    for entry in entries.values():
        by_first.setdefault(entry.folded[0], []).append(entry)
    return {first: sorted(same, key=lambda e: -len(e.folded)) for first, same in by_first.items()}
