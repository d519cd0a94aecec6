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

from .education import degree_score
from .employers import employer_score, school_score
from .headings import Kind, known_heading, two_headings
from .places import is_code
from .rows import head_date, is_url
from .source import Line, Span
from .titles import title_score

_WIDE = {Kind.SUMMARY, Kind.EXPERIENCE, Kind.PROJECTS}
_JOINING = frozenset("of in and & for the de la | - –".split())
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w-]+\.(?:com|org|net|io|dev|me)/\S+", re.IGNORECASE)


def separate_columns(text: str, lines: list[Line]) -> list[Line]:
    """`lines` with the narrow column's behind the wide one's, where two columns were interleaved."""
    start = next((number for number, line in enumerate(lines) if _opens_columns(line)), None)
    if start is None:
        return lines
    opening = two_headings(lines[start].text)
    if opening is None:
        return lines
    width = _wide_width(lines[start + 1 :])
    cuts: dict[int, int] = {start: opening[0]}
    for number in range(start + 1, len(lines)):
        cut = _cut(lines[number].text, width)
        if cut is not None and not (cut == 0 and not known_heading(lines[number].text)):
            cuts[number] = cut
    last = max((number for number, cut in cuts.items() if cut), default=start)
    wide, narrow = lines[:start], []
    for number, line in enumerate(lines[start:], start):
        if number > last:
            wide.append(line)
        elif number in cuts and cuts[number]:
            wide.append(_part(text, line, 0, cuts[number]))
            narrow.append(_part(text, line, cuts[number], len(line.text)))
        elif _is_narrow(line):
            narrow.append(line)
        else:
            wide.append(line)
    _unbreak(wide)
    return wide + narrow


def _opens_columns(line: Line) -> bool:
    found = None if line.glyph else two_headings(line.text)
    return found is not None and found[1] in _WIDE and found[2] not in _WIDE


def _unbreak(wide: list[Line]) -> None:
    for line in wide:
        line.gap = line.gap or known_heading(line.text) is not None


def _part(text: str, line: Line, begin: int, end: int) -> Line:
    start = line.span.start
    content = text[start + begin : start + end]
    span = Span(
        start + begin + len(content) - len(content.lstrip(" |")), start + begin + len(content.rstrip(" |"))
    )
    body = Span(max(span.start, line.body.start), span.end) if begin == 0 else span
    return Line(
        span,
        text[span.start : span.end],
        line.indent,
        line.gap and begin == 0,
        line.glyph if begin == 0 else "",
        body,
    )


def _wide_width(lines: list[Line]) -> int:
    """The length of the longest line that plainly is one column's: it ends in a small letter."""
    lengths = sorted(
        len(line.text) for line in lines if re.search(r"(?:^|\s)[a-zß-ÿ][\w'’-]*[.,]?$", line.text)
    )
    return lengths[-1] if lengths else 80


def _cut(content: str, width: int) -> int | None:
    """Where in a line the narrow column begins; None where the line is one column's."""
    tokens = list(re.finditer(r"\S+", content))
    if len(content) > width:
        for before, token in pairwise(tokens):
            if _fits(content, before.group(), token.start(), width):
                return token.start()
    for before, token in pairwise(tokens):
        begin = token.start()
        suffix = content[begin:]
        if _is_heading(suffix) or _LINK.fullmatch(suffix) or re.fullmatch(r"\|\s\d{4}", suffix):
            return begin
        if (
            re.search(r"[^\W\d_]-$", before.group())
            and token.group()[0].isupper()
            and _is_capitalised(suffix)
        ):
            return begin
        if (
            _is_capitalised(suffix)
            and "," not in suffix
            and _ends_head(content[:begin].rstrip())
            and title_score(suffix) < 2
        ):
            return begin
    return None


def _is_heading(suffix: str) -> bool:
    return suffix.isupper() and len(suffix) > 4 and known_heading(suffix) is not None


def _ends_head(prefix: str) -> bool:
    """Whether the wide column's text ends with a date or with a state's code."""
    found = head_date(prefix, None)
    if found and found.end and found.finish == len(prefix):
        return True
    match = re.search(r",\s([A-Z]{2})$", prefix)
    return bool(match and is_code(match[1]))


def _fits(content: str, before: str, begin: int, width: int) -> bool:
    suffix = content[begin:]
    if begin - 1 > width or not _is_capitalised(suffix) or suffix.count("(") != suffix.count(")"):
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
    return (
        title_score(content) < 2
        and not head_date(content, None)
        and employer_score(content) < 4
        and "•" not in content
        and "," not in content
    )
