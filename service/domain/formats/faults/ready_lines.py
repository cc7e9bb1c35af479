"""Faults of lines that stand ready and empty in a workbook."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

PREPARED_NEEDS_A_WORKBOOK = FaultKind(
    "prepared-lines-need-a-workbook",
    Wording(
        "Blad {sheet!r}: regels die klaarstaan, kent alleen een Excel-werkmap.",
        "Sheet {sheet!r}: only an Excel workbook has lines that stand ready.",
    ),
    Wording(
        "Laat `prepared` weg, en haal in het bestand de lege regels weg op één na.",
        "Leave out `prepared`, and take the empty lines out of the file but one.",
    ),
)
PREPARED_OR_LISTED = FaultKind(
    "prepared-or-listed",
    Wording(
        "Blad {sheet!r} heeft `listed` én `prepared`: regels staan vast, of zij staan leeg klaar.",
        "Sheet {sheet!r} has `listed` and `prepared`: lines are fixed, or they stand ready and empty.",
    ),
    Wording("Laat een van beide weg.", "Leave out one of the two."),
)
NO_PREPARED_LINES = FaultKind(
    "no-prepared-lines",
    Wording(
        "Blad {sheet!r}: onder rij {row} staan geen lege regels klaar.",
        "Sheet {sheet!r}: no empty lines stand ready below row {row}.",
    ),
    Wording(
        "Laat `prepared` weg. Een regel staat klaar als al zijn cellen opgemaakt zijn zoals die van de rij "
        "erboven, en leeg, genummerd of met dezelfde formule.",
        "Leave out `prepared`. A line stands ready when all its cells look like those of the row above, and "
        "are empty, numbered or have the same formula.",
    ),
)
MERGED_OVER_READY_LINES = FaultKind(
    "merged-over-ready-lines",
    Wording(
        "Blad {sheet!r}: {cells} is samengevoegd over regels die leeg klaarstaan.",
        "Sheet {sheet!r}: {cells} is merged over lines that stand ready and empty.",
    ),
    Wording(
        "Voeg cellen per regel samen, of laat `prepared` weg.",
        "Merge cells within a line, or leave out `prepared`.",
    ),
)
