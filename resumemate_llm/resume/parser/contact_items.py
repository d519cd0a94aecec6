"""E-mail addresses, telephone numbers and links in a line, and the cells that remain of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...text.dates import find_dates
from .labels import CONTACT, read_label
from .source import Line, Span, trim

_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_BROKEN_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){0,4}\s{0,3}\n\s{0,3}(?:[\w-]{1,63}\.){0,4}[a-z]{2,10}(?!\w)"
)
_PHONE = re.compile(
    r"(?:(?<![\d/.@-])\+|(?<![\w/.@-])(?:00)?)[\s.-]?\(?\d(?:[ \t]?[().\-/‐‑–]?[ \t]?\(?\d){6,14}\)?"
    r"(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\w@]|\.\w)"
)
_NOT_PHONE = re.compile(
    r"(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|"
    r"(?:\d{4}[- ]){3}\d{3}[\dX]"
)
_LOCAL_PHONE = re.compile(r"\d{3}[-. ]\d{4}|\d{4} \d{4}")
_SITES = (
    r"(?:linkedin|github|gitlab|behance|dribbble|medium|twitter|x|kaggle|stackoverflow|orcid|facebook|"
    r"instagram|youtube"
    r"|xing|bitbucket|researchgate|substack)"
)
_ENDINGS = (
    r"(?:com|org|net|io|dev|me|co|uk|de|fr|es|it|nl|pl|ro|pt|eu|app|ai|edu|tech|info|design|online|site|"
    r"xyz|page|blog"
    r"|ch|at|be|dk|se|no|fi|ie|ca|au|nz|in|us|br|gov|example|test|works|studio|codes|software|engineer|"
    r"network|cloud"
    r"|so|pro|biz|name|portfolio|art|photography)"
)
_LINK = re.compile(
    rf"(?:https?://|www\.)[^\s|,;<>()]{{3,150}}"
    rf"|(?<![\w@.])(?:[a-z]{{2,3}}\.)?{_SITES}\.(?:com|org|io|net)/[^\s|,;<>()]{{1,120}}"
    rf"|(?<![\w@.#/])(?:[a-z0-9-]{{2,40}}\.){{1,3}}{_ENDINGS}(?:/[^\s|,;<>()]{{0,120}})?(?![\w@.])"
    r"|(?:\d{4}-){3}\d{3}[\dX](?!\d)",
    re.IGNORECASE,
)
"""Web addresses, and ORCID numbers."""
_NOT_LINK = re.compile(
    r"(?:asp|vb|ado|node|next|vue|nuxt|express|socket|chart|react)\.(?:net|js|io)$", re.IGNORECASE
)
_CELLS = re.compile(
    r"\s*[|•·●♦◆▪■★✉☎✆📧📞📱🏠🔗\ue000-\uf8ff]+\s*|\t+|\s{3,}|\s+(?://|~)\s+|\s*[—―]\s*|\s+[–-]\s+|\s+,\s+|\s*;\s*|"
    r"\s+/\s+"
)
_ICON = re.compile(
    r"\(?cid:\d+\)?|[^\w\s]+|\w|/?[a-z]+-(?:in|alt|square|o|plane)|♂¶?\w+(?:-\w+)?"
    r"|/(?:github|linkedin|gitlab|twitter|phone|envelope|home|globe)"
)
_EDGES = " \t,;|·•–—－-*_#()[]<>/:~"
_TAKEN = "\x00"


@dataclass(slots=True)
class Cell:
    """What remains of a line between contact data and separators. `whole` says that it is all of its
    line, `meanings` what its label says."""

    span: Span
    text: str
    line: int
    whole: bool
    meanings: frozenset[str] = frozenset()


@dataclass(slots=True)
class Items:
    """The contact data of the lines read so far. Numbers and addresses after the first are links."""

    email: list[Span] = field(default_factory=list)
    phone: list[Span] = field(default_factory=list)
    links: list[list[Span]] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)


def has_contact(text: str) -> bool:
    """Whether a line holds an e-mail address or a telephone number."""
    return bool(_EMAIL.search(text) or _phones(text))


def read_items(text: str, lines: list[Line], items: Items) -> list[Cell]:
    """Take the contact data of `lines` into `items`; the cells that remain."""
    cells: list[Cell] = []
    skip = False
    for number, line in enumerate(lines):
        if skip:
            skip = False
            continue
        skip = number + 1 < len(lines) and _take_broken_email(text, line, lines[number + 1], items)
        if not skip:
            cells += _read_line(text, line, number, items)
    return cells


def _take_broken_email(text: str, line: Line, following: Line, items: Items) -> bool:
    """An e-mail address over two lines."""
    if items.email or "@" not in line.text or _EMAIL.search(line.text):
        return False
    match = _BROKEN_EMAIL.search(text, line.span.start, following.span.end)
    if match:
        items.email = [Span(match.start(), line.span.end), Span(following.span.start, match.end())]
    return match is not None


def _read_line(text: str, line: Line, number: int, items: Items) -> list[Cell]:
    masked = line.text
    for match in _EMAIL.finditer(line.text):
        masked = _take(text, line, masked, match.span(), items.email or None, items)
        if not items.email:
            items.email = items.links.pop()
    for match in _LINK.finditer(masked):
        if not _NOT_LINK.search(match.group()) and _is_contact_line(line.text, match.group()):
            end = match.start() + len(match.group().rstrip(".,;:)*_"))
            masked = _take(text, line, masked, (match.start(), end), None, items)
    for phone in _phones(masked):
        start = phone.end() - len(phone.group().lstrip(" .-"))
        masked = _take(text, line, masked, (start, phone.end()), None, items)
        if not items.phone:
            items.phone = items.links.pop()
    return _cells(text, line, number, masked, items)


def _take(
    text: str, line: Line, masked: str, place: tuple[int, int], known: list[Span] | None, items: Items
) -> str:
    """Record what stands at `place` of the line as a link, or as a label where it was there before."""
    span = Span(line.span.start + place[0], line.span.start + place[1])
    before = [*items.links, *([known] if known else [])]
    if any(text[link[0].start : link[-1].end] == text[span.start : span.end] for link in before):
        items.labels.append(span)
    else:
        items.links.append([span])
    return masked[: place[0]] + _TAKEN * (place[1] - place[0]) + masked[place[1] :]


def _is_contact_line(content: str, link: str) -> bool:
    """A bare domain counts only where it is no part of a sentence."""
    return "/" in link or link.lower().startswith("www.") or len(content.split()) <= 14


def _phones(text: str) -> list[re.Match[str]]:
    return [match for match in _PHONE.finditer(text) if _is_phone(match.group())]


def _is_phone(number: str) -> bool:
    digits = len(re.sub(r"\D", "", number))
    if (
        not 7 <= digits <= 15
        or _NOT_PHONE.search(number)
        or any(date.is_range for date in find_dates(number))
    ):
        return False
    return digits >= 9 or _LOCAL_PHONE.search(number) is not None


def _cells(text: str, line: Line, number: int, masked: str, items: Items) -> list[Cell]:
    """The cells of a line between what was taken and, where it has several, its separators."""
    edges = [match.span() for match in re.finditer(_TAKEN + "+", masked)]
    if edges or "   " in masked or not {"|", "\t", "•", "·"}.isdisjoint(masked):
        edges += [match.span() for match in _CELLS.finditer(masked) if _TAKEN not in match.group()]
    whole = trim(text, line.span, _EDGES)
    cells: list[Cell] = []
    position = 0
    for start, end in [*sorted(edges), (len(masked), len(masked))]:
        limit = line.span.start + start
        span = trim(text, Span(line.span.start + position, limit), _EDGES)
        position = max(position, end)
        if not span.empty:
            cells += _unlabel(text, _closed(text, span, limit), number, span == whole, items)
    return cells


def _closed(text: str, span: Span, limit: int) -> Span:
    """Give back the closing bracket that trimming took from "Te Ariki (Ricky)"."""
    closes = text[span.end : span.end + 1] in {")", "]"} and span.end < limit
    return Span(span.start, span.end + 1) if closes and "(" in text[span.start : span.end] else span


def _unlabel(text: str, span: Span, number: int, whole: bool, items: Items) -> list[Cell]:
    """The cell in `span` without its label; nothing where it is a label or an icon."""
    content = text[span.start : span.end]
    label = read_label(content if ":" in content or len(content) >= 40 else content + ":")
    if label and not label.meanings.isdisjoint(CONTACT):
        after = trim(text, Span(min(span.start + label.length, span.end), span.end))
        if not after.empty:
            items.labels.append(Span(span.start, after.start))
            return [Cell(after, text[after.start : after.end], number, whole, label.meanings)]
        if len(content) > 1 or not whole:
            items.labels.append(span)
            return []
    if _ICON.fullmatch(content):
        items.labels.append(span)
        return []
    return [Cell(span, content, number, whole)]
