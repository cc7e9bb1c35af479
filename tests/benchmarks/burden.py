"""A year of a region, recomputed: `python -m tests.benchmarks.burden` prints how long each part takes."""

import os
import random
import time
from collections.abc import Iterator

from service import ONE_THREAD

os.environ.setdefault(*ONE_THREAD)

from service.domain.burden.advice import best_pairs, best_set
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.costs import Costs
from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation, cells_of
from service.domain.burden.estimate import draw
from service.domain.burden.handmade import Calibrated
from service.domain.burden.measure import measure
from service.domain.burden.trend import trend
from service.domain.periods import parse_period
from service.files.burden.tables import load_burden_tables
from tests.tools.exports import REPOSITORY

PROVIDERS, MUNICIPALITIES, FORMATS, ELEMENTS = 130, 23, 16, 30
QUARTERS = tuple(parse_period(f"2026-Q{number}") for number in range(1, 5))
FORMS = {
    Operation.SAME: "",
    Operation.RENAMED: "",
    Operation.FORMAT: "form",
    Operation.RECODE_ONE_TO_ONE: "code list",
    Operation.RECODE_MANY_TO_ONE: "coarse list",
    Operation.DERIVED: "unit",
    Operation.MANUAL: "",
}


def formats(chance: random.Random) -> list[Demand]:
    weights = (6, 5, 3, 2, 1, 2, 0.3)
    found = []
    for number in range(FORMATS):
        asked = []
        for element in chance.sample(range(ELEMENTS), chance.randint(8, 22)):
            operation = chance.choices(list(Operation), weights)[0]
            form = FORMS[operation] and f"{FORMS[operation]} {chance.randint(1, 4)}"
            asked.append(
                AskedElement(
                    element=f"veld {element}", representation=(form,) if form else (), operation=operation
                )
            )
        found.append(
            Demand(format=f"formaat {number:02d}", asked=tuple(asked), changes_grain=chance.random() < 0.4)
        )
    return found


def a_year(chance: random.Random) -> Iterator[Delivery]:
    """Every provider delivers every quarter, in every format, to every municipality: the heaviest case."""
    demands = formats(chance)
    for provider in range(PROVIDERS):
        for quarter in QUARTERS:
            for municipality in range(MUNICIPALITIES):
                for demand in demands:
                    rows = chance.randint(1, 60)
                    yield Delivery(
                        provider=f"{provider:08d}",
                        municipality=f"{municipality:04d}",
                        demand=demand,
                        period=quarter,
                        submission=f"{provider}-{quarter.label}",
                        rows=rows,
                        manual_rows=rows if demand.manual else 0,
                        cells=cells_of(demand, rows),
                    )


def main() -> None:
    tables = load_burden_tables(REPOSITORY / "mappings")
    deliveries = tuple(a_year(random.Random(1)))
    begun = time.perf_counter()
    before = AskedBefore.of(deliveries)
    measured = measure(deliveries, tables, before=before)
    after_measure = time.perf_counter()
    points = trend(QUARTERS, measured.deliveries, Calibrated(tables=tables, draws=draw(tables)), before)
    after_trend = time.perf_counter()
    changes = [each.change for each in measured.advice]
    costs = Costs(measured.deliveries, tables)
    chosen, pairs = best_set(changes, costs, 5), best_pairs(changes, costs)
    done = time.perf_counter()
    print(f"{len(deliveries):,} deliveries, {measured.level_zero.cells:,} cells, {tables.draws:,} draws")
    print(f"measure, with Monte Carlo and {len(changes)} changes advised: {after_measure - begun:.1f} s")
    print(f"trend over {len(points)} quarters, with divergence: {after_trend - after_measure:.1f} s")
    print(f"best set of {len(chosen)} and {len(pairs)} pairs: {done - after_trend:.1f} s")
    print(f"all: {done - begun:.1f} s")


if __name__ == "__main__":
    main()
