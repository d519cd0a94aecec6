"""Cutting the lines into sections."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .contact import has_contact, name_score
from .education import degree_score
from .employers import employer_score, school_score
from .headings import Kind, is_document_title, kind_by_word, known_heading
from .labels import CONTACT, read_label
from .places import is_place
from .rows import head_date, is_headlike, is_url
from .source import Line, Span
from .titles import is_break, title_score

_INLINE = re.compile(r"([^:]{3,40}):\s*(?=\S)")
_HANGING = re.compile(r"(\S(?:[^\t]{1,40}?\S)?)(?:\t+|\s{3,})(?=\S)")
_LISTS = {Kind.SKILLS, Kind.CERTIFICATIONS, Kind.OTHER, Kind.SUMMARY, Kind.EDUCATION}


_ALSO_SKILLS = frozenset(
    "leadership research teaching training service community sports media press supervision equipment "
    "writing presentations events recruitment travel "
    "coaching mentoring sales patents conferences performance publications speaking".split()
)
"""Headings that are skills as well."""


@dataclass(slots=True)
class Section:
    """The lines under one heading. `heading` is None for what stands before the first."""

    kind: Kind
    heading: Span | None = None
    lines: list[Line] = field(default_factory=list)
    bodies_first: bool = False
    """Whether the text of each role stands above its head."""


@dataclass(slots=True)
class _Style:
    """How the headings that are known look, for recognising those that are not."""

    upper: bool
    colon: bool
    ruled: bool
    level: int
    bold: bool
    gap: bool


def split_sections(text: str, lines: list[Line]) -> list[Section]:
    """The sections in order of the text; the first one is the header, possibly without lines."""
    sections = [Section(Kind.HEADER)]
    style = _style(lines)
    back_to_header = False
    for position, line in enumerate(lines):
        if back_to_header and (line.gap or _is_labelled(line)):
            sections.append(Section(Kind.HEADER))
            back_to_header = False
        heading = _heading(lines, position, sections[-1].kind, style)
        if heading is None:
            sections[-1].lines.append(line)
            continue
        kind, span, rest = heading
        back_to_header = (
            sections[-1].kind is Kind.HEADER
            and not rest.empty
            and kind is not Kind.HEADER
            and _more_header(lines, position)
        )
        sections.append(Section(kind, span))
        if not rest.empty:
            sections[-1].lines.append(Line(rest, text[rest.start : rest.end], line.indent, True, "", rest))
    _recognise_roles(sections)
    _find_header(sections)
    return _split_header(sections)


def _recognise_roles(sections: list[Section]) -> None:
    """A summary with dated roles in it ("Career Summary") is an experience section."""
    if any(section.kind is Kind.EXPERIENCE for section in sections):
        return
    for section in sections[1:]:
        if section.kind in {Kind.SUMMARY, Kind.OTHER} and first_role(section.lines) is not None:
            section.kind = Kind.EXPERIENCE


def first_role(lines: list[Line]) -> int | None:
    """The number of the line where the first dated role begins: its date, or the lines of title and
    employer above it."""
    for number, line in enumerate(lines):
        found = None if line.glyph else head_date(line.text, None)
        if not found or not found.is_range:
            continue
        first = number
        while (
            first > 0 and not lines[first].gap and number - first < 3 and is_headlike(lines[first - 1].text)
        ):
            first -= 1
        if any(
            title_score(other.text) >= 2 or employer_score(other.text) >= 2
            for other in lines[first : number + 2]
        ):
            return first
    return None


def _split_header(sections: list[Section]) -> list[Section]:
    """A resume without headings: what follows the contact data are roles, then schools."""
    header = sections[0]
    if any(section.kind is Kind.EXPERIENCE for section in sections):
        return sections
    first = first_role(header.lines)
    if first is None:
        return sections
    roles = Section(Kind.EXPERIENCE, None, header.lines[first:])
    del header.lines[first:]
    school = next(
        (
            n
            for n, line in enumerate(roles.lines)
            if n
            and line.gap
            and not line.glyph
            and degree_score(line.text) >= 2
            and title_score(line.text) < 3
        ),
        len(roles.lines),
    )
    schools = Section(Kind.EDUCATION, None, roles.lines[school:])
    del roles.lines[school:]
    return [header, roles, *([schools] if schools.lines else []), *sections[1:]]


def _is_labelled(line: Line) -> bool:
    return bool(re.match(r"[^\W\d_][^:\t]{1,28}:(?:\s|$)|[^\W\d_][\w-]{2,14}\t", line.text))


def _more_header(lines: list[Line], position: int) -> bool:
    """Whether contact lines follow: a label such as "Licence:" among them opens no section."""
    for line in lines[position + 1 : position + 8]:
        if line.gap:
            return False
        label = read_label(line.text)
        if (label and label.meanings & CONTACT) or _is_labelled(line):
            return True
    return False


def _style(lines: list[Line]) -> _Style:
    known = [line for line in lines if not line.glyph and known_heading(line.content)]
    count = max(len(known), 1)

    def most(number: int) -> bool:
        return number > 0.6 * count

    levels = Counter(line.level for line in known if line.level)
    return _Style(
        upper=most(sum(line.content.isupper() for line in known)),
        colon=most(sum(line.text.rstrip("*_ ").endswith(":") for line in known)),
        ruled=most(sum(line.ruled for line in known)),
        level=levels.most_common(1)[0][0] if levels else 0,
        bold=most(sum(line.text.startswith("**") for line in known)),
        gap=most(sum(line.gap for line in known)),
    )


def _heading(
    lines: list[Line], position: int, current: Kind, style: _Style
) -> tuple[Kind, Span, Span] | None:
    """Kind and place of the heading on this line, and what follows it on the line."""
    line = lines[position]
    if is_document_title(line.text) and position < 3:
        return Kind.HEADER, line.span, Span(0, 0)
    if line.glyph:
        return None
    kind = known_heading(line.content)
    if kind and _fits(lines, position, current, style, kind):
        return kind, line.span, Span(0, 0)
    inline = _inline_heading(lines, position, current, style)
    if inline:
        return inline
    guess = kind_by_word(line.content)
    if (current is not Kind.HEADER or guess is not Kind.OTHER) and _is_unknown_heading(
        lines, position, current, style
    ):
        return guess, line.span, Span(0, 0)
    return None


def _fits(lines: list[Line], position: int, current: Kind, style: _Style, kind: Kind) -> bool:
    """Whether a line with a heading's words is one here: not the label of a role ("Achievements:"), not
    a skill ("Leadership") in a list, not a Markdown heading of a lower level."""
    line = lines[position]
    bare = line.content.strip("*_ ")
    if style.level and line.level and line.level > style.level and current is not Kind.HEADER:
        return False
    if style.level and not line.level and not line.text.startswith("**"):
        return False
    label = read_label(bare if bare.endswith(":") else bare + ":")
    if label and "body" in label.meanings and current is Kind.EXPERIENCE and not line.level:
        return (
            (line.gap or not style.gap)
            and bare.isupper() == style.upper
            and (bare.endswith(":") == style.colon)
            and not _before_bullets_of_role(lines, position, style)
        )
    if current is Kind.EXPERIENCE and kind is Kind.OTHER and is_break(bare):
        return False
    if (
        bare.isupper() != style.upper
        and current in {Kind.SKILLS, Kind.EXPERIENCE, Kind.CERTIFICATIONS, Kind.OTHER}
        and not line.level
    ):
        return line.gap and line.ruled == style.ruled
    if (
        current is Kind.SKILLS
        and kind in {Kind.OTHER, Kind.SKILLS}
        and not line.level
        and not bare.endswith(":")
    ):
        plain_item = not (style.upper and bare.isupper()) and not line.gap
        if plain_item and (style.gap or kind is Kind.SKILLS or bare.lower() in _ALSO_SKILLS):
            return False
    return not (bare[:1].islower() and len(bare.split()) == 1 and not line.gap and not line.level)


def _before_bullets_of_role(lines: list[Line], position: int, style: _Style) -> bool:
    """ "Achievements" right under a role, without an empty line where headings have one."""
    return style.gap and not lines[position].gap


def _inline_heading(
    lines: list[Line], position: int, current: Kind, style: _Style
) -> tuple[Kind, Span, Span] | None:
    """ "SKILLS: Python, SQL" and hanging headings ("EDUCATION    BSc ...")."""
    line = lines[position]
    for pattern in (_INLINE, _HANGING):
        match = pattern.match(line.text)
        if not match:
            continue
        kind = known_heading(match[1])
        if kind is None or (pattern is _HANGING and not _hangs(match[1], line)):
            continue
        if pattern is _INLINE and not _inline_fits(line, current, kind, match[1], style):
            continue
        begin = line.span.start
        return kind, Span(begin, begin + match.end(1)), Span(begin + match.end(), line.span.end)
    return None


def _hangs(heading: str, line: Line) -> bool:
    return (
        line.indent == 0
        and (heading.isupper() or heading.istitle() or heading[:1].isupper())
        and read_label(heading + ":") is None
    )


def _inline_fits(line: Line, current: Kind, kind: Kind, heading: str, style: _Style) -> bool:
    if current in {Kind.HEADER, Kind.CONTACT}:
        return not _is_contact_label(heading)
    if current is Kind.SUMMARY:
        return True
    shouts = heading.isupper() and style.upper
    if kind is current is Kind.EXPERIENCE:
        return line.gap and shouts
    if kind is current or line.text.startswith("**"):
        return False
    if current in {Kind.EXPERIENCE, Kind.PROJECTS}:
        return (
            line.gap
            and kind not in {Kind.EXPERIENCE, Kind.SUMMARY}
            and (shouts or read_label(heading + ":") is None)
        )
    if current is Kind.SKILLS:
        return line.gap and (shouts or kind is not Kind.OTHER)
    if current is Kind.EDUCATION:
        return kind in {Kind.CERTIFICATIONS, Kind.SKILLS} or (line.gap and shouts)
    return line.gap or shouts


def _is_contact_label(heading: str) -> bool:
    label = read_label(heading + ":")
    return bool(label and label.meanings & CONTACT)


def _is_unknown_heading(lines: list[Line], position: int, current: Kind, style: _Style) -> bool:
    """Whether the line looks like the document's headings and like nothing else."""
    line = lines[position]
    bare = line.content.strip("*_: ")
    if (
        not 1 <= len(bare.split()) <= 7
        or re.search(r"[\d@|,•]|\.$|https?:", bare)
        or len(re.findall(r"[^\W\d_]", bare)) < 4
    ):
        return False
    if position + 1 >= len(lines) or lines[position + 1].gap and not style.gap:
        return False
    if style.level:
        return line.level == style.level
    if line.ruled and style.ruled:
        return True
    telling = (
        kind_by_word(bare) is not Kind.OTHER
        and line.gap
        and style.gap
        and len(bare.split()) <= 4
        and bare[:1].isupper()
    )
    bold = style.bold and line.gap and line.text.startswith("**") and line.text.endswith("**")
    alike = (
        telling
        or bold
        or (style.upper and bare.isupper() and (line.gap or not style.gap))
        or (
            style.colon
            and not style.upper
            and line.text.rstrip("*_ ").endswith(":")
            and line.gap
            and line.indent == 0
        )
    )
    return alike and not _says_something(lines, position, current, bare)


def _says_something(lines: list[Line], position: int, current: Kind, bare: str) -> bool:
    """Whether the line is a role, an employer, a school, a place or a name rather than a heading."""
    if title_score(bare) >= 2 or is_place(bare) or read_label(bare + ":"):
        return True
    if current in {Kind.EXPERIENCE, Kind.EDUCATION, Kind.PROJECTS}:
        if employer_score(bare) >= 1.5 or school_score(bare) >= 1 or degree_score(bare) >= 2:
            return True
        following = lines[position + 1 : position + 3]
        if any(not line.glyph and head_date(line.text, None) for line in following):
            return True
    return current is Kind.SKILLS and not lines[position].gap


def _find_header(sections: list[Section]) -> None:
    """Where columns were read one after the other, the name and the contact lines can stand in the
    middle or at the end: take them to the header."""
    header = sections[0]
    top = [
        line for section in sections if section.kind in {Kind.HEADER, Kind.CONTACT} for line in section.lines
    ]
    if any(has_contact(line.text) for line in top):
        _find_name(sections, top)
        return
    for section in sections[1:]:
        for position, line in enumerate(section.lines):
            if not has_contact(line.text) or line.glyph:
                continue
            block = section.lines[max(0, position - 3) : position]
            if section.kind is Kind.REFERENCES and not any(
                name_score(other.text, line.text) >= 4 for other in block
            ):
                continue
            _move_block(header, section, position)
            return


def _find_name(sections: list[Section], top: list[Line]) -> None:
    """Where the contact data stand in a column of their own, the name is elsewhere: the line that the
    e-mail address spells, with the lines under it."""
    email = next((line.text for line in top if "@" in line.text), "")
    if not email or any(
        name_score(line.text, email) >= 4 for line in top if not re.search(r"[@/]", line.text)
    ):
        return
    for section in sections[1:]:
        for position, line in enumerate(section.lines):
            if (
                line.gap
                and not line.glyph
                and "@" not in line.text
                and name_score(line.text, email) >= 5
                and is_headlike(line.text)
            ):
                last = position + 1
                while last < len(section.lines) and not section.lines[last].gap and last - position < 5:
                    last += 1
                sections[0].lines += section.lines[position:last]
                del section.lines[position:last]
                return


def _move_block(header: Section, section: Section, position: int) -> None:
    email = section.lines[position].text
    first = position
    while first > 0 and position - first < 3:
        line = section.lines[first - 1]
        if line.glyph or len(line.text.split()) > 9 or head_date(line.text, None):
            break
        first -= 1
    while (
        first < position
        and name_score(section.lines[first].text, email) < 2
        and title_score(section.lines[first].text) < 2
    ):
        first += 1
    last = position + 1
    while last < len(section.lines) and (
        has_contact(section.lines[last].text)
        or is_place(section.lines[last].text)
        or is_url(section.lines[last].text)
    ):
        last += 1
    header.lines += section.lines[first:last]
    del section.lines[first:last]
