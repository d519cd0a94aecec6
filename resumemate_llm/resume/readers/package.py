"""The zip container of Office documents and its XML, read within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ...errors import EncryptedDocument, UnreadableDocument

MAX_ENTRIES = 3_000
"""Files in one container; real documents have some dozens."""
MAX_PART_BYTES = 10 * 1024 * 1024
"""Unpacked size of one XML part."""
MAX_DEPTH = 200
"""Nesting of XML elements; real documents stay under 60."""


def local_name(tag: str) -> str:
    """An element's or attribute's name without its namespace: Word writes two sets of them."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The value of an attribute by its local name, "" without it."""
    return next((value for key, value in element.attrib.items() if local_name(key) == name), "")


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another part, or to an address outside."""

    kind: str
    target: str


class Package:
    """An opened container. Every method raises UnreadableDocument for what is damaged or hostile."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception:  # zipfile raises many kinds for what is damaged
            raise self.broken("its archive has no readable index.") from None
        self._entries = frozenset(self._archive.namelist())
        if len(self._archive.infolist()) > MAX_ENTRIES:
            raise self.broken(f"it packs more than {MAX_ENTRIES} files.")

    def broken(self, why: str) -> UnreadableDocument:
        return UnreadableDocument(
            f"cannot be read as a Word document: {why}",
            source=self._name,
            fix="Save the document again, or export it as PDF.",
        )

    def xml(self, part: str) -> Element | None:
        """The root element of a part, None where the container has no such part."""
        if part not in self._entries:
            return None
        return self._parse(self._bytes(part))

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their id; "" stands for the container itself."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        return {
            attribute(item, "Id"): Relation(attribute(item, "Type").rpartition("/")[2], _target(item, folder))
            for item in root
        }

    def _bytes(self, part: str) -> bytes:
        info = self._archive.getinfo(part)
        if info.flag_bits & 0x1:
            raise EncryptedDocument(
                "is protected with a password.", source=self._name, fix="Save a copy without the password."
            )
        if info.file_size > MAX_PART_BYTES:
            raise self.broken("it unpacks to far more than a resume.")
        try:
            with self._archive.open(info) as stream:
                data = stream.read(MAX_PART_BYTES + 1)
        except Exception:  # as above, and zlib its own
            raise self.broken("a part of it is damaged.") from None
        if len(data) > MAX_PART_BYTES:
            raise self.broken("it unpacks to far more than a resume.")
        return data

    def _parse(self, data: bytes) -> Element:
        builder = TreeBuilder()
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise self.broken("its XML is nested too deeply.")
            builder.start(tag, attributes)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            builder.end(tag)

        def refuse(*_: object) -> None:
            raise self.broken("its XML declares entities, which documents never need.")

        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = builder.data
        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise self.broken("its XML is damaged.") from None
        return builder.close()


def _target(item: Element, folder: str) -> str:
    target = attribute(item, "Target")
    if attribute(item, "TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
