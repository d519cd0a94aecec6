"""Splitting the head of a role into title, company and place.

A head is one or more lines (`Part`). Each is cut at strong separators (bars, dashes with space around
them, wide gaps) and at commas; what is a place is taken out; what remains is given to title and company
by the words it holds and by the order that the section's other heads show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from .employers import employer_score
from .head_pieces import Field, Part, Piece, cut
from .head_places import take_places
from .places import is_known, looks_like_city
from .source import Span, join_adjacent, trim
from .titles import is_break, title_score

Order = Literal["title", "company"]
"""Which of the two comes first."""
Group = list[Piece]
"""The pieces between two strong separators."""

_PERHAPS_AT = re.compile(r"\s+(?:with|for|para|w|na|la|en|in|voor)\s+(?=[^\W\d_a-z])")
_DEPARTMENTS = frozenset(
    "marketing sales operations engineering finance accounting hr technology product products design "
    "research "
    "development nursing textiles grocery produce bakery deli theatre theatres surgery surgical maternity "
    "paediatrics pediatrics oncology emergency icu software hardware platform platforms infrastructure data "
    "analytics security support training quality safety strategy communications logistics procurement supply "
    "legal compliance risk audit tax treasury maths mathematics english science history geography physics "
    "chemistry biology music art drama pe ks2 ks3 ks4 ks5 emea apac americas europe uk us global "
    "international "
    "banking retail wholesale commercial residential corporate private clients litigation employment "
    "property "
    "family enterprise smb field inside strategic accounts channel partnerships b2b b2c north south "
    "east west "
    "central national regional and".split()
)
_UNITS = frozenset("department dept unit ward division team section desk service line committee".split())
_NEVER_ALONE = re.compile(
    r"(?:part|full)[- ]time|contract|permanent|temporary|temp|casual|intern(?:ship)?|freelance|seasonal|"
    r"volunteer"
    r"|cdi|cdd|interim|befristet|unbefristet|vollzeit|teilzeit|fixed[- ]term|self[- ]employed|hybrid|"
    r"on-?site",
    re.IGNORECASE,
)
_OWN_BOSS = (
    r"(?:self[- ]?employed|freelance(?:r|\w*)|independent(?: contractor)?|sole trader|freiberuflich"
    r"|selbst(?:st)?[äa]ndig\w*|autónom[oa]|indépendant)"
)
_IS_OWN_BOSS = re.compile(_OWN_BOSS, re.IGNORECASE)
_OWN_BOSS_SLASH = re.compile(rf"({_OWN_BOSS})\s*/\s*", re.IGNORECASE)


@dataclass(slots=True)
class Head:
    """What a head says, as spans; `notes` are remarks that are none of it.

    `order` is which of title and company came first on one line, None where that could not be seen;
    `sure` says that their words told them apart. `company_part` and `title_part` are the numbers of the
    lines they stand on, -1 for none.
    """

    title: list[Span] = field(default_factory=list)
    company: list[Span] = field(default_factory=list)
    place: list[Span] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    order: Order | None = None
    sure: bool = False
    company_part: int = -1
    title_part: int = -1

    @property
    def apart(self) -> bool:
        """Whether the employer stands on a line of its own."""
        return not self.title or self.company_part != self.title_part

    def put(self, name: Field, group: Group) -> None:
        """Add a group to a field."""
        span = Span(group[0].span.start, group[-1].span.end)
        if name == "title":
            self.title.append(span)
            self.title_part = group[0].part
        elif name == "company":
            self.company.append(span)
            self.company_part = group[0].part
        else:
            self.place.append(span)


def split_head(
    text: str, parts: list[Part], *, prefer: Order | None = None, keep_title: bool = False
) -> Head:
    """Title, company and place of the head that `parts` make up. `prefer` is the order to assume where
    the words do not tell; `keep_title` says that the company stands elsewhere, so that a title with a
    comma is not cut."""
    head = Head()
    pieces, head.notes = cut(text, parts)
    pieces, head.place = take_places(text, pieces)
    groups = _groups(pieces)
    for group in [group for group in groups if group[0].field]:
        head.put(group[0].field or "place", group)
        groups.remove(group)
    if groups and not _take_break(text, groups, head):
        _assign(text, groups, head, prefer, keep_title)
    if head.title and not head.company and not keep_title:
        _company_from_place(text, head)
    for spans in (head.title, head.company):
        joined = join_adjacent(text, spans)
        spans[:], further = joined[:1], joined[1:]
        head.notes += further
    return head


def _groups(pieces: list[Piece]) -> list[Group]:
    """The pieces between strong separators; a remark such as "part-time" joins what it follows."""
    groups: list[Group] = []
    for piece in pieces:
        if groups and not piece.field and (not piece.strong or _NEVER_ALONE.fullmatch(piece.text)):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _text(text: str, group: Group) -> str:
    return text[group[0].span.start : group[-1].span.end]


def _lean(text: str, group: Group) -> float:
    """Positive for a title, negative for an employer."""
    names = ", ".join([group[0].text, *(piece.text for piece in group[1:] if not _is_department(piece.text))])
    return title_score(_text(text, group)) - employer_score(names)


def _is_department(text: str) -> bool:
    """Whether `text` behind a comma belongs to a title: "Nurse, Surgical Ward", "Captain, B737"."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    if not words:
        return False
    if len(words) <= 2 and re.search(r"\d", text) and employer_score(text) == 0:
        return True
    return words[-1] in _UNITS or all(word in _DEPARTMENTS for word in words)


# --- who is what --------------------------------------------------------------------------------


def _assign(text: str, groups: list[Group], head: Head, prefer: Order | None, keep_title: bool) -> None:
    if head.title or head.company:
        missing: Field = "company" if head.title else "title"
        sign = -1 if head.title else 1
        best = max(groups, key=lambda group: sign * _lean(text, group))
        head.put(missing, _first_name(best, head) if missing == "company" else best)
        _leave([group for group in groups if group is not best], head)
    elif len(groups) == 1:
        _one_group(text, groups[0], head, prefer, keep_title)
    elif not _take_own_boss(text, groups, head):
        _several_groups(text, groups, head, prefer)


def _leave(groups: list[Group], head: Head) -> None:
    """What is neither title nor company (a department, a team) stands with the place."""
    for group in groups:
        head.put("place", group)


def _take_break(text: str, groups: list[Group], head: Head) -> bool:
    """ "Career break – full-time parent", "Sabbatical: voluntary engineer": no employer, and the title is
    what the time was used for, where that is a title."""
    pause = next((group for group in groups if is_break(_text(text, group))), None)
    if pause is None or head.title or any(employer_score(_text(text, group)) >= 2.5 for group in groups):
        return False
    working = (g for g in groups if title_score(_text(text, g)) >= 3 and not is_break(_text(text, g)))
    chosen = next(working, pause)
    head.put("title", chosen if chosen is pause else _first_name(chosen, head))
    head.notes += [Span(g[0].span.start, g[-1].span.end) for g in groups if g is not chosen]
    return True


def _take_own_boss(text: str, groups: list[Group], head: Head) -> bool:
    """ "Self employed | Domestic electrician": the employer is the person."""
    own = next((group for group in groups if _IS_OWN_BOSS.fullmatch(_text(text, group))), None)
    others = [group for group in groups if group is not own]
    work = next((group for group in others if title_score(_text(text, group)) >= 2.5), None)
    if own is None or work is None:
        return False
    head.put("title", work)
    head.put("company", own)
    _leave([group for group in others if group is not work], head)
    return True


def _several_groups(text: str, groups: list[Group], head: Head, prefer: Order | None) -> None:
    leans = [_lean(text, group) for group in groups]
    if all(lean < -1 for lean in leans):  # employer and department, no title
        head.put("company", groups[0])
        _leave(groups[1:], head)
        return
    title = _title_index(leans, prefer)
    others = [index for index in range(len(groups)) if index != title]
    company = min(others, key=lambda index: (leans[index], abs(index - title)))
    if leans[company] > -1.5 and _take_inner(text, groups[title], head, prefer):
        _leave([groups[index] for index in others], head)
        return
    same_line = groups[title][0].part == groups[company][0].part
    if (
        len(groups) == 2
        and same_line
        and min(leans) >= 3
        and employer_score(_text(text, groups[company])) == 0
    ):
        head.put("title", [*groups[0], *groups[1]])  # two titles and no employer: "Writer - Editor"
        return
    head.put("title", groups[title])
    head.put("company", _first_name(groups[company], head))
    if same_line:
        head.order = "title" if title < company else "company"
    head.sure = abs(leans[title] - leans[company]) >= 2.5
    _leave([groups[index] for index in others if index != company], head)


def _title_index(leans: list[float], prefer: Order | None) -> int:
    """Which group is the title: the one that leans to it most; where none does, the section's order."""
    best = max(range(len(leans)), key=lambda index: (leans[index], -index))
    if len(leans) == 2 and prefer == "company" and leans[best] <= 0.5 and abs(leans[0] - leans[1]) < 1:
        return 1
    return best


def _take_inner(text: str, group: Group, head: Head, prefer: Order | None) -> bool:
    """Title and employer within one group ("Engineer, Acme Ltd | Platform team")."""
    inner = _split_at_comma(text, group, prefer)
    if (
        not inner
        or not inner.sure
        or employer_score(text[inner.company[0].start : inner.company[0].end]) < 2.5
    ):
        return False
    head.title, head.company, head.order = inner.title, inner.company, inner.order
    head.title_part = head.company_part = group[0].part
    return True


def _one_group(text: str, group: Group, head: Head, prefer: Order | None, keep_title: bool) -> None:
    content = _text(text, group)
    unlike_employer = title_score(content) > 0 or employer_score(content) == 0
    if keep_title and unlike_employer and not any(_is_employer(piece.text) for piece in group[1:]):
        head.put("title", group)
        return
    found = (
        _split_at_comma(text, group, prefer) or _split_at_word(text, group) or _split_own_boss(text, group)
    )
    if found:
        head.title, head.company, head.order, head.sure = found.title, found.company, found.order, found.sure
        head.place += found.place
        head.title_part = head.company_part = group[0].part
        return
    lean = _lean(text, group)
    head.put("title" if lean > 0 or (lean == 0 and prefer == "title") else "company", group)


def _is_employer(text: str) -> bool:
    return employer_score(text) >= 2.5 and title_score(text) < 3 and not _is_department(text)


def _split_at_comma(text: str, group: Group, prefer: Order | None) -> Head | None:
    """The best cut of "Title, Company" or "Company, Title" with any number of commas."""
    best_score, best = 0.0, None
    for position in range(1, len(group)):
        first, second = group[:position], group[position:]
        orders: tuple[tuple[Order, Group, Group], ...] = (
            ("title", first, second),
            ("company", second, first),
        )
        for order, title, company in orders:
            score = _cut_score(text, title, company) + (0.4 if order == (prefer or "title") else 0.0)
            if score > best_score:
                best_score, best = score, (order, title, company)
    if best is None:
        return None
    order, title, company = best
    head = Head(order=order, sure=best_score >= 3)
    head.put("title", title)
    head.put("company", _first_name(company, head))
    return head


def _cut_score(text: str, title: Group, company: Group) -> float:
    score = _lean(text, title) - _lean(text, company) - 0.3 * (len(company) - 1)
    return score + sum(0.8 if _is_department(piece.text) else -0.5 for piece in title[1:])


def _split_at_word(text: str, group: Group) -> Head | None:
    """ "Engineer with Acme Ltd", where what follows is clearly an employer."""
    start, end = group[0].span.start, group[-1].span.end
    for match in _PERHAPS_AT.finditer(text[start:end]):
        before, after = text[start : start + match.start()], text[start + match.end() : end]
        if title_score(before) >= 2 and employer_score(after) >= 2.5 and title_score(after) < 3:
            title = trim(text, Span(start, start + match.start()))
            company = trim(text, Span(start + match.end(), end))
            return Head(title=[title], company=[company], order="title", sure=True)
    return None


def _split_own_boss(text: str, group: Group) -> Head | None:
    """ "Freelance / Studio Name"."""
    start, end = group[0].span.start, group[-1].span.end
    match = _OWN_BOSS_SLASH.match(text, start, end)
    if not match or title_score(text[match.end() : end]) >= 3:
        return None
    return Head(title=[Span(*match.span(1))], company=[Span(match.end(), end)], order="title", sure=True)


def _first_name(group: Group, head: Head) -> Group:
    """A company without an unknown city behind its comma ("Cabinet Roussel, Villeurbanne"): where no
    place is known, one more capitalised word is where it is."""
    if len(group) != 2 or head.place:
        return group
    second = group[1].text
    words = second.lower().split()
    is_city = looks_like_city(second) and len(words) <= 2 and words[0] not in {*_DEPARTMENTS, "the"}
    if not is_city or employer_score(second) >= 1 or title_score(second) >= 1:
        return group
    head.put("place", group[1:])
    return group[:1]


def _company_from_place(text: str, head: Head) -> None:
    """ "Commis Chef, Larkfield Hall, Somerset": where no employer is left, an unknown name before a region
    was no city. A state's code proves one."""
    if is_break(text[head.title[0].start : head.title[0].end]):
        return
    for number, span in enumerate(head.place):
        name, comma, region = text[span.start : span.end].partition(",")
        if comma and not is_known(name) and not re.match(r"\s*[A-Z]{2,3}\b", region):
            head.company = [Span(span.start, span.start + len(name.rstrip()))]
            head.place[number] = trim(text, Span(span.start + len(name) + 1, span.end))
            return
