"""A format as it is written: the model behind the YAML, and behind the JSON Schema for editors."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from service.domain.failures import RefusedValueError
from service.domain.formats.blocks import Across, Anchor, Listed, WrittenExpression
from service.domain.formats.code_lines import WrittenLine
from service.domain.formats.conditions import Conditions
from service.domain.formats.faults.values import (
    ASKS_NOTHING,
    NOT_A_PERIOD,
    OFFICIAL_NEEDS_SOURCE,
    PERSON_NEEDS_GROUND,
)
from service.domain.formats.keys import WrittenKey
from service.domain.formats.output import Output
from service.domain.periods import PeriodKind, parse_period


class _Strict(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        defer_build=True,
    )


PlainText = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
"""Text that YAML may take for a number, such as a year; our own reader keeps it as it is written."""


class Overlapping(_Strict):
    """Two dates that make a range, the last day included; without an end it goes on."""

    begin: str = Field(default="begindatum", alias="from")
    """The field of the first day."""
    until: str = "einddatum"
    """The field of the last day."""


class RowsOf(_Strict):
    """Which rows a sheet is made of, and for which fields it has one line each."""

    of: str
    """The table of the standard."""
    joined: tuple[str, ...] = Field(default=(), alias="with")
    """Tables joined to it; a row's allocation is the only one that a row has exactly one of."""
    per: tuple[WrittenKey, ...] = ()
    """Make one line per combination of these fields, or of what is made of each row (`month: begindatum`);
    without it every row is a line."""
    from_the_start: tuple[Literal["verloop", "uitkomst"], ...] = ()
    """Joined tables of which rows that lie before the period count too; what begins after it never does.
    *verloop* when left out: help has a begin whatever the period. `[]` for what lies in the period only."""
    overlapping: Overlapping | None = None
    """With `per`: only rows whose ranges overlap are put together, so that a combination can have more lines.
    A row outside the period that overlaps one within it goes along."""
    order: tuple[str, ...] = ()
    """Without `per`: the fields by which the lines are sorted; what they leave open is settled by the key."""
    where: Conditions = {}
    """Rows that do not meet these conditions are excluded by a rule with the field's name. On a field of a
    joined table (`prestatie.status`) it says which of its rows count; no line disappears by it."""


class SheetFormat(_Strict):
    """One sheet of the municipality's file, one block of a sheet, or its list when it has no sheets."""

    sheet: str = ""
    """The sheet on which a block stands; empty when the sheet has no other."""
    at: Anchor | None = None
    """What the block is found by, instead of `header_row`."""
    header_row: int = Field(default=1, ge=1)
    """The (last) row of the header."""
    header_lines: int = Field(default=1, ge=1, le=3)
    """How many rows the header has. With more, the texts above a column make its address: `Mei > Volume`."""
    rows: RowsOf
    columns: dict[str, WrittenExpression] = {}
    """By the header text in the municipality's own file. Without any, and without `across`, it is nothing but
    rows for totals in single cells (`total: { over: … }`), and stands nowhere in the file."""
    listed: Listed | None = None
    """The lines stand in the file already."""
    prepared: Literal["removed", "left"] | None = None
    """The file has empty lines ready below its pattern row: they are filled first, and what is not used
    is removed, or left as it is. Without it they stay below all lines that are filled."""
    across: Across | None = None
    """Columns that come once per month, code or band."""
    left_empty: dict[str, PlainText] = {}
    """Header texts of columns that stay empty, each with the reason."""

    @property
    def is_in_the_file(self) -> bool:
        """Whether it has columns; otherwise it is rows for totals in single cells."""
        return bool(self.columns) or self.across is not None


class Validity(_Strict):
    """For which reporting periods a version of a format holds."""

    begin: PlainText = Field(alias="from")
    """The first reporting period: `2026-Q1`; also the name of the file."""
    until: PlainText | None = None
    """The last one; without it until a next version holds."""

    @model_validator(mode="after")
    def _are_periods(self) -> "Validity":
        for label in (self.begin, self.until):
            if label is not None:
                _require_period(label)
        return self


def _require_period(label: str) -> None:
    try:
        parse_period(label)
    except ValueError as error:
        raise RefusedValueError(NOT_A_PERIOD.fault(label=label)) from error


class ColumnGround(_Strict):
    """What one column or cell is asked for, where that is not what the rest of the format is asked for."""

    purpose: str = ""
    legal_ground: str = ""


class Check(_Strict):
    """A total in the report that must equal a side of the balance, or nothing is published."""

    total: str
    """`sheet.column header`, or `sheet!address` of a cell that holds a total."""
    equals: Literal["balance.bedrag", "balance.rows"]
    """The euros or the rows that were reported."""
    over: str = ""
    """The sheet or block whose rows are meant, where more than one counts prestaties; without it all."""


class Format(_Strict):
    """What one municipality, or a group of them, asks: a mapping, and the file it fills."""

    format: str = Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$")
    """`region/name`: the folders in which its file stands."""
    title: str
    """What people call it."""
    provenance: Literal["illustrative", "official"]
    """Whether the region itself published it."""
    source: str = ""
    """Where an official format is published, and when."""
    standard: PlainText
    """The version of the standard whose fields it names."""
    valid: Validity
    period: PeriodKind
    """How often it is asked."""
    law: tuple[Literal["JW", "WMO"], ...] = Field(min_length=1)
    """Whose rows it is about; those of another law are excluded."""
    level: Literal["aggregate", "person"]
    """A hard property: person data goes to the municipality only, on the legal ground that is named."""
    legal_ground: str = ""
    """Why person data may be asked."""
    purpose: str = ""
    """What the figures are for; without it the request says so."""
    grounds: dict[str, ColumnGround] = {}
    """Columns (`sheet.column header`) and cells (`sheet!address`) with a purpose or ground of their own."""
    uses: tuple[str, ...] = ()
    """Fragments and formats that this one is built on; what it writes itself comes on top."""
    output: Output
    cells: dict[str, WrittenExpression] = {}
    """By `sheet!address`."""
    sheets: dict[str, SheetFormat] = {}
    """By the name of the sheet in the municipality's own file."""
    code_tables: dict[str, tuple[WrittenLine, ...]] = {}
    """Code tables and bands of this format itself, each line with the names of the csv. One that is called as
    a table of a folder stands in its place, in this format only."""
    not_asked: dict[str, str] = {}
    """Fields (`field`, `table.field` or `table.*`) that the municipality does not ask, each with a reason."""
    checks: tuple[Check, ...] = ()
    when_empty: Literal["report", "nothing"] = "report"
    """What a municipality gets when none of its rows is in any sheet: a report without lines, or none."""
    examples: str = ""
    """Folder below mappings/ with worked examples."""

    @model_validator(mode="after")
    def _says_what_its_level_needs(self) -> "Format":
        if self.level == "person" and not self.legal_ground:
            raise RefusedValueError(PERSON_NEEDS_GROUND.fault())
        if self.provenance == "official" and not self.source:
            raise RefusedValueError(OFFICIAL_NEEDS_SOURCE.fault())
        if not self.cells and not self.sheets:
            raise RefusedValueError(ASKS_NOTHING.fault())
        return self
