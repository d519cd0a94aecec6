"""What counts as a claim, beside numbers and names: data for `claims`.

A kind of claim is stated by any of its patterns. A text may state a kind only where its source does.
"""

# ruff: noqa: E501 - a pattern to a line is easier to check than one in pieces

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)


_PEOPLE = (
    r"(?:teams?|staff|people|employees|personnel|crews?|reports|subordinates|engineers|developers|analysts|nurses"
    r"|associates|agents|technicians|members|workers|volunteers|interns|apprentices|managers|colleagues"
    r"|squads?|departments?|divisions?|direct reports)"
)
_LEADING = (
    r"(?:led|leads?|leading|lead|managed?|manages|managing|supervis\w+|oversaw|oversees?|overseeing|head(?:ed|ing|s)"
    r"|direct(?:ed|ing|s)|mentor\w*|coach\w*|train(?:ed|ing|s)|hir(?:ed|es|ing)|built|builds|building|grew|recruit\w*)"
)


class Kind(NamedTuple):
    """A kind of claim: letters of which a text that states it holds one, and how it is stated."""

    keys: tuple[str, ...]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        """Whether `text` states it."""
        lower = text.lower()
        return any(key in lower for key in self.keys) and self.pattern.search(text) is not None


def kind(keys: str, *patterns: str) -> Kind:
    """A kind by its keys in one string and its patterns, found as whole words whatever their case."""
    return Kind(tuple(keys.split()), _any(*patterns))


def kinds_in(text: str, table: Mapping[str, Kind]) -> frozenset[str]:
    """The kinds of `table` that `text` states."""
    lower = text.lower()
    found = []
    for name, (keys, pattern) in table.items():
        for key in keys:
            if key in lower:
                if pattern.search(text):
                    found.append(name)
                break
    return frozenset(found)


SCALE: dict[str, Kind] = {
    "dozens": kind(
        "dozens dutzende dizaines decenas docenas decine tientallen dziesiąt zeci dezenas",
        "dozens",
        "dutzenden?",
        "dizaines",
        "d[eo]cenas",
        "decine",
        "tientallen",
        "dziesiątki|dziesiątek",
        "zeci de",
        "dezenas",
    ),
    "hundreds": kind(
        "hundreds hunderte centaines cientos centenares centinaia honderden setki setek sute centenas",
        "hundreds",
        "hunderten?",
        "centaines",
        "cientos",
        "centenares",
        "centinaia",
        "honderden",
        "setki|setek",
        "sute de",
        "centenas",
    ),
    "thousands": kind(
        "thousands tausende milliers miles migliaia duizenden tysiące tysięcy mii milhares",
        "thousands",
        "tausenden?",
        "milliers",
        "miles de",
        "migliaia",
        "duizenden",
        "tysiące|tysięcy",
        "mii de",
        "milhares",
    ),
    "third": kind("third", "(?:by|of|than) a third", "a third of", "one[- ]third", "two[- ]thirds"),
    "quarter": kind("quarter", "(?:by|than) a quarter", "a quarter of(?! an hour)", "three[- ]quarters"),
    "millions": kind(
        "million figure", "millions", r"multi-?\s?million", "(?:six|seven|eight|nine)[- ]figure"
    ),
    "billions": kind("billion", "billions", r"multi-?\s?billion"),
    "doubling": kind("doubl fold twice", r"doubl(?:ed|es|ing)", "two-?fold", "twice"),
    "tripling": kind(
        "tripl fold quadrupl", r"tripl(?:ed|es|ing)", "three-?fold", r"quadrupl\w+", "ten-?fold"
    ),
    "halving": kind("hal", r"halv(?:ed|es|ing)", "by half", "in half"),
    "team lead": kind(
        "team staff people employee personnel crew report subordinate engineer developer analyst nurse associate "
        "agent technician member worker volunteer intern apprentice manager colleague squad department division",
        rf"{_LEADING},?\s+(?:[\w'’-]+,?\s+){{0,6}}?{_PEOPLE}",
        rf"{_PEOPLE}\s+lead(?:er|ership)?",
        "teams of",
    ),
    "revenue": kind("revenue turnover sales line", "revenues?", "turnover", "sales growth", "top[- ]line"),
    "profit": kind(
        "profit margin line p&l ebitda &",
        "profits?",
        "profitability",
        "margins?",
        "bottom[- ]line",
        r"p\s?&\s?l",
        "ebitda",
    ),
    "savings": kind(
        "sav cost expense spend",
        "savings?",
        r"sav(?:ed|es|ing)",
        r"cost (?:reductions?|cutting)",
        r"(?:reduc|cut|lower)\w*\s+(?:[\w-]+\s+){0,3}?(?:costs?|expenses?|spend(?:ing)?)",
    ),
    "budget": kind("budget", "budgets?", "budgetary", "budgeting", "budgeted"),
    "reach": kind(
        "global world international countries",
        "global(?:ly)?",
        "worldwide",
        "international(?:ly)?",
        r"across \w+ countries",
    ),
    "nationwide": kind("nation", "nationwide", "national(?:ly)?"),
    "award": kind(
        "award prize recogni",
        "awards?",
        "award-winning",
        "awarded",
        "prize",
        r"recogni[sz]ed (?:as|for|by|with)",
    ),
    "promotion": kind("promot", "promoted", "promotion to"),
    "rank": kind(
        "top best leading ranked",
        r"top[- ]perform\w+",
        "best[- ]in[- ]class",
        "industry[- ]leading",
        "market[- ]leading",
        "ranked",
    ),
    "board": kind(
        "c- board executive",
        "c-suite",
        "c-level",
        "board of directors",
        "executive (?:team|leadership|board)",
    ),
    "fortune": kind("fortune ftse chip", r"fortune[- ]\d+", "ftse", "blue[- ]chip"),
}

_BETTER = r"(?:improv|increas|boost|enhanc|rais|maximi[sz]|optimi[sz])\w*"
_FEWER = r"(?:reduc|cut|minimi[sz]|eliminat|lower|decreas)\w*"

OUTCOME: dict[str, Kind] = {
    "satisfaction": kind("satisfaction nps", "satisfaction", "nps"),
    "efficiency": kind(
        "efficienc productivity throughput performance accuracy quality engagement retention morale",
        rf"{_BETTER}\s+(?:[\w-]+\s+){{0,3}}?"
        r"(?:efficienc\w+|productivity|throughput|performance|accuracy|quality|engagement|retention|morale)",
        r"(?:efficienc\w+|productivity|performance|quality|engagement|retention)\s+(?:gains?|improvements?|increases?)",
    ),
    "growth": kind(
        "growth sales conversion adoption",
        r"(?:driv|increas|boost|accelerat|grow)\w*\s+(?:[\w-]+\s+){0,3}?(?:growth|sales|conversions?|adoption)",
    ),
    "less": kind(
        "reduc cut minimi eliminat lower decreas",
        rf"{_FEWER}\s+(?:[\w-]+\s+){{0,3}}?"
        r"(?:errors?|downtime|waste|delays?|turnaround|churn|attrition|risks?|incidents?|defects?|time|backlogs?)",
    ),
}

DEGREES: dict[str, Kind] = {
    "bachelor": kind(
        "bachelor b. bs ba beng bcom llb undergraduate",
        r"bachelor(?:['’]?s)?",
        r"b\.?sc\.?",
        r"b\.?a\.?",
        r"b\.?s\.?",
        "beng",
        "bcom",
        "llb",
        "undergraduate degree",
    ),
    "master": kind(
        "master msc m.sc mba m.a meng llm mphil",
        r"master['’]?s(?: degree)?",
        r"masters? (?:degree|of|in)",
        r"m\.?sc\.?",
        "mba",
        r"m\.?a\.",
        "meng",
        "llm",
        "mphil",
    ),
    "mba": kind(
        "mba master", "mba", "master of business administration", "masters? in business administration"
    ),
    "doctorate": kind("ph doctor dphil", r"ph\.?\s?d\.?", "doctorate", "doctoral", "doctor of", "dphil"),
    "diploma": kind("diploma", "diplomas?"),
    "degree": kind("degree graduate alma", "degrees?", "graduated?", "alma mater"),
    "honours": kind("honour honor", r"honou?rs"),
    "laude": kind("laude", "(?:summa |magna )?cum laude"),
    "summa": kind("summa", "summa cum laude"),
    "first class": kind("first", "first[- ]class honou?rs", "first[- ]class degree"),
    "valedictorian": kind("valedictorian", "valedictorian"),
}

CREDENTIALS: dict[str, Kind] = {
    "certified": kind("certif", r"certifi(?:ed|cation|cations|cate|cates)"),
    "licensed": kind("licen", r"licen[sc](?:ed|e|es|ure)"),
    "chartered": kind("chartered", "chartered"),
    "accredited": kind("accredit", r"accredit(?:ed|ation)"),
    "registered": kind("regist", "registered", "registration"),
}

SCALE_AND_OUTCOME = {**SCALE, **OUTCOME}
DEGREES_AND_CREDENTIALS = {**DEGREES, **CREDENTIALS}
KINDS = {**SCALE_AND_OUTCOME, **DEGREES_AND_CREDENTIALS}

DEGREE_WORDS_FOR = {
    "degree": ("bachelor", "master", "doctorate", "diploma", "honours"),
    "honours": ("laude", "first class"),
}
"""A resume that shows one of these shows the general kind too."""

ORGANISATION = frozenset(
    "university college institute school academy inc llc ltd limited corp corporation gmbh plc ag group "
    "bank hospital clinic agency foundation ministry department council consulting partners associates "
    "holdings labs technologies solutions systems services industries international society association "
    "trust".split()
)
"""A run of capitalised words with one of these names an organisation: it counts only as a whole."""

SENIORITY = frozenset(
    "senior lead principal head director chief vp president vice executive manager supervisor staff "
    "junior ceo cto cfo coo cio founder partner consultant architect".split()
)
"""Words of rank. A headline may use one only where the resume does."""

MEASURES = frozenset(
    "second minute hour day week month quarter year decade km kilometre kilometer mile metre meter foot "
    "feet inch kg kilogram gram tonne ton pound dollar euro cent percent point litre liter gallon acre "
    "hectare sqm gb tb mb".split()
)
"""Units written as a word of their own: "12 months" is another number than "12 weeks"."""

CHANGE = re.compile(r"\bfrom\b[^;]{0,60}?\d[^;]{0,60}?\bto\b[^;]{0,60}?\d|\d\s?%|[$£€]\s?\d", re.IGNORECASE)
"""A change or a share in figures, or a sum of money: what came of the work, in any language."""

LEADERSHIP = frozenset(
    "lead head direct manage oversee supervise spearhead own found pioneer chair architect orchestrate "
    "champion command govern drive initiate".split()
)
"""Verbs that claim charge of something: a bullet may open with one only where its source has one, ..."""

IN_CHARGE = re.compile(
    r"\b(?:responsib\w+|in charge|accountable|charged with|leader\w*|manager|supervisor|head of|duties|owner)\b",
    re.IGNORECASE,
)
"""... or says so in other words."""

NEUTRAL = frozenset(
    "daily weekly monthly quarterly annual regular regularly routine ongoing timely accurate accurately "
    "effective effectively efficient efficiently successful successfully consistent consistently clear "
    "clearly concise key core primary main overall full complete completely various diverse multiple "
    "several wide range variety number support supporting process processes procedure procedures "
    "activity activities task tasks duty duties responsibility responsibilities responsible work role "
    "function functions operation operations operational day-to-day hands-on end-to-end requirement "
    "requirements need needs standard standards quality professional business related relevant "
    "appropriate proper properly detailed thorough thoroughly careful carefully prompt promptly direct "
    "directly closely together new current existing high strong based ensure ensuring include including "
    "included involve involving serve served serving act acted acting provide provided providing "
    "perform performed performing help helped helping assist assisted assisting handle handled handling "
    "deliver delivered delivering delivery day week time area areas part end".split()
)
"""Words that a rewording may add without saying anything new about the work."""

COMMON_NAMES = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday dear hiring manager team sir madam sincerely "
    "regards yours faithfully i cv resume résumé mr mrs ms dr".split()
)
"""Words written with a capital that name nobody."""

TAIL = re.compile(
    r",?\s+(?:and\s+)?(?:thereby\s+|thus\s+|ultimately\s+|which\s+)?"
    r"(?:resulting in|leading to|contributing to|ensuring|improving|enhancing|increasing|boosting|reducing|driving"
    r"|enabling|supporting|fostering|promoting|maximi[sz]ing|minimi[sz]ing|optimi[sz]ing|strengthening|streamlining"
    r"|demonstrating|allowing|helping|achieving|delivering|maintaining|facilitating|resulted in|led to"
    r"|(?:in order )?to (?:ensure|improve|enhance|increase|boost|reduce|drive|support|enable|maximi[sz]e|minimi[sz]e))\s+"
    r"[^.;]*$",
    re.IGNORECASE,
)
"""The outcome that closes a bullet."""

DIRECTED = re.compile(
    r"\b(?:you|your|yours|would|will|could|hope|eager|keen|excited|look(?:ing)? forward|wants?|wish(?:es)?|aims?|aiming"
    r"|learn(?:ing)?|opportunity|seek(?:s|ing)?|pursu\w+|interest(?:ed)? in|apply(?:ing)?|application|position|not yet"
    r"|new to|drawn to|advert\w*|posting|asks? for)\b"
)
"""A sentence (in small letters, as for the next four) about the job or about what is hoped for, ..."""

POSSESSED = re.compile(
    r"\b(?:my|mine|i(?:'ve| have"
    r"| am(?! (?:applying|writing|keen|eager|excited|interested|drawn|looking|happy|glad|delighted|available|ready))|'m| led| managed| built| used| worked| ran| developed| created| hold| held| earned"
    r"| bring| delivered| designed| implemented| achieved| increased| reduced| cut| improved| grew| oversaw| supervised)"
    r"|experienced?(?: in| with)?|expertise|skilled|proficien\w+|expert|background in|track record|knowledge of"
    r"|specialis\w+|specializ\w+|certified|qualified|years?|trained in|fluent|adept|well[- ]versed|familiar with)\b"
)
"""... unless it says that the candidate has it."""

YEARS_BEHIND = re.compile(
    r"(?:\s?\+|[- ]plus)?[\s-]+(?:full |de )?(?:years?|jahren?|ans|années|años|anni|jaar|jaren|lat|lata|ani|anos)\b['’]?",
    re.IGNORECASE,
)
"""What makes a number before it a count of years."""

NEARLY = re.compile(
    r"\b(?:nearly|almost|close to|fast|knapp|beinahe|près d['’]|presque|casi|quasi|quase|bijna|prawie|aproape)\s*$",
    re.IGNORECASE,
)
"""Before a count: it is a little less."""

HEADLINE_WORDS = frozenset(
    "professional specialist experienced skilled focused oriented driven dedicated practical versatile "
    "qualified expert experience background expertise skills years seeking open candidate career "
    "transition".split()
)
"""Words that a headline may use about anybody."""

DIRECTED_TOLD = re.compile(
    r"\b(?:would|will|could|hope|eager|keen|want|wish|learn(?:ing)?|why|plan to|approach|questions?|ask(?:ed)?)\b"
)
"""A talking point about what is to come, not about what was."""

CREDITED = re.compile(
    r"\b(?:your|the candidate['’]?s?|you (?:\w+ed|have|hold|led|are|ran|built|won|were|bring|know)|their|has|holds|candidate)\b"
)
"""Advice that says what the candidate has, ..."""

ADVISED = re.compile(
    r"\b(?:not|no|missing|add|lacks?|gaps?|without|if|consider|could|should|once|until|yet|earn|obtain|pursue|learn|build"
    r"|gain|develop|take|study|enrol\w*|would|may|might|will|can|name|say|mention|whether|ask|ready|prepare|needs?)\b"
)
"""... and not what they should get."""

RANK_WORDS = tuple("senior principal director chief vp president executive head supervisor".split())
"""One of these stands in every text that names a rank."""

_RANKS = r"(?P<rank>senior|principal|director|chief|vp|president|executive|head(?= of\b)|supervisor)"

RANK = re.compile(rf"\b{_RANKS}\b(?!\s+(?:year|citizens?))", re.IGNORECASE)
"""A rank in running text; it may be somebody else's ("for the operations director"), ..."""

RANK_CLAIMED = re.compile(
    rf"(?:^|\b(?:as|am|is|was|became|experienced|seasoned|accomplished|an?)\s+)(?:(?:an?|the)\s+)?(?:[\w-]+\s+)?{_RANKS}\b",
    re.IGNORECASE,
)
"""... unless the sentence says that the candidate holds it."""
