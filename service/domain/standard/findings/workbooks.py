"""What there is to say about a workbook beside its values: what is hidden, merged, filtered or calculated."""

from service.domain.findings import FindingKind, warns
from service.domain.wording import Wording

MACROS_NOT_RUN = warns(
    "macros-not-run",
    Wording("macro's zijn niet uitgevoerd", "macros were not run"),
    Wording(
        "De werkmap bevat macro's. Die zijn niet uitgevoerd; alleen de opgeslagen waarden zijn gelezen. "
        "Sla haar op als .xlsx om dit te voorkomen.",
        "The workbook holds macros. They were not run; only the saved values were read. "
        "Save it as .xlsx to prevent this.",
    ),
)
EXTERNAL_LINKS = warns(
    "external-links",
    Wording("koppelingen naar andere werkmappen", "links to other workbooks"),
    Wording(
        "De werkmap verwijst naar andere werkmappen. Die zijn niet geopend; de laatst opgeslagen waarden "
        "zijn gelezen. "
        "Plak ze als waarden.",
        "The workbook refers to other workbooks. They were not opened; the values saved last were read. "
        "Paste them as values.",
    ),
)
COUNTS_FROM_1904 = warns(
    "dates-from-1904",
    Wording("datums tellen vanaf 1904", "dates count from 1904"),
    Wording(
        "De werkmap telt datums vanaf 1904 (zoals oude Excel op de Mac). Ze zijn zo gelezen; controleer of "
        "geen datum "
        "vier jaar verschoven is door plakken uit een andere werkmap.",
        "The workbook counts dates from 1904 (as old Excel on the Mac). They are read so; check that no date "
        "is four "
        "years off because it was pasted from another workbook.",
    ),
)
HIDDEN_SHEET = warns(
    "hidden-sheet",
    Wording("verborgen blad", "hidden sheet"),
    Wording(
        "Blad {sheet} is verborgen en is wel gelezen. Maak het zichtbaar, of haal het weg als het oud is.",
        "Sheet {sheet} is hidden and was read all the same. Show it, or remove it when it is old.",
    ),
)
HIDDEN_ROWS = warns(
    "hidden-rows",
    Wording("verborgen rijen", "hidden rows"),
    Wording(
        "Blad {sheet} heeft {detail} verborgen rijen. Ze zijn wel gelezen; controleer of "
        "ze mee moeten tellen.",
        "Sheet {sheet} has {detail} hidden rows. They were read all the same; check "
        "whether they should count.",
    ),
)
HIDDEN_COLUMNS = warns(
    "hidden-columns",
    Wording("verborgen kolommen", "hidden columns"),
    Wording(
        "Blad {sheet} heeft verborgen kolommen ({detail} keer). Ze zijn wel gelezen. "
        "Controleer of ze erbij horen.",
        "Sheet {sheet} has hidden columns ({detail} times). They were read all the same. "
        "Check whether they belong there.",
    ),
)
FILTERED = warns(
    "filtered-sheet",
    Wording("blad met een filter", "sheet with a filter"),
    Wording(
        "Op blad {sheet} staat een filter aan. Alle rijen zijn gelezen, ook die het filter verbergt. "
        "Controleer of die mee moeten tellen.",
        "A filter is on on sheet {sheet}. Every row was read, those that it hides as well. "
        "Check whether those should count.",
    ),
)
MERGED_CELLS = warns(
    "merged-cells",
    Wording("samengevoegde cellen", "merged cells"),
    Wording(
        "Blad {sheet} heeft samengevoegde cellen ({detail}). Alleen de eerste cel ervan heeft een waarde, de "
        "andere "
        "zijn leeg. Splits ze en vul elke cel.",
        "Sheet {sheet} has merged cells ({detail}). Only the first of them has a value, "
        "the others are empty. "
        "Split them and fill every cell.",
    ),
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
