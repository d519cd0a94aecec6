"""The letter: four paragraphs, one greeting, one sign-off with the candidate's name, the right company
(contract, steps 3 and 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..schema import CoverLetter
from ..text.sentences import split_sentences
from ..text.terms import tokens
from ..text.verbs import find_verb
from . import plain_texts
from .assembly import repeats
from .claims import known_name
from .evidence import Evidence
from .prose import Checked, check_sentences, fitting, is_foreign
from .state import Findings, Step, Work
from .wording import findings_for, prose

PARAGRAPHS = 4

_GREETING = re.compile(
    r"^\s*(?:dear\s[^,:;.!?\n]{0,60}(?:(?:mr|mrs|ms|dr|prof)\.\s[^,:;.!?\n]{0,40})?|to whom it may concern"
    r"|(?:hello|hi|greetings|good (?:morning|day|afternoon))\b[^,:;.!?\n]{0,40}"
    r"|sehr geehrte[rs]?\s[^,:;.!?\n]{0,60}|(?:madame, monsieur|mesdames, messieurs|madame|monsieur|bonjour)"
    r"|estimad[oa]s?\s[^,:;.!?\n]{0,60}|beste\s[^,:;.!?\n]{0,40}|geachte\s[^,:;.!?\n]{0,60}"
    r"|gentile\s[^,:;.!?\n]{0,60}|prezad[oa]s?\s[^,:;.!?\n]{0,60}|szanowni\s[^,:;.!?\n]{0,60}"
    r"|stimat[ăe]\s[^,:;.!?\n]{0,60})"
    r"\s*(?:[,:;.!](?:\s+|$)|\n|$)",
    re.IGNORECASE,
)
_CLOSINGS = (
    r"(?:yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?"
    r"|(?:with )?(?:kind(?:est)?|best|warm(?:est)?) regards|regards|respectfully(?: yours)?|best wishes"
    r"|(?:many )?thanks|thank you|cordially|all the best|best"
    r"|mit freundlichen gr[üu](?:ß|ss)en|(?:bien )?cordialement|saludos cordiales|atentamente|cordiali saluti"
    r"|distinti saluti|met vriendelijke groet(?:en)?|atenciosamente|z powa[żz]aniem|cu stim[ăa])"
)
_SIGN_OFF = re.compile(
    rf"(?:^|(?<=[.!?\n])|(?<=[.!?]\s))\s{{0,4}}(?P<closing>{_CLOSINGS})\s{{0,4}}[,.!]?(?:\s+|$)"
    r"(?P<name>(?:[^\s.,!?]{1,40}\.?(?:\s+|$)){0,6})$",
    re.IGNORECASE,
)
_APPLIES = re.compile(
    r"\b(?:apply(?:ing)? (?:for|to)|my application|to join|joining|(?:position|role) (?:at|with|of)"
    r"|opportunity (?:at|with|to)"
    r"|interest(?:ed)? in|vacancy|opening at|excited (?:about|by|to)|look(?:ing)? forward|contribut\w+ to"
    r"|would (?:love|like|welcome|enjoy))\b",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\bI (?:also |have )?([a-z]+)\b")
_PLACE = re.compile(r"\b(?P<link>at|join|joining|with|for|to|of)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """A letter taken apart: its greeting, the sentences of each paragraph, its sign-off."""

    greeting: str
    body: tuple[tuple[str, ...], ...]
    closing: str
    name: str


def settle_letter(work: Work, evidence: Evidence) -> Step:
    """The letter of the draft made true and whole. One that needs nothing is returned as it came."""
    findings = Findings()
    paragraphs = _gated(work.draft.cover_letter.paragraphs, evidence, findings)
    letter = _taken_apart(paragraphs, _signature(evidence), findings)
    letter = _with_right_names(letter, evidence, findings)
    letter = _true(letter, evidence, findings)
    letter = _opened(letter, evidence, findings)
    body = _four(letter.body, evidence, findings)
    written = _written(letter, body)
    if [_plain(p) for p in written] == [_plain(p) for p in work.draft.cover_letter.paragraphs]:
        return Step(work, findings)
    if not findings:
        findings.add("letter.shape", "coverLetter", "Greeting, paragraphs and sign-off were put in order.")
    return Step(work.write(cover_letter=CoverLetter(paragraphs=written)), findings)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _gated(paragraphs: list[str], evidence: Evidence, findings: Findings) -> list[str]:
    if is_foreign(" ".join(paragraphs), evidence):
        findings.add("facts.language", "coverLetter", "A letter in another language was replaced.")
        return []
    kept = []
    for i, paragraph in enumerate(paragraphs):
        worded = prose(paragraph, lines=True)
        findings += findings_for(worded, f"coverLetter.paragraphs[{i}]")
        kept.append(worded.text)
    return kept


def _taken_apart(paragraphs: list[str], name: str, findings: Findings) -> Letter:
    """Every greeting and sign-off is taken out, wherever it stands; the first and the last count."""
    greetings, closings, body = [], [], []
    for paragraph in paragraphs:
        rest = paragraph
        while match := _GREETING.match(rest):
            greetings.append(match.group().strip())
            rest = rest[match.end() :]
        while signed := _signed(rest, name):
            closings.append(signed[1:])
            rest = signed[0]
        body.append(tuple(split_sentences(rest)))
    if len(greetings) != 1 or len(closings) != 1:
        message = "The letter has one greeting and one sign-off."
        findings.add("letter.greeting", "coverLetter", message)
    if len(paragraphs) != PARAGRAPHS or not all(body):
        findings.add("letter.paragraphs", "coverLetter", "The letter has four paragraphs.")
    closing, signer = closings[-1] if closings else ("", "")
    return Letter(greetings[0] if greetings else "", tuple(p for p in body if p), closing, signer)


def _signature(evidence: Evidence) -> str:
    """The candidate's name as it is signed."""
    return prose(evidence.profile.name).text


def _signed(text: str, name: str) -> tuple[str, str, str] | None:
    """A paragraph without the sign-off at its end, the closing words and the name; None without one."""
    stripped = text.rstrip()
    if name and stripped.casefold().endswith(name.casefold()):
        own = stripped[len(stripped) - len(name) :]
        match = _SIGN_OFF.search(stripped[: -len(name)])
        if match and not match["name"].strip():
            return stripped[: match.start()].rstrip(), match["closing"].strip(), own
    match = _SIGN_OFF.search(stripped)
    if match is None or not _signs(match, stripped):
        return None
    return stripped[: match.start()].rstrip(), match["closing"].strip(), match["name"].strip()


def _signs(match: re.Match[str], text: str) -> bool:
    """Whether a match is a sign-off: "thank you" and "best" open ordinary sentences as well."""
    words = match["name"].split()
    named = all(
        w[:1].isupper() or w.casefold() in {"de", "van", "von", "der", "la", "bin", "al"} for w in words
    )
    return named and (
        bool(words)
        or not text[: match.start()].strip()
        or text[match.end("closing") :].strip() in {"", ",", "."}
    )


def _with_right_names(letter: Letter, evidence: Evidence, findings: Findings) -> Letter:
    """The letter addressed to nobody invented, naming the right company, signed by the candidate."""
    greeting = letter.greeting
    if greeting and not _greets_truly(greeting, evidence):
        greeting = "Dear Hiring Manager,"
        findings.add("letter.addressee", "coverLetter.paragraphs[0]", "An invented addressee was taken out.")
    body = tuple(
        tuple(_right_company(sentence, evidence, findings, i) for sentence in sentences)
        for i, sentences in enumerate(letter.body)
    )
    name = _signature(evidence)
    if letter.closing and _is_signature(letter.name, name):
        name = letter.name
    elif letter.closing:
        findings.add(
            "letter.name", "coverLetter.paragraphs[3]", "The letter is signed with the candidate's name."
        )
    return Letter(greeting or "Dear Hiring Manager,", body, letter.closing or "Kind regards", name)


def _is_signature(signed: str, name: str) -> bool:
    """Whether a letter is signed with the candidate's name, at most without a title, a nickname or a name
    in the middle."""
    if _plain(signed).casefold() == name.casefold():
        return True
    own, written = (re.findall(r"[^\W\d_][\w'’-]*", text.casefold()) for text in (name, signed))
    return len(written) > 1 and written[-1:] == own[-1:] and set(written) <= set(own)


def _greets_truly(greeting: str, evidence: Evidence) -> bool:
    words = [t.written for t in tokens(greeting)]
    named = [w for w in words[1:] if w[:1].isupper() and w.casefold() not in _ADDRESSES]
    return all(word in evidence.job_index for word in named)


_ADDRESSES = frozenset(
    "hiring manager team recruiter recruiting recruitment recruiters committee sir madam search "
    "selection panel human resources hr department talent acquisition whom it may concern damen und "
    "herren madame monsieur mesdames messieurs señor señora señores all everyone there director leader "
    "managers or".split()
)


def _right_company(sentence: str, evidence: Evidence, findings: Findings, paragraph: int) -> str:
    """A sentence that applies to another company than the job's, with the job's in its place."""
    company = evidence.company
    if not _APPLIES.search(sentence) or _tells_of_work(sentence):
        return sentence
    if company and evidence.company_short in evidence.read(sentence):
        return sentence
    for name in _strangers(sentence, evidence):
        place = sentence.find(name)
        if place < 0 or not _PLACE.search(sentence[:place]):
            continue
        findings.add(
            "letter.company",
            f"coverLetter.paragraphs[{paragraph}]",
            "The letter names the company of the job.",
        )
        return sentence[:place] + (company or "your organisation") + sentence[place + len(name) :]
    return sentence


_HOPES = frozenset(
    "apply join look hope love like want welcome enjoy wish contribute learn bring see".split()
)


def _tells_of_work(sentence: str) -> bool:
    """Whether a sentence is about what the candidate did or does, not about the job."""
    if re.search(r"\b(?:my|current|previous|former|recent|last|experience)\b", sentence, re.IGNORECASE):
        return not re.search(
            r"\bmy (?:strong |sincere |keen )?(?:application|interest)\b", sentence, re.IGNORECASE
        )
    verbs = (find_verb(match[1]) for match in _TELLS.finditer(sentence))
    return any(known and (known[1] == "past" or known[0].base not in _HOPES) for known in verbs)


def _strangers(sentence: str, evidence: Evidence) -> list[str]:
    """Names in a sentence that are no part of the job: unknown ones, and the candidate's own employers."""
    employers = [role.company for role in evidence.profile.experience if role.company]
    found = [e for e in employers if e in sentence and e not in evidence.job_index]
    return found + [n for n in evidence.read(sentence).names if not known_name(n, evidence, job=True)]


def _true(letter: Letter, evidence: Evidence, findings: Findings) -> Letter:
    """The letter without the sentences that the resume does not bear out, and without repeated ones."""
    body, seen = [], set()
    for i, sentences in enumerate(letter.body):
        kept = []
        for sentence in sentences:
            location = f"coverLetter.paragraphs[{min(i, PARAGRAPHS - 1)}]"
            own = sentence in plain_texts.STOCK
            checked = (
                Checked(sentence, Findings())
                if own
                else check_sentences(sentence, location, evidence, "letter")
            )
            findings += checked.findings
            key = evidence.read(sentence).plain
            if key in seen:
                findings.add(
                    "letter.repeated", location, "A sentence that stood in the letter twice was dropped."
                )
            elif checked.text:
                kept.append(checked.text)
                seen.add(key)
        if kept:
            body.append(tuple(kept))
    return Letter(letter.greeting, tuple(body), letter.closing, letter.name)


def _opened(letter: Letter, evidence: Evidence, findings: Findings) -> Letter:
    """The first paragraph says what the letter applies for."""
    opening = fitting(plain_texts.opening(evidence), evidence, "letter")
    if not _stands_together(opening, evidence):
        opening = opening[:1]
    first = " ".join(letter.body[0]) if letter.body else ""
    says, should_say = evidence.read(first), evidence.read(" ".join(opening[:1]))
    named = [t for t in (evidence.job_title, evidence.company_short) if t and t in should_say]
    if first and all(term in says for term in named):
        return letter
    findings.add("letter.opening", "coverLetter.paragraphs[0]", "The letter opens with role and company.")
    rest = [s for s in letter.body[0] if not _ANNOUNCES.search(s)] if letter.body else []
    first_sentences = (*opening[:1], *rest) if first else tuple(opening)
    return Letter(letter.greeting, (first_sentences, *letter.body[1:]), letter.closing, letter.name)


_ANNOUNCES = re.compile(r"\bI(?: am|['’]m) applying for\b")


def _four(body: tuple[tuple[str, ...], ...], evidence: Evidence, findings: Findings) -> list[list[str]]:
    """The body in four paragraphs: folded at paragraph borders, split at sentence borders, completed
    from true facts where there is too little."""
    paragraphs = [list(p) for p in body]
    while len(paragraphs) > PARAGRAPHS:
        i = min(
            range(1, len(paragraphs) - 1), key=lambda p: _length(paragraphs[p]) + _length(paragraphs[p + 1])
        )
        paragraphs[i : i + 2] = [paragraphs[i] + paragraphs[i + 1]]
    while len(paragraphs) < PARAGRAPHS:
        spare = sum(map(len, paragraphs)) - PARAGRAPHS
        longest = max(
            range(len(paragraphs)), key=lambda p: (len(paragraphs[p]), _length(paragraphs[p])), default=0
        )
        if spare >= 2 and len(paragraphs[longest]) >= 3:
            half = (len(paragraphs[longest]) + 1) // 2
            paragraphs[longest : longest + 1] = [paragraphs[longest][:half], paragraphs[longest][half:]]
        else:
            findings.add("letter.completed", "coverLetter", "The letter was completed from the resume.")
            return _completed(paragraphs, evidence)
    return paragraphs


def _length(sentences: list[str]) -> int:
    return sum(map(len, sentences))


def _completed(paragraphs: list[list[str]], evidence: Evidence) -> list[list[str]]:
    """The paragraphs with true ones put in before the last, or after the first."""
    written = [evidence.read(s) for p in paragraphs for s in p]
    said = {reading.plain for reading in written}

    def fresh(texts: list[str]) -> list[str]:
        fit = (s for s in fitting(texts, evidence, "letter") if evidence.read(s).plain not in said)
        return [s for s in fit if not repeats(evidence.read(s), written)]

    told, last = fresh(plain_texts.achievements(evidence)), [plain_texts.CLOSING]
    offered = (told[:2], fresh(plain_texts.strengths(evidence)), told[2:4])
    spare = [p for p in offered if p and _stands_together(p, evidence)]
    spare += [[text] for text in plain_texts.STOCK if evidence.read(text).plain not in said]
    closes = len(paragraphs) > 1 or evidence.read(last[0]).plain in said
    head, tail = (paragraphs[:-1], paragraphs[-1:]) if closes else (paragraphs, [last])
    return [*head, *spare[: PARAGRAPHS - len(head) - len(tail)], *tail]


def _stands_together(sentences: list[str], evidence: Evidence) -> bool:
    """Whether a paragraph of these sentences is read as these sentences, and each may stand."""
    text = " ".join(sentences)
    return split_sentences(text) == sentences and fitting([text], evidence, "letter") == [text]


def _written(letter: Letter, body: list[list[str]]) -> list[str]:
    paragraphs = [" ".join(sentences) for sentences in body]
    paragraphs[0] = f"{letter.greeting}\n{paragraphs[0]}"
    paragraphs[-1] = f"{paragraphs[-1]}\n{letter.closing.rstrip(',.! ')},\n{letter.name}".rstrip()
    return paragraphs
