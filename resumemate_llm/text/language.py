"""Which language a text is written in, by a vote of its function words.

Nine languages are told apart: English, German, French, Spanish, Italian, Dutch, Polish, Romanian and
Portuguese. No model and no data file: articles, prepositions and the words that resumes and job ads
cannot do without.
"""

from __future__ import annotations

import re
from itertools import islice

from .memory import remembered

DEFAULT = "en"

_FUNCTION_WORDS = {
    "en": "the and of to in for with on at by from as is are be this that you we our your will an or not "
    "have has been was were their who which all more other into while across within through using",
    "de": "der die das und ist im in den dem des ein eine einer eines einem einen für mit auf von zu zur zum "
    "sie wir ihr ihre ihren unser unsere als bei auch sowie nicht werden wird sind über nach durch haben "
    "oder an aus um sich bis seit",
    "fr": "le la les des du de un une et est en dans pour avec sur par au aux vous nous votre vos notre nos "
    "qui que ou être sont plus ce cette ses son sa leur chez depuis ainsi afin ans mon ma",
    "es": "el la los las de del un una y es en para con por al se su sus que o nuestro nuestra más como son "
    "ser sobre desde hasta también tu años muy este esta entre sin lo tener",
    "it": "il lo la i gli le di del della dei delle un una e è in nel nella per con da dal alla al che si o "
    "sono come più nostro nostra presso tra ai degli anni anche ed sul sulla non",
    "nl": "de het een en van in op voor met te aan bij je jij wij ons onze als is zijn naar door over ook "
    "niet of die dat wordt worden uit om tot jouw binnen heb hebt ben jaar u uw",
    "pl": "i w z na do się nie jest są oraz dla od po przez za o że co jak lub przy pod nad ze we nasz nasza "
    "naszej pracy jako które który która być był była lat czy także",
    "ro": "și si în in de la cu pe din un o este sunt pentru prin ca sau să sa nu al ai ale care mai către "
    "spre noi dumneavoastră fi fost ani între lor său cel cea această acest precum",
    "pt": "o a os as de do da dos das um uma e é em no na nos nas para com por ao à que se ou sua seu nossa "
    "nosso mais como são ser entre sobre pela pelo desde anos não você também às",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MAX_WORDS = 300
_MIN_VOTES = 2.0
_MIN_LEAD = 1.25


@remembered(500)
def detect(text: str) -> str:
    """The language of `text` as an ISO 639-1 code: en, de, fr, es, it, nl, pl, ro or pt.

    Each function word votes for the languages that have it, a word that several share counting for less
    in each. A text with too few function words, or without a clear winner, is taken for English.
    """
    votes: dict[str, float] = {}
    for match in islice(_WORD.finditer(text.casefold().replace("’", "'")), _MAX_WORDS):
        languages = _LANGUAGES_OF.get(match.group(), ())
        for language in languages:
            votes[language] = votes.get(language, 0.0) + 1 / len(languages)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    if not ranked or ranked[0][1] < _MIN_VOTES:
        return DEFAULT
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return best if score >= _MIN_LEAD * second else DEFAULT
