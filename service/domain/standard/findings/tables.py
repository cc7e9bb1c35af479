"""What there is to say about the sheets and columns of an export, before any cell is looked at."""

from service.domain.findings import FindingKind, blocks, warns
from service.domain.wording import Wording

NO_KNOWN_TABLES = blocks(
    "no-known-sheets",
    Wording("geen enkel blad van de standaard gevonden", "no sheet of the standard found"),
    Wording(
        "Geen enkel blad heet zoals een tabel van de standaard. Gevonden: {found}. "
        "Noem de bladen {expected}, of gebruik de lege werkmap van de standaard.",
        "No sheet is named after a table of the standard. Found: {found}. "
        "Name the sheets {expected}, or take the blank workbook of the standard.",
    ),
)
SHEET_EMPTY = warns(
    "sheet-empty",
    Wording("blad waar niets in staat", "sheet with nothing in it"),
    Wording(
        "Blad {sheet} is leeg: er is geen kop en geen enkele rij. Haal het weg, of maak het opnieuw als er "
        "rijen in horen te staan.",
        "Sheet {sheet} is empty: it has no header and not a single row. Remove it, or make it again if there "
        "should be rows in it.",
    ),
)
TABLE_MISSING = blocks(
    "missing-table",
    Wording("blad ontbreekt", "sheet is missing"),
    Wording(
        "Blad {table} ontbreekt. Voeg het toe met precies één rij: wie levert aan, over welke periode.",
        "Sheet {table} is missing. Add it with exactly one row: who delivers, for which period.",
    ),
)
MESSAGES_ALONE = blocks(
    "messages-without-delivery",
    Wording("berichten zonder aanlevering", "messages without a delivery"),
    Wording(
        "De berichten zeggen niet alles over wie aanlevert. Lever er een bestand aanlevering.csv bij, met "
        "één rij en deze kolommen: {fields}.",
        "The messages do not say everything about who delivers. Put a file aanlevering.csv beside the "
        "messages, with one row and these columns: {fields}.",
    ),
)
ONE_ROW_ONLY = blocks(
    "not-one-row",
    Wording("niet precies één rij", "not exactly one row"),
    Wording(
        "Blad {sheet} heeft {found} gevulde rijen onder de kop; zorg dat het er precies één is.",
        "Sheet {sheet} has {found} filled rows below the header; make it exactly one.",
    ),
)
NO_ALLOCATIONS = blocks(
    "no-allocations",
    Wording("geen enkele toewijzing aangeleverd", "not one allocation handed in"),
    Wording(
        "Geen enkele toewijzing is aangeleverd, terwijl {found} rijen ernaar verwijzen ({detail}): "
        "blad {sheet} ontbreekt of is leeg. Voeg het blad of bestand {table} toe met een rij voor elk van "
        "die toewijzingen, of lever de berichten JW301 of WMO301 mee.",
        "Not one allocation was handed in, while {found} rows refer to one ({detail}): sheet {sheet} is "
        "missing or empty. Add the sheet or file {table} with a row for each of those allocations, or hand "
        "in the messages JW301 as well.",
    ),
)
LINKS_BROKEN = blocks(
    "links-broken",
    Wording("rijen hangen onder een andere toewijzing", "rows hang under another allocation"),
    Wording(
        "Van {found} van de {rows} rijen op blad {sheet} is het product een ander dan dat van de toewijzing "
        "die zij noemen. Waarschijnlijk is hier of op blad toewijzing een kolom een rij verschoven, "
        "doorgetrokken of zonder de rest gesorteerd: gemeentecode, toewijzingnummer, {fields}. Maak de "
        "export opnieuw.{few}{one_off}",
        "Of {found} of the {rows} rows on sheet {sheet} the product is another than that of the allocation "
        "they name. Probably a column, here or on sheet toewijzing, has shifted by a row, was dragged down "
        "or was sorted without the rest: gemeentecode, toewijzingnummer, {fields}. Make the export "
        "again.{few}{one_off}",
    ),
)
COLUMNS_SWAPPED = blocks(
    "columns-swapped",
    Wording("koppen van twee kolommen verwisseld", "headers of two columns changed places"),
    Wording(
        "Op blad {sheet} zijn de koppen van kolom {column} ({field}) en kolom {letter} ({other}) "
        "waarschijnlijk verwisseld: onder {field} staat niet wat daar past, en wel onder de andere kop. "
        "Wissel de koppen om.",
        "On sheet {sheet} the headers of column {column} ({field}) and column {letter} ({other}) have "
        "probably changed places: what belongs under {field} does not stand there, but under the other. "
        "Swap the headers.",
    ),
)
COLUMN_DRAGGED = warns(
    "column-dragged",
    Wording("kolom doorgetrokken of alleen gesorteerd", "column dragged down or sorted alone"),
    Wording(
        "Kolom {column} ({field}) op blad {sheet} is waarschijnlijk doorgetrokken, een rij verschoven of "
        "zonder de rest gesorteerd: in {found} rijen ({rows}) past zij niet bij andere kolommen ({what}). "
        "Herstel die kolom of maak de export opnieuw. Klopt zij toch, controleer dan in die rijen wat er "
        "niet bij past.",
        "Column {column} ({field}) on sheet {sheet} was probably dragged down, moved by a row or sorted "
        "without the rest: in {found} rows ({rows}) it does not go with other columns ({what}). Repair that "
        "column or make the export again. If it is right all the same, check in those rows what does not go "
        "with it.",
    ),
)
COLUMN_COUNTS_ON = warns(
    "column-counts-on",
    Wording("kolom loopt in elke rij op", "column counts on in every row"),
    Wording(
        "Kolom {column} ({field}) op blad {sheet} verandert van rij tot rij met hetzelfde: {numbers}, ... "
        "Waarschijnlijk is zij doorgetrokken; zet dan in elke rij het eigen getal terug. Klopt zij toch, dan "
        "hoeft u niets te doen.",
        "Column {column} ({field}) on sheet {sheet} changes by the same from row to row: {numbers}, ... "
        "It was probably dragged down; then put back the own number of each row. If it is right all the "
        "same, there is nothing to do.",
    ),
)
COLUMN_OF_NOUGHTS = warns(
    "column-of-noughts",
    Wording("kolom met overal 0", "column of noughts only"),
    Wording(
        "Kolom {column} ({field}) op blad {sheet} is in elke rij 0, en dat past in {found} rijen ({rows}) "
        "niet bij andere kolommen ({what}). Vul in elke rij in wat er hoort, of maak de export opnieuw. Is 0 "
        "juist, controleer dan in die rijen wat er niet bij past.",
        "Column {column} ({field}) on sheet {sheet} is 0 in every row, which does not go with other columns "
        "in {found} rows ({rows}) ({what}). Fill in what belongs in each row, or make the export again. If "
        "0 is right, check in those rows what does not go with it.",
    ),
)
ONLY_NOUGHTS = warns(
    "column-of-noughts",
    Wording("kolom met overal 0", "column of noughts only"),
    Wording(
        "Kolom {column} ({field}) op blad {sheet} is in elke rij 0. Vul in elke rij in wat er hoort, of maak "
        "de export opnieuw; is 0 overal juist, dan hoeft u niets te doen.",
        "Column {column} ({field}) on sheet {sheet} is 0 in every row. Fill in what belongs in each row, or "
        "make the export again; if 0 is right everywhere, there is nothing to do.",
    ),
)
SIGN_FOR_ANOTHER = blocks(
    "sign-for-another",
    Wording("één teken staat overal voor een ander", "one sign stands for another everywhere"),
    Wording(
        "Op blad {sheet} staat {sign} waar het cijfer {meant} hoort, in {cells} cellen van kolom {columns}. "
        "Herstel die kolommen. {remedy}",
        "On sheet {sheet} there is {sign} where the digit {meant} belongs, in {cells} cells of column "
        "{columns}. Repair those columns. {remedy}",
    ),
)
OTHER_VERSION = blocks(
    "other-version",
    Wording("andere versie van de standaard", "other version of the standard"),
    Wording(
        "Kolom {column}, rij {row}: standaardversie {value} hoort niet bij deze dienst. "
        "Maak de export in versie {expected} en vul dat hier in.",
        "Column {column}, row {row}: version {value} is not the one of this service. "
        "Make the export in version {expected} and fill that in here.",
    ),
)
DUPLICATE_TABLE = blocks(
    "duplicate-table",
    Wording("tabel staat er dubbel in", "table is in it twice"),
    Wording(
        "Tabel {table} staat twee keer in het bestand, ook op blad {sheet}. Zorg dat er één overblijft: "
        "{remedy}",
        "Table {table} is in the file twice, also on sheet {sheet}. Keep one of them: {remedy}",
    ),
)
UNKNOWN_SHEET = warns(
    "unknown-sheet",
    Wording("onbekend blad", "unknown sheet"),
    Wording(
        "Blad {sheet} hoort niet bij de standaard en wordt niet gelezen. "
        "Verwijder het, of geef het de naam van de tabel die het is.",
        "Sheet {sheet} is not part of the standard and is not read. "
        "Remove it, or give it the name of the table that it is.",
    ),
)
SHEET_LOOKS_LIKE = blocks(
    "sheet-looks-like",
    Wording("bladnaam lijkt op die van de standaard", "sheet name looks like one of the standard"),
    Wording(
        "Blad {sheet} hoort niet bij de standaard, maar lijkt op tabel {table}. Bedoelt u die? "
        "Noem het blad dan {table}; anders: haal het uit het bestand.",
        "Sheet {sheet} is not part of the standard, but looks like table {table}. Is that what you mean? "
        "Then name the sheet {table}; otherwise take it out of the file.",
    ),
)
SHEET_IS_PART = blocks(
    "sheet-looks-like",
    Wording("meer bladen lijken op één tabel", "more sheets look like one table"),
    Wording(
        "Blad {sheet} hoort niet bij de standaard, maar lijkt op tabel {table}, en meer bladen doen dat. "
        "Horen zij bij elkaar, voeg ze dan samen tot één blad {table}; anders: haal eruit wat er niet bij "
        "hoort.",
        "Sheet {sheet} is not part of the standard, but looks like table {table}, and more sheets do. If "
        "they belong together, merge them into one sheet {table}; otherwise take out what does not belong "
        "here.",
    ),
)
SEVERAL_SHEETS = blocks(
    "several-sheets",
    Wording("twee bladen voor één tabel", "two sheets for one table"),
    Wording(
        "Blad {sheet} past ook op tabel {table}, die al op een ander blad staat. Zorg dat er één overblijft: "
        "{remedy}",
        "Sheet {sheet} fits table {table} too, which is on another sheet already. Keep one of them: {remedy}",
    ),
)
TABLE_FROM_COLUMNS = warns(
    "table-from-columns",
    Wording("tabel herkend aan de kolommen", "table known by its columns"),
    Wording(
        "Bestand {sheet} is naar zijn kolommen gelezen als tabel {table}. Noem het "
        "{table} om dit te voorkomen.",
        "File {sheet} was read as table {table}, by its columns. Name it {table} to prevent this.",
    ),
)
COLUMN_LOOKS_LIKE = blocks(
    "column-looks-like",
    Wording("kolomnaam lijkt op die van de standaard", "column name looks like one of the standard"),
    Wording(
        'Kolom {column} van blad {sheet} heet "{value}" en lijkt op {field}, dat ontbreekt. Bedoelt u die? '
        "Verander de kop in {field}; anders: haal de kolom weg.",
        'Column {column} of sheet {sheet} is headed "{value}" and looks like {field}, which is missing. Is '
        "that what you mean? Change the header to {field}; otherwise remove the column.",
    ),
)
COLUMN_LOOKS_THE_SAME = blocks(
    "column-looks-the-same",
    Wording("kolomnaam met een vreemd teken", "column name with a foreign sign"),
    Wording(
        "Kolom {column} van blad {sheet} lijkt {field} te heten, maar teken {place} is {found}, waar "
        '"{expected}" hoort. Typ de kop {field} opnieuw in.',
        "Column {column} of sheet {sheet} looks as if it is headed {field}, but sign {place} is {found} "
        'where "{expected}" belongs. Type the header {field} again.',
    ),
)
SHEET_LOOKS_THE_SAME = blocks(
    "sheet-looks-the-same",
    Wording("bladnaam met een vreemd teken", "sheet name with a foreign sign"),
    Wording(
        'Blad {sheet} lijkt {table} te heten, maar teken {place} is {found}, waar "{expected}" hoort. Typ '
        "de naam {table} opnieuw in.",
        'Sheet {sheet} looks as if it is called {table}, but sign {place} is {found} where "{expected}" '
        "belongs. Type the name {table} again.",
    ),
)
TITLE_ABOVE_HEADER = warns(
    "title-above-header",
    Wording("titel boven de kolomnamen", "title above the column names"),
    Wording(
        "Op blad {sheet} staat vanaf rij {row} een titel boven de kop. Die telt niet mee; haal de titel weg.",
        "On sheet {sheet} there is a title above the header, from row {row}. It was passed over; remove it.",
    ),
)
REPEATED_HEADER = warns(
    "repeated-header",
    Wording("kolomnamen staan er nog eens", "column names repeated"),
    Wording(
        "Rij {row} van blad {sheet} herhaalt de kop. Die telt niet mee; haal de rij weg.",
        "Row {row} of sheet {sheet} repeats the header. It does not count; remove it.",
    ),
)
TOTAL_ROW = warns(
    "total-row",
    Wording("totaalregel", "row of totals"),
    Wording(
        "Rij {row} van blad {sheet} is een totaalregel. Die telt niet mee; haal de regel weg.",
        "Row {row} of sheet {sheet} is a row of totals. It does not count; remove it.",
    ),
)
EXAMPLE_ROW = blocks(
    "example-row",
    Wording("rij met een voorbeeld", "row with an example"),
    Wording(
        "Rij {row} van blad {sheet} zegt zelf dat zij een voorbeeld is. Haal de rij weg; is zij wel van u, "
        "vul dan in die cel in wat er hoort.",
        "Row {row} of sheet {sheet} says itself that it is an example. Remove it; if it is yours, fill in "
        "what belongs in that cell.",
    ),
)
BLANK_ROWS = warns(
    "blank-rows",
    Wording("rij met alleen spaties", "row of blanks only"),
    Wording(
        "Op blad {sheet} staan rijen met alleen spaties of onzichtbare tekens ({count}, de eerste is rij "
        "{row}). Zij tellen niet mee.",
        "Sheet {sheet} has rows with only blanks or invisible signs ({count}, the first is row {row}). They "
        "do not count.",
    ),
)
STRAY_CELL = blocks(
    "stray-cell",
    Wording("losse cel buiten de rijen", "stray cell outside the rows"),
    Wording(
        'Op blad {sheet} is in rij {row} alleen cel {column}{row} gevuld ("{value}"). Maak die cel leeg, of '
        "vul de rest van de rij in.",
        'On sheet {sheet} only cell {column}{row} of row {row} is filled ("{value}"). Empty that cell, or '
        "fill in the rest of the row.",
    ),
)
STRAY_CELLS = blocks(
    "stray-cell",
    Wording("losse cellen buiten de rijen", "stray cells outside the rows"),
    Wording(
        "Op blad {sheet} zijn in rij {row} alleen de cellen {cells} gevuld. Maak die leeg, of vul de rest "
        "van de rij in.",
        "On sheet {sheet} only the cells {cells} of row {row} are filled. Empty them, or fill in the rest of "
        "the row.",
    ),
)
OUTSIDE_TABLE = warns(
    "cell-outside-table",
    Wording("cel in een kolom zonder kop", "cell in a column without a header"),
    Wording(
        'Cel {column}{row} op blad {sheet} ("{value}") staat in een kolom zonder kop en wordt niet gelezen. '
        "Maak de cel leeg, of geef de kolom de naam uit de standaard.",
        'Cell {column}{row} on sheet {sheet} ("{value}") is in a column without a header and is not read. '
        "Empty it, or give the column its name in the standard.",
    ),
)
COLUMN_WITHOUT_HEADER = blocks(
    "column-without-header",
    Wording("kolom zonder kop", "column without a header"),
    Wording(
        "Kolom {column} van blad {sheet} is gevuld en heeft geen kop in rij {row}. Misschien hoort daar "
        "{fields}, dat ontbreekt. Zet boven de kolom de naam die erbij hoort.",
        "Column {column} of sheet {sheet} is filled and has no header in row {row}. Perhaps it is "
        "{fields}, which is missing. Write the name that belongs to it above the column.",
    ),
)
HEADER_MISSING = blocks(
    "header-missing",
    Wording("geen kop met kolomnamen", "no header with names of columns"),
    Wording(
        "In rij {row} van blad {sheet} staat geen enkele kolomnaam van de standaard. Zet boven de gegevens "
        "een rij met de kolomnamen van de standaard.",
        "Row {row} of sheet {sheet} has not one column name of the standard. Put a row with the column "
        "names of the standard above the data.",
    ),
)
MISSING_COLUMN = blocks(
    "missing-column",
    Wording("kolom ontbreekt", "column is missing"),
    Wording(
        "Kolom {field} ontbreekt op blad {sheet}. Voeg de kolom toe en vul elke rij in.",
        "Column {field} is missing on sheet {sheet}. Add the column and fill it for every row.",
    ),
)
MISSING_OPTIONAL_COLUMN = warns(
    "missing-optional-column",
    Wording("niet-verplichte kolom ontbreekt", "optional column is missing"),
    Wording(
        "Kolom {field} ontbreekt op blad {sheet}; alle rijen gelden daar als leeg. "
        "Voeg de kolom toe als de gegevens er zijn.",
        "Column {field} is missing on sheet {sheet}; every row counts as empty there. "
        "Add the column if the data exist.",
    ),
)
DUPLICATE_COLUMN = blocks(
    "duplicate-column",
    Wording("kolom staat er dubbel in", "column is in it twice"),
    Wording(
        "Kolom {field} staat meer dan één keer op blad {sheet}, ook in kolom {column}. Zorg dat die naam er "
        "één keer is: {remedy}",
        "Column {field} is on sheet {sheet} more than once, also in column {column}. Keep that name once: "
        "{remedy}",
    ),
)
UNKNOWN_COLUMN = warns(
    "unknown-column",
    Wording("onbekende kolom", "unknown column"),
    Wording(
        'Kolom {column} van blad {sheet}, met kop "{value}", hoort niet bij de standaard '
        "en wordt niet gelezen. Is zij van uzelf, dan mag zij blijven staan; is zij een kolom van de "
        "standaard, geef haar dan die naam.",
        'Column {column} of sheet {sheet}, headed "{value}", is not part of the standard and is not read. '
        "If it is your own, it may stay; if it is a column of the standard, give it that name.",
    ),
)
KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
