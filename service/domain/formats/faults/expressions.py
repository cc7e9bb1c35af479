"""Faults of an expression: a verb, a field or a table that cannot stand where it is written."""

from collections.abc import Iterable

from service.domain.faults import FaultKind
from service.domain.formats.faults.remedies import ONE_OF
from service.domain.translation.content import ValueKind
from service.domain.wording import AND, OR, Wording, joined

_KINDS_OF_VALUE = {
    ValueKind.TEXT: Wording("tekst", "text"),
    ValueKind.NUMBER: Wording("getal", "number"),
    ValueKind.DATE: Wording("datum", "date"),
}


def kind_words(*kinds: ValueKind) -> Wording:
    """One of these kinds of values, in words."""
    return joined(OR, (_KINDS_OF_VALUE[kind] for kind in kinds))


def all_kinds_words(kinds: Iterable[ValueKind]) -> Wording:
    """All of these kinds of values, in words."""
    return joined(AND, (_KINDS_OF_VALUE[kind] for kind in kinds))


UNKNOWN_FIELD = FaultKind(
    "unknown-field",
    Wording("Er is geen veld {field!r} in {tables}.", "There is no field {field!r} in {tables}."),
    ONE_OF,
)
FORMULA_OF_A_WORKBOOK = FaultKind(
    "formula-of-a-workbook",
    Wording("{formula!r} is een formule van Excel.", "{formula!r} is a formula of Excel."),
    Wording(
        "Laat haar in de werkmap zelf staan: formules van de gemeente blijven en rekenen mee. "
        "Haal deze regel weg.",
        "Leave it in the workbook itself: formulas of the municipality stay and go along. Take this line "
        "out.",
    ),
)
UNKNOWN_VERB = FaultKind(
    "unknown-verb", Wording("De stap {verb!r} bestaat niet.", "There is no verb {verb!r}."), ONE_OF
)
OPTION_BESIDE_ITS_VERB = FaultKind(
    "option-beside-its-verb",
    Wording(
        "{option!r} is geen stap, maar een optie van `{verb}`.",
        "{option!r} is no verb, but an option of `{verb}`.",
    ),
    Wording(
        "Schrijf haar binnen de stap: `{verb}: {{ {inside} }}`.",
        "Write it inside the verb: `{verb}: {{ {inside} }}`.",
    ),
)
MEANING_BY_LAW = FaultKind(
    "meaning-by-law",
    Wording(
        "Codetabel {table!r} geeft code {code!r} per wet een andere betekenis, en hier staan beide wetten "
        "samen.",
        "Code table {table!r} gives code {code!r} another meaning per law; both stand here together.",
    ),
    Wording(
        "Zet de wet onder `per` (`wet` van de tabel zelf, of `with: [toewijzing]` en `toewijzing.wet`), of "
        "maak een formaat voor één wet.",
        "Put the law under `per` (`wet` of the table itself, or `with: [toewijzing]` and `toewijzing.wet`), "
        "or make a format for one law.",
    ),
)
UNKNOWN_CODE_TABLE = FaultKind(
    "unknown-code-table",
    Wording("Er is geen codetabel {table!r}.", "There is no code table {table!r}."),
    ONE_OF,
)
FIGURE_OF_ANOTHER_LAW = FaultKind(
    "figure-of-another-law",
    Wording(
        "Dit formaat gaat niet over de wet {law}, en heeft dus ook dat kengetal niet.",
        "This format is not about the law {law}, and has no figure of it.",
    ),
    Wording("Kies een van: {known}.", "Choose one of: {known}."),
)
UNKNOWN_FIGURE = FaultKind(
    "unknown-figure", Wording("Er is geen kengetal {figure!r}.", "There is no kengetal {figure!r}."), ONE_OF
)
UNKNOWN_SHEET_TO_TOTAL = FaultKind(
    "unknown-sheet-to-total",
    Wording("Er is geen blad {sheet!r} om op te tellen.", "There is no sheet {sheet!r} to total."),
    ONE_OF,
)
NO_VERBS = FaultKind(
    "no-verb-written",
    Wording("Hier staat nog niet waarmee gevuld wordt.", "No verb is written here."),
    Wording(
        "Begin met een veld, een vaste tekst, “tel op” of “tel”.",
        "Start with field, constant, sum or count.",
    ),
)
NOTHING_TO_FILL = FaultKind(
    "nothing-to-fill",
    Wording("Zonder stappen is er niets om te vullen.", "An expression without verbs has no values."),
)
NOT_VERBS = FaultKind(
    "no-verbs-but-something-else",
    Wording(
        "Hier horen stappen te staan, niet {written}.",
        "Write verbs here, such as {{ field: productcode }}, not {written}.",
    ),
)
TWO_VERBS_OF_ONE_NAME = FaultKind(
    "two-verbs-of-one-name", Wording("Twee stappen heten {verb}.", "Two verbs are called {verb}.")
)
SINGLE_CELL_ONLY = FaultKind(
    "single-cell-only",
    Wording("Deze stap vult een losse cel;", "This verb fills a single cell;"),
    Wording("gebruik hem bij de losse cellen.", "use it under `cells`."),
)
TOTALS_A_SHEET = FaultKind(
    "totals-a-sheet-in-a-cell",
    Wording("Deze stap vult een losse cel;", "This verb fills a single cell;"),
    Wording("gebruik op een blad “tel op” of “tel de rijen”.", "in a sheet write `sum`, or `count: rows`."),
)
MORE_THAN_ONE_VALUE = FaultKind(
    "more-than-one-value",
    Wording(
        "{field} heeft meer dan één waarde in een regel per {keys}.",
        "{field} has more than one value in a line that is made per {keys}.",
    ),
    Wording(
        "Maak ook een regel per dit veld, of tel het.",
        "Add it to `per`, or write sum, count or count_distinct.",
    ),
)
ONLY_AFTER_PUTTING_TOGETHER = FaultKind(
    "only-after-putting-together",
    Wording(
        "`only` kijkt hier naar {field}, maar de rijen zijn al samengenomen.",
        "`only` looks at {field} here, but the rows are put together already.",
    ),
    Wording(
        "Zet `only` binnen de som of telling: `count_distinct: {{ field: …, only: {{ {field}: … }} }}`.",
        "Put `only` inside the sum or count: `count_distinct: {{ field: …, only: {{ {field}: … }} }}`.",
    ),
)
WAITS_AFTER_PUTTING_TOGETHER = FaultKind(
    "waits-after-putting-together",
    Wording(
        "Deze stap kan een rij laten wachten; hier zijn rijen al samengenomen.",
        "This verb can let a row wait, and here the rows are put together already.",
    ),
    Wording("Zet hem binnen {inside}.", "Write it inside: {inside}."),
)
WAITS_IN_A_CELL = FaultKind(
    "waits-in-a-cell",
    Wording(
        "Deze stap kan een rij laten wachten, en een losse cel heeft geen rijen.",
        "This verb can let a row wait, and a single cell has no rows.",
    ),
)
MUST_START = FaultKind(
    "must-start",
    Wording("Met deze stap begint het;", "This verb starts an expression;"),
    Wording("zet hem bovenaan, en maar één keer.", "write it first, and only once."),
)
MUST_FOLLOW = FaultKind(
    "must-follow",
    Wording("Deze stap verandert een waarde;", "This verb changes a value;"),
    Wording("zet er een veld, “tel op” of “tel” boven.", "write field, sum or count before it."),
)
OTHER_KIND_BEFORE = FaultKind(
    "other-kind-before",
    Wording(
        "Deze stap verandert een {expected}, en wat ervoor staat is een {kind}.",
        "This verb changes a {expected}, and what stands before it is a {kind}.",
    ),
)
PUTS_ROWS_TOGETHER = FaultKind(
    "puts-rows-together",
    Wording("Deze stap neemt rijen samen;", "This verb puts rows together;"),
    Wording(
        "kies bij de rijen van het blad waarvoor er één regel is.",
        "the sheet needs `per`, the fields it has a line for.",
    ),
)
WORKS_ON_LINES = FaultKind(
    "works-on-lines",
    Wording(
        "Deze stap werkt op regels; een losse cel heeft die niet.",
        "This verb works on lines; a single cell has none.",
    ),
)
WORKS_ON_A_ROW = FaultKind(
    "works-on-a-row",
    Wording("Deze stap werkt op één rij;", "This verb works on a row;"),
    Wording(
        "zet hem binnen “tel op”, “gemiddelde” of “de eerste of laatste waarde”.",
        "write it inside sum, average or first.",
    ),
)
NOT_A_DATE = FaultKind("field-is-no-date", Wording("{field} is geen datum.", "{field} is not a date."))
NOT_A_PERCENTAGE = FaultKind(
    "field-is-no-percentage", Wording("{field} is geen percentage.", "{field} is not a percentage.")
)
NO_NUMBER_TO_AVERAGE = FaultKind(
    "no-number-to-average",
    Wording(
        "Alleen getallen kunnen worden opgeteld of gemiddeld, en dit is een {kind}.",
        "Only numbers have an average, and this is a {kind}.",
    ),
)
NO_NUMBER_TO_ADD_UP = FaultKind(
    "no-number-to-add-up",
    Wording(
        "Alleen getallen kunnen worden opgeteld of gemiddeld, en dit is een {kind}.",
        "Only numbers can be added up, and this is a {kind}.",
    ),
)
NO_NUMBER_TO_SUM = FaultKind(
    "no-number-to-sum",
    Wording(
        "Alleen getallen kunnen worden opgeteld of gemiddeld, en dit is een {kind}.",
        "Only numbers can be summed, and this is a {kind}.",
    ),
)
PUT_TOGETHER_TWICE = FaultKind(
    "put-together-twice",
    Wording(
        "Deze stap neemt rijen samen, en wat erin staat doet dat ook al.",
        "This verb puts rows together, and so does what stands in it.",
    ),
    Wording(
        "Het hoogste van één cliënt: max: {{ of: {{ sum: bedrag }}, per: toewijzing.clientnummer }}. "
        "Gemiddeld per cliënt: ratio: {{ of: {{ sum: bedrag }}, to: {{ count_distinct: "
        "toewijzing.clientnummer }} }}.",
        "The most of one client: max: {{ of: {{ sum: bedrag }}, per: toewijzing.clientnummer }}. "
        "The mean per client: ratio: {{ of: {{ sum: bedrag }}, to: {{ count_distinct: "
        "toewijzing.clientnummer }} }}.",
    ),
)
PARTS_ARE_PUT_TOGETHER = FaultKind(
    "parts-are-put-together",
    Wording(
        "Met `per` gaat dit over wat de rijen van elke cliënt of iets anders samen zijn; dat staat er niet.",
        "With `per` this is about what the rows of each client or the like come to, which is not said.",
    ),
    Wording(
        "Schrijf over één tabel: {verb}: {{ of: {{ sum: bedrag }}, per: toewijzing.clientnummer }}.",
        "Write, over rows of one table: {verb}: {{ of: {{ sum: bedrag }}, per: toewijzing.clientnummer }}.",
    ),
)
OTHER_KIND_INSIDE = FaultKind(
    "other-kind-inside",
    Wording(
        "Deze stap werkt op een {expected}, en dit is een {kind}.",
        "This verb works on a {expected}, and this is a {kind}.",
    ),
)
NO_NUMBER_TO_MULTIPLY = FaultKind(
    "no-number-to-multiply",
    Wording("Alleen getallen kunnen worden vermenigvuldigd;", "Only numbers can be multiplied;"),
    Wording("kies velden of stappen die een getal geven.", "write fields or verbs that give a number."),
)
NO_NUMBER_TO_DIVIDE = FaultKind(
    "no-number-to-divide",
    Wording("Alleen getallen kunnen worden gedeeld;", "Only numbers can be divided;"),
    Wording("kies “tel op”, “tel” of een veld met een getal.", "write sum, count or a field with a number."),
)
NO_NUMBER_TO_COUNT_OVER = FaultKind(
    "no-number-to-count-over",
    Wording(
        "Waarover geteld wordt, moet een getal zijn, zoals het aantal verschillende cliënten.",
        "`counting` has to be a number, such as {{ count_distinct: clientnummer }}.",
    ),
)
NO_TEXT_TO_JOIN = FaultKind(
    "no-text-to-join",
    Wording(
        "Alleen teksten kunnen achter elkaar, en dit is een {kind};",
        "Only texts can be joined, and this is a {kind};",
    ),
    Wording("schrijf het eerst als tekst.", "write date_form or number_form."),
)
NO_MONEY_FOR_TAX = FaultKind(
    "no-money-for-tax",
    Wording(
        "Deze stap werkt op een bedrag: bedrag, tarief of budget.",
        "This verb works on an amount of money: bedrag, tarief or budget.",
    ),
)
NO_MONEY_TO_SHOW = FaultKind(
    "no-money-to-show",
    Wording("Deze stap toont een bedrag;", "This verb shows an amount of money;"),
    Wording("zet hem na bedrag, tarief of budget.", "write it after bedrag, tarief or budget."),
)
BRANCHES_OF_DIFFERENT_KINDS = FaultKind(
    "branches-of-different-kinds",
    Wording(
        "De gevallen geven verschillende soorten waarden: {kinds}.",
        "The branches are of different kinds: {kinds}.",
    ),
    Wording("Schrijf ze allemaal als tekst.", "Write them all as text."),
)
KNOWN_BY_NEEDS_ZEROS = FaultKind(
    "known-by-needs-zeros",
    Wording(
        "Hoeveel van een datum bekend is, kan alleen bij de vorm jjjjmmdd.",
        "`known_by` goes with form jjjjmmdd, which has zeros for what is unknown.",
    ),
)
SIGNS_ARE_THE_SAME = FaultKind(
    "signs-of-a-number-are-the-same",
    Wording(
        "Het teken tussen duizendtallen en het decimaalteken zijn hetzelfde; dat kan niemand lezen.",
        "The sign for thousands and the decimal sign are the same; nobody can read that.",
    ),
)
ENDLESS_DECIMALS = FaultKind(
    "endless-decimals",
    Wording(
        "Dit getal kan eindeloos veel cijfers achter de komma hebben;",
        "This number can have endless decimals;",
    ),
    Wording("rond het af.", "write `round` after it."),
)
ENDLESS_DECIMALS_BEFORE = FaultKind(
    "endless-decimals-before",
    ENDLESS_DECIMALS.words,
    Wording("rond het af.", "write `round` before it."),
)
ONLY_WEEKS_OF_DAYS = FaultKind(
    "only-weeks-of-days",
    Wording("Een aantal dagen kan weken worden;", "A number of days can become weeks;"),
    Wording("kies voor iets anders vanaf en tot en met.", "for other units name `from` and `until`."),
)
