"""One invented person and one invented job, with a valid draft for them: what the fault server answers."""

from __future__ import annotations

from functools import cache

from ..schema import ProDraft

EXAMPLE_RESUME = """\
Marit Solvang
Bristol, UK | marit.solvang@mail.example | +44 117 496 0123 | linkedin.com/in/marit-solvang-example

Summary
Logistics analyst with a habit of measuring before moving things.

Experience

Logistics Analyst, Harbour & Hale Ltd
03/2021 - Present
- Built a weekly stock report in SQL and Power BI that 40 planners use
- Cut late deliveries from 9% to 4% by changing the order of loading
- Trained six colleagues in Excel and Power Query

Warehouse Coordinator, Penfold Foods
06/2018 - 02/2021
- Planned shifts for 25 people across two sites
- Counted stock every month and explained the differences

Education
BSc Geography, University of Exeter, 2018

Skills
SQL, Power BI, Excel, Power Query, stock planning
"""
"""A resume; its contact data is invented."""

EXAMPLE_JOB = """\
Supply Chain Analyst
Northgate Instruments, Bath

About the role
You will own our stock reporting and find out why deliveries are late.

Requirements
- SQL and a reporting tool such as Power BI
- Experience with stock planning
- Clear communication with planners
- Python is a plus
"""
"""A job ad for it."""


@cache
def example_draft() -> ProDraft:
    """A complete draft for `EXAMPLE_RESUME` and `EXAMPLE_JOB`, true to the resume in every fact."""
    return ProDraft.model_validate(_DRAFT)


_DRAFT = {
    "summary": "Strong fit: SQL, Power BI and stock planning are all shown. Python is the one open point.",
    "headline": "Supply Chain Analyst - SQL, Power BI, stock planning",
    "professionalSummary": "Logistics analyst moving into supply chain analysis, strong in SQL, Power BI "
    "and stock planning. Owns a weekly stock report that 40 planners use.",
    "bulletsByRole": [
        {
            "company": "Harbour & Hale Ltd",
            "title": "Logistics Analyst",
            "start": "03/2021",
            "end": "Present",
            "bullets": [
                "Built a weekly stock report in SQL and Power BI that 40 planners use",
                "Cut late deliveries from 9% to 4% by changing the order of loading",
                "Trained six colleagues in Excel and Power Query",
            ],
        },
        {
            "company": "Penfold Foods",
            "title": "Warehouse Coordinator",
            "start": "06/2018",
            "end": "02/2021",
            "bullets": [
                "Planned shifts for 25 people across two sites",
                "Reconciled stock every month and explained the differences",
            ],
        },
    ],
    "education": [{"school": "University of Exeter", "degree": "BSc Geography", "year": "2018"}],
    "skills": [
        {"category": "Data", "items": ["SQL", "Power BI", "Power Query", "Excel"]},
        {"category": "Logistics", "items": ["Stock planning"]},
    ],
    "coverLetter": {
        "paragraphs": [
            "Dear Northgate Instruments team, I am applying for the role of Supply Chain Analyst.",
            "At Harbour & Hale Ltd I cut late deliveries from 9% to 4% by changing the order of loading, and "
            "I built a weekly stock report in SQL and Power BI that 40 planners use.",
            "I trained six colleagues in Excel and Power Query, and at Penfold Foods I planned shifts for 25 "
            "people across two sites, so I am used to explaining figures to the people who act on them.",
            "I would like to find out with you why deliveries are late. Kind regards, Marit Solvang",
        ]
    },
    "keywordChecklist": [
        {"keyword": "SQL", "found": True, "section": "skills", "suggestion": None},
        {"keyword": "Power BI", "found": True, "section": "skills", "suggestion": None},
        {"keyword": "stock planning", "found": True, "section": "skills", "suggestion": None},
        {
            "keyword": "Python",
            "found": False,
            "section": None,
            "suggestion": "Name a course if you take one.",
        },
    ],
    "recruiterFeedback": [
        "The stock report is close to the job's first task.",
        "The change in late deliveries is measured.",
        "Training colleagues shows clear communication.",
        "A word on forecasting would help.",
    ],
    "bulletRewrites": [
        {
            "original": "Counted stock every month and explained the differences",
            "rewritten": "Reconciled stock every month and explained the differences",
            "section": "Warehouse Coordinator",
            "notes": "The trade's own verb.",
        }
    ],
    "experienceGaps": [
        {"gap": "Python", "suggestion": "Automate one of your reports in Python.", "severity": "low"},
        {"gap": "Forecasting", "suggestion": "Describe any forecast you made.", "severity": "medium"},
    ],
    "nextActions": [
        "Put the stock report first.",
        "Bring a copy of the report to the interview.",
        "Ask which reporting tool the team uses.",
    ],
    "radar": {
        "overall": 79,
        "skillsMatch": 82,
        "experienceAlignment": 80,
        "impactStrength": 74,
        "atsReadiness": 78,
    },
    "beforeAfterPreview": {
        "before": "Counted stock every month and explained the differences",
        "after": "Reconciled stock every month and explained the differences",
    },
    "interviewTalkingPoints": [
        "How changing the order of loading cut late deliveries.",
        "Who uses the weekly stock report, and for what.",
        "What it took to train six colleagues.",
    ],
}
