"""What there is to say once of a column, or of two cells, in the place of each row that follows from it."""

from service.domain.findings import FindingKind, warns
from service.domain.wording import Wording

COLUMN_LONG_AGO = warns(
    "column-long-ago",
    Wording("kolom met dagen van lang geleden", "column with days of long ago"),
    Wording(
        "In kolom {column} ({field}) op blad {sheet} staan in bijna alle {found} gevulde rijen dagen van "
        "voor 1950, zoals {day}. Waarschijnlijk klopt het jaartal in die hele kolom niet: herstel de kolom. "
        "Wat daardoor niet bij andere data past, is hier niet per rij gezegd.",
        "Column {column} ({field}) on sheet {sheet} has days of before 1950 in nearly all {found} filled "
        "rows, such as {day}. Probably the year is wrong in the whole column: repair the column. What does "
        "not go with other dates because of it is not said here row by row.",
    ),
)
COLUMN_FAR_AHEAD = warns(
    "column-far-ahead",
    Wording("kolom met dagen van ver vooruit", "column with days far ahead"),
    Wording(
        "In kolom {column} ({field}) op blad {sheet} staan in alle {found} gevulde rijen dagen van twintig "
        "jaar of meer na alle andere, zoals {day}. Waarschijnlijk klopt het jaartal in die hele kolom niet: "
        "herstel de kolom. Klopt het toch, dan hoeft u niets te doen.",
        "Column {column} ({field}) on sheet {sheet} has days of twenty years or more after all others in all "
        "{found} filled rows, such as {day}. Probably the year is wrong in the whole column: repair the "
        "column. If it is right all the same, there is nothing to do.",
    ),
)
COLUMN_OF_ANOTHER_YEAR = warns(
    "column-of-another-year",
    Wording("kolom met dagen van een ander jaar", "column with days of another year"),
    Wording(
        "In kolom {column} ({field}) op blad {sheet} begint de hulp in {count} rijen bijna een jaar of meer "
        "voor de toewijzing. Waarschijnlijk klopt het jaartal in die hele kolom niet, of anders dat van "
        "ingangsdatum op blad toewijzing: herstel de kolom die niet klopt.",
        "In column {column} ({field}) on sheet {sheet} help begins nearly a year or more before its "
        "allocation in {count} rows. Probably the year is wrong in that whole column, or else that of "
        "ingangsdatum on sheet toewijzing: repair the column that is wrong.",
    ),
)
COLUMN_OF_ANOTHER_SIZE = warns(
    "column-of-another-size",
    Wording("kolom in een andere maat", "column in another measure"),
    Wording(
        "Op blad {sheet} is in {found} rijen ({rows}) {what}. Waarschijnlijk staat een van de kolommen "
        "{columns} overal in een andere maat, zoals minuten voor uren of centen voor euro's. Ga na welke, en "
        "herstel die kolom.",
        "On sheet {sheet}, in {found} rows ({rows}), {what}. Probably one of the columns {columns} has "
        "another measure everywhere, such as minutes for hours or cents for euros. Find out which one, and "
        "repair that column.",
    ),
)
CELL_BESIDE_ITS_COLUMN = warns(
    "cell-beside-its-column",
    Wording("waarde misschien een cel opgeschoven", "value perhaps one cell aside"),
    Wording(
        "Kolom {column} ({field}), rij {row}: {value} staat in een kolom die verder leeg is, en cel {cell} "
        "({other}) ernaast is leeg, wat die kolom in geen andere rij is. Hoort die waarde daar, zet haar dan "
        "terug; klopt het zo, dan hoeft u niets te doen.",
        "Column {column} ({field}), row {row}: {value} stands in a column that is empty everywhere else, and "
        "cell {cell} ({other}) beside it is empty, as that column is in no other row. If the value belongs "
        "there, put it back; if it is right, there is nothing to do.",
    ),
)
CELLS_CHANGED_PLACES = warns(
    "cells-changed-places",
    Wording("twee teksten verwisseld", "two texts changed places"),
    Wording(
        'Kolom {column} ({field}), rij {row}: "{value}" staat verder alleen in kolom {letter} ({other}), en '
        "wat in cel {cell} staat verder alleen in deze kolom. Waarschijnlijk zijn die twee cellen "
        "verwisseld: wissel ze om.",
        'Column {column} ({field}), row {row}: elsewhere "{value}" stands in column {letter} ({other}) only, '
        "and what stands in cell {cell} in this column only. Those two cells probably changed places: "
        "exchange them.",
    ),
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
