"""What a block of a sheet can be beside a list: found by what stands there, with listed lines, or across."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from service.domain.failures import RefusedValueError
from service.domain.formats.faults.blocks import MORE_THAN_A_YEAR, NO_HEADS, ONE_WAY_TO_FIND
from service.domain.formats.verb import EXPRESSION_PLACE, Expression, parse_expression
from service.domain.translation.content import BlockPlace, KeyTexts, ListedPlace

HEAD = "*"
"""Stands in the address of a column that comes once per head for what that head is called."""
MONTHS = (
    "Januari",
    "Februari",
    "Maart",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Augustus",
    "September",
    "Oktober",
    "November",
    "December",
)
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
QUARTERS = ("1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal")


class _Strict(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        arbitrary_types_allowed=True,
        coerce_numbers_to_str=True,
        defer_build=True,
    )


WrittenExpression = Annotated[Expression, BeforeValidator(parse_expression), WithJsonSchema(EXPRESSION_PLACE)]


class Anchor(_Strict):
    """What a block is found by, instead of the number of its header row: one of the three."""

    title: str = ""
    """A text that stands on the sheet exactly once; the header is below it."""
    cell: str = Field(default="", pattern=r"^([A-Z]{1,3}[1-9][0-9]*)?$")
    """The first cell of the header."""
    header: tuple[str, ...] = ()
    """Header texts that stand together on one row only."""

    @model_validator(mode="after")
    def _is_one(self) -> "Anchor":
        if sum(map(bool, (self.title, self.cell, self.header))) != 1:
            raise RefusedValueError(ONE_WAY_TO_FIND.fault())
        return self


class Listed(_Strict):
    """Lines that the municipality's own file lists already; they are filled where they stand."""

    by: dict[str, WrittenExpression] = Field(min_length=1)
    """By the address of each column that says which line it is: what of a row stands there."""
    nothing: Annotated[
        Literal["0", "empty", "-"], BeforeValidator(str), WithJsonSchema({"enum": [0, "0", "empty", "-"]})
    ] = "0"
    """What a column of numbers gets in a line for which nothing was delivered."""
    not_listed: Literal["quarantine", "below", "block"] = "quarantine"
    """What becomes of a row whose line is not listed: it waits, gets a line below, or all of the
    municipality's rows wait."""
    after: str = ""
    """The text after which the list begins, for a part of a longer list; without it the list begins below the
    header."""
    until: str = ""
    """The text that ends the list; without it the first row without a key does."""
    empty_lines: Literal["end", "passed"] = "end"
    """What a row without a key does where `until` says nothing: it ends the list, or the list goes on below
    it to the end of the sheet."""


class CalendarHeads(_Strict):
    """The months or quarters of a year, or the months of the reporting period, as the file calls them."""

    months: tuple[str, ...] = Field(default=(), max_length=24)
    """From January on; or, where the file has real dates above its columns, the first day of each."""
    quarters: tuple[str, ...] = Field(default=(), max_length=4)
    months_of_period: tuple[str, ...] = Field(default=(), max_length=12)

    @property
    def names(self) -> tuple[str, ...]:
        """What each is called, the first one first."""
        return self.months or self.quarters or self.months_of_period

    @property
    def days(self) -> tuple[date, ...]:
        """The day of each month, where all are written as days: one of another year is another head."""
        found = [_DAY.fullmatch(each) for each in self.months]
        return tuple(date.fromisoformat(each) for each in self.months) if found and all(found) else ()

    @model_validator(mode="after")
    def _is_one_year_or_days(self) -> "CalendarHeads":
        if len(self.months) > len(MONTHS) and not self.days:
            raise RefusedValueError(MORE_THAN_A_YEAR.fault())
        return self


class TableHeads(_Strict):
    """The texts of a code table."""

    table: str


_CALENDARS = {"months": CalendarHeads(months=MONTHS), "quarters": CalendarHeads(quarters=QUARTERS)}


def _read_heads(written: object) -> object:
    if isinstance(written, str):
        return _CALENDARS.get(written, written)
    if isinstance(written, list):
        return {str(each): [each] for each in written}
    if not isinstance(written, Mapping):
        return written
    if written.keys() <= CalendarHeads.model_fields.keys():
        return CalendarHeads.model_validate(written)
    if set(written) == {"table"}:
        return TableHeads.model_validate(written)
    return {head: each if isinstance(each, list) else [each] for head, each in written.items()}


Heads = CalendarHeads | TableHeads | dict[str, tuple[str, ...]]
"""`months`, `quarters`, `{ table: … }`, a list of values, or what stands above each value or values."""
_HEADS_SCHEMA: dict[str, object] = {"type": ["string", "array", "object"]}


class Across(_Strict):
    """Columns that come once per month, code or band: one expression for all of them."""

    by: WrittenExpression
    """What decides under which head a row comes."""
    heads: Annotated[Heads, BeforeValidator(_read_heads), WithJsonSchema(_HEADS_SCHEMA)]
    """`months`, `quarters`, `{ months: [jan, feb] }`, `{ months_of_period: [Maand 1, Maand 2, Maand 3] }`,
    `{ table: region/name }`, a list of values, or what stands above each value or values:
    `{ Ambulant: [45A03, 45A04] }`."""
    blank: str = ""
    """The head for rows in which `by` is empty."""
    other: str = ""
    """The head for rows that belong under no other."""
    not_in_heads: Literal["quarantine", "block"] = "quarantine"
    """What becomes of a row under no head: it waits, or all of the municipality's rows do."""
    columns: dict[str, WrittenExpression] = Field(min_length=1)
    """By the address under each head; `*` stands for the head, and without it the head comes above."""

    @model_validator(mode="after")
    def _has_heads(self) -> "Across":
        heads = self.heads
        empty = not heads if isinstance(heads, dict) else heads in (CalendarHeads(), TableHeads(table=""))
        if empty:
            raise RefusedValueError(NO_HEADS.fault())
        return self


def address_under(head: str, address: str) -> str:
    """The address of a column under one head."""
    return address.replace(HEAD, head) if HEAD in address else f"{head} > {address}"


def place_of_block(
    name: str,
    at: Anchor | None,
    header_lines: int,
    listed: Listed | None,
    keys: tuple[KeyTexts, ...] = (),
) -> BlockPlace:
    """Where a block stands, as whoever fills and reads a file has to know it.

    `keys`: what the texts by which its listed lines are found can be.
    """
    found = at or _NOWHERE
    return BlockPlace(
        name=name,
        title=" ".join(found.title.split()),
        cell=found.cell,
        header=tuple(" ".join(text.split()) for text in found.header),
        header_lines=header_lines,
        listed=None if listed is None else _listed_place(listed, keys),
    )


_NOWHERE = Anchor.model_construct(title="", cell="", header=())


def _listed_place(listed: Listed, keys: tuple[KeyTexts, ...]) -> ListedPlace:
    return ListedPlace(
        by=tuple(listed.by),
        after=" ".join(listed.after.split()),
        until=" ".join(listed.until.split()),
        passes_empty=listed.empty_lines == "passed",
        has_room=listed.not_listed == "below",
        keys=keys,
    )


def heads_in_order(heads: Sequence[str], across: Across) -> tuple[str, ...]:
    """Every head, those for empty and other values last."""
    return (*heads, *(head for head in (across.blank, across.other) if head))
