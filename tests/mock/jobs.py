"""The invented jobs that they apply for, and one that says nothing."""

from __future__ import annotations

from resumemate_llm.schema import JobFamily

from .invented import job

JOBS = {
    "ward nurse": job(
        JobFamily.HEALTHCARE,
        title="Registered Nurse - Emergency Department (36 hrs/wk)",
        company="Wetherby Vale Hospital",
        required_skills=["triage", "wound care", "Epic"],
        preferred_skills=["Spanish", "ALS"],
        responsibilities=["Triage and assess patients", "Care for patients across the lifespan"],
        keywords=[
            "triage",
            "wound care",
            "NEWS2",
            "Epic",
            "stroke",
            "nursing",
            "ALS",
            "Spanish",
            "discharge",
            "ICU",
        ],
    ),
    "backend": job(
        JobFamily.ENGINEERING,
        title="Senior Backend Engineer",
        company="Tidegate Freight, Inc.",
        required_skills=["Go", "PostgreSQL", "Kubernetes", "Kafka"],
        preferred_skills=["Terraform"],
        responsibilities=["Design, build and run Go services", "You will mentor other engineers"],
        keywords=[
            "Go",
            "PostgreSQL",
            "Kubernetes",
            "Kafka",
            "Terraform",
            "on-call",
            "runbooks",
            "C++",
            "gRPC",
            "API",
        ],
    ),
    "store": job(
        JobFamily.SALES,
        title="STORE MANAGER",
        company="Pine & Pewter",
        required_skills=["P&L", "scheduling", "shrink"],
        keywords=["P&L", "shrink", "scheduling", "payroll", "Kronos", "Excel", "team", "customer"],
    ),
    "ledger": job(
        JobFamily.FINANCE,
        title="Finance Manager",
        company="Orrery Optics",
        required_skills=["month-end close", "IFRS", "5+ years of experience"],
        preferred_skills=["NetSuite"],
        responsibilities=["Manage the month-end close", "Prepare board reports"],
        keywords=[
            "month-end close",
            "IFRS",
            "NetSuite",
            "audit",
            "reconciliations",
            "statutory accounts",
            "VAT",
        ],
    ),
    "school": job(
        JobFamily.EDUCATION,
        title="Teacher of Mathematics",
        company="Fenwick High School",
        required_skills=["GCSE", "QTS"],
        responsibilities=["Teach mathematics at Key Stages 3 and 4"],
        keywords=["GCSE", "QTS", "numeracy", "safeguarding", "assessment"],
    ),
    "comptable": job(
        JobFamily.FINANCE,
        language="fr",
        title="Comptable général (H/F)",
        company="Groupe Lafarelle",
        required_skills=["Sage X3", "Excel"],
        keywords=["Sage X3", "Excel", "clôtures mensuelles", "TVA", "Cegid"],
    ),
    "entwicklung": job(
        JobFamily.ENGINEERING,
        language="de",
        title="Entwicklungsingenieur (m/w/d)",
        company="Werra Motoren AG",
        required_skills=["MATLAB", "ISO 26262"],
        keywords=["MATLAB", "ISO 26262", "Inverter", "Python"],
    ),
    "nothing": job(JobFamily.GENERAL),
}
