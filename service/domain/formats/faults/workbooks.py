"""Faults of a blank workbook, and of a format whose file cannot be written as it is asked."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

_SAVE_AS_XLSX = Wording("Bewaar hem als .xlsx en probeer het opnieuw.", "Save it as .xlsx and try again.")

UNREADABLE_WORKBOOK = FaultKind(
    "unreadable-workbook",
    Wording("Deze werkmap is niet te lezen.", "This workbook cannot be read."),
    _SAVE_AS_XLSX,
)
READER_DIED = FaultKind(
    "workbook-ends-its-reader",
    Wording(
        "De werkmap {workbook} is niet te lezen{how}. Bewaar hem opnieuw als .xlsx.",
        "The workbook {workbook} cannot be read{how}.",
    ),
)
SHEET_NOT_THERE = FaultKind(
    "sheet-not-in-workbook",
    Wording(
        "Blad {sheet!r} staat niet in de werkmap; wel {known}.",
        "Sheet {sheet!r} is not in the workbook; there is {known}.",
    ),
)
HEADERS_NOT_THERE = FaultKind(
    "headers-not-in-workbook",
    Wording(
        "Op blad {sheet!r}, rij {row}, {faults}; er staat {known}.",
        "On sheet {sheet!r}, row {row}, {faults}; there is {known}.",
    ),
    Wording(
        "Neem de kolomtitels over zoals ze in de werkmap staan.",
        "Copy the headers as they stand in the workbook.",
    ),
)
HEADER_MISSING = Wording("ontbreekt {headers}", "{headers} is missing")
HEADER_TWICE = Wording("staat {headers} meer dan eens", "{headers} stands more than once")
NO_OPEN_DOCUMENT = FaultKind(
    "no-open-document-workbook",
    Wording("Dit is geen OpenDocument-werkmap.", "This is no OpenDocument workbook."),
)
UNREADABLE_OPEN_DOCUMENT = FaultKind(
    "unreadable-open-document",
    Wording(
        "Dit is geen leesbare OpenDocument-werkmap.", "This is no OpenDocument workbook that can be read."
    ),
)
TRACKS_CHANGES = FaultKind(
    "workbook-tracks-changes",
    Wording("Deze werkmap houdt wijzigingen bij.", "This workbook tracks changes."),
    Wording(
        "Aanvaard ze, zet het bijhouden uit en bewaar de werkmap opnieuw.",
        "Accept them, stop tracking and save the workbook again.",
    ),
)
OTHER_FORMULA_LANGUAGE = FaultKind(
    "formulas-not-open-formula",
    Wording(
        "De formules in deze werkmap staan niet in OpenFormula.",
        "The formulas of this workbook are not in OpenFormula.",
    ),
    Wording(
        "Open de werkmap in LibreOffice en bewaar haar opnieuw als .ods.",
        "Open the workbook in LibreOffice and save it again as .ods.",
    ),
)
NO_EXCEL = FaultKind("no-excel-workbook", Wording("Dit is geen Excel-werkmap.", "This is no Excel workbook."))
UNREADABLE_EXCEL = FaultKind(
    "unreadable-excel",
    Wording("Dit is geen leesbare Excel-werkmap.", "This is no Excel workbook that can be read."),
)
STRICT_OPEN_XML = FaultKind(
    "strict-open-xml",
    Wording("Deze werkmap is bewaard als 'Strict Open XML'.", "This workbook is saved as 'Strict Open XML'."),
    Wording(
        "Bewaar haar opnieuw als gewone Excel-werkmap (.xlsx).",
        "Save it again as an ordinary Excel workbook (.xlsx).",
    ),
)
PART_IS_DAMAGED = FaultKind(
    "part-is-damaged",
    Wording("Onderdeel {part} ontbreekt of is beschadigd.", "Part {part} is missing or damaged."),
)
PART_HAS_OTHER_SIGNS = FaultKind(
    "part-has-other-signs",
    Wording(
        "Onderdeel {part} bevat tekens die hier niet mogen.", "Part {part} has signs that may not stand here."
    ),
)
NAMES_OF_SHEETS_CLASH = FaultKind(
    "names-of-sheets-clash",
    Wording(
        "Twee bladen zouden dezelfde naam krijgen: {names}.", "Two sheets would get the same name: {names}."
    ),
)
PATTERN_HAS_ITS_OWN = FaultKind(
    "pattern-sheet-has-its-own",
    Wording(
        "Blad {sheet!r} heeft iets dat maar bij één blad kan horen: {what}.",
        "Sheet {sheet!r} has something that can belong to one sheet only: {what}.",
    ),
    Wording(
        "Haal tabellen, tekeningen en opmerkingen van het patroonblad.",
        "Take tables, drawings and notes off the pattern sheet.",
    ),
)
PATTERN_HAS_AN_OBJECT = FaultKind(
    "pattern-sheet-has-an-object",
    Wording(
        "Blad {sheet!r} heeft iets dat maar bij één blad kan horen: een grafiek of een ander object.",
        "Sheet {sheet!r} has something that can belong to one sheet only: a chart or another object.",
    ),
    Wording("Haal het van het patroonblad.", "Take it off the pattern sheet."),
)
PATTERN_IS_REFERRED_TO = FaultKind(
    "pattern-sheet-is-referred-to",
    Wording(
        "Een formule, naam of bereik verwijst naar patroonblad {sheet!r}, dat vaker komt.",
        "A formula, name or range refers to pattern sheet {sheet!r}, which comes more than once.",
    ),
)
FORMULA_REFERS_TO_PATTERN = FaultKind(
    "formula-refers-to-pattern-sheet",
    Wording(
        "Een formule op blad {other!r} verwijst naar patroonblad {sheet!r}, dat vaker komt.",
        "A formula on sheet {other!r} refers to pattern sheet {sheet!r}, which comes more than once.",
    ),
)
NO_COLUMN_TO_NAME_SHEETS = FaultKind(
    "no-column-to-name-sheets",
    Wording(
        "Blad {sheet!r} heeft geen kolom {header!r} om bladen naar te noemen.",
        "Sheet {sheet!r} has no column {header!r} to name sheets after.",
    ),
)
CELL_IS_MERGED = FaultKind(
    "cell-is-merged",
    Wording("Cel {cell} ligt onder een samengevoegde cel.", "Cell {cell} lies under a merged cell."),
    Wording("Noem de eerste cel daarvan: {first}.", "Name the first cell of it: {first}."),
)
CELL_AMONG_ROWS = FaultKind(
    "cell-among-rows",
    Wording("Cel {cell} ligt tussen de gegevensregels.", "Cell {cell} lies among the rows of data."),
)
COLUMN_IS_MERGED = FaultKind(
    "column-is-merged",
    Wording(
        "Op blad {sheet!r} ligt een kolom in rij {row} onder een samengevoegde cel.",
        "On sheet {sheet!r} a column lies under a merged cell in row {row}.",
    ),
)
ROW_IS_MERGED = FaultKind(
    "row-is-merged",
    Wording(
        "Op blad {sheet!r} is een cel van rij {row} samengevoegd met de rij eronder.",
        "On sheet {sheet!r} a cell of row {row} is merged with the row below it.",
    ),
    Wording(
        "Splits die cel: deze rij wordt voor elke regel herhaald.",
        "Split that cell: this row is repeated for every line.",
    ),
)
NO_DATE_FORM = FaultKind(
    "cell-without-date-form",
    Wording(
        "{where} krijgt een datum, maar de cel in de werkmap heeft geen datumnotatie.",
        "{where} gets a date, but the cell in the workbook has no date form.",
    ),
    Wording("Geef de cel in de werkmap een datumnotatie.", "Give the cell in the workbook a date form."),
)
MACROS_UNDER_ANOTHER_NAME = FaultKind(
    "macros-under-another-name",
    Wording(
        "De werkmap {template} heeft macro's maar heet geen .xlsm: Excel opent haar zo niet.",
        "The workbook {template} has macros and is not called .xlsm: Excel does not open it so.",
    ),
    Wording(
        "Geef de werkmap en de bestandsnaam van de rapportage het einde .xlsm.",
        "Let the name of the workbook and that of the report end in .xlsm.",
    ),
)
NO_MACROS_IN_XLSM = FaultKind(
    "xlsm-without-macros",
    Wording(
        "De werkmap {template} heet .xlsm maar is zonder macro's bewaard: Excel opent haar zo niet.",
        "The workbook {template} is called .xlsm and was saved without macros: Excel does not open it so.",
    ),
    Wording(
        "Geef de werkmap en de bestandsnaam van de rapportage het einde .xlsx.",
        "Let the name of the workbook and that of the report end in .xlsx.",
    ),
)
NUMBER_IN_A_DATE_CELL = FaultKind(
    "number-in-a-date-cell",
    Wording(
        "{where} krijgt een getal, maar de cel in de werkmap toont getallen als datum.",
        "{where} gets a number, but the cell in the workbook shows numbers as dates.",
    ),
    Wording("Geef de cel in de werkmap een getalnotatie.", "Give the cell in the workbook a number form."),
)
NUMBER_IN_A_PERCENT_CELL = FaultKind(
    "number-in-a-percent-cell",
    Wording(
        "{where} krijgt een getal dat geen percentage is, maar de cel in de werkmap toont procenten: "
        "5 zou als 500 % gelezen worden.",
        "{where} gets a number that is no percentage, but the cell in the workbook shows per cent: "
        "5 would read as 500 %.",
    ),
    Wording(
        "Vraag een aandeel (`share`, `ratio`) of iets dat de standaard als percentage kent, zoals "
        "`figure: ziekteverzuim_procent` of `average: doelen_behaald`; of geef de cel een getalnotatie.",
        "Ask a share (`share`, `ratio`) or what the standard has as a percentage, such as "
        "`figure: ziekteverzuim_procent` or `average: doelen_behaald`; or give the cell a number form.",
    ),
)
UNREADABLE_FORMULA = FaultKind(
    "unreadable-formula",
    Wording(
        "De formule {formula!r} in de werkmap is niet te lezen.",
        "The formula {formula!r} in the workbook cannot be read.",
    ),
)
FORMULA_OVER_SHEETS = FaultKind(
    "formula-over-sheets",
    Wording(
        "De formule {formula!r} verwijst naar een reeks bladen.",
        "The formula {formula!r} refers to a series of sheets.",
    ),
    Wording("Noem de bladen een voor een.", "Name the sheets one by one."),
)
NOT_AN_ADDRESS = FaultKind(
    "not-an-address", Wording("{text!r} is geen celadres.", "{text!r} is no address of a cell.")
)
FILLED_TWICE = FaultKind(
    "sheet-filled-twice", Wording("Een blad wordt twee keer gevuld.", "A sheet is filled twice.")
)
OTHER_SHEETS_OR_COLUMNS = FaultKind(
    "other-sheets-or-columns",
    Wording(
        "De inhoud heeft andere bladen of kolommen dan de werkmap.",
        "The content has other sheets or columns than the workbook.",
    ),
)
OTHER_CELLS = FaultKind(
    "other-cells",
    Wording(
        "De inhoud heeft andere losse cellen dan de werkmap.",
        "The content has other single cells than the workbook.",
    ),
)
NEEDS_A_TEMPLATE = FaultKind(
    "workbook-needs-a-template",
    Wording("Een werkmap heeft een sjabloon nodig.", "A workbook needs a template."),
)
ONE_SHEET_ONLY = FaultKind(
    "text-file-has-one-sheet",
    Wording(
        "Een tekstbestand heeft één blad en geen losse cellen.",
        "A text file has one sheet and no single cells.",
    ),
)
COLUMNS_WITHOUT_WIDTH = FaultKind(
    "columns-without-width",
    Wording(
        "Niet elke kolom heeft precies een breedte: {columns}.",
        "Not every column has exactly one width: {columns}.",
    ),
    Wording(
        "Noem onder `output.columns` elke kolom van het blad, en geen andere.",
        "Name every column of the sheet under `output.columns`, and no other.",
    ),
)
CELLS_AND_LINES = FaultKind(
    "cells-and-lines", Wording("{sheet!r} heeft cellen én regels.", "{sheet!r} has cells and lines.")
)
TWO_VALUES = FaultKind(
    "two-values-for-one-element", Wording("Twee waarden voor {element!r}.", "Two values for {element!r}.")
)
NOT_AN_ELEMENT = FaultKind(
    "not-an-element",
    Wording(
        "{name!r} is geen element of attribuut, of het voorvoegsel heeft geen namespace.",
        "{name!r} is no element or attribute, or its prefix has no namespace.",
    ),
)
ELEMENT_BEGINS_TWICE = FaultKind(
    "element-begins-twice",
    Wording(
        "{element!r} begint twee keer voor hetzelfde; sorteer de rijen met `order`.",
        "{element!r} begins twice for the same; sort the rows with `order`.",
    ),
)
CELLS_OVER_STRIPS = FaultKind(
    "cells-over-tables-beside-each-other",
    Wording(
        "Op blad {sheet!r} ligt {cells} over tabellen die naast elkaar elk voor zich groeien.",
        "On sheet {sheet!r} {cells} lies over tables that each grow by themselves beside each other.",
    ),
    Wording(
        "Maak er in de werkmap van elke tabel een eigen deel van, of zet de tabellen onder elkaar.",
        "Make it a part of its own for each table in the workbook, or put the tables below each other.",
    ),
)
NOT_BESIDE_EACH_OTHER_IN_ODS = FaultKind(
    "no-growing-beside-each-other-in-ods",
    Wording(
        "Op blad {sheet!r} staan {names} naast elkaar; in een OpenDocument-werkmap kan er dan geen groeien.",
        "On sheet {sheet!r} {names} stand beside each other; in an OpenDocument workbook none can grow then.",
    ),
    Wording(
        "Zet ze onder elkaar, geef ze vaste regels (`listed`), of bewaar de werkmap als .xlsx.",
        "Put them below each other, give them fixed lines (`listed`), or save the workbook as .xlsx.",
    ),
)
