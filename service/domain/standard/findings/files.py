"""What there is to say about an uploaded file as a file, before any cell of it is looked at."""

from service.domain.findings import FindingKind, Severity, blocks
from service.domain.wording import Wording

EMPTY_FILE = blocks(
    "file-empty",
    Wording("bestand is leeg", "file is empty"),
    Wording(
        "Het bestand is leeg. Maak de export opnieuw en upload het bestand dat daaruit komt.",
        "The file is empty. Make the export again and upload the file that results.",
    ),
)
UNKNOWN_FORM = blocks(
    "file-form-unknown",
    Wording(
        "geen werkmap, csv, parquet, iJw- of iWmo-bericht", "no workbook, csv, parquet, iJw or iWmo message"
    ),
    Wording(
        "Dit is geen werkmap, csv, parquet, iJw- of iWmo-bericht, en geen zip daarvan, wat de naam ook zegt. "
        "Sla de export op als .xlsx of als zip met één csv per tabel, en upload die.",
        "This is no workbook, csv, parquet, iJw or iWmo message, and no zip of those, whatever its name "
        "says. Save the export as .xlsx or as a zip with one csv per table, and upload that.",
    ),
)
PASSWORD_PROTECTED = blocks(
    "file-password",
    Wording("bestand met een wachtwoord", "file with a password"),
    Wording(
        "Het bestand is met een wachtwoord beveiligd. "
        "Open het in Excel, haal het wachtwoord eraf (Bestand, Info, Beveiligen) en upload het opnieuw.",
        "The file is protected with a password. "
        "Open it in Excel, remove the password (File, Info, Protect) and upload it again.",
    ),
)
OLD_EXCEL = blocks(
    "file-old-excel",
    Wording("oude Excel-werkmap (.xls)", "old Excel workbook (.xls)"),
    Wording(
        "Dit is een werkmap in de oude vorm (.xls). Kies in Excel Opslaan als, Excel-werkmap (.xlsx), "
        "en upload die.",
        "This is a workbook in the old form (.xls). Choose Save as, Excel workbook (.xlsx) in Excel, "
        "and upload that.",
    ),
)
BROKEN_ZIP = blocks(
    "file-damaged",
    Wording("bestand is beschadigd", "file is damaged"),
    Wording(
        "Het bestand is beschadigd of niet helemaal aangekomen ({detail}). "
        "Sla de export opnieuw op en upload die.",
        "The file is damaged or incomplete ({detail}). Save the export again and upload that.",
    ),
)
TOO_LARGE = blocks(
    "file-too-large",
    Wording("bestand is uitgepakt te groot", "file is too large once unpacked"),
    Wording(
        "Het bestand wordt uitgepakt te groot: {detail}. Verwijder wat niet bij de export hoort, "
        "of lever per kortere periode aan.",
        "Unpacked, the file is too large: {detail}. Remove what is not part of the export, "
        "or deliver a shorter period.",
    ),
)
ZIP_BOMB = blocks(
    "file-inflates",
    Wording("bestand wordt uitgepakt veel te groot", "file becomes far too large when unpacked"),
    Wording(
        "Onderdeel {part} van het bestand is meer dan {ratio} keer zo groot als het lijkt en wordt niet "
        "uitgepakt. Sla de export opnieuw op met Excel en upload die.",
        "Part {part} of the file is more than {ratio} times as large as it seems and is not unpacked. "
        "Save the export again with Excel and upload that.",
    ),
)
UNSAFE_PATH = blocks(
    "file-unsafe-path",
    Wording("onderdeel met een naam die niet mag", "part with a name that is not allowed"),
    Wording(
        "Het bestand bevat een onderdeel met een naam die niet mag: {part}. "
        "Maak een nieuwe zip met alleen de csv-bestanden en upload die.",
        "The file holds a part with a name that is not allowed: {part}. "
        "Make a new zip with only the csv files and upload that.",
    ),
)
DUPLICATE_PART = blocks(
    "file-duplicate-part",
    Wording("onderdeel zit dubbel in het bestand", "part is in the file twice"),
    Wording(
        "Onderdeel {part} staat twee keer in het bestand. Maak de zip opnieuw en upload die.",
        "Part {part} is in the file twice. Make the zip again and upload that.",
    ),
)
ENCRYPTED_PART = blocks(
    "file-encrypted-part",
    Wording("onderdeel met een wachtwoord", "part with a password"),
    Wording(
        "Onderdeel {part} is met een wachtwoord versleuteld. Maak de zip opnieuw zonder wachtwoord.",
        "Part {part} is encrypted with a password. Make the zip again without a password.",
    ),
)
DECLARES_ENTITIES = blocks(
    "file-declares-entities",
    Wording("onderdeel met een DOCTYPE of ENTITY", "part with a DOCTYPE or ENTITY"),
    Wording(
        "Onderdeel {part} bevat een DOCTYPE of ENTITY. Dat hoort niet in een werkmap of bericht. Open een "
        "werkmap in Excel en sla haar op als .xlsx; haal een bericht opnieuw uit de administratie.",
        "Part {part} holds a DOCTYPE or ENTITY, which does not belong in a workbook or message. Open a "
        "workbook in Excel and save it as .xlsx; take a message from the administration again.",
    ),
)
CANNOT_BE_READ = blocks(
    "file-cannot-be-read",
    Wording("bestand is niet veilig te lezen", "file cannot be read safely"),
    Wording(
        "Dit bestand is te groot of te ongewoon om veilig te lezen ({reason}). Sla het opnieuw op als "
        "gewone .xlsx, zonder lege rijen en kolommen buiten de gegevens, of lever csv aan.",
        "This file is too large or too unusual to be read safely ({reason}). Save it again as a plain .xlsx, "
        "without empty rows and columns outside the data, or deliver csv.",
    ),
)
VIRUS = blocks(
    "file-virus",
    Wording("virus gevonden", "virus found"),
    Wording(
        "De virusscanner herkent in dit bestand {name}. Het is niet gelezen. Waarschuw uw beheerder.",
        "The virus scanner recognises {name} in this file. It was not read. Warn your administrator.",
    ),
)
NO_SHEETS = blocks(
    "file-no-sheets",
    Wording("werkmap zonder werkbladen", "workbook without sheets"),
    Wording(
        "De werkmap heeft geen enkel werkblad. Gebruik de lege werkmap van de standaard en vul die.",
        "The workbook has no worksheet at all. Take the blank workbook of the standard and fill it.",
    ),
)
NO_CSV = blocks(
    "file-no-csv",
    Wording("zip zonder csv", "zip without csv"),
    Wording(
        "In de zip staat geen enkel csv-bestand. Zet er per tabel één csv in, zoals prestatie.csv.",
        "There is no csv file in the zip. Put one csv per table in it, such as prestatie.csv.",
    ),
)
PART_NOT_READ = FindingKind(
    "file-part-not-read",
    Severity.WARNS,
    Wording("onderdeel van de zip is niet gelezen", "part of the zip was not read"),
    Wording(
        "Onderdeel {sheet} van de zip is geen csv, parquet, iJw- of iWmo-bericht en is niet gelezen. Laat "
        "het weg; een werkmap levert u los aan, niet in een zip.",
        "Part {sheet} of the zip is no csv, parquet, iJw or iWmo message and was not read. "
        "Leave it out; a workbook is "
        "handed in by itself, not in a zip.",
    ),
)
SHEET_TOO_WIDE = blocks(
    "sheet-too-sparse",
    Wording("gevulde cel ver buiten de gegevens", "filled cell far outside the data"),
    Wording(
        "Blad {sheet} heeft ver buiten de gegevens nog een gevulde cel ({detail}). "
        "Verwijder die cel, sla de werkmap op en upload haar opnieuw.",
        "Sheet {sheet} has a filled cell far away from the rest ({detail}). "
        "Remove that cell, save the workbook and upload it again.",
    ),
)
KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
