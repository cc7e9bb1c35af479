"""Faults of the text of a format that a person makes while typing, each with what to type instead."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

CURLED_QUOTES = FaultKind(
    "curled-quotation-marks",
    Wording(
        "Dit is geen YAML: hier staan gekrulde aanhalingstekens ({sign}), zoals Word ze maakt.",
        "This is not YAML: there are curled quotation marks here ({sign}), as Word makes them.",
    ),
    Wording('Typ rechte: "tekst".', 'Type straight ones: "text".'),
)
TAB_IN_FRONT = FaultKind(
    "tab-in-front",
    Wording(
        "Dit is geen YAML: deze regel begint met een tab.", "This is not YAML: this line begins with a tab."
    ),
    Wording("Spring in met spaties.", "Indent with spaces."),
)
SIGN_NEEDS_QUOTES = FaultKind(
    "sign-needs-quotation-marks",
    Wording(
        "Dit is geen YAML: een tekst kan niet zo maar met {sign} beginnen.",
        "This is not YAML: a text cannot begin with {sign} just so.",
    ),
    Wording(
        "Zet de tekst tussen aanhalingstekens, zoals '{sign} van totaal'.",
        "Put the text between quotation marks, such as '{sign} of total'.",
    ),
)
COLON_MISSING = FaultKind(
    "colon-missing",
    Wording(
        "Dit is geen YAML: achter {text!r} ontbreekt een dubbele punt met een spatie erachter.",
        "This is not YAML: a colon with a space after it is missing behind {text!r}.",
    ),
    Wording("Schrijf `naam: waarde`.", "Write `name: value`."),
)
SECOND_COLON = FaultKind(
    "second-colon",
    Wording(
        "Dit is geen YAML: op deze regel staat een tweede dubbele punt.",
        "This is not YAML: there is a second colon on this line.",
    ),
    Wording(
        "Zet een tekst tussen aanhalingstekens, en stappen tussen accolades: {{ sum: bedrag }}.",
        "Put a text between quotation marks, and verbs between braces: {{ sum: bedrag }}.",
    ),
)
NOT_CLOSED = FaultKind(
    "bracket-not-closed",
    Wording(
        "Dit is geen YAML: wat hier met {bracket} begint, eindigt niet, of er ontbreekt een komma.",
        "This is not YAML: what begins with {bracket} here does not end, or a comma is missing.",
    ),
    Wording(
        "Schrijf een komma tussen de delen en {closing} aan het eind.",
        "Write a comma between the parts and {closing} at the end.",
    ),
)
QUOTE_NOT_CLOSED = FaultKind(
    "quotation-mark-not-closed",
    Wording(
        "Dit is geen YAML: het aanhalingsteken dat hier begint, eindigt niet.",
        "This is not YAML: the quotation mark that opens here does not close.",
    ),
    Wording("Zet er ook een achter de tekst.", "Put one behind the text as well."),
)
INDENTED_OTHERWISE = FaultKind(
    "indented-otherwise",
    Wording(
        "Dit is geen YAML: deze regel springt anders in dan de regels waar hij bij hoort.",
        "This is not YAML: this line is indented otherwise than the lines that it belongs to.",
    ),
    Wording(
        "Laat hem precies onder de regel erboven beginnen, of twee spaties verder als hij daaronder hoort.",
        "Let it begin right below the line above it, or two spaces further if it belongs to that.",
    ),
)
REFERS_ELSEWHERE = FaultKind(
    "refers-elsewhere",
    Wording(
        "Dit is geen YAML zoals het hier mag: een verwijzing met & of *.",
        "This is no YAML that may stand here: a reference (& or *).",
    ),
    Wording(
        "Schrijf de waarde voluit, of zet een tekst die zo begint tussen aanhalingstekens.",
        "Write the value in full, or put a text that begins so between quotation marks.",
    ),
)
