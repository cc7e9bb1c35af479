"""Text with places that are filled in per report: rows that move, rows that repeat, cells that get a value.

While a template is compiled such a place is a mark inside ordinary XML; `MarkedText.read` then turns the text
into a `%` format, so that filling it in costs one formatting per part or per row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARKS = re.compile("\ue000([a-z]+):(-?\\d+)(?::(\\d+))?\ue001")
"""Two characters of the private use area; a template that holds them itself is refused."""

_BETWEEN_MARKS = re.compile("\ue000[^\ue001]*\ue001")

FORBIDDEN = ("\ue000", "\ue001")

_LAST_ROW = 1_048_576


def moving_row(region: int, row: int) -> str:
    """The place of a row number that moves down as the region gets more rows."""
    return f"\ue000row:{region}:{row}\ue001"


def own_row(offset: int) -> str:
    """The place of a data row's own number, plus `offset`."""
    return f"\ue000own:{offset}\ue001"


def data_cell(position: int) -> str:
    """The place of the value of a mapped column, by its position among the headers of the sheet."""
    return f"\ue000data:{position}\ue001"


def single_cell(position: int) -> str:
    """The place of the value of a single cell, by its position among the cells of the template."""
    return f"\ue000cell:{position}\ue001"


def repeated(position: int) -> str:
    """The place of a text that is repeated for every data row, by its position in the part."""
    return f"\ue000repeat:{position}\ue001"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill in."""

    kind: str
    number: int
    row: int = 0


def _slots(marked: str) -> tuple[Slot, ...]:
    return tuple(Slot(m[1], int(m[2]), int(m[3] or 0)) for m in MARKS.finditer(marked))


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with places to fill in, ready for `%`."""

    form: str
    slots: tuple[Slot, ...]

    @classmethod
    def read(cls, marked: str) -> "MarkedText":
        """Turn marks into places."""
        return cls(MARKS.sub("%s", marked.replace("%", "%%")), _slots(marked))

    def filled(self, growth: Sequence[int], cells: Sequence[str] = (), repeats: Sequence[str] = ()) -> str:
        """The text for a report: `growth` rows more per region, the texts of single cells and of repeats."""
        return self.form % tuple(
            [
                min(slot.row + growth[slot.number], _LAST_ROW)
                if slot.kind == "row"
                else (cells if slot.kind == "cell" else repeats)[slot.number]
                for slot in self.slots
            ]
        )


@dataclass(frozen=True, slots=True)
class RepeatedText:
    """A text that stands once per data row, with the row's own number and its values in it."""

    literals: tuple[str, ...]
    """What stands before, between and after the places."""
    slots: tuple[Slot, ...]

    @classmethod
    def read(cls, marked: str) -> "RepeatedText":
        """Turn marks into places."""
        return cls(tuple(_BETWEEN_MARKS.split(marked)), _slots(marked))

    def per_row(
        self, growth: Sequence[int], around: Sequence[tuple[str, str]] = ()
    ) -> tuple[list[str], list[Slot]]:
        """What stands between the places that remain in a row, and those places, in order.

        There is one text more than there are places. `around`: per mapped column what stands before and after
        its value.
        """
        literals = [self.literals[0]]
        kept: list[Slot] = []
        for slot, literal in zip(self.slots, self.literals[1:], strict=True):
            if slot.kind == "row":
                literals[-1] += f"{min(slot.row + growth[slot.number], _LAST_ROW)}{literal}"
                continue
            before, after = around[slot.number] if slot.kind == "data" else ("", "")
            literals[-1] += before
            literals.append(after + literal)
            kept.append(slot)
        return literals, kept
