"""Invented people of many professions, and some who say next to nothing."""

from __future__ import annotations

from resumemate_llm.schema import CandidateProfile, Education, Project, Role, SkillLine

from .invented import resume, role

PEOPLE = {
    "nurse": resume(
        CandidateProfile(
            name="Oonagh Mbeki-Farrell",
            headline="Staff Nurse, Acute Medicine",
            summary="Registered adult nurse with seven years in acute medicine and a stroke unit.",
            email="oonagh@example.org",
            skills=["Triage", "NEWS2", "Cannulation", "Wound care", "SystmOne", "Irish (native)"],
            experience=[
                role(
                    "Staff Nurse, Acute Medicine",
                    "St Brannoc's Hospital NHS Trust",
                    "2021-03",
                    "present",
                    [
                        "Responsible for a bay of 6 to 8 patients on a 28-bed admissions ward",
                        "Administer medication and IV fluids; record observations on NEWS2",
                        "Falls audit lead: falls with harm down from 11 to 4 in a year",
                        "Mentor for student nurses",
                    ],
                ),
                role(
                    "Staff Nurse, Stroke Unit",
                    "Kilmarron General",
                    "2019-09",
                    "2021-03",
                    [
                        "Care for patients in the first 72 hours after stroke",
                        "Assisted with swallow screening",
                        "Worked closely with physiotherapists and families on discharge plans",
                    ],
                ),
            ],
            education=[
                Education(degree="BSc (Hons) Adult Nursing", school="Larne Coast University", end="2019")
            ],
            certifications=["NMC registration", "ILS (renewed 2026)"],
        )
    ),
    "backend engineer": resume(
        CandidateProfile(
            name="Tobias Achterlund",
            headline="Backend Engineer",
            summary="I build small services that stay up.",
            email="tobias@example.org",
            skill_groups=[
                SkillLine(category="Languages", items=["Go", "Python", "SQL"]),
                SkillLine(category="Infrastructure", items=["Kubernetes", "Terraform", "PostgreSQL"]),
            ],
            skills=["Go", "Python", "SQL", "Kubernetes", "Terraform", "PostgreSQL"],
            experience=[
                role(
                    "Senior Backend Engineer",
                    "Ferrybank Logistics, Inc.",
                    "2022-01",
                    "present",
                    [
                        "Cut p99 latency of the quote API from 900 ms to 210 ms by moving hot queries to "
                        "PostgreSQL views",
                        "Maintaining the Terraform modules of 14 teams",
                        "Leading the on-call rota and writing the runbooks",
                        "I mentored two junior engineers",
                    ],
                ),
                role(
                    "Software Engineer",
                    "Nine Elms Ticketing",
                    "2018-06",
                    "2021-12",
                    [
                        "Developed the seat map service in Go",
                        "Developed a fraud check that caught 1,300 stolen cards in its first month",
                        "Was involved in the move from VMs to Kubernetes",
                        "Worked on weekends during festival season",
                    ],
                ),
            ],
            education=[
                Education(degree="BSc Computing", school="Varmlund College", start="2014", end="2018")
            ],
        )
    ),
    "electrician": resume(
        CandidateProfile(
            name="Nikau Petersen-Ruru",
            email="nikau@example.org",
            skills=["Fault finding", "Testing & tagging", "Forklift LF"],
            experience=[
                role(
                    "A Grade Electrician",
                    "Brightlane Electrical Pty Ltd",
                    "2022-02",
                    "present",
                    [
                        "Commercial fit-outs: offices, clinics, one aged-care home",
                        "Switchboard upgrades and fault finding",
                        "Supervise 2 apprentices; run toolbox talks",
                        "Zero LTIs across 31 months",
                    ],
                ),
                role(
                    "Electrician (4th year apprentice to qualified)",
                    "Westmere Power & Data",
                    "2018-01",
                    "2022-02",
                    ["Domestic and light commercial wiring", "Install and update solar inverters"],
                ),
            ],
            certifications=["A Grade Electrician licence", "White Card", "Full driver's licence"],
        )
    ),
    "accountant": resume(
        CandidateProfile(
            name="Wilhelmina Oduya",
            summary="Results-driven accountant with a focus on month end and audit.",
            email="w.oduya@example.org",
            skills=["Month-end close", "Excel", "NetSuite", "IFRS", "Attention to detail"],
            experience=[
                role(
                    "Senior Accountant",
                    "Palisade Foods Ltd",
                    "2020-05",
                    "2026-02",
                    [
                        "Responsible for managing the month-end close, from 9 to 5 working days",
                        "Prepare balance sheet reconciliations and analyse variances",
                        "Preparation of statutory accounts for 3 entities",
                        "Tasked with rolling out NetSuite, resulting in",
                    ],
                ),
                role(
                    "Accounts Assistant",
                    "Tidemark Joinery",
                    "2016-09",
                    "2020-04",
                    ["Duties included raising invoices, chasing debtors and posting the payroll journal"],
                ),
            ],
            education=[Education(degree="ACCA", school="Association of Chartered Certified Accountants")],
        )
    ),
    "store manager": resume(
        CandidateProfile(
            name="LATRICE BONNEVILLE",
            headline="SEEKING A STORE MANAGER POSITION",
            email="latrice@example.org",
            skills=["SCHEDULING", "P&L", "KRONOS", "LOSS PREVENTION"],
            experience=[
                role(
                    "STORE MANAGER",
                    "HEARTH & HOLLOW HOME",
                    "2021-03",
                    "present",
                    [
                        "Lead 41 associates and 3 assistant managers",
                        "Comp sales +6.2% FY24, shrink down from 2.4% to 1.1%",
                        "Opened the online pickup counter, now 17% of store revenue",
                    ],
                ),
                role(
                    "ASSISTANT STORE MANAGER",
                    "HEARTH & HOLLOW HOME",
                    "2018-06",
                    "2021-03",
                    ["Ran freight and visual teams; cut overtime 22%", "Promoted to manager after two years"],
                ),
            ],
        )
    ),
    "chef": resume(
        CandidateProfile(
            name="Ilkay Brandstätter",
            email="ilkay@example.org",
            skills=["Menu planning", "HACCP", "Stock control", "Turkish (native)"],
            experience=[
                role(
                    "Sous Chef",
                    "The Copper Pheasant",
                    "2023-04",
                    "present",
                    [
                        "Helped to design the spring menu",
                        "Ordering supplies and managing a team of 5",
                        "Food cost held at 28% for two years",
                    ],
                ),
                role(
                    "Commis Chef",
                    "Hotel Lindenhof",
                    "2020",
                    "2023",
                    ["Preparation of starters", "Cold larder"],
                ),
            ],
        )
    ),
    "sales executive": resume(
        CandidateProfile(
            name="Gwendal Sturrock",
            summary="Field sales executive, nine years, mostly safety equipment.",
            email="gwendal@example.org",
            skills=["Account management", "CRM (Salesforce)", "Negotiation"],
            experience=[
                role(
                    "Senior Sales Executive",
                    "Calder Safety Supplies Ltd",
                    "2019-04",
                    "present",
                    [
                        "Achieved 112% of target in 2023 and 119% in 2024",
                        "Responsible for the Yorkshire territory, 140 active accounts",
                        "Responsible for keeping Salesforce up to date",
                        "Negotiated a three-year framework agreement with 12 colleges",
                    ],
                ),
                role("Telesales Advisor", "Brock Workwear", "2015", "2019", ["Won back 85 lapsed accounts"]),
            ],
        )
    ),
    "new graduate": resume(
        CandidateProfile(
            name="Aurelio Tamm",
            summary="Looking for a first role in data.",
            email="aurelio@example.org",
            skills=["Python", "pandas", "SQL"],
            projects=[
                Project(
                    name="Tram delay map",
                    bullets=[
                        "Built a map of 2.1 million tram departures in Python",
                        "Published the data set",
                    ],
                    tech=["Python", "DuckDB"],
                )
            ],
            education=[Education(degree="BSc Statistics", school="University of Halmvik", end="2026")],
        )
    ),
    "career changer": resume(
        CandidateProfile(
            name="Rosalind Achebe-Trent",
            headline="Restaurant manager moving into operations analysis",
            email="rosalind@example.org",
            skills=["Excel", "SQL (basic)", "Scheduling"],
            experience=[
                role(
                    "General Manager",
                    "Freelance",
                    "2024",
                    "2025",
                    ["Built a staffing sheet for three cafes, saving owners 5 hours a week"],
                ),
                role(
                    "Restaurant Manager",
                    "Salt Row Group",
                    "2017-03",
                    "2024-01",
                    ["Increased covers 18% over two years", "Hired, trained and retained a team of 30"],
                ),
            ],
        )
    ),
    "solicitor": resume(
        CandidateProfile(
            name="Perpetua Lindqvist-Shaw",
            headline="Associate Solicitor, Commercial",
            email="perpetua@example.org",
            skills=["Commercial contracts", "UK GDPR", "Drafting"],
            experience=[
                role(
                    "Associate Solicitor",
                    "Hartnell Voss LLP",
                    "2021-09",
                    "present",
                    [
                        "Advise retailers on SaaS and reseller contracts",
                        "Drafting and negotiating framework agreements",
                        "Managing director of the firm's pro bono clinic",
                        "Supervision of two trainees",
                    ],
                )
            ],
            education=[Education(degree="LLB", school="University of Easthaven", start="2014", end="2017")],
        )
    ),
    "teacher": resume(
        CandidateProfile(
            name="Marisol Venkataraman",
            headline="Maths Teacher and Key Stage 3 Coordinator",
            email="marisol@example.org",
            experience=[
                role(
                    "Maths Teacher",
                    "Otterbourne Academy",
                    "2018-09",
                    "present",
                    [
                        "Teach Years 7 to 11, five classes of about 30",
                        "GCSE grades 4+ rose from 61% to 74% over three cohorts",
                        "Mentored four newly qualified teachers",
                        "My form group won the attendance cup",
                    ],
                    prose="I joined as a trainee. Responsible for the numeracy intervention group.",
                )
            ],
            education=[
                Education(degree="PGCE Secondary Mathematics", school="Wexcombe University", end="2018")
            ],
        )
    ),
    "driver": resume(
        CandidateProfile(
            name="Cuthbert Nwosu",
            skills=["Class C+E", "Tachograph", "Manual handling"],
            experience=[
                role(
                    "HGV Driver", "Marl & Sons Haulage", "", "", ["Multi-drop deliveries across the Midlands"]
                ),
                role("Yard Hand", "", "2012", "2014", []),
            ],
        )
    ),
    "comptable": resume(
        CandidateProfile(
            name="Solène Marchetti",
            headline="Comptable générale",
            summary="Comptable générale avec 8 ans d'expérience en PME industrielle.",
            email="solene@example.org",
            skills=["Sage X3", "Excel", "anglais B2"],
            experience=[
                role(
                    "Comptable générale",
                    "Ateliers Verneuil",
                    "2021-03",
                    "present",
                    [
                        "Tenue de la comptabilité de 4 filiales, clôtures mensuelles à J+5",
                        "Encadrement d'une alternante",
                    ],
                )
            ],
            education=[Education(degree="DCG", school="Lycée Colbert", end="2018")],
        ),
        "fr",
    ),
    "ingenieurin": resume(
        CandidateProfile(
            name="Friederike Ostermann",
            headline="Entwicklungsingenieurin",
            email="friederike@example.org",
            skills=["MATLAB", "ISO 26262", "Englisch (C1)"],
            experience=[
                role(
                    "Entwicklungsingenieurin",
                    "Aalener Antriebe GmbH",
                    "2019-04",
                    "present",
                    ["Führung von 9 Ingenieuren, Budget 3,2 Mio. €", "Serienanlauf eines 800-V-Inverters"],
                )
            ],
        ),
        "de",
    ),
    "nobody": resume(CandidateProfile()),
    "name only": resume(CandidateProfile(name="Jo")),
    "title only": resume(CandidateProfile(experience=[Role(title="Cleaner")])),
    "company only": resume(CandidateProfile(experience=[Role(company="Acme", bullets=["Cleaning"])])),
}
