"""What became of the faults of a former upload, counted for the line on top of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.standard.grouping import FaultChange


@dataclass(frozen=True, slots=True)
class RepairTotals:
    """Over all sorts of fault, in rows."""

    repaired: int
    new: int
    remaining: int


def repair_totals(changes: Iterable[FaultChange]) -> RepairTotals:
    """Zero everywhere when both uploads were faultless."""
    every = tuple(changes)
    return RepairTotals(
        sum(each.repaired for each in every),
        sum(each.new for each in every),
        sum(each.remaining for each in every),
    )
