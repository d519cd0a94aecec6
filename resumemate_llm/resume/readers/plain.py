"""Bytes of a text file to a string: UTF-8, UTF-16, Windows-1252."""

from __future__ import annotations

import codecs
import re

from ...errors import UnreadableDocument

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")  # without white space


def decode(data: bytes, name: str) -> str:
    """The text of `data`. Raises UnreadableDocument where it is no text at all."""
    text = _decode(data)
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > 0.05 * len(sample):
        raise UnreadableDocument(
            "is not a text file, and no format that is known.",
            source=name,
            fix="Pass a PDF, .docx, text, Markdown or JSON Resume file.",
        )
    return text


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if guess := _utf16_without_bom(data):
        return data.decode(guess, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(data)


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 shows itself by zero bytes at every other place, wherever the text is mostly Latin."""
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2], sample[1::2]
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > 0.4 and zeros_even < 0.05:
        return "utf-16-le"
    if zeros_even > 0.4 and zeros_odd < 0.05:
        return "utf-16-be"
    return None


def _mixed(data: bytes) -> str:
    """Text that is not all UTF-8: Windows-1252, or UTF-8 into which some Windows-1252 was pasted."""
    parts: list[str] = []
    broken = 0
    at = 0
    while at < len(data):
        try:
            parts.append(data[at:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            broken += 1
            if broken > 200:
                return _windows(data)
            bad = at + error.start
            parts.append(data[at:bad].decode("utf-8"))
            parts.append(_windows(data[bad : bad + 1]))
            at = bad + 1
    text = "".join(parts)
    beyond_ascii = sum(c > "\x7f" for c in text)
    return text if beyond_ascii > 2 * broken else _windows(data)


def _windows(data: bytes) -> str:
    """Windows-1252; the five bytes it leaves undefined stay the control characters of Latin-1."""
    table = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256))
    return data.decode("latin-1").translate({i: c for i, c in enumerate(table) if c != chr(i)})
