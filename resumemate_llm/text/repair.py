"""Repair of text that was damaged on its way out of a document.

Each rule answers one kind of damage that real resumes show, and asks for evidence that correct text
cannot give, so that undamaged text passes unchanged. Repairing twice changes nothing more.
"""

from __future__ import annotations

import re
import unicodedata

from .ligatures import restore_ligatures

_MAX_PASSES = 8


def repair(text: str) -> str:
    """`text` with line ends unified and known damage mended: UTF-8 read as Windows-1252, ligature
    glyphs, special spaces, invisible characters, control bytes that were bullets, icon glyphs,
    letter-spaced names, doubled headings."""
    for _ in range(_MAX_PASSES):
        repaired = _pass(text)
        if repaired == text:
            break
        text = repaired
    return text


def _pass(text: str) -> str:
    text = _LINE_END.sub("\n", text)
    if not text.isascii():
        text = _mojibake(text).translate(_CHARACTERS)
    if _CONTROL.search(text):
        text = restore_ligatures(text)
        text = _CONTROL_BULLET.sub(r"\1• ", text).translate(_C1_AS_WINDOWS)
    if _GLYPH.search(text):
        text = _icons(text)
    return "\n".join(_letter_spaced(_once(line)) for line in text.split("\n"))


_LINE_END = re.compile(r"\r\n?|[\v\f\u2028\u2029]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\uf001\uf002]")
_GLYPH = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]|\\(cid:")
_DOUBLED = re.compile(r"[^\W\d_][\w &/]{3,40}[^\W\d_]")


def _once(line: str) -> str:
    """A heading that stands twice in its line, once."""
    half = line[: len(line) // 2]
    return half if line == half * 2 and _DOUBLED.fullmatch(half) else line


# UTF-8 that was read as Windows-1252 (or Latin-1) ------------------------------------------------

_BYTE_OF = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0x100)}
_BYTE_OF |= {chr(b): b for b in range(0x80, 0xA0)}
_TRAIL = "[" + "".join(re.escape(c) for c, b in _BYTE_OF.items() if b < 0xC0) + "]"
_SEQUENCE = re.compile(f"[Â-ß]{_TRAIL}|[à-ï]{_TRAIL}{{2}}|[ð-ô]{_TRAIL}{{3}}")
_LEAD = re.compile("[âÃÂïð‚ÅÄÈ]")
_EVIDENCE = re.compile(
    "â€|â\x80|Ã[©¨ª«§¡¢¤¥¦¬¯°±´µ¶¸º¼½¾¿\x80-\x9f]|Â[\x80-\x9f\xa0-¿]|(?<![^\\s.,;:)a-zß-ÿ])Â |ï»¿|ï¼|ðŸ|‚Ä"
    # one of these may be a capital before a quotation mark, two are not
    "|(?s:(?:Å[‚›¼º„]|Ä[…™‡ƒ]|È[™›]).*(?:Å[‚›¼º„]|Ä[…™‡ƒ]|È[™›]))"
)
_LOST_BYTES = (
    # the last byte is one that Windows-1252 leaves undefined, so it vanished or became U+200B
    (re.compile("ï¼[\u200b\x8d]?"), "–"),
    (re.compile("â€[\u200b\x9d]?"), "”"),
    (re.compile("(?<![^\\s.,;:)a-zß-ÿ])Â "), " "),
)
_MAC_ROMAN = dict(zip(("‚Äì", "‚Äî", "‚Äò", "‚Äô", "‚Äú", "‚Äù", "‚Ä¢", "‚Ä¶"), "–—‘’“”•…", strict=True))


def _mojibake(text: str) -> str:
    if not _LEAD.search(text) or not _EVIDENCE.search(text):
        return text
    text = _SEQUENCE.sub(_decoded, text)
    for wrong, right in _MAC_ROMAN.items():
        text = text.replace(wrong, right)
    for lost, right in _LOST_BYTES:
        text = lost.sub(right, text)
    return text


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[c] for c in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


# Characters that stand for others ----------------------------------------------------------------

_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\xad\u180e\u200b\u2060\ufeff"
_CHARACTERS = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_INVISIBLE, "")
    | {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
)

# Control bytes and icons -------------------------------------------------------------------------

_CONTROL_BULLET = re.compile(
    r"^([ \t]*)(?:[\0-\x08\x0e-\x1f\x7f-\x9f](?=[ \t])|[\x7f\x81\x83\x87\x8f\x90\x95\x9d])[ \t]*", re.M
)
_C1_AS_WINDOWS = {b: bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xA0)}

_ICON = "(?:[\ue000-\uf8ff\U000f0000-\U0010fffd]|\\(cid:\\d+\\))"
_ICONS = re.compile(rf"(?<![ \t])[ \t]*{_ICON}(?:[ \t|]|{_ICON})*")
_FONT_BULLETS = "[\uf06c\uf06e\uf071\uf075\uf076\uf0a7\uf0a8\uf0b7\uf0be\uf0d8\uf0d2\uf0fc\uf0fe]"
"""Bullets of the Symbol and Wingdings fonts, as Word writes them."""
_FONT_BULLET_LINE = re.compile(rf"^([ \t]*){_FONT_BULLETS}[ \t]*", re.M)
_CID_LINE = re.compile(r"^[ \t]*(\(cid:\d+\))[ \t]*(?=\S)", re.M)
_BULLET_CIDS = 3


def _icons(text: str) -> str:
    """Glyphs of icon fonts: a bullet where they begin lines, a separator between two texts (contact
    lines), nothing at the end of a line."""
    text = _FONT_BULLET_LINE.sub(r"\1• ", text)
    starts = _CID_LINE.findall(text)
    for cid in dict.fromkeys(starts):
        if starts.count(cid) >= _BULLET_CIDS:
            text = re.sub(rf"^[ \t]*{re.escape(cid)}[ \t]*(?=\S)", "• ", text, flags=re.M)
    return _ICONS.sub(_separator, text)


def _separator(match: re.Match[str]) -> str:
    text = match.string
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" \t•|")
    at_end = match.end() == len(text) or text[match.end()] == "\n"
    if not before:
        return "" if at_end or not match.group().startswith((" ", "\t")) else " "
    return "" if at_end else " | "


# Letter-spaced names and headings ----------------------------------------------------------------

_SPACED = re.compile(r"^[ \t]*(?:(?:[^\W\d_]{1,2}|[-'’&.])[ \t]+){4,}[^\W\d_]{1,2}[ \t]*$")
_WORD_GAP = re.compile(r" {2,}|\t+")
_HEADING_WORDS = (
    "professional|work|employment|career|experience|history|education|academic|technical|key|core|skills|"
    "summary|profile|objective|about|me|contact|projects|certifications|certificates|languages|references|"
    "awards|interests|publications|volunteer|achievements|training|competencies|and"
).split("|")
_HEADING = re.compile("(" + "|".join(sorted(_HEADING_WORDS, key=len, reverse=True)) + ")", re.IGNORECASE)


def _letter_spaced(line: str) -> str:
    """ "JA N E  D O E" -> "JANE DOE": two spaces show where a word ends. A line without them is joined
    only where it spells a usual heading ("E D U C A T I O N")."""
    if not _SPACED.match(line) or sum(len(part) == 1 for part in line.split()) < 0.7 * len(line.split()):
        return line
    words = ["".join(word.split()) for word in _WORD_GAP.split(line.strip())]
    if len(words) > 1:
        return " ".join(words)
    pieces = [piece for piece in _HEADING.split(words[0]) if piece]
    return " ".join(pieces) if all(_HEADING.fullmatch(piece) for piece in pieces) else line
