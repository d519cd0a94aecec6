"""Words of dates in nine languages: months, seasons, "present", "since", "until".

All words are folded (lower case, no accents), as `folding.fold` leaves them.
"""

from __future__ import annotations

_MONTHS = (
    # en | de | fr | es | it | nl | pl | ro | pt, full names first, then the usual short forms
    "january januar janner janvier enero gennaio januari styczen stycznia ianuarie janeiro jan janv ene "
    "gen sty ian",
    "february februar feber fevrier febrero febbraio februari luty lutego februarie fevereiro feb febr "
    "fevr fev lut",
    "march marz mars marzo maart marzec marca martie marco mar mrz mrt",
    "april avril abril aprile kwiecien kwietnia aprilie apr avr abr kwi",
    "may mai mayo maggio mei maj maja maio mag",
    "june juni juin junio giugno czerwiec czerwca iunie junho jun giu cze iun",
    "july juli juillet julio luglio lipiec lipca iulie julho jul juil lug lip iul",
    "august aout agosto augustus sierpien sierpnia aug ago sie agos",
    "september septembre septiembre settembre wrzesien wrzesnia septembrie setembro sept sep set wrz",
    "october oktober octobre octubre ottobre pazdziernik pazdziernika octombrie outubro oct okt ott paz out",
    "november novembre noviembre listopad listopada noiembrie novembro nov lis noi",
    "december dezember decembre diciembre dicembre grudzien grudnia decembrie dezembro dec dez dic gru",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_SEASONS = (
    "spring summer autumn fall winter fruhjahr fruhling sommer herbst printemps ete automne hiver primavera "
    "verano otono invierno estate autunno inverno lente zomer herfst wiosna lato jesien zima vara toamna "
    "iarna verao outono michaelmas hilary trinity lent easter wintersemester sommersemester ws wise ss sose "
    "sommersaison wintersaison zomerseizoen winterseizoen"
)
SEASONS = (
    *_SEASONS.split(),
    "stagione estiva", "stagione invernale", "temporada de verano", "temporada de invierno",
    "temporada de verao", "saison d'ete", "saison estivale", "saison d'hiver", "saison hivernale",
    "sezon letni", "sezon zimowy",
)  # fmt: skip

PRESENT = (
    "present", "presently", "current", "currently", "now", "today", "date", "ongoing",
    "heute", "jetzt", "aktuell", "laufend", "dato", "gegenwart", "andauernd",
    "aujourd'hui", "aujourd hui", "maintenant", "actuel", "actuellement", "ce jour", "en cours", "nos jours",
    "actualidad", "la actualidad", "actual", "actualmente", "presente", "hoy", "la fecha", "fecha",
    "oggi", "attuale", "attualmente", "in corso",
    "heden", "nu", "huidig", "vandaag",
    "obecnie", "teraz", "nadal", "dzis", "dzisiaj", "chwili obecnej",
    "prezent", "in prezent", "acum", "astazi",
    "atual", "atualmente", "hoje", "o momento", "momento",
)  # fmt: skip

RANGE_WORDS = (
    "to", "until", "till", "til", "thru", "through", "up to", "bis", "bis zum", "a", "au", "al", "jusqu'a",
    "jusqu'en", "hasta", "hasta la", "fino a", "fino al", "tot", "tot en met", "t/m", "do", "pana la",
    "pana in", "pana", "ate", "ate o", "to the", "a la",
)  # fmt: skip

SINCE = (
    "since", "seit", "ab", "depuis", "desde", "dal", "dall", "da", "sinds", "vanaf", "od", "din", "de la",
    "a partir de", "as of",
)  # fmt: skip
FROM = ("from", "von", "vom", "du", "de", "del", "van", "between", "in", "im", "en")
UNTIL = ("until", "till", "up to", "bis", "jusqu'en", "hasta", "fino al", "tot", "pana in", "ate")
VAGUE = (
    "early",
    "mid",
    "late",
    "circa",
    "ca",
    "c",
    "approx",
    "about",
    "around",
    "anfang",
    "mitte",
    "ende",
    "debut",
    "fin",
)
