"""Faults of what would be lost: cells that are filled twice, and formulas and texts that are written over."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

BLOCKS_ON_THE_SAME_CELLS = FaultKind(
    "blocks-on-the-same-cells",
    Wording(
        "Op blad {sheet!r} vullen {first!r} en {second!r} dezelfde cellen ({cells}): wat de een schrijft, is "
        "door de ander weg.",
        "On sheet {sheet!r} {first!r} and {second!r} fill the same cells ({cells}): what one writes is lost "
        "by the other.",
    ),
    Wording(
        "Laat elke tabel eindigen voor de volgende begint (`until`), of geef elk een eigen kolom.",
        "Let each table end before the next begins (`until`), or give each a column of its own.",
    ),
)
COLUMN_FILLED_TWICE = FaultKind(
    "column-filled-twice",
    Wording(
        "Op blad {sheet!r} zijn {first!r} en {second!r} dezelfde kolom ({column}).",
        "On sheet {sheet!r} {first!r} and {second!r} are the same column ({column}).",
    ),
    Wording("Laat een van beide weg.", "Leave out one of the two."),
)
CELL_FILLED_TWICE = FaultKind(
    "cell-filled-twice",
    Wording(
        "{first} en {second} zijn dezelfde cel: een van beide waarden is in de rapportage weg.",
        "{first} and {second} are the same cell: one of the two values is lost in the report.",
    ),
    Wording("Laat een van beide weg.", "Leave out one of the two."),
)
FORMULA_IS_OVERWRITTEN = FaultKind(
    "formula-is-overwritten",
    Wording(
        "In cel {cell} van de werkmap staat de formule {formula}; {address!r} schrijft daaroverheen.",
        "Cell {cell} of the workbook has the formula {formula}; {address!r} writes over it.",
    ),
    Wording(
        "Laat {address!r} weg: de formule rekent zelf. Moet het formaat haar vervangen, schrijf er dan "
        "`overwrites: true` bij.",
        "Leave out {address!r}: the formula reckons by itself. If the format has to take its place, add "
        "`overwrites: true`.",
    ),
)
TEXT_IS_OVERWRITTEN = FaultKind(
    "text-is-overwritten",
    Wording(
        "In cel {cell} van de werkmap staat al {text!r}.",
        "Cell {cell} of the workbook has {text!r} already.",
    ),
    Wording(
        "Noem de lege cel die ingevuld moet worden, vaak die rechts ervan. Is de tekst maar een voorbeeld, "
        "schrijf er dan `overwrites: true` bij.",
        "Name the empty cell that has to be filled, often the one to the right. If the text is an example "
        "only, add `overwrites: true`.",
    ),
)
