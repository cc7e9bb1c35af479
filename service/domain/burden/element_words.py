"""What an information element is called on a page or in a letter."""

import re

from service.domain.wording import Wording, same

_ELEMENT = re.compile(r"(?P<table>\w+)\.(?P<field>\w+)(?: (?P<more>.+))?")
_COUNTED = "count of different values"
_ROWS = "count of "
_BY_HAND = "by hand: "
_ALONE = {
    "": Wording("samenvoegen van regels", "putting lines together"),
    "municipality_code": Wording("gemeentecode", "code of the municipality"),
    "period_begin": Wording("begin van de periode", "begin of the period"),
    "period_end": Wording("einde van de periode", "end of the period"),
}
_WHOLE = (
    (re.compile(r"chosen .*"), Wording("een keuze uit vaste teksten", "a choice from fixed texts")),
    (re.compile(r"joined .*"), Wording("gegevens aan elkaar geschreven", "elements written together")),
)
_MORE = (
    (r"only where (\w+) is not (\w+)", Wording(r"alleen waar \1 niet \2 is", r"only where \1 is not \2")),
    (r"only where (\w+) is (\w+)", Wording(r"alleen waar \1 \2 is", r"only where \1 is \2")),
    (r"only ([jmd-]+)", Wording(r"alleen \1", r"only \1")),
    (r"about (\w+)", Wording(r"over \1", r"about \1")),
    (r"first by .*", Wording("de eerste", "the first")),
    (r"last .*", Wording("de laatste", "the last")),
    (
        r".*days (?:from \S+ )?until (\S+).* average",
        Wording(r"gemiddeld aantal dagen tot \1", r"mean days until \1"),
    ),
    (r".*days (?:from \S+ )?until (\S+).*", Wording(r"aantal dagen tot \1", r"days until \1")),
    (r"ratio .*", Wording("als verhouding", "as a ratio")),
    (r"chosen .*", Wording("of iets anders als dat niet past", "or something else when that does not fit")),
    (r"joined .*", Wording("samen met een ander gegeven", "together with another element")),
    (r"average", Wording("gemiddelde", "average")),
    (r"total sign", Wording("totaal met plus of min", "total with its sign")),
    (r"total", Wording("totaal", "total")),
    (r"share", Wording("aandeel", "share")),
    (r"part in the period", Wording("deel in de periode", "part in the period")),
)


def element_words(element: str) -> Wording:
    """`bedrag (prestatie)`, `aantal verschillende clientnummer (toewijzing)`; the grain for an empty one."""
    if element in _ALONE:
        return _ALONE[element]
    if element.startswith(_ROWS):
        return _NUMBER_OF_ROWS.fill(table=element.removeprefix(_ROWS))
    if element.startswith(_BY_HAND):
        return same(element.removeprefix(_BY_HAND))
    match = _ELEMENT.fullmatch(element)
    if match is None:
        return next((words for known, words in _WHOLE if known.fullmatch(element)), same(element))
    name = same(f"{match['field']} ({match['table']})")
    if match["more"] == _COUNTED:
        return _NUMBER_OF_DIFFERENT + name
    return name + same(", ") + _more(match["more"]) if match["more"] else name


_NUMBER_OF_ROWS = Wording("aantal regels ({table})", "number of rows ({table})")
_NUMBER_OF_DIFFERENT = Wording("aantal verschillende ", "number of different ")


def _more(written: str) -> Wording:
    for pattern, words in _MORE:
        match = re.fullmatch(pattern, written)
        if match is not None:
            return Wording(match.expand(words.nl), match.expand(words.en))
    return same(written)
