"""What somebody may have meant by a word that a format does not know: its Dutch, or a slip of the pen."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_DUTCH: Mapping[str, str] = {
    "afronden": "round",
    "als_leeg": "when_empty",
    "bestandsnaam": "filename",
    "bladen": "sheets",
    "bron": "source",
    "cellen": "cells",
    "cijfers": "digits",
    "controles": "checks",
    "decimalen": "digits",
    "eerste": "first",
    "formaat": "format",
    "gebruikt": "uses",
    "geldig": "valid",
    "gemiddelde": "average",
    "grondslag": "legal_ground",
    "herkomst": "provenance",
    "jaar": "year",
    "halfjaar": "half-year",
    "kolommen": "columns",
    "kopregel": "header_row",
    "kwartaal": "quarter",
    "maand": "month",
    "met": "with",
    "niet_gevraagd": "not_asked",
    "niveau": "level",
    "periode": "period",
    "persoon": "person",
    "geaggregeerd": "aggregate",
    "rijen": "rows",
    "sjabloon": "template",
    "som": "sum",
    "soort": "kind",
    "standaard": "standard",
    "tabel": "table",
    "tel": "count",
    "titel": "title",
    "tot": "until",
    "uitvoer": "output",
    "van": "of",
    "vanaf": "from",
    "vast": "constant",
    "veld": "field",
    "vertaal": "translate",
    "volgorde": "order",
    "voorbeeld": "illustrative",
    "voorbeelden": "examples",
    "waar": "where",
    "wet": "law",
    "excel": "xlsx",
}
"""What people who know the field write, and how the language calls it."""


def suggestion(written: str, known: Iterable[str]) -> str:
    """The one of `known` that was probably meant; empty when none is near."""
    choices = {each.casefold(): each for each in known}
    plain = written.strip().casefold()
    dutch = _DUTCH.get(plain, "").casefold()
    if dutch in choices:
        return choices[dutch]
    first = plain.partition(" ")[0]
    if first != plain and first in choices:
        return choices[first]
    near = get_close_matches(plain, choices, n=1, cutoff=0.75)
    return choices[near[0]] if near else ""
