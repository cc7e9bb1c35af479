"""What there is to say about a whole row: it moved aside, it is none, or a part of it was lost."""

from service.domain.findings import FindingKind, blocks
from service.domain.wording import Wording

ROW_SHIFTED = blocks(
    "row-shifted",
    Wording("cellen van een rij verschoven", "cells of a row moved aside"),
    Wording(
        "Rij {row} van blad {sheet} staat vanaf kolom {column} waarschijnlijk één cel te ver naar rechts: "
        "cel {cell} is leeg en wat erna komt past steeds in de kolom ervoor. Schuif die cellen "
        "terug{perhaps}; wat er verder over deze rij wordt gezegd, geldt daarna.",
        "Row {row} of sheet {sheet} is from column {column} probably one cell too far to the right: cell "
        "{cell} is empty and what follows fits the column before it each time. Move those cells "
        "back{perhaps}; what else is said of this row holds after that.",
    ),
)
ROW_SHIFTED_LEFT = blocks(
    "row-shifted-left",
    Wording("cel ontbreekt in een rij", "a cell lacks in a row"),
    Wording(
        "In rij {row} van blad {sheet} ontbreekt waarschijnlijk een cel, {where}: vanaf kolom {column} past "
        "wat er staat steeds in de kolom rechts ervan. Voeg daar een lege cel in, zodat de rest opschuift, "
        "en vul in wat ontbreekt; wat er verder over deze rij wordt gezegd, geldt daarna.",
        "In row {row} of sheet {sheet} a cell probably lacks, {where}: from column {column} on what is "
        "there fits the column to its right each time. Insert an empty cell there, so that the rest moves "
        "up, and fill in what lacks; what else is said of this row holds after that.",
    ),
)
ROW_IS_NONE = blocks(
    "row-is-none",
    Wording("rij lijkt geen gegevens te bevatten", "row seems to hold no data"),
    Wording(
        "Rij {row} van blad {sheet} lijkt geen rij met gegevens: {found} van de {filled} gevulde cellen "
        "passen niet in hun kolom. Haal de rij weg als het uitleg, een voorbeeld of een kop is; verbeter "
        "anders haar cellen.",
        "Row {row} of sheet {sheet} seems to hold no data: {found} of the {filled} filled cells do not fit "
        "their column. Remove the row if it is an explanation, an example or a header; otherwise correct its "
        "cells.",
    ),
)
ROW_HARDLY_FILLED = blocks(
    "row-hardly-filled",
    Wording("rij is nauwelijks gevuld", "row is hardly filled"),
    Wording(
        "In rij {row} van blad {sheet} zijn {found} van de {required} verplichte cellen leeg, en meer rijen "
        "zijn precies zo. Wat er wel staat is misschien doorgetrokken of berekend: haal de rij dan weg. Vul "
        "haar anders helemaal in.",
        "In row {row} of sheet {sheet} {found} of the {required} required cells are empty, and more rows are "
        "just so. What does stand there was perhaps dragged down or calculated: then remove the row. "
        "Otherwise fill it in completely.",
    ),
)
ROW_BREAKS_OFF = blocks(
    "row-breaks-off",
    Wording("rij breekt af", "row breaks off"),
    Wording(
        "Rij {row} van blad {sheet} is vanaf kolom {column} leeg, ook waar andere rijen wel iets hebben: "
        "{lacking}. Neem de rest van de rij over uit de administratie, of maak de export opnieuw.",
        "Row {row} of sheet {sheet} is empty from column {column} on, also where other rows have something: "
        "{lacking}. Take the rest of the row from the administration, or make the export again.",
    ),
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
