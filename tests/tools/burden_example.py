"""The worked example of the measure: a provider, one quarter, 280 client rows, six municipalities."""

from dataclasses import replace

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation, cells_of
from service.domain.periods import parse_period

QUARTER = parse_period("2026-Q1")
DATES = ("geboortedatum", "begindatum", "einddatum")
ATTRIBUTES = ("clientnummer", *DATES, "productcode", "uren", "bedrag", "wet", "verwijzer", "reden")
STANDARD = tuple(AskedElement(element=element) for element in ATTRIBUTES)
COMMA = {"bedrag": (Operation.FORMAT, "decimal comma")}


def _demand(name, ways=None, left_out=(), more=(), *, changes_grain=False):
    def asked(each):
        operation, form = (ways or {}).get(each.element, (Operation.SAME, ""))
        return replace(each, operation=operation, representation=(form,) if form else ())

    kept = tuple(asked(each) for each in STANDARD if each.element not in left_out)
    return Demand(format=name, asked=(*kept, *more), changes_grain=changes_grain)


REGIONAL = {
    **COMMA,
    **dict.fromkeys(DATES, (Operation.FORMAT, "date dd-mm-jjjj")),
    "productcode": (Operation.RECODE_ONE_TO_ONE, "code list regio"),
}
OPLEIDING = "opleiding ouders"
DEMANDS = {
    "A": _demand("A", dict.fromkeys(ATTRIBUTES, (Operation.RENAMED, ""))),
    "B": _demand("BC", REGIONAL),
    "C": _demand("BC", REGIONAL),
    "D": _demand(
        "D",
        {
            "productcode": (Operation.RECODE_MANY_TO_ONE, "code list D"),
            "uren": (Operation.DERIVED, "unit uur"),
        },
        left_out=("geboortedatum", "clientnummer", "verwijzer", "reden"),
        changes_grain=True,
    ),
    "E": _demand("E", COMMA, left_out=("verwijzer", "reden")),
    "F": _demand(
        "F",
        {"productcode": (Operation.RECODE_ONE_TO_ONE, "code list F")},
        more=(AskedElement(element=OPLEIDING, representation=(), operation=Operation.MANUAL),),
    ),
}
ROWS = {"A": 120, "B": 60, "C": 40, "D": 30, "E": 20, "F": 10}
LINES = {**ROWS, "D": 12}


def example_deliveries():
    return tuple(
        Delivery(
            provider="X",
            municipality=name,
            demand=demand,
            period=QUARTER,
            submission="upload",
            rows=ROWS[name],
            manual_rows=ROWS[name] if demand.manual else 0,
            cells=cells_of(demand, LINES[name]),
        )
        for name, demand in DEMANDS.items()
    )
