"""What there is to say about a text or number of somebody's own that is none."""

from service.domain.findings import FindingKind, quarantines, warns
from service.domain.wording import Wording

NO_NUMBER_ITSELF = quarantines(
    "no-number-itself",
    Wording(
        "verwijzing of vraagteken in plaats van een nummer", "reference or question mark instead of a number"
    ),
    Wording(
        'Kolom {column}, rij {row}: "{value}" is niet {field} zelf. Vul het nummer in dat er '
        "hoort{or_empty}; tot dan wacht deze rij.",
        'Column {column}, row {row}: "{value}" is not {field} itself. Fill in the number that belongs '
        "there{or_empty}; until then this row waits.",
    ),
)
NO_TEXT_ITSELF = warns(
    "no-text-itself",
    Wording(
        "verwijzing of vraagteken in plaats van een tekst", "reference or question mark instead of a text"
    ),
    Wording(
        'Kolom {column}, rij {row}: "{value}" is niet {field} zelf{same}. Vul in wat er hoort{or_empty}.',
        'Column {column}, row {row}: "{value}" is not {field} itself{same}. Fill in what belongs '
        "there{or_empty}.",
    ),
)
STRAY_SIGNS = warns(
    "stray-signs",
    Wording("tekens die er niet horen", "signs that do not belong there"),
    Wording(
        'Kolom {column}, rij {row}: in "{value}" staan tekens of woorden die niet bij {field} horen. Haal ze '
        "weg, of laat het zo als het klopt.",
        'Column {column}, row {row}: "{value}" holds signs or words that do not belong to {field}. Remove '
        "them, or leave it so if it is right.",
    ),
)
BUILT_OTHERWISE = warns(
    "built-otherwise",
    Wording("nummer is anders opgebouwd dan de andere", "number is built otherwise than the others"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" is anders opgebouwd dan bijna alle andere in {field}{same}. '
        "Verbeter het, of laat het zo als het klopt.",
        'Column {column}, row {row}: "{value}" is built otherwise than nearly all others in {field}{same}. '
        "Mend it, or leave it so if it is right.",
    ),
)
LETTER_FOR_DIGIT = warns(
    "letter-for-digit",
    Wording("letter waar andere een cijfer hebben", "letter where others have a digit"),
    Wording(
        'Kolom {column}, rij {row}: in "{value}" staat een letter O, l of I waar andere in {field} een '
        "cijfer hebben. Vul daar het cijfer 0 of 1 in, of laat het zo als het klopt.",
        'Column {column}, row {row}: "{value}" has a letter O, l or I where others in {field} have a digit. '
        "Fill in the digit 0 or 1 there, or leave it so if it is right.",
    ),
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
