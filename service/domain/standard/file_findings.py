"""What there is to say about an uploaded file as a file, before any cell of it is looked at."""

from service.domain.findings import FindingKind, Severity


def _blocks(code: str, nl: str, en: str) -> FindingKind:
    return FindingKind(code, Severity.BLOCKS, nl, en)


EMPTY_FILE = _blocks(
    "file-empty",
    "Het bestand is leeg. Maak de export opnieuw en upload het bestand dat daaruit komt.",
    "The file is empty. Make the export again and upload the file that results.",
)
UNKNOWN_FORM = _blocks(
    "file-form-unknown",
    "Dit is geen Excel-werkmap en geen zip met csv-bestanden, wat de naam ook zegt. "
    "Sla de export op als .xlsx of als zip met één csv per tabel, en upload die.",
    "This is neither an Excel workbook nor a zip of csv files, whatever its name says. "
    "Save the export as .xlsx or as a zip with one csv per table, and upload that.",
)
PASSWORD_PROTECTED = _blocks(
    "file-password",
    "Het bestand is met een wachtwoord beveiligd. "
    "Open het in Excel, haal het wachtwoord eraf (Bestand, Info, Beveiligen) en upload het opnieuw.",
    "The file is protected with a password. "
    "Open it in Excel, remove the password (File, Info, Protect) and upload it again.",
)
OLD_EXCEL = _blocks(
    "file-old-excel",
    "Dit is een werkmap in de oude vorm (.xls). Kies in Excel Opslaan als, Excel-werkmap (.xlsx), "
    "en upload die.",
    "This is a workbook in the old form (.xls). Choose Save as, Excel workbook (.xlsx) in Excel, "
    "and upload that.",
)
MACROS = _blocks(
    "file-macros",
    "De werkmap bevat macro's. Sla haar op als gewone Excel-werkmap (.xlsx), zonder macro's, en upload die.",
    "The workbook holds macros. Save it as an ordinary Excel workbook (.xlsx), without macros, "
    "and upload that.",
)
BROKEN_ZIP = _blocks(
    "file-damaged",
    "Het bestand is beschadigd of niet helemaal aangekomen ({detail}). "
    "Sla de export opnieuw op en upload die.",
    "The file is damaged or incomplete ({detail}). Save the export again and upload that.",
)
TOO_LARGE = _blocks(
    "file-too-large",
    "Het bestand wordt uitgepakt te groot: {detail}. Verwijder wat niet bij de export hoort, "
    "of lever per kortere periode aan.",
    "Unpacked, the file is too large: {detail}. Remove what is not part of the export, "
    "or deliver a shorter period.",
)
ZIP_BOMB = _blocks(
    "file-inflates",
    "Onderdeel {part} van het bestand is meer dan {ratio} keer zo groot als het lijkt en wordt niet "
    "uitgepakt. Sla de export opnieuw op met Excel en upload die.",
    "Part {part} of the file is more than {ratio} times as large as it seems and is not unpacked. "
    "Save the export again with Excel and upload that.",
)
UNSAFE_PATH = _blocks(
    "file-unsafe-path",
    "Het bestand bevat een onderdeel met een naam die niet mag: {part}. "
    "Maak een nieuwe zip met alleen de csv-bestanden en upload die.",
    "The file holds a part with a name that is not allowed: {part}. "
    "Make a new zip with only the csv files and upload that.",
)
DUPLICATE_PART = _blocks(
    "file-duplicate-part",
    "Onderdeel {part} staat twee keer in het bestand. Maak de zip opnieuw en upload die.",
    "Part {part} is in the file twice. Make the zip again and upload that.",
)
ENCRYPTED_PART = _blocks(
    "file-encrypted-part",
    "Onderdeel {part} is met een wachtwoord versleuteld. Maak de zip opnieuw zonder wachtwoord.",
    "Part {part} is encrypted with a password. Make the zip again without a password.",
)
DECLARES_ENTITIES = _blocks(
    "file-declares-entities",
    "Onderdeel {part} bevat een DOCTYPE of ENTITY. Dat hoort niet in een werkmap. "
    "Open het bestand in Excel, sla het op als .xlsx en upload dat.",
    "Part {part} holds a DOCTYPE or ENTITY, which does not belong in a workbook. "
    "Open the file in Excel, save it as .xlsx and upload that.",
)
NO_SHEETS = _blocks(
    "file-no-sheets",
    "De werkmap heeft geen enkel werkblad. Gebruik de lege werkmap van de standaard en vul die.",
    "The workbook has no worksheet at all. Take the blank workbook of the standard and fill it.",
)
NO_CSV = _blocks(
    "file-no-csv",
    "In de zip staat geen enkel csv-bestand. Zet er per tabel één csv in, zoals prestatie.csv.",
    "There is no csv file in the zip. Put one csv per table in it, such as prestatie.csv.",
)
SHEET_TOO_WIDE = _blocks(
    "sheet-too-sparse",
    "Blad {sheet} heeft ver buiten de gegevens nog een gevulde cel ({detail}). "
    "Verwijder die cel, sla de werkmap op en upload haar opnieuw.",
    "Sheet {sheet} has a filled cell far away from the rest ({detail}). "
    "Remove that cell, save the workbook and upload it again.",
)
CSV_ENCODING = _blocks(
    "csv-encoding",
    "Bestand {sheet} is geen UTF-8 (eerste fout bij byte {position}). "
    "Kies bij het opslaan de codering UTF-8 en upload de zip opnieuw.",
    "File {sheet} is not UTF-8 (first fault at byte {position}). "
    "Choose the encoding UTF-8 when saving and upload the zip again.",
)
CSV_SEPARATOR = _blocks(
    "csv-separator",
    "In de eerste regel van {sheet} staat geen komma, puntkomma of tab tussen de kolomnamen. "
    "Gebruik één van die drie als scheidingsteken, in alle bestanden dezelfde.",
    "There is no comma, semicolon or tab between the column names in the first line of {sheet}. "
    "Use one of those three as separator, the same one in every file.",
)
CSV_OTHER_SEPARATOR = _blocks(
    "csv-other-separator",
    "Bestand {sheet} gebruikt {found} als scheidingsteken, de andere bestanden {expected}. "
    "Gebruik in alle bestanden van de zip hetzelfde scheidingsteken.",
    "File {sheet} uses {found} as separator, the other files {expected}. "
    "Use the same separator in every file of the zip.",
)
CSV_QUOTES = _blocks(
    "csv-quotes",
    "Regel {row} van {sheet} is niet te lezen: de aanhalingstekens kloppen niet. "
    "Zet tekst met een scheidingsteken tussen dubbele aanhalingstekens en verdubbel die erbinnen.",
    "Line {row} of {sheet} cannot be read: its quotes do not match. "
    "Put text that holds a separator between double quotes, and double the quotes within.",
)
CSV_FIELD_COUNT = _blocks(
    "csv-field-count",
    "Regel {row} van {sheet} heeft {found} velden en de kop {expected}. "
    "Herstel die regel; zet tekst met een scheidingsteken tussen dubbele aanhalingstekens.",
    "Line {row} of {sheet} has {found} fields and the header {expected}. "
    "Repair that line; put text that holds a separator between double quotes.",
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
