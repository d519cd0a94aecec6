"""What only the candidate can know, and a letter may say only where the resume does: when they can start, what
they want to earn, why they leave, their papers, whom they know, what others think of them."""

from __future__ import annotations

from .claim_tables import Kind, kind, kinds_in
from .evidence import Basis
from .reading import Reading

PERSONAL: dict[str, Kind] = {
    "immediate start": kind(
        "immediate start notice",
        r"(?:start|available|join)\w*\s+(?:\w+\s+){0,2}?(?:immediately|tomorrow|straight away|at once)",
        "immediate(?:ly)? (?:start|available)",
        r"(?:can|could) start (?:as early|within|from|in|on|next|this|as soon)",
        r"(?:no|short) notice(?: period)?",
    ),
    "salary": kind("salary pay", r"salary (?:expectations?|requirements?|range)", "pay expectations?"),
    "leaving": kind(
        "leav left",
        r"I(?: am|['’]m| have)? (?:leaving|left|leave)\b[^.;]{1,60}\b(?:because|when|after|due to|since)",
    ),
    "relocation": kind("relocat mov", r"relocat\w+", r"(?:ready|willing|happy|able) to move"),
    "papers": kind(
        "visa permit citizen clearance right",
        "visas?",
        "work permits?",
        "citizen(?:ship)?s?",
        "security clear(?:ance|ed)",
        "(?:right|permission) to work",
    ),
    "customer": kind(
        "customer user reader fan member client follower",
        r"(?:long-?\s?(?:time|standing)|loyal|regular|devoted|lifelong) "
        r"(?:customer|user|reader|fan|member|client|follower)",
    ),
    "referral": kind(
        "refer recommend friend told",
        "referred by",
        "recommended (?:me|by)",
        r"(?:a|my) (?:\w+ )?friend",
        "told me about",
    ),
    "repute": kind(
        "describe call known know consider missed",
        r"(?:colleagues|managers?|peers|clients|customers|patients|others|people|everyone|superiors?)\s+"
        r"(?:\w+\s+)?(?:describes?|calls?|considers?|knows?) me",
        "never missed",
    ),
}


def personal_beyond(sentence: Reading, basis: Basis) -> str | None:
    """The first kind of such a thing that a sentence says and none of the sources of `basis`."""
    said = kinds_in(sentence.text, PERSONAL)
    lacking = (name for name in sorted(said) if not any(PERSONAL[name].is_in(s.text) for s in basis.sources))
    return next(lacking, None)
