"""Faults of a code table: a line that gives a code no meaning, two of them, or none that can be read."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

TWO_MEANINGS = FaultKind(
    "two-meanings-on-one-day",
    Wording(
        "Code {code!r} heeft op één dag twee betekenissen.", "Code {code!r} has two meanings on one day."
    ),
    Wording(
        "Geef een ervan een geldig_tot vóór de geldig_van van de ander.",
        "Give one of them a geldig_tot before the other's geldig_van.",
    ),
)
TWO_MEANINGS_BY_LAW = FaultKind(
    "two-meanings-with-and-without-law",
    Wording(
        "Code {code!r} heeft op één dag een regel voor wet {law} en een regel zonder wet, die iets anders "
        "zeggen.",
        "Code {code!r} has a line for the law {law} and one without a law on one day, which say two things.",
    ),
    Wording(
        "Een regel zonder wet geldt voor alle. Geef elke regel van deze code zijn wet, of haal er een weg.",
        "A line without a law holds for all. Give each line of this code its law, or take one out.",
    ),
)
CODE_AND_BAND = FaultKind(
    "code-and-band",
    Wording(
        "Deze regel heeft een code ({code}) en ook de grenzen van een band.",
        "This line has a code ({code}) and the ends of a band as well.",
    ),
    Wording(
        "Schrijf code en wordt, of van, tot_en_met en wordt.",
        "Write code and wordt, or van, tot_en_met and wordt.",
    ),
)
NOT_A_LAW = FaultKind(
    "no-law-of-a-code-line",
    Wording("{law!r} is geen wet.", "{law!r} is not a law."),
    Wording(
        "Kies een van: {known}. Een regel zonder wet geldt voor alle.",
        "Choose one of: {known}. A line without a law holds for all of them.",
    ),
)
OWN_TABLE_OF_THE_STANDARD = FaultKind(
    "own-table-of-the-standard",
    Wording(
        "{table} is een lijst van de standaard; die heeft in elk formaat dezelfde betekenis.",
        "{table} is a list of the standard, which means the same in every format.",
    ),
    Wording(
        "Geef uw tabel een eigen naam en noem die bij de kolom.",
        "Give your table a name of its own, and write that at the column.",
    ),
)
CODE_TABLE_WITHOUT_NAME = FaultKind(
    "code-table-without-name",
    Wording("De tabel heeft nog geen naam.", "The table has no name yet."),
    Wording(
        "Schrijf een naam van hoogstens {most} tekens op één regel, zoals producten of leeftijden.",
        "Write a name of at most {most} characters on one line, such as producten or leeftijden.",
    ),
)
CODE_TABLE_IS_THERE = FaultKind(
    "code-table-is-there",
    Wording("Dit formaat heeft al een tabel {table!r}.", "This format has a table {table!r} already."),
    Wording("Wijzig die, of kies een andere naam.", "Change that one, or choose another name."),
)
CODE_TABLE_LACKS_A_COLUMN = FaultKind(
    "code-table-lacks-a-column",
    Wording("Kolom {column!r} ontbreekt.", "Column {column!r} is missing."),
    Wording("Een codetabel heeft code en wordt.", "A code table has code and wordt."),
)
NOT_A_DAY = FaultKind(
    "not-a-day",
    Wording("{text!r} is geen datum.", "{text!r} is not a date."),
    Wording("Schrijf jjjj-mm-dd.", "Write jjjj-mm-dd."),
)
CODE_WITHOUT_MEANING = FaultKind(
    "code-without-meaning",
    Wording(
        "Bij code {code!r} is `wordt` leeg: in de rapportage zou er niets staan.",
        "`wordt` is empty for code {code!r}: the report would say nothing there.",
    ),
    Wording(
        "Vul in wat er moet staan, of haal de regel weg: een code die niet in de tabel staat, wacht. Moet er "
        "niets staan, zeg dan in een kolom `reden_leeg` waarom.",
        "Write what it becomes, or take the line out: a code that the table does not have waits. If it is to "
        "become nothing, say why in a column `reden_leeg`.",
    ),
)
MEANING_WITHOUT_CODE = FaultKind(
    "meaning-without-code",
    Wording("Bij {meaning!r} is `code` leeg.", "`code` is empty beside {meaning!r}."),
    Wording("Vul de code in, of haal de regel weg.", "Write the code, or take the line out."),
)
LINE_OF_OTHER_LENGTH = FaultKind(
    "code-line-of-other-length",
    Wording(
        "Deze regel heeft meer of minder cellen dan de eerste regel kolommen noemt.",
        "This line has more or fewer cells than the first line names columns.",
    ),
    Wording(
        "Zet een tekst met een komma of puntkomma tussen dubbele aanhalingstekens.",
        "Put a text with a comma or semicolon between double quotes.",
    ),
)
NOT_A_CODE_TABLE = FaultKind(
    "not-a-code-table",
    Wording("Dit is niet te lezen als csv.", "This cannot be read as csv."),
    Wording(
        "Kijk of elk aanhalingsteken dat begint, ook eindigt.",
        "See whether each quotation mark that opens also closes.",
    ),
)
NO_CODE = FaultKind(
    "no-code",
    Wording(
        "Dit is geen code die in een codetabel kan staan.", "This is no code that a code table can have."
    ),
    Wording(
        "Een code heeft hoogstens 100 tekens op één regel, en is geen BSN. Vraag de aanbieder wat er "
        "bedoeld is.",
        "A code has at most 100 characters on one line, and is no BSN. Ask the provider what was meant.",
    ),
)
MEANING_NOT_WRITTEN = FaultKind(
    "meaning-not-written",
    Wording("Bij code {code!r} staat nog niet wat hij betekent.", "Code {code!r} has no meaning yet."),
    Wording("Vul in wat er in de rapportage moet staan.", "Write what is to stand in the report."),
)
MEANING_WITH_OTHER_SIGNS = FaultKind(
    "meaning-with-other-signs",
    Wording(
        "De betekenis is te lang of gaat over meer dan één regel.",
        "The meaning is too long or goes over more than one line.",
    ),
    Wording(
        "Schrijf hoogstens {most} tekens op één regel, zonder tab.",
        "Write at most {most} characters on one line, without a tab.",
    ),
)
ENDS_BEFORE_IT_BEGINS = FaultKind(
    "meaning-ends-before-it-begins",
    Wording(
        "De laatste dag waarop de betekenis geldt, ligt vóór de eerste.",
        "The last day on which the meaning holds lies before the first.",
    ),
    Wording("Draai de datums om, of laat er een leeg.", "Turn the days round, or leave one empty."),
)
UNKNOWN_LAW = FaultKind(
    "meaning-for-another-law",
    Wording(
        "Dit formaat vraagt niets over de wet {law!r}.", "This format asks nothing about the law {law!r}."
    ),
    Wording("Kies een van: {known}.", "Choose one of: {known}."),
)
CODE_IS_KNOWN = FaultKind(
    "code-is-known",
    Wording(
        "Codetabel {table} kent code {code!r} al op een dag waarop dit zou gelden.",
        "Code table {table} knows code {code!r} already on a day on which this would hold.",
    ),
    Wording(
        "Er hoeft niets te gebeuren: wat op deze code wachtte, gaat vanzelf mee.",
        "There is nothing to do: what waited for this code goes on by itself.",
    ),
)
PROPOSED_ALREADY = FaultKind(
    "meaning-proposed-already",
    Wording(
        "Voor code {code!r} ligt al een voorstel dat op een tweede persoon wacht.",
        "A proposal for code {code!r} waits for a second person already.",
    ),
    Wording(
        "Beslis eerst over dat voorstel. Staat het niet in uw lijst, dan is het van uw bureau.",
        "Decide about that one first. If it is not in your list, it is your bureau's.",
    ),
)
MEANING_MAKES_A_COLUMN = FaultKind(
    "meaning-makes-a-column",
    Wording(
        "{head!r} zou een nieuwe kolom op blad {sheet!r} worden, en die heeft het bestand van de gemeente "
        "niet.",
        "{head!r} would become a new column on sheet {sheet!r}, which the municipality's file does not have.",
    ),
    Wording(
        "Neem een betekenis die al een kolom heeft, of maak een volgende versie van het formaat.",
        "Take a meaning that has a column already, or make a next version of the format.",
    ),
)
