"""Faults of drafts, of what is published and of the calendar of requests."""

from service.domain.faults import FaultKind
from service.domain.formats.faults.remedies import ONE_OF
from service.domain.wording import Wording

BEGINS_TOO_EARLY = FaultKind(
    "version-begins-too-early",
    Wording(
        "{format} heeft al een versie vanaf {version}; deze moet later beginnen.",
        "{format} has a version from {version} already; this one begins later.",
    ),
    Wording("Wijzig vanaf welke periode zij geldt.", "Change `valid: from`."),
)
OTHER_PERIOD_THAN_BEFORE = FaultKind(
    "other-period-than-before",
    Wording(
        "Een latere versie houdt dezelfde rapportageperiode als de eerdere.",
        "A later version keeps the reporting period of the earlier ones.",
    ),
    Wording(
        "Begin een eigen formaat voor een andere periode.", "Begin a format of its own for another period."
    ),
)
EXTRA_WITHOUT_GROUND = FaultKind(
    "extra-request-without-ground",
    Wording("Een extra uitvraag heeft een grond nodig.", "An extra request needs its ground."),
    Wording("Vul in op welke grond het gevraagd wordt.", "Fill in on what ground it is asked."),
)
COLUMNS_WITHOUT_GROUND = FaultKind(
    "columns-without-ground",
    Wording(
        "Van {count} kolommen staat er niet waarvoor of op welke grond ze gevraagd worden: {columns}.",
        "Of {count} columns it is not said what for or on what ground they are asked: {columns}.",
    ),
    Wording(
        "Vul doel en grondslag in van het formaat of van de uitvraag (`purpose` en `legal_ground`), of van "
        "een enkele kolom onder `grounds`.",
        "Fill in purpose and ground of the format or of its request (`purpose` and `legal_ground`), or of "
        "a single column below `grounds`.",
    ),
)
GROUND_OF_NO_COLUMN = FaultKind(
    "ground-of-no-column",
    Wording(
        "`grounds` noemt {columns}, en die kolom of cel heeft dit formaat niet.",
        "`grounds` names {columns}, and this format has no such column or cell.",
    ),
    Wording(
        "Schrijf een kolom als `blad.kop` en een cel als `blad!adres`.",
        "Write a column as `sheet.header` and a cell as `sheet!address`.",
    ),
)
STANDS_IN_THE_WAY = FaultKind("stands-in-the-way", Wording("{where}: {text}", "{where}: {text}"))
"""A remark that is heavy enough to hold a publication."""
CEILING_SAYS_NOTHING = FaultKind(
    "ceiling-says-nothing",
    Wording(
        "Een plafond heeft een volume met zijn eenheid, een bedrag of beide, over dagen waarvan de laatste "
        "niet voor de eerste ligt.",
        "A ceiling has a volume with its unit, an amount or both, over days of which the last is not before "
        "the first.",
    ),
    Wording("Vul de regel aan, of haal haar weg.", "Complete the line, or remove it."),
)
NOBODY_ASKS = FaultKind(
    "nobody-asks-this-format",
    Wording("Geen enkele gemeente vraagt dit formaat.", "No municipality asks this format."),
    Wording("Zeg waarvoor het in de plaats komt.", "Say in place of which it comes."),
)
PUBLISHED_TEXT_CHANGED = FaultKind(
    "published-text-changed",
    Wording(
        "De tekst van {format} is niet wat er gepubliceerd is.",
        "The text of {format} is not what was published.",
    ),
    Wording(
        "Zet hem terug zoals hij was; wat gepubliceerd is, verandert niet.",
        "Put back the file as it was; what is published never changes.",
    ),
)
PUBLISHED_WORKBOOK_CHANGED = FaultKind(
    "published-workbook-changed",
    Wording(
        "De werkmap van {format} is een andere dan bij de publicatie.",
        "The workbook of {format} is not the one it was published with.",
    ),
    Wording(
        "Zet hem terug zoals hij was; wat gepubliceerd is, verandert niet.",
        "Put back the workbook as it was; what is published never changes.",
    ),
)
CHANGED_SINCE_PUBLISHED = FaultKind(
    "changed-since-published",
    Wording(
        "{format} is gepubliceerd, en dit is sindsdien veranderd.",
        "{format} is published, and this has changed since.",
    ),
    Wording(
        "Maak de wijziging ongedaan, en schrijf haar als versie met een latere `valid: from`.",
        "Undo the change, and write it as a version with a later `valid: from`.",
    ),
)
PUBLISHED_FILE_GONE = FaultKind(
    "published-file-gone",
    Wording("Wat hier gepubliceerd is, is weg: {path}.", "What is published here is gone: {path}."),
    Wording(
        "Zet het bestand terug; een rapportage noemt het als waar zij mee gemaakt is.",
        "Put the file back; a report names it as what it was made with.",
    ),
)
PUBLISHED_AS_SOMETHING_ELSE = FaultKind(
    "published-as-something-else",
    Wording(
        "{format} is al gepubliceerd, als iets anders.", "{format} is published already, as something else."
    ),
    Wording(
        "Schrijf de wijziging als versie met een latere `valid: from`.",
        "Write the change as a version with a later `valid: from`.",
    ),
)
INDEX_WITH_OTHER_COLUMNS = FaultKind(
    "index-with-other-columns",
    Wording(
        "De index van wat gepubliceerd is, heeft andere kolommen.",
        "The index of what is published has other columns.",
    ),
    Wording(
        "De eerste regel is {columns}; laat `eenmaal formats publish` hem schrijven.",
        "Its first line is {columns}; let `eenmaal formats publish` write it.",
    ),
)
UNKNOWN_FORMAT = FaultKind(
    "unknown-format", Wording("Er is geen formaat {format!r}.", "There is no format {format!r}."), ONE_OF
)
NO_REQUESTS = FaultKind(
    "no-requests",
    Wording("Hier staat geen lijst met uitvragen.", "There is no list of requests here."),
    Wording(
        "Begin met `requests:` en zet elke uitvraag daaronder, achter een streepje.",
        "Start with `requests:` and write each request below it, after a dash.",
    ),
)
UNKNOWN_MUNICIPALITY = FaultKind(
    "unknown-municipality",
    Wording("Er is geen gemeente {municipality!r}.", "There is no municipality {municipality!r}."),
)
UNKNOWN_REGION = FaultKind(
    "unknown-region", Wording("Er is geen jeugdregio {region!r}.", "There is no jeugdregio {region!r}.")
)
UNKNOWN_PROVIDER_GROUP = FaultKind(
    "unknown-provider-group",
    Wording("Er is geen groep aanbieders {group!r}.", "There is no group of providers {group!r}."),
    Wording(
        "Noem haar onder provider_groups; er zijn: {known}.",
        "Name it under provider_groups; there are: {known}.",
    ),
)
EXAMPLE_IS_REJECTED = FaultKind("example-is-rejected", Wording("{finding}", "{finding}"))
"""A worked example would be rejected as a submission: then it shows nothing."""

ASKED_BY_OTHERS = FaultKind(
    "asked-by-others",
    Wording("{format} wordt ook door anderen gevraagd.", "{format} is asked by others too."),
    Wording("Laat de naam van uw eigen versie beginnen met {prefix}", "Call your own version {prefix}…"),
)
NOT_A_NAME_OF_YOURS = FaultKind(
    "not-a-name-of-yours",
    Wording("{format} is geen naam van u.", "{format} is not a name of yours."),
    Wording("Begin met {prefix}", "Begin it with {prefix}"),
)
CALLED_OTHERWISE = FaultKind(
    "called-otherwise",
    Wording("Dit formaat heet {format}.", "This format is called {format}."),
    Wording("Begin een ander concept voor een andere naam.", "Begin another draft for another name."),
)
