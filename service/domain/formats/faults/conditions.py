"""Faults of a condition: what is asked of a field that it cannot be asked, or a bound that is none."""

from service.domain.faults import FaultKind
from service.domain.formats.faults.remedies import ONE_OF
from service.domain.wording import Wording

NOT_FOR_THIS_KIND = FaultKind(
    "condition-of-another-kind",
    Wording(
        "{field} is een {kind}; daarbij past {asked} niet.",
        "{field} is a {kind}, which `{asked}` does not go with.",
    ),
    Wording("Schrijf één van: {known}.", "Write one of: {known}."),
)
UNKNOWN_CODE = FaultKind(
    "code-not-in-list",
    Wording(
        "{code!r} staat niet in codelijst {code_list} van {field}.",
        "{code!r} is not in code list {code_list} of {field}.",
    ),
    ONE_OF,
)
NOT_A_DAY = FaultKind(
    "condition-without-a-day",
    Wording("{text!r} is geen dag;", "{text!r} is not a day;"),
    Wording(
        "schrijf 2026-01-31, period_begin, period_end, of een dag van een maand van de periode: "
        "month_2_begin.",
        "write 2026-01-31, period_begin, period_end, or a day of a month of the period: month_2_begin.",
    ),
)
NOT_A_BOUND = FaultKind(
    "condition-without-a-number",
    Wording("{text!r} is geen getal;", "{text!r} is not a number;"),
    Wording(
        "schrijf het met een punt en zonder scheiding van duizendtallen: 1250.50.",
        "write it with a point and without a sign for thousands: 1250.50.",
    ),
)
NOT_TWO_BOUNDS = FaultKind(
    "condition-without-two-bounds",
    Wording("Bij between horen twee getallen;", "`between` takes two numbers;"),
    Wording("schrijf bijvoorbeeld [1, 10].", "write [1, 10], for one."),
)
NOTHING_IS_BETWEEN = FaultKind(
    "condition-that-nothing-meets",
    Wording(
        "Van {lowest} tot en met {highest} is er niets.", "There is nothing from {lowest} until {highest}."
    ),
    Wording("Zet de kleinste voorop.", "Write the lowest first."),
)
ASKS_NOTHING_OF_A_FIELD = FaultKind(
    "condition-that-asks-nothing",
    Wording(
        "Hier staat niet waaraan het veld moet voldoen.", "This does not say what the field has to meet."
    ),
    ONE_OF,
)
NO_VALUE_TO_CHOOSE_BY = FaultKind(
    "no-value-to-choose-by",
    Wording(
        "Een geval vraagt iets van “of”, en er staat niet welke waarde dat is.",
        "A case asks something of `of`, and it does not say which value that is.",
    ),
    Wording(
        "Schrijf die erbij, zoals of: {{ sum: volume }}.", "Write it beside the cases: of: {{ sum: volume }}."
    ),
)
