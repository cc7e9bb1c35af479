"""The verbs, their options and choices as the form calls them; which there are, the verbs say themselves."""

from collections.abc import Mapping

from service.web.languages import gettext, message

VERB_NAMES: Mapping[str, str] = {
    "age": message("leeftijd op een dag"),
    "average": message("gemiddelde"),
    "btw": message("btw erbij of eraf"),
    "choose": message("kies per geval"),
    "constant": message("vaste tekst"),
    "count": message("tel de rijen"),
    "count_distinct": message("tel verschillende waarden"),
    "date_form": message("schrijf de datum als"),
    "days": message("tel de dagen in de periode"),
    "field": message("neem een veld over"),
    "figure": message("kengetal van de aanbieder"),
    "first": message("de eerste of laatste waarde"),
    "join": message("teksten achter elkaar"),
    "money": message("bedrag in euro of centen"),
    "narrative": message("toelichting bij een onderwerp"),
    "number_form": message("schrijf het getal als"),
    "only": message("tel alleen mee als"),
    "per_week": message("volume per week omrekenen"),
    "pseudonym": message("vervang door een pseudoniem"),
    "ratio": message("verhouding van twee getallen"),
    "report": message("gegeven over de rapportage zelf"),
    "required": message("mag niet leeg zijn"),
    "round": message("afronden"),
    "running_number": message("volgnummer"),
    "share": message("aandeel in het totaal (%)"),
    "sign_by": message("minteken bij credit"),
    "split_sign": message("bedrag en teken los van elkaar"),
    "spread": message("verdeel over de periode"),
    "sum": message("tel op"),
    "suppress_below": message("kleine aantallen weglaten"),
    "to_unit": message("omrekenen naar een eenheid"),
    "total": message("totaal van een kolom"),
    "translate": message("vertaal met een codetabel"),
    "truncate": message("kort de tekst in"),
    "waiting_time": message("wachttijd"),
}
OPTION_NAMES: Mapping[str, str] = {
    "about": message("onderwerp"),
    "at_least": message("minstens, als het niet nul is"),
    "by": message("volgens"),
    "cases": message("gevallen"),
    "counting": message("geteld over"),
    "decimal_sign": message("decimaalteken"),
    "digits": message("cijfers achter de komma"),
    "empty": message("als het leeg is"),
    "ends": message("einde van de toewijzing"),
    "fact": message("welk gegeven"),
    "field": message("veld dat debet of credit zegt"),
    "form": message("vorm"),
    "from": message("vanaf"),
    "half": message("een half gaat"),
    "known_by": message("veld dat zegt hoeveel van de datum bekend is"),
    "length": message("aantal tekens"),
    "minus": message("minteken staat"),
    "month": message("alleen de maand met dit nummer"),
    "of": message("waarvan"),
    "on": message("op"),
    "otherwise": message("anders"),
    "over": message("over kolom"),
    "part": message("welk deel"),
    "pick": message("welke"),
    "rule": message("rekenregel"),
    "separator": message("teken ertussen"),
    "show": message("laat zien als"),
    "start": message("begint bij"),
    "starts": message("begin van de toewijzing"),
    "still_waiting": message("wie nog wacht"),
    "table": message("codetabel"),
    "tax": message("btw"),
    "text": message("tekst"),
    "texts": message("teksten"),
    "thousands": message("teken tussen duizendtallen"),
    "threshold": message("leeg onder"),
    "to": message("gedeeld door"),
    "too_long": message("als het te lang is"),
    "unit": message("eenheid"),
    "unknown": message("bij een onbekende code"),
    "until": message("tot en met"),
    "where": message("voorwaarden"),
    "width": message("breedte, met nullen ervoor"),
}
CHOICE_NAMES: Mapping[str, str] = {
    "": message("geen"),
    " ": message("spatie"),
    ",": message("komma"),
    ".": message("punt"),
    "added": message("erbij"),
    "after_all": message("komt het na alle andere"),
    "amount": message("het bedrag"),
    "behind": message("achteraan"),
    "blank": message("blijft leeg"),
    "block": message("de hele rapportage wacht"),
    "cents": message("centen"),
    "cut": message("afkappen en melden"),
    "days": message("dagen"),
    "euro": message("euro"),
    "even": message("naar het even cijfer"),
    "first": message("de eerste"),
    "front": message("vooraan"),
    "is_latest": message("is het de laatste"),
    "keep": message("de code blijft staan en wordt gemeld"),
    "last": message("de laatste"),
    "letter": message("de letter D of C"),
    "municipality_code": message("gemeentecode"),
    "municipality_name": message("naam van de gemeente"),
    "number": message("getal"),
    "percentage": message("percentage"),
    "period_begin": message("eerste dag van de periode"),
    "period_end": message("laatste dag van de periode"),
    "quarantine": message("alleen die rij wacht"),
    "removed": message("eraf"),
    "rows": message("alle rijen"),
    "six": message("altijd zes weken"),
    "sundays": message("per zondag (outputgericht)"),
    "until_period_end": message("telt tot het einde van de periode"),
    "up": message("omhoog"),
    "warn": message("alleen melden"),
    "week_numbers": message("per weeknummer (inspanningsgericht)"),
    "weeks": message("weken"),
    "working_days": message("werkdagen"),
}
"""Choices that are the same in both languages, such as `uur` and `jjjj-mm-dd`, are not here."""


def verb_name(verb: str) -> str:
    """What a verb does, in two or three words."""
    return gettext(VERB_NAMES[verb]) if verb in VERB_NAMES else verb


def option_name(option: str) -> str:
    """What is asked."""
    return gettext(OPTION_NAMES[option]) if option in OPTION_NAMES else option


def choice_name(choice: str) -> str:
    """What can be chosen."""
    return gettext(CHOICE_NAMES[choice]) if choice in CHOICE_NAMES else choice
