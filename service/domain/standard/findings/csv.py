"""What there is to say about a csv file as a file: how it is written down."""

from service.domain.findings import FindingKind, blocks, warns
from service.domain.wording import Wording

CSV_ENCODING = blocks(
    "csv-encoding",
    Wording("csv is geen UTF-8", "csv is not UTF-8"),
    Wording(
        "Bestand {sheet} is geen UTF-8 (eerste fout bij byte {position}) en ook geen Windows-1252. "
        "Kies bij het opslaan de codering UTF-8 en upload het bestand opnieuw.",
        "File {sheet} is not UTF-8 (first fault at byte {position}) and not Windows-1252 either. "
        "Choose the encoding UTF-8 when saving and upload the file again.",
    ),
)
CSV_SEPARATOR = blocks(
    "csv-separator",
    Wording("scheidingsteken niet herkend", "separator not recognised"),
    Wording(
        "In de eerste regel van {sheet} staat geen komma, puntkomma of tab tussen de kolomnamen. "
        "Gebruik één van die drie als scheidingsteken, in alle bestanden dezelfde.",
        "There is no comma, semicolon or tab between the column names in the first line of {sheet}. "
        "Use one of those three as separator, the same one in every file.",
    ),
)
CSV_OTHER_SEPARATOR = blocks(
    "csv-other-separator",
    Wording("verschillende scheidingstekens", "different separators"),
    Wording(
        "Bestand {sheet} gebruikt {found} als scheidingsteken, de andere bestanden {expected}. "
        "Gebruik in alle bestanden van de zip hetzelfde scheidingsteken.",
        "File {sheet} uses {found} as separator, the other files {expected}. "
        "Use the same separator in every file of the zip.",
    ),
)
CSV_ONLY_SEPARATORS = warns(
    "csv-only-separators",
    Wording("csv met alleen scheidingstekens", "csv with nothing but separators"),
    Wording(
        "Bestand {sheet} bevat alleen scheidingstekens: er is geen kop en geen enkele rij, en het telt als "
        "leeg. Laat het weg, of maak het opnieuw als er rijen in horen te staan.",
        "File {sheet} holds nothing but separators: it has no header and not a single row, and counts as "
        "empty. Leave it out, or make it again if there should be rows in it.",
    ),
)
CSV_EMPTY = warns(
    "csv-empty",
    Wording("csv waar niets in staat", "csv with nothing in it"),
    Wording(
        "Bestand {sheet} is leeg: er is geen kop en geen enkele rij. Laat het weg, of maak het opnieuw als "
        "er rijen in horen te staan.",
        "File {sheet} is empty: it has no header and not a single row. Leave it out, or make it again if "
        "there should be rows in it.",
    ),
)
CSV_QUOTES = blocks(
    "csv-quotes",
    Wording("aanhalingstekens kloppen niet", "quotation marks are not right"),
    Wording(
        "Regel {row} van {sheet} is niet te lezen: de aanhalingstekens kloppen niet. "
        "Zet tekst met een scheidingsteken tussen dubbele aanhalingstekens en verdubbel die erbinnen.",
        "Line {row} of {sheet} cannot be read: its quotes do not match. "
        "Put text that holds a separator between double quotes, and double the quotes within.",
    ),
)
CSV_FIELD_COUNT = blocks(
    "csv-field-count",
    Wording("regel met te veel of te weinig velden", "line with too many or too few fields"),
    Wording(
        "Regel {row} van {sheet} heeft {found} velden en de kop {expected}. "
        "Herstel die regel; zet tekst met een scheidingsteken tussen dubbele aanhalingstekens.",
        "Line {row} of {sheet} has {found} fields and the header {expected}. "
        "Repair that line; put text that holds a separator between double quotes.",
    ),
)
CSV_NUL = blocks(
    "csv-nul",
    Wording("nul-teken in csv", "NUL character in csv"),
    Wording(
        "Regel {row} van {sheet} bevat een nul-teken; het bestand is beschadigd, geen csv, of bewaard als "
        "Unicode (UTF-16). Maak het opnieuw, als CSV UTF-8.",
        "Line {row} of {sheet} holds a NUL character; the file is damaged, no csv, or saved as Unicode "
        "(UTF-16). Make it again, as CSV UTF-8.",
    ),
)
CSV_WINDOWS = warns(
    "csv-windows-1252",
    Wording("csv is gelezen als Windows-1252", "csv was read as Windows-1252"),
    Wording(
        "Bestand {sheet} is geen UTF-8 en is gelezen als Windows-1252. Controleer of deze woorden kloppen: "
        "{samples}. "
        "Kies bij het opslaan de codering UTF-8 om dit te voorkomen.",
        "File {sheet} is not UTF-8 and was read as Windows-1252. Check whether these "
        "words are right: {samples}. "
        "Choose the encoding UTF-8 when saving to prevent this.",
    ),
)
CSV_MIXED_LINE_ENDS = warns(
    "csv-mixed-line-ends",
    Wording("verschillende regeleinden door elkaar", "different line ends in one file"),
    Wording(
        "Bestand {sheet} heeft verschillende regeleinden door elkaar ({detail}). Alle regels zijn gelezen; "
        "controleer "
        "of er geen regel in tweeën is gebroken.",
        "File {sheet} mixes line ends ({detail}). Every line was read; check that none is broken in two.",
    ),
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
