"""Faults of a table of bands, and of a value that has to fall in one."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

BAND_WITHOUT_NUMBERS = FaultKind(
    "band-without-numbers",
    Wording(
        "Van {lowest!r} tot en met {highest!r} is geen band;",
        "From {lowest!r} up to and including {highest!r} is no band;",
    ),
    Wording(
        "schrijf getallen, of laat één kant leeg voor alles daaronder of daarboven.",
        "write numbers, or leave one side empty for everything below or above.",
    ),
)
LOWEST_ABOVE_HIGHEST = FaultKind(
    "band-lowest-above-highest",
    Wording(
        "De band van {lowest} tot en met {highest} is leeg.",
        "The band from {lowest} up to and including {highest} is empty.",
    ),
    Wording("Zet de kleinste onder van.", "Write the lowest under van."),
)
BANDS_OVERLAP = FaultKind(
    "bands-overlap",
    Wording(
        "Een waarde kan in twee banden vallen: {earlier!r} en {later!r}.",
        "A value can fall in two bands: {earlier!r} and {later!r}.",
    ),
    Wording(
        "Laat elke band beginnen na het einde van de vorige.", "Let each band begin after the one before."
    ),
)
BANDS_WITH_A_GAP = FaultKind(
    "bands-with-a-gap",
    Wording(
        "Tussen {earlier!r} (tot en met {highest}) en {later!r} (vanaf {lowest}) past nog een waarde.",
        "A value fits between {earlier!r} (up to {highest}) and {later!r} (from {lowest}).",
    ),
    Wording("Laat de banden op elkaar aansluiten.", "Let the bands follow each other."),
)
NOT_A_TABLE_OF_BANDS = FaultKind(
    "not-a-table-of-bands",
    Wording("Codetabel {table} heeft geen banden;", "Code table {table} has no bands;"),
    Wording(
        "een tabel met banden heeft de kolommen van, tot_en_met en wordt.",
        "a table of bands has the columns van, tot_en_met and wordt.",
    ),
)
A_TABLE_OF_BANDS = FaultKind(
    "a-table-of-bands",
    Wording("Codetabel {table} heeft banden, geen codes;", "Code table {table} has bands, no codes;"),
    Wording("schrijf band: {table}.", "write band: {table}."),
)
NO_NUMBER_FOR_A_BAND = FaultKind(
    "no-number-for-a-band",
    Wording(
        "Alleen een getal valt in een band, en dit is een {kind}.",
        "Only a number falls in a band, and this is a {kind}.",
    ),
    Wording(
        "Schrijf een getal of een leeftijd: of: {{ age: period_end }}.",
        "Write a number or an age: of: {{ age: period_end }}.",
    ),
)
BANDS_ARE_COARSER = FaultKind(
    "bands-are-coarser",
    Wording(
        "De waarde kan meer decimalen hebben dan de banden ({digits}), en er tussenin vallen.",
        "The value can have more decimals than the bands ({digits}), and fall between them.",
    ),
    Wording(
        "Rond de waarde eerst af, of schrijf de banden met meer decimalen.",
        "Round the value first, or write the bands with more decimals.",
    ),
)
BAND_OF_A_TOTAL_NEEDS_REST = FaultKind(
    "band-of-a-total-needs-a-rest",
    Wording(
        "Een waarde van samengenomen rijen kan niet wachten; codetabel {table} heeft geen band voor de rest.",
        "A value of rows put together cannot wait, and code table {table} has no band for the rest.",
    ),
    Wording(
        "Geef de tabel een regel waarin van en tot_en_met leeg zijn.",
        "Give the table a line in which van and tot_en_met are empty.",
    ),
)
NO_DATE_FOR_A_PART = FaultKind(
    "no-date-to-take-a-part-of",
    Wording(
        "Alleen een datum heeft een maand, kwartaal, week of jaar, en dit is een {kind}.",
        "Only a date has a month, quarter, week or year, and this is a {kind}.",
    ),
)
KEY_PUTS_TOGETHER = FaultKind(
    "key-that-puts-together",
    Wording(
        "Eén regel per {key} kan niet: dit neemt zelf rijen samen.",
        "There is no line per {key}: it puts rows together itself.",
    ),
    Wording(
        "Schrijf een veld, of iets dat elke rij apart heeft.",
        "Write a field, or what each row has by itself.",
    ),
)
