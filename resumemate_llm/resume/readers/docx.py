"""Word documents (.docx) to text, with the standard library alone.

Order: the header of the first page, the body, then footers, other headers and notes, which parsers
take for page furniture. List items begin with a bullet sign, a table is read row by row, a text box
once, where it is anchored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .links import LEFT_OUT, shown
from .package import Package, Relation, attribute, local_name

BULLET = "• "

_SKIPPED = frozenset(
    # properties, deleted text, the other end of a move, the old form of a shape, formulas' properties
    "pPr rPr tblPr trPr tcPr sectPr del moveFrom Fallback instrText delText rubyPr rt".split()
)
_SYMBOLS = {"F0E0": "→", "F0DF": "←", "F0F3": "↔", "F0FC": "✓", "F0FE": "✓"}
_STARTS_WITH_SIGN = re.compile(r"[•·▪◦‣–*●○■□➢✓→o\uf0b7\uf0a7-](?=\s)")


def read_docx(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a Word document and warnings about it.

    Raises UnreadableDocument for a damaged or hostile file, EncryptedDocument where a part of it
    needs a password.
    """
    package = Package(data, name)
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "")
    root = package.xml(main)
    if root is None:
        raise package.broken("it has no main part.")
    relations = package.relations(main)
    styles = _styles(package, relations)
    left_out = _LeftOut()

    def lines_of(part: str) -> list[str]:
        element = package.xml(part)
        if element is None:
            return []
        walker = _Walker(links=package.relations(part), styles=styles, left_out=left_out)
        return walker.lines(element)

    first, rest = _page_parts(root, relations)
    head = [line for part in first for line in lines_of(part)]
    body = lines_of(main)
    seen = {line.strip() for line in (*head, *body)}
    tail = [line for part in rest for line in lines_of(part) if line.strip() not in seen]
    text = "\n".join(_trimmed([*head, *body, *([""] if tail else []), *tail]))
    return text, tuple(left_out.warnings())


def _trimmed(lines: list[str]) -> list[str]:
    """`lines` without spaces at their ends and with at most one blank line between two."""
    kept: list[str] = []
    for line in map(str.rstrip, lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept[:-1] if kept and not kept[-1] else kept


def _page_parts(root: Element, relations: dict[str, Relation]) -> tuple[list[str], list[str]]:
    """The header parts of the first page, and all other headers, footers and notes."""
    references = [e for e in root.iter() if local_name(e.tag) == "headerReference"]
    title_page = any(local_name(e.tag) == "titlePg" for e in root.iter())
    wanted = "first" if title_page else "default"
    ids = [attribute(e, "id") for e in references if attribute(e, "type") == wanted]
    first = [relations[i].target for i in ids[:1] if i in relations]
    kinds = ("header", "footer", "footnotes", "endnotes")
    rest = [r.target for kind in kinds for r in relations.values() if r.kind == kind]
    return first, [part for part in rest if part not in first]


@dataclass(frozen=True, slots=True)
class _Styles:
    """The ids of paragraph styles that make headings, and of those that make list items."""

    headings: frozenset[str]
    lists: frozenset[str]


def _styles(package: Package, relations: dict[str, Relation]) -> _Styles:
    """What the styles of a document make of a paragraph, by their names (which Word keeps in English
    in every language), by numbering, or by the style they are based on."""
    part = next((r.target for r in relations.values() if r.kind == "styles"), "")
    root = package.xml(part)
    all_styles = () if root is None else (e for e in root if local_name(e.tag) == "style")
    styles = {attribute(style, "styleId"): style for style in all_styles}

    def kind(style_id: str, depth: int = 0) -> str:
        style = styles.get(style_id)
        if style is None or depth > 10:
            return ""
        name = _value(style, "name").lower()
        if name.startswith(("heading", "title", "subtitle")):
            return "heading" if name.startswith("heading") else ""
        numbering = _numbering(style)
        if numbering is not None:
            return "list" if numbering else ""
        if name.startswith("list") and name != "list paragraph":
            return "list"
        return kind(_value(style, "basedOn"), depth + 1)

    kinds = {style_id: kind(style_id) for style_id in styles}
    return _Styles(
        headings=frozenset(style_id for style_id, found in kinds.items() if found == "heading"),
        lists=frozenset(style_id for style_id, found in kinds.items() if found == "list"),
    )


def _value(owner: Element, name: str) -> str:
    """The value of the first child of that name, "" without one."""
    return next((attribute(e, "val") for e in owner if local_name(e.tag) == name), "")


def _numbering(owner: Element) -> bool | None:
    """Whether a paragraph's or style's own properties make it a list item; None where they say nothing."""
    for properties in owner:
        if local_name(properties.tag) != "pPr":
            continue
        for item in properties:
            if local_name(item.tag) == "numPr":
                ids = [attribute(e, "val") for e in item if local_name(e.tag) == "numId"]
                return ids != ["0"]
    return None


@dataclass(slots=True)
class _LeftOut:
    """What is in the file and not in its text."""

    hidden: bool = False
    addresses: int = 0

    def warnings(self) -> Iterator[str]:
        if self.hidden:
            yield "Hidden text of the Word document was left out."
        if self.addresses:
            yield LEFT_OUT.format(self.addresses)


@dataclass(slots=True)
class _Walker:
    """Turns the elements of one part into lines."""

    links: dict[str, Relation]
    styles: _Styles
    left_out: _LeftOut
    boxes: list[Element] = field(default_factory=list)
    in_heading: bool = False

    def lines(self, element: Element) -> list[str]:
        """The lines of everything below `element` that holds paragraphs."""
        found: list[str] = []
        for child in element:
            name = local_name(child.tag)
            if name in _SKIPPED:
                continue
            if name == "p":
                found.extend(self._paragraph(child))
            elif name == "tbl":
                found.extend(self._table(child))
            elif name == "AlternateContent":
                found.extend(self.lines(_choice(child)))
            elif name in ("footnote", "endnote") and attribute(child, "type"):
                continue
            else:
                found.extend(self.lines(child))
        return found

    def _paragraph(self, paragraph: Element) -> list[str]:
        outer, self.boxes = self.boxes, []
        before = 0
        text = ""
        for piece in self._inline(paragraph):
            if not text.strip():
                before = len(self.boxes)
            text += piece
        if not text.strip():
            before = len(self.boxes)
        boxes, self.boxes = self.boxes, outer
        above = [line for box in boxes[:before] for line in self.lines(box)]
        below = [line for box in boxes[before:] for line in self.lines(box)]
        own = [] if boxes and not text.strip() else self._own_lines(paragraph, text)
        return [*above, *own, *below]

    def _own_lines(self, paragraph: Element, text: str) -> list[str]:
        """The paragraph's own lines; a list item begins with a bullet, the first of some
        headings with a blank line."""
        lines = [line.strip() for line in text.split("\n")]
        if not text.strip():
            return lines
        properties = next((e for e in paragraph if local_name(e.tag) == "pPr"), None)
        style = "" if properties is None else _value(properties, "pStyle")
        follows_heading, self.in_heading = self.in_heading, style in self.styles.headings
        if self.in_heading:
            return lines if follows_heading else ["", *lines]
        numbering = _numbering(paragraph)
        if not (style in self.styles.lists if numbering is None else numbering):
            return lines
        first = next(i for i, line in enumerate(lines) if line)
        if not _STARTS_WITH_SIGN.match(lines[first]):
            lines[first] = BULLET + lines[first]
        return lines[first:]

    def _inline(self, element: Element) -> Iterator[str]:
        """The text of a paragraph or of a part of it; text boxes are put aside."""
        for child in element:
            name = local_name(child.tag)
            if name in _SKIPPED:
                continue
            if name == "t":
                yield child.text or ""
            elif name == "r" and _is_hidden(child):
                self.left_out.hidden = True
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name == "AlternateContent":
                yield from self._inline(_choice(child))
            elif name == "hyperlink":
                yield self._hyperlink(child)
            elif name == "p":
                yield from ("\n", *self._inline(child), "\n")
            elif name in _MARKS:
                yield _MARKS[name]
            elif name == "sym":
                yield _symbol(attribute(child, "char"))
            else:
                yield from self._inline(child)

    def _hyperlink(self, element: Element) -> str:
        text = "".join(self._inline(element))
        relation = self.links.get(attribute(element, "id"))
        if relation is None or not text.strip():
            return text
        found, missing = shown(text, relation.target)
        self.left_out.addresses += missing
        return found

    def _table(self, table: Element) -> list[str]:
        found: list[str] = []
        for row in _descend(table, "tr"):
            cells = [[line for line in self.lines(cell) if line.strip()] for cell in _descend(row, "tc")]
            found.extend(_row_lines([cell for cell in cells if cell]))
        return found


_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def _row_lines(cells: list[list[str]]) -> list[str]:
    """A row on one line where its cells are single lines. A taller cell keeps its lines together:
    beside it, single-line cells (a date, a place) stand on its first line. Several tall cells are
    columns, read one after the other."""
    if sum(len(cell) > 1 for cell in cells) > 1:
        return [line for cell in cells for line in cell]
    tall = next((cell for cell in cells if len(cell) > 1), [])
    first = " | ".join(cell[0] for cell in cells)
    return [first, *tall[1:]] if cells else []


def _descend(element: Element, wanted: str) -> Iterator[Element]:
    """The nearest descendants with that name, through wrappers such as content controls."""
    for child in element:
        name = local_name(child.tag)
        if name == wanted:
            yield child
        elif name not in _SKIPPED and name not in ("p", "tbl"):
            yield from _descend(child, wanted)


def _choice(alternate: Element) -> Element:
    """The form of a shape to read: Word stores it twice."""
    options = [e for e in alternate if local_name(e.tag) == "Choice"]
    for option in options:
        if any(local_name(e.tag) == "t" for e in option.iter()):
            return option
    return next((e for e in alternate if local_name(e.tag) == "Fallback"), alternate)


def _is_hidden(run: Element) -> bool:
    for properties in run:
        if local_name(properties.tag) == "rPr":
            marks = [e for e in properties if local_name(e.tag) == "vanish"]
            return any(attribute(e, "val") not in ("0", "false") for e in marks)
    return False


def _symbol(code: str) -> str:
    code = code.upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
