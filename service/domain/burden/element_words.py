"""What an information element is called on a page or in a letter."""

import re

from service.domain.wording import Language

_ELEMENT = re.compile(r"(?P<table>\w+)\.(?P<field>\w+)(?: (?P<more>.+))?")
_COUNTED = "count of different values"
_ROWS = "count of "
_BY_HAND = "by hand: "
_ALONE = {
    "": ("samenvoegen van regels", "putting lines together"),
    "municipality_code": ("gemeentecode", "code of the municipality"),
    "period_begin": ("begin van de periode", "begin of the period"),
    "period_end": ("einde van de periode", "end of the period"),
}
_WHOLE = (
    (re.compile(r"chosen .*"), ("een keuze uit vaste teksten", "a choice from fixed texts")),
    (re.compile(r"joined .*"), ("gegevens aan elkaar geschreven", "elements written together")),
)
_MORE = (
    (r"only where (\w+) is not (\w+)", (r"alleen waar \1 niet \2 is", r"only where \1 is not \2")),
    (r"only where (\w+) is (\w+)", (r"alleen waar \1 \2 is", r"only where \1 is \2")),
    (r"only ([jmd-]+)", (r"alleen \1", r"only \1")),
    (r"about (\w+)", (r"over \1", r"about \1")),
    (r"first by .*", ("de eerste", "the first")),
    (r"last .*", ("de laatste", "the last")),
    (
        r".*days (?:from \S+ )?until (\S+).* average",
        (r"gemiddeld aantal dagen tot \1", r"mean days until \1"),
    ),
    (r".*days (?:from \S+ )?until (\S+).*", (r"aantal dagen tot \1", r"days until \1")),
    (r"ratio .*", ("als verhouding", "as a ratio")),
    (r"chosen .*", ("of iets anders als dat niet past", "or something else when that does not fit")),
    (r"joined .*", ("samen met een ander gegeven", "together with another element")),
    (r"average", ("gemiddelde", "average")),
    (r"total sign", ("totaal met plus of min", "total with its sign")),
    (r"total", ("totaal", "total")),
    (r"share", ("aandeel", "share")),
    (r"part in the period", ("deel in de periode", "part in the period")),
)


def element_words(element: str, language: Language) -> str:
    """`bedrag (prestatie)`, `aantal verschillende clientnummer (toewijzing)`; the grain for an empty one."""
    is_english = language == "en"
    if element in _ALONE:
        return _ALONE[element][is_english]
    if element.startswith(_ROWS):
        return f"{'number of rows' if is_english else 'aantal regels'} ({element.removeprefix(_ROWS)})"
    if element.startswith(_BY_HAND):
        return element.removeprefix(_BY_HAND)
    match = _ELEMENT.fullmatch(element)
    if match is None:
        return next((words[is_english] for known, words in _WHOLE if known.fullmatch(element)), element)
    name = f"{match['field']} ({match['table']})"
    if match["more"] == _COUNTED:
        return f"{'number of different' if is_english else 'aantal verschillende'} {name}"
    return f"{name}, {_more(match['more'], is_english=is_english)}" if match["more"] else name


def _more(written: str, *, is_english: bool) -> str:
    for pattern, words in _MORE:
        match = re.fullmatch(pattern, written)
        if match is not None:
            return match.expand(words[is_english])
    return written
