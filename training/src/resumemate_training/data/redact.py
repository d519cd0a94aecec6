"""Personal data replaced by fictional data: the same person is always the same other person.

What is replaced: the candidate's name and its parts, e-mail addresses, telephone numbers, links, addresses,
dates of birth, social security and card numbers, IBANs, everywhere in an example or a pair. Employers,
schools and dates of jobs stay: they are what a model learns to copy. Tokens such as [EMAIL] stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from .. import jsonl
from ..errors import StepFailed
from ..examples import ChatMessage, Example
from .pairs import Pair
from .personal import Item, find
from .split import resume_of

FIRST: Final = (
    "Alba Amara Anouk Ansel Arlo Aurel Beatrix Bodhi Caio Calla Cedric Clio Corin Dagny Darcy Davor "
    "Delphine Edda Eero Elowen Emil Enzo Esme Fabian Faye Fintan Freya Gideon Greta Hana Hugo Idris "
    "Imogen Ines Isidor Ivo Jonas Juno Kaia Kasper Keir Lena Leopold Lior Livia Lorcan Lucia Malik Marlow "
    "Milo Mina Nadia Nils Noor Odette Orla Otis Petra Quentin Rafael Renata Rhea Rosa Rune Sabine Selma "
    "Silas Soren Talia Tamsin Theo Ursula Valentin Vera Viggo Wren Xenia Yara Yusuf Zadie Zeno "
).split()
LAST: Final = (
    "Abernall Ashgrove Aldermoor Barrowby Birchall Blackmere Brackwell Calloway Carnforth Castleby "
    "Colbrook Dalewood Danforth Dunmore Eastlake Elmsworth Fairbourne Fallowfield Farrowdale Fenwright "
    "Garrowby Glenholt Greymoor Hallam Harrowgate Hazelden Holloway Inglefield Jarrow Kelbrook Kestrelby "
    "Kingsmere Lanbourne Larkhall Linfield Lockhart Marchbank Marlowe Merriden Millbrook Northcote "
    "Oakhurst Orchard Pemberley Penhallow Quarrington Ravenhill Redmayne Rosedale Rowanby Sandford "
    "Selwood Silverdale Stonebridge Summerfield Tarrant Thornbury Underhill Vance Wainwright Westbrook "
    "Whitlock Winterbourne Woodlark Yarrow "
).split()
_STREETS: Final = (
    "Alder Beech Cedar Chestnut Elm Hawthorn Juniper Larch Linden Maple Rowan Sycamore Willow".split()
)

_US_TOWNS: Final = ("Dayton, OH", "Boise, ID", "Tulsa, OK", "Albany, NY", "Eugene, OR", "Macon, GA")
_TOWNS: Final = ("Bristol, UK", "Galway, Ireland", "Norwich, UK", "Halifax, Canada", "Hobart, Australia")


@dataclass(frozen=True)
class Replacement:
    """What stands for what in one candidate's texts. Its repr shows how many there are."""

    values: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Replacement(<{len(self.values)} values>)"

    def __call__(self, text: str) -> str:
        """`text` with every value replaced, in one pass, longer values first; case of capitals follows."""
        if not self.values:
            return text
        return self._pattern.sub(self._one, text)

    @property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self.values, key=len, reverse=True)
        return re.compile("|".join(_occurrence(value) for value in longest), re.IGNORECASE)

    def _one(self, match: re.Match[str]) -> str:
        found = " ".join(match[0].split())
        value = next((new for old, new in self.values.items() if old == found), None)
        if value is None:
            value = next(new for old, new in self.values.items() if old.casefold() == found.casefold())
            if not found[:1].isupper() and found.isalpha():
                return match[0]  # an ordinary word that is also a name: "grace", "may"
        return value.upper() if found.isupper() and any(c.isalpha() for c in found) else value


def redact_example(example: Example, *, seed: int) -> Example:
    """The example about another person. Raises `StepFailed` where something would be left."""
    replace = replacement(resume_of(example), seed=seed)
    messages = [example.messages[0]]
    for message in example.messages[1:]:
        messages.append(ChatMessage(role=message.role, content=_in(message.content, replace, message.role)))
    _expect_none_left(replace, (m.content for m in messages[1:]), example.id)
    return example.model_copy(update={"messages": messages})


def redact_pair(pair: Pair, *, seed: int) -> Pair:
    """The pair about another person. Raises `StepFailed` where something would be left."""
    replace = replacement(pair.resume, seed=seed)
    resume, job = replace(pair.resume), replace(pair.job)
    _expect_none_left(replace, (resume, job), pair.source)
    return Pair(domain=pair.domain, resume=resume, job=job, source=pair.source)


def replacement(resume: str, *, seed: int) -> Replacement:
    """The replacement for a candidate; it depends on their name (their whole data without one) and the seed."""
    items = find(resume)
    name = next((item.value for item in items if item.kind == "name"), "")
    who = name.casefold() or " ".join(item.value for item in items)
    pick = _picker(f"{seed} {who}")
    person = f"{pick(FIRST)} {pick(LAST)}"
    values: dict[str, str] = {}
    for item in items:
        if item.kind != "name":
            values[" ".join(item.value.split())] = _fiction(item, person, pick)
    if name:
        values.update(_names(name, person))
    return Replacement({old: new for old, new in values.items() if old})


def _names(name: str, person: str) -> dict[str, str]:
    """The whole name and its parts. A middle name goes; titles and degrees behind a comma stay."""
    first, last = person.split()
    words = [w for w in re.split(r"[\s]+", name.split(",", maxsplit=1)[0]) if w]
    values = {" ".join(name.split()): person, " ".join(words): person}
    if len(words) > 1:
        values |= {f"{words[0]} {words[-1]}": person, words[-1]: last}
        values |= {part: last for part in words[-1].split("-") if len(part) > 2}
        values |= {word: first for word in words[1:-1] if len(word) > 2}
    values[words[0]] = first
    return values


def _fiction(item: Item, person: str, pick: Callable[[Sequence[str]], str]) -> str:
    handle = person.lower().replace(" ", ".")
    number = 100 + int(pick([str(n) for n in range(100)]))
    if item.kind == "email":
        return f"{handle}@mail.example"
    if item.kind == "phone":
        return f"555-0{number}"
    if item.kind == "link":
        return f"example.com/{handle.replace('.', '-')}"
    if item.kind == "birth":
        return "1 January 1990"
    if item.kind == "address":
        return _place(item.value, number, pick)
    return "000-00-0000"


def _place(value: str, number: int, pick: Callable[[Sequence[str]], str]) -> str:
    """Another place of the same kind: a town stays one that parsers know, a street a street."""
    town = pick(_US_TOWNS if re.search(r", [A-Z]{2}(?: \d{5})?$", value) else _TOWNS)
    return f"{number} {pick(_STREETS)} Street, {town}" if any(c.isdigit() for c in value) else town


def _in(content: str, replace: Replacement, role: str) -> str:
    """An answer is replaced string by string, so that it stays JSON."""
    if role != "assistant":
        return replace(content)
    import json

    return jsonl.dumps(_walk(json.loads(content), replace))


def _walk(value: Any, replace: Replacement) -> Any:
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, list):
        return [_walk(item, replace) for item in value]
    return {key: _walk(item, replace) for key, item in value.items()} if isinstance(value, dict) else value


def _expect_none_left(replace: Replacement, texts: Iterable[str], name: str) -> None:
    whole = "\n".join(texts)
    left = [old for old in replace.values if re.search(_occurrence(old), whole) and not _same(old, replace)]
    if left:
        raise StepFailed(
            f"{name}: {len(left)} pieces of personal data could not be replaced; it was left out"
        )


def _same(old: str, replace: Replacement) -> bool:
    """Whether a value is also part of what replaces another one."""
    return any(re.search(_occurrence(old), new) for new in replace.values.values())


def _occurrence(value: str) -> str:
    words = r"\s+".join(re.escape(word) for word in value.split())
    before = r"(?<!\w)" if value[0].isalnum() else ""
    return before + words + (r"(?!\w)" if value[-1].isalnum() else "")


def _picker(key: str) -> Callable[[Sequence[str]], str]:
    """Picks that depend on `key` alone, one after the other."""
    state = sha256(key.encode("utf-8", "replace")).digest()

    def pick(choices: Sequence[str]) -> str:
        nonlocal state
        state = sha256(state).digest()
        return choices[int.from_bytes(state[:8], "big") % len(choices)]

    return pick
