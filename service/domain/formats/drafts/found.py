"""What was found in a municipality's blank workbook: tables, labels beside cells, and what is left alone."""

from dataclasses import dataclass

from service.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Label:
    """A text outside every table, with an empty cell beside it."""

    text: str
    cell: str
    """The address of the empty cell."""
    shows_dates: bool = True
    """Whether that cell shows a number as a date."""
    is_drawn: bool = False
    """Whether that cell looks like one to fill in: coloured or with a border."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column of a workbook: its header, what stands above and below it."""

    text: str
    values: tuple[str, ...] = ()
    shows_dates: bool = True
    """Whether its pattern row shows a number as a date."""
    is_calculated: bool = False
    """Whether the workbook fills it itself, by a formula in the pattern row."""
    in_other_parts: tuple[str, ...] = ()
    """What stands below it in the other parts of its table."""

    @property
    def every_value(self) -> tuple[str, ...]:
        """What stands below it, in all parts of its table."""
        return (*self.values, *self.in_other_parts)


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of a table, and what a format calls it."""

    address: str
    heading: Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBlock:
    """A table on a sheet."""

    sheet: str
    name: str = ""
    """What a format calls it; empty when it is the only one of its sheet."""
    title: str = ""
    """A text above it that stands once on the sheet."""
    about: str = ""
    """What is said of it: the name of its sheet and the texts above it that are no sentences."""
    header_row: int
    header_lines: int = 1
    first_cell: str
    """Where its header begins."""
    columns: tuple[FoundColumn, ...]
    lines: int = 0
    """How many lines stand under it already; a line that ends them does not count."""
    loose_head: str = ""
    """A month or the like above a column of which it is not said over which others it stands."""
    until: str = ""
    """The text that ends those lines, where it stands in their first column or more parts go before it."""
    after: str = ""
    """The text after which those lines begin; empty for just below the header."""
    passes_empty: bool = False
    """Whether something that is empty stands between those lines, and nothing below the last."""
    part: str = ""
    """What is said above those lines, when the table has other parts that are filled apart from them."""
    comes_again: bool = False
    """Whether the same lines stand in another part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWorkbook:
    """Everything that a draft can speak of."""

    blocks: tuple[FoundBlock, ...]
    labels: tuple[tuple[str, Label], ...]
    """With the sheet of each."""
    left_alone: tuple[Wording, ...] = ()
    """What was seen and is no part of a draft, with the reason."""
    free_cell: tuple[str, str] = ("", "A1")
    """A sheet, and a cell below all that stands on it."""
