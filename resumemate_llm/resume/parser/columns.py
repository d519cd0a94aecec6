"""Two columns that a text layer gave line by line: "charges by Database Optimization" is the end of a
line of the wide column and a skill of the narrow one.

The mark is a line of two headings ("SUMMARY EDUCATION"), the wide column's first. From there to the last
line that shows both columns, each line is cut where the narrow column can begin: behind a date, a place
or a word broken by a hyphen, before a heading or a link, or where the line is longer than the wide column
ever is and ends in capitalised words. Lines of capitalised words alone belong to the narrow column.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .degrees import degree_score
from .employers import employer_score, school_score
from .head_dates import head_date
from .heading_table import Kind
from .headings import known_heading, two_headings
from .places import is_code
from .shapes import is_url
from .source import Line, Span, trim
from .titles import title_score

_WIDE = {Kind.SUMMARY, Kind.EXPERIENCE, Kind.PROJECTS}
_JOINING = frozenset("of in and & for the de la | - –".split())
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w-]+\.(?:com|org|net|io|dev|me)/\S+", re.IGNORECASE)


def separate_columns(text: str, lines: list[Line]) -> list[Line]:
    """`lines` with the narrow column's behind the wide one's, where two columns were interleaved."""
    start = next((number for number, line in enumerate(lines) if _second_column(line)), None)
    if start is None:
        return lines
    width = _wide_width(lines[start + 1 :])
    cuts = {number: _cut(line.text, width) for number, line in enumerate(lines) if number > start}
    cuts[start] = _second_column(lines[start])
    last = max(number for number, cut in cuts.items() if cut)
    wide, narrow = lines[:start], []
    for number, line in enumerate(lines[start : last + 1], start):
        cut = cuts[number]
        if cut:
            wide.append(_part(text, line, 0, cut))
            narrow.append(_part(text, line, cut, len(line.text)))
        else:
            (narrow if _is_narrow(line) else wide).append(line)
    for line in wide[start:]:
        line.gap = line.gap or known_heading(line.text) is not None
    return wide + lines[last + 1 :] + narrow


def are_mixed(lines: list[Line]) -> bool:
    """Whether a line of two headings is still there: columns that could not be separated."""
    return any(not line.glyph and two_headings(line.text) for line in lines)


def _second_column(line: Line) -> int | None:
    """Where the narrow column's heading begins on a line with the headings of both."""
    found = None if line.glyph else two_headings(line.text)
    return found[0] if found and found[1] in _WIDE and found[2] not in _WIDE else None


def _part(text: str, line: Line, begin: int, end: int) -> Line:
    """A line of its own from a part of `line`."""
    start = line.span.start
    span = trim(text, Span(start + begin, start + end), " |")
    content = text[span.start : span.end]
    if begin:
        return Line(span, content, line.indent, False, "", span)
    return Line(span, content, line.indent, line.gap, line.glyph, Span(line.body.start, span.end))


def _wide_width(lines: list[Line]) -> int:
    """The length of the longest line that plainly is one column's: it ends in a small letter."""
    plain = [len(line.text) for line in lines if re.search(r"(?:^|\s)[a-zß-ÿ][\w'’-]*[.,]?$", line.text)]
    return max((length for length in plain if length > 40), default=80)


def _cut(content: str, width: int) -> int | None:
    """Where in a line the narrow column begins; None where the line is one column's."""
    words = list(pairwise(re.finditer(r"\S+", content)))
    if len(content) > width:
        for before, word in words:
            if word.start() <= 1.2 * width and _is_entry(content[word.start() :], before.group()):
                return word.start()
    return next((word.start() for before, word in words if _begins_narrow(content, before, word)), None)


def _begins_narrow(content: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Whether the narrow column begins at `word`, however short the line is."""
    suffix = content[word.start() :]
    prefix = content[: word.start()].rstrip()
    if prefix.isupper() and known_heading(prefix) in _WIDE and _is_capitalised(suffix):
        return True
    if _is_heading(suffix) or _LINK.fullmatch(suffix) or re.fullmatch(r"\|\s\d{4}", suffix):
        return True
    if not _is_capitalised(suffix):
        return False
    if re.search(r"[^\W\d_]-$", before.group()) and suffix[0].isupper():
        return True
    return "," not in suffix and title_score(suffix) < 2 and _ends_head(prefix)


def _is_heading(suffix: str) -> bool:
    return suffix.isupper() and len(suffix) > 4 and known_heading(suffix) is not None


def _ends_head(prefix: str) -> bool:
    """Whether the wide column's text ends with a date or with a state's code."""
    found = head_date(prefix, None)
    if found and found.end and found.finish == len(prefix):
        return True
    match = re.search(r",\s([A-Z]{2})$", prefix)
    return bool(match and is_code(match[1]))


def _is_entry(suffix: str, before: str) -> bool:
    """Whether the end of a line that is too long reads as an entry of the narrow column."""
    if not _is_capitalised(suffix) or suffix.count("(") != suffix.count(")"):
        return False
    return "," not in suffix or degree_score(suffix) > 0 or before[0].islower()


def _is_capitalised(suffix: str) -> bool:
    """Whether `suffix` reads as an entry of a narrow column: capitalised words, at most joined by "of"."""
    words = suffix.split()
    if not 1 <= len(words) <= 7 or not re.match(r"[A-Z|]|[a-z]+[A-Z]", words[0]) or suffix.endswith("."):
        return False
    return all(word in _JOINING or re.match(r"[^a-z]|[a-z]+[A-Z]", word) for word in words)


def _is_narrow(line: Line) -> bool:
    """Whether a line is the narrow column's alone."""
    content = line.text
    if line.glyph or not _is_capitalised(content) or known_heading(content) in _WIDE:
        return False
    if known_heading(content) or is_url(content) or school_score(content) >= 1 or degree_score(content) >= 2:
        return True
    if "•" in content or "," in content or head_date(content, None):
        return False
    return title_score(content) < 2 and employer_score(content) < 4
