"""Where a block stands in a produced workbook, and what its lines hold: found by its texts, not by a plan."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from openpyxl.utils.cell import column_index_from_string, coordinate_to_tuple

from service.domain.failures import TerminalError
from service.recount.reader import Cell

Page = Sequence[Sequence[Cell]]
"""The rows of a sheet."""
_STEP = " > "


def folded(text: object) -> str:
    """A text without line breaks and double blanks, a day as 2026-01-01; nothing for an empty cell."""
    if isinstance(text, datetime):
        text = text.date() if text.time() == datetime.min.time() else text
    return "" if text is None else re.sub(r"\s+", " ", str(text)).strip()


def is_more_than_a_list(sheet: Mapping[str, object]) -> bool:
    """Whether a sheet has to be read as a block."""
    return any(sheet.get(part) for part in ("sheet", "at", "listed")) or sheet.get("header_lines", 1) != 1


@dataclass(frozen=True, slots=True)
class BlockText:
    """A block in the rows of its sheet."""

    page: Page
    asked: Mapping[str, object]
    """The block as the format has it."""

    @property
    def lines(self) -> int:
        """How many rows its header has."""
        return int(str(self.asked.get("header_lines", 1)))

    @property
    def listed(self) -> Mapping[str, object]:
        """What it says of listed lines."""
        return cast("Mapping[str, object]", self.asked.get("listed") or {})

    def values(self, addresses: Sequence[str], count: int) -> dict[str, list[Cell]]:
        """The first `count` values under each address."""
        last, columns = self._header(addresses)
        rows = self.page[last : last + count]
        return {
            address: [_filled(row[column]) for row in rows]
            for address, column in zip(addresses, columns, strict=True)
        }

    def listed_values(self, addresses: Sequence[str]) -> dict[tuple[str, ...], dict[str, Cell]]:
        """By the key of each listed line what stands under each address."""
        by = list(cast("Mapping[str, object]", self.listed["by"]))
        last, columns = self._header([*by, *addresses])
        found = {}
        for row in self._rows_of_list(last, columns[: len(by)], slice(min(columns), max(columns) + 1)):
            key = tuple(folded(row[column]) for column in columns[: len(by)])
            values = zip(addresses, columns[len(by) :], strict=True)
            found[key] = {address: _filled(row[column]) for address, column in values}
        return found

    def _rows_of_list(self, last: int, keys: Sequence[int], own: slice) -> Iterator[Sequence[Cell]]:
        """Up to where the list ends by its own columns: what stands beside it has ends of its own."""
        until = folded(self.listed.get("until", ""))
        for row in self.page[last:]:
            if until and until in map(folded, row[own]):
                return
            if all(folded(row[column]) for column in keys):
                yield row
            elif not until:
                return

    def _header(self, addresses: Sequence[str]) -> tuple[int, list[int]]:
        """The number of its last header row, and the place of the column of each address."""
        first, left = self._begin()
        for last in range(first, len(self.page) + 1):
            paths = self._paths(last, left)
            columns = [_column(address, paths) for address in addresses]
            if all(column is not None for column in columns):
                return last, cast("list[int]", columns)
        raise TerminalError(f"No header in the file has {', '.join(addresses)}.")

    def _begin(self) -> tuple[int, int]:
        """From which row on its last header row can be, and left of which column it has nothing."""
        at = cast("Mapping[str, object]", self.asked.get("at") or {})
        if "title" in at:
            title = folded(at["title"])
            places = [
                (number, column)
                for number, row in enumerate(self.page, 1)
                for column, text in enumerate(row)
                if folded(text) == title
            ]
            if len(places) != 1:
                raise TerminalError(f"The file has the title {title} {len(places)} times.")
            return places[0][0] + self.lines, places[0][1]
        if "cell" in at:
            row, column = coordinate_to_tuple(str(at["cell"]))
            return row + self.lines - 1, column - 1
        return self.lines if at else int(str(self.asked.get("header_row", 1))), 0

    def _paths(self, last: int, left: int) -> list[tuple[int, str, str]]:
        """Per column its place, its path and its last text; a text above holds until the next one."""
        above = [_held(row) for row in self.page[max(last - self.lines, 0) : last - 1]]
        own = self.page[last - 1]
        paths = []
        for column in range(left, len(own)):
            text = folded(own[column])
            heads = [line[column] for line in above] if text else []
            alone = "" if text else next((folded(r[column]) for r in self._above(last) if r[column]), "")
            parts = [*dict.fromkeys(filter(None, heads)), text or alone]
            paths.append((column, _STEP.join(filter(None, parts)), text or alone))
        return paths

    def _above(self, last: int) -> Page:
        return self.page[max(last - self.lines, 0) : last - 1]


def _held(row: Sequence[Cell]) -> list[str]:
    held, texts = "", []
    for cell in row:
        held = folded(cell) or held
        texts.append(held)
    return texts


def _column(address: str, paths: Sequence[tuple[int, str, str]]) -> int | None:
    """The place of the column with this address."""
    if address.startswith("column "):
        return column_index_from_string(address.removeprefix("column ")) - 1
    placed = re.fullmatch(r"(.*) \((\d+)\)", address)
    for wanted, number in ((address, 1), (placed[1], int(placed[2])) if placed else (address, 1)):
        for part in (1, 2):
            found = [path[0] for path in paths if path[part] == wanted]
            if len(found) >= number:
                return found[number - 1]
    return None


def _filled(value: Cell) -> Cell:
    return None if value == "" else value
