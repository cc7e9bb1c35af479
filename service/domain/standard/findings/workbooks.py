"""What there is to say about a workbook beside its values: what is hidden, merged, filtered or calculated."""

from service.domain.findings import FindingKind, Severity


def _warns(code: str, nl: str, en: str) -> FindingKind:
    return FindingKind(code, Severity.WARNS, nl, en)


MACROS_NOT_RUN = _warns(
    "macros-not-run",
    "De werkmap bevat macro's. Die zijn niet uitgevoerd; alleen de opgeslagen waarden zijn gelezen. "
    "Sla haar op als .xlsx om dit te voorkomen.",
    "The workbook holds macros. They were not run; only the saved values were read. "
    "Save it as .xlsx to prevent this.",
)
EXTERNAL_LINKS = _warns(
    "external-links",
    "De werkmap verwijst naar andere werkmappen. Die zijn niet geopend; de laatst opgeslagen waarden "
    "zijn gelezen. "
    "Plak ze als waarden.",
    "The workbook refers to other workbooks. They were not opened; the values saved last were read. "
    "Paste them as values.",
)
COUNTS_FROM_1904 = _warns(
    "dates-from-1904",
    "De werkmap telt datums vanaf 1904 (zoals oude Excel op de Mac). Ze zijn zo gelezen; controleer of "
    "geen datum "
    "vier jaar verschoven is door plakken uit een andere werkmap.",
    "The workbook counts dates from 1904 (as old Excel on the Mac). They are read so; check that no date "
    "is four "
    "years off because it was pasted from another workbook.",
)
HIDDEN_SHEET = _warns(
    "hidden-sheet",
    "Blad {sheet} is verborgen en is wel gelezen. Maak het zichtbaar, of haal het weg als het oud is.",
    "Sheet {sheet} is hidden and was read all the same. Show it, or remove it when it is old.",
)
HIDDEN_ROWS = _warns(
    "hidden-rows",
    "Blad {sheet} heeft {detail} verborgen rijen. Ze zijn wel gelezen; controleer of ze mee moeten tellen.",
    "Sheet {sheet} has {detail} hidden rows. They were read all the same; check whether they should count.",
)
HIDDEN_COLUMNS = _warns(
    "hidden-columns",
    "Blad {sheet} heeft verborgen kolommen ({detail} keer). Ze zijn wel gelezen.",
    "Sheet {sheet} has hidden columns ({detail} times). They were read all the same.",
)
FILTERED = _warns(
    "filtered-sheet",
    "Op blad {sheet} staat een filter aan. Alle rijen zijn gelezen, ook die het filter verbergt.",
    "A filter is on on sheet {sheet}. Every row was read, those that it hides as well.",
)
MERGED_CELLS = _warns(
    "merged-cells",
    "Blad {sheet} heeft samengevoegde cellen ({detail}). Alleen de eerste cel ervan heeft een waarde, de "
    "andere "
    "zijn leeg. Splits ze en vul elke cel.",
    "Sheet {sheet} has merged cells ({detail}). Only the first of them has a value, the others are empty. "
    "Split them and fill every cell.",
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
