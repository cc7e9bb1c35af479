"""Small calendars of what municipalities ask, and the drop list that is made of them."""

from dataclasses import replace

from service.domain.burden.asked_already import AskedFormat
from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.burden.drop_list import DropListBasis, drop_list
from service.domain.burden.effect import Effects
from service.domain.burden.estimate import draw
from service.domain.burden.prescribed import NOTHING_REQUIRED
from service.domain.periods import PeriodKind
from service.files.burden import load_burden_tables, load_elsewhere
from tests.tools.burden_example import QUARTER
from tests.tools.exports import REPOSITORY

DRAWS = draw(replace(load_burden_tables(REPOSITORY / "mappings"), draws=50))
SHIPPED = load_elsewhere(REPOSITORY / "mappings")
VOLUME = AskedElement(
    element="prestatie.volume", field="prestatie.volume", rows="prestatie", already_reported_in=("iJw 323",)
)
NUMBER = replace(VOLUME, element="prestatie.toewijzingnummer", identifies=True)
GOAL = AskedElement(element="uitkomst.doelen_behaald", field="uitkomst.doelen_behaald", rows="uitkomst")
BY_HAND = AskedElement(element="by hand: opleiding ouders", operation=Operation.MANUAL)
WAITING = AskedElement(
    element="wachtlijst.wachtenden",
    field="wachtlijst.wachtenden",
    rows="wachtlijst",
    already_reported_in=("NZa 8g",),
)


def asked(name, *elements, often=PeriodKind.QUARTER, laws=("JW",), grains=(), is_of_persons=False):
    demand = Demand(
        format=name, asked=elements, title=name, changes_grain=bool(grains), grains=frozenset(grains)
    )
    return AskedFormat(demand=demand, laws=frozenset(laws), often=often, is_of_persons=is_of_persons)


def delivered(town, one, providers=1, period=QUARTER):
    return [
        Delivery(
            provider=f"P{number}",
            municipality=town,
            demand=one.demand,
            period=period,
            submission=f"upload {number}",
            rows=12,
            manual_rows=12 if one.demand.manual else 0,
        )
        for number in range(providers)
    ]


def listed(asking, *, required=NOTHING_REQUIRED, providers=1, fewest=1, elsewhere=SHIPPED, period=QUARTER):
    deliveries = [
        each
        for town, formats in asking.items()
        for one in formats
        for each in delivered(town, one, providers)
    ]
    return drop_list(
        asking,
        DropListBasis(
            asking=asking,
            period=period,
            required=required,
            elsewhere=elsewhere,
            effects=Effects(deliveries, DRAWS, fewest),
        ),
    )
