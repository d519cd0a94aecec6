"""What the parser makes of the parts of a resume."""

from __future__ import annotations

from datetime import date

import pytest

from resumemate_llm.resume.parser import parse_resume
from resumemate_llm.schema import CandidateProfile, ParsedResume

AS_OF = date(2026, 1, 1)


def read(text: str) -> ParsedResume:
    return parse_resume(text, as_of=AS_OF)


def profile(text: str) -> CandidateProfile:
    return read(text).profile


HEADS = [
    # title, employer, place in any order and with any separator
    ("Senior Engineer, Acme Ltd, Leeds", "Senior Engineer", "Acme Ltd", "Leeds"),
    ("Senior Engineer | Acme Ltd | Leeds", "Senior Engineer", "Acme Ltd", "Leeds"),
    ("Acme Ltd | Denver, CO, Senior Engineer", "Senior Engineer", "Acme Ltd", "Denver, CO"),
    ("Acme Ltd, New Orleans, LA, Senior Engineer", "Senior Engineer", "Acme Ltd", "New Orleans, LA"),
    ("Acme Ltd| Tuscaloosa, AL, Technician", "Technician", "Acme Ltd", "Tuscaloosa, AL"),
    ("Engineer — Acme Ltd", "Engineer", "Acme Ltd", None),
    ("Engineer – Acme Ltd, Leeds", "Engineer", "Acme Ltd", "Leeds"),
    ("Engineer @ Acme", "Engineer", "Acme", None),
    ("Engineer at Acme, Leeds", "Engineer", "Acme", "Leeds"),
    ("Head of Mathematics, Oakfield Academy", "Head of Mathematics", "Oakfield Academy", None),
    ("Chef de Partie, Bistro Marlowe", "Chef de Partie", "Bistro Marlowe", None),
    ("ABC Company, Inc., Analyst", "Analyst", "ABC Company, Inc.", None),
    ("Analyst, ABC Company, Inc., Anywhere, USA", "Analyst", "ABC Company, Inc.", "Anywhere, USA"),
    ("VP, Marketing, Acme Inc", "VP, Marketing", "Acme Inc", None),
    ("Registered Nurse, Emergency Department, St. Mary's Medical Center", "Registered Nurse, Emergency Department",
     "St. Mary's Medical Center", None),
    ("Graduate Engineer (rotational), Acme Ltd", "Graduate Engineer (rotational)", "Acme Ltd", None),
    ("Senior Developer, Donau GmbH (Vienna)", "Senior Developer", "Donau GmbH", "Vienna"),
    ("Commis Chef, Larkfield Hall, Somerset", "Commis Chef", "Larkfield Hall", "Somerset"),
    ("Cook, Olive Garden, Reno, NV", "Cook", "Olive Garden", "Reno, NV"),
    ("Platoon Sergeant, 2nd Battalion, The Rifles", "Platoon Sergeant", "2nd Battalion, The Rifles", None),
    ("Self employed | Electrician", "Electrician", "Self employed", None),
    ("Freelance / Studio Nord", "Freelance", "Studio Nord", None),
    ("Paperboy at Patel's News", "Paperboy", "Patel's News", None),
    # languages
    ("Teamleiter Antriebe, Neckar Mobil GmbH, Stuttgart", "Teamleiter Antriebe", "Neckar Mobil GmbH", "Stuttgart"),
    ("Werkstattleiter bei Möbelwerk GmbH", "Werkstattleiter", "Möbelwerk GmbH", None),
    ("Comptable – Cabinet Durand & Associés, Lyon (CDI)", "Comptable", "Cabinet Durand & Associés", "Lyon (CDI)"),
    ("Impiegata presso Rossi S.r.l., Bergamo", "Impiegata", "Rossi S.r.l.", "Bergamo"),
    ("Kierownik sklepu – Biedra, Kraków", "Kierownik sklepu", "Biedra", "Kraków"),
    ("Boekhouder bij De Vries Accountants, Utrecht", "Boekhouder", "De Vries Accountants", "Utrecht"),
    ("Asistent medical, Spitalul Someș, Cluj-Napoca", "Asistent medical", "Spitalul Someș", "Cluj-Napoca"),
    # no employer
    ("Career break", "Career break", "", None),
    ("Sabbatical: voluntary water engineer, Kerala", "voluntary water engineer", "", "Kerala"),
    ("Senior Web Developer", "Senior Web Developer", "", None),
    # no title
    ("Acme Ltd, Leeds", "", "Acme Ltd", "Leeds"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "title", "company", "place"), HEADS)
def test_title_employer_and_place_of_a_head(head: str, title: str, company: str, place: str | None) -> None:
    (role,) = profile(f"Jane Doe\n\nEXPERIENCE\n\n{head}, 2015 - 2017\n- did it\n").experience
    assert (role.title, role.company, role.location) == (title, company, place)
    assert (role.start_date, role.end_date, role.bullets) == ("2015", "2017", ["did it"])


LAYOUTS = {
    "date before, on its own line": "2015 - 2017\nCook, Acme Inn\n- did\n\n2013 - 2015\nWaiter, Blue Inn\n- did\n",
    "date after, on its own line": "Cook, Acme Inn\n2015 - 2017\n- did\n\nWaiter, Blue Inn\n2013 - 2015\n- did\n",
    "three lines": "Cook\nAcme Inn\n2015 - 2017\n- did\n\nWaiter\nBlue Inn\n2013 - 2015\n- did\n",
    "employer first": "Acme Inn\nCook\n2015 - 2017\n- did\n\nBlue Inn\nWaiter\n2013 - 2015\n- did\n",
    "date inside": "Acme Inn (2015 - 2017) – Cook\n- did\nBlue Inn (2013 - 2015) – Waiter\n- did\n",
    "date over three lines": "Cook, Acme Inn\n2015\nto\n2017\n- did\nWaiter, Blue Inn\n2013\nto\n2015\n- did\n",
    "left column": "2015 –   Cook, Acme Inn\n2017\n- did\n2013 –   Waiter, Blue Inn\n2015\n- did\n",
    "wide gap": "Cook, Acme Inn          2015 - 2017\n- did\nWaiter, Blue Inn          2013 - 2015\n- did\n",
    "tabs": "2015 - 2017\tCook\tAcme Inn\n\t• did\n2013 - 2015\tWaiter\tBlue Inn\n\t• did\n",
    "labels": "Employer: Acme Inn\nPosition: Cook\nDates: 2015 - 2017\nDuties:\n- did\n\n"
    "Employer: Blue Inn\nPosition: Waiter\nDates: 2013 - 2015\nDuties:\n- did\n",
    "table": "| 2015 - 2017 | Cook | Acme Inn |\n• did\n| 2013 - 2015 | Waiter | Blue Inn |\n• did\n",
    "Markdown": "### Cook, Acme Inn\n*2015 - 2017*\n- did\n\n### Waiter, Blue Inn\n*2013 - 2015*\n- did\n",
    "bold": "**Cook**, Acme Inn _(2015 - 2017)_\n* did\n\n**Waiter**, Blue Inn _(2013 - 2015)_\n* did\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_roles_in_every_layout(layout: str) -> None:
    heading = "## Experience" if layout == "Markdown" else "Experience"
    text = f"Jane Doe\njane@example.com\n\n{heading}\n\n{LAYOUTS[layout]}"
    roles = [(r.title, r.company, r.start_date, r.end_date, r.bullets) for r in profile(text).experience]
    assert roles == [
        ("Cook", "Acme Inn", "2015", "2017", ["did"]),
        ("Waiter", "Blue Inn", "2013", "2015", ["did"]),
    ]


def test_the_date_of_a_promotion_in_a_remark_does_not_date_the_role() -> None:
    text = (
        "Jane Doe\n\nExperience\n\nSTYLES LLP, Leeds    September 2019 – present\n"
        "Associate (promoted from Newly Qualified Solicitor, September 2021)\n• Drafted leases\n"
    )
    (role,) = profile(text).experience
    assert (role.company, role.start_date, role.end_date) == ("STYLES LLP", "2019-09", "present")


@pytest.mark.parametrize(
    "glyph", ["•", "-", "–", "*", "o ", "x ", "→", "▪", "➢", "\uf0b7", "â€¢", "1.", "+ "]
)
def test_bullets_of_every_kind_with_wrapped_lines(glyph: str) -> None:
    other = "2." if glyph == "1." else glyph
    text = (
        "Jane Doe\n\nExperience\n\nCook, Acme Inn, 2015 - 2017\n"
        f"{glyph} Ran the pass for a hundred covers and\nkept the larder in order\n{other} Trained two people\n"
    )
    (role,) = profile(text).experience
    assert role.bullets == [
        "Ran the pass for a hundred covers and kept the larder in order",
        "Trained two people",
    ]


def test_a_list_whose_glyphs_were_lost_is_still_a_list() -> None:
    text = (
        "Jane Doe\n\nExperience\nAcme Ltd, Analyst\n2015 - 2017\nBuilt reports for sales\n"
        "Closed the month in four days\n"
    )
    (role,) = profile(text).experience
    assert role.bullets == ["Built reports for sales", "Closed the month in four days"]


def test_prose_stays_prose() -> None:
    text = (
        "Jane Doe\n\nExperience\n2015 - 2017 Analyst, Acme Ltd, Leeds\n"
        "Built reports for sales and finance. Closed the month in four days and\n"
        "wrote the manual. Trained two people.\n"
    )
    (role,) = profile(text).experience
    assert role.bullets == []
    assert role.description == (
        "Built reports for sales and finance. Closed the month in four days and wrote the manual. Trained two people."
    )


def test_hyphens_at_line_ends() -> None:
    text = (
        "Jane Doe\n\nExperience\nDeveloper, Acme Ltd, 2015 - 2017\n- Devel-\noped a cross-\n"
        "platform tool on the user-\n"
        "friendly side\n"
    )
    (role,) = profile(text).experience
    assert role.bullets == ["Developed a cross-platform tool on the user-friendly side"]


def test_promotions_under_one_employer_with_an_overall_span() -> None:
    text = (
        "Jane Doe\n\nEXPERIENCE\n\nACME STORES, Columbus, OH          2014 - Present\n"
        "    STORE MANAGER          03/2021 - Present\n    * Led 74 people\n"
        "    DEPARTMENT LEAD, TEXTILES          09/2016 - 03/2021\n    * Trained 31 people\n\n"
        "BLUE DINER, Grove City, OH\nSERVER          May 2012 - Sept 2014\n* Closed\n"
    )
    roles = [(role.title, role.company, role.start_date) for role in profile(text).experience]
    assert roles == [
        ("STORE MANAGER", "ACME STORES", "2021-03"),
        ("DEPARTMENT LEAD, TEXTILES", "ACME STORES", "2016-09"),
        ("SERVER", "BLUE DINER", "2012-05"),
    ]


def test_what_the_text_does_not_say_is_left_empty() -> None:
    (role,) = profile("Jane Doe\n\nExperience\n\nBabysitter\n- Two children\n").experience
    assert (role.company, role.location, role.start, role.end) == ("", None, "", "")
    assert (role.start_date, role.end_date, role.description) == (None, None, None)
    person = profile("Jane Doe\n\nExperience\n\nBabysitter\n- Two children\n")
    assert (person.email, person.phone, person.location, person.headline) == (None, None, None, "")


def test_impossible_and_unordered_dates_are_kept_as_written() -> None:
    text = (
        "Jane Doe\n\nExperience\nCook, Acme Inn, 2012 - 2014\n- did\nWaiter, Blue Inn, 2019 - 2017\n- did\n"
    )
    roles = [(role.start, role.end, role.start_date, role.end_date) for role in profile(text).experience]
    assert roles == [("2012", "2014", "2012", "2014"), ("2019", "2017", "2019", "2017")]


# --- contact ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("JANE Q. DOE-SMITH  CEng MIChemE", "JANE Q. DOE-SMITH"),
        ("Jane Doe, RN, BSN", "Jane Doe"),
        ("Dr. Jörg Weißmüller", "Dr. Jörg Weißmüller"),
        ('Te Ariki "Ricky" Parata-Wells', 'Te Ariki "Ricky" Parata-Wells'),
        ("hi, i'm Maxi Østergård 👋", "Maxi Østergård"),
        ("Name: Femke van der Wielen", "Femke van der Wielen"),
        ("John Smith", "John Smith"),
        ("jane doe", "jane doe"),
    ],
)
def test_names(line: str, name: str) -> None:
    assert profile(f"{line}\nLeeds\n\nExperience\nCook, Acme Inn, 2010 - 2012\n").name == name


def test_letters_behind_the_name_are_credentials() -> None:
    assert profile("Jane Doe, RN, BSN\nLeeds\n\nSkills\nTriage\n").certifications == ["RN, BSN"]


@pytest.mark.parametrize(
    "phone",
    ["020 7946 0000", "(555) 123-4567", "+44 (0)7700 900562", "+1 415 555 0142", "614.555.0119", "06 12 34 56 78",
     "+49 (0)711 55 501 23", "555-0107", "0491 570 156", "+351 910 555 018"],
)  # fmt: skip
def test_telephone_numbers(phone: str) -> None:
    assert profile(f"Jane Doe\njane@example.com | {phone} | Leeds\n\nSkills\nSQL\n").phone == phone


def test_years_and_dates_of_birth_are_no_telephone_numbers() -> None:
    assert profile("Jane Doe\nBorn 03.05.1984, in Leeds 2010 - 2019\n\nSkills\nSQL\n").phone is None


def test_a_referee_is_not_the_candidate() -> None:
    text = "Jane Doe\njane@example.com\n\nSkills\nSQL\n\nReferees\nBob Lee, Acme - 0491 570 110, bob@example.com\n"
    person = profile(text)
    assert (person.email, person.phone) == ("jane@example.com", None)
    assert person.other_sections[0].lines == ["Bob Lee, Acme - 0491 570 110, bob@example.com"]


def test_an_address_broken_over_two_lines() -> None:
    assert profile("Jane Doe\njane.doe@\nexample.com\n\nSkills\nSQL\n").email == "jane.doe@example.com"


def test_links_and_place_on_one_line() -> None:
    person = profile(
        "Jane Doe\nLeeds, UK | jane@example.com | linkedin.com/in/jane | https://jane.example.com\n\nSkills\nSQL\n"
    )
    assert person.location == "Leeds, UK"
    assert person.links == ["linkedin.com/in/jane", "https://jane.example.com"]


def test_headline_and_summary_without_a_heading() -> None:
    person = profile(
        "Jane Doe\nSenior Accountant\njane@example.com\n\n"
        "Accountant with ten years in manufacturing who likes clean books.\n\n"
        "Skills\nSQL\n"
    )
    assert person.headline == "Senior Accountant"
    assert person.summary == "Accountant with ten years in manufacturing who likes clean books."


# --- sections -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["Work Experience", "PROFESSIONAL EXPERIENCE", "E X P E R I E N C E", "Experience:", "## Experience",
     "**Experience**",      "WORK EXPERIENCEWORK EXPERIENCE", "Employment History (continued)", "what i've been up to", "Berufserfahrung",  # noqa: E501
     "Expérience professionnelle", "Experiencia laboral", "Esperienza lavorativa", "Werkervaring",
     "Doświadczenie zawodowe", "Experiență profesională", "Experiência Profissional"],
)  # fmt: skip
def test_headings_of_roles_in_many_shapes_and_nine_languages(heading: str) -> None:
    person = profile(f"Jane Doe\njane@example.com\n\n{heading}\n\nCook, Acme Inn, 2010 - 2012\n- did\n")
    assert [role.company for role in person.experience] == ["Acme Inn"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ausbildung", "education"), ("Formation", "education"), ("Formación", "education"),
        ("Istruzione", "education"),         ("Opleiding", "education"), ("Wykształcenie", "education"), ("Educație", "education"),  # noqa: E501
        ("Educação", "education"),
                ("Kenntnisse", "skills"), ("Compétences", "skills"), ("Competenze", "skills"), ("Umiejętności", "skills"),  # noqa: E501
        ("Certi cations", "certifications"), ("Licenses & Certifications", "certifications"),
        ("Zertifikate", "certifications"),         ("Projekte", "projects"), ("Proyectos", "projects"), ("Side Projects", "projects"),  # noqa: E501
    ],
)  # fmt: skip
def test_headings_of_other_sections(heading: str, field: str) -> None:
    person = profile(
        f"Jane Doe\njane@example.com\n\n{heading}\n\nDiploma in Physics, University of Hull, 2015\n"
    )
    assert getattr(person, field)


def test_a_ruled_heading() -> None:
    person = profile(
        "Jane Doe\n\nWork experience\n---------------\nCook, Acme Inn, 2010 - 2012\n\nSkills\n------\nKnives\n"
    )
    assert len(person.experience) == 1
    assert person.skills == ["Knives"]


def test_headings_on_the_line_of_their_text() -> None:
    person = profile(
        "JANE DOE\n\nEXPERIENCE    Cook, Acme Inn, 2010 - 2012\n\nSKILLS: knives, pass\n\n"
        "EDUCATION    B.A., Hull College\n"
    )
    assert [role.title for role in person.experience] == ["Cook"]
    assert person.skills == ["knives", "pass"]
    assert [(entry.degree, entry.school) for entry in person.education] == [("B.A.", "Hull College")]


def test_unknown_sections_are_kept_under_their_own_heading() -> None:
    text = (
        "JANE DOE\njane@example.com\n\nEXPERIENCE\n\nSolicitor, Acme LLP, 2010 - 2012\n\nSELECTED MATTERS\n"
        "• Sale of an airfield (£18.2m)\n• Refinancing of 31 care homes\n\nRIGHT TO WORK\nUK citizen\n"
    )
    person = profile(text)
    assert [(section.heading, section.lines) for section in person.other_sections] == [
        ("SELECTED MATTERS", ["Sale of an airfield (£18.2m)", "Refinancing of 31 care homes"]),
        ("RIGHT TO WORK", ["UK citizen"]),
    ]
    assert len(person.experience) == 1


def test_skills_keep_their_groups() -> None:
    person = profile(
        "Jane Doe\n\nSkills\n\nLanguages: Python, C++ (basic), SQL\n**Tools**: Git, Docker\nTeamwork\n"
    )
    assert [(group.category, group.items) for group in person.skill_groups] == [
        ("Languages", ["Python", "C++ (basic)", "SQL"]),
        ("Tools", ["Git", "Docker"]),
        ("", ["Teamwork"]),
    ]
    assert person.skills == ["Python", "C++ (basic)", "SQL", "Git", "Docker", "Teamwork"]


def test_projects_with_dates_and_technologies() -> None:
    text = "Jane Doe\n\nProjects\n\nTrailhead (2022)\n- Offline maps\nTech: Kotlin, SQLite\n\nTidepool\n- Lake levels\n"
    projects = [(project.name, project.bullets, project.tech) for project in profile(text).projects]
    assert projects == [
        ("Trailhead (2022)", ["Offline maps"], ["Kotlin", "SQLite"]),
        ("Tidepool", ["Lake levels"], []),
    ]


def test_certificates_keep_their_dates() -> None:
    text = (
        "Jane Doe\n\nCertifications\n- BLS, expires 02/2026\n"
        "- ILS - renewed 02/2026      DBS enhanced - issued 14/01/2025\n"
    )
    assert profile(text).certifications == [
        "BLS, expires 02/2026",
        "ILS - renewed 02/2026",
        "DBS enhanced - issued 14/01/2025",
    ]


SCHOOLS = [
    ("BSc Physics, University of Hull, 2012 - 2015", "BSc Physics", "University of Hull", "2012", "2015"),
    ("University of California, Berkeley | 2019", "", "University of California, Berkeley", None, "2019"),
    ("Ph.D., Biology, Cape University, 2018. Thesis: Kelp.", "Ph.D., Biology", "Cape University", None, "2018"),
    ("2004 – 2010    Diplom Elektrotechnik (Note 1,4), KIT Karlsruhe", "Diplom Elektrotechnik (Note 1,4)",
     "KIT Karlsruhe",      "2004", "2010"),
    ("2015 BTS Maintenance, Lycée Vauban, Brest", "BTS Maintenance", "Lycée Vauban", None, "2015"),
    ("Licență în Informatică, Universitatea Babeș, 2015 - 2019", "Licență în Informatică", "Universitatea Babeș",
     "2015", "2019"),
    ("HILL COLLEGE - A.A.S., RETAIL MANAGEMENT - 2016", "A.A.S., RETAIL MANAGEMENT", "HILL COLLEGE", None, "2016"),
    ("2014: Diploma di perito meccanico, ITIS Castelli, Brescia", "Diploma di perito meccanico", "ITIS Castelli",
     None, "2014"),
    ("University College Cork    2013 to 2017\nCork, Ireland BA in Psychology", "BA in Psychology",
     "University College Cork", "2013", "2017"),
    ("J.D., magna cum laude, Bay School of Law, May 2014", "J.D., magna cum laude", "Bay School of Law",
     None, "2014-05"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "degree", "school", "start", "end"), SCHOOLS)
def test_schools(line: str, degree: str, school: str, start: str | None, end: str | None) -> None:
    (entry,) = profile(f"Jane Doe\n\nEducation\n\n{line}\n").education
    assert (entry.degree, entry.school, entry.start_date, entry.end_date) == (degree, school, start, end)


# --- the page and the whole ---------------------------------------------------------------------


def test_page_furniture_is_no_content() -> None:
    text = (
        "Jane Doe – Confidential\nJANE DOE\njane@example.com\n\nExperience\n\n"
        "Cook, Acme Inn, 2010 - 2012\n- Ran the pass and\n"
        "/home/jane/CV_final(2).docx      Page 1 of 2\nJane Doe – Confidential\nthe larder\n"
        "- Trained two\n\nPage 2 of 2\n"
    )
    parsed = read(text)
    assert parsed.profile.experience[0].bullets == ["Ran the pass and the larder", "Trained two"]
    furniture = [placement.text for placement in parsed.placements if placement.place == "furniture"]
    assert "Jane Doe – Confidential" in furniture
    assert "Page 2 of 2" in furniture


def test_repeated_titles_and_places_are_no_page_headers() -> None:
    text = (
        "Jane Doe\njane@example.com\n\nExperience\n\nCook\nAcme Inn, Leeds\n2015 - 2017\n- did\n\nCook\n"
        "Acme Inn, Leeds\n2012 - 2014\n"
        "- did\n"
    )
    assert [role.title for role in profile(text).experience] == ["Cook", "Cook"]


def test_two_columns_read_line_by_line_are_separated() -> None:
    text = (
        "JANE DOE\njane@example.com\nSUMMARY SKILLS\n"
        "Engineer with ten years in the design and operation of payment Kotlin\n"
        "systems at several banks, and with a taste for short meetings Kafka Terraform\n"
        "and long documents on paper, who has built teams from nothing\nand kept them.\n"
        "EXPERIENCE\nEngineer Jan 2020 - Present Observability\nAcme • Leeds\n"
        "• Rewrote the ledger so that it closes the day in two minutes Docker\nwhere it took an hour before\n"
        "• Led the move of forty services to the new data centre in the\nnorth Postgres Redis\n"
        "Analyst Mar 2015 - Dec 2019\nBlue Bank • York\n• Wrote reports\n"
    )
    person = profile(text)
    first, second = person.experience
    assert (first.title, first.company, first.start_date) == ("Engineer", "Acme", "2020-01")
    assert (
        first.bullets[0]
        == "Rewrote the ledger so that it closes the day in two minutes where it took an hour before"
    )
    assert (second.title, second.company, second.end_date) == ("Analyst", "Blue Bank", "2019-12")
    assert person.skills[:4] == ["Kotlin", "Kafka Terraform", "Observability", "Docker"]


def test_columns_that_cannot_be_separated_are_warned_of() -> None:
    parsed = read("Jane Doe\nSkills Experience\nSQL Acme Ltd\nGo Engineer 2010 - 2012\n")
    assert any("columns" in warning for warning in parsed.warnings)


def test_a_text_without_structure_is_reported_not_dropped() -> None:
    parsed = read("qwertz asdf 12\n\nlorem ipsum dolor")
    assert parsed.profile.experience == []
    assert len(parsed.warnings) == 3
    kept = " ".join(
        [*parsed.profile.unplaced, parsed.profile.name, parsed.profile.headline, parsed.profile.summary]
    )
    assert set("qwertz asdf lorem ipsum dolor".split()) <= set(kept.split())


def test_an_empty_text_gives_an_empty_profile() -> None:
    parsed = read("")
    assert parsed.profile == CandidateProfile()
    assert parsed.placements == ()


def test_damaged_words_are_mended_and_reported() -> None:
    parsed = read("Jane Doe\n\nExperience\n\nCook, CafÃ© Lumen, 2010 - 2012\nâ€¢ Ran the pass\n")
    assert parsed.profile.experience[0].company == "Café Lumen"
    assert parsed.profile.experience[0].bullets == ["Ran the pass"]
    assert "CafÃ" in [placement.text for placement in parsed.placements if placement.place == "furniture"]


def test_the_language_is_recognised() -> None:
    text = (
        "Jörg Weiß\n\nBerufserfahrung\n\nseit 04/2019  Leiter der Entwicklung bei der Neckar GmbH\n"
        "• Führung von 9 und mehr\n"
    )
    assert read(text).language == "de"


def test_nothing_of_the_resume_shows_in_a_repr() -> None:
    parsed = read("Jane Doe\njane@example.com\n\nExperience\n\nCook, Acme Inn, 2010 - 2012\n")
    shown = f"{parsed!r} {parsed.profile!r} {parsed.placements!r}"
    for secret in ("Jane", "jane@example.com", "Acme", "Cook"):
        assert secret not in shown
