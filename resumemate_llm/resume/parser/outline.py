"""Recognising the headings of one document: those that are known, and those that look like them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from .degrees import degree_score
from .employers import employer_score, school_score
from .head_dates import head_date
from .heading_table import Kind
from .headings import is_document_title, kind_by_word, known_heading
from .labels import CONTACT, read_label
from .names import name_score
from .places import is_place
from .source import NOWHERE, Line, Span
from .titles import is_break, title_score

_INLINE = re.compile(r"([^:]{3,40}):\s*(?=\S)")
_HANGING = re.compile(r"(\S(?:[^\t]{1,40}?\S)?)(?:\t+|\s{3,})(?=\S)")
_NOT_HEADING = re.compile(r"[\d@|,•]|\.$|https?:")
_ALSO_SKILLS = frozenset(
    "leadership research teaching training service community sports media press supervision equipment "
    "writing "
    "presentations events recruitment travel coaching mentoring sales patents conferences performance "
    "publications "
    "speaking".split()
)
"""Headings that are skills as well."""
_ENTRY_KINDS = frozenset({Kind.EXPERIENCE, Kind.EDUCATION, Kind.PROJECTS})
_ITEM_KINDS = frozenset({Kind.SKILLS, Kind.EXPERIENCE, Kind.CERTIFICATIONS, Kind.OTHER})


class Heading(NamedTuple):
    """A heading, and what follows it on its line."""

    kind: Kind
    span: Span
    rest: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Style:
    """How most of the headings that are known look."""

    upper: bool
    colon: bool
    ruled: bool
    bold: bool
    gap: bool
    level: int


def read_style(lines: list[Line]) -> Style:
    """The look of the document's headings. Of those with text on their line only the letters count."""
    known = [line for line in lines if not line.glyph and known_heading(line.content)]
    parted = [line.text for line in lines if any(mark in line.text for mark in (":", "\t", "   "))]
    inline = [match[1] for text in parted if (match := _HANGING.match(text) or _INLINE.match(text))]
    shouting = [heading for heading in inline if heading.isupper() and known_heading(heading)]
    levels = Counter(line.level for line in known if line.level)

    def most(flags: list[bool]) -> bool:
        return sum(flags) > 0.6 * len(flags)

    return Style(
        upper=most([*(line.content.isupper() for line in known), *(True for _ in shouting)]),
        colon=most([line.text.rstrip("*_ ").endswith(":") for line in known]),
        ruled=most([line.ruled for line in known]),
        bold=most([line.text.startswith("**") for line in known]),
        gap=most([line.gap for line in known]),
        level=levels.most_common(1)[0][0] if levels else 0,
    )


def _unnumber_headings(lines: list[Line]) -> None:
    """Headings with numbers ("3. EDUCATION") are no items of a list."""
    numbered = [line for line in lines if line.glyph[:1].isdigit() and known_heading(line.content)]
    if len({known_heading(line.content) for line in numbered}) > 1:
        for line in numbered:
            line.glyph = ""


class Outline:
    """The headings among the lines of a document."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        _unnumber_headings(lines)
        self.style = read_style(lines)
        self._email = next((line.text for line in lines if "@" in line.text), "")

    def heading(self, position: int, current: Kind) -> Heading | None:
        """The heading on a line of a section of kind `current`, if it is one."""
        line = self.lines[position]
        if is_document_title(line.text) and position < 3:
            return Heading(Kind.HEADER, line.span)
        if line.glyph:
            return None
        kind = known_heading(line.content)
        if kind and self._fits(line, current, kind):
            return Heading(kind, line.span)
        inline = self._inline(line, current)
        if inline:
            return inline
        if not self._is_unknown_heading(position, current):
            return None
        guess = kind_by_word(line.content)
        return None if current is Kind.HEADER and guess is Kind.OTHER else Heading(guess, line.span)

    # --- known headings -----------------------------------------------------------------------

    def _fits(self, line: Line, current: Kind, kind: Kind) -> bool:
        """Whether a line with a heading's words is one here, not a Markdown heading of a lower level, nor
        what it could be in its section."""
        bare = line.content.strip("*_ ")
        if self.style.level and not line.level:
            return line.text.startswith("**")
        if line.level:
            return line.level <= self.style.level or current is Kind.HEADER
        if current is Kind.EXPERIENCE and (
            _is_label(bare, "body") or (kind is Kind.OTHER and is_break(bare))
        ):
            return self._outweighs_label(line, bare)
        if current in _ITEM_KINDS and bare.isupper() != self.style.upper:
            return line.gap and line.ruled == self.style.ruled
        if current is Kind.SKILLS and self._is_skill(line, kind, bare):
            return False
        return line.gap or bare[:1].isupper() or " " in bare

    def _outweighs_label(self, line: Line, bare: str) -> bool:
        """Whether words that can stand within a role ("Achievements:", "Career break") look just as the
        document's headings do."""
        alike = bare.isupper() == self.style.upper and bare.endswith(":") == self.style.colon
        return alike and not is_break(bare) and (line.gap or not self.style.gap)

    def _is_skill(self, line: Line, kind: Kind, bare: str) -> bool:
        if kind not in {Kind.OTHER, Kind.SKILLS} or line.gap or bare.endswith(":") or bare.isupper():
            return False
        return self.style.gap or kind is Kind.SKILLS or bare.lower() in _ALSO_SKILLS

    # --- headings with text on their line -----------------------------------------------------

    def _inline(self, line: Line, current: Kind) -> Heading | None:
        """ "SKILLS: Python, SQL" and hanging headings ("EDUCATION    BSc ...")."""
        for pattern in (_INLINE, _HANGING):
            match = pattern.match(line.text)
            kind = known_heading(match[1]) if match else None
            if match is None or kind is None:
                continue
            if pattern is _INLINE:
                fits = self._inline_fits(line, current, kind, match[1])
            else:
                label = read_label(match[1].rstrip(":") + ":")
                fits = line.indent == 0 and match[1][0].isupper() and label is None
            if fits:
                begin = line.span.start
                rest = Span(begin + match.end(), line.span.end)
                return Heading(kind, Span(begin, begin + match.end(1)), rest)
        return None

    def _inline_fits(self, line: Line, current: Kind, kind: Kind, heading: str) -> bool:
        """Whether a heading with a colon opens a section: it may be a label of what it stands in."""
        shouts = heading.isupper() and self.style.upper
        if current in {Kind.HEADER, Kind.CONTACT}:
            return not _is_label(heading, *CONTACT)
        if current is Kind.SUMMARY:
            return True
        if current is Kind.EDUCATION and kind in {Kind.CERTIFICATIONS, Kind.SKILLS}:
            return True
        if kind is current:
            return kind is Kind.EXPERIENCE and line.gap and shouts
        if line.text.startswith("**") or not (line.gap or shouts):
            return False
        return shouts or self._may_open(current, kind, heading)

    def _may_open(self, current: Kind, kind: Kind, heading: str) -> bool:
        if current in {Kind.EXPERIENCE, Kind.PROJECTS}:
            return kind not in {Kind.EXPERIENCE, Kind.SUMMARY} and read_label(heading + ":") is None
        return current not in {Kind.SKILLS, Kind.EDUCATION} or (
            current is Kind.SKILLS and kind is not Kind.OTHER
        )

    # --- unknown headings ---------------------------------------------------------------------

    def _is_unknown_heading(self, position: int, current: Kind) -> bool:
        """Whether the line looks like the document's headings and like nothing else."""
        line = self.lines[position]
        bare = line.content.strip("*_: ")
        letters = len(re.findall(r"[^\W\d_]", bare))
        if letters < 4 or len(bare.split()) > 7 or _NOT_HEADING.search(bare):
            return False
        following = self.lines[position + 1] if position + 1 < len(self.lines) else None
        if following is None or (following.gap and not self.style.gap):
            return False
        if self.style.level:
            return line.level == self.style.level
        if line.ruled and self.style.ruled:
            return True
        return self._looks_alike(line, bare) and not self._says_something(position, current, bare)

    def _looks_alike(self, line: Line, bare: str) -> bool:
        style = self.style
        if style.upper and bare.isupper():
            return line.gap or not style.gap
        if not line.gap:
            return False
        if style.bold and line.text.startswith("**") and line.text.endswith("**"):
            return True
        if style.colon and line.text.rstrip("*_ ").endswith(":"):
            return line.indent == 0
        telling = kind_by_word(bare) is not Kind.OTHER
        return telling and style.gap and len(bare.split()) <= 4 and bare[:1].isupper()

    def _says_something(self, position: int, current: Kind, bare: str) -> bool:
        """Whether the line is a role, an employer, a school or a place rather than a heading."""
        if title_score(bare) >= 2 or is_place(bare) or read_label(bare + ":"):
            return True
        if self._email and name_score(bare, self._email) >= 5:
            return True
        if current not in _ENTRY_KINDS:
            return current is Kind.SKILLS and not self.lines[position].gap
        if employer_score(bare) >= 1.5 or school_score(bare) >= 1 or degree_score(bare) >= 2:
            return True
        following = self.lines[position + 1 : position + 3]
        return any(not line.glyph and head_date(line.text, None) for line in following)


def _is_label(heading: str, *meanings: str) -> bool:
    label = read_label(heading.rstrip(":") + ":")
    return label is not None and not label.meanings.isdisjoint(meanings)
