"""The lines of one section with what they say about roles and schools: dates, labels, shape."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...text.dates import DateRange, find_dates, is_present, starts_with_end
from .employers import employer_score
from .labels import Label, read_label
from .places import is_place
from .source import Line, Span, trim
from .titles import title_score

_ABBREVIATED_END = re.compile(
    r"\b(?:inc|ltd|co|corp|jr|sr|dept|llc|st|univ|hons|no|u\.s|s\.a|s\.r\.l|s\.p\.a|o\.o|e\.v|b\.v|n\.v|\w)\.$",
    re.IGNORECASE,
)
_UNIT = r"(?:years?|yrs?|y|months?|mos?|m|jahre?n?|monate?n?|ans?|mois|años?|mes(?:es)?|ann[oi]|mes[ei]|jaar|maanden|lat|lata|miesi\w{1,5}|ani|luni|anos?)"
_DURATION = re.compile(
    rf"\W{{0,3}}(?:total:? |approx\.? |ca\. )?\d{{1,2}}(?:[.,]\d)?\+? ?{_UNIT}\b\.?(?:,? (?:and )?\d{{1,2}} ?{_UNIT}\b\.?)?\W{{0,3}}",
    re.IGNORECASE,
)
_URL = re.compile(
    r"\W*(?:https?://|www\.)\S{2,200}\W*|\W*[\w-]{2,40}(?:\.[\w-]{2,40}){1,3}(?:/\S{0,100})\W*", re.IGNORECASE
)
_TO_ONLY = re.compile(r"\W*(?:to|until|bis|à|au|a|al|hasta|tot|do|până la|até|[-–—→])\W*", re.IGNORECASE)
_HANGING = (
    "and",
    "or",
    "of",
    "the",
    "to",
    "with",
    "for",
    "in",
    "on",
    "at",
    "by",
    "a",
    "an",
    "&",
    "und",
    "der",
    "die",
    "et",
    "de",
    "y",
    "e",
    "von",
    "mit",
    "für",
)


_SEPARATED = re.compile(r"\s[@|–—]\s|\t")


_TAIL = re.compile(r"\)?\.\s+(?=[^\W\d_a-z])")


@dataclass(slots=True)
class Dates:
    """A date or range in the head of an entry. `marks` are spans of words that belong to it ("to")."""

    start: Span | None
    end: Span | None
    start_date: str | None
    end_date: str | None
    is_range: bool
    marks: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """One line of a section. `rest` is what stands beside the date; `dates` is None where no date
    stands in the place of a head's date."""

    line: Line
    span: Span
    text: str
    glyph: str
    gap: bool
    dates: Dates | None = None
    rest: list[Span] = field(default_factory=list)
    label: Label | None = None
    label_span: Span = Span(0, 0)
    tail: Span | None = None
    """Prose behind the head on the same line: "Librarian, City Library, 2013-2019. Answered ..."."""
    remark: Span | None = None
    """What stands in brackets behind the date: "2016 - 2018 (part time)"."""

    @property
    def is_label_only(self) -> bool:
        return self.label is not None and not self.rest and self.dates is None


def read_rows(text: str, lines: list[Line], days_first: bool | None) -> list[Row]:
    """The rows of a section; a date that was broken over several lines is one date on the first of
    them, and lines that held nothing else are gone."""
    rows = [row for line in lines for row in _rows_of(text, line, days_first)]
    if not any(row.dates for row in rows if not row.glyph):
        _unbullet_heads(text, rows, days_first)
    return _join_dates(text, rows, days_first)


def _rows_of(text: str, line: Line, days_first: bool | None) -> list[Row]:
    spans = _inline_bullets(text, line) if line.glyph else _positions(text, line, days_first)
    rows = []
    for number, span in enumerate(spans):
        glyph = line.glyph or ("#" if line.level else "")
        row = Row(
            line, span, text[span.start : span.end], glyph if line.glyph else "", line.gap and number == 0
        )
        if not row.glyph:
            read_head(text, row, days_first)
        else:
            row.rest = [span]
        rows.append(row)
        if row.tail:
            rows.append(Row(line, row.tail, text[row.tail.start : row.tail.end], "", False, rest=[row.tail]))
            row.span = Span(row.span.start, row.tail.start)
            row.text = text[row.span.start : row.span.end].strip()
    return rows


def _positions(text: str, line: Line, days_first: bool | None) -> list[Span]:
    """ "Partner, 2022–present; Associate, 2016–2021" is two heads."""
    if ";" not in line.text:
        return [line.body]
    parts = [
        (match.start(), match.end()) for match in re.finditer(r"[^;]+", text[line.body.start : line.body.end])
    ]
    spans = [Span(line.body.start + start, line.body.start + end) for start, end in parts]
    dates = [head_date(text[span.start : span.end].strip(), days_first) for span in spans]
    if not all(date is not None and date.is_range for date in dates):
        return [line.body]
    return [trim(text, span) for span in spans]


def _inline_bullets(text: str, line: Line) -> list[Span]:
    """ "• one • two" on one line is two bullets."""
    if line.glyph not in {"•", "▪", "●", "■", "◦", "○", "➢", "►", "✓"} or f" {line.glyph} " not in line.text:
        return [line.body]
    spans = []
    begin = line.body.start
    for match in re.finditer(rf"\s+{re.escape(line.glyph)}\s+", text[line.body.start : line.body.end]):
        spans.append(Span(begin, line.body.start + match.start()))
        begin = line.body.start + match.end()
    return [*spans, Span(begin, line.body.end)]


def read_head(text: str, row: Row, days_first: bool | None) -> None:
    """Read the label and the date of a row that is no bullet."""
    span = row.span
    label = read_label(row.text)
    if label and label.meanings & {"title", "company", "place", "dates", "body", "tech"}:
        row.label = label
        row.label_span = Span(span.start, span.start + label.length)
        span = trim(text, Span(row.label_span.end, span.end), " \t")
    row.rest = [] if span.empty else [span]
    if (
        span.empty
        or (row.label and "body" in row.label.meanings)
        or (row.label and "tech" in row.label.meanings)
    ):
        return
    found = head_date(text[span.start : span.end], days_first)
    if found:
        set_dates(text, row, span, found)


def set_dates(text: str, row: Row, span: Span, found: DateRange) -> None:
    """Give `row` the date `found` in its part `span`; what stands beside it becomes `rest`."""
    base = span.start
    marks = [Span(base + found.begin, base + found.finish)]
    row.dates = Dates(
        start=Span(base + found.start_span[0], base + found.start_span[1]) if found.start else None,
        end=Span(base + found.end_span[0], base + found.end_span[1]) if found.end_span else None,
        start_date=found.start_date,
        end_date=found.end_date,
        is_range=found.is_range,
        marks=marks,
    )
    before = trim(text, Span(span.start, base + found.begin), " \t,;|·•–—－-(*_[:@/")
    if _TAIL.match(text, base + found.finish, span.end) and not before.empty:
        row.tail = trim(text, Span(base + found.finish, span.end), " \t.):")
        row.tail = Span(row.tail.start, span.end)
        row.rest = [before]
        return
    after = trim(text, Span(base + found.finish, span.end), " \t,;|·•–—－-*_:.])/")
    if (
        not after.empty
        and text[after.start] == "("
        and text[after.end : after.end + 1] == ")"
        and ")" not in text[after.start : after.end]
    ):
        row.remark = Span(after.start + 1, after.end)
        after = Span(after.end, after.end)
        if is_duration(text[row.remark.start : row.remark.end]):
            marks.append(row.remark)
            row.remark = None
    if text[after.end : after.end + 1] == ")" and "(" in text[after.start : after.end]:
        after = Span(after.start, after.end + 1)
    before = _open_bracket(text, row, before)
    if is_duration(text[after.start : after.end]):
        marks.append(after)
        after = Span(after.end, after.end)
    trailing = re.search(r"\s*\(([^()]{2,40})\)$", text[after.start : after.end])
    if trailing and is_duration(trailing[1]):
        marks.append(Span(after.start + trailing.start(1), after.start + trailing.end(1)))
        after = Span(after.start, after.start + trailing.start())
    row.rest = [part for part in (before, after) if not part.empty]


def _open_bracket(text: str, row: Row, before: Span) -> Span:
    """ "Assistant (casual, 11/2014 to 06/2017)": what stands in the date's bracket is a remark, or the
    first of several dates ("summers 2011, 2012 and 2013")."""
    content = text[before.start : before.end]
    opening = content.rfind("(")
    if opening <= content.rfind(")") or row.dates is None:
        return before
    remark = trim(text, Span(before.start + opening + 1, before.end), " \t,;:–—-")
    earlier = find_dates(text[remark.start : remark.end])
    if earlier and earlier[0].start:
        last = row.dates
        first = Span(remark.start + earlier[0].start_span[0], remark.start + earlier[0].start_span[1])
        row.dates = Dates(
            first, last.end or last.start, earlier[0].start_date, last.end_date, True, [remark, *last.marks]
        )
    elif not remark.empty:
        row.remark = remark
    return trim(text, Span(before.start, before.start + opening))


def head_date(content: str, days_first: bool | None) -> DateRange | None:
    """The date in `content` that stands where the head of an entry has it: at either end, or between
    separators, with not too much text beside it."""
    found = find_dates(content, days_first=days_first)
    if not found:
        return None
    for date in (found[-1], found[0]) if len(found) > 1 else found:
        before = content[: date.begin].strip(" \t,;|·•–—－-(*_[:@/")
        after = content[date.finish :].strip(" \t,;|·•–—－-*_:.)]/")
        if is_duration(after):
            after = ""
        if _in_head_position(content, date, before, after):
            return date
    return None


def _in_head_position(content: str, date: DateRange, before: str, after: str) -> bool:
    rest = f"{before} {after}".strip()
    if not rest:
        return True
    if date.is_range and before and _TAIL.match(content, date.finish) and len(before.split()) <= 14:
        return title_score(before) >= 2 or employer_score(before) >= 1.5
    bracketed_remark = content[date.finish :].lstrip(" )]*_").startswith("(")
    if len(rest.split()) > (18 if date.is_range else 14) or is_prose(rest):
        return False
    if date.is_range:
        if not before or not after or bracketed_remark:
            return True
        separated = bool(re.search(r"[|,;(•·–—\t:]\s*$|\s{2,}$", content[: date.begin])) or bool(
            re.match(r"\s*[|,;)•·–—\t:]|\s{2,}", content[date.finish :])
        )
        return separated or (title_score(rest) + employer_score(rest) >= 2 and len(rest.split()) <= 12)
    evidence = title_score(rest) >= 2 or employer_score(rest) >= 1.5
    if (
        evidence
        and before
        and after
        and re.search(r"\($", content[: date.begin].rstrip())
        and re.match(r"\s*\)", content[date.finish :])
    ):
        return True
    if not after and re.search(r"\|\s*$", content[: date.begin]) and is_headlike(before):
        return True
    if not after:
        in_bracket = before.count("(") > before.count(")")
        return evidence and (
            in_bracket or bool(re.search(r"(?:[|,;(\[•·–—－:\t]|\s-)\s*$|\s{2,}$", content[: date.begin]))
        )
    return (
        evidence
        and not before
        and bool(re.match(r"\s*[|,;)•·–—:\t-]|\s+(?=[^\W\d_a-z])", content[date.finish :]))
    )


def _unbullet_heads(text: str, rows: list[Row], days_first: bool | None) -> None:
    """Where every role is a bullet with dates, those bullets are heads."""
    for row in rows:
        found = head_date(row.text, days_first)
        if found and (found.is_range or title_score(row.text) >= 2):
            row.glyph = ""
            read_head(text, row, days_first)


def _join_dates(text: str, rows: list[Row], days_first: bool | None) -> list[Row]:
    """Ranges broken over lines: "September 2013 / to / January 2015", "2017 – / Present", and the left
    column of a table ("2017 – Engineer, Acme" above "Present Leading a team")."""
    joined: list[Row] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        joined.append(row)
        position += 1
        if not row.dates or row.glyph or row.dates.end is not None or not row.dates.start:
            continue
        following = rows[position : position + 2]
        if (
            len(following) == 2
            and not row.rest
            and _TO_ONLY.fullmatch(following[0].text)
            and _is_date(following[1], days_first)
        ):
            row.dates.marks.append(following[0].span)
            _take_end(row, following[1])
            position += 2
        elif following and _dangles(text, row) and (end := _leading_end(following[0], days_first)):
            _take_leading_end(text, row, following[0], end)
            if not following[0].rest:
                position += 1
    return joined


def _is_date(row: Row, days_first: bool | None) -> bool:
    if is_present(row.text):
        return True
    return bool(row.dates and not row.rest and not row.dates.is_range)


def _take_end(row: Row, end_row: Row) -> None:
    dates = row.dates
    if dates is None:
        return
    dates.end = end_row.span
    dates.end_date = "present" if end_row.dates is None else end_row.dates.start_date
    dates.is_range = True


def _dangles(text: str, row: Row) -> bool:
    """Whether the date is followed by a dash on its line."""
    dates = row.dates
    if dates is None or dates.start is None:
        return False
    return bool(re.match(r"\s{0,3}(?:[-–—]|to\b|bis\b)", text[dates.start.end : row.line.span.end]))


def _leading_end(row: Row, days_first: bool | None) -> tuple[int, int] | None:
    if row.glyph or (row.dates and row.dates.is_range and row.dates.marks[0].start == row.span.start):
        return None
    return starts_with_end(row.text, days_first=days_first)


def _take_leading_end(text: str, row: Row, following: Row, end: tuple[int, int]) -> None:
    dates = row.dates
    if dates is None:
        return
    begin = following.span.start
    dates.end = Span(begin + end[0], begin + end[1])
    written = text[dates.end.start : dates.end.end]
    found = find_dates(written)
    dates.end_date = "present" if is_present(written) else (found[0].start_date if found else None)
    dates.is_range = True
    rest = Span(trim(text, Span(dates.end.end, following.span.end), " \t,;|–—-").start, following.span.end)
    following.dates = None
    following.span = rest
    following.text = text[rest.start : rest.end]
    following.rest = [] if rest.empty else [rest]


# --- shape --------------------------------------------------------------------------------------


def is_url(text: str) -> bool:
    """Whether `text` is nothing but a web address."""
    return bool(_URL.fullmatch(text))


def is_duration(text: str) -> bool:
    """Whether `text` is nothing but a length of time ("5 years 2 months")."""
    return bool(_DURATION.fullmatch(text.strip(" ·•|")))


def is_prose(text: str) -> bool:
    """Whether `text` reads as a sentence rather than as a head."""
    words = text.split()
    if len(words) < 5:
        return False
    if _SEPARATED.search(text) and not text.endswith("."):
        return False
    if re.search(r"[.!?]$", text) and not _ABBREVIATED_END.search(text):
        return True
    long_words = [word for word in re.findall(r"[^\W\d_]{4,}", text)]
    lower = sum(word[0].islower() for word in long_words)
    return (
        len(long_words) >= 4
        and lower > 0.7 * len(long_words)
        and title_score(text) < 3
        and employer_score(text) < 2.5
    )


def is_headlike(text: str) -> bool:
    """Whether `text` could be a line of an entry's head: short, not a sentence, its words capitalised
    or of the kind that titles, employers and places are made of."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(text.split()) > 14 or len(text) > 130 or text.endswith(":"):
        return False
    if len(words) > 3 and re.search(r"[.!?;]$", text) and not _ABBREVIATED_END.search(text):
        return False
    evidence = title_score(text) >= 2 or employer_score(text) >= 1.5 or is_place(text)
    if text.lstrip("*_\"'“(")[:1].islower() and not (evidence and len(words) <= 6):
        return False
    long_words = [word for word in words if len(word) > 3] or words
    capital = sum(not word[0].islower() for word in long_words) / len(long_words)
    return capital >= 0.6 or (evidence and (capital >= 0.3 or len(words) <= 4) and len(words) <= 9)


def hangs(text: str) -> bool:
    """Whether a line ends in the middle of a phrase."""
    return text.endswith((",", "-", "–", "/", "(")) or text.lower().split()[-1:] in [
        [word] for word in _HANGING
    ]


def text_width(rows: list[Row]) -> int | None:
    """The width at which the section's text was wrapped, None where lines are whole paragraphs. Text
    that was wrapped has lines that go on in lower case."""
    texts = [row.line.text for row in rows]
    goes_on = sum(1 for row in rows if not row.glyph and row.text[:1].islower())
    if not goes_on or not texts:
        return None
    return max(len(line) for line in texts)


def continues(rows: list[Row], index: int, width: int | None) -> bool:
    """Whether row `index` goes on with the row above it, as the second line of a bullet or sentence."""
    row = rows[index]
    if index == 0 or row.glyph or row.gap or row.label or row.dates:
        return False
    before = rows[index - 1]
    if before.is_label_only:
        return False
    if row.text[:1].islower() or (width is not None and hangs(before.text) and not before.dates):
        return True
    in_bullet = bool(before.glyph) or any(r.glyph for r in rows[max(0, index - 6) : index])
    if in_bullet and _is_indented(rows, index):
        return True
    if width is None or before.dates:
        return False
    first_word = row.text.split()[0] if row.text else ""
    full = len(before.line.text) + 1 + len(first_word) > 0.93 * width
    return full and not re.search(r"[.!?]$", before.text)


def _is_indented(rows: list[Row], index: int) -> bool:
    """Whether the row stands under the text of the bullet above it, not under its glyph."""
    for before in reversed(rows[:index]):
        if before.glyph:
            return rows[index].line.indent > before.line.indent
        if before.gap:
            return False
    return False
