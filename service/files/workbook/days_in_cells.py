"""A number that a cell shows as a day, as a text: the same whoever reads the workbook."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lxml.etree import _Element as Element

from service.files.workbook.package import Package, elements

_SYSTEMS = (date(1899, 12, 30), date(1904, 1, 1))
_MOST_DAYS = 2_958_465
"""31 December 9999."""


@dataclass(frozen=True, slots=True)
class DaysInCells:
    """Which cell styles show a number as a day, and from which day a workbook counts."""

    styles: frozenset[int]
    begin: date

    @classmethod
    def of(cls, package: Package) -> "DaysInCells":
        """Those of a workbook."""
        counts_from_1904 = any(
            each.get("date1904") in {"1", "true"} for each in elements(package.workbook, "workbookPr")
        )
        return cls(package.date_styles(), _SYSTEMS[counts_from_1904])

    def text(self, cell: Element, written: str) -> str:
        """`2026-01-01` for a cell that shows a day, and what is written for any other."""
        is_number = cell.get("t", "n") == "n" and written.isdigit()
        if not is_number or int(written) > _MOST_DAYS or int(cell.get("s", "0")) not in self.styles:
            return written
        return (self.begin + timedelta(days=int(written))).isoformat()


def text_of_day(value: object) -> str | None:
    """The same for a value that a reader made a day of; None for what is no whole day."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else None
    return value.isoformat() if isinstance(value, date) else None
