"""Faults of tables joined to the rows of a sheet: what could double a row is refused by name."""

from service.domain.faults import FaultKind
from service.domain.formats.faults.remedies import ONE_OF
from service.domain.wording import Wording

MANY_ROWS_OF_ONE = FaultKind(
    "many-rows-of-one-line",
    Wording(
        "{field} heeft meer dan één waarde: bij één rij van {of} horen meer rijen van {table}.",
        "{field} has more than one value: one row of {of} has several rows of {table}.",
    ),
    Wording(
        "Maak er één van met sum, count, count_distinct, earliest, latest, min, max, median, average, of met "
        "{{ last: {field}, by: … }}.",
        "Make one of them with sum, count, count_distinct, earliest, latest, min, max, median, average, or "
        "{{ last: {field}, by: … }}.",
    ),
)
ONE_TABLE_AT_A_TIME = FaultKind(
    "one-joined-table-at-a-time",
    Wording(
        "Hier worden rijen van meer dan één tabel samengenomen: {tables}.",
        "Rows of more than one table are put together here: {tables}.",
    ),
    Wording(
        "Neem in één stap alleen velden van één daarvan en van de toewijzing.",
        "In one verb use fields of one of them and of the allocation only.",
    ),
)
WAITS_INSIDE_A_JOIN = FaultKind(
    "waits-inside-a-join",
    Wording(
        "Deze stap kan een rij laten wachten, en hier is dat een rij van een andere tabel.",
        "This verb can let a row wait, and here that would be a row of another table.",
    ),
    Wording(
        "Zet hem erna, zoals {{ last: verloop.reden_beeindiging, by: verloop.einddatum, translate: … }}.",
        "Write it after: {{ last: verloop.reden_beeindiging, by: verloop.einddatum, translate: … }}.",
    ),
)
JOIN_WITH_PER = FaultKind(
    "joined-table-with-per",
    Wording(
        "Regels die rijen van {of} samennemen, kunnen er geen {table} bij hebben: die telde dan dubbel.",
        "Lines that put rows of {of} together cannot have {table} beside: it would count double.",
    ),
    Wording("Laat per weg, of maak een lijst van {table}.", "Leave out per, or make a list of {table}."),
)
JOIN_THAT_DOUBLES = FaultKind(
    "join-that-doubles",
    Wording(
        "Bij een rij van {of} kan geen {table}: bij één toewijzing horen van beide meer rijen, en dan telt "
        "dezelfde rij dubbel.",
        "A row of {of} cannot have {table} beside it: one allocation has several rows of both, and then the "
        "same row counts double.",
    ),
    Wording(
        "Maak een lijst van toewijzing: rows: {{ of: toewijzing, with: [{of}, {table}] }}.",
        "Make a list of allocations: rows: {{ of: toewijzing, with: [{of}, {table}] }}.",
    ),
)
COUNTS_ANOTHER_TABLE = FaultKind(
    "counts-another-table",
    Wording("Rijen van {table} zijn hier niet te tellen.", "Rows of {table} cannot be counted here."),
    ONE_OF,
)
NOT_JOINED = FaultKind(
    "from-the-start-not-joined",
    Wording(
        "`from_the_start` noemt {table}, en dat staat niet onder `with`.",
        "`from_the_start` names {table}, which does not stand under `with`.",
    ),
    Wording(
        "Zet {table} ook onder `with`, of haal het hier weg.",
        "Put {table} under `with` as well, or take it out here.",
    ),
)
