"""Faults of blocks: where they stand on a sheet, the lines that they list, and what goes across."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

TITLE_NOT_FOUND_ONCE = FaultKind(
    "title-not-found-once",
    Wording(
        "De titel {title!r} staat {count} keer op blad {sheet!r}.",
        "The title {title!r} stands {count} times on sheet {sheet!r}.",
    ),
    Wording(
        "Noem een tekst die er precies één keer staat, of schrijf `at: {{ cell: A8 }}`.",
        "Name a text that stands there exactly once, or write `at: {{ cell: A8 }}`.",
    ),
)
NO_HEADER_BELOW = FaultKind(
    "no-header-below-title",
    Wording(
        "Onder de titel {title!r} op blad {sheet!r} staat niets meer.",
        "Nothing stands below the title {title!r} on sheet {sheet!r}.",
    ),
    Wording("Noem de titel boven de kolomkoppen.", "Name the title above the headers."),
)
HEADER_NOT_FOUND_ONCE = FaultKind(
    "header-not-found-once",
    Wording(
        "De kolomkoppen {headers} staan {count} keer samen op een rij van blad {sheet!r}.",
        "The headers {headers} stand together on {count} rows of sheet {sheet!r}.",
    ),
    Wording(
        "Noem koppen die maar op één rij samen staan, of schrijf `at: {{ cell: A8 }}`.",
        "Name headers that stand together on one row only, or write `at: {{ cell: A8 }}`.",
    ),
)
BLOCKS_AND_MORE = FaultKind(
    "blocks-and-more",
    Wording(
        "Blad {sheet!r} heeft `blocks`; daarnaast staat er {others}.",
        "Sheet {sheet!r} has `blocks`; beside it stands {others}.",
    ),
    Wording(
        "Noem onder `blocks` elk blok bij zijn naam, en zet al het andere in een blok.",
        "Name each block under `blocks`, and put everything else in a block.",
    ),
)
NO_BLOCKS = FaultKind(
    "no-blocks",
    Wording(
        "Onder `blocks` van blad {sheet!r} staat geen enkel blok.",
        "No block stands under `blocks` of sheet {sheet!r}.",
    ),
    Wording(
        "Noem elk blok bij zijn naam, met `at`, `rows` en `columns`, of laat `blocks` weg.",
        "Name each block, with `at`, `rows` and `columns`, or leave out `blocks`.",
    ),
)
ONE_WAY_TO_FIND = FaultKind(
    "one-way-to-find-a-block",
    Wording(
        "Een blok wordt gevonden door één ding: `title`, `cell` of `header`.",
        "A block is found by one thing: `title`, `cell` or `header`.",
    ),
)
NO_COLUMNS = FaultKind(
    "block-without-columns",
    Wording("Hier staan geen kolommen.", "There are no columns here."),
    Wording(
        "Schrijf `columns`, of `across`. Gaat het om rijen voor een totaal in een losse cel, noem deze naam "
        "dan daar: `total: {{ over: {sheet}, of: … }}`.",
        "Write `columns`, or `across`. If these are rows for a total in a single cell, name this there: "
        "`total: {{ over: {sheet}, of: … }}`.",
    ),
)
NO_HEADS = FaultKind(
    "across-without-heads",
    Wording("Er is niet gezegd welke koppen naast elkaar staan.", "No heads stand beside each other."),
    Wording(
        "Schrijf `heads: months`, of noem elke kop met wat eronder hoort: `heads: {{ Ambulant: [45, 46] }}`.",
        "Write `heads: months`, or name each head with what belongs under it: "
        "`heads: {{ Ambulant: [45, 46] }}`.",
    ),
)
MORE_THAN_A_YEAR = FaultKind(
    "more-heads-than-months",
    Wording("Een jaar heeft twaalf maanden; hier staan er meer.", "A year has twelve months; here are more."),
    Wording(
        "Noem er twaalf, van januari af, of schrijf de datums die boven de kolommen staan: `2026-01-01`.",
        "Name twelve, from January on, or write the dates that stand above the columns: `2026-01-01`.",
    ),
)
HEADS_NEED_DAYS = FaultKind(
    "heads-need-days",
    Wording(
        "Maanden en kwartalen horen bij een datum; `by` geeft {kind}.",
        "Months and quarters go by a day; `by` gives {kind}.",
    ),
    Wording("Noem onder `by` een datum, zoals `begindatum`.", "Name a day under `by`, such as `begindatum`."),
)
HEADS_TWICE = FaultKind(
    "address-twice",
    Wording("Twee kolommen krijgen het adres {address!r}.", "Two columns get the address {address!r}."),
    Wording("Geef elke kop en elke kolom een eigen naam.", "Give each head and each column its own name."),
)
NOTHING_LISTED = FaultKind(
    "nothing-listed",
    Wording(
        "Op blad {sheet!r} staat onder de kop geen enkele regel die al is ingevuld.",
        "On sheet {sheet!r} no line below the header is listed.",
    ),
    Wording(
        "Noem onder `listed` de kolom waarin de code of de tekst van elke regel staat.",
        "Name under `listed` the column in which the code or text of each line stands.",
    ),
)
NO_LINE_IS_REACHED = FaultKind(
    "no-listed-line-is-reached",
    Wording(
        "Op blad {sheet!r} kan geen enkele vaste regel gevuld worden: geen code of tekst van dit veld is "
        "{lines}.",
        "On sheet {sheet!r} no listed line can be filled: no code or text of this field is {lines}.",
    ),
    Wording(
        "Noem onder `by` de kolom met de codes, of vertaal met een codetabel die deze teksten geeft: "
        "`by: {{ Omschrijving: {{ field: productcode, translate: regio/producten }} }}`.",
        "Name under `by` the column with the codes, or translate by a code table that gives these texts: "
        "`by: {{ Omschrijving: {{ field: productcode, translate: region/products }} }}`.",
    ),
)
LIST_BEGINS_NOWHERE = FaultKind(
    "list-begins-nowhere",
    Wording(
        "De vaste lijst op blad {sheet!r} begint na {after!r}; onder de kop staat die tekst {count} keer.",
        "The fixed list on sheet {sheet!r} begins after {after!r}; below the header that text stands {count} "
        "times.",
    ),
    Wording(
        "Noem bij `after` een tekst die onder de kop één keer staat, of de hoeveelste het is: "
        "`after: Subtotaal (2)`.",
        "Name at `after` a text that stands once below the header, or which of them it is: "
        "`after: Subtotaal (2)`.",
    ),
)
LISTED_TWICE = FaultKind(
    "listed-twice",
    Wording(
        "Op blad {sheet!r} staat de regel {key!r} twee keer.",
        "On sheet {sheet!r} the line {key!r} is listed twice.",
    ),
    Wording(
        "Noem onder `listed` nog een kolom die de regels uit elkaar houdt, of haal er een uit de werkmap.",
        "Name one more column under `listed` that tells the lines apart, or take one out of the workbook.",
    ),
)
LINES_IN_ONE_PLACE = FaultKind(
    "lines-in-one-place",
    Wording(
        "Er is een regel per {key}, maar `listed` zoekt de regel van de werkmap daar niet mee op: meer "
        "regels zouden op één plek komen.",
        "There is a line per {key}, but `listed` does not find the line of the workbook by it: more lines "
        "would come in one place.",
    ),
    Wording(
        "Zet onder `per` alleen wat ook onder `listed` staat, of noem onder `listed` de kolom waarin {key} "
        "staat.",
        "Put under `per` only what stands under `listed` too, or name under `listed` the column with {key}.",
    ),
)
LISTED_CELL_IS_FILLED = FaultKind(
    "listed-cell-is-filled",
    Wording(
        "Op blad {sheet!r}, kolom {header!r}, rij {row} staat al iets; een regel die er al staat, wordt niet "
        "overschreven.",
        "On sheet {sheet!r}, column {header!r}, row {row} something stands already; a listed line is never "
        "overwritten.",
    ),
    Wording(
        "Is dit de regel van het totaal? Schrijf dan `until` met de tekst waarmee die begint. Haal anders "
        "deze kolom uit het formaat, of maak de cel in de werkmap leeg.",
        "Is this the line of the total? Then write `until` with the text that it begins with. Otherwise take "
        "this column out of the format, or empty the cell in the workbook.",
    ),
)
OTHER_LINES_LISTED = FaultKind(
    "other-lines-listed",
    Wording(
        "Op blad {sheet!r} staan andere regels dan het formaat kent.",
        "Sheet {sheet!r} lists other lines than the format knows.",
    ),
)
NO_ROOM_BELOW = FaultKind(
    "no-room-below-listed",
    Wording(
        "Op blad {sheet!r} mogen regels onder de vaste regels komen; in een .ods-werkmap kan dat niet.",
        "On sheet {sheet!r} lines may go below those that are listed; an .ods workbook cannot have that.",
    ),
    Wording(
        "Schrijf `not_listed: quarantine` of `not_listed: block`, of bewaar de werkmap als .xlsx.",
        "Write `not_listed: quarantine` or `not_listed: block`, or save the workbook as .xlsx.",
    ),
)
PATTERN_IS_FILLED = FaultKind(
    "pattern-row-is-filled",
    Wording(
        "Op blad {sheet!r} staat rij {row} al vol: {what}. Zo'n regel is geen voorbeeld voor andere regels.",
        "On sheet {sheet!r} row {row} is filled already: {what}. Such a row is no pattern for others.",
    ),
    Wording(
        "Staan de regels vast? Schrijf `listed`. Is het een voorbeeld? Maak die rij in de werkmap leeg.",
        "Are the lines fixed? Write `listed`. Is it an example? Empty that row in the workbook.",
    ),
)
BLOCKS_BESIDE_EACH_OTHER = FaultKind(
    "blocks-beside-each-other",
    Wording(
        "Op blad {sheet!r} zouden {first!r} en {second!r} in elkaar groeien.",
        "On sheet {sheet!r} {first!r} and {second!r} would grow into each other.",
    ),
    Wording(
        "Zet ze onder elkaar, of naast elkaar zonder dat de kolommen door elkaar lopen. Op één blad kan dat "
        "op één hoogte: onder een tabel die daar weer over heen ligt, niet nog eens.",
        "Put them below each other, or beside each other without columns of one among those of the other. "
        "A sheet can have that at one height: not once more below a table that lies over them.",
    ),
)
BLOCKS_NEED_A_WORKBOOK = FaultKind(
    "blocks-need-a-workbook",
    Wording(
        "Blad {sheet!r} is niet gewoon een lijst ({what}); dat kan alleen in een werkmap.",
        "Sheet {sheet!r} is not just a list ({what}); only a workbook can have that.",
    ),
    Wording("Schrijf elk blok als een eigen blad.", "Write each block as a sheet of its own."),
)
