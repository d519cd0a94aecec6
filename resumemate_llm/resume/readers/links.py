"""What a link shows on a page: its text, and its address where the text does not tell it."""

from __future__ import annotations

import re

LEFT_OUT = "Addresses of links were left out ({}); their texts were kept."

_NAMES = frozenset(
    "linkedin github gitlab portfolio website web site homepage blog twitter x email e-mail mail phone link "
    "profile my here xing orcid kaggle".split()
)
_SCHEME = re.compile(r"^(?:mailto:|tel:|https?://)(?:www\.)?", re.IGNORECASE)


def shown(text: str, address: str) -> tuple[str, bool]:
    """What stands for a link in plain text, and whether its address was left out: "LinkedIn" gets its
    address, an employer's name does not, and an address that is its own text stands once."""
    bare = _SCHEME.sub("", address).rstrip("/")
    if not text.strip():
        return address, False
    if not bare or bare.lower() in text.lower():
        return text, False
    label = text.strip().rstrip(":")
    if all(word in _NAMES for word in label.lower().split()):
        return f"{label}: {address.removeprefix('mailto:').removeprefix('tel:')}", False
    return text, True
