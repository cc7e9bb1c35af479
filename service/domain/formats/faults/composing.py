"""Faults of a format as a whole: how its parts are laid together, and what is asked of each."""

from service.domain.faults import FaultKind
from service.domain.formats.faults.remedies import ONE_OF, THERE_ARE
from service.domain.wording import Wording

USED_IN_A_CIRCLE = FaultKind(
    "used-in-a-circle",
    Wording("Deze gebruiken elkaar in een kring: {circle}.", "These use each other in a circle: {circle}."),
)
NOTHING_TO_USE = FaultKind(
    "nothing-to-use",
    Wording("Er is niets dat {name!r} heet om te gebruiken.", "There is nothing called {name!r} to use."),
    ONE_OF,
)
NO_TITLE = FaultKind(
    "no-title",
    Wording("Het formaat heeft geen titel.", "The format has no title."),
    Wording(
        "Schrijf hoe mensen het noemen: `title: Kwartaalrapportage`.",
        "Write what people call it: `title: Kwartaalrapportage`.",
    ),
)
KEY_TWICE = FaultKind(
    "key-twice",
    Wording("Onder `per` staat {key} twee keer.", "{key} stands twice under `per`."),
    Wording("Haal er een weg. Wilde u een ander veld?", "Take one out. Did you mean another field?"),
)
TWO_FRAGMENTS_ONE_CODE_TABLE = FaultKind(
    "two-fragments-one-code-table",
    Wording(
        "Codetabel {table!r} staat er al, in {earlier}.",
        "Code table {table!r} is there already, in {earlier}.",
    ),
    Wording(
        "Schrijf de tabel in het formaat zelf: die gaat voor.",
        "Write the table in the format itself, which goes first.",
    ),
)
TWO_FRAGMENTS_ONE_ADDRESS = FaultKind(
    "two-fragments-one-address",
    Wording("{address!r} staat er al, in {earlier}.", "{address!r} is written already, in {earlier}."),
    Wording(
        "Schrijf er `replaces: true` bij als dit daarvoor in de plaats moet komen.",
        "Add `replaces: true` if this has to take its place.",
    ),
)
REPLACES_NOTHING = FaultKind(
    "replaces-nothing",
    Wording(
        "{address!r} vervangt niets: geen ander deel schrijft dit.",
        "{address!r} replaces nothing: no fragment writes it.",
    ),
    THERE_ARE,
)
INSTEAD_OF_NOTHING = FaultKind(
    "instead-of-nothing",
    Wording(
        "{address!r} komt in plaats van {former!r}, maar dat staat nergens.",
        "{address!r} stands instead of {former!r}, which no fragment writes.",
    ),
    THERE_ARE,
)
NOT_A_LIST_OF_VERBS = FaultKind(
    "not-a-list-of-verbs",
    Wording("Hier staat een lijst met streepjes.", "There is a list with dashes here."),
    Wording(
        "Schrijf de stappen tussen accolades: {{ sum: bedrag, round: 0 }}.",
        "Write the verbs between braces: {{ sum: bedrag, round: 0 }}.",
    ),
)
NAME_IS_NOT_ITS_PATH = FaultKind(
    "name-is-not-its-path",
    Wording(
        "Dit bestand heet {path}, maar het formaat noemt zich {name}.",
        "This file is {path}, but the format calls itself {name}.",
    ),
    Wording(
        "Schrijf `format: {format}` en `valid: {{ from: {version} }}`, of zet het bestand waar het hoort.",
        "Write `format: {format}` and `valid: {{ from: {version} }}`, or put the file where it belongs.",
    ),
)
OTHER_STANDARD = FaultKind(
    "other-standard",
    Wording(
        "Er is geen standaard {found}; deze installatie heeft {version}.",
        "There is no standard {found}; this installation has {version}.",
    ),
    Wording("Schrijf `standard: {version}`.", "Write `standard: {version}`."),
)
LINES_HAVE_THEIR_ORDER = FaultKind(
    "lines-have-their-order",
    Wording(
        "Regels per veld staan al in de volgorde van die velden.",
        "Lines made `per` fields stand in their order.",
    ),
    Wording(
        "Laat de volgorde weg. Wil de gemeente op bedrag sorteren (een top 10), laat dat de werkmap doen: "
        "=SORTEREN.OP of =GROOTSTE naast de tabel.",
        "Leave out order. Where the municipality wants them by amount (a top 10), let the workbook do "
        "it: =SORTBY or =LARGE beside the table.",
    ),
)
OVERLAPPING_NEEDS_PER = FaultKind(
    "overlapping-needs-per",
    Wording(
        "Rijen die overlappen, worden per veld samengenomen.",
        "Rows that overlap are put together `per` fields.",
    ),
    Wording("Kies bijvoorbeeld één regel per clientnummer.", "Write per: [clientnummer], for one."),
)
TELLS_WHO_A_CLIENT_IS = FaultKind(
    "tells-who-a-client-is",
    Wording(
        "{field} zegt wie een cliënt is, en dit formaat bevat alleen aantallen en bedragen.",
        "{field} tells who a client is, and this format is on aggregate level.",
    ),
    Wording("Laat het weg, of neem rijen samen.", "Leave it out, or put rows together."),
)
FIELDS_LEFT_OUT = FaultKind(
    "fields-left-out",
    Wording(
        "Deze velden worden niet gebruikt, en er staat niet bij waarom: {fields}.",
        "The format neither uses these fields nor says why not: {fields}.",
    ),
    Wording(
        "Zet ze op de lijst van wat niet gevraagd wordt, met de reden; dat kan ook voor een hele tabel.",
        "List them under not_asked with a reason (`table.*` takes a whole table).",
    ),
)
NOT_A_LIST = FaultKind(
    "not-a-list-of-one-municipality",
    Wording("{table} is geen lijst van één gemeente.", "{table} is not a list of one municipality."),
    Wording(
        "Zet wat erin staat in losse cellen: een toelichting met `narrative: onderwerp`, een kengetal met "
        "`figure: code`, een veld van de aanlevering met zijn naam.",
        "Put what it says in single cells: a text with `narrative: subject`, a figure with `figure: code`, a "
        "field of aanlevering by its name.",
    ),
)
ONE_ALLOCATION_ONLY = FaultKind(
    "one-allocation-only",
    Wording(
        "Een rij heeft precies één toewijzing en niets anders.",
        "A row has exactly one allocation and nothing else.",
    ),
    Wording("Kies alleen de toewijzing erbij.", "Write `with: [toewijzing]`."),
)
NOT_A_CELL = FaultKind(
    "not-a-cell",
    Wording("{address!r} is geen cel.", "{address!r} is not a cell."),
    Wording("Schrijf blad, uitroepteken, cel: Voorblad!C4.", 'Write "sheet!C4".'),
)
NOTHING_TO_BEGIN_BY = FaultKind(
    "nothing-to-begin-by",
    Wording(
        "{path!r} heeft niets waaraan een nieuwe begint.", "{path!r} has nothing by which a new one begins."
    ),
    Wording(
        "Geef een blad daaronder een kolom zoals `{element}/Bsn`.",
        "Give a sheet below it a column such as `{element}/Bsn`.",
    ),
)
NOT_A_COLUMN_WITH_NUMBERS = FaultKind(
    "not-a-column-with-numbers",
    Wording("{column!r} is geen kolom met getallen.", "{column!r} is not a column with numbers."),
    ONE_OF,
)
UNKNOWN_TABLE = FaultKind(
    "unknown-table", Wording("Er is geen tabel {table!r}.", "There is no table {table!r}."), ONE_OF
)
UNKNOWN_WORKBOOK = FaultKind(
    "unknown-workbook",
    Wording("Er is geen lege werkmap {template}.", "There is no workbook templates/reports/{template}."),
    ONE_OF,
)

SIGN_IN_A_FILENAME = FaultKind(
    "sign-in-a-filename",
    Wording("{sign!r} mag niet in een bestandsnaam staan.", "{sign!r} may not stand in the name of a file."),
    Wording(
        "Gebruik alleen letters, cijfers, spaties en {signs}.",
        "Write letters, digits, spaces and {signs} only.",
    ),
)
FILENAME_BEGINS_WITH_A_SIGN = FaultKind(
    "filename-begins-with-a-sign",
    Wording("Een bestandsnaam begint niet met {sign!r}.", "The name of a file does not begin with {sign!r}."),
    Wording("Begin met een letter of een cijfer.", "Begin it with a letter or a digit."),
)
TWO_DOTS_IN_A_FILENAME = FaultKind(
    "two-dots-in-a-filename",
    Wording(
        "In een bestandsnaam staan geen twee punten naast elkaar.",
        "The name of a file has no two dots together.",
    ),
    Wording("Schrijf er één.", "Write one."),
)
FILENAME_OF_WINDOWS = FaultKind(
    "filename-of-windows",
    Wording(
        "{name!r} is een naam die Windows zelf gebruikt.", "{name!r} is a name that Windows keeps for itself."
    ),
    Wording("Kies een andere naam.", "Choose another name."),
)
OTHER_ENDING = FaultKind(
    "filename-of-another-kind",
    Wording("Zo heet een bestand van soort {kind} niet.", "A file of kind {kind} is not called so."),
    Wording("Laat de naam eindigen op één van: {endings}.", "End its name with one of: {endings}."),
)
FILENAME_TOO_LONG = FaultKind(
    "filename-too-long",
    Wording(
        "Een bestandsnaam heeft hooguit {most} tekens, en deze krijgt er {length}.",
        "The name of a file has at most {most} characters, and this one gets {length}.",
    ),
    Wording("Maak de naam korter.", "Make it shorter."),
)
UNKNOWN_PLACEHOLDER = FaultKind(
    "unknown-placeholder",
    Wording(
        "{placeholder!r} kan niet in een bestandsnaam.",
        "{placeholder!r} is not known in the name of a file.",
    ),
    Wording(
        "Kies uit {{gemeentecode}}, {{agb_code}} en {{periode}}.",
        "Write {{gemeentecode}}, {{agb_code}} or {{periode}}.",
    ),
)
NAMES_NO_FILE = FaultKind(
    "names-no-file",
    Wording(
        "{name!r} hoort bij geen bestand van de zip; er is {known}.",
        "{name!r} belongs to no file of the zip; there is {known}.",
    ),
    Wording(
        "Zet de naam van het bestand ervoor: `Bestand/Blad` voor een blad, `Bestand/Blad!C4` voor een cel.",
        "Put the name of the file in front: `File/Sheet` for a sheet, `File/Sheet!C4` for a cell.",
    ),
)
FILE_HOLDS_NOTHING = FaultKind(
    "file-holds-nothing",
    Wording(
        "Bestand {file!r} van de zip heeft geen blad en geen cel.",
        "File {file!r} of the zip has no sheet and no cell.",
    ),
    Wording(
        "Geef het een blad (`{file}/Blad`) of cel, of haal het onder `files` weg.",
        "Give it a sheet (`{file}/Sheet`) or a cell, or take it away under `files`.",
    ),
)
TWO_FILES_ONE_NAME = FaultKind(
    "two-files-one-name",
    Wording(
        "Twee bestanden in de zip zouden {name!r} heten.", "Two files in the zip would be called {name!r}."
    ),
    Wording("Geef elk bestand een eigen `filename`.", "Give each file a `filename` of its own."),
)
NO_PRESTATIES_THERE = FaultKind(
    "no-prestaties-on-that-sheet",
    Wording("Blad {sheet!r} telt geen prestaties.", "Sheet {sheet!r} counts no prestaties."),
    Wording("Kies een van: {known}.", "Choose one of: {known}."),
)
