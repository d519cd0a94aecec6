# ruff: noqa: E501  (the lines of an ad are as long as their author made them)
"""Job ads written for these tests, of many professions, shapes and languages, with what a reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from resumemate_llm.schema.profiles import JobFamily


@dataclass(frozen=True)
class Ad:
    """An ad and what it says: `asks` are terms that its keywords hold, `never` words that none holds."""

    text: str
    title: str
    company: str
    family: JobFamily
    asks: tuple[str, ...]
    welcomes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    seniority: str | None = None
    language: str = "en"


ADS: dict[str, Ad] = {
    "physiotherapist": Ad(
        text="""Band 6 Physiotherapist – Musculoskeletal Outpatients
Employer: Brindle Valley NHS Foundation Trust
Location: Brindle
Salary: £37,338 to £44,962 a year

Job overview
The post holder will assess and treat adults with musculoskeletal conditions and run a weekly hydrotherapy class.

Person specification
Essential criteria
- Degree in Physiotherapy and HCPC registration
- Experience of outpatient musculoskeletal caseloads
- Knowledge of outcome measures and clinical audit
Desirable criteria
- Acupuncture training
- Experience of supervising students

Applicants must be able to meet the travel requirements of the post. Closing date: 3 May.""",
        title="Band 6 Physiotherapist – Musculoskeletal Outpatients",
        company="Brindle Valley NHS Foundation Trust",
        family=JobFamily.HEALTHCARE,
        asks=("HCPC", "clinical audit", "outcome measures", "hydrotherapy"),
        welcomes=("acupuncture",),
        never=("salary", "travel", "closing date", "May"),
    ),
    "rust engineer": Ad(
        text="""# Senior Rust Engineer (Remote, EU)

**Ferrolane** builds payment routing for European marketplaces.

## What you'll do
* Own our settlement engine, written in Rust and C++
* Design gRPC APIs and event-driven services on Kafka
* Review code and mentor two junior engineers

## What you bring
* 5+ years of backend development, at least two with Rust
* Solid knowledge of PostgreSQL, Linux and distributed systems
* Hands-on experience with Kubernetes and Terraform

## Nice to have
* Go or R
* Experience with PCI DSS

## What we offer
* 30 days holiday, stock options, a yearly learning budget
""",
        title="Senior Rust Engineer",
        company="Ferrolane",
        family=JobFamily.ENGINEERING,
        asks=("Rust", "PostgreSQL", "distributed systems", "Kubernetes", "Terraform", "C++", "Kafka", "gRPC"),
        welcomes=("Go", "R", "PCI DSS"),
        never=("stock options", "holiday", "budget"),
        seniority="senior",
    ),
    "ux researcher in prose": Ad(
        text="""We are looking for a UX Researcher to join our design team in Leeds. You will plan and run usability
testing, diary studies and user interviews across three products, and turn what you learn into journey maps that
designers can act on. You have at least three years of experience in user research, you know your way around Figma
and Dovetail, and you are comfortable with survey design and basic statistics. Experience with accessibility
research is a plus. We offer flexible hours and a pension scheme. To apply, send your CV to jobs@example.org.""",
        title="UX Researcher",
        company="",
        family=JobFamily.PRODUCT,
        asks=("user research", "usability testing", "Figma", "Dovetail", "survey design"),
        welcomes=("accessibility",),
        never=("Leeds", "pension", "CV", "flexible hours"),
        seniority="mid",
    ),
    "warehouse operative": Ad(
        text="""Warehouse Operative - nights - Doncaster
Parcelwick Logistics

must have
counterbalance forklift licence
6 months experience in a busy warehouse
happy with manual handling and RF scanners

you'll be picking and packing orders, loading trailers and keeping stock records up to date on our WMS

nice to have: reach truck licence, first aid

£13.45 p/h, weekly pay, free parking, no agencies""",
        title="Warehouse Operative",
        company="Parcelwick Logistics",
        family=JobFamily.OPERATIONS,
        asks=("forklift", "manual handling", "RF scanners", "WMS"),
        welcomes=("reach truck licence", "first aid"),
        never=("parking", "agencies", "Doncaster", "weekly pay"),
    ),
    "primary teacher": Ad(
        text="""Year 4 Class Teacher
Larkfield Primary School

Required for September, a full-time class teacher for Year 4.

Essential
Qualified Teacher Status
Secure knowledge of the national curriculum at Key Stage 2
Experience of teaching phonics and guided reading
Strong behaviour management

Desirable
Experience of Forest School
Ability to lead a subject, preferably science

Larkfield Primary School is committed to safeguarding and promoting the welfare of children.
An enhanced DBS check is required.""",
        title="Year 4 Class Teacher",
        company="Larkfield Primary School",
        family=JobFamily.EDUCATION,
        asks=(
            "Qualified Teacher Status",
            "national curriculum",
            "phonics",
            "guided reading",
            "behaviour management",
        ),
        welcomes=("Forest School",),
        never=("September", "welfare", "DBS check"),
    ),
    "payroll accountant, German": Ad(
        text="""Lohnbuchhalter (m/w/d) in Vollzeit

Die Sauerbach Steuerberatung GmbH sucht zum nächstmöglichen Zeitpunkt eine Fachkraft für die Lohnabrechnung.

Ihre Aufgaben
• Erstellung der monatlichen Lohn- und Gehaltsabrechnungen für Mandanten
• Meldungen an Krankenkassen und Finanzämter
• Ansprechpartner bei Lohnsteuerprüfungen

Ihr Profil
• Abgeschlossene Ausbildung als Steuerfachangestellter oder Lohnbuchhalter
• Sicherer Umgang mit DATEV und Excel
• Kenntnisse im Sozialversicherungsrecht
• Englisch von Vorteil

Wir bieten
• 30 Tage Urlaub, Homeoffice, betriebliche Altersvorsorge

Bewerben Sie sich unter jobs@sauerbach.example.""",
        title="Lohnbuchhalter",
        company="Sauerbach Steuerberatung GmbH",
        family=JobFamily.FINANCE,
        asks=("DATEV", "Excel", "Sozialversicherungsrecht"),
        welcomes=("Englisch",),
        never=("Urlaub", "Homeoffice", "Altersvorsorge"),
        language="de",
    ),
    "software developer, German": Ad(
        text="""Wir suchen für unser Team in Kassel eine erfahrene Softwareentwicklerin oder einen Softwareentwickler.

Das erwartet Dich
- Du entwickelst Microservices mit Java und Spring Boot
- Du betreust unsere CI/CD-Pipelines in GitLab
- Du arbeitest eng mit dem Produktteam zusammen

Das bringst Du mit
- Mehrjährige Berufserfahrung mit Java, Hibernate und PostgreSQL
- Gute Kenntnisse in Docker und Kubernetes
- Idealerweise Erfahrung mit Kafka
- Sehr gute Deutschkenntnisse

Wir bieten Dir flexible Arbeitszeiten und 30 Tage Urlaub.""",
        title="Softwareentwicklerin",
        company="",
        family=JobFamily.ENGINEERING,
        asks=("Java", "Spring Boot", "Hibernate", "PostgreSQL", "Docker", "Kubernetes"),
        welcomes=("Kafka",),
        never=("Urlaub", "Arbeitszeiten", "Kassel"),
        language="de",
    ),
    "nurse, French": Ad(
        text="""Infirmier(ère) en soins palliatifs H/F – CDI – Nantes

La Clinique des Tilleuls recrute un(e) infirmier(ère) pour son unité de soins palliatifs.

Vos missions
- Assurer les soins infirmiers et la surveillance des patients
- Gérer la douleur et administrer les traitements prescrits
- Accompagner les familles

Profil recherché
- Diplôme d'État infirmier
- Expérience en soins palliatifs ou en oncologie souhaitée
- Maîtrise du dossier patient informatisé
- Sens de l'écoute

Nous offrons : prime de nuit, mutuelle, restauration sur place.
Envoyez votre CV et une lettre de motivation.""",
        title="Infirmier(ère) en soins palliatifs",
        company="Clinique des Tilleuls",
        family=JobFamily.HEALTHCARE,
        asks=("soins palliatifs", "dossier patient informatisé", "soins infirmiers"),
        welcomes=("soins palliatifs",),
        never=("mutuelle", "prime", "CV", "Nantes"),
        language="fr",
    ),
    "developer, French": Ad(
        text="""Développeur Python confirmé

Chez Pontaven Data, nous aidons les ports à prévoir leur trafic.

Le poste
Vous développez des API REST en Python avec FastAPI et vous maintenez nos pipelines de données sur AWS.

Votre profil
Vous avez au moins 4 ans d'expérience en Python et vous maîtrisez PostgreSQL, Docker et Git.
La connaissance d'Airflow serait un plus. Anglais courant.

Avantages : télétravail, tickets restaurant, RTT.""",
        title="Développeur Python confirmé",
        company="Pontaven Data",
        family=JobFamily.ENGINEERING,
        asks=("Python", "FastAPI", "PostgreSQL", "Docker", "Git", "AWS"),
        welcomes=("Airflow",),
        never=("télétravail", "RTT", "tickets"),
        seniority="senior",
        language="fr",
    ),
    "accountant, Spanish": Ad(
        text="""Contable senior

Buscamos un contable para el departamento de administración de nuestra sede en Valencia.

Funciones
• Contabilidad general y cierre mensual
• Conciliaciones bancarias y control de facturas
• Preparación de impuestos (IVA, IRPF)

Requisitos
• Grado en ADE o Economía
• Experiencia de 5 años en contabilidad
• Dominio de SAP y Excel
• Se valora inglés

Ofrecemos contrato indefinido y horario flexible.""",
        title="Contable senior",
        company="",
        family=JobFamily.FINANCE,
        asks=("contabilidad", "SAP", "Excel", "conciliaciones bancarias", "IVA"),
        never=("contrato indefinido", "horario", "Valencia"),
        seniority="senior",
        language="es",
    ),
    "hvac technician": Ad(
        text="""HVAC Service Technician | Tallgrass Heating & Air | Tulsa, OK
Full-time · $28-$36/hour

Who we are
Family owned since 1974. We do right by people.

The job
Diagnose and repair residential furnaces, heat pumps and mini splits. Perform preventive maintenance visits and keep
your truck stocked.

Requirements
- EPA Section 608 certification
- 3 years of residential HVAC experience
- Ability to read wiring diagrams and use a multimeter
- Valid driver's license and clean driving record
- NATE certification preferred

Benefits include health insurance, a 401(k) match and a company truck.
Equal Opportunity Employer.""",
        title="HVAC Service Technician",
        company="Tallgrass Heating & Air",
        family=JobFamily.OPERATIONS,
        asks=("HVAC", "driver's license", "preventive maintenance", "wiring diagrams", "heat pumps"),
        welcomes=("NATE certification",),
        never=("401", "insurance", "Tulsa", "truck stocked"),
        seniority="mid",
    ),
    "paralegal": Ad(
        text="""LITIGATION PARALEGAL

Marchetti & Dunne LLP is seeking an experienced Litigation Paralegal for its Hartford office.

RESPONSIBILITIES:
Draft pleadings, discovery requests and subpoenas; manage document review in Relativity; prepare trial binders and
exhibits; e-file in state and federal courts.

QUALIFICATIONS:
Bachelor's degree or paralegal certificate; minimum of 4 years of civil litigation experience; proficiency with
Westlaw, Relativity and iManage; notary public preferred.

We offer a competitive salary and a generous benefits package. No phone calls please.""",
        title="Litigation Paralegal",
        company="Marchetti & Dunne LLP",
        family=JobFamily.GENERAL,
        asks=("civil litigation", "Relativity", "Westlaw", "iManage"),
        welcomes=("notary public",),
        never=("competitive salary", "benefits", "phone calls", "Hartford"),
        seniority="mid",
    ),
    "hr business partner": Ad(
        text="""Job title: HR Business Partner
Company: Northgable Foods
Contract: 12 months, fixed term

About the role
You will coach line managers on employee relations, lead workforce planning and run our annual pay review.

About you
- CIPD Level 5 qualified or working towards it
- Generalist HR experience in manufacturing
- Confident with employment law and TUPE
- Comfortable with Workday and Excel

Why join us?
Free parking, subsidised canteen and 25 days annual leave.""",
        title="HR Business Partner",
        company="Northgable Foods",
        family=JobFamily.GENERAL,
        asks=("CIPD", "employment law", "TUPE", "Workday", "employee relations", "workforce planning"),
        never=("parking", "canteen", "annual leave"),
    ),
    "data engineer": Ad(
        text="""Data Engineer
Ostrava Analytics · Remote (Europe)

You have
- Strong SQL and Python
- Built ELT pipelines with dbt and Airflow
- Worked with Snowflake or BigQuery
- Good grasp of dimensional modelling

Bonus points
- Streaming with Kafka or Flink
- Terraform

You will
- Own ingestion from 40 sources
- Improve data quality monitoring

Perks: MacBook, conference budget, team offsites""",
        title="Data Engineer",
        company="Ostrava Analytics",
        family=JobFamily.ENGINEERING,
        asks=("SQL", "Python", "dbt", "Airflow", "Snowflake", "BigQuery", "dimensional modelling"),
        welcomes=("Kafka", "Flink", "Terraform"),
        never=("MacBook", "offsites", "conference"),
    ),
    "sales development": Ad(
        text="""Sales Development Representative at Kettleby Software

We're hiring an SDR to build pipeline in DACH. You'll research accounts, run outbound sequences in Salesloft, make 60
calls a day and book meetings for two account executives.

Must haves: fluent German and English; 1+ year of outbound sales experience; working knowledge of Salesforce and
LinkedIn Sales Navigator; resilience.

Good to have: experience selling cybersecurity.

OTE €65,000 uncapped. We are an equal opportunity employer.""",
        title="Sales Development Representative",
        company="Kettleby Software",
        family=JobFamily.SALES,
        asks=("Salesforce", "LinkedIn Sales Navigator", "outbound sales", "Salesloft", "German"),
        welcomes=("cybersecurity",),
        never=("OTE", "equal opportunity"),
        seniority="entry",
    ),
    "seo specialist": Ad(
        text="""SEO Specialist

Quillfoot is an independent agency of 30 people.

Responsibilities
1. Carry out technical SEO audits with Screaming Frog and Ahrefs
2. Plan keyword research and on-page optimisation
3. Report on organic traffic in GA4 and Looker Studio

Requirements
1. At least 2 years in an SEO role
2. Working knowledge of HTML and WordPress
3. Experience of link building and digital PR
4. Excellent written communication

Desirable: some Python; experience with Shopify

Benefits
1. Private healthcare
2. Birthday off""",
        title="SEO Specialist",
        company="Quillfoot",
        family=JobFamily.MARKETING,
        asks=("SEO", "HTML", "WordPress", "link building", "keyword research", "Screaming Frog", "Ahrefs"),
        welcomes=("Python", "Shopify"),
        never=("Birthday", "healthcare"),
        seniority="mid",
    ),
    "chef de partie": Ad(
        text="""Chef de Partie
The Salt Cellar, Whitby

Run the fish section of a 60-cover restaurant with two AA rosettes. You will prepare sauces and stocks from scratch,
keep your section to food safety standards and train a commis chef.

What we're looking for
• NVQ Level 2 in professional cookery or equivalent
• 2 years' experience in a fresh food kitchen
• Food hygiene certificate and knowledge of HACCP and allergens
• A calm head during service

Rewards: tips, staff meals, 4-day week""",
        title="Chef de Partie",
        company="The Salt Cellar",
        family=JobFamily.OPERATIONS,
        asks=("HACCP", "allergens", "food safety", "food hygiene certificate"),
        never=("tips", "staff meals", "4-day"),
        seniority="mid",
    ),
    "fp&a analyst": Ad(
        text="""FP&A Analyst

About Hollowbrook Medical
Hollowbrook Medical makes infusion pumps used in 40 countries.

What you will do
Own the monthly forecast for two business units, prepare variance analysis and board reporting, and partner with
plant controllers on product costing.

What you bring
- Bachelor's degree in finance or accounting; CPA or CMA a plus
- 3-5 years in FP&A or corporate finance
- Advanced Excel and financial modeling
- Experience with SAP, Anaplan or Hyperion
- Understanding of US GAAP

What we offer
Salary range: $85,000 - $105,000. Medical, dental and vision, 401(k), tuition reimbursement.""",
        title="FP&A Analyst",
        company="Hollowbrook Medical",
        family=JobFamily.FINANCE,
        asks=(
            "FP&A",
            "Excel",
            "financial modeling",
            "SAP",
            "Anaplan",
            "Hyperion",
            "US GAAP",
            "variance analysis",
        ),
        welcomes=("CPA", "CMA"),
        never=("dental", "vision", "tuition", "salary"),
        seniority="mid",
    ),
    "park ranger bulletin": Ad(
        text="""PARK RANGER II

JOB CODE: 4417
POSTED: 02-11-19

ANNUAL SALARY

$48,212 to $61,900

DUTIES

A Park Ranger II patrols parks and trails, enforces park regulations, leads nature walks, maintains trail signs and
fences, and responds to wildfires and medical emergencies.

MINIMUM REQUIREMENTS

1. Two years of full-time experience in park maintenance or wildlife management; and
2. A valid Wilderness First Responder certificate; and
3. A valid Class C driver's license.

WHERE TO APPLY

Applications are taken online only. Please submit early.

The County of Merrow does not discriminate by race, religion, sex or age.""",
        title="Park Ranger II",
        company="County of Merrow",
        family=JobFamily.GENERAL,
        asks=(
            "park maintenance",
            "wildlife management",
            "Wilderness First Responder",
            "Class C driver's license",
        ),
        never=("race", "religion", "Applications", "salary"),
        seniority="mid",
    ),
    "product owner": Ad(
        text="""Product Owner – Payments
Lindenquay Bank, Rotterdam (hybrid)

In this role you will own the backlog of our instant payments squad, write user stories with clear acceptance criteria
and work with compliance on PSD2 and AML.

Must-haves:
• 4+ years as a product owner or business analyst in banking
• Knowledge of SEPA and ISO 20022
• Scrum certification (PSPO or CSPO)
• Stakeholder management at senior level

Nice-to-haves:
• Experience with Jira Align
• Dutch""",
        title="Product Owner – Payments",
        company="Lindenquay Bank",
        family=JobFamily.PRODUCT,
        asks=("SEPA", "ISO 20022", "Scrum", "PSPO", "PSD2", "AML", "acceptance criteria"),
        welcomes=("Jira", "Dutch"),
        never=("Rotterdam", "hybrid"),
        seniority="mid",
    ),
    "truck driver": Ad(
        text="""CDL A DRIVER - HOME WEEKLY - $1,600/WK AVG
Copperline Freight LLC, Amarillo TX

Copperline hauls dry van freight across the southern states.

Requirements:
* Class A CDL with 1 year verifiable OTR experience
* Clean MVR, no DUI in the last 5 years
* Hazmat and tanker endorsements preferred
* Able to pass DOT physical and drug screen

We offer: 1,600 weekly average, paid orientation, rider program, newer Kenworth equipment

Call Darlene at 806-555-0142 or apply online.""",
        title="CDL A Driver",
        company="Copperline Freight LLC",
        family=JobFamily.OPERATIONS,
        asks=("CDL", "OTR"),
        welcomes=("Hazmat", "tanker endorsements"),
        never=("orientation", "Darlene", "Amarillo", "rider program"),
        seniority="entry",
    ),
    "lecturer": Ad(
        text="""Lecturer in Human Geography
University of Calderbrook, School of Environment

Applications are invited for a Lecturer in Human Geography. You will contribute to undergraduate teaching in urban and
political geography, supervise dissertations, and pursue an active research programme with external funding.

Person specification
Essential
• PhD in Human Geography or a cognate discipline
• Peer-reviewed publications in urban geography
• Experience of qualitative methods and of teaching in higher education
Desirable
• Fellowship of the Higher Education Academy
• Experience of GIS

The University values diversity and welcomes applications from all sections of the community.""",
        title="Lecturer in Human Geography",
        company="University of Calderbrook",
        family=JobFamily.EDUCATION,
        asks=("PhD", "urban geography", "higher education", "external funding"),
        welcomes=("GIS",),
        never=("diversity", "sections"),
    ),
    "agency ad": Ad(
        text="""Quantity Surveyor

Our client, a regional main contractor, needs a Quantity Surveyor for a £22m school build in Derby.

You'll manage the commercial side of the job from tender to final account: valuations, variations, subcontractor
procurement, cost value reconciliation.

You'll need a degree in quantity surveying, main contractor experience, sound knowledge of NEC and JCT contracts, and
ideally MRICS.

£50-60k plus car allowance. Send your CV to the address below.""",
        title="Quantity Surveyor",
        company="",
        family=JobFamily.GENERAL,
        asks=("NEC", "JCT", "cost value reconciliation", "valuations"),
        welcomes=("MRICS",),
        never=("car allowance", "CV", "Derby"),
    ),
    "embedded engineer": Ad(
        text="""Embedded Software Engineer (m/f/d)
Tessarine Robotics GmbH | Graz

Your tasks: develop firmware in C and C++ for motor controllers; bring up boards with FreeRTOS on STM32; write unit
tests in Python.

Your profile: degree in electrical engineering or computer science; 3 years of experience in embedded C; CAN, SPI and
I2C; oscilloscope and logic analyser in daily use; ISO 26262 is a plus.""",
        title="Embedded Software Engineer",
        company="Tessarine Robotics GmbH",
        family=JobFamily.ENGINEERING,
        asks=("C", "C++", "FreeRTOS", "STM32", "Python", "CAN", "SPI", "I2C"),
        welcomes=("ISO 26262",),
        never=("Graz", "your"),
        seniority="mid",
    ),
    "nurse, Dutch": Ad(
        text="""Verpleegkundige wijkzorg

Zorggroep Vechtdal zoekt een verpleegkundige voor de wijk.

Wat ga je doen
- Je geeft zorg bij mensen thuis en stelt zorgplannen op
- Je werkt samen met huisartsen

Wat vragen wij
- Diploma verpleegkunde niveau 4 of 5 en een BIG-registratie
- Ervaring met wondzorg
- Rijbewijs B
- Kennis van Nedap is een pré

Wij bieden een vast contract en een leaseauto.""",
        title="Verpleegkundige wijkzorg",
        company="Zorggroep Vechtdal",
        family=JobFamily.HEALTHCARE,
        asks=("BIG-registratie", "wondzorg", "Rijbewijs"),
        welcomes=("Nedap",),
        never=("leaseauto", "contract"),
        language="nl",
    ),
    "dental assistant": Ad(
        text="""Dental Assistant
Bright Harbor Dental - Salem, OR 97301
$22 - $27 an hour - Full-time

Full job description
Busy family practice seeking a full time dental assistant to join our team Monday through Thursday.

Duties:
Chairside assisting for restorative and crown procedures
Take digital x-rays and intraoral scans
Sterilize instruments and turn over operatories
Enter clinical notes in Dentrix

Qualifications:
Oregon EFDA certification (required)
Radiology certificate (required)
CPR certified
1 year of chairside experience (preferred)
Bilingual Spanish (preferred)

Benefits:
401(k)
Dental insurance
Paid time off

Schedule:
10 hour shift
No weekends

Work Location: In person""",
        title="Dental Assistant",
        company="Bright Harbor Dental",
        family=JobFamily.HEALTHCARE,
        asks=("EFDA certification", "Radiology certificate", "CPR", "Dentrix", "x-rays"),
        welcomes=("Spanish", "chairside experience"),
        never=("401", "weekends", "shift", "insurance"),
        seniority="entry",
    ),
    "frontend developer with pictures": Ad(
        text="""🚀 Frontend Developer (Vue) @ Nimbusly

We're Nimbusly, a 12-person startup making bookkeeping bearable for freelancers.

👩‍💻 Your mission
👉 Ship features in our Vue 3 / TypeScript app
👉 Care about accessibility and performance
👉 Work with our designer in Figma

🎯 You
✅ 2+ years with Vue or React
✅ Solid CSS and HTML
✅ Vitest, Cypress or Playwright

✨ Bonus
⭐ Experience with Rails
⭐ GraphQL

💰 Salary: 45-55k€, 🏖 5 weeks off""",
        title="Frontend Developer (Vue)",
        company="Nimbusly",
        family=JobFamily.ENGINEERING,
        asks=(
            "Vue",
            "TypeScript",
            "CSS",
            "HTML",
            "Vitest",
            "Cypress",
            "Playwright",
            "Figma",
            "accessibility",
        ),
        welcomes=("Rails", "GraphQL"),
        never=("Salary", "weeks", "freelancers"),
        seniority="mid",
    ),
    "procurement officer": Ad(
        text="""APS 5 Procurement Officer
Department of Rivers and Coasts
Canberra ACT
Ongoing, full-time, $84,301 - $91,240 plus 15.4% superannuation

The Opportunity
As an APS 5 Procurement Officer you will manage tenders and contracts for dredging and monitoring works. You will prepare approach-to-market documents, evaluate submissions and maintain the contract register in SAP Ariba.

What we are looking for
- experience in procurement or contract management in the public sector
- working knowledge of the Commonwealth Procurement Rules
- strong written communication and attention to detail
- ability to obtain a Baseline security clearance

Desirable: a Certificate IV in Procurement and Contracting; CIPS membership

How to apply
Submit a 500 word pitch through our careers portal by 11:30pm AEST.""",
        title="APS 5 Procurement Officer",
        company="Department of Rivers and Coasts",
        family=JobFamily.OPERATIONS,
        asks=(
            "procurement",
            "contract management",
            "Commonwealth Procurement Rules",
            "SAP Ariba",
            "security clearance",
        ),
        welcomes=("CIPS membership",),
        never=("pitch", "superannuation", "Canberra"),
    ),
    "tech lead": Ad(
        text="""Job Title: Java Tech Lead
Experience: 8-12 Years
Location: Pune / Hyderabad
Notice Period: Immediate to 30 days
Company: Sarvottam Infosystems Pvt Ltd

Key Responsibilities:
• Lead a team of 6 developers and own delivery of microservices
• Review code, guide on design patterns and ensure unit test coverage
• Coordinate with onsite stakeholders

Mandatory Skills:
Java 8/11, Spring Boot, Hibernate, REST, Kafka, Oracle or PostgreSQL, Jenkins, Git

Good to have Skills:
AWS, Docker, Angular

Education: B.E./B.Tech/MCA""",
        title="Java Tech Lead",
        company="Sarvottam Infosystems Pvt Ltd",
        family=JobFamily.ENGINEERING,
        asks=("Java", "Spring Boot", "Hibernate", "Kafka", "Jenkins", "Git", "microservices"),
        welcomes=("AWS", "Docker", "Angular"),
        never=("Notice", "Pune", "days"),
        seniority="lead",
    ),
    "shop assistant, Italian": Ad(
        text="""Addetto vendite (m/f) - part time

Merceria Bonfanti ricerca un addetto vendite per il negozio di Bergamo.

Attività
- Accoglienza e assistenza ai clienti
- Gestione della cassa e del magazzino
- Allestimento della vetrina

Requisiti
- Esperienza di almeno 2 anni nella vendita al dettaglio
- Buona conoscenza del pacchetto Office
- Conoscenza dell'inglese gradita

Offriamo contratto a tempo determinato e formazione.""",
        title="Addetto vendite",
        company="Merceria Bonfanti",
        family=JobFamily.SALES,
        asks=("vendita al dettaglio", "pacchetto Office"),
        welcomes=("inglese",),
        never=("contratto", "Bergamo"),
        seniority="mid",
        language="it",
    ),
    "driver, Polish": Ad(
        text="""Kierowca kat. C+E

Firma Transbałt szuka kierowców w transporcie międzynarodowym.

Zakres obowiązków:
- przewóz towarów na terenie Niemiec i Holandii
- dbanie o powierzony pojazd

Wymagania:
- prawo jazdy kat. C+E oraz karta kierowcy
- doświadczenie min. 2 lata
- znajomość języka niemieckiego mile widziana

Oferujemy:
- umowę o pracę
- nowoczesny tabor""",
        title="Kierowca kat. C+E",
        company="Transbałt",
        family=JobFamily.OPERATIONS,
        asks=("prawo jazdy", "karta kierowcy"),
        welcomes=(),
        never=("umowę", "tabor"),
        seniority="mid",
        language="pl",
    ),
    "care assistant in capitals": Ad(
        text="""CARE ASSISTANT
OAKMERE HOUSE CARE HOME, SHREWSBURY
£12.10 PER HOUR

WE ARE LOOKING FOR KIND AND RELIABLE CARE ASSISTANTS TO JOIN OUR TEAM ON DAYS AND NIGHTS.

DUTIES
ASSISTING RESIDENTS WITH PERSONAL CARE AND MEALS
COMPLETING CARE PLANS AND DAILY RECORDS
ADMINISTERING MEDICATION AFTER TRAINING

REQUIREMENTS
NVQ LEVEL 2 IN HEALTH AND SOCIAL CARE OR WILLINGNESS TO WORK TOWARDS IT
EXPERIENCE OF DEMENTIA CARE
MOVING AND HANDLING TRAINING

FREE UNIFORM AND MEALS ON SHIFT. DBS CHECK PAID FOR.""",
        title="Care Assistant",
        company="Oakmere House Care Home",
        family=JobFamily.HEALTHCARE,
        asks=("DEMENTIA CARE", "CARE PLANS", "PERSONAL CARE"),
        never=("uniform", "meals on shift", "Shrewsbury"),
    ),
    "credit risk analyst": Ad(
        text="""Credit Risk Analyst
At Fennimore Bank we've been serving farmers and small businesses since 1911.

Job Summary
The Credit Risk Analyst monitors the commercial loan portfolio, builds PD and LGD models in SAS and Python, and prepares quarterly CECL reporting for the risk committee.

Minimum Qualifications
• Bachelor's degree in finance, statistics or a related field
• 3 years' experience in credit risk or model validation
• SQL and SAS programming
• Understanding of CECL and stress testing

Preferred Qualifications
• FRM or CFA
• Moody's Analytics

Physical Requirements
Prolonged periods sitting at a desk.""",
        title="Credit Risk Analyst",
        company="Fennimore Bank",
        family=JobFamily.FINANCE,
        asks=("credit risk", "SQL", "SAS", "CECL", "stress testing", "model validation", "Python"),
        welcomes=("FRM", "CFA"),
        never=("desk", "farmers", "Physical"),
        seniority="mid",
    ),
    "fundraising officer in prose": Ad(
        text="""The Tern Island Trust is a small conservation charity on the Norfolk coast. We are now recruiting a part-time Grants and Fundraising Officer, working three days a week from home.

The successful candidate will research trusts and foundations, write applications to the National Lottery Heritage Fund and others, and keep our Donorfy database up to date. We would like to hear from people with a track record of winning five-figure grants, excellent writing skills and experience of budgeting for projects. Knowledge of conservation would be an advantage but is not essential.

Salary £31,000 pro rata. Please send a CV and covering letter to the address on our website by 9 June.""",
        title="Grants and Fundraising Officer",
        company="Tern Island Trust",
        family=JobFamily.GENERAL,
        asks=("grants", "Donorfy", "budgeting"),
        welcomes=("conservation",),
        never=("salary", "Norfolk", "website", "June"),
    ),
    "accountant, Romanian": Ad(
        text="""Contabil

Societatea Valea Prahovei Construct SRL angajează contabil cu experiență.

Responsabilități
- înregistrarea facturilor și a extraselor de cont
- întocmirea balanței de verificare și a declarațiilor fiscale

Cerințe
- studii superioare economice
- experiență de minim 3 ani în contabilitate
- cunoștințe SAGA și Excel
- limba engleză constituie avantaj

Oferim
- salariu atractiv și tichete de masă""",
        title="Contabil",
        company="Valea Prahovei Construct SRL",
        family=JobFamily.FINANCE,
        asks=("SAGA", "Excel", "contabilitate"),
        welcomes=(),
        never=("salariu", "tichete"),
        seniority="mid",
        language="ro",
    ),
    "practical nurse": Ad(
        text="""Licensed Practical Nurse (LPN) - Full Time - Days
Sagecrest Senior Living

POSITION SUMMARY: The LPN delivers nursing care to assisted living residents under the direction of the Director of Wellness.

ESSENTIAL JOB FUNCTIONS
- Administers medications and treatments per physician orders
- Completes resident assessments and updates service plans
- Supervises medication technicians and caregivers
- Communicates changes of condition to physicians and families

QUALIFICATIONS
- Current, unencumbered LPN license in the state of Arizona
- CPR and first aid certification
- One year of experience in long-term care or assisted living
- Experience with PointClickCare preferred

BENEFITS
Medical, dental, vision, 401(k), PTO.

Sagecrest is an EOE.""",
        title="Licensed Practical Nurse (LPN)",
        company="Sagecrest Senior Living",
        family=JobFamily.HEALTHCARE,
        asks=("LPN license", "CPR", "first aid", "long-term care", "medications", "assisted living"),
        welcomes=("PointClickCare",),
        never=("dental", "PTO", "Arizona", "401"),
        seniority="entry",
    ),
    "policy adviser": Ad(
        text="""Senior Policy Adviser – Water Quality
Marchwater Regional Authority
Grade: SEO | Location: Exeter or Truro | Hybrid

About the team
We set the rules for bathing waters in the South West.

What you'll be doing
You will lead on a review of sewage discharge permits, brief the chief executive, and work with water companies, anglers and local councils.

You'll need to show
- experience of developing policy or regulation in a public body
- ability to interpret scientific evidence
- clear written briefing
- knowledge of the Water Framework Directive

It's a bonus if you have a background in environmental law or hydrology.

How we assess
A statement of no more than 750 words and an interview in July.""",
        title="Senior Policy Adviser – Water Quality",
        company="Marchwater Regional Authority",
        family=JobFamily.GENERAL,
        asks=("Water Framework Directive", "scientific evidence"),
        welcomes=("environmental law", "hydrology"),
        never=("July", "Exeter", "interview", "statement"),
        seniority="senior",
    ),
    "construction project manager": Ad(
        text="""PROJECT MANAGER – COMMERCIAL CONSTRUCTION – BRISBANE

Kerrigan Build Pty Ltd is a mid-tier builder with a full book of health and education work to 2027.

You'll run two hospital refurbishments from contract award to handover.

To be considered you will need:
• Degree in Construction Management or trade background
• 5+ years as a Project Manager with a tier 2 or 3 builder
• Sound knowledge of AS 4902 and design & construct contracts
• Proficiency in Procore, Microsoft Project and Bluebeam
• QBCC licence (desirable)

On offer: $180k + super + car, RDOs and a site 20 minutes from the CBD.

Call Priya on 07 5550 0199 for a confidential chat.""",
        title="Project Manager – Commercial Construction",
        company="Kerrigan Build Pty Ltd",
        family=JobFamily.OPERATIONS,
        asks=("Construction Management", "Procore", "Microsoft Project", "Bluebeam"),
        welcomes=("QBCC licence",),
        never=("super", "RDOs", "Priya", "CBD", "Brisbane"),
        seniority="senior",
    ),
    "nurse, Spanish": Ad(
        text="""Enfermero/a de urgencias
Hospital Sierra Clara

¿Qué harás?
- Atención de enfermería en el servicio de urgencias
- Triaje y administración de medicación

¿Qué pedimos?
- Grado en Enfermería
- Experiencia mínima de 2 años en urgencias o UCI
- Soporte vital avanzado
- Nivel B2 de valenciano deseable

¿Qué ofrecemos?
- Contrato indefinido
- Turnos rotatorios""",
        title="Enfermero/a de urgencias",
        company="Hospital Sierra Clara",
        family=JobFamily.HEALTHCARE,
        asks=("Enfermería", "urgencias", "UCI", "soporte vital avanzado"),
        welcomes=("valenciano",),
        never=("contrato indefinido", "turnos"),
        seniority="mid",
        language="es",
    ),
    "growth marketer": Ad(
        text="""Growth Marketer (Paid)
Loopwise – New York or remote within the US

Loopwise is a meal-planning app with 400k monthly users. We raised a Series A last spring.

You'll own our paid acquisition budget across Meta, TikTok and Apple Search Ads. You'll write briefs, test creative weekly, and build the dashboards we look at every Monday.

You'll thrive here if you:
- have scaled paid social for a consumer app
- are fluent in SQL and Looker
- know your way around AppsFlyer or Adjust
- can tell a good hook from a bad one

Not a must, but helpful: lifecycle email in Braze; incrementality testing.

Comp: $120-150k + equity. We cover 100% of premiums.""",
        title="Growth Marketer (Paid)",
        company="Loopwise",
        family=JobFamily.MARKETING,
        asks=("paid social", "SQL", "Looker", "AppsFlyer", "Adjust", "Apple Search Ads"),
        welcomes=("Braze", "incrementality testing"),
        never=("equity", "premiums", "Monday", "New York"),
    ),
    "customer support": Ad(
        text="""Customer Support Specialist at Tinderbox Tickets

We sell festival tickets to two million fans a year and our support team keeps them smiling.

As a Customer Support Specialist you'll answer questions by chat, email and phone, spot fraud, and feed what you hear back to product.

Requirements: one year in a customer-facing role; excellent written English; typing speed of 50 wpm; Zendesk or Intercom; availability for evening and weekend shifts.
Nice to have: Spanish or Portuguese; experience in ticketing.

Pay: £24,500. Apply with your CV by 14 October.""",
        title="Customer Support Specialist",
        company="Tinderbox Tickets",
        family=JobFamily.OPERATIONS,
        asks=("Zendesk", "Intercom", "English"),
        welcomes=("Spanish", "Portuguese", "ticketing"),
        never=("weekend", "CV", "October", "evening"),
        seniority="entry",
    ),
    "chemist": Ad(
        text="""QC Chemist II

Company: Alderpoint Pharma Inc.
Department: Quality
Reports to: QC Supervisor

Summary
Performs release and stability testing of solid dosage forms under cGMP.

Responsibilities include:
* HPLC, GC, dissolution and Karl Fischer testing
* Method transfer and validation per ICH and USP
* OOS investigations and CAPA

Education/Experience:
BS in Chemistry with 2-4 years in a GMP laboratory, or MS with 1 year. Experience with Empower and LIMS required. Experience with LC-MS a plus.

Physical demands: occasional lifting to 25 lbs; respirator use.

Alderpoint offers a generous benefits package.""",
        title="QC Chemist II",
        company="Alderpoint Pharma Inc",
        family=JobFamily.GENERAL,
        asks=("HPLC", "GC", "Empower", "LIMS", "GMP", "OOS", "CAPA", "USP"),
        welcomes=("LC-MS",),
        never=("lbs", "respirator", "benefits"),
        seniority="mid",
    ),
}
