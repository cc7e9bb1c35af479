"""Addresses in an XML file: XPath with the place of every element that repeats."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from service.domain.formats.output import XmlOutput
from service.domain.formats.rows import Mask, Positions
from service.domain.translation.content import ReportContent, SheetContent, texts_of_values
from service.files.reports.addresses.address import FilledCell, NothingElse, SingleCell


@dataclass(frozen=True)
class XmlAddresses(NothingElse):
    """`/Bericht/Clienten/Client[2]/Prestaties/Prestatie[3]/Bedrag`."""

    content: ReportContent
    output: XmlOutput

    def of_line(self, block: int, header: str, line: int) -> str:
        """The path of the element or attribute; that of the element around several lines for each of them."""
        level, below = self.output.level_of(self.content.sheets[block].sheet, header)
        return f"/{self.output.root}/{self._element(block, level, line)}/{below}"

    def of_cell(self, cell: SingleCell) -> str:
        """The path of a single element."""
        return "/".join(("", self.output.root, *cell))

    def find(self, address: str) -> FilledCell | None:
        """What stands at the path; an element without a place is the first."""
        written = address.strip()
        for cell in self.content.cells:
            if written == self.of_cell(cell):
                return FilledCell(single=cell)
        wanted = _places_of(written)
        plain = re.sub(r"\[\d+\]", "", written)
        for block, sheet in enumerate(self.content.sheets):
            for header in sheet.columns:
                level, below = self.output.level_of(sheet.sheet, header)
                if plain == f"/{self.output.root}/{level}/{below}":
                    lines = self._lines(block, level, wanted)
                    return FilledCell(block=block, header=header, lines=lines) if lines else None
        return None

    def _lines(self, block: int, level: str, wanted: Mapping[str, int]) -> tuple[int, ...]:
        """The lines around which the elements of these places stand."""
        numbers = self._numbers[block]
        hit = np.ones(self.content.sheets[block].row_count, dtype=bool)
        for path in [each for each in numbers if level == each or level.startswith(f"{each}/")]:
            hit &= numbers[path] == wanted.get(f"{self.output.root}/{path}", 1)
        return tuple(np.flatnonzero(hit).tolist())

    def _element(self, block: int, level: str, line: int) -> str:
        numbers, written, at = self._numbers[block], "", ""
        for step in level.split("/"):
            at = f"{at}/{step}" if at else step
            place = f"[{int(numbers[at][line])}]" if at in numbers else ""
            written += f"/{step}{place}" if written else f"{step}{place}"
        return written

    @cached_property
    def _numbers(self) -> tuple[Mapping[str, Positions], ...]:
        """Per block, by the path of each element that repeats, its place among its kind for every line."""
        return tuple(self._of_block(sheet) for sheet in self.content.sheets)

    def _of_block(self, sheet: SheetContent) -> dict[str, Positions]:
        levels = (*self.output.levels_of(sheet.sheet), sheet.sheet)
        begins = np.zeros(sheet.row_count, dtype=bool)
        begins[:1] = True
        parents, found = begins, {}
        for level in levels:
            own = np.ones(len(begins), dtype=bool) if level == sheet.sheet else self._changes(sheet, level)
            begins = parents | own
            found[level] = _counted_within(begins, parents)
            parents = begins
        return found

    def _changes(self, sheet: SheetContent, level: str) -> Mask:
        """Per line whether anything that stands in this element is otherwise than on the line before."""
        changes = np.zeros(sheet.row_count, dtype=bool)
        for header, values in sheet.columns.items():
            if self.output.level_of(sheet.sheet, header)[0] == level:
                texts = texts_of_values(values)
                changes[1:] |= np.asarray(texts[1:] != texts[:-1], dtype=bool)
        return changes


def xml_addresses(content: ReportContent, output: XmlOutput, _template: bytes | None) -> XmlAddresses:
    """Paths into the file."""
    return XmlAddresses(content, output)


def _counted_within(begins: Mask, parents: Mask) -> Positions:
    """Per line the place of its element within the element around it, from 1."""
    counted = np.cumsum(begins)
    before = np.maximum.accumulate(np.where(parents, counted - 1, 0)) if len(begins) else counted
    return np.asarray(counted - before, dtype=np.int64)


def _places_of(written: str) -> dict[str, int]:
    """Path without places → the place of its last element."""
    found: dict[str, int] = {}
    at: Sequence[str] = ()
    for step in written.strip("/").split("/"):
        name, _, place = step.partition("[")
        at = (*at, name)
        if place:
            found["/".join(at)] = int(place.rstrip("]")) if place.rstrip("]").isdecimal() else 0
    return found
