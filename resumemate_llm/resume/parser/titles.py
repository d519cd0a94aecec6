"""How much a text looks like a job title."""

from __future__ import annotations

import re

from ...text.folding import fold
from ...text.memory import remembered
from ...text.title_words import LOOSE, NOUNS, SUFFIXES

_PHRASES = re.compile(
    r"\b(?:head|director|chief|vice president|manager|dean|chair|officer|secretary|captain|master|"
    r"professor|vp|svp|evp"
    r"|president|chef|responsable|directeur|directrice|chargee?|leiter|leiterin|leitung|jef[ae]|directora"
    r"|responsabile|capo|hoofd|kierownik|dyrektor|sef|chefe|maitre|tecnico|auxiliar|agent|technicien|"
    r"employe|gerente"
    r"|ayudante|assistente|gerant)"
    r" (?:of|de|du|des|d'|d’|di|del|della|der|für|fur|van|da|do|for|au|in|adjoint|produit|projet)\b"
    r"|\b(?:self[- ]employed|team lead|team member|crew member|chef de (?:partie|projet|rang)|sous[- ]chef"
    r"|scrum master|(?:yard|deck|stable|kitchen|farm|charge|leading) ?hand|business development|key holder"
    r"|shift lead|tech lead|product owner|able seaman|petty officer|warrant officer|head chef|line cook|"
    r"prep cook"
    r"|front of house|qts|nqt|ect|kp)\b"
)
_BREAK = re.compile(
    r"\b(?:career (?:break|gap)|sabbatical|gap year|(?:maternity|parental|paternity|family|sick|medical|"
    r"caregiving) leave"
    r"|year out|elternzeit|sabbatjahr|auszeit|conge (?:parental|maternite|sabbatique)|"
    r"urlop (?:wychowawczy|macierzynski)"
    r"|concediu|full[- ]time (?:parent|carer|caregiver)|stay[- ]at[- ]home|(?:time|years?) out|break from"
    r"|licenca maternidade|excedencia)\b"
)
"""A time without an employer; compared with folded text."""
_OWN_BOSS = re.compile(
    r"\b(?:self[- ]?employed|freelance\w*|independent contractor|sole trader|freiberuflich\w*|selbststandig\w*|autonom[oa])\b"  # noqa: E501
)
LONGEST = 250
"""Texts of more characters are no titles, employers or places."""
_LEADING = frozenset(
    "senior sr junior jr lead principal staff chief acting interim trainee deputy assistant associate "
    "graduate vice "
    "executive apprentice wissenschaftlicher wissenschaftliche leitender leitende stellvertretender "
    "stellvertretende".split()
)
_LEVEL = re.compile(r"(?:\s+(?:[ivx]{1,4}|\d{1,2}|[a-c]|l\d|e\d|grade \d|level \d|band \d\w?))+$")
_BRACKETS = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@remembered(2_000)
def title_score(text: str) -> float:
    """How much `text` looks like a job title: 0 is not at all, 3 and more is clear. The title may end
    with a department: "Department Lead, Textiles"."""
    if len(text) > LONGEST:
        return 0.0
    first, comma, _ = text.partition(",")
    return max(_score(text), _score(first) - 0.5) if comma else _score(text)


def _score(text: str) -> float:
    folded = _LEVEL.sub("", _BRACKETS.sub(" ", fold(text)).strip(" .,:;-–—*_/"))
    words = _WORD.findall(folded)
    if not words:
        return 0.0
    score = 3.0 if _PHRASES.search(folded) or _BREAK.search(folded) else 0.0
    last = words[-1]
    if _is_noun(last):
        score += 2.5 if last in LOOSE and len(words) == 1 else 3.0
    nouns = [word for word in words[:-1] if _is_noun(word) and word not in LOOSE]
    score += len(nouns) + (1.0 if nouns and nouns[0] == words[0] else 0.0)
    if words[0] in _LEADING and len(words) > 1:
        score += 1.0
    return score


def _is_noun(word: str) -> bool:
    if word in NOUNS or (len(word) > 7 and word.endswith(SUFFIXES)):
        return True
    head, _, tail = word.rpartition("-")
    return bool(head) and tail in NOUNS


def is_own_boss(text: str) -> bool:
    """Whether `text` says that somebody works for themselves."""
    return _OWN_BOSS.search(fold(text)) is not None


@remembered(2_000)
def is_break(text: str) -> bool:
    """Whether `text` names a time without an employer, such as a career break."""
    return _BREAK.search(fold(text)) is not None
