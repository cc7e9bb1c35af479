"""Faults of the text of a format: what cannot be read as YAML, or not changed by the form."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

NOT_UTF8 = FaultKind(
    "not-utf-8", Wording("Dit bestand is geen UTF-8; bewaar het als UTF-8.", "This file is not UTF-8.")
)
NOT_YAML = FaultKind(
    "not-yaml",
    Wording(
        "Dit is geen YAML: {problem}. Kijk naar inspringing, aanhalingstekens en haakjes.",
        "This is not YAML: {problem}.",
    ),
)
NOT_READABLE_YAML = FaultKind(
    "not-readable-yaml",
    Wording("Deze tekst is niet te lezen als YAML.", "This is not YAML that can be read."),
)
NOT_KEYS_AND_VALUES = FaultKind(
    "not-keys-and-values",
    Wording("Hier horen regels te staan als `naam: waarde`.", "A file here holds `key: value` lines."),
)
STANDS_TWICE = FaultKind(
    "stands-twice", Wording("{name!r} staat er twee keer.", "{name!r} stands here twice.")
)
TEXT_TOO_LONG = FaultKind(
    "text-too-long",
    Wording(
        "Deze tekst is te lang: een formaat heeft hooguit {most} tekens.",
        "This text is too long: a format has at most {most} characters.",
    ),
)
NO_FORMAT = FaultKind(
    "no-format",
    Wording("Dit is geen formaat.", "This is no format."),
    Wording("Begin met `format:` en de naam.", "Start with `format: region/name`."),
)
NEITHER_FORMAT_NOR_FRAGMENT = FaultKind(
    "neither-format-nor-fragment",
    Wording("Dit is geen formaat en geen fragment.", "This is neither a format nor a fragment."),
    Wording(
        "Begin met `format: regio/naam` of `fragment: deel/naam`.",
        "Start with `format: region/name` or `fragment: deel/name`.",
    ),
)
CANNOT_BE_REACHED = FaultKind(
    "cannot-be-reached", Wording("{path} is niet te bereiken.", "{path} cannot be reached.")
)
IS_THERE_ALREADY = FaultKind(
    "is-there-already",
    Wording("{name!r} is er al.", "{name!r} is there already."),
    Wording("Kies een andere naam.", "Choose another name."),
)
NOT_PIECE_BY_PIECE = FaultKind(
    "not-piece-by-piece",
    Wording("Dit kan niet met het formulier.", "This cannot be changed piece by piece."),
    Wording("Wijzig het in de YAML.", "Change it in the YAML."),
)
CHANGE_BREAKS_THE_TEXT = FaultKind(
    "change-breaks-the-text",
    Wording("Dit kan niet met het formulier: {why}", "This cannot be changed piece by piece: {why}"),
)
NOT_IN_THIS_TEXT = FaultKind(
    "not-in-this-text",
    Wording(
        "{name!r} staat niet in dit formaat zelf, maar in iets wat het gebruikt.",
        "{name!r} is not written in this text itself.",
    ),
)
SHEET_WITHOUT_NAME = FaultKind(
    "sheet-without-name", Wording("Een blad heeft een naam nodig.", "A sheet needs a name.")
)
NO_FIELD_CHOSEN = FaultKind("no-field-chosen", Wording("Kies een veld.", "Choose a field."))
TABLE_WITHOUT_TITLE = FaultKind(
    "table-without-title",
    Wording("Tabel {name!r} heeft geen titel.", "Table {name!r} has no title."),
    Wording(
        "Neem de tekst over die in de werkmap boven de tabel staat.",
        "Take over the text that stands above the table in the workbook.",
    ),
)
SHEET_IS_ONE_TABLE = FaultKind(
    "sheet-is-one-table",
    Wording(
        "Blad {sheet!r} is in dit formaat één tabel; er kan geen tweede bij.",
        "Sheet {sheet!r} is one table in this format; a second cannot be added.",
    ),
    Wording(
        "Haal het blad weg en voeg beide tabellen toe, elk met een naam en de titel die erboven staat.",
        "Take the sheet away and add both tables, each with a name and the title that stands above it.",
    ),
)
NO_COLUMN_NAMED = FaultKind("no-column-named", Wording("Noem een kolom.", "Name a column."))
