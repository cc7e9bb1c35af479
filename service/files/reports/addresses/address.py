"""A cell by its address, and what every kind of file can be asked about its addresses."""

from dataclasses import dataclass
from typing import Protocol

SingleCell = tuple[str, str]
"""Sheet and address, as the format has them."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """What the format fills at an address: lines of a column, or a single cell."""

    single: SingleCell | None = None
    block: int = 0
    """The place of the block among those of the report."""
    header: str = ""
    lines: tuple[int, ...] = ()
    """Of the file, from 0; several where one element of an xml file stands around several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfilledCell:
    """A cell of a workbook that no format fills."""

    sheet: str
    address: str
    text: str = ""
    """What the municipality's own file has there; empty for nothing."""
    formula: str = ""
    """As a spreadsheet shows it, with = in front; empty when it holds none."""
    sums: tuple[FilledCell, ...] = ()
    """The filled cells that a formula adds up, when that is all that it does."""


class CellAddresses(Protocol):
    """The addresses of one report."""

    def of_line(self, block: int, header: str, line: int) -> str:
        """Where a cell of a block stands."""
        ...

    def of_cell(self, cell: SingleCell) -> str:
        """Where a single cell stands."""
        ...

    def find(self, address: str) -> FilledCell | None:
        """What the format fills at an address; None for nothing."""
        ...

    def unfilled(self, address: str, report: bytes) -> UnfilledCell | None:
        """What else stands there, in a kind of file that has such cells; None for what is no place in it."""
        ...


class NothingElse:
    """A kind of file in which nothing stands but what the format fills."""

    @staticmethod
    def unfilled(address: str, report: bytes) -> UnfilledCell | None:  # noqa: ARG004 - there is nothing to look up
        """Nothing."""
        return None
