"""What there is to say about a cell of an export, and about a key of several."""

from service.domain.findings import FindingKind, blocks, quarantines, warns
from service.domain.wording import Wording

LEADING_ZEROS_RESTORED = warns(
    "leading-zeros-restored",
    Wording("voorloopnullen teruggezet", "leading zeros put back"),
    Wording(
        "Kolom {column} ({field}) miste voorloopnullen, {count} keer, voor het eerst op rij {row} ({value}). "
        "Ze zijn teruggezet omdat de {proof} bewijst welke code bedoeld is. Geef de kolom de celopmaak Tekst "
        "en vul voortaan de volledige code in.",
        "Column {column} ({field}) lacked leading zeros, {count} times, first on row {row} ({value}). They "
        "are put back because the {proof} proves which code is meant. Give the column the cell format Text "
        "and fill in the whole code from now on.",
    ),
)
CODE_AS_NUMBER = blocks(
    "code-as-number",
    Wording("code is een getal geworden", "code became a number"),
    Wording(
        "Kolom {column}, rij {row}: {value} is een getal dat Excel van een code heeft "
        "gemaakt, zoals van 02E16. "
        "Geef de kolom {field} de celopmaak Tekst en vul de code opnieuw in.",
        "Column {column}, row {row}: {value} is a number that Excel made of a code, as of 02E16. "
        "Give column {field} the cell format Text and fill in the code again.",
    ),
)
MISSING_VALUE = blocks(
    "missing-value",
    Wording("verplicht veld is leeg", "required field is empty"),
    Wording(
        "Vul op blad {sheet} in kolom {column}, rij {row}, {field} in; dit veld is verplicht.{beside}",
        "Fill in {field} on sheet {sheet} in column {column}, row {row}; this field is mandatory.{beside}",
    ),
)
FORMULA_WITHOUT_VALUE = blocks(
    "formula-without-value",
    Wording("formule zonder uitkomst", "formula without a result"),
    Wording(
        "Kolom {column}, rij {row} ({field}) bevat een formule zonder uitkomst. Open de werkmap in Excel, "
        "laat haar rekenen, sla haar op en upload haar opnieuw.",
        "Column {column}, row {row} ({field}) holds a formula without a result. Open the workbook in Excel, "
        "let it calculate, save it and upload it again.",
    ),
)
ERROR_CELL = blocks(
    "error-cell",
    Wording("cel met een fout van Excel", "cell with an Excel error"),
    Wording(
        "Kolom {column}, rij {row} ({field}) bevat een fout van Excel, zoals #N/B of #VERW!. "
        "Herstel de formule of vul de waarde in.",
        "Column {column}, row {row} ({field}) holds an Excel error, such as #N/A or #REF!. "
        "Repair the formula or fill in the value.",
    ),
)
CONTROL_CHARACTERS = blocks(
    "control-characters",
    Wording("onzichtbare stuurtekens", "invisible control characters"),
    Wording(
        "Kolom {column}, rij {row} ({field}) bevat een onzichtbaar stuurteken. Typ de tekst opnieuw in.",
        "Column {column}, row {row} ({field}) holds an invisible control character. Type the text again.",
    ),
)
NOT_TEXT = blocks(
    "not-text",
    Wording("geen tekst", "not text"),
    Wording(
        "Kolom {column}, rij {row}: {value} is geen tekst. Geef de kolom {field} de celopmaak Tekst "
        "en vul {field} opnieuw in.",
        "Column {column}, row {row}: {value} is not text. Give column {field} the cell format Text "
        "and fill in {field} again.",
    ),
)
NUMBER_IN_TEXT_COLUMN = warns(
    "number-in-text-column",
    Wording("getal in een tekstkolom", "number in a text column"),
    Wording(
        "Kolom {column} ({field}) bevat getallen waar tekst hoort, {count} keer, voor "
        "het eerst op rij {row}. "
        "Ze zijn als tekst gelezen; geef de kolom de celopmaak Tekst, anders vallen voorloopnullen weg.",
        "Column {column} ({field}) holds numbers where text belongs, {count} times, first on row {row}. "
        "They are read as text; give the column the cell format Text, or leading zeros get lost.",
    ),
)
LEADING_ZEROS_LOST = blocks(
    "leading-zeros-lost",
    Wording("voorloopnullen weggevallen", "leading zeros lost"),
    Wording(
        "Kolom {column}, rij {row}: {value} staat als getal in {field} en past daar "
        "niet; waarschijnlijk zijn "
        "voorloopnullen weggevallen. Geef de kolom de celopmaak Tekst en vul de volledige code in.",
        "Column {column}, row {row}: {value} is a number in {field} and does not fit there; leading zeros "
        "probably got lost. Give the column the cell format Text and fill in the whole code.",
    ),
)
SCIENTIFIC_NUMBER = blocks(
    "scientific-notation",
    Wording("ingekort getal", "number cut short"),
    Wording(
        "Kolom {column}, rij {row}: {value} in {field} is een ingekort getal. Vul het getal voluit in, in "
        "cijfers.",
        "Column {column}, row {row}: {value} in {field} is a number cut short. Fill it in in full, in "
        "digits.",
    ),
)
SCIENTIFIC_NOTATION = blocks(
    "scientific-notation",
    Wording("getal door Excel ingekort", "number shortened by Excel"),
    Wording(
        "Kolom {column}, rij {row}: {value} in {field} is een getal dat Excel heeft ingekort. "
        "Geef de kolom de celopmaak Tekst en vul de oorspronkelijke waarde in.",
        "Column {column}, row {row}: {value} in {field} is a number that Excel has shortened. "
        "Give the column the cell format Text and fill in the original value.",
    ),
)
TOO_LONG = blocks(
    "too-long",
    Wording("tekst is te lang", "text is too long"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" is langer dan {size} tekens. Vul {remedy} in.',
        'Column {column}, row {row}: "{value}" is longer than {size} characters. Fill in {remedy}.',
    ),
)
MALFORMED = blocks(
    "malformed",
    Wording("waarde heeft niet de juiste vorm", "value does not have the right form"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" heeft niet de vorm van {field}, zoals {example}. '
        "Vul de code of het nummer zelf in, met voorloopnullen en zonder spaties.{letter}",
        'Column {column}, row {row}: "{value}" does not have the form of {field}, such as {example}. '
        "Fill in the code or number itself, with leading zeros and without spaces.{letter}",
    ),
)
BSN_FAILS = quarantines(
    "bsn-check-fails",
    Wording("BSN klopt niet", "BSN is not valid"),
    Wording(
        "Kolom {column}, rij {row}: {value} is geen bestaand BSN (elfproef). Vul het juiste BSN in, "
        "of laat het leeg als het onbekend of geheim is.",
        "Column {column}, row {row}: {value} is not an existing BSN (eleven test). Fill in the right BSN, "
        "or leave it empty when it is unknown or secret.",
    ),
)
UNKNOWN_CODE = quarantines(
    "unknown-code",
    Wording("onbekende code", "unknown code"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" staat niet in de lijst {list}. '
        "Vul een code uit die lijst in; tot dan wacht deze rij.",
        'Column {column}, row {row}: "{value}" is not in the list {list}. '
        "Fill in a code from that list; until then this row waits.",
    ),
)
UNKNOWN_DECISIVE_CODE = blocks(
    "unknown-decisive-code",
    Wording(
        "onbekende code in een veld dat alles bepaalt", "unknown code in a field that decides everything"
    ),
    Wording(
        'Kolom {column}, rij {row}: "{value}" staat niet in de lijst {list}. Vul in {field} een code uit die '
        "lijst in; zonder die code is de aanlevering niet te lezen.",
        'Column {column}, row {row}: "{value}" is not in the list {list}. Fill in a code from that list in '
        "{field}; without it the submission cannot be read.",
    ),
)
CODE_LOOKS_THE_SAME = quarantines(
    "code-looks-the-same",
    Wording("code met een vreemd teken", "code with a foreign sign"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" lijkt de code {code}, maar teken {place} is {found}, waar '
        '"{expected}" hoort. Typ de code opnieuw in; tot dan wacht deze rij.',
        'Column {column}, row {row}: "{value}" looks like the code {code}, but sign {place} is {found} where '
        '"{expected}" belongs. Type the code again; until then this row waits.',
    ),
)
DECISIVE_CODE_LOOKS_THE_SAME = blocks(
    "decisive-code-looks-the-same",
    Wording(
        "code met een vreemd teken in een veld dat alles bepaalt",
        "code with a foreign sign in a field that decides everything",
    ),
    Wording(
        'Kolom {column}, rij {row}: "{value}" lijkt de code {code}, maar teken {place} is {found}, waar '
        '"{expected}" hoort. Typ de code opnieuw in; zonder die code is de aanlevering niet te lezen.',
        'Column {column}, row {row}: "{value}" looks like the code {code}, but sign {place} is {found} where '
        '"{expected}" belongs. Type the code again; without it the submission cannot be read.',
    ),
)
CODE_OF_OTHER_LAW = quarantines(
    "code-of-other-law",
    Wording("code hoort bij een andere wet", "code belongs to another law"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" staat in de lijst {list} niet voor {law}, alleen voor de '
        "andere wet. {instead}, of herstel {law_of}.",
        'Column {column}, row {row}: "{value}" is in the list {list} for the other wet only, not for {law}. '
        "{instead}, or repair {law_of}.",
    ),
)
CODE_ENDED = quarantines(
    "code-ended",
    Wording("code bestaat niet meer", "code is no more"),
    Wording(
        "Kolom {column}, rij {row}: {value} ({name}) bestond tot en met {until} en is opgegaan in {others}. "
        "Vul die code in, of herstel {dated}; tot dan wacht deze rij.",
        "Column {column}, row {row}: {value} ({name}) existed until {until} and is part of {others} now. "
        "Fill in that code, or repair {dated}; until then this row waits.",
    ),
)
CODE_NOT_YET = warns(
    "code-not-yet",
    Wording("code bestond nog niet", "code did not exist yet"),
    Wording(
        "Kolom {column}, rij {row}: {value} ({name}) bestaat pas sinds {since}, en {dated} ligt daarvoor. "
        "De rij gaat naar {name}; controleer {dated}, of vul de code van toen in ({others}).",
        "Column {column}, row {row}: {value} ({name}) exists since {since} only, and {dated} is earlier. It "
        "goes to {name}; check {dated}, or fill in the code of that time ({others}).",
    ),
)
NOT_A_NUMBER = blocks(
    "not-a-number",
    Wording("geen getal", "not a number"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" is geen getal. Vul in {field} een getal in, in '
        "cijfers en zonder woorden erbij{or_empty}.{letter}",
        'Column {column}, row {row}: "{value}" is not a number. Fill in a number in {field}, in '
        "digits and without words beside it{or_empty}.{letter}",
    ),
)
NOT_A_WHOLE_NUMBER = blocks(
    "not-a-whole-number",
    Wording("geen geheel getal", "not a whole number"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" is geen geheel getal. Vul in {field} een geheel getal '
        "in.{percent}",
        'Column {column}, row {row}: "{value}" is not a whole number. Fill in a whole number in '
        "{field}.{percent}",
    ),
)
TOO_MANY_DECIMALS = blocks(
    "too-many-decimals",
    Wording("te veel decimalen", "too many decimals"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" heeft meer dan {digits} decimalen. '
        "Controleer {field}; klopt het getal, rond het dan af in de administratie.{percent}",
        'Column {column}, row {row}: "{value}" has more than {digits} decimals. '
        "Check {field}; if the number is right, round it in the administration.{percent}",
    ),
)
NEGATIVE = blocks(
    "negative",
    Wording("negatief getal", "negative number"),
    Wording(
        "Kolom {column}, rij {row}: {value} is negatief. Vul {field} zonder minteken of haakjes in{sign}.",
        "Column {column}, row {row}: {value} is negative. Fill in {field} without minus or brackets{sign}.",
    ),
)
OUT_OF_RANGE = blocks(
    "out-of-range",
    Wording("getal buiten bereik", "number out of range"),
    Wording(
        "Kolom {column}, rij {row}: {value} valt buiten wat {field} mag zijn ({range}). "
        "Vul het juiste getal in.",
        "Column {column}, row {row}: {value} is outside what {field} may be ({range}). "
        "Fill in the right number.",
    ),
)
OTHER_DECIMAL_SIGN = blocks(
    "other-decimal-sign",
    Wording("ander decimaalteken", "other decimal sign"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" heeft een ander decimaalteken dan de rest van het bestand '
        '("{expected}"). Gebruik in het hele bestand hetzelfde teken.',
        'Column {column}, row {row}: "{value}" has another decimal sign than the rest of the file '
        '("{expected}"). Use the same sign in the whole file.',
    ),
)
THOUSANDS_SEPARATOR = blocks(
    "thousands-separator",
    Wording("scheidingsteken tussen de duizendtallen", "separator between thousands"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" heeft een scheidingsteken tussen de duizendtallen. '
        "Vul {field} zonder dat teken in, zoals {example}.",
        'Column {column}, row {row}: "{value}" has a separator between the thousands. '
        "Fill in {field} without it, such as {example}.",
    ),
)
NUMBER_AS_TEXT = warns(
    "number-as-text",
    Wording("getal als tekst opgeslagen", "number stored as text"),
    Wording(
        "Kolom {column} ({field}) bevat getallen die als tekst zijn opgeslagen, {count} "
        "keer, voor het eerst op "
        "rij {row}. Ze zijn gelezen; kies in Excel Converteren naar getal om dit te voorkomen.",
        "Column {column} ({field}) holds numbers stored as text, {count} times, first on row {row}. "
        "They are read; choose Convert to number in Excel to prevent this.",
    ),
)
NOT_A_DATE = blocks(
    "not-a-date",
    Wording("geen datum", "not a date"),
    Wording(
        'Kolom {column}, rij {row}: "{value}" is geen datum. Vul in {field} een datum in als jjjj-mm-dd, '
        "of als echte datum met de celopmaak Datum{or_empty}.",
        'Column {column}, row {row}: "{value}" is not a date. Fill in a date in {field} as yyyy-mm-dd, '
        "or as a real date with the cell format Date{or_empty}.",
    ),
)
YEAR_OF_TWO_DIGITS = blocks(
    "year-of-two-digits",
    Wording("jaartal van twee cijfers", "year of two digits"),
    Wording(
        'Kolom {column}, rij {row}: in "{value}" staat geen jaartal van vier cijfers, zodat het meer dan één '
        "datum kan zijn. Vul in {field} een datum in als jjjj-mm-dd, of als echte datum met de celopmaak "
        "Datum.",
        'Column {column}, row {row}: "{value}" has no year of four digits, so that it can be more than one '
        "date. Fill in a date in {field} as yyyy-mm-dd, or as a real date with the cell format Date.",
    ),
)
DATE_FOR_NUMBER = blocks(
    "date-for-number",
    Wording("datum waar een getal hoort", "date where a number belongs"),
    Wording(
        "Kolom {column}, rij {row}: in {field} staat de datum {value} waar een getal hoort. Excel maakt soms "
        "van een getal als 1-3 een datum. Geef de kolom de celopmaak Standaard en vul het getal opnieuw in.",
        "Column {column}, row {row}: {field} holds the date {value} where a number belongs. Excel may make a "
        "date of a number such as 1-3. Give the column the cell format General and fill in the number again.",
    ),
)
NUMBER_FOR_DATE = blocks(
    "number-for-date",
    Wording("getal waar een datum hoort", "number where a date belongs"),
    Wording(
        "Kolom {column}, rij {row}: in {field} staat het getal {value} waar een datum hoort. Vul de datum in "
        "als jjjj-mm-dd, of als echte datum met de celopmaak Datum.{serial}",
        "Column {column}, row {row}: {field} holds the number {value} where a date belongs. Fill in the date "
        "as yyyy-mm-dd, or as a real date with the cell format Date.{serial}",
    ),
)
DATE_WITH_TIME = blocks(
    "date-with-time",
    Wording("datum met een tijdstip", "date with a time"),
    Wording(
        "Kolom {column}, rij {row}: {value} in {field} heeft ook een tijdstip. Vul alleen de datum in.{zone}",
        "Column {column}, row {row}: {value} in {field} also has a time of day. Fill in the date only.{zone}",
    ),
)
DATE_OUT_OF_RANGE = blocks(
    "date-out-of-range",
    Wording("datum buiten bereik", "date out of range"),
    Wording(
        "Kolom {column}, rij {row}: {value} in {field} ligt niet tussen 1 maart 1900 en 31 december 2100. "
        "Vul de juiste datum in.",
        "Column {column}, row {row}: {value} in {field} is not between 1 March 1900 and 31 December 2100. "
        "Fill in the right date.",
    ),
)
DUPLICATE_KEY = blocks(
    "duplicate-key",
    Wording("twee rijen over hetzelfde", "two rows about the same"),
    Wording(
        "Rij {row} van blad {sheet} heeft hetzelfde in {key} als rij {first} ({value}). "
        "{remedy} herstel wat in een van beide niet klopt.{empty}",
        "Row {row} of sheet {sheet} has the same in {key} as row {first} ({value}). "
        "{remedy} repair what is not right in one of them.{empty}",
    ),
)
KEY_WITHOUT_COLUMN = blocks(
    "key-without-column",
    Wording("rijen niet uit elkaar te houden", "rows that cannot be told apart"),
    Wording(
        "Kolom {absent} ontbreekt op blad {sheet}. Daardoor is niet te zien waarin rij {row} verschilt van "
        "rij {first} ({value}); dat geldt voor {count} rijen. Voeg de kolom {absent} toe en vul haar in.",
        "Column {absent} is missing on sheet {sheet}. That is why nobody can see in what row {row} differs "
        "from row {first} ({value}); so it is for {count} rows. Add the column {absent} and fill it in.",
    ),
)
ALLOCATION_MISSING = quarantines(
    "allocation-missing",
    Wording("toewijzing ontbreekt", "allocation is missing"),
    Wording(
        "Rij {row} van blad {sheet}: toewijzing {value} van gemeente {municipality} staat niet op blad "
        "toewijzing. Voeg haar daar toe, of herstel nummer of gemeente; tot dan wacht deze rij.",
        "Row {row} of sheet {sheet}: allocation {value} of municipality {municipality} is not on sheet "
        "toewijzing. Add it there, or repair number or municipality; until then this row waits.",
    ),
)
ALLOCATION_WAITS = quarantines(
    "allocation-waits",
    Wording("toewijzing wacht zelf nog", "allocation itself still waits"),
    Wording(
        "Rij {row} van blad {sheet} wacht omdat toewijzing {value} van gemeente {municipality} wacht. "
        "Herstel de bevinding bij die toewijzing.",
        "Row {row} of sheet {sheet} waits because allocation {value} of municipality {municipality} waits. "
        "Repair the finding at that allocation.",
    ),
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
