"""Ligatures whose character was lost on the way out of a PDF: "certi\\0cate" is "certificate".

The same bytes separate words in what programs write ("Python\\0SQL"), so a byte is taken for a ligature
only in a word that has lower-case letters after it, and in a text where some word can be nothing else.
"""

from __future__ import annotations

import re

_BYTE = re.compile(
    r"(?:(?<![^\W\d_])(?P<before>[^\W\d_]+))?(?P<byte>[\0\x1b-\x1f\uf001\uf002])(?P<after>[^\W\d_]*)"
)
_NAMED = dict(zip("\x1b\x1c\x1d\x1e\x1f\uf001\uf002", "ff fi fl ffi ffl fi fl".split(), strict=True))
"""Positions of the ligatures in TeX's T1 encoding and in Adobe's private-use area."""
_ADOBE = "\uf001\uf002"
_BY_CONTEXT = (
    ("fi", r".+i\0ab"),
    ("ffi", r"(?:o|e|su|di|tra|a)\0(?:c|cer|ces?|cial|cient|ciency|cult|li)"),
    ("ff", r"(?:o|e|a|su|di|bu|sta|tra|co)\0(?:er|ic|il|ect|ort|ord|air|line|set|shore|site|us|ed|ing|ee)"),
    ("ff", r"(?:sta|o|cuto|layo|kicko|hando|tari|sheri)\0$"),
    ("fl", r".*\0(?:[aiouy]|e(?:x|e|t|ct|w|dg))"),
)
_AT_THE_END = re.compile(r"(?:sta|o|cuto|layo|kicko|hando|tari|sheri|wi|hi|sci)\0")
_CERTAIN = re.compile(
    "|".join(
        (
            *(pattern for ligature, pattern in _BY_CONTEXT if ligature != "fl"),
            r".+i\0(?:c(?:a|i|$)|e[drs])",  # certified, specific, exemplifies
            r".*\0(?:cien|cult)",
            r"pro\0(?:le|t|cien)|bene\0[ct]|satis\0|(?:de|re|con)\0(?:n|g|rm|de|l|t|cit)",
            r"\0(?:nanc|nal|nish|nd(?:s|er|ing)?$|eld|gur|lter|lms?$|les?$|rst|rms?$|rmware|rewall|re[sd]?$|scal|xe[sd]$"
            r"|ve$|ber|ght|tness)",
            r"(?:in|con|re|a)\0(?:uen|ict|ect|ux)|.+\0ow(?:s|ed|ing)?$",
            r"\0(?:ow(?:s|ed|ing|chart\w*)?$|exib|oor|uen|ights?$|eets?$|uid|ash|oat)",
        )
    )
)
"""Words that are nothing without their ligature, from their beginning."""


def restore_ligatures(text: str) -> str:
    """`text` with its lost ligatures; control bytes that were none stay."""
    if not any(_is_certain(match) for match in _BYTE.finditer(text)):
        return text
    return _BYTE.sub(_restored, text)


def _word(match: re.Match[str]) -> str:
    return f"{match['before'] or ''}\0{match['after']}".lower()


def _is_certain(match: re.Match[str]) -> bool:
    if not _can_be(match):
        return False
    return match["byte"] in _ADOBE or not match["after"] or bool(_CERTAIN.match(_word(match)))


def _can_be(match: re.Match[str]) -> bool:
    """Whether the letters around the byte allow for a ligature: it has lower-case letters after it, or
    ends one of few words, and stands in no abbreviation and not behind a figure."""
    before, after = match["before"] or "", match["after"]
    if match["byte"] in _ADOBE:
        return bool(before or after)
    if not after:
        return bool(_AT_THE_END.fullmatch(_word(match)))
    behind_figure = not before and match.string[: match.start()][-1:].isdigit()
    return after[0].islower() and not behind_figure and not (len(before) > 1 and before.isupper())


def _restored(match: re.Match[str]) -> str:
    """A zero byte is a ligature of unknown kind: its neighbours tell which, else it is "fi", by far the
    most frequent."""
    if not _can_be(match):
        return match.group()
    before, byte, after = match["before"] or "", match["byte"], match["after"]
    if byte in _NAMED:
        return before + _NAMED[byte] + after
    word = _word(match)
    found = next((ligature for ligature, pattern in _BY_CONTEXT if re.match(pattern, word)), "fi")
    return before + found + after
