"""The quality gate: filler out, sentences left whole, no verb twice (contract, step 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..text.sentences import split_sentences
from ..text.verbs import conjugate, find_verb, leading_verb, vary_verb
from .phrases import (
    BANNED,
    BANNED_SENTENCE,
    BANNED_SENTENCE_KEYS,
    CONTROL,
    DANGLING,
    EMOJI,
    FIRST_PERSON,
    GLYPH,
    HARSH,
    MARKUP,
    NUMERAL,
    PLACEHOLDER,
    TALK,
)
from .state import Findings, Line, bullet_path


class Worded(NamedTuple):
    """A text after the gate and the kinds of what was mended in it."""

    text: str
    mended: tuple[str, ...]


_MESSAGES = {
    "gate.control": "Control characters were removed.",
    "gate.emoji": "Emoji were removed.",
    "gate.talk": "What the model said around its answer was removed.",
    "gate.markup": "Markup was removed.",
    "gate.placeholder": "A placeholder that nobody had filled was removed.",
    "gate.banned_phrase": "A filler phrase was removed or said plainly.",
    "gate.dangling": "An ending without its outcome was cut.",
    "gate.first_person": "The first person was taken out.",
    "gate.harsh": "Harsh wording was made constructive.",
    "gate.spacing": "Spacing was tidied.",
}


def findings_for(worded: Worded, location: str) -> Findings:
    """One finding for each kind of thing that was mended."""
    findings = Findings()
    for kind in worded.mended:
        findings.add(kind, location, _MESSAGES[kind])
    return findings


def clean(text: str, *, lines: bool = False) -> Worded:
    """`text` without control characters, emoji, markup and placeholders; with `lines`, line breaks
    stay."""
    mended = []
    for kind, change in (
        ("gate.control", _without_control),
        ("gate.emoji", _without_emoji),
        ("gate.talk", _without_talk),
        ("gate.markup", _without_markup),
    ):
        changed = change(text)
        if changed != text:
            mended.append(kind)
            text = changed
    if _GAPS.search(text) and PLACEHOLDER.search(text):
        mended.append("gate.placeholder")
        text = _tidy(PLACEHOLDER.sub("", text))
    spaced = _spaced(text, lines=lines)
    if spaced != text and not mended:
        mended.append("gate.spacing")
    return Worded(spaced, tuple(mended))


_MOST_PASSES = 10
_LONGEST_ENDING = 60
_GAPS = re.compile(r"[\[{<%]")
_MARKS = re.compile(r"[<`*_#&\[]")
_TALKS = re.compile(r"[:<]")
_TALK_LENGTH = 100


def _without_control(text: str) -> str:
    return text if text.isascii() and text.isprintable() else CONTROL.sub(_gap, text)


def _gap(match: re.Match[str]) -> str:
    """A control character between two words separated them; the others have no width."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " if match.group() < "\xa0" and before.isalnum() and after.isalnum() else ""


def _without_emoji(text: str) -> str:
    return text if text.isascii() else EMOJI.sub("", text)


def _without_talk(text: str) -> str:
    if not _TALKS.search(text, 0, _TALK_LENGTH) and "(" not in text and "[" not in text:
        return text
    for pattern in TALK:
        text = pattern.sub("", text)
    return text


def _without_markup(text: str) -> str:
    if not _MARKS.search(text):
        return text
    for pattern, replacement in MARKUP:
        while (changed := pattern.sub(replacement, text)) != text:
            text = changed
    return text


def _spaced(text: str, *, lines: bool) -> str:
    if not lines:
        return " ".join(text.split())
    kept = [" ".join(line.split()) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def _tidy(text: str) -> str:
    """`text` after something was cut from it: spaces, commas, articles and the first capital."""
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.!?])", "", text)
    text = re.sub(r"^[\s,;:.–-]+", "", text)
    text = re.sub(r"(?<=[.!?] )([a-z])", lambda m: m[1].upper(), text)
    text = re.sub(r"\b([Aa])(n?) (?=([A-Za-z]))", _article, text)
    return text.strip()


def _article(match: re.Match[str]) -> str:
    following = match.string[match.end() :]
    if re.match(r"(?:hour|honest|heir|MBA|RN|SQL|HR|[AEFHILMNORSX]\b)", following):
        return f"{match[1]}n "
    if re.match(r"(?:one|uni|use|usa|user|euro|u[bcfhjkqrstn]i|U[A-Z])", following, re.I) and not re.match(
        "unim|unin", following, re.I
    ):
        return f"{match[1]} "
    return f"{match[1]}n " if following[0].casefold() in "aeiou" else f"{match[1]} "


def without_filler(text: str) -> Worded:
    """`text` without the banned phrases."""
    changed, lower = text, text.casefold()
    for key, pattern, replacement in BANNED:
        if key in lower and pattern.search(changed):
            capital = changed[:1].isupper()
            changed = pattern.sub(replacement, changed)
            changed = _tidy(changed)
            changed = changed[:1].upper() + changed[1:] if capital else changed
    announces = any(key in lower for key in BANNED_SENTENCE_KEYS) and BANNED_SENTENCE.search(changed)
    sentences = split_sentences(changed) if announces else []
    if sentences:
        changed = " ".join(s for s in sentences if not BANNED_SENTENCE.search(s))
    return Worded(changed, ("gate.banned_phrase",) if changed != text else ())


def without_harshness(text: str) -> Worded:
    """`text` with harsh wording made constructive."""
    changed, lower = text, text.casefold()
    for key, pattern, replacement in HARSH:
        if key in lower:
            changed = pattern.sub(replacement, changed)
    if changed != text:
        changed = _tidy(changed)
        changed = changed[:1].upper() + changed[1:]
    return Worded(changed, ("gate.harsh",) if changed != text else ())


def prose(text: str, *, lines: bool = False) -> Worded:
    """A sentence or a paragraph through the gate, until it finds nothing more."""
    mended: tuple[str, ...] = ()
    for _ in range(_MOST_PASSES):
        cleaned = clean(text, lines=lines)
        plain = without_filler(cleaned.text)
        if plain.text == text:
            break
        mended += (*cleaned.mended, *plain.mended)
        text = plain.text
    return Worded(text, tuple(dict.fromkeys(mended)))


def bullet(text: str, *, english: bool = True) -> Worded:
    """A bullet through the gate, until it finds nothing more: also its glyph, a dangling ending and the
    first person."""
    mended: tuple[str, ...] = ()
    for _ in range(_MOST_PASSES):
        changed = _bullet_once(text, english=english)
        if changed.text == text:
            break
        mended += changed.mended
        text = changed.text
    return Worded(text, tuple(dict.fromkeys(mended)))


def _bullet_once(text: str, *, english: bool) -> Worded:
    unmarked = GLYPH.sub("", text)
    worded = prose(unmarked)
    mended = [*(("gate.markup",) if unmarked != text else ()), *worded.mended]
    ending = DANGLING.search(worded.text, max(0, len(worded.text) - _LONGEST_ENDING))
    changed = worded.text[: ending.start()] if ending else worded.text
    if changed != worded.text:
        mended.append("gate.dangling")
    if english and FIRST_PERSON.search(changed):
        turned = impersonal(changed)
        if turned != changed:
            mended.append("gate.first_person")
            changed = turned
    return Worded(changed, tuple(mended))


_SUBJECT = re.compile(
    r"^(?:I|[Ww]e)(?:['’](?:ve|m|d|re))?\s+"
    r"(?:(?:have|had|am|are|was|were|also|then|have been|did)\s+)*(?=[a-z])"
)
_AGAIN = re.compile(r"(,| and| but| then|;)\s+(?:also\s+)?(?:I|we)(?:['’]ve| have| had)?\s+(?=[a-z])")


def impersonal(text: str) -> str:
    """A bullet without the candidate as its subject: "I led my team" becomes "Led the team"."""
    changed = _SUBJECT.sub("", text)
    if not speaks(changed) and changed == text:
        return text
    changed = _AGAIN.sub(r"\1 ", changed)
    changed = re.sub(r"\b(?:my|our) own\b", "own", changed)
    changed = re.sub(r"\b(?:my|our)\b", "the", changed)
    changed = re.sub(r"\b(?:My|Our)\b", "The", changed)
    return changed[:1].upper() + changed[1:]


def speaks(text: str) -> bool:
    """Whether the candidate speaks in `text` in the first person ("Phase I" does not)."""
    return any(
        not (match.group() == "I" and NUMERAL.search(text[: match.end()]))
        for match in FIRST_PERSON.finditer(text)
    )


_IRREGULAR_THIRD = {"have": "has", "am": "is", "do": "does", "go": "goes"}


def third_person(text: str) -> str:
    """A summary without the first person: "I am a nurse" becomes "A nurse", "I lead" becomes "Leads";
    a sentence that cannot be turned is left out."""
    turned = [_turned(sentence) for sentence in split_sentences(text)]
    return " ".join(sentence for sentence in turned if sentence)


def _turned(sentence: str) -> str:
    if not speaks(sentence):
        return sentence
    changed = re.sub(r"^(?:I am|I['’]m)\s+(?=an?\b|the\b)", "", sentence)
    match = re.match(r"^I(?:['’](m|ve))?\s+([a-z]+)\b", changed)
    if match:
        changed = _verb_in_third(match) + changed[match.end() :]
    changed = re.sub(r"\b(?:my|our)\s+(?=\w)", "", changed)
    changed = re.sub(r"^(?:My|Our)\s+(?=\w)", "", changed)
    changed = re.sub(r" and I (?=[a-z]+(?:ed|t) )", " and ", changed)
    return "" if speaks(changed) else changed[:1].upper() + changed[1:]


def _verb_in_third(match: re.Match[str]) -> str:
    contraction, verb = match[1], match[2]
    if contraction == "m":
        return f"Is {verb}"
    if contraction == "ve":
        return f"Has {verb}"
    third = _IRREGULAR_THIRD.get(verb) or (conjugate(verb, "third") if _is_base(verb) else None)
    return (third or verb).capitalize()


def _is_base(verb: str) -> bool:
    known = find_verb(verb)
    return known is not None and known[1] == "base"


def gated(role: int, bullets: Sequence[str], gate: Callable[[str], Worded]) -> tuple[list[str], Findings]:
    """A draft's bullets for a role through the gate; empty ones are left out."""
    findings = Findings()
    kept: list[str] = []
    for text in bullets:
        worded = gate(text)
        if worded.text:
            findings += findings_for(worded, bullet_path(role, len(kept)))
            kept.append(worded.text)
        elif text.strip():
            kept.append(text)
        else:
            findings.add("gate.empty_bullet", bullet_path(role, len(kept)), "An empty bullet was dropped.")
    return kept, findings


def spoken(role: int, lines: Sequence[Line]) -> Findings:
    """The resume's own statements that speak in the first person and cannot be turned by rule."""
    findings = Findings()
    message = "The resume's own statement speaks in the first person and could not be turned."
    for i, line in enumerate(lines):
        if speaks(line.text):
            findings.add("gate.first_person", bullet_path(role, i), message, fixed=False)
    return findings


def varied(role: int, lines: Sequence[Line]) -> tuple[tuple[Line, ...], Findings]:
    """The lines of a role with no verb opening two of them; where no true synonym is left, the wording
    stays and is reported."""
    openings = [leading_verb(line.text) for line in lines]
    taken = {opening.verb.base for opening in openings if opening}
    seen: set[str] = set()
    result, findings = list[Line](), Findings()
    for i, (line, opening) in enumerate(zip(lines, openings, strict=True)):
        base = opening.verb.base if opening else ""
        if base not in seen:
            seen |= {base} if base else set()
            result.append(line)
            continue
        changed = vary_verb(line.text, taken)
        replaced = leading_verb(changed) if changed else None
        taken |= {replaced.verb.base} if replaced else set()
        done = "one got another verb" if changed else "no true synonym was left"
        message = f"“{base}” opened two bullets of this role; {done}."
        findings.add("gate.repeated_verb", bullet_path(role, i), message, fixed=changed is not None)
        how = "reworded" if changed and line.how == "kept" else line.how
        result.append(line._replace(text=changed or line.text, how=how))
    return tuple(result), findings
