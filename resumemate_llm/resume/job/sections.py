"""Lines and sections of a job ad: which line belongs to the duties, the requirements, the benefits.

An ad is read line by line. A heading ("What you bring", "MINIMUM REQUIREMENTS",
"Essential: ...") sets the kind of the lines that follow; a sentence that speaks clearly for itself ("we are
an equal opportunity employer", "apply by Friday") is of its own kind wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ...text.sentences import split_sentences
from ..lexicon import known_terms
from .headings import Kind, heading_kind, heading_remainder, sentence_kind
from .roles import has_role_word


class Line(NamedTuple):
    """A list item or a sentence: wrapped lines joined, bullet sign and inline heading taken off."""

    text: str
    kind: Kind
    bullet: bool = False
    heading: str = ""


_BULLET = re.compile(r"^\s*(?:[•●▪◦■□➢➤►✓✔✅*\-–—·o→»]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_SIGN = re.compile(
    r"^\s*([\u2190-\u21ff\u2300-\u2bff\U0001f000-\U0001faff](?:[\u200d\ufe0f]|[\u2600-\U0001faff])*)\s*"
)
_MARKDOWN = re.compile(r"^\s*#{1,6}\s+|\*\*|__(?=\S)|(?<=\S)__")
_LABEL = re.compile(r"^(?P<label>[^:;.?!()]{2,60})(?:\([^)]{0,40}\))?\s*:(?!//)\s*(?P<rest>.*)$")
_PAGE_NUMBER = re.compile(r"^\s*(?:page )?\d{1,3}(?: of \d+)?\s*$", re.I)
_LEADER = re.compile(r"(?:\s?\.){4,}")
_REQUIREMENT = re.compile(
    r"(?:experience|knowledge|skills|ability|education|expertise|qualification|licen[cs]e)"
    r" (?:of|in|with|as|at|using|to) |(?:erfahrung|kenntnisse|expérience|maîtrise|experiencia|conocimientos"
    r"|esperienza|conoscenza|ervaring|kennis) ",
    re.I,
)
"""Openings of a requirement that a heading could have as well."""
_MAX_HEADING_WORDS = 7
_TITLE_LINES = 2
_TITLE_LENGTH = 120
_LISTS = (Kind.SKILLS, Kind.REQUIRED, Kind.PREFERRED, Kind.OTHER)


def read_lines(text: str) -> list[Line]:
    """The lines of an ad with their kinds, prose cut into sentences."""
    kind, heading = Kind.HEAD, ""
    lines: list[Line] = []
    logical = [*_logical_lines(text), ("", False)]
    for number, ((raw, bullet), (_, list_follows)) in enumerate(pairwise(logical)):
        opens = number < _TITLE_LINES and len(raw) < _TITLE_LENGTH and has_role_word(raw) and raw[-1] != ":"
        if not bullet and not opens and (_is_heading(raw) or (list_follows and _may_head(raw))):
            heading = raw.rstrip(" :")
            kind = heading_kind(heading) or Kind.OTHER
            continue
        label, content = _split_label(raw)
        found = heading_kind(label) if label else None
        if label and not found and (not bullet or known_terms(label)):
            label, content = "", raw
        own_kind = kind if found is None or _stays(found, kind, bullet=bullet) else found
        parts = [content] if bullet or opens else split_sentences(content)
        lines += [Line(part, sentence_kind(part, own_kind), bullet, label or heading) for part in parts]
    return lines


def _stays(found: Kind, kind: Kind, *, bullet: bool) -> bool:
    """Whether an item with a label stays in its list: "- Tools: Git" is a skill among skills, while
    "- Nice: Spanish" is none of the requirements."""
    return bullet and kind in _LISTS and found is not Kind.PREFERRED


def _split_label(text: str) -> tuple[str, str]:
    """An inline heading and what follows it: "Essential: a degree" -> ("Essential", "a degree")."""
    match = _LABEL.match(text)
    if not match or len(match["label"].split()) > _MAX_HEADING_WORDS or not match["rest"].strip():
        return "", text
    return match["label"].strip(), match["rest"].strip()


def _may_head(text: str) -> bool:
    """Whether a line is short and open-ended enough to head the list that follows it."""
    return 0 < len(text.split()) <= _MAX_HEADING_WORDS and not text.endswith((".", ",", ";", "!"))


def _is_heading(text: str) -> bool:
    words = text.rstrip(" :").split()
    if not _may_head(text):
        return False
    if text.endswith(":"):
        return True
    if any(sign in text for sign in ",@|·•$€£") or re.search(r"\d{3}", text) or heading_kind(text) is None:
        return False
    beside = 3 if text.isupper() else 2 if _is_titled(words) else 1
    return not _REQUIREMENT.match(text) and heading_remainder(text) <= beside


def _is_titled(words: list[str]) -> bool:
    return all(word[0].isupper() or len(word) <= 4 for word in words if word[0].isalpha())


def _logical_lines(text: str) -> Iterator[tuple[str, bool]]:
    """Lines with wrapped ones joined, and whether each was a bullet."""
    width, signs = _wrap_width(text), _signs(text)
    pending, bullet = "", False
    for raw in [*text.splitlines(), ""]:
        line = _MARKDOWN.sub("", raw) if "#" in raw or "**" in raw or "__" in raw else raw
        line = _LEADER.sub(" ", line) if line.count(".") > 3 else line
        sign = _SIGN.match(line)
        line = line[sign.end() :] if sign else line
        marked = _BULLET.match(line)
        stripped = " ".join((line[marked.end() :] if marked else line).split())
        listed = bool(marked) or bool(sign and sign[1] in signs)
        if _PAGE_NUMBER.match(raw):
            continue
        if pending and stripped and not listed and not sign and _continues(pending, stripped, width):
            pending = _joined(pending, stripped, text)
            continue
        if pending:
            yield pending, bullet
        pending, bullet = stripped, listed


def _signs(text: str) -> set[str]:
    """Pictures that open several lines, and so are bullets; one that opens a single line is decoration."""
    counts = Counter(match[1] for line in text.splitlines() if (match := _SIGN.match(line)))
    return {sign for sign, count in counts.items() if count > 1}


def _wrap_width(text: str) -> int:
    """The column at which a hard-wrapped text was wrapped, 0 for a text that was not: either its lines are
    long and of like length, or many of them start in lower case."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _BULLET.match(line)]
    longest = max(map(len, lines), default=0)
    if not 40 <= longest <= 130:
        return 0
    lower = sum(line[0].islower() for line in lines)
    full = sum(len(line) >= 0.85 * longest for line in lines)
    return longest if lower * 4 >= len(lines) or (longest >= 80 and full > 1) else 0


def _continues(previous: str, line: str, width: int) -> bool:
    """Whether `line` goes on with the sentence of `previous`."""
    if previous.rfind("(") > previous.rfind(")") and ")" in line and len(line) < 100:
        return True
    if previous.endswith((".", "!", "?", ":")):
        return False
    if line[0].islower():
        if previous.endswith((",", "-", "–", "(", " and", " or", " of", " to", " with")):
            return True
        if previous[0].isupper() and len(previous) > 50:
            return True
    return width > 0 and len(previous) >= 0.75 * width and not _is_heading(line)


def _joined(previous: str, line: str, text: str) -> str:
    """Two lines as one; a word cut by a hyphen is made whole where the text has it whole elsewhere."""
    cut = re.search(r"([^\W\d_]+)-$", previous)
    if not cut:
        return f"{previous} {line}"
    rest = re.match(r"[^\W\d_]*", line)
    whole = cut[1] + (rest.group() if rest else "")
    return previous[:-1] + line if re.search(rf"(?<!\w){whole}", text, re.I) else previous + line
