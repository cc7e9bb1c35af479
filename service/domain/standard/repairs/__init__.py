"""Named, lossless repairs of cells: what is read as something else than it says, and on what proof."""

from service.domain.standard.repairs.doubts import Doubt, has_late_days
from service.domain.standard.repairs.percents import rows_of_percents
from service.domain.standard.repairs.reading import DayOrder, Reading
from service.domain.standard.repairs.repair import Column
from service.domain.standard.repairs.repairing import Repaired, repair_columns
from service.domain.standard.repairs.suspects import column_of

__all__ = [
    "Column",
    "DayOrder",
    "Doubt",
    "Reading",
    "Repaired",
    "column_of",
    "has_late_days",
    "repair_columns",
    "rows_of_percents",
]
