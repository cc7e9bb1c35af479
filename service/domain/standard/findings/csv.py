"""What there is to say about a csv file as a file: how it is written down."""

from service.domain.findings import FindingKind, Severity


def _blocks(code: str, nl: str, en: str) -> FindingKind:
    return FindingKind(code, Severity.BLOCKS, nl, en)


def _warns(code: str, nl: str, en: str) -> FindingKind:
    return FindingKind(code, Severity.WARNS, nl, en)


CSV_ENCODING = _blocks(
    "csv-encoding",
    "Bestand {sheet} is geen UTF-8 (eerste fout bij byte {position}) en ook geen Windows-1252. "
    "Kies bij het opslaan de codering UTF-8 en upload het bestand opnieuw.",
    "File {sheet} is not UTF-8 (first fault at byte {position}) and not Windows-1252 either. "
    "Choose the encoding UTF-8 when saving and upload the file again.",
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
CSV_NUL = _blocks(
    "csv-nul",
    "Regel {row} van {sheet} bevat een nul-teken; het bestand is beschadigd of geen csv. Maak het opnieuw.",
    "Line {row} of {sheet} holds a NUL character; the file is damaged or no csv. Make it again.",
)
CSV_WINDOWS = _warns(
    "csv-windows-1252",
    "Bestand {sheet} is geen UTF-8 en is gelezen als Windows-1252. Controleer of deze woorden kloppen: "
    "{samples}. "
    "Kies bij het opslaan de codering UTF-8 om dit te voorkomen.",
    "File {sheet} is not UTF-8 and was read as Windows-1252. Check whether these words are right: {samples}. "
    "Choose the encoding UTF-8 when saving to prevent this.",
)
CSV_MIXED_LINE_ENDS = _warns(
    "csv-mixed-line-ends",
    "Bestand {sheet} heeft verschillende regeleinden door elkaar ({detail}). Alle regels zijn gelezen; "
    "controleer "
    "of er geen regel in tweeën is gebroken.",
    "File {sheet} mixes line ends ({detail}). Every line was read; check that none is broken in two.",
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""

REFUSALS = tuple(kind for kind in KINDS if kind.severity is Severity.BLOCKS)
"""Those after which no table of the upload can be trusted."""
