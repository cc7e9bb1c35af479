"""What there is to say about a cell that was read as something else than it says, or in two ways."""

from service.domain.findings import FindingKind, blocks, warns
from service.domain.wording import Wording

SURROUNDINGS = warns(
    "repaired-surroundings",
    Wording("spaties of onzichtbare tekens weggelaten", "blanks or invisible signs left out"),
    Wording(
        'Kolom {column}, rij {row} ({field}): rond "{new}" stonden spaties of onzichtbare tekens. '
        "Die zijn weggelaten.",
        'Column {column}, row {row} ({field}): there were blanks or invisible signs around "{new}". '
        "They were left out.",
    ),
)
BLANK = warns(
    "repaired-blank",
    Wording("cel met alleen spaties", "cell with blanks only"),
    Wording(
        "Kolom {column}, rij {row} ({field}) bevat alleen spaties of onzichtbare tekens en is gelezen als "
        "een lege cel.",
        "Column {column}, row {row} ({field}) holds only blanks or invisible signs and was read as an "
        "empty cell.",
    ),
)
APOSTROPHE = warns(
    "repaired-apostrophe",
    Wording("apostrof weggelaten", "apostrophe left out"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" is gelezen als "{new}", zonder de apostrof.',
        'Column {column}, row {row} ({field}): "{value}" was read as "{new}", without the apostrophe.',
    ),
)
NOTHING = warns(
    "repaired-nothing",
    Wording("teken voor niets gelezen als lege cel", "sign for nothing read as an empty cell"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" is gelezen als een lege cel.',
        'Column {column}, row {row} ({field}): "{value}" was read as an empty cell.',
    ),
)
SIGNS = warns(
    "repaired-signs",
    Wording("vreemde of onzichtbare tekens in een cel", "strange or invisible signs in a cell"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" bevat vreemde of onzichtbare tekens en is '
        'gelezen als "{new}".',
        'Column {column}, row {row} ({field}): "{value}" has strange or invisible signs in it and was '
        'read as "{new}".',
    ),
)
CAPITALS = warns(
    "repaired-capitals",
    Wording("hoofdletters van een code", "capitals of a code"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" is gelezen als de code "{new}".',
        'Column {column}, row {row} ({field}): "{value}" was read as the code "{new}".',
    ),
)
NAME = warns(
    "repaired-name",
    Wording("naam gelezen als code", "name read as a code"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" is gelezen als "{new}", de code die bij die naam '
        "hoort.",
        'Column {column}, row {row} ({field}): "{value}" was read as "{new}", the code of that name.',
    ),
)
DATE = warns(
    "repaired-date",
    Wording("datum in Nederlandse schrijfwijze", "date as written in the Netherlands"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" is gelezen als {said}.',
        'Column {column}, row {row} ({field}): "{value}" was read as {said}.',
    ),
)
NUMBER = warns(
    "repaired-number",
    Wording("getal met euroteken of duizendtallen", "number with a euro sign or thousands"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" is gelezen als {said}.',
        'Column {column}, row {row} ({field}): "{value}" was read as {said}.',
    ),
)
PERCENTAGE = warns(
    "repaired-percentage",
    Wording("percentage", "percentage"),
    Wording(
        'Kolom {column}, rij {row} ({field}): "{value}" is gelezen als {said} procent.',
        'Column {column}, row {row} ({field}): "{value}" was read as {said} per cent.',
    ),
)
HEADER = warns(
    "repaired-header",
    Wording("kolomnaam iets anders geschreven", "column name spelled a little differently"),
    Wording(
        'Kolom {column} van blad {sheet}, met kop "{value}", is gelezen als {field}.',
        'Column {column} of sheet {sheet}, headed "{value}", was read as {field}.',
    ),
)
REPAIRABLE = blocks(
    "repairable-value",
    Wording("waarde past niet, en is te herstellen", "value does not fit, and can be repaired"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" past niet in {field}; bedoeld is waarschijnlijk "{new}". Vul '
        "dat in, of laat de dienst zulke waarden herstellen.",
        'Column {column}, row {row}: "{value}" does not fit in {field}; "{new}" is probably meant. Fill '
        "that in, or let the service repair such values.",
    ),
)
AMBIGUOUS_DATE = blocks(
    "ambiguous-date",
    Wording("datum kan op twee manieren gelezen worden", "date can be read in two ways"),
    Wording(
        "Kolom {column}, rij {row}: {value} in {field} kan {first} zijn, en ook {second}; geen datum in dit "
        "bestand bewijst welke. Vul de datum in als jjjj-mm-dd, of zeg bij het aanleveren in welke volgorde "
        "uw datums staan.{year}",
        "Column {column}, row {row}: {value} in {field} can be {first}, and {second} as well; no date in "
        "this file proves which. Fill in the date as yyyy-mm-dd, or say with the submission in which order "
        "your dates are.{year}",
    ),
)
DAY_BEFORE_MONTH = blocks(
    "day-before-month",
    Wording("dag voor de maand", "day before the month"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" in {field}: {reading}. Vul de datum in als jjjj-mm-dd.',
        'Column {column}, row {row}: "{value}" in {field}: {reading}. Fill in the date as yyyy-mm-dd.',
    ),
)
HALF_CONVERTED_DATES = blocks(
    "half-converted-dates",
    Wording("datums half omgezet", "dates half converted"),
    Wording(
        "Kolom {column}, rij {row}: {value} in {field} is tekst, terwijl andere cellen in deze kolom echte "
        "datums zijn, geen daarvan na de twaalfde van een maand. Zo'n kolom ontstaat als Excel dag en maand "
        "van "
        "die andere verwisselt. Open het bestand dan opnieuw uit de administratie, met deze kolom als tekst; "
        "kloppen die andere wel, vul deze dan in als jjjj-mm-dd.",
        "Column {column}, row {row}: {value} in {field} is text, while other cells of this column are real "
        "dates, none of them after the twelfth of a month. Such a column comes about when Excel swaps day "
        "and "
        "month of those others. Then open the file from the administration again, with this column as text; "
        "if those others are right, fill in this one as yyyy-mm-dd.",
    ),
)
AMBIGUOUS_NUMBER = blocks(
    "ambiguous-number",
    Wording("getal kan op twee manieren gelezen worden", "number can be read in two ways"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" in {field} kan {first} zijn (een teken tussen de '
        "duizendtallen), en ook {second} (drie decimalen); geen cel in deze kolom bewijst welke. Zoek "
        "op welk getal het is, en vul het in zonder teken tussen de duizendtallen.",
        'Column {column}, row {row}: "{value}" in {field} can be {first} (a sign between thousands), and '
        "{second} as well (three decimals); no cell in this column proves which. Look up the number, "
        "and fill it in without a sign between thousands.",
    ),
)
SHARE_OR_PERCENTS = blocks(
    "share-or-percents",
    Wording("percentage kan een deel van 1 zijn", "percentage may be a part of one"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" in {field} kan {first} zijn (als deel van 1), en ook {second}. '
        "Vul hele procenten in, dus 100 voor 100%.",
        'Column {column}, row {row}: "{value}" in {field} can be {first} (as a part of one), and {second} as '
        "well. Fill in whole percents, so 100 for 100%.",
    ),
)
PERHAPS_A_SHARE = warns(
    "perhaps-a-share",
    Wording("percentages van hooguit 1", "percentages of at most 1"),
    Wording(
        'Kolom {column} ({field}), voor het eerst op rij {row}: "{value}" is gelezen als {second}. Als deel '
        "van 1 zou het {first} zijn, en geen percentage in deze kolom is hoger dan 1 ({count} keer). Vul in "
        "procenten in, dus 100 voor 100%, of antwoord dat het klopt.",
        'Column {column} ({field}), first on row {row}: "{value}" was read as {second}. As a part of one it '
        "would be {first}, and no percentage in this column is above 1 ({count} times). Fill in percents, so "
        "100 for 100%, or answer that it is right.",
    ),
)
SHOWN_IN_PER_CENT = warns(
    "shown-in-per-cent",
    Wording("getal als percentage opgemaakt", "number formatted as per cent"),
    Wording(
        "Kolom {column}, rij {row}: de cel toont {shown}, maar {field} is hier geen percentage. Gelezen is "
        "wat de cel bevat: {held}. Vul het getal dat bedoeld is opnieuw in, niet als percentage.",
        "Column {column}, row {row}: the cell shows {shown}, but {field} is no percentage here. What the "
        "cell holds was read: {held}. Fill in the number that is meant again, not as per cent.",
    ),
)
KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
