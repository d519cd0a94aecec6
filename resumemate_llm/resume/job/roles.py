"""Names of occupations, for telling a job's title from other lines."""

from __future__ import annotations

import re

_OCCUPATIONS = """
    engineer developer programmer architect analyst scientist administrator designer manager director officer
    executive assistant associate specialist coordinator co-ordinator consultant adviser advisor accountant
    bookkeeper auditor controller cashier nurse physician doctor therapist pharmacist technician technologist
    paramedic carer caregiver midwife dentist hygienist surgeon psychologist veterinarian teacher tutor
    lecturer professor instructor trainer librarian educator principal headteacher electrician plumber
    carpenter mechanic welder painter driver operator operative custodian cleaner janitor laborer labourer
    machinist installer fitter joiner roofer mason foreman forewoman supervisor superintendent inspector
    surveyor estimator planner buyer clerk secretary receptionist representative agent broker salesperson
    seller merchandiser recruiter generalist solicitor lawyer attorney paralegal counsel barrister judge
    firefighter guard soldier worker chef cook baker barista waiter waitress server bartender host hostess
    housekeeper editor writer copywriter journalist author translator interpreter photographer videographer
    animator artist illustrator producer researcher fellow intern trainee apprentice lead head chief president
    owner partner founder strategist marketer curator chemist biologist physicist statistician economist
    actuary underwriter teller dispatcher picker packer handler loader pilot captain steward stylist
    hairdresser barber gardener farmer groomer keeper ranger lifeguard coach counselor counsellor pastor nanny
    aide tester underwriter adjuster appraiser scheduler optician radiographer sonographer phlebotomist
    dietitian physio podiatrist ranger sommelier cto ceo cfo coo cmo vp rn lpn lvn cna sdr bdr
    entwickler ingenieur leiter berater verkäufer pfleger pflegefachkraft pflegefachmann pflegefachfrau
    buchhalter kaufmann kauffrau fachkraft mitarbeiter sachbearbeiter lehrer erzieher techniker elektriker
    elektroniker mechaniker mechatroniker assistenz fahrer lagerist koch referent meister architekt bäcker
    metzger friseur maurer maler kellner
    développeur développeuse ingénieur ingénieure comptable infirmier infirmière infirmière chargé chargée
    responsable technicien technicienne technico-commercial vendeur vendeuse assistante chef directeur
    directrice enseignant enseignante professeur électricien électricienne cuisinier cuisinière aide-soignant
    aide-soignante juriste gestionnaire conducteur conductrice analyste
    desarrollador desarrolladora ingeniero ingeniera contable enfermero enfermera gerente técnico técnica
    profesor profesora maestro maestra abogado abogada vendedor vendedora administrativo administrativa
    analista dependiente camarero camarera electricista encargado encargada
    sviluppatore sviluppatrice ingegnere contabile infermiere infermiera impiegato impiegata insegnante
    tecnico cuoco addetto addetta magazziniere elettricista commesso commessa
    ontwikkelaar verpleegkundige medewerker boekhouder leraar docent elektricien
    programista programistka inżynier księgowy księgowa pielęgniarka pielęgniarz nauczyciel nauczycielka
    kierowca sprzedawca magazynier specjalista kierownik
    programator inginer contabil asistent asistentă vânzător șofer electrician
    enfermeiro enfermeira engenheiro engenheira contador contadora programador programadora professora
    contabilista eletricista
"""
_ENDINGS = ("", "s", "in", "innen")
_ROLES = frozenset(word + ending for word in _OCCUPATIONS.split() for ending in _ENDINGS) | {"police"}
_COMPOUNDS = """
    entwickler ingenieur leiter berater pfleger techniker meister manager mechaniker fahrer verkäufer
    buchhalter arbeiter helfer führer schlosser installateur monteur kaufmann kauffrau schwester assistent
    lehrer betreuer therapist ologist ographer etrician
    """.split()
_COMPOUND_ENDINGS = tuple(word + ending for word in _COMPOUNDS for ending in ("", "in"))
_WORD = re.compile(r"[^\W\d_][\w-]*(?:\((?:e|in|ne|se)\))?")
_GENDERED = re.compile(r"\((?:e|in|ne|se)\)$")
_ALSO_THINGS = frozenset("server servers host hosts lead leads head heads".split())


def _is_role(word: str) -> bool:
    bare = _GENDERED.sub("", word.lower())
    return bare in _ROLES or bare.rsplit("-", 1)[-1] in _ROLES or bare.endswith(_COMPOUND_ENDINGS)


def has_role_word(text: str) -> bool:
    """Whether `text` names an occupation."""
    return any(map(_is_role, _WORD.findall(text)))


def last_role_word(text: str) -> int:
    """Where the last occupation of `text` ends, 0 where there is none."""
    return max((match.end() for match in _WORD.finditer(text) if _is_role(match.group())), default=0)


def ends_in_role(text: str) -> bool:
    """Whether the last word of `text` is an occupation and nothing else: "senior systems analyst"."""
    last = text.rsplit(" ", 1)[-1]
    return _is_role(last) and last.lower() not in _ALSO_THINGS
