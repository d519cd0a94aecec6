"""An invented candidate, an invented job, and a draft that a good model could have written for them."""

from __future__ import annotations

from datetime import date

from resumemate_llm.schema import (
    BeforeAfter,
    BulletRewrite,
    CandidateProfile,
    CoverLetter,
    DraftEducation,
    DraftRole,
    Education,
    ExperienceGap,
    JobFamily,
    JobProfile,
    KeywordCheck,
    OtherSection,
    ParsedJob,
    ParsedResume,
    ProDraft,
    Project,
    Radar,
    Role,
    SkillGroup,
    SkillLine,
)

RESUME_TEXT = """Imogen Fairweather
Skelwick, UK | imogen.fairweather@example.org | 01632 960123
Logistics Analyst

Logistics analyst who plans stock for regional warehouses.

Experience
Logistics Analyst, Northmoor Freight Ltd
Mar 2020 – Present
• Managed stock planning for 4 regional warehouses in SAP
• Reduced picking errors by 18% through new bin labels
• Prepared weekly inventory reports for the operations director
• Trained 6 new starters on the handheld scanners
Stock Controller, Pellow & Hart
2016 – Feb 2020
• Assisted with the annual stock count of 12,000 lines
• Maintained delivery records in Excel
• Resolved supplier queries by phone and email
Warehouse Operative, Tarn Valley Foods
2014 – 2016
• Picked and packed orders for 3 supermarket chains

Education
BSc Geography, University of Skelwick, 2011 – 2014
Dissertation on river freight

Skills
Systems: SAP, Excel, Power BI
Methods: Inventory planning, Cycle counting, Demand forecasting
Comfortable presenting to senior staff and suppliers
Languages: Polish (conversational)

Certifications
Counterbalance Forklift Licence

Projects
Shelf map
Built a map of the picking aisles in Power BI

Volunteering
Treasurer of the Skelwick Canal Society since 2019
"""

RESUME = ParsedResume(
    text=RESUME_TEXT,
    as_of=date(2026, 11, 1),
    profile=CandidateProfile(
        name="Imogen Fairweather",
        headline="Logistics Analyst",
        summary="Logistics analyst who plans stock for regional warehouses.",
        email="imogen.fairweather@example.org",
        phone="01632 960123",
        location="Skelwick, UK",
        skills=[
            "SAP",
            "Excel",
            "Power BI",
            "Inventory planning",
            "Cycle counting",
            "Demand forecasting",
            "Comfortable presenting to senior staff and suppliers",
            "Polish (conversational)",
        ],
        skill_groups=[
            SkillLine(category="Systems", items=["SAP", "Excel", "Power BI"]),
            SkillLine(
                category="Methods", items=["Inventory planning", "Cycle counting", "Demand forecasting"]
            ),
            SkillLine(items=["Comfortable presenting to senior staff and suppliers"]),
            SkillLine(category="Languages", items=["Polish (conversational)"]),
        ],
        experience=[
            Role(
                title="Logistics Analyst",
                company="Northmoor Freight Ltd",
                start="Mar 2020",
                end="Present",
                start_date="2020-03",
                end_date="present",
                bullets=[
                    "Managed stock planning for 4 regional warehouses in SAP",
                    "Reduced picking errors by 18% through new bin labels",
                    "Prepared weekly inventory reports for the operations director",
                    "Trained 6 new starters on the handheld scanners",
                ],
            ),
            Role(
                title="Stock Controller",
                company="Pellow & Hart",
                start="2016",
                end="Feb 2020",
                start_date="2016",
                end_date="2020-02",
                bullets=[
                    "Assisted with the annual stock count of 12,000 lines",
                    "Maintained delivery records in Excel",
                    "Resolved supplier queries by phone and email",
                ],
            ),
            Role(
                title="Warehouse Operative",
                company="Tarn Valley Foods",
                start="2014",
                end="2016",
                start_date="2014",
                end_date="2016",
                bullets=["Picked and packed orders for 3 supermarket chains"],
            ),
        ],
        education=[
            Education(
                school="University of Skelwick",
                degree="BSc Geography",
                start="2011",
                end="2014",
                details=["Dissertation on river freight"],
            )
        ],
        projects=[
            Project(
                name="Shelf map", bullets=["Built a map of the picking aisles in Power BI"], tech=["Power BI"]
            )
        ],
        certifications=["Counterbalance Forklift Licence"],
        other_sections=[
            OtherSection(heading="Volunteering", lines=["Treasurer of the Skelwick Canal Society since 2019"])
        ],
    ),
)

JOB_TEXT = """Inventory Planner
Harrow Lane Foods, Skelwick

Harrow Lane Foods supplies school kitchens across the north of the county with fresh produce every morning.

You will
- Plan stock across our regional warehouses
- Report on inventory accuracy to the operations team
- Work with suppliers to resolve shortages before they reach the customer

You have
- SAP, inventory planning and Excel
- demand forecasting and cycle counting
- 3+ years of experience in stock control
Nice to have: Power BI, Python, Kinaxis, safety stock models
"""

JOB = ParsedJob(
    text=JOB_TEXT,
    family=JobFamily.OPERATIONS,
    family_confidence=0.8,
    profile=JobProfile(
        title="Inventory Planner",
        company="Harrow Lane Foods",
        required_skills=["SAP", "inventory planning", "Excel", "demand forecasting", "cycle counting"],
        preferred_skills=["Power BI", "Python", "Kinaxis", "safety stock models"],
        responsibilities=[
            "Plan stock across our regional warehouses",
            "Report on inventory accuracy to the operations team",
            "Work with suppliers to resolve shortages before they reach the customer",
        ],
        keywords=["stock control", "regional warehouses", "inventory accuracy", "suppliers", "shortages"],
    ),
)

DRAFT = ProDraft(
    summary=(
        "The resume shows most of what the role asks for. SAP and inventory planning "
        "stand in the newest role."
    ),
    headline="Logistics Analyst | Inventory planning, SAP",
    professional_summary=(
        "Logistics analyst with experience in inventory planning, SAP and Excel. Plans "
        "stock for 4 regional warehouses."
    ),
    bullets_by_role=[
        DraftRole(
            company="Northmoor Freight Ltd",
            title="Logistics Analyst",
            start="Mar 2020",
            end="Present",
            bullets=[
                "Managed stock planning in SAP for 4 regional warehouses",
                "Reduced picking errors by 18% through new bin labels",
                "Prepared weekly inventory reports for the operations director",
                "Trained 6 new starters on the handheld scanners",
            ],
        ),
        DraftRole(
            company="Pellow & Hart",
            title="Stock Controller",
            start="2016",
            end="Feb 2020",
            bullets=[
                "Assisted with the annual stock count of 12,000 lines",
                "Maintained delivery records in Excel",
                "Resolved supplier queries by phone and email",
            ],
        ),
        DraftRole(
            company="Tarn Valley Foods",
            title="Warehouse Operative",
            start="2014",
            end="2016",
            bullets=["Picked and packed orders for 3 supermarket chains"],
        ),
    ],
    education=[DraftEducation(school="University of Skelwick", degree="BSc Geography", year="2011 – 2014")],
    skills=[
        SkillGroup(category="Systems", items=["SAP", "Excel", "Power BI"]),
        SkillGroup(category="Methods", items=["Inventory planning", "Cycle counting", "Demand forecasting"]),
        SkillGroup(category="Languages", items=["Polish (conversational)"]),
    ],
    cover_letter=CoverLetter(
        paragraphs=[
            "Dear Hiring Manager,\nI am applying for the Inventory Planner position at Harrow Lane Foods. "
            "My work as a logistics analyst is close to what you describe.",
            "At Northmoor Freight Ltd, I reduced picking errors by 18% through new bin "
            "labels. I also managed stock "
            "planning for 4 regional warehouses in SAP.",
            "Working with others has been part of every role. At Pellow & Hart, I resolved "
            "supplier queries by "
            "phone and email.",
            "I would welcome the chance to talk about your warehouses and how I could help.\nKind regards,\n"
            "Imogen Fairweather",
        ]
    ),
    keyword_checklist=[
        KeywordCheck(keyword="SAP", found=True, section="Experience"),
        KeywordCheck(keyword="inventory planning", found=True, section="Skills"),
        KeywordCheck(keyword="Excel", found=True, section="Experience"),
        KeywordCheck(keyword="demand forecasting", found=True, section="Skills"),
        KeywordCheck(keyword="cycle counting", found=True, section="Skills"),
        KeywordCheck(keyword="Power BI", found=True, section="Skills"),
        KeywordCheck(keyword="Python", found=False, suggestion="Add it only if you have used it."),
        KeywordCheck(keyword="Kinaxis", found=False, suggestion="Name a planning tool that you know."),
        KeywordCheck(keyword="safety stock models", found=False, suggestion="Say how stock levels were set."),
        KeywordCheck(keyword="regional warehouses", found=True, section="Experience"),
    ],
    recruiter_feedback=[
        "SAP stands where a reader looks first.",
        "The error rate shows an outcome with a figure.",
        "The oldest role is short, which is right for its age.",
        "A line on how stock levels were set would help.",
    ],
    bullet_rewrites=[
        BulletRewrite(
            original="Managed stock planning for 4 regional warehouses in SAP",
            rewritten="Managed stock planning in SAP for 4 regional warehouses",
            section="Logistics Analyst, Northmoor Freight Ltd",
            notes="The system comes first, as in the ad.",
        )
    ],
    experience_gaps=[
        ExperienceGap(
            gap="Python is not shown", suggestion="Name a script if you wrote one.", severity="medium"
        ),
        ExperienceGap(
            gap="Kinaxis is not shown", suggestion="Name the planning tool you know.", severity="low"
        ),
    ],
    next_actions=[
        "Add how stock levels were set, if you set them.",
        "Prepare the story behind the bin labels.",
        "Check the notice period before you send the letter.",
    ],
    radar=Radar(overall=70, skills_match=70, experience_alignment=70, impact_strength=70, ats_readiness=70),
    before_after_preview=BeforeAfter(
        before="Managed stock planning for 4 regional warehouses in SAP",
        after="Managed stock planning in SAP for 4 regional warehouses",
    ),
    interview_talking_points=[
        "How the bin labels cut picking errors by 18%.",
        "What the weekly inventory reports were used for.",
        "How you trained 6 new starters on the scanners.",
    ],
)
