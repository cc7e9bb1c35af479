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
