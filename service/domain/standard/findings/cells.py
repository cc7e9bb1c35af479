"""What there is to say about the sheets, columns and cells of an export."""

from service.domain.findings import FindingKind, Severity


def _blocks(code: str, nl: str, en: str) -> FindingKind:
    return FindingKind(code, Severity.BLOCKS, nl, en)


def _quarantines(code: str, nl: str, en: str) -> FindingKind:
    return FindingKind(code, Severity.QUARANTINES, nl, en)


def _warns(code: str, nl: str, en: str) -> FindingKind:
    return FindingKind(code, Severity.WARNS, nl, en)


NO_KNOWN_TABLES = _blocks(
    "no-known-sheets",
    "Geen enkel blad heet zoals een tabel van de standaard. Gevonden: {found}. "
    "Noem de bladen {expected}, of gebruik de lege werkmap van de standaard.",
    "No sheet is named after a table of the standard. Found: {found}. "
    "Name the sheets {expected}, or take the blank workbook of the standard.",
)
TABLE_MISSING = _blocks(
    "missing-table",
    "Blad {table} ontbreekt. Voeg het toe met precies één rij: wie levert aan, over welke periode.",
    "Sheet {table} is missing. Add it with exactly one row: who delivers, for which period.",
)
ONE_ROW_ONLY = _blocks(
    "not-one-row",
    "Blad {sheet} heeft {found} gevulde rijen onder de kop; zorg dat het er precies één is.",
    "Sheet {sheet} has {found} filled rows below the header; make it exactly one.",
)
OTHER_VERSION = _blocks(
    "other-version",
    "Kolom {column}, rij {row}: standaardversie {value} hoort niet bij deze dienst. "
    "Maak de export in versie {expected} en vul dat hier in.",
    "Column {column}, row {row}: version {value} is not the one of this service. "
    "Make the export in version {expected} and fill that in here.",
)
DUPLICATE_TABLE = _blocks(
    "duplicate-table",
    "Tabel {table} staat twee keer in het bestand, ook op blad {sheet}. Voeg de bladen samen tot één.",
    "Table {table} is in the file twice, also on sheet {sheet}. Merge the sheets into one.",
)
UNKNOWN_SHEET = _warns(
    "unknown-sheet",
    "Blad {sheet} hoort niet bij de standaard en wordt niet gelezen. "
    "Verwijder het, of geef het de naam van de tabel die het is.",
    "Sheet {sheet} is not part of the standard and is not read. "
    "Remove it, or give it the name of the table that it is.",
)
SHEET_LOOKS_LIKE = _blocks(
    "sheet-looks-like",
    "Blad {sheet} hoort niet bij de standaard, maar lijkt op tabel {table}. Bedoelt u die? "
    "Noem het blad dan {table}; anders: haal het uit het bestand.",
    "Sheet {sheet} is not part of the standard, but looks like table {table}. Is that what you mean? "
    "Then name the sheet {table}; otherwise take it out of the file.",
)
SEVERAL_SHEETS = _blocks(
    "several-sheets",
    "Blad {sheet} past ook op tabel {table}, die al op een ander blad staat. Voeg de bladen samen tot één, "
    "of haal {sheet} uit het bestand.",
    "Sheet {sheet} fits table {table} too, which is on another sheet already. Merge the sheets into one, "
    "or take {sheet} out of the file.",
)
TABLE_FROM_COLUMNS = _warns(
    "table-from-columns",
    "Bestand {sheet} is naar zijn kolommen gelezen als tabel {table}. Noem het {table} om dit te voorkomen.",
    "File {sheet} was read as table {table}, by its columns. Name it {table} to prevent this.",
)
COLUMN_LOOKS_LIKE = _blocks(
    "column-looks-like",
    'Kolom {column} van blad {sheet} heet "{value}" en lijkt op {field}, dat ontbreekt. Bedoelt u die? '
    "Verander de kop in {field}; anders: haal de kolom weg.",
    'Column {column} of sheet {sheet} is headed "{value}" and looks like {field}, which is missing. Is '
    "that what "
    "you mean? Change the header to {field}; otherwise remove the column.",
)
TITLE_ABOVE_HEADER = _warns(
    "title-above-header",
    "Op blad {sheet} staat vanaf rij {row} een titel boven de kop. Hij is overgeslagen; haal hem weg.",
    "On sheet {sheet} there is a title above the header, from row {row}. It was passed over; remove it.",
)
REPEATED_HEADER = _warns(
    "repeated-header",
    "Rij {row} van blad {sheet} herhaalt de kop. Zij telt niet mee; haal haar weg.",
    "Row {row} of sheet {sheet} repeats the header. It does not count; remove it.",
)
TOTAL_ROW = _warns(
    "total-row",
    "Rij {row} van blad {sheet} is een totaalregel. Zij telt niet mee; haal haar weg.",
    "Row {row} of sheet {sheet} is a row of totals. It does not count; remove it.",
)
LEADING_ZEROS_RESTORED = _warns(
    "leading-zeros-restored",
    "Kolom {column} ({field}) miste voorloopnullen, {count} keer, voor het eerst op rij {row} ({value}). "
    "Ze zijn "
    "teruggezet omdat de {proof} bewijst welke code bedoeld is; geef de kolom de celopmaak Tekst.",
    "Column {column} ({field}) lacked leading zeros, {count} times, first on row {row} ({value}). They "
    "are put "
    "back because the {proof} proves which code is meant; give the column the cell format Text.",
)
CODE_AS_NUMBER = _blocks(
    "code-as-number",
    "Kolom {column}, rij {row}: {value} is een getal dat Excel van een code heeft gemaakt, zoals van 02E16. "
    "Geef de kolom {field} de celopmaak Tekst en vul de code opnieuw in.",
    "Column {column}, row {row}: {value} is a number that Excel made of a code, as of 02E16. "
    "Give column {field} the cell format Text and fill in the code again.",
)
MISSING_COLUMN = _blocks(
    "missing-column",
    "Kolom {field} ontbreekt op blad {sheet}. Voeg de kolom toe en vul haar voor elke rij.",
    "Column {field} is missing on sheet {sheet}. Add the column and fill it for every row.",
)
MISSING_OPTIONAL_COLUMN = _warns(
    "missing-optional-column",
    "Kolom {field} ontbreekt op blad {sheet}; alle rijen gelden daar als leeg. "
    "Voeg de kolom toe als de gegevens er zijn.",
    "Column {field} is missing on sheet {sheet}; every row counts as empty there. "
    "Add the column if the data exist.",
)
DUPLICATE_COLUMN = _blocks(
    "duplicate-column",
    "Kolom {field} staat meer dan één keer op blad {sheet}, ook in kolom {column}. "
    "Verwijder de kolom die niet klopt.",
    "Column {field} is on sheet {sheet} more than once, also in column {column}. "
    "Remove the one that is not right.",
)
UNKNOWN_COLUMN = _warns(
    "unknown-column",
    'Kolom {column} van blad {sheet}, met kop "{value}", hoort niet bij de standaard en wordt niet gelezen. '
    "Verwijder haar, of geef haar de naam uit de standaard.",
    'Column {column} of sheet {sheet}, headed "{value}", is not part of the standard and is not read. '
    "Remove it, or give it the name in the standard.",
)
MISSING_VALUE = _blocks(
    "missing-value",
    "Vul op blad {sheet} in kolom {column}, rij {row}, {field} in; dit veld is verplicht.",
    "Fill in {field} on sheet {sheet} in column {column}, row {row}; this field is mandatory.",
)
FORMULA_WITHOUT_VALUE = _blocks(
    "formula-without-value",
    "Kolom {column}, rij {row} ({field}) bevat een formule zonder uitkomst. Open de werkmap in Excel, "
    "laat haar rekenen, sla haar op en upload haar opnieuw.",
    "Column {column}, row {row} ({field}) holds a formula without a result. Open the workbook in Excel, "
    "let it calculate, save it and upload it again.",
)
ERROR_CELL = _blocks(
    "error-cell",
    "Kolom {column}, rij {row} ({field}) bevat een fout van Excel, zoals #N/B of #VERW!. "
    "Herstel de formule of vul de waarde in.",
    "Column {column}, row {row} ({field}) holds an Excel error, such as #N/A or #REF!. "
    "Repair the formula or fill in the value.",
)
CONTROL_CHARACTERS = _blocks(
    "control-characters",
    "Kolom {column}, rij {row} ({field}) bevat een onzichtbaar stuurteken. Typ de tekst opnieuw in.",
    "Column {column}, row {row} ({field}) holds an invisible control character. Type the text again.",
)
NOT_TEXT = _blocks(
    "not-text",
    "Kolom {column}, rij {row}: {value} is geen tekst. Geef de kolom {field} de celopmaak Tekst "
    "en vul de waarde opnieuw in.",
    "Column {column}, row {row}: {value} is not text. Give column {field} the cell format Text "
    "and fill in the value again.",
)
NUMBER_IN_TEXT_COLUMN = _warns(
    "number-in-text-column",
    "Kolom {column} ({field}) bevat getallen waar tekst hoort, {count} keer, voor het eerst op rij {row}. "
    "Ze zijn als tekst gelezen; geef de kolom de celopmaak Tekst, anders vallen voorloopnullen weg.",
    "Column {column} ({field}) holds numbers where text belongs, {count} times, first on row {row}. "
    "They are read as text; give the column the cell format Text, or leading zeros get lost.",
)
LEADING_ZEROS_LOST = _blocks(
    "leading-zeros-lost",
    "Kolom {column}, rij {row}: {value} staat als getal in {field} en past daar niet; waarschijnlijk zijn "
    "voorloopnullen weggevallen. Geef de kolom de celopmaak Tekst en vul de volledige code in.",
    "Column {column}, row {row}: {value} is a number in {field} and does not fit there; leading zeros "
    "probably got lost. Give the column the cell format Text and fill in the whole code.",
)
SCIENTIFIC_NOTATION = _blocks(
    "scientific-notation",
    "Kolom {column}, rij {row}: {value} in {field} is een getal dat Excel heeft ingekort. "
    "Geef de kolom de celopmaak Tekst en vul de oorspronkelijke waarde in.",
    "Column {column}, row {row}: {value} in {field} is a number that Excel has shortened. "
    "Give the column the cell format Text and fill in the original value.",
)
TOO_LONG = _blocks(
    "too-long",
    "Kolom {column}, rij {row}: {field} mag hooguit {size} tekens hebben. Kort de tekst in.",
    "Column {column}, row {row}: {field} may have at most {size} characters. Shorten the text.",
)
MALFORMED = _blocks(
    "malformed",
    'Kolom {column}, rij {row}: "{value}" heeft niet de vorm van {field}, zoals {example}. '
    "Vul de juiste waarde in, met voorloopnullen en zonder spaties.",
    'Column {column}, row {row}: "{value}" does not have the form of {field}, such as {example}. '
    "Fill in the right value, with leading zeros and without spaces.",
)
BSN_FAILS = _quarantines(
    "bsn-check-fails",
    "Kolom {column}, rij {row}: {value} is geen bestaand BSN (elfproef). Vul het juiste BSN in, "
    "of laat het leeg als het onbekend of geheim is.",
    "Column {column}, row {row}: {value} is not an existing BSN (eleven test). Fill in the right BSN, "
    "or leave it empty when it is unknown or secret.",
)
UNKNOWN_CODE = _quarantines(
    "unknown-code",
    'Kolom {column}, rij {row}: "{value}" staat niet in de lijst {list}. '
    "Vul een code uit die lijst in; tot dan wacht deze rij.",
    'Column {column}, row {row}: "{value}" is not in the list {list}. '
    "Fill in a code from that list; until then this row waits.",
)
UNKNOWN_DECISIVE_CODE = _blocks(
    "unknown-decisive-code",
    'Kolom {column}, rij {row}: "{value}" staat niet in de lijst {list}. Vul in {field} een code uit die '
    "lijst in; zonder die code is de aanlevering niet te lezen.",
    'Column {column}, row {row}: "{value}" is not in the list {list}. Fill in a code from that list in '
    "{field}; without it the submission cannot be read.",
)
CODE_OF_OTHER_LAW = _quarantines(
    "code-of-other-law",
    'Kolom {column}, rij {row}: "{value}" bestaat in de lijst {list} alleen voor de andere wet dan {law}. '
    "Vul een code voor {law} in, of herstel de wet.",
    'Column {column}, row {row}: "{value}" is in the list {list} only for another wet than {law}. '
    "Fill in a code for {law}, or repair the wet.",
)
NOT_A_NUMBER = _blocks(
    "not-a-number",
    'Kolom {column}, rij {row}: "{value}" is geen getal. Vul in {field} alleen cijfers in, '
    "zonder euroteken en zonder spaties.",
    'Column {column}, row {row}: "{value}" is not a number. Fill in only digits in {field}, '
    "without a euro sign and without spaces.",
)
NOT_A_WHOLE_NUMBER = _blocks(
    "not-a-whole-number",
    'Kolom {column}, rij {row}: "{value}" is geen geheel getal. Vul in {field} een geheel getal in.',
    'Column {column}, row {row}: "{value}" is not a whole number. Fill in a whole number in {field}.',
)
TOO_MANY_DECIMALS = _blocks(
    "too-many-decimals",
    'Kolom {column}, rij {row}: "{value}" heeft meer dan {digits} decimalen. '
    "Rond {field} in de administratie af en vul het afgeronde getal in.",
    'Column {column}, row {row}: "{value}" has more than {digits} decimals. '
    "Round {field} in the administration and fill in the rounded number.",
)
NEGATIVE = _blocks(
    "negative",
    "Kolom {column}, rij {row}: {value} is negatief. Vul {field} zonder minteken in; "
    "bij een bedrag staat het teken in debet_credit (C is credit).",
    "Column {column}, row {row}: {value} is negative. Fill in {field} without a minus sign; "
    "the sign of an amount stands in debet_credit (C is credit).",
)
OUT_OF_RANGE = _blocks(
    "out-of-range",
    "Kolom {column}, rij {row}: {value} valt buiten wat {field} mag zijn ({range}). Vul het juiste getal in.",
    "Column {column}, row {row}: {value} is outside what {field} may be ({range}). Fill in the right number.",
)
OTHER_DECIMAL_SIGN = _blocks(
    "other-decimal-sign",
    'Kolom {column}, rij {row}: "{value}" heeft een ander decimaalteken dan de rest van het bestand '
    '("{expected}"). Gebruik in het hele bestand hetzelfde teken.',
    'Column {column}, row {row}: "{value}" has another decimal sign than the rest of the file '
    '("{expected}"). Use the same sign in the whole file.',
)
THOUSANDS_SEPARATOR = _blocks(
    "thousands-separator",
    'Kolom {column}, rij {row}: "{value}" heeft een scheidingsteken tussen de duizendtallen. '
    "Vul {field} zonder dat teken in, zoals 1234{sign}56.",
    'Column {column}, row {row}: "{value}" has a separator between the thousands. '
    "Fill in {field} without it, such as 1234{sign}56.",
)
NUMBER_AS_TEXT = _warns(
    "number-as-text",
    "Kolom {column} ({field}) bevat getallen die als tekst zijn opgeslagen, {count} keer, voor het eerst op "
    "rij {row}. Ze zijn gelezen; kies in Excel Converteren naar getal om dit te voorkomen.",
    "Column {column} ({field}) holds numbers stored as text, {count} times, first on row {row}. "
    "They are read; choose Convert to number in Excel to prevent this.",
)
NOT_A_DATE = _blocks(
    "not-a-date",
    'Kolom {column}, rij {row}: "{value}" is geen datum. Vul in {field} een datum in als jjjj-mm-dd, '
    "of als echte datum met de celopmaak Datum.",
    'Column {column}, row {row}: "{value}" is not a date. Fill in a date in {field} as yyyy-mm-dd, '
    "or as a real date with the cell format Date.",
)
DATE_WITH_TIME = _blocks(
    "date-with-time",
    "Kolom {column}, rij {row}: {value} in {field} heeft ook een tijdstip. Vul alleen de datum in.",
    "Column {column}, row {row}: {value} in {field} also has a time of day. Fill in the date only.",
)
DATE_OUT_OF_RANGE = _blocks(
    "date-out-of-range",
    "Kolom {column}, rij {row}: {value} in {field} ligt niet tussen 1 maart 1900 en 31 december 2100. "
    "Vul de juiste datum in.",
    "Column {column}, row {row}: {value} in {field} is not between 1 March 1900 and 31 December 2100. "
    "Fill in the right date.",
)
DUPLICATE_KEY = _blocks(
    "duplicate-key",
    "Rij {row} van blad {sheet} heeft dezelfde {key} als rij {first} ({value}). "
    "Verwijder een van beide rijen, of geef haar een eigen nummer.",
    "Row {row} of sheet {sheet} has the same {key} as row {first} ({value}). "
    "Remove one of the two rows, or give it a number of its own.",
)
ALLOCATION_MISSING = _quarantines(
    "allocation-missing",
    "Rij {row} van blad {sheet}: toewijzing {value} van gemeente {municipality} staat niet op blad "
    "toewijzing. Voeg haar daar toe of herstel het nummer; tot dan wacht deze rij.",
    "Row {row} of sheet {sheet}: allocation {value} of municipality {municipality} is not on sheet "
    "toewijzing. Add it there or repair the number; until then this row waits.",
)
ALLOCATION_WAITS = _quarantines(
    "allocation-waits",
    "Rij {row} van blad {sheet} wacht omdat toewijzing {value} van gemeente {municipality} wacht. "
    "Herstel de bevinding bij die toewijzing.",
    "Row {row} of sheet {sheet} waits because allocation {value} of municipality {municipality} waits. "
    "Repair the finding at that allocation.",
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
