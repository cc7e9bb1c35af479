"""What the recount asks of a file, whatever its kind."""

from collections.abc import Sequence
from datetime import date

from service.domain.failures import TerminalError

Cell = str | int | float | date | None


class Reader:
    """Cells and columns of one file, whatever its kind."""

    def cell(self, sheet: str, address: str) -> Cell:
        """One cell."""
        raise NotImplementedError

    def columns(
        self, sheet: str, header_row: int, headers: Sequence[str], count: int
    ) -> dict[str, list[Cell]]:
        """The first `count` values below each header."""
        raise NotImplementedError

    def page(self, sheet: str) -> Sequence[Sequence[Cell]]:
        """Every row of a sheet, for a block that has to be found on it."""
        raise TerminalError(f"{sheet} has a block, which only a workbook can have.")
