"""The head of the resume: name, headline, contact data, and a summary without a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...text.folding import fold
from .employers import employer_score
from .headings import is_document_title
from .labels import CONTACT, read_label
from .places import is_address, is_place
from .rows import is_prose
from .source import Line, Span, trim
from .titles import title_score

_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_BROKEN_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){0,4}\s{0,3}\n\s{0,3}(?:[\w-]{1,63}\.){0,4}[a-z]{2,10}(?!\w)"
)
_PHONE = re.compile(
    r"(?<![\w/.@-])(?:\+|00)?[\s.-]?\(?\d(?:[ \t]?[().\-/‐‑–]?[ \t]?\(?\d){6,14}\)?(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\w@]|\.\w)"
)
_NOT_PHONE = re.compile(
    r"(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:\d{4}[- ]){3}\d{3}[\dX]"
)
_SITES = r"(?:linkedin|github|gitlab|behance|dribbble|medium|twitter|x|kaggle|stackoverflow|orcid|facebook|instagram|youtube|xing|bitbucket|researchgate|substack)"
_ENDINGS = (
    r"(?:com|org|net|io|dev|me|co|uk|de|fr|es|it|nl|pl|ro|pt|eu|app|ai|edu|tech|info|design|online|site|xyz|page|blog|ch|at|be|dk|se|no|fi|ie|ca|au|nz|in|us|br|gov|example|test|"
    r"works|studio|codes|software|engineer|network|cloud|so|pro|biz|name|portfolio|art|photography)"
)
_LINK = re.compile(
    rf"(?:https?://|www\.)[^\s|,;<>()]{{3,150}}|(?<![\w@.])(?:[a-z]{{2,3}}\.)?{_SITES}\.(?:com|org|io|net)/[^\s|,;<>()]{{1,120}}"
    rf"|(?<![\w@.#/])(?:[a-z0-9-]{{2,40}}\.){{1,3}}{_ENDINGS}(?:/[^\s|,;<>()]{{0,120}})?(?![\w@.])",
    re.IGNORECASE,
)
_ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dX](?!\d)")
_NOT_LINK = re.compile(
    r"(?:asp|vb|ado|node|next|vue|nuxt|express|socket|chart|react)\.(?:net|js|io)$", re.IGNORECASE
)
_CELLS = re.compile(
    r"\s*[|•·●♦◆▪■★✉☎✆📧📞📱🏠🔗\ue000-\uf8ff]+\s*|\t+|\s{3,}|\s+//\s+|\s*[—―]\s*|\s+[–-]\s+|\s+,\s+|\s*;\s*|\s+/\s+"
)
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey)\b[\s,!]*)?(?:i\s?['’]?\s?m|i am|my name is|ich bin|je suis|me llamo|soy)\s+",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:[^\W\d_a-z][\w'’.-]*|[\"“”'(][^\W\d_]+[\"“”')]|(?:de|da|do|dos|das|di|del|della|der|den|van|von|zu|la|le|el|al|bin|ibn|ben|ter|ten|af|av|y|e)(?=\s))"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}")
_POST_NOMINAL = re.compile(
    r"(?:ph\.?d\.?|m\.?d\.?|j\.?d\.?|esq\.?|m\.?b\.?a\.?|r\.?n\.?|b\.?s\.?n\.?|m\.?s\.?n\.?|c\.?p\.?a\.?|p\.?m\.?p\.?|p\.?e\.?|m\.?sc\.?|b\.?sc\.?|b\.?a\.?|m\.?a\.?|d\.?phil\.?|pgce|qts|rgn|rmn|acca|aca|"
    r"cfa|cissp|shrm-?s?cp|phr|sphr|csm|pmi-acp|frsa|mrics|frics|obe|mbe|kc|qc|cpa|llb|llm|ret\.?|[A-Z][A-Za-z]*[A-Z][A-Za-z.]*(?:-[A-Z]{1,6})?)(?:\s?\([A-Za-z]{2,10}\))?"
)


_SURNAMES = frozenset(
    "smith cook baker butcher carpenter mason taylor cooper fisher gardener potter hunter archer page marshall dean porter miller weaver judge major "
    "chandler clerk cole fowler gardner glover harper marshal painter parker parson piper sawyer shepherd singer slater spencer steward stewart tanner "
    "thatcher tucker turner tyler walker wright forester foster koch meister schneider fischer weber becker carter barber bishop chambers chef guard "
    "head knight lane luther monk ranger reeve sheriff singer skinner trainer warden wheeler sergeant mayor fellow partner king abbott".split()
)
"""Family names that are trades as well."""


@dataclass(slots=True)
class Contact:
    """What the head of a resume says, as spans. `unplaced` is what fitted nowhere."""

    name: list[Span] = field(default_factory=list)
    headline: list[Span] = field(default_factory=list)
    summary: list[Span] = field(default_factory=list)
    email: list[Span] = field(default_factory=list)
    phone: list[Span] = field(default_factory=list)
    location: list[Span] = field(default_factory=list)
    links: list[list[Span]] = field(default_factory=list)
    credentials: list[Span] = field(default_factory=list)
    """Letters behind the name: "CEng MIChemE", "RN, BSN"."""
    labels: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    span: Span
    text: str
    line: int
    whole: bool
    """Whether the cell is all of its line."""
    meanings: frozenset[str] = frozenset()


def has_contact(text: str) -> bool:
    """Whether a line holds an e-mail address or a telephone number."""
    return bool(_EMAIL.search(text)) or _find_phone(text) is not None


def read_contact(text: str, lines: list[Line], contact: Contact, *, is_header: bool) -> None:
    """Read contact data from `lines` into `contact`; what is already known is kept. In the header the
    name, headline and an opening summary are looked for as well."""
    cells: list[_Cell] = []
    skip: set[int] = set()
    for number, line in enumerate(lines):
        if number in skip:
            continue
        if is_document_title(line.text):
            contact.labels.append(line.span)
            continue
        if number + 1 < len(lines) and _broken_address(text, line, lines[number + 1], contact):
            skip.add(number + 1)
            continue
        cells += _read_line(text, line, number, contact)
    if is_header:
        cells = _take_name(text, cells, contact)
    cells = [cell for cell in cells if not _take_labelled(cell, contact)]
    cells = [cell for cell in cells if not _take_place(cell, contact)]
    if is_header:
        cells = _take_headline(text, cells, contact)
        cells = _take_summary(lines, cells, contact)


def _find_phone(text: str) -> re.Match[str] | None:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if _NOT_PHONE.search(match.group()) or not 7 <= len(digits) <= 15:
            continue
        if len(digits) < 9 and not re.search(r"\d{3}[-. ]\d{4}|\d{4} \d{4}", match.group()):
            continue
        return match
    return None


def _broken_address(text: str, line: Line, following: Line, contact: Contact) -> bool:
    """An e-mail address over two lines."""
    if "@" not in line.text or _EMAIL.search(line.text):
        return False
    match = _BROKEN_EMAIL.search(text, line.span.start, following.span.end)
    if not match or contact.email:
        return False
    contact.email = [
        Span(match.start(), min(line.span.end, match.end())),
        Span(following.span.start, match.end()),
    ]
    return True


def _read_line(text: str, line: Line, number: int, contact: Contact) -> list[_Cell]:
    """Take addresses, numbers and links out of one line; the cells that remain."""
    begin = line.span.start
    taken: list[Span] = []
    content = line.text
    for match in _EMAIL.finditer(content):
        span = Span(begin + match.start(), begin + match.end())
        taken.append(span)
        if not contact.email:
            contact.email = [span]
        elif text[span.start : span.end] == text[contact.email[0].start : contact.email[0].end]:
            contact.labels.append(span)
        else:
            contact.links.append([span])
    masked = _mask(content, begin, taken)
    for pattern in (_LINK, _ORCID):
        for match in pattern.finditer(masked):
            if _NOT_LINK.search(match.group()) or (pattern is _LINK and not _is_contact_line(content, match)):
                continue
            end = match.end() - (len(match.group()) - len(match.group().rstrip(".,;:)*_")))
            span = Span(begin + match.start(), begin + end)
            taken.append(span)
            if any(
                text[link[0].start : link[-1].end] == text[span.start : span.end] for link in contact.links
            ):
                contact.labels.append(span)
            else:
                contact.links.append([span])
        masked = _mask(content, begin, taken)
    phone = _find_phone(masked)
    while phone:
        lead = len(phone.group()) - len(phone.group().lstrip(" .-"))
        span = Span(begin + phone.start() + lead, begin + phone.end())
        taken.append(span)
        if not contact.phone:
            contact.phone = [span]
        else:
            contact.links.append([span])
        masked = _mask(content, begin, taken)
        phone = _find_phone(masked)
    return _cells(text, line, number, taken, masked, contact)


def _is_contact_line(content: str, match: re.Match[str]) -> bool:
    """A bare domain counts only where it is no part of a sentence."""
    return "/" in match.group() or match.group().lower().startswith("www.") or len(content.split()) <= 14


def _mask(content: str, begin: int, taken: list[Span]) -> str:
    for span in taken:
        content = (
            content[: span.start - begin] + "\x00" * (span.end - span.start) + content[span.end - begin :]
        )
    return content


def _cells(
    text: str, line: Line, number: int, taken: list[Span], masked: str, contact: Contact
) -> list[_Cell]:
    begin = line.span.start
    edges = [(match.start(), match.end()) for match in re.finditer("\x00+", masked)]
    if taken or "|" in masked or "\t" in masked or "   " in masked or re.search(r"[•·]", masked):
        edges += [
            (match.start(), match.end()) for match in _CELLS.finditer(masked) if "\x00" not in match.group()
        ]
    cells = []
    position = 0
    for start, end in [*sorted(edges), (len(masked), len(masked))]:
        span = trim(text, Span(begin + position, begin + start), " \t,;|·•–—－-*_#()[]<>/:")
        position = max(position, end)
        if span.empty:
            continue
        span = _unbalanced(text, span, begin + start)
        cells += _unlabel(
            text, span, number, contact, span == trim(text, line.span, " \t,;|·•–—－-*_#()[]<>/:")
        )
    return cells


def _unbalanced(text: str, span: Span, limit: int) -> Span:
    """Give back the closing mark that trimming took from "(Ricky)" or a quotation."""
    closing = text[span.end : span.end + 1]
    return (
        Span(span.start, span.end + 1)
        if closing in {")", "]"} and span.end < limit and "(" in text[span.start : span.end]
        else span
    )


def _unlabel(text: str, span: Span, number: int, contact: Contact, whole: bool) -> list[_Cell]:
    content = text[span.start : span.end]
    label = (
        read_label(content + ":" if len(content) < 40 else content)
        if ":" not in content
        else read_label(content)
    )
    if label and label.meanings & CONTACT:
        after = trim(text, Span(min(span.start + label.length, span.end), span.end))
        alone = after.empty and (len(content) > 1 or not whole)
        if alone or not after.empty:
            contact.labels.append(Span(span.start, after.start if not after.empty else span.end))
            return (
                []
                if after.empty
                else [_Cell(after, text[after.start : after.end], number, whole, label.meanings)]
            )
    if re.fullmatch(
        r"\(?cid:\d+\)?|[^\w\s]+|\w|/?[a-z]+-(?:in|alt|square|o|plane)|♂¶?\w+(?:-\w+)?|/(?:github|linkedin|gitlab|twitter|phone|envelope|home|globe)",
        content,
    ):
        contact.labels.append(span)
        return []
    return [_Cell(span, content, number, whole)]


# --- name ---------------------------------------------------------------------------------------


def _take_name(text: str, cells: list[_Cell], contact: Contact) -> list[_Cell]:
    if contact.name:
        return [cell for cell in cells if not _repeats(text, cell, contact)]
    email = "".join(text[span.start : span.end] for span in contact.email)
    best: tuple[float, _Cell, Span] | None = None
    for position, cell in enumerate(cells):
        candidate = _name_in(text, cell)
        if candidate is None:
            continue
        score = (
            name_score(text[candidate.start : candidate.end], email)
            + (2.0 if position == 0 else 0.0)
            + (1.0 if cell.whole else 0.0)
        )
        score += (6.0 if "name" in cell.meanings else 0.0) - 0.3 * cell.line
        if best is None or score > best[0]:
            best = (score, cell, candidate)
    if best is None or best[0] < 1.0:
        return cells
    _, cell, span = best
    contact.name = [span]
    rest = []
    for other in cells:
        if other is cell:
            lead = text[cell.span.start : span.start]
            if lead.strip():
                contact.labels.append(Span(cell.span.start, span.start))
            tail = trim(text, Span(span.end, cell.span.end), " \t,;|·•–—-")
            if not tail.empty:
                rest += _after_name(text, tail, cell, contact)
        elif not _repeats(text, other, contact):
            rest.append(other)
    return rest


def _after_name(text: str, tail: Span, cell: _Cell, contact: Contact) -> list[_Cell]:
    content = text[tail.start : tail.end]
    if _are_letters(content):
        contact.credentials.append(tail)
        return []
    return [_Cell(tail, content, cell.line, False)]


def _are_letters(content: str) -> bool:
    words = [word for word in re.split(r"[\s,]+", content) if word]
    return bool(words) and all(
        _POST_NOMINAL.fullmatch(word) or _POST_NOMINAL.fullmatch(word.lower()) for word in words
    )


def _repeats(text: str, cell: _Cell, contact: Contact) -> bool:
    """The name once more, perhaps with letters behind it."""
    name = text[contact.name[0].start : contact.name[-1].end]
    if fold(cell.text).startswith(fold(name)) and (
        len(cell.text) == len(name) or _are_letters(cell.text[len(name) :])
    ):
        contact.labels.append(cell.span)
        return True
    return False


def _name_in(text: str, cell: _Cell) -> Span | None:
    """The part of a cell that could be a name: without a greeting before it or letters behind it."""
    if (cell.meanings and "name" not in cell.meanings) or is_address(cell.text):
        return None
    content = cell.text
    greeting = _GREETING.match(content)
    begin = greeting.end() if greeting else 0
    match = _NAME.match(content, begin)
    if not match:
        words = content.split()
        if (
            cell.line == 0
            and 1 < len(words) < 5
            and all(word.isalpha() for word in words)
            and content.islower()
        ):
            return cell.span
        return None
    end = _without_letters(content, begin, match.end())
    rest = content[end:].strip(" ,;|-–—👋!.")
    if (
        rest
        and not _are_letters(rest)
        and (greeting is None or rest[0].isalnum())
        and not re.match(r"\s*[,|–—-]|\s{2,}", content[end:])
    ):
        return None
    return Span(cell.span.start + begin, cell.span.start + end)


def _without_letters(content: str, begin: int, end: int) -> int:
    """The end of the name before post-nominal letters: "Ada Byron RN", "RAJIV K. RAO  CEng"."""
    words = list(re.finditer(r"\S+", content[begin:end]))
    shouting = content[begin:end].isupper() or (
        len(words) > 1 and words[0].group().isupper() and words[1].group().isupper()
    )
    while len(words) > 2:
        word = words[-1].group().rstrip(",")
        letters = (
            _POST_NOMINAL.fullmatch(word)
            and (not shouting or not word.isupper())
            and word not in {"II", "III", "IV"}
            and not re.match(r"(?:Mc|Mac|De|La|Le|Di|Du|O['’])[A-Z][a-z]", word)
        )
        if (
            letters
            and len(re.findall("[A-Z]", word)) > 1
            and "-" not in word
            and not re.fullmatch(r"(?:[A-Z]\.)+", word)
        ):
            words.pop()
        else:
            break
    return begin + words[-1].end() if words else end


def name_score(name: str, email: str) -> float:
    """How much `name` looks like a person's name; the local part of the e-mail address is evidence."""
    words = [word for word in re.findall(r"[^\W\d_]+", fold(name)) if word]
    if not words or len(words) > 7 or re.search(r"\d", name):
        return -5.0
    score = 1.0 if 2 <= len(words) <= 4 else 0.0
    if (title_score(name) >= 2 and words[-1] not in _SURNAMES) or employer_score(name) >= 2 or is_place(name):
        score -= 4.0
    letters = re.sub(r"[^a-z]", "", fold(email).split("@")[0].split()[-1]) if email.strip() else ""
    if letters and any(len(word) > 2 and word in letters for word in words):
        score += 4.0
    elif len(words) > 1 and all(
        word in re.sub(r"[^a-z]", "", fold(email).partition("@")[2]) for word in words
    ):
        score += 3.0
    elif len(letters) > 3 and all(word in letters or letters.startswith(word[:1]) for word in words):
        score += 2.0
    return score


# --- the rest -----------------------------------------------------------------------------------


def _take_labelled(cell: _Cell, contact: Contact) -> bool:
    """Cells with a label say themselves what they are."""
    if "location" in cell.meanings and (not cell.meanings & {"phone"} or is_address(cell.text)):
        contact.location.append(cell.span)
        return True
    if "link" in cell.meanings:
        contact.links.append([cell.span])
        return True
    if "headline" in cell.meanings and not contact.headline:
        contact.headline = [cell.span]
        return True
    return False


def _take_place(cell: _Cell, contact: Contact) -> bool:
    if (
        ":" not in cell.text
        and is_address(cell.text)
        and (title_score(cell.text) < 2 or re.search(r"\d", cell.text))
    ):
        contact.location.append(cell.span)
        return True
    return False


def _take_headline(text: str, cells: list[_Cell], contact: Contact) -> list[_Cell]:
    """The line that says what the person is: one with words of a title, else the line under the name."""
    if contact.headline:
        return cells
    lines: dict[int, list[_Cell]] = {}
    for cell in cells:
        lines.setdefault(cell.line, []).append(cell)
    candidates = [
        (number, group) for number, group in sorted(lines.items())
        if not is_prose(_spell(text, group)) and len(_spell(text, group).split()) <= 16 and not re.search(r"\d{4}|@|^[^:]{2,30}:\s", _spell(text, group))
    ]  # fmt: skip
    chosen = next((group for _, group in candidates if title_score(_spell(text, group)) >= 2), None)
    if chosen is None and contact.name:
        after = [
            group
            for number, group in candidates
            if group[0].span.start > contact.name[0].end and group[0].whole and not group[0].meanings
        ]
        chosen = (
            after[0]
            if after
            and ":" not in after[0][0].text
            and after[0][0].line <= 3
            and len(_spell(text, after[0]).split()) > 1
            else None
        )
    if chosen is None:
        return cells
    begin = _first_half(cells, chosen, contact)
    contact.headline = [Span(begin, chosen[-1].span.end)]
    return [cell for cell in cells if not begin <= cell.span.start < chosen[-1].span.end]


def _first_half(cells: list[_Cell], chosen: list[_Cell], contact: Contact) -> int:
    """Where a headline begins that was wrapped before its last word."""
    begin = chosen[0].span.start
    above = next((cell for cell in cells if cell.whole and cell.line == chosen[0].line - 1), None)
    name_end = contact.name[0].end if contact.name else begin
    wrapped = (
        above is not None
        and len(chosen[0].text.split()) == 1
        and above.span.start > name_end
        and not above.meanings
    )
    return above.span.start if wrapped and above is not None else begin


def _spell(text: str, group: list[_Cell]) -> str:
    return text[group[0].span.start : group[-1].span.end]


def _take_summary(lines: list[Line], cells: list[_Cell], contact: Contact) -> list[_Cell]:
    """Sentences between the contact data and the first heading."""
    whole = [cell for cell in cells if cell.whole]
    prose = [cell.line for cell in whole if is_prose(cell.text) or len(cell.text.split()) > 9]
    if not prose:
        return cells
    first, last = prose[0], prose[-1]
    if whole[-1].line == last + 1 and len(whole[-1].text.split()) < 9 and re.search(r"\.$", whole[-1].text):
        last += 1
    while any(cell.line == last + 1 and cell.text[:1].islower() for cell in whole):
        last += 1
    taken = [cell for cell in whole if first <= cell.line <= last]
    contact.summary = [lines[cell.line].body for cell in taken]
    return [cell for cell in cells if cell not in taken]
