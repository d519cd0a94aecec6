"""From the text of a resume to its profile.

The text is repaired, cut into lines and sections; each kind of section has a parser that answers with
spans of the text; `Assembly` makes the profile's values of them and records where every word went.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from ...schema.profiles import CandidateProfile, ParsedResume, Placement
from ...text.dates import day_first
from ...text.language import detect
from ...text.repair import repair
from .assembly import Assembly
from .columns import are_mixed, separate_columns
from .detached import reattach
from .furniture import split_furniture
from .heading_table import Kind
from .misplaced import put_right
from .sections import Section, split_sections
from .source import Line, Span, read_lines

_LONG_GAP = re.compile(r"[^\S\n]{81,}")


def parse_resume(text: str, *, as_of: date) -> ParsedResume:
    """Read the resume `text` by rules; `as_of` is the day that "present" stands for.

    Never raises, whatever the text: one without structure gives a profile with everything in
    `unplaced`. The result's `text` is `text` with encoding damage mended. Nothing is guessed: what the
    text does not say is "" or None. `placements` accounts for every word.
    """
    mended = _LONG_GAP.sub(" " * 80, repair(text))
    lines, furniture = split_furniture(read_lines(mended))
    assembly = Assembly(mended, day_first(mended))
    assembly.ledger.mark([line.span for line in furniture], "furniture")
    numbered = [line for line in lines if line.glyph]
    assembly.ledger.mark([Span(line.span.start, line.body.start) for line in numbered], "label")
    lines = separate_columns(mended, lines)
    sections = reattach(mended, put_right(split_sections(mended, lines)))
    _read(assembly, sections)
    profile = assembly.profile()
    placements, unplaced = assembly.ledger.placements()
    placements += [Placement(text=word, place="furniture") for word in _damaged(text, mended)]
    return ParsedResume(
        text=mended,
        profile=profile.model_copy(update={"unplaced": unplaced}),
        as_of=as_of,
        language=detect(mended),
        placements=tuple(placements),
        warnings=_warnings(profile, lines),
    )


def _read(assembly: Assembly, sections: list[Section]) -> None:
    """Read the contact data first, the rest in order."""
    top = [section for section in sections if section.kind in {Kind.HEADER, Kind.CONTACT}]
    assembly.read_header([line for section in top for line in section.lines])
    for section in sections:
        if section.heading:
            assembly.ledger.mark([section.heading], "heading")
        if section.lines and section not in top:
            assembly.read(section)


def _damaged(original: str, mended: str) -> list[str]:
    """The words that the repair changed, as they stood."""
    if original == mended:
        return []
    lost = Counter(re.findall(r"\w+", original)) - Counter(re.findall(r"\w+", mended))
    return list(lost.elements())


def _warnings(profile: CandidateProfile, lines: list[Line]) -> tuple[str, ...]:
    found = {
        "No name was found.": not profile.name,
        "No work experience was found.": not profile.experience,
        "No e-mail address or telephone number was found.": not (profile.email or profile.phone),
        "Two columns seem to be mixed line by line; read the original file instead.": are_mixed(lines),
    }
    return tuple(warning for warning, applies in found.items() if applies)
