"""Splitting the head of a role into title, company and place.

A head is one or more lines (`Part`). Each is cut at strong separators (bars, dashes with space around
them, wide gaps) and at commas; what is a place is taken out; what remains is given to title and company
by the words it holds and by the order that the section's other heads show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from .employers import PLACEHOLDER, employer_score, ends_legally
from .places import PLACEHOLDER as PLACE_PLACEHOLDER
from .places import is_city, is_code, is_country, is_known, is_place, is_region, looks_like_city, place_at_end
from .source import Span, trim
from .titles import is_break, title_score

Field = Literal["title", "company", "place"]
Order = Literal["title", "company"]
"""Which of the two comes first."""

_STRONG = re.compile(
    r"\s*\|\s*|\s*[—―－]\s*|\s+[–−‐‑-]{1,2}\s+|\s+[-–](?=[A-Z])|\t+|\s{3,}|\s+[•·◦●▪■∙]\s*|\s+//\s+|"
    r"\s*;\s+|\s+→\s+"
    r"|\s*@\s+|\s+@(?=\w)|(?<=\w):\s+|\s+\*{2}\s*|\*{2}\s+|\.\s{2,}"
)
_AT = re.compile(r"\s+(?:at|bei|beim|chez|presso|bij)\s+(?=[^\W\d_a-z])")
_PERHAPS_AT = re.compile(r"\s+(?:with|for|para|w|na|la|en|in|voor)\s+(?=[^\W\d_a-z])")
_COMMA = re.compile(r"\s*,\s*")
_BRACKETS = re.compile(r"\([^()\n]{0,160}\)|\[[^\[\]\n]{0,160}\]")
_DEPARTMENTS = frozenset(
    "marketing sales operations engineering finance accounting hr technology product products design "
    "research development nursing textiles grocery "
    "produce bakery deli theatre theatres surgery surgical maternity paediatrics pediatrics oncology "
    "emergency icu software hardware platform platforms "
    "infrastructure data analytics security support training quality safety strategy communications "
    "logistics procurement supply legal compliance risk audit "
    "tax treasury maths mathematics english science history geography physics chemistry biology music art "
    "drama pe ks2 ks3 ks4 ks5 emea apac americas europe "
    "uk us global international banking operations retail wholesale commercial residential corporate "
    "private clients litigation employment property family enterprise smb field inside strategic "
    "accounts channel partnerships b2b b2c north south east west central national regional".split()
)
_UNITS = frozenset("department dept unit ward division team section desk service line".split())
_NEVER_ALONE = re.compile(r"(?:part|full)[- ]time|contract|permanent|temporary|temp|casual|intern(?:ship)?|freelance|seasonal|volunteer|cdi|cdd|interim|"
                          r"befristet|unbefristet|vollzeit|teilzeit|fixed[- ]term|self[- ]employed|hybrid|"
                          r"on-?site", re.IGNORECASE)  # fmt: skip


class Part(NamedTuple):
    """One line of a head, or a part of one beside its date. `field` is known from a label."""

    span: Span
    field: Field | None = None


class _Piece(NamedTuple):
    span: Span
    text: str
    strong: bool
    """Whether a strong separator or a line's end stands before."""
    part: int
    field: Field | None


@dataclass(slots=True)
class Head:
    """What a head says, as spans; `notes` are remarks that are neither. `order` is which of title and
    company came first on one line, None where that could not be seen."""

    title: list[Span] = field(default_factory=list)
    company: list[Span] = field(default_factory=list)
    place: list[Span] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    order: Order | None = None
    sure: bool = False
    company_part: int = -1
    title_part: int = -1


def split_head(
    text: str, parts: list[Part], *, prefer: Order | None = None, keep_title: bool = False
) -> Head:
    """Title, company and place of the head that `parts` make up. `prefer` is the order to assume where
    the words do not tell; `keep_title` says that the company stands elsewhere, so that a title with a
    comma is not cut."""
    head = Head()
    alone = len(parts) == 1
    pieces = [
        piece for number, part in enumerate(parts) for piece in _cut(text, part, number, head, alone=alone)
    ]
    pieces = _take_places(text, pieces, head)
    groups = _groups(pieces)
    _assign(text, groups, head, prefer, keep_title)
    if head.title and not head.company and not keep_title:
        _company_from_place(text, head)
    return head


# --- cutting ------------------------------------------------------------------------------------


def _cut(text: str, part: Part, number: int, head: Head, *, alone: bool) -> list[_Piece]:
    span = trim(text, part.span, " \t,;|·•–—－-*_/#:")
    if span.empty:
        return []
    if part.field:
        return _labelled(text, span, number, part.field)
    span = _without_notes(text, span, head)
    pieces = []
    for chunk in _split(text, span, _STRONG):
        for inner in _split_placeholders(text, _split_at(text, chunk, alone=alone and chunk == span)):
            if PLACE_PLACEHOLDER.fullmatch(text[inner.start : inner.end].strip()):
                pieces.append(_Piece(inner, text[inner.start : inner.end], True, number, "place"))
                continue
            strong = True
            for piece in _merge_legal(text, _split(text, inner, _COMMA)):
                piece = trim(text, piece, " \t,;|·•–—－-*_/")
                for part_of in _bracketed_place(text, piece):
                    pieces.append(_Piece(part_of, text[part_of.start : part_of.end], strong, number, None))
                    strong = False
    return pieces


def _labelled(text: str, span: Span, number: int, name: Field) -> list[_Piece]:
    """What a label names, as it stands; only a place behind an employer is its own."""
    pieces = _merge_legal(text, _split(text, span, _COMMA)) if name == "company" else [span]
    place = len(pieces)
    while place > 1 and is_place(text[pieces[place - 1].start : pieces[-1].end]):
        place -= 1
    whole = Span(pieces[0].start, pieces[place - 1].end)
    result = [_Piece(whole, text[whole.start : whole.end], True, number, name)]
    if place < len(pieces):
        where = Span(pieces[place].start, pieces[-1].end)
        result.append(_Piece(where, text[where.start : where.end], True, number, "place"))
    return result


def _split(text: str, span: Span, pattern: re.Pattern[str]) -> list[Span]:
    """The pieces of `span` between the separators that do not stand in brackets."""
    chunk = text[span.start : span.end]
    masked = _BRACKETS.sub(lambda match: "(" * len(match.group()), chunk)
    pieces = []
    begin = 0
    for match in pattern.finditer(masked):
        pieces.append(Span(span.start + begin, span.start + match.start()))
        begin = match.end()
    pieces.append(Span(span.start + begin, span.end))
    return [piece for piece in pieces if not trim(text, piece).empty]


def _bracketed_place(text: str, piece: Span) -> list[Span]:
    """ "Acme GmbH (Vienna)" is a name and a place."""
    content = text[piece.start : piece.end]
    match = re.search(r"\s+\(([^()]{2,40})\)$", content)
    if not match or not is_place(match[1]) or is_place(content[: match.start()]):
        return [] if piece.empty else [piece]
    return [
        Span(piece.start, piece.start + match.start()),
        Span(piece.start + match.start(1), piece.start + match.end(1)),
    ]


def _split_at(text: str, span: Span, *, alone: bool) -> list[Span]:
    """ "Engineer at Acme, Leeds", "Entwickler bei Acme": cut at the word where a title stands before it."""
    chunk = text[span.start : span.end]
    for match in _AT.finditer(chunk):
        before, after = chunk[: match.start()], chunk[match.end() :]
        is_title = title_score(before.split(",")[0]) >= 2 or (
            alone and len(before.split()) <= 4 and employer_score(before) < 1.5
        )
        if is_title and title_score(after.split(",")[0]) < 3:
            return [Span(span.start, span.start + match.start()), Span(span.start + match.end(), span.end)]
    stop = re.match(r"([^.,]{3,40})\.\s+(?=[^\W\d_a-z])", chunk)
    if stop and title_score(stop[1]) >= 2.5:
        return [Span(span.start, span.start + stop.end(1)), Span(span.start + stop.end(), span.end)]
    return [span]


def _split_placeholders(text: str, spans: list[Span]) -> list[Span]:
    """Anonymised heads ("Company Name City , State Accountant") have no separators of their own."""
    return [piece for span in spans for piece in _placeholders(text, span)]


def _placeholders(text: str, span: Span) -> list[Span]:
    chunk = text[span.start : span.end]
    borders = sorted(
        {
            edge
            for pattern in (PLACEHOLDER, PLACE_PLACEHOLDER)
            for match in pattern.finditer(chunk)
            for edge in match.span()
        }
    )
    edges = [0, *borders, len(chunk)]
    pieces = [Span(span.start + first, span.start + last) for first, last in pairwise(edges)]
    return [piece for piece in pieces if not trim(text, piece).empty]


def _merge_legal(text: str, pieces: list[Span]) -> list[Span]:
    """ "ABC Company, Inc." is one name."""
    merged: list[Span] = []
    for piece in pieces:
        if (
            merged
            and ends_legally(text[piece.start : piece.end])
            and not is_code(text[piece.start : piece.end].strip())
        ):
            merged[-1] = Span(merged[-1].start, piece.end)
        else:
            merged.append(piece)
    return merged


def _without_notes(text: str, span: Span, head: Head) -> Span:
    """`span` without a long remark in brackets at its end ("Store Manager (flagship store, $11m)"). A
    short one ("Band 6", "part-time") belongs to the title."""
    chunk = text[span.start : span.end]
    match = re.search(r"\s*[(\[]([^()\[\]]{0,160})[)\]]$", chunk)
    if match and match.start() and not _is_short_remark(match[1]):
        before = chunk[: match.start()]
        if title_score(before.split(",")[0]) > employer_score(before):
            inner = Span(span.start + match.start(1), span.start + match.end(1))
            head.notes.append(inner)
            return trim(text, Span(span.start, span.start + match.start()))
    return span


def _is_short_remark(remark: str) -> bool:
    return len(remark.split()) <= 3 and not re.search(r"[,;$£€]", remark)


# --- places -------------------------------------------------------------------------------------


def _take_places(text: str, pieces: list[_Piece], head: Head) -> list[_Piece]:
    """The pieces that are no place; the places go to `head.place`."""
    rest: list[_Piece] = []
    taken: list[Span] = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if piece.field == "place":
            taken.append(piece.span)
            position += 1
            continue
        if piece.field:
            rest.append(piece)
            position += 1
            continue
        width = _place_width(pieces, position)
        if width:
            taken.append(Span(piece.span.start, pieces[position + width - 1].span.end))
            position += width
            _mark_strong(pieces, position)
            continue
        split = _glued_place(text, pieces, position)
        if split:
            before, place, after, width = split
            rest.append(before)
            taken.append(place)
            if after:
                rest.append(after)
            position += width
            _mark_strong(pieces, position)
            continue
        rest.append(piece)
        position += 1
    if taken and not rest and len(taken) > 1:
        # All of it looks like places ("Washington, Brooklyn"): the first is a name.
        rest.append(_Piece(taken[0], text[taken[0].start : taken[0].end], True, 0, None))
        taken = taken[1:]
    head.place = taken
    return rest


def _company_from_place(text: str, head: Head) -> None:
    """ "Commis Chef, Larkfield Hall, Somerset": where no employer is left, an unknown name before a region
    was no city. A state's code proves one."""
    for number, span in enumerate(head.place):
        content = text[span.start : span.end]
        name, comma, region = content.partition(",")
        if (
            comma
            and not is_known(name)
            and not re.match(r"\s*[A-Z]{2,3}\b", region)
            and not is_break(text[head.title[0].start : head.title[0].end])
        ):
            head.company = [Span(span.start, span.start + len(name.rstrip()))]
            begin = span.start + len(name) + 1
            head.place[number] = trim(text, Span(begin, span.end))
            return


def _mark_strong(pieces: list[_Piece], position: int) -> None:
    """What follows a place starts something new."""
    if position < len(pieces):
        pieces[position] = pieces[position]._replace(strong=True)


def _place_width(pieces: list[_Piece], position: int) -> int:
    """How many pieces from `position` on make up one place: 0 for none."""
    piece = pieces[position]
    following = pieces[position + 1] if position + 1 < len(pieces) else None
    bare = _BRACKETS.sub("", piece.text).strip()
    named = not is_known(bare) and (title_score(bare) >= 1 or employer_score(bare) >= 1)
    if following and not following.strong and following.part == piece.part and not named:
        region = _BRACKETS.sub("", following.text).strip()
        if (
            is_region(region)
            and looks_like_city(bare)
            and (is_place(bare) or not (place_at_end(bare) or is_city(region)))
        ):
            country = pieces[position + 2] if position + 2 < len(pieces) else None
            if country and not country.strong and is_region(country.text):
                return 3
            if piece.strong and position == 0 and len(pieces) == 2 and not is_place(bare):
                return 2
            return 2
        if is_place(bare) and is_place(following.text):
            return 2
    if is_place(bare) and not named:
        return 1
    return 0


def _glued_place(
    text: str, pieces: list[_Piece], position: int
) -> tuple[_Piece, Span, _Piece | None, int] | None:
    """A place without a separator before it: "Stripe San Francisco, CA", "Web Developer Smalltown, OH",
    and one with more behind it: "Denver, CO Senior Analyst"."""
    piece = pieces[position]
    following = pieces[position + 1] if position + 1 < len(pieces) else None
    region_end = 0
    if following and not following.strong and following.part == piece.part:
        region_end = _region_prefix(following.text)
    begin = place_at_end(piece.text)
    if region_end and not begin and following and not is_country(following.text):
        begin = _city_after_name(piece.text)
    if not begin or (not region_end and title_score(piece.text[:begin]) < 3):
        return None
    before = trim(text, Span(piece.span.start, piece.span.start + begin))
    if before.empty:
        return None
    head = piece._replace(span=before, text=text[before.start : before.end])
    if not region_end or not following:
        return head, Span(piece.span.start + begin, piece.span.end), None, 1
    end = following.span.start + region_end
    rest = trim(text, Span(end, following.span.end))
    after = (
        following._replace(span=rest, text=text[rest.start : rest.end], strong=True)
        if not rest.empty
        else None
    )
    return head, Span(piece.span.start + begin, end), after, 2


def _region_prefix(following: str) -> int:
    """How many characters at the start of `following` name a region: all of them, or a code with
    something capitalised behind it."""
    bare = _BRACKETS.sub("", following).strip()
    if is_region(bare) and (is_code(bare) or not is_city(bare)):
        return len(following)
    match = re.match(r"([A-Z]{2,3})\s+(?=[A-Z][a-z])", following)
    return match.end(1) if match and is_region(match[1]) else 0


def _city_after_name(text: str) -> int | None:
    """Where an unknown city begins behind a title or a company: after the last of their words."""
    words = list(re.finditer(r"\S+", text))
    for count in range(len(words) - 1, 0, -1):
        before = text[: words[count].start()].strip()
        if title_score(before) >= 3 or employer_score(before) >= 2.5:
            tail = text[words[count].start() :]
            return words[count].start() if looks_like_city(tail) and len(tail.split()) <= 3 else None
    return words[-1].start() if len(words) > 1 and looks_like_city(words[-1].group()) else None


# --- who is what --------------------------------------------------------------------------------


def _groups(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The pieces between strong separators; a remark such as "part-time" joins what it follows."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and not piece.field and (not piece.strong or _NEVER_ALONE.fullmatch(piece.text)):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _spell(group: list[_Piece]) -> Span:
    return Span(group[0].span.start, group[-1].span.end)


def _text(text: str, group: list[_Piece]) -> str:
    span = _spell(group)
    return text[span.start : span.end]


def _assign(
    text: str, groups: list[list[_Piece]], head: Head, prefer: Order | None, keep_title: bool
) -> None:
    for group in list(groups):
        if group[0].field:
            _put(head, group[0].field, group)
            groups.remove(group)
    if _take_break(text, groups, head) or not groups:
        return
    if head.title:
        _company_of(text, groups, head)
    elif head.company:
        _title_of(text, groups, head)
    elif len(groups) == 1:
        _one_group(text, groups[0], head, prefer, keep_title)
    else:
        _several_groups(text, groups, head, prefer)


def _take_break(text: str, groups: list[list[_Piece]], head: Head) -> bool:
    """ "Career break – full-time parent", "Sabbatical: voluntary engineer": no employer, and the title is
    what the time was used for, where that is a title."""
    pause = next((group for group in groups if is_break(_text(text, group))), None)
    if pause is None or head.title or any(employer_score(_text(text, group)) >= 2.5 for group in groups):
        return False
    others = [group for group in groups if group is not pause]
    work = next(
        (
            group
            for group in others
            if title_score(_text(text, group)) >= 3 and not is_break(_text(text, group))
        ),
        None,
    )
    _put(head, "title", work or pause)
    head.notes += [_spell(group) for group in groups if group is not (work or pause)]
    return True


def _put(head: Head, name: Field | Order, group: list[_Piece]) -> None:
    if name == "title":
        head.title = [*head.title, _spell(group)]
        head.title_part = group[0].part
    elif name == "company":
        head.company = [*head.company, _spell(group)]
        head.company_part = group[0].part
    else:
        head.place = [*head.place, _spell(group)]


def _lean(text: str, group: list[_Piece]) -> float:
    """Positive for a title, negative for an employer."""
    content = _text(text, group)
    names = ", ".join([group[0].text, *(piece.text for piece in group[1:] if not _is_department(piece.text))])
    return title_score(content) - employer_score(names)


def _company_of(text: str, groups: list[list[_Piece]], head: Head) -> None:
    best = min(groups, key=lambda group: _lean(text, group))
    _put(head, "company", _first_name(best, head))
    _leftovers([group for group in groups if group is not best], head)


def _title_of(text: str, groups: list[list[_Piece]], head: Head) -> None:
    best = max(groups, key=lambda group: _lean(text, group))
    _put(head, "title", best)
    _leftovers([group for group in groups if group is not best], head)


def _first_name(group: list[_Piece], head: Head) -> list[_Piece]:
    """A company without an unknown city behind its comma ("Cabinet Roussel, Villeurbanne"): where the
    name alone is clear, one more capitalised word is where it is."""
    if (
        len(group) == 2
        and not head.place
        and looks_like_city(group[1].text)
        and len(group[1].text.split()) <= 2
    ):
        second = group[1].text
        words = second.lower().split()
        if employer_score(second) < 1 and title_score(second) < 1 and words[0] not in {*_DEPARTMENTS, "the"}:
            head.place.append(group[1].span)
            return group[:1]
    return group


def _leftovers(groups: list[list[_Piece]], head: Head) -> None:
    """What is neither title nor company (a department, a team) stands with the place."""
    head.place.extend(_spell(group) for group in groups)


_OWN_BOSS = re.compile(
    r"(?:self[- ]?employed|freelance|freelancer|independent(?: contractor)?|sole trader|freiberuflich|"
    r"selbst(?:st)?[äa]ndig|autónom[oa]|indépendant)",
    re.IGNORECASE,
)


def _take_own_boss(text: str, groups: list[list[_Piece]], head: Head) -> bool:
    """ "Self employed | Domestic electrician": the employer is the person."""
    own = next((group for group in groups if _OWN_BOSS.fullmatch(_text(text, group))), None)
    work = next(
        (group for group in groups if group is not own and title_score(_text(text, group)) >= 2.5), None
    )
    if own is None or work is None:
        return False
    _put(head, "title", work)
    _put(head, "company", own)
    _leftovers([group for group in groups if group is not own and group is not work], head)
    return True


def _several_groups(text: str, groups: list[list[_Piece]], head: Head, prefer: Order | None) -> None:
    if _take_own_boss(text, groups, head):
        return
    leans = [_lean(text, group) for group in groups]
    title = max(range(len(groups)), key=lambda i: (leans[i], -i))
    if leans[title] <= 0.5 and prefer == "company" and len(groups) == 2 and abs(leans[0] - leans[1]) < 1:
        title = 1
    if all(lean < -1 for lean in leans):
        # Employer and department, no title.
        _put(head, "company", groups[0])
        _leftovers(groups[1:], head)
        return
    if leans[title] <= 0 and prefer is None and leans[0] >= leans[title]:
        title = 0
    inner = _split_at_comma(text, groups[title], prefer)
    others = [index for index in range(len(groups)) if index != title]
    company = min(others, key=lambda i: (leans[i], abs(i - title)))
    if (
        inner
        and leans[company] > -1.5
        and inner.sure
        and employer_score(text[inner.company[0].start : inner.company[0].end]) >= 2.5
    ):
        head.title, head.company, head.order = inner.title, inner.company, inner.order
        head.title_part = head.company_part = groups[title][0].part
        _leftovers([groups[index] for index in others], head)
        return
    if (
        leans[company] >= 3
        and groups[company][0].part == groups[title][0].part
        and min(leans[title], leans[company]) >= 3
        and len(groups) == 2
        and employer_score(_text(text, groups[company])) == 0
    ):
        # Two titles and no employer: "Writer - Editor".
        head.title = [Span(groups[0][0].span.start, groups[-1][-1].span.end)]
        head.title_part = groups[0][0].part
        return
    _put(head, "title", groups[title])
    _put(head, "company", _first_name(groups[company], head))
    if groups[title][0].part == groups[company][0].part:
        head.order = "title" if title < company else "company"
    head.sure = abs(leans[title] - leans[company]) >= 2.5
    _leftovers([groups[index] for index in others if index != company], head)


def _one_group(text: str, group: list[_Piece], head: Head, prefer: Order | None, keep_title: bool) -> None:
    content = _text(text, group)
    if keep_title and (title_score(content) > 0 or employer_score(content) == 0) and not _has_employer(group):
        _put(head, "title", group)
        return
    split = (
        _split_at_comma(text, group, prefer) or _split_at_word(text, group) or _split_freelance(text, group)
    )
    if split:
        head.title, head.company, head.order, head.sure = split.title, split.company, split.order, split.sure
        head.place.extend(split.place)
        head.title_part = head.company_part = group[0].part
        return
    lean = _lean(text, group)
    if lean > 0 or (lean == 0 and prefer == "title"):
        _put(head, "title", group)
    else:
        _put(head, "company", group)


def _has_employer(group: list[_Piece]) -> bool:
    return any(
        employer_score(piece.text) >= 2.5 and title_score(piece.text) < 3 and not _is_department(piece.text)
        for piece in group[1:]
    )


def _split_at_comma(text: str, group: list[_Piece], prefer: Order | None) -> Head | None:
    """The best cut of "Title, Company" or "Company, Title" with any number of commas."""
    best: tuple[float, Head] | None = None
    for cut in range(1, len(group)):
        first, second = group[:cut], group[cut:]
        for order, title, company in (("title", first, second), ("company", second, first)):
            score = _lean(text, title) - _lean(text, company)
            score += 0.4 if order == (prefer or "title") else 0.0
            score -= sum(0.5 for piece in title[1:] if not _is_department(piece.text))
            score += sum(0.8 for piece in title[1:] if _is_department(piece.text))
            score -= 0.3 * (len(company) - 1)
            if best is None or score > best[0]:
                candidate = Head(
                    title=[_spell(title)],
                    company=[],
                    order="title" if order == "title" else "company",
                    sure=score >= 3,
                )
                candidate.company = [_spell(_first_name(company, candidate))]
                best = (score, candidate)
    return best[1] if best and best[0] > 0 else None


def _is_department(text: str) -> bool:
    words = re.findall(r"[a-z0-9]+", text.lower())
    if not words:
        return False
    if len(words) <= 2 and re.search(r"\d", text) and employer_score(text) == 0:
        return True
    return words[-1] in _UNITS or all(word in _DEPARTMENTS or word == "and" for word in words)


def _split_at_word(text: str, group: list[_Piece]) -> Head | None:
    """ "Engineer with Acme Ltd", where what follows is clearly an employer."""
    span = _spell(group)
    content = text[span.start : span.end]
    for match in _PERHAPS_AT.finditer(content):
        before = content[: match.start()]
        after = content[match.end() :]
        if title_score(before) >= 2 and employer_score(after) >= 2.5 and title_score(after) < 3:
            return Head(
                title=[trim(text, Span(span.start, span.start + match.start()))],
                company=[trim(text, Span(span.start + match.end(), span.end))],
                order="title",
                sure=True,
            )
    return None


def _split_freelance(text: str, group: list[_Piece]) -> Head | None:
    """ "Freelance / Studio Name"."""
    span = _spell(group)
    match = re.match(
        r"(freelance\w*|self[- ]employed|independent|freiberuflich|selbstst\w+|autónomo)\s*/\s*",
        text[span.start : span.end],
        re.IGNORECASE,
    )
    if not match or title_score(text[span.start + match.end() : span.end]) >= 3:
        return None
    return Head(
        title=[Span(span.start, span.start + match.end(1))],
        company=[Span(span.start + match.end(), span.end)],
        order="title",
        sure=True,
    )
