"""The phrases that the quality gate removes or replaces: data for `wording`."""

# ruff: noqa: E501 - a pattern to a line is easier to check than one in pieces

from __future__ import annotations

import re

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ue000-\uf8ff\ud800-\udfff]"
)
"""Control and private-use characters, invisible marks, halves of surrogate pairs."""

EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u260f\u2613-\u26ff\u2705\u2714\u2728\u274c\u274e\u2753-\u2757\u2763\u2764\u2795-\u2797\u27a1\u2b50\u2b55\ufe0f\u20e3]\u200d?"
)

MARKUP = (
    (
        re.compile(
            r"</?(?:a|b|br|code|div|em|font|h[1-6]|i|img|li|ol|p|script|span|strong|style|u|ul)(?:\s[^<>]*)?/?>",
            re.I,
        ),
        " ",
    ),
    (re.compile(r"```\w*|(?<!\w)`|`(?!\w)"), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"^\s*#{1,6}\s+"), ""),
    (re.compile(r"\[([^\]\[]+)\]\(https?://[^)\s]+\)"), r"\1"),
    (re.compile(r"&(?:nbsp|#160);"), " "),
    (re.compile(r"&amp;"), "&"),
)

GLYPH = re.compile(r"^\s*(?:[•‣▪▸►●○◦·∙]|[*–—-](?=\s))\s*")
"""What a model puts before a bullet."""

TALK = (
    re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)\s*", re.IGNORECASE | re.DOTALL),
    re.compile(
        r"^\s*(?:(?:sure|certainly|of course|absolutely|great)\b[^:\n]{0,12}[!,.]\s*)?"
        r"(?:here(?:['’]s| is| are)\b[^:\n]{0,60}"
        r"|(?:rewritten|revised|improved|updated|tailored|optimi[sz]ed|enhanced|polished)"
        r"(?: (?:bullet(?: point)?|version|text|sentence|summary|headline))?)\s*:\s+",
        re.IGNORECASE,
    ),
    re.compile(r"\s*[(\[](?:note|n\.b\.|explanation|reason)\b[^)\]]*\bI\b[^)\]]*[)\]]\s*$", re.IGNORECASE),
)
"""What a chat model says around its answer: its reasoning, "Here is the improved bullet:", a closing note."""

PLACEHOLDER = re.compile(
    r"(?:\s+(?:by|of|to|for|with|from|at|over|about|approximately))?\s*[$£€]?"
    r"(?:\[(?:[xyzn]{1,3}|number|amount|metric|metrics|percent(?:age)?|figure|value|company(?: name)?|your [^\]]{1,30}"
    r"|name|role|title|position|date|skill|tool|insert [^\]]{1,40}|add [^\]]{1,40}|hiring manager(?:'s name)?|todo|tbd)\]"
    r"|\{\{[^}]{0,40}\}\}|<(?:insert|your|company|number|name)[^>]{0,40}>|(?<!\w)(?:xx+|[xy])(?=\s?%))\s?%?",
    re.IGNORECASE,
)
"""A gap that somebody was meant to fill, with the preposition before it."""

DANGLING = re.compile(
    r"[\s,;:–-]*\b(?:and |thereby |thus |ultimately |which |in turn )*"
    r"(?:resulting in|leading to|resulted in|results? in|contributing to|with the (?:result|goal|aim) of|in order to"
    r"|so as to|thereby|as a result of)\s*[.…,;:]*\s*$",
    re.IGNORECASE,
)
"""An ending that promises an outcome and names none."""


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ATTRIBUTE = r"(?<!\bam )(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bwas )"

BANNED: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("writing to", _phrase(r"\bI(?: am|['’]m) writing to express (?:my )?(?:\w+ )?interest in joining\b"), "I would like to join"),
    ("writing to", _phrase(r"\bI(?: am|['’]m) writing to (?:express|convey) (?:my )?(?:\w+ )?(?:interest in|enthusiasm for)\b"), "I am applying for"),
    ("writing to", _phrase(r"\bI(?: am|['’]m) writing to (?:formally )?apply\b"), "I am applying"),
    ("paced", _phrase(r",?\s*\b(?:thriv\w+ )?(?:with)?in an? (?:(?:highly|very) )?(?:dynamic,? (?:and )?)?fast[- ]paced(?:,? (?:and |& )?[\w-]+)?,? (?:work(?:ing|place)? )?(?:environment|setting)s?\b"), ""),
    ("paced", _phrase(_ATTRIBUTE + r"\bfast[- ]paced(?: and|,)? (?=[a-z])"), ""),
    ("best practices", _phrase(r",?\s*\b(?:by )?(?:leverag|utili[sz]|us)ing (?:industry(?:[- ]standard)? )?best practices\b"), ""),
    ("synerg", _phrase(r",?\s*\b(?:by )?(?:leverag|creat|driv)ing (?:\w+ )?synerg(?:y|ies)\b"), ""),
    ("the box", _phrase(r",?\s*\b(?:and |by )?(?:think(?:ing|s)? )outside (?:of )?the box\b"), ""),
    ("proven ", _phrase(r"\bproven (?=track record\b|ability\b|success\b|expertise\b|experience\b)"), ""),
    ("result", _phrase(_ATTRIBUTE + r"\bresults?[- ](?:driven|oriented|focused),? (?=[a-z])"), ""),
    ("motivated", _phrase(_ATTRIBUTE + r"\b(?:highly[- ]|self[- ])motivated(?: and|,)? (?=[a-z])"), ""),
    ("dynamic", _phrase(_ATTRIBUTE + r"\bdynamic(?: and|,)? (?=(?:professional|individual|leader|candidate|team|company|organi[sz]ation)\b)"), ""),
    ("edge", _phrase(_ATTRIBUTE + r"\bcutting[- ]edge (?=[a-z])"), ""),
    ("class", _phrase(_ATTRIBUTE + r"\b(?:best[- ]in|world)[- ]class (?=[a-z])"), ""),
    ("breed", _phrase(_ATTRIBUTE + r"\bbest[- ]of[- ]breed (?=[a-z])"), ""),
    ("wealth of", _phrase(r"\ba wealth of (?=[a-z ]*(?:experience|knowledge|expertise)\b)"), ""),
    ("ground running", _phrase(r"\bhit the ground running\b"), "start quickly"),
    ("perfect ", _phrase(r"\b(?:a|an|the) perfect (?=(?:fit|candidate|match)\b)"), "a good "),
    ("ideal ", _phrase(r"\b(?:a|an|the) ideal (?=(?:fit|candidate|match)\b)"), "a good "),
    ("believe", _phrase(r"\bI (?:firmly|strongly|truly) believe (?:that )?(?=\w)"), "I believe "),
    ("next level", _phrase(r"\btak(?:e|ing) (?=(?:[\w'’-]+ ){1,5}to the next level\b)"), "improve "),
    ("next level", _phrase(r" to the next level\b"), ""),
    ("unique ", _phrase(r"\ba unique (?:blend|combination|mix) of\b"), "a combination of"),
    ("today", _phrase(r",?\s*\bin today['’]s (?:[\w-]+,? ){0,3}(?:world|market|marketplace|landscape|environment|economy)\b,?"), ""),
    ("needless", _phrase(r"\bneedless to say,?\s+"), ""),
    ("without saying", _phrase(r"\bit goes without saying that\s+"), ""),
    ("of the day", _phrase(r"\bat the end of the day,?\s+"), ""),
    ("seamlessly", _phrase(r"\bseamlessly (?=[a-z])|,? seamlessly(?=[.,;]|$)"), ""),
    ("the needle", _phrase(r"\bmoves? the needle\b"), "make a difference"),
    ("ever", _phrase(_ATTRIBUTE + r"\bever[- ](?:changing|evolving) (?=[a-z])"), "changing "),
    ("above and beyond", _phrase(r"\b(?:consistently |always )?(?:go|going|went) above and beyond to (?=[a-z])"), "work to "),
)  # fmt: skip
"""Letters that a text with the phrase holds, the phrase, and what replaces it. Each leaves the sentence whole: an adjective goes only where a noun
follows it, a phrase goes with the comma before it."""

BANNED_SENTENCE = re.compile(
    r"(?:please find (?:attached|enclosed)|(?:attached|enclosed) (?:please find|is my (?:resume|cv))"
    r"|i have (?:attached|enclosed) my (?:resume|cv)"
    r"|\b(?:as an?|i am an?|i['’]m an?) (?:ai|artificial intelligence)(?: language)? (?:model|assistant)(?=[,.]|$)"
    r"|\bi hope (?:this|that) helps\b)",
    re.IGNORECASE,
)
"""A sentence that says only that there is a resume, or in which the model speaks of itself, ..."""

BANNED_SENTENCE_KEYS = ("attached", "enclosed", " model", " assistant", "helps")
"""... and letters of which it holds one."""

HARSH: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("match", _phrase(r"\b(?:a )?(?:very )?(?:weak|poor|bad) match\b"), "a partial match"),
    ("qualified", _phrase(r"\b(?:is |are )?(?:severely |clearly |significantly )?under-?qualified\b"), "would be growing into this role"),
    ("unqualified", _phrase(r"\b(?:is |are )?(?:completely |totally )?unqualified\b"), "would be growing into this role"),
    ("lacks", _phrase(r"\b(?:completely |totally |clearly |severely )?lacks\b"), "does not yet show"),
    ("lack", _phrase(r"\b(?:completely |totally |clearly |severely )?lack\b(?! of)"), "do not yet show"),
    ("lack of", _phrase(r"\b(?:a |the )?(?:complete |total |clear |severe )?lack of\b"), "not yet shown:"),
    ("lacking", _phrase(r"\blacking\b"), "not yet showing"),
    ("fails to", _phrase(r"\bfails to\b"), "does not yet"),
    ("fail to", _phrase(r"\bfail to\b"), "do not yet"),
    ("failed to", _phrase(r"\bfailed to\b"), "did not yet"),
    ("failing to", _phrase(r"\bfailing to\b"), "not yet able to"),
    ("", _phrase(r"\b(?:terrible|awful|pathetic|hopeless|useless)\b"), "unclear"),
    ("inadequate", _phrase(r"\b(?:is|are) inadequate\b"), "could be stronger"),
    ("insufficient", _phrase(r"\b(?:is|are) insufficient\b"), "could be stronger"),
    ("not ", _phrase(r"\bnot (?:a )?(?:good|suitable|strong) (?:fit|match)\b"), "a partial match"),
    ("unimpressive", _phrase(r"\bunimpressive\b"), "could be stronger"),
    ("deficien", _phrase(r"\bdeficien(?:t|cy|cies)\b"), "room to grow"),
    ("severely ", _phrase(r"\bseverely (?=\w)"), ""),
)  # fmt: skip
"""Letters that a text with the wording holds, the harsh wording, and what says the same constructively."""

FIRST_PERSON = re.compile(
    r"(?<!\w)(?:I(?=\s+[a-z]|['’](?:m|ve|d|ll)\b)(?!\s*/)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e(?=\s|['’])|[Oo]ur|[Oo]urs|[Oo]urselves"
    r"|us)(?![\w&/-])"
)
"""The candidate speaking; "US", "I/O" and "I-95" are something else."""

NUMERAL = re.compile(
    r"\b(?:level|phase|type|class|tier|part|grade|stage|step|unit|war|division|category|[A-Z][a-z]+)\s+I$"
)
"""What makes the "I" after it a numeral."""
