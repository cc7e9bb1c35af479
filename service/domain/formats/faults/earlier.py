"""Faults of columns that use another column: of an earlier period, or to take away from each other."""

from service.domain.faults import FaultKind
from service.domain.wording import Wording

NO_SUCH_COLUMN_BESIDE = FaultKind(
    "no-such-column-beside",
    Wording(
        "{column!r} gebruikt de kolom {used!r}, en die heeft dit blok niet.",
        "{column!r} uses the column {used!r}, and this block has none of that name.",
    ),
    Wording("Schrijf een van: {known}.", "Write one of: {known}."),
)
USES_ITSELF = FaultKind(
    "column-uses-itself",
    Wording("Deze kolommen gebruiken elkaar: {columns}.", "These columns use each other: {columns}."),
    Wording(
        "Laat een kolom alleen kolommen gebruiken die zonder haar te vullen zijn.",
        "Let a column use only columns that can be filled without it.",
    ),
)
BESIDE_NEEDS_LINES = FaultKind(
    "column-beside-needs-per",
    Wording(
        "Deze stap gebruikt een andere kolom van het blok; dat kan alleen in `columns` van een blok met "
        "`per`.",
        "This verb uses another column of its block; that can only be in `columns` of a block with `per`.",
    ),
    Wording(
        "Schrijf bij `rows` waarvoor elke regel er is, zoals `per: [productcode]`. Onder koppen naast elkaar "
        "(`across`) kan dit niet: laat de werkmap optellen, zoals =B5+C5.",
        "Write under `rows` what each line is for, such as `per: [productcode]`. Under heads beside each "
        "other (`across`) it cannot be: let the workbook add up, as =B5+C5.",
    ),
)
BESIDE_IS_NO_NUMBER = FaultKind(
    "column-beside-is-no-number",
    Wording("In de kolom {column!r} staan geen getallen.", "The column {column!r} holds no numbers."),
    Wording("Noem een kolom met getallen.", "Name a column with numbers."),
)
DOES_NOT_ADD_UP = FaultKind(
    "does-not-add-up",
    Wording(
        "De kolom {column!r} is over meer perioden niet op te tellen: van een gemiddelde, een aandeel of een "
        "aantal verschillende zegt de som niets.",
        "The column {column!r} cannot be added up over several periods: of a mean, a share or a distinct "
        "count the sum means nothing.",
    ),
    Wording(
        "Noem een kolom met `sum` of `count`, of schrijf `period: previous`. Verschillende cliënten over "
        "een heel jaar vraagt u met een formaat per jaar: `period: year`.",
        "Name a column with `sum` or `count`, or write `period: previous`. Distinct clients over a whole "
        "year are asked by a format for a year: `period: year`.",
    ),
)
EARLIER_AND_OVERLAPPING = FaultKind(
    "earlier-and-overlapping",
    Wording(
        "Met `overlapping` kan een combinatie meer regels hebben; welke daarvan bij een regel van een "
        "eerdere periode hoort, is niet te zeggen.",
        "With `overlapping` a combination can have several lines; which of them belongs to a line of an "
        "earlier period cannot be told.",
    ),
    Wording("Laat `overlapping` of `earlier` weg.", "Leave out `overlapping` or `earlier`."),
)
