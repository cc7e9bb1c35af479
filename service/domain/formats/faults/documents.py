"""Faults of a Word document that a format fills."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

NO_WORD_DOCUMENT = FaultKind(
    "no-word-document",
    Wording("Dit is geen leesbaar Word-document.", "This is no Word document that can be read."),
    Wording("Bewaar het in Word opnieuw als .docx.", "Save it in Word again as .docx."),
)
NOT_AS_WORD_WRITES = FaultKind(
    "part-not-as-word-writes",
    Wording(
        "Onderdeel {part} is niet zoals Word het schrijft: het heeft een DOCTYPE, een andere tekenset dan "
        "UTF-8, of elementen die heel diep in elkaar staan.",
        "Part {part} is not as Word writes it: it has a DOCTYPE, another encoding than UTF-8, or elements "
        "very deep within each other.",
    ),
    Wording("Bewaar het in Word opnieuw als .docx.", "Save it in Word again as .docx."),
)
NAME_NOT_IN_DOCUMENT = FaultKind(
    "name-not-in-document",
    Wording(
        "Het document heeft geen inhoudsbesturingselement of bladwijzer {name!r}. Wat erin staat: {known}.",
        "The document has no content control or bookmark {name!r}. What it has: {known}.",
    ),
    Wording(
        "Geef het vak in Word dit label (Ontwikkelaars, Eigenschappen, Label), of schrijf hier het label "
        "dat er staat.",
        "Give the control this tag in Word (Developer, Properties, Tag), or write the tag that is there.",
    ),
)
NAME_FILLED_TWICE = FaultKind(
    "name-filled-twice",
    Wording(
        "Twee cellen van het formaat vullen allebei {name!r} in het document.",
        "Two cells of the format both fill {name!r} in the document.",
    ),
    Wording("Houd één van de twee.", "Keep one of the two."),
)
CANNOT_HOLD_TEXT = FaultKind(
    "control-cannot-hold-text",
    Wording(
        "In {name!r} kan geen tekst worden gezet: het is {what}.",
        "No text can be put in {name!r}: it is {what}.",
    ),
    Wording(
        "Gebruik in Word een inhoudsbesturingselement voor tekst zonder opmaak.",
        "Use a plain text content control in Word.",
    ),
)
CONTROL_IN_CONTROL = FaultKind(
    "control-in-control",
    Wording(
        "{name!r} ligt binnen {other!r} en zou worden overschreven.",
        "{name!r} lies within {other!r} and would be overwritten.",
    ),
    Wording("Zet de twee vakken in Word naast elkaar.", "Put the two controls beside each other in Word."),
)
BOOKMARK_OVER_PARAGRAPHS = FaultKind(
    "bookmark-over-paragraphs",
    Wording(
        "Bladwijzer {name!r} begint en eindigt niet in dezelfde alinea.",
        "Bookmark {name!r} does not begin and end in the same paragraph.",
    ),
    Wording(
        "Selecteer in Word tekst binnen één alinea en maak de bladwijzer opnieuw.",
        "Select text within one paragraph in Word and make the bookmark again.",
    ),
)
NO_SUCH_TABLE = FaultKind(
    "no-such-table",
    Wording(
        "Geen tabel in het document heeft in rij {row} de koppen {headers}; de tabellen hebben {known}.",
        "No table in the document has the headers {headers} in row {row}; the tables have {known}.",
    ),
)
TWO_SUCH_TABLES = FaultKind(
    "two-such-tables",
    Wording(
        "{count} tabellen in het document hebben in rij {row} de koppen {headers}.",
        "{count} tables in the document have the headers {headers} in row {row}.",
    ),
    Wording("Geef één tabel in Word een andere kop.", "Give one of the tables another header in Word."),
)
NO_PATTERN_ROW = FaultKind(
    "no-pattern-row",
    Wording(
        "Onder de koppen van {sheet!r} staat geen rij met dezelfde kolommen.",
        "Below the headers of {sheet!r} there is no row with the same columns.",
    ),
    Wording(
        "Zet in Word onder de koppen één lege rij: die wordt voor elke regel herhaald.",
        "Put one empty row below the headers in Word: it is repeated for every line.",
    ),
)
PATTERN_ROW_HAS = FaultKind(
    "pattern-row-has-its-own",
    Wording(
        "De rij onder de koppen van {sheet!r} heeft iets dat maar één keer kan: {what}.",
        "The row below the headers of {sheet!r} has something that can be there only once: {what}.",
    ),
    Wording("Haal het in Word uit die rij.", "Take it out of that row in Word."),
)
TABLE_CALCULATES = FaultKind(
    "table-calculates",
    Wording(
        "De tabel {sheet!r} heeft een formuleveld ({formula}); Word rekent dat niet zelf opnieuw uit.",
        "The table {sheet!r} has a formula field ({formula}); Word does not calculate it again by itself.",
    ),
    Wording(
        "Zet er een inhoudsbesturingselement voor in de plaats en vul dat met `total`.",
        "Put a content control in its place and fill that with `total`.",
    ),
)
