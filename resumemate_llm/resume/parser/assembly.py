"""Making the profile: the parsers' spans become values, each recorded in the ledger."""

from __future__ import annotations

from ...schema.profiles import CandidateProfile, Education, OtherSection, Project, Role, SkillLine
from .bodies import Body, lists, read_body
from .contact import Contact, read_header, read_links
from .education import RawEducation, parse_education
from .head_dates import Dates
from .heading_table import Kind
from .ledger import Ledger
from .lists import parse_items, parse_verbatim
from .projects import RawProject, parse_projects
from .roles import RawRole, parse_roles
from .sections import Section
from .shapes import is_prose
from .skills import parse_skills
from .source import Line, Span


class Assembly:
    """The profile as it is being filled, section by section."""

    def __init__(self, text: str, days_first: bool | None) -> None:
        self.text = text
        self.days_first = days_first
        self.ledger = Ledger(text)
        self._contact = Contact()
        self._summary: list[Span] = []
        self._roles: list[Role] = []
        self._education: list[Education] = []
        self._groups: list[SkillLine] = []
        self._projects: list[Project] = []
        self._certifications: list[str] = []
        self._others: list[OtherSection] = []

    def read_header(self, lines: list[Line]) -> None:
        """Read the lines of header and contact sections."""
        read_header(self.text, lines, self._contact)

    def read(self, section: Section) -> None:
        """Read a section by its kind."""
        readers = {
            Kind.SUMMARY: self._read_summary,
            Kind.EXPERIENCE: self._read_roles,
            Kind.EDUCATION: self._read_education,
            Kind.SKILLS: self._read_skills,
            Kind.PROJECTS: self._read_projects,
            Kind.CERTIFICATIONS: self._read_certifications,
            Kind.LINKS: self._read_links,
        }
        readers.get(section.kind, self._keep)(section)

    def _take_each(self, items: list[list[Span]], place: str) -> list[str]:
        return [self.ledger.take(item, f"{place}[{number}]") for number, item in enumerate(items)]

    # --- sections without entries -------------------------------------------------------------

    def _read_summary(self, section: Section) -> None:
        self._summary += [line.body for line in section.lines]

    def _keep(self, section: Section) -> None:
        """Keep a section under its own heading; without one its lines are reported as unplaced."""
        if section.heading is None:
            return
        items = parse_verbatim(self.text, section.lines)
        kept = self._take_each(items, f"other_sections[{len(self._others)}].lines")
        if kept:
            heading = self.ledger.value([section.heading]).strip(" :#*_-")
            self._others.append(OtherSection(heading=heading, lines=kept))

    def _read_links(self, section: Section) -> None:
        names = [line for line in section.lines if "." not in line.text and "@" not in line.text]
        read_links(self.text, [line for line in section.lines if line not in names], self._contact)
        self._keep(Section(section.kind, section.heading, names))

    def _read_certifications(self, section: Section) -> None:
        for item in parse_items(self.text, section.lines):
            content = self.ledger.value(item)
            if not self._summary and len(content.split()) > 25 and is_prose(content):
                self._summary += item
            else:
                self._certify(item)

    def _certify(self, item: list[Span]) -> None:
        place = f"certifications[{len(self._certifications)}]"
        self._certifications.append(self.ledger.take(item, place))

    def _read_skills(self, section: Section) -> None:
        groups, levels = parse_skills(self.text, section.lines)
        self.ledger.mark(levels, "label")
        for group in groups:
            place = f"skill_groups[{len(self._groups)}]"
            category = self.ledger.take(group.category, f"{place}.category").rstrip(" :")
            items = self._take_each(group.items, f"{place}.items")
            self._groups.append(SkillLine(category=category, items=items))

    # --- roles --------------------------------------------------------------------------------

    def _read_roles(self, section: Section) -> None:
        found = parse_roles(self.text, section.lines, self.days_first, bodies_first=section.bodies_first)
        self.ledger.mark(found.labels, "label")
        if not found.roles:
            self._keep(section)
            return
        if not self._summary and not self._roles:
            self._summary += [row.span for row in found.intro if not row.glyph]
        bodies = [read_body(role.body, found.width) for role in found.roles]
        for role, body, is_list in zip(found.roles, bodies, lists(self.text, bodies), strict=True):
            if is_list:
                body.bullets, body.prose = body.prose, []
            self._roles.append(self._role(role, body))

    def _role(self, role: RawRole, body: Body) -> Role:
        place, take = f"experience[{len(self._roles)}]", self.ledger.take
        self.ledger.mark([*role.labels, *body.labels], "label")
        prose = [[span] for span in (*role.head.notes, *body.tech)] + body.prose
        start, end = self._dates(role.dates, place)
        return Role(
            title=take(role.head.title, f"{place}.title"),
            company=take(role.head.company, f"{place}.company") or self.ledger.value(role.inherited),
            location=take(role.head.place, f"{place}.location", joiner=", ") or None,
            start=start,
            end=end,
            start_date=role.dates.start_date if role.dates else None,
            end_date=role.dates.end_date if role.dates else None,
            description=_paragraphs([take(item, f"{place}.description") for item in prose]),
            bullets=self._take_each(body.bullets, f"{place}.bullets"),
        )

    def _dates(self, dates: Dates | None, place: str) -> tuple[str, str]:
        if dates is None:
            return "", ""
        self.ledger.mark(dates.marks, "label")
        start = self.ledger.take([dates.start], f"{place}.start") if dates.start else ""
        return start, self.ledger.take([dates.end], f"{place}.end") if dates.end else ""

    # --- education and projects ---------------------------------------------------------------

    def _read_education(self, section: Section) -> None:
        for entry in parse_education(self.text, section.lines, self.days_first):
            self._education.append(self._school(entry))

    def _school(self, entry: RawEducation) -> Education:
        place, take = f"education[{len(self._education)}]", self.ledger.take
        dates = entry.dates
        ranged = dates is not None and dates.is_range
        if dates and not ranged:  # one date alone is when it ended
            dates.start, dates.end = None, dates.start
        start, end = self._dates(dates, place)
        return Education(
            school=take(entry.school, f"{place}.school"),
            degree=take(entry.degree, f"{place}.degree"),
            location=take(entry.place, f"{place}.location", joiner=", ") or None,
            start=start or None,
            end=end or None,
            start_date=dates.start_date if dates and ranged else None,
            end_date=dates.end_date if dates else None,
            details=self._take_each(entry.details, f"{place}.details"),
        )

    def _read_projects(self, section: Section) -> None:
        for project in parse_projects(self.text, section.lines, self.days_first):
            self._projects.append(self._project(project))

    def _project(self, project: RawProject) -> Project:
        place = f"projects[{len(self._projects)}]"
        self.ledger.mark(project.labels, "label")
        name = self.ledger.take(project.name, f"{place}.name", joiner=", ")
        dates = [self.ledger.take([span], f"{place}.name") for span in project.dates]
        return Project(
            name=f"{name} ({' – '.join(dates)})" if dates else name,
            bullets=self._take_each(project.bullets, f"{place}.bullets"),
            tech=self._take_each(project.tech, f"{place}.tech"),
        )

    # --- the whole ----------------------------------------------------------------------------

    def profile(self) -> CandidateProfile:
        """The profile of everything read; `unplaced` is still empty."""
        contact, take = self._contact, self.ledger.take
        self.ledger.mark(contact.labels, "label")
        for span in contact.credentials:
            self._certify([span])
        return CandidateProfile(
            name=take(contact.name, "name"),
            headline=take(contact.headline, "headline"),
            summary=take([*contact.summary, *self._summary], "summary"),
            email=take(contact.email, "email", joiner="") or None,
            phone=take(contact.phone, "phone") or None,
            location=take(contact.location, "location", joiner=", ") or None,
            links=[take(link, f"links[{number}]", joiner="") for number, link in enumerate(contact.links)],
            skills=list(dict.fromkeys(item for group in self._groups for item in group.items)),
            skill_groups=self._groups,
            experience=self._roles,
            education=self._education,
            projects=self._projects,
            certifications=self._certifications,
            other_sections=self._others,
        )


def _paragraphs(paragraphs: list[str]) -> str | None:
    """Prose that goes on is one paragraph; a remark without a full stop stands on its own line."""
    text = ""
    for paragraph in paragraphs:
        joint = "" if not text else " " if text[-1] in ".!?" else "\n"
        text += joint + paragraph
    return text or None
