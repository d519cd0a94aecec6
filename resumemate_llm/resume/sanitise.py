"""Untrusted text made inert: invisible characters out, orders to a language model marked as quotations.

A resume or a job is data. Words of it that address a model ("ignore all previous instructions") are
kept, in brackets as a quotation, because a resume must not lose words and a filter can be wrong. It
knows usual wordings, not all of them, and is the outermost of three defences: prompts fence both texts
as data, and `refine` takes facts from the parsed resume alone.
"""

from __future__ import annotations

import re

from ..schema import Finding

RESUME_LIMIT = 24_000
"""Characters kept of a resume (contract, section 4.1)."""
JOB_LIMIT = 4_000
"""Characters kept of a job (contract, section 4.1)."""

_INVISIBLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 without tab and line feed
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"  # direction, zero width
    "\U000e0000-\U000e007f\ud800-\udfff]+"  # tags, which spell text that no reader sees; lone surrogates
)

_EARLIER = r"(?:previous|prior|above|earlier|preceding|foregoing)"
_ORDERS = r"(?:instructions?|prompts?|directions?|directives?|guidelines?|rules?|context|messages?)"
_FILLER = r"(?:(?:all|any|every|each|the|and|of|these|those|your|my|other)\s+){0,5}"
_LANGUAGE_MODEL = r"(?:large\s+)?language\s+model"
_MODEL = rf"(?:ai(?:\s+(?:model|assistant))?|llm|gpt[\w.-]*|chatgpt|chatbot|claude|gemini|{_LANGUAGE_MODEL})"
_ORDER_VERB = (
    r"(?:you\s+(?:are|must|will|should|have|may)|ignore|disregard|forget|respond|reply|answer|output|always|never|"
    r"do\s+not|don't|from\s+now\s+on|act\s+as|pretend|rate|score|recommend|follow)"
)
_PHRASES = (
    # an order under a role's name: the whole line
    (
        "system; assistant; user; human; developer",
        rf"^[^\w\n]*(?:system|assistant|user|human|developer)(?:\s+(?:prompt|message))?\s*:\s*{_ORDER_VERB}\b[^\n]*",
    ),
    (
        "note to; note for; message to; message for; instruction; attention to; attention for",
        rf"^[^\w\n]*(?:note|message|instructions?|attention)\s+(?:to|for)\s+(?:the\s+|any\s+|all\s+)?{_MODEL}s?\s*[:,]"
        r"[^\n]*",
    ),
    # "ignore all previous instructions", in English and in the other languages that are read
    (
        "ignore; disregard; forget",
        rf"\b(?:ignore|disregard|forget)\s+{_FILLER}{_EARLIER}\s+(?:(?:and|or)\s+\w+\s+)?{_ORDERS}\b",
    ),
    (
        "ignore; disregard; forget",
        rf"\b(?:ignore|disregard|forget)\s+(?:all\s+)?(?:of\s+)?your\s+(?:\w+\s+)?{_ORDERS}\b",
    ),
    (
        "ignore; disregard; forget",
        r"\b(?:ignore|disregard|forget)\s+(?:everything|all)\s+(?:that\s+)?"
        r"(?:above|before|you\s+(?:were|have\s+been)\s+told)\b",
    ),
    ("override", rf"\boverride\s+{_FILLER}(?:{_EARLIER}|system)\s+(?:instructions?|prompts?)\b"),
    (
        "ignorier",
        r"\bignorier(?:e|en\s+sie)\s+(?:alle\s+|die\s+)*(?:vorherigen|bisherigen|obigen|vorigen)\s+\w+",
    ),
    ("ignore", r"\bignore[rz]?\s+(?:toutes\s+)?(?:les\s+)?(?:instructions|consignes)\s+pr[ée]c[ée]dentes\b"),
    ("ignor", r"\bignor[ae]\s+(?:tod[ao]s\s+|tutte\s+)?(?:l[ae]s?|as)\s+(?:instru[cç]\w+|istruzioni)\s+\w+"),
    ("negeer", r"\bnegeer\s+(?:alle\s+)?(?:vorige|eerdere|bovenstaande)\s+\w+"),
    ("zignoruj", r"\bzignoruj\s+(?:wszystkie\s+)?(?:poprzednie|powyższe)\s+\w+"),
    ("ignoră", r"\bignoră\s+(?:toate\s+)?instrucțiunile\s+\w+"),
    # addressing a model
    ("you are", rf"\byou\s+are\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:helpful\s+)?{_MODEL}\b"),
    (
        "as a; if you are",
        rf"\b(?:if\s+you\s+are|as)\s+an?\s+(?:helpful\s+)?{_MODEL}(?=\s*,|\s+(?:you|reading|processing|evaluating)\b)",
    ),
    ("instruction", r"\b(?:new|updated|real|system)\s+instructions?\s*:"),
    (
        "system prompt; initial prompt; hidden prompt; system instr; initial instr; hidden instr",
        r"\b(?:reveal|print|repeat|show|output)\s+(?:me\s+)?(?:your|the)\s+(?:system|initial|hidden)\s+"
        r"(?:prompt|instructions)\b",
    ),
    (
        "this candidate; this applicant; this resume; this cv",
        r"\b(?:rate|score|rank|give|mark)\s+this\s+(?:candidate|applicant|resume|cv)\b[^.\n]{0,40}?"
        r"\b(?:\d{1,3}(?:\s*/\s*\d{1,3})?|highest|top|best|perfect|maximum)\b",
    ),
    (
        "recommend this; hire this; select this; shortlist this; approve this",
        r"\byou\s+(?:must|should|will)\s+(?:always\s+)?(?:recommend|hire|select|shortlist|approve)\s+this\s+\w+",
    ),
)
"""Words of which a text with the phrase holds some, and the phrase."""

_FLAGS = re.IGNORECASE | re.MULTILINE
_EACH_PHRASE = tuple((words.split("; "), re.compile(phrase, re.MULTILINE)) for words, phrase in _PHRASES)
_ANY_PHRASE = "|".join(f"(?:{phrase})" for _, phrase in _PHRASES)
_TEMPLATE_TOKEN = re.compile(
    r"<\|(?P<pipe>\w{1,30})\|>|\[(?P<inst>/?INST)\]|<<(?P<sys>/?SYS)>>"
    r"|<(?P<turn>(?:start|end)_of_turn)>|<(?P<end>/?s)>"
)
_OPEN, _CLOSE = "[quoted: ", "]"
_REACH = 400


def sanitise(text: str) -> tuple[str, list[Finding]]:
    """`text` without invisible characters, and with every phrase that orders a language model about in
    brackets as "[quoted: ...]"; chat-template tokens lose their special brackets. One finding for each
    phrase, and one for all invisible characters together; `location` is "line N".

    No word is taken out, and a second call changes nothing.
    """
    findings: list[Finding] = []
    removed = sum(len(match.group()) for match in _INVISIBLE.finditer(text))
    if removed:
        text = _INVISIBLE.sub(_gap, text)
        said = f"{removed} invisible or control characters were removed."
        findings.append(_finding("input.control_characters", "text", said))

    def quote(match: re.Match[str]) -> str:
        if _inside_quotation(text, match.start()):
            return match.group()
        said = "A phrase that addresses a language model was marked as quoted."
        findings.append(_finding("input.injection", _line(text, match.start()), said))
        return f"{_OPEN}{match.group()}{_CLOSE}"

    def defuse(match: re.Match[str]) -> str:
        said = "A token of a chat template was made plain text."
        findings.append(_finding("input.injection", _line(text, match.start()), said))
        return f"({match[match.lastgroup or 0]})"

    text = _TEMPLATE_TOKEN.sub(defuse, text)
    if _holds_phrase(text):
        text = re.sub(_ANY_PHRASE, quote, text, flags=_FLAGS)
    return text, findings


def _holds_phrase(text: str) -> bool:
    """Whether any of the phrases is in `text`; to look for all of them at once costs ten times as much."""
    small = text.replace("İ", "i").casefold().replace("ı", "i")  # as patterns without regard to case do
    line = " ".join(small.split())
    return any(any(word in line for word in words) and phrase.search(small) for words, phrase in _EACH_PHRASE)


def _gap(match: re.Match[str]) -> str:
    """A control character between two words separated them; the others had no width."""
    if not any(c < "\xa0" for c in match.group()):
        return ""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " if before.strip() and after.strip() else ""


def _finding(kind: str, location: str, message: str) -> Finding:
    return Finding(type=kind, location=location, auto_fixed=True, message=message)


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}"


def _inside_quotation(text: str, at: int) -> bool:
    before = text[max(0, at - _REACH) : at]
    return before.rfind(_OPEN) > before.rfind(_CLOSE)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters from the start of `text`, cut at the last border between paragraphs in
    the second half of them, else between lines, else between sentences, else between words. A single
    word that is longer than `limit` is cut."""
    if len(text) <= limit:
        return text
    head = text[: limit + 1]
    for border in (r"\n[ \t]*\n", r"\n", r"(?<=[.!?])\s", r"\s"):
        cuts = [match.start() for match in re.finditer(border, head) if limit // 2 <= match.start() <= limit]
        if cuts:
            return text[: cuts[-1]].rstrip()
    first_words = text[:limit].rsplit(None, 1)[0] if re.search(r"\s", text[:limit].strip()) else text[:limit]
    return first_words.rstrip()
