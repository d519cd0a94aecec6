"""The entries of an education section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...text.dates import find_dates
from ...text.folding import fold
from .employers import school_score
from .places import PLACEHOLDER, is_city, is_code, is_place, is_region, looks_like_city, place_at_end
from .rows import Dates, Row, continues, hangs, is_duration, is_url, read_head, read_rows, text_width
from .source import Line, Span, trim

_DEGREES = re.compile(
    r"(?<![\w.])(?:ph\.? ?d|d\.? ?phil|ed\.? ?d|m\.? ?d|j\.? ?d|d\.? ?d\.? ?s|pharm\.? ?d|d\.? ?n\.? ?p|"
    r"psy\.? ?d|dr\.|b\.? ?sc|m\.? ?sc|b\.? ?a|m\.? ?a|b\.? ?s|m\.? ?s|b\.? ?b\.? ?a|m\.? ?b\.? ?a"
    r"|b\.? ?eng|m\.? ?eng|b\.? ?tech|m\.? ?tech|b\.? ?ed|m\.? ?ed|b\.? ?com|m\.? ?com|ll\.? ?b|ll\.? ?m|"
    r"b\.? ?f\.? ?a|m\.? ?f\.? ?a|b\.? ?arch|m\.? ?arch|m\.? ?phil|m\.? ?res|m\.? ?chem|m\.? ?phys"
    r"|m\.? ?p\.? ?h|m\.? ?p\.? ?a|m\.? ?s\.? ?w|b\.? ?s\.? ?w|b\.? ?s\.? ?n|m\.? ?s\.? ?n|a\.? ?d\.? ?n|"
    r"a\.? ?a\.? ?s|a\.? ?a|a\.? ?s|b\.? ?c\.? ?a|m\.? ?c\.? ?a|b\.? ?n|b\.? ?nurs|b\.? ?mus|m\.? ?mus|"
    r"b\.? ?d\.? ?s|m\.? ?b\.? ?b\.? ?s|mbchb|b\.? ?e|m\.? ?e"
    r"|pgce|pgde|pgdip|pgcert|pg ?dip|lpc|gdl|sqe\d?|bptc|bvc|hnd|hnc|nvq|svq|btec|gcses?|a[- ]?levels?|"
    r"as[- ]levels?|ged|vce|hsc|ncea|atar|ib|leaving cert(?:ificate)?|highers?|o[- ]levels?|igcses?|"
    r"scottish highers|a2|hsd"
    r"|bachelor(?:'s|s|’s|ette)?|master(?:'s|s|’s)?|doctor(?:ate)?|associate(?:'s|s|’s)?(?= (?:of|in|"
    r"degree|:))|associate(?= :)|diploma|diplomas|certificate|cert\.?|certification|degree|"
    r"foundation degree|undergraduate|postgraduate|graduate (?:diploma|certificate)"
    r"|honou?rs|minor|major|high school|secondary school certificate|apprenticeship|city (?:&|and) guilds|"
    r"qts|coursework|trade certificate|journeyman|matric(?:ulation)?|baccalaureate|post[- ]?doc|residency"
    r"|abitur|fachabitur|fachhochschulreife|hochschulreife|mittlere reife|realschulabschluss|"
    r"hauptschulabschluss|diplom(?:-\w+)?|staatsexamen|promotion|magister|ausbildung(?: zu[mr])?|lehre|"
    r"meister(?:prufung|brief)?|habilitation|gesellenbrief|umschulung|studium"
    r"|baccalaureat|bac|licence|maitrise|dut|bts|dcg|dscg|deug|dea|dess|deust|doctorat|diplome|cap|bep|"
    r"brevet|cpge|classe preparatoire|ingenieur diplome|but|mastere"
    r"|grado|licenciatura|licenciad[oa]|bachillerato|doctorado|diplomatura|diplomad[oa]|tecnico superior|"
    r"ciclo formativo|fp|postgrado|posgrado|curso|titulo|maestria|ingenieria|master universitario|eso|"
    r"graduado"
    r"|laurea|dottorato|maturita|diploma di|perito|magistrale|triennale|qualifica"
    r"|vwo|havo|vmbo|mbo|hbo|wo|propedeuse|doctoraal|mavo"
    r"|licencjat|inzynier|mgr|inz|matura|doktorat|studia|technik|swiadectwo"
    r"|licenta|masterat|bacalaureat|doctorat|diploma de|scoala profesionala|studii"
    r"|bacharelado|bacharel|mestrado|doutorado|doutoramento|licenciatura|ensino medio|tecnologo|"
    r"pos-graduacao|12.o ano|mba)(?![\w])"
)
_DETAIL = re.compile(
    r"^(?:gpa|cgpa|overall gpa|grade|grades|note|abschlussnote|thesis|dissertation|advisor|adviser|"
    r"supervisor|coursework|relevant|courses|modules|honors|honours|awards|"
    r"activities|minor|major|concentration|specialization|specialisation|specialty|mention|cum laude|"
    r"magna cum laude|summa cum laude|dean|scholarship|first class|final|senior|capstone|"
    r"schwerpunkt|thema|abschlussarbeit|diplomarbeit|masterarbeit|bachelorarbeit|memoire|tesis|tesi|"
    r"votazione|voto|scriptie|praca|media|disciplin\w+|proiect|sredni\w+|"
    r"projet|specialite|option|notas?|promedio|including|graduated|achieved|focus|electives?|societies|"
    r"leadership|member|president|captain|key modules|subjects)\b"
)


_FIELD = re.compile(
    r"(?:(?:magna |summa )?cum laude|(?:with )?(?:first class )?(?:honou?rs|distinction)\b|minor|major|"
    r"minors|majors|concentration|specializ|specialis|emphasis|option)"
)
_SUBJECT = re.compile(
    r"(?:^|\b)(?:\w*sciences?|\w*engineering|studies|arts|management|administration|economics|mathematics|"
    r"maths|physics|chemistry|biology|history|english|psychology|"
    r"sociology|law|nursing|education|design|accounting|finance|marketing|journalism|philosophy|music|"
    r"medicine|architecture|statistics|communications?|business|literature|"
    r"geography|politics|linguistics|anthropology|theology|informati\w+|\w*technology|\w*technik|"
    r"\w*wirtschaft|\w*wissenschaft(?:en)?|\w*ologie?|\w*ology|gestion|droit|"
    r"derecho|economia|ingenieria|diritto|filologia|rechten|economie|ekonomia|prawo|zarzadzanie|drept|"
    r"direito|minor in .+|major in .+|specializ?s?ation in .+)\W*$"
)


@dataclass(slots=True)
class RawEducation:
    """One entry as spans of the text."""

    degree: list[Span] = field(default_factory=list)
    school: list[Span] = field(default_factory=list)
    place: list[Span] = field(default_factory=list)
    dates: Dates | None = None
    details: list[list[Span]] = field(default_factory=list)
    is_guess: bool = False
    """Whether `school` is a name without a school's words."""


def degree_score(text: str) -> float:
    """How much `text` looks like a degree or school certificate."""
    match = _DEGREES.search(fold(text))
    if not match:
        return 0.0
    return 3.0 if match.start() == 0 else 2.0


@dataclass(slots=True)
class _Unit:
    """A piece of a row and what it is."""

    span: Span
    kind: str
    strong: bool


def parse_education(text: str, lines: list[Line], days_first: bool | None) -> list[RawEducation]:
    """The entries of an education section in order."""
    rows = [row for row in read_rows(text, lines, days_first) if not is_duration(row.text)]
    for row in rows:
        if (
            row.glyph
            and (degree_score(row.text) >= 3 or school_score(row.text) >= 3)
            and not _DETAIL.match(fold(row.text))
        ):
            row.glyph = ""
            read_head(text, row, days_first)
    entries: list[RawEducation] = []
    width = text_width(rows)
    previous: Row | None = None
    for index, row in enumerate(rows):
        _read_row(text, rows, index, entries, width, previous)
        previous = row
    return [entry for entry in entries if entry.degree or entry.school or entry.details or entry.dates]


def _read_row(
    text: str,
    rows: list[Row],
    index: int,
    entries: list[RawEducation],
    width: int | None,
    previous: Row | None,
) -> None:
    row = rows[index]
    current = entries[-1] if entries else None
    if current is not None and (row.glyph or _DETAIL.match(fold(row.text)) or is_url(row.text)):
        current.details.append([row.span])
        return
    if current is not None and is_place(row.text) and not row.dates:
        _take_place(text, current, row, previous)
        return
    units, dates, tail = _units(text, row)
    kinds = {unit.kind for unit in units}
    wraps = (
        current is not None
        and previous is not None
        and not previous.glyph
        and not dates
        and "degree" not in kinds
        and not row.gap
    )
    if (
        wraps
        and current is not None
        and previous is not None
        and _wraps(rows, index, previous, width)
        and _go_on(current, units, text)
    ):
        return
    if (
        current is not None
        and not kinds & {"degree", "school"}
        and units
        and current.degree
        and current.school
        and not (dates and dates.is_range)
    ):
        current.details.append([row.span])
        return
    if current is None or _begins_entry(current, kinds, dates, row):
        current = RawEducation()
        entries.append(current)
    _fill(text, current, units)
    if dates and current.dates is None:
        current.dates = dates
    current.details.extend([span] for span in tail)


def _take_place(text: str, current: RawEducation, row: Row, previous: Row | None) -> None:
    """A line that is a place. Behind a line without a comma at its end, its first word may still belong
    to the school ("Indian Institute of Technology / Delhi, New Delhi, India")."""
    span = row.span
    comma = row.text.find(",")
    if (
        previous is not None
        and current.school
        and current.school[-1].end == previous.span.end
        and row.text.count(",") > 1
        and not row.gap
    ):
        current.school[-1] = Span(current.school[-1].start, span.start + comma)
        span = trim(text, Span(span.start + comma + 1, span.end))
    if current.place and not (previous is not None and hangs(previous.text)):
        current.details.append([span])
    else:
        current.place.append(span)


def _wraps(rows: list[Row], index: int, previous: Row, width: int | None) -> bool:
    full = width is not None and len(previous.line.text) > 0.85 * width
    return hangs(previous.text) or continues(rows, index, width) or full


def _go_on(current: RawEducation, units: list[_Unit], text: str) -> bool:
    """Add the second line of a wrapped entry to the field that the first line ended with."""
    last = max(
        (spans[-1].end, name)
        for name, spans in (
            ("degree", current.degree),
            ("school", current.school),
            ("place", current.place),
            ("", [Span(0, 0)]),
        )
        if spans
    )
    if last[1] == "":
        return False
    for unit in units:
        if unit.kind == "place" and (is_place(text[unit.span.start : unit.span.end])):
            current.place.append(unit.span)
        elif last[1] == "school" and not current.place:
            current.school.append(unit.span)
        elif last[1] == "place":
            current.place.append(unit.span)
        else:
            current.degree.append(unit.span)
    return True


def _begins_entry(current: RawEducation, kinds: set[str], dates: Dates | None, row: Row) -> bool:
    if "degree" in kinds and current.degree:
        return True
    if "school" in kinds and current.school and not current.is_guess:
        return True
    if dates and current.dates and (kinds & {"degree", "school", "other"}):
        return True
    return bool(row.gap and kinds & {"degree", "school"} and current.degree and current.school)


def _fill(text: str, current: RawEducation, units: list[_Unit]) -> None:
    for position, unit in enumerate(units):
        if unit.kind == "degree":
            current.degree.append(unit.span)
        elif unit.kind == "school":
            if current.is_guess:
                current.degree, current.school, current.is_guess = (
                    [*current.degree, *current.school],
                    [],
                    False,
                )
            current.school.append(unit.span)
        elif unit.kind == "place":
            current.place.append(unit.span)
        elif unit.kind == "detail":
            current.details.append([unit.span])
        else:
            _fill_other(text, current, units, position)


def _fill_other(text: str, current: RawEducation, units: list[_Unit], position: int) -> None:
    """A piece without telling words: the subject between degree and school, or the school itself."""
    unit = units[position]
    content = text[unit.span.start : unit.span.end]
    after_degree = position > 0 and units[position - 1].kind == "degree" and not unit.strong
    if current.degree and (
        (after_degree and current.school) or (position > 0 and _SUBJECT.search(fold(content)))
    ):
        current.degree.append(unit.span)
        return
    kinds_after = {later.kind for later in units[position + 1 :]}
    others_after = "other" in kinds_after
    if (
        current.degree
        and not current.school
        and "school" not in kinds_after
        and not others_after
        and _is_name(content)
        and position > 0
    ):
        current.school.append(unit.span)
        current.is_guess = True
    elif current.degree and not current.school and ("school" in kinds_after or others_after):
        current.degree.append(unit.span)
    elif not current.degree and not current.school and _is_name(content):
        current.school.append(unit.span)
        current.is_guess = True
    elif current.school and not current.degree and position > 0 and _is_name(content):
        current.degree.append(unit.span)
    else:
        current.details.append([unit.span])


def _is_name(content: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", content)
    return bool(words) and words[0][0].isupper() and len(words) <= 8 and not _DETAIL.match(fold(content))


_SEPARATORS = re.compile(
    r"\s*\|\s*|\s*[—―－;]\s*|\s+[–-]{1,2}\s+|\s*\t+\s*|\s{3,}|\s+[•·◦●]\s+|\s*,\s*|\s+:\s+|\s+@\s+|"
    r"\.\s+(?=[A-Z][a-z]+:)|:\s+(?=[A-Z])"
)
_BRACKETS = re.compile(r"\([^()\n]{0,160}\)|\[[^\[\]\n]{0,160}\]")


def _units(text: str, row: Row) -> tuple[list[_Unit], Dates | None, list[Span]]:
    """The pieces of a row with their kinds, its date, and text behind the date that reads as a remark."""
    dates, rest, tail = row.dates, list(row.rest), []
    if dates is None and rest:
        dates, rest, tail = _inner_date(text, rest[0])
    units = [unit for span in rest for unit in _pieces(text, span)]
    return units, dates, tail


def _inner_date(text: str, span: Span) -> tuple[Dates | None, list[Span], list[Span]]:
    """A date in the middle: "Ph.D., Botany, Cape University, 2018. Thesis: ..." """
    content = text[span.start : span.end]
    found = find_dates(content)
    if not found or not re.match(r"[.,;)]?\s", content[found[0].finish :] or " "):
        return None, [span], []
    date = found[0]
    begin = span.start
    dates = Dates(
        start=Span(begin + date.start_span[0], begin + date.start_span[1]) if date.start else None,
        end=Span(begin + date.end_span[0], begin + date.end_span[1]) if date.end_span else None,
        start_date=date.start_date,
        end_date=date.end_date,
        is_range=date.is_range,
        marks=[Span(begin + date.begin, begin + date.finish)],
    )
    before = trim(text, Span(begin, begin + date.begin), " ,;|–—-(\t")
    after = trim(text, Span(begin + date.finish, span.end), " ,;|–—-.\t")
    if re.match(r"[.;]", content[date.finish :]):
        return dates, [before], [] if after.empty else [after]
    return dates, [part for part in (before, after) if not part.empty], []


def _pieces(text: str, span: Span) -> list[_Unit]:
    content = text[span.start : span.end]
    masked = _BRACKETS.sub(lambda match: "(" * len(match.group()), content)
    spans: list[tuple[Span, bool]] = []
    begin, strong = 0, True
    for match in _SEPARATORS.finditer(masked):
        spans.append((Span(span.start + begin, span.start + match.start()), strong))
        begin, strong = match.end(), "," not in match.group()
    spans.append((Span(span.start + begin, span.end), strong))
    trimmed = [(trim(text, piece, " \t,;|·•–—－-*_#"), strong) for piece, strong in spans]
    units = [_Unit(piece, "", strong) for piece, strong in trimmed if not piece.empty]
    for match in PLACEHOLDER.finditer(content):
        units = _cut_out(text, units, Span(span.start + match.start(), span.start + match.end()))
    units = _unglue(text, units)
    _classify(text, units)
    return _merge(text, units)


def _cut_out(text: str, units: list[_Unit], place: Span) -> list[_Unit]:
    """Make an anonymised place ("City , State") a piece of its own."""
    result: list[_Unit] = []
    for unit in units:
        before = trim(text, Span(unit.span.start, min(unit.span.end, place.start)))
        after = trim(text, Span(max(unit.span.start, place.end), unit.span.end))
        if unit.span.start <= place.start < unit.span.end:
            result += [_Unit(before, "", unit.strong)] if not before.empty else []
            result.append(_Unit(place, "place", True))
            result += [_Unit(after, "", True)] if not after.empty and place.end < unit.span.end else []
        elif unit.span.end <= place.start or unit.span.start >= place.end:
            result.append(unit)
        elif not after.empty:
            result.append(_Unit(after, "", True))
    return result


def _unglue(text: str, units: list[_Unit]) -> list[_Unit]:
    """ "Georgetown University Washington" + "DC", "Berkeley" + "CA Bachelor's": cut where place and
    name meet without a separator."""
    result: list[_Unit] = []
    for position, unit in enumerate(units):
        content = text[unit.span.start : unit.span.end]
        at = re.search(r"\s+at\s+(?=[A-Z])", content)
        if (
            at
            and degree_score(content[: at.start()])
            and school_score(content[at.end() :]) >= 1
            and not school_score(content[: at.start()])
        ):
            result.append(_Unit(Span(unit.span.start, unit.span.start + at.start()), "", unit.strong))
            result.append(_Unit(Span(unit.span.start + at.end(), unit.span.end), "", True))
            continue
        region = re.match(r"([A-Z]{2})\s+(?=[A-Z])", content)
        if region and position and is_region(region[1]) and not unit.strong:
            result.append(_Unit(Span(unit.span.start, unit.span.start + region.end(1)), "", False))
            result.append(_Unit(trim(text, Span(unit.span.start + region.end(), unit.span.end)), "", True))
            continue
        following = units[position + 1] if position + 1 < len(units) else None
        if (
            following
            and not following.strong
            and is_code(text[following.span.start : following.span.end][:2])
        ):
            begin = _city_behind_school(content)
            if begin:
                result.append(
                    _Unit(trim(text, Span(unit.span.start, unit.span.start + begin)), "", unit.strong)
                )
                result.append(_Unit(Span(unit.span.start + begin, unit.span.end), "", True))
                continue
        begin = (
            place_at_end(content)
            if following
            and not following.strong
            and is_region(text[following.span.start : following.span.end][:2])
            else None
        )
        if begin and school_score(content[:begin]) >= 3:
            result.append(_Unit(trim(text, Span(unit.span.start, unit.span.start + begin)), "", unit.strong))
            result.append(_Unit(Span(unit.span.start + begin, unit.span.end), "", False))
            continue
        result.append(unit)
    return result


def _city_behind_school(content: str) -> int | None:
    """Where the city begins in "Lakeside Institute of Technology Duluth" (a state's code follows)."""
    begin = place_at_end(content)
    if begin is None:
        match = re.search(
            r"\s((?:(?:San|Los|New|Fort|Ft\.?|St\.?|Saint|El|La|Las|Santa|Port|Mount|Lake|North|South|"
            r"East|West|Grand|Des|Little|Baton)\s)?[A-Z][a-z]+)$",
            content,
        )
        begin = match.start(1) if match else None
    if (
        not begin
        or school_score(content[:begin]) < 1
        or content[:begin].rstrip().endswith((" of", " at", " the", " and", "&"))
    ):
        return None
    return begin


def _classify(text: str, units: list[_Unit]) -> None:
    for position, unit in enumerate(units):
        content = text[unit.span.start : unit.span.end]
        bare = _BRACKETS.sub("", content).strip()
        following = units[position + 1] if position + 1 < len(units) else None
        after = text[following.span.start : following.span.end] if following and not following.strong else ""
        if unit.kind:
            continue
        if (
            position
            and not unit.strong
            and units[position - 1].kind == "degree"
            and _FIELD.match(fold(content))
        ):
            unit.kind = "degree"
            continue
        if _DETAIL.match(fold(content)):
            unit.kind = "detail"
        elif (
            position
            and not unit.strong
            and re.fullmatch(r"[A-Z]{2}", bare)
            and is_region(bare)
            and units[position - 1].kind in {"place", "other"}
        ):
            unit.kind = "place"
        elif degree_score(content) >= 3 or (degree_score(content) and not school_score(content)):
            unit.kind = "degree"
        elif school_score(content) >= 1:
            unit.kind = "school"
        elif (
            is_place(bare)
            or (is_region(after) and looks_like_city(bare))
            or (position and is_region(bare) and units[position - 1].kind == "place")
        ):
            unit.kind = "place"
        else:
            unit.kind = "other"


def _merge(text: str, units: list[_Unit]) -> list[_Unit]:
    """Join a place's pieces, the campus of a state university, and the subject behind a degree."""
    merged: list[_Unit] = []
    for position, unit in enumerate(units):
        last = merged[-1] if merged else None
        if last and not unit.strong:
            if last.kind == unit.kind == "place" or (
                last.kind == unit.kind and unit.kind in {"school", "degree"}
            ):
                last.span = Span(last.span.start, unit.span.end)
                continue
            if last.kind == "school" and unit.kind == "place" and _is_campus(text, units, position, last):
                last.span = Span(last.span.start, unit.span.end)
                continue
        merged.append(_Unit(unit.span, unit.kind, unit.strong))
    return merged


def _is_campus(text: str, units: list[_Unit], position: int, school: _Unit) -> bool:
    """ "University of California, Berkeley" is one name; "University of Ohio, Athens, OH" is not."""
    name = fold(text[school.span.start : school.span.end])
    if not re.search(
        r"(?:university of|universidade? (?:de|do)|universite de) \w+(?: \w+)?$", name
    ) or not is_region(name.rsplit(" of ", 1)[-1]):
        return False
    campus = text[units[position].span.start : units[position].span.end]
    following = units[position + 1] if position + 1 < len(units) else None
    if following and not following.strong and following.kind == "place":
        return text[following.span.start : following.span.end] == campus
    return is_city(campus) or looks_like_city(campus)
