"""Find the cells of an xlsx that show their number in per cent, which a reader of values does not tell."""

import re
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import numpy.typing as npt
from lxml import etree

from service.domain.standard.cells import Mask


class CellsInPerCent:
    """Which cells of a sheet show their number in per cent: of every column the rows, as stretches."""

    def __init__(self) -> None:
        """None yet."""
        self._stretches: dict[int, list[list[int]]] = {}
        """By column, from 1: first and last row of each stretch."""

    def add(self, row: int, column: int, times: int = 1) -> None:
        """Note a cell, and the same cell in the rows below it; rows come in the order of the sheet."""
        stretches = self._stretches.setdefault(column, [])
        if stretches and stretches[-1][1] == row - 1:
            stretches[-1][1] += times
        else:
            stretches.append([row, row + times - 1])

    def mask(self, column: int, rows: npt.NDArray[np.int64]) -> Mask | None:
        """Where a column shows its numbers in per cent, for these rows; None when it nowhere does."""
        if column not in self._stretches:
            return None
        first, last = np.array(sorted(self._stretches[column])).T
        at = np.searchsorted(first, rows, side="right") - 1
        found: Mask = (at >= 0) & (rows <= last[at])
        return found


_CELL = rb"<(?:\w+:)?c(?=\s)"
_ADDRESS = rb"\sr\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']"


def column_number(letters: str) -> int:
    """Give the number of a column, from 1: 28 for AB."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def cells_in_per_cent(xml: bytes, formats: frozenset[int]) -> CellsInPerCent:
    """Find the cells of a sheet, which is sound XML, that have one of these cell formats."""
    found = CellsInPerCent()
    if not formats:
        return found
    is_one = rb"[^>]*?\ss\s*=\s*[\"']0*(?:" + b"|".join(b"%d" % each for each in sorted(formats)) + rb")[\"']"
    if re.search(_CELL + is_one, xml) is None:
        return found
    if re.search(_CELL + rb"(?![^>]*?" + _ADDRESS + rb")" + is_one, xml) is not None:
        for row, column, style in _styled(xml):
            if style in formats:
                found.add(row, column)
        return found
    numbers: dict[bytes, int] = {}
    for letters, row in re.findall(_CELL + rb"(?=" + is_one + rb")[^>]*?" + _ADDRESS, xml):
        column = numbers.get(letters) or numbers.setdefault(letters, column_number(letters.decode()))
        found.add(int(row), column)
    return found


def _styled(xml: bytes) -> Iterator[tuple[int, int, int]]:
    """Every cell with its format; one without an address comes after the one before it."""
    row = column = 0
    tags = etree.iterparse(
        BytesIO(xml), events=("start", "end"), tag=("{*}row", "{*}c"),
        resolve_entities=False, no_network=True, load_dtd=False,
    )  # fmt: skip
    for event, element in tags:
        is_row, above = str(element.tag).endswith("row"), element.getparent()
        if event == "end":
            element.clear()
            while is_row and above is not None and above[0] is not element:  # what lxml would otherwise keep
                del above[0]
        elif is_row:
            row, column = int(element.get("r", row + 1)), 0
        else:
            letters = element.get("r", "").rstrip("0123456789")
            column = column_number(letters) if letters else column + 1
            yield row, column, int(element.get("s", "0"))
